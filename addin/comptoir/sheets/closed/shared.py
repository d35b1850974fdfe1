"""The shared texts of a workbook (``sharedStrings.xml``), read as a stream.

Source: ECMA-376 part 1, 18.4.9 (sst).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from comptoir.sheets.closed.package import Package
from comptoir.sheets.closed.refusals import Damaged
from comptoir.sheets.closed.rows import CHUNK, Words, prefix_of, words
from comptoir.sheets.closed.values import plain_text

_ROOT = re.compile(rb"<([A-Za-z_][\w.-]*:)?sst\b([^>]*)>")


def items(package: Package, part: str | None) -> Iterator[tuple[int, list[bytes], Words]]:
    """The shared texts, many at a time: the number of the first, their bytes, their tags."""
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
            found = of.item.findall(data, 0, cut)
            yield number, found, of
            number += len(found)
            data = data[cut:] + more


def all_texts(package: Package, part: str | None) -> dict[int, str]:
    """Every shared text by its number."""
    with _of(package, part):
        return {
            number: plain_text(inner, of)
            for first, found, of in items(package, part)
            for number, inner in enumerate(found, first)
        }


def texts_among(package: Package, part: str | None, wanted: set[str]) -> dict[int, str]:
    """The shared texts that are *wanted*, by number; memory grows with these only.

    Most are written plainly, so that their bytes tell; only the others are read.
    """
    texts: dict[int, str] = {}
    with _of(package, part):
        for first, found, of in items(package, part):
            start, end = b"<" + of.prefix + b"t>", b"</" + of.prefix + b"t>"
            plain = {start + text.encode() + end for text in wanted}
            for number, inner in enumerate(found, first):
                odd = b"&" in inner or b"_x" in inner or not inner.startswith(start)
                if odd or inner in plain:
                    text = plain_text(inner, of)
                    if text in wanted:
                        texts[number] = text
    return texts


@contextmanager
def _of(package: Package, part: str | None) -> Iterator[None]:
    """Text that is none is the file's fault."""
    try:
        yield
    except UnicodeDecodeError:
        raise Damaged(file=package.file, part=part or "") from None
