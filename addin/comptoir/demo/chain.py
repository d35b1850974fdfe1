"""What people did with the shipments of the demonstration: papers, quotes, estimates, claims.

Done by the deeds themselves, as an assistant would, in the save that made the demonstration.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from comptoir.desk import claiming, clearing, papers, quoting
from comptoir.desk.deed import Deed
from comptoir.records import Row
from comptoir.records.chain import NO_DAYS, Days, days_by_shipment
from comptoir.rules.claims import ClaimState

RECENT = 150
"""Days for which the papers of a shipment are shown."""
FORGIVEN = 21
"""Days after which every paper has come at last."""


def follow(deed: Deed) -> None:
    """Papers of the recent shipments, quotes of those to come, estimates and claims."""
    days = days_by_shipment(deed.ask("milestone"))
    _papers(deed, days)
    _quotes(deed, days)
    _estimates(deed, days)
    _claims(deed, days)
    _rolled(deed, days)


def _rolled(deed: Deed, days: dict[str, dict[str, Days]]) -> None:
    """The second container of the latest import by sea missed its ship, and waits in the port."""
    bought = [
        (came, key)
        for key, row in deed.rows("shipment").items()
        if (row["flow"], row["mode"]) == ("IMP", "SEA")
        and isinstance(came := days.get(key, {}).get("ARRIVED", NO_DAYS)[2], date)
    ]
    if not bought:
        return
    _, latest = max(bought)
    deed.add("container", [{
        "shipment": latest, "number": "TCLU4265773", "kind": "22G1", "seal": "FR418220",
        "cargo_kg": Decimal(8350), "tare_kg": Decimal(2300), "vgm_kg": Decimal(10650),
        "eta": deed.today - timedelta(days=11), "discharged": deed.today - timedelta(days=11),
        "note": "Reporté sur le navire suivant par la compagnie",
    }])  # fmt: skip


def _left(days: dict[str, Days]) -> date | None:
    planned, _, actual = days.get("DEPARTED", NO_DAYS)
    day = actual or planned
    return day if isinstance(day, date) else None


def _papers(deed: Deed, days: dict[str, dict[str, Days]]) -> None:
    """Every paper came in time, but for one in nine; one in forty came wrong."""
    rows: list[Row] = []
    for key in deed.rows("shipment"):
        left = _left(days.get(key, {}))
        if left is None or (deed.today - left).days > RECENT:
            continue
        for row in papers.needed(deed, key):
            number, due = len(rows), row.get("due")
            old = isinstance(due, date) and (deed.today - due).days > FORGIVEN
            if isinstance(due, date) and due <= deed.today and (old or number % 9):
                row |= {"received": due, "requested": due - timedelta(days=6), "checked": due}
                if row["owner"] == "US" and row["due_at"] != "ORDER":
                    row["sent"] = due
            elif isinstance(due, date) and due <= deed.today + timedelta(days=10):
                row["requested"] = min(due - timedelta(days=5), deed.today)
            if number % 40 == 39 and not old:
                row["discrepancy"] = "Le poids brut diffère de celui de la liste de colisage"
                row["checked"] = row["sent"] = None
            rows.append(row)
    deed.add("document", rows)


def _quotes(deed: Deed, days: dict[str, dict[str, Days]]) -> None:
    """Two forwarders were asked for the latest shipments by sea and air; most were booked."""
    recent = [
        key
        for key, row in deed.rows("shipment").items()
        if row["mode"] in {"SEA", "AIR"} and (left := _left(days.get(key, {})))
        if left > deed.today - timedelta(days=RECENT)
    ]
    for at, key in enumerate(recent):
        row = deed.row("shipment", key)
        asked = deed.today - timedelta(days=20)
        sea = row["mode"] == "SEA"
        usual: Row = {
            "shipment": key, "mode": row["mode"], "received": asked,
            "valid_until": deed.today + timedelta(days=10), "currency": "EUR",
            "vehicle": "sea_container" if sea else "air_long_haul",
            "km": Decimal(12000 if sea else 6500),
        }  # fmt: skip
        kept = deed.add("quote", [
            {**usual, "forwarder": "SEABRIDGE", "service": "LCL" if sea else "Consol",
             "basis": "PER_TON" if sea else "PER_KG", "rate": Decimal(78 if sea else "2.95"),
             "scope": "PORT_PORT", "pre_carriage": Decimal(180), "on_carriage": Decimal(220),
             "minimum": Decimal(95), "surcharges": Decimal(64), "transit_days": 31 if sea else 5},
            {**usual, "forwarder": "RHONEFRET", "service": "FCL 20'" if sea else "Direct",
             "basis": "PER_BOX" if sea else "PER_KG", "rate": Decimal(1480 if sea else "3.6"),
             **({"boxes": 1, "box": "22G1"} if sea else {}),
             "scope": "DOOR_DOOR", "surcharges": Decimal(85), "transit_days": 28 if sea else 3},
        ])  # fmt: skip
        if at % 3 < 2:
            best = quoting.compare(deed, key).quotes[0].key
            why = "Le moins cher qui arrive à temps" if best in kept[:1] else "Le plus direct"
            quoting.choose(deed, key, best, why)


def _estimates(deed: Deed, days: dict[str, dict[str, Days]]) -> None:
    """The landed cost of the imports of the last half-year."""
    for row in list(deed.rows("declaration").values()):
        accepted = row.get("accepted")
        if row["procedure"] != "IMPORT" or not isinstance(accepted, date):
            continue
        if (deed.today - accepted).days < 2 * RECENT and row["shipment"] in days:
            clearing.keep_estimate(deed, str(row["shipment"]), accepted)


def _claims(deed: Deed, days: dict[str, dict[str, Days]]) -> None:
    """Six claims, at six stages; one of them for a delay, one to a supplier, one complaint."""
    home = sorted(
        (day, key)
        for key, steps in days.items()
        if isinstance(day := steps.get("DELIVERED", NO_DAYS)[2], date)
    )
    damaged = [key for _, key in home[-9::2]]
    for at, key in enumerate(damaged):
        claim = claiming.open_claim(
            deed, key, ("HIDDEN", "APPARENT", "DELAY", "HIDDEN", "APPARENT")[at],
            kg=Decimal(35 + 20 * at), packages=2 + at, proven=Decimal(420 + 310 * at),
            currency="EUR", reservations="2 cartons écrasés",
        )  # fmt: skip
        for state in (ClaimState.NOTIFIED, ClaimState.CLAIMED, ClaimState.ACCEPTED)[: 3 - at]:
            claiming.move_claim(deed, claim, state, deed.today, Decimal(400))
    bought = [key for _, key in home if deed.rows("shipment")[key]["flow"] == "IMP"]
    sold = [key for _, key in home if deed.rows("shipment")[key]["flow"] == "EXP"]
    claiming.open_claim(deed, bought[-1], "QUALITY", kind="SUPPLIER", rejected=Decimal(12),
                        proven=Decimal(640), note="Émail piqué sur un carton de douze")  # fmt: skip
    claiming.open_claim(deed, sold[-1], "QUALITY", kind="CUSTOMER", proven=Decimal(180),
                        note="Deux pièces manquantes, selon le client")  # fmt: skip
    _old_claims(deed, home)


def _old_claims(deed: Deed, home: list[tuple[date, str]]) -> None:
    """Claims of the year past, paid in part and closed; every third was a supplier's fault."""
    flows = {key: row["flow"] for key, row in deed.rows("shipment").items()}
    for at, last in enumerate(range(len(home) - 24, len(home) - 108, -14)):
        suppliers = at % 3 == 2
        came, key = next(
            one for one in home[max(last, 0) :: -1] if not suppliers or flows[one[1]] == "IMP"
        )
        found, proven = came + timedelta(days=2), Decimal(260 + 170 * at)
        fault: Row = {"kg": Decimal(18), "packages": 1 + at}
        if suppliers:
            fault = {"kind": "SUPPLIER", "rejected": Decimal(6 + at)}
        claim = claiming.open_claim(
            deed, key, "QUALITY" if suppliers else "HIDDEN", opened=found, proven=proven,
            currency="EUR", **fault,
        )  # fmt: skip
        paid = (proven * (3 - at % 3) / 4).quantize(Decimal(1))
        claiming.move_claim(deed, claim, ClaimState.NOTIFIED, found + timedelta(days=1))
        claiming.move_claim(deed, claim, ClaimState.CLAIMED, found, proven)
        claiming.move_claim(deed, claim, ClaimState.ACCEPTED, found, paid)
        claiming.move_claim(deed, claim, ClaimState.PAID, found, paid)
        claiming.move_claim(deed, claim, ClaimState.CLOSED, found)
