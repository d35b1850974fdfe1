"""Worksheet functions as an assistant uses them: the worked examples, called with cells."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comptoir.functions import Here, UnknownFunction, answer, declarations
from comptoir.functions.cells import to_serial
from comptoir.rules.freight import tariff, weigh
from comptoir.rules.law import overrides

LADDER_COSTS = [[2, 80], [3, 450], [4, 95], [5, 210], [6, 60], [7, 1850],
                [9, 260], [10, 120], [12, 540], [13, 70]]  # fmt: skip
BOXES = ([[2], [1]], [[50], [80]], [[60], [80]], [[60], [50]], [[35], [35]])


def day(text):
    return date.fromisoformat(text)


def fn(name, *given, lang="en", **told):
    return answer(name, given, Here(lang=lang, **told))


# Each example of the trade's reference, by its section, as a formula.
FACTS = [
    ("1.4 A premium", "PREMIUM", (22745, 0.004), 100.52),
    ("1.4 B", "PREMIUM", (10000, 0.005), 55.30),
    ("1.4 E", "PREMIUM", (3000, 0.003, None, None, 35), 35.0),
    ("1.3 fee", "PREMIUM", (10000, 0.004, None, 25), 69.30),
    ("1.4 C to FOB", "PRICECONVERT", (48500, "CIF", "FOB", [[7, 2300]], 0.0035), 46013.27),
    ("1.4 C to EXW", "PRICECONVERT", (48500, "CIF", "EXW", [["main carriage", 2300], [6, 85],
        ["PRE_CARRIAGE", 620], [4, 110], ["5", 240]], 0.0035), 44958.27),
    ("1.4 D", "DDPVALUE", (26000, 920, "6 %"), 23660.38),
    ("1.4 F up", "PRICECONVERT", (20895, "FOB", "CPT", LADDER_COSTS), 23545.0),
    ("1.4 F down", "PRICECONVERT", (23545, "CPT", "FCA", LADDER_COSTS, None, None, None, None,
                                    "terminal"), 20625.0),
    ("1.2 on board", "PAYER", ("FAS", "loading on the main carrier"), "B"),
    ("1.2 insured", "PAYER", ("CIP", 8), "S (A)"),
    ("1.2 insured in 2010", "PAYER", ("CIP", 8, None, 2010), "S (C)"),
    ("2.1 A", "CHARGEABLE", (210, 1.44, "air"), 240.0),
    ("2.1 A billed", "FREIGHTPRICE", (240, [[0, 2.8], [101, 2.5], [250, 2.2]]), 550.0),
    ("2.1 B", "PACKAGESWEIGHT", (*BOXES, "air"), 113.5),
    ("2.1 B billed", "FREIGHTPRICE", (113.5, [[0, 2.3], [250, 2.1]]), 261.05),
    ("2.1 C", "CHARGEABLE", (80, 1, "air_167"), 167.0),
    ("2.1 D", "CHARGEABLE", (80, 3, "air"), 500.0),
    ("2.1 D 167", "CHARGEABLE", (80, 3, "air_167"), 501.0),
    ("2.2 A", "PACKAGESWEIGHT", (2, 60, 40, 40, 12, "express"), 38.5),
    ("2.2 B", "PACKAGESWEIGHT", (1, 30, 20, 10, 2.1, "express"), 2.5),
    ("2.3 A", "PACKAGESWEIGHT", (4, 120, 80, 120, 250, "road"), 2960.0),
    ("2.3 A 1750", "PACKAGESWEIGHT", (4, 120, 80, 120, 250, "road_1750"), 2800.0),
    ("2.3 B", "PACKAGESWEIGHT", (4, 120, 80, 120, 250, "road", 2), 1534.464),
    ("2.3 C", "LOADINGMETRES", (33, 120, 80), 13.2),
    ("2.3 C industrial", "LOADINGMETRES", (26, 120, 100), 13.0),
    ("2.4 A", "CHARGEABLE", (2400, 5.76, "sea_lcl"), 5760.0),
    ("2.4 C", "CHARGEABLE", (300, 0.45, "SEA_LCL"), 1000.0),
    ("2.5 B 1:3", "CHARGEABLE", (700, 2.5, "rail_3"), 832.5),
    ("2.5 B 1:2", "CHARGEABLE", (700, 2.5, "rail_2"), 1250.0),
    ("2.6 VGM", "VGM", (21400, 2250, 550, 80), 24280.0),
    ("2.6 VGM 40'", "VGM", (9800, 3900, 300, 45), 14045.0),
    ("2.7 break-even", "BREAKEVEN", (2100, 75), 28.0),
    ("3.1 valid", "VALID", ("container", "MSKU0383250"), True),
    ("3.1 invalid", "VALID", ("container", "CSQU3054384"), False),
    ("3.1 remainder 10", "VALID", ("container", "CSQU3054070"), True),
    ("3.2 valid", "VALID", ("awb", "020-80765436"), True),
    ("3.2 invalid", "VALID", ("awb", "057-12345676"), False),
    ("3.3 valid", "VALID", ("imo", "IMO 9074729"), True),
    ("3.3 typed as a number", "VALID", ("imo", 9319466.0), True),
    ("3.4 valid", "VALID", ("mrn", "26FR000000012345A9"), True),
    ("3.4 invalid", "VALID", ("mrn", "21DE27364916384835"), False),
    ("3.5 EORI", "VALID", ("eori", "FR 732 829 320"), True),
    ("3.5 EORI, Luhn", "VALID", ("eori", "FR732829321"), False),
    ("3.5 SIRET", "VALID", ("siret", "73282932000074"), True),
    ("3.6 key", "FRENCHVAT", ("404833048",), "FR83404833048"),
    ("3.6 key of a number", "FRENCHVAT", (732829320.0,), "FR44732829320"),
    ("3.6 invalid", "VALID", ("vat", "FR84323140391"), False),
    ("3.7 IBAN", "VALID", ("iban", "FR1420041010050500013M02607"), False),
    ("3.7 BIC", "VALID", ("bic", "BNPAZZPP"), False),
    ("3.8 TARIC", "FORMAT", ("tariff", "8471300000"), "8471 30 00 00"),
    ("3.9 UN/LOCODE", "COMPACT", ("locode", "fr leh"), "FRLEH"),
    ("3.10 SSCC", "VALID", ("sscc", "340123450000000017"), True),
    ("5.2 December", "CUSTOMSRATEDAY", ("2026-12-03",), day("2026-11-18")),
    ("5.2 January", "CUSTOMSRATEDAY", ("04/01/2027",), day("2026-12-23")),
    ("5.3 A value", "CUSTOMSVALUE", (25000, [["TRANSPORT", 2900]], 0.003, "USD", 1.16), 24131.35),
    ("5.3 A duty", "DUTY", (24131.35, 0.037), 892.86),
    ("5.3 A VAT base", "VATBASE", (24131.35, 892.86, 700), 25724.21),
    ("5.3 B duty", "DUTY", (40000, "2,7 %"), 1080.0),
    ("5.3 B anti-dumping", "ANTIDUMPING", (40000, "22.4%"), 8960.0),
    ("5.3 B VAT base", "VATBASE", (40000, 1080 + 8960, 650), 50690.0),
    ("5.3 C value", "CUSTOMSVALUE", (18000, [["INLAND", 750]]), 17250.0),
    ("5.3 C duty", "DUTY", (17250, 0.12), 2070.0),
    ("5.3 D", "DUTY", (12000, "8 % + 6.4 EUR/100 kg", 1500), 1056.0),
    ("5.3 D bounded", "DUTY", (12000, "8 % + 6.4 EUR/100 kg MIN 8 % MAX 1000 EUR", 1500), 1000.0),
    ("5.4 T-shirts", "LOWVALUEDUTY", (60, 1, "2026-07-01"), 3.0),
    ("5.4 shirt and watch", "LOWVALUEDUTY", (60, 2, "2026-07-01"), 6.0),
    ("5.4 above the limit", "LOWVALUEDUTY", (151, 2, "2026-07-01"), ""),
    ("6.3 FR road", "CLAIMDEADLINE", ("FR_ROAD", "apparent", "2026-11-18"), day("2026-11-21")),
    ("6.3 Whit Monday", "CLAIMDEADLINE", ("FR_ROAD", "apparent", "2026-05-22"), day("2026-05-27")),
    ("6.3 Christmas", "CLAIMDEADLINE", ("FR_ROAD", "apparent", "2026-12-24"), day("2026-12-29")),
    ("6.3 CMR", "CLAIMDEADLINE", ("CMR", "hidden", "2026-11-02"), day("2026-11-10")),
    ("6.3 CMR delay", "CLAIMDEADLINE", ("CMR", "delay", "2026-11-02"), day("2026-11-23")),
    ("6.3 Montreal", "CLAIMDEADLINE", ("MONTREAL", "hidden", "2026-12-20"), day("2027-01-03")),
    ("6.3 Hamburg", "CLAIMDEADLINE", ("HAMBURG", "hidden", "2026-11-02"), day("2026-11-17")),
    ("6.3 CIM", "CLAIMDEADLINE", ("CIM", "hidden", "2026-11-02"), day("2026-11-09")),
    ("6.3 safe", "CLAIMSAFEDAY", ("FR_ROAD", "apparent", "2026-05-22"), day("2026-05-23")),
    ("6.3 safe CMR", "CLAIMSAFEDAY", ("CMR", "hidden", "2026-11-02"), day("2026-11-09")),
    ("6.3 CMR bar", "TIMEBAR", ("CMR", "2026-11-02"), day("2027-11-02")),
    ("6.3 leap day", "TIMEBAR", ("CMR", "2028-02-29"), day("2029-02-28")),
    ("6.3 Montreal bar", "TIMEBAR", ("MONTREAL", "2026-11-02"), day("2028-11-02")),
    ("6.4 parcels", "CLAIMLIMIT", ("FR_ROAD", 50, "2026-11-02", None, None, None, 900,
                                   [[25], [25]]), 1650.0),
    ("6.4 one parcel", "CLAIMLIMIT", ("FR_ROAD", 80, "2026-11-02", None, None, None, 900, 80),
     1000.0),
    ("6.4 heavy", "CLAIMLIMIT", ("FR_ROAD", 1182.01, "2026-11-02", None, None, None, 5806.54),
     18580.93),
    ("6.4 12 t", "CLAIMLIMIT", ("FR_ROAD", 400, "2026-11-02", None, None, None, 12000), 8000.0),
    ("6.5 CMR", "CLAIMLIMIT", ("CMR", 450, "2026-11-02"), 3748.5),
    ("6.5 CMR in euros", "CLAIMLIMIT", ("CMR", 450, "2026-11-02", 1.2, None, 6000), 4498.2),
    ("6.5 proven loss", "CLAIMLIMIT", ("CMR", 450, "2026-11-02", 1.2, None, 3000), 3000.0),
    ("6.5 Montreal", "CLAIMLIMIT", ("MONTREAL", 120, "2026-11-02", 1.2), 3744.0),
    ("6.5 Montreal before", "CLAIMLIMIT", ("MONTREAL", 120, "2024-12-27"), 2640.0),
    ("6.5 Hague-Visby", "CLAIMLIMIT", ("HAGUE_VISBY", 1200, "2026-11-02", None, 3), 2400.0),
    ("6.5 cartons", "CLAIMLIMIT", ("HAGUE_VISBY", 200, "2026-11-02", None, 10), 6666.7),
    ("6.5 Rotterdam", "CLAIMLIMIT", ("ROTTERDAM", 200, "2026-11-02", None, 10), 8750.0),
    ("6.5 CIM", "CLAIMLIMIT", ("CIM", 450, "2026-11-02"), 7650.0),
    ("7.1 NET 60", "DUE", ("NET 60", "2026-01-15"), day("2026-03-16")),
    ("7.1 45 EOM A", "DUE", ("45 EOM", "2025-04-10", "A"), day("2025-05-31")),
    ("7.1 45 EOM B", "DUE", ("45 EOM", "2025-04-10", "B"), day("2025-06-14")),
    ("7.1 in French", "DUE", ("45 jours fin de mois", "2026-01-16"), day("2026-03-31")),
    ("7.1 leap year", "DUE", ("45 EOM A", "2028-01-10"), day("2028-02-29")),
    ("7.1 le 10", "DUE", ("30 EOM le 10", "2026-11-10"), day("2027-01-10")),
    ("7.1 ceiling", "LATESTDUE", ("2026-11-23",), day("2027-01-22")),
    ("7.1 ceiling, transport", "LATESTDUE", ("2026-11-23", "transport"), day("2026-12-23")),
    ("7.3 rate", "LATERATE", ("2026-07-01",), 0.124),
    ("7.3 floor", "LATERATE", ("2026-07-01", "CONTRACT", 0.01), 0.0825),
    ("7.3 interest", "LATEINTEREST", (12000, "2026-03-31", "2026-08-20"), 571.41),
    ("7.3 thirty days", "LATEINTEREST", (5000, "2026-09-30", "2026-10-30"), 50.96),
    ("7.3 EU", "LATEINTEREST", (5000, "2026-09-30", "2026-10-30", "EU"), 42.74),
    ("7.4 expiry", "LCLASTDAY", ("2026-11-26", "2026-12-15"), day("2026-12-15")),
    ("7.4 Christmas", "LCLASTDAY", ("2026-12-04", "2027-01-15"), day("2026-12-28")),
    ("7.4 Sunday", "LCLASTDAY", ("2026-12-01", "2026-12-20"), day("2026-12-21")),
    ("7.4 21 days", "LCLASTDAY", ("2026-11-26", "2027-01-15"), day("2026-12-17")),
    ("7.4 bank", "LCANSWERDAY", ("2026-12-21",), day("2026-12-29")),
    ("7.4 usance", "LCMATURITY", ("2026-11-26", 60), day("2027-01-25")),
    ("7.4 about, least", "LCLEAST", (100000, "yes"), 90000.0),
    ("7.4 about, most", "LCMOST", (100000, "oui"), 110000.0),
    ("7.4 30c", "LCLEAST", (100000,), 95000.0),
    ("7.4 bulk", "LCQUANTITY", (1000,), [[950.0, 1050.0]]),
    ("7.4 28", "INSUREDSUM", (48500,), 53350.0),
    ("10.1 Shanghai", "OFFICEHOURS", ("2026-11-23", "Europe/Paris", "Asia/Shanghai"), 2.0),
    ("10.1 summer", "OFFICEHOURS", ("2026-07-06", "Europe/Paris", "Asia/Shanghai"), 3.0),
    ("10.1 gap week", "OFFICEHOURS", ("2026-10-28", "Europe/Paris", "America/New_York", None, None,
                                      9, 17), 4.0),
    ("10.1 Mumbai", "OFFICEOVERLAP", ("2026-11-23", "Europe/Paris", "Asia/Kolkata", "9h", "18h",
                                      "9:30", 0.7708333333333334), "09:00-14:00"),
    ("10.1 Auckland", "OFFICEOVERLAP", ("2026-11-23", "Europe/Paris", "Pacific/Auckland"), ""),
    ("10.3 five days", "BUSINESSDAY", ("2026-12-22", 5, "FR"), day("2026-12-30")),
    ("10.3 France", "BUSINESSDAY", ("2026-11-19", 3, "FR"), day("2026-11-24")),
    ("10.3 joint", "BUSINESSDAY", ("2026-11-19", 3, "FR+SA"), day("2026-11-25")),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "given_", "expected"), [case[1:] for case in FACTS], ids=[case[0] for case in FACTS]
)
def test_worked_example(name, given_, expected):
    assert fn(name, *given_) == expected


def test_the_ladder_of_1_4_a():
    found = fn("PRICELADDER", 20000, LADDER_COSTS, "0,40 %", "6 %")
    assert [row[2] for row in found] == [
        20000.0, 20175.0, 20625.0, 20835.0, 20895.0, 22745.0,
        22845.52, 23545.0, 23649.06, 23645.52, 23715.52, 25136.25,
    ]  # fmt: skip


def test_the_allocation_of_5_5():
    by_kg = fn("ALLOCATE", 1300, [[300, 900, 100]])
    by_value = fn("ALLOCATE", 50, [[6000], [3000], [1000]])
    assert (by_kg, by_value) == ([[300.0, 900.0, 100.0]], [[30.0], [15.0], [5.0]])


def test_the_groupage_of_2_7():
    found = dict(fn("GROUPAGE", "42G1", 22, 120, 80, 150, 600, 2100, 75))
    assert (found["Revenue tons"], found["Groupage"]) == (31.68, 2376.0)
    assert found["Take"] == "the container"
    lacks = fn("GROUPAGE", "42G1", 22, 120, 80, 150, 600, 2100, 75, lang="fr")
    assert lacks[-1] == ["Choisir", "le conteneur"]


@pytest.mark.parametrize("name", declarations())
def test_the_example_of_the_help_is_true(name):
    function = declarations()[name]
    assert fn(name, *function.example.arguments) == function.example.answer


class TestShapes:
    """One cell goes with all, a row with rows, a column with columns."""

    def test_a_column_gives_a_column_and_a_row_a_row(self):
        assert fn("MONEYROUND", [[1.005], [2]], "EUR") == [[1.01], [2.0]]
        assert fn("MONEYROUND", [[1.005, 2]], "EUR") == [[1.01, 2.0]]

    def test_a_column_and_a_row_give_a_rectangle(self):
        weights = fn("CHARGEABLE", [[80], [700]], [[1, 2.5]], "rail_2")
        assert weights == [[500.0, 1250.0], [700.0, 1250.0]]

    def test_ranges_of_different_length_are_refused_with_their_sizes(self):
        said = fn("MONEYROUND", [[1], [2], [3]], [["EUR"], ["JPY"]])
        assert said.startswith("#COMPTOIR! a range of 3 x 1 cells does not go with one of 2 x 1.")

    def test_one_cell_is_one_cell_whether_it_came_as_a_range_or_not(self):
        assert fn("MONEYROUND", [[1.005]], [["EUR"]]) == fn("MONEYROUND", 1.005, "EUR") == 1.01

    def test_a_flat_list_is_a_column(self):
        assert fn("MONEYROUND", [1.005, 2], "EUR") == [[1.01], [2.0]]

    def test_one_bad_row_spoils_no_other(self):
        found = fn("CHARGEABLE", [[80], ["x"], [None], ["#N/A"], ["700"]], 1, "air")
        assert [row[0] for row in found] == [
            167.0,
            "#COMPTOIR! kg: x is not a number. Enter digits only, for example 1234.50.",
            "",
            "#N/A",
            700.0,
        ]

    def test_the_rule_refuses_one_row_only(self):
        found = fn("CHARGEABLE", 80, 1, [["air"], ["train"], ["express"]])
        assert (found[0], found[2]) == ([167.0], [200.0])
        assert found[1][0].startswith("#COMPTOIR! There is no freight tariff named train.")

    def test_true_is_not_one_in_a_column(self):
        found = fn("MONEYROUND", [[1], [True], [1.0]], "EUR")
        assert found[0] == found[2] == [1.0]
        assert found[1][0].startswith("#COMPTOIR! amount: 1 is not a number")

    def test_whole_columns_are_cut_to_what_any_of_them_uses(self):
        kg = [[80], [None], [700]] + [[None]] * 1_048_573
        m3 = [[1], [1]] + [[None]] * 1_048_574
        assert fn("CHARGEABLE", kg, m3, "air") == [[167.0], [""], [""]]

    def test_too_many_cells_are_refused(self):
        said = fn("MONEYROUND", [[1.0]] * 600_000, "EUR")
        assert said.startswith("#COMPTOIR! 600000 cells are more than one formula can take")

    def test_a_rectangle_that_would_be_too_large_is_refused(self):
        said = fn("CHARGEABLE", [[1]] * 1000, [[1] * 1000], "air")
        assert said.startswith("#COMPTOIR! 1000000 cells are more")

    def test_a_blank_line_of_a_landed_cost_stays_level(self):
        found = fn("LANDED", [[100], [None], [50]], [["freight", 15, "value", "yes"]], "10 %")
        assert found[1] == [""] * 6
        assert [row[:4] for row in (found[0], found[2])] == [
            [110.0, 11.0, 0.0, 121.0],
            [55.0, 5.5, 0.0, 60.5],
        ]

    @settings(max_examples=30, deadline=None)
    @given(
        st.lists(st.floats(0, 30_000), min_size=1, max_size=5),
        st.lists(st.floats(0, 90), min_size=1, max_size=4),
        st.sampled_from(["air", "road", "sea_lcl", "rail_3"]),
    )
    def test_a_rectangle_is_what_the_rule_gives_cell_by_cell(self, kgs, volumes, name):
        found = fn("CHARGEABLE", [[kg] for kg in kgs], [volumes], name)
        found = found if isinstance(found, list) else [[found]]
        by = tariff(name)
        for kg, row in zip(kgs, found, strict=True):
            for volume, cell in zip(volumes, row, strict=True):
                whole = weigh(Decimal(f"{kg:.15g}"), Decimal(f"{volume:.15g}") * 1_000_000, by)
                assert cell == float(whole.kg)


class TestCells:
    """Dates, numbers and texts as spreadsheets and people give them."""

    @pytest.mark.parametrize(
        "given_", [46_349, 46_349.75, "2026-11-23", "23/11/2026", "23.11.2026", date(2026, 11, 23),
                   datetime(2026, 11, 23, 15, 30)],
    )  # fmt: skip
    def test_a_day_is_read_in_each_of_its_forms(self, given_):
        assert fn("MONTHEND", given_) == date(2026, 11, 30)

    @pytest.mark.parametrize(
        ("serial", "said"),
        [
            (60, "29 February 1900"),
            (2026, "Check the year"),
            (-1, "is not a date"),
            (10**9, "is not a date"),
            (True, "is not a date"),
            ("31/02/2026", "is not a date"),
        ],
    )
    def test_what_is_no_day_of_ours_is_refused(self, serial, said):
        found = fn("MONTHEND", serial)
        assert found.startswith("#COMPTOIR! day: ")
        assert said in found

    def test_serials_follow_the_day_that_never_was(self):
        assert [to_serial(one) for one in (date(1900, 2, 28), date(1900, 3, 1))] == [59, 61]

    @pytest.mark.parametrize(
        ("typed", "read"),
        [("1 234,50", 1234.5), ("1.234,50", 1234.5), ("1,234.50", 1234.5), ("-12", -12.0),
         ("12 €", 12.0), (1e3, 1000.0), (0.1 + 0.2, 0.3)],
    )  # fmt: skip
    def test_numbers_are_read_in_french_and_in_english(self, typed, read):
        assert fn("MONEYROUND", typed, "EUR") == read

    def test_a_number_that_reads_two_ways_is_refused(self):
        assert "can be read as" in fn("MONEYROUND", "1,234", "EUR")

    def test_the_noise_of_binary_numbers_does_not_round_a_weight_up(self):
        assert fn("CHARGEABLE", 240.00000000000003, 0, "air") == 240.0

    @pytest.mark.parametrize(
        ("share", "duty"), [(0.037, 37.0), ("3.7%", 37.0), ("3,7 %", 37.0), ("0,037", 37.0)]
    )
    def test_a_percentage_is_a_cell_or_a_text_with_its_sign(self, share, duty):
        assert fn("DUTY", 1000, share) == duty

    def test_percents_typed_as_plain_numbers_are_refused_and_not_taken_a_hundredfold(self):
        said = fn("ANTIDUMPING", 1000, 22.4, lang="fr")
        assert said.startswith("#COMPTOIR! rate : 22,40 dépasse 100 %.")

    def test_choices_are_understood_in_both_languages(self):
        assert fn("PAYER", "cfr", "transport principal") == fn("PAYER", "CFR", 7) == "S"
        modes = [["road"], ["ROAD"], ["route"], ["Routier"], ["camion"]]
        assert fn("CLAIMREGIME", modes, "FR", "DE", 46349) == [["CMR"]] * 5

    def test_french_words_serve_as_well_as_codes(self):
        assert fn("CLAIMDEADLINE", "CMR", "non apparent", "2026-11-05") == day("2026-11-14")
        assert fn("LATERATE", "2026-07-01", "contrat", 0.2) == 0.2
        shared = fn("LANDED", [[10], [30]], [["fret", 4, "valeur", "oui"]])
        assert [row[0] for row in shared] == [11.0, 33.0]
        assert fn("RISKPASSES", "FCA", "vendeur") == fn("RISKPASSES", "FCA", "seller")

    def test_an_amount_in_words(self):
        assert fn("INWORDS", 80, "EUR", "FR") == fn("INWORDS", 80, "EUR", lang="fr")
        assert fn("INWORDS", 80, "EUR", "FR").startswith("quatre-vingts euros")

    def test_sentences_come_in_the_language_of_the_desk(self):
        assert fn("CHARGEABLE", "x", 1, "air", lang="fr") == (
            "#COMPTOIR! kg : x n'est pas un nombre. Saisissez des chiffres seulement,"
            " par exemple 1234,50."
        )


class TestTheDesksOwnLaw:
    OURS = overrides(
        {
            "payment.ecb_refinancing": [
                {"since": date(2027, 1, 1), "value": "2.25", "source": "ECB, December 2026"}
            ]
        }
    )

    def test_it_stands_before_the_printed_one(self):
        assert fn("LAW", "payment.ecb_refinancing", "2027-02-01", law=self.OURS) == 2.25
        assert fn("LATERATE", "2027-02-01", law=self.OURS) == 0.1225

    def test_its_source_is_said(self):
        said = fn("LAWSOURCE", "payment.ecb_refinancing", "2027-02-01", law=self.OURS)
        assert said == "since 01 Jan 2027: ECB, December 2026"

    def test_a_figure_that_no_book_has_is_refused(self):
        for name in ("ecb", "payment.nothing", "nowhere.x", "../secret.x"):
            assert fn("LAW", name, "2026-11-23").startswith("#COMPTOIR! ")


class TestClaims:
    def test_a_proven_loss_of_nothing_is_nothing(self):
        assert fn("CLAIMLIMIT", "CMR", 450, "2026-11-02", 1.2, None, 0) == 0.0

    def test_euros_are_not_compared_with_special_drawing_rights(self):
        said = fn("CLAIMLIMIT", "CMR", 450, "2026-11-02", None, None, 6000)
        assert said.startswith("#COMPTOIR! the limit is in special drawing rights")

    def test_wilful_misconduct_has_no_limit(self):
        wilful = [None] * 4 + ["yes"]
        assert fn("CLAIMLIMIT", "CMR", 450, "2026-11-02", None, *wilful) == (
            "no limit: the proven loss is due"
        )


def test_a_contract_rate_alone_is_the_contracts():
    alone = fn("LATEINTEREST", 12000, "2026-03-31", "2026-08-20", None, 0.11)
    assert alone == fn("LATEINTEREST", 12000, "2026-03-31", "2026-08-20", "CONTRACT", 0.11)
    assert fn("LATERATE", "2026-07-01", "CONTRACT").startswith(
        "#COMPTOIR! the rate of the contract"
    )


def test_a_function_is_found_under_any_of_its_names():
    for name in ("duty", "COMPTOIR.DUTY", "comptoir_duty"):
        assert fn(name, 1000, 0.1) == 100.0
    with pytest.raises(UnknownFunction):
        fn("NOTHING")
