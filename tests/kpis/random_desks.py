"""Desks of anything, held in memory: odd currencies, credit notes, part payments, future dates."""

# ruff: noqa: E501 - a record to the line reads as the table it is
from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import ROUND_DOWN, Decimal
from pathlib import Path
from random import Random

import numpy as np

from comptoir.desk.figures import NEEDED
from comptoir.kpis.exchange import MISSING
from comptoir.kpis.figures import serial
from comptoir.kpis.gathered import facts
from comptoir.kpis.periods import read_period
from comptoir.kpis.targets import targets
from comptoir.records import RECORDS
from comptoir.records.kinds import Day, Flag, Quantity, Whole
from comptoir.sheets.kpi_book import Chosen, kpi_book
from comptoir.sheets.kpi_build import build_kpi

TODAY = date(2026, 11, 23)
NINE = datetime(2026, 11, 23, 9, tzinfo=UTC)


def facts_of(rows, today=TODAY, currency="EUR"):
    """The facts of rows by record and key, given in columns as the store gives them."""
    return facts(lambda record: columns(record, rows[record]), serial(today), currency)


def columns(record, rows):
    kinds = {name: RECORDS[record].by_name[name].kind for name in NEEDED[record]}
    return {
        name: column(kind, [row.get(name) for row in rows.values()]) for name, kind in kinds.items()
    }


def column(kind, values):
    if isinstance(kind, Day):
        return np.array([serial(v) if v else 0 for v in values], dtype=np.int64)
    if isinstance(kind, Quantity):
        scale = 10**kind.places
        return np.array([MISSING if v is None else int(v * scale) for v in values], dtype=np.int64)
    if isinstance(kind, Whole):
        return np.array([MISSING if v is None else v for v in values], dtype=np.int64)
    if isinstance(kind, Flag):
        return np.array([bool(v) for v in values], dtype=np.int64)
    return np.array(values, dtype=object)


def books(folder, seeds):
    """The workbooks of figures of random desks, by turns in French and English."""
    made = []
    for seed in seeds:
        period = read_period(("2026-10", "2026-Q3", "2025-12..2026-11")[seed % 3])
        rows = ({}, {"country": "DE"}, {}, {"mode": "SEA"})[seed % 4]
        path = Path(folder) / f"desk-{seed}.xlsx"
        wished = targets([("TURNOVER", "2026", 12_345_678), ("OTIF", "2026", 900_000)])
        book = kpi_book(facts_of(Desk(seed).rows), Chosen(period, rows=rows, targets=wished),
                        lang=("fr", "en")[seed % 2], desk="Essai", by="x", at=NINE)  # fmt: skip
        build_kpi(path, book)
        made.append(path)
    return made


class Desk:
    """A desk of one throw of the dice."""

    def __init__(self, seed):
        self.dice = Random(seed)
        self.rows = {name: {} for name in NEEDED}
        self.moneys = ("EUR", "EUR", "USD", "JPY") if seed % 3 else ("EUR", "USD", "GBP")
        self.fill(seed)

    def put(self, record, key, **row):
        self.rows[record][key] = dict.fromkeys(NEEDED[record]) | row | {RECORDS[record].key: key}
        return key

    def some(self, *of):
        return self.dice.choice(of)

    def day(self, least=-500, most=40):
        return TODAY + timedelta(days=self.dice.randint(least, most))

    def maybe(self, least=-500, most=40):
        return self.some(None, self.day(least, most))

    def amount(self, most=90_000):
        return Decimal(self.dice.randint(1, most)) / 100

    def several(self, most):
        return range(self.dice.randint(0, most))

    def fill(self, seed):
        self.put("party", "US", name="Us", role="US", country="FR")
        for n in range(4):
            self.put(
                "party",
                f"P{n}",
                name=f"Party {n}",
                role="CUSTOMER",
                country=self.some("FR", "DE", "US"),
            )
        for currency in ("USD", "JPY"):
            for month in (1, 6, 12):
                self.put("rate", f"{currency}{month}", currency=currency, day=date(2025, month, 1), source="CUSTOMS",
                         value=Decimal(self.dice.randint(50, 19_000)) / 100)  # fmt: skip
        for n in range(3):
            self.put("product", f"A{n}", family=self.some(None, "F"), cost_price=self.some(None, self.amount(900)),
                     cost_currency=self.some("EUR", "USD"))  # fmt: skip
        self.orders()
        self.invoices()
        self.offers()
        self.shipments()
        self.claims()
        self.others()
        self.markets()
        self.losses(Random(seed))

    def markets(self):
        """Without dice, so that the rest of each desk stays what it was."""
        for sku, code in (("A0", "73239200"), ("A1", "69111000")):
            self.rows["product"][sku]["goods_code"] = code
        for market, code, money, size in (("DE", "7323", "USD", 9_000_000), ("US", "69", "EUR", 800_000),
                                          ("US", "691110", "EUR", 70_000), ("DE", "7323", "EUR", 5)):  # fmt: skip
            self.put("market_figure", f"{market} {code} {money}", reporter=market, flow="IMPORT", goods_code=code,
                     partner="WORLD" if size > 5 else "CN", year=2025, value=Decimal(size), currency=money)  # fmt: skip

    def losses(self, dice):
        """Invoices given up in whole or in part, goods rejected; dice of their own, as above."""
        for row in self.rows["invoice"].values():
            whole = row["net"] + (row["vat"] or 0)
            if row["kind"] == "SALE" and dice.random() < 0.5:
                part = dice.choice((whole, whole, whole / 3))
                places = Decimal(1) if row["currency"] == "JPY" else Decimal("0.01")
                row["written_off"] = part.quantize(places, ROUND_DOWN)
                row["written_off_on"] = dice.choice(
                    (None, row["issued"], TODAY - timedelta(days=dice.randint(0, 200)))
                )
        for row in self.rows["claim"].values():
            row["rejected"] = dice.choice((None, Decimal(dice.randint(0, 900_000)) / 1000))
            row["received"] = dice.choice((None, TODAY - timedelta(days=dice.randint(-9, 400))))

    def orders(self):
        for n in self.several(9):
            key = self.put(
                "order", f"O{n}", party=f"P{self.dice.randint(0, 3)}", flow=self.some("EXP", "IMP"), ordered=self.day(),
                currency=self.some(*self.moneys), committed=self.maybe(), delivered=self.maybe(), requested=self.maybe(),
                confirmed=self.maybe(), mode=self.some(None, "SEA", "AIR"), destination=self.some(None, "US", "DE"),
                status=self.some("PLACED", "CONFIRMED", "DELIVERED", "CANCELLED", "DRAFT"),
            )  # fmt: skip
            for k in range(self.dice.randint(1, 3)):
                self.put("order_line", f"{key}/{k}", order=key, product=self.some(None, "A0", "A1", "A2"), quantity=self.amount(5_000),
                         price=self.some(Decimal(0), self.amount()), discount=self.some(None, self.amount(5_000)),
                         committed=self.some(None, None, self.day()), delivered=self.some(None, None, self.day()))  # fmt: skip

    def invoices(self):
        for n in self.several(8):
            kind = self.some("SALE", "SALE", "PURCHASE", "CREDIT_NOTE", "PROFORMA")
            key, money = f"I{n}", self.some(*self.moneys)
            self.put("invoice", key, party=f"P{self.dice.randint(0, 3)}", kind=kind, issued=self.some(self.day(), self.day(-1700)), currency=money,
                     status=self.some("ISSUED", "PAID", "CANCELLED"), order=self.some(None, *self.rows["order"]),
                     net=self.amount() * (-1 if kind == "CREDIT_NOTE" else 1), vat=self.some(None, self.amount(900)), due=self.maybe())  # fmt: skip
            for k in self.several(2):
                self.put("payment", f"{key}P{k}", party="P1", invoice=key, day=self.day(most=0) - timedelta(days=k),
                         amount=self.some(self.amount(), Decimal(900)), direction=self.some("IN", "IN", "OUT"))  # fmt: skip

    def offers(self):
        for n in self.several(6):
            key = self.put("offer", f"Q{n}", party="P2", flow=self.some("EXP", "EXP", "IMP"), offered=self.day(), currency=self.some(*self.moneys),
                           status=self.some("SENT", "WON", "LOST", "EXPIRED", "REPLACED", "DRAFT"), enquired=self.maybe(),
                           follow_up=self.maybe(-90), follow_ups=self.some(None, 0, 2))  # fmt: skip
            for k in self.several(2):
                self.put(
                    "offer_line",
                    f"{key}/{k}",
                    offer=key,
                    quantity=self.amount(900),
                    price=self.amount(),
                    discount=None,
                )

    def shipments(self):
        for n in self.several(6):
            key = f"S{n}"
            cost = {
                name: self.some(None, self.amount())
                for name in ("origin_costs", "freight", "insurance", "arrival_costs", "other_costs")
            }
            self.put("shipment", key, party=f"P{self.dice.randint(0, 3)}", flow=self.some("EXP", "IMP"), mode=self.some("SEA", "AIR", "ROAD", "COURIER", None),
                     forwarder=self.some(None, "P3"), opened=self.day(), to_country="US", from_country="CN",
                     gross_kg=self.some(None, self.amount()), m3=self.some(None, self.amount(900)), cost_currency=self.some(*self.moneys), **cost)  # fmt: skip
            for kind in ("DEPARTED", "ARRIVED", "IMPORT_CLEARED", "DELIVERED", "VGM_CUT_OFF"):
                if self.dice.random() < 0.7:
                    self.put(
                        "milestone",
                        f"{key}{kind}",
                        shipment=key,
                        kind=kind,
                        planned=self.maybe(),
                        expected=self.maybe(-40, 20),
                        actual=self.maybe(),
                    )
            if self.dice.random() < 0.1:
                self.put("milestone", f"{key}X", shipment=key, kind="CANCELLED", actual=self.day())
            for k, line in enumerate(
                self.dice.sample(
                    list(self.rows["order_line"]), min(2, len(self.rows["order_line"]))
                )
            ):
                self.put("shipment_line", f"{key}/{k}", shipment=key, order_line=line, quantity=self.some(None, self.amount(9_000)),
                         currency=self.some(*self.moneys), value=self.some(None, self.amount()), landed=self.some(None, self.amount()))  # fmt: skip
            for k in self.several(2):
                self.put(
                    "container", f"{key}C{k}", shipment=key, kind=self.some("22G1", "45G1", None)
                )
            for k in self.several(3):
                self.put("document", f"{key}D{k}", shipment=key, paper="INVOICE", due=self.some(None, self.day(), self.day(-30, 20)), received=self.maybe(),
                         discrepancy=self.some(None, None, "wrong weight"), waived=self.some(False, False, True))  # fmt: skip
            if self.dice.random() < 0.4:
                self.put(
                    "quote",
                    f"{key}Q",
                    shipment=key,
                    chargeable_kg=self.some(None, self.amount()),
                    chosen=self.some(True, False),
                )
            for k in self.several(3):
                self.put("declaration", f"{key}E{k}", shipment=key, procedure=self.some("EXPORT", "IMPORT"), status=self.some("RELEASED", "INVALIDATED", "RELEASED"),
                         accepted=self.maybe(), released=self.maybe(), exited=self.maybe(), alternative=self.some(None, None, "signed note"),
                         value=self.some(None, self.amount()), duty=self.some(None, self.amount(9_000)))  # fmt: skip

    def claims(self):
        for n in self.several(4):
            self.put("claim", f"C{n}", shipment=self.some(None, *self.rows["shipment"]), kind=self.some("TRANSPORT", "SUPPLIER"), party=self.some(None, "P3"),
                     status=self.some("RECORDED", "PAID", "CLOSED", "REJECTED"), order=self.some(None, *self.rows["order"]), opened=self.day(),
                     deadline=self.maybe(-60), notified=self.maybe(), currency=self.some(*self.moneys),
                     proven=self.some(None, self.amount()), claimed=self.some(None, self.amount()), recovered=self.some(None, self.amount()))  # fmt: skip

    def others(self):
        for n in self.several(3):
            self.put(
                "credit",
                f"L{n}",
                party="P1",
                status=self.some("PRESENTED", "REFUSED", "PAID", "HONOURED"),
                presented=self.maybe(),
            )
        for n in self.several(6):
            self.put("message", f"M{n}", received=self.day(-200, 0), status=self.some("FILED", "TO_CONFIRM", "ASIDE"), party=self.some(None, "P1"),
                     way=self.some("IN", "IN", "OUT"), answered=self.maybe(-200), risk=self.some(None, "NONE", "ALARM"), checked=self.maybe())  # fmt: skip
        for n in self.several(3):
            event = self.put(
                "event", f"E{n}", country="DE", starts=self.day(), currency=self.some(*self.moneys)
            )
            self.put(
                "event_cost",
                f"{event}C",
                event=event,
                spent=self.some(None, self.amount()),
                planned=self.amount(),
                day=self.maybe(),
            )
            self.put("campaign", f"G{n}", starts=self.day(), cost=self.some(None, self.amount()))
            self.put("approach", f"G{n}A", campaign=f"G{n}", party="P1", drafted=self.day(), sent=self.maybe(),
                     status=self.some("DRAFTED", "SENT", "INTERESTED", "REFUSED", "ORDERED"))  # fmt: skip
            self.put(
                "prospect",
                f"R{n}",
                party="P2",
                stage="INTERESTED",
                obtained=self.day(),
                order=self.some(None, *self.rows["order"]),
            )
            self.put(
                "survey",
                f"V{n}",
                party="P1",
                answered=self.maybe(),
                recommend=self.some(None, 2, 8, 10),
            )
        self.put("target", "OTIF 2026", figure="OTIF", period="2026", value=Decimal(95))
