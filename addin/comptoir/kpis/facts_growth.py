"""Tables of facts of growing: leads, what finding them cost, letters of campaigns, opinions."""

from __future__ import annotations

import numpy as np

from comptoir.kpis.facts import (
    Sources,
    Table,
    among,
    flags,
    ints,
    looked_up,
    named,
    places,
    taken,
)
from comptoir.kpis.tables import UNKNOWN

KEEN = ("INTERESTED", "MEETING", "OFFER", "WON")
LEFT = ("SENT", "REPLIED", "INTERESTED", "REFUSED", "BOUNCED", "ORDERED")
ANSWERED = ("REPLIED", "INTERESTED", "REFUSED", "ORDERED")
PROMOTER, DETRACTOR = 9, 6


def leads(told: Sources) -> Table:
    """Every prospect, whatever became of it."""
    raw = told.ask("prospect")
    won = raw["order"] != None  # noqa: E711 - by element
    return {
        "ref": raw["ref"], "country": told.country_of(raw["party"].astype(object)),
        "party": raw["party"], "mode": np.full(len(won), UNKNOWN, dtype=object),
        "origin": named(raw["origin"]), "event": named(raw["event"]),
        "obtained": ints(raw["obtained"]), "won_on": ints(raw["won_on"]),
        "leads": flags(np.ones(len(won), dtype=bool)), "keen": flags(among(raw["stage"], KEEN)),
        "won": flags(won),
    }  # fmt: skip


def outlay(told: Sources) -> Table:
    """What fairs and campaigns cost, each on its day; a cost without one, on the fair's first."""
    costs, events, campaigns = (told.ask(one) for one in ("event_cost", "event", "campaign"))
    at = places(events["ref"].astype(object), costs["event"].astype(object))
    starts = ints(taken(ints(events["starts"]), at, 0))
    days = np.where(ints(costs["day"]) > 0, ints(costs["day"]), starts)
    money = named(taken(events["currency"], at, UNKNOWN))
    spent, blocked = told.rates.cents(ints(costs["spent"]), money, days)
    planned, _ = told.rates.cents(ints(costs["planned"]), money, days)
    euros = np.full(len(campaigns["ref"]), "EUR", dtype=object)
    ours, no_rate = told.rates.cents(ints(campaigns["cost"]), euros, ints(campaigns["starts"]))
    nothing = np.full(len(ours), UNKNOWN, dtype=object)
    return {
        "ref": np.concatenate([costs["ref"], campaigns["ref"]]),
        "country": np.concatenate([named(taken(events["country"], at, UNKNOWN)), nothing]),
        "party": np.concatenate([named(costs["party"]), nothing]),
        "mode": np.full(len(days) + len(ours), UNKNOWN, dtype=object),
        "event": np.concatenate([named(costs["event"]), named(campaigns["event"])]),
        "day": np.concatenate([days, ints(campaigns["starts"])]),
        "spent": np.concatenate([spent, ours]),
        "planned": np.concatenate([planned, np.zeros_like(ours)]),
        "no_rate": np.concatenate([blocked, no_rate]),
    }


def letters(told: Sources) -> Table:
    """The letters of campaigns that left."""
    raw = told.ask("approach")
    kept = among(raw["status"], LEFT)
    own = {name: values[kept] for name, values in raw.items()}
    count = len(own["ref"])
    sent = np.where(ints(own["sent"]) > 0, ints(own["sent"]), ints(own["drafted"]))
    parties = told.ask("party")
    return {
        "ref": own["ref"], "party": own["party"], "campaign": own["campaign"],
        "country": looked_up(parties["code"], parties["country"], own["party"].astype(object)),
        "mode": np.full(count, UNKNOWN, dtype=object), "sent": sent,
        "letters": flags(np.ones(count, dtype=bool)),
        "replies": flags(among(own["status"], ANSWERED)),
        "keen": flags(among(own["status"], ("INTERESTED", "ORDERED"))),
        "refusals": flags(own["status"] == "REFUSED"), "ordered": flags(own["status"] == "ORDERED"),
    }  # fmt: skip


def opinions(told: Sources) -> Table:
    """What customers think of delivered orders, of those who answered."""
    raw = told.ask("survey")
    kept = (ints(raw["recommend"]) >= 0) & (ints(raw["answered"]) > 0)
    own = {name: values[kept] for name, values in raw.items()}
    mark = ints(own["recommend"])
    return {
        "ref": own["ref"], "country": told.country_of(own["party"].astype(object)),
        "party": own["party"], "mode": np.full(len(mark), UNKNOWN, dtype=object),
        "answered": ints(own["answered"]), "answers": flags(mark >= 0),
        "promoters": flags(mark >= PROMOTER), "detractors": flags(mark <= DETRACTOR),
    }  # fmt: skip
