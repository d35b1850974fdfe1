"""The closed lists of the trade, and the identifiers that prove themselves.

Sources: ISO 3166-1 and ISO 4217 through Babel (CLDR); Incoterms 2020 and 2010 (ICC 723, 715);
identifiers through ``comptoir.rules.numbers``.
"""

from __future__ import annotations

import re
from functools import cache
from zoneinfo import available_timezones

from comptoir.records.kinds import Checked, Choice, Named, folded
from comptoir.wording import mark

_NOT_COUNTRIES = {
    "ZZ",
    "EU",
    "EZ",
    "UN",
    "QO",
    "XA",
    "XB",
    "AC",
    "CP",
    "CQ",
    "DG",
    "EA",
    "IC",
    "TA",
}
_NOT_MONEY = {"XXX", "XTS", "XAU", "XAG", "XPD", "XPT", "XBA", "XBB", "XBC", "XBD", "XSU", "XUA"}


@cache
def countries() -> dict[str, str]:
    """Every way to name a country, folded, to its ISO 3166-1 alpha-2 code."""
    from babel import Locale  # noqa: PLC0415 - 60 ms that most commands do without

    named: dict[str, str] = {}
    for lang in ("en", "fr"):
        for code, name in Locale(lang).territories.items():
            if re.fullmatch("[A-Z]{2}", code) and code not in _NOT_COUNTRIES:
                named.setdefault(folded(code), code)
                named.setdefault(folded(str(name)), code)
    for name, code in _ALSO_CALLED.items():
        named.setdefault(folded(name), code)
    return named


_ALSO_CALLED = {
    "Côte d'Ivoire": "CI",
    "Cote d'Ivoire": "CI",
    "Congo, DRC": "CD",
    "DR Congo": "CD",
    "Great Britain": "GB",
    "UK": "GB",
    "USA": "US",
    "Vietnam": "VN",
    "Viet Nam": "VN",
    "Turkey": "TR",
    "Burma": "MM",
    "Swaziland": "SZ",
    "Russia": "RU",
    "South Korea": "KR",
    "Corée du Sud": "KR",
    "Czech Republic": "CZ",
}


@cache
def currencies() -> dict[str, str]:
    """Every way to name a currency, folded, to its ISO 4217 code."""
    from babel import Locale  # noqa: PLC0415 - as above
    from babel.numbers import list_currencies  # noqa: PLC0415

    valid = {code for code in list_currencies() if code not in _NOT_MONEY}
    named = {folded(code): code for code in valid}
    for lang in ("en", "fr"):
        for code, name in Locale(lang).currencies.items():
            if code in valid:
                named.setdefault(folded(str(name)), code)
    return named


@cache
def zones() -> dict[str, str]:
    """IANA time zones, folded, as they are written."""
    return {folded(zone): zone for zone in available_timezones()}


COUNTRY = Named(mark("a country"), countries, "DE")
CURRENCY = Named(mark("a currency"), currencies, "EUR")
ZONE = Named(mark("a time zone"), zones, "Europe/Paris")

INCOTERM = Choice(
    {
        code: code
        for code in (
            "EXW FCA CPT CIP DAP DPU DDP FAS FOB CFR CIF DAT".split()  # noqa: SIM905 - a table
        )
    },
    wide=8,
)
EDITION = Choice({"2020": "2020", "2010": "2010"}, wide=8)

FLOW = Choice({"EXP": mark("export"), "IMP": mark("import")}, wide=9)
MODE = Choice(
    {
        "SEA": mark("sea"),
        "AIR": mark("air"),
        "ROAD": mark("road"),
        "RAIL": mark("rail"),
        "COURIER": mark("courier"),
        "RIVER": mark("inland waterway"),
        "MULTI": mark("multimodal"),
    },
    wide=12,
)
LANGUAGE = Choice({"fr": mark("French"), "en": mark("English")}, wide=9)


def _email(text: str) -> str:
    address = text.removeprefix("mailto:").strip("<> ")
    if not re.fullmatch(r"[^\s@<>\",;:]+@[^\s@.<>\",;:]+(\.[^\s@.<>\",;:]+)+", address):
        raise ValueError(text)
    name, _, domain = address.rpartition("@")
    return f"{name}@{domain.lower()}"


def _phone(text: str) -> str:
    if not re.fullmatch(r"\+?[\d\s().\-/]{5,25}( ?(ext|poste|x)\.? ?\d+)?", text):
        raise ValueError(text)
    return re.sub(r"\s+", " ", text)


def _goods_code(text: str) -> str:
    digits = re.sub(r"[\s.\-]", "", text)
    if not re.fullmatch(r"\d{4}|\d{6}|\d{8}|\d{10}", digits) or digits[:2] in {"00", "77"}:
        raise ValueError(text)
    return digits


def _iban(text: str) -> str:
    from stdnum import iban  # noqa: PLC0415 - loaded where a bank account is checked

    return str(iban.validate(text, check_country=False))


def _bic(text: str) -> str:
    from stdnum import bic  # noqa: PLC0415 - as above

    return str(bic.validate(text))


def _vat(text: str) -> str:
    """A VAT number; outside the Union only its shape can be checked."""
    from stdnum.eu import vat  # noqa: PLC0415 - as above

    number = re.sub(r"[\s.\-]", "", text).upper()
    if number[:2].lower() in {*vat.MEMBER_STATES, "el", "xi"}:
        return str(vat.validate(number))
    if not re.fullmatch(r"[A-Z0-9]{5,20}", number):
        raise ValueError(text)
    return number


def _eori(text: str) -> str:
    number = re.sub(r"\s", "", text).upper()
    if not re.fullmatch(r"[A-Z]{2}[A-Z0-9]{1,15}", number):
        raise ValueError(text)
    return number


EMAIL = Checked(_email, mark("an e-mail address"), "anna@example.com", wide=28)
PHONE = Checked(_phone, mark("a telephone number"), "+33 4 72 00 00 00")
GOODS_CODE = Checked(_goods_code, mark("a customs tariff code"), "84713000", wide=13)
IBAN = Checked(_iban, mark("an IBAN"), "FR76 3000 6000 0112 3456 7890 189", wide=30)
BIC = Checked(_bic, mark("a BIC"), "AGRIFRPP", wide=13)
VAT = Checked(_vat, mark("a VAT number"), "DE136695976", wide=16)
EORI = Checked(_eori, mark("an EORI number"), "FR40483304800022", wide=19)
