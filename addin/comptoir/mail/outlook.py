"""Outlook's own formats: .msg files (by olefile) and winmail.dat (by tnefparse).

Both hold MAPI properties: numbers for what MIME says with headers. They are gathered into
the same pieces as a MIME mail; where the internet headers were kept, those speak.

Sources
    [MS-OXMSG] Outlook Item File Format; [MS-OXPROPS] for the property numbers;
    [MS-OXTNEF] for winmail.dat.
"""

from __future__ import annotations

import email.utils
import logging
import struct
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email import policy
from email.parser import BytesParser
from io import BytesIO

import olefile

from comptoir.mail.attachments import attachment
from comptoir.mail.charsets import codec_of, decoded
from comptoir.mail.pieces import MAX_DEPTH, Pieces, assembled
from comptoir.mail.rtf import decompressed, rtf_text

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TNEF = b"\x78\x9f\x3e\x22"
_MAX_STREAM = 60_000_000
_MAX_FILES = 200
_MAX_RECIPIENTS = 500

# [MS-OXPROPS], by number
_SUBJECT, _SENT, _HEADERS = 0x0037, 0x0039, 0x007D
_SENDER_NAME, _SENDER_TYPE, _SENDER_ADDRESS, _SENDER_SMTP = 0x0C1A, 0x0C1E, 0x0C1F, 0x5D01
_ON_BEHALF_NAME, _ON_BEHALF_ADDRESS, _ON_BEHALF_SMTP = 0x0042, 0x0065, 0x5D02
_DELIVERED, _BODY, _RTF, _HTML = 0x0E06, 0x1000, 0x1009, 0x1013
_MESSAGE_ID, _REFERENCES, _IN_REPLY_TO = 0x1035, 0x1039, 0x1042
_RECIPIENT_TYPE, _NAME, _ADDRESS, _SMTP = 0x0C15, 0x3001, 0x3003, 0x39FE
_DATA, _SHORT_NAME, _LONG_NAME, _MIME, _CONTENT_ID = 0x3701, 0x3704, 0x3707, 0x370E, 0x3712
_CODE_PAGE, _INTERNET_CODE_PAGE = 0x3FFD, 0x3FDE
_RECIPIENT_HEADERS = {1: "to", 2: "cc", 3: "bcc"}


def is_msg(data: bytes) -> bool:
    """Whether *data* is a compound file with a message in it."""
    return data.startswith(_OLE) and "__properties_version1.0".encode("utf-16-le") in data


def is_tnef(data: bytes) -> bool:
    """Whether *data* begins as a winmail.dat does."""
    return data.startswith(_TNEF)


def _filetime(value: bytes) -> datetime | None:
    ticks = struct.unpack("<Q", value[:8])[0]
    try:
        return (
            datetime(1601, 1, 1, tzinfo=UTC) + timedelta(microseconds=ticks // 10)
            if ticks
            else None
        )
    except OverflowError:
        return None


class _Storage:
    """The properties of one storage of a .msg: a message, a recipient or an attachment."""

    def __init__(self, file: olefile.OleFileIO, path: tuple[str, ...], header: int) -> None:
        self.file, self.path = file, path
        raw = self.stream("__properties_version1.0")[header:]
        self.fixed = {
            struct.unpack_from("<H", raw, at + 2)[0]: raw[at + 8 : at + 16]
            for at in range(0, min(len(raw) - 15, 16 * 5000), 16)
        }
        page = self.number(_CODE_PAGE) or self.number(_INTERNET_CODE_PAGE)
        self.codec = codec_of(f"cp{page}") if page and page not in {1200, 65001} else "utf-8"

    def stream(self, name: str) -> bytes:
        at = [*self.path, name]
        if not self.file.exists(at):
            return b""
        with self.file.openstream(at) as stream:
            data: bytes = stream.read(_MAX_STREAM)
        return data

    def number(self, tag: int) -> int:
        value: int = struct.unpack("<i", self.fixed.get(tag, b"\0" * 8)[:4])[0]
        return value

    def binary(self, tag: int) -> bytes:
        return self.stream(f"__substg1.0_{tag:04X}0102")

    def text(self, tag: int) -> str:
        if wide := self.stream(f"__substg1.0_{tag:04X}001F"):
            return wide.decode("utf-16-le", "replace").rstrip("\x00")
        return decoded(self.stream(f"__substg1.0_{tag:04X}001E"), self.codec)[0].rstrip("\x00")

    def storages(self, prefix: str) -> Iterator[str]:
        depth = len(self.path)
        names = {
            entry[depth]
            for entry in self.file.listdir(streams=True, storages=True)
            if len(entry) > depth and tuple(entry[:depth]) == self.path
        }
        yield from sorted(name for name in names if name.startswith(prefix))


def read_msg(data: bytes, pieces: Pieces) -> None:
    """Gather the message of a .msg into *pieces*. Raises on damage that hides everything."""
    with olefile.OleFileIO(BytesIO(data)) as file:
        _read_storage(file, (), pieces)


def _read_storage(file: olefile.OleFileIO, path: tuple[str, ...], pieces: Pieces) -> None:
    box = _Storage(file, path, 24 if path else 32)
    _headers(box, pieces)
    pieces.sent = _filetime(box.fixed.get(_SENT, b"\0" * 8))
    pieces.received = _filetime(box.fixed.get(_DELIVERED, b"\0" * 8))
    _bodies(box, pieces)
    for name in list(box.storages("__attach_version1.0_"))[:_MAX_FILES]:
        pieces.budget.parts -= 1
        if pieces.budget.parts < 0:
            pieces.note("many")
            return
        _file(file, (*path, name), pieces)


def _headers(box: _Storage, pieces: Pieces) -> None:
    if kept := box.text(_HEADERS):
        parser = BytesParser(policy=policy.compat32)
        whole = parser.parsebytes(kept.encode("utf-8", "replace"), headersonly=True)
        for name, value in whole.raw_items():
            pieces.add_header(name, str(value))
    fallback = {
        "subject": box.text(_SUBJECT),
        "message-id": box.text(_MESSAGE_ID),
        "references": box.text(_REFERENCES),
        "in-reply-to": box.text(_IN_REPLY_TO),
        "from": _mailbox(
            box.text(_ON_BEHALF_NAME) or box.text(_SENDER_NAME),
            box.text(_ON_BEHALF_SMTP)
            or box.text(_SENDER_SMTP)
            or box.text(_ON_BEHALF_ADDRESS)
            or box.text(_SENDER_ADDRESS),
        ),
        "sender": _mailbox(
            box.text(_SENDER_NAME), box.text(_SENDER_SMTP) or box.text(_SENDER_ADDRESS)
        ),
        **_recipients(box),
    }
    for name, value in fallback.items():
        if value and name not in pieces.headers:
            pieces.add_header(name, value)


def _mailbox(name: str, address: str) -> str:
    address = address if "@" in address else ""
    return (
        email.utils.formataddr((name, address), "utf-8")
        if name.isascii()
        else (f'"{name.replace(chr(34), "")}" <{address}>')
    )


def _recipients(box: _Storage) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    for name in list(box.storages("__recip_version1.0_"))[:_MAX_RECIPIENTS]:
        one = _Storage(box.file, (*box.path, name), 8)
        address = one.text(_SMTP) or one.text(_ADDRESS)
        header = _RECIPIENT_HEADERS.get(one.number(_RECIPIENT_TYPE), "to")
        found.setdefault(header, []).append(_mailbox(one.text(_NAME), address))
    return {header: ", ".join(people) for header, people in found.items()}


def _bodies(box: _Storage, pieces: Pieces) -> None:
    if text := box.text(_BODY):
        pieces.texts.append(text)
    page = box.number(_INTERNET_CODE_PAGE)
    if html := box.binary(_HTML):
        pieces.htmls.append(decoded(html, f"cp{page}" if page not in {0, 65001} else "utf-8")[0])
    elif html_text := box.text(_HTML):
        pieces.htmls.append(html_text)
    if not (pieces.texts or pieces.htmls) and (rtf := box.binary(_RTF)):
        pieces.texts.append(rtf_text(decompressed(rtf)))


def _file(file: olefile.OleFileIO, path: tuple[str, ...], pieces: Pieces) -> None:
    box = _Storage(file, path, 8)
    name = box.text(_LONG_NAME) or box.text(_SHORT_NAME) or box.text(_NAME)
    embedded = f"__substg1.0_{_DATA:04X}000D"
    if file.exists([*path, embedded, "__properties_version1.0"]):
        inner = pieces.inner()
        if inner.depth > MAX_DEPTH:
            pieces.note("deep")
            return
        _read_storage(file, (*path, embedded), inner)
        pieces.forwarded.append(assembled(inner))
        return
    cid = box.text(_CONTENT_ID)
    kind = box.text(_MIME).strip().lower()
    pieces.attachments.append(
        attachment(name, kind, box.binary(_DATA), inline=bool(cid), content_id=cid)
    )


_RECIPIENT_TABLE = 0x9004
_HEAD, _CHECKSUM = 9, 2
_MAX_OBJECTS = 2000


def _bounded(data: bytes) -> bytes:
    """*data* with at most so many objects, and without the table of recipients.

    The MIME headers know the recipients better, and a fault in that table would hide the rest.
    """
    kept, at = [data[:6]], 6
    for _ in range(_MAX_OBJECTS):
        if at + _HEAD > len(data):
            break
        name, size = struct.unpack_from("<xHxxI", data, at)
        end = at + _HEAD + size + _CHECKSUM
        if name != _RECIPIENT_TABLE:
            kept.append(data[at:end])
        at = end
    return b"".join(kept)


def read_tnef(data: bytes, pieces: Pieces) -> None:
    """Gather body and files of a winmail.dat into *pieces*. Raises whatever tnefparse raises."""
    from tnefparse import TNEF  # noqa: PLC0415 - 30 ms that most mails do not need
    from tnefparse.properties import (  # noqa: PLC0415 - as above
        MAPI_ATTACH_MIME_TAG,
        MAPI_SUBJECT,
    )

    logging.getLogger("tnefparse").setLevel(logging.CRITICAL)
    whole = TNEF(_bounded(data), do_checksum=False)
    _tnef_bodies(whole, pieces)
    if "subject" not in pieces.headers:
        for one in whole.mapiprops:
            if one.name == MAPI_SUBJECT:
                pieces.add_header("subject", _tnef_text(one.data, whole.codepage))
    for file in whole.attachments[:_MAX_FILES]:
        name = _tnef_text(file.long_filename(), file.codepage)
        kinds = [one.data for one in file.mapi_attrs if one.name == MAPI_ATTACH_MIME_TAG]
        kind = _tnef_text(kinds[0], file.codepage) if kinds else ""
        content = file.data if isinstance(file.data, bytes) else b""
        if (embedded := getattr(file, "embed", None)) is not None and pieces.depth < MAX_DEPTH:
            inner = pieces.inner()
            _tnef_bodies(embedded, inner)
            inner.add_header("subject", name)
            pieces.forwarded.append(assembled(inner))
        pieces.attachments.append(attachment(name, kind.lower(), content))


def _tnef_text(value: object, codepage: str | None) -> str:
    if isinstance(value, list | tuple):
        value = value[0] if value else ""
    text = decoded(value, codepage or "cp1252")[0] if isinstance(value, bytes) else str(value or "")
    return text.rstrip("\x00")


def _tnef_bodies(whole: object, pieces: Pieces) -> None:
    page = getattr(whole, "codepage", None)
    texts_before = len(pieces.texts) + len(pieces.htmls)
    if text := _tnef_text(getattr(whole, "body", None), page):
        pieces.texts.append(text)
    if html := _tnef_text(getattr(whole, "htmlbody", None), page):
        pieces.htmls.append(html)
    packed = getattr(whole, "_rtfbody", None)
    if len(pieces.texts) + len(pieces.htmls) == texts_before and packed:
        packed = packed[0] if isinstance(packed, list | tuple) else packed
        pieces.texts.append(rtf_text(decompressed(packed)))
