"""Growing by commands and buttons, on the demonstration's desk."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

sys.path.insert(0, str(Path(__file__).parent))

from test_ribbon_deeds import Opened, Screen

from comptoir.cli import main
from comptoir.ribbon.pressing import deed_called, run
from comptoir.sheets.layout import workbook_layout
from comptoir.sheets.live.cursor import Place

DAY = "2026-11-23"


def typed(*words, lang="en"):
    return CliRunner().invoke(main, ["--lang", lang, "--user", "Léa", *words])


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("grows") / "desk"
    answer = typed("demo", str(folder), "--today", DAY)
    assert answer.exit_code == 0, answer.output
    return folder


@pytest.fixture
def say(made, tmp_path, monkeypatch):
    """Type a command at one's own copy of the demonstration; its answer, read from JSON."""
    desk = Path(shutil.copytree(made, tmp_path / "desk"))
    monkeypatch.chdir(desk)
    monkeypatch.delenv("COMPTOIR_DESK", raising=False)

    def command(*words, fails=False):
        answer = typed("--json", *words)
        assert (answer.exit_code != 0) is fails, answer.output
        return [json.loads(line) for line in answer.output.splitlines() if line.startswith("{")]

    return command


def rows(path, title):
    lines = list(load_workbook(path)[title].iter_rows(min_row=5, values_only=True))
    return [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]


def test_every_sheet_of_the_demonstration_has_rows(made):
    book = load_workbook(made / "workbooks" / "growth.xlsx")
    for layout in workbook_layout("growth", "en"):
        assert book[layout.title].cell(6, 1).value, layout.title
    assert book["Glossary"].max_row > 700
    assert {"codes_party", "codes_event"} <= set(book.defined_names)


def test_the_sheets_of_the_main_countries_are_filled_and_marked_to_confirm(made):
    told = rows(made / "workbooks" / "growth.xlsx", "Country sheets")
    full = [row for row in told if row["Agreement"]]
    assert len(full) >= 10
    for row in full:
        assert all(row[name] for name in ("Papers asked", "Payment", "Risk", "Risk note")), row
        assert "à confirmer" in row["Agreement"]
        assert "à confirmer" in row["Papers asked"]
        assert "à confirmer" in row["Sources"]


def test_a_closed_workbook_is_edited_and_saved(say):
    path = Path("workbooks/growth.xlsx")
    book = load_workbook(path)
    heads = [cell.value for cell in book["Ideas"][5]]
    book["Ideas"].cell(6, heads.index("Status") + 1).value = "in hand"
    book.save(path)
    [saved] = say("save", str(path))
    assert [(one["record"], one["fields"]) for one in saved["changed"]] == [("idea", ["status"])]


def test_the_figures_are_asked_by_commands(say):
    assert {one["kind"] for one in say("grow", "ideas")} >= {"customer gone quiet", "order again"}
    marks = say("grow", "suppliers", "--year", "2026")
    assert {one["grade"] for one in marks} <= set("ABCD")
    assert say("grow", "prices", "SAU-SET")[0]["change"] is None
    assert all(one["order_by"] for one in say("grow", "reorder"))
    assert {one["currency"] for one in say("grow", "currencies")} >= {"USD", "GBP"}
    say("grow", "grouping")
    assert say("glossary", "surestaries")[0]["en"] == "demurrage"
    say("glossary", "--add", "bon de caisse", "cash voucher", "--field", "PAYMENT")
    assert say("glossary", "cash voucher")[0]["own"]


def test_a_fair_and_its_campaign_by_commands(say):
    [result] = say("fair", "result", "EV-2026-0001")
    assert (result["leads"], result["lead_cost"]) == (12, "850.00")
    [met] = say("fair", "lead", "EV-2026-0001", "KAUFHAUS MITTE", "--country", "DE")
    assert met["known"] == "same name in the same country"
    assert say("fair", "carnet", "EV-2027-0001")[0]["pieces"] == 4
    assert say("fair", "plan", "EV-2027-0001") == []
    say("prospect", "consent", "KELLER", "OPPOSED", "--how", "PHONE")
    [scored] = say("prospect", "score")
    assert scored["scored"] > 10
    Path("list.csv").write_text("Company;Country\nNeue Tafel GmbH;DE\nKeller Küchenwelt;DE\n")
    new, known = say("prospect", "import", "list.csv")
    assert (len(new["new"]), known["name"]) == (1, "Keller Küchenwelt")
    say("campaign", "choose", "CA-2026-0001", fails=True)
    assert say("campaign", "replies") == [], "the demonstration has taken them in"


def test_the_replies_in_the_mailbox_show_in_the_campaign_and_the_figures(made, say):
    [campaign] = rows(made / "workbooks" / "growth.xlsx", "Campaigns")
    names = ("Letters sent", "Replies", "Interested", "Said no")
    assert [campaign[name] for name in names] == [12, 4, 2, 1]
    states = [row["Status"] for row in rows(made / "workbooks" / "growth.xlsx", "Campaign letters")]
    assert sorted(set(states)) == ["interested", "not delivered", "replied", "said no", "sent"]
    [rate] = say("kpi", "REPLY_RATE", "--period", "2026-11")
    assert rate["value"] == "33.3"


def test_visits_and_the_watch_by_commands(say):
    first = say("visit", "agenda", "--from", DAY)[0]
    assert (first["partner"], first["their_time"]) == ("Hallett & Rowe Ltd", "09:30")
    assert say("visit", "travel", "Allemagne, décembre")[0]["partner"] == "Keller Küchenwelt GmbH"
    [report] = say("visit", "report", "VI-2026-0006", "--in", "en")
    assert Path(report["file"]).exists()
    assert len(say("watch", "countries")) > 10
    assert say("watch", "markets")[0]["leader"] == "CN"
    say("watch", "keep", "WN-2026-0003", "--meaning", "Book a week earlier.")
    [note] = say("watch", "note", "--month", "2026-11", "--in", "en")
    assert Path(note["file"]).exists()


class TestButtons:
    @pytest.fixture
    def press(self, lea, stored):
        stored("party", {"code": "KELLER", "name": "Keller", "country": "DE"})

        def pressed(name, cursor, *answers):
            book, screen = Opened(answers), Screen()
            book.show(lea.view("growth", lang="en"))
            book.cursor = cursor
            run(deed_called(name), book, screen, lambda _book: lea, "en")
            return screen

        return pressed

    def test_a_word_is_looked_up(self, press):
        screen = press("look_up", Place(text="bill of lading"))
        assert screen.bar[-1] == "connaissement = bill of lading"
        assert "title to the goods" in screen.boxes[0][1]
        assert "The cell is empty" in press("look_up", Place()).boxes[0][1]
        assert "not in the glossary" in press("look_up", Place(text="xyzzy")).boxes[0][1]

    def test_ideas_news_and_replies(self, press):
        assert press("refresh_ideas", Place()).bar[-1].startswith("0 ideas")
        assert press("collect_news", Place()).bar[-1].startswith("0 new notes")
        assert press("take_replies", Place()).bar[-1].startswith("0 replies")

    def test_a_campaign_is_chosen_before_it_is_written(self, press, stored):
        [ref] = stored("campaign", {"name": "Spring", "role": "CUSTOMER", "channel": "LETTER"})
        assert "not on a campaign" in press("draft_campaign", Place("party", "KELLER")).boxes[0][1]
        screen = press("draft_campaign", Place("campaign", ref), False)
        assert screen.bar[-1] == "Chosen: see the sheet Campaign letters."
