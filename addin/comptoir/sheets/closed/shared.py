"""The shared texts of a workbook (``sharedStrings.xml``), read as a stream.

Source: ECMA-376 part 1, 18.4.9 (sst).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from comptoir.sheets.closed.package import Package
from comptoir.sheets.closed.rows import CHUNK, Words, prefix_of, words
from comptoir.sheets.closed.values import plain_text

_ROOT = re.compile(rb"<([A-Za-z_][\w.-]*:)?sst\b([^>]*)>")


def items(package: Package, part: str | None) -> Iterator[tuple[int, bytes, Words]]:
    """Each shared text: its number, its bytes, and the tags they are written in."""
    if part is None or part not in package:
        return
    with package.open(part) as stream:
        data = stream.read(CHUNK)
        of = words(prefix_of(data, _ROOT, package.file, part))
        last, number, more = b"</" + of.prefix + b"si>", 0, data
        while more:
            more = stream.read(CHUNK)
            cut = data.rfind(last) + len(last) if more else len(data)
            if cut < len(last):
                data += more
                continue
            for found in of.item.finditer(data, 0, cut):
                yield number, found[1] or b"", of
                number += 1
            data = data[cut:] + more


def all_texts(package: Package, part: str | None) -> dict[int, str]:
    """Every shared text by its number."""
    return {number: plain_text(inner, of) for number, inner, of in items(package, part)}


def texts_among(package: Package, part: str | None, wanted: set[str]) -> dict[int, str]:
    """The shared texts that are *wanted*, by number; memory grows with these only."""
    found = {}
    for number, inner, of in items(package, part):
        text = plain_text(inner, of)
        if text in wanted:
            found[number] = text
    return found
