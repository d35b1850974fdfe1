"""``comptoir letter`` and ``comptoir letters``, typed at a small desk."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from click.testing import CliRunner

from comptoir import desk as desks
from comptoir import store
from comptoir.cli import main
from comptoir.desk.deed import Deed
from comptoir.store import Author
from paper import NINE, TODAY


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Type a command at a desk with a customer, two prospects and a sale."""
    made = desks.create(tmp_path / "desk", name="Maison Essai", lang="fr")
    engine = store.open(made.url)
    with engine.begin() as db:
        deed = Deed(db, Author("Léa", "command"), NINE, TODAY, "test")
        deed.add("party", [
            {"code": "MV", "role": "US", "name": "Maison Vallon", "country": "FR", "city": "Lyon"},
            {"code": "ACME", "name": "Acme Ltd", "country": "GB", "city": "Leeds"},
            {"code": "PISTE", "role": "PROSPECT", "name": "Piste SA", "country": "BE",
             "language": "fr"},
            {"code": "NONO", "role": "PROSPECT", "name": "Nono", "country": "BE"},
        ])  # fmt: skip
        deed.add("permission", [{"party": "NONO", "answer": "OPPOSED", "day": TODAY}])
        deed.add("order", [{"party": "ACME", "flow": "EXP", "ordered": TODAY, "incoterm": "DAP",
                            "place": "Leeds", "status": "PLACED", "currency": "EUR"}])  # fmt: skip
        deed.add("order_line", [{"order": "EX-2026-0001", "description": "Pump",
                                 "quantity": Decimal(2), "price": Decimal(10)}])  # fmt: skip
    engine.dispose()
    monkeypatch.chdir(tmp_path / "desk")
    monkeypatch.delenv("COMPTOIR_DESK", raising=False)

    def command(*words, fails=False):
        answer = CliRunner().invoke(main, ["--json", "--lang", "en", "--user", "Léa", *words])
        assert (answer.exit_code != 0) is fails, answer.output
        return [json.loads(line) for line in answer.output.splitlines() if line.startswith("{")]

    return command


def test_a_letter_by_command(run, tmp_path):
    [told] = run("letter", "order_acknowledgement", "EX-2026-0001", "--lang", "fr")
    assert (told["lang"], told["to_complete"]) == ("fr", [])
    assert told["file"].startswith(str(tmp_path / "desk" / "dossiers" / "EX-2026-0001" / "01-"))
    [refused] = run("letter", "delay_notice", "EX-2026-0001", fails=True)
    assert refused["error"] == "FactsWanted"
    assert "--say promised=" in refused["message"]
    days = ("--say", "promised=1/12/2026", "--say", "new_day=8/12/2026")
    [told] = run("letter", "delay_notice", "EX-2026-0001", *days, "--unfinished")
    assert told["to_complete"] == ["[to complete: the cause]"]
    assert run("letter", "delay_notice", "EX-2026-0001", "--say", "cause", fails=True)


def test_stale_letters_are_listed_and_written_again(run):
    [first] = run("letter", "order_acknowledgement", "EX-2026-0001")
    assert run("letters", "stale") == []
    engine = store.open(f"sqlite:///{'comptoir.db'}")
    with engine.begin() as db:
        Deed(db, Author("Léa", "command"), NINE, TODAY, "x").change(
            "order", "EX-2026-0001", {"their_ref": "PO 9"}
        )
    engine.dispose()
    [stale] = run("letters", "stale")
    assert (stale["letter"], stale["changed"]) == (
        first["letter"], "party_ref, references, your_ref",
    )  # fmt: skip
    [again] = run("letters", "stale", "--again")
    assert again["letter"] == "CO-2026-0002"
    assert run("letters", "stale") == []


def test_a_set_and_a_campaign_with_its_report(run, tmp_path):
    told = run("letters", "set", "EX-2026-0001")
    assert [one.get("kind") or one["left_out"] for one in told] == [
        "packing_list", "Packing list cover letter",
    ]  # fmt: skip
    assert "packages" in told[1]["why"]
    says = ("--say", "products=pompes", "--say", "strengths=dix jours")
    letters = run("letters", "campaign", "prospecting", "--role", "prospect", "--country", "be",
                  *says, "--report", str(tmp_path / "report.csv"))  # fmt: skip
    assert [one.get("about") or one["left_out"] for one in letters] == ["PISTE", "NONO"]
    lines = (tmp_path / "report.csv").read_text("utf-8-sig").splitlines()
    assert [line.split(";")[:2] for line in lines[1:]] == [
        ["PISTE", "written"], ["NONO", "not written"],
    ]  # fmt: skip
    assert run("letters", "campaign", "booking", fails=True)[0]["error"] == "NotForMany"
    assert run("letters", "campaign", "prospecting", "--role", "king", fails=True)


def test_the_facts_of_a_letter_are_listed(run):
    facts = {one["fact"]: one["type"] for one in run("letters", "facts", "delay_notice")}
    assert facts["new_day"] == "a date: 31/12/2026"
    assert len(run("letters")) > 48
