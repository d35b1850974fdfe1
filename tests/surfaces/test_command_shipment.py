"""``comptoir shipment`` and the shipments' workbook, on the demonstration's desk."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from comptoir.cli import main

DAY = "2026-11-23"


def typed(*words, lang="en"):
    return CliRunner().invoke(main, ["--lang", lang, "--user", "Léa", *words])


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("ships") / "desk"
    answer = typed("demo", str(folder), "--today", DAY)
    assert answer.exit_code == 0, answer.output
    return folder


@pytest.fixture
def run(made, tmp_path, monkeypatch):
    """Type a command at one's own copy of the demonstration; its answer, read from JSON."""
    desk = Path(shutil.copytree(made, tmp_path / "desk"))
    monkeypatch.chdir(desk)
    monkeypatch.delenv("COMPTOIR_DESK", raising=False)

    def command(*words, fails=False):
        answer = typed("--json", *words)
        assert (answer.exit_code != 0) is fails, answer.output
        return [json.loads(line) for line in answer.output.splitlines() if line.startswith("{")]

    return command


def sheet(path, title):
    """The rows of a sheet below its headings, by heading."""
    rows = list(load_workbook(path)[title].iter_rows(min_row=5, values_only=True))
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


class TestTheDemonstration:
    def test_ships_by_every_mode_both_ways_with_faults(self, made):
        book = made / "workbooks" / "shipments.xlsx"
        shipments = sheet(book, "Shipments")
        assert len(shipments) >= 60
        assert set(Counter(one["Mode"] for one in shipments)) == {
            "sea", "air", "road", "rail", "courier",
        }  # fmt: skip
        assert {one["Flow"] for one in shipments} == {"export", "import"}
        assert {"delivered", "in transit", "planned"} <= {one["Status"] for one in shipments}
        assert any((one["Delay (days)"] or 0) > 3 for one in shipments)
        assert "not there" in {one["Status"] for one in sheet(book, "Documents")}
        assert len({one["Status"] for one in sheet(book, "Claims")}) > 2
        assert any(one["Chosen"] == "yes" for one in sheet(book, "Freight quotes"))
        assert any(one["Duty (EUR)"] for one in sheet(book, "Customs"))

    def test_is_the_same_every_time(self, made, tmp_path):
        again = tmp_path / "again"
        typed("demo", str(again), "--today", DAY)
        for title in ("Shipments", "Milestones", "Documents", "Customs", "Claims"):
            one, other = (
                sheet(folder / "workbooks" / "shipments.xlsx", title) for folder in (made, again)
            )
            assert one == other

    def test_has_no_errors(self, run):
        assert not [one for one in run("check") if one["stops"]]

    def test_drop_downs_offer_the_registers_records(self, made):
        book = load_workbook(made / "workbooks" / "shipments.xlsx")
        assert {"codes_party", "codes_order_line", "codes_shipment"} <= set(book.defined_names)
        rules = book["Shipments"].data_validations.dataValidation
        assert "codes_party" in {str(rule.formula1).lstrip("=") for rule in rules}


def test_a_closed_workbook_is_edited_and_saved(run):
    run("workbook", "build", "shipments", "--in", "en")
    path = Path("workbooks/shipments.xlsx")
    book = load_workbook(path)
    at = [cell.value for cell in book["Milestones"][5]].index("Note") + 1
    book["Milestones"].cell(6, at).value = "seen by the agent"
    book.save(path)
    [saved] = run("save", str(path))
    assert [one["fields"] for one in saved["changed"]] == [["note"]]


def test_a_shipment_from_its_order_to_its_claim(run):
    rows = sheet_of(run, "Lines")
    free = next(row["Order"] for row in rows if row["Shipped"] is None)
    [made] = run("shipment", "new", free, "--departure", "2026-10-05", "--arrival", "2026-10-09")
    ref = made["shipment"]
    run("shipment", "new", free, fails=True)
    planned = run("shipment", "plan", ref, "2026-10-05")
    assert planned[0]["kind"] == "BOOKED"
    run("shipment", "step", ref, "ARRIVED", "2026-10-12", "--expected", "--note", "strike")
    run("shipment", "step", ref, "DEPARTED", "2026-10-05")
    run("shipment", "step", ref, "DELIVERED", "2026-10-01", fails=True)
    run("shipment", "step", ref, "DELIVERED", "2026-10-13")
    told = run("shipment", "eta", ref)
    assert [one["after"] for one in told] == ["2026-10-09", "2026-10-12"]
    papers = run("shipment", "papers", ref)
    Path("scan.pdf").write_bytes(b"%PDF-1.4")
    run("shipment", "paper", papers[0]["document"], "received", "--file", "scan.pdf")
    assert list(Path("dossiers", ref).iterdir())
    [claim] = run("shipment", "claim", ref, "APPARENT", "--kg", "20", "--proven", "900")
    assert claim["regime"]
    run("shipment", "claim-state", claim["claim"], "PAID", fails=True)
    run("shipment", "claim-state", claim["claim"], "RESERVED")
    assert run("shipment", "remind", claim["claim"])[0]["reminders"] == 1


def test_goods_rejected_by_a_claim_lower_the_quality_of_suppliers(run):
    def per_million():
        [told] = run("kpi", "SUPPLIER_PPM", "--period", "2025-12..2026-11")
        return int(told["value"])

    before = per_million()
    run("workbook", "build", "shipments", "--in", "en", "--out", "s.xlsx")
    shipments = sheet(Path("s.xlsx"), "Shipments")
    ref = [one["Shipment"] for one in shipments if one["Flow"] == "import"][-1]
    run("shipment", "claim", ref, "QUALITY", "--kind", "SUPPLIER", "--rejected", "25")
    assert per_million() > before > 0


def test_an_invoice_is_written_off_and_taken_back_by_command(run):
    run("workbook", "build", "register", "--in", "en", "--out", "r.xlsx")
    ref = next(one["Invoice"] for one in sheet(Path("r.xlsx"), "Invoices")
               if one["Kind"] == "sale" and one["Status"] == "issued")  # fmt: skip
    [told] = run("invoice", "write-off", ref, "--on", "2026-11-20")
    assert told["status"] == "WRITTEN_OFF"
    assert float(told["written_off"]) > 0
    run("invoice", "remind", ref, fails=True)
    assert run("invoice", "write-off", ref, "--take-back")[0]["status"] == "ISSUED"


def test_demurrage_is_told_by_container(run):
    run("workbook", "build", "shipments", "--in", "en", "--out", "s.xlsx")
    box = next(one for one in sheet(Path("s.xlsx"), "Containers") if one["Free until"])
    [found] = run("shipment", "demurrage", box["Shipment"], "--out", "2027-03-01")
    assert (found["number"], found["certain"]) == (box["Container number"], True)


def sheet_of(run, title):
    run("workbook", "build", "register", "--in", "en", "--out", "r.xlsx")
    return sheet(Path("r.xlsx"), title)


def test_customs_quotes_and_estimates_answer(run):
    run("workbook", "build", "shipments", "--in", "en", "--out", "s.xlsx")
    book = Path("s.xlsx")
    quote = next(one for one in sheet(book, "Freight quotes") if one["Chosen"] is None)
    ref = quote["Shipment"]
    compared = run("shipment", "quotes", ref)
    assert [float(one["cost"]) for one in compared] == sorted(float(o["cost"]) for o in compared)
    run("shipment", "quotes", ref, "--choose", quote["Quote"], fails=True)
    run("shipment", "quotes", ref, "--choose", quote["Quote"], "--why", "known to be careful")
    declared = {one["Shipment"]: one for one in sheet(book, "Customs")}
    bought = next(r for r, one in declared.items() if one["Duty (EUR)"] is not None)
    [found] = run("shipment", "estimate", bought)
    assert float(found["landed"]) > float(found["value"])
    [made] = run("shipment", "mandate", bought, "DOUANEXPRESS")
    run("shipment", "declaration", made["declaration"], "LODGED")
    run("shipment", "declaration", made["declaration"], "ACCEPTED", fails=True)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_tables_read_in_both_languages(run, lang):
    run("workbook", "build", "shipments", "--in", "en", "--out", "s.xlsx")
    quote = sheet(Path("s.xlsx"), "Freight quotes")[0]["Shipment"]
    for words in (["quotes"], ["papers"], ["eta"], ["plan"]):
        more = ["2026-10-05"] if words == ["plan"] else []
        answer = typed("shipment", *words, quote, *more, lang=lang)
        assert answer.exit_code == 0, answer.output
        assert quote in answer.output
