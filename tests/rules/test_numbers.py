"""Identifiers: what is accepted, what is refused, where, and what is said about it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comptoir.rules.numbers import KINDS, InvalidNumber, Severity
from comptoir.rules.numbers.declarations import Level, is_special, level, mrn_check_digit
from comptoir.rules.numbers.parties import french_vat
from comptoir.rules.numbers.transport import airline_of, iso_6346_sum
from comptoir.wording import LANGUAGES


def case(kind, text, label, *, valid=True, plain=None):
    return pytest.param(kind, text, valid, plain, id=f"{label} {kind} {text}")


def wrong(kind, text, label):
    return case(kind, text, label, valid=False)


@pytest.mark.parametrize(
    ("kind", "text", "valid", "plain"),
    [
        case("container", "CSQU3054383", "3.1 A"),
        case("container", "msku 038325-0", "3.1 B", plain="MSKU0383250"),
        wrong("container", "CSQU3054384", "3.1 C"),
        case("container", "CSQU3054070", "3.1 D remainder 10"),
        wrong("container", "CS_U3054383", "3.0 underscore"),
        wrong("container", "CSQÜ3054383", "3.0 accented letter"),
        wrong("container", "CSQA3054383", "3.1 category"),
        wrong("container", "CSQU305438", "3.1 without its digit"),
        case("awb", "057-12345675", "3.2 A", plain="05712345675"),
        wrong("awb", "057-12345676", "3.2 B"),
        case("awb", "020 8076 5436", "3.2 C", plain="02080765436"),
        case("awb", "057-90000002", "3.2 D serial 9000000", plain="05790000002"),
        wrong("awb", "057-12345677", "3.2 a last digit above 6"),
        wrong("awb", "5712345675", "3.2 lost zero"),
        case("imo", "IMO 9074729", "3.3 A sum 139,", plain="9074729"),
        case("imo", "9319466", "3.3 B"),
        wrong("imo", "9074728", "3.3 C"),
        case("mrn", "21DE12345678901234", "3.4"),
        case("mrn", "21DE27364916384836", "3.4"),
        wrong("mrn", "21DE27364916384835", "3.4"),
        case("mrn", "06DE586600006143E1", "3.4"),
        case("mrn", "22ITZXBZYUTJFLJXK6", "3.4"),
        case("mrn", "22DK1V0QQK2S6J7TU1", "3.4"),
        wrong("mrn", "22DK1V0QQK2S6J7TU2", "3.4"),
        wrong("mrn", "06RO9876AB88901235", "3.4 printed sample"),
        case("mrn", "26FR000000012345A9", "3.4 build A"),
        case("mrn", "26 FR 000000067890 R5", "3.4 build B", plain="26FR000000067890R5"),
        wrong("mrn", "26FR000000012345A", "3.4 too short"),
        case("eori", "FR732829320", "3.5 A"),
        case("eori", "FR 732 829 320", "3.5 B", plain="FR732829320"),
        case("eori", "FR73282932000074", "3.5 C legacy"),
        wrong("eori", "FR732829321", "3.5 D Luhn"),
        wrong("eori", "FR73282932", "3.5 E 8 digits"),
        case("eori", "DE1234567", "3.5 F"),
        wrong("eori", "1R732829320", "3.5 G"),
        case("eori", "GB123456789000", "3.5 British"),
        case("eori", "FRUS123456789", "3.5 foreign operator"),
        wrong("eori", "DE" + "1" * 16, "3.5 too long"),
        case("siren", "732 829 320", "3.5 H", plain="732829320"),
        wrong("siren", "732829321", "3.5 I"),
        case("siret", "732 829 320 00074", "3.5 J", plain="73282932000074"),
        case("siret", "356 000 000 00048", "3.5 La Poste", plain="35600000000048"),
        case("siret", "35600000049837", "3.5 La Poste, sum a multiple of 5"),
        case("vat", "FR83404833048", "3.6 A"),
        case("vat", "FR 44 732829320", "3.6 B", plain="FR44732829320"),
        wrong("vat", "FR84323140391", "3.6 C"),
        case("vat", "DE136695976", "3.6 D"),
        case("vat", "ATU13585627", "3.6 E"),
        case("vat", "EL094259216", "3.6 Greece"),
        case("vat", "XI980780684", "3.6 Northern Ireland"),
        case("vat", "GB 980 7806 84", "3.6 Britain", plain="GB980780684"),
        case("vat", "CHE-107.787.577 MWST", "3.6 Switzerland", plain="CHE107787577MWST"),
        case("vat", "MA 00152503", "3.6 a country without a check", plain="MA00152503"),
        wrong("vat", "404833048", "3.6 no country"),
        case("iban", "FR14 2004 1010 0505 0001 3M02 606", "3.7 A",
             plain="FR1420041010050500013M02606"),
        wrong("iban", "FR1420041010050500013M02607", "3.7 B"),
        case("iban", "DE89370400440532013000", "3.7 C"),
        case("iban", "BE68539007547034", "3.7 Belgian sample"),
        case("iban", "IBAN MA64 0115 1900 0001 2050 0053 4921", "3.7 not in the registry",
             plain="MA64011519000001205000534921"),
        case("bic", "BNPAFRPP", "3.7 D"),
        case("bic", "AGRI FR PP 882", "3.7 E", plain="AGRIFRPP882"),
        wrong("bic", "ABCDEF", "3.7 F length"),
        wrong("bic", "BNPAZZPP", "3.7 G country"),
        case("tariff", "8471.30", "3.8 A", plain="847130"),
        case("tariff", "8471 30 00", "3.8 B", plain="84713000"),
        case("tariff", "8471300000", "3.8 C"),
        wrong("tariff", "84713", "3.8 D"),
        wrong("tariff", "7701 00 00", "3.8 E"),
        case("tariff", "9919 00 00", "3.8 F", plain="99190000"),
        case("locode", "FRLEH", "3.9 A"),
        case("locode", "fr leh", "3.9 B", plain="FRLEH"),
        case("locode", "NLRTM", "3.9 C"),
        wrong("locode", "FRLE1", "3.9 D"),
        wrong("locode", "FRL0H", "3.9 E"),
        wrong("locode", "FRLE", "3.9 F"),
        case("sscc", "340123450000000017", "3.10 A"),
        wrong("sscc", "340123450000000018", "3.10 wrong digit"),
        case("sscc", "106141411234567897", "3.10 B"),
        case("sscc", "(00)340123450000000017", "3.10 with its identifier",
             plain="00340123450000000017"),
        wrong("sscc", "00340123450000000018", "3.10 gs1_128 lets it pass"),
        case("gtin", "3 017620 422003", "3.0 EAN-13", plain="3017620422003"),
        wrong("gtin", "3017620422004", "3.0 EAN-13"),
        case("gtin", "96385074", "3.0 EAN-8"),
        case("gtin", "036000291452", "3.0 UPC-A"),
        case("gtin", "10614141000415", "3.0 GTIN-14"),
        wrong("gtin", "36000291452", "3.0 UPC-A without its zero"),
        case("lei", "969500HMVSZ0TCV65D58", "3.0 LEI"),
        wrong("lei", "969500HMVSZ0TCV65D59", "3.0 LEI"),
        case("isin", "FR0000131104", "3.0 ISIN"),
        case("uid", "CHE-107.787.577", "3.0 CH UID", plain="CHE107787577"),
        case("ein", "04-2103594", "3.0 US EIN", plain="042103594"),
        case("uscc", "91110000600037341L", "3.0 CN USCC"),
        wrong("uscc", "91110000600037342L", "3.0 CN USCC"),
    ],
)  # fmt: skip
def test_number(kind, text, valid, plain):
    reading = KINDS[kind].check(text)
    assert reading.valid is valid, [str(remark.said) for remark in reading.remarks]
    assert KINDS[kind].is_valid(text) is valid
    if valid:
        assert KINDS[kind].validate(text) == (plain or text)
    else:
        with pytest.raises(InvalidNumber, match="is not a valid"):
            KINDS[kind].validate(text)


@pytest.mark.parametrize(
    ("kind", "text", "severity", "at", "says"),
    [
        ("container", "CSQU3054384", "error", 11, "CSQU3054384 is 4, but the rest gives 3"),
        ("container", "CSQU30543O3", "error", 10, "CSQU30543O3 is O, where a digit"),
        ("container", "CSQX3054383", "error", 4, "fourth letter of CSQX3054383 is not U, J or Z"),
        ("container", "CSQU305438", "information", None, "check digit; the rest gives 3"),
        ("container", "CSQU3054070", "information", None, "remainder 10"),
        ("container", "CSQÜ3054383", "error", 4, "character 4 of CSQÜ3054383 is Ü"),
        ("awb", "5712345675", "information", None, "try 05712345675"),
        ("awb", "12345675", "information", None, "three digits of the airline are missing"),
        ("awb", "057-12345675", "information", None, "issued by Air France"),
        ("mrn", "26FR000000012345A9", "information", 17, "export only"),
        ("mrn", "26FR000000067890R5", "information", 17, "import declaration only"),
        ("mrn", "21DE12345678901234", "information", 17, "no known procedure letter"),
        ("eori", "FR73282932000074", "warning", None, "ask for the EORI built on the SIREN"),
        ("eori", "FR732829321", "error", None, "732829321 in FR732829321 is not a valid SIREN"),
        ("vat", "GR094259216", "warning", 1, "begin with EL, not GR"),
        ("vat", "MA00152503", "information", None, "have no check in Comptoir"),
        ("iban", "FR1420041010050500013M02607", "error", 3, "the key of"),
        ("iban", "MA64011519000001205000534921", "information", None, "of MA is not known here"),
        ("bic", "BNPAZZPP", "error", 5, "ZZ is not a country"),
        ("tariff", "84713", "information", None, "try 084713"),
        ("tariff", "77010000", "error", 1, "no chapter 77"),
        ("tariff", "99190000", "information", 1, "chapter 99 is for special uses"),
        ("locode", "FRL0H", "error", 4, "O or I?"),
        ("siret", " ", "error", None, "nothing was entered"),
    ],
)  # fmt: skip
def test_remark(kind, text, severity, at, says):
    remarks = KINDS[kind].check(text).remarks
    assert any(
        (one.severity, one.at) == (severity, at) and says in str(one.said) for one in remarks
    ), [(one.severity.value, one.at, str(one.said)) for one in remarks]


@pytest.mark.parametrize(
    ("kind", "text", "shown"),
    [
        ("container", "csqu3054383", "CSQU 305438 3"),
        ("awb", "05712345675", "057-12345675"),
        ("imo", "9074729", "IMO 9074729"),
        ("iban", "FR1420041010050500013M02606", "FR14 2004 1010 0505 0001 3M02 606"),
        ("tariff", "8471300000", "8471 30 00 00"),
        ("tariff", "847130", "8471 30"),
        ("siren", "732829320", "732 829 320"),
        ("siret", "73282932000074", "732 829 320 00074"),
        ("sscc", "(00)340123450000000017", "340123450000000017"),
        ("container", "not one", "NOTONE"),
    ],
)
def test_format(kind, text, shown):
    assert KINDS[kind].format(text) == shown


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("8471.30", Level.HS6, id="3.8 HS6"),
        pytest.param("8471 30 00", Level.CN8, id="3.8 CN8"),
        pytest.param("8471300000", Level.TARIC10, id="3.8 TARIC10"),
        pytest.param("8471", Level.HEADING, id="3.8 heading"),
        pytest.param("84", Level.CHAPTER, id="3.8 chapter"),
    ],
)
def test_tariff_level(text, expected):
    assert level(text) is expected


def test_arithmetic_is_the_published_one():
    assert iso_6346_sum("CSQU305438") == 6185, "3.1 A"
    assert iso_6346_sum("CSQU305407") == 4905, "3.1 D"
    assert mrn_check_digit("26FR000000012345A") == "9", "3.4"
    assert french_vat("404833048") == "FR83404833048", "3.6"
    assert french_vat("732 829 320") == "FR44732829320", "3.6"
    assert is_special("9919 00 00"), "3.8"
    assert airline_of("020-80765436") == "Lufthansa Cargo"
    assert airline_of("555-12345675") is None


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=40), st.sampled_from(sorted(KINDS)))
def test_whatever_is_pasted_gets_an_answer_in_both_languages(text, kind):
    reading = KINDS[kind].check(text)
    assert reading.valid == KINDS[kind].is_valid(text)
    for remark in reading.remarks:
        assert all(remark.said.in_(lang) for lang in LANGUAGES)
    KINDS[kind].format(text)


@settings(max_examples=150, deadline=None)
@given(
    st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 -", max_size=36), st.sampled_from(sorted(KINDS))
)
def test_a_valid_number_stays_valid_as_printed(text, kind):
    if KINDS[kind].is_valid(text):
        assert (
            KINDS[kind].validate(KINDS[kind].format(text)).endswith(KINDS[kind].validate(text)[-5:])
        )


@settings(max_examples=100, deadline=None)
@given(st.from_regex(r"[A-Z]{3}U[0-9]{6}", fullmatch=True), st.integers(4, 9), st.integers(1, 9))
def test_one_mistyped_digit_of_a_container_is_seen(serial, at, step):
    digit = str(iso_6346_sum(serial) % 11 % 10)
    typed = serial[:at] + str((int(serial[at]) + step) % 10) + serial[at + 1 :]
    assert KINDS["container"].is_valid(serial + digit)
    if iso_6346_sum(typed) % 11 % 10 != int(digit):
        assert not KINDS["container"].is_valid(typed + digit)


def test_each_kind_names_its_standard():
    for code, kind in KINDS.items():
        assert kind.code == code
        assert len(kind.source) > 5
        assert kind.name


def test_errors_sort_by_severity():
    assert [one.value for one in Severity] == ["error", "warning", "information"]
