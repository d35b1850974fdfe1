"""The main figures again, written plainly over typed rows: nothing of the product's own sums."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

CENT = Decimal("0.01")
BOOKED_OUT = {"DRAFT", "CANCELLED"}


def cents(amount, currency, day, rates):
    """An amount in euros, or None without a rate."""
    if currency == "EUR":
        return Decimal(amount).quantize(CENT, ROUND_HALF_UP)
    known = [r for r in rates if r["currency"] == currency and r["source"] == "CUSTOMS"]
    past = [r for r in known if r["day"] <= day]
    if not past:
        return None
    value = max(past, key=lambda r: r["day"])["value"]
    exact = Fraction(amount) / Fraction(value) * 100
    whole = (2 * abs(exact.numerator) + exact.denominator) // (2 * exact.denominator)
    return Decimal(-whole if exact < 0 else whole) / 100


def line_amount(line, currency):
    places = Decimal(1) if currency == "JPY" else CENT
    off = line["discount"] or 0
    return (line["quantity"] * line["price"] * (100 - off) / 100).quantize(places, ROUND_HALF_UP)


def plain_figures(rows, first, last, today):
    """A dozen figures of a period, in exact numbers; None where they are blank."""
    rates = list(rows["rate"].values())
    found = {}

    def inside(day):
        return day is not None and first <= day <= last

    lines = []
    for line in rows["order_line"].values():
        order = rows["order"][line["order"]]
        if order["status"] in BOOKED_OUT:
            continue
        worth = cents(
            line_amount(line, order["currency"]), order["currency"], order["ordered"], rates
        )
        due = line["committed"] or order["committed"]
        done = line["delivered"] or order["delivered"]
        lines.append((line, order, worth, due, done))
    sales = [one for one in lines if one[1]["flow"] == "EXP"]
    buys = [one for one in lines if one[1]["flow"] == "IMP"]
    booked = [one for one in sales if inside(one[1]["ordered"])]
    found["INTAKE"] = sum_of(one[2] for one in booked)
    found["BOUGHT"] = sum_of(one[2] for one in buys if inside(one[1]["ordered"]))
    if not lines:
        found["INTAKE"] = found["BOUGHT"] = None
    found["ORDER_VALUE"] = over(found["INTAKE"], len({one[0]["order"] for one in booked}))
    for code, some in (("OTD", sales), ("SUPPLIER_OTD", buys)):
        judged = [
            one for one in some
            if inside(one[3]) and (one[3] <= today or (one[4] and one[4] <= today))
        ]  # fmt: skip
        good = [one for one in judged if one[4] and one[4] <= today and one[4] <= one[3]]
        found[code] = over(100 * len(good), len(judged))
    for code, some in (("LEAD_OUT", sales), ("LEAD_IN", buys)):
        days = [(d - o["ordered"]).days for _, o, _, _, d in some if d and d <= today and inside(d)]
        found[code] = over(sum(days), len(days))
    found |= of_invoices(rows, rates, inside, last, today)
    found |= of_offers(rows, inside)
    return found


def of_invoices(rows, rates, inside, last, today):
    bills = {
        key: row for key, row in rows["invoice"].items()
        if row["status"] not in BOOKED_OUT and row["kind"] != "PROFORMA"
    }  # fmt: skip
    turnover, owed, past, whole = [], [], [], []
    for key, row in bills.items():
        if row["kind"] == "PURCHASE":
            continue
        sign = -1 if row["kind"] == "CREDIT_NOTE" else 1
        net = sign * abs(row["net"]) if sign < 0 else row["net"]
        total = net + (sign * abs(row["vat"] or 0) if sign < 0 else (row["vat"] or 0))
        paid = [p for p in rows["payment"].values() if p["invoice"] == key]
        received = sum((p["amount"] if p["direction"] == "IN" else -p["amount"]) for p in paid)
        if inside(row["issued"]):
            turnover.append(cents(net, row["currency"], row["issued"], rates))
        if row["issued"] <= last:
            owed.append(cents(total, row["currency"], row["issued"], rates))
        before = sum(
            (p["amount"] if p["direction"] == "IN" else -p["amount"])
            for p in paid if p["day"] <= last
        )  # fmt: skip
        if before:
            owed.append(neg(cents(before, row["currency"], row["issued"], rates)))
        open_ = cents(total - received, row["currency"], row["issued"], rates)
        whole.append(open_)
        if (row["due"] or row["issued"]) < today:
            past.append(open_)
    late = over(None if None in past else 100 * sum(past), None if None in whole else sum(whole))
    nothing = not bills
    return {
        "TURNOVER": None if nothing else sum_of(turnover),
        "RECEIVABLES": None if nothing else sum_of(owed),
        "OVERDUE": late,
    }


def of_offers(rows, inside):
    some = [o for o in rows["offer"].values() if o["flow"] == "EXP" and inside(o["offered"])]
    won = sum(o["status"] == "WON" for o in some)
    return {"CONVERSION": over(100 * won, won + sum(o["status"] == "LOST" for o in some))}


def neg(value):
    return None if value is None else -value


def sum_of(values):
    values = list(values)
    return None if None in values else Fraction(sum(values, Decimal(0)))


def over(above, below):
    return Fraction(above) / Fraction(below) if above is not None and below else None
