"""A first mapping for a file nobody has described yet, from its headings alone.

A heading is recognised in French or in English, as the register writes it or as other firms do.
What is not recognised is proposed for the note, so that nothing is dropped unseen. A person reads
the proposal, changes it where it is wrong, and imports with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from comptoir.records import RECORDS, Field, Record
from comptoir.sheets.imports.foreign import Foreign
from comptoir.sheets.imports.mapping import FileMap, Make, Origin
from comptoir.sheets.imports.refusals import NothingKnown

THEIR_REF = "their_ref"
FEWEST = 2
"""Headings that must be known before a record is proposed."""

Known = dict[str, Field]
"""Fields by the heading that names them."""


@dataclass(frozen=True, slots=True)
class _Fit:
    """How well a file's headings fit a record."""

    record: Record
    known: Known

    @property
    def rank(self) -> tuple[int, int]:
        needed = [field for field in self.record.fields if field.required]
        return sum(field in self.known.values() for field in needed), len(self.known)


def proposed(foreign: Foreign, record: str | None = None) -> FileMap:
    """Propose a mapping to *record*, or to the record the headings fit best.

    ``NothingKnown`` where fewer than two headings are recognised.
    """
    among = [RECORDS[record]] if record else list(RECORDS.values())
    fits = [_Fit(one, _known(one, foreign.headings)) for one in among]
    best = max(fits, key=lambda fit: fit.rank)
    if len(best.known) < FEWEST:
        raise NothingKnown(file=foreign.file, headings=foreign.headings)
    source = foreign.file.rpartition(".")[0] or foreign.file
    lines = best if best.record.parent else _below(best, fits)
    makes = _above(lines, foreign) if lines else None
    if makes is None:
        makes = (_make(best.record, best.known, foreign.headings, {}),)
    return FileMap(source=source, makes=makes)


def _below(best: _Fit, fits: Sequence[_Fit]) -> _Fit | None:
    """The lines of *best*, where the file has what they need beside it."""
    for fit in fits:
        record = fit.record
        if record.parent and record.links[record.parent] == best.record.name:
            own = [field for heading, field in fit.known.items() if heading not in best.known]
            if sum(field.required for field in own) >= FEWEST:
                return fit
    return None


def _known(record: Record, headings: Sequence[str]) -> Known:
    """The fields that the headings name, each once, the first heading first."""
    known: Known = {}
    for heading in headings:
        field = record.field_headed(heading)
        if field and not field.computed and field not in known.values():
            known[heading] = field
    return known


def _above(lines: _Fit, foreign: Foreign) -> tuple[Make, ...] | None:
    """Two makes, where the file repeats on each line what belongs to the record above it.

    The heading of the link, such as *Order*, is a number of theirs: it tells the rows of one
    order from the others, and is kept as the partner's reference.
    """
    link = lines.record.by_name[lines.record.parent or ""]
    above = RECORDS[lines.record.links[link.name]]
    number = next((one for one, field in lines.known.items() if field is link), None)
    of_above = {
        heading: field
        for heading, field in _known(above, foreign.headings).items()
        if heading == number or heading not in lines.known
    }
    theirs = next((one for one, field in of_above.items() if field.name == THEIR_REF), None)
    number = number or theirs
    if number is None or len(of_above) < FEWEST:
        return None
    kept = {one: field for one, field in of_above.items() if field.name != above.key}
    if THEIR_REF in above.by_name and theirs is None:
        kept[number] = above.by_name[THEIR_REF]
    below = {one: field for one, field in lines.known.items() if field is not link}
    rest = [one for one in foreign.headings if one not in kept and one != number]
    head = _make(above, kept, list(kept), {}, same=(number,))
    return head, _make(lines.record, below, rest, {link.name: Origin(to=(above.name,))})


def _make(
    record: Record,
    known: Known,
    headings: Sequence[str],
    links: dict[str, Origin],
    same: tuple[str, ...] = (),
) -> Make:
    """The make of *record*; headings that are not *known* go to its note."""
    fields = {field.name: Origin(headings=(heading,)) for heading, field in known.items()}
    keep = tuple(heading for heading in headings if heading not in known)
    return Make(record.name, record.name, {**links, **fields}, same=same, keep=keep)
