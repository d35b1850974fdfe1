"""The marks of suppliers: each one's year, on time, quality, prices, answers."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from decimal import Decimal

from comptoir.desk.deed import Deed
from comptoir.desk.traded import Traded, traded
from comptoir.records import Row
from comptoir.rules.purchasing import Paid, Received, prices_since, service, supplier_mark
from comptoir.wording import Said

_PARTS = {
    "on_time": Said("on time"),
    "quality": Said("quality"),
    "prices": Said("prices"),
    "answers": Said("answers"),
}


def refresh_scorecards(deed: Deed, year: int) -> list[str]:
    """Work out the marks of every supplier of *year*; our own mark and note stay: the keys."""
    by_party: dict[str, list[Traded]] = defaultdict(list)
    for one in traded(deed, "IMP"):
        by_party[one.party].append(one)
    claims = Counter(
        str(row.get("party"))
        for row in deed.rows("claim").values()
        if row["kind"] == "SUPPLIER" and _in(row.get("opened"), year)
    )
    known = deed.rows("scorecard")
    new, changed, keys = [], {}, []
    for party, lines in sorted(by_party.items()):
        own = [one for one in lines if one.ordered.year == year]
        if not own:
            continue
        before = [one for one in lines if one.ordered.year == year - 1]
        values = _marked(deed, own, before, claims[party])
        key = f"{party} {year}"
        keys.append(key)
        if key in known:
            changed[key] = values
        else:
            new.append({"party": party, "year": year, **values})
    deed.change_all("scorecard", changed)
    deed.add("scorecard", new)
    return keys


def _in(day: object, year: int) -> bool:
    return isinstance(day, date) and day.year == year


def _marked(deed: Deed, own: list[Traded], before: list[Traded], claims: int) -> Row:
    told = service(
        [Received(one.ordered, one.confirmed, one.committed, one.delivered) for one in own],
        claims,
        deed.today,
    )
    moved = prices_since(_paid(own), _paid(before))
    mark = supplier_mark(told, moved)
    parts = [
        Said("{part}: {points} of {most}", part=_PARTS[name], points=points, most=most)
        for name, points, most in mark.parts
    ]
    return {
        "grade": mark.grade,
        "points": mark.points,
        "lines": told.lines,
        "bought": sum((one.euros for one in own), Decimal(0)),
        "on_time": told.on_time,
        "late_days": told.late_days,
        "confirm_days": told.confirm_days,
        "lead_days": told.lead_days,
        "claims": claims,
        "quality": told.quality,
        "price_change": moved,
        "why": "\n".join(one.in_(deed.lang) for one in parts)[:1000],
        "figures_on": deed.today,
    }


def _paid(lines: list[Traded]) -> list[Paid]:
    return [
        Paid(one.ordered, one.product, one.euros / one.quantity, one.quantity)
        for one in lines
        if one.product and one.quantity
    ]
