"""The figures of the programme's real deliveries; pandas, which shares nothing with us, counts."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from comptoir import store
from comptoir.desk.figures import desk_facts
from comptoir.kpis.definitions import DEFINITIONS
from comptoir.kpis.figures import Totals, figure
from comptoir.kpis.periods import read_period
from comptoir.sheets.imports import bring, read_foreign, shipped_for

SAMPLE = Path(__file__).parents[2] / ".." / "shared" / "data" / "scms-sample.csv"
pytestmark = pytest.mark.skipif(
    not SAMPLE.exists(), reason=f"{SAMPLE.name} is not beside the project"
)


def test_on_time_and_lines_due_are_what_pandas_counts(lea):
    foreign = read_foreign(SAMPLE)
    lea.take_file(bring(foreign, shipped_for(foreign)))
    with store.reading(lea.engine) as db:
        totals = Totals(desk_facts(db, date(2026, 11, 23)))
    told = pd.read_csv(SAMPLE, encoding="utf-8-sig")
    due = pd.to_datetime(told["Scheduled Delivery Date"], format="%d-%b-%y")
    came = pd.to_datetime(told["Delivered to Client Date"], format="%d-%b-%y")
    period = read_period("2005..2020")
    over = under = 0
    for code in ("OTD", "SUPPLIER_OTD"):
        found = figure(totals, DEFINITIONS[code], period)
        over, under = over + found.over, under + found.under
    assert (under, over) == (len(told), int((came <= due).sum()))
