"""Partners: what one must know before calling, selling on credit, or paying.

Bank details are looked at twice: whoever entered them is not the one who checks them, and the
check is of that account alone. Doubles are merged without losing anything of either.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from comptoir import store
from comptoir.desk.deed import Deed
from comptoir.desk.second_look import doubt
from comptoir.errors import Refused
from comptoir.records import RECORDS, Row, Rows
from comptoir.records.derived import computed
from comptoir.records.partners import BANK_STATE, ROLE
from comptoir.records.trading import account
from comptoir.rules.clocks import NINE_TO_SIX, Office, Window, overlap
from comptoir.rules.days import Calendar, UnknownCalendar, calendar
from comptoir.rules.doubles import Known, Pair, doubles
from comptoir.rules.hours import Closing, Standing, holidays_ahead, office, standing
from comptoir.rules.money import Money
from comptoir.store import Change
from comptoir.wording import Said, mark

HOME_ZONE = "Europe/Paris"
BANK_FIELDS = ("iban", "bic", "bank", "bank_checked", "bank_checked_by", "bank_checked_how")
VIES_FRESH = timedelta(days=365)
"""How long a check of a VAT number is relied on; then it is asked again."""


class NoAccount(Refused):
    message = mark(
        "{party} has no bank account. Nothing was checked. Enter its IBAN on the sheet Parties."
    )


class SamePerson(Refused):
    message = mark(
        "{who} entered the account of {party}: a second person must check it. Nothing was saved."
        " Ask a colleague, or say that you work alone."
    )


class NoWay(Refused):
    message = mark(
        "{party}: say how the account was checked. Nothing was saved."
        " Which known number was called, and who answered?"
    )


class SameParty(Refused):
    message = mark("{keep} and {drop} are not two parties to merge. Nothing was saved. {why}")


@dataclass(frozen=True, slots=True)
class Identifier:
    """One official number, and what is known of its being right."""

    label: str
    number: str
    said: Said
    sure: bool


@dataclass(frozen=True, slots=True)
class Credit:
    """What they may owe, owe, and may still owe, in their currency; None: not known."""

    limit: Money | None
    exposure: Money | None
    left: Money | None


@dataclass(frozen=True, slots=True)
class Partner:
    """One partner at an instant."""

    code: str
    row: Row
    now: Standing | None
    shared: tuple[Window, ...]
    closings: tuple[Closing, ...]
    identifiers: tuple[Identifier, ...]
    credit: Credit
    bank: str | None
    bank_log: tuple[Change, ...]
    contacts: Rows
    open_orders: int


def partner(deed: Deed, code: str) -> Partner:
    """What is to be known of a partner now."""
    row = deed.row("party", code)
    there = _office(row)
    days = calendar_of(row)
    here = Office(_home_zone(deed), NINE_TO_SIX, calendar("FR"))
    contacts = {k: r for k, r in deed.rows("contact").items() if r["party"] == code}
    worked = _computed(deed, code)
    return Partner(
        code=code,
        row=row,
        now=standing(there, deed.at) if there else None,
        shared=tuple(overlap(deed.today, here, there)) if there else (),
        closings=tuple(holidays_ahead(days, deed.today)) if days else (),
        identifiers=tuple(_identifiers(row, deed.today)),
        credit=_credit(row, worked),
        bank=str(worked["bank_state"]) if worked["bank_state"] else None,
        bank_log=tuple(bank_log(deed, code)),
        contacts=contacts,
        open_orders=sum(
            one["party"] == code and one["status"] not in {"DRAFT", "CLOSED", "CANCELLED"}
            for one in deed.rows("order").values()
        ),
    )


def _home_zone(deed: Deed) -> str:
    us = next((row for row in deed.rows("party").values() if row["role"] == "US"), {})
    return str(us.get("zone") or HOME_ZONE)


def calendar_of(row: Row) -> Calendar | None:
    """The calendar a partner keeps: their own, else their country's."""
    try:
        return calendar(str(row.get("calendar") or row.get("country")))
    except UnknownCalendar:
        return None


def _office(row: Row) -> Office | None:
    if not row.get("zone"):
        return None
    hours = str(row["hours"]) if row.get("hours") else None
    return office(str(row["zone"]), hours, calendar_of(row))


def _identifiers(row: Row, on: date) -> Iterator[Identifier]:
    labels = RECORDS["party"].by_name
    for name in ("vat", "eori", "registration"):
        number = row.get(name)
        if not number:
            continue
        if name == "registration":
            yield Identifier(labels[name].label, str(number), Said("as entered"), sure=False)
        elif name == "vat":
            yield Identifier(labels[name].label, str(number), *_vies(row, on))
        else:
            said = Said("its digits are right")
            yield Identifier(labels[name].label, str(number), said, sure=True)


def _vies(row: Row, on: date) -> tuple[Said, bool]:
    checked = row.get("vat_checked")
    if not isinstance(checked, date):
        return Said("its digits are right; not checked in VIES"), False
    if on - checked > VIES_FRESH:
        return Said("checked in VIES on {day}, more than a year ago", day=checked), False
    proof = row.get("vat_proof") or "—"
    return Said("valid in VIES on {day}, proof {proof}", day=checked, proof=proof), True


def _computed(deed: Deed, code: str) -> dict[str, object]:
    block = deed.ask("party")
    at = list(block.keys).index(code)
    return {name: column[at] for name, column in computed("party", block, deed.ask).items()}


def _credit(row: Row, worked: Mapping[str, object]) -> Credit:
    currency = str(row.get("currency") or "EUR")

    def money(stored: object) -> Money | None:
        if not isinstance(stored, int):
            return None
        return Money(Decimal(stored).scaleb(-4), currency).rounded()

    limit = row.get("credit_limit")
    return Credit(
        limit=Money(limit, currency).rounded() if isinstance(limit, Decimal) else None,
        exposure=money(worked["exposure"]),
        left=money(worked["headroom"]),
    )


def told(found: Partner) -> list[Said]:
    """The partner, a sentence a line."""
    row, lines = found.row, []
    lines.append(
        Said(
            "{name}, {role}, {city} ({country})",
            name=row["name"], role=Said(ROLE.options[str(row["role"])]), city=row.get("city"),
            country=row["country"],
        )
    )  # fmt: skip
    if row.get("language"):
        lines.append(Said("Write in: {language}", language=_word("language", row)))
    if found.now:
        lines.append(Said("Their office: {standing}", standing=found.now.said))
        spans = [str(one) for one in found.shared]
        if spans:
            lines.append(Said("Both open today, by our clock: {spans}", spans=spans))
        else:
            lines.append(Said("No hour today in which both offices are open."))
    lines += [_closing(one) for one in found.closings[:3]]
    if row.get("habits"):
        lines.append(Said("Habits: {habits}", habits=row["habits"]))
    lines += [
        Said("{label} {number}: {state}", label=Said(one.label), number=one.number, state=one.said)
        for one in found.identifiers
    ]
    lines += _credit_lines(found.credit)
    if found.bank:
        state = Said(BANK_STATE.options[found.bank])
        lines.append(Said("Bank details: {state}", state=state))
    lines += [
        Said(
            "{name}, {job}: {phone} {email}",
            name=f"{one.get('first_name') or ''} {one['surname']}".strip(),
            job=one.get("job"), phone=one.get("phone") or one.get("mobile") or "",
            email=one.get("email") or "",
        )
        for one in found.contacts.values()
    ]  # fmt: skip
    lines.append(Said("Orders under way: {count}", count=found.open_orders))
    return lines


def _word(name: str, row: Row) -> Said:
    options = getattr(RECORDS["party"].by_name[name].kind, "options", {})
    return Said(options[str(row[name])])


def _closing(one: Closing) -> Said:
    if one.to_confirm:
        return Said("Closed on {day}: {name}, to confirm", day=one.day, name=one.name)
    return Said("Closed on {day}: {name}", day=one.day, name=one.name)


def _credit_lines(credit: Credit) -> list[Said]:
    lines = []
    if credit.exposure is not None:
        lines.append(Said("They owe us, with orders under way: {amount}", amount=credit.exposure))
    if credit.limit is not None:
        lines.append(Said("Credit limit {limit}, left {left}", limit=credit.limit,
                          left=credit.left))  # fmt: skip
    return lines


def bank_log(deed: Deed, code: str) -> list[Change]:
    """Every change of the bank details, oldest first: who, when, from what to what."""
    found = store.history(deed.db, code, RECORDS["party"])
    return [one for one in found if one.record == "party" and one.field in BANK_FIELDS]


def check_bank(deed: Deed, code: str, how: str, *, alone: bool = False) -> None:
    """A second person has checked the account: by calling a known number, not one from a mail."""
    row = deed.row("party", code)
    if not row.get("iban"):
        raise NoAccount(party=code)
    if not how.strip():
        raise NoWay(party=code)
    entered = [one.by for one in bank_log(deed, code) if one.field in {"iban", "bic"}]
    if entered and entered[-1] == deed.author.name and not alone:
        raise SamePerson(who=entered[-1], party=code)
    by = Said("{who}, alone", who=deed.author.name).in_(deed.lang) if alone else deed.author.name
    deed.change("party", code, {
        "bank_checked": deed.today, "bank_checked_by": by, "bank_checked_how": how,
        "bank_seen": account(row["iban"], row.get("bic")),
    })  # fmt: skip


def find_doubles(deed: Deed) -> list[Pair]:
    """Parties that may be one and the same, the likest first. Merged ones are left out."""
    return doubles({
        key: _known(row) for key, row in deed.rows("party").items() if not row.get("merged_into")
    })  # fmt: skip


def _known(row: Row) -> Known:
    names = ("country", "city", "postcode", "email", "phone", "vat", "eori", "registration", "iban")
    return Known(name=str(row["name"]), **{n: str(row.get(n) or "") for n in names})


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge moved: how many rows of each record, and the fields it filled."""

    moved: Mapping[str, int]
    filled: tuple[str, ...]


_NEVER_FILLED = {
    "code", "name", "role", "active", "merged_into", "bank_checked", "bank_checked_by",
    "bank_checked_how", "bank_seen", "note",
}  # fmt: skip


def merge(deed: Deed, keep: str, drop: str) -> Merged:
    """Let *keep* take over everything of its double *drop*: links, blanks, own columns, notes.

    The double stays, inactive, with its history, and says into which party it went. One save:
    undone as a whole.
    """
    kept, gone = deed.row("party", keep), deed.row("party", drop)
    if keep == drop:
        raise SameParty(keep=keep, drop=drop, why=Said("They are the same."))
    if gone.get("merged_into") or kept.get("merged_into"):
        raise SameParty(keep=keep, drop=drop, why=Said("One of them was merged already."))
    moved = {}
    for name, record in RECORDS.items():
        fields = [f for f, of in record.links.items() if of == "party" and f != "merged_into"]
        changes = {
            key: values
            for key, row in deed.rows(name).items()
            if (values := {f: keep for f in fields if row.get(f) == drop})
        }
        if changes:
            deed.change_all(name, changes)
            moved[name] = len(changes)
    filled = _filled(kept, gone)
    deed.change("party", keep, {**filled, **_notes(kept, gone, drop)})
    deed.change("party", drop, {"active": False, "merged_into": keep})
    return Merged(moved, tuple(filled))


def _filled(kept: Row, gone: Row) -> Row:
    """The blanks of *kept* that *gone* can fill; mail domains of both."""
    found: Row = {
        one.name: gone[one.name]
        for one in RECORDS["party"].kept
        if one.name not in _NEVER_FILLED
        and kept.get(one.name) is None
        and gone.get(one.name) is not None
    }
    if kept.get("domains") and gone.get("domains"):
        both = dict.fromkeys(
            part.strip() for row in (kept, gone) for part in str(row["domains"]).split(",")
        )
        if len(both) > len(str(kept["domains"]).split(",")):
            found["domains"] = ", ".join(both)
    return found


def _notes(kept: Row, gone: Row, drop: str) -> Row:
    found: Row = {}
    if gone.get("note"):
        before = f"{kept['note']}\n" if kept.get("note") else ""
        found["note"] = f"{before}{drop}: {gone['note']}"
    own, theirs = kept.get("custom"), gone.get("custom")
    if isinstance(theirs, Mapping) and theirs:
        mine = own if isinstance(own, Mapping) else {}
        found["custom"] = {**theirs, **mine}
    return found


def needs_second_look(deed: Deed, code: str) -> bool:
    """Whether the account of a party may not be used yet: nobody looked at it a second time."""
    return doubt(code, deed.row("party", code)) is not None
