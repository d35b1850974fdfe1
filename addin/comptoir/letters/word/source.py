"""A healed part as the text that Jinja compiles: one line for each tag, so that errors have places.

Each tag begins a new line of its own, inside its signs where the document cannot see it: the line
of an error is the number of its tag. Blocks must open and close between the same elements, or a
letter that leaves one out would not open.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from comptoir.letters.word.faults import Fault, Place
from comptoir.letters.word.healing import MARK, TARGET, Healed, Placed, w
from comptoir.letters.word.tags import Tag
from comptoir.wording import Said

_PIECE = re.compile(rf"<\?{TARGET} (\d+)\?>|{MARK.pattern}")
_RSID = re.compile(r' (?:w:rsid\w*|w14:paraId|w14:textId|w15:paraId)="[^"]*"')
_OPENERS = {"for", "if", "set", "filter", "macro", "call", "with", "autoescape", "trans", "raw"}
_MIDDLE = {"else": ("for", "if"), "elif": ("if",)}
_IN_LOOP = re.compile(
    r"<w:bookmark(?:Start|End) [^>]*/>|<w:comment(?:RangeStart|RangeEnd) [^>]*/>"
    r"|(?P<id><wp:docPr [^>]*?\bid=\")\d+"
)


_HARMLESS = {"if": "if true", "elif": "elif true", "for": "for silent_ in []"}
"""What stands in the place of an opening tag that cannot be read, so that its end still fits."""


@dataclass(slots=True)
class Source:
    """What Jinja compiles, and the tags by their lines (the first tag begins line 2)."""

    text: str
    tags: list[Placed]
    faults: list[Fault] = field(default_factory=list)

    def at(self, line: int) -> Placed | None:
        """The tag on a line of the text."""
        return self.tags[line - 2] if 0 <= line - 2 < len(self.tags) else None

    def silence(self, line: int) -> bool:
        """Put a harmless tag in the place of one that cannot be read; whether that was possible."""
        placed, lines = self.at(line), self.text.split("\n")
        if placed is None:
            return False
        statement = lines[line - 2].rstrip("-+").endswith("{%")
        end = re.search(r"[-+]?%}" if statement else r"[-+]?}}", lines[line - 1])
        harmless = _HARMLESS.get(placed.tag.word, "set silent_ = 0") if statement else '""'
        if end is None or lines[line - 1].startswith(f" {harmless} "):
            return False
        lines[line - 1] = f" {harmless} {lines[line - 1][end.start() :]}"
        self.text = "\n".join(lines)
        return True


def source(told: Healed) -> Source:
    """The text of a healed part, its tags in the order in which they stand in it."""
    faults = list(told.faults)
    _guard(told)
    xml = etree.tostring(told.root, encoding="unicode").replace("\n", " ")
    xml = _RSID.sub("", xml)
    order: list[Placed] = []
    pieces: list[str] = []
    at, depth = 0, 0
    paths = _paths(told)
    for piece in _PIECE.finditer(xml):
        placed = told.tags[int(piece[1] or piece[2])]
        placed.path = paths.get(int(piece[1] or piece[2]), ())
        pieces += [_between(xml[at : piece.start()], depth), _lined(placed.tag.text)]
        order.append(placed)
        depth += {"for": 1, "endfor": -1}.get(placed.tag.word, 0)
        at = piece.end()
    pieces.append(xml[at:])
    faults += _unbalanced(order)
    return Source("".join(pieces), order, faults)


def _between(xml: str, depth: int) -> str:
    """What stands between two tags: in a loop, nothing that may stand only once."""
    if depth <= 0:
        return xml
    return _IN_LOOP.sub(lambda one: one["id"] + "{{ number_() }}" if one["id"] else "", xml)


def _lined(tag: str) -> str:
    sign = tag[2] if tag[2] in "-+" else ""
    return f"{tag[:2]}{sign}\n{tag[2 + len(sign) :]}"


def _paths(told: Healed) -> dict[int, tuple[str, ...]]:
    """For each tag, the elements around it, outermost first."""
    found: dict[int, tuple[str, ...]] = {}
    for node in told.root.iter():
        if _is_tag(node):
            found[int(node.text or 0)] = _path(node)
        elif node.tag == w("t"):
            for number in MARK.findall(node.text or ""):
                found[int(number)] = (*_path(node), "t")
    return found


def _path(node: etree._Element) -> tuple[str, ...]:
    return tuple(str(one.tag) for one in node.iterancestors())[::-1]


def _unbalanced(tags: list[Placed]) -> list[Fault]:
    """Blocks that are not closed, or that close elsewhere than between the same elements."""
    faults: list[Fault] = []
    waiting: list[Placed] = []
    for placed in tags:
        word = placed.tag.word
        if word in _MIDDLE:
            if not waiting or waiting[-1].tag.word not in _MIDDLE[word]:
                faults.append(_fault("no_opening", placed))
            elif placed.path != waiting[-1].path:
                faults.append(_fault("straddles", placed))
        elif word.startswith("end"):
            opener = waiting.pop() if waiting else None
            if opener is None or f"end{opener.tag.word}" != word:
                faults.append(_fault("no_opening", placed))
                if opener is not None:
                    waiting.append(opener)
            elif opener.path != placed.path:
                faults.append(_fault("straddles", placed))
        elif word in _OPENERS and not (word == "set" and "=" in placed.tag.text):
            waiting.append(placed)
    return faults + [_fault("no_end", placed) for placed in waiting]


_SAID = {
    "no_opening": Said("this tag ends or continues something that was not begun before it."),
    "no_end": Said("what this tag begins has no end: add its end tag, such as endif or endfor."),
    "straddles": Said(
        "what it belongs to begins in another cell, paragraph or level. Put both tags in paragraphs"
        " of their own with %p, or in rows of their own with %tr."
    ),
}


def _fault(code: str, placed: Placed) -> Fault:
    return Fault(code, placed.place, _SAID[code])


def _guard(told: Healed) -> None:
    """See to it that a cell keeps a paragraph, and a table a row, whatever a tag leaves out."""
    for name in ("tc", "hdr", "ftr", "footnote", "txbxContent"):
        for one in list(told.root.iter(w(name))):
            if any(_is_tag(child) for child in one) and one[-1].tag != w("p"):
                make = [child for child in one if child.tag == w("tcPr")]
                one.insert(len(make), _own(told, "{% filter cell_ %}"))
                one.append(_own(told, "{% endfilter %}"))
    for table in list(told.root.iter(w("tbl"))):
        if any(_is_tag(child) for child in table) and not _keeps_a_row(told, table):
            table.addprevious(_own(told, "{% filter table_ %}"))
            table.addnext(_own(told, "{% endfilter %}"))


def _is_tag(node: etree._Element) -> bool:
    return isinstance(node, etree._ProcessingInstruction) and node.target == TARGET  # noqa: SLF001 - the class has no other name


def _keeps_a_row(told: Healed, table: etree._Element) -> bool:
    """Whether a row of *table* stands between no two tags."""
    depth = 0
    for child in table:
        if _is_tag(child):
            word = told.tags[int(child.text or 0)].tag.word
            depth += -1 if word.startswith("end") else 0 if word in _MIDDLE else 1
        elif child.tag == w("tr") and depth == 0:
            return True
    return False


def _own(told: Healed, text: str) -> etree._Element:
    told.tags.append(Placed(Tag(0, 0, text), Place("", 0, Said("the whole document"))))
    return etree.ProcessingInstruction(TARGET, str(len(told.tags) - 1))
