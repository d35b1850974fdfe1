r"""Bytes and header values of mails into text, whatever their senders called the charset.

A mail that names its charset wrongly must still be read: names are mapped to
what programs mean by them (a mail that says ISO-8859-1 was written in
Windows-1252), and where the bytes contradict the name, UTF-8 is tried before a
damaged reading is accepted. Nothing here raises.

Sources
    RFC 2045-2047 and RFC 2231 (encoded words and parameters); WHATWG Encoding
    Standard, section 4.2 (labels), for what the names mean in practice.

>>> decoded(b"caf\xe9", "us-ascii")
('café', True)
>>> header_text("=?utf-8?B?Q29tbWFuZGUgw6k=?= =?utf-8?Q?t=C3=A9?=")
'Commande été'
"""

from __future__ import annotations

import base64
import binascii
import codecs
import re
from functools import lru_cache

_MEANT = {
    "8bit": "utf-8",
    "7bit": "utf-8",
    "ansi": "cp1252",
    "ansi_x3.110-1983": "cp1252",
    "ascii": "utf-8",
    "big5": "cp950",
    "default": "utf-8",
    "euc-kr": "cp949",
    "gb2312": "gb18030",
    "gb_2312-80": "gb18030",
    "gbk": "gb18030",
    "iso-2022-jp": "iso2022_jp_ext",
    "iso-2022-jp-ms": "iso2022_jp_ext",
    "iso-8859-1": "cp1252",
    "iso-8859-8-i": "cp1255",
    "iso-8859-9": "cp1254",
    "ks_c_5601": "cp949",
    "ks_c_5601-1987": "cp949",
    "latin1": "cp1252",
    "macintosh": "mac-roman",
    "ms_kanji": "cp932",
    "none": "utf-8",
    "shift-jis": "cp932",
    "shift_jis": "cp932",
    "sjis": "cp932",
    "tis-620": "cp874",
    "unicode-1-1-utf-7": "utf-7",
    "unknown": "utf-8",
    "unknown-8bit": "utf-8",
    "us-ascii": "utf-8",
    "windows-31j": "cp932",
    "windows-874": "cp874",
    "x-gbk": "gb18030",
    "x-mac-roman": "mac-roman",
    "x-sjis": "cp932",
    "x-unknown": "utf-8",
}
_CODE_PAGE = re.compile(r"(?:cp|windows|win|ibm|dos)[-_]?(\d{3,5})")
_ENCODED_WORD = re.compile(r"=\?([^?\s]{0,60})\?([bqBQ])\?([^?]{0,4000})\?=")
_ESCAPED = re.compile(rb"=([0-9A-Fa-f]{2})")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_TEXT_CODECS_ONLY = frozenset({"idna", "punycode", "unicode_escape", "raw_unicode_escape"})


@lru_cache(maxsize=512)
def codec_of(label: str) -> str | None:
    """The Python codec a mail means by *label*, or None where nobody knows it."""
    name = label.strip().strip("\"'").lower().split("*")[0]
    name = _MEANT.get(name, name)
    if page := _CODE_PAGE.fullmatch(name):
        name = f"cp{page[1]}"
    try:
        found = codecs.lookup(name)
    except (LookupError, ValueError, UnicodeError):
        return None
    if not getattr(found, "_is_text_encoding", True) or found.name in _TEXT_CODECS_ONLY:
        return None
    return _MEANT.get(found.name, found.name)


def decoded(data: bytes, label: str | None) -> tuple[str, bool]:
    """The text of *data*, and whether its charset had to be guessed."""
    codec = codec_of(label or "utf-8")
    tries = [(codec, "strict")] if codec else []
    tries += [("utf-8", "strict"), ("cp1252", "strict"), (codec or "cp1252", "replace")]
    for at, (name, errors) in enumerate(tries):
        if at and name == "cp1252" and codec not in {None, "utf-8"}:
            continue
        try:
            return data.decode(name or "cp1252", errors), at > 0 or codec is None
        except (UnicodeError, ValueError, LookupError):
            continue
    return data.decode("cp1252", "replace"), True


def as_bytes(text: str) -> bytes:
    """What stood in the file: the parser keeps raw 8-bit as surrogates."""
    return text.encode("utf-8", "surrogateescape" if _escapes_only(text) else "replace")


def _escapes_only(text: str) -> bool:
    try:
        text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return False
    return True


def plain(text: str) -> str:
    """*text* fit for a database and a screen: no lone surrogates, raw 8-bit guessed."""
    if text.isascii():
        return text
    return decoded(as_bytes(text), "utf-8")[0]


def _word_bytes(encoding: str, text: str) -> bytes:
    if encoding in "qQ":
        raw = as_bytes(text.replace("_", " "))
        return _ESCAPED.sub(lambda hit: bytes([int(hit[1], 16)]), raw)
    kept = re.sub(r"[^A-Za-z0-9+/]", "", text)
    if len(kept) % 4 == 1:
        kept = kept[:-1]
    try:
        return base64.b64decode(kept + "=" * (-len(kept) % 4))
    except (binascii.Error, ValueError):
        return as_bytes(text)


def header_text(value: str) -> str:
    """A header value as people read it (RFC 2047, with the usual damage repaired).

    Neighbouring words in one charset are joined before decoding, because
    programs split them inside a character.
    """
    value = value.replace("\r", "").replace("\n", "")
    if "=?" not in value:
        return _CONTROL.sub("", plain(value)).strip()
    out: list[str] = []
    waiting, label, at = b"", "", 0
    for word in _ENCODED_WORD.finditer(value):
        between = value[at : word.start()]
        data = _word_bytes(word[2], word[3])
        if waiting and not between.strip() and codec_of(word[1]) == codec_of(label):
            waiting += data
        else:
            out.append(decoded(waiting, label)[0] if waiting else "")
            out.append(plain(between) if between.strip() or not at else "")
            waiting, label = data, word[1]
        at = word.end()
    out.append(decoded(waiting, label)[0] if waiting else "")
    out.append(plain(value[at:]))
    return _CONTROL.sub("", plain("".join(out))).strip()
