"""Country sheets: calendar, shared hours and our own figures, worked out for each country."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

from comptoir.desk.deed import Deed
from comptoir.desk.traded import traded
from comptoir.errors import ComptoirError
from comptoir.records import Row
from comptoir.rules.clocks import Office, overlap
from comptoir.rules.days import Calendar, add_months, calendar
from comptoir.wording import Said, mark, shown

AHEAD = timedelta(days=90)
OUR_ZONE = "Europe/Paris"
_NAMES = (
    mark("Monday"), mark("Tuesday"), mark("Wednesday"), mark("Thursday"), mark("Friday"),
    mark("Saturday"), mark("Sunday"),
)  # fmt: skip


def open_sheets(deed: Deed) -> list[str]:
    """Make a sheet for each country of our partners that has none: the new ones."""
    have = set(deed.rows("country_sheet"))
    parties = deed.rows("party").values()
    wanted: dict[str, Row] = {}
    for row in parties:
        country = str(row.get("country") or "")
        if country and country not in have and row.get("role") != "US":
            wanted.setdefault(country, {"country": country, "currency": currency_of(country)})
            if row.get("zone") and "zone" not in wanted[country]:
                wanted[country]["zone"] = row["zone"]
    return deed.add("country_sheet", list(wanted.values()))


def currency_of(country: str) -> str | None:
    """The currency of a country today, by CLDR.

    >>> currency_of("JP"), currency_of("DE")
    ('JPY', 'EUR')
    """
    from babel.core import get_global  # noqa: PLC0415 - only where a sheet is made

    for currency, _since, until, tender in get_global("territory_currencies").get(country, ()):
        if until is None and tender:
            return str(currency)
    return None


def refresh_sheets(deed: Deed) -> int:
    """Work every sheet out again: calendar of the coming days, figures of the last 24 months."""
    sales, purchases = _traded(deed, "EXP"), _traded(deed, "IMP")
    roles: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for row in deed.rows("party").values():
        if row.get("active") is not False:
            roles[str(row.get("country"))][str(row["role"])] += 1
    zone = next((str(one["zone"]) for one in deed.rows("party").values()
                 if one.get("role") == "US" and one.get("zone")), OUR_ZONE)  # fmt: skip
    wanted = {
        key: {
            **_calendar_facts(str(row["country"]), deed.today, deed.lang),
            "shared": _shared(zone, row.get("zone"), deed.today),
            "turnover": sales[str(row["country"])][0],
            "before": sales[str(row["country"])][1],
            "bought": purchases[str(row["country"])][0],
            "customers": roles[str(row["country"])]["CUSTOMER"],
            "prospects": roles[str(row["country"])]["PROSPECT"],
            "figures_on": deed.today,
        }
        for key, row in deed.rows("country_sheet").items()
    }
    deed.change_all("country_sheet", wanted)
    return len(wanted)


def _traded(deed: Deed, flow: str) -> dict[str, tuple[Decimal, Decimal]]:
    """Orders by country in euros: of the last 12 months, and of the 12 before."""
    year, two = add_months(deed.today, -12), add_months(deed.today, -24)
    parties = deed.rows("party")
    found: dict[str, list[Decimal]] = defaultdict(lambda: [Decimal(0), Decimal(0)])
    for order in traded(deed, flow):
        if not two < order.ordered <= deed.today:
            continue
        country = str(parties[order.party].get("country"))
        far = order.destination if flow == "EXP" and order.destination else country
        found[far][0 if order.ordered > year else 1] += order.euros
    whole: dict[str, tuple[Decimal, Decimal]] = defaultdict(lambda: (Decimal(0), Decimal(0)))
    whole.update({country: (sums[0], sums[1]) for country, sums in found.items()})
    return whole


def _calendar_facts(country: str, today: date, lang: str) -> Row:
    try:
        place = calendar(country)
    except ComptoirError:
        return {"weekend": None, "holidays": None}
    return {
        "weekend": _weekend(place, today, lang),
        "holidays": "\n".join(_holidays(place, today, lang))[:800] or None,
    }


def _weekend(place: Calendar, today: date, lang: str) -> str:
    week = (today + timedelta(days=ahead) for ahead in range(7))
    closed = sorted({day.weekday() for day in week if place.is_weekend(day)})
    return ", ".join(Said(_NAMES[at]).in_(lang) for at in closed)


def _holidays(place: Calendar, today: date, lang: str) -> Iterable[str]:
    for ahead in range(AHEAD.days + 1):
        day = today + timedelta(days=ahead)
        if (name := place.holiday(day)) is not None:
            yield f"{shown(day, lang)} {name.in_(lang)}"


def _shared(ours: str, theirs: object, today: date) -> str | None:
    """When both are open on the next Wednesday, which is a working day everywhere."""
    if not theirs:
        return None
    wednesday = today + timedelta(days=(2 - today.weekday()) % 7)
    windows = overlap(wednesday, Office(ours), Office(str(theirs)))
    return ", ".join(map(str, windows)) or None
