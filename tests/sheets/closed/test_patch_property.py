"""Random tables, edits, growth and decorations: patched as asked, and nothing else differs."""

from __future__ import annotations

import re
import tempfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st
from openpyxl.worksheet.table import Table

from comptoir.sheets.closed import TableChanges, patch, read_sheet, read_table
from comptoir.sheets.closed.places import a1
from comptoir.sheets.closed.values import same

pytestmark = [
    pytest.mark.filterwarnings("ignore:.*not supported:UserWarning"),
    pytest.mark.filterwarnings("ignore:Cannot parse header or footer:UserWarning"),
]
CELL = re.compile(rb'<c r="([A-Z]+\d+)"[^>]*?(?:/>|>.*?</c>)', re.DOTALL)

texts = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), max_size=12
) | st.sampled_from([" x ", "=1+1", "a\nb", "_x000D_", "<&>", "#N/A", "0042", "é🚢"])
numbers = st.integers(-(10**12), 10**12) | st.floats(-1e12, 1e12).map(lambda one: round(one, 4))
days = st.dates(date(1900, 3, 1), date(2200, 1, 1))
moments = st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1)).map(
    lambda one: one.replace(microsecond=0)
)
values = st.none() | texts | numbers | days | moments | st.booleans()


def _plain(text):
    """A text that openpyxl, which does not undo escapes in notes, reads as it is."""
    return text.strip() and "_x" not in text


@st.composite
def tables(draw):
    """A table: who writes it, where it is, what it holds, what is around it."""
    width, height = draw(st.integers(1, 5)), draw(st.integers(0, 6))
    rows = [
        [f"K{at}", *draw(st.lists(values, min_size=width, max_size=width))] for at in range(height)
    ]
    return {
        "writer": draw(st.sampled_from([by_xlsxwriter, by_openpyxl])),
        "top": draw(st.integers(1, 4)),
        "left": draw(st.integers(1, 30)),
        "heads": ["Key", *(f"H{at}" for at in range(width))],
        "rows": rows,
        "spare": draw(st.integers(0 if rows else 1, 3)),
        "computed": draw(st.booleans()),
        "decorated": draw(st.booleans()),
        "beside": draw(st.lists(st.integers(1, 20), max_size=4, unique=True)),
    }


@st.composite
def changes(draw):
    """A table and what is asked of it."""
    table = draw(tables())
    heads, height = table["heads"][1:], len(table["rows"])
    keys = [f"K{at}" for at in range(height)]
    cells = {}
    if keys:
        cells = draw(
            st.dictionaries(
                st.tuples(st.sampled_from(keys), st.sampled_from(heads)), values, max_size=6
            )
        )
    new = draw(st.lists(st.dictionaries(st.sampled_from(heads), values), max_size=4))
    rows = [{"Key": f"N{at}", **row} for at, row in enumerate(new)]
    named = keys + [row["Key"] for row in rows]
    notes = {}
    if named:
        places = st.tuples(st.sampled_from(named), st.sampled_from(heads))
        notes = draw(st.dictionaries(places, texts.filter(_plain), max_size=2))
    hidden = draw(st.none() | st.lists(st.lists(texts | numbers, max_size=3), max_size=3))
    return table, TableChanges("T", cells=cells, rows=rows, notes=notes, key="Key"), hidden


def formula_at(table, row):
    return f'={a1(row, table["left"])}&"!"'


def by_xlsxwriter(path, table):
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet("S")
    day, bold = book.add_format({"num_format": "yyyy-mm-dd"}), book.add_format({"bold": True})
    moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
    top, left, bottom, right = corners(table)
    heads = [{"header": head} for head in headings(table)]
    sheet.add_table(top - 1, left - 1, bottom - 1, right - 1, {"name": "T", "columns": heads})
    for row, column, value in cells_of(table):
        if isinstance(value, datetime):
            sheet.write_datetime(row - 1, column - 1, value, moment)
        elif isinstance(value, date):
            sheet.write_datetime(row - 1, column - 1, value, day)
        elif isinstance(value, bool):
            sheet.write_boolean(row - 1, column - 1, value)
        elif isinstance(value, str) and value.startswith("=K:"):
            sheet.write_formula(row - 1, column - 1, formula_at(table, row), None, "old")
        elif isinstance(value, str):
            sheet.write_string(row - 1, column - 1, value)
        elif value is not None:
            sheet.write_number(row - 1, column - 1, value)
    if table["decorated"]:
        where = (top, left - 1, bottom - 1, right - 1)
        sheet.conditional_format(*where, {"type": "no_blanks", "format": bold})
        sheet.data_validation(*where, {"validate": "any", "input_title": "T", "input_message": "m"})
        sheet.insert_textbox(30, 2, "mine")
        sheet.set_footer("&P")
        sheet.add_sparkline(40, 40, {"range": "S!A1:B1"})
    for row in table["beside"]:
        sheet.write_string(row - 1, right + 1, "beside", bold)
    book.add_worksheet("Other").write_string("A1", "other")
    book.close()


def by_openpyxl(path, table):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "S"
    top, left, bottom, right = corners(table)
    for at, head in enumerate(headings(table)):
        sheet.cell(top, left + at, head)
    for row, column, value in cells_of(table):
        cell = sheet.cell(row, column)
        if isinstance(value, str):
            if value.startswith("=K:"):
                cell.value = formula_at(table, row)
            else:
                escaped = re.sub("_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", value)
                cell.value, cell.data_type = escaped, "s"
        else:
            cell.value = value
    for row in table["beside"]:
        sheet.cell(row, right + 2, "beside")
    ref = f"{a1(top, left)}:{a1(bottom, right)}"
    sheet.add_table(Table(displayName="T", ref=ref))
    book.create_sheet("Other")["A1"] = "other"
    book.save(path)


def headings(table):
    return [*table["heads"], *(["Computed"] if table["computed"] else [])]


def corners(table):
    top, left = table["top"], table["left"]
    bottom = top + len(table["rows"]) + table["spare"]
    return top, left, bottom, left + len(headings(table)) - 1


def cells_of(table):
    """Row, column and value of each cell; ``=K:`` stands for the formula of the row."""
    for at, row in enumerate(table["rows"], table["top"] + 1):
        for column, value in enumerate(row, table["left"]):
            yield at, column, value
        if table["computed"]:
            yield at, table["left"] + len(row), "=K:"


def expected(table, asked):
    """The rows the table shall show, without its computed column."""
    heads = table["heads"]
    rows = {row[0]: list(row) for row in table["rows"]}
    for row in asked.rows:
        rows[row["Key"]] = [row.get(head) for head in heads]
    for (key, head), value in asked.cells.items():
        rows[key][heads.index(head)] = value
    return list(rows.values())


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(changes())
def test_what_was_asked_is_there_and_nothing_else_differs(tools, asked):
    table, change, hidden = asked
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "t.xlsx"
        table["writer"](path, table)
        before, raw = tools.parts_of(path), tools.raw_parts(path)
        memory = {} if hidden is None else {"_memory": hidden}
        first = patch(path, [change], hidden=memory)
        note(f"{first}")
        check_values(path, table, change, hidden)
        check_rest(tools, path, table, change, before, raw, first)
        assert not patch(path, [change], hidden=memory).changed


def check_values(path, table, change, hidden):
    shown = read_table(path, "T")
    found = [row[: len(table["heads"])] for _at, row in shown.filled()]
    wanted = expected(table, change)
    assert len(found) == len(wanted)
    for seen, asked in zip(found, wanted, strict=True):
        for one, other in zip(seen, asked, strict=True):
            assert same(other, one), (other, one)
    sheet = openpyxl.load_workbook(path)["S"]
    rows = {row[0]: number for number, row in zip(shown.numbers, shown.rows, strict=True)}
    for (key, head), text in change.notes.items():
        cell = sheet.cell(rows[key], table["left"] + table["heads"].index(head))
        assert cell.comment.text == f"Comptoir:\n{text}"
    if hidden is not None:
        for row, asked in zip(read_sheet(path, "_memory"), hidden, strict=False):
            assert all(same(other, one) for one, other in zip(row, asked, strict=False))


def check_rest(tools, path, table, change, before, raw, done):
    """Parts nobody asked for are the bytes they were; so are cells nobody asked for."""
    after = tools.raw_parts(path)
    assert {
        name for name in raw if name not in done.parts and raw[name] != after.get(name)
    } == set()
    sheet = "xl/worksheets/sheet1.xml"
    old = {one[1].decode(): one[0] for one in CELL.finditer(before[sheet])}
    new = {one[1].decode(): one[0] for one in CELL.finditer(tools.parts_of(path)[sheet])}
    top, left, bottom, _right = corners(table)
    keys = {row[0]: top + at for at, row in enumerate(table["rows"], 1)}
    first_new = top + len(table["rows"]) + 1
    keys |= {row["Key"]: first_new + at for at, row in enumerate(change.rows)}
    mine = {a1(keys[key], left + table["heads"].index(head)) for key, head in change.cells}
    width = len(headings(table))
    mine |= {
        a1(first_new + at, left + column)
        for at in range(len(change.rows))
        for column in range(width)
    }
    differ = {name for name in old | new if old.get(name) != new.get(name)}
    formulas = {name for name in differ - mine if b"<f>" in old[name]}
    assert differ - mine == formulas
    for name in formulas:  # only the last value may be gone
        stripped = re.sub(rb"<v ?/>|<v>[^<]*</v>", b"", old[name].replace(b' t="str"', b""))
        assert new[name] == stripped
    assert read_table(path, "T").ref.endswith(str(max(bottom, first_new + len(change.rows) - 1)))
