"""Bytes of a mail into a value: .eml, Outlook's .msg, winmail.dat, and whatever claims to be one.

Any input gives a ``Message``; what could not be read is a fault in it, never an
exception. Work is bounded in depth, parts and size, whatever the mail says. Nothing
is fetched and nothing is opened.

Sources
    RFC 5322 and 2045-2049, read with the tolerance that real mails need: the
    standard library's ``compat32`` policy and our own decoding (``charsets``), which
    met fewer failures on 22,000 mails than ``policy.default``.
"""

from __future__ import annotations

import email.message
import email.utils
import re
from collections.abc import Collection, Sequence
from email import policy
from email.parser import BytesParser

from comptoir.mail import outlook
from comptoir.mail.attachments import attachment
from comptoir.mail.charsets import as_bytes, decoded, header_text, plain
from comptoir.mail.message import Message
from comptoir.mail.pieces import MAX_DEPTH, Budget, Pieces, assembled

MAX_BYTES = 60_000_000
_MAX_BOUNDARIES = 200
_PARSER = BytesParser(policy=policy.compat32)


def parse(data: bytes, *, receivers: Collection[str] = ()) -> Message:
    """Read the mail in *data*.

    *receivers* are the names under which our own servers sign
    Authentication-Results; without them the topmost field counts.
    """
    pieces = Pieces(Budget(), receivers=receivers)
    if len(data) > MAX_BYTES:
        data = data[:MAX_BYTES]
        pieces.note("big")
    return _read(data, pieces)


def _read(data: bytes, pieces: Pieces) -> Message:
    try:
        if outlook.is_msg(data):
            outlook.read_msg(data, pieces)
        elif outlook.is_tnef(data):
            outlook.read_tnef(data, pieces)
        else:
            _read_mime(data, pieces)
    except Exception:  # noqa: BLE001 - the promise: any input gives a message
        pieces.note("msg" if outlook.is_msg(data) else "unread")
        if not pieces.texts:
            pieces.texts.append(decoded(data[:100_000], None)[0])
    return assembled(pieces)


def _read_mime(data: bytes, pieces: Pieces) -> None:
    if data.lower().count(b"boundary=") > _MAX_BOUNDARIES:
        pieces.note("many")
        _read_flat(data, pieces)
        return
    try:
        whole = _PARSER.parsebytes(data)
    except (RecursionError, ValueError, LookupError, TypeError, AttributeError):
        pieces.note("parts")
        _read_flat(data, pieces)
        return
    read_part(whole, pieces)


def _read_flat(data: bytes, pieces: Pieces) -> None:
    """Headers, and the rest as one text: for mails whose parts cannot be divided."""
    head, _, body = data.partition(b"\r\n\r\n" if b"\r\n\r\n" in data[:200_000] else b"\n\n")
    for name, value in _PARSER.parsebytes(head, headersonly=True).raw_items():
        pieces.add_header(name, str(value))
    pieces.texts.append(decoded(body[:1_000_000], None)[0])


def read_part(whole: email.message.Message, pieces: Pieces) -> None:
    """Gather headers and parts of a parsed mail into *pieces*."""
    for name, value in whole.raw_items():
        pieces.add_header(name, str(value))
    _walk(whole, pieces, 0)


def _walk(part: email.message.Message, pieces: Pieces, depth: int) -> None:
    pieces.budget.parts -= 1
    if pieces.budget.parts < 0:
        pieces.note("many")
    elif depth > MAX_DEPTH or pieces.depth > MAX_DEPTH:
        pieces.note("deep")
    else:
        try:
            _place(part, pieces, depth)
        except Exception:  # noqa: BLE001 - one broken part must not hide the others
            pieces.note("unread")


def _readable(part: email.message.Message) -> None:
    """Raw 8-bit in the headers we ask for, decoded: ``get`` would lose it."""
    for name, value in list(part.raw_items()):
        if name.lower().startswith("content-") and not str(value).isascii():
            part.replace_header(name, plain(str(value)))


def _place(part: email.message.Message, pieces: Pieces, depth: int) -> None:
    _readable(part)
    kind = part.get_content_type().lower()
    inside = part.get_payload()
    if isinstance(inside, list):
        if kind.startswith("message/") and kind != "message/delivery-status":
            _forwarded(part, inside, pieces)
            return
        for child in inside:
            if isinstance(child, email.message.Message):
                _walk(child, pieces, depth + 1)
        return
    disposition = str(part.get("content-disposition", "")).partition(";")[0].strip().lower()
    name, data = file_name(part), _content(part)
    if kind in {"text/plain", "text/html"} and disposition != "attachment" and not name:
        text, guessed = decoded(data, _charset(part))
        if guessed:
            pieces.note("charset")
        (pieces.htmls if kind == "text/html" else pieces.texts).append(text)
    elif kind.startswith("multipart/"):
        pieces.note("parts")
        pieces.texts.append(decoded(data, None)[0])
    elif kind == "application/ms-tnef" or name.lower() == "winmail.dat":
        _winmail(name, kind, data, pieces)
    else:
        cid = header_text(str(part.get("content-id") or "")).strip("<> ")
        file = attachment(
            name, kind, data, inline=disposition == "inline" or bool(cid), content_id=cid
        )
        pieces.attachments.append(file)
        if outlook.is_msg(data) and name.lower().endswith(".msg"):
            _inner(data, pieces)


def _forwarded(part: email.message.Message, inside: Sequence[object], pieces: Pieces) -> None:
    for mail in inside[:50]:
        if not isinstance(mail, email.message.Message):
            continue
        inner = pieces.inner()
        if inner.depth > MAX_DEPTH:
            pieces.note("deep")
            return
        read_part(mail, inner)
        found = assembled(inner)
        pieces.forwarded.append(found)
        pieces.faults += [f for f in inner.faults if f.code in {"deep", "many"}]
        name = file_name(part) or f"{found.subject[:80] or 'message'}.eml"
        pieces.attachments.append(attachment(name, "message/rfc822", _source(mail)))


def _inner(data: bytes, pieces: Pieces) -> None:
    inner = pieces.inner()
    if inner.depth > MAX_DEPTH:
        pieces.note("deep")
        return
    pieces.forwarded.append(_read(data, inner))


def _winmail(name: str, kind: str, data: bytes, pieces: Pieces) -> None:
    try:
        outlook.read_tnef(data, pieces)
    except Exception:  # noqa: BLE001 - tnefparse raises whatever it meets
        pieces.note("winmail")
        pieces.attachments.append(attachment(name or "winmail.dat", kind, data))


def _source(mail: email.message.Message) -> bytes:
    try:
        return mail.as_bytes(policy=policy.compat32)
    except Exception:  # noqa: BLE001 - the generator fails on what the parser accepted
        payload = mail.get_payload()
        return as_bytes(payload) if isinstance(payload, str) else b""


def _content(part: email.message.Message) -> bytes:
    raw = part.get_payload()
    try:
        data = part.get_payload(decode=True)
    except (ValueError, LookupError, TypeError, AttributeError, AssertionError):
        data = None
    if isinstance(data, bytes):
        return data
    return as_bytes(raw) if isinstance(raw, str) else b""


def _charset(part: email.message.Message) -> str | None:
    value = part.get_param("charset")
    if isinstance(value, tuple):
        value = value[2]
    return str(value) if value else None


def file_name(part: email.message.Message) -> str:
    """What the sender called the file, decoded (RFC 2231 and RFC 2047), or nothing."""
    for header, parameter in (("content-disposition", "filename"), ("content-type", "name")):
        try:
            value = part.get_param(parameter, header=header)
        except (ValueError, LookupError, TypeError, AttributeError):
            continue
        if isinstance(value, tuple):
            value = decoded(value[2].encode("latin-1", "replace"), value[0] or "utf-8")[0]
        if value:
            found = header_text(re.sub(r"[\r\n]+[ \t]*", " ", email.utils.unquote(str(value))))
            if found:
                return found[:500]
    return ""
