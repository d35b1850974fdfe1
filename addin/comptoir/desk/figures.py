"""The figures of a desk: its rows read in bulk, the definitions applied."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Connection

from comptoir.desk.naming import Names
from comptoir.desk.showing import Reading
from comptoir.errors import Refused
from comptoir.kpis.definitions import DEFINITIONS
from comptoir.kpis.exchange import EUR, MISSING, Raw, exchange
from comptoir.kpis.facts import Facts
from comptoir.kpis.figures import Choice, Figure, Totals, figure, figures, serial
from comptoir.kpis.gathered import facts
from comptoir.kpis.periods import Period
from comptoir.kpis.targets import Targets, targets
from comptoir.records import RECORDS, Unfit
from comptoir.records.kinds import Kind
from comptoir.records.lists import COUNTRY, MODE
from comptoir.store.figures import arrays
from comptoir.wording import mark

NEEDED: dict[str, tuple[str, ...]] = {
    "party": ("code", "name", "country", "role"),
    "product": ("sku", "family", "goods_code", "cost_price", "cost_currency"),
    "rate": ("currency", "day", "source", "value"),
    "target": ("figure", "period", "value"),
    "offer": (
        "ref", "party", "status", "flow", "offered", "valid_until", "follow_up",
        "enquired", "follow_ups", "currency", "mode",
    ),
    "offer_line": ("offer", "quantity", "price", "discount"),
    "order": (
        "ref", "party", "status", "flow", "ordered", "requested", "confirmed", "committed",
        "delivered", "currency", "mode", "destination",
    ),
    "order_line": (
        "ref", "order", "product", "quantity", "price", "discount", "committed", "delivered",
        "goods_code",
    ),
    "invoice": (
        "ref", "party", "kind", "status", "order", "issued", "due", "currency", "net", "vat",
        "written_off", "written_off_on",
    ),
    "payment": ("ref", "invoice", "direction", "day", "amount"),
    "shipment": (
        "ref", "party", "flow", "mode", "forwarder", "opened", "from_country", "to_country",
        "gross_kg", "m3", "cost_currency", "origin_costs", "freight", "insurance",
        "arrival_costs", "other_costs",
    ),
    "container": ("shipment", "kind"),
    "shipment_line": ("shipment", "order_line", "quantity", "currency", "value", "landed"),
    "milestone": ("shipment", "kind", "planned", "expected", "actual"),
    "document": ("ref", "shipment", "paper", "due", "received", "discrepancy", "waived"),
    "declaration": (
        "ref", "shipment", "procedure", "status", "broker", "accepted", "released", "exited",
        "alternative", "value", "duty",
    ),
    "quote": ("shipment", "chargeable_kg", "chosen"),
    "claim": (
        "ref", "shipment", "kind", "status", "party", "order", "opened", "deadline", "notified",
        "currency", "proven", "claimed", "recovered", "received", "rejected",
    ),
    "prospect": ("ref", "party", "stage", "origin", "event", "obtained", "won_on", "order"),
    "event": ("ref", "country", "starts", "currency"),
    "event_cost": ("ref", "event", "party", "spent", "planned", "day"),
    "campaign": ("ref", "event", "starts", "cost"),
    "approach": ("ref", "campaign", "party", "status", "drafted", "sent"),
    "survey": ("ref", "party", "answered", "recommend"),
    "market_figure": (
        "ref", "reporter", "flow", "goods_code", "partner", "year", "value", "currency",
    ),
    "credit": ("ref", "party", "status", "presented"),
    "message": ("ref", "received", "status", "party", "way", "answered", "risk", "checked"),
}  # fmt: skip
"""The fields that figures are made of, and no other: a register has many more."""


CLOSED: dict[str, Kind] = {"country": COUNTRY, "mode": MODE}


class UnknownFigure(Refused):
    message = mark("There is no figure called {code}. See them all with: comptoir kpi")


class UnknownChoice(Refused):
    message = mark("{why} Nothing was computed.")


class NoRateFor(Refused):
    message = mark(
        "There is no exchange rate for {currency}. Nothing was computed."
        " Add a rate for it to the register, or take EUR."
    )


@dataclass(frozen=True, slots=True)
class Rows:
    """The columns figures need of each record, each record read once."""

    db: Connection
    known: dict[str, Raw] = field(default_factory=dict)

    def __call__(self, record: str) -> Raw:
        if record not in self.known:
            self.known[record] = arrays(self.db, RECORDS[record], NEEDED[record], MISSING)
        return self.known[record]


def desk_facts(db: Connection, today: date, currency: str = EUR) -> Facts:
    """The facts of the desk. Raises ``NoRateFor`` where amounts cannot be told in *currency*."""
    ask = Rows(db)
    if not exchange(ask("rate"), currency).known(currency) and not _dealt_in(ask, currency):
        raise NoRateFor(currency=currency)
    return facts(ask, serial(today), currency)


def _dealt_in(ask: Rows, currency: str) -> bool:
    """Whether the desk buys or sells in a currency: then its own amounts need no rate."""
    return any(currency in set(ask(name)["currency"].tolist()) for name in ("order", "invoice"))


def desk_targets(db: Connection, currency: str = EUR) -> Targets:
    """The budgets and targets of the register; amounts, typed in euros, only where shown so."""
    raw = arrays(db, RECORDS["target"], NEEDED["target"], MISSING)
    columns = (raw[name].tolist() for name in NEEDED["target"])
    found = targets(zip(*columns, strict=True))
    return found if currency == EUR else found.without_amounts()


def read_choice(db: Connection, told: Mapping[str, str | None]) -> Choice:
    """What narrows the rows, by code, from what a person typed: a name does as well.

    Raises ``UnknownChoice``: a word misspelt would else look like a desk without rows.
    """
    found: dict[str, str] = {}
    for name, text in told.items():
        if not text:
            continue
        kind = CLOSED.get(name)
        value = kind.read(text) if kind else Names(Reading(db, {})).resolve(name, text)
        if isinstance(value, Unfit):
            raise UnknownChoice(why=value.said)
        found[name] = str(value)
    return found


def desk_figures(
    db: Connection,
    today: date,
    period: Period,
    *,
    currency: str = EUR,
    choice: Choice | None = None,
    codes: Iterable[str] = (),
) -> dict[str, Figure]:
    """The figures of *period*, all or those of *codes*. Raises ``UnknownFigure``."""
    wanted = [code.upper() for code in codes]
    for code in wanted:
        if code not in DEFINITIONS:
            raise UnknownFigure(code=code)
    totals = Totals(desk_facts(db, today, currency), choice or {})
    if not wanted:
        return figures(totals, period)
    return {code: figure(totals, DEFINITIONS[code], period) for code in wanted}
