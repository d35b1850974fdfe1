"""The shipments of the invented firm: by sea, air, road, rail and courier, with their faults.

One shipment or two to each order that has left; days from the plan of the trade, moved by what
happens: storms, missed connections, a crushed carton, a container nobody fetched in time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from comptoir.demo.trade import Business
from comptoir.records import Row
from comptoir.rules.chain import plan
from comptoir.rules.documents import Zone, zone
from comptoir.rules.incoterms import Incoterm, Mode
from comptoir.rules.numbers.declarations import mrn_check_digit
from comptoir.rules.numbers.transport import iso_6346_sum

MODES = {
    "SEA": Mode.SEA,
    "AIR": Mode.AIR,
    "ROAD": Mode.ROAD,
    "RAIL": Mode.RAIL,
    "COURIER": Mode.COURIER,
}
# Country: seaport, airport, sea days, kilometres by sea, by road.
WAYS: Mapping[str, tuple[str, str, int, int, int]] = {
    "CN": ("CNNGB", "CNPVG", 36, 19500, 9300),
    "VN": ("VNSGN", "VNSGN", 32, 16800, 10100),
    "IN": ("INNSA", "INBOM", 24, 11600, 6700),
    "US": ("USNYC", "USEWR", 12, 5900, 6100),
    "JP": ("JPYOK", "JPNRT", 40, 20800, 9700),
    "SN": ("SNDKR", "SNDSS", 9, 4500, 4300),
    "TN": ("TNRDS", "TNTUN", 3, 900, 1200),
    "SA": ("SAJED", "SAJED", 14, 6000, 4400),
    "CA": ("CAMTR", "CAYUL", 13, 5800, 5600),
    "MA": ("MAAGA", "MAAGA", 5, 2300, 2600),
    "TR": ("TRMER", "TRGZT", 8, 3200, 3400),
    "GB": ("GBSOU", "GBBRS", 2, 700, 1050),
}
NEAR_ROAD = 1100
HOME_PORT, HOME_AIRPORT = "FRFOS", "FRLYS"
SHIPS = (("CMA CGM Vela", "9354923"), ("MSC Ariane", "9484936"), ("Ever Lotus", "9629110"))
DUTIES = (
    ("7323", None, "3.2 %", None),
    ("6911", None, "6 %", Decimal("13.1")),
    ("4419", None, "0 %", None),
    ("7418", None, "3 %", None),
    ("1515", None, "0 %", None),
)
SDR = Decimal("0.8612")
WISHED = (("INTAKE", 1_350_000), ("TURNOVER", 1_250_000), ("MARGIN", 760_000), ("BOUGHT", 420_000),
          ("OTIF", 90), ("SUPPLIER_OTD", 85), ("DSO", 50), ("MARGIN_RATE", 58))  # fmt: skip
"""What the firm's budget says of a year."""
FETCHED_WITHIN, UNSURE = 60, 130
BY_THE_BOX = Decimal(450)
"""Kilograms from which the firm books a container of its own; less goes by groupage."""


@dataclass(slots=True)
class Shipper:
    """Ships the orders of *made*, each at the place it has there."""

    made: Business
    today: date
    dice: Random
    orders: list[Row] = field(init=False)
    number: int = 0

    def __post_init__(self) -> None:
        self.orders = self.made.rows["order"]

    def ship_all(self) -> None:
        """Shipments of every order that left or is about to, the oldest first."""
        lines: dict[int, list[int]] = {}
        for at, line in enumerate(self.made.rows["order_line"]):
            lines.setdefault(int(str(line["order"][1])), []).append(at)  # type: ignore[index]
        gone = {"SHIPPED", "DELIVERED", "CLOSED", "READY"}
        places = [at for at, one in enumerate(self.orders) if one["status"] in gone]
        for at in sorted(places, key=lambda place: str(self.orders[place]["ordered"])):
            self.number += 1
            for share in ((1, 2), (1, 2)) if self.number % 14 == 7 else ((1, 1),):
                self._shipment(self.orders[at], lines[at], share)
        self._rates()

    def _rates(self) -> None:
        for code, origin, duty, anti in DUTIES:
            row: Row = {"goods_code": code, "since": date(2025, 1, 1), "duty": duty,
                        "source": "invented for the demonstration"}  # fmt: skip
            if origin:
                row["origin"] = origin
            if anti:
                row["anti_dumping"] = anti
            self.made.add("tariff", row)
        self.made.add("rate", {
            "currency": "XDR", "day": self.today.replace(day=1), "source": "TYPED", "value": SDR,
        })  # fmt: skip
        for year in (self.today.year - 1, self.today.year):
            for figure, value in WISHED:
                self.made.add("target", {"figure": figure, "period": f"{year}", "value": value})

    def _shipment(self, order: Row, lines: list[int], share: tuple[int, int]) -> None:
        party = self._party(str(order["party"]))
        sold, country = order["flow"] == "EXP", str(party["country"])
        mode = self._mode(order, country)
        incoterm = str(order["incoterm"])
        way = WAYS.get(country, ("", "", 2, 800, NEAR_ROAD))
        done = order.get("delivered")
        transit = self._transit(mode, way)
        arrival = self._arrival(order, mode)
        departure = arrival - timedelta(days=transit)
        kg = sum((self._kg(at) for at in lines), Decimal(0)) * share[0] / share[1]
        row: Row = {
            "party": order["party"], "flow": order["flow"], "mode": mode,
            "opened": min(departure - timedelta(days=12), self.today),
            "forwarder": "SEABRIDGE" if mode == "SEA" else "RHONEFRET",
            "incoterm": incoterm, "place": order["place"], "edition": "2020",
            "payment": "LC" if "LC" in str(order["terms"]) else "OA",
            "from_country": "FR" if sold else country, "to_country": country if sold else "FR",
            "packages": max(1, int(kg / 18)), "gross_kg": kg.quantize(Decimal("0.1")),
            "m3": (kg / 210).quantize(Decimal("0.01")), "wood": mode == "SEA",
            "owner": order.get("owner"), **self._papers_of(mode, way, sold=sold),
            **self._costs(mode, kg),
        }  # fmt: skip
        if mode == "SEA":
            row |= {"free_days": 7, "free_time": "WORKING", "slabs": "5 x 60; 5 x 95; 130"}
        at = self.made.add("shipment", {k: v for k, v in row.items() if v is not None})
        box = self._container(at, mode, kg)
        self._lines(at, order, lines, share, box)
        late = self._steps(at, row, departure, arrival, finished=bool(done))
        self._declaration(at, row, late)

    def _mode(self, order: Row, country: str) -> str:
        if country in {"PL", "IT"} and self.number % 3 == 0:
            return "RAIL"
        return str(order["mode"])

    def _transit(self, mode: str, way: tuple[str, str, int, int, int]) -> int:
        return {"SEA": way[2], "AIR": 3, "COURIER": 3, "RAIL": 9}.get(mode, 2 + way[4] // 900)

    def _arrival(self, order: Row, mode: str) -> date:
        """The planned arrival: some days before the delivery that was promised."""
        promised = order["committed"]
        assert isinstance(promised, date)
        return promised - timedelta(days=5 if mode == "SEA" else 1)

    def _party(self, code: str) -> Row:
        return next(one for one in self.made.rows["party"] if one["code"] == code)

    def _kg(self, at: int) -> Decimal:
        return Decimal(str(self.made.rows["order_line"][at]["gross_kg"]))

    def _papers_of(
        self, mode: str, way: tuple[str, str, int, int, int], *, sold: bool
    ) -> Mapping[str, object]:
        number = self.dice.randint(1_000_000, 9_999_999)
        far = way[0] if mode == "SEA" else way[1]
        near = HOME_PORT if mode == "SEA" else HOME_AIRPORT
        ends: Row = {}
        if far and mode in {"SEA", "AIR"}:
            ends = {
                "loading_port": near if sold else far,
                "discharge_port": far if sold else near,
            }
        if mode == "SEA":
            ship, imo = SHIPS[self.number % len(SHIPS)]
            return {
                **ends,
                "booking": f"LYO{number}",
                "transport_doc": f"SBLU{number}",
                "vessel": ship,
                "imo": imo,
                "voyage": f"{self.number % 50 + 1:03}W",
            }
        if mode == "AIR":
            return {**ends, "transport_doc": f"057-{number}{number % 7}",
                    "vessel": f"AF{600 + self.number}", "booking": f"AF{number}"}  # fmt: skip
        if mode == "COURIER":
            return {"transport_doc": f"JD{number}"}
        return {"transport_doc": f"{'CIM' if mode == 'RAIL' else 'CMR'}{number}"}

    def _costs(self, mode: str, kg: Decimal) -> Row:
        per_kg = {"SEA": "0.22", "AIR": "3.1", "COURIER": "5.4", "RAIL": "0.19", "ROAD": "0.28"}
        freight = kg * Decimal(per_kg[mode]) + 150
        return {
            "cost_currency": "EUR",
            "freight": freight.quantize(Decimal("0.01")),
            "insurance": (kg * Decimal("0.02") + 15).quantize(Decimal("0.01")),
            "arrival_costs": Decimal(90 if mode in {"SEA", "AIR"} else 0),
        }

    def _container(self, at: int, mode: str, kg: Decimal) -> int | None:
        if mode != "SEA" or kg < BY_THE_BOX:
            return None
        serial = f"{self.dice.choice(('MSCU', 'CMAU', 'TCLU'))}{self.dice.randint(100000, 999999)}"
        tare = Decimal(2300)
        return self.made.add("container", {
            "shipment": ("shipment", at), "number": f"{serial}{iso_6346_sum(serial) % 11 % 10}",
            "kind": "22G1", "seal": f"FR{self.dice.randint(100000, 999999)}", "cargo_kg": kg,
            "tare_kg": tare, "vgm_kg": (kg + tare).quantize(Decimal(1)),
        })  # fmt: skip

    def _lines(
        self, at: int, order: Row, lines: list[int], share: tuple[int, int], box: int | None
    ) -> None:
        products = {row["sku"]: row for row in self.made.rows["product"]}
        for place in lines:
            line = self.made.rows["order_line"][place]
            product = products[str(line["product"])]
            quantity = Decimal(str(line["quantity"])) * share[0] / share[1]
            price = Decimal(str(line["price"])) * (100 - Decimal(str(line["discount"]))) / 100
            row: Row = {
                "shipment": ("shipment", at), "order_line": ("order_line", place),
                "quantity": quantity, "unit": line["unit"], "description": product["name_en"],
                "net_kg": Decimal(str(line["net_kg"])) * share[0] / share[1],
                "gross_kg": self._kg(place) * share[0] / share[1],
                "currency": order["currency"],
                "value": (quantity * price).quantize(Decimal("0.01")),
                "goods_code": product["goods_code"], "origin": product["origin"],
            }  # fmt: skip
            if box is not None:
                row["container"] = ("container", box)
            self.made.add("shipment_line", row)

    def _steps(
        self, at: int, row: Row, departure: date, arrival: date, *, finished: bool
    ) -> Mapping[str, date]:
        """The plan, and what happened of it by today; every sixth shipment runs into trouble."""
        abroad = self._abroad(row, departure)
        steps = plan(
            MODES[str(row["mode"])], Incoterm[str(row["incoterm"])], sold=row["flow"] == "EXP",
            abroad=abroad, departure=departure, arrival=arrival,
            full_container=row["mode"] == "SEA" and Decimal(str(row["gross_kg"])) >= BY_THE_BOX,
        )  # fmt: skip
        trouble = self.dice.choice((4, 6, 9)) if self.number % 6 == 0 else 0
        drift = self.dice.choice((0, 0, 0, 1, -1)) if not trouble else 0
        happened: dict[str, date] = {}
        last = steps[0].day
        for step in steps:
            moved = drift + trouble if step.kind in _AFTER_SAILING else 0
            day = max(last, step.day + timedelta(days=moved))
            line: Row = {
                "shipment": ("shipment", at), "kind": step.kind, "planned": step.day,
                "who": step.who.value,
            }  # fmt: skip
            forgotten = step.kind == "DELIVERED" and not finished and self.number % 5 == 0
            if day <= self.today and not forgotten:
                line["actual"] = happened[step.kind] = last = day
            elif moved:
                line["expected"] = day
                if trouble and step.kind == "ARRIVED":
                    line["note"] = "Correspondance manquée à Port-Saïd, selon le transitaire"
            self.made.add("milestone", line)
        self._box_days(at, happened)
        return happened

    def _abroad(self, row: Row, on: date) -> bool:
        far = row["to_country"] if row["flow"] == "EXP" else row["from_country"]
        return zone(str(far), on) is not Zone.EU

    def _box_days(self, at: int, happened: Mapping[str, date]) -> None:
        """A container is discharged at the arrival and fetched at the delivery, mostly."""
        came, home = happened.get("ARRIVED"), happened.get("DELIVERED")
        for box in self.made.rows.get("container", []):
            if box["shipment"] == ("shipment", at) and came:
                box["discharged"] = came
                if home:
                    box["taken"] = box["delivered"] = home
                    back = home + timedelta(days=4)
                    if back <= self.today:
                        box["returned"] = back
                elif (self.today - came).days > FETCHED_WITHIN:
                    box["taken"] = came + timedelta(days=6)

    def _declaration(self, at: int, row: Row, happened: Mapping[str, date]) -> None:
        sold = row["flow"] == "EXP"
        cleared = happened.get("EXPORT_CLEARED" if sold else "IMPORT_CLEARED")
        if cleared is None or not self._abroad(row, cleared):
            return
        number = self.dice.randint(10**9, 10**10 - 1)
        first = f"{cleared:%y}FR00{number}{'A' if sold else 'R'}"
        declared: Row = {
            "shipment": ("shipment", at), "procedure": "EXPORT" if sold else "IMPORT",
            "broker": "DOUANEXPRESS", "mandated": cleared - timedelta(days=3),
            "lodged": cleared - timedelta(days=1), "accepted": cleared, "released": cleared,
            "mrn": first + mrn_check_digit(first), "status": "RELEASED",
            "office": "FR004620 Lyon Saint-Exupéry",
        }  # fmt: skip
        left = happened.get("DEPARTED")
        lately = (self.today - cleared).days < UNSURE
        if sold and left and (self.number % 8 or not lately):
            declared |= {"status": "EXITED", "exited": max(left, cleared)}
        if declared["accepted"].year != declared["lodged"].year:  # type: ignore[attr-defined]
            declared["lodged"] = declared["accepted"]
        self.made.add("declaration", declared)


_AFTER_SAILING = {"ARRIVED", "IMPORT_CLEARED", "DELIVERED"}


def shipped(made: Business, today: date) -> Business:
    """*made* with the shipments of its orders."""
    Shipper(made, today, Random(1713)).ship_all()
    return made
