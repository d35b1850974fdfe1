"""Enquiries and quotations read from mails: what is doubtful is left to the reader."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from comptoir.mail.quoted import Quoted, goods_in, number_in, terms_in

NAMES = {"CER-BOL": "CER-BOL", "Blue and white porcelain bowl": "CER-BOL",
         "Bol en porcelaine bleu et blanc": "CER-BOL", "COC-24": "COC-24",
         "Cocotte en fonte émaillée 24 cm": "COC-24"}  # fmt: skip
NEAR = date(2026, 8, 10)


def goods(text):
    return [(one.what, one.quantity, one.unit, one.price, one.currency)
            for one in goods_in(text, NAMES)]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("240 x CER-BOL", ("CER-BOL", Decimal(240), None, None, None)),
        ("CER-BOL: 1,200 pcs", ("CER-BOL", Decimal(1200), "PCE", None, None)),
        ("Nous voudrions 48 cocottes (Cocotte en fonte émaillée 24 cm : 48 pièces)",
         ("COC-24", Decimal(48), "PCE", None, None)),
        ("Blue and white porcelain bowl - USD 2.35 / pc", ("CER-BOL", None, None, Decimal("2.35"),
                                                         "USD")),
        ("COC-24 41,50 € par unité", ("COC-24", None, None, Decimal("41.50"), "EUR")),
        ("CER-BOL\t6000\tPCE\t2.35\t14100.00", ("CER-BOL", Decimal(6000), "PCE", Decimal("2.35"),
                                                None)),
    ],
)  # fmt: skip
def test_goods_with_what_stands_beside_them(line, found):
    assert goods(line) == [found]


def test_an_article_is_named_once_and_others_are_not_guessed():
    assert [one[0] for one in goods("CER-BOL 5\nCER-BOL 6\nCER-BOLS\nplates 12")] == ["CER-BOL"]


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("FOB Ningbo, lead time: 45 days", {"INCOTERM": "FOB Ningbo", "LEAD": 45}),
        ("Délai de livraison : 6 semaines", {"LEAD": 42}),
        ("Offre valable jusqu'au 30/09/2026", {"VALID": date(2026, 9, 30)}),
        ("Validity: 30 days", {"VALID": date(2026, 9, 9)}),
        (
            "Payment terms: 30% deposit, balance before shipment",
            {"TERMS": "30% deposit, balance before shipment"},
        ),
        ("MOQ: 1,000 pcs", {"MINIMUM": Decimal(1000)}),
        ("Quotation no. MC-7781", {"REFERENCE": "MC-7781"}),
        ("Prices FOB Ningbo\nor CIF Fos-sur-Mer", {}),  # two: which one is not ours to say
        ("We hope this is in order.", {}),
    ],
)
def test_terms(text, facts):
    assert {one.fact.name: one.value for one in terms_in(text, NEAR)} == facts


@pytest.mark.parametrize(
    ("typed", "number"),
    [("1 234,50", "1234.50"), ("1,234.50", "1234.50"), ("2,35", "2.35"), ("40,000", "40000"),
     ("1.200.000", "1200000"), ("12'500.5", "12500.5")],
)  # fmt: skip
def test_numbers(typed, number):
    assert number_in(typed) == Decimal(number)


def test_every_fact_has_a_word():
    assert all(one.value for one in Quoted)
