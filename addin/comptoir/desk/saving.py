"""Save: take a workbook's edits into the store, or refuse them all and say why.

One transaction: read, merge, check, write, record clashes. One fault and nothing is saved.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from sqlalchemy import Connection

from comptoir import checks, store
from comptoir.desk import across, moving, second_look, writing_off
from comptoir.desk.again import Marks, known_again, marks
from comptoir.desk.again import showing as showing_of
from comptoir.desk.blanks import fill_blanks
from comptoir.desk.deed import Deed
from comptoir.desk.following import (
    FOLLOWED,
    MAILS,
    fields_touched,
    follow,
    follow_mails,
    follow_write_offs,
)
from comptoir.desk.naming import Names
from comptoir.desk.settling import MONEY, Settling
from comptoir.desk.showing import Reading, cells, view
from comptoir.errors import Misplaced, Refused
from comptoir.records import RECORDS, VERSION, Record, Row, Rows
from comptoir.sheets.memory import Memory
from comptoir.sheets.merge import (
    CUSTOM,
    Clash,
    Edits,
    Merged,
    NewRow,
    Reverted,
    ToStore,
    edits,
    merge,
)
from comptoir.sheets.reading import Fault, TableRead
from comptoir.sheets.views import BookView, View
from comptoir.store import Amendment, Author, Block
from comptoir.wording import Said, mark

FORMULA = mark(
    "The cell holds a formula: what it shows ({shown}) is not saved. Type the value itself."
)
Placed = Mapping[str, Mapping[int, str]]
"""For each record, the key given to the row at a position of its ``TableRead``."""


class Workbook(Protocol):
    """A workbook: closed, open in a program, or on paper in a test."""

    @property
    def name(self) -> str: ...

    def memory(self) -> Memory:
        """What the workbook remembers of the day it was shown."""

    def tables(self) -> list[TableRead]:
        """The tables as the assistant left them."""

    def choices(self) -> dict[int, str]:
        """Clashes the assistant has settled: the clash's number, ``sheet`` or ``store``."""

    def show(self, book: BookView, placed: Placed | None = None) -> None:
        """Show what the store says now, and remember it.

        *placed* tells which row typed without a key became which record, so that its key is
        shown where it was typed. Rows typed without a key that it does not name are to go.
        """


class Faulty(Refused):
    """Faults in the data; *faults* has them all."""

    message = mark(
        "{name}: {count} {count:fault|faults}. Nothing was saved."
        " Correct the {count:cell|cells} listed, then save again."
    )

    def __init__(self, name: str, faults: list[Fault]) -> None:
        super().__init__(name=name, count=len(faults))
        self.faults = faults


class OtherDesk(Misplaced):
    message = mark(
        "{name} was made by another desk. Nothing was saved."
        " Save it with its own desk, or import its rows here."
    )


@dataclass(slots=True)
class Saved:
    """What became of a save. *number* names it for undo; None where nothing changed."""

    number: int | None = None
    dry_run: bool = False
    new: list[tuple[str, str]] = field(default_factory=list)
    """Record and key of each new row."""
    changed: list[tuple[str, str, tuple[str, ...]]] = field(default_factory=list)
    """Record, key and fields of each row that was changed."""
    clashes: list[tuple[str, Clash]] = field(default_factory=list)
    vanished: list[tuple[str, str]] = field(default_factory=list)
    reverted: list[tuple[str, Reverted]] = field(default_factory=list)
    settled: list[tuple[int, str]] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)
    placed: dict[str, dict[int, str]] = field(default_factory=dict)
    """For each record, the key given to the new row at a position of its table."""
    told: list[Said] = field(default_factory=list)
    """What followed from the edits, worth saying."""

    @property
    def edited(self) -> int:
        """How many rows a person changed."""
        return len(self.new) + len(self.changed) + len(self.clashes) + len(self.settled)

    @property
    def anything(self) -> bool:
        """Whether the store was changed, or would be."""
        return bool(self.new or self.changed or self.clashes or self.settled)


@dataclass(slots=True)
class Taking:
    """One save under way, in one transaction of *db*."""

    db: Connection
    author: Author
    at: datetime
    today: date
    lang: str
    what: str
    showing: str
    saved: Saved
    faults: list[Fault] = field(default_factory=list)
    before: dict[tuple[str, str], Row] = field(default_factory=dict)
    """The rows of money that were changed, as they were."""
    won: list[tuple[str, str, tuple[str, ...]]] = field(default_factory=list)
    """Record, key and field of each clash that the sheet won."""
    ask: Reading = field(init=False)
    names: Names = field(init=False)

    def __post_init__(self) -> None:
        self.ask = Reading(self.db, {})
        self.names = Names(self.ask)

    def number(self) -> int:
        """The save's number; the save begins when the first change is written."""
        if self.saved.number is None:
            self.saved.number = store.begin_save(self.db, self.author, self.at, self.what)
        return self.saved.number

    def table(self, read: TableRead, seen: Mapping[str, int]) -> None:
        """Take one table's edits: parents before those that link to them."""
        record = read.record
        if read.torn:
            self.faults += read.torn
            return
        shown = self._as_shown(record, seen)
        gone = self._put_back(shown, seen)
        found = edits(read, shown, seen)
        base, now = self._both_sides(record, found, seen)
        merged = merge(read, found, base, now, self.names.resolve)
        deed = Deed(self.db, self.author, self.at, self.today, self.what, self.lang)
        fill_blanks(deed, record.name, [a for a in merged.actions if isinstance(a, NewRow)])
        self.saved.warnings += [_formula(read, at, name) for at, name in found.worked_out]
        self.saved.vanished += [(record.name, key) for key in found.vanished if key not in gone]
        self._check(read, merged, now)
        self.faults += merged.faults
        if not self.faults:
            self._write(read, merged, now, seen)
        else:
            self._know_refused(record, found)

    def _as_shown(self, record: Record, seen: Mapping[str, int]) -> View:
        """The table as the sheet showed it: today's cells, older ones where they have moved."""
        shown = view(self.ask, record, self.lang, with_computed=False)
        now = dict(zip(shown.keys, shown.versions, strict=True))
        if now == seen:
            return shown
        moved = {key: version for key, version in seen.items() if now.get(key, version) != version}
        if moved:
            places = {key: at for at, key in enumerate(shown.keys)}
            for key, row in store.as_seen(self.db, record, moved).items():
                _overlay(shown, places[key], row, self.lang)
        return shown

    def _put_back(self, shown: View, seen: Mapping[str, int]) -> set[str]:
        """Add to *shown* the rows that the sheet shows and the desk took back since; their keys.

        Left as it was, such a row is no edit and leaves the sheet; else a person is told.
        """
        gone = {key: seen[key] for key in seen.keys() - set(shown.keys)}
        try:
            rows = store.as_seen(self.db, shown.record, gone) if gone else {}
        except store.NeverSeen:  # a backup from before them was restored: they are all there is
            return set()
        for key, row in rows.items():
            shown.keys.append(key)
            shown.versions.append(gone[key])
            custom = row.get("custom")
            for heading in custom if isinstance(custom, Mapping) else ():
                shown.custom.setdefault(heading, [None] * (len(shown.keys) - 1))
            for column in [*shown.columns.values(), *shown.custom.values()]:
                column.append(None)
            _overlay(shown, -1, row, self.lang)
        return set(rows)

    def _both_sides(
        self, record: Record, found: Edits, seen: Mapping[str, int]
    ) -> tuple[Rows, Rows]:
        """The edited rows as they were shown, and as the store has them now."""
        keys = {edited.key for edited in found.changed}
        block = self.ask(record.name)
        now = {
            key: _typed_row(record, block, at) for at, key in enumerate(block.keys) if key in keys
        }
        moved = {key: seen[key] for key in now if now[key][VERSION] != seen[key]}
        return now | (store.as_seen(self.db, record, moved) if moved else {}), now

    def _check(self, read: TableRead, merged: Merged, now: Rows) -> None:
        """The checks on each row as it would become; all findings, each at its cell."""
        for action in merged.actions:
            if isinstance(action, ToStore):
                row: Row = {**now[action.key], **action.changes}
                changed: Mapping[str, object] | None = action.changes
            elif isinstance(action, NewRow):
                row, changed = action.values, None
            else:
                continue
            found = [*checks.findings(read.record.name, row)]
            if isinstance(action, ToStore):
                found += moving.stopping(read.record.name, now[action.key], row)
            for finding in found:
                if changed is None or any(name in changed for name in finding.fields):
                    faults = merged.faults if finding.stops else self.saved.warnings
                    faults.append(_fault(read, action.at, finding, row))

    def _write(self, read: TableRead, merged: Merged, now: Rows, seen: Mapping[str, int]) -> None:
        record, saved = read.record, self.saved
        new = [one for one in merged.actions if isinstance(one, NewRow)]
        went_on = self._register(read, new, seen) if new else []
        amendments = went_on + [_amendment(a) for a in merged.actions if isinstance(a, ToStore)]
        if amendments:
            store.amend(self.db, self.number(), record, amendments)
            saved.changed += [(record.name, a.key, _fields(a)) for a in amendments]
            if record.name in MONEY:
                self.before |= {(record.name, key): row for key, row in now.items()}
        clashes = [one for one in merged.actions if isinstance(one, Clash)]
        if clashes:
            kept = [_clash(record, one) for one in clashes]
            store.add_clashes(self.db, self.number(), kept)
            saved.clashes += [(record.name, one) for one in clashes]
        saved.reverted += [(record.name, a) for a in merged.actions if isinstance(a, Reverted)]

    def _register(
        self, read: TableRead, new: list[NewRow], seen: Mapping[str, int]
    ) -> list[Amendment]:
        """Register the new rows, but for those saved before from this very showing.

        A row that was *seen* has its key in the sheet: it is no new one. Returns what was typed
        since in those saved before.
        """
        record = read.record
        known = {
            mark: key
            for mark, key in store.remembered(self.db, self.showing).items()
            if key not in seen
        }
        before = store.current(self.db, record, list(known.values())) if known else {}
        fresh: list[tuple[NewRow, Marks]] = []
        went_on: list[Amendment] = []
        marked_rows = list(zip(new, marks(read, new), strict=True))
        again = known_again(record, marked_rows, known, before)
        placed = self.saved.placed.setdefault(record.name, {})
        for (one, marked), key in zip(marked_rows, again, strict=True):
            if not key:
                fresh.append((one, marked))
                continue
            placed[one.at] = key
            self.before[record.name, key] = before[key]
            if changes := _since(one.values, before[key]):
                went_on.append(Amendment(key, int(str(before[key][VERSION])), changes))
        rows = [_row(one, record) for one, _ in fresh]
        if rows:
            keys = store.register(self.db, self.number(), record, rows, self.today)
            self.saved.new += [(record.name, key) for key in keys]
            placed |= {one.at: key for (one, _), key in zip(fresh, keys, strict=True)}
            self._remember(record, rows, keys, [marked for _, marked in fresh])
        return went_on

    def _remember(
        self, record: Record, rows: list[Row], keys: list[str], marked: list[Marks]
    ) -> None:
        for key, row in zip(keys, rows, strict=True):
            self.names.of(record.name).add(key, *(row.get(name) for name in record.called))
        by_mark = {
            mark: key
            for key, one in zip(keys, marked, strict=True)
            for mark in (one.content, one.place)
        }
        store.remember(self.db, self.number(), self.showing, by_mark)

    def _know_refused(self, record: Record, found: Edits) -> None:
        """Do not let a refused new row make its children look like orphans."""
        for edited in found.new:
            called = [edited.cells.get(name) for name in record.called]
            if edited.key or any(called):
                self.names.of(record.name).add(edited.key or str(called[0]), *called)


def take_in(
    db: Connection, book: Workbook, *, author: Author, at: datetime, today: date, dry_run: bool
) -> Saved:
    """Take the edits in *book* into the store. The caller owns the transaction.

    Raises ``Faulty`` with every fault, ``OtherDesk`` for a workbook of another desk; in both
    cases the caller rolls back and nothing is saved.
    """
    memory = book.memory()
    if memory.desk_id != store.desk_id(db):
        raise OtherDesk(name=book.name)
    saved = Saved(dry_run=dry_run)
    showing = showing_of(memory, book.name, author.name)
    taking = Taking(db, author, at, today, memory.lang, book.name, showing, saved)
    _settle(taking, book.choices())
    reads = {read.record.name: read for read in book.tables()}
    for name in RECORDS:
        if name in reads:
            taking.table(reads[name], memory.seen.get(name, {}))
    if not taking.faults:
        touched: dict[str, set[str]] = defaultdict(set)
        for record, key in [*saved.new, *((record, key) for record, key, _ in saved.changed)]:
            touched[record].add(key)
        taking.faults += across.faults(Reading(db, {}), today, touched, reads, saved.placed)
        _look_twice(taking, reads)
    if not taking.faults:
        _follow(taking, reads)
        moved = [one for one in saved.changed if one[0] == "order" and "status" in one[2]]
        if moved:
            saved.warnings += moving.beside(_deed(taking), moved, reads)
    if taking.faults:
        raise Faulty(book.name, taking.faults)
    return saved


def _look_twice(taking: Taking, reads: Mapping[str, TableRead]) -> None:
    """Refuse or warn of payments typed for an account that only one person looked at."""
    saved = taking.saved
    touched = fields_touched(("payment", "invoice"), saved.changed, saved.new)
    if any(touched.values()):
        stops, warnings = second_look.typed(_deed(taking), touched, reads, saved.placed)
        taking.faults += stops
        saved.warnings += warnings


def _follow(taking: Taking, reads: Mapping[str, TableRead]) -> None:
    """What follows from the rows saved, in the same save."""
    saved = taking.saved
    new = [one for one in saved.new if one[0] in FOLLOWED]
    changed = [one for one in saved.changed if one[0] in FOLLOWED]
    if new or changed:
        saved.told += follow(_deed(taking), new, changed)
    invoices: dict[str, tuple[str, ...]] = {
        key: fields for record, key, fields in saved.changed
        if record == "invoice" and writing_off.CELLS & set(fields)
    }  # fmt: skip
    invoices |= {key: () for record, key in saved.new if record == "invoice"}
    if invoices:
        follow_write_offs(_deed(taking), invoices)
    _settle_money(taking, reads)
    mails = [one for one in saved.changed if one[0] in MAILS]
    if mails:
        told, faults = follow_mails(_deed(taking), mails, reads)
        saved.told += told
        taking.faults += faults


def _settle_money(taking: Taking, reads: Mapping[str, TableRead]) -> None:
    """Bring invoices, credits and what hangs on them in step with what was typed."""
    saved = taking.saved
    touched = fields_touched(MONEY, [*saved.changed, *taking.won], saved.new)
    if any(touched.values()):
        settling = Settling(_deed(taking), touched, taking.before, reads, saved.placed)
        settling.settle()
        taking.faults += settling.stops
        saved.warnings += settling.warnings
        saved.told += settling.told


def _deed(taking: Taking) -> Deed:
    """What follows from a save, as a deed in the same save."""
    return Deed(
        taking.db,
        taking.author,
        taking.at,
        taking.today,
        taking.what,
        taking.lang,
        taking.number(),
    )


def _settle(taking: Taking, choices: Mapping[int, str]) -> None:
    """Carry out what the assistant chose on the Clashes sheet."""
    open_now = {one.id: one.clash for one in store.open_clashes(taking.db)}
    for number, side in choices.items():
        if number not in open_now:
            continue
        if side == "sheet":
            _take_sheets(taking, open_now[number])
        store.settle(taking.db, taking.number(), number, side)
        taking.saved.settled.append((number, side))


def _take_sheets(taking: Taking, clash: store.Clash) -> None:
    """Write the value that the sheet had, over the one that the store has now."""
    record = RECORDS[clash.record]
    row = store.current(taking.db, record, [clash.key]).get(clash.key)
    if row is None:
        return
    values = (
        {"custom": {clash.field: clash.sheet}} if clash.of_custom else {clash.field: clash.sheet}
    )
    for finding in checks.stopping(record.name, {**row, **values}, values):
        where = f"{clash.key} {clash.field}"
        shown = "" if clash.sheet is None else str(clash.sheet)
        taking.faults.append(Fault(where, clash.field, shown, finding.said, finding.code))
        return
    version = int(str(row[VERSION]))
    taking.before[clash.record, clash.key] = row
    taking.won.append((clash.record, clash.key, (clash.field,)))
    store.amend(taking.db, taking.number(), record, [Amendment(clash.key, version, values)])


def _typed_row(record: Record, block: Block, at: int) -> Row:
    row: Row = {one.name: one.kind.typed(block.columns[one.name][at]) for one in record.kept}
    return {**row, VERSION: block.versions[at], "custom": block.custom[at] or {}}


def _overlay(shown: View, at: int, row: Row, lang: str) -> None:
    for one in shown.record.kept:
        kept = one.kind.stored(row.get(one.name))
        shown.columns[one.name][at] = cells(one.kind, [kept], lang)[0]
    custom = row.get("custom")
    for heading in shown.custom:
        shown.custom[heading][at] = custom.get(heading) if isinstance(custom, Mapping) else None


def _fault(read: TableRead, at: int, finding: checks.Finding, row: Row) -> Fault:
    one = read.record.by_name[finding.field]
    shown = row.get(finding.field)
    return Fault(
        read.cell(at, finding.field),
        one.label,
        "" if shown is None else str(shown),
        finding.said,
        finding.code,
    )


def _formula(read: TableRead, at: int, name: str) -> Fault:
    """A formula where a value should be typed: it is not saved, and says so."""
    cell = read.columns[name][at]
    said = Said(FORMULA, shown="" if cell is None else cell)
    return Fault(read.cell(at, name), read.record.by_name[name].label, str(cell), said, "FORMULA")


def _since(values: Row, row: Row) -> dict[str, object]:
    """The *values* that are not those of *row*."""
    return {name: value for name, value in values.items() if row.get(name) != value}


def _row(new: NewRow, record: Record) -> Row:
    return {**new.values, record.key: new.key} if new.key else new.values


def _amendment(action: ToStore) -> Amendment:
    changes = {k: v for k, v in action.changes.items() if not k.startswith(CUSTOM)}
    custom = {k.removeprefix(CUSTOM): v for k, v in action.changes.items() if k.startswith(CUSTOM)}
    return Amendment(action.key, action.seen, {**changes, "custom": custom} if custom else changes)


def _fields(amendment: Amendment) -> tuple[str, ...]:
    own = amendment.values.get("custom")
    headings = tuple(own) if isinstance(own, Mapping) else ()
    return (*(name for name in amendment.values if name != "custom"), *headings)


def _clash(record: Record, clash: Clash) -> store.Clash:
    return store.Clash(
        record=record.name,
        key=clash.key,
        field=clash.field.removeprefix(CUSTOM),
        base=clash.base,
        sheet=clash.sheet,
        store=clash.store,
        of_custom=clash.field.startswith(CUSTOM),
    )
