"""The life of a dossier in one view: changes, steps, papers, letters, mails, money, by day.

What is still planned stands after what has happened. Nothing is written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, tzinfo

from comptoir import store
from comptoir.desk.composing import safe_name
from comptoir.desk.deed import Deed
from comptoir.desk.ordering import shipments_of
from comptoir.desk.producing import step_said as made_said
from comptoir.desk.reporting import label, worded
from comptoir.desk.steps import step_said
from comptoir.records import RECORDS, Row, Rows
from comptoir.records.customs_claims import PAPER
from comptoir.records.money import DIRECTION
from comptoir.records.order_life import CHANGE_STATUS, CHANGED
from comptoir.rules.money import Money
from comptoir.wording import Said, mark

SORTS = {
    "change": mark("change"),
    "step": mark("step"),
    "production": mark("production"),
    "paper": mark("paper"),
    "letter": mark("letter"),
    "mail": mark("mail"),
    "money": mark("money"),
    "amendment": mark("amendment of the order"),
    "task": mark("task"),
}
QUIET = {"row_version", "custom"}


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened, or is planned, in the life of a dossier."""

    day: date
    at: datetime | None
    sort: str
    ref: str
    said: Said
    by: str = ""
    done: bool = True

    @property
    def sort_said(self) -> Said:
        """The word for its sort."""
        return Said(SORTS[self.sort])


@dataclass(frozen=True, slots=True)
class Story:
    """A dossier: the references it is made of, and its events, the oldest first."""

    order: str
    refs: tuple[str, ...]
    events: tuple[Event, ...]


def story(deed: Deed, ref: str, zone: tzinfo = UTC) -> Story:
    """The whole life of the order *ref*, from its enquiry or consultation to its last payment."""
    refs = dossier_of(deed, ref)
    found: list[Event] = []
    for source in SOURCES:
        found += source(deed, refs, zone)
    found.sort(key=_order)
    return Story(ref, tuple(refs), tuple(found))


def _order(one: Event) -> tuple[object, ...]:
    moment = one.at or datetime.combine(one.day, time(23, 59), UTC)
    return (not one.done, one.day, moment, one.sort, one.ref)


def dossier_of(deed: Deed, ref: str) -> list[str]:
    """The references that make up the dossier of an order: offers, shipments and the rest."""
    row = deed.row("order", ref)
    found = [ref]
    offers = deed.rows("offer")
    offer = row.get("offer")
    while offer and str(offer) in offers:
        found.append(str(offer))
        consultation = offers[str(offer)].get("consultation")
        if consultation and str(consultation) not in found:
            found.append(str(consultation))
        offer = offers[str(offer)].get("revises")
    found += shipments_of(deed, ref)
    for record in ("invoice", "claim"):
        found += [key for key, one in deed.rows(record).items() if one.get("order") == ref]
    found += [
        key
        for record in ("declaration", "claim")
        for key, one in deed.rows(record).items()
        if one.get("shipment") in found
    ]
    found += [key for key, one in deed.rows("payment").items() if one.get("invoice") in found]
    return list(dict.fromkeys(found))


Source = Callable[[Deed, list[str], tzinfo], Iterable[Event]]


def _changes(deed: Deed, refs: list[str], zone: tzinfo) -> Iterator[Event]:
    """Registrations and amendments of the rows themselves; the parts speak for themselves."""
    for ref in refs:
        by_save: dict[tuple[int, str], list[store.Change]] = {}
        for one in store.history(deed.db, ref):
            if one.key == ref and one.field not in QUIET:
                by_save.setdefault((one.save, one.kind), []).append(one)
        for (_save, kind), changes in by_save.items():
            first = changes[0]
            at = first.at.astimezone(zone)
            noun = RECORDS[first.record]
            said = (
                Said("{record} registered", record=Said(noun.one))
                if kind == "registered"
                else Said("{changes}", changes=[_changed(one) for one in changes[:4]])
            )
            yield Event(at.date(), at, "change", ref, said, first.by)


def _changed(one: store.Change) -> Said:
    return Said(
        "{field}: {old} → {new}",
        field=label(one.record, one.field),
        old=worded(one.record, one.field, one.old),
        new=worded(one.record, one.field, one.new),
    )


def _dated(row: Row) -> tuple[date | None, bool]:
    """The day of a step, and whether it has happened."""
    actual = row.get("actual")
    if isinstance(actual, date):
        return actual, True
    day = row.get("expected") or row.get("planned")
    return (day if isinstance(day, date) else None), False


def _of(deed: Deed, record: str, field: str, refs: list[str]) -> Rows:
    return {key: row for key, row in deed.rows(record).items() if row.get(field) in refs}


def _steps(deed: Deed, refs: list[str], _zone: tzinfo) -> Iterator[Event]:
    for row in _of(deed, "milestone", "shipment", refs).values():
        day, done = _dated(row)
        if day:
            yield Event(day, None, "step", str(row["shipment"]), step_said(str(row["kind"])),
                        done=done)  # fmt: skip


def _making(deed: Deed, refs: list[str], _zone: tzinfo) -> Iterator[Event]:
    for row in _of(deed, "production", "order", refs).values():
        day, done = _dated(row)
        if day:
            yield Event(day, None, "production", str(row["order"]),
                        made_said(str(row["step"])), done=done)  # fmt: skip


def _papers(deed: Deed, refs: list[str], _zone: tzinfo) -> Iterator[Event]:
    for row in _of(deed, "document", "shipment", refs).values():
        name = (
            Said("{title}", title=row["title"])
            if row.get("title")
            else Said(PAPER.options[str(row["paper"])])
        )
        for field, sentence in (("received", mark("{paper} received")),
                                ("sent", mark("{paper} sent"))):  # fmt: skip
            day = row.get(field)
            if isinstance(day, date):
                yield Event(day, None, "paper", str(row["shipment"]), Said(sentence, paper=name))


def _money(deed: Deed, refs: list[str], _zone: tzinfo) -> Iterator[Event]:
    for key, row in deed.rows("payment").items():
        day = row.get("day")
        if row.get("invoice") in refs and isinstance(day, date):
            amount = Money(str(row["amount"]), str(row["currency"])).rounded()
            way = Said(DIRECTION.options[str(row["direction"])])
            said = Said("{amount} {way} for {invoice}", amount=amount, way=way,
                        invoice=row["invoice"])  # fmt: skip
            yield Event(day, None, "money", key, said)


def _amended(deed: Deed, refs: list[str], _zone: tzinfo) -> Iterator[Event]:
    for row in _of(deed, "order_change", "order", refs).values():
        day = row.get("settled") or row["day"]
        assert isinstance(day, date)
        said = Said(
            "{what} {before} → {after}: {status}",
            what=Said(CHANGED.options[str(row["what"])]),
            before=row.get("before"),
            after=row.get("after"),
            status=Said(CHANGE_STATUS.options[str(row["status"])]),
        )
        yield Event(day, None, "amendment", str(row.get("line") or row["order"]), said)


def _tasks(deed: Deed, refs: list[str], _zone: tzinfo) -> Iterator[Event]:
    for key, row in deed.rows("task").items():
        day = row.get("done_on") or row.get("due")
        if row.get("about") in refs and isinstance(day, date):
            yield Event(day, None, "task", key, Said("{task}", task=row["what"]),
                        str(row.get("owner") or ""), done=bool(row.get("done_on")))  # fmt: skip


def _mails(deed: Deed, refs: list[str], _zone: tzinfo) -> Iterator[Event]:
    """The mails filed in the dossier, those a person refused apart."""
    messages = deed.rows("message")
    for row in deed.rows("filing").values():
        message = messages.get(str(row["message"]))
        if message is None or row["dossier"] not in refs or row.get("state") == "REFUSED":
            continue
        day = message.get("received")
        if isinstance(day, date):
            said = Said(
                "{way} {sender}: {subject}",
                way=worded("message", "way", message.get("way")),
                sender=message.get("sender"),
                subject=message.get("subject"),
            )
            at = _moment(day, message.get("time"), _zone)
            yield Event(day, at, "mail", str(row["dossier"]), said)


def _moment(day: date, clock: object, zone: tzinfo) -> datetime | None:
    try:
        return datetime.combine(day, time.fromisoformat(str(clock)), zone)
    except ValueError:
        return None


def _letters(deed: Deed, refs: list[str], _zone: tzinfo) -> Iterator[Event]:
    """The letters written about anything of the dossier."""
    wanted = {safe_name(ref) for ref in refs}
    for row in deed.rows("letter").values():
        folder = str(row.get("file") or "").partition("/")[0]
        mine = row.get("asked") in refs or row.get("about") in refs or folder in wanted
        requested = any(folder.startswith(f"{name}-F") for name in wanted)
        day = row.get("day")
        if (mine or requested) and isinstance(day, date):
            said = Said("{title}: {file}", title=row["title"], file=row.get("file"))
            yield Event(day, None, "letter", str(row["asked"]), said, str(row.get("by") or ""))


SOURCES: tuple[Source, ...] = (
    _changes, _steps, _making, _papers, _money, _amended, _tasks, _mails, _letters,
)  # fmt: skip
