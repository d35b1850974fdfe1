"""The programme's real deliveries become shipments; pandas counts the late ones by itself."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest

from comptoir.desk.shipping_figures import late_by_mode
from comptoir.sheets.imports import bring, read_foreign, shipped_for
from comptoir.store import reading

SAMPLE = Path(__file__).parents[2] / ".." / "shared" / "data" / "scms-sample.csv"
pytestmark = pytest.mark.skipif(
    not SAMPLE.exists(), reason=f"{SAMPLE.name} is not beside the project"
)
MODES = {"Air": "AIR", "Air Charter": "AIR", "Truck": "ROAD", "Ocean": "SEA"}


@pytest.fixture
def counted():
    rows = pd.read_csv(SAMPLE, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    rows = rows[rows["Shipment Mode"] != "N/A"]
    rows["mode"] = rows["Shipment Mode"].map(MODES)
    for heading in ("Scheduled Delivery Date", "Delivered to Client Date"):
        rows[heading] = pd.to_datetime(rows[heading], format="%d-%b-%y")
    return rows


def test_late_deliveries_by_mode_weights_and_freight_are_those_pandas_finds(lea, counted):
    foreign = read_foreign(SAMPLE)
    done = lea.take_file(bring(foreign, shipped_for(foreign)))
    notes = counted.drop_duplicates("ASN/DN #")
    late = notes[notes["Delivered to Client Date"] > notes["Scheduled Delivery Date"]]

    assert (done.aside, done.made["shipment"]) == ([], len(notes))
    assert done.made["shipment_line"] == len(counted)
    with reading(lea.engine) as db:
        found = late_by_mode(db)
    assert {mode: one.late for mode, one in found.items()} == late["mode"].value_counts().to_dict()
    assert {mode: one.all for mode, one in found.items()} == notes["mode"].value_counts().to_dict()

    shipments = lea.look().rows("shipment").values()
    for field, heading in (
        ("gross_kg", "Weight (Kilograms)"),
        ("freight", "Freight Cost (USD)"),
        ("insurance", "Line Item Insurance (USD)"),
    ):
        told = counted[heading][counted[heading].str.fullmatch(r"[\d.]+")]
        wanted = sum(map(Decimal, told), Decimal(0))
        assert sum((one[field] for one in shipments if one[field]), Decimal(0)) == wanted
    assert Counter(one["mode"] for one in shipments) == Counter(notes["mode"])


def test_a_second_import_ships_nothing_twice(lea):
    foreign = read_foreign(SAMPLE)
    mapping = shipped_for(foreign)
    lea.take_file(bring(foreign, mapping))
    again = lea.take_file(bring(foreign, mapping))
    assert (again.made, again.aside) == ({}, [])
