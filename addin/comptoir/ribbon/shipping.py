"""Buttons of a shipment: made of an order, its papers, its freight, its customs, its claims."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from comptoir.desk import Desk, claiming, clearing, papers, quoting, shipping
from comptoir.desk.across import delivered_days
from comptoir.desk.deed import Deed as Work
from comptoir.desk.reporting import label, worded
from comptoir.desk.shipping_figures import Waiting, demurrage_forecast
from comptoir.errors import Refused
from comptoir.records import RECORDS, Row
from comptoir.records.customs_claims import CLAIM_STATUS, PAPER
from comptoir.ribbon.declared import Deed
from comptoir.ribbon.rows import edits_settled, row_under, shown
from comptoir.ribbon.told import Pressed, Told
from comptoir.sheets.live.cursor import Place
from comptoir.wording import Said, mark

CLAIM_SHOWN = ("regime", "why", "safe", "deadline", "bar", "limit", "payable", "currency")


class NotAnOrder(Refused):
    message = mark(
        "A shipment is made of an order. Nothing was done."
        " Click on a row of the sheet Orders or Lines, then press the button again."
    )


class NotAShipment(Refused):
    message = mark(
        "The cursor is not on a shipment or on something of one. Nothing was done."
        " Click on a row of the workbook of shipments, then press the button again."
    )


def new_shipment(desk: Desk, book: Pressed) -> Told:
    """Make a shipment of what is left of the order under the cursor."""
    place = row_under(book)
    edits_settled(desk, book)
    with desk.deed("shipment new") as work:
        order = _order(work, place)
        ref = shipping.new_shipment(work, [order])
        count = len(work.parts("shipment_line", ref))
    return shown(
        desk,
        book,
        Said("{ref}: {count} {count:line|lines} of {order} in the workbook of shipments. Refresh"
             " it, then enter the planned departure on its sheet Milestones: the other steps"
             " follow.", ref=ref, count=count, order=order),
    )  # fmt: skip


WEEK = timedelta(days=7)


def free_time(desk: Desk, book: Pressed) -> Told:
    """Until when the containers of the shipment are free, and what they owe after that."""
    place = row_under(book)
    edits_settled(desk, book)
    with desk.deed("shipment demurrage") as work:
        ref = _shipment(work, place)
        today = work.today
        soon, later = (demurrage_forecast(work.ask, ref, day) for day in (today, today + WEEK))
    lines = [one for pair in zip(soon, later, strict=True) for one in _waiting(*pair)]
    status = Said("{ref}: free time of {count} {count:container|containers}.",
                  ref=ref, count=len(soon))  # fmt: skip
    return Told(status, [status, *lines])


def _waiting(soon: Waiting, later: Waiting) -> Iterator[Said]:
    """The lines of one container: its last free day, then what it owes, or has owed."""
    sure = (
        Said("{number} is free until {day}", number=soon.number, day=soon.free_until)
        if soon.certain
        else Said(
            "{number} is free until {day}, by its expected arrival",
            number=soon.number,
            day=soon.free_until,
        )
    )
    yield sure
    for one in (soon, later) if later.out != soon.out else (soon,):
        if one.owed is not None:
            yield Said(
                "   out on {day}: {days} {days:day|days} late, {amount}",
                day=one.out, days=one.owed.days, amount=one.owed.amount,
            )  # fmt: skip


def _order(work: Work, place: Place) -> str:
    if place.record == "order":
        return place.key
    if place.record == "order_line":
        return str(work.row("order_line", place.key)["order"])
    raise NotAnOrder


def _shipment(work: Work, place: Place) -> str:
    """The shipment that the row under the cursor is, or is about."""
    if place.record == "shipment":
        return place.key
    if place.record in RECORDS and "shipment" in RECORDS[place.record].by_name:
        row = work.row(place.record, place.key)
        if row.get("shipment"):
            return str(row["shipment"])
    raise NotAShipment


def list_papers(desk: Desk, book: Pressed) -> Told:
    """Add the papers that the rules ask for and the shipment lacks; say where each one is."""
    place = row_under(book)
    edits_settled(desk, book)
    with desk.deed("shipment papers") as work:
        ref = _shipment(work, place)
        added = papers.list_papers(work, ref)
        lines = [_paper(key, row) for key, row in work.parts("document", ref).items()]
    status = Said("{ref}: {count} papers, {added} of them new on the sheet Documents.",
                  ref=ref, count=len(lines), added=len(added))  # fmt: skip
    return shown(desk, book, status, [status, *lines])


def _paper(key: str, row: Row) -> Said:
    title = row.get("title") or Said(PAPER.options[str(row["paper"])])
    if row.get("received"):
        return Said("{key} {title}: received on {day}", key=key, title=title, day=row["received"])
    if row.get("due") is None:
        return Said("{key} {title}: missing", key=key, title=title)
    return Said("{key} {title}: missing, due on {day}", key=key, title=title, day=row["due"])


def compare_freight(desk: Desk, book: Pressed) -> Told:
    """Put the quotes of the shipment side by side; on a quote with its reason, offer to book it."""
    place = row_under(book)
    edits_settled(desk, book)
    with desk.deed("shipment quotes") as work:
        ref = _shipment(work, place)
        found = quoting.compare(work, ref)
        reason = _reason(work, place)
    lines = list(_compared(found))
    question = Said("Book {quote}: {reason}?", quote=place.key, reason=reason)
    if not reason or not book.ask(question):
        return Told(Said("{ref}: {count} quotes compared.", ref=ref, count=len(found.quotes)),
                    lines)  # fmt: skip
    with desk.deed("shipment quotes") as work:
        quoting.choose(work, ref, place.key, reason)
    return shown(desk, book, Said("{quote} is chosen: {why}", quote=place.key, why=reason), lines)


def _reason(work: Work, place: Place) -> str:
    """Why the quote under the cursor should be booked, as the assistant typed it; else nothing."""
    if place.record != "quote":
        return ""
    row = work.row("quote", place.key)
    return "" if row.get("chosen") else str(row.get("reason") or "")


def _compared(found: quoting.Comparison) -> Iterator[Said]:
    for one in found.quotes:
        yield Said("{quote} {forwarder}: {facts}", quote=one.key, forwarder=one.forwarder,
                   facts=_facts(one))  # fmt: skip
        yield from (Said("   {remark}", remark=remark) for remark in (*one.missing, *one.remarks))
        if one.expired:
            yield Said("   {remark}", remark=Said("expired"))
    if found.break_even is not None:
        yield Said(
            "Whole containers pay from {break_even} revenue tons; this shipment has {tons}.",
            break_even=found.break_even,
            tons=found.revenue_tons,
        )
    yield Said("To book one: say why in its column Why, save, then press this button on its row.")


def _facts(one: quoting.Compared) -> list[Said]:
    """What is known of a quote, as it is read in a line."""
    known = (
        (one.cost, Said("{cost} door to door", cost=one.cost)),
        (one.transit_days, Said("{days} days", days=one.transit_days)),
        (one.co2_kg, Said("{kg} kg CO₂e", kg=one.co2_kg)),
        (one.reliability, Said("{percent} % on time so far", percent=one.reliability)),
    )
    return [said for value, said in known if value is not None]


def estimate_customs(desk: Desk, book: Pressed) -> Told:
    """Estimate value, duty, VAT and landed cost of the import; brought back onto its lines."""
    place = row_under(book)
    edits_settled(desk, book)
    with desk.deed("shipment estimate") as work:
        ref = _shipment(work, place)
        found = clearing.keep_estimate(work, ref)
    status = Said(
        "{ref}: customs value {value}, duty {duty}, VAT {vat}, landed {landed}.",
        ref=ref, value=found.value, duty=found.duty, vat=found.vat, landed=found.total,
    )  # fmt: skip
    lines = [
        Said("{key}: landed {total}, {each} each", key=key, total=line.total, each=line.per_unit)
        for key, line in zip(found.lines, found.landed, strict=True)
    ]
    return shown(desk, book, status, [status, *lines])


def open_claim(desk: Desk, book: Pressed) -> Told:
    """Open a claim on the shipment, or the container, under the cursor; the law follows.

    On a claim there is already, offer its next state.
    """
    place = row_under(book)
    edits_settled(desk, book)
    if place.record == "claim":
        return _go_on(desk, book, place.key)
    with desk.deed("claim") as work:
        ref = _shipment(work, place)
        came = delivered_days(work.ask)
    box = {"container": place.key} if place.record == "container" else {}
    goods = box.get("container", ref)
    harm = _harm(book, goods, delivered=goods in came)
    with desk.deed("claim") as work:
        made = claiming.open_claim(work, ref, harm, **box)
        row = work.row("claim", made)
    status = Said("{claim} is recorded on the sheet Claims. Enter its packages, weight and value.",
                  claim=made)  # fmt: skip
    lines = [
        Said(
            "{column}: {purpose}", column=label("claim", name), purpose=worded("claim", name, told)
        )
        for name in CLAIM_SHOWN
        if (told := row.get(name)) is not None
    ]
    return shown(desk, book, status, [status, *lines])


def _go_on(desk: Desk, book: Pressed, claim: str) -> Told:
    """Take a claim to its usual next state, today, where the assistant agrees."""
    with desk.deed("claim") as work:
        row = work.row("claim", claim)
    old, to = Said(CLAIM_STATUS.options[str(row["status"])]), claiming.usual_move(row)
    if to is None:
        ended = Said("{claim} is {status}: nothing is left to do for it.", claim=claim, status=old)
        return Told(ended, [ended])
    new = Said(CLAIM_STATUS.options[to.name])
    question = Said("{claim} is {status}. Is it {new} today?", claim=claim, status=old, new=new)
    if not book.ask(question):
        return Told(Said("Nothing was changed. Choose another state in the column Status, and"
                         " save."))  # fmt: skip
    with desk.deed("claim") as work:
        claiming.move_claim(work, claim, to, work.today)
    return shown(desk, book, Said("{ref} is {status}.", ref=claim, status=new))


def _harm(book: Pressed, ref: str, *, delivered: bool) -> str:
    """What happened, by one question: what is asked depends on whether the goods came."""
    if delivered:
        seen = Said("{ref}: could the damage be seen from outside at delivery?", ref=ref)
        return "APPARENT" if book.ask(seen) else "HIDDEN"
    lost = Said("{ref} is not delivered. Is it lost? Answer no if it is only late.", ref=ref)
    return "LOSS" if book.ask(lost) else "DELAY"


DEEDS = (
    Deed(
        "new_shipment", mark("New shipment"),
        mark("Make a shipment of what is left of the order under the cursor."),
        "shipment_group", new_shipment,
    ),
    Deed(
        "papers", mark("Papers"),
        mark("The papers this shipment needs by the rules; those it lacks are added."),
        "shipment_group", list_papers, large=False,
    ),
    Deed(
        "quotes", mark("Compare freight"),
        mark("The quotes of this shipment on one footing; on a quote that says why, book it."),
        "shipment_group", compare_freight, large=False,
    ),
    Deed(
        "customs", mark("Customs"),
        mark("Estimate value, duty, VAT and landed cost of this import, line by line."),
        "shipment_group", estimate_customs, large=False,
    ),
    Deed(
        "free_time", mark("Free time"),
        mark("Until when the containers of this shipment are free, and what they cost after that."),
        "shipment_group", free_time, large=False,
    ),
    Deed(
        "claim", mark("Claim"),
        mark("Open a claim on this shipment, with its last day and limit; take a claim further."),
        "shipment_group", open_claim, large=False,
    ),
)  # fmt: skip
