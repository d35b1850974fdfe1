"""Incoterms: what each rule says, who pays each leg, and what a sale should beware of."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from comptoir.rules.incoterms import (
    Cover,
    Edition,
    Incoterm,
    Leg,
    Mode,
    NotAnIncoterm,
    NotInEdition,
    Party,
    Place,
    Sale,
    Severity,
    Share,
    bears_risk,
    cautions,
    cover,
    edition_on,
    obligations,
    parse,
    payer,
    risk_passes,
    seller_legs,
    shares,
)
from comptoir.wording import LANGUAGES

ELEVEN = [rule for rule in Incoterm if Edition.Y2020 in rule.term.editions]
BY_2010 = [rule for rule in Incoterm if Edition.Y2010 in rule.term.editions]


def test_eleven_rules_in_each_edition():
    assert [rule.name for rule in ELEVEN] == (
        ["EXW", "FCA", "FAS", "FOB", "CFR", "CIF", "CPT", "CIP", "DAP", "DPU", "DDP"]
    )
    assert len(BY_2010) == 11
    assert {rule.name for rule in BY_2010} ^ {rule.name for rule in ELEVEN} == {"DAT", "DPU"}


@pytest.mark.parametrize(
    ("rule", "by_water", "carriage", "insurance", "export", "imports"),
    [
        pytest.param("EXW", False, "buyer", None, "buyer", "buyer", id="1.1 EXW"),
        pytest.param("FCA", False, "buyer", None, "seller", "buyer", id="1.1 FCA"),
        pytest.param("CPT", False, "seller", None, "seller", "buyer", id="1.1 CPT"),
        pytest.param("CIP", False, "seller", Cover.A, "seller", "buyer", id="1.1 CIP"),
        pytest.param("DAP", False, "seller", None, "seller", "buyer", id="1.1 DAP"),
        pytest.param("DPU", False, "seller", None, "seller", "buyer", id="1.1 DPU"),
        pytest.param("DDP", False, "seller", None, "seller", "seller", id="1.1 DDP"),
        pytest.param("FAS", True, "buyer", None, "seller", "buyer", id="1.1 FAS"),
        pytest.param("FOB", True, "buyer", None, "seller", "buyer", id="1.1 FOB"),
        pytest.param("CFR", True, "seller", None, "seller", "buyer", id="1.1 CFR"),
        pytest.param("CIF", True, "seller", Cover.C, "seller", "buyer", id="1.1 CIF"),
    ],
)
def test_the_eleven_rules(rule, by_water, carriage, insurance, export, imports):
    rule = Incoterm[rule]
    term = rule.term
    assert term.by_water is by_water
    assert ("seller" if term.seller_carries else "buyer") == carriage
    assert cover(rule) is insurance
    assert (term.export_by, term.import_by) == (export, imports)


MATRIX = """
1   S S S S S S S S S S S S
2   B S S S S S S S S S S S
3   B B S S S S S S S S S S
4   B S S S S S S S S S S S
5   B B B S S S S S S S S S
6   B B B B S S S S S S S S
7   B B B B B S S S S S S S
8   none none none none none none S(C) none S(A) none none none
9   B B B B B B/S* B/S* S* S* S S S
10  B B B B B B B B B B B S
11  B B B B B B B B B B B S
12  B B B B B B B S S S S S
13  B B B B B B B B/S* B/S* B/S* S B/S*
"""
COLUMNS = (
    (Incoterm.EXW, None),
    (Incoterm.FCA, Place.SELLERS_PREMISES),
    (Incoterm.FCA, Place.ORIGIN_TERMINAL),
    *((Incoterm[name], None) for name in "FAS FOB CFR CIF CPT CIP DAP DPU DDP".split()),  # noqa: SIM905 - reads as the table's head
)


@pytest.mark.parametrize(
    "line",
    [pytest.param(line, id=f"1.2 leg {line.split()[0]}") for line in MATRIX.strip().split("\n")],
)  # fmt: skip
def test_who_pays_each_leg(line):
    leg, *expected = line.split()
    found = [payer(rule, Leg(int(leg)), place).value.replace(" ", "") for rule, place in COLUMNS]
    assert found == expected


def test_who_bears_the_risk_of_carriage_1_2():
    assert [bears_risk(rule) for rule, _ in COLUMNS] == [Party.BUYER] * 9 + [Party.SELLER] * 3


@pytest.mark.parametrize("rule", [Incoterm.CPT, Incoterm.CIP])
def test_at_a_terminal_the_last_legs_are_the_buyers_1_2(rule):
    found = shares(rule, Place.DESTINATION_TERMINAL)
    assert found[Leg.DESTINATION_HANDLING] is Share.BUYER_UNLESS_CARRIED
    assert found[Leg.ON_CARRIAGE] is found[Leg.UNLOADING] is Share.BUYER
    assert found[Leg.MAIN_CARRIAGE] is Share.SELLER


def test_handling_may_be_in_the_freight():
    both = [Leg.ORIGIN_HANDLING, Leg.DESTINATION_HANDLING]
    assert Leg.ORIGIN_HANDLING not in seller_legs(Incoterm.FOB, in_freight=both)
    assert Leg.DESTINATION_HANDLING in seller_legs(Incoterm.CFR, in_freight=both)
    assert Leg.UNLOADING in seller_legs(Incoterm.DAP, carried=[Leg.UNLOADING])
    assert Leg.UNLOADING not in seller_legs(Incoterm.DAP)


def test_each_rule_pays_at_least_what_the_rule_before_it_pays():
    for lesser, greater in [("EXW", "FCA"), ("FAS", "FOB"), ("FOB", "CFR"), ("CFR", "CPT"),
                            ("DAP", "DPU"), ("DAP", "DDP")]:  # fmt: skip
        assert set(seller_legs(Incoterm[lesser])) <= set(seller_legs(Incoterm[greater]))


class TestTheEditionOf2010:
    def test_has_cip_at_clauses_c(self):
        assert cover(Incoterm.CIP, Edition.Y2010) is Cover.C
        assert payer(Incoterm.CIP, Leg.INSURANCE, edition=Edition.Y2010) is Share.COVER_C
        assert payer(Incoterm.CIP, Leg.INSURANCE) is Share.COVER_A

    def test_has_dat_unloaded_at_a_terminal(self):
        found = shares(Incoterm.DAT, edition=Edition.Y2010)
        assert found[Leg.DESTINATION_HANDLING] is Share.SELLER
        assert found[Leg.ON_CARRIAGE] is Share.BUYER

    def test_numbers_its_articles_otherwise(self):
        by_2020 = {str(duty.matter): duty.article for duty in obligations(Incoterm.FOB)}
        by_2010 = {str(d.matter): d.article for d in obligations(Incoterm.FOB, Edition.Y2010)}
        assert (by_2020["delivery of the goods"], by_2010["delivery of the goods"]) == ("2", "4")
        assert (by_2020["allocation of costs"], by_2010["allocation of costs"]) == ("9", "6")

    @pytest.mark.parametrize(
        ("day", "edition"),
        [(date(2011, 1, 1), 2010), (date(2019, 12, 31), 2010), (date(2020, 1, 1), 2020)],
    )
    def test_gave_way_on_a_day(self, day, edition):
        assert edition_on(day) == edition


@pytest.mark.parametrize("edition", list(Edition))
@pytest.mark.parametrize("rule", list(Incoterm))
def test_every_rule_has_ten_pairs_of_duties_in_both_languages(rule, edition):
    found = obligations(rule, edition)
    assert len({duty.article for duty in found}) == 10
    for duty in found:
        for said in (duty.matter, duty.seller, duty.buyer):
            assert all(said.in_(lang) for lang in LANGUAGES)


def test_risk_depends_on_the_place_only_under_fca():
    at_seller = risk_passes(Incoterm.FCA, Place.SELLERS_PREMISES)
    elsewhere = risk_passes(Incoterm.FCA, Place.ORIGIN_TERMINAL)
    assert "loaded on the buyer's vehicle" in str(at_seller)
    assert "; elsewhere: " in str(risk_passes(Incoterm.FCA))
    assert "ready for unloading" in str(elsewhere)
    assert "on board the ship at the port of shipment" in str(risk_passes(Incoterm.CIF))


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("FCA Lyon, 12 rue X (Incoterms® 2020)", "FCA Lyon, 12 rue X (Incoterms® 2020)"),
        ("fob Le Havre incoterms 2010", "FOB Le Havre (Incoterms® 2010)"),
        ("CIF Dakar", "CIF Dakar (Incoterms® 2020)"),
        ("DAP: Casablanca, ICC Incoterms 2020", "DAP Casablanca (Incoterms® 2020)"),
        ("EXW", "EXW (Incoterms® 2020)"),
        ("CPT Hall 2000, Lyon", "CPT Hall 2000, Lyon (Incoterms® 2020)"),
        ("DAT Rotterdam (Incoterms 2010)", "DAT Rotterdam (Incoterms® 2010)"),
    ],
)
def test_a_rule_is_read_as_contracts_write_it(text, written):
    assert str(parse(text)) == written
    assert str(parse(written)) == written


@pytest.mark.parametrize(
    ("text", "error", "says"),
    [
        ("", NotAnIncoterm, "does not begin with"),
        ("Lyon", NotAnIncoterm, "does not begin with"),
        ("FOBLyon", NotAnIncoterm, "does not begin with"),
        ("DDU Dakar", NotInEdition, "Write DAP"),
        ("DAT Dakar", NotInEdition, "Write DPU"),
        ("DPU Dakar (Incoterms 2010)", NotInEdition, "Write DAT"),
        ("CIF Dakar (Incoterms 2000)", NotInEdition, "2020"),
    ],
)
def test_what_is_not_a_rule_is_refused(text, error, says):
    with pytest.raises(error, match=says):
        parse(text)


def codes(sale):
    return {caution.code: caution.severity.value for caution in cautions(sale)}


SOUND = Sale(Incoterm.FCA, "Lyon, 12 rue X", Mode.ROAD)


@pytest.mark.parametrize(
    ("sale", "code", "severity"),
    [
        pytest.param(Sale(Incoterm.FOB, "Lyon", Mode.AIR), "R-INC-1", "error",
                     id="1.4 refusal FOB and air"),
        pytest.param(Sale(Incoterm.FOB, "Le Havre", Mode.SEA, in_containers=True), "R-INC-2",
                     "warning", id="1.1 R-INC-2"),
        pytest.param(Sale(Incoterm.EXW, "Lyon", leaves_union=True), "R-INC-3", "warning",
                     id="1.4 refusal EXW out of the Union"),
        pytest.param(Sale(Incoterm.DDP, "Dakar"), "R-INC-4", "warning", id="1.1 R-INC-4"),
        pytest.param(Sale(Incoterm.DPU, "Dakar"), "R-INC-5", "warning",
                     id="1.4 refusal DPU without unloading"),
        pytest.param(Sale(Incoterm.FCA, "Le Havre", Mode.SEA, by_credit=True), "R-INC-6",
                     "information", id="1.1 R-INC-6"),
        pytest.param(Sale(Incoterm.CIP, "Dakar", insured=Cover.C), "R-INC-7", "warning",
                     id="1.4 refusal CIP and clauses C"),
        pytest.param(Sale(Incoterm.CIF, "Dakar", insured_percent=Decimal(105)), "R-INC-7",
                     "warning", id="1.1 R-INC-7 sum insured"),
        pytest.param(Sale(Incoterm.CIF, "Dakar", insured_in="EUR", contract_in="USD"), "R-INC-7",
                     "warning", id="1.1 R-INC-7 currency"),
        pytest.param(Sale(Incoterm.CPT, "Dakar"), "R-INC-8", "information", id="1.1 R-INC-8"),
        pytest.param(Sale(Incoterm.DAP, " "), "R-INC-9", "error", id="1.1 R-INC-9"),
    ],
)  # fmt: skip
def test_caution(sale, code, severity):
    assert codes(sale).get(code) == severity


@pytest.mark.parametrize(
    "sale",
    [
        SOUND,
        Sale(Incoterm.FOB, "Le Havre", Mode.SEA),
        Sale(Incoterm.FOB, "Strasbourg", Mode.WATERWAY),
        Sale(Incoterm.EXW, "Lyon"),
        Sale(Incoterm.DDP, "Milano", seller_taxable_there=True),
        Sale(Incoterm.DPU, "Milano", seller_unloads=True),
        Sale(Incoterm.FCA, "Le Havre", Mode.SEA, by_credit=True, edition=Edition.Y2010),
    ],
    ids=str,
)
def test_a_sound_sale_has_no_caution(sale):
    assert cautions(sale) == []


def test_clauses_c_suffice_for_cip_of_2010_and_for_cif():
    assert "R-INC-7" not in codes(
        Sale(Incoterm.CIP, "Dakar", edition=Edition.Y2010, insured=Cover.C)
    )
    assert "R-INC-7" not in codes(Sale(Incoterm.CIF, "Dakar", insured=Cover.C))
    assert "R-INC-7" not in codes(Sale(Incoterm.CIF, "Dakar", insured_percent=Decimal(110)))


def test_cautions_come_all_at_once_errors_first():
    found = cautions(
        Sale(Incoterm.CIF, "", Mode.AIR, in_containers=True, insured_percent=Decimal(100))
    )
    assert [one.code for one in found] == ["R-INC-1", "R-INC-9", "R-INC-2", "R-INC-7", "R-INC-8"]
    assert found[0].severity is Severity.ERROR
    assert all(one.said.in_(lang) for one in found for lang in LANGUAGES)
