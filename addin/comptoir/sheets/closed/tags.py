"""Small parts edited where they lie: tags found by their bytes, splices made in them."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from comptoir.sheets.closed.rows import attributes

_TAG = re.compile(
    rb"""<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>"""
    rb"""|<(/?)([\w.:-]+)((?:\s+[\w.:-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(/?)>""",
    re.DOTALL,
)
Splice = tuple[int, int, bytes]


@dataclass(frozen=True, slots=True)
class Tag:
    """An opening (or empty) tag: its name with and without prefix, how deep, and its bytes.

    ``inner`` is where what it holds starts, ``close`` where its closing tag starts and
    ``after`` where the element ends.
    """

    prefix: bytes
    name: bytes
    given: bytes
    depth: int
    start: int
    inner: int
    close: int
    after: int
    inside: tuple[bytes, ...]

    @property
    def empty(self) -> bool:
        """Whether it is written as one tag, ``<x/>``."""
        return self.inner == self.after

    def get(self, name: bytes) -> str:
        """An attribute's text, empty where it has none."""
        return html.unescape(attributes(self.given).get(name, b"").decode("utf-8", "replace"))


def tags(data: bytes) -> list[Tag]:
    """The elements of a part in the order they open."""
    opened: list[tuple[int, tuple[bytes, bytes, bytes, int, int, tuple[bytes, ...]]]] = []
    found: dict[int, Tag] = {}
    order = 0
    for one in _TAG.finditer(data):
        if one[2] is None:
            continue
        prefix, _, name = one[2].rpartition(b":")
        above = tuple(entry[1][1] for entry in opened)
        if one[1]:
            if opened:
                at, (its, named, given, start, inner, over) = opened.pop()
                found[at] = Tag(
                    its, named, given, len(over), start, inner, one.start(), one.end(), over
                )
            continue
        if one[4]:
            found[order] = Tag(
                prefix,
                name,
                one[3],
                len(above),
                one.start(),
                one.end(),
                one.end(),
                one.end(),
                above,
            )
        else:
            opened.append((order, (prefix, name, one[3], one.start(), one.end(), above)))
        order += 1
    return [found[at] for at in sorted(found)]


def named(data: bytes, name: bytes, *, under: bytes | None = None) -> Iterator[Tag]:
    """The elements called *name*, directly below one called *under* where given."""
    for one in tags(data):
        if one.name == name and (under is None or (one.inside and one.inside[-1] == under)):
            yield one


def quoted(text: str) -> bytes:
    """A text as it stands in an attribute between double quotes."""
    escaped = html.escape(text, quote=False).replace('"', "&quot;").replace("\n", "&#10;")
    return escaped.encode("utf-8")


def given(data: bytes, tag: Tag, name: bytes, value: str) -> Splice:
    """The splice that gives *tag* the attribute *name*, in its place or as a new one."""
    end = tag.start + data[tag.start : tag.inner].index(tag.given) + len(tag.given)
    start = end - len(tag.given)
    known = re.search(
        rb"(?<![\w.:-])" + re.escape(name) + rb"""\s*=\s*("[^"]*"|'[^']*')""", tag.given
    )
    if known:
        return start + known.start(1), start + known.end(1), b'"' + quoted(value) + b'"'
    return end, end, b" " + name + b'="' + quoted(value) + b'"'


def spliced(data: bytes, splices: Iterable[Splice]) -> bytes:
    """*data* with each splice made; they do not overlap."""
    pieces, at = [], 0
    for start, end, new in sorted(splices, key=lambda one: one[:2]):
        pieces += [data[at:start], new]
        at = end
    return b"".join([*pieces, data[at:]])
