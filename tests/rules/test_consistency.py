"""The papers of a dossier compared: clean ones pass, each slip is found and said twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from random import Random

import pytest

from comptoir.demo.paperwork import clean
from comptoir.demo.seeded import SEEDS, prove, spoiled
from comptoir.rules.consistency import RULES, Dossier, Paper, Sheet, Terms, examine
from comptoir.rules.consistency.likeness import (
    block_shown,
    described_as,
    name_of,
    place_of,
    plain,
    same_code,
    same_goods,
    same_marks,
    same_measure,
    same_name,
    same_number,
    same_place,
    same_seals,
    to_order,
    words_of,
)
from comptoir.rules.consistency.of_trade import consignee_fits, same_terms
from comptoir.rules.consistency.of_voyage import same_boxes, same_ship
from comptoir.rules.money import Money
from comptoir.wording import Said, translated

day = date.fromisoformat


def codes(*papers, **told):
    return {one.code for one in examine(Dossier(papers, **told))}


def invoice(**told):
    return Paper(Sheet.INVOICE, **told)


def transport(**told):
    return Paper(Sheet.TRANSPORT, **told)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Vallon & Cie SAS, Lyon", "VALLON ET CIE", True),
        ("Établissements Pérou", "ETABLISSEMENTS PEROU S.A.R.L.\nMARSEILLE", True),
        ("Weihong Machinery Co., Ltd", "Weihong Machinery Limited", True),
        ("Vallon", "Vallan", False),
        ("Al Rashid Trading", "Al Rashid Shipping", False),
    ],
)
def test_names_are_the_same_whoever_writes_them(one, other, same):
    assert same_name(one, other) is same
    assert (name_of(one) == name_of(other)) is same


def test_places_numbers_marks_and_measures_are_read_as_a_person_does():
    assert same_place("Port of Antwerp, Belgium", "ANVERS")
    assert not same_place("Le Havre", "Fos-sur-Mer")
    assert place_of("Jeddah (Saudi Arabia)") == place_of("Djeddah")
    assert same_number("PO 4500-123", "po4500123")
    assert not same_number("PO-4500123", "PO-4500132")
    assert same_marks("VALLON/JEDDAH/1-40", "Vallon Jeddah 1-40")
    assert same_seals("A1, B2", "B2 A1")
    assert same_boxes("MSKU6001215", "MSKU 600121-5")
    assert same_ship("MV Ever Genius", "Ever genius")
    assert same_measure(Decimal("1204.5"), Decimal(1205))
    assert not same_measure(Decimal("1204.5"), Decimal("1204.6"))
    assert same_code("691110", "69111000")
    assert plain("S.A.R.L. d'Épices") == "sarl d epices"
    assert to_order("TO THE ORDER OF BNP")
    assert consignee_fits("Al Rashid", "TO ORDER")
    assert same_terms("45 jours fin de mois", "EOM 45 A")
    assert not same_terms("as agreed", "as usual")


def test_goods_may_be_told_in_general_terms_but_not_with_another_figure():
    assert same_goods("Gate valve, DN 80, PN 40", "VALVES")
    assert same_goods("Gate valve, DN 80, PN 40", "gate valves DN80 PN40")
    assert not same_goods("Gate valve, DN 80, PN 40", "Gate valve, DN 40, PN 40")
    assert not same_goods("Gate valve", "Garden chairs")
    assert described_as("GATE VALVE DN 80", "Valve, gate, forged, DN 80")
    assert not described_as("GATE VALVE DN 80", "Gate valve")
    assert "valve" in words_of("Valves")
    assert block_shown("AL RASHID CO, JEDDAH", "Al Rashid, King Fahd Road, Jeddah")


def test_silence_is_no_conflict():
    assert codes(invoice(packages=40), transport()) == set()


@pytest.mark.parametrize(
    ("papers", "code"),
    [
        ((invoice(seller="Vallon"), transport(seller="Vallan")), "SEL-5"),
        ((Paper(Sheet.ORDER, order_no="PO-1"), invoice(order_no="PO-7")), "ORN-2"),
        ((invoice(incoterm="CIF", place="Jeddah"), transport(discharge_port="Dakar")), "POD-4"),
        ((invoice(incoterm="FOB", place="Le Havre"), transport(loading_port="Fos")), "POL-4"),
        ((invoice(incoterm="CIF"), transport(freight="COLLECT")), "FRT-1"),
        ((invoice(incoterm="FOB"), transport(freight="PREPAID")), "FRT-1"),
        ((transport(containers="MSKU6001216"),), "BOX-1"),
        ((transport(net_kg=Decimal(10), gross_kg=Decimal(9)),), "KGS-3"),
        ((Paper(Sheet.PACKING_LIST, gross_kg=Decimal(1204)), transport(gross_kg=Decimal(1240))),
         "GRS-2"),
        ((Paper(Sheet.INSURANCE, dated=day("2026-12-04")), transport(shipped=day("2026-12-01"))),
         "DAY-5"),
        ((invoice(incoterm="CIP"), Paper(Sheet.INSURANCE, clauses="ICC (C)")), "INS-1"),
        ((invoice(quantity=Decimal(3), unit_price=Decimal(5), amount=Decimal(16), currency="EUR"),),
         "SUM-3"),
        ((invoice(incoterm="CIF", amount=Decimal(1000), currency="EUR"),
          Paper(Sheet.INSURANCE, amount=Decimal(1099), currency="EUR")), "AMT-5"),
    ],
)  # fmt: skip
def test_each_conflict_has_its_rule(papers, code):
    assert code in codes(*papers)


def test_a_part_or_a_tolerance_of_the_order_may_be_invoiced_and_no_more():
    ordered = Paper(Sheet.ORDER, quantity=Decimal(100), unit="PCE")
    assert codes(ordered, invoice(quantity=Decimal(60), unit="PCE")) == set()
    assert codes(ordered, invoice(quantity=Decimal(105), unit="PCE")) == {"QTY-6"}
    assert codes(ordered, invoice(quantity=Decimal(105), unit="PCE"), tolerance=Decimal(5)) == set()


def test_a_missing_paper_is_said_only_when_the_papers_leave():
    billed = invoice(incoterm="CIF")
    assert codes(billed) == set()
    assert codes(billed, whole=True) == {"MIS-1", "MIS-2", "MIS-3"}
    assert codes(invoice(incoterm="FOB"), whole=True) == {"MIS-1", "MIS-2"}


def test_under_a_credit_the_consignee_the_words_and_the_cover_are_the_credits():
    terms = Terms(
        expiry=day("2026-12-31"), amount=Money(1000, "USD"), goods="STEEL VALVES DN 80",
        number="LC-7", consignee="TO ORDER OF SHIPPER", notify="AL RASHID CO, JEDDAH",
        loading_port="LE HAVRE", insured_percent=Decimal(120), originals={"transport document": 3},
    )  # fmt: skip
    found = codes(
        invoice(goods="Steel valves DN 50", credit_no="LC-8", amount=Decimal(1000), currency="USD"),
        transport(buyer="Al Rashid", notify="Al Rashid, Dubai", loading_port="Fos", originals=2),
        Paper(Sheet.INSURANCE, amount=Decimal(1100), currency="USD"),
        credit=terms,
    )
    assert found >= {"LC-I1", "LC-I3", "LC-P3", "LC-T3", "LC-T6", "LC-N1"}


def test_every_rule_says_what_it_found_and_what_to_do_in_french_and_in_english():
    said = [one for at in range(120) for one in examine(spoiled(Random(at), 5).dossier)]
    assert len({one.code for one in said}) > 120
    for one in said:
        for lang in ("fr", "en"):
            assert one.said.in_(lang)
            assert "{" not in one.said.in_(lang)
            assert one.remedy.in_(lang)
    for rule in RULES.values():
        assert translated(rule.fact, "fr")
        assert Said(rule.left.value).in_("fr")


def test_there_are_sixty_rules_and_more_each_with_its_source():
    assert len(RULES) >= 60
    assert all(rule.source for rule in RULES.values())


def test_a_sample_of_the_proof_finds_every_slip_and_raises_no_false_alarm():
    """The whole of it: comptoir dossier prove."""
    proof = prove(100, 5, start=9000)
    assert (proof.found, proof.sown) == (500, 500)
    assert not proof.missed
    assert proof.false_alarms == 0
    assert len(proof.spoke) > 100


def test_a_proof_can_fail():
    sown = spoiled(Random(1), 5)
    assert all(seed.seen(examine(sown.dossier)) for seed in sown.seeds)
    assert not any(seed.seen(examine(clean(Random(1)))) for seed in sown.seeds)
    assert len(SEEDS) > 150
    assert replace(sown.dossier, papers=()).papers == ()
