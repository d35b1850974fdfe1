"""Every figure that can be written plainly equals what is written plainly, on many desks."""

# ruff: noqa: E501 - a row or a case to the line reads as the table it is
from __future__ import annotations

import sys
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest

from comptoir import store
from comptoir.demo import business, fill, shipped
from comptoir.desk.figures import NoRateFor, UnknownFigure, desk_facts, desk_figures
from comptoir.kpis.definitions import DEFINITIONS
from comptoir.kpis.figures import Totals, figure
from comptoir.kpis.periods import read_period
from comptoir.records import RECORDS
from comptoir.store import Author

sys.path.insert(0, str(Path(__file__).parent))
from plainly import plain_figures

TODAY = date(2026, 11, 23)
NINE = datetime(2026, 11, 23, 9, tzinfo=UTC)


def read(engine):
    with store.reading(engine) as db:
        return {name: store.current(db, record) for name, record in RECORDS.items()}


def told(engine, period, **more):
    with store.reading(engine) as db:
        return desk_figures(db, TODAY, read_period(period), **more)


def agree(engine, period):
    rows, months = read(engine), read_period(period)
    plain = plain_figures(rows, months.first, months.last, TODAY)
    found = told(engine, period)
    ours = {code: found[code].value for code in plain}
    assert ours == plain
    return len(ours)


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    engine = store.create(f"sqlite:///{tmp_path_factory.mktemp('kpi') / 'desk.db'}")
    with engine.begin() as db:
        fill(db, shipped(business(TODAY), TODAY), author=Author("x", "demo"), at=NINE, today=TODAY)
    yield engine
    engine.dispose()


@pytest.mark.parametrize("period", ["2026-10", "2026-11", "2026-Q3", "2026", "2025-06..2026-11"])
def test_the_demo_desk_counted_plainly(demo, period):
    assert agree(demo, period) == 11


def random_desk(engine, seed):
    """A small desk of anything: odd currencies, credit notes, part payments, future dates."""
    dice = Random(seed)

    def day(least=-500, most=40):
        return TODAY + timedelta(days=dice.randint(least, most))

    def some(*of):
        return dice.choice(of)

    def amount(most=90_000):
        return Decimal(dice.randint(1, most)) / 100

    moneys = ("EUR", "EUR", "USD", "JPY") if seed % 3 else ("EUR", "USD", "GBP")
    with engine.begin() as db:
        save = store.begin_save(db, Author("x", "test"), NINE, "test")

        def put(record, *rows):
            noun = RECORDS[record]
            usual = {one.name: one.initial for one in noun.kept if one.initial is not None}
            return store.register(db, save, noun, [{**usual, **row} for row in rows], TODAY)

        put(
            "party",
            *(
                {"code": f"P{n}", "name": f"P{n}", "country": some("FR", "DE", "US")}
                for n in range(4)
            ),
        )
        put("rate", *({"currency": c, "day": date(2025, month, 1), "source": "CUSTOMS",
                       "value": Decimal(dice.randint(50, 19_000)) / 100}
                      for c in ("USD", "JPY") for month in (1, 6, 12)))  # fmt: skip
        count = dice.randint(0, 14)
        orders = put("order", *(
            {"party": f"P{dice.randint(0, 3)}", "flow": some("EXP", "IMP"), "ordered": day(), "place": "X",
             "incoterm": "FCA", "currency": some(*moneys), "committed": some(None, day()),
             "delivered": some(None, day()), "requested": some(None, day()),
             "mode": some(None, "SEA", "AIR"), "destination": some(None, "US"),
             "status": some("PLACED", "CONFIRMED", "DELIVERED", "CANCELLED", "DRAFT")}
            for _ in range(count))) if count else []  # fmt: skip
        for order in orders:
            put("order_line", *(
                {"order": order, "quantity": amount(5_000), "price": amount(), "discount": some(None, amount(5_000)),
                 "committed": some(None, None, day()), "delivered": some(None, None, day())}
                for _ in range(dice.randint(1, 3))))  # fmt: skip
        for order in orders[: dice.randint(0, count)]:
            kind = some("SALE", "SALE", "PURCHASE", "CREDIT_NOTE", "PROFORMA")
            net = amount() * (-1 if kind == "CREDIT_NOTE" else 1)
            money = some(*moneys)
            (bill,) = put("invoice", {"party": "P1", "kind": kind, "order": order, "issued": day(), "net": net,
                                      "vat": some(None, Decimal(0)), "due": some(None, day()),
                                      "status": some("ISSUED", "PAID", "CANCELLED"), "currency": money})  # fmt: skip
            for _ in range(dice.randint(0, 2)):
                put("payment", {"party": "P1", "invoice": bill, "day": day(most=0), "currency": money,
                                "amount": amount(20_000), "direction": some("IN", "IN", "OUT")})  # fmt: skip
        for _ in range(dice.randint(0, 6)):
            put("offer", {"party": "P2", "flow": some("EXP", "IMP"), "offered": day(), "place": "X",
                          "incoterm": "FCA", "status": some("SENT", "WON", "LOST", "EXPIRED")})  # fmt: skip


@pytest.mark.parametrize("seed", range(12))
def test_random_desks_counted_plainly(engine, seed):
    random_desk(engine, seed)
    for period in ("2026-10", "2025-06..2026-11", "2026-12"):
        agree(engine, period)


def test_an_empty_desk_is_blank_with_a_reason_everywhere(engine):
    for one in told(engine, "2026-10").values():
        assert one.value is None
        assert one.why.in_("fr") != one.why.in_("en")


def test_a_choice_narrows_and_its_parts_add_up(demo):
    with store.reading(demo) as db:
        facts = desk_facts(db, TODAY)
    period, one = read_period("2026"), DEFINITIONS["INTAKE"]
    modes = set(facts.tables["lines"]["mode"].tolist())
    parts = [figure(Totals(facts, {"mode": mode}), one, period).value for mode in modes]
    assert sum(parts) == figure(Totals(facts), one, period).value
    assert len(parts) > 2


def test_another_currency_is_the_same_figure_by_its_rate(demo):
    euros, dollars = (told(demo, "2026-10", currency=c, codes=["intake"]) for c in ("EUR", "USD"))
    assert 1 < dollars["INTAKE"].value / euros["INTAKE"].value < Decimal("1.3")
    with pytest.raises(NoRateFor, match="XAF"):
        told(demo, "2026-10", currency="XAF")


def test_an_unknown_figure_is_refused(demo):
    with pytest.raises(UnknownFigure, match="NOPE"):
        told(demo, "2026-10", codes=["nope"])
