"""Pictures put into a document: their drawing, their file, their relation.

Source: ECMA-376 part 1, 20.4 (DrawingML, wordprocessing drawing).
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from html import escape

from markupsafe import Markup

from comptoir.letters.word.package import CONTENT_TYPES
from comptoir.letters.word.values import EMU, Picture, plain

_IMAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_FIRST_NUMBER = 50_001
_DRAWING = (
    '</w:t><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/'
    'wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0">'
    '<wp:extent cx="{cx}" cy="{cy}"/><wp:docPr id="{number}" name="Picture {number}"'
    ' descr="{title}"/><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
    '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:nvPicPr>'
    '<pic:cNvPr id="{number}" name="{name}"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
    '<a:blip xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr>'
    '<a:xfrm><a:off x="0" y="0"/><a:ext cx="{cx}" cy="{cy}"/></a:xfrm>'
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData>'
    '</a:graphic></wp:inline></w:drawing><w:t xml:space="preserve">'
)


class Drawer:
    """Draws the pictures of one filling, each stored once."""

    def __init__(self) -> None:
        self.start()

    def start(self) -> None:
        """Begin a new document."""
        self._number = _FIRST_NUMBER
        self._part = ""
        self.drawn: dict[str, dict[str, Picture]] = {}

    def enter(self, part: str) -> None:
        """Begin a part of the document."""
        self._part = part

    def number(self) -> int:
        """A number that no other drawing of the document has."""
        self._number += 1
        return self._number

    def draw(self, picture: Picture) -> Markup:
        """The picture within a ``w:t``."""
        self.drawn.setdefault(self._part, {})[picture.digest] = picture
        name = _file(picture)
        return plain(
            _DRAWING.format(
                cx=round(picture.width * EMU),
                cy=round(picture.height * EMU),
                number=self.number(),
                title=escape(picture.title),
                name=name,
                relation=f"rIdPic{picture.digest}",
            )
        )

    def changed(self, still: Mapping[str, bytes]) -> dict[str, bytes]:
        """The parts that the pictures add or change."""
        parts: dict[str, bytes] = {}
        for part, pictures in self.drawn.items():
            folder, name = posixpath.split(part)
            relations = f"{folder}/_rels/{name}.rels"
            told = still.get(relations, f'<Relationships xmlns="{_RELATIONS}"/>'.encode())
            parts[relations] = _with_relations(told, pictures)
            for picture in pictures.values():
                parts[f"word/media/{_file(picture)}"] = picture.data
        endings = {one.ending for pictures in self.drawn.values() for one in pictures.values()}
        parts[CONTENT_TYPES] = _with_types(still[CONTENT_TYPES], endings)
        return parts


def _file(picture: Picture) -> str:
    return f"pic{picture.digest}.{picture.ending}"


def _with_relations(xml: bytes, pictures: Mapping[str, Picture]) -> bytes:
    more = "".join(
        f'<Relationship Id="rIdPic{digest}" Type="{_IMAGE}" Target="media/{_file(picture)}"/>'
        for digest, picture in pictures.items()
    ).encode()
    if b"</Relationships>" in xml:
        return xml.replace(b"</Relationships>", more + b"</Relationships>")
    return re.sub(
        rb"<Relationships([^>]*)/>", rb"<Relationships\1>" + more + b"</Relationships>", xml
    )


def _with_types(xml: bytes, endings: set[str]) -> bytes:
    more = b"".join(
        f'<Default Extension="{ending}" ContentType="image/{ending}"/>'.encode()
        for ending in sorted(endings)
        if f'Extension="{ending}"'.encode() not in xml
    )
    return re.sub(rb"(<Types[^>]*>)", rb"\1" + more, xml, count=1)
