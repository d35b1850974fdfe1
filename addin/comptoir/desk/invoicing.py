"""Invoices from orders and shipments: their lines, VAT case and due date; credit notes; disputes.

A draft holds its number from the start: cancelled, it keeps it, and the series has no gap.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from comptoir.desk.deed import Deed
from comptoir.desk.exchanging import number
from comptoir.errors import Conflict, Refused
from comptoir.records import Row, Rows
from comptoir.records.chain import NO_DAYS, days_by_shipment
from comptoir.records.derived import computed
from comptoir.rules.credit import examination_ends
from comptoir.rules.money import Money, total
from comptoir.rules.payment import DayMissing, Days, NotTerms, SharesAmiss, due, parse, schedule
from comptoir.rules.payment import Due as Instalment
from comptoir.rules.payment.standing import stands
from comptoir.rules.vat import VatCase, sale_case, vat_due
from comptoir.wording import Said, mark

STANDING = frozenset({"ISSUED", "DISPUTED", "PART_PAID", "PAID", "WRITTEN_OFF"})
_KEPT = ("product", "description", "unit", "price", "discount", "goods_code", "origin")


class NothingToInvoice(Refused):
    message = mark(
        "Everything of {order} is invoiced already. No invoice was made."
        " Look at {invoices}, or make a credit note first."
    )


class NoSale(Refused):
    message = mark(
        "{ref} is not a sale of ours. No invoice was made. Enter the supplier's invoice on the"
        " sheet Invoices, as a purchase."
    )


class Unissuable(Refused):
    message = mark("{ref} cannot be issued yet: {missing}. It stays a draft. Complete the records.")


class NotADraft(Refused):
    message = mark("{ref} is no longer a draft. Nothing was changed. Make a credit note of it.")


class Backdated(Conflict):
    message = mark(
        "{ref} would be dated {day}, before {last} of {issued}: numbers and dates must follow"
        " each other. It stays a draft. Issue it on {issued} or later."
    )


class TooMuchCredited(Refused):
    message = mark(
        "{ref} is of {net}; {credited} would be credited in all. No credit note was made."
        " Credit less."
    )


class NotStanding(Refused):
    message = mark("{ref} is not an issued invoice. Nothing was changed. Issue it first.")


@dataclass(frozen=True, slots=True)
class Made:
    """A draft that was made, and what a person should look at before it is issued."""

    ref: str
    net: Money
    vat: Money
    due: date | None
    remarks: tuple[Said, ...]


def invoice_order(
    deed: Deed, order: str, shipment: str | None = None, quantities: Mapping[str, Decimal] = {}
) -> Made:
    """Draft the invoice of what is left to invoice of *order*, or of one of its shipments.

    *quantities* by order line say how much, where not all. Raises ``NothingToInvoice``.
    """
    row = deed.row("order", order)
    if row["flow"] != "EXP":
        raise NoSale(ref=order)
    lines = _lines(deed, order, shipment, quantities)
    if not lines:
        raise NothingToInvoice(order=order, invoices=invoices_of(deed, order) or "—")
    currency = str(row["currency"])
    net = total((line_amount(line, currency) for line in lines), currency).rounded()
    customer = deed.row("party", str(row["party"]))
    found = sale_case(str(customer["country"]), _text(customer, "vat"), deed.today)
    vat = vat_due(net, found.case, deed.today)
    remarks = [found.look] if found.look else []
    values: Row = {
        "party": row["party"], "kind": "SALE", "status": "DRAFT", "order": order,
        "shipment": shipment, "issued": deed.today, "terms": row.get("terms"),
        "currency": currency, "net": net.amount, "vat": vat.amount, "vat_case": found.case.value,
        "credit": _credit(deed, order), "delivered": _left(deed, shipment),
    }  # fmt: skip
    try:
        values["due"] = due_day(deed, values)
    except (DayMissing, NotTerms, SharesAmiss) as missing:
        remarks.append(missing.said)
    [ref] = deed.add("invoice", [values])
    deed.add("invoice_line", [{**line, "invoice": ref} for line in lines])
    last = values.get("due")
    return Made(ref, net, vat, last if isinstance(last, date) else None, tuple(remarks))


def invoices_of(deed: Deed, order: str) -> list[str]:
    """The invoices of an order that are not cancelled."""
    return [
        key for key, row in deed.rows("invoice").items()
        if row.get("order") == order and row["status"] != "CANCELLED" and row["kind"] == "SALE"
    ]  # fmt: skip


def _credit(deed: Deed, order: str) -> str | None:
    found = [
        key for key, row in deed.rows("credit").items()
        if row.get("order") == order and row["status"] not in {"CANCELLED", "EXPIRED"}
    ]  # fmt: skip
    return found[-1] if found else None


def _left(deed: Deed, shipment: str | None) -> date | None:
    if not shipment:
        return None
    day = days_by_shipment(deed.ask("milestone")).get(shipment, {}).get("DEPARTED", NO_DAYS)[2]
    return day if isinstance(day, date) else None


def _lines(
    deed: Deed, order: str, shipment: str | None, quantities: Mapping[str, Decimal]
) -> list[Row]:
    """The lines to invoice, with the weights and packages of their share."""
    billed = invoiced_quantities(deed)
    sent = _shipped(deed, shipment) if shipment else {}
    lines: list[Row] = []
    for key, line in sorted(deed.rows("order_line").items()):
        if line["order"] != order or (shipment and key not in sent):
            continue
        whole = number(line["quantity"])
        most = (sent[key] if shipment else whole) - (Decimal(0) if shipment else
                                                      billed.get(key, Decimal(0)))  # fmt: skip
        most = min(most, whole - billed.get(key, Decimal(0)) + _over(line))
        quantity = min(quantities[key], most) if key in quantities else most
        if quantity > 0 and not (quantities and key not in quantities):
            share = quantity / whole if whole else Decimal(1)
            lines.append({
                "order_line": key, "quantity": quantity, **{name: line.get(name) for name in _KEPT},
                **_shared(line, share),
            })  # fmt: skip
    return lines


def _over(line: Row) -> Decimal:
    """What the tolerance of a line allows above its quantity."""
    return number(line["quantity"]) * number(line.get("tolerance")) / 100


def _shared(line: Row, share: Decimal) -> Row:
    found: Row = {}
    for name in ("net_kg", "gross_kg"):
        if line.get(name) is not None:
            found[name] = (number(line[name]) * share).quantize(Decimal("0.001"))
    if line.get("packages") is not None and share == 1:
        found["packages"] = line["packages"]
    return found


def _shipped(deed: Deed, shipment: str) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for row in deed.parts("shipment_line", shipment).values():
        if row.get("order_line"):
            key = str(row["order_line"])
            found[key] = found.get(key, Decimal(0)) + number(row["quantity"])
    return found


def invoiced_quantities(deed: Deed) -> dict[str, Decimal]:
    """How much of each order line is invoiced, credit notes taken off."""
    kinds = {
        key: -1 if row["kind"] == "CREDIT_NOTE" else 1
        for key, row in deed.rows("invoice").items()
        if row["status"] != "CANCELLED" and row["kind"] in {"SALE", "CREDIT_NOTE"}
    }
    found: dict[str, Decimal] = {}
    for row in deed.rows("invoice_line").values():
        if row.get("order_line") and str(row["invoice"]) in kinds:
            key = str(row["order_line"])
            more = number(row["quantity"]) * kinds[str(row["invoice"])]
            found[key] = found.get(key, Decimal(0)) + more
    return found


def line_amount(line: Row, currency: str) -> Money:
    """Quantity by price less the discount, rounded."""
    price = Money(number(line["price"]), currency)
    off = 100 - number(line.get("discount"))
    return (price * number(line["quantity"]) * off / 100).rounded()


def days_of(deed: Deed, invoice: Row, credit: Row | None = None) -> Days:
    """The days that terms of payment count from, as far as they are known.

    *credit* is what pays the invoice, where it is not as the desk has it now.
    """
    order = deed.rows("order").get(str(invoice.get("order")), {})
    steps = _steps(deed, invoice)
    if credit is None:
        credit = deed.rows("credit").get(str(invoice.get("credit")), {})
    left, came = steps.get("DEPARTED", NO_DAYS)[2], steps.get("DELIVERED", NO_DAYS)[2]
    return Days(
        order=_day(order.get("ordered")),
        invoice=_day(invoice.get("issued")),
        receipt=_day(came) or _day(order.get("delivered")),
        shipment=_day(left) or _day(credit.get("shipped")),
        documents=_answered(credit),
    )


def _answered(credit: Row) -> date | None:
    """The day by which the bank pays or refuses what was presented (UCP 600 art. 14(b))."""
    day = credit.get("presented")
    return examination_ends(day) if isinstance(day, date) else None


def _steps(deed: Deed, invoice: Row) -> Mapping[str, Sequence[object]]:
    """The steps of the shipment that is invoiced."""
    if not invoice.get("shipment"):
        return {}
    return days_by_shipment(deed.ask("milestone")).get(str(invoice["shipment"]), {})


def due_day(deed: Deed, invoice: Row, credit: Row | None = None) -> date | None:
    """The day an invoice is due; None where it has no terms.

    Raises ``NotTerms``, ``SharesAmiss``, and ``DayMissing`` while an event has no day.
    """
    terms = _text(invoice, "terms")
    return due(parse(terms), days_of(deed, invoice, credit)).day if terms else None


def due_again(deed: Deed, now: Row, before: Row, credit: Row | None = None) -> date | None:
    """The day an invoice is due, of which the days or the terms were changed.

    A day that was not the one of its terms *before* is somebody's own, and stays. *credit* is
    what paid it as it was before.
    """
    if before.get("due") not in {None, _due_known(deed, before, credit)}:
        return _day(now.get("due"))
    return _due_known(deed, now) or _day(now.get("due"))


def _due_known(deed: Deed, invoice: Row, credit: Row | None = None) -> date | None:
    """As `due_day`, with the terms of its order where it has none; None where none is known."""
    order = deed.rows("order").get(str(invoice.get("order")), {})
    terms = invoice.get("terms") or order.get("terms")
    try:
        return due_day(deed, {**invoice, "terms": terms}, credit)
    except (DayMissing, NotTerms, SharesAmiss):
        return None


def dues_of_credit(deed: Deed, credit: str, before: Row) -> None:
    """The days of a credit changed from *before*: its invoices are due accordingly."""
    mine = {key: row for key, row in deed.rows("invoice").items()
            if row.get("credit") == credit and row["status"] in STANDING}  # fmt: skip
    deed.change_all("invoice", {
        key: {"due": due_again(deed, row, row, before)} for key, row in mine.items()
    })  # fmt: skip


def instalments(deed: Deed, invoice: Row, whole: Money) -> list[Instalment]:
    """The instalments of an invoice; one on its due date where the terms are not read."""
    terms = _text(invoice, "terms")
    try:
        found = schedule(parse(terms), whole, days_of(deed, invoice)) if terms else []
    except (NotTerms, SharesAmiss):
        found = []
    if len(found) > 1:
        return found
    trigger = parse("NET 0").parts[0].trigger
    return [Instalment(_day(invoice.get("due")), trigger, Decimal(100), whole)]


def issue(deed: Deed, ref: str, day: date) -> date | None:
    """Issue a draft on *day*; the day it is due. Every mention that is missing is told at once.

    Raises ``NotADraft``, ``Unissuable``, ``Backdated``.
    """
    row = deed.row("invoice", ref)
    if row["status"] != "DRAFT":
        raise NotADraft(ref=ref)
    _follows(deed, ref, str(row["kind"]), day)
    values: Row = {"status": "ISSUED", "issued": day}
    missing = mentions_missing(deed, {**row, "issued": day})
    try:
        values["due"] = row.get("due") or due_day(deed, {**row, "issued": day})
        if row.get("issued") != day and _text(row, "terms"):
            values["due"] = due_day(deed, {**row, "issued": day})
    except DayMissing as unknown:
        if "LC" not in str(row.get("terms")):
            missing.append(unknown.said)
    except (NotTerms, SharesAmiss) as unread:
        missing.append(unread.said)
    if missing:
        raise Unissuable(ref=ref, missing=missing)
    deed.change("invoice", ref, values)
    last = values.get("due")
    return last if isinstance(last, date) else None


def _follows(deed: Deed, ref: str, kind: str, day: date) -> None:
    """Numbers and dates of one series rise together."""
    for key, row in deed.rows("invoice").items():
        issued = row.get("issued")
        same = row["kind"] == kind and row["status"] in STANDING and key < ref
        if same and key[:7] == ref[:7] and isinstance(issued, date) and issued > day:
            raise Backdated(ref=ref, day=day, last=key, issued=issued)


def mentions_missing(deed: Deed, invoice: Row) -> list[Said]:
    """What the law wants on an invoice and no record has yet.

    Source: CGI ann. II art. 242 nonies A; C. com. art. L441-9.
    """
    us = next((one for one in deed.rows("party").values() if one.get("role") == "US"), {})
    them = deed.row("party", str(invoice["party"]))
    lines = [
        row for row in deed.rows("invoice_line").values() if row["invoice"] == invoice["ref"]
    ]  # fmt: skip
    wanted: list[tuple[object, Said]] = [
        (us.get("address") or us.get("city"), Said("our address")),
        (us.get("registration"), Said("our company number")),
        (us.get("vat"), Said("our VAT number")),
        (them.get("address") or them.get("city"), Said("the customer's address")),
        (lines or invoice.get("order"), Said("the lines of the goods")),
        (invoice.get("vat_case"), Said("the VAT case")),
        (invoice.get("terms") or invoice.get("due"), Said("the terms of payment")),
    ]
    if invoice.get("vat_case") == VatCase.EU_SUPPLY:
        wanted.append((them.get("vat"), Said("the customer's VAT number")))
    missing = [what for value, what in wanted if not value]
    currency = str(invoice["currency"])
    if lines:
        summed = total((line_amount(line, currency) for line in lines), currency).rounded()
        net = Money(abs(number(invoice["net"])), currency).rounded()
        if summed != net:
            missing.append(Said("lines that make {net}: they make {sum}", net=net, sum=summed))
    return missing


def credit_note(
    deed: Deed, invoice: str, why: str, quantities: Mapping[str, Decimal] = {},
    amount: Decimal | None = None,
) -> str:  # fmt: skip
    """Credit an invoice: all of it, some *quantities* by invoice line, or an *amount* agreed.

    The credit note is issued today, with the VAT of its invoice. Raises ``TooMuchCredited``.
    """
    row = deed.row("invoice", invoice)
    if row["kind"] != "SALE" or row["status"] not in STANDING:
        raise NotStanding(ref=invoice)
    currency = str(row["currency"])
    lines = _credited(deed, invoice, row, quantities, amount, why)
    net = total((line_amount(line, currency) for line in lines), currency).rounded()
    before = sum(
        (-number(one["net"]) for one in deed.rows("invoice").values()
         if one.get("corrects") == invoice and one["status"] != "CANCELLED"), Decimal(0),
    )  # fmt: skip
    if before + net.amount > number(row["net"]) or net.amount <= 0:
        raise TooMuchCredited(ref=invoice, net=Money(number(row["net"]), currency).rounded(),
                              credited=Money(before + net.amount, currency).rounded())  # fmt: skip
    vat = (Money(number(row.get("vat")), currency) * net.amount / number(row["net"])).rounded()
    [ref] = deed.add("invoice", [{
        "party": row["party"], "kind": "CREDIT_NOTE", "status": "ISSUED", "order": row.get("order"),
        "shipment": row.get("shipment"), "corrects": invoice, "their_ref": invoice,
        "issued": deed.today, "due": deed.today, "currency": currency, "net": -net.amount,
        "vat": -vat.amount, "vat_case": row.get("vat_case"), "note": why,
    }])  # fmt: skip
    deed.add("invoice_line", [{**line, "invoice": ref} for line in lines])
    return ref


def _credited(
    deed: Deed, invoice: str, row: Row, quantities: Mapping[str, Decimal],
    amount: Decimal | None, why: str,
) -> list[Row]:  # fmt: skip
    if amount is not None:
        return [{"description": why, "quantity": Decimal(1), "unit": "SERV", "price": amount}]
    lines = {
        key: one for key, one in deed.rows("invoice_line").items() if one["invoice"] == invoice
    }
    if not lines:
        return [{"description": why, "quantity": Decimal(1), "unit": "SERV", "price": row["net"]}]
    names = (*_KEPT, "order_line")
    return [
        {**{name: one.get(name) for name in names},
         "quantity": quantities.get(key, Decimal(0)) if quantities else one["quantity"]}
        for key, one in lines.items()
        if not quantities or key in quantities
    ]  # fmt: skip


def cancel_draft(deed: Deed, ref: str) -> None:
    """Give a draft up: it keeps its number, so that the series has no gap."""
    if deed.row("invoice", ref)["status"] != "DRAFT":
        raise NotADraft(ref=ref)
    deed.change("invoice", ref, {"status": "CANCELLED"})


def dispute(deed: Deed, ref: str, why: str, day: date) -> None:
    """The customer disputes an invoice: no reminder leaves until it is settled."""
    if deed.row("invoice", ref)["status"] not in STANDING:
        raise NotStanding(ref=ref)
    deed.change("invoice", ref, {"status": "DISPUTED", "disputed": day, "dispute": why})


def settle_dispute(deed: Deed, ref: str) -> str:
    """The dispute is over; where the invoice stands now. What was disputed stays to be read."""
    row = deed.row("invoice", ref)
    undisputed = "ISSUED" if row["status"] == "DISPUTED" else row["status"]
    status = _standing({**row, "status": undisputed}, balances(deed)[ref])
    deed.change("invoice", ref, {"status": status, "disputed": None})
    return status


def balances(deed: Deed) -> dict[str, Money]:
    """What is left to pay of each invoice, as the register shows it."""
    block = deed.ask("invoice")
    left = computed("invoice", block, deed.ask)["balance"]
    return {
        key: Money(Decimal(int(str(value or 0))).scaleb(-4), str(currency)).rounded()
        for key, currency, value in zip(block.keys, block.columns["currency"], left, strict=True)
    }


def standings(deed: Deed, refs: Iterable[str]) -> dict[str, str]:
    """The status of each invoice that follows from what is left to pay of it."""
    left, rows = balances(deed), deed.rows("invoice")
    return {ref: _standing(rows[ref], left[ref]) for ref in dict.fromkeys(refs)}


def _standing(row: Row, left: Money) -> str:
    whole = number(row["net"]) + number(row.get("vat"))
    given_up = bool(row.get("written_off"))
    return stands(str(row["status"]), whole, left.amount, given_up=given_up)


def series(rows: Rows, kind: str, year: int) -> tuple[list[str], list[int]]:
    """The numbers of a series in a year, and those that are missing in it: none, normally."""
    keys = sorted(
        key for key, row in rows.items() if row["kind"] == kind and key.split("-")[1] == str(year)
    )  # fmt: skip
    numbers = {int(key.rpartition("-")[2]) for key in keys}
    return keys, [n for n in range(1, max(numbers, default=0) + 1) if n not in numbers]


def _day(value: object) -> date | None:
    return value if isinstance(value, date) else None


def _text(row: Row, name: str) -> str | None:
    return str(row[name]) if row.get(name) else None
