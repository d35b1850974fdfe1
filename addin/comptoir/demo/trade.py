"""Eighteen months of invented business: offers, orders, invoices, payments, with their faults.

Deterministic: the same day gives the same desk. The faults are those of real life: an unconfirmed
order, a late delivery, an unpaid invoice, a part payment, a lost offer, a missing date.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from random import Random

from comptoir.demo.firm import CONTACTS, PARTIES, PARTY_FIELDS, PRODUCT_FIELDS, PRODUCTS, RATES
from comptoir.records import Row
from comptoir.rules.money import Money

MONTHS = 18
NEAR = {"DE", "IT", "ES", "SE", "GB", "PT", "PL", "NL", "BE", "TR", "GR"}
SUBJECTS = (
    "Christmas range", "Spring catalogue", "New shop", "Restock", "Réassort", "Gamme hôtelière",
)  # fmt: skip
LOST = ("PRICE", "DELAY", "TERMS", "SILENCE", "PROJECT")


def _row(fields: tuple[str, ...], values: tuple[object, ...]) -> Row:
    return {name: value for name, value in zip(fields, values, strict=True) if value is not None}


@dataclass(slots=True)
class Business:
    """The rows of each record, in the order they must be registered."""

    rows: dict[str, list[Row]] = field(default_factory=dict)

    def add(self, record: str, row: Row) -> int:
        """Add a row; return its place, by which later rows refer to it."""
        rows = self.rows.setdefault(record, [])
        rows.append(row)
        return len(rows) - 1


def rounded(amount: Decimal, currency: object) -> Decimal:
    return Money(amount, str(currency)).rounded().amount


@dataclass(slots=True)
class Trader:
    """Makes up the business of a firm, one dossier at a time."""

    today: date
    dice: Random
    made: Business = field(default_factory=Business)

    def year_and_a_half(self) -> Business:
        """All rows. A link to a row of the same business is its place, as ``("order", 12)``."""
        for values in PARTIES:
            self.made.add("party", _row(PARTY_FIELDS, values))
        for values in PRODUCTS:
            self.made.add("product", {**_row(PRODUCT_FIELDS, values), "sale_currency": "EUR"})
        for party, civility, surname, first_name, job, email in CONTACTS:
            self.made.add("contact", {
                "party": party, "civility": civility, "surname": surname,
                "first_name": first_name, "job": job, "email": email, "main": True,
            })  # fmt: skip
        self._rates()
        for offered in sorted(self._day(latest=1) for _ in range(42)):
            self._offer(offered)
        flows = ["EXP"] * 95 + ["IMP"] * 44
        self.dice.shuffle(flows)
        flows.append("EXP")
        days = [*sorted(self._day(latest=4) for _ in flows[1:]), self.today - timedelta(days=3)]
        for number, (flow, ordered) in enumerate(zip(flows, days, strict=True)):
            self._order(flow, ordered, number)
        self._number_by_date()
        self._tasks()
        return self.made

    def _rates(self) -> None:
        first = self.today.replace(day=1)
        for back in range(MONTHS, -1, -1):
            month = (first - timedelta(days=30 * back)).replace(day=1)
            for currency, value in RATES.items():
                drift = Decimal(self.dice.randint(-300, 300)) / 10_000
                moved = (value * (1 + drift)).quantize(Decimal("0.0001"))
                self.made.add("rate", {
                    "currency": currency, "day": month, "source": "CUSTOMS", "value": moved,
                })  # fmt: skip

    def _day(self, latest: int = 3) -> date:
        """A working day of the last eighteen months, thicker towards the end."""
        back = int(latest + (1 - self.dice.random() ** 0.7) * 30 * MONTHS)
        day = self.today - timedelta(days=back)
        return day - timedelta(days=max(0, day.weekday() - 4))

    def _party(self, flow: str) -> Row:
        role = "CUSTOMER" if flow == "EXP" else "SUPPLIER"
        return self.dice.choice([p for p in self.made.rows["party"] if p["role"] == role])

    def _goods(self, flow: str, party: Row) -> list[Row]:
        products = self.made.rows["product"]
        if flow == "IMP":
            own = [p for p in products if p.get("supplier") == party["code"]]
        else:
            own = [p for p in products if p.get("sale_price")]
        return self.dice.sample(own, min(len(own), self.dice.choice((1, 1, 2, 2, 3, 4))))

    def _lines(self, flow: str, party: Row, link: tuple[str, int]) -> Decimal:
        """Add the lines of an order or offer; return their sum."""
        record, _ = link
        total = Decimal(0)
        for product in self._goods(flow, party):
            quantity = Decimal(self.dice.choice((24, 48, 60, 96, 120, 240, 480)))
            price = product["sale_price"] if flow == "EXP" else product["cost_price"]
            price = self._in(str(party["currency"]), Decimal(str(price)), flow)
            discount = Decimal(self.dice.choice((0, 0, 0, 2, 5)))
            line: Row = {
                record: link, "product": product["sku"], "quantity": quantity,
                "unit": product["unit"], "price": price, "discount": discount,
            }  # fmt: skip
            if record == "order":
                for weight in ("net_kg", "gross_kg"):
                    line[weight] = (Decimal(str(product[weight])) * quantity).quantize(
                        Decimal("0.1")
                    )
            self.made.add(f"{record}_line", line)
            total += rounded(quantity * price * (100 - discount) / 100, party["currency"])
        return total

    def _in(self, currency: str, euros: Decimal, flow: str) -> Decimal:
        if flow == "IMP" or currency == "EUR":
            return euros
        places = Decimal(1) if currency == "JPY" else Decimal("0.01")
        return (euros * RATES[currency]).quantize(places, ROUND_HALF_UP)

    def _terms(self, party: Row) -> Row:
        distant = party["country"] not in NEAR
        incoterm = str(party["incoterm"])
        sea = incoterm in {"FOB", "CIF", "CFR"}
        mode = "SEA" if sea else self.dice.choice(("AIR", "COURIER")) if distant else "ROAD"
        return {
            "incoterm": incoterm, "place": party["place"], "edition": "2020",
            "currency": party["currency"], "terms": party["terms"], "mode": mode,
        }  # fmt: skip

    def _offer(self, offered: date) -> None:
        party = self._party("EXP")
        age = (self.today - offered).days
        status = self.dice.choice(("WON", "LOST", "EXPIRED")) if age > 45 else "SENT"
        row: Row = {
            "party": party["code"], "flow": "EXP", "offered": offered, "status": status,
            "subject": self.dice.choice(SUBJECTS),
            "valid_until": offered + timedelta(days=30), "follow_up": offered + timedelta(days=10),
            "lead_days": self.dice.choice((10, 15, 20, 30)), "version": 1,
            **self._terms(party),
        }  # fmt: skip
        if status == "LOST" and self.dice.random() < 0.8:
            row["loss"] = self.dice.choice(LOST)
        place = self.made.add("offer", row)
        self._lines("EXP", party, ("offer", place))

    def _order(self, flow: str, ordered: date, number: int) -> None:
        party = self._party(flow)
        lead = self.dice.randint(12, 35) if flow == "EXP" else self.dice.randint(35, 90)
        committed = ordered + timedelta(days=lead)
        row: Row = {
            "party": party["code"], "flow": flow, "ordered": ordered,
            "requested": committed - timedelta(days=self.dice.choice((0, 0, 3, 7))),
            "their_ref": f"{'PO' if flow == 'EXP' else 'PI'}-{self.dice.randint(10_000, 99_999)}",
            "destination": party["country"] if flow == "EXP" else "FR",
            "owner": self.dice.choice(("Anna", "Bilal")), **self._terms(party),
        }  # fmt: skip
        self._progress(row, ordered, committed, number)
        place = self.made.add("order", row)
        total = self._lines(flow, party, ("order", place))
        if row["status"] in {"SHIPPED", "DELIVERED", "CLOSED"}:
            self._invoice(flow, party, row, place, total)

    def _progress(self, row: Row, ordered: date, committed: date, number: int) -> None:
        """How far the order has come by today; every ninth one meets a fault."""
        late = self.dice.choice((0, 0, 0, -2, 1, 4, 9)) if number % 9 else 12
        delivered = committed + timedelta(days=late)
        if (self.today - ordered).days <= 4 or (number % 17 == 5 and committed > self.today):
            row["status"] = "PLACED"
            return
        row["confirmed"] = ordered + timedelta(days=self.dice.randint(1, 4))
        row["committed"] = committed
        if number % 37 == 36:
            row["confirmed"] = ordered - timedelta(days=2)
        if number % 31 == 30:
            row["status"] = "CANCELLED"
            row["note"] = "Annulée à la demande du client"
        elif delivered <= self.today:
            row["delivered"] = delivered
            row["status"] = "CLOSED" if (self.today - delivered).days > 75 else "DELIVERED"
        elif committed - timedelta(days=10) <= self.today:
            row["status"] = "SHIPPED"
        else:
            row["status"] = self.dice.choice(("CONFIRMED", "IN_PRODUCTION", "READY"))

    def _invoice(self, flow: str, party: Row, order: Row, place: int, total: Decimal) -> None:
        sale = flow == "EXP"
        day = order.get("delivered") or order["committed"]
        assert isinstance(day, date)
        issued = min(day - timedelta(days=3), self.today)
        due = issued + timedelta(days=45 if "45" in str(party["terms"]) else 30)
        europe = party["country"] in {"DE", "IT", "ES", "SE", "PT", "PL", "NL", "BE"}
        row: Row = {
            "party": party["code"], "kind": "SALE" if sale else "PURCHASE",
            "order": ("order", place),
            "issued": issued, "due": due, "terms": party["terms"], "currency": party["currency"],
            "net": total, "vat": Decimal(0), "reminders": 0,
            "vat_case": ("EU_SUPPLY" if europe else "EXPORT") if sale else "REVERSE",
        }  # fmt: skip
        if not sale:
            row["their_ref"] = f"INV{self.dice.randint(1000, 9999)}"
        paid = self._payments(row, due, sale=sale)
        row["status"] = "PAID" if paid >= total else "PART_PAID" if paid else "ISSUED"
        invoice = self.made.add("invoice", row)
        for payment in self.made.rows.get("payment", []):
            if payment["invoice"] == "this one":
                payment["invoice"] = ("invoice", invoice)

    def _payments(self, invoice: Row, due: date, *, sale: bool) -> Decimal:
        total = Decimal(str(invoice["net"]))
        habit = self.dice.choice((-3, 0, 0, 2, 6, 15, 40))
        day = due + timedelta(days=habit)
        if day > self.today:
            return Decimal(0)
        parts = (
            [total]
            if self.dice.random() < 0.85
            else [rounded(total * Decimal("0.4"), invoice["currency"])]
        )
        for part in parts:
            self.made.add("payment", {
                "party": invoice["party"], "direction": "IN" if sale else "OUT",
                "invoice": "this one", "day": day, "currency": invoice["currency"],
                "amount": part, "means": "LC" if "LC" in str(invoice["terms"]) else "TT",
                "bank_ref": f"VIR{self.dice.randint(100_000, 999_999)}",
            })  # fmt: skip
        return sum(parts, Decimal(0))

    def _number_by_date(self) -> None:
        """Invoices and payments in the order of their days, as they would have been numbered."""
        invoices = self.made.rows["invoice"]
        order = sorted(range(len(invoices)), key=lambda at: str(invoices[at]["issued"]))
        places = {("invoice", was): ("invoice", now) for now, was in enumerate(order)}
        self.made.rows["invoice"] = [invoices[at] for at in order]
        payments = self.made.rows["payment"]
        for payment in payments:
            payment["invoice"] = places[payment["invoice"]]  # type: ignore[index]
        payments.sort(key=lambda payment: str(payment["day"]))

    def _tasks(self) -> None:
        for back, what, owner, party in (
            (-1, "Rappeler Mme Rowe au sujet des échantillons", "Anna", "HALLETT"),
            (0, "Send the new price list", "Bilal", "LAURENTIDES"),
            (2, "Préparer le certificat d'origine", "Anna", "DIALLO"),
            (4, "Ask for the inspection report", "Bilal", "WEIHONG"),
            (20, "Réserver le stand du salon", "Anna", None),
        ):
            row: Row = {"what": what, "status": "OPEN", "due": self.today + timedelta(days=back),
                        "owner": owner}  # fmt: skip
            if party:
                row["party"] = party
            self.made.add("task", row)


def business(today: date) -> Business:
    """The firm's eighteen months before *today*."""
    return Trader(today, Random(1712)).year_and_a_half()
