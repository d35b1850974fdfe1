"""What follows from the rows of a save, in the same save.

A claim typed gets its days and limit; the planned departure of a shipment its other steps; a
release of customs is a step of the chain; a mail is filed where its row says, news accepted is
written, an invoice written off is closed. What the assistant did not type herself is told.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date

from comptoir import store
from comptoir.desk import claiming, clearing, offering, shipping
from comptoir.desk.deed import Deed
from comptoir.desk.steps import step_said
from comptoir.desk.writing_off import as_typed
from comptoir.errors import Refused
from comptoir.records import RECORDS, Row
from comptoir.rules.claims import ClaimState
from comptoir.rules.clearance import State
from comptoir.sheets.reading import Fault, TableRead
from comptoir.wording import Said

FOLLOWED = {"claim", "milestone", "declaration", "offer"}
"""The records whose rows have something that follows from them."""
FACTS = {
    "kind", "harm", "shipment", "container", "received", "due_delivery", "regime", "law",
    "contract_days", "packages", "kg", "currency", "proven",
}  # fmt: skip
"""The fields of a claim that its days and its limit depend on."""
RELEASE = {"status", "released"}
Changed = Sequence[tuple[str, str, Collection[str]]]


def follow(deed: Deed, new: Sequence[tuple[str, str]], changed: Changed) -> list[Said]:
    """Do what follows from the *new* rows and those of which fields were *changed*: what to say."""
    touched: dict[str, dict[str, Collection[str] | None]] = {name: {} for name in FOLLOWED}
    for record, key, fields in changed:
        touched[record][key] = fields
    for record, key in new:
        touched[record][key] = None
    return [
        *_claims(deed, touched["claim"]),
        *_plans(deed, touched["milestone"]),
        *_declarations(deed, touched["declaration"]),
        *_offers(deed, touched["offer"]),
    ]


Touched = Mapping[str, Collection[str] | None]
"""By key the fields that changed; None for a new row."""


def _claims(deed: Deed, touched: Touched) -> Iterator[Said]:
    for key, fields in touched.items():
        if fields is None or FACTS & set(fields):
            claiming.work_out_again(deed, key)
        row = deed.row("claim", key)
        day = claiming.DAY_OF.get(ClaimState[str(row["status"])])
        if day and (fields is None or "status" in fields):
            yield from _today_where_blank(deed, "claim", key, row, day)
        if fields and "reminded" in fields and "reminders" not in fields and row["reminded"]:
            sent = int(str(row.get("reminders") or 0)) + 1
            deed.change("claim", key, {"reminders": sent})


def _offers(deed: Deed, touched: Touched) -> Iterator[Said]:
    """Offers of ours whose state was typed: sent, won or lost, as by their buttons."""
    for key, fields in touched.items():
        row = deed.row("offer", key)
        if not fields or "status" not in fields or row["flow"] != "EXP":
            continue
        day = row.get("decided")
        day = day if isinstance(day, date) else deed.today
        if row["status"] == "SENT" and not row.get("follow_up"):
            offered = row["offered"] if "offered" in fields else deed.today
            again = offering.send(deed, key, offered if isinstance(offered, date) else None)
            if again:
                yield Said("{ref}: ask again on {day}.", ref=key, day=again)
        elif row["status"] == "LOST":
            deed.change("offer", key, {"decided": day, "follow_up": None})
        elif row["status"] == "WON":
            if any(one.get("offer") == key for one in deed.rows("order").values()):
                deed.change("offer", key, {"decided": day, "follow_up": None})
                continue
            order = offering.order_from(deed, key, row, ordered=day)
            yield Said("{ref} is won: it is the order {order}.", ref=key, order=order)


def _plans(deed: Deed, touched: Touched) -> Iterator[Said]:
    """Plan the other steps of shipments of which the first thing planned is the departure."""
    for key, fields in touched.items():
        row = deed.row("milestone", key)
        planned, ref = row.get("planned"), str(row["shipment"])
        typed = fields is None or "planned" in fields
        if not (typed and row["kind"] == "DEPARTED" and isinstance(planned, date)):
            continue
        steps = deed.parts("milestone", ref).values()
        known = {str(one["kind"]): one["planned"] for one in steps if one["planned"]}
        if set(known) <= {"DEPARTED", "ARRIVED"} and not any(
            one["kind"] == "CANCELLED" for one in steps
        ):
            arrival = known.get("ARRIVED")
            made = shipping.plan_milestones(
                deed, ref, planned, arrival if isinstance(arrival, date) else None
            )
            yield Said(
                "{ref}: {count} more {count:step|steps} planned from its departure on {day},"
                " on the sheet Milestones.",
                ref=ref, count=len(made), day=planned,
            )  # fmt: skip


def _declarations(deed: Deed, touched: Touched) -> Iterator[Said]:
    for key, fields in touched.items():
        if fields is not None and not RELEASE & set(fields):
            continue
        row = deed.row("declaration", key)
        state = State[str(row["status"])]
        if state in clearing.DAY_OF:
            yield from _today_where_blank(deed, "declaration", key, row, clearing.DAY_OF[state])
        day = deed.row("declaration", key)["released"]
        if state is State.RELEASED and isinstance(day, date) and day <= deed.today:
            step = clearing.step_released(deed, row, day)
            if step:
                yield Said("{ref}: {step} on {day}, by {declaration}.", ref=row["shipment"],
                           step=step_said(step), day=day, declaration=key)  # fmt: skip


def _today_where_blank(deed: Deed, record: str, key: str, row: Row, field: str) -> Iterator[Said]:
    """The day of a state that was typed without one: today, and say so."""
    if row.get(field) is None:
        deed.change(record, key, {field: deed.today})
        column = Said(RECORDS[record].by_name[field].label)
        yield Said("{key}, {column}: {day}, as it was left blank.", key=key, column=column,
                   day=deed.today)  # fmt: skip


def follow_write_offs(deed: Deed, touched: Mapping[str, Collection[str]]) -> None:
    """Complete the invoices written off in a sheet; *touched*: the fields of each that changed."""
    for key, row in store.current(deed.db, RECORDS["invoice"], touched).items():
        typed = {"written_off", "written_off_on"} & set(touched[key])
        if typed or row.get("written_off") or row["status"] == "WRITTEN_OFF":
            as_typed(deed, key, touched[key])


def fields_touched(
    records: Collection[str],
    changed: Iterable[tuple[str, str, Collection[str]]],
    new: Iterable[tuple[str, str]] = (),
) -> dict[str, dict[str, Collection[str] | None]]:
    """The fields typed in each row of *records*, by record and key; None for a new row."""
    touched: dict[str, dict[str, Collection[str] | None]] = {name: {} for name in records}
    for record, key, fields in changed:
        if record in touched:
            touched[record][key] = {*(touched[record].get(key) or ()), *fields}
    for record, key in new:
        if record in touched:
            touched[record][key] = None
    return touched


MAILS = {"message": {"dossier", "status"}, "news": {"answer"}}
"""The fields of mails and of news whose change asks for something."""


def follow_mails(
    deed: Deed,
    changed: Sequence[tuple[str, str, Collection[str]]],
    reads: Mapping[str, TableRead],
) -> tuple[list[Said], list[Fault]]:
    """File the mails whose dossier was typed, write the news that was accepted.

    What came of it; and all that cannot be done, each at the cell where it is mended.
    """
    from comptoir.desk.mailing import filing, news  # noqa: PLC0415 - 0.1 s that other saves do not need

    said: list[Said] = []
    faults: list[Fault] = []
    for record, key, fields in changed:
        asked = MAILS.get(record, set()) & set(fields)
        if not asked:
            continue
        try:
            if record == "message":
                filing.decided(deed, key, fields)
            elif (became := news.answered(deed, key)) is not None:
                said.append(became)
        except Refused as refused:
            row, typed = deed.row(record, key), "dossier" if "dossier" in asked else min(asked)
            faults.append(_at_cell(refused, record, key, row, typed, reads.get(record)))
    return said, faults


def _at_cell(
    refused: Refused, record: str, key: str, row: Row, typed: str, read: TableRead | None
) -> Fault:
    """The refusal as a fault of the cell that it names, or of the one that was *typed*."""
    column = str(getattr(refused, "column", typed))
    where = read.cell_of(key, column) if read else key
    shown = "" if row.get(column) is None else str(row[column])
    label = RECORDS[record].by_name[column].label
    return Fault(where, label, shown, refused.said, type(refused).__name__)
