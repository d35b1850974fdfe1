"""Each button, pressed by an assistant: what happens, and what she is told."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from comptoir.ribbon.deeds import DEEDS, GROUPS
from comptoir.ribbon.pressing import LINES_SHOWN, deed_called, run
from comptoir.sheets.live.cursor import Place
from comptoir.wording import translated
from paper import Paper


class Opened(Paper):
    """Paper on the screen: a cursor, and an assistant who answers."""

    def __init__(self, answers=()):
        super().__init__()
        self.cursor, self.answers = Place(), list(answers)
        self.asked, self.pointed, self.opened = [], [], []
        self.path = None

    def selected(self):
        return self.cursor

    def ask(self, question):
        self.asked.append(question.in_(self.shown.lang))
        return self.answers.pop(0)

    def point(self, where):
        self.pointed.append(where)

    def beside(self, path):
        self.opened.append(path)


class Screen:
    def __init__(self):
        self.bar, self.boxes = [], []

    def status(self, text):
        self.bar.append(text)

    def tell(self, text, mode):
        self.boxes.append((mode, text))


@pytest.fixture
def open_book():
    def opened(desk, *answers, lang=None):
        book = Opened(answers)
        book.show(desk.view("register", lang=lang))
        return book

    return opened


@pytest.fixture
def press():
    """Press a button; what the screen showed."""

    def pressed(name, book, desk):
        screen = Screen()
        run(deed_called(name), book, screen, lambda _book: desk, "en")
        return screen

    return pressed


@pytest.fixture
def book(an_order, lea, open_book):
    an_order()
    return open_book(lea)


def clashing(lea, noe, open_book):
    hers, his = open_book(lea), open_book(noe)
    hers.line("order", "EX-2026-0001")["place"] = "Dijon"
    lea.save(hers)
    his.line("order", "EX-2026-0001")["place"] = "Nancy"
    noe.save(his)
    his.cursor = Place("order", "EX-2026-0001", "place", his.shown.clashes[0].number)
    return his


def test_save_says_what_was_saved_in_the_status_bar(book, lea, press):
    book.line("order", "EX-2026-0001")["place"] = "Dijon"

    screen = press("save", book, lea)

    assert screen.bar[0] == "Comptoir: Save to the desk…"
    assert screen.bar[-1] == "Saved: 0 new rows, 1 changed row (save 3)."
    assert screen.boxes == []


def test_save_shows_a_box_where_something_must_be_read(book, lea, noe, open_book, press):
    his = open_book(noe)
    book.line("order", "EX-2026-0001")["place"] = "Dijon"
    press("save", book, lea)
    his.line("order", "EX-2026-0001")["place"] = "Nancy"

    screen = press("save", his, noe)

    [(mode, text)] = screen.boxes
    assert mode == "info"
    assert "you entered Nancy, the desk says Dijon" in text


def test_faults_come_with_their_cells_and_the_cursor_goes_to_the_first(book, lea, press):
    book.lines["order"][0].update(committed="soon", incoterm="FOC")

    screen = press("save", book, lea)

    [(mode, text)] = screen.boxes
    assert mode == "critical"
    assert text.splitlines()[0].startswith("paper: 2 faults. Nothing was saved.")
    assert all(line.startswith("Orders!") for line in text.splitlines()[1:])
    assert book.pointed[0] in text
    assert screen.bar[-1] == ""


def test_a_box_never_grows_beyond_the_screen(an_order, lea, open_book, press, stored):
    an_order()
    for number in range(40):
        stored("task", {"what": f"task {number}", "due": date(2026, 12, 1)})
    book = open_book(lea)
    for line in book.lines["task"]:
        line["due"] = "soon"

    [(_mode, text)] = press("save", book, lea).boxes

    assert len(text.splitlines()) == LINES_SHOWN + 1
    assert text.splitlines()[-1] == f"… and {41 - LINES_SHOWN} more."


def test_refresh_asks_before_edits_are_lost(book, lea, press):
    book.line("order", "EX-2026-0001")["place"] = "Dijon"
    book.answers = [False, True]

    kept = press("refresh", book, lea)
    assert book.asked[0].startswith("1 edit of this workbook was not saved.")
    assert kept.bar[-1] == "Nothing was changed: 1 edit waits to be saved."
    assert book.line("order", "EX-2026-0001")["place"] == "Dijon"

    press("refresh", book, lea)
    assert book.line("order", "EX-2026-0001")["place"] == "Lyon"


def test_check_finds_and_saves_nothing(book, lea, press):
    book.line("order", "EX-2026-0001")["place"] = "Dijon"

    screen = press("check", book, lea)

    assert screen.bar[-1] == "No fault: 1 edited rows can be saved."
    assert lea.look().rows("order")["EX-2026-0001"]["place"] == "Lyon"


def test_history_tells_the_row_under_the_cursor_the_newest_first(book, lea, press):
    book.line("order", "EX-2026-0001")["place"] = "Dijon"
    press("save", book, lea)
    book.cursor = Place("order", "EX-2026-0001", "place")

    [(_mode, text)] = press("history", book, lea).boxes

    assert "Léa: Named place Lyon → Dijon" in text.splitlines()[0]


def test_history_needs_a_record(book, lea, press):
    [(mode, text)] = press("history", book, lea).boxes
    assert (mode, text.partition(".")[0]) == ("critical", "The cursor is not on a record")


def test_undo_takes_back_ones_own_last_save_and_no_other(book, lea, noe, open_book, press):
    book.line("order", "EX-2026-0001")["place"] = "Dijon"
    press("save", book, lea)
    his = open_book(noe)
    his.line("order", "EX-2026-0001")["note"] = "urgent"
    press("save", his, noe)
    book.answers = [True]

    screen = press("undo", book, lea)

    assert book.asked == ["Undo save 3 of 23 Nov 2026 09:03: paper, 1 row?"]
    assert screen.bar[-1] == "Save 3 was undone: 1 row."
    row = lea.look().rows("order")["EX-2026-0001"]
    assert (row["place"], row["note"]) == ("Lyon", "urgent")
    assert book.line("order", "EX-2026-0001")["place"] == "Lyon"


def test_undo_waits_for_edits_and_needs_a_save(book, lea, press):
    [(_mode, text)] = press("undo", book, lea).boxes
    assert text.startswith("Léa has saved nothing that could be undone.")
    book.line("order", "EX-2026-0001")["place"] = "Dijon"
    press("save", book, lea)
    book.line("order", "EX-2026-0001")["place"] = "Metz"

    [(_mode, text)] = press("undo", book, lea).boxes

    assert "has 1 edit that was not saved. Nothing was done." in text


@pytest.mark.parametrize(("button", "place"), [("take_mine", "Nancy"), ("take_theirs", "Dijon")])
def test_a_clash_is_settled_by_its_button(an_order, lea, noe, open_book, press, button, place):
    an_order()
    his = clashing(lea, noe, open_book)

    screen = press(button, his, noe)

    assert screen.bar[-1] == "Clash 1 settled."
    assert his.line("order", "EX-2026-0001")["place"] == place
    assert not his.shown.clashes
    again = press(button, his, noe)
    assert again.bar[-1] == "Clash 1 was settled by someone else."


def test_a_clash_button_needs_a_clash(book, lea, press):
    [(mode, text)] = press("take_mine", book, lea).boxes
    assert (mode, text.partition(".")[0]) == ("critical", "The cursor is not on a clash")


def test_help_speaks_of_the_column_and_of_every_button(book, lea, press):
    book.cursor = Place("order", "EX-2026-0001", "incoterm")

    [(_mode, text)] = press("help", book, lea).boxes

    assert text.splitlines()[1].startswith("Incoterm: ")
    assert all(deed.label in text for deed in DEEDS if not deed.menu)
    assert len(text.splitlines()) <= LINES_SHOWN


def test_the_doctor_examines(book, lea, press):
    screen = press("doctor", book, lea)
    assert screen.bar[-1].startswith("Doctor: ")
    assert "Python" in screen.boxes[0][1]


def test_the_other_language_opens_beside(book, lea, press):
    press("language_fr", book, lea)

    assert [path.name for path in book.opened] == ["register-fr.xlsx"]
    assert Path(book.opened[0]).stat().st_size > 10_000
    [(_mode, text)] = press("language_en", book, lea).boxes
    assert text.startswith("This workbook is in that language already.")


def test_a_french_workbook_is_answered_in_french(an_order, lea, open_book, press):
    an_order()
    book = open_book(lea, lang="fr")
    assert press("save", book, lea).bar[-1] == (
        "Rien à enregistrer : le classeur s'accorde avec le bureau."
    )


def test_what_nobody_foresaw_is_a_sentence_and_its_details_a_file(
    book, lea, press, monkeypatch, tmp_path
):
    def break_down(*_given, **_told):
        raise ZeroDivisionError("division by zero")

    monkeypatch.setenv("COMPTOIR_LOG", str(tmp_path / "trouble.txt"))
    monkeypatch.setattr(type(lea), "view", break_down)

    [(mode, text)] = press("refresh", book, lea).boxes

    assert mode == "critical"
    assert "ZeroDivisionError" in text
    assert "Traceback" not in text
    assert "break_down" in (tmp_path / "trouble.txt").read_text()


def test_every_deed_has_its_words_in_both_languages_and_its_place():
    groups = {group.id for group in GROUPS}
    assert len({deed.id for deed in DEEDS}) == len(DEEDS)
    for deed in DEEDS:
        assert deed.group in groups
        assert deed.tip.endswith(".")
        assert translated(deed.label, "fr") != deed.label
        assert translated(deed.tip, "fr") != deed.tip
