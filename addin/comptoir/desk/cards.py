"""Partners and their people as CSV and as vCards, out and in.

Sources
    RFC 6350 (vCard 4.0) and RFC 2426 (3.0), read and written by a library.
    RFC 4180 (CSV); a cell that a spreadsheet would take for a formula is written as text.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from comptoir.desk.deed import Deed
from comptoir.errors import Refused
from comptoir.records import RECORDS, Record, Row, Unfit
from comptoir.records.kinds import folded
from comptoir.records.lists import COUNTRY, EMAIL, PHONE
from comptoir.rules.doubles import plain_name
from comptoir.wording import Said, mark

FORMULA = ("=", "+", "-", "@", "\t", "\r")
MOST = 20_000_000


class NotCards(Refused):
    message = mark(
        "{file} is not a file of vCards. Nothing was imported. Export the contacts as .vcf again."
    )


class TooLong(Refused):
    message = mark("{file} is too long a file. Nothing was imported. Split it.")


def as_csv(deed: Deed, record: str) -> str:
    """The rows of a record as CSV with semicolons, headings and words in the desk's language."""
    noun = RECORDS[record]
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([one.heading(deed.lang) for one in noun.kept])
    for row in deed.rows(record).values():
        writer.writerow([_cell(noun, name.name, row, deed.lang) for name in noun.kept])
    return out.getvalue()


def _cell(noun: Record, name: str, row: Row, lang: str) -> str:
    kind = noun.by_name[name].kind
    value = row.get(name)
    if value is None:
        return ""
    shown = kind.cell(kind.stored(value), lang)
    text = str(value) if isinstance(shown, float) else str(shown)
    return f"'{text}" if text.startswith(FORMULA) and not _is_number(text) else text


def _is_number(text: str) -> bool:
    return text[1:].replace(".", "", 1).replace(" ", "").isdigit()


def as_vcards(deed: Deed, parties: Sequence[str] = ()) -> str:
    """The people of *parties* (all where none is named) as vCards; a party without any, itself."""
    import vobject  # noqa: PLC0415 - only where cards are written

    known = deed.rows("party")
    wanted = [key for key in known if not parties or key in parties]
    people = list(deed.rows("contact").values())
    cards: list[str] = []
    for key in wanted:
        mine = [one for one in people if one["party"] == key and not one.get("erased")]
        people_or_firm: list[Row | None] = [*mine] or [None]
        cards += [_card(vobject.vCard(), known[key], one).serialize() for one in people_or_firm]
    return "".join(cards)


def _card(card: Any, party: Row, person: Row | None) -> Any:
    import vobject  # noqa: PLC0415 - as above

    family = str(person["surname"]) if person else ""
    given = str(person.get("first_name") or "") if person else ""
    card.add("n").value = vobject.vcard.Name(family=family, given=given)
    card.add("fn").value = f"{given} {family}".strip() or str(party["name"])
    card.add("org").value = [str(party["name"])]
    if person and person.get("job"):
        card.add("title").value = str(person["job"])
    for source, name, kind in (
        (person, "email", "WORK"), (person, "phone", "WORK"), (person, "mobile", "CELL"),
        (None if person else party, "email", "WORK"), (None if person else party, "phone", "WORK"),
    ):  # fmt: skip
        if source and source.get(name):
            line = card.add("email" if name == "email" else "tel")
            line.value, line.type_param = str(source[name]), kind
    where = card.add("adr")
    where.value = vobject.vcard.Address(
        street=str(party.get("address") or ""), city=str(party.get("city") or ""),
        code=str(party.get("postcode") or ""), country=str(party.get("country") or ""),
    )  # fmt: skip
    return card


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a file of cards: parties and contacts made or completed, cards set aside."""

    parties: tuple[str, ...]
    contacts: tuple[str, ...]
    completed: tuple[str, ...]
    aside: tuple[tuple[str, Said], ...]


@dataclass(frozen=True, slots=True)
class Card:
    """What one card says, in plain text."""

    name: str
    family: str
    given: str
    firm: str
    job: str
    email: str
    phone: str
    mobile: str
    street: str
    city: str
    postcode: str
    country: str


def read_cards(path: Path) -> Iterator[Card]:
    """The cards of a file. Raises `NotCards`, `TooLong`."""
    import vobject  # noqa: PLC0415 - as above

    if path.stat().st_size > MOST:
        raise TooLong(file=path.name)
    text = path.read_text("utf-8", errors="replace")
    try:
        found = [_read(card) for card in vobject.readComponents(text, ignoreUnreadable=True)
                 if card.name == "VCARD"]  # fmt: skip
    except (vobject.base.ParseError, ValueError, AttributeError, IndexError, KeyError) as odd:
        raise NotCards(file=path.name) from odd
    if not found:
        raise NotCards(file=path.name)
    yield from found


def _read(card: Any) -> Card:
    name = getattr(getattr(card, "n", None), "value", None)
    org = getattr(getattr(card, "org", None), "value", None) or [""]
    adr = getattr(getattr(card, "adr", None), "value", None)
    phones = {kind: value for value, kind in _phones(card)}
    return Card(
        name=_text(getattr(card, "fn", None)),
        family=_plain(getattr(name, "family", "")),
        given=_plain(getattr(name, "given", "")),
        firm=_plain(org[0] if isinstance(org, list) else org),
        job=_text(getattr(card, "title", None)),
        email=_text(getattr(card, "email", None)),
        phone=phones.get("WORK", ""),
        mobile=phones.get("CELL", ""),
        street=_plain(getattr(adr, "street", "")),
        city=_plain(getattr(adr, "city", "")),
        postcode=_plain(getattr(adr, "code", "")),
        country=_plain(getattr(adr, "country", "")),
    )


def _phones(card: Any) -> Iterator[tuple[str, str]]:
    for line in getattr(card, "tel_list", []):
        kinds = {str(one).upper() for one in getattr(line, "params", {}).get("TYPE", [])}
        yield _plain(line.value), "CELL" if "CELL" in kinds else "WORK"


def _text(line: Any) -> str:
    return _plain(getattr(line, "value", ""))


def _plain(value: object) -> str:
    if isinstance(value, list):
        value = ", ".join(str(one) for one in value)
    return " ".join(str(value or "").split())[:200]


def take_cards(deed: Deed, path: Path, role: str = "OTHER") -> Taken:
    """Take a file of vCards in: new firms and people; blanks of known ones are filled, no more."""
    parties: list[str] = []
    contacts: list[str] = []
    completed: list[str] = []
    aside: list[tuple[str, Said]] = []
    for card in read_cards(path):
        party = _party_of(deed, card)
        if party is None:
            row = _new_party(card, role)
            if isinstance(row, Said):
                aside.append((card.name or card.firm, row))
                continue
            [party] = deed.add("party", [row])
            parties.append(party)
        if not (card.family or card.given):
            continue
        known = _contact_of(deed, party, card)
        values = _person(card)
        if known is None:
            contacts += deed.add("contact", [{"party": party, **values}])
        elif blanks := _blanks(deed.row("contact", known), values):
            deed.change("contact", known, blanks)
            completed.append(known)
    return Taken(tuple(parties), tuple(contacts), tuple(completed), tuple(aside))


def _party_of(deed: Deed, card: Card) -> str | None:
    """The party a card belongs to: of the same name, or whose people write from its address."""
    wanted = plain_name(card.firm or card.name)
    for key, row in deed.rows("party").items():
        if not row.get("merged_into") and plain_name(str(row["name"])) == wanted:
            return key
    for row in deed.rows("contact").values():
        if card.email and folded(str(row.get("email") or "")) == folded(card.email):
            return str(row["party"])
    return None


def _new_party(card: Card, role: str) -> Row | Said:
    country = COUNTRY.read(card.country)
    if country is None or isinstance(country, Unfit):
        return Said("it names no country: enter the firm on the sheet Parties first")
    row: Row = {
        "name": (card.firm or card.name)[:120], "role": role, "country": country,
        "address": card.street or None, "city": card.city[:60] or None,
        "postcode": card.postcode[:16] or None,
    }  # fmt: skip
    return {name: value for name, value in row.items() if value is not None}


def _person(card: Card) -> Row:
    row: Row = {
        "surname": (card.family or card.name)[:60], "first_name": card.given[:60],
        "job": card.job[:80], "email": _valid(EMAIL.read(card.email)),
        "phone": _valid(PHONE.read(card.phone)), "mobile": _valid(PHONE.read(card.mobile)),
    }  # fmt: skip
    return {name: value for name, value in row.items() if value}


def _valid(value: object) -> object:
    return None if isinstance(value, Unfit) else value


def _contact_of(deed: Deed, party: str, card: Card) -> str | None:
    for key, row in deed.rows("contact").items():
        same_mail = card.email and folded(str(row.get("email") or "")) == folded(card.email)
        same_name = row["party"] == party and folded(
            f"{row.get('first_name') or ''} {row['surname']}"
        ) == folded(f"{card.given} {card.family}")
        if same_mail or same_name:
            return key
    return None


def _blanks(row: Row, values: Row) -> Row:
    return {name: value for name, value in values.items() if row.get(name) is None}
