"""The programme's real deliveries come in whole; pandas, which shares nothing with us, counts."""

# ruff: noqa: PD011 - the values of a row are ours, not those of a frame
from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest

from comptoir.checks import stopping
from comptoir.records import RECORDS
from comptoir.sheets.imports import To, bring, read_foreign, shipped_for

SAMPLE = Path(__file__).parents[2] / ".." / "shared" / "data" / "scms-sample.csv"
pytestmark = pytest.mark.skipif(
    not SAMPLE.exists(), reason=f"{SAMPLE.name} is not beside the project"
)
NUMBERS = [
    "Line Item Quantity",
    "Line Item Value",
    "Weight (Kilograms)",
    "Freight Cost (USD)",
    "Line Item Insurance (USD)",
]


@pytest.fixture(scope="module")
def brought():
    foreign = read_foreign(SAMPLE)
    mapping = shipped_for(foreign)
    assert mapping is not None
    return bring(foreign, mapping)


@pytest.fixture(scope="module")
def counted():
    return pd.read_csv(SAMPLE, dtype=str, keep_default_na=False, encoding="utf-8-sig")


def test_every_row_is_accepted_and_no_column_becomes_nothing(brought, counted):
    assert (brought.rows, brought.accepted, brought.aside) == (len(counted), len(counted), [])
    assert brought.unused == []


def test_the_totals_are_those_pandas_finds_to_the_cent(brought, counted):
    for total in brought.totals:
        numbers = counted[total.heading][counted[total.heading].str.fullmatch(r"[\d.]+")]
        assert total.of_file == total.accepted == sum(map(Decimal, numbers), Decimal(0))
    assert [total.heading for total in brought.totals] == NUMBERS


def test_orders_articles_and_parties_are_as_many_as_pandas_finds(brought, counted):
    vendors = counted[counted["Fulfill Via"] == "Direct Drop"]["Vendor"].nunique()
    travels = counted["Shipment Mode"] != "N/A"
    assert {name: len(rows) for name, rows in brought.made.items()} == {
        "party": vendors + counted["Country"].nunique(),
        "product": counted["Item Description"].nunique(),
        "order": counted["PO / SO #"].nunique(),
        "order_line": len(counted),
        "shipment": counted[travels]["ASN/DN #"].nunique(),
        "milestone": counted[travels]["ASN/DN #"].nunique(),
        "shipment_line": travels.sum(),
    }


def test_quantities_prices_and_weights_of_the_lines_are_those_of_the_file(brought, counted):
    lines = brought.made["order_line"]
    for field, heading in (
        ("quantity", "Line Item Quantity"),
        ("price", "Pack Price"),
        ("gross_kg", "Weight (Kilograms)"),
    ):
        numbers = counted[heading].where(counted[heading].str.fullmatch(r"[\d.]+"))
        wanted = [None if pd.isna(value) else Decimal(value) for value in numbers]
        assert [line.values[field] for line in lines] == wanted


def test_no_word_of_a_number_column_is_dropped(brought, counted):
    lines = brought.made["order_line"]
    for heading in ("Weight (Kilograms)", "Freight Cost (USD)"):
        odd = counted[heading][~counted[heading].str.fullmatch(r"[\d.]*")]
        assert len(odd) > 800
        for at, text in odd.items():
            assert f"{heading}: {text}" in lines[at].values["note"].splitlines()
    values = counted["Line Item Value"]
    assert all(
        f"Line Item Value: {value}" in line.values["note"]
        for line, value in zip(lines, values, strict=True)
    )


def test_dates_of_each_column_are_those_pandas_reads_when_told_the_format(brought, counted):
    for field, heading in (
        ("committed", "Scheduled Delivery Date"),
        ("delivered", "Delivered to Client Date"),
    ):
        days = pd.to_datetime(counted[heading], format="%d-%b-%y").dt.date
        assert [line.values[field] for line in brought.made["order_line"]] == list(days)
    orders = {order.values["their_ref"]: order for order in brought.made["order"]}
    sent = pd.to_datetime(
        counted["PO Sent to Vendor Date"], format="%m/%d/%Y", errors="coerce"
    ).dt.date
    for at, day in sent.dropna().items():
        assert orders[counted["PO / SO #"][at]].values["ordered"] == day


def test_odd_incoterms_are_read_by_the_documented_map_and_their_words_kept(brought, counted):
    orders = {order.values["their_ref"]: order.values for order in brought.made["order"]}
    for number, term in zip(counted["PO / SO #"], counted["Vendor INCO Term"], strict=True):
        read = orders[number]["incoterm"]
        assert read == {"N/A - From RDC": "DAP", "DDU": "DAP"}.get(term, term)
        assert f"Vendor INCO Term: {term}" in orders[number]["note"].splitlines()


def test_every_link_leads_to_a_row_of_the_import_and_nothing_required_is_blank(brought):
    made = {row.fingerprint: row for rows in brought.made.values() for row in rows}
    assert len(made) == sum(map(len, brought.made.values()))
    for row in made.values():
        record = RECORDS[row.record]
        for field in record.kept:
            value = row.values[field.name]
            if isinstance(value, To):
                assert made[value.fingerprint].record == record.links[field.name]
            if field.required and field.name != record.key:
                assert value is not None


def test_no_check_of_the_desk_stops_what_was_made(brought):
    for rows in brought.made.values():
        for row in rows:
            assert stopping(row.record, row.values, None) == []


def test_a_second_import_has_nothing_new(brought):
    foreign = read_foreign(SAMPLE)
    again = bring(foreign, shipped_for(foreign))
    assert again.made == brought.made
