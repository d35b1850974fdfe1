"""In which encoding a text file was written, and why we think so.

Sources: the Unicode Standard 15, 23.8 (byte order mark); WHATWG Encoding (windows-1252 is what
files called Latin-1 are written in).
"""

from __future__ import annotations

import codecs

from charset_normalizer import from_bytes

from comptoir.sheets.imports.refusals import BinaryFile
from comptoir.wording import Said, mark

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
LATIN = "cp1252"
OF_OFFICES = [LATIN, "mac_roman", "cp850", "cp1250", "cp1251", "cp1254", "gb18030", "shift_jis"]
"""Encodings that offices still save in, the likeliest first."""
ENOUGH = 200_000
WESTERN = frozenset(
    "àâäáãåæçèéêëìíîïñòóôöõøœùúûüýÿßÀÂÄÁÃÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÖÕØŒÙÚÛÜÝŸ€£°«»’‘“”„–—…²³µ§±×·½¼®™©¿¡\u00a0"
)
"""What people write in Western Europe beyond ASCII."""
_MOST = 0.98


def decoded(raw: bytes, file: str) -> tuple[str, Said]:
    r"""The text of *raw*, and how its encoding was found. ``BinaryFile`` where it is no text.

    >>> text, why = decoded(b"\xef\xbb\xbfC\xf4te", "x.csv")
    >>> print(text, "/", why)
    Côte / The mark says utf-8 but the bytes are not: read as cp1252.
    """
    for signature, name in _MARKS:
        if raw.startswith(signature):
            return _marked(raw, signature, name, file)
    if b"\x00" in raw[:ENOUGH]:
        raise BinaryFile(file=file)
    try:
        return raw.decode("utf-8"), Said(mark("The text reads as {encoding}."), encoding="utf-8")
    except UnicodeDecodeError:
        name = _guessed(raw)
        said = Said(mark("The text is not utf-8; it reads best as {encoding}."), encoding=name)
        return _latin(raw) if name == LATIN else raw.decode(name, "replace"), said


def _marked(raw: bytes, signature: bytes, name: str, file: str) -> tuple[str, Said]:
    said = Said(mark("The file begins with the mark of {encoding}."), encoding=name)
    if name == "utf-16":
        try:
            return raw.decode(name), said
        except UnicodeDecodeError:
            raise BinaryFile(file=file) from None
    body = raw[len(signature) :]
    try:
        return body.decode(name), said
    except UnicodeDecodeError:
        told = mark("The mark says {encoding} but the bytes are not: read as {instead}.")
        return _latin(body), Said(told, encoding=name, instead=LATIN)


def _latin(raw: bytes) -> str:
    """Windows-1252, whose five unused bytes are taken for what Latin-1 makes of them."""
    return "".join(
        part if isinstance(part, str) else part.decode("latin-1") for part in _cp1252_parts(raw)
    )


def _cp1252_parts(raw: bytes) -> list[str | bytes]:
    parts: list[str | bytes] = []
    while raw:
        try:
            parts.append(raw.decode(LATIN))
            break
        except UnicodeDecodeError as odd:
            parts += [raw[: odd.start].decode(LATIN), raw[odd.start : odd.end]]
            raw = raw[odd.end :]
    return parts


def _guessed(raw: bytes) -> str:
    """Windows-1252 where that gives Western words, else the likeliest of what offices use."""
    odd = [sign for sign in _latin(raw[:ENOUGH]) if sign > "\x7f"]
    if sum(sign in WESTERN for sign in odd) >= _MOST * len(odd):
        return LATIN
    best = from_bytes(raw[:ENOUGH], cp_isolation=OF_OFFICES).best()
    return LATIN if best is None else str(best.encoding)
