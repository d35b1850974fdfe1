"""One cell of a foreign file read as one field of a record, or kept as a note, or a fault."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase
from functools import cached_property

from comptoir.checks import Finding
from comptoir.records import RECORDS, Field, Record, Unfit
from comptoir.records.kinds import Day, Quantity, Whole, as_text, folded
from comptoir.sheets.closed.places import letters
from comptoir.sheets.closed.values import CellError
from comptoir.sheets.imports.days import in_figures, judged, read_day, two_ways
from comptoir.sheets.imports.decimals import judged_sign, with_point
from comptoir.sheets.imports.foreign import Foreign, ForeignRow
from comptoir.sheets.imports.mapping import IN_BRACES, FileMap, Make, Origin
from comptoir.wording import Said, mark

SHOWN = 80
AN_ERROR = mark("the cell shows {shown}. Correct it in the file.")
UNCOMPUTED = mark(
    "the formula {shown} was never computed."
    " Open the file in Excel or LibreOffice, save it, and import again."
)


@dataclass(frozen=True, slots=True)
class Located:
    """A fault: its line, its column, what stands there, why it is one and what to do."""

    line: int
    column: str
    heading: str
    shown: str
    said: Said

    def said_with_place(self) -> Said:
        """One sentence that says where, then what."""
        if not self.heading:
            return Said(mark("Line {line}: {said}"), line=self.line, said=self.said)
        return Said(
            mark("Line {line}, column {column} ({heading}): {said}"),
            line=self.line,
            column=self.column,
            heading=self.heading,
            said=self.said,
        )

    def in_(self, lang: str) -> str:
        return self.said_with_place().in_(lang)


class Columns:
    """What is known of whole columns: how they write dates and numbers, with the proof."""

    def __init__(self, foreign: Foreign, mapping: FileMap) -> None:
        self.foreign, self._mapping = foreign, mapping
        self._read: dict[tuple[int, str, type, object], object] = {}
        """Values already read, by field, heading and cell: files repeat themselves."""

    @cached_property
    def _kinds(self) -> dict[str, list[Field]]:
        """The fields that read each column."""
        kinds: dict[str, list[Field]] = {}
        for make in self._mapping.makes:
            for name, origin in make.fields.items():
                for heading in (*origin.headings, *origin.stand_in):
                    kinds.setdefault(heading, []).append(RECORDS[make.record].by_name[name])
        return kinds

    @cached_property
    def orders(self) -> dict[str, str]:
        """The order of day and month in each column of dates; empty where nothing proves it."""
        return {heading: order for heading, (order, _proof) in self._judged_days.items()}

    @cached_property
    def _judged_days(self) -> dict[str, tuple[str, str]]:
        found: dict[str, tuple[str, str]] = {}
        for heading, fields in self._kinds.items():
            if any(isinstance(field.kind, Day) for field in fields):
                one = judged(self.foreign.column(heading))
                found[heading] = (self._mapping.days.get(heading, one.order), one.proof)
        return found

    @cached_property
    def _signs(self) -> dict[str, str]:
        numeric = {
            heading
            for heading, fields in self._kinds.items()
            if any(isinstance(field.kind, Quantity | Whole) for field in fields)
        } | set(self._mapping.totals)
        signs = {heading: judged_sign(self.foreign.column(heading)) for heading in sorted(numeric)}
        known = {sign for sign in signs.values() if sign}
        usual = self._mapping.decimal or (known.pop() if len(known) == 1 else "")
        return {heading: sign or usual for heading, sign in signs.items()}

    def sign(self, heading: str) -> str:
        """The decimal sign of a column, or the one all other columns of the file prove."""
        return self._signs.get(heading, "")

    @property
    def found(self) -> tuple[Said, ...]:
        """What was decided about the columns, each with its evidence."""
        said = []
        for heading, (order, proof) in self._judged_days.items():
            if heading in self._mapping.days:
                text = mark("{heading}: dates are {order}, as the mapping says.")
                said.append(Said(text, heading=heading, order=order))
            elif order:
                text = mark("{heading}: dates are {order}, as {proof} proves.")
                said.append(Said(text, heading=heading, order=order, proof=proof))
        signs = {sign for sign in self._signs.values() if sign}
        said += [Said(mark("The decimal sign is “{sign}”."), sign=sign) for sign in sorted(signs)]
        return tuple(said)

    def read_once(self, field: Field, heading: str, cell: object) -> object:
        """*cell* of a column as a value of *field*; read before, it is not read again."""
        known = (id(field), heading, type(cell), cell)
        if known not in self._read:
            self._read[known] = self._understood(field, heading, cell)
        return self._read[known]

    def _understood(self, field: Field, heading: str, cell: object) -> object:
        if isinstance(cell, CellError):
            sentence = UNCOMPUTED if cell.code.startswith("=") else AN_ERROR
            return Unfit(Said(sentence, shown=cell.code))
        if isinstance(cell, str):
            if isinstance(field.kind, Day):
                return self._day(field, heading, cell)
            if isinstance(field.kind, Quantity | Whole):
                return field.kind.read(with_point(cell, self.sign(heading)))
        return field.kind.read(cell)

    def _day(self, field: Field, heading: str, text: str) -> object:
        order = self.orders.get(heading) or None
        day = read_day(text, order)
        if day is None and order is None and (both := two_ways(text)):
            said = Said(
                mark(
                    "{text} can be {one} or {other}, and no date of the column says which."
                    ' Write "{heading}" = "d/m/y" or "m/d/y" under [days] in the mapping.'
                ),
                text=text,
                one=both[0],
                other=both[1],
                heading=heading,
            )
            return Unfit(said)
        if day is None and order and in_figures(text):
            told = mark(
                "{text} is not a date written {order}."
                " Correct it in the file, or the order under [days] in the mapping."
            )
            return Unfit(Said(told, text=text, order=order))
        return field.kind.read(text if day is None else day)

    def differ(self, line: int, record: Record, name: str, one: object, other: object) -> Located:
        """The fault of a line that says otherwise than an earlier one about the same row."""
        text = mark(
            "an earlier line says {one} and this one {other} for {field} of the same {record}."
            " Correct the file, or say in the mapping how to combine them."
        )
        field, told = record.by_name[name], Said(record.one)
        said = Said(text, one=one, other=other, field=Said(field.label), record=told)
        heading = self._heading_of(record, name)
        return Located(line, self.foreign.letters(heading), heading, str(other)[:SHOWN], said)

    def lacking(self, line: int, record: Record, name: str) -> Located:
        """The fault of a line that leaves a required field empty."""
        text = mark("{field} of the {record} is missing. Enter it in the file, and import again.")
        said = Said(text, field=Said(record.by_name[name].label), record=Said(record.one))
        heading = self._heading_of(record, name)
        return Located(line, self.foreign.letters(heading), heading, "", said)

    def found_wrong(self, line: int, record: Record, finding: Finding) -> Located:
        """The fault of a line whose row a check of the desk would stop."""
        heading = self._heading_of(record, finding.field)
        return Located(line, self.foreign.letters(heading), heading, "", finding.said)

    def _heading_of(self, record: Record, name: str) -> str:
        """The column a field comes from, for the assistant to look at."""
        for make in self._mapping.makes:
            if make.record == record.name and name in make.fields:
                return next(make.fields[name].needs(), "")
        return ""


class Reader:
    """One row of the file while it is read: its faults and its notes gather here."""

    def __init__(self, row: ForeignRow, columns: Columns) -> None:
        self._row, self._columns = row, columns
        self._places: Mapping[str, int] = columns.foreign.places
        self.faults: list[Located] = []
        self._notes: list[str] = []

    def cell(self, heading: str) -> object:
        return self._row.cells[self._places[heading]]

    def text(self, heading: str) -> str:
        """The cell as a person sees it; empty when blank."""
        cell = self.cell(heading)
        return "" if cell is None else as_text(cell)

    def applies(self, make: Make) -> bool:
        """Whether *make* is for this row."""
        return all(
            any(fnmatchcase(self.text(heading), one) for one in texts)
            for heading, texts in make.when.items()
        )

    def notes(self, make: Make) -> tuple[str, ...]:
        """The lines of the note of what *make* makes: columns kept whole, then odd texts."""
        kept = [f"{one}: {self.text(one)}" for one in make.keep if self.text(one)]
        told, self._notes = [*kept, *self._notes], []
        return tuple(dict.fromkeys(told))

    def value(self, field: Field, origin: Origin) -> object:
        """The value of *field*; ``None`` where there is none, or a fault or a note instead."""
        if origin.value or origin.text:
            return self._fixed(field, origin)
        for heading, value in self._found(field, origin, origin.headings):
            if heading != origin.headings[0]:
                self._notes.append(f"{field.label} ← {heading}")
            return value
        others = list(self._found(field, origin, origin.stand_in))
        if not others:
            return None
        days = [(value, heading) for heading, value in others if isinstance(value, date)]
        value, heading = min(days) if len(days) == len(others) else others[0][::-1]
        self._notes.append(f"{field.label} ← {heading}")
        return value

    def _found(
        self, field: Field, origin: Origin, headings: Sequence[str]
    ) -> Iterator[tuple[str, object]]:
        """The columns among *headings* that give a value, one after the other."""
        for heading in headings:
            cell = self.cell(heading)
            value = None if cell is None else self._from(field, origin, heading, cell)
            if value is not None:
                yield heading, value

    def _fixed(self, field: Field, origin: Origin) -> object:
        text = self._filled(origin.text) if origin.text else origin.value
        heading = next(origin.needs(), "")
        return self._checked(self._columns.read_once(field, heading, text), heading, text)

    def _filled(self, text: str) -> str:
        """*text* with each heading in braces replaced by this row's cell."""
        return IN_BRACES.sub(lambda found: self.text(found[1]), text)

    def _from(self, field: Field, origin: Origin, heading: str, cell: object) -> object:
        text = as_text(cell)
        noted = any(fnmatchcase(text, one) for one in origin.notes)
        if noted:
            self._notes.append(f"{heading}: {text}")
        if origin.values:
            return self._mapped(field, origin, heading, text)
        if noted:
            return None
        return self._checked(self._columns.read_once(field, heading, cell), heading, text)

    def _mapped(self, field: Field, origin: Origin, heading: str, text: str) -> object:
        told = origin.values.get(text)
        if told is None:
            told = {folded(one): other for one, other in origin.values.items()}.get(folded(text))
        if told is None:
            told = origin.values.get("*", text)
        value = self._columns.read_once(field, heading, self._filled(told))
        return self._checked(value, heading, text)

    def _checked(self, value: object, heading: str, text: str) -> object:
        """A value as it is; what is unfit becomes a fault of this row."""
        if not isinstance(value, Unfit):
            return value
        letters_ = self._columns.foreign.letters(heading)
        self.faults.append(Located(self._row.line, letters_, heading, text[:SHOWN], value.said))
        return None

    def nameless(self, make: Make) -> None:
        """The row does not say which row of the desk it is about."""
        headings = list(make.same) or list(self._columns.foreign.headings)
        said = Said(
            mark(
                "nothing tells which {record} this is."
                " Fill this column in the file, and import again."
            ),
            record=Said(_one(make)),
        )
        where = self._columns.foreign.letters(headings[0])
        self.faults.append(Located(self._row.line, where, headings[0], "", said))

    def outside(self) -> None:
        """Something stands beyond the last heading."""
        count = len(self._columns.foreign.headings)
        beyond = next(
            (at, cell)
            for at, cell in enumerate(self._row.cells)
            if at >= count and cell is not None
        )
        text = mark(
            "the line is longer than the row of headings: {shown} stands under none."
            " A separator inside a text must stand between quotation marks."
        )
        shown = as_text(beyond[1])[:SHOWN]
        where = letters(beyond[0] + 1)
        fault = Located(self._row.line, where, where, shown, Said(text, shown=shown))
        self.faults.append(fault)


def _one(make: Make) -> str:
    return RECORDS[make.record].one
