"""The papers of a dossier as values: from our own records, and from what was typed of others.

What we make ourselves (offer, order, invoice, packing list) is read from the records; what others
make (transport document, insurance, certificate, declaration) from the sheet Particulars. A fact
typed there wins over the record: it is what the paper says.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import date
from decimal import Decimal

from comptoir.desk.deed import Deed
from comptoir.records import Row, Rows
from comptoir.records.chain import NO_DAYS, days_by_shipment
from comptoir.records.lists import COUNTRY
from comptoir.rules.consistency import Dossier, Paper, Sheet, Terms
from comptoir.rules.money import Money, total

PRINTED = {one.name for one in fields(Paper)} - {"sheet"}
SHEET_OF = {
    "INVOICE": Sheet.INVOICE, "PACKING_LIST": Sheet.PACKING_LIST,
    "BL_ORIGINALS": Sheet.TRANSPORT, "SEA_WAYBILL_OR_BL": Sheet.TRANSPORT,
    "AWB": Sheet.TRANSPORT, "CMR": Sheet.TRANSPORT, "CIM": Sheet.TRANSPORT,
    "COURIER_AWB": Sheet.TRANSPORT, "INSURANCE_CERTIFICATE": Sheet.INSURANCE,
    "CERTIFICATE_OF_ORIGIN": Sheet.ORIGIN, "BILL_OF_EXCHANGE": Sheet.DRAFT,
    "DRAFT_IF_REQUIRED": Sheet.DRAFT,
}  # fmt: skip
"""The papers of the checklist that are compared."""
OVER = frozenset({"CANCELLED", "DRAFT"})


def dossier_of(
    deed: Deed, order: str, shipment: str | None = None, *, whole: bool = False
) -> Dossier:
    """The papers of *order*, of one of its shipments where it is named, and its credit.

    *whole* says that every paper should be there by now. Raises ``UnknownRecord``.
    """
    row = deed.row("order", order)
    lines = _of(deed.rows("order_line"), "order", order)
    shipment = shipment or _only_shipment(deed, lines)
    known = {
        Sheet.OFFER: _offer(deed, row),
        Sheet.ORDER: _order(deed, row, lines),
        Sheet.INVOICE: _invoice(deed, row, order, shipment, lines),
        Sheet.PACKING_LIST: _packing(deed, row, shipment),
        Sheet.TRANSPORT: _transport(deed, shipment),
    }
    made = {sheet: facts for sheet, facts in known.items() if facts}
    credit = credit_of(deed, order)
    for typed in particulars(deed, order, shipment):
        sheet = Sheet[str(typed["paper"])]
        told = {name: typed[name] for name in PRINTED if typed.get(name) is not None}
        made[sheet] = {**made.get(sheet, {}), **told}
    papers = tuple(Paper(sheet, **facts) for sheet, facts in made.items())  # type: ignore[arg-type]
    presented = credit.get("presented") if credit else None
    return Dossier(
        papers,
        credit=terms_of(deed, credit) if credit else None,
        tolerance=min((_number(line.get("tolerance")) for line in lines), default=Decimal(0)),
        presented=presented if isinstance(presented, date) else None,
        whole=whole,
        sea=row.get("mode") in {"SEA", "RIVER", None},
    )


def particulars(deed: Deed, order: str, shipment: str | None) -> list[Row]:
    """What was typed of the papers of *order*, those of another shipment left out."""
    return [
        row
        for row in _of(deed.rows("particulars"), "order", order)
        if row.get("shipment") in {None, shipment} or shipment is None
    ]


def credit_of(deed: Deed, order: str) -> Row | None:
    """The letter of credit that pays *order*; the newest where there are several."""
    found = [
        row for row in _of(deed.rows("credit"), "order", order)
        if row["status"] not in {"CANCELLED", "EXPIRED"}
    ]  # fmt: skip
    return found[-1] if found else None


def terms_of(deed: Deed, credit: Row) -> Terms | None:
    """What a credit asks, as the rules read it; None while its expiry is not known."""
    expiry = credit.get("expiry")
    if not isinstance(expiry, date):
        return None
    asked = _of(deed.rows("credit_paper"), "credit", str(credit["ref"]))
    country = COUNTRY.read(credit.get("origin_asked"))
    latest, period = credit.get("latest_shipment"), credit.get("period")
    return Terms(
        expiry=expiry,
        amount=Money(_number(credit["amount"]), str(credit["currency"])),
        latest_shipment=latest if isinstance(latest, date) else None,
        period=period if isinstance(period, int) else None,
        about=bool(credit.get("about")),
        plus_percent=_maybe(credit, "plus"),
        minus_percent=_maybe(credit, "minus"),
        quantity=_maybe(credit, "quantity"),
        counted=bool(credit.get("counted")),
        unit_price=_maybe(credit, "unit_price"),
        incoterm=_text(credit, "incoterm"),
        partial_allowed=credit.get("partial") != "NOT_ALLOWED",
        transhipment_allowed=credit.get("transhipment") != "NOT_ALLOWED",
        freight=_text(credit, "freight"),
        applicant=_text(credit, "applicant"),
        beneficiary=_text(credit, "beneficiary"),
        originals=_originals(asked),
        number=_text(credit, "number"),
        place=_text(credit, "place"),
        goods=_text(credit, "goods"),
        loading_port=_text(credit, "loading_port"),
        discharge_port=_text(credit, "discharge_port"),
        consignee=_text(credit, "consignee"),
        notify=_text(credit, "notify"),
        clauses=_text(credit, "clauses"),
        insured_percent=_maybe(credit, "insured_percent"),
        origin=country if isinstance(country, str) else None,
        tenor=_text(credit, "drafts"),
    )


def _originals(asked: Iterable[Row]) -> Mapping[str, int]:
    """How many originals of each paper that is compared."""
    return {
        sheet.value: int(str(row.get("originals") or 1))
        for row in asked
        if (sheet := SHEET_OF.get(str(row["paper"])))
    }


def _of(rows: Rows, parent: str, key: str) -> list[Row]:
    """The rows whose *parent* is *key*, in the order of their numbers."""
    return [{**row, "ref": ref} for ref, row in sorted(rows.items()) if row.get(parent) == key]


def _only_shipment(deed: Deed, lines: list[Row]) -> str | None:
    """The shipment of these order lines, where there is one only."""
    keys = {str(line["ref"]) for line in lines}
    found = {
        str(row["shipment"])
        for row in deed.rows("shipment_line").values()
        if row.get("order_line") in keys
    }
    return found.pop() if len(found) == 1 else None


def who_sells(deed: Deed, row: Row) -> tuple[str | None, str | None]:
    """Seller and buyer of an order or offer, with their addresses."""
    ours = next((one for one in deed.rows("party").values() if one.get("role") == "US"), None)
    us, them = _block(ours), _block(deed.rows("party").get(str(row["party"])))
    return (us, them) if row.get("flow") != "IMP" else (them, us)


def _block(party: Row | None) -> str | None:
    if party is None:
        return None
    town = " ".join(str(party[name]) for name in ("postcode", "city") if party.get(name))
    lines = [str(party["name"]), *str(party.get("address") or "").splitlines(), town]
    return "\n".join(line for line in lines if line)


def _terms(deed: Deed, row: Row) -> Row:
    seller, buyer = who_sells(deed, row)
    sold = row.get("flow") != "IMP"
    return {
        "seller": seller, "buyer": buyer, "currency": row.get("currency"),
        "terms": row.get("terms"), "incoterm": row.get("incoterm"), "place": row.get("place"),
        "edition": row.get("edition"), "destination": row.get("destination"),
        "order_no": row.get("their_ref") if sold else row.get("ref"),
    }  # fmt: skip


def _offer(deed: Deed, order: Row) -> Row:
    ref = order.get("offer")
    if not ref:
        return {}
    row = deed.row("offer", str(ref))
    lines = _of(deed.rows("offer_line"), "offer", str(ref))
    return {
        **_terms(deed, row), "order_no": None, **_sums(deed, lines, str(row["currency"])),
        "number": ref, "dated": row.get("offered"), "valid_until": row.get("valid_until"),
    }  # fmt: skip


def _order(deed: Deed, row: Row, lines: list[Row]) -> Row:
    return {
        **_terms(deed, {**row, "ref": row.get("ref")}),
        **_sums(deed, lines, str(row["currency"])),
        "number": row.get("their_ref"),
        "dated": row.get("ordered"),
    }


def _invoice(
    deed: Deed, order: Row, ref: str, shipment: str | None, ordered: list[Row]
) -> Row:  # fmt: skip
    kind = "SALE" if order.get("flow") != "IMP" else "PURCHASE"
    found = {
        key: row
        for key, row in deed.rows("invoice").items()
        if row.get("order") == ref and row.get("kind") == kind and row.get("status") != "CANCELLED"
    }
    of_it = {key: row for key, row in found.items() if row.get("shipment") == shipment} or found
    if not of_it:
        return {}
    key = max(of_it)
    row = of_it[key]
    lines = _of(deed.rows("invoice_line"), "invoice", key) or ordered
    number = key if kind == "SALE" else row.get("their_ref")
    return {
        **_terms(deed, order), **_sums(deed, lines, str(row["currency"])),
        "currency": row["currency"], "amount": row["net"],
        "terms": row.get("terms") or order.get("terms"), "number": number, "invoice_no": number,
        "dated": row.get("issued"),
    }  # fmt: skip


def _packing(deed: Deed, order: Row, shipment: str | None) -> Row:
    lines = _of(deed.rows("shipment_line"), "shipment", shipment) if shipment else []
    if not lines or order.get("flow") == "IMP":
        return {}
    seller, buyer = who_sells(deed, order)
    sums = _sums(deed, lines, str(order["currency"]))
    kept = ("quantity", "unit", "packages", "net_kg", "gross_kg", "m3", "goods_code", "origin")
    return {"seller": seller, "buyer": buyer, "order_no": order.get("their_ref"),
            **{name: sums[name] for name in kept if name in sums}}  # fmt: skip


def _transport(deed: Deed, shipment: str | None) -> Row:
    if not shipment:
        return {}
    row = deed.row("shipment", shipment)
    if not row.get("transport_doc"):
        return {}
    boxes = deed.parts("container", shipment).values()
    left = days_by_shipment(deed.ask("milestone")).get(shipment, {}).get("DEPARTED", NO_DAYS)[2]
    return {
        "number": row["transport_doc"], "vessel": row.get("vessel"),
        "packages": row.get("packages"), "gross_kg": row.get("gross_kg"), "m3": row.get("m3"),
        "loading_port": row.get("loading_port"), "discharge_port": row.get("discharge_port"),
        "destination": row.get("to_country"), "shipped": left,
        "containers": ", ".join(str(one["number"]) for one in boxes) or None,
        "seals": ", ".join(str(one["seal"]) for one in boxes if one.get("seal")) or None,
    }  # fmt: skip


def _sums(deed: Deed, lines: list[Row], currency: str) -> Row:
    """The lines together: totals, and what all of them share."""
    if not lines:
        return {}
    products = deed.rows("product")
    goods = [_described(line, products, deed.rows("order_line")) for line in lines]
    units = {line.get("unit") for line in lines}
    prices = {line.get("price") for line in lines}
    found: Row = {
        "goods": "\n".join(filter(None, goods)) or None,
        "quantity": _total(lines, "quantity") if len(units) == 1 else None,
        "unit": units.pop() if len(units) == 1 else None,
        "unit_price": prices.pop()
        if len(prices) == 1 and not any(line.get("discount") for line in lines) else None,
        "amount": _amount(lines, currency),
    }  # fmt: skip
    for name in ("net_kg", "gross_kg", "m3", "packages"):
        found[name] = _total(lines, name)
    for name in ("goods_code", "origin"):
        shared = {_fact(line, name, products, deed.rows("order_line")) for line in lines}
        found[name] = shared.pop() if len(shared) == 1 else None
    return found


def _amount(lines: list[Row], currency: str) -> Decimal | None:
    if any(line.get("price") is None for line in lines):
        return None
    parts = [
        (Money(_number(line["price"]), currency) * _number(line["quantity"])
         * (100 - _number(line.get("discount"))) / 100).rounded()
        for line in lines
    ]  # fmt: skip
    return total(parts, currency).amount


def _total(lines: list[Row], name: str) -> object:
    values = [line.get(name) for line in lines]
    if any(value is None for value in values):
        return None
    whole = sum((_number(value) for value in values), Decimal(0))
    return int(whole) if name == "packages" else whole


def _product(line: Row, products: Rows, ordered: Rows) -> Row:
    of = ordered.get(str(line.get("order_line")), {})
    return products.get(str(line.get("product") or of.get("product")), {})


def _described(line: Row, products: Rows, ordered: Rows) -> str:
    """The goods of a line in every language they are known in."""
    product = _product(line, products, ordered)
    words = (line.get("description"), product.get("name_en"), product.get("name_fr"))
    return " / ".join(str(one) for one in words if one)


def _fact(line: Row, name: str, products: Rows, ordered: Rows) -> object:
    return line.get(name) or _product(line, products, ordered).get(name)


def _number(value: object) -> Decimal:
    return Decimal(str(value)) if value is not None else Decimal(0)


def _maybe(row: Row, name: str) -> Decimal | None:
    return _number(row[name]) if row.get(name) is not None else None


def _text(row: Row, name: str) -> str | None:
    return str(row[name]) if row.get(name) else None
