"""The lists of a package: which parts belong to which, and what each part is.

Source: ECMA-376 part 2, 9.2 (content types), 9.3 (relationships).
"""

from __future__ import annotations

import posixpath
import re

from comptoir.sheets.closed.outline import RELATIONS, TRANSITIONAL
from comptoir.sheets.closed.package import CONTENT_TYPES, Package, rels_of
from comptoir.sheets.closed.refusals import Damaged
from comptoir.sheets.closed.tags import Tag, quoted, spliced, tags

_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_NUMBER = re.compile(r"\d+$")


class Parts:
    """The parts that will be written anew, over those the package has."""

    def __init__(self, package: Package, space: str) -> None:
        self.package = package
        self.changed: dict[str, bytes] = {}
        self.removed: set[str] = set()
        self.drawn: set[str] = set()
        """Old-style drawings that were well-formed, which not all are, and must stay so."""
        self.space = space
        self._kinds = RELATIONS.get(space, RELATIONS[TRANSITIONAL])

    def read(self, part: str) -> bytes:
        """A small part as it will be."""
        return self.changed[part] if part in self.changed else self.package.read(part)

    def write(self, part: str, data: bytes) -> None:
        """Change a part, if it does change."""
        if part not in self.package or self.package.read(part) != data:
            self.changed[part] = data

    def has(self, part: str) -> bool:
        """Whether the part is or will be there."""
        return part in self.changed or part in self.package

    def free_name(self, pattern: str) -> str:
        """The first name of *pattern* (``xl/comments{}.xml``) no part has."""
        taken = {name.casefold() for name in (*self.package.entries, *self.changed)}
        number = 1
        while pattern.format(number).casefold() in taken:
            number += 1
        return pattern.format(number)

    # ------------------------------------------------------------ relations

    def relate(self, part: str, kind: str, target: str) -> str:
        """Add a relation from *part* to *target*, and return its id."""
        name = rels_of(part)
        start = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="'
        data = self.read(name) if self.has(name) else start + _RELS.encode() + b'"></Relationships>'
        used = [tag.get(b"Id") for tag in tags(data) if tag.name == b"Relationship"]
        numbers = [int(found[0]) for one in used if (found := _NUMBER.search(one))]
        own = f"rId{max(numbers, default=0) + 1}"
        where = posixpath.relpath(target, posixpath.dirname(part))
        root = self._root(name, data, b"Relationships")
        prefix = root.prefix + b":" if root.prefix else b""
        new = (
            b"<" + prefix + b'Relationship Id="' + own.encode()
            + b'" Type="' + quoted(f"{self._kinds}/{kind}") + b'" Target="' + quoted(where) + b'"/>'
        )  # fmt: skip
        self.changed[name] = self._into(data, root, new)
        return own

    def unrelate(self, part: str, kind: str) -> None:
        """Remove the relations of one *kind* from *part*."""
        data = self.read(rels_of(part))
        gone = [
            (tag.start, tag.after, b"")
            for tag in tags(data)
            if tag.name == b"Relationship" and tag.get(b"Type").endswith(f"/{kind}")
        ]
        self.changed[rels_of(part)] = spliced(data, gone)

    # -------------------------------------------------------- content types

    def declare(self, part: str, kind: str) -> None:
        """Say what a new part is."""
        new = (
            b'<Override PartName="'
            + quoted(f"/{part}")
            + b'" ContentType="'
            + quoted(kind)
            + b'"/>'
        )
        self._declare(new)

    def declare_extension(self, extension: str, kind: str) -> None:
        """Say what all parts of an extension are, unless it is said already."""
        data = self.read(CONTENT_TYPES)
        known = {tag.get(b"Extension").casefold() for tag in tags(data) if tag.name == b"Default"}
        if extension not in known:
            new = b'<Default Extension="' + quoted(extension) + b'" ContentType="'
            self._declare(new + quoted(kind) + b'"/>', first=True)

    def undeclare(self, part: str) -> None:
        """No longer say what a part is that is gone."""
        data = self.read(CONTENT_TYPES)
        gone = [
            (tag.start, tag.after, b"")
            for tag in tags(data)
            if tag.name == b"Override" and tag.get(b"PartName") == f"/{part}"
        ]
        self.changed[CONTENT_TYPES] = spliced(data, gone)

    def _declare(self, new: bytes, *, first: bool = False) -> None:
        data = self.read(CONTENT_TYPES)
        root = self._root(CONTENT_TYPES, data, b"Types")
        if root.prefix:
            new = new.replace(b"<", b"<" + root.prefix + b":", 1)
        if first and not root.empty:
            self.changed[CONTENT_TYPES] = spliced(data, [(root.inner, root.inner, new)])
        else:
            self.changed[CONTENT_TYPES] = self._into(data, root, new)

    def _root(self, part: str, data: bytes, name: bytes) -> Tag:
        for tag in tags(data):
            if tag.name == name and tag.depth == 0:
                return tag
        raise Damaged(file=self.package.file, part=part)

    def _into(self, data: bytes, tag: Tag, new: bytes) -> bytes:
        """*new* as the last thing in the root element."""
        if not tag.empty:
            return spliced(data, [(tag.close, tag.close, new)])
        spelled = data[tag.start : tag.after]
        name = (tag.prefix + b":" if tag.prefix else b"") + tag.name
        opened = spelled.rstrip(b"/> \t\r\n") + b">" + new + b"</" + name + b">"
        return spliced(data, [(tag.start, tag.after, opened)])

    def drop_calculation_chain(self, book: str, chain: str | None) -> None:
        """Remove the list of computed cells, which Excel makes anew."""
        if chain is not None and chain in self.package:
            self.removed.add(chain)
            self.unrelate(book, "calcChain")
            self.undeclare(chain)
