"""The papers of a dossier compared: clean ones pass, each slip is found and said twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from random import Random

import pytest

from comptoir.demo import proving
from comptoir.demo.paperwork import clean
from comptoir.demo.seeded import SEEDS, spoiled
from comptoir.rules.consistency import RULES, Dossier, Paper, Sheet, Terms, examine
from comptoir.rules.consistency.likeness import (
    plain,
    same_code,
    same_marks,
    same_measure,
    same_number,
    same_seals,
    same_volume,
    same_weight,
)
from comptoir.rules.consistency.of_trade import same_terms
from comptoir.rules.consistency.of_voyage import covers, same_boxes, same_ship
from comptoir.rules.consistency.places import place_of, same_place, same_port_asked
from comptoir.rules.consistency.under_credit import same_tenor
from comptoir.rules.consistency.wares import (
    described_as,
    not_called_for,
    same_goods,
    words_of,
)
from comptoir.rules.consistency.who import (
    block_shown,
    consignee_shown,
    name_of,
    same_name,
    same_party,
    to_order,
)
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


@pytest.mark.parametrize(
    ("papers", "dossiers", "alarms", "share"),
    [(proving.TUNED, 60, 0, "1"), (proving.MENDED[0], 40, 0, "0.985"),
     (proving.MENDED[1], 40, 2, "0.98"), (proving.LAST, 40, 3, "0.97")],
    ids=["written with", "mended with", "mended with, again", "met last"],
)  # fmt: skip
def test_a_sample_of_the_proof_finds_the_slips_and_raises_hardly_a_false_alarm(
    papers, dossiers, alarms, share
):
    """The whole of it: comptoir dossier prove."""
    proof = proving.prove(papers, dossiers, 5, start=500)
    assert proof.sown >= dossiers * 4
    assert proof.false_alarms <= alarms, proof.alarms
    assert Decimal(proof.found) / proof.sown >= Decimal(share), proof.missed


def test_every_rule_has_a_slip_of_its_own_that_it_finds_and_is_silent_before():
    """A rule without one: give the papers or the slips of `demo` what it looks at, then
    python tests/rule_seeds.py.
    """
    assert proving.unseeded() == []
    assert proving.written().keys() == RULES.keys()


def test_a_rule_without_a_slip_is_told(monkeypatch):
    silent = replace(RULES["PKG-1"], code="NEW-1")
    monkeypatch.setattr(proving, "RULES", {"PKG-1": RULES["PKG-1"], "NEW-1": silent})
    assert proving.unseeded() == ["NEW-1"]


def test_a_proof_can_fail():
    sown = spoiled(Random(1), 5)
    assert all(seed.seen(examine(sown.dossier)) for seed in sown.slips)
    assert not any(seed.seen(examine(clean(Random(1)))) for seed in sown.slips)
    assert len(SEEDS) > 150
    assert replace(sown.dossier, papers=()).papers == ()
    blind = replace(proving.TUNED, spoiled=lambda dice, count: replace(
        spoiled(dice, count), dossier=clean(dice)))  # fmt: skip
    proof = proving.prove(blind, 5, 5)
    assert proof.found < proof.sown
    told = replace(proving.TUNED, clean=lambda dice: spoiled(dice, 2).dossier)
    assert proving.prove(told, 5, 5).false_alarms == 5


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("FRLEH", "Le Havre", True),
        ("FRLEH", "Port du Havre", True),
        ("FR LEH", "LE HAVRE, FRANCE", True),
        ("FRMRS", "Le Havre", False),
        ("FRMRS", "FRLEH", False),
        ("BEANR", "Anvers (Belgique)", True),
        ("VNSGN", "Hochiminh City, Vietnam", True),
        ("INNSA", "Mumbai", False),
        ("FRXYZ", "Trifouilly", True),  # a code that is not listed: no name speaks against it
        ("FRXYZ", "Anvers", False),  # but its country does
        ("Annonay", "07100 Annonay, France", True),
        ("CDG", "Roissy-Charles-de-Gaulle", True),
    ],
)
def test_ports_agree_by_code_or_by_name(one, other, same):
    assert same_place(one, other) is same
    assert same_place(other, one) is same


def test_a_range_of_ports_is_asked_for():
    assert same_port_asked("ANY FRENCH PORT", "FRFOS")
    assert not same_port_asked("ANY FRENCH PORT", "Port of Antwerp")
    assert same_port_asked("ANY EUROPEAN PORT", "Rotterdam")
    assert not same_port_asked("ANY PORT IN CHINA", "KRPUS")
    assert same_port_asked("ANY PORT", "Dakar")


def test_the_ports_of_a_bill_cannot_be_one():
    assert codes(transport(loading_port="FRLEH", discharge_port="Le Havre")) == {"VOY-1"}


def test_abbreviations_make_no_other_firm_and_another_country_does():
    assert same_name("Société Éloi & Fils", "STE ELOI ET FILS S.A.R.L.")
    assert same_name("Gral. Supplies Co., Ltd", "General Supplies - 2 Road, Nairobi")
    assert not same_name("Molino Internaional", "Molino Int'l")
    assert same_party("VALLON, LYON, FRANCE", "Vallon, 3 rue X, Paris (France)")
    assert not same_party("VALLON, LYON, FRANCE", "Vallon, Liège, Belgium")
    assert consignee_shown("TO ORDER OF SHIPPER", "TO SHIPPER'S ORDER")
    assert not consignee_shown("TO ORDER", "To the order of Helvetic Bank")


def test_weights_are_rounded_and_volumes_too():
    assert same_weight(Decimal("1204.23"), Decimal("1204.5"))
    assert not same_weight(Decimal("1204.2"), Decimal(1206))
    assert same_volume(Decimal("5.478"), Decimal("5.5"))
    assert not same_volume(Decimal("8.297"), Decimal(8))


def test_goods_are_told_in_two_languages_by_our_own_papers():
    ours = ["Safety shoes, size 43 / Chaussures de sécurité, taille 43"]
    assert same_goods("Safety shoes, size 43", "CHAUSSURES DE SECURITE", ours)
    assert not same_goods("Safety shoes, size 43", "Tondeuse à gazon", ours)
    assert same_goods("Radiator, cast iron", "3 cartons said to contain radiateurs en fonte")
    assert not_called_for("VALVES", "Gate valves\nCatalogues, free of charge")
    assert not not_called_for("VALVES", "Gate valves\nFreight: 300.00")


def test_a_general_term_of_one_word_is_not_held_against_a_paper_of_our_lot():
    billed = invoice(goods="Paracetamol tablets, box of 16", invoice_no="F-26/7")
    assert codes(billed, Paper(Sheet.ORIGIN, goods="Medicaments", invoice_no="F-26/7")) == set()
    assert codes(billed, Paper(Sheet.ORIGIN, goods="Medicaments")) == {"GDS-6"}
    assert codes(billed, Paper(Sheet.ORIGIN, goods="Garden chairs", invoice_no="F-26/7")) == {
        "GDS-6"
    }


def test_marks_covers_and_tenors_are_read_as_a_bank_does():
    assert same_marks("GULF / 4500 / 1-9", "MSKU6001215 / SEAL F3446912")
    assert same_marks("GULF / 4500 / 1-9", "As per packing list")
    assert not same_marks("GULF / 4500 / 1-9", "Gulf 1-9")
    assert covers("Tous risques, guerre") == {"A", "WAR"}
    assert same_tenor("AT SIGHT", "à vue")
    assert not same_tenor("90 DAYS AFTER SIGHT", "60 days after sight")


def test_samples_and_differing_weights_are_points_of_the_credit():
    terms = Terms(expiry=day("2026-12-31"), goods="GATE VALVES")
    billed = invoice(goods="Gate valves\nSamples, free of charge", gross_kg=Decimal(100))
    shipped = transport(gross_kg=Decimal(120))
    assert codes(billed, shipped, credit=terms) == {"LC-I4", "LC-O3", "GRS-6"}
    assert codes(billed, shipped) == {"GRS-6"}


def test_tonnes_and_kilos_are_one_quantity():
    ordered = Paper(Sheet.ORDER, quantity=Decimal("24.5"), unit="T", unit_price=Decimal(640))
    right = invoice(quantity=Decimal(24500), unit="KG", unit_price=Decimal("0.64"))
    assert codes(ordered, right) == set()
    assert codes(ordered, replace(right, quantity=Decimal(25400))) == {"QTY-6"}


def test_an_amount_without_its_currency_is_not_weighed():
    assert codes(invoice(incoterm="CIF", amount=Decimal(1000)),
                 Paper(Sheet.INSURANCE, amount=Decimal(900))) == set()  # fmt: skip
