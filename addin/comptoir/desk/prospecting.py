"""Prospects: lists taken in without doubles, points, permission to write, the first order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from comptoir.desk.deed import Deed
from comptoir.errors import Refused
from comptoir.records import RECORDS, Row, Unfit
from comptoir.records.kinds import tidy
from comptoir.rules.prospecting import Answered, Firm, Lead, lead_score, refusal, same_firm
from comptoir.wording import Said, mark


class NoNames(Refused):
    message = mark(
        "{file} has no column with names of firms. Nothing was taken."
        " Head one with Name or Company, and one with Country."
    )


@dataclass(frozen=True, slots=True)
class Aside:
    """A line of a list that was not taken, and why."""

    line: int
    name: str
    why: Said


@dataclass(frozen=True, slots=True)
class Listed:
    """What became of a list: new prospects, lines left aside."""

    new: tuple[str, ...]
    aside: tuple[Aside, ...]


CONTACT = ("surname", "first_name", "civility", "job", "mobile")
LEAD = ("need", "goods_code", "potential", "next_step", "next_on", "owner")


def take_list(deed: Deed, file: Path, *, origin: str = "LIST", event: str | None = None) -> Listed:
    """Take a list of firms (CSV or XLSX) as prospects; one known already is left aside, named.

    Each new firm becomes a party and a prospect, with its person where the list names one.
    """
    from comptoir.sheets.imports.foreign import read_foreign  # noqa: PLC0415 - heavy, for files

    foreign = read_foreign(file)
    places = _columns(foreign.headings)
    if "name" not in places:
        raise NoNames(file=file.name)
    known = firms(deed)
    new: list[str] = []
    aside: list[Aside] = []
    for line in foreign.rows:
        told = {field: tidy(line.cells[at]) for field, at in places.items()}
        values, fault = _read(told)
        name = str(told.get("name") or "")
        if fault is None and not values.get("name"):
            continue
        firm = _firm("", values)
        double = next(
            ((one.key, why) for one in known if (why := same_firm(one, firm)) is not None), None
        )
        if fault is not None or double is not None:
            why = fault or Said("known as {party}: {why}", party=double[0], why=double[1])  # type: ignore[index]
            aside.append(Aside(line.line, name, why))
            continue
        code = add_lead(deed, values, origin=origin, event=event)
        known.append(_firm(code, values))
        new.append(code)
    return Listed(tuple(new), tuple(aside))


def _columns(headings: Iterable[str]) -> dict[str, int]:
    """Where each field of a party, a contact or a prospect stands."""
    places: dict[str, int] = {}
    for at, heading in enumerate(headings):
        for record in ("party", "contact", "prospect"):
            one = RECORDS[record].field_headed(str(heading))
            if one is not None and one.name not in {"code", "ref", "party", "role"}:
                places.setdefault(one.name, at)
                break
    return places


def _read(told: Mapping[str, object]) -> tuple[Row, Said | None]:
    """The values of a line as they are kept, or the first fault."""
    values: Row = {}
    for name, cell in told.items():
        records = (RECORDS[record] for record in ("party", "contact", "prospect"))
        field = next(one.by_name[name] for one in records if name in one.by_name)
        value = field.kind.read(cell)
        if isinstance(value, Unfit):
            return values, value.said
        if value is not None:
            values[name] = value
    if values.get("name") and not values.get("country"):
        return values, Said("the country is missing")
    return values, None


def firms(deed: Deed) -> list[Firm]:
    """Every party of the desk as a firm to be compared."""
    return [_firm(code, row) for code, row in deed.rows("party").items()]


def _firm(key: str, row: Mapping[str, object]) -> Firm:
    texts = {
        name: str(row.get(name) or "") for name in ("name", "country", "email", "phone", "vat")
    }
    return Firm(key, **texts)


def add_lead(deed: Deed, values: Row, *, origin: str, event: str | None = None) -> str:
    """A new party and its prospect, with its person where one is named: the party's code."""
    fields = RECORDS["party"].by_name
    party = {name: value for name, value in values.items() if name in fields}
    [code] = deed.add("party", [{**party, "role": "PROSPECT"}])
    if values.get("surname"):
        person = {name: values[name] for name in CONTACT if values.get(name)}
        person |= {"party": code, "main": True, "email": values.get("email")}
        deed.add("contact", [person])
    lead = {name: values[name] for name in LEAD if values.get(name)}
    deed.add("prospect", [{**lead, "party": code, "origin": origin, "event": event,
                           "obtained": deed.today}])  # fmt: skip
    return code


def answers(deed: Deed) -> list[Answered]:
    """Every consent and refusal, by party and by address."""
    found = []
    for row in deed.rows("permission").values():
        day = row["day"]
        assert isinstance(day, date)
        named = [str(who) for who in (row.get("party"), row.get("email")) if who]
        found += [Answered(who, day, str(row["answer"]), str(row["scope"])) for who in named]
    return found


def forbidden(deed: Deed, party: str, email: str, channel: str) -> Said | None:
    """Why a party must not be reached by *channel*; None where it may."""
    who = tuple(one for one in (party, email) if one)
    found = refusal(answers(deed), who, channel)
    if found is None:
        return None
    return Said("{who} said no on {day}", who=found.who, day=found.day)


def note_answer(
    deed: Deed, answer: str, *, party: str | None, email: str | None, how: str, evidence: str,
    scope: str = "ALL",
) -> str:  # fmt: skip
    """Keep a consent or a refusal with its proof; the same of the same day is kept once."""
    row: Row = {"party": party, "email": email, "answer": answer, "scope": scope,
                "day": deed.today, "how": how, "evidence": evidence[:400] or None}  # fmt: skip
    for key, one in deed.rows("permission").items():
        if all(one.get(name) == row[name] for name in ("party", "email", "answer", "scope", "day")):
            return key
    return deed.add("permission", [row])[0]


def score_leads(deed: Deed) -> int:
    """Work the points of every open prospect out again: how many."""
    parties = deed.rows("party")
    served = {row.get("country") for row in parties.values() if row["role"] == "CUSTOMER"}
    people = {row["party"] for row in deed.rows("contact").values() if row.get("email")}
    replies = {str(row["party"]): str(row["status"]) for row in deed.rows("approach").values()}
    wanted = {}
    for key, row in deed.rows("prospect").items():
        if row["stage"] in {"WON", "LOST"}:
            continue
        party = parties[str(row["party"])]
        last = row.get("last_contact") or row.get("obtained")
        potential = row.get("potential")
        lead = Lead(
            origin=str(row["origin"]),
            need=bool(row.get("need")),
            potential=potential if isinstance(potential, Decimal) else None,
            served_country=party.get("country") in served,
            reachable=bool(party.get("email")) or row["party"] in people,
            replied=replies.get(str(row["party"]), ""),
            days_silent=(deed.today - last).days if isinstance(last, date) else None,
            next_step=bool(row.get("next_step") and row.get("next_on")),
        )
        points, why = lead_score(lead)
        wanted[key] = {"score": points, "why": "\n".join(one.in_(deed.lang) for one in why)[:600]}
    deed.change_all("prospect", wanted)
    return len(wanted)


def follow_orders(deed: Deed) -> list[str]:
    """Prospects that have ordered become customers, won on the day of their first order."""
    first: dict[str, tuple[date, str]] = {}
    for key, row in deed.rows("order").items():
        day = row["ordered"]
        if row["flow"] == "EXP" and row["status"] != "CANCELLED" and isinstance(day, date):
            party = str(row["party"])
            first[party] = min(first.get(party, (day, key)), (day, key))
    won = []
    for key, row in list(deed.rows("prospect").items()):
        party = str(row["party"])
        if party in first and not row.get("order"):
            day, order = first[party]
            deed.change("prospect", key, {"stage": "WON", "order": order, "won_on": day})
            if deed.row("party", party)["role"] == "PROSPECT":
                deed.change("party", party, {"role": "CUSTOMER"})
            won.append(key)
    for key, row in list(deed.rows("approach").items()):
        party, sent = str(row["party"]), row.get("sent") or row.get("drafted")
        if party in first and isinstance(sent, date) and not row.get("order"):
            day, order = first[party]
            if day >= sent:
                deed.change("approach", key, {"status": "ORDERED", "order": order})
    return won
