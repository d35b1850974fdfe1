from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from comptoir.sheets.memory import (
    CHUNK,
    MadeByNewer,
    Memory,
    MemoryTorn,
    NotOurs,
    memory_of,
    rows_of,
)

AT = datetime(2026, 11, 23, 9, 12, tzinfo=UTC)
KEYS = some.text(some.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12)
SEEN = some.dictionaries(
    some.sampled_from(["party", "order", "order_line"]),
    some.dictionaries(KEYS, some.integers(1, 9999), max_size=30),
    max_size=3,
)


def memory(seen, by="Claire Martin"):
    return Memory("desk-1", "register", "fr", AT, by, seen, "0.1.0")


@settings(max_examples=60)
@given(SEEN, some.text(max_size=20))
def test_what_is_remembered_is_found_again_whatever_the_keys(seen, by):
    kept = memory(seen, by)
    assert memory_of(rows_of(kept)) == kept


def test_no_cell_can_be_taken_for_a_number_a_date_or_a_formula():
    rows = rows_of(memory({"party": {"12": 1, "=A1": 2}}, by="=cmd|' /C calc'!A0"))
    assert all(value.startswith(":") for _name, value in rows)


def test_a_register_of_100_000_orders_takes_few_cells_each_below_the_limit():
    seen = {"order": {f"EX-2026-{number:06}": 1 + number % 3 for number in range(100_000)}}
    rows = rows_of(memory(seen))
    assert len(rows) < 300
    assert max(len(value) for _name, value in rows) <= CHUNK + 1
    assert memory_of(rows).seen == seen


def test_an_empty_table_is_remembered_as_empty():
    assert memory_of(rows_of(memory({"party": {}}))).seen == {"party": {}}


def test_rows_as_a_reader_gives_them_with_blanks_around_are_read():
    rows = [[name, value, None] for name, value in rows_of(memory({"party": {"P0001": 4}}))]
    assert memory_of([*rows, [None, None, None], []]).seen == {"party": {"P0001": 4}}


@pytest.mark.parametrize("rows", [[], [["Ref", "Customer"], ["EX-1", "Dupont"]], [[None, None]]])
def test_a_workbook_of_someone_else_is_refused(rows):
    with pytest.raises(NotOurs, match=r"stock\.xlsx was not made by Comptoir"):
        memory_of(rows, "stock.xlsx")


def test_a_memory_cut_short_edited_or_with_a_line_less_is_not_believed():
    rows = rows_of(memory({"party": {"P0001": 1}, "order": {"EX-2026-0001": 2}}))
    edited = [(name, value.replace("P0001", "P0002")) for name, value in rows]
    for torn in (rows[:-1], edited, rows[:7] + rows[8:]):
        with pytest.raises(MemoryTorn, match="no longer knows"):
            memory_of(torn, "register.xlsx")


def test_a_memory_of_a_later_format_says_to_update():
    rows = rows_of(memory({}))
    with pytest.raises(MadeByNewer, match="Update Comptoir"):
        memory_of([("comptoir", ":2"), *rows[1:]], "register.xlsx")
