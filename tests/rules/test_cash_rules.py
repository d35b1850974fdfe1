"""Allocation, ageing, matching and VAT cases: no cent made or lost, the right invoice proposed."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comptoir.rules.money import Money, total
from comptoir.rules.payment import Days, parse, schedule
from comptoir.rules.payment.ageing import Age, Left, age, aged, instalments_left
from comptoir.rules.payment.allocating import NotReceived, Owed, allocate_payment
from comptoir.rules.payment.bad_debts import bad_debt_rate, vat_to_claim_back, without_vat
from comptoir.rules.payment.matching import CHARGES, Entry, Open, proposals
from comptoir.rules.purchasing import rejected_per_million, supplier_quality
from comptoir.rules.vat import VatCase, sale_case, vat_due

TODAY = date(2026, 11, 23)
TERMS = ("NET 30", "30 % order, 70 % NET 30", "20 % order, 30 % shipment, solde 60 jours")
cents = st.integers(1, 10_000_000).map(lambda n: Money(Decimal(n) / 100, "EUR"))
debts = st.lists(
    st.builds(
        Owed,
        st.integers(1, 9999).map(lambda n: f"FA-2026-{n:04}"),
        cents,
        st.dates(date(2026, 1, 1), date(2027, 1, 1)) | st.none(),
    ),
    max_size=8,
    unique_by=lambda one: one.invoice,
)


@given(cents, debts, st.integers(0, 3))
def test_a_payment_never_makes_or_loses_a_cent(amount, owed, count):
    shared = allocate_payment(amount, owed, [one.invoice for one in owed[:count]])
    assert total((part.amount for part in shared.parts), "EUR") + shared.rest == amount
    balances = {one.invoice: one.balance for one in owed}
    assert all(0 < part.amount.amount <= balances[part.invoice].amount for part in shared.parts)
    assert shared.rest.amount >= 0
    if shared.rest.amount:
        settled = {part.invoice: part.amount for part in shared.parts}
        assert settled == balances, "a rest stays only once every invoice is settled"


@given(st.sampled_from(TERMS), cents, cents)
def test_what_is_left_of_the_instalments_is_what_is_left_of_the_invoice(terms, whole, paid):
    days = Days(order=TODAY, invoice=TODAY, shipment=TODAY)
    left = instalments_left(schedule(parse(terms), whole, days), paid)
    assert total((one.amount for one in left), "EUR") == whole - paid


@given(st.lists(st.builds(Left, st.dates(date(2025, 1, 1), date(2027, 1, 1)) | st.none(), cents)))
def test_the_ages_add_up_to_what_is_owed(left):
    sums = aged(left, TODAY, "EUR")
    assert total(sums.values(), "EUR") == total((one.amount for one in left), "EUR")


@pytest.mark.parametrize(
    ("days", "expected"),
    [(0, Age.NOT_DUE), (1, Age.MONTH), (30, Age.MONTH), (31, Age.TWO_MONTHS),
     (60, Age.TWO_MONTHS), (61, Age.THREE_MONTHS), (90, Age.THREE_MONTHS), (91, Age.OLDER)],
)  # fmt: skip
def test_each_age_has_its_first_and_last_day(days, expected):
    assert age(TODAY - timedelta(days=days), TODAY) is expected


def test_those_due_first_are_settled_first_and_another_currency_never():
    owed = [
        Owed("B", Money(100, "EUR"), date(2026, 10, 1)),
        Owed("A", Money(100, "EUR"), date(2026, 9, 1)),
        Owed("C", Money(100, "USD"), date(2026, 8, 1)),
    ]
    shared = allocate_payment(Money(150, "EUR"), owed)
    assert [(one.invoice, one.amount.amount) for one in shared.parts] == [("A", 100), ("B", 50)]
    with pytest.raises(NotReceived):
        allocate_payment(Money(0, "EUR"), owed)


def bill(ref="FA-2026-0042", amount="950", party="KELLER", **but):
    told = {"name": "Keller Küchen GmbH", "due": date(2026, 11, 20), **but}
    return Open(ref, party, balance=Money(Decimal(amount), "EUR"), **told)


def entry(amount="950", text="", who="", iban=None):
    return Entry(Money(Decimal(amount), "EUR"), TODAY, text, who, iban)


@pytest.mark.parametrize(
    "text",
    ["FA-2026-0042", "RGT FACT FA2026-42 DU 10/10", "inv. fa 2026 0042", "FA/2026/0042 merci"],
)
def test_an_invoice_is_known_however_the_payer_writes_it(text):
    best = proposals(entry(text=text), [bill(), bill("FA-2026-0420"), bill("FA-2026-0004")])[0]
    assert (best.invoices, best.sure) == (("FA-2026-0042",), True)


def test_a_longer_number_is_another_invoice():
    found = proposals(entry(text="FA-2026-00421"), [bill(due=None)])
    assert not any(one.sure for one in found)


def test_two_invoices_named_and_paid_together_are_proposed_together():
    best = proposals(
        entry("1450", "FA-2026-0042 + FA-2026-0043"), [bill(), bill("FA-2026-0043", "500")]
    )[0]
    assert best.invoices == ("FA-2026-0042", "FA-2026-0043")
    assert best.sure


def test_a_name_and_an_exact_sum_are_proposed_but_not_sure():
    best = proposals(
        entry("1450", who="KELLER KUECHEN"),
        [bill(), bill("FA-2026-0043", "500"), bill("FA-3", "9")],
    )[0]
    assert set(best.invoices) == {"FA-2026-0042", "FA-2026-0043"}
    assert not best.sure


def test_bank_charges_are_guessed_up_to_a_limit():
    best = proposals(entry("935", "FA-2026-0042"), [bill()])[0]
    assert best.short == Money(15, "EUR")
    assert not best.sure
    far = proposals(entry(str(950 - CHARGES - 50), "FA-2026-0042"), [bill()])[0]
    assert far.short is None


def test_nothing_is_proposed_where_nothing_speaks_for_it():
    assert proposals(entry("12", "LOYER NOVEMBRE", "SCI DES QUAIS"), [bill()]) == []


@pytest.mark.parametrize(
    ("country", "number", "case"),
    [
        ("FR", None, VatCase.DOMESTIC),
        ("DE", "DE136695976", VatCase.EU_SUPPLY),
        ("DE", "DE136695977", VatCase.DOMESTIC),
        ("DE", None, VatCase.DOMESTIC),
        ("SA", None, VatCase.EXPORT),
        ("GB", "GB980780684", VatCase.EXPORT),
        ("RE", None, VatCase.EXPORT),
    ],
)
def test_each_customer_has_a_vat_case(country, number, case):
    assert sale_case(country, number, TODAY).case is case


def test_vat_is_twenty_percent_at_home_and_was_less_before_2014():
    net = Money(Decimal("1234.56"), "EUR")
    assert str(vat_due(net, "DOMESTIC", TODAY)) == "246.91 EUR"
    assert str(vat_due(net, "DOMESTIC", date(2013, 12, 31))) == "241.97 EUR"
    assert str(vat_due(net, "DOMESTIC", date(2014, 1, 1))) == "246.91 EUR"
    assert vat_due(net, "EXPORT", TODAY).amount == 0


@given(st.integers(1, 10**7), st.integers(0, 10**7), st.integers(0, 100))
def test_what_is_lost_is_its_net_and_its_vat_to_the_cent(net, vat, share):
    """The two parts of what was written off make it, whatever share of the invoice it is."""
    bare, whole = (Money(Decimal(one) / 100, "EUR") for one in (net, net + vat))
    lost = (whole * share / 100).rounded()
    assert without_vat(lost, bare, whole) + vat_to_claim_back(lost, bare, whole) == lost
    assert 0 <= without_vat(lost, bare, whole).amount <= lost.amount


@pytest.mark.parametrize(
    ("lost", "turnover", "rate"), [(2400, 480_000, "0.5"), (0, 100, "0"), (10, 0, None)]
)
def test_the_bad_debt_rate_has_no_value_without_turnover(lost, turnover, rate):
    found = bad_debt_rate(Money(lost, "EUR"), Money(turnover, "EUR"))
    assert found == (None if rate is None else Decimal(rate))


@pytest.mark.parametrize(
    ("rejected", "received", "quality", "per_million"),
    [(12, 4800, "99.75", "2500"), (0, 10, "100", "0"), (10, 10, "0", "1000000"),
     (5, 0, None, None)],
)  # fmt: skip
def test_supplier_quality_and_rejects_per_million_tell_the_same(
    rejected, received, quality, per_million
):
    said = [
        rule(Decimal(rejected), Decimal(received))
        for rule in (supplier_quality, rejected_per_million)
    ]
    assert said == [None if one is None else Decimal(one) for one in (quality, per_million)]
