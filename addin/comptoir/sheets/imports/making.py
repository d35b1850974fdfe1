"""Rows of the desk made from the rows of a file, each fault located, nothing lost on the way.

A row of the file is accepted whole or set aside whole, with its reasons. What it makes carries a
fingerprint: the same file imported again makes the same fingerprints, so nothing is made twice.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as starting
from datetime import date
from decimal import Decimal

from comptoir.checks import stopping
from comptoir.records import RECORDS, Record, Unfit
from comptoir.records.kinds import as_text, decimal_read
from comptoir.sheets.imports.cells import Columns, Located, Reader
from comptoir.sheets.imports.decimals import with_point
from comptoir.sheets.imports.foreign import Foreign, ForeignRow
from comptoir.sheets.imports.mapping import FileMap, Make
from comptoir.wording import Said, mark

NOTE, REQUIRED = "note", "REQ-01"


@dataclass(frozen=True, slots=True)
class To:
    """A link to another row of the same import, by its fingerprint."""

    record: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Made:
    """One new row: typed values by field (a link is a ``To``), and the file's lines behind it."""

    record: str
    make: str
    fingerprint: str
    values: Mapping[str, object]
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Aside:
    """A row of the file that was not taken, and why."""

    line: int
    cells: Mapping[str, object]
    reasons: tuple[Located, ...]


@dataclass(frozen=True, slots=True)
class Total:
    """One column added up: in the file, in the rows accepted, in the rows set aside."""

    heading: str
    of_file: Decimal
    accepted: Decimal
    aside: Decimal


@dataclass(frozen=True, slots=True)
class Brought:
    """What a file gives: new rows by record, rows set aside, and the proof that it is all."""

    file: str
    source: str
    rows: int
    accepted: int
    made: Mapping[str, list[Made]]
    aside: list[Aside]
    totals: list[Total]
    found: tuple[Said, ...] = ()
    unused: list[str] = starting(default_factory=list)

    def said(self) -> Iterator[Said]:
        """The report, sentence by sentence: what was read, taken and set aside, and why."""
        yield from self.found
        yield Said(
            mark("{file}: {rows} rows, {accepted} accepted, {aside} set aside."),
            file=self.file,
            rows=self.rows,
            accepted=self.accepted,
            aside=len(self.aside),
        )
        for total in self.totals:
            text = mark("{heading}: {of_file} in the file, {accepted} accepted, {aside} set aside.")
            yield Said(
                text,
                heading=total.heading,
                of_file=total.of_file,
                accepted=total.accepted,
                aside=total.aside,
            )
        for record, rows in self.made.items():
            many = Said(RECORDS[record].many)
            yield Said(mark("It makes {count} rows of {many}."), count=len(rows), many=many)
        if self.unused:
            yield Said(mark("Columns that become nothing: {headings}."), headings=self.unused)
        for aside in self.aside:
            yield from (reason.said_with_place() for reason in aside.reasons)


@dataclass(frozen=True, slots=True)
class _Draft:
    """What one row of the file says of one row of the desk."""

    make: Make
    fingerprint: str
    values: dict[str, object]
    notes: tuple[str, ...]


def bring(foreign: Foreign, mapping: FileMap) -> Brought:
    """Make the rows that *mapping* says of *foreign*. Nothing is written anywhere.

    ``NotForThisFile`` where the file lacks columns.
    """
    mapping.check_fits(foreign)
    columns = Columns(foreign, mapping)
    drafts: dict[int, list[_Draft]] = {}
    faults: dict[int, list[Located]] = {}
    identities = _identities(foreign, mapping)
    for row in foreign.rows:
        drafts[row.line], found = _drafted(row, identities[row.line], mapping, columns)
        if found:
            faults[row.line] = found
    made = _merged(drafts, faults, columns)
    return _counted(foreign, mapping, columns, made, faults)


def _drafted(
    row: ForeignRow, identity: str, mapping: FileMap, columns: Columns
) -> tuple[list[_Draft], list[Located]]:
    """What *row* makes, and its faults."""
    drafts: dict[str, _Draft] = {}
    reader = Reader(row, columns)
    if len(row.cells) > len(columns.foreign.headings):
        reader.outside()
    for make in mapping.makes:
        if not reader.applies(make):
            continue
        told = [reader.text(heading) for heading in make.same] if make.same else [identity]
        if not any(told):
            reader.nameless(make)
        values: dict[str, object] = {}
        for name, origin in make.fields.items():
            field = RECORDS[make.record].by_name[name]
            if origin.to:
                linked = next((drafts[one] for one in origin.to if one in drafts), None)
                record = linked.make.record if linked else ""
                values[name] = To(record, linked.fingerprint) if linked else None
            else:
                values[name] = reader.value(field, origin)
        notes = reader.notes(make)
        print_ = _fingerprint(mapping.source, make.name, *told)
        drafts[make.name] = _Draft(make, print_, values, notes)
    return list(drafts.values()), reader.faults


def _identities(foreign: Foreign, mapping: FileMap) -> dict[int, str]:
    """What tells each row from the others: the columns said to, or all of it and which copy."""
    seen: Counter[str] = Counter()
    told: dict[int, str] = {}
    places = [foreign.places[heading] for heading in mapping.row]
    for row in foreign.rows:
        cells = [row.cells[place] for place in places] if places else row.cells
        text = "\x1f".join("" if cell is None else as_text(cell) for cell in cells)
        if not places:
            seen[text] += 1
            text = f"{text}\x1f{seen[text]}"
        told[row.line] = text if text.strip("\x1f") else ""
    return told


def _fingerprint(*told: str) -> str:
    return hashlib.sha256("\x1e".join(told).encode("utf-8", "replace")).hexdigest()[:32]


def _merged(
    drafts: Mapping[int, list[_Draft]], faults: dict[int, list[Located]], columns: Columns
) -> list[Made]:
    """One row of the desk from all the rows of the file that are about it.

    A fault found here sets rows aside, which may leave others without their parts: again then.
    """
    while True:
        gathered: dict[str, list[tuple[int, _Draft]]] = {}
        for line, some in drafts.items():
            if line not in faults:
                for draft in some:
                    gathered.setdefault(draft.fingerprint, []).append((line, draft))
        made, wrong = [], False
        for parts in gathered.values():
            one, found = _one(parts, columns)
            made.append(one)
            for line, fault in found:
                faults.setdefault(line, []).append(fault)
                wrong = True
        if not wrong:
            return made


def _one(
    parts: list[tuple[int, _Draft]], columns: Columns
) -> tuple[Made, list[tuple[int, Located]]]:
    """The row that *parts* say together, and the lines that cannot be part of it."""
    first = parts[0][1]
    record = RECORDS[first.make.record]
    values, notes = dict(first.values), dict.fromkeys(first.notes)
    faults: list[tuple[int, Located]] = []
    for line, draft in parts[1:]:
        notes |= dict.fromkeys(draft.notes)
        for name, value in draft.values.items():
            combine = draft.make.fields[name].combine
            kept = _combined(values[name], value, combine)
            if kept is _DIFFER:
                faults.append((line, columns.differ(line, record, name, values[name], value)))
            else:
                values[name] = kept
    complete = _complete(record, values, list(notes))
    lines = tuple(line for line, _draft in parts)
    if isinstance(note := complete[NOTE], Unfit):
        faults += [(line, Located(line, "", "", "", note.said)) for line in lines]
    for name in _lacking(record, complete):
        faults += [(line, columns.lacking(line, record, name)) for line in lines]
    for finding in stopping(record.name, complete, None):
        if finding.code != REQUIRED:
            faults += [(line, columns.found_wrong(line, record, finding)) for line in lines]
    made = Made(record.name, first.make.name, first.fingerprint, complete, lines)
    return made, faults


_DIFFER = object()


def _combined(one: object, other: object, combine: str) -> object:
    if combine == "sum" and isinstance(one, Decimal) and isinstance(other, Decimal):
        return one + other
    if other is None or one == other or combine == "first":
        return other if one is None else one
    if one is None:
        return other
    if isinstance(one, date) and isinstance(other, date):
        return _chosen(one, other, combine)
    if isinstance(one, Decimal) and isinstance(other, Decimal):
        return _chosen(one, other, combine)
    return _DIFFER


def _chosen(one: date | Decimal, other: date | Decimal, combine: str) -> object:
    """The earlier or later of two days, the smaller or larger of two numbers."""
    if combine not in {"earliest", "latest"}:
        return _DIFFER
    return one if (one < other) is (combine == "earliest") else other  # type: ignore[operator]


def _complete(record: Record, values: Mapping[str, object], notes: list[str]) -> dict[str, object]:
    """Every field the store keeps: what the file says, else what a new row begins with."""
    complete: dict[str, object] = {}
    for field in record.kept:
        value = values.get(field.name)
        if field.name not in values or (value is None and field.required):
            value = field.initial if field.initial is not None else value
        complete[field.name] = value
    if notes:
        said = [str(complete[NOTE])] if complete.get(NOTE) else []
        complete[NOTE] = record.by_name[NOTE].kind.read("\n".join([*said, *notes]))
    complete.setdefault(NOTE, None)
    return complete


def _lacking(record: Record, values: Mapping[str, object]) -> list[str]:
    return [
        field.name
        for field in record.kept
        if field.required and values[field.name] is None and field.name != record.key
    ]


def _counted(
    foreign: Foreign,
    mapping: FileMap,
    columns: Columns,
    made: list[Made],
    faults: Mapping[int, list[Located]],
) -> Brought:
    """The whole account: accepted and set aside are the rows of the file, and so their totals."""
    aside = [
        Aside(row.line, _by_heading(foreign, row), tuple(faults[row.line]))
        for row in foreign.rows
        if row.line in faults
    ]
    accepted = len(foreign.rows) - len(aside)
    assert {line for one in made for line in one.lines} <= {
        row.line for row in foreign.rows if row.line not in faults
    }
    by_record: dict[str, list[Made]] = {name: [] for name in RECORDS}
    for one in made:
        by_record[one.record].append(one)
    return Brought(
        file=foreign.file,
        source=mapping.source,
        rows=len(foreign.rows),
        accepted=accepted,
        made={name: rows for name, rows in by_record.items() if rows},
        aside=aside,
        totals=[_total(foreign, heading, columns, faults) for heading in mapping.totals],
        found=(*foreign.found, *columns.found),
        unused=mapping.unused(foreign),
    )


def _by_heading(foreign: Foreign, row: ForeignRow) -> dict[str, object]:
    return dict(zip(foreign.headings, row.cells, strict=False))


def _total(foreign: Foreign, heading: str, columns: Columns, faults: Mapping[int, object]) -> Total:
    place, sign = foreign.places[heading], columns.sign(heading)
    sums = {True: Decimal(0), False: Decimal(0)}
    for row in foreign.rows:
        cell = row.cells[place]
        number = decimal_read(with_point(cell, sign) if isinstance(cell, str) else cell)
        if isinstance(number, Decimal):
            sums[row.line in faults] += number
    return Total(heading, sums[True] + sums[False], sums[False], sums[True])
