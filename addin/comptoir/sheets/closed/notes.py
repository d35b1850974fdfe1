"""Notes on cells (Excel's "notes", once "comments"): ours added, changed, taken away.

A note is a text in the sheet's comments part and a shape in its old-style drawing.
As in Excel it begins with its author's name, in bold; by this it is known as ours even
when LibreOffice, which forgets authors, has saved the file. A note or a conversation
of somebody else on the same cell is left alone.

Sources: ECMA-376 part 1, 18.7 (comments); part 4, 19.1 and 19.4 (VML drawings).
"""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from lxml import etree

from comptoir.sheets.closed.growth import placed
from comptoir.sheets.closed.outline import RELATIONS, TRANSITIONAL, Sheet
from comptoir.sheets.closed.parts import Parts
from comptoir.sheets.closed.places import Area, a1, cell_at
from comptoir.sheets.closed.refusals import Damaged
from comptoir.sheets.closed.rows import words
from comptoir.sheets.closed.tags import Splice, Tag, quoted, spliced, tags
from comptoir.sheets.closed.values import markup, plain_text, spaced

COMMENTS = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
VML = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_AFTER_DRAWING = (
    b"legacyDrawingHF", b"drawingHF", b"picture", b"oleObjects", b"controls", b"webPublishItems",
    b"tableParts", b"extLst", b"AlternateContent",
)  # fmt: skip
_SHAPE = re.compile(rb"<((?:[\w.-]+:)?)shape\b.*?</\1shape>\s*", re.DOTALL)
_ROW = re.compile(rb"<(?:[\w.-]+:)?Row>\s*(\d+)\s*<")
_COLUMN = re.compile(rb"<(?:[\w.-]+:)?Column>\s*(\d+)\s*<")
_SHAPE_ID = re.compile(rb"_x0000_s(\d+)")
_IDMAP = re.compile(rb"""<(?:[\w.-]+:)?idmap\b[^>]*\bdata=["']([\d, ]+)["']""")
_SPACES = (
    b' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    b' xmlns:x="urn:schemas-microsoft-com:office:excel"'
)
"""Declared with each shape: programs differ in where they declare them, and under which names."""
_TYPE = (
    b"<v:shapetype" + _SPACES + b' id="_x0000_t202" coordsize="21600,21600" o:spt="202"'
    b' path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>'
    b'<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
Place = tuple[int, int]


@dataclass(slots=True)
class Annotated:
    """What came of notes: *done* were changed, *foreign* cells carry somebody else's."""

    done: set[Place] = field(default_factory=set)
    foreign: set[Place] = field(default_factory=set)
    drawing: str | None = None
    """The id of the drawing the sheet must name from now on, if it did not."""


def annotate(
    parts: Parts,
    sheet: Sheet,
    notes: Mapping[Place, str | None],
    author: str,
    sole: Collection[Area] = (),
) -> Annotated:
    """Make the notes of one sheet as wished, as far as they are ours to make.

    In the areas *sole*, notes of ours that nobody wishes for are taken away.
    """
    result = Annotated()
    relations = parts.package.relations(sheet.part).values()
    texts = next((one.target for one in relations if one.means("comments")), None)
    shapes = next((one.target for one in relations if one.means("vmlDrawing")), None)
    data = parts.read(texts) if texts else _no_comments(author, parts)
    try:
        comments = _Comments(data, author)
    except (LookupError, ValueError):
        raise Damaged(file=parts.package.file, part=texts or "") from None
    unwanted = {place: None for place in comments.places if any(place in one for one in sole)}
    notes = {**unwanted, **notes}
    for place, wish in sorted(notes.items()):
        comments.wish(place, wish, result)
    if not result.done:
        return result
    if texts is None:
        texts = parts.free_name("xl/comments{}.xml")
        parts.relate(sheet.part, "comments", texts)
        parts.declare(texts, COMMENTS)
    parts.changed[texts] = comments.written()
    if shapes is None:
        shapes = parts.free_name("xl/drawings/vmlDrawing{}.vml")
        result.drawing = parts.relate(sheet.part, "vmlDrawing", shapes)
        parts.declare_extension("vml", VML)
        drawing = _no_shapes(parts)
    else:
        drawing = parts.read(shapes)
        if b"</xml>" not in drawing:
            raise Damaged(file=parts.package.file, part=shapes)
    gone = {place for place in result.done if notes[place] is None}
    if _well_formed(drawing):
        parts.drawn.add(shapes)
    parts.changed[shapes] = _drawn(drawing, comments.new, gone)
    return result


class _Comments:
    """The comments part of one sheet."""

    def __init__(self, data: bytes, author: str) -> None:
        self._data, self._author = data, author
        self._tags = tags(data)
        prefixes = [one.prefix for one in self._tags if one.name == b"comments"]
        self._prefix = prefixes[0] + b":" if prefixes and prefixes[0] else b""
        self._authors = [
            html.unescape(data[one.inner : one.close].decode())
            for one in self._tags
            if one.name == b"author"
        ]
        self._at: dict[Place, Tag] = {
            cell_at(one.get(b"ref")): one for one in self._tags if one.name == b"comment"
        }
        holders = {one.name: one for one in self._tags}
        self._list, self._names = holders[b"commentList"], holders[b"authors"]
        self._splices: list[Splice] = []
        self._added: list[bytes] = []
        self.new: list[Place] = []

    @property
    def places(self) -> Collection[Place]:
        """The cells that have a note, whoever wrote it."""
        return self._at.keys()

    def wish(self, place: Place, wish: str | None, result: Annotated) -> None:
        """Fulfil one wish, or note that it cannot be."""
        wish = wish if wish is None else wish.replace("\r\n", "\n")
        tag = self._at.get(place)
        if tag is None:
            if wish is not None:
                self._added.append(self._spelled(place, wish))
                self.new.append(place)
                result.done.add(place)
            return
        text = plain_text(self._data[tag.inner : tag.close], words(self._prefix))
        if not self._is_ours(tag, text):
            if wish is not None:
                result.foreign.add(place)
            return
        if wish is None:
            self._splices.append((tag.start, tag.after, b""))
        elif text.removeprefix(self._signature) != wish:
            self._splices.append((tag.start, tag.after, self._spelled(place, wish)))
        else:
            return
        result.done.add(place)

    @property
    def _signature(self) -> str:
        return f"{self._author}:\n"

    def _is_ours(self, tag: Tag, text: str) -> bool:
        given = tag.get(b"authorId")
        number = int(given) if given.isdigit() else 0
        author = "".join(self._authors[number : number + 1]).strip()
        return author in {self._author, ""} and text.startswith(self._signature)

    def _spelled(self, place: Place, text: str) -> bytes:
        bold = self._element(b"rPr", self._element(b"b", b""))
        name = self._element(b"r", bold + self._element(b"t", markup(f"{self._author}:")))
        said = self._element(b"t", markup(f"\n{text}"), spaced(f"\n{text}"))
        runs = self._element(b"text", name + self._element(b"r", said))
        given = f' ref="{a1(*place)}" authorId="{self._author_id()}"'
        return self._element(b"comment", runs, given.encode())

    def _element(self, name: bytes, inner: bytes, given: bytes = b"") -> bytes:
        name = self._prefix + name
        if not inner:
            return b"<" + name + given + b"/>"
        return b"<" + name + given + b">" + inner + b"</" + name + b">"

    def _author_id(self) -> int:
        if self._author not in self._authors:
            holder = self._names
            new = self._element(b"author", markup(self._author))
            if holder.empty:
                new = self._element(b"authors", new)
                self._splices.append((holder.start, holder.after, new))
            else:
                self._splices.append((holder.close, holder.close, new))
            self._authors.append(self._author)
        return self._authors.index(self._author)

    def written(self) -> bytes:
        """The part as it is now wished."""
        holder = self._list
        new = b"".join(self._added)
        if holder.empty and new:
            new = self._element(b"commentList", new)
            return spliced(self._data, [*self._splices, (holder.start, holder.after, new)])
        return spliced(self._data, [*self._splices, (holder.close, holder.close, new)])


def _no_comments(author: str, parts: Parts) -> bytes:
    space = parts.space
    return (
        b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<comments xmlns="'
        + space.encode() + b'"><authors><author>' + quoted(author)
        + b"</author></authors><commentList></commentList></comments>"
    )  # fmt: skip


def _no_shapes(parts: Parts) -> bytes:
    """An empty drawing, whose shapes get numbers no other drawing uses."""
    block = 0
    for name in (*parts.package.entries, *parts.changed):
        if name.endswith(".vml"):
            for found in _IDMAP.finditer(parts.read(name)):
                block = max(block, *(int(one) for one in found[1].split(b",")))
    return (
        b"<xml" + _SPACES + b'><o:shapelayout v:ext="edit">'
        b'<o:idmap v:ext="edit" data="' + str(block + 1).encode() + b'"/></o:shapelayout>'
        + _TYPE + b"</xml>"
    )  # fmt: skip


def _drawn(data: bytes, new: list[Place], gone: set[Place]) -> bytes:
    """A drawing with shapes for new notes and without those of notes that are gone."""

    def kept(found: re.Match[bytes]) -> bytes:
        row, column = _ROW.search(found[0]), _COLUMN.search(found[0])
        if row is None or column is None or b'ObjectType="Note"' not in found[0]:
            return found[0]
        return b"" if (int(row[1]) + 1, int(column[1]) + 1) in gone else found[0]

    data = _SHAPE.sub(kept, data)
    numbers = [int(one) for one in _SHAPE_ID.findall(data)]
    blocks = [int(one) for found in _IDMAP.findall(data) for one in found.split(b",")]
    number = max([*numbers, max(blocks, default=1) * 1024])
    needed = b"" if b"_x0000_t202" in data or not new else _TYPE
    shapes = b"".join(_shape(number + at, *place) for at, place in enumerate(new, 1))
    end = data.rindex(b"</xml>")
    return data[:end] + needed + shapes + data[end:]


def _well_formed(data: bytes) -> bool:
    try:
        etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return False
    return True


def _shape(number: int, row: int, column: int) -> bytes:
    anchor = f"{column}, 15, {max(row - 2, 0)}, 10, {column + 2}, 31, {max(row - 2, 0) + 5}, 1"
    return (
        f'<v:shape{_SPACES.decode()} id="_x0000_s{number}" type="#_x0000_t202"'
        ' style="position:absolute;'
        'margin-left:107pt;margin-top:7pt;width:144pt;height:79pt;z-index:1;visibility:hidden"'
        ' fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>'
        '<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
        '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
        '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
        f"<x:Anchor>{anchor}</x:Anchor><x:AutoFill>False</x:AutoFill>"
        f"<x:Row>{row - 1}</x:Row><x:Column>{column - 1}</x:Column></x:ClientData></v:shape>"
    ).encode()


def tail_naming(tail: bytes, prefix: bytes, drawing: str, space: str) -> bytes:
    """The tail of a sheet that names its old-style drawing, in the place the order asks for."""
    kinds = RELATIONS.get(space, RELATIONS[TRANSITIONAL])
    new = (
        b"<" + prefix + b'legacyDrawing xmlns:r="' + kinds.encode()
        + b'" r:id="' + drawing.encode() + b'"/>'
    )  # fmt: skip
    opened = b"<" + prefix + b"worksheet><" + prefix + b"sheetData>"
    start, end, new = placed(opened + tail, new, _AFTER_DRAWING, b"worksheet")
    return spliced(tail, [(start - len(opened), end - len(opened), new)])
