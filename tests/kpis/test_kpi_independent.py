"""Every figure that can be written plainly equals what is written plainly, on many desks."""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from comptoir import store
from comptoir.demo import business, fill, shipped
from comptoir.desk.figures import NEEDED, NoRateFor, UnknownFigure, desk_facts, desk_figures
from comptoir.kpis.definitions import DEFINITIONS
from comptoir.kpis.figures import Totals, figure, figures
from comptoir.kpis.periods import read_period
from comptoir.records import RECORDS
from comptoir.store import Author

sys.path.insert(0, str(Path(__file__).parent))
from plainly import plain_figures
from random_desks import TODAY, Desk, facts_of

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
    assert [code for code in found if not same(code, found[code].value, plain[code])] == []
    return len(found)


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    engine = store.create(f"sqlite:///{tmp_path_factory.mktemp('kpi') / 'desk.db'}")
    with engine.begin() as db:
        fill(db, shipped(business(TODAY), TODAY), author=Author("x", "demo"), at=NINE, today=TODAY)
    yield engine
    engine.dispose()


@pytest.mark.parametrize("period", ["2026-10", "2026-11", "2026-Q3", "2026", "2025-06..2026-11"])
def test_the_demo_desk_counted_plainly(demo, period):
    assert agree(demo, period) == len(DEFINITIONS)


def differing(seed):
    """What a random desk's figures and the plain ones disagree on; how many agree."""
    rows = Desk(seed).rows
    totals, count, bad = Totals(facts_of(rows)), 0, []
    for text in ("2026-10", "2025-06..2026-11", "2026-12"):
        period = read_period(text)
        plain = plain_figures(rows, period.first, period.last, TODAY)
        for code, one in figures(totals, period).items():
            count += 1
            if not same(code, one.value, plain[code]):
                bad.append((seed, text, code, one.value, plain[code]))
    return count, bad


def same(code, ours, theirs):
    """Exactly; but for the one figure that is a root."""
    if code == "CAGR" and None not in (ours, theirs):
        return float(ours) == pytest.approx(theirs)
    return ours == theirs


@pytest.mark.parametrize("seed", range(16))
def test_random_desks_counted_plainly(seed):
    count, bad = differing(seed)
    assert bad == []
    assert count == 3 * len(DEFINITIONS)


def test_among_random_desks_every_figure_is_once_not_blank():
    """Else its agreement would prove nothing."""
    seen = set()
    for seed in range(60):
        found = figures(Totals(facts_of(Desk(seed).rows)), read_period("2025-06..2026-11"))
        seen |= {code for code, one in found.items() if one.value}
    assert set(DEFINITIONS) - seen == set()


ORDER = {
    "party": "P0", "flow": "EXP", "ordered": date(2026, 10, 5), "currency": "EUR",
    "status": "CONFIRMED",
}  # fmt: skip
BILL = {
    "party": "P0", "kind": "SALE", "status": "ISSUED", "issued": date(2026, 10, 5),
    "due": date(2026, 12, 1), "currency": "GBP", "net": Decimal(100),
}  # fmt: skip


def a_desk(**records):
    """The figures of a desk of these rows and one partner, no more."""
    desk = Desk.__new__(Desk)
    desk.rows = {name: {} for name in NEEDED}
    desk.put("party", "P0", name="P0", role="CUSTOMER", country="DE")
    for record, rows in records.items():
        for key, row in rows.items():
            desk.put(record, key, **row)
    return figures(Totals(facts_of(desk.rows)), read_period("2026-10"))


def test_one_order_gives_its_amount_and_blanks_with_reasons():
    line = {"order": "O", "quantity": Decimal(3), "price": Decimal("10.10")}
    found = a_desk(order={"O": ORDER}, order_line={"L": line})
    assert found["INTAKE"].value == found["ORDER_VALUE"].value == Fraction("30.30")
    assert found["BOOK_TO_BILL"].value is None
    assert "No row" in found["BOOK_TO_BILL"].why.in_("en")


def test_a_currency_without_a_rate_blanks_what_it_is_part_of_and_nothing_else():
    line = {"order": "O", "quantity": Decimal(3), "price": Decimal(10)}
    days = {"committed": date(2026, 10, 20), "delivered": date(2026, 10, 19)}
    found = a_desk(order={"O": {**ORDER, "currency": "GBP", **days}}, order_line={"L": line})
    assert found["INTAKE"].value is None
    assert "exchange rate" in found["INTAKE"].why.in_("en")
    assert found["OTIF"].value == 100
    assert "recorded" in found["TURNOVER"].why.in_("en")


def test_an_open_invoice_without_a_rate_is_not_left_out_of_what_is_to_come():
    pay = {"invoice": "I", "direction": "IN", "day": date(2026, 10, 9), "amount": Decimal(100)}
    assert a_desk(invoice={"I": BILL})["CASH_IN_30"].value is None
    euros = {**BILL, "currency": "EUR"}
    settled = a_desk(invoice={"I": BILL, "J": euros}, payment={"P": pay})
    assert settled["CASH_IN_30"].value == 100


def test_a_credit_note_takes_away_and_may_make_turnover_negative():
    note = {**BILL, "kind": "CREDIT_NOTE", "currency": "EUR", "net": Decimal(-40)}
    found = a_desk(invoice={"N": note, "M": {**note, "net": Decimal(60)}})
    assert found["TURNOVER"].value == -100
    assert found["TOP_FIVE"].value is None


def test_what_lies_in_the_future_waits():
    line = {"order": "O", "quantity": Decimal(1), "price": Decimal(10)}
    later = {**ORDER, "committed": date(2026, 12, 20), "delivered": date(2026, 12, 19)}
    found = a_desk(order={"O": later}, order_line={"L": line})
    assert found["OTD"].value is None
    assert found["LATE_LINES"].value == 0
    assert found["BACKLOG"].value == 10


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
