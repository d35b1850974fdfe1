"""Tags cut by Word's runs, made whole; and where each stands in the document.

A tag goes, whole, where its first sign is, and takes the make of that run. What Word put between
its pieces (spelling marks, bookmarks, a struck-out letter) stays beside it or goes. Statements
that take the place of a row, cell, paragraph or run do so here, as processing instructions; the
others stay in the text between two signs that no text has.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from comptoir.letters.word.faults import Fault, Place
from comptoir.letters.word.tags import Tag, found, strays
from comptoir.wording import Said

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
FIRST, LAST = "\ufdd0", "\ufdd1"
"""The signs around a tag's number in a text."""
MARK = re.compile(f"{FIRST}(\\d+){LAST}")
TARGET = "tag"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_ANYWHERE = ("proofErr", "lastRenderedPageBreak")
_AROUND_RUNS = ("ins", "moveTo", "smartTag")
_SNIPPET = 40


def w(name: str) -> str:
    """A name of WordprocessingML."""
    return f"{{{W}}}{name}"


_SIGNS = {w("tab"): "\t", w("br"): "\n", w("cr"): "\n", w("noBreakHyphen"): "-",
          w("softHyphen"): "\u00ad"}  # fmt: skip


@dataclass(slots=True)
class Placed:
    """A tag, where it stands, and the names of the elements around it."""

    tag: Tag
    place: Place
    path: tuple[str, ...] = ()


@dataclass(slots=True)
class Healed:
    """A part whose tags are whole."""

    root: etree._Element
    tags: list[Placed] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def healed(root: etree._Element, part: str) -> Healed:
    """Make the tags of a part whole, in place."""
    told = Healed(root)
    for name in _ANYWHERE:
        for one in list(root.iter(w(name))):
            _drop(one)
    for name in _AROUND_RUNS:
        for one in list(root.iter(w(name))):
            _unwrap(one)
    finder = _Finder(root, part)
    for number, paragraph in enumerate(list(root.iter(w("p")))):
        _heal(paragraph, number, finder, told)
    _attributes(root, finder, told)
    _raise_to_level(told)
    return told


@dataclass(slots=True)
class _Finder:
    """Says where a paragraph is, as a person would."""

    root: etree._Element
    part: str

    def place(self, paragraph: etree._Element, number: int, text: str = "") -> Place:
        snippet = text if len(text) <= _SNIPPET else text[: _SNIPPET - 1] + "…"
        return Place(self.part, number, self._where(paragraph), snippet)

    def _where(self, paragraph: etree._Element) -> Said:
        within = self._within()
        row = _above(paragraph, "tr")
        if row is None:
            outside = [p for p in self.root.iter(w("p")) if _above(p, "tr") is None]
            return Said("{within}paragraph {number}", within=within,
                        number=_position(outside, paragraph))  # fmt: skip
        table, cell = _above(row, "tbl"), _above(paragraph, "tc")
        assert table is not None
        rows = list(table.iter(w("tr")))
        cells = [] if cell is None else list(row.iter(w("tc")))
        return Said(
            "{within}table {table}, row {row}, cell {cell}",
            within=within,
            table=_position(list(self.root.iter(w("tbl"))), table),
            row=_position(rows, row),
            cell=_position(cells, cell),
        )

    def _within(self) -> Said | str:
        for name, said in _PARTS.items():
            if name in self.part:
                return said
        return ""


_PARTS = {
    "header": Said("header, "),
    "footer": Said("footer, "),
    "footnotes": Said("footnotes, "),
    "endnotes": Said("endnotes, "),
    "comments": Said("comments, "),
    "docProps": Said("properties of the file, "),
}


def _position(of: list[etree._Element], one: etree._Element | None) -> int:
    return next((at for at, other in enumerate(of, 1) if other is one), 0)


def _above(element: etree._Element, name: str) -> etree._Element | None:
    return next(element.iterancestors(w(name)), None)


def _signs(paragraph: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """The elements that hold the paragraph's own text, and the text of each."""
    for one in paragraph.iter(w("t"), *_SIGNS):
        if _above(one, "p") is paragraph and _above(one, "del") is None:
            if one.tag != w("t") and one.getparent().tag != w("r"):  # type: ignore[union-attr]
                continue
            yield one, one.text or "" if one.tag == w("t") else _SIGNS[str(one.tag)]


def _heal(paragraph: etree._Element, number: int, finder: _Finder, told: Healed) -> None:
    pieces = list(_signs(paragraph))
    whole = "".join(text for _, text in pieces)
    if not any(sign in whole for sign in "{}"):
        return
    tags, open_ended = found(whole)
    _complain(paragraph, number, finder, told, whole, tags, open_ended)
    numbers = {}
    for tag in tags:
        numbers[tag.start] = len(told.tags)
        place = finder.place(paragraph, number, whole[tag.start : tag.end])
        told.tags.append(Placed(tag, place))
    inside = {at: tag for tag in tags for at in range(tag.start, tag.end)}
    at = 0
    for element, text in pieces:
        kept = []
        for sign in text:
            own = inside.get(at)
            if own is None:
                kept.append(sign)
            elif own.start == at and not own.comment:
                kept.append(f"{FIRST}{numbers[at]}{LAST}")
            at += 1
        if any(at - len(text) <= tag.end - 1 and tag.start < at for tag in tags):
            _rewrite(element, "".join(kept))


def _rewrite(element: etree._Element, text: str) -> None:
    if element.tag == w("t") and text:
        element.text = text
        element.set(_SPACE, "preserve")
        return
    run = element.getparent()
    _drop(element)
    if run is not None and all(child.tag == w("rPr") for child in run):
        _drop(run)


def _complain(
    paragraph: etree._Element,
    number: int,
    finder: _Finder,
    told: Healed,
    whole: str,
    tags: list[Tag],
    open_ended: list[int],
) -> None:
    for start in open_ended:
        said = Said("a tag begins here and is not closed in the same paragraph.")
        place = finder.place(paragraph, number, whole[start:])
        told.faults.append(Fault("unclosed", place, said))
    for start in strays(whole, tags):
        if not any(begin < start for begin in open_ended):
            said = Said("a tag is closed here that was not opened with two signs.")
            place = finder.place(paragraph, number, whole[max(0, start - 20) : start + 2])
            told.faults.append(Fault("unopened", place, said))


def _attributes(root: etree._Element, finder: _Finder, told: Healed) -> None:
    """Tags in the description of a picture, or in the file's properties."""
    first = next(root.iter(w("p")), root)
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        for name, value in list(element.attrib.items()):
            if "{{" in value:
                element.set(name, _numbered(str(value), finder.place(first, 0), told))
        if "docProps" in finder.part and element.text and "{{" in element.text:
            element.text = _numbered(element.text, finder.place(first, 0), told)


def _numbered(value: str, place: Place, told: Healed) -> str:
    pieces, at = [], 0
    for tag in found(value)[0]:
        inner = tag.text.removeprefix("{{").removesuffix("}}")
        text = f"{{{{ ({inner})|attribute_ }}}}" if tag.text.startswith("{{") else tag.text
        pieces += [value[at : tag.start], f"{FIRST}{len(told.tags)}{LAST}"]
        at = tag.end
        told.tags.append(Placed(Tag(tag.start, tag.end, text), place))
    return "".join(pieces) + value[at:]


def _raise_to_level(told: Healed) -> None:
    """Put statements in the place of their row, cell, paragraph or run."""
    texts = {
        int(number): text
        for text in told.root.iter(w("t"))
        for number in MARK.findall(text.text or "")
    }
    groups: list[tuple[etree._Element, list[int]]] = []
    for at, placed in enumerate(told.tags):
        level = placed.tag.level
        if not level or at not in texts:
            continue
        target = texts[at] if level == "r" else _above(texts[at], level)
        if target is None:
            said = Said("this tag takes the place of a table's row or cell, and is in no table.")
            told.faults.append(Fault("no_table", placed.place, said))
        elif groups and groups[-1][0] is target and level != "r":
            groups[-1][1].append(at)
        else:
            groups.append((target, [at]))
    for target, numbers in groups:
        _raise(told, target, numbers, texts)


def _raise(
    told: Healed, target: etree._Element, numbers: list[int], texts: dict[int, etree._Element]
) -> None:
    first = numbers[0]
    if told.tags[first].tag.level == "r":
        mark = f"{FIRST}{first}{LAST}"
        holder = next(one for one in told.root.iter(w("t")) if mark in (one.text or ""))
        _replace(_alone(holder, mark), first)
    elif len(numbers) == 1:
        if _other_text(target, first):
            said = Said("this tag takes the place of all that stands beside it, which is lost.")
            told.faults.append(Fault("swallowed", told.tags[first].place, said, grave=False))
        _replace(target, first)
    else:
        _around(told, target, numbers, texts)


def _around(
    told: Healed, target: etree._Element, numbers: list[int], texts: dict[int, etree._Element]
) -> None:
    """Put what begins before *target*, which stays, and what ends after it."""
    last = target
    for at in numbers:
        texts[at].text = (texts[at].text or "").replace(f"{FIRST}{at}{LAST}", "")
        instruction = _instruction(at)
        if told.tags[at].tag.word.startswith("end"):
            last.addnext(instruction)
            last = instruction
        else:
            target.addprevious(instruction)


def _other_text(target: etree._Element, at: int) -> bool:
    whole = "".join(text.text or "" for text in target.iter(w("t")))
    return bool(whole.replace(f"{FIRST}{at}{LAST}", "").strip())


def _alone(text: etree._Element, mark: str) -> etree._Element:
    """The run that holds *mark* and nothing else, cut out of its run."""
    run = text.getparent()
    assert run is not None
    before, _, after = (text.text or "").partition(mark)
    later = list(text.itersiblings())
    if later or after:
        tail = etree.Element(w("r"))
        if (make := run.find(w("rPr"))) is not None:
            tail.append(copy.deepcopy(make))
        if after:
            rest = etree.SubElement(tail, w("t"))
            rest.text = after
            rest.set(_SPACE, "preserve")
        tail.extend(later)
        run.addnext(tail)
    own = etree.Element(w("r"))
    run.addnext(own)
    _rewrite(text, before)
    return own


def _instruction(at: int) -> etree._Element:
    return etree.ProcessingInstruction(TARGET, str(at))


def _replace(target: etree._Element, at: int) -> None:
    parent = target.getparent()
    assert parent is not None
    parent.replace(target, _instruction(at))


def _unwrap(element: etree._Element) -> None:
    """Take away what Word put around runs: an insertion that was tracked, a recognised word."""
    parent = element.getparent()
    if parent is None or parent.tag in {w("rPr"), w("trPr")}:
        return
    for child in element:
        if child.tag != w("smartTagPr"):
            element.addprevious(child)
    parent.remove(element)


def _drop(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
