"""Who may be written to, who is whom, what a lead is worth, what a reply says."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from comptoir.rules.prospecting import (
    Answered,
    Firm,
    Lead,
    firm_words,
    lead_score,
    mail_domain,
    refusal,
    reply_says,
    same_firm,
)

JAN, MAY = date(2026, 1, 5), date(2026, 5, 5)


@pytest.mark.parametrize(
    ("answers", "channel", "forbidden"),
    [
        ([], "MAIL", False),
        ([("A", JAN, "OPPOSED", "ALL")], "MAIL", True),
        ([("a", JAN, "OPPOSED", "ALL")], "LETTER", True),  # whatever the case
        ([("A", JAN, "OPPOSED", "PHONE")], "MAIL", False),
        ([("A", JAN, "OPPOSED", "MAIL")], "MAIL", True),
        ([("A", JAN, "OPPOSED", "ALL"), ("A", MAY, "CONSENT", "MAIL")], "MAIL", False),
        ([("A", JAN, "OPPOSED", "ALL"), ("A", MAY, "CONSENT", "MAIL")], "LETTER", True),
        ([("A", MAY, "CONSENT", "ALL"), ("A", MAY, "OPPOSED", "ALL")], "MAIL", True),  # same day
        ([("a@x.example", JAN, "OPPOSED", "ALL"), ("A", MAY, "CONSENT", "ALL")], "MAIL", True),
        ([("B", JAN, "OPPOSED", "ALL")], "MAIL", False),
    ],
)
def test_refusal(answers, channel, forbidden):
    told = [Answered(*one) for one in answers]
    assert (refusal(told, ("A", "a@x.example"), channel) is not None) is forbidden


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (Firm("", "Keller GmbH", "DE"), Firm("", "KELLER", "DE"), True),
        (Firm("", "Keller GmbH", "DE"), Firm("", "Keller", "CH"), False),
        (Firm("", "A", "DE", email="x@a.example"), Firm("", "B", "FR", email="y@a.example"), True),
        (Firm("", "A", "DE", email="x@gmail.com"), Firm("", "B", "DE", email="y@gmail.com"), False),
        (Firm("", "A", "DE", vat="DE1"), Firm("", "B", "DE", vat="DE1"), True),
        (
            Firm("", "A", "DE", phone="+33 4 72 00 00 01"),
            Firm("", "B", "FR", phone="0472000001"),
            True,
        ),
        (Firm("", "A", "DE", phone="112"), Firm("", "B", "FR", phone="112"), False),
        (Firm("", "The Co", "GB"), Firm("", "Sté & Cie", "GB"), False),
    ],
)
def test_same_firm(one, other, same):
    assert (same_firm(one, other) is not None) is same
    assert (same_firm(other, one) is not None) is same


def test_names_and_domains():
    assert firm_words("Fratelli Rossi S.p.A.") == "fratelli rossi"
    assert (mail_domain("a@Orange.fr"), mail_domain("")) == ("", "")


def test_points_stay_within_bounds_and_say_why():
    best = Lead("REFERRAL", need=True, potential=Decimal(90_000), served_country=True,
                reachable=True, replied="ORDERED", next_step=True)  # fmt: skip
    assert lead_score(best)[0] == 100
    assert lead_score(Lead(days_silent=61)) == (0, lead_score(Lead(days_silent=61))[1])
    assert str(lead_score(Lead("FAIR", days_silent=61))[1][-1]) == "-15 silent for two months"


@pytest.mark.parametrize(
    ("subject", "text", "says"),
    [
        ("Re: casseroles", "Yes, send us samples please", "INTERESTED"),
        ("Re: cocottes", "Votre tarif m'intéresse, rappelez-moi", "INTERESTED"),
        ("Re: cocottes", "Veuillez trouver notre commande", "ORDERED"),
        ("STOP", "", "REFUSED"),
        ("Re: x", "We are not interested, thank you for the price list", "REFUSED"),
        ("Désabonnement", "merci", "REFUSED"),
        ("Undeliverable: After Ambiente", "user unknown", "BOUNCED"),
        ("Réponse automatique", "Je suis absent jusqu'au 3", "AWAY"),
        ("Re: x", "Bien reçu.", "REPLIED"),
    ],
)
def test_what_a_reply_says(subject, text, says):
    assert reply_says(subject, text)[0] == says
