"""A fair: what to do before it and after, its leads, the list of its ATA carnet.

Sources
    ATA carnet: Istanbul Convention (26 June 1990), annex A; the carnet holds a year at most. Days
    before the fair: ours, as arguments with usual values.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from comptoir.desk.deed import Deed
from comptoir.desk.prospecting import add_lead, firms
from comptoir.records import Row
from comptoir.rules.days import calendar, previous_business_day
from comptoir.rules.documents import Zone, zone
from comptoir.rules.prospecting import Firm, same_firm
from comptoir.wording import Said

BEFORE = (
    (180, Said("Book the stand and the hotel")),
    (120, Said("Order the stand's furniture and badges")),
    (90, Said("Choose what is shown, prepare prices and leaflets")),
    (60, Said("Invite customers and prospects, ask for appointments")),
    (35, Said("Book the freight of the samples")),
    (21, Said("Have the ATA carnet issued by the chamber of commerce")),
    (10, Said("Confirm the appointments, print the agenda")),
)
AFTER = (
    (2, Said("Enter the leads of the fair")),
    (5, Said("Write to every lead")),
    (30, Said("Count leads, cost per lead and orders; decide for next year")),
)
"""What is done so many days before the first day, and after the last."""
CARNET = "ATA"


def plan_fair(deed: Deed, event: str) -> list[str]:
    """The tasks of a fair, counted back from its first day; those it has already are left.

    The carnet is only for countries where samples pass a border with customs.
    """
    row = deed.row("event", event)
    starts, ends = row["starts"], row["ends"]
    assert isinstance(starts, date)
    assert isinstance(ends, date)
    have = {str(one["what"]) for one in deed.rows("task").values() if one.get("about") == event}
    abroad = zone(str(row["country"]), starts) is not Zone.EU
    france = calendar("FR")
    wanted = [(starts - timedelta(days=days), said) for days, said in BEFORE]
    wanted += [(ends + timedelta(days=days), said) for days, said in AFTER]
    rows: list[Row] = []
    for day, said in wanted:
        what = Said("{fair}: {task}", fair=row["name"], task=said).in_(deed.lang)[:300]
        if (CARNET in said.text and not abroad) or what in have:
            continue
        due = previous_business_day(max(day, deed.today), [france])
        rows.append({"what": what, "due": max(due, deed.today), "about": event,
                     "owner": row.get("owner"), "status": "OPEN"})  # fmt: skip
    return deed.add("task", rows)


@dataclass(frozen=True, slots=True)
class Met:
    """Whom we met at a fair: a new prospect, or a party that was known, and why."""

    party: str
    known: Said | None


def take_lead(deed: Deed, event: str, values: Row) -> Met:
    """Somebody was met at a fair: a new party and prospect; or the one that is known.

    A prospect known already gets the fair and the need; a customer gets a prospect of his own.
    """
    row = deed.row("event", event)
    told = Firm("", str(values["name"]), str(values.get("country") or row["country"]),
                str(values.get("email") or ""), str(values.get("phone") or ""))  # fmt: skip
    for one in firms(deed):
        if (why := same_firm(one, told)) is not None:
            _meet_again(deed, event, one.key, values)
            return Met(one.key, why)
    values = {"country": row["country"], **values}
    return Met(add_lead(deed, values, origin="FAIR", event=event), None)


def _meet_again(deed: Deed, event: str, party: str, values: Row) -> None:
    named = ("need", "next_step", "next_on")
    news: Row = {name: values[name] for name in named if values.get(name)}
    for key, lead in deed.rows("prospect").items():
        if lead["party"] == party:
            deed.change("prospect", key, {**news, "last_contact": deed.today,
                                          "event": lead.get("event") or event})  # fmt: skip
            return
    deed.add("prospect", [{**news, "party": party, "origin": "FAIR", "event": event,
                           "obtained": deed.today}])  # fmt: skip


@dataclass(frozen=True, slots=True)
class CarnetList:
    """The general list of an ATA carnet: its lines, pieces, weight and value; what is not back."""

    lines: tuple[tuple[str, Row], ...]
    pieces: int
    kg: Decimal
    values: tuple[tuple[str, Decimal], ...]
    missing: tuple[str, ...]


def carnet_list(deed: Deed, event: str) -> CarnetList:
    """The general list of the carnet of *event*, added up."""
    deed.row("event", event)
    lines = [(k, row) for k, row in deed.rows("carnet_item").items() if row["event"] == event]
    values: dict[str, Decimal] = {}
    for _, row in lines:
        currency = str(row.get("currency") or "EUR")
        values[currency] = values.get(currency, Decimal(0)) + Decimal(str(row["value"]))
    return CarnetList(
        tuple(lines),
        sum(int(str(row["pieces"])) for _, row in lines),
        sum((Decimal(str(row.get("kg") or 0)) for _, row in lines), Decimal(0)),
        tuple(values.items()),
        tuple(
            key for key, row in lines if int(str(row.get("back") or 0)) < int(str(row["pieces"]))
        ),
    )


@dataclass(frozen=True, slots=True)
class Result:
    """What a fair brought: spent and budget, leads, interested, won, in the event's currency."""

    spent: Decimal
    budget: Decimal | None
    currency: str
    leads: int
    keen: int
    won: int

    @property
    def lead_cost(self) -> Decimal | None:
        """What each lead cost, to the cent; None without leads."""
        return (self.spent / self.leads).quantize(Decimal("0.01")) if self.leads else None

    @property
    def conversion(self) -> Decimal | None:
        """Share of leads that have ordered, in percent."""
        return (
            (Decimal(100) * self.won / self.leads).quantize(Decimal("0.1")) if self.leads else None
        )


def fair_result(deed: Deed, event: str) -> Result:
    """What *event* cost and brought up to now."""
    row = deed.row("event", event)
    costs = [one for one in deed.rows("event_cost").values() if one["event"] == event]
    leads = [one for one in deed.rows("prospect").values() if one.get("event") == event]
    budget = row.get("budget")
    return Result(
        sum((Decimal(str(one.get("spent") or 0)) for one in costs), Decimal(0)),
        budget if isinstance(budget, Decimal) else None,
        str(row["currency"]),
        len(leads),
        sum(one["stage"] in {"INTERESTED", "MEETING", "OFFER", "WON"} for one in leads),
        sum(bool(one.get("order")) for one in leads),
    )
