"""Transport claims in cells: the law that governs, the days to act, the most that is owed.

Sources
    `comptoir.rules.claims`, `comptoir.rules.liability`.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from comptoir.errors import Refused
from comptoir.functions.declaring import Category, Family, Here, may, need
from comptoir.functions.kinds import (
    COLUMN,
    COUNT,
    COUNTRY,
    DAY,
    DAYS,
    FLAG,
    MODE,
    POSITIVE,
    RATE,
    TEXT,
    of_enum,
)
from comptoir.rules.claims import (
    Deadline,
    Harm,
    Regime,
    deemed_lost,
    notice_deadline,
    regime,
    time_bar,
)
from comptoir.rules.days import calendar
from comptoir.rules.incoterms import Mode
from comptoir.rules.liability import Harmed, liability
from comptoir.rules.money import Money, Rate
from comptoir.wording import Said, mark

_EURO, _SDR = "EUR", "XDR"
family = Family(Category.CLAIMS)


class SdrMissing(Refused):
    message = mark(
        "the limit is in special drawing rights and the loss in euros. Nothing was compared."
        " Enter the rate of the SDR."
    )


_REGIME = need("regime", of_enum(mark("regime"), Regime),
               mark("CMR, FR_ROAD, MONTREAL, HAGUE_VISBY, HAMBURG, ROTTERDAM, CIM, CMNI or "
                    "CONTRACT"))  # fmt: skip
_HARMS = {
    "APPARENT": ("apparente",),
    "HIDDEN": ("caché", "cachée", "non apparent", "non apparente"),
    "DELAY": ("retard",),
    "LOSS": ("perte", "perte totale"),
}
_COMPLAINT = (
    _REGIME,
    need("harm", of_enum(mark("harm"), Harm, _HARMS), mark("apparent, hidden, delay or loss")),
    need("received", DAY, mark("Day the goods were received, or at disposal")),
    may("place", TEXT, mark("Calendar of the place of delivery; FR if left out")),
    may("contract_days", DAYS, mark("Days given by the contract, where it governs")),
)


@family.function(
    "CLAIMREGIME",
    mark("Which law governs a carriage between two countries"),
    need("mode", MODE, mark("sea, air, road, rail, courier...")),
    need("loaded_in", COUNTRY, mark("Country of loading, such as FR")),
    need("delivered_in", COUNTRY, mark("Country of delivery")),
    need("day", DAY, mark("Day of the carriage")),
    example=(("road", "FR", "DE", "2026-11-23"), "CMR"),
)
def governing(here: Here, mode: Mode, loaded: str, delivered: str, day: date) -> str:
    return regime(mode, loaded, delivered, day, here.law).regime.value


def _deadline(
    here: Here, of: Regime, harm: Harm, received: date, place: str | None, days: int | None
) -> Deadline:
    country = calendar(place or "FR", law=here.law)
    return notice_deadline(of, harm, received, country, contract_days=days, ours=here.law)


@family.function(
    "CLAIMDEADLINE",
    mark("Last day to write to the carrier"),
    *_COMPLAINT,
    example=(("CMR", "hidden", "2026-11-05"), date(2026, 11, 14)),
)
def claim_deadline(
    here: Here, of: Regime, harm: Harm, received: date, place: str | None, days: int | None
) -> date:
    return _deadline(here, of, harm, received, place, days).day


@family.function(
    "CLAIMSAFEDAY",
    mark("Safe day to write to the carrier: plain days, moved back to a day the post is open"),
    *_COMPLAINT,
    example=(("CMR", "hidden", "2026-11-05"), date(2026, 11, 12)),
)
def claim_safe_day(
    here: Here, of: Regime, harm: Harm, received: date, place: str | None, days: int | None
) -> date:
    return _deadline(here, of, harm, received, place, days).safe


@family.function(
    "DEEMEDLOST",
    mark("Day from which goods that never came are treated as lost"),
    _REGIME,
    may("due_day", DAY, mark("Agreed day of delivery")),
    may("taken_over", DAY, mark("Day the carrier took the goods over")),
    example=(("CMR", None, "2026-11-02"), date(2027, 1, 1)),
)
def lost_from(here: Here, of: Regime, due_day: date | None, taken: date | None) -> date:
    return deemed_lost(of, due=due_day, taken_over=taken, ours=here.law).day


@family.function(
    "TIMEBAR",
    mark("Last day to sue the carrier"),
    _REGIME,
    need("start", DAY, mark("Day of the delivery, or the day it should have been")),
    may("wilful", FLAG, mark("Whether there was wilful misconduct")),
    example=(("CMR", "2026-11-02"), date(2027, 11, 2)),
)
def sue_until(here: Here, of: Regime, start: date, wilful: bool | None) -> date:  # noqa: FBT001 - a cell
    return time_bar(of, start, wilful=bool(wilful), ours=here.law).day


@family.function(
    "CLAIMLIMIT",
    mark("The most a carrier owes for loss or damage; in euros with the SDR rate, else in SDR"),
    _REGIME,
    need("kg", POSITIVE, mark("Gross weight missing or damaged, kg")),
    need("day", DAY, mark("Day of the carriage")),
    may("sdr", RATE, mark("Euros for one special drawing right (IMF)")),
    may("pieces", COUNT, mark("Packages missing or damaged; by sea")),
    may("proven", POSITIVE, mark("Proven loss, EUR: the answer is never above it")),
    may("consignment_kg", POSITIVE, mark("Gross weight of the whole consignment; FR_ROAD")),
    may("parcels", COLUMN, mark("Weight of each parcel; FR_ROAD below 3 t")),
    may("wilful", FLAG, mark("Whether there was wilful misconduct: no limit then")),
    example=(("CMR", 450, "2026-11-02", 1.2, None, 6000), 4498.2),
)
def claim_limit(
    here: Here,
    of: Regime,
    kg: Decimal,
    day: date,
    sdr: Decimal | None,
    pieces: int | None,
    proven: Decimal | None,
    consignment_kg: Decimal | None,
    parcels: list[Decimal | None] | None,
    wilful: bool | None,  # noqa: FBT001 - a cell
) -> Money | Said:
    harmed = Harmed(
        kg=kg,
        packages=pieces or 0,
        parcels=[one for one in parcels or () if one is not None],
        consignment_kg=consignment_kg,
        proven=None if proven is None else Money(proven, _EURO),
    )
    rate = Rate(_SDR, _EURO, sdr, day, "") if sdr else None
    owed = liability(of, harmed, day, rate, wilful=bool(wilful), ours=here.law)
    known = [one for one in (owed.payable, owed.converted, owed.limit) if one is not None]
    if not known:
        return Said("no limit: the proven loss is due")
    if proven is not None and known[0].currency == _SDR:
        raise SdrMissing
    return known[0]


FUNCTIONS = family.functions
