"""A claim in one click: the regime and why, the days to keep, the limit, and its way to the end.

Three tracks: against the carrier, under the regime of the carriage; against the supplier, under
the law of the sale; and the complaint of a customer, which waits for our answer.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal

from comptoir.desk.across import delivered_days
from comptoir.desk.deed import Deed
from comptoir.desk.quoting import NoRateKnown, rate_on
from comptoir.desk.shipping import MODES, number
from comptoir.errors import Refused
from comptoir.records import Row
from comptoir.records.chain import NO_DAYS, days_by_shipment, port_calendar
from comptoir.records.customs_claims import CLAIM_STATUS
from comptoir.rules.claims import (
    CLAIM_MOVES,
    FRANCE,
    ClaimState,
    Deadline,
    Harm,
    NoNoticeRule,
    ReadTheContract,
    Regime,
    deemed_lost,
    notice_deadline,
    regime,
    supplier_claim_bar,
    time_bar,
)
from comptoir.rules.liability import Harmed, MissingFigure, NoLimit, delay_limit, liability
from comptoir.rules.money import MixedCurrencies, Money, Rate
from comptoir.rules.workings import Step, Workings
from comptoir.wording import Said, mark

HARMS = {
    "APPARENT": Harm.APPARENT,
    "HIDDEN": Harm.HIDDEN,
    "DELAY": Harm.DELAY,
    "LOSS": Harm.LOSS,
}
DAY_OF = {ClaimState.RESERVED: "reserved", ClaimState.NOTIFIED: "notified"}
AMOUNT_OF = {
    ClaimState.CLAIMED: "claimed",
    ClaimState.ACCEPTED: "agreed",
    ClaimState.PAID: "recovered",
}
ANSWER_DAYS = 8
"""Days in which a customer's complaint gets a first answer: the firm's habit."""


class Undelivered(Refused):
    message = mark(
        "{shipment} is not delivered yet: damage is found at delivery. No claim was made."
        " Enter the delivery first, or claim for delay or loss."
    )


class NoCountries(Refused):
    message = mark(
        "{shipment} does not say where it was loaded and delivered: the law of the carriage depends"
        " on it. No claim was made. Enter both countries on the sheet Shipments."
    )


class NotItsContainer(Refused):
    message = mark(
        "{container} is not a container of {shipment}. No claim was made. Choose one of its own."
    )


class MoveNotAllowed(Refused):
    message = mark(
        "A claim that is {old} cannot become {new}. Nothing was changed. Choose one of: {allowed}."
    )


class Ended(MoveNotAllowed):
    message = mark(
        "{claim} is {old}: it cannot become {new}. Nothing was changed. Record another claim."
    )


class NeedsAmount(Refused):
    message = mark("{claim} cannot become {new} without its amount. Nothing was changed. Enter it.")


def open_claim(deed: Deed, shipment: str, harm: str, **told: object) -> str:
    """A claim on *shipment*: all that follows from it is proposed; *told* says the rest.

    *told* are fields of the claim: kind, container, kg, packages, proven, currency, received,
    regime, law, contract_days, reservations, party.
    """
    row = deed.row("shipment", shipment)
    told = deed.read("claim", told)
    kind = str(told.get("kind") or "TRANSPORT")
    box = str(told.get("container") or "")
    if box and deed.row("container", box)["shipment"] != shipment:
        raise NotItsContainer(container=box, shipment=shipment)
    came = delivered_days(deed.ask).get(box or shipment)
    received = told.get("received") or came
    if kind == "TRANSPORT" and harm in {"APPARENT", "HIDDEN"} and received is None:
        raise Undelivered(shipment=shipment)
    against = {"TRANSPORT": row.get("forwarder")}.get(kind, row["party"])
    claim: Row = {
        "shipment": shipment,
        "kind": kind,
        "harm": harm,
        "party": against,
        "order": _order(deed, shipment),
        "opened": deed.today,
        "received": received,
        "currency": row.get("cost_currency") or "EUR",
        **told,
    }
    if kind == "TRANSPORT":
        if not (row.get("from_country") and row.get("to_country")) and not told.get("regime"):
            raise NoCountries(shipment=shipment)
        claim |= _proposed(deed, shipment, row, claim)
    [ref] = deed.add("claim", [{**claim, **worked_out(deed, claim, row)}])
    return ref


def _order(deed: Deed, shipment: str) -> str | None:
    """The order of the goods, where they are of one order."""
    lines = deed.rows("order_line")
    orders = {
        str(lines[str(line["order_line"])]["order"])
        for line in deed.parts("shipment_line", shipment).values()
        if line.get("order_line")
    }
    return orders.pop() if len(orders) == 1 else None


def _proposed(deed: Deed, shipment: str, row: Row, claim: Row) -> Row:
    """The regime of the carriage and the agreed day, unless somebody said otherwise."""
    days = days_by_shipment(deed.ask("milestone")).get(shipment, {})
    planned, _, left = days.get("DEPARTED", NO_DAYS)
    on = next((day for day in (left, planned) if isinstance(day, date)), deed.today)
    found: Row = {}
    if not claim.get("regime"):
        choice = regime(
            MODES[str(row["mode"])], str(row["from_country"]), str(row["to_country"]), on
        )
        found["regime"] = choice.regime.name
        found["why"] = choice.why.in_(deed.lang)
    due = days.get("DELIVERED", days.get("ARRIVED", NO_DAYS))[0]
    if not claim.get("due_delivery") and isinstance(due, date):
        found["due_delivery"] = due
    return found


def worked_out(deed: Deed, claim: Row, shipment: Row) -> Row:
    """The days and the limit of a claim, with the steps that led to them."""
    if claim["kind"] == "SUPPLIER":
        return _against_supplier(deed, claim)
    if claim["kind"] == "CUSTOMER":
        opened = claim["opened"]
        assert isinstance(opened, date)
        return {"safe": opened + timedelta(days=ANSWER_DAYS)}
    found: Row = {}
    steps = Workings()
    for values, more in (_notice(claim, shipment), _bar(claim), _limit(deed, claim, shipment)):
        found |= values
        steps += more
    return {**found, "workings": steps.in_(deed.lang)}


def _against_supplier(deed: Deed, claim: Row) -> Row:
    law, received = str(claim.get("law") or "CISG"), claim.get("received")
    if not isinstance(received, date):
        return {"law": law}
    try:
        bar = supplier_claim_bar(law, received)
    except ReadTheContract:
        days = claim.get("contract_days")
        last = received + timedelta(days=days) if isinstance(days, int) else None
        return {"law": law, "deadline": last, "safe": last}
    soon = received + timedelta(days=14)
    steps = Workings((Step(soon, Said("notify within a reasonable time")),)) + bar.workings
    return {"law": law, "safe": soon, "deadline": bar.day, "bar": bar.day,
            "workings": steps.in_(deed.lang)}  # fmt: skip


def _notice(claim: Row, shipment: Row) -> tuple[Row, Workings]:
    """The last day to write to the carrier, and the safe one."""
    received, harm = claim.get("received"), HARMS.get(str(claim["harm"]))
    if not isinstance(received, date) or harm is None:
        return {}, Workings()
    place = port_calendar(shipment.get("to_country")) or FRANCE
    days = claim.get("contract_days")
    try:
        last = notice_deadline(
            Regime[str(claim["regime"])],
            harm,
            received,
            place,
            contract_days=days if isinstance(days, int) else None,
        )
    except (NoNoticeRule, ReadTheContract) as none:
        return {}, Workings((Step("-", none.said),))
    return {"deadline": last.day, "safe": last.safe}, last.workings


def _bar(claim: Row) -> tuple[Row, Workings]:
    """The last day to sue: from the delivery, or from the day lost goods were due."""
    law, start = Regime[str(claim["regime"])], claim.get("received")
    if not isinstance(start, date):
        start = claim.get("due_delivery")
        if claim["harm"] == "LOSS" and isinstance(start, date):
            with suppress(NoNoticeRule):
                start = deemed_lost(law, due=start).day
    if not isinstance(start, date):
        return {}, Workings()
    try:
        bar: Deadline = time_bar(law, start)
    except ReadTheContract as none:
        return {}, Workings((Step("-", none.said),))
    return {"bar": bar.day}, bar.workings


def _limit(deed: Deed, claim: Row, shipment: Row) -> tuple[Row, Workings]:
    """The most the carrier owes, in the currency of the claim, and what can be obtained."""
    currency = str(claim["currency"])
    harmed = _harmed(claim, shipment, currency)
    law, on = Regime[str(claim["regime"])], deed.today
    try:
        sdr = sdr_rate(deed, currency)
        if claim["harm"] == "DELAY":
            owed = delay_limit(law, harmed, on, sdr)
        else:
            owed = liability(law, harmed, on, sdr)
    except (NoLimit, MissingFigure, MixedCurrencies) as none:
        return {}, Workings((Step("-", none.said),))
    values: Row = {}
    if owed.converted is not None and owed.converted.currency == currency:
        values["limit"] = owed.converted.amount
    if owed.payable is not None and owed.payable.currency == currency:
        values["payable"] = owed.payable.amount
    return values, owed.workings


def _harmed(claim: Row, shipment: Row, currency: str) -> Harmed:
    """What was lost or late, and the consignment it was part of."""
    kg = number(claim["kg"]) if claim.get("kg") is not None else None
    packages = int(str(claim.get("packages") or 0))
    freight, proven, whole = shipment.get("freight"), claim.get("proven"), shipment.get("gross_kg")
    same = str(shipment.get("cost_currency") or "EUR") == currency
    return Harmed(
        kg=kg,
        packages=packages,
        parcels=(kg,) if kg and packages == 1 else (),
        consignment_kg=number(whole) if whole is not None else None,
        carriage=Money(number(freight), currency) if freight and same else None,
        proven=Money(number(proven), currency) if proven is not None else None,
    )


def sdr_rate(deed: Deed, currency: str) -> Rate | None:
    """What one special drawing right is worth in *currency*, through the euro; None if unknown."""
    rates = deed.rows("rate")
    try:
        sdr = rate_on("XDR", deed.today, rates)
        other = Decimal(1) if currency == "EUR" else rate_on(currency, deed.today, rates).value
    except NoRateKnown:
        return None
    value = (other / sdr.value).quantize(Decimal("0.000001"))
    return Rate("XDR", currency, value, sdr.day, sdr.source)


def move_claim(
    deed: Deed, claim: str, to: ClaimState, day: date, amount: Decimal | None = None
) -> None:
    """Take a claim to its next state, with the day or the amount that goes with it."""
    row = deed.row("claim", claim)
    old = ClaimState[str(row["status"])]
    if not CLAIM_MOVES[old]:
        raise Ended(claim=claim, old=_word(old), new=_word(to))
    if to not in CLAIM_MOVES[old]:
        raise MoveNotAllowed(
            old=_word(old), new=_word(to), allowed=[_word(one) for one in CLAIM_MOVES[old]]
        )
    values: Row = {"status": to.name}
    if to in DAY_OF:
        values[DAY_OF[to]] = day
    if to in AMOUNT_OF:
        kept = amount if amount is not None else row.get(AMOUNT_OF[to])
        if kept is None:
            raise NeedsAmount(claim=claim, new=_word(to))
        values |= deed.read("claim", {AMOUNT_OF[to]: kept}, claim)
    deed.change("claim", claim, values)


def usual_move(row: Row) -> ClaimState | None:
    """What a claim usually becomes next, by the amounts and days on its row; None at the end."""
    state = ClaimState[str(row["status"])]
    moves = CLAIM_MOVES[state]
    for to in reversed(AMOUNT_OF):
        if to in moves and row.get(AMOUNT_OF[to]) is not None:
            return to
    if state is ClaimState.RECORDED and not row.get("reserved"):
        return ClaimState.NOTIFIED
    return moves[0] if moves else None


def remind(deed: Deed, claim: str, day: date) -> None:
    """One more reminder was sent."""
    row = deed.row("claim", claim)
    sent = int(str(row.get("reminders") or 0)) + 1
    deed.change("claim", claim, {"reminders": sent, "reminded": day})


def work_out_again(deed: Deed, claim: str) -> None:
    """Work out the regime, the days and the limit of a claim, after its facts have changed.

    A claim on goods whose countries nobody knows is left as it is.
    """
    row = deed.row("claim", claim)
    shipment = deed.row("shipment", str(row["shipment"])) if row.get("shipment") else {}
    facts: Row = {}
    if row.get("received") is None and shipment:
        facts["received"] = delivered_days(deed.ask).get(str(row["container"] or row["shipment"]))
    if row.get("opened") is None:
        facts["opened"] = deed.today
    if row.get("party") is None and shipment:
        facts["party"] = shipment.get("forwarder" if row["kind"] == "TRANSPORT" else "party")
    if row.get("order") is None and shipment:
        facts["order"] = _order(deed, str(row["shipment"]))
    if row["kind"] == "TRANSPORT":
        known = shipment.get("from_country") and shipment.get("to_country")
        if not known and not row.get("regime"):
            return
        facts |= _proposed(deed, str(row["shipment"]), shipment, {**row, **facts})
    facts |= worked_out(deed, {**row, **facts}, shipment)
    deed.change("claim", claim, facts)


def _word(state: ClaimState) -> Said:
    return Said(CLAIM_STATUS.options[state.name])
