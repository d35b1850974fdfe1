"""Visits and calls: when here and there, the agenda, the travel list, opinions asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from comptoir.desk import Desk
from comptoir.desk.composing import Wish
from comptoir.desk.deed import Deed
from comptoir.desk.writing import Written, writing
from comptoir.errors import ComptoirError, Refused
from comptoir.records import Row
from comptoir.rules.days import calendar
from comptoir.wording import Said, mark, shown

OUR_ZONE = "Europe/Paris"
OPENS, CLOSES = time(8), time(19)
AFTER_DELIVERY = timedelta(days=10)


class NothingSaid(Refused):
    message = mark(
        "{visit} says nothing of what was said. No report was written."
        " Enter it on the sheet Visits: columns What was said and Decisions."
    )


def our_zone(deed: Deed) -> str:
    """The time zone of our company."""
    ours = (row for row in deed.rows("party").values() if row["role"] == "US")
    return str(next(ours, {}).get("zone") or OUR_ZONE)


def there(day: date, at: str, here: str, zone: str) -> datetime:
    """The partner's clock at our *day* and time, both by the wall.

    >>> f"{there(date(2026, 11, 23), '14:30', 'Europe/Paris', 'America/New_York'):%d/%m %H:%M}"
    '23/11 08:30'
    >>> f"{there(date(2026, 11, 23), '17:00', 'Europe/Paris', 'Asia/Tokyo'):%d/%m %H:%M}"
    '24/11 01:00'
    """
    hours, minutes = map(int, at.split(":"))
    moment = datetime.combine(day, time(hours, minutes), ZoneInfo(here)).astimezone(UTC)
    return moment.astimezone(ZoneInfo(zone))


def set_their_times(deed: Deed) -> int:
    """Fill in the partner's time of every visit to come: how many were changed."""
    here, parties, wanted = our_zone(deed), deed.rows("party"), {}
    for key, row in deed.rows("visit").items():
        zone, day, at = parties[str(row["party"])].get("zone"), row["day"], row.get("time")
        if row["status"] != "PLANNED" or not (zone and at) or row["kind"] in {"VISIT", "MEETING"}:
            continue
        assert isinstance(day, date)
        moment = there(day, str(at), here, str(zone))
        told = f"{moment:%H:%M}"
        if moment.date() != day:
            told = f"{shown(moment.date(), deed.lang)} {told}"
        if row.get("their_time") != told:
            wanted[key] = {"their_time": told}
    deed.change_all("visit", wanted)
    return len(wanted)


@dataclass(frozen=True, slots=True)
class Appointment:
    """One line of the agenda: the visit, and what to beware of on that day."""

    key: str
    row: Row
    partner: str
    cautions: tuple[Said, ...]


def agenda(deed: Deed, first: date, last: date, trip: str | None = None) -> list[Appointment]:
    """Visits and calls from *first* to *last*, both included, in their order."""
    set_their_times(deed)
    parties = deed.rows("party")
    found = [
        Appointment(key, row, str(parties[str(row["party"])]["name"]), _cautions(deed, row))
        for key, row in deed.rows("visit").items()
        if row["status"] != "CANCELLED"
        and first <= row["day"] <= last  # type: ignore[operator] # - a required day
        and (trip is None or row.get("trip") == trip)
    ]
    return sorted(found, key=lambda one: (str(one.row["day"]), str(one.row.get("time") or "")))


def _cautions(deed: Deed, row: Row) -> tuple[Said, ...]:
    party, day = deed.rows("party")[str(row["party"])], row["day"]
    assert isinstance(day, date)
    found: list[Said] = []
    try:
        why = calendar(str(party.get("country") or "")).why_closed(day)
    except ComptoirError:
        why = None
    if why is not None:
        found.append(why)
    if row.get("time") and party.get("zone") and row["kind"] in {"CALL", "VIDEO"}:
        moment = there(day, str(row["time"]), our_zone(deed), str(party["zone"]))
        if not OPENS <= moment.time() <= CLOSES:
            found.append(Said("it is {time} there", time=f"{moment:%H:%M}"))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Nearby:
    """A customer or prospect in a country of the journey who is not visited."""

    code: str
    name: str
    role: str
    city: str


def travel_list(deed: Deed, trip: str) -> tuple[list[Appointment], list[Nearby]]:
    """The visits of a journey in their order, and who else is near them."""
    visits = agenda(deed, date.min, date.max, trip)
    parties = deed.rows("party")
    seen = {one.row["party"] for one in visits}
    lands = {parties[str(one.row["party"])].get("country") for one in visits}
    near = [
        Nearby(code, str(row["name"]), str(row["role"]), str(row.get("city") or ""))
        for code, row in parties.items()
        if row.get("country") in lands
        and row["role"] in {"CUSTOMER", "PROSPECT"}
        and code not in seen
        and row.get("active") is not False
    ]
    return visits, near


def write_report(desk: Desk, visit: str, lang: str | None = None) -> Written:
    """Write the report of a visit (L44); its next talk becomes a task. Raises ``NothingSaid``."""
    with writing(desk, "visit report") as pen:
        row = pen.deed.row("visit", visit)
        if not (row.get("said") or row.get("decisions")):
            raise NothingSaid(visit=visit)
        if row["status"] == "PLANNED":
            pen.deed.change("visit", visit, {"status": "DONE"})
            pen.rack.known.pop("visit", None)
        written = pen.write(Wish(kind="report", ref=visit, lang=lang))
        pen.deed.change("visit", visit, {"reported": pen.deed.today})
        if isinstance(row.get("next_on"), date):
            what = Said("Talk again: {about}", about=row["about"]).in_(pen.deed.lang)
            pen.deed.add("task", [{"what": what[:300], "due": row["next_on"], "about": visit,
                                   "party": row["party"], "owner": row.get("owner")}])  # fmt: skip
    return written


def ask_opinions(desk: Desk) -> list[Written]:
    """Write the satisfaction letter (L39) of every sale delivered ten days ago or more, once.

    Orders delivered more than three months ago are left alone; those who said no as well.
    """
    from comptoir.desk.prospecting import forbidden  # noqa: PLC0415 - neighbours of one room

    done: list[Written] = []
    with writing(desk, "opinions") as pen:
        deed = pen.deed
        asked = {row.get("order") for row in deed.rows("survey").values()}
        for key, row in list(deed.rows("order").items()):
            day = row.get("delivered")
            if row["flow"] != "EXP" or key in asked or not isinstance(day, date):
                continue
            if not deed.today - 9 * AFTER_DELIVERY <= day <= deed.today - AFTER_DELIVERY:
                continue
            party = str(row["party"])
            if forbidden(deed, party, "", "LETTER") is not None:
                continue
            try:
                done.append(pen.write(Wish(kind="satisfaction", ref=key)))
            except ComptoirError:
                continue
            deed.add("survey", [{"party": party, "order": key, "sent": deed.today}])
    return done
