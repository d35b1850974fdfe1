r"""How a value becomes Word: text with its line breaks and tabs, pictures, runs of their own make.

What has no reading in a letter is refused: nothing at all, a number that is none, a list, a yes or
no, a character that a document cannot hold. A letter must never say ``None``.

>>> print(xml_text("R&D <b>\nnext"))
R&amp;D &lt;b&gt;</w:t><w:br/><w:t xml:space="preserve">next
"""

from __future__ import annotations

import hashlib
import math
import re
import struct
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from html import escape

from markupsafe import Markup

from comptoir.letters.word.faults import Unwritable
from comptoir.rules.money import Money
from comptoir.wording import Said, shown

_OPEN = '<w:t xml:space="preserve">'
_BREAK = f"</w:t><w:br/>{_OPEN}"
_TAB = f"</w:t><w:tab/>{_OPEN}"
_SPECIAL = re.compile("[&<>\"'\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0\ufdd1\ufffe\uffff]")
_UNFIT = re.compile("[\x00-\x08\x0c\x0e-\x1f\ud800-\udfff\ufdd0\ufdd1\ufffe\uffff]")
_LINES = re.compile("\r\n|[\n\r\x0b\u2028\u2029]")
EMU = 36_000
"""English metric units in a millimetre."""
_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"


def plain(text: str) -> Markup:
    """*text* already free of signs that XML or Word reads; no check."""
    return str.__new__(Markup, text)


def xml_text(text: str) -> Markup:
    """*text* as it stands between the tags of a ``w:t``.

    Raises `Unwritable` for a character that no document can hold.
    """
    if not _SPECIAL.search(text):
        return plain(text)
    if unfit := _UNFIT.search(text):
        said = Said("the text holds a character that cannot be written (U+{code}).",
                    code=f"{ord(unfit[0]):04X}")  # fmt: skip
        raise Unwritable(said)
    return plain(_LINES.sub(_BREAK, escape(text, quote=False)).replace("\t", _TAB))


def xml_attribute(text: str) -> Markup:
    """*text* as the value of an attribute."""
    xml_text(text)
    return plain(escape(text).replace("\n", "&#10;").replace("\t", "&#9;"))


class ToComplete(str):
    """A mark that stands where a person still has to write: every filter lets it pass as it is."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG or JPEG picture and how large it is shown, in millimetres."""

    data: bytes
    width: Decimal
    height: Decimal
    title: str = ""

    @property
    def ending(self) -> str:
        return "png" if self.data.startswith(_PNG) else "jpeg"

    @property
    def digest(self) -> str:
        """A name that only this picture has."""
        return hashlib.sha256(self.data).hexdigest()[:20]

    def tall(self, height: Decimal) -> Picture:
        """The same picture, *height* millimetres tall."""
        return replace(self, height=height, width=self.width * height / self.height)


def picture(data: bytes, *, height: Decimal, title: str = "") -> Picture:
    """A picture shown *height* millimetres tall, as wide as it must be.

    Raises `Unwritable` where *data* is neither PNG nor JPEG.
    """
    across, down = _pixels(data)
    return Picture(data, height * across / down, height, title)


def _pixels(data: bytes) -> tuple[int, int]:
    across = down = 0
    if data.startswith(_PNG) and len(data) > 24:  # noqa: PLR2004 - signature and head
        across, down = struct.unpack(">II", data[16:24])
    elif data.startswith(_JPEG):
        across, down = _jpeg_pixels(data)
    if not across or not down:
        raise Unwritable(Said("the picture is neither PNG nor JPEG."))
    return across, down


def _jpeg_pixels(data: bytes) -> tuple[int, int]:
    at = 2
    while at + 9 < len(data) and data[at] == 0xFF:  # noqa: PLR2004 - a marker
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if 0xC0 <= marker <= 0xCF and marker not in {0xC4, 0xC8, 0xCC}:  # noqa: PLR2004 - frames
            down, across = struct.unpack(">HH", data[at + 5 : at + 9])
            return across, down
        at += 2 + length
    return 0, 0


@dataclass(frozen=True, slots=True)
class Styled:
    """Words in a run of their own make, for ``{{r words }}``."""

    text: str
    bold: bool = False
    italic: bool = False
    colour: str = ""

    def xml(self) -> Markup:
        """The run."""
        make = ("<w:b/>" if self.bold else "") + ("<w:i/>" if self.italic else "")
        if re.fullmatch("[0-9A-Fa-f]{6}", self.colour):
            make += f'<w:color w:val="{self.colour}"/>'
        return plain(f"<w:r><w:rPr>{make}</w:rPr>{_OPEN}{xml_text(self.text)}</w:t></w:r>")


def text_of(value: object, lang: str) -> str:
    """The reading of *value* in *lang*. Raises `Unwritable` where it has none."""
    match value:
        case str():
            return str(value)
        case bool():
            raise Unwritable(Said("a yes or no has no wording: write {{% if … %}} around a text."))
        case int():
            return str(value)
        case float() if math.isfinite(value):
            return shown(Decimal(repr(value)), lang)
        case Decimal() if value.is_finite():
            return shown(value, lang)
        case Money() | Said():
            return value.in_(lang)
        case date():
            return shown(value, lang)
        case None:
            raise Unwritable(Said("nothing is known to write there."))
        case float() | Decimal():
            raise Unwritable(Said("the result is not a number."))
    kind = type(value).__name__
    raise Unwritable(Said("a value of this kind ({kind}) has no wording in a letter.", kind=kind))


Draw = Callable[[Picture], Markup]
