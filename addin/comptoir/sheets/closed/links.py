"""Links from cells to other places of the workbook, set and taken away.

Source: ECMA-376 part 1, 18.3.1.47 (hyperlink) and 18.3.1.99 (order in a worksheet).
"""

from __future__ import annotations

from collections.abc import Mapping

from comptoir.sheets.closed.growth import placed
from comptoir.sheets.closed.places import a1, areas
from comptoir.sheets.closed.tags import Splice, Tag, quoted, spliced, tags

Place = tuple[int, int]
_AFTER_LINKS = (
    b"printOptions", b"pageMargins", b"pageSetup", b"headerFooter", b"rowBreaks", b"colBreaks",
    b"customProperties", b"cellWatches", b"ignoredErrors", b"smartTags", b"drawing",
    b"legacyDrawing", b"legacyDrawingHF", b"drawingHF", b"picture", b"oleObjects", b"controls",
    b"webPublishItems", b"tableParts", b"extLst", b"AlternateContent",
)  # fmt: skip


def _linked(listed: list[Tag]) -> dict[Place, Tag]:
    """The links of single cells; one over several cells is the user's."""
    found = {}
    for tag in listed:
        if tag.name == b"hyperlink":
            for area in areas(tag.get(b"ref"))[:1]:
                if (area.top, area.left) == (area.bottom, area.right):
                    found[area.top, area.left] = tag
    return found


def pending(tail: bytes, wishes: Mapping[Place, str | None]) -> dict[Place, str | None]:
    """The links wished for that are not as wished, by what follows the rows of a sheet."""
    known = _linked(tags(tail))
    return {
        place: wish
        for place, wish in wishes.items()
        if (known[place].get(b"location") if place in known else None) != wish
        or (wish is None and place in known)
    }


def tail_linked(tail: bytes, prefix: bytes, wishes: Mapping[Place, str | None]) -> bytes:
    """What follows the rows of a sheet, its links as wished."""
    if not wishes:
        return tail
    listed = tags(tail)
    known = _linked(listed)
    splices: list[Splice] = [
        (known[place].start, known[place].after, b"") for place in wishes if place in known
    ]
    new = b"".join(
        b"<" + prefix + b'hyperlink ref="' + a1(*place).encode() + b'" location="'
        + quoted(wish) + b'"/>'
        for place, wish in sorted(wishes.items())
        if wish is not None
    )  # fmt: skip
    holder = next((tag for tag in listed if tag.name == b"hyperlinks"), None)
    links = sum(1 for tag in listed if tag.name == b"hyperlink")
    if holder is None:
        if not new:
            return tail
        whole = b"<" + prefix + b"hyperlinks>" + new + b"</" + prefix + b"hyperlinks>"
        opened = b"<" + prefix + b"worksheet><" + prefix + b"sheetData>"
        start, end, data = placed(opened + tail, whole, _AFTER_LINKS, b"worksheet")
        return spliced(tail, [(start - len(opened), end - len(opened), data)])
    if not new and links == len(splices):  # an empty list of links is not allowed
        return spliced(tail, [(holder.start, holder.after, b"")])
    return spliced(tail, [*splices, (holder.close, holder.close, new)])
