r"""Attachments made harmless: names that are safe on every disk, dangers marked.

A name comes from a stranger. It never holds a path, a device name, a stream, a
control or direction character, nor a beginning that a spreadsheet takes for a
formula. A program keeps its bytes and loses the extension that would start it.

Sources
    Microsoft, "Naming Files, Paths, and Namespaces" (reserved names and characters);
    Unicode UAX #9 (direction controls).

>>> harmless_name("..\\..\\Windows\\CON.pdf", "application/pdf")
'_CON.pdf'
>>> harmless_name("=cmd|' /C calc'!A0.xlsx", "")
'_cmd__ _C calc_!A0.xlsx'
>>> [m.name for m in marks_of("Invoice.pdf.exe", b"MZ")]
['PROGRAM', 'DOUBLE_EXTENSION']
"""

from __future__ import annotations

import hashlib
import io
import mimetypes
import re
import unicodedata
import zipfile

from comptoir.mail.message import Attachment, Mark

_LONGEST_NAME = 120
_RESERVED = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
_UNSAFE = re.compile(r"[<>:\"/\\|?*'`$%&{}]")
_INVISIBLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u061c]")
# fmt: off
_PROGRAMS = frozenset(
    (
        "ade", "adp", "app", "appref-ms", "appx", "bat", "chm", "cmd", "com", "cpl", "dll",
        "exe", "gadget", "hta", "img", "inf", "ins", "iso", "isp", "jar", "jnlp", "js", "jse",
        "lnk", "mde", "msc", "msi", "msix", "msp", "mst", "one", "pif", "ps1", "ps2", "psc1",
        "psm1", "py", "reg", "scf", "scr", "sct", "settingcontent-ms", "sh", "shb", "shs",
        "sys", "udl", "url", "vb", "vbe", "vbs", "vhd", "vhdx", "wsc", "wsf", "wsh", "xbap",
        "xll",
    )
)
_WITH_MACROS = frozenset(
    (
        "docm", "dotm", "xlsm", "xltm", "xlam", "pptm", "potm", "ppam", "ppsm", "xlsb",
    )
)
_DOCUMENTS = frozenset(
    (
        "pdf", "doc", "docx", "xls", "xlsx", "csv", "txt", "jpg", "jpeg", "png", "gif", "htm",
        "html", "xml", "zip", "eml", "msg", "rtf", "odt", "ods",
    )
)
# fmt: on
_MAGIC = {
    "pdf": (b"%PDF",),
    "docx": (b"PK\x03\x04", b"\xd0\xcf\x11\xe0"),
    "xlsx": (b"PK\x03\x04", b"\xd0\xcf\x11\xe0"),
    "png": (b"\x89PNG",),
    "jpg": (b"\xff\xd8",),
    "zip": (b"PK",),
}
_OLE, _OOXML = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04"
_TYPES = {
    "application/pdf": ".pdf",
    "application/zip": ".zip",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/gif": ".gif",
    "text/plain": ".txt",
    "text/html": ".html",
    "text/calendar": ".ics",
    "message/rfc822": ".eml",
}


def extension(name: str) -> str:
    """The last extension, lower case, without the dot."""
    return name.rpartition(".")[2].strip().lower() if "." in name else ""


def harmless_name(sent_as: str, media_type: str) -> str:
    """A file name that is safe to save under, close to what the sender wrote."""
    formula = sent_as[:1] in {"=", "+", "@"}
    last = sent_as if formula else re.split(r"[/\\]", sent_as.strip().rstrip("/\\"))[-1]
    visible = "".join(c for c in _INVISIBLE.sub("", last) if c.isprintable())
    name = _UNSAFE.sub("_", unicodedata.normalize("NFC", visible)).strip(" .")
    if name[:1] in {"=", "+", "-", "@"}:
        name = "_" + name[1:]
    if not name:
        name = "attachment" + _TYPES.get(media_type, "")
    if _RESERVED.fullmatch(name):
        name = "_" + name
    stem, dot, ext = name.rpartition(".")
    if dot and len(ext) <= 10:  # noqa: PLR2004 - longer is a sentence, not an extension
        name = stem[: _LONGEST_NAME - len(ext) - 1].rstrip(" .") + dot + ext
    else:
        name = name[:_LONGEST_NAME].rstrip(" .")
    return name + ".blocked" if extension(name) in _PROGRAMS else name


def _has_macros(data: bytes) -> bool:
    if data.startswith(_OLE):
        return any(word.encode("utf-16-le") in data for word in ("_VBA_PROJECT", "Macros"))
    if data.startswith(_OOXML):
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as package:
                return any(name.lower().endswith("vbaproject.bin") for name in package.namelist())
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
            return False
    return False


def marks_of(sent_as: str, data: bytes) -> tuple[Mark, ...]:
    """The dangers of a file, from its name and its first bytes."""
    visible = _INVISIBLE.sub("", sent_as).strip(" .\x00")
    ext = extension(visible)
    before = extension(visible.rpartition(".")[0])
    found = []
    if ext in _PROGRAMS or (data.startswith(b"MZ") and len(data) > 64):  # noqa: PLR2004 - an MZ header
        found.append(Mark.PROGRAM)
    if ext in _WITH_MACROS or _has_macros(data):
        found.append(Mark.MACRO)
    if before in _DOCUMENTS and ext not in _DOCUMENTS and ext in _PROGRAMS | _WITH_MACROS:
        found.append(Mark.DOUBLE_EXTENSION)
    if data and ext in _MAGIC and not data.lstrip()[:1024].startswith(_MAGIC[ext]):
        found.append(Mark.DISGUISED)
    if re.search(r"[\u202a-\u202e\u2066-\u2069]", sent_as):
        found.append(Mark.HIDDEN_DIRECTION)
    return tuple(found)


def attachment(
    sent_as: str, media_type: str, data: bytes, *, inline: bool = False, content_id: str = ""
) -> Attachment:
    """The attachment *data*, named harmlessly and marked."""
    marks = marks_of(sent_as, data)
    name = harmless_name(sent_as, media_type)
    if Mark.PROGRAM in marks and not name.endswith(".blocked"):
        name += ".blocked"
    guessed = media_type
    if media_type in {"", "application/octet-stream"}:
        guessed = mimetypes.guess_type(name, strict=False)[0] or "application/octet-stream"
    digest = hashlib.sha256(data).hexdigest()
    return Attachment(name, sent_as, guessed, data, digest, inline, content_id, marks)
