"""The command ``comptoir``, as someone types it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from comptoir.cli import COMMANDS, click_says, main
from paper import SHARED

SCMS = SHARED / "data" / "scms-sample.csv"


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Type a command in a folder of its own; its answer."""
    monkeypatch.chdir(tmp_path)
    for name in ("COMPTOIR_DESK", "COMPTOIR_LANG", "COMPTOIR_USER"):
        monkeypatch.delenv(name, raising=False)

    def typed(*words, lang="en"):
        return CliRunner().invoke(main, ["--lang", lang, "--user", "Léa", *words])

    return typed


@pytest.fixture(scope="module")
def demo_made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo") / "desk"
    words = ["--lang", "en", "demo", str(folder), "--today", "2026-11-23"]
    answer = CliRunner().invoke(main, words)
    assert answer.exit_code == 0, answer.output
    return folder


@pytest.fixture
def demo(run, demo_made, tmp_path):
    """The demonstration desk, one's own copy."""
    return Path(shutil.copytree(demo_made, tmp_path / "desk"))


def edit(register, sheet, heading, value, row=6):
    """Type in the cell under a heading; its address."""
    book = load_workbook(register)
    cell = next(head for head in book[sheet][5] if head.value == heading).offset(row - 5)
    cell.value = value
    book.save(register)
    return f"{sheet}!{cell.coordinate}"


def cell(register, sheet, heading, row=6):
    head = next(head for head in load_workbook(register)[sheet][5] if head.value == heading)
    return head.offset(row - 5).value


def test_the_demonstration_shows_a_merge_a_clash_and_the_history(run, tmp_path):
    answer = run("demo", "desk", "--today", "2026-11-23", lang="fr")

    assert answer.exit_code == 0
    assert "Conflit sur EX-2026" in answer.output
    assert "Bilal" in answer.output
    assert (tmp_path / "desk/workbooks/register.xlsx").exists()


def test_the_demonstration_is_as_rich_as_a_firm(run, demo):
    told = json.loads(run("--json", "demo", "again", "--today", "2026-11-23").output)
    assert told["rows"]["party"] >= 25
    assert told["rows"]["order"] >= 120


def test_a_desk_is_made_once(run):
    assert run("init", "mine", "--name", "Ma maison").exit_code == 0
    again = run("init", "mine")
    assert again.exit_code == 5
    assert "Traceback" not in again.output


def test_an_edit_in_a_closed_register_is_saved_and_undone(run, demo):
    register = demo / "workbooks/register.xlsx"
    edit(register, "Parties", "Address", "Nouvelle adresse")
    assert run("save", str(register), "--dry-run").exit_code == 0
    answer = run("--json", "save", str(register))
    told = json.loads(answer.output)
    assert told["changed"] == [{"record": "party", "key": told["changed"][0]["key"],
                                "fields": told["changed"][0]["fields"]}]  # fmt: skip
    key = told["changed"][0]["key"]

    lines = [json.loads(line) for line in
             run("--desk", "desk", "--json", "history", key).output.splitlines()]  # fmt: skip
    assert lines[-1]["by"] == "Léa"
    undone = run("--desk", "desk", "undo", str(told["save"]))
    assert undone.output == f"Save {told['save']} is undone: 1 row is as before.\n"
    assert run("refresh", str(register)).exit_code == 0


def test_a_fault_is_told_with_its_cell_and_nothing_is_saved(run, demo):
    register = demo / "workbooks/register.xlsx"
    before = register.read_bytes()
    place = edit(register, "Orders", "Incoterm", "FOC")
    answer = run("save", str(register))

    assert answer.exit_code == 2
    assert "1 fault. Nothing was saved. Correct the cell listed" in answer.output
    assert f"{place}: FOC is not in the list" in answer.output
    told = json.loads(run("--json", "save", str(register)).output)
    assert [fault["where"] for fault in told["faults"]] == [place]
    assert before != register.read_bytes(), "the assistant's edit is still there"


def test_a_refresh_does_not_lose_edits_unasked(run, demo):
    register = demo / "workbooks/register.xlsx"
    edit(register, "Parties", "Address", "Nouvelle adresse")

    refused = run("refresh", str(register))

    assert refused.exit_code == 3
    assert "1 edit that was not saved" in refused.output
    assert run("refresh", str(register), "--discard").exit_code == 0
    assert cell(register, "Parties", "Address") != "Nouvelle adresse"


NOT_OURS = {
    "truncated": lambda path: path.write_bytes(path.read_bytes()[:2000]),
    "not a workbook": lambda path: path.write_bytes(b"Order;Place\n1;Lyon\n"),
    "empty": lambda path: path.write_bytes(b""),
}


@pytest.mark.parametrize("spoil", NOT_OURS.values(), ids=NOT_OURS)
def test_a_spoilt_file_is_refused_with_a_sentence(run, demo, spoil):
    register = demo / "workbooks/register.xlsx"
    spoil(register)
    answer = run("save", str(register))

    assert answer.exit_code in {2, 4, 5}
    assert "register.xlsx" in answer.output
    assert "Traceback" not in answer.output


def test_a_workbook_of_another_desk_is_refused(run, demo):
    run("demo", "other", "--today", "2026-11-23")
    answer = run("--desk", "desk", "save", "other/workbooks/register.xlsx")

    assert answer.exit_code == 5
    assert "another desk" in answer.output


def test_a_moved_table_is_told_where_it_was(run, demo):
    register = demo / "workbooks/register.xlsx"
    book = load_workbook(register)
    book["Tasks"].move_range("A5:Z40", rows=3)
    table = book["Tasks"].tables["tblTask"]
    table.ref = table.autoFilter.ref = table.ref.replace("A5:", "A8:")
    book.save(register)
    answer = run("save", str(register))

    assert answer.exit_code == 2
    assert "The table tblTask was at A5 and is at A8" in answer.output


def test_a_workbook_of_figures_has_nothing_to_save(run, demo):
    answer = run("--desk", "desk", "workbook", "build", "kpi")
    assert answer.exit_code == 0, answer.output
    answer = run("save", str(demo / "workbooks/kpi.xlsx"))

    assert answer.exit_code == 2
    assert "kpi.xlsx shows figures: there is nothing to save" in answer.output


def test_a_renamed_heading_is_not_saved(run, demo):
    register = demo / "workbooks/register.xlsx"
    edit(register, "Orders", "Named place", "Lieu", row=5)
    answer = run("save", str(register))

    assert answer.exit_code == 2
    assert "Named place" in answer.output


def test_backup_and_restore(run, demo):
    made = json.loads(run("--desk", "desk", "--json", "backup").output)["backup"]
    register = demo / "workbooks/register.xlsx"
    edit(register, "Parties", "Address", "Perdu")
    run("save", str(register))

    assert run("--desk", "desk", "restore", made, "--yes").exit_code == 0
    assert "Perdu" not in run("--desk", "desk", "find", "Perdu").output.replace("has Perdu", "")


def test_a_damaged_desk_is_restored_all_the_same(run, demo):
    made = json.loads(run("--desk", "desk", "--json", "backup").output)["backup"]
    (demo / "comptoir.db").write_bytes(b"not a database at all")

    assert run("--desk", "desk", "today").exit_code == 5
    answer = run("--desk", "desk", "restore", made, "--yes")
    assert answer.exit_code == 0, answer.output
    assert run("--desk", "desk", "today").exit_code == 0


@pytest.mark.skipif(not SCMS.exists(), reason="../shared/data/scms-sample.csv is not here")
def test_the_sample_comes_in_whole_and_only_once(run):
    run("init", "desk")
    first = json.loads(run("--desk", "desk", "--json", "import", str(SCMS)).output)
    again = json.loads(run("--desk", "desk", "--json", "import", str(SCMS)).output)

    assert first["rows"] == first["accepted"] + len(first["aside"]) == 2000
    assert all(float(t["file"]) == float(t["accepted"]) + float(t["aside"])
               for t in first["totals"])  # fmt: skip
    assert again["save"] is None
    assert again["made"] == {}


def test_check_find_saves_today_doctor_answer_people_and_machines(run, demo):
    for words in (["check"], ["find", "okada"], ["saves"], ["today"], ["doctor"], ["migrate"]):
        assert run("--desk", "desk", *words).exit_code in {0, 1}, words
        lines = run("--desk", "desk", "--json", *words).output.splitlines()
        assert lines, words
        assert all(isinstance(json.loads(line), dict) for line in lines), words


def test_json_may_stand_at_the_end_of_the_command(run, demo):
    at_the_end = run("--desk", "desk", "kpi", "OTIF", "DSO", "--period", "2026-10", "--json")
    in_front = run("--desk", "desk", "--json", "kpi", "OTIF", "DSO", "--period", "2026-10")
    assert at_the_end.output == in_front.output
    told = [json.loads(line) for line in at_the_end.output.splitlines()]
    assert [(one["code"], one["period"]) for one in told] == [
        ("OTIF", "2026-10"),
        ("DSO", "2026-10"),
    ]


@pytest.mark.parametrize("name", [name for name in COMMANDS if name != "workbook"])
def test_every_command_has_an_example_in_its_help(run, name):
    answer = run(name, "--help")
    assert answer.exit_code == 0
    assert f"$ comptoir {name}" in answer.output


def test_outside_a_desk_the_next_step_is_told(run):
    answer = run("today", lang="fr")
    assert answer.exit_code == 5
    assert "comptoir init" in answer.output


def test_the_version_needs_no_heavy_import():
    """``comptoir --version`` stays quick because it loads neither database nor spreadsheet."""
    script = "import sys, comptoir.cli; print(sorted(m for m in sys.modules if m in sys.argv))"
    heavy = ["sqlalchemy", "pandas", "xlwings", "openpyxl", "rich", "babel"]
    out = subprocess.run([sys.executable, "-c", script, *heavy], capture_output=True, check=True)
    assert out.stdout.strip() == b"[]"


def test_help_reads_in_the_language_of_the_reader(run):
    french = run("--lang", "fr", "import", "--help").output
    assert "Faire entrer les lignes de FILE" in french
    assert "Dire ce qui entrerait ; ne rien écrire." in french
    assert "Bring the rows of FILE" in run("--lang", "en", "import", "--help").output


def test_examples_in_help_stand_on_lines_of_their_own(run):
    lines = run("letter", "--help").output.splitlines()
    assert "      $ comptoir letters" in lines
    assert not any(r"\b" in line for line in lines)


def test_help_of_a_group_reads_in_french_too(run):
    answer = run("--lang", "fr", "shipment", "--help").output
    assert "Faire des expéditions" in answer
    assert "Mener une réclamation à son état suivant." in answer


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--help"], "Commandes:"),
        (["invoice", "--help"], "-h, --help  Afficher cette aide, rien d’autre."),
        (["invoic"], "Erreur : La commande 'invoic' n’existe pas."),
        (["--nope"], "Erreur : L’option '--nope' n’existe pas."),
        (["invoice", "remind"], "Erreur : Il manque le mot 'REF'."),
        (["invoice", "remind", "A", "B", "C"], "Des mots sont de trop (B C)"),
        (["import", "none.csv"], "'FILE' : Fichier 'none.csv' n’existe pas."),
        (["--lang", "de", "today"], "'de' ne figure pas parmi 'fr', 'en'."),
    ],
)
def test_click_itself_speaks_the_reader_s_language(words, said):
    told = CliRunner(env={"COMPTOIR_LANG": "fr"}).invoke(main, words)
    assert said in told.output
    english = CliRunner(env={"COMPTOIR_LANG": "en"}).invoke(main, words)
    assert said not in english.output
    assert english.exit_code == told.exit_code


def test_every_word_of_click_is_one_that_click_has():
    """A sentence that click no longer says would be translated in vain."""
    here = Path(click.__file__).parent
    source = "".join(path.read_text() for path in here.glob("*.py"))
    known = {text for text in click_says.ALONE if repr(text)[1:-1] in source}
    assert set(click_says.ALONE) - known <= {"No such option: {name}"}  # of click 8.1


def test_figures_of_a_filter_that_is_misspelt_are_refused(run, demo):
    by_code = run("--desk", "desk", "kpi", "TURNOVER", "--party", "keller", "--mode", "road")
    by_name = run(
        "--desk", "desk", "kpi", "TURNOVER", "--party", "Keller Küchenwelt GmbH", "--mode", "ROAD"
    )
    assert by_code.output == by_name.output
    for option, word in (("--mode", "boat"), ("--party", "nobody"), ("--country", "Atlantis")):
        answer = run("--desk", "desk", "kpi", "TURNOVER", option, word)
        assert answer.exit_code == 2, option
        assert word in answer.output
        assert "Nothing was computed." in answer.output
