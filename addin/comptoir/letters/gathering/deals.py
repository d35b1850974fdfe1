"""Letters about offers, orders and invoices."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from comptoir.letters.contexts import dunning, goods
from comptoir.letters.contexts.letterhead import country_name, text
from comptoir.letters.contexts.wordings import incoterm_said
from comptoir.letters.gathering.asking import Ask, Case, day, decimal, known, listed, parts
from comptoir.letters.gathering.telling import WANTED
from comptoir.letters.gathering.transport import consignments
from comptoir.records import Row
from comptoir.records.kinds import Flag
from comptoir.rules.documents import buyer_statement_due
from comptoir.rules.money import Money, total
from comptoir.rules.payment import Reminder
from comptoir.wording import Said

_STAGES = {
    "reminder_1": Reminder.COURTEOUS,
    "reminder_2": Reminder.FIRM,
    "final_notice": Reminder.FINAL_NOTICE,
}
_SOON, _FORTNIGHT = timedelta(days=7), timedelta(days=14)
Facts = dict[str, object]


def lines(case: Case, record: str, ref: object = None) -> tuple[goods.Line, ...]:
    """The lines of an order or offer, in the letter's language."""
    rows = case.parts(f"{record}_line", record, ref)
    of = case.row if ref is None else case.ask(record)[str(ref)]
    return goods.lines_of(rows, case.ask("product"), str(of["currency"]), case.lang)


def names(case: Case, record: str, ref: object = None) -> str:
    """What an order or offer is of, in a few words."""
    return listed((line.name for line in lines(case, record, ref)), case)


def of_order(case: Case) -> goods.Goods:
    rows = case.parts("order_line", "order")
    return goods.goods(case.row, rows, case.ask("product"), case.lang)


def of_offer(case: Case) -> goods.Goods:
    rows = case.parts("offer_line", "offer")
    return goods.goods(case.row, rows, case.ask("product"), case.lang)


def packed(case: Case) -> goods.Goods:
    """What a packing list says: the lines of the shipment asked for, else those of the order."""
    sent = [one for one in consignments(case) if case.asked in {one.ref, str(case.row["ref"])}]
    if len(sent) != 1 or not sent[0].lines:
        return of_order(case)
    of, told = case.ask("order_line"), sent[0]
    rows = [
        {**line, "product": of.get(str(line.get("order_line")), {}).get("product")}
        for line in told.lines
        if of.get(str(line.get("order_line")), {}).get("order") == case.row["ref"]
    ]
    whole = goods.goods(case.row, rows, case.ask("product"), case.lang)
    return replace(
        whole, packages=told.packages or whole.packages, gross_kg=told.gross_kg or whole.gross_kg
    )


def pro_forma(case: Case) -> goods.Billed:
    order = case.row
    currency = str(order["currency"])
    summed = total((one.amount for one in lines(case, "order")), currency)
    row = {"ref": order["ref"], "currency": currency, "net": summed.amount, "issued": case.day,
           "terms": order.get("terms")}  # fmt: skip
    rows = case.parts("order_line", "order")
    return goods.billed(row, order, rows, case.ask("product"), case.lang, case.head.us)


def billed(case: Case) -> goods.Billed:
    """An invoice or a credit note, with the lines of its order."""
    row, order = case.row, case.linked("order")
    note = row.get("kind") == "CREDIT_NOTE"
    corrects = (text(row, "corrects") or text(row, "their_ref")) if note else ""
    rows = case.parts("invoice_line", "invoice") or case.parts(
        "order_line", "order", row.get("order")
    )
    return goods.billed(
        row, order or None, rows, case.ask("product"), case.lang, case.head.us, corrects=corrects
    )


def payments_of(invoice: Row, ask: Ask) -> list[tuple[Money, date]]:
    """What was received for an invoice, and when; money that went back counts against it."""
    currency, ref = str(invoice["currency"]), invoice["ref"]
    found = []
    for row in parts(ask, "payment", "invoice", ref):
        when = day(row, "day")
        if row.get("currency") == currency and when:
            amount = Money(str(row["amount"]), currency)
            found.append((amount if row.get("direction") == "IN" else -amount, when))
    return found


def reminder(case: Case) -> dunning.Dunning:
    paid = payments_of(case.row, case.ask)
    return dunning.dunning(
        case.row, paid, case.day, case.lang, case.head.us, _STAGES[case.kind]
    )  # fmt: skip


def offer_asked(case: Case) -> Facts:
    row, until = case.row, day(case.row, "valid_until")
    amounts = (one.amount for one in lines(case, "offer"))
    return {
        "offer_ref": str(row["ref"]),
        "offered": row["offered"],
        "offer_subject": text(row, "subject"),
        "amount": total(amounts, str(row["currency"])),
        "valid_until": until,
        "days_left": (until - case.day).days if until else 0,
    }


def invoice_sent(case: Case) -> Facts:
    row = case.row
    papers = case.head.enclosures or (
        case.words(Said("commercial invoice")), case.words(Said("packing list"))
    )  # fmt: skip
    return {
        "invoice": str(row["ref"]),
        "amount": gross(row),
        "order_ref": text(case.linked("order"), "their_ref") or text(row, "order"),
        "documents": papers,
        "iban": text(case.head.us, "iban"),
        **known(invoiced=day(row, "issued"), due=day(row, "due")),
    }


def gross(invoice: Row) -> Money:
    """An invoice's amount with its VAT."""
    amount = decimal(invoice, "net") + decimal(invoice, "vat")
    return Money(amount, str(invoice["currency"])).rounded()


def arrival_statement(case: Case) -> Facts:
    """The statement that a buyer in another Member State owes us."""
    order = case.linked("order")
    sent = consignments(case, text(case.row, "order")) if order else []
    arrived = day(order, "delivered") or max(
        (one.days["DELIVERED"] for one in sent if "DELIVERED" in one.done), default=None
    )
    to = case.head.to
    place = f"{text(to, 'city')} ({country_name(text(to, 'country'), case.lang)})"
    return {
        "invoice": str(case.row["ref"]),
        "amount": gross(case.row),
        "basis": case.words(Said("Regulation (EU) No 282/2011, article 45a")),
        "place": place,
        **known(
            goods=names(case, "order", order["ref"]) if order else "",
            arrived=arrived,
            buyer_vat=text(to, "vat"),
            due_by=buyer_statement_due(arrived) if arrived else None,
        ),
    }


def order_answer(case: Case) -> Facts:
    """Yes while the order stands; no, with its note as the reason, once it is cancelled."""
    row = case.row
    refused = row.get("status") == "CANCELLED"
    if "accepted" in case.told:
        refused = Flag().read(case.told["accepted"]) is False
    term = incoterm_said(row.get("incoterm"), row.get("place"), row.get("edition"))
    when = day(row, "committed") or day(row, "requested")
    delivery = Said("{incoterm}, on {day} at the latest", incoterm=term, day=when)
    return {
        "order_ref": text(row, "their_ref") or str(row["ref"]),
        "ordered": row["ordered"],
        "accepted": not refused,
        "delivery": case.words(delivery) if when and not refused else "",
        **({"reason": text(row, "note") or WANTED} if refused else {}),
    }


def delay_notice(case: Case) -> Facts:
    """The day promised, and the latest day that the shipments let expect."""
    row, sent = case.row, consignments(case)
    promised = day(row, "committed") or day(row, "requested")
    coming = [one.days.get("DELIVERED") or one.days.get("ARRIVED") for one in sent]
    later = [one for one in coming if one and promised and one > promised]
    news = [note for one in sent for note in one.notes]
    return {
        "order_ref": text(row, "their_ref") or str(row["ref"]),
        "goods": names(case, "order"),
        **known(
            promised=promised,
            new_day=max(later, default=None),
            cause=next(iter(news), ""),
        ),
    }


def packing_cover(case: Case) -> Facts:
    told = of_order(case)
    sent = consignments(case)
    volume = sum((one.m3 for one in sent), Decimal(0))
    packages = sum(one.packages for one in sent) or told.packages
    return {
        "order_ref": told.party_ref or told.order_ref,
        "net_kg": told.net_kg,
        "gross_kg": sum((one.gross_kg for one in sent), Decimal(0)) or told.gross_kg,
        "marks": marks(case, told.party_ref or told.order_ref, packages),
        **known(packages=packages or None, volume_m3=volume or None),
    }


def marks(case: Case, order: str, packages: int) -> str:
    """What is painted on the packages: whose they are, the order, how many."""
    name = text(case.head.to, "name") if case.kind == "packing_cover" else text(
        case.ask("party").get(text(case.row, "party"), {}), "name")  # fmt: skip
    return " / ".join(one for one in (name, order, f"1-{packages}" if packages else "") if one)


def satisfaction(case: Case) -> Facts:
    row, sent = case.row, consignments(case)
    home = day(row, "delivered") or max(
        (one.days["DELIVERED"] for one in sent if "DELIVERED" in one.done), default=None
    )
    questions = (
        Said("Did the delivery date suit you?"),
        Said("Was the packing intact?"),
        Said("Would you recommend us to a colleague?"),
    )
    return {
        "order_ref": text(row, "their_ref") or str(row["ref"]),
        "questions": tuple(case.words(one) for one in questions),
        "answer_by": case.day + _FORTNIGHT,
        **known(delivered=home, survey=case.ours("survey")),
    }
