"""Letters about claims: to the carrier, the insurer, the supplier, and to a customer."""

from __future__ import annotations

from datetime import timedelta

from comptoir.letters.contexts.claims import Reckoned
from comptoir.letters.contexts.letterhead import text
from comptoir.letters.gathering.asking import Ask, Case, day, decimal, known, listed, money, one_of
from comptoir.letters.gathering.deals import names
from comptoir.letters.gathering.transport import Consignment, consignment, ends
from comptoir.records import Row
from comptoir.records.customs_claims import HARM, LAW
from comptoir.rules.claims import Harm, ReadTheContract, Regime, supplier_claim_bar
from comptoir.wording import Said

Facts = dict[str, object]
_HARMS = {
    "APPARENT": Harm.APPARENT,
    "HIDDEN": Harm.HIDDEN,
    "DELAY": Harm.DELAY,
    "LOSS": Harm.LOSS,
}
_LAWS = {"CISG": Said("the Vienna Convention on sales (CISG)")}
_MONTH, _TEN, _WEEK = timedelta(days=30), timedelta(days=10), timedelta(days=7)


def against(ask: Ask, claim: Row) -> str:
    """Whom a claim is against: its party, else the forwarder of its shipment."""
    shipment = ask("shipment").get(text(claim, "shipment"), {})
    return text(claim, "party") or text(shipment, "forwarder")


def insurer(ask: Ask, _claim: Row) -> str:
    return one_of(ask, "INSURER")


def _sent(case: Case) -> Consignment | None:
    row = case.linked("shipment")
    return consignment(case.ask, row, case.lang) if row else None


def _goods(case: Case) -> str:
    sent = _sent(case)
    if sent and sent.names:
        return listed(sent.names, case)
    order = text(case.row, "order")
    return names(case, "order", order) if order in case.ask("order") else ""


def _found(row: Row) -> str:
    return "; ".join(one for one in (text(row, "reservations"), text(row, "note")) if one)


def carriage(case: Case) -> Facts:
    """What reservations and a claim to a carrier rest on."""
    row, sent = case.row, _sent(case)
    way = ends(case, sent) if sent else {}
    return known(
        transport_doc=text(sent.row, "transport_doc") if sent else "",
        loaded=way.get("pol"),
        delivered_at=way.get("pod"),
        received=day(row, "received"),
        regime=Regime[str(row["regime"])] if row.get("regime") else None,
        harm=_HARMS.get(str(row["harm"])),
        goods=_goods(case),
        packages=sent.packages if sent else None,
        packages_harmed=row.get("packages"),
        kg_harmed=row.get("kg"),
        finding=_found(row) or HARM.words(case.lang)[str(row["harm"])],
        driver_reservation=text(row, "reservations"),
    )


def claim(case: Case) -> Facts:
    row = case.row
    loss = money(row, "proven") or money(row, "claimed")
    worth = case.words(Said("value of the goods lost or damaged, by invoice"))
    return {
        **carriage(case),
        "answer_by": case.day + _MONTH,
        "reserved": day(row, "reserved") or day(row, "notified"),
        **known(amounts=(Reckoned(worth, loss),) if loss else ()),
    }


def insurer_notice(case: Case) -> Facts:
    row, sent = case.row, _sent(case)
    way = ends(case, sent) if sent else {}
    carrier = case.ask("party").get(against(case.ask, row), {})
    return {
        "claim_ref": str(row["ref"]),
        "survey_by": case.day + _WEEK,
        "claimed_on": day(row, "reserved") or day(row, "notified"),
        **known(
            policy=case.ours("insurance_policy"),
            transport_doc=text(sent.row, "transport_doc") if sent else "",
            carrier=text(carrier, "name"),
            received=day(row, "received"),
            goods=_goods(case),
            harm=_found(row) or HARM.words(case.lang)[str(row["harm"])],
            estimate=money(row, "proven") or money(row, "claimed"),
            place=way.get("pod"),
        ),
    }


def supplier_claim(case: Case) -> Facts:
    """Goods that do not conform, notified to who sold them; the remedy is a credit if priced."""
    row = case.row
    law = str(row.get("law") or "CISG")
    received = day(row, "received")
    loss = money(row, "proven")
    last, basis = day(row, "bar") or day(row, "deadline"), ""
    if received:
        try:
            bar = supplier_claim_bar(law, received)
            last, basis = last or bar.day, bar.basis
        except ReadTheContract:
            basis = case.words(Said("the contract"))
    packages = row.get("packages")
    order = case.linked("order")
    return {
        "lot": "",
        "evidence": (),
        "answer_by": case.day + _TEN,
        "law": case.words(_LAWS[law]) if law in _LAWS else LAW.words(case.lang)[law],
        "quantity": decimal(row, "packages") if packages else decimal(row, "kg") or None,
        "unit": case.words(Said("packages")) if packages else "kg",
        **known(
            order_ref=text(order, "their_ref") or text(row, "order") or text(row, "shipment"),
            received=received,
            found=day(row, "opened"),
            goods=_goods(case),
            finding=_found(row),
            remedy=case.words(Said("a credit note of {amount}", amount=loss)) if loss else "",
            last_day=last,
            basis=basis,
        ),
    }


def complaint_reply(case: Case) -> Facts:
    """Yes once an amount is agreed, no once the complaint is rejected; else it must be told."""
    row = case.row
    decided = {"ACCEPTED": True, "PAID": True, "REJECTED": False}.get(str(row.get("status")))
    agreed = money(row, "agreed")
    order = case.linked("order")
    return {
        "complaint_ref": str(row["ref"]),
        **known(
            received=day(row, "opened"),
            order_ref=text(order, "their_ref") or text(row, "order") or text(row, "shipment"),
            goods=_goods(case),
            finding=text(row, "note"),
            accepted=True if agreed else decided,
            remedy=case.words(Said("a credit note of {amount}", amount=agreed)) if agreed else "",
        ),
    }
