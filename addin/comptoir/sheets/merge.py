"""Three-way merge of a sheet with the store. Decides; touches nothing.

*base* is what the sheet showed, *sheet* what it holds now, *store* what the store says now. A
cell changed on one side goes to the other. Changed on both, to different values, it is a clash,
and a person decides. A row that has left the sheet is reported, never deleted. What cannot be
read, told apart or placed is a fault; one fault refuses the whole save.

The work is in two steps, so that a register of 100,000 rows costs little more than its edits:
``edits`` compares cells with what was shown and keeps the few that differ; ``merge`` weighs
these against the store.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time

from comptoir.records import VERSION, Field, Record, Row, Rows, Unfit
from comptoir.records.kinds import as_text, tidy
from comptoir.sheets.reading import CellError, Fault, TableRead
from comptoir.sheets.views import View
from comptoir.wording import Said, mark

CUSTOM = "custom:"
"""Before the heading of a column the user added, to tell it from our fields."""

Resolve = Callable[[str, str], str | Unfit]
"""From a record's name and what a person typed, the key of that record, or why there is none."""


@dataclass(frozen=True, slots=True)
class Edited:
    """A row whose cells differ from what was shown: its place, and those cells."""

    key: str
    at: int
    cells: dict[str, object]


@dataclass(frozen=True, slots=True)
class Edits:
    """All that a person did to a table since it was shown."""

    changed: list[Edited] = field(default_factory=list)
    new: list[Edited] = field(default_factory=list)
    vanished: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    worked_out: list[tuple[int, str]] = field(default_factory=list)
    """Cells of ours that a formula changed, by position and field: these never travel."""


@dataclass(frozen=True, slots=True)
class ToStore:
    """A row's changes that travel to the store, which last showed it at version *seen*."""

    key: str
    seen: int
    changes: dict[str, object]
    at: int


@dataclass(frozen=True, slots=True)
class NewRow:
    """A row that the sheet brings; *key* where a person chose it."""

    key: str | None
    values: Row
    at: int


@dataclass(frozen=True, slots=True)
class Clash:
    """One cell changed on both sides, to different values."""

    key: str
    field: str
    base: object
    sheet: object
    store: object
    at: int


@dataclass(frozen=True, slots=True)
class Reverted:
    """A cell that nobody may type in was typed in: the store's value comes back."""

    key: str
    field: str
    sheet: object
    at: int


Action = ToStore | NewRow | Clash | Reverted


@dataclass(frozen=True, slots=True)
class Merged:
    """What to do so that sheet and store agree, and what stops it."""

    actions: list[Action] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


# -- what differs from what was shown ---------------------------------------------------------


def edits(read: TableRead, shown: View, seen: Mapping[str, int]) -> Edits:
    """Find what a person changed in a table, against what the sheet showed of it.

    *shown* has all the store's rows, those of *seen* as the sheet showed them. Sorting, filtering,
    moving and inserting rows is no change: rows are found by their key.
    """
    found = Edits()
    here = {key: at for at, key in enumerate(shown.keys)}
    places, unkeyed = _places(read, here, found)
    if seen and not places and not unkeyed:
        found.faults.append(_emptied(read, len(seen)))
        return found
    paired = [key for key in places if key in here and key in seen]
    if len(paired) < len(places):
        _strangers(read, places, here, seen, found)
    _compare(read, shown, _Pairs(paired, places, here), found)
    found.new.extend(Edited("", at, _cells(read, at)) for at in unkeyed)
    found.worked_out.extend(_worked_out_anew(read, {row.at for row in found.new}))
    found.new.sort(key=lambda row: row.at)
    found.vanished.extend(key for key in seen if key not in places and key in here)
    return found


def _worked_out_anew(read: TableRead, rows: Collection[int]) -> Iterator[tuple[int, str]]:
    """The formulas in new rows where a value should be typed."""
    for at, name in sorted(read.formulas):
        one = read.record.by_name.get(name)
        if at in rows and one and not one.computed and name != read.record.key:
            yield at, name


def _strangers(
    read: TableRead,
    places: Mapping[str, int],
    here: Mapping[str, int],
    seen: Mapping[str, int],
    found: Edits,
) -> None:
    """Rows whose key the sheet did not show: new ones where a key may be chosen, else faults."""
    for key, at in places.items():
        if key in here and key in seen:
            continue
        if read.record.typed_key and key not in here:
            found.new.append(Edited(key, at, _cells(read, at)))
        else:
            found.faults.append(_misplaced_key(read, at, key, known=key in here))


def _places(
    read: TableRead, here: Mapping[str, int], found: Edits
) -> tuple[dict[str, int], list[int]]:
    """The position of each key in the sheet, and of the rows without one."""
    keys = read.columns[read.record.key]
    if set(map(type, keys)) == {str}:
        quick: dict[str, int] = dict(zip(keys, range(len(keys)), strict=True))  # type: ignore[arg-type]
        if len(quick) == len(keys) and quick.keys() <= here.keys():
            return quick, []
    return _judged_places(read, found), list(_unkeyed(read))


def _judged_places(read: TableRead, found: Edits) -> dict[str, int]:
    """The position of each key, cell by cell. A key on two rows is a fault."""
    places: dict[str, int] = {}
    name = read.record.key
    for at, cell in enumerate(read.columns[name]):
        if isinstance(cell, CellError):
            found.faults.append(_error_cell(read, at, name, cell))
            continue
        value = tidy(cell)
        if value is None:
            continue
        key = as_text(value)
        if key in places:
            found.faults.append(_repeated(read, at, key, places[key]))
        places.setdefault(key, at)
    return places


def _unkeyed(read: TableRead) -> Iterator[int]:
    """Rows with something in them but no key: new ones."""
    editable = [
        cells
        for name, cells in [*read.columns.items(), *read.custom.items()]
        if name != read.record.key
    ]
    for at, cell in enumerate(read.columns[read.record.key]):
        if tidy(cell) is None and any(tidy(cells[at]) is not None for cells in editable):
            yield at


class _Pairs:
    """Rows that the sheet and the store both have, and where each has them."""

    def __init__(self, keys: list[str], places: Mapping[str, int], here: Mapping[str, int]) -> None:
        self.keys = keys
        self.at = [places[key] for key in keys]
        self.was = [here[key] for key in keys]
        self._as_read = self.at == list(range(len(places)))
        self._as_shown = self.was == list(range(len(here)))

    def differing(
        self, cells: list[object], old: list[object] | None
    ) -> Iterator[tuple[str, int, object, object]]:
        """Key, position, cell and what was shown, where they are not plainly equal."""
        if old is None:
            before: list[object] = [None] * len(self.keys)
        else:
            before = old if self._as_shown else [old[at] for at in self.was]
        now = cells[: len(self.keys)] if self._as_read else [cells[at] for at in self.at]
        if now == before and bool not in set(map(type, now)):
            return
        for key, at, cell, was in zip(self.keys, self.at, now, before, strict=True):
            if cell != was or type(cell) is not type(was):
                yield key, at, cell, was


def _compare(read: TableRead, shown: View, pairs: _Pairs, found: Edits) -> None:
    """Compare the cells of rows that both have, a column at a time."""
    changed: dict[str, Edited] = {}

    def differs(name: str, cells: list[object], old: list[object] | None) -> None:
        for key, at, cell, before in pairs.differing(cells, old):
            if same_shown(cell, before):
                continue
            if _worked_out(read, at, name, cell):
                found.worked_out.extend([] if name.startswith(CUSTOM) else [(at, name)])
                continue
            changed.setdefault(key, Edited(key, at, {})).cells[name] = cell

    for one in read.record.fields:
        if one.name in read.columns and one.name != read.record.key and not one.computed:
            differs(one.name, read.columns[one.name], shown.columns.get(one.name))
    for heading, cells in read.custom.items():
        differs(CUSTOM + heading, cells, shown.custom.get(heading))
    found.changed.extend(sorted(changed.values(), key=lambda row: row.at))


def _worked_out(read: TableRead, at: int, name: str, cell: object) -> bool:
    """Whether a formula of the user's made *cell*; one that fails in our column is no answer."""
    if (at, name.removeprefix(CUSTOM)) not in read.formulas:
        return False
    return name.startswith(CUSTOM) or not isinstance(cell, CellError)


def same_shown(cell: object, before: object) -> bool:
    """Whether two cells show the same, for all that a file or a program may change."""
    return _equal(_plain(cell), _plain(before))


def _plain(cell: object) -> object:
    value = tidy(cell)
    if isinstance(value, datetime) and value.time() == time():
        return value.date()
    return value


def _equal(one: object, other: object) -> bool:
    """Equality in which yes is not 1."""
    return one == other and isinstance(one, bool) == isinstance(other, bool)


def _cells(read: TableRead, at: int) -> dict[str, object]:
    """The cells of a new row; formulas, computed cells and blanks left out."""
    cells: dict[str, object] = {}
    for one in read.record.fields:
        if one.name in read.columns and not one.computed and one.name != read.record.key:
            cells[one.name] = read.columns[one.name][at]
    cells |= {CUSTOM + heading: column[at] for heading, column in read.custom.items()}
    return {
        name: cell
        for name, cell in cells.items()
        if tidy(cell) is not None and (at, name.removeprefix(CUSTOM)) not in read.formulas
    }


# -- what it means -----------------------------------------------------------------------------


def merge(read: TableRead, found: Edits, base: Rows, store: Rows, resolve: Resolve) -> Merged:
    """Weigh the edits *found* against the store; *base* and *store* hold at least their rows."""
    merged = Merged(faults=list(found.faults))
    for edited in found.changed:
        merged.actions.extend(_merge_row(read, edited, base, store, resolve, merged.faults))
    for edited in found.new:
        if row := _new_row(read, edited, resolve, merged.faults):
            merged.actions.append(row)
    return merged


def _merge_row(
    read: TableRead,
    edited: Edited,
    base: Rows,
    store: Rows,
    resolve: Resolve,
    faults: list[Fault],
) -> Iterator[Action]:
    key, record = edited.key, read.record
    was_row, now_row = base.get(key, {}), store.get(key)
    if now_row is None:
        faults.append(_deleted(read, edited.at, key))
        return
    up: dict[str, object] = {}
    for name, cell in edited.cells.items():
        was, there = _value(was_row, name), _value(now_row, name)
        here = _typed(read, edited.at, name, cell, resolve)
        if isinstance(here, Fault):
            faults.append(here)
        elif _equal(here, was) or _equal(here, there):
            continue
        elif name in record.fixed:
            faults.append(_fixed(read, edited.at, name, key))
        elif not _editable(record, name):
            yield Reverted(key, name, cell, edited.at)
        elif _equal(there, was):
            up[name] = here
        else:
            yield Clash(key, name, was, here, there, edited.at)
    if up:
        yield ToStore(key, int(str(now_row[VERSION])), up, edited.at)


def _new_row(
    read: TableRead, edited: Edited, resolve: Resolve, faults: list[Fault]
) -> NewRow | None:
    row: Row = {one.name: one.initial for one in read.record.kept if one.initial is not None}
    custom: dict[str, object] = {}
    sound = True
    for name, cell in edited.cells.items():
        here = _typed(read, edited.at, name, cell, resolve)
        if isinstance(here, Fault):
            faults.append(here)
            sound = False
        elif name.startswith(CUSTOM):
            custom[name.removeprefix(CUSTOM)] = here
        else:
            row[name] = here
    if custom:
        row["custom"] = custom
    key = _new_key(read, edited, faults)
    return NewRow(key, row, edited.at) if sound else None


def _new_key(read: TableRead, edited: Edited, faults: list[Fault]) -> str | None:
    if not edited.key:
        return None
    key = read.record.fields[0].kind.read(edited.key)
    if isinstance(key, Unfit):
        faults.append(_fault(read, edited.at, read.record.key, edited.key, key.said, "UNREADABLE"))
        return None
    return str(key)


def _typed(read: TableRead, at: int, name: str, cell: object, resolve: Resolve) -> object | Fault:
    """What a cell means, or the fault in it."""
    if isinstance(cell, CellError):
        return _error_cell(read, at, name.removeprefix(CUSTOM), cell)
    if name.startswith(CUSTOM):
        return custom_value(cell)
    value = read.record.by_name[name].kind.read(cell)
    if name in read.record.links and isinstance(value, str):
        value = resolve(read.record.links[name], value)
    if isinstance(value, Unfit):
        return _fault(read, at, name, cell, value.said, "UNREADABLE")
    return value


def custom_value(cell: object) -> object:
    """A cell of a user's own column: as it is, dates in words a file can keep."""
    value = tidy(cell)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    return value.isoformat() if hasattr(value, "isoformat") else value


def _value(row: Mapping[str, object], name: str) -> object:
    if not name.startswith(CUSTOM):
        return row.get(name)
    custom = row.get("custom")
    return custom.get(name.removeprefix(CUSTOM)) if isinstance(custom, Mapping) else None


def _editable(record: Record, name: str) -> bool:
    if name.startswith(CUSTOM):
        return True
    one: Field = record.by_name[name]
    return one.editable and not one.computed


# -- faults ------------------------------------------------------------------------------------

REPEATED = mark(
    "{key} is on two rows ({other} too). Nothing was saved."
    " Keep one row; to copy a row, empty the key of the copy."
)
ERROR_CELL = mark(
    "The cell shows {shown}. Nothing was saved. Correct the formula or empty the cell."
)
EMPTIED = mark(
    "The table is empty, but {known} rows of it were shown. Nothing was deleted."
    " Undo, or refresh to see them again."
)
MADE_UP = mark(
    "{key} does not exist here. Nothing was saved."
    " Empty the cell: a new row gets its number when it is saved."
)
NOT_SHOWN = mark(
    "{key} exists already but was not in this sheet when it was refreshed. Nothing was saved."
    " Refresh, then change that row."
)
FIXED = mark(
    "The key {key} is made of this cell, which cannot be changed. Nothing was saved."
    " Undo, and enter a new row instead."
)
DELETED = mark(
    "{key} was deleted from the desk while you had it open. Nothing was saved."
    " Refresh, and enter it again as a new row if it is needed."
)


def _fault(read: TableRead, at: int, name: str, cell: object, said: Said, code: str) -> Fault:
    one = read.record.by_name.get(name)
    return Fault(read.cell(at, name), one.label if one else name, as_text(cell), said, code)


def _repeated(read: TableRead, at: int, key: str, first: int) -> Fault:
    name = read.record.key
    said = Said(REPEATED, key=key, other=read.cell(first, name))
    return _fault(read, at, name, key, said, "REPEATED")


def _error_cell(read: TableRead, at: int, name: str, cell: CellError) -> Fault:
    return _fault(read, at, name, cell, Said(ERROR_CELL, shown=cell.code), "ERROR_CELL")


def _emptied(read: TableRead, known: int) -> Fault:
    return Fault(read.sheet, "", "", Said(EMPTIED, known=known), "EMPTIED")


def _misplaced_key(read: TableRead, at: int, key: str, *, known: bool) -> Fault:
    said = Said(NOT_SHOWN if known else MADE_UP, key=key)
    return _fault(read, at, read.record.key, key, said, "NOT_SHOWN" if known else "MADE_UP")


def _fixed(read: TableRead, at: int, name: str, key: str) -> Fault:
    return _fault(read, at, name, read.columns[name][at], Said(FIXED, key=key), "FIXED")


def _deleted(read: TableRead, at: int, key: str) -> Fault:
    return _fault(read, at, read.record.key, key, Said(DELETED, key=key), "DELETED")
