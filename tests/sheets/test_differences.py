"""What is written in a user's table, and what is left alone."""

from __future__ import annotations

from comptoir.records import RECORDS
from comptoir.sheets.differences import differences
from comptoir.sheets.reading import TableRead
from comptoir.sheets.views import View

TASK = RECORDS["task"]
NAMES = [one.name for one in TASK.fields]


def table(*rows, custom=None, formulas=()):
    columns = {name: [row.get(name) for row in rows] for name in NAMES}
    return TableRead(TASK, "Tasks", list(range(6, 6 + len(rows))), columns, custom or {},
                     formulas=frozenset(formulas))  # fmt: skip


def shows(*rows, custom=None):
    columns = {name: [row.get(name) for row in rows] for name in NAMES}
    return View(TASK, [row["ref"] for row in rows], [1] * len(rows), columns, custom or {})


A = {"ref": "TA-1", "what": "call", "note": "soon"}
B = {"ref": "TA-2", "what": "write"}


def test_a_table_that_shows_it_already_is_left_alone():
    assert differences(table(A, B), shows(A, B)).none


def test_rows_keep_the_place_the_user_gave_them():
    assert differences(table(B, A), shows(A, B)).none


def test_only_the_cell_that_differs_is_written():
    found = differences(table(A, B), shows(A, {**B, "note": "new"}))
    assert found.cells == {(1, "note"): "new"}
    assert (found.rows, found.emptied) == ([], [])


def test_an_erased_value_is_emptied():
    assert differences(table(A), shows({**A, "note": None})).cells == {(0, "note"): None}


def test_a_new_row_gets_its_key_where_it_was_typed():
    typed = {"what": "write"}
    found = differences(table(typed, A), shows(A, B), {0: "TA-2"})
    assert found.cells == {(0, "ref"): "TA-2"}
    assert found.rows == []


def test_a_row_that_vanished_comes_back_below():
    assert differences(table(A), shows(A, B)).rows == [B]


def test_what_was_typed_and_not_saved_and_what_is_no_more_goes():
    found = differences(table(A, {"what": "half a row"}, B), shows(A))
    assert found.emptied == [1, 2]


def test_a_formula_of_the_user_stays():
    found = differences(table(A, formulas={(0, "note")}), shows({**A, "note": "other"}))
    assert found.none


def test_columns_of_ones_own_are_filled_and_colleagues_named():
    found = differences(table(A, custom={"Colour": [None]}),
                        shows(A, custom={"Colour": ["red"], "Size": ["XL"]}))  # fmt: skip
    assert found.cells == {(0, "Colour"): "red"}
    assert found.homeless == ["Size"]


def test_a_column_only_this_sheet_has_is_emptied_of_what_was_not_saved():
    found = differences(table(A, custom={"Colour": ["red"]}), shows(A))
    assert found.cells == {(0, "Colour"): None}
