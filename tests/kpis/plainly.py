"""Every figure again, written plainly over typed rows: nothing of the product's own sums.

Each is told from its definition in words; a figure is None where it is blank.
"""

# ruff: noqa: E501 - a figure to the line reads as the definition it is
from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal
from fractions import Fraction

CENT = Decimal("0.01")
GONE = {"DRAFT", "CANCELLED"}
EU = {
    "AT",
    "BE",
    "BG",
    "HR",
    "CY",
    "CZ",
    "DK",
    "EE",
    "FI",
    "FR",
    "DE",
    "GR",
    "HU",
    "IE",
    "IT",
    "LV",
    "LT",
    "LU",
    "MT",
    "NL",
    "PL",
    "PT",
    "RO",
    "SK",
    "SI",
    "ES",
    "SE",
}
KG_PER_M3 = {"SEA": 1000, "ROAD": 333, "RAIL": 333}
CM3_PER_KG = {"AIR": 6000, "COURIER": 5000}
TEU = {"22G1": 1, "45G1": 2, "42G1": 2}


def half_up(exact, places=2):
    """To so many decimals, half away from zero."""
    scaled = abs(Fraction(exact)) * 10**places
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Fraction(-whole if exact < 0 else whole, 10**places)


def over(above, below, times=1):
    return Fraction(above) * times / Fraction(below) if above is not None and below else None


def months_back(day, count):
    """The first day of the month so many months before that of *day*."""
    at = day.year * 12 + day.month - 1 - count
    return date(at // 12, at % 12 + 1, 1)


def month_end(day):
    return day.replace(day=monthrange(day.year, day.month)[1])


class Plain:
    """One desk on a day, its amounts in euros."""

    def __init__(self, rows, today):
        self.rows, self.today = rows, today
        self.home = next((p["country"] for p in rows["party"].values() if p["role"] == "US"), "FR")
        self.lines, self.bills = self._lines(), self._bills()
        self.paid, self.ships = self._paid(), self._ships()

    # -- amounts --------------------------------------------------------------------------

    def euros(self, amount, currency, day):
        """To the cent, by the customs rate on or before the day; None without one."""
        if not amount or currency == "EUR":
            return half_up(amount or 0)
        past = [
            r
            for r in self.rows["rate"].values()
            if r["currency"] == currency and r["source"] == "CUSTOMS" and day and r["day"] <= day
        ]
        return (
            half_up(Fraction(amount) / Fraction(max(past, key=lambda r: r["day"])["value"]))
            if past
            else None
        )

    def worth(self, quantity, price, discount, currency):
        places = 0 if currency == "JPY" else 2
        return half_up(
            Fraction(quantity) * Fraction(price) * (100 - Fraction(discount or 0)) / 100, places
        )

    def country(self, party):
        return self.rows["party"][party]["country"]

    # -- what there is --------------------------------------------------------------------

    def _lines(self):
        shipped, carried = {}, {}
        gone = {
            m["shipment"]
            for m in self.rows["milestone"].values()
            if m["kind"] == "CANCELLED" and m["actual"]
        }
        for part in self.rows["shipment_line"].values():
            carried.setdefault(part["order_line"], set()).add(part["shipment"])
            if part["shipment"] not in gone and part["quantity"] is not None:
                shipped[part["order_line"]] = shipped.get(part["order_line"], 0) + part["quantity"]
        bad = {d["shipment"] for d in self.rows["document"].values() if d["discrepancy"]}
        bad |= {c["shipment"] for c in self.rows["claim"].values() if c["shipment"]}
        credited = {
            i["order"]
            for i in self.rows["invoice"].values()
            if i["kind"] == "CREDIT_NOTE" and i["status"] not in GONE and i["order"]
        }
        claimed = {c["order"] for c in self.rows["claim"].values() if c["order"]}
        found = []
        for key, line in self.rows["order_line"].items():
            order = self.rows["order"][line["order"]]
            if order["status"] in GONE:
                continue
            money, day = order["currency"], order["ordered"]
            goods = self.rows["product"].get(line["product"])
            cost = None
            if order["flow"] == "EXP" and goods and goods["cost_price"]:
                cost = self.euros(
                    self.worth(line["quantity"], goods["cost_price"], 0, goods["cost_currency"]),
                    goods["cost_currency"],
                    day,
                )
            done = line["delivered"] or order["delivered"]
            done = done if done and done <= self.today else None
            due, asked = line["committed"] or order["committed"], order["requested"]
            full = done is not None and shipped.get(key, line["quantity"]) >= line["quantity"]
            spoilt = line["order"] in credited | claimed or bool(carried.get(key, set()) & bad)
            found.append({
                "order": line["order"], "sold": order["flow"] == "EXP", "ordered": day, "due": due, "asked": asked,
                "booked": line["delivered"] or order["delivered"], "done": done,
                "worth": self.euros(self.worth(line["quantity"], line["price"], line["discount"], money), money, day),
                "costed": bool(goods and goods["cost_price"]) and order["flow"] == "EXP", "cost": cost,
                "judged": bool(due) and (due <= self.today or done is not None), "in_time": bool(done and due and done <= due),
                "full": full, "spoilt": spoilt, "unconfirmed": order["status"] == "PLACED" and not order["confirmed"],
            })  # fmt: skip
        return found

    def _bills(self):
        found = {}
        for key, row in self.rows["invoice"].items():
            if row["status"] in GONE or row["kind"] == "PROFORMA":
                continue
            note = row["kind"] == "CREDIT_NOTE"
            net, vat = (-abs(v or 0) if note else (v or 0) for v in (row["net"], row["vat"]))
            order = self.rows["order"].get(row["order"]) or {}
            ours = row["kind"] != "PURCHASE"
            there = (order.get("destination") if ours else None) or self.country(row["party"])
            paid, last = Decimal(0), None
            for pay in self.rows["payment"].values():
                if pay["invoice"] == key:
                    paid += pay["amount"] if (pay["direction"] == "IN") == ours else -pay["amount"]
                    last = max(last or pay["day"], pay["day"])
            total, money, day = net + vat, row["currency"], row["issued"]
            gone = (row["written_off"] or 0) if row["written_off_on"] else 0
            bare = (
                half_up(
                    Fraction(gone) * Fraction(net) / Fraction(total), 0 if money == "JPY" else 2
                )
                if gone
                else 0
            )
            said = {
                name: self.euros(value, money, day)
                for name, value in (("net", net), ("total", total), ("open", total - paid - gone),
                                    ("paid", paid), ("over", paid + gone), ("lost", bare))
            }  # fmt: skip
            found[key] = {
                "key": key, "party": row["party"], "ours": ours, "note": note, "issued": day, "due": row["due"] or day, **said,
                "out": there != self.home, "eu": there in EU, "ordered": order.get("ordered"),
                "whole": ours and not note and total > 0 and paid >= total and last is not None, "last": last,
                "gone_on": row["written_off_on"] if gone else None,
            }  # fmt: skip
        return found

    def _paid(self):
        """What customers paid, each in euros as its share of the invoice's running sum."""
        found = []
        for key, bill in self.bills.items():
            if not bill["ours"]:
                continue
            row, so_far, told = self.rows["invoice"][key], Decimal(0), Fraction(0)
            pays = [p for p in self.rows["payment"].values() if p["invoice"] == key]
            for pay in sorted(pays, key=lambda p: p["day"]):
                so_far += pay["amount"] if pay["direction"] == "IN" else -pay["amount"]
                now = self.euros(so_far, row["currency"], row["issued"])
                found.append((pay["day"], None if now is None else now - told))
                told = now or Fraction(0)
        return found

    def _ships(self):
        steps = {(m["shipment"], m["kind"]): m for m in self.rows["milestone"].values()}
        gone = {ship for (ship, kind), m in steps.items() if kind == "CANCELLED" and m["actual"]}
        found = {}
        for key, row in self.rows["shipment"].items():
            if key in gone:
                continue

            def day(kind, which="actual", of=key):
                at = steps.get((of, kind), {}).get(which)
                return at if at and (which != "actual" or at <= self.today) else None

            left = day("DEPARTED")
            rate = left or row["opened"]
            costs = [
                row[n] or Decimal(0)
                for n in ("origin_costs", "freight", "insurance", "arrival_costs", "other_costs")
            ]
            goods = [p for p in self.rows["shipment_line"].values() if p["shipment"] == key]
            values = [(self.euros(p["value"], p["currency"], rate), p["landed"]) for p in goods]
            chosen = [
                q["chargeable_kg"]
                for q in self.rows["quote"].values()
                if q["shipment"] == key and q["chosen"] and q["chargeable_kg"] is not None
            ]
            space, gross = row["m3"] or Decimal(0), row["gross_kg"] or Decimal(0)
            volume = Decimal(0)
            if row["mode"] in KG_PER_M3:
                volume = space * KG_PER_M3[row["mode"]]
            elif row["mode"] in CM3_PER_KG:
                volume = (space * 1_000_000 / CM3_PER_KG[row["mode"]]).quantize(
                    Decimal("0.001"), ROUND_CEILING
                )
            found[key] = {
                "quantity": sum((p["quantity"] or 0 for p in goods), Decimal(0)),
                "sold": row["flow"] == "EXP", "opened": row["opened"], "left": left, "came": day("ARRIVED"),
                "planned": day("ARRIVED", "planned"), "freed": day("IMPORT_CLEARED"), "there": day("DELIVERED"),
                "costs": self.euros(sum(costs), row["cost_currency"], rate), "freight": self.euros(costs[1], row["cost_currency"], rate),
                "value": None if any(v is None for v, _ in values) else sum((v for v, _ in values), Fraction(0)),
                "goods": [(v, half_up(c)) for v, c in values if c is not None and v is not None and v > 0],
                "kg": chosen[-1] if chosen else max(gross, volume), "m3": space,
                "teu": sum(TEU.get(b["kind"], 1) for b in self.rows["container"].values() if b["shipment"] == key),
            }  # fmt: skip
            if found[key]["costs"] is None or found[key]["value"] is None:
                found[key] |= {"costs": None, "freight": None, "value": None}
        return found


def total(values):
    """Their sum; None where one of them is not known."""
    values = list(values)
    return None if None in values else sum(values, Fraction(0))


def plain_figures(rows, first, last, today):
    """Every figure of a period by its code; None where it is blank."""
    desk = Plain(rows, today)

    def inside(day, since=first, until=last):
        return day is not None and since <= day <= until

    found = {
        **of_sales(desk, inside, first, last),
        **of_offers(desk, inside),
        **of_lines(desk, inside, last),
    }
    found |= of_cash(desk, inside, first, last)
    found |= of_transport(desk, inside)
    found |= of_claims(desk, inside, last)
    return found | of_mails(desk, inside) | of_growth(desk, inside, last)


def of_sales(desk, inside, first, last):
    sold = [one for one in desk.lines if one["sold"]]
    booked = [one for one in sold if inside(one["ordered"])]
    costed = [one for one in booked if one["costed"]]
    sales, cost = total(one["worth"] for one in costed), total(one["cost"] for one in costed)
    # one without a rate, of the sale or of the cost, spoils both
    both = None if sales is None or cost is None else sales - cost
    intake, orders = total(one["worth"] for one in booked), len({one["order"] for one in booked})
    bills = [one for one in desk.bills.values() if one["ours"]]

    def turnover(since, until, keep=lambda one: True):
        some = [one for one in bills if inside(one["issued"], since, until)]
        if any(None in (one["net"], one["total"]) for one in some):
            return None
        return total(one["net"] for one in some if keep(one))

    now = turnover(first, last)
    then = turnover(months_back(first, 12), month_end(months_back(last, 12)))
    notes = turnover(first, last, lambda one: one["note"])
    out = turnover(first, last, lambda one: one["out"])
    none = not desk.lines
    whole = total(one["worth"] for one in sold if one["ordered"] <= last)
    gone = total(one["worth"] for one in sold if one["booked"] and one["booked"] <= last)
    found = {
        "INTAKE": None if none else intake,
        "TURNOVER": None if not desk.bills else now,
        "BACKLOG": None if none or None in (whole, gone) else whole - gone,
        "BOOK_TO_BILL": None if intake is None else over(intake, now),
        "ORDER_VALUE": over(intake, orders),
        "MARGIN": None if none else both,
        "MARGIN_RATE": None if both is None else over(both, sales, 100),
        "MARKUP": None if both is None else over(both, cost, 100),
        "ORDER_MARGIN": over(both, orders),
        "EXPORT_SHARE": over(out, now, 100),
        "EU_SHARE": over(turnover(first, last, lambda one: one["out"] and one["eu"]), out, 100),
        "GROWTH": None if None in (now, then) else over(now - then, then, 100),
        "CREDIT_NOTES": None if None in (now, notes) else over(-notes, now - notes, 100),
        "CAGR": None,
    }
    start = months_back(last, 11)
    year, old = (
        turnover(start, last),
        turnover(months_back(start, 36), month_end(months_back(last, 36))),
    )
    if None not in (year, old) and old > 0 and year >= 0:
        found["CAGR"] = 100 * (float(year / old) ** (1 / 3) - 1)
    return found | of_customers(bills, inside, first, last, now)


def of_customers(bills, inside, first, last, turnover):
    start = months_back(last, 11)
    sales = [one for one in bills if not one["note"]]
    now = {one["party"] for one in sales if inside(one["issued"], start, last)}
    before = {
        one["party"]
        for one in sales
        if inside(one["issued"], months_back(start, 12), month_end(months_back(last, 12)))
    }
    ever = {one["party"] for one in sales if one["issued"] < start}
    shares = {}
    for one in bills:
        if inside(one["issued"]):
            shares[one["party"]] = shares.get(one["party"], Fraction(0)) + (one["net"] or 0)
    largest, whole = sorted(shares.values(), reverse=True), sum(shares.values())
    return {
        "RETENTION": over(len(now & before), len(before), 100),
        "CHURN": over(len(before - now), len(before), 100),
        "NEW_CUSTOMERS": over(len(now - ever), len(now), 100),
        "TOP_FIVE": over(sum(largest[:5]), whole, 100)
        if turnover is not None and whole > 0
        else None,
        "HHI": over(10_000 * sum(v * v for v in largest), whole * whole)
        if turnover is not None and whole > 0
        else None,
    }


def of_offers(desk, inside):
    some = []
    for key, row in desk.rows["offer"].items():
        if row["flow"] == "EXP" and row["status"] not in GONE | {"REPLACED"}:
            lines = [n for n in desk.rows["offer_line"].values() if n["offer"] == key]
            amount = sum(
                (
                    desk.worth(n["quantity"], n["price"], n["discount"], row["currency"])
                    for n in lines
                ),
                Fraction(0),
            )
            some.append({**row, "worth": desk.euros(amount, row["currency"], row["offered"])})
    every, some = some, [one for one in some if inside(one["offered"])]
    won, lost, sent = ([one for one in some if one["status"] == s] for s in ("WON", "LOST", "SENT"))
    known = not any(one["worth"] is None for one in some)
    asked = [one for one in some if one["enquired"] and one["enquired"] <= one["offered"]]
    old = [one for one in sent if (desk.today - one["offered"]).days > 7]
    return {
        "CONVERSION": over(len(won), len(won) + len(lost), 100),
        "CONVERSION_VALUE": over(
            total(one["worth"] for one in won), total(one["worth"] for one in won + lost), 100
        )
        if known
        else None,
        "REPLY_DAYS": over(
            sum((one["offered"] - one["enquired"]).days for one in asked), len(asked)
        ),
        "FOLLOWED_UP": over(sum((one["follow_ups"] or 0) > 0 for one in old), len(old), 100),
        "OPEN_OFFERS": None if not every or not known else total(one["worth"] for one in sent),
        "EXPIRED_OFFERS": over(sum(one["status"] == "EXPIRED" for one in some), len(some), 100),
    }


def middle(days):
    at, days = len(days) // 2, sorted(days)
    if not days:
        return None
    return Fraction(days[at]) if len(days) % 2 else Fraction(days[at - 1] + days[at], 2)


def nine_in_ten(days):
    return Fraction(sorted(days)[-(-9 * len(days) // 10) - 1]) if days else None


def of_lines(desk, inside, last):
    sold, bought = ([one for one in desk.lines if one["sold"] is flag] for flag in (True, False))
    due = [one for one in sold if one["judged"] and inside(one["due"])]
    due_in = [one for one in bought if one["judged"] and inside(one["due"])]
    asked = [
        one for one in sold if inside(one["asked"]) and (one["asked"] <= desk.today or one["done"])
    ]
    both = [one for one in due if one["in_time"] and one["full"]]
    days = [(one["done"] - one["ordered"]).days for one in sold if inside(one["done"])]
    days_in = [(one["done"] - one["ordered"]).days for one in bought if inside(one["done"])]
    placed = [one for one in bought if inside(one["ordered"])]
    late = [one for one in desk.lines if one["due"] and one["due"] < desk.today and not one["done"]]
    whole = total(one["worth"] for one in bought if one["ordered"] <= last)
    gone = total(one["worth"] for one in bought if one["booked"] and one["booked"] <= last)
    none = not desk.lines
    ours = [one for one in desk.bills.values() if one["ours"] and not one["note"]]
    billed = [
        one
        for one in ours
        if inside(one["issued"]) and one["issued"] <= desk.today and one["ordered"]
    ]
    carried = [
        pair for ship in desk.ships.values() if inside(ship["opened"]) for pair in ship["goods"]
    ]
    received = sum(
        (s["quantity"] for s in desk.ships.values() if not s["sold"] and inside(s["there"])),
        Decimal(0),
    )
    rejected = sum((c["rejected"] or 0 for c in desk.rows["claim"].values()
                    if c["kind"] == "SUPPLIER" and inside(c["received"] or c["opened"])), Decimal(0))  # fmt: skip
    priced = all(
        ship["value"] is not None for ship in desk.ships.values() if inside(ship["opened"])
    )
    return {
        "OTD": over(sum(one["in_time"] for one in due), len(due), 100),
        "OTD_ASKED": over(sum(bool(one["done"] and one["done"] <= one["asked"]) for one in asked), len(asked), 100),
        "IN_FULL": over(sum(one["full"] for one in due), len(due), 100),
        "OTIF": over(len(both), len(due), 100),
        "PERFECT": over(sum(not one["spoilt"] for one in both), len(due), 100),
        "LATE_LINES": None if none else Fraction(sum(one["sold"] for one in late)),
        "LEAD_OUT": over(sum(days), len(days)),
        "TO_INVOICE": over(sum((one["issued"] - one["ordered"]).days for one in billed), len(billed)),
        "LEAD_OUT_MEDIAN": middle(days), "LEAD_OUT_P90": nine_in_ten(days),
        "BOUGHT": None if none else total(one["worth"] for one in placed),
        "OPEN_PURCHASES": None if none or None in (whole, gone) else whole - gone,
        "SUPPLIER_OTD": over(sum(one["in_time"] for one in due_in), len(due_in), 100),
        "SUPPLIER_QUALITY": over(received - rejected, received, 100),
        "SUPPLIER_PPM": over(rejected, received, 1_000_000),
        "LATE_PURCHASES": None if none else Fraction(sum(not one["sold"] for one in late)),
        "UNCONFIRMED": over(sum(one["unconfirmed"] for one in placed), len(placed), 100),
        "LEAD_IN": over(sum(days_in), len(days_in)),
        "LEAD_IN_MEDIAN": middle(days_in), "LEAD_IN_P90": nine_in_ten(days_in),
        "LANDED": over(sum(c for _, c in carried), sum(v for v, _ in carried)) if priced else None,
    }  # fmt: skip


def in_euros(bill):
    """Whether its amounts could be told in euros."""
    return None not in (bill["net"], bill["total"])


def of_cash(desk, inside, first, last):
    ours = [one for one in desk.bills.values() if one["ours"]]
    theirs = [one for one in desk.bills.values() if not one["ours"]]
    none = not desk.bills

    def some(least, most):
        """The open amount of what was due so many days ago."""
        here = [
            one
            for one in ours
            if (least is None or (desk.today - one["due"]).days >= least)
            and (most is None or (desk.today - one["due"]).days <= most)
        ]
        return total(one["open"] for one in here)

    upto = [one for one in ours if one["issued"] <= last]
    known = not any(None in (one["net"], one["total"]) for one in upto)
    received = total(amount for day, amount in desk.paid if day <= last)
    gone = [one for one in ours if one["gone_on"]]
    lost_then = total(
        one["over"] - one["paid"] if in_euros(one) else None
        for one in gone
        if one["gone_on"] <= last
    )
    lost = total(one["lost"] if in_euros(one) else None for one in gone if inside(one["gone_on"]))
    owed = (
        total(one["total"] for one in upto) - received - lost_then
        if known and None not in (received, lost_then)
        else None
    )
    sales = [one for one in ours if inside(one["issued"])]
    taxed = (
        total(one["total"] for one in sales)
        if not any(None in (one["net"], one["total"]) for one in sales)
        else None
    )
    turnover = total(one["net"] if in_euros(one) else None for one in sales)
    settled = [one for one in ours if one["whole"] and inside(one["last"])]
    late = {one["key"]: max((one["last"] - one["due"]).days, 0) for one in settled}
    past, every = some(1, None), some(None, None)
    found = {
        "RECEIVABLES": None if none or owed is None else owed,
        "DSO": None if None in (owed, taxed) else over(owed, taxed, (last - first).days + 1),
        "DSO_COUNT_BACK": count_back(desk, ours, owed, last),
        "NOT_DUE": None if none else some(None, 0),
        "DUE_30": None if none else some(1, 30), "DUE_60": None if none else some(31, 60),
        "DUE_90": None if none else some(61, 90), "DUE_OVER": None if none else some(91, None),
        "OVERDUE": None if None in (past, every) else over(past, every, 100),
        "DAYS_LATE": None if any(one["total"] is None for one in settled) else over(sum(one["total"] * late[one["key"]] for one in settled), sum(one["total"] for one in settled)),
        "WRITTEN_OFF": None if none else lost,
        "BAD_DEBTS": None if None in (lost, turnover) else over(lost, turnover, 100),
        "PAYABLES": None if none else total(one["open"] for one in theirs),
    }  # fmt: skip
    seen = [one for one in desk.rows["credit"].values() if inside(one["presented"])]
    clean = [one for one in seen if one["status"] in {"HONOURED", "PAID"}]
    found["FIRST_PASS"] = over(
        len(clean), len(clean) + sum(one["status"] == "REFUSED" for one in seen), 100
    )
    return found | ahead(desk, ours, theirs)


def count_back(desk, ours, owed, last):
    """Whole recent months of sales, then the fraction of the next."""
    if owed is None:
        return None
    months = []
    for back in range(36):
        since = months_back(last, back)
        until = month_end(since)
        some = [one for one in ours if since <= one["issued"] <= until]
        months.append((sum((one["total"] or Fraction(0) for one in some), Fraction(0)), until.day))
    if not any(amount > 0 for amount, _ in months):
        return None
    left, days = owed, Fraction(0)
    for amount, length in months:
        if left <= 0:
            return days
        if amount <= 0:
            days += length
        elif amount >= left:
            return days + left * length / amount
        else:
            left, days = left - amount, days + length
    return days if left <= 0 else None


def ahead(desk, ours, theirs):
    """What is expected by each customer's habit, what is late beyond it, what is to pay."""
    habits, recent = {}, {}
    for one in ours:
        if one["whole"] and (desk.today - one["last"]).days < 365 and one["total"]:
            late = max((one["last"] - one["due"]).days, 0)
            for who in (one["party"], None):
                recent.setdefault(who, []).append((one["total"], late))
    for who, pairs in recent.items():
        habits[who] = int(half_up(sum(a * d for a, d in pairs) / sum(a for a, _ in pairs), 0))
    soon = desk.today + timedelta(days=30)
    rows = []
    for one in ours:
        if one["open"] is None or one["open"] != 0:
            day = one["due"] + timedelta(days=habits.get(one["party"], habits.get(None, 0)))
            rows.append((day, one["open"]))
    owing = [one for one in theirs if one["open"] is None or one["open"] != 0]
    table = [one for one in desk.bills.values() if one["open"] is None or one["open"] != 0]
    if not table:
        return {"CASH_IN_30": None, "CASH_OUT_30": None, "CHASE": None}
    return {
        "CASH_IN_30": total(amount for day, amount in rows if desk.today <= day <= soon),
        "CASH_OUT_30": total(one["open"] for one in owing if max(one["due"], desk.today) <= soon),
        "CHASE": total(amount for day, amount in rows if day < desk.today)
        if not any(amount is None for _, amount in rows)
        else None,
    }


def of_transport(desk, inside):
    came = [s for s in desk.ships.values() if inside(s["came"])]
    judged = [s for s in came if s["planned"]]
    travelled = [s for s in came if s["left"]]
    cleared = [s for s in came if not s["sold"] and s["freed"]]
    home = [s for s in cleared if s["there"]]
    left = [s for s in desk.ships.values() if inside(s["left"])]
    known = not any(s["costs"] is None for s in left)

    def per(unit):
        some = [s for s in left if s[unit] > 0 and s["freight"]]
        return (
            over(sum(s["freight"] for s in some), sum(Fraction(s[unit]) for s in some))
            if known
            else None
        )

    freight = total(s["freight"] for s in desk.ships.values() if inside(s["opened"]))
    both = [s for s in left if s["sold"] and s["costs"] and s["value"]]
    timed, duties = [], []
    for row in desk.rows["declaration"].values():
        if (
            row["status"] != "INVALIDATED"
            and row["accepted"]
            and row["released"]
            and row["released"] <= desk.today
            and inside(row["released"])
        ):
            timed.append(max((row["released"] - row["accepted"]).days, 0))
            duties.append((half_up(row["duty"] or 0), half_up(row["value"] or 0)))
    proofs = [
        row for row in desk.rows["declaration"].values()
        if row["status"] != "INVALIDATED" and row["procedure"] == "EXPORT" and row["released"]
        and not row["exited"] and not row["alternative"] and (desk.today - row["released"]).days > 90
    ]  # fmt: skip
    papers = [
        d for d in desk.rows["document"].values() if d["shipment"] in desk.ships and not d["waived"]
    ]
    got = [d for d in papers if inside(d["received"]) and d["received"] <= desk.today]
    owed = [d for d in papers if inside(d["due"]) and d["due"] <= desk.today]
    return {
        "ARRIVALS": over(sum(s["came"] <= s["planned"] for s in judged), len(judged), 100),
        "BEHIND": over(sum((s["came"] - s["planned"]).days for s in judged), len(judged)),
        "TRANSIT": over(sum((s["came"] - s["left"]).days for s in travelled), len(travelled)),
        "TO_RELEASE": over(sum(max((s["freed"] - s["came"]).days, 0) for s in cleared), len(cleared)),
        "TO_DOOR": over(sum((s["there"] - s["freed"]).days for s in home), len(home)),
        "CLEARANCE": over(sum(timed), len(timed)),
        "SAME_DAY": over(timed.count(0), len(timed), 100),
        "NEXT_DAY": over(sum(d <= 1 for d in timed), len(timed), 100),
        "DUTY": over(sum(d for d, _ in duties), sum(v for _, v in duties), 100),
        "EXIT_PROOFS": None if not any(r["status"] != "INVALIDATED" for r in desk.rows["declaration"].values()) else Fraction(len(proofs)),
        "FREIGHT": freight if desk.ships else None,
        "COST_KG": per("kg"), "COST_M3": per("m3"), "COST_TEU": per("teu"),
        "TRANSPORT_SHARE": over(sum(s["costs"] for s in both), sum(s["value"] for s in both), 100) if known else None,
        "PAPERS_RIGHT": over(sum(not d["discrepancy"] for d in got), len(got), 100),
        "PAPERS_IN_TIME": over(sum(bool(d["received"] and d["received"] <= d["due"]) for d in owed), len(owed), 100),
        "EVENTS_7": events(desk, papers),
    }  # fmt: skip


def events(desk, papers):
    """What has its day within seven days; None where nothing is awaited at all."""
    days = [
        m["expected"] or m["planned"] for m in desk.rows["milestone"].values()
        if m["shipment"] in desk.ships and not m["actual"]
        and m["kind"] in {"DOC_CUT_OFF", "VGM_CUT_OFF", "CARGO_CUT_OFF", "DEPARTED", "ARRIVED"}
    ]  # fmt: skip
    days += [one["due"] for one in desk.lines if not one["done"]]
    days += [d["due"] for d in papers if not d["received"]]
    days += [c["deadline"] for c in desk.rows["claim"].values() if waiting(c)]
    days += [
        o["follow_up"]
        for o in desk.rows["offer"].values()
        if o["flow"] == "EXP" and o["status"] == "SENT"
    ]
    known = [day for day in days if day and (desk.today - day).days < 60]
    return Fraction(sum(0 <= (day - desk.today).days <= 7 for day in known)) if known else None


def waiting(claim):
    return claim["status"] not in {"PAID", "CLOSED", "REJECTED"} and not claim["notified"]


def of_claims(desk, inside, last):
    every = list(desk.rows["claim"].values())
    some = [one for one in every if inside(one["opened"])]
    money = {
        n: [desk.euros(one[n], one["currency"], one["opened"]) for one in some]
        for n in ("proven", "claimed", "recovered")
    }
    known = not any(None in column for column in money.values())
    closed = [at for at, one in enumerate(some) if one["status"] in {"PAID", "CLOSED", "REJECTED"}]
    ships = [s for s in desk.ships.values() if inside(s["opened"])]
    shipped = total(s["value"] for s in ships)
    late = [
        one
        for one in every
        if waiting(one) and one["deadline"] and (one["deadline"] - desk.today).days <= 30
    ]
    still = [
        one
        for one in every
        if one["opened"]
        and one["opened"] <= last
        and one["status"] not in {"PAID", "CLOSED", "REJECTED"}
    ]
    return {
        "CLAIM_RATE": over(len(some), len(ships), 100),
        "CLAIM_VALUE": over(sum(money["proven"]), shipped, 100)
        if known and shipped is not None
        else None,
        "RECOVERY": over(
            sum(money["recovered"][at] for at in closed),
            sum(money["claimed"][at] for at in closed),
            100,
        )
        if known
        else None,
        "SUPPLIER_CLAIMS": over(sum(one["kind"] == "SUPPLIER" for one in some), len(some), 100),
        "CLAIM_COUNT": Fraction(len(some)) if every else None,
        "OPEN_CLAIMS": Fraction(len(still)) if every else None,
        "CLAIM_DEADLINES": Fraction(len(late)) if every else None,
    }


def of_mails(desk, inside):
    every = [one for one in desk.rows["message"].values() if one["status"] != "ASIDE"]
    some = [one for one in every if inside(one["received"])]
    came = [one for one in some if one["way"] == "IN"]
    asked = [one for one in came if one["party"]]
    answered = [one for one in asked if one["answered"] and one["answered"] >= one["received"]]
    past = [
        one
        for one in every
        if one["way"] == "IN" and one["received"] and one["received"] <= desk.today
    ]
    return {
        "MAILS_IN": Fraction(len(came)) if every else None,
        "MAILS_OUT": Fraction(len(some) - len(came)) if every else None,
        "FILED": over(sum(one["status"] == "FILED" for one in came), len(came), 100),
        "ANSWERED": over(len(answered), len(asked), 100),
        "ANSWER_DAYS": over(
            sum((one["answered"] - one["received"]).days for one in answered), len(answered)
        ),
        "TO_FILE": Fraction(sum(one["status"] == "TO_CONFIRM" for one in past)) if every else None,
        "RISKY": Fraction(
            sum(one["risk"] not in {None, "NONE"} and not one["checked"] for one in past)
        )
        if every
        else None,
    }


def market_share(desk, last):
    """Our sales of the codes of the statistics, at the mean rates of the year, by the imports."""
    told = [
        one
        for one in desk.rows["market_figure"].values()
        if (one["partner"], one["flow"]) == ("WORLD", "IMPORT")
        and date(one["year"], 12, 31) <= last
    ]
    told = [one for one in told if one["year"] == max(each["year"] for each in told)]
    inner = [
        one
        for one in told
        for each in told
        if one["reporter"] == each["reporter"]
        and one["goods_code"] != each["goods_code"]
        and one["goods_code"].startswith(each["goods_code"])
    ]
    ours, sizes = Fraction(0), Fraction(0)
    for one in [each for each in told if each not in inner]:
        end = date(one["year"], 12, 31)
        sold = Fraction(0)
        for line in desk.rows["order_line"].values():
            order = desk.rows["order"][line["order"]]
            product = desk.rows["product"].get(line["product"]) or {}
            code = line["goods_code"] or product.get("goods_code") or ""
            place = order["destination"] or desk.rows["party"][order["party"]]["country"]
            day = line["delivered"] or order["delivered"] or order["ordered"]
            if (
                order["flow"] == "EXP"
                and order["status"] not in GONE
                and place == one["reporter"]
                and day.year == one["year"]
                and code.startswith(one["goods_code"])
            ):
                amount = Fraction(line["quantity"]) * Fraction(line["price"])
                amount *= 1 - Fraction(line["discount"] or 0) / 100
                if not amount:
                    continue
                here, there = (
                    mean_rate(desk, which, one["year"])
                    for which in (one["currency"], order["currency"])
                )
                if None in (here, there):
                    return None
                same = one["currency"] == order["currency"]
                sold += amount if same else amount / there * here
        ours += desk.euros(half_up(sold), one["currency"], end)
        sizes += desk.euros(one["value"], one["currency"], end)
    return over(ours, sizes, 100)


def mean_rate(desk, currency, year):
    if currency == "EUR":
        return Fraction(1)
    rates = [
        Fraction(r["value"])
        for r in desk.rows["rate"].values()
        if r["currency"] == currency and r["source"] == "CUSTOMS" and r["day"].year == year
    ]
    return sum(rates) / len(rates) if rates else None


def of_growth(desk, inside, last):
    leads = [one for one in desk.rows["prospect"].values() if inside(one["obtained"])]
    won = [one for one in leads if one["order"]]
    spent, every = [], 0
    for cost in desk.rows["event_cost"].values():
        event, every = desk.rows["event"][cost["event"]], every + 1
        day = cost["day"] or event["starts"]
        if inside(day):
            spent.append(desk.euros(cost["spent"], event["currency"], day))
    for one in desk.rows["campaign"].values():
        every += 1
        if inside(one["starts"]):
            spent.append(half_up(one["cost"] or 0))
    spent = total(spent)
    left = {"SENT", "REPLIED", "INTERESTED", "REFUSED", "BOUNCED", "ORDERED"}
    letters = [one for one in desk.rows["approach"].values() if one["status"] in left]
    ours = [one for one in letters if inside(one["sent"] or one["drafted"])]
    replies = sum(one["status"] in {"REPLIED", "INTERESTED", "REFUSED", "ORDERED"} for one in ours)
    marks = [
        one["recommend"]
        for one in desk.rows["survey"].values()
        if one["recommend"] is not None and inside(one["answered"])
    ]
    return {
        "LEADS": Fraction(len(leads)) if desk.rows["prospect"] else None,
        "OUTLAY": spent if every else None,
        "LEAD_COST": over(spent, len(leads)),
        "LEAD_CONVERSION": over(len(won), len(leads), 100),
        "ORDER_COST": over(spent, len(won)),
        "LETTERS": Fraction(len(ours)) if letters else None,
        "REPLY_RATE": over(replies, len(ours), 100),
        "REFUSAL_RATE": over(sum(one["status"] == "REFUSED" for one in ours), len(ours), 100),
        "MARKET_SHARE": market_share(desk, last),
        "NPS": over(sum(m >= 9 for m in marks) - sum(m <= 6 for m in marks), len(marks), 100),
    }
