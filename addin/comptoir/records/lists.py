"""The closed lists of the trade, and the identifiers that prove themselves.

Sources: ISO 3166-1 and ISO 4217 through Babel (CLDR); Incoterms 2020 and 2010 (ICC 723, 715);
identifiers through ``comptoir.rules.numbers``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from zoneinfo import available_timezones

from comptoir.records.kinds import Checked, Choice, Named, folded
from comptoir.wording import Said, mark

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


def _email(text: str) -> str | Said:
    address = text.removeprefix("mailto:").strip("<> ")
    if not re.fullmatch(r"[^\s@<>\",;:]+@[^\s@.<>\",;:]+(\.[^\s@.<>\",;:]+)+", address):
        return Said("it must look like name@domain")
    name, _, domain = address.rpartition("@")
    return f"{name}@{domain.lower()}"


def _phone(text: str) -> str | Said:
    if not re.fullmatch(r"\+?[\d\s().\-/]{5,25}( ?(ext|poste|x)\.? ?\d+)?", text):
        return Said("only digits, blanks and + ( ) - / are expected")
    return re.sub(r"\s+", " ", text)


def proved(code: str) -> Callable[[str], str | Said]:
    """The identifier's own proof, by its code in ``rules.numbers``: compact, or what is wrong."""

    def check(text: str) -> str | Said:
        from comptoir.rules.numbers import KINDS  # noqa: PLC0415 - loaded where one is checked

        reading = KINDS[code].check(text)
        return reading.compact if reading.valid else reading.errors[0].said

    return check


EMAIL = Checked(_email, mark("an e-mail address"), "anna@example.com", wide=34)
PHONE = Checked(_phone, mark("a telephone number"), "+33 4 72 00 00 00")
GOODS_CODE = Checked(proved("tariff"), mark("a customs tariff code"), "84713000", wide=13)
IBAN = Checked(proved("iban"), mark("an IBAN"), "FR76 3000 6000 0112 3456 7890 189", wide=30)
BIC = Checked(proved("bic"), mark("a BIC"), "AGRIFRPP", wide=13)
VAT = Checked(proved("vat"), mark("a VAT number"), "DE136695976", wide=16)
EORI = Checked(proved("eori"), mark("an EORI number"), "FR40483304800022", wide=19)
