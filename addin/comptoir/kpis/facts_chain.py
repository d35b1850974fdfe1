"""Facts of the chain: shipments, declarations, papers and claims.

A desk has thousands of these, not millions: they are told one by one.
"""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from functools import cache
from math import ceil

import numpy as np

from comptoir.kpis.exchange import MISSING, Ints
from comptoir.kpis.facts import (
    Sources,
    Table,
    among,
    flags,
    ints,
    looked_up,
    named,
    places,
    spent,
    taken,
)
from comptoir.kpis.facts_trade import gone_shipments
from comptoir.kpis.tables import UNKNOWN
from comptoir.rules.equipment import box
from comptoir.rules.freight import tariff

COSTS = ("origin_costs", "freight", "insurance", "arrival_costs", "other_costs")
_TARIFFS = {"SEA": "sea_lcl", "AIR": "air", "ROAD": "road", "RAIL": "rail_3", "COURIER": "express"}
CM3 = 1_000_000
_FINISHED = ("PAID", "CLOSED", "REJECTED")


def shipments(told: Sources) -> Table:
    """Shipments that were not cancelled: their days, their costs, what they carried."""
    raw = told.ask("shipment")
    gone = gone_shipments(told)
    kept = np.array([ref not in gone for ref in raw["ref"].tolist()], dtype=bool)
    own = {name: values[kept] for name, values in raw.items()}
    sold = own["flow"] == "EXP"
    table: Table = {
        "ref": own["ref"],
        "country": named(np.where(sold, own["to_country"], own["from_country"])),
        "party": own["party"], "mode": named(own["mode"]), "forwarder": named(own["forwarder"]),
        "opened": ints(own["opened"]), "shipments": flags(np.ones(len(sold), dtype=bool)),
    }  # fmt: skip
    table |= _steps(told, own)
    table["bought_quantity"] = np.where(sold, 0, _quantities(told, own))
    return table | _money(told, own, table)


def _steps(told: Sources, own: Table) -> Table:
    """The days of the milestones, and how they compare with the first plan."""
    steps = told.ask("milestone")
    days: dict[tuple[object, object], tuple[int, int]] = {
        (ship, kind): (planned, actual if actual <= told.today else 0)
        for ship, kind, planned, actual in zip(
            *(steps[n].tolist() for n in ("shipment", "kind", "planned", "actual")), strict=True
        )
    }

    def day(kind: str, which: int = 1) -> Ints:
        none = (0, 0)
        found = [days.get((ref, kind), none)[which] for ref in own["ref"].tolist()]
        return np.array(found, dtype=np.int64)

    left, came, freed, there = (
        day(kind) for kind in ("DEPARTED", "ARRIVED", "IMPORT_CLEARED", "DELIVERED")
    )
    planned, bought = day("ARRIVED", 0), np.asarray(own["flow"] == "IMP")
    judged, travelled = (came > 0) & (planned > 0), (came > 0) & (left > 0)
    cleared = bought & (came > 0) & (freed > 0)
    inland = bought & (came > 0) & (freed > 0) & (there > 0)
    return {
        "left": left, "came": came, "delivered": there,
        "judged": flags(judged), "in_time": flags(judged & (came <= planned)),
        "behind": spent(planned, came, judged),
        "transit": spent(left, came, travelled), "transits": flags(travelled),
        "clearing": np.maximum(spent(came, freed, cleared), 0), "clearings": flags(cleared),
        "inland": spent(freed, there, inland), "inlands": flags(inland),
    }  # fmt: skip


def _quantities(told: Sources, own: Table) -> Ints:
    """What each shipment carries, in thousandths of the units of its lines."""
    raw = told.ask("shipment_line")
    at = places(own["ref"].astype(object), raw["shipment"].astype(object))
    kept = (at >= 0) & (ints(raw["quantity"]) != MISSING)
    sums = np.zeros(len(own["ref"]), dtype=np.int64)
    np.add.at(sums, at[kept], ints(raw["quantity"])[kept])
    return sums


def _day_of_rate(table: Table) -> Ints:
    opened, left = ints(table["opened"]), ints(table["left"])
    return np.where(left > 0, left, opened)


def _money(told: Sources, own: Table, table: Table) -> Table:
    """Costs and values by the rate of the departure, else of the opening."""
    days, sold = _day_of_rate(table), np.asarray(own["flow"] == "EXP")
    known = [np.where(ints(own[name]) == MISSING, 0, ints(own[name])) for name in COSTS]
    paid_in = own["cost_currency"].astype(object)
    costs, no_cost = told.rates.cents(np.sum(known, axis=0, dtype=np.int64), paid_in, days)
    freight, _ = told.rates.cents(known[1], paid_in, days)
    value, goods, landed, no_value = _carried(told, table, days)
    kg, m3, teu = _weights(told, own)
    priced = freight != 0
    return {
        "costs": costs, "freight": freight, "export_costs": np.where(sold & (value != 0), costs, 0),
        "export_value": np.where(sold & (costs != 0), value, 0), "value": value,
        "goods": goods, "landed": landed,
        "kg_costs": np.where(kg > 0, freight, 0), "kg": np.where(priced, kg, 0),
        "m3_costs": np.where(m3 > 0, freight, 0), "m3": np.where(priced, m3, 0),
        "box_costs": np.where(teu > 0, freight, 0), "teu": np.where(priced, teu, 0),
        "no_rate": np.maximum(no_cost, no_value),
    }  # fmt: skip


def _carried(told: Sources, table: Table, days: Ints) -> tuple[Ints, Ints, Ints, Ints]:
    """Value of the goods of each shipment; of those with a landed cost, both; what has no rate."""
    raw = told.ask("shipment_line")
    at = places(table["ref"].astype(object), raw["shipment"].astype(object))
    kept = at >= 0
    where, on = at[kept], taken(days, at, 0)[kept].astype(np.int64)
    value, bad = told.rates.cents(ints(raw["value"])[kept], named(raw["currency"][kept]), on)
    euros = np.full(len(where), "EUR", dtype=object)
    cost, no_euro = told.rates.cents(ints(raw["landed"])[kept], euros, on)
    known = (ints(raw["landed"])[kept] != MISSING) & (value > 0)
    sums = [np.zeros(len(days), dtype=np.int64) for _ in range(3)]
    for total, part in zip(
        sums, (value, np.where(known, value, 0), np.where(known, cost, 0)), strict=True
    ):
        np.add.at(total, where, part)
    blocked = np.zeros(len(days), dtype=np.int64)
    np.maximum.at(blocked, where, np.maximum(bad, no_euro))
    return sums[0], sums[1], sums[2], blocked


@cache
def _grams_per_litre(mode: str) -> Decimal:
    """Grams that one thousandth of a m³ weighs by the mode's usual ratio: kg per m³."""
    name = _TARIFFS.get(mode)
    return tariff(name).volume_kg(Decimal(CM3)) if name else Decimal(0)


def _weights(told: Sources, own: Table) -> tuple[Ints, Ints, Ints]:
    """Chargeable grams, thousandths of m³ and TEU of each shipment.

    Chargeable: of the quote chosen; else the greater of weight and volume at the mode's ratio.
    """
    quotes, boxes = told.ask("quote"), told.ask("container")
    quoted = {
        ship: kg
        for ship, kg, chosen in zip(
            quotes["shipment"].tolist(), quotes["chargeable_kg"].tolist(),
            quotes["chosen"].tolist(), strict=True,
        )
        if chosen and kg != MISSING
    }  # fmt: skip
    teu: dict[object, int] = defaultdict(int)
    for ship, kind in zip(boxes["shipment"].tolist(), boxes["kind"].tolist(), strict=True):
        teu[ship] += _teu(kind)
    kg, m3 = [], []
    for ref, mode, gross, volume in zip(
        *(own[n].tolist() for n in ("ref", "mode", "gross_kg", "m3")), strict=True
    ):
        space = 0 if volume == MISSING else volume
        weight = 0 if gross == MISSING else gross
        m3.append(space)
        kg.append(quoted.get(ref, max(weight, ceil(space * _grams_per_litre(mode)))))
    refs = own["ref"].tolist()
    return tuple(  # type: ignore[return-value] # - three of them
        np.array(one, dtype=np.int64) for one in (kg, m3, [teu.get(ref, 0) for ref in refs])
    )


def _teu(kind: object) -> int:
    """Twenty-foot units of a box, 45 feet counted as two; one where the type is not known."""
    return max(1, int(box(str(kind)).teu)) if kind else 1


def _of_shipment(table: Table, refs: Table) -> Table:
    """Country, partner and mode of the shipment each row belongs to."""
    wanted = refs["shipment"].astype(object)
    return {
        name: looked_up(table["ref"], table[name], wanted) for name in ("country", "party", "mode")
    }


def declarations(told: Sources, made: Table) -> Table:
    """Declarations in force. Days are civil: their hours are not recorded."""
    raw = told.ask("declaration")
    own = {name: values[raw["status"] != "INVALIDATED"] for name, values in raw.items()}
    accepted, released = ints(own["accepted"]), ints(own["released"])
    timed = (accepted > 0) & (released > 0) & (released <= told.today)
    days = np.maximum(spent(accepted, released, timed), 0)
    euros = np.full(len(days), "EUR", dtype=object)
    value, no_value = told.rates.cents(ints(own["value"]), euros, released)
    duty, no_duty = told.rates.cents(ints(own["duty"]), euros, released)
    proved = (ints(own["exited"]) > 0) | np.array(
        [one is not None for one in own["alternative"].tolist()], dtype=bool
    )
    out = (own["procedure"] == "EXPORT") & (released > 0) & ~proved
    return {
        "ref": own["ref"], **_of_shipment(made, own), "broker": named(own["broker"]),
        "accepted": accepted, "released": released,
        "days": days, "timed": flags(timed), "next_day": flags(timed & (days <= 1)),
        "same_day": flags(timed & (days == 0)), "no_exit": flags(out),
        "value": np.where(timed, value, 0), "duty": np.where(timed, duty, 0),
        "no_rate": np.maximum(no_value, no_duty),
    }  # fmt: skip


def papers(told: Sources, made: Table) -> Table:
    """The papers of the shipments that go ahead, but those not needed."""
    raw = told.ask("document")
    here = set(made["ref"].tolist())
    kept = np.array(
        [ship in here and not waived for ship, waived in zip(
            raw["shipment"].tolist(), raw["waived"].tolist(), strict=True)],
        dtype=bool,
    )  # fmt: skip
    own = {name: values[kept] for name, values in raw.items()}
    came, due = ints(own["received"]), ints(own["due"])
    right = np.array([one is None for one in own["discrepancy"].tolist()], dtype=bool)
    there = (came > 0) & (came <= told.today)
    owed = (due > 0) & (due <= told.today)
    return {
        "ref": own["ref"], "paper": named(own["paper"]), **_of_shipment(made, own),
        "received": came, "due": due, "came": flags(there), "right": flags(there & right),
        "owed": flags(owed), "in_time": flags(owed & there & (came <= due)),
        "missing": flags(owed & ~there),
    }  # fmt: skip


def letters_of_credit(told: Sources) -> Table:
    """Letters of credit whose documents were presented, and what the bank made of them."""
    raw = told.ask("credit")
    own = {name: values[ints(raw["presented"]) > 0] for name, values in raw.items()}
    clean = among(own["status"], ("HONOURED", "PAID"))
    return {
        "ref": own["ref"], "country": told.country_of(own["party"].astype(object)),
        "party": own["party"], "mode": np.full(len(clean), UNKNOWN, dtype=object),
        "presented": ints(own["presented"]),
        "decided": flags(clean | (own["status"] == "REFUSED")), "clean": flags(clean),
    }  # fmt: skip


def claims(told: Sources, made: Table) -> Table:
    """Claims of every kind; the partner is the one they are against."""
    raw = told.ask("claim")
    own = dict(raw)
    days, currencies = ints(own["opened"]), named(own["currency"])
    money = {
        name: told.rates.cents(ints(own[name]), currencies, days)
        for name in ("proven", "claimed", "recovered")
    }
    closed = np.array([one in _FINISHED for one in own["status"].tolist()], dtype=bool)
    blocked = np.maximum.reduce([one[1] for one in money.values()])
    place = _of_shipment(made, own)
    theirs = told.country_of(own["party"].astype(object))
    supplier, rejected, came = (
        own["kind"] == "SUPPLIER",
        ints(own["rejected"]),
        ints(own["received"]),
    )
    return {
        "ref": own["ref"], "came": np.where(came > 0, came, days),
        "rejected": np.where(supplier & (rejected != MISSING), rejected, 0),
        "country": np.where(place["country"] == UNKNOWN, theirs, place["country"]),
        "party": named(own["party"]), "mode": place["mode"],
        "opened": days, "deadline": ints(own["deadline"]),
        "claims": flags(np.ones(len(days), dtype=bool)), "open": flags(~closed),
        "transport": flags(own["kind"] == "TRANSPORT"), "supplier": flags(supplier),
        "waiting": flags(~closed & (ints(own["notified"]) == 0)),
        "loss": money["proven"][0], "claimed": np.where(closed, money["claimed"][0], 0),
        "recovered": np.where(closed, money["recovered"][0], 0), "no_rate": blocked,
    }  # fmt: skip
