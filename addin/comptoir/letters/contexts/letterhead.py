"""Who writes to whom: what every letter has at its head and its foot.

Sources
    French postal block: NF Z 10-011 (six lines of 38 signs, town and country in capitals).
    Salutations and closings: the trade reference 9.2 and 9.3.
    Mentions of a firm's papers: C. com. art. R123-237 and R123-238.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from comptoir.letters.word import Picture
from comptoir.letters.word.filters import Reading, locale
from comptoir.records import Row
from comptoir.wording import Said

_MOST_LINES, _MOST_SIGNS = 6, 38
TOWN_FIRST = {"GB", "IE", "US", "CA", "AU", "NZ", "IN", "JP", "KR", "SG", "HK", "ZA"}
_OWN_LINE = {"GB", "IE"}
_SIREN = 9
_REFERENCES = {
    "fr": ("Vos réf. : ", "Nos réf. : ", "Suivi par : "),
    "en": ("Your ref.: ", "Our ref.: ", "Contact: "),
}


@dataclass(frozen=True, slots=True)
class Writer:
    """Who signs and answers for the letter."""

    name: str
    job: str = ""
    phone: str = ""
    email: str = ""

    @property
    def reach(self) -> tuple[str, ...]:
        return tuple(one for one in (self.phone, self.email) if one)

    @property
    def job_below(self) -> str:
        """The job on a line of its own under the name; nothing where it is not known."""
        return f"\n{self.job}" if self.job else ""


@dataclass(frozen=True, kw_only=True)
class Heading:
    """What a letter's head is made of: rows of the desk, and who writes.

    *legal* holds what the law wants on our papers and no record has: ``legal_form``,
    ``capital`` (digits, in euros), ``register_town``.
    """

    lang: str
    day: date
    us: Row
    to: Row
    writer: Writer
    contact: Row | None = None
    our_ref: str = ""
    your_ref: str = ""
    enclosures: tuple[str, ...] = ()
    legal: Mapping[str, str] = field(default_factory=dict)
    logo: Picture | None = None
    signature: Picture | None = None


@dataclass(frozen=True, slots=True)
class Firm:
    """Our company, as its papers show it."""

    name: str
    address: tuple[str, ...]
    reach: tuple[str, ...]
    numbers: tuple[str, ...]
    mentions: str
    city: str
    iban: str
    bic: str
    bank: str
    vat: str
    siren: str
    eori: str
    logo: Picture | None

    @property
    def block(self) -> tuple[str, ...]:
        return (self.name, *self.address)


@dataclass(frozen=True, slots=True)
class Addressee:
    """Whom the letter is for, as on its envelope."""

    name: str
    attention: str
    block: tuple[str, ...]
    numbers: tuple[str, ...]
    city: str
    country: str
    vat: str


@dataclass(frozen=True, kw_only=True)
class Letterhead:
    """What every template may show, whatever the letter."""

    lang: str
    day: date
    place_day: str
    firm: Firm
    to: Addressee
    writer: Writer
    our_ref: str
    your_ref: str
    references: tuple[str, ...]
    salutation: str
    closing: str
    enclosures: tuple[str, ...]
    signature: Picture | None


def letterhead(told: Heading) -> tuple[Letterhead, list[Said]]:
    """The head of a letter, and what is missing that the law or the post wants."""
    remarks: list[Said] = []
    firm = _firm(told, remarks)
    to = _addressee(told, remarks)
    greeting = salutation(told.contact, told.lang)
    head = Letterhead(
        lang=told.lang,
        day=told.day,
        place_day=_place_day(firm.city, told.day, told.lang),
        firm=firm,
        to=to,
        writer=told.writer,
        our_ref=told.our_ref,
        your_ref=told.your_ref,
        references=_references(told),
        salutation=greeting,
        closing=closing(greeting, told.lang),
        enclosures=told.enclosures,
        signature=told.signature,
    )
    return head, remarks


def _references(told: Heading) -> tuple[str, ...]:
    """Their reference, ours, and whom to ask."""
    yours, ours, who = _REFERENCES[told.lang]
    return (
        *((yours + told.your_ref,) if told.your_ref else ()),
        *((ours + told.our_ref,) if told.our_ref else ()),
        who + told.writer.name,
        *told.writer.reach,
    )


def _place_day(city: str, day: date, lang: str) -> str:
    long = Reading(lang).long_day(day)
    return f"{city}, le {long}" if lang == "fr" else long


def salutation(contact: Row | None, lang: str) -> str:
    """How the letter begins. Nobody is "Cher" unless he is known.

    >>> salutation(None, "fr"), salutation({"civility": "MS", "surname": "Rowe"}, "en")
    ('Madame, Monsieur,', 'Dear Ms Rowe,')
    """
    civility = contact and contact.get("civility")
    if lang == "fr":
        return {"MR": "Monsieur,", "MS": "Madame,"}.get(str(civility), "Madame, Monsieur,")
    title = {"MR": "Mr", "MS": "Ms"}.get(str(civility))
    return f"Dear {title} {contact['surname']}," if contact and title else "Dear Sir or Madam,"


def closing(greeting: str, lang: str) -> str:
    """How the letter ends: the French formula repeats the salutation, the English answers it.

    >>> print(closing("Madame,", "fr"))
    Nous vous prions d'agréer, Madame, nos salutations les meilleures.
    >>> closing("Dear Sir or Madam,", "en")
    'Yours faithfully,'
    """
    if lang == "fr":
        return f"Nous vous prions d'agréer, {greeting} nos salutations les meilleures."
    return "Yours faithfully," if "Sir or Madam" in greeting else "Yours sincerely,"


def text(row: Row | None, name: str) -> str:
    """A field of a row as text; blank where it is not known."""
    value = row.get(name) if row else None
    return "" if value is None else str(value)


def country_name(code: str, lang: str) -> str:
    """The name of a country in *lang*; its code where it has none."""
    return str(locale(lang).territories.get(code, code)) if code else ""


def postal_lines(row: Row, abroad_of: str, lang: str) -> tuple[str, ...]:
    """The street, town and country of a party as the post wants them.

    >>> row = {"address": "3 Welsh Back", "postcode": "BS1 4QA", "city": "Bristol", "country": "GB"}
    >>> postal_lines(row, "FR", "fr")
    ('3 Welsh Back', 'BRISTOL', 'BS1 4QA', 'ROYAUME-UNI')
    """
    country, town = text(row, "country"), text(row, "city").upper()
    postcode = text(row, "postcode").upper()
    street = [line.strip() for line in text(row, "address").splitlines() if line.strip()]
    if country in _OWN_LINE:
        places = [town, postcode]
    else:
        pair = (town, postcode) if country in TOWN_FIRST else (postcode, town)
        places = [" ".join(one for one in pair if one)]
    name = country_name(country, lang).upper() if country != abroad_of else ""
    return tuple(one for one in (*street, *places, name) if one)


def _addressee(told: Heading, remarks: list[Said]) -> Addressee:
    row, person = told.to, told.contact
    attention = ""
    if person:
        title = {"fr": {"MR": "M.", "MS": "Mme"}, "en": {"MR": "Mr", "MS": "Ms"}}[told.lang]
        named = (title.get(text(person, "civility"), ""), text(person, "first_name"),
                 text(person, "surname"))  # fmt: skip
        attention = " ".join(one for one in named if one)
    lines = postal_lines(row, text(told.us, "country"), told.lang)
    block = tuple(one for one in (text(row, "name"), attention, *lines) if one)
    if not text(row, "address") or not text(row, "city"):
        remarks.append(Said("The address of {party} is not complete: the envelope will be wrong.",
                            party=text(row, "name")))  # fmt: skip
    if len(block) > _MOST_LINES or max(map(len, block)) > _MOST_SIGNS:
        remarks.append(
            Said(
                "The address of {party} has more than 6 lines of 38 signs (NF Z 10-011).",
                party=text(row, "name"),
            )
        )
    vat = text(row, "vat")
    label = {"fr": "TVA", "en": "VAT"}[told.lang]
    return Addressee(
        name=text(row, "name"),
        attention=attention,
        block=block,
        numbers=tuple(one for one in (f"{label} {vat}" if vat else "", _eori(row)) if one),
        city=text(row, "city"),
        country=country_name(text(row, "country"), told.lang),
        vat=vat,
    )


def _eori(row: Row) -> str:
    eori = text(row, "eori")
    return f"EORI {eori}" if eori else ""


def siren(row: Row) -> str:
    """The SIREN of a French party: its company number, or the end of its VAT number."""
    digits = "".join(sign for sign in text(row, "registration") if sign.isdigit())[:_SIREN]
    vat = text(row, "vat")
    if not digits and vat.startswith("FR"):
        digits = vat[-_SIREN:]
    return f"{digits[:3]}\u00a0{digits[3:6]}\u00a0{digits[6:]}" if len(digits) == _SIREN else ""


def _firm(told: Heading, remarks: list[Said]) -> Firm:
    us = told.us
    number = siren(us) or text(us, "registration")
    address = postal_lines(us, text(us, "country") if told.lang == "fr" else "", told.lang)
    vat, eori = text(us, "vat"), text(us, "eori")
    numbers = [
        f"SIREN {number}" if number else "",
        f"{'TVA' if told.lang == 'fr' else 'VAT'} {vat}" if vat else "",
        f"EORI {eori}" if eori else "",
    ]
    return Firm(
        name=text(us, "name"),
        address=(" – ".join(address),),
        reach=tuple(one for one in (text(us, "phone"), text(us, "email")) if one),
        numbers=tuple(one for one in numbers if one),
        mentions=_mentions(told, number, address, remarks),
        city=text(us, "city"),
        iban=_grouped(text(us, "iban")),
        bic=text(us, "bic"),
        bank=text(us, "bank"),
        vat=vat,
        siren=number,
        eori=eori,
        logo=told.logo,
    )


def _grouped(iban: str) -> str:
    return "\u00a0".join(iban[at : at + 4] for at in range(0, len(iban), 4))


def _mentions(told: Heading, number: str, address: tuple[str, ...], remarks: list[Said]) -> str:
    """The line of legal mentions at the foot of every page."""
    us, legal, fr = told.us, told.legal, told.lang == "fr"
    for name, known in (
        (Said("company number (SIREN)"), number),
        (Said("legal form"), legal.get("legal_form")),
        (Said("share capital"), legal.get("capital")),
    ):
        if not known:
            said = Said("Our {mention} is not known; French law wants it on our papers"
                        " (C. com. art. R123-237 and R123-238).", mention=name)  # fmt: skip
            remarks.append(said)
    capital = legal.get("capital")
    form = legal.get("legal_form", "")
    if capital:
        figure = Reading(told.lang).number(Decimal(capital), 0)
        amount = f"{figure}\u00a0€" if fr else f"€{figure}"
        form += f" au capital de {amount}" if fr else f" with a share capital of {amount}"
    register = legal.get("register_town") or text(us, "city")
    pieces = (
        text(us, "name"),
        form.strip(),
        ("Siège social : " if fr else "Registered office: ") + ", ".join(address),
        f"SIREN\u00a0{number} RCS\u00a0{register}" if number else "",
        (f"TVA\u00a0{us['vat']}" if fr else f"VAT\u00a0{us['vat']}") if us.get("vat") else "",
    )
    return " – ".join(one for one in pieces if one)
