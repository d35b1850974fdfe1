"""The figures of the programme's real deliveries; pandas, which shares nothing with us, counts."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from comptoir import store
from comptoir.desk.figures import desk_facts
from comptoir.kpis.declared import Breakdown
from comptoir.kpis.definitions import DEFINITIONS
from comptoir.kpis.figures import Totals, every_part, figure
from comptoir.kpis.periods import read_period
from comptoir.records.lists import COUNTRY
from comptoir.sheets.imports import bring, read_foreign, shipped_for

SAMPLE = Path(__file__).parents[2] / ".." / "shared" / "data" / "scms-sample.csv"
pytestmark = pytest.mark.skipif(
    not SAMPLE.exists(), reason=f"{SAMPLE.name} is not beside the project"
)


EVER, TODAY = read_period("2005..2020"), date(2026, 11, 23)
MODES = {"Air": "AIR", "Air Charter": "AIR", "Truck": "ROAD", "Ocean": "SEA", "N/A": "–"}


@pytest.fixture(scope="module")
def told():
    rows = pd.read_csv(SAMPLE, encoding="utf-8-sig", keep_default_na=False)
    rows["due"] = pd.to_datetime(rows["Scheduled Delivery Date"], format="%d-%b-%y")
    rows["came"] = pd.to_datetime(rows["Delivered to Client Date"], format="%d-%b-%y")
    rows["mode"] = rows["Shipment Mode"].map(MODES)
    rows["freight"] = pd.to_numeric(rows["Freight Cost (USD)"], errors="coerce")
    rows["value"] = pd.to_numeric(rows["Line Item Value"])
    return rows


@pytest.fixture
def totals(lea):
    foreign = read_foreign(SAMPLE)
    lea.take_file(bring(foreign, shipped_for(foreign)))
    with store.reading(lea.engine) as db:
        return Totals(desk_facts(db, TODAY, "USD"))


def test_the_programme_s_figures_are_what_pandas_counts(lea, totals, told):
    """On-time rate and lead times, of what was sold and what was bought together."""
    codes = ("OTD", "SUPPLIER_OTD", "LEAD_OUT", "LEAD_IN")
    found = {code: figure(totals, DEFINITIONS[code], EVER) for code in codes}
    on_time, times = [found["OTD"], found["SUPPLIER_OTD"]], [found["LEAD_OUT"], found["LEAD_IN"]]
    assert sum(one.under for one in on_time) == len(told)
    assert sum(one.over for one in on_time) == int((told["came"] <= told["due"]).sum())
    assert sum(one.under for one in times) == len(told)
    assert float(sum(one.over for one in times)) == sum_of_days(lea)


def sum_of_days(lea):
    """Days from order to delivery of every line, by pandas over the rows as they were imported."""
    orders = pd.DataFrame.from_dict(lea.look().rows("order"), orient="index")
    lines = pd.DataFrame.from_dict(lea.look().rows("order_line"), orient="index")
    whole = orders[["ordered", "delivered"]].rename(columns={"delivered": "complete"})
    both = lines.join(whole, on="order")
    came = pd.to_datetime(both["delivered"].fillna(both["complete"]))
    return float((came - pd.to_datetime(both["ordered"])).dt.days.sum())


@pytest.mark.parametrize("by", ["mode", "country"])
def test_the_share_of_freight_is_what_pandas_finds(totals, told, by):
    shipped = told[(told["mode"] != "–") & told["freight"].notna()]
    # what was bought has the supplier's country, which the programme does not tell
    lands = shipped["Country"].map(COUNTRY.read).where(shipped["Fulfill Via"] == "From RDC", "–")
    names = lands if by == "country" else shipped["mode"]
    wanted = shipped.groupby(names)["freight"].sum()
    whole = figure(totals, DEFINITIONS["FREIGHT"], EVER).value
    assert float(whole) == pytest.approx(wanted.sum())
    parts = {
        one.label: one.value
        for one in every_part(totals, Breakdown("FREIGHT", by, ""), EVER)
        if one.value
    }
    assert set(parts) == set(wanted[wanted > 0].index)
    for label, value in parts.items():
        assert float(value / whole) == pytest.approx(wanted[label] / wanted.sum())
