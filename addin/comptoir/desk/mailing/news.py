"""News read in mails: offered with the record they would be written to; written on a yes only.

What the record says already is no news. A number or a name of a shipment in the mail says which
shipment of the dossier is meant; where several may be, the assistant names it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from datetime import date, timedelta

from comptoir.desk import clearing, shipping
from comptoir.desk.deed import Deed
from comptoir.desk.mailing.reading import Judge, Judged
from comptoir.errors import Refused
from comptoir.mail.book import key_of
from comptoir.mail.proposals import Fact, Proposal
from comptoir.records import Row, Rows
from comptoir.rules.clearance import State
from comptoir.wording import Said, mark

ARRIVED, LATER = "ARRIVED", timedelta(days=2)
ON_ORDER = {Fact.CONFIRMED, Fact.CLAIM}
ON_SHIPMENT = {Fact.NEW_ETA, Fact.TRACKING, Fact.MRN, Fact.ARRIVAL}
LONGEST = 300


class NoTarget(Refused):
    """Nothing says which record the news is about."""

    column = "target"
    message = mark(
        "{news} could be about several records, or none. Nothing was written."
        " Enter the order or shipment in the column Record, then accept."
    )


class NothingRead(Refused):
    """The day or the number was deleted."""

    column = "day"
    message = mark(
        "{news} has no day or number any more. Nothing was written. Enter it, or refuse the news."
    )


class NoNumberRead(NothingRead):
    """The number was deleted."""

    column = "number"


class NoDeclaration(Refused):
    """There is no declaration that still wants an MRN."""

    message = mark(
        "{shipment} has no customs declaration that waits for an MRN. Nothing was written."
        " Instruct the broker first, or refuse the news."
    )


class AnsweredAlready(Refused):
    """The news was accepted or refused before."""

    message = mark(
        "{news} was answered before: {became} Nothing was changed."
        " Correct the record itself where it is wrong."
    )


# ------------------------------------------------------------------ offering


def placed(deed: Deed, message: str, one: Judged, judge: Judge) -> Iterator[Row]:
    """The news of a mail as rows, each with the record it would be written to."""
    dossiers = one.dossiers or one.proposed
    for news in one.news:
        if news.fact in ON_SHIPMENT and not _under_way(dossiers, judge):
            continue  # all of it has arrived: an old mail, or one that comes late
        target = _target(deed, news.fact, dossiers, one, judge)
        if target and _known_already(deed, news, target):
            continue
        yield {
            "message": message,
            "fact": news.fact.name,
            "day": news.value if isinstance(news.value, date) else None,
            "number": news.value if isinstance(news.value, str) else None,
            "other_day": news.or_else,
            "target": target,
            "passage": news.words[:LONGEST],
            "place": news.where.in_(deed.lang)[:200],
            "answer": "WAITING",
        }


def _target(
    deed: Deed, fact: Fact, dossiers: Collection[str], one: Judged, judge: Judge
) -> str | None:
    if fact in ON_ORDER:
        mine = [key for key in dossiers if fact is Fact.CLAIM or _bought(deed, key)]
        return mine[0] if len(mine) == 1 and len(dossiers) == 1 else None
    under_way = _under_way(dossiers, judge)
    named = [key for key in under_way if _named(deed, key, one)]
    found = named or list(under_way)
    return found[0] if len(found) == 1 else None


def _under_way(dossiers: Collection[str], judge: Judge) -> dict[str, None]:
    """The shipments of *dossiers* that are not delivered."""
    return {key: None for one in dossiers for key in judge.dossiers.shipments.get(one, ())}


def _bought(deed: Deed, key: str) -> bool:
    order = deed.rows("order").get(key)
    return order is not None and order.get("flow") == "IMP"


def _named(deed: Deed, shipment: str, one: Judged) -> bool:
    """Whether the mail or its files name the shipment, by any of its numbers."""
    row = deed.rows("shipment")[shipment]
    numbers = [shipment, row.get("booking"), row.get("transport_doc")]
    numbers += [box.get("number") for box in deed.parts("container", shipment).values()]
    message = one.read.message
    texts = (message.subject, message.text, *(text.text[:20_000] for text in one.read.texts))
    whole = key_of("\n".join(texts))
    return any(len(key := key_of(str(number))) > 5 and key in whole for number in numbers if number)  # noqa: PLR2004 - shorter is chance


def _known_already(deed: Deed, news: Proposal, target: str) -> bool:
    match news.fact:
        case Fact.NEW_ETA:
            steps = _arrival(deed, target)
            return news.value in {day for row in steps for day in _days(row)} or any(
                row.get("actual") for row in steps
            )
        case Fact.CONFIRMED:
            order = deed.rows("order")[target]
            over = order.get("status") in {"SHIPPED", "DELIVERED", "CLOSED", "CANCELLED"}
            return over or order.get("committed") == news.value
        case Fact.TRACKING:
            return deed.rows("shipment")[target].get("transport_doc") == news.value
        case Fact.MRN:
            mine = deed.parts("declaration", target).values()
            return any(row.get("mrn") == news.value for row in mine)
    return False


def _arrival(deed: Deed, shipment: str) -> list[Row]:
    steps = deed.parts("milestone", shipment).values()
    return [row for row in steps if row["kind"] == ARRIVED]


def _days(row: Row) -> list[object]:
    """What the arrival is expected on now: the latest word only."""
    return [row.get("actual") or row.get("expected") or row.get("planned")]


# ------------------------------------------------------------------ answering


def accept(deed: Deed, news: str) -> Said:
    """Write what the news says to its record: what became of it, as a sentence."""
    row = deed.row("news", news)
    _refuse_twice(news, row)
    said = _WRITERS[Fact[str(row["fact"])]](deed, news, row)
    deed.change("news", news, {"answer": "YES", "became": said.in_(deed.lang)[:LONGEST]})
    return said


def refuse(deed: Deed, news: str) -> Said:
    """Leave the record as it is."""
    row = deed.row("news", news)
    _refuse_twice(news, row)
    said = Said("Nothing was written.")
    deed.change("news", news, {"answer": "NO", "became": said.in_(deed.lang)})
    return said


def answered(deed: Deed, news: str) -> Said | None:
    """What follows from the answer that a person typed; None while it waits."""
    row = deed.row("news", news)
    if row.get("answer") == "YES":
        return accept(deed, news)
    if row.get("answer") == "NO":
        return refuse(deed, news)
    _refuse_twice(news, row)
    return None


def _refuse_twice(news: str, row: Row) -> None:
    if row.get("became"):
        raise AnsweredAlready(news=news, became=row["became"])


def _target_of(news: str, row: Row, known: Rows) -> str:
    target = str(row.get("target") or "")
    if target not in known:
        raise NoTarget(news=news)
    return target


def _day_of(news: str, row: Row) -> date:
    day = row.get("day")
    if not isinstance(day, date):
        raise NothingRead(news=news)
    return day


def _number_of(news: str, row: Row) -> str:
    if not row.get("number"):
        raise NoNumberRead(news=news)
    return str(row["number"])


def _note_of(deed: Deed, row: Row) -> str:
    mail = deed.row("message", str(row["message"]))
    return f"{row['message']} {mail.get('sender') or ''}".strip()


def _new_eta(deed: Deed, news: str, row: Row) -> Said:
    shipment = _target_of(news, row, deed.rows("shipment"))
    day = _day_of(news, row)
    before = next((d for step in _arrival(deed, shipment) for d in _days(step)), None)
    shipping.expected(deed, shipment, ARRIVED, day, _note_of(deed, row))
    return Said("{shipment}: expected on {day}, {before} before.",
                shipment=shipment, day=day, before=before)  # fmt: skip


def _confirmed(deed: Deed, news: str, row: Row) -> Said:
    order = _target_of(news, row, deed.rows("order"))
    day = _day_of(news, row)
    now = deed.row("order", order)
    written = deed.row("message", str(row["message"])).get("received") or deed.today
    values: Row = {"committed": day, "confirmed": now.get("confirmed") or written}
    if now.get("status") in {"DRAFT", "PLACED"}:
        values["status"] = "CONFIRMED"
    deed.change("order", order, values)
    return Said("{order}: confirmed for {day}, {before} before.",
                order=order, day=day, before=now.get("committed"))  # fmt: skip


def _tracking(deed: Deed, news: str, row: Row) -> Said:
    shipment = _target_of(news, row, deed.rows("shipment"))
    number = _number_of(news, row)
    before = deed.row("shipment", shipment).get("transport_doc")
    if before and key_of(str(before)) != key_of(number):
        note = deed.row("shipment", shipment).get("note")
        said = Said("tracking number {number}", number=number).in_(deed.lang)
        deed.change(
            "shipment", shipment, {"note": "\n".join(filter(None, [str(note or ""), said]))}
        )
        return Said("{shipment}: tracking number {number} noted beside {before}.",
                    shipment=shipment, number=number, before=before)  # fmt: skip
    deed.change("shipment", shipment, {"transport_doc": number})
    return Said("{shipment}: tracking number {number}.", shipment=shipment, number=number)


def _mrn(deed: Deed, news: str, row: Row) -> Said:
    shipment = _target_of(news, row, deed.rows("shipment"))
    number = _number_of(news, row)
    waiting = [
        key for key, one in deed.parts("declaration", shipment).items() if not one.get("mrn")
    ]
    if len(waiting) != 1:
        raise NoDeclaration(shipment=shipment)
    declaration = waiting[0]
    deed.change("declaration", declaration, {"mrn": number})
    state = deed.row("declaration", declaration)["status"]
    if state == State.LODGED.name:
        day = deed.row("message", str(row["message"])).get("received")
        clearing.move(
            deed, declaration, State.ACCEPTED, day if isinstance(day, date) else deed.today
        )
    return Said("{declaration}: MRN {number}.", declaration=declaration, number=number)


def _task(deed: Deed, row: Row, what: Said, due: date) -> str:
    mail = deed.row("message", str(row["message"]))
    [task] = deed.add("task", [{
        "what": what.in_(deed.lang),
        "due": due,
        "about": row.get("target") or _first(mail.get("dossier")),
        "party": mail.get("party"),
        "note": f"{row['message']}: {row.get('passage') or ''}",
    }])  # fmt: skip
    return task


def _first(dossiers: object) -> str | None:
    found = re.split(r",\s*", str(dossiers or ""))
    return found[0] or None


def _arrival_notice(deed: Deed, news: str, row: Row) -> Said:  # noqa: ARG001 - as every writer
    task = _task(deed, row, Said("Arrange clearance and delivery: arrival notice received"),
                 deed.today + timedelta(days=1))  # fmt: skip
    return Said("Task {task}: arrange clearance and delivery.", task=task)


def _claim(deed: Deed, news: str, row: Row) -> Said:  # noqa: ARG001 - as every writer
    task = _task(deed, row, Said("Answer the complaint, and make reservations if they are due"),
                 deed.today + LATER)  # fmt: skip
    return Said("Task {task}: answer the complaint.", task=task)


_WRITERS: dict[Fact, Callable[[Deed, str, Row], Said]] = {
    Fact.NEW_ETA: _new_eta,
    Fact.CONFIRMED: _confirmed,
    Fact.TRACKING: _tracking,
    Fact.MRN: _mrn,
    Fact.ARRIVAL: _arrival_notice,
    Fact.CLAIM: _claim,
}
