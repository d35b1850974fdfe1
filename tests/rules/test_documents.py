"""Which papers an order needs: the expected sets, then each rule on its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comptoir.rules.documents import (
    RULES,
    Deal,
    Due,
    Flow,
    Owner,
    Payment,
    Preference,
    UnknownPaper,
    Zone,
    buyer_statement_due,
    checklist,
    paper_codes,
    paper_name,
    zone,
)
from comptoir.rules.incoterms import Incoterm, Mode
from comptoir.rules.law import overrides
from comptoir.wording import translated


def deal(flow, place, mode, incoterm, payment, **facts):
    return Deal(Flow(flow), Zone(place), Mode[mode], Incoterm[incoterm], Payment(payment), **facts)


def codes(of):
    return {paper.code for paper in checklist(of)}


def words(text):
    return set(text.split())


@pytest.mark.parametrize(
    ("of", "expected"),
    [
        pytest.param(
            deal("EXP", "NONEU", "SEA", "CIF", "LC", certificate_of_origin=True, wood=True),
            "INVOICE PACKING_LIST BL_ORIGINALS EXPORT_DECLARATION EAD_MRN EXIT_PROOF"
            " BROKER_MANDATE CERTIFICATE_OF_ORIGIN ISPM15 VGM INSURANCE_CERTIFICATE LC_COPY"
            " LC_CHECK DRAFT_IF_REQUIRED",
            id="4.4 A Senegal, sea, CIF, L/C",
        ),
        pytest.param(
            deal("EXP", "EU", "ROAD", "FCA", "OA", emebi=True),
            "INVOICE PACKING_LIST CMR VIES_CHECK EU_TRANSPORT_PROOF BUYER_ARRIVAL_STATEMENT"
            " RECAP_VAT_STATEMENT EMEBI",
            id="4.4 B Germany, road, FCA",
        ),
        pytest.param(
            deal("IMP", "NONEU", "SEA", "FOB", "ADV", cbam=True),
            "INVOICE PACKING_LIST SEA_WAYBILL_OR_BL ENS_REFERENCE IMPORT_DECLARATION"
            " RELEASE_NOTE BROKER_MANDATE CBAM_CHECK VGM",
            id="4.4 C China, sea, FOB, CBAM",
        ),
        pytest.param(
            deal(
                "EXP",
                "NONEU",
                "ROAD",
                "DAP",
                "OA",
                preference=Preference.A_TR,
                certificate_of_origin=True,
            ),
            "INVOICE PACKING_LIST CMR EXPORT_DECLARATION EAD_MRN EXIT_PROOF BROKER_MANDATE A_TR"
            " CERTIFICATE_OF_ORIGIN",
            id="4.4 D Türkiye, road, DAP, A.TR",
        ),
    ],
)
def test_expected_sets(of, expected):
    assert codes(of) == words(expected)


@pytest.mark.parametrize(
    ("preference", "value", "facts", "paper", "needed"),
    [
        pytest.param("EUR1", "6000.00", {}, "EUR_1", False, id="4.4 E EUR.1 at 6 000.00"),
        pytest.param("EUR1", "6000.01", {}, "EUR_1", True, id="4.4 E EUR.1 at 6 000.01"),
        pytest.param(
            "EUR1",
            "9000",
            {"approved_exporter": True},
            "EUR_1",
            False,
            id="4.4 E approved exporter at 9 000",
        ),
        pytest.param("REX", "4800", {}, "REX_REGISTRATION_NEEDED", False, id="4.4 E REX at 4 800"),
        pytest.param("REX", "9200", {}, "REX_REGISTRATION_NEEDED", True, id="4.4 E REX at 9 200"),
        pytest.param(
            "REX", "9200", {"rex_number": True}, "REX_REGISTRATION_NEEDED", False, id="registered"
        ),
        pytest.param("REX", "9200", {}, "STATEMENT_ON_ORIGIN", True, id="REX always states"),
        pytest.param("EUR1", "6000", {}, "ORIGIN_DECLARATION", True, id="on the invoice"),
    ],
)
def test_thresholds_of_origin(preference, value, facts, paper, needed):
    sale = deal(
        "EXP",
        "NONEU",
        "AIR",
        "CPT",
        "OA",
        preference=Preference(preference),
        value_eur=Decimal(value),
        **facts,
    )
    assert (paper in codes(sale)) is needed


SALE = deal("EXP", "NONEU", "SEA", "CPT", "OA")
PURCHASE = deal("IMP", "NONEU", "SEA", "FOB", "OA")


@pytest.mark.parametrize(
    ("of", "there", "absent"),
    [
        (replace(SALE, mode=Mode.AIR), "AWB", "VGM SEA_WAYBILL_OR_BL"),
        (replace(SALE, mode=Mode.RAIL), "CIM", "VGM"),
        (replace(SALE, mode=Mode.COURIER), "COURIER_AWB", "VGM"),
        (replace(SALE, mode=Mode.WATERWAY), "INLAND_BL", "VGM"),
        (replace(SALE, mode=Mode.MULTIMODAL), "MULTIMODAL_BL", "VGM"),
        (replace(SALE, full_container=False), "SEA_WAYBILL_OR_BL", "VGM"),
        (
            replace(SALE, payment=Payment.AGAINST_PAYMENT),
            "BL_ORIGINALS COLLECTION_ORDER",
            "LC_COPY",
        ),
        (replace(SALE, payment=Payment.AGAINST_ACCEPTANCE), "BILL_OF_EXCHANGE", "LC_COPY"),
        (replace(SALE, incoterm=Incoterm.EXW), "EXW_EXPORTER_WARNING EXIT_PROOF", "BROKER_MANDATE"),
        (replace(SALE, incoterm=Incoterm.CIP), "INSURANCE_CERTIFICATE", ""),
        (replace(SALE, dual_use=True), "EXPORT_LICENCE", ""),
        (replace(SALE, plants=True, cites=True), "PHYTO CITES", "ISPM15"),
        (replace(SALE, dangerous=True), "IMO_DGD", "IATA_DGD"),
        (replace(SALE, dangerous=True, mode=Mode.AIR), "IATA_DGD", "IMO_DGD"),
        (replace(SALE, dangerous=True, mode=Mode.ROAD), "ADR_DOC", ""),
        (replace(SALE, dangerous=True, mode=Mode.RAIL), "RID_DOC", ""),
        (replace(SALE, dangerous=True, mode=Mode.COURIER), "IATA_DGD", ""),
        (PURCHASE, "ENS_REFERENCE IMPORT_DECLARATION BROKER_MANDATE", "EXIT_PROOF"),
        (replace(PURCHASE, incoterm=Incoterm.DDP), "IMPORT_DECLARATION", "BROKER_MANDATE"),
        (replace(PURCHASE, preference=Preference.REX), "SUPPLIER_ORIGIN_PROOF", "REX_REGISTRATION"),
        (replace(PURCHASE, eudr=True), "EUDR_DDS", "CBAM_CHECK"),
        (replace(PURCHASE, certificate_of_origin=True), "", "CERTIFICATE_OF_ORIGIN"),
        (replace(PURCHASE, zone=Zone.EU), "SUPPLIER_INVOICE_VAT_CHECK", "IMPORT_DECLARATION VGM"),
        (replace(SALE, zone=Zone.EU), "VIES_CHECK", "EXPORT_DECLARATION BUYER_ARRIVAL_STATEMENT"),
        (
            replace(SALE, zone=Zone.SPECIAL, preference=Preference.EUR_1, wood=True),
            "EXPORT_DECLARATION EAD_MRN EXIT_PROOF",
            "VIES_CHECK EUR_1 ORIGIN_DECLARATION ISPM15",
        ),
        (
            replace(PURCHASE, zone=Zone.SPECIAL),
            "IMPORT_DECLARATION RELEASE_NOTE BROKER_MANDATE",
            "ENS_REFERENCE",
        ),
    ],
)
def test_each_rule(of, there, absent):
    found = codes(of)
    assert words(there) <= found
    assert not words(absent) & found


@pytest.mark.parametrize(
    ("incoterm", "needed"),
    [
        pytest.param("FCA", True, id="4.4 FCA by sea under L/C"),
        pytest.param("CIF", False, id="CIF needs none"),
    ],
)
def test_fca_by_sea_under_a_credit_needs_the_buyers_instruction(incoterm, needed):
    sale = deal("EXP", "NONEU", "SEA", incoterm, "LC")
    assert ("FCA_ON_BOARD_BL_INSTRUCTION" in codes(sale)) is needed


def test_papers_named_by_the_credit_join_the_list():
    sale = replace(SALE, payment=Payment.LETTER_OF_CREDIT, named_by_credit=("Inspection by SGS",))
    last = checklist(sale)[-1]
    assert (last.name, last.due) == ("Inspection by SGS", Due.PRESENTATION)


def test_each_paper_has_an_owner_a_day_and_a_rule():
    sale = checklist(replace(SALE, payment=Payment.LETTER_OF_CREDIT, certificate_of_origin=True))
    by_code = {paper.code: paper for paper in sale}
    assert (by_code["EXIT_PROOF"].owner, by_code["EXIT_PROOF"].due) == (Owner.BROKER, Due.EXIT)
    assert by_code["CERTIFICATE_OF_ORIGIN"].owner is Owner.CHAMBER
    assert by_code["BL_ORIGINALS"].due is Due.PRESENTATION
    assert by_code["VGM"].rule == "6"
    bought = {paper.code: paper for paper in checklist(PURCHASE)}
    assert (bought["INVOICE"].owner, bought["VGM"].owner) == (Owner.PARTNER, Owner.PARTNER)


def test_every_rule_cites_its_number_and_every_text_has_its_french():
    assert all((rule.__doc__ or "")[0].isdigit() for rule in RULES)
    same = {"EMEBI"}
    for code in paper_codes():
        assert code in same or translated(paper_name(code), "fr") != paper_name(code), code
    for one in (*Owner, *Due):
        assert translated(one.value, "fr") != one.value
    with pytest.raises(UnknownPaper):
        paper_name("PASSPORT")


def test_zones_change_on_a_day():
    assert zone("GB", date(2020, 12, 31)) is Zone.EU
    assert zone("GB", date(2021, 1, 1)) is Zone.NON_EU
    assert zone("xi", date(2026, 11, 23)) is Zone.EU
    assert [zone(code, date(2026, 11, 23)) for code in ("GP", "AX", "TR")] == [
        Zone.SPECIAL,
        Zone.SPECIAL,
        Zone.NON_EU,
    ]


def test_a_desk_may_change_a_threshold():
    ours = overrides(
        {
            "documents.rex": [
                {"since": date(2027, 1, 1), "value": "8000", "source": "agreement of 2027"}
            ]
        }
    )
    sale = replace(SALE, preference=Preference.REX, value_eur=Decimal(7000))
    needed = [
        "REX_REGISTRATION_NEEDED" in {paper.code for paper in checklist(sale, day, ours)}
        for day in (date(2026, 12, 31), date(2027, 1, 1))
    ]
    assert needed == [True, False]


def test_the_buyers_statement_falls_on_the_tenth():
    assert str(buyer_statement_due(date(2026, 1, 31))) == "2026-02-10"


flags = st.fixed_dictionaries(
    {
        name: st.booleans()
        for name in [
            "approved_exporter",
            "rex_number",
            "certificate_of_origin",
            "wood",
            "plants",
            "cites",
            "dangerous",
            "dual_use",
            "emebi",
            "cbam",
            "eudr",
            "full_container",
        ]
    }
)


@given(
    flow=st.sampled_from(Flow),
    place=st.sampled_from(Zone),
    mode=st.sampled_from(Mode),
    incoterm=st.sampled_from(list(Incoterm)),
    payment=st.sampled_from(Payment),
    preference=st.none() | st.sampled_from(Preference),
    more=flags,
)
@settings(max_examples=150, deadline=None)
def test_whatever_the_deal(flow, place, mode, incoterm, payment, preference, more):
    found = checklist(Deal(flow, place, mode, incoterm, payment, preference=preference, **more))
    listed = [paper.code for paper in found]
    assert len(set(listed)) == len(listed)
    assert {"INVOICE", "PACKING_LIST"} <= set(listed) <= set(paper_codes())
    assert not ("EXPORT_DECLARATION" in listed and "IMPORT_DECLARATION" in listed)
    assert ("EXPORT_DECLARATION" in listed) == (flow is Flow.EXPORT and place is not Zone.EU)
