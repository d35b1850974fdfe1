"""The same firm entered twice, and firms that only look so."""

from __future__ import annotations

import pytest

from comptoir.rules.doubles import LIKELY, Known, doubles, likeness

KELLER = Known("Keller Küchenwelt GmbH", "DE", "Stuttgart", "70174",
               "einkauf@keller.example", "+49 711 1234567", "DE264857316")  # fmt: skip


@pytest.mark.parametrize(
    "other",
    [
        Known("Keller GmbH", "DE", vat="DE 264857316"),  # the number proves
        Known("KELLER KUECHENWELT", "DE"),
        Known("Keller Kuchenwelt", "DE", email="info@keller.example"),
        Known("Küchenwelt Keller", "DE", phone="0711 1234567", email="k.vogel@keller.example"),
        Known("Keller Küchenwelt Stuttgart", "DE", postcode="70174"),
    ],
)
def test_doubles(other):
    assert likeness(KELLER, other).score >= LIKELY
    assert likeness(other, KELLER).score == likeness(KELLER, other).score


@pytest.mark.parametrize(
    "other",
    [
        Known("Keller Küchenwelt GmbH", "DE", vat="DE136695976"),  # another number: another firm
        Known("Keller Weine", "DE", city="Stuttgart"),
        Known("Kellner & Söhne", "AT"),
        Known("Atlas", "DE", postcode="70174"),
        Known("Roux", "FR", email="a@gmail.com"),
    ],
)
def test_others(other):
    assert likeness(KELLER, other).score < LIKELY


def test_a_public_mailbox_says_nothing():
    one, two = Known("Roux", "FR", email="a@gmail.com"), Known("Blanc", "FR", email="b@gmail.com")
    assert likeness(one, two).score < LIKELY


def test_pairs_are_found_among_many_the_likest_first():
    firms = {f"P{at:04}": Known(f"Trader number {at}", "FR") for at in range(300)}
    firms |= {"A": KELLER, "B": Known("Keller GmbH", "DE", vat="DE264857316"),
              "C": Known("KELLER KUECHENWELT", "DE")}  # fmt: skip
    found = [(one.one, one.two) for one in doubles(firms) if "P" not in one.one]
    assert found[0] == ("A", "B")
    assert ("A", "C") in found
