"""Facts are read out of mails and offered; a question, a doubt or an old date offers nothing."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comptoir.mail.days import days_in
from comptoir.mail.extract import Extracted
from comptoir.mail.parse import parse
from comptoir.mail.proposals import Fact, proposals
from comptoir.rules.numbers.declarations import mrn_check_digit

TODAY = date(2026, 11, 23)


def mail(text, subject="Hello"):
    head = f"From: li@acme.example\nSubject: {subject}\nDate: Mon, 23 Nov 2026 09:00:00 +0100\n"
    return parse(f"{head}Content-Type: text/plain; charset=utf-8\n\n{text}".encode())


def read(text, subject="Hello", texts=()):
    return [(one.fact, one.value) for one in proposals(mail(text, subject), texts, today=TODAY)]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2026-12-05", ["2026-12-05"]),
        ("2026/12/5 and 2026.12.06", ["2026-12-05", "2026-12-06"]),
        ("05/12/2026", ["2026-12-05"]),
        ("5.12.26", ["2026-12-05"]),
        ("12/25/2026", ["2026-12-25"]),
        ("3rd of December 2026", ["2026-12-03"]),
        ("December 3, 2026", ["2026-12-03"]),
        ("Dec 3rd", ["2026-12-03"]),
        ("le 1er décembre", ["2026-12-01"]),
        ("15 janv. 2027", ["2027-01-15"]),
        ("am 24. Dezember", ["2026-12-24"]),
        ("5 de diciembre de 2026", ["2026-12-05"]),
        ("05-DEC-2026", ["2026-12-05"]),
        ("6 febbraio", ["2027-02-06"]),
        ("5 November", ["2026-11-05"]),
        ("31/02/2026, 99.99.2026, 12-34", []),
        ("v1.2.26.1, 10.12.2026.5, 192.168.1.26", []),
        ("PO 45-12-2026-7", []),
    ],
)
def test_days_in_six_languages(text, days):
    assert [str(one) for one in days_in(text, TODAY)] == days


def test_a_day_with_two_readings_keeps_both():
    (one,) = days_in("03/04/2027", TODAY)
    assert (one.day, one.or_else) == (date(2027, 4, 3), date(2027, 3, 4))
    (one,) = days_in("04.04.2027", TODAY)
    assert one.or_else is None
    (found,) = proposals(mail("New ETA 03/04/2027."), today=TODAY)
    assert found.or_else == date(2027, 3, 4)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("New ETA Le Havre: 12 December 2026.", (Fact.NEW_ETA, date(2026, 12, 12))),
        ("ETA changed from 5 Dec to 12 Dec.", (Fact.NEW_ETA, date(2026, 12, 12))),
        ("Revised ETA 12/12/2026 instead of 05/12/2026", (Fact.NEW_ETA, date(2026, 12, 12))),
        (
            "Le navire arrivera le 14 décembre au lieu du 9 décembre.",
            (Fact.NEW_ETA, date(2026, 12, 14)),
        ),
        ("Arrivée prévue : 14/12/2026", (Fact.NEW_ETA, date(2026, 12, 14))),
        ("Neue Ankunft Hamburg 20.12.2026 statt 15.12.2026", (Fact.NEW_ETA, date(2026, 12, 20))),
        ("Llegada prevista 20 de diciembre", (Fact.NEW_ETA, date(2026, 12, 20))),
        ("We confirm your order, delivery 15 January 2027.", (Fact.CONFIRMED, date(2027, 1, 15))),
        (
            "Order confirmation no. 12: ready ex works 2027-01-15",
            (Fact.CONFIRMED, date(2027, 1, 15)),
        ),
        ("Nous confirmons l'expédition pour le 15/01/2027.", (Fact.CONFIRMED, date(2027, 1, 15))),
        ("Auftragsbestätigung: Liefertermin 15.01.2027", (Fact.CONFIRMED, date(2027, 1, 15))),
        ("Tracking number: 1Z999AA10123456784", (Fact.TRACKING, "1Z999AA10123456784")),
        ("Your tracking no. is 1234 5678 9012 with FedEx", (Fact.TRACKING, "123456789012")),
        ("Numéro de suivi : 6A12345678901", (Fact.TRACKING, "6A12345678901")),
        ("Sendungsnummer 00340434161094042557", (Fact.TRACKING, "00340434161094042557")),
        ("Please find the arrival notice attached.", (Fact.ARRIVAL, None)),
        ("Avis d'arrivée ci-joint", (Fact.ARRIVAL, None)),
        ("3 cartons arrived damaged.", (Fact.CLAIM, None)),
        ("Nous émettons des réserves : 2 colis manquants.", (Fact.CLAIM, None)),
        ("Reklamation zur Lieferung", (Fact.CLAIM, None)),
    ],
)
def test_what_is_offered(text, expected):
    assert expected in read(text)
    assert len(read(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "The ETA remains 12 December 2026.",
        "ETA inchangée : 12/12/2026",
        "What is the ETA, 12 December?",
        "ETA between 5 December and 12 December 2026",
        "Please confirm delivery for 15 January 2027.",
        "Merci de nous confirmer la livraison du 15/01/2027.",
        "Bitte bestätigen Sie den Liefertermin 15.01.2027",
        "We cannot confirm delivery on 15 January 2027.",
        "Can you confirm shipment on 15 January 2027?",
        "Please send us the order confirmation with delivery 15 January 2027.",
        "The order is not yet confirmed for delivery 15 January 2027.",
        "Is delivery confirmed for 15 January 2027?",
        "Nous ne pouvons pas encore envoyer la confirmation de commande, livraison 15/01/2027.",
        "I confirm our call on 15 January 2027.",
        "Tracking number to follow",
        "No damage was found.",
        "Livraison reçue sans réserves.",
        "MRN 26FR00000000000000",
        "> New ETA 12 December 2026",
    ],
)
def test_a_question_a_doubt_or_no_news_offers_nothing(text):
    assert read(text) == []


def test_an_mrn_counts_with_its_check_digit():

    stem = "26FR00012345678A1"[:16] + "A"
    number = stem + mrn_check_digit(stem)
    wrong = stem + str((int(number[-1]) + 1) % 10)
    assert read(f"MRN {number} released") == [(Fact.MRN, number)]
    assert read(f"MRN {wrong} released") == []


def test_a_fact_said_twice_is_offered_once_with_its_words_and_place():
    texts = [Extracted("Arrival.pdf", "ETA 2026-12-12")]
    found = proposals(
        mail("New ETA 12 Dec 2026 at Fos.", subject="ETA 12/12/2026"), texts, today=TODAY
    )
    (one,) = found
    assert (one.words, one.where.in_("fr")) == ("ETA 12/12/2026", "l’objet")
    only = proposals(mail("see file"), texts, today=TODAY)
    assert only[0].where.in_("en") == "the file Arrival.pdf"


@given(st.text(max_size=500))
def test_any_text_is_read(text):
    for one in proposals(parse(text.encode("utf-8", "replace")), today=TODAY):
        assert one.words
