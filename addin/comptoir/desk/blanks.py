"""What a new row of a sheet leaves blank and what it belongs to knows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import date

from comptoir.desk import offering
from comptoir.desk.clearing import procedure_of
from comptoir.desk.deed import Deed
from comptoir.errors import Refused
from comptoir.records import Row
from comptoir.rules.money import Rate
from comptoir.rules.offers import binds_until
from comptoir.sheets.merge import NewRow


def fill_blanks(deed: Deed, record: str, new: Sequence[NewRow]) -> None:
    """Complete the *new* rows of a record, in place, before they are checked.

    A declaration is for import or for export as its shipment goes; an offer has the terms of its
    partner and the rate of the day; its lines have the list price in its currency.
    """
    if record in _FILL and new:
        _FILL[record](deed, [one.values for one in new])


def _declarations(deed: Deed, new: Sequence[Row]) -> None:
    shipments = deed.rows("shipment")
    for row in new:
        shipment = shipments.get(str(row.get("shipment")))
        if shipment and not row.get("procedure"):
            row["procedure"] = procedure_of(shipment)


def _offers(deed: Deed, new: Sequence[Row]) -> None:
    """A draft of ours: what the partner usually has; nothing where something is typed."""
    parties = deed.rows("party")
    for row in new:
        party = parties.get(str(row.get("party")))
        if party is None or (row["flow"], row["status"]) != ("EXP", "DRAFT"):
            continue
        day = row.get("offered")
        day = day if isinstance(day, date) else deed.today
        rate = None if row.get("rate") else _rate(deed, str(row["currency"]))
        known: Row = {
            "offered": day,
            "valid_until": binds_until(day),
            "terms": party.get("terms"),
            **({"rate": rate.value, "rate_day": rate.day} if rate else {}),
        }
        if not row.get("incoterm"):
            known["incoterm"] = party.get("incoterm") or "EXW"
            known["place"] = party.get("place") or offering.our_town(deed)
        row |= {name: value for name, value in known.items() if not row.get(name)}


def _offer_lines(deed: Deed, new: Sequence[Row]) -> None:
    """The list price and the cost of an article that is offered."""
    offers = deed.rows("offer")
    for row in new:
        offer = offers.get(str(row.get("offer")))
        if offer is None or offer["flow"] != "EXP" or not row.get("product") or row.get("price"):
            continue
        with suppress(Refused):  # the check of the row then asks for the price
            row.update(offering.listed(deed, row, offer))


def _rate(deed: Deed, currency: str) -> Rate | None:
    try:
        return offering.at_rate(deed, currency)
    except Refused:
        return None


_FILL: Mapping[str, Callable[[Deed, Sequence[Row]], None]] = {
    "declaration": _declarations,
    "offer": _offers,
    "offer_line": _offer_lines,
}
