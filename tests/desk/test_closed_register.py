"""A closed register shown by patches: what differs is written, all else stays the user's."""

from __future__ import annotations

import io
import re
import shutil
import sys
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from xlsxwriter import Workbook

import parts
from comptoir.desk import Unshown
from comptoir.sheets import build as building
from comptoir.sheets.books import ClosedBook
from comptoir.sheets.closed import read_sheet, read_table, structure
from comptoir.sheets.closed.outline import outline
from comptoir.sheets.closed.package import Package
from comptoir.sheets.closed.refusals import ChangedMeanwhile, OpenElsewhere, ProtectedSheet
from comptoir.sheets.memory import memory_of, rows_of
from comptoir.store import Author
from paper import NINE, TODAY

sys.path[:0] = [str(Path(__file__).parents[1] / "sheets" / "closed")]
import test_dressed_register as wardrobe  # noqa: E402 - found by the line above

pytestmark = wardrobe.pytestmark


@pytest.fixture
def register(tmp_path, lea, an_order):
    """A register with one order in it, closed."""
    an_order()
    path = tmp_path / "register.xlsx"
    building.build(path, lea.view("register"))
    return path


@pytest.fixture
def book(register, tmp_path):
    return ClosedBook(register, tmp_path / "backups")


def typed(path, sheet, heading, value, row=6):
    """Type in one cell as a person would."""
    file = openpyxl.load_workbook(path)
    head = next(cell for cell in file[sheet][5] if cell.value == heading)
    head.offset(row - 5).value = value
    file.save(path)


def tasks(day, count):
    return [{"what": f"Call {n}", "status": "OPEN", "due": day} for n in range(count)]


def today_of(path):
    sheet = openpyxl.load_workbook(path)["Today"]
    rows = [[cell.value for cell in row[:7]] for row in sheet.iter_rows(min_row=6)]
    return sheet, [row for row in rows if any(value is not None for value in row)]


# -- nothing without need -------------------------------------------------------------------------


def test_a_second_refresh_does_not_touch_the_file(register, book, lea, stored):
    stored("task", *tasks(TODAY, 1))
    lea.refresh(book)
    before, when = register.read_bytes(), register.stat().st_mtime_ns
    lea.refresh(ClosedBook(register, book.backups))
    lea.save(ClosedBook(register, book.backups))
    assert (register.read_bytes(), register.stat().st_mtime_ns) == (before, when)
    assert len(list(book.backups.iterdir())) == 1


def test_the_first_line_says_when_the_rest_was_written(register, book, lea, noe, stored):
    stored("task", *tasks(TODAY, 1))
    noe.refresh(book)
    file = openpyxl.load_workbook(register)
    told = [value for sheet in ("Today", "Orders", "Clashes") for value in
            [cell.value for cell in file[sheet][1]] if value and "refreshed" in value]  # fmt: skip
    assert len(told) == 3
    assert all(one.endswith("by Noé") for one in told)


# -- Today ----------------------------------------------------------------------------------------


def test_today_grows_with_its_links_and_what_is_below_stays(register, book, lea, stored):
    file = openpyxl.load_workbook(register)
    file["Today"]["D20"].value = "my own note"
    file.save(register)
    stored("task", *tasks(TODAY, 4))
    lea.refresh(book)

    sheet, lines = today_of(register)
    assert [line[1] for line in lines if line[1]] == ["late", *["today"] * 4]
    assert sheet["D20"].value == "my own note"
    assert sheet["E6"].hyperlink.location == "'Orders'!A6"
    assert sheet["E10"].hyperlink.location == "'Tasks'!A9"
    assert sheet.auto_filter.ref == "A5:G10"
    assert sheet["C10"].number_format == sheet["C6"].number_format
    assert sheet["C10"].value.date() == TODAY


def test_today_shrinks_to_the_line_that_says_so(tmp_path, lea, stored):
    keys = stored("task", *tasks(TODAY, 3))
    register = tmp_path / "register.xlsx"
    building.build(register, lea.view("register"))
    with lea.writing() as db:
        from comptoir import store  # noqa: PLC0415 - this test writes by itself
        from comptoir.records import RECORDS  # noqa: PLC0415 - the same

        save = store.begin_save(db, Author("Zoé", "command"), NINE, "done")
        done = [store.Amendment(key, 1, {"status": "DONE"}) for key in keys]
        store.amend(db, save, RECORDS["task"], done)
    lea.refresh(ClosedBook(register))

    sheet, lines = today_of(register)
    assert lines == [[None, None, None, "Nothing is waiting: all is up to date.", None, None, None]]
    assert sheet["E6"].hyperlink is None
    assert sheet.auto_filter.ref == "A5:G6"


def test_what_the_filter_of_today_hides_stays_hidden(tmp_path, lea, stored):
    stored("task", *tasks(TODAY, 20), *tasks(TODAY + timedelta(days=3), 20))
    path = tmp_path / "register.xlsx"
    building.build(path, lea.view("register"))
    stored("task", *tasks(TODAY, 5), *tasks(TODAY + timedelta(days=2), 2))
    lea.refresh(ClosedBook(path))

    sheet, lines = today_of(path)
    hidden = [row for row in range(6, 60) if sheet.row_dimensions[row].hidden]
    assert hidden == [row for row, line in enumerate(lines, 6) if line[1] == "this week"]
    assert (len(lines), len(hidden)) == (47, 22)
    assert sheet["E3"].value.startswith("22 more this week")


# -- columns of one's own, clashes, codes ---------------------------------------------------------


def test_a_colleagues_own_column_comes_at_the_right_end(register, book, lea, noe, tmp_path):
    hers = tmp_path / "hers.xlsx"
    shutil.copy2(register, hers)
    _add_column(hers, "Couleur", "=rouge")
    noe.save(ClosedBook(hers))
    lea.refresh(book)

    shown = read_table(register, "tblOrder")
    assert shown.heads[-1] == "Couleur"
    assert shown.rows[0][-1] == "=rouge"
    lea.save(ClosedBook(register))
    assert read_table(register, "tblOrder").rows[0][-1] == "=rouge"


def test_what_stands_beside_the_table_is_not_written_over(register, book, lea, noe, tmp_path):
    hers = tmp_path / "hers.xlsx"
    shutil.copy2(register, hers)
    _add_column(hers, "Couleur", "rouge")
    noe.save(ClosedBook(hers))
    file = openpyxl.load_workbook(register)
    beside = file["Orders"].cell(6, len(read_table(register, "tblOrder").heads) + 1)
    beside.value = "mine"
    file.save(register)
    typed(register, "Orders", "Named place", "Dijon")
    before = register.read_bytes()

    with pytest.raises(Unshown, match=f"{beside.coordinate} of the sheet Orders is in the way"):
        lea.save(book)

    assert register.read_bytes() == before
    assert lea.look().rows("order")["EX-2026-0001"]["place"] == "Dijon", "saved all the same"


def _add_column(path, heading, value):
    file = openpyxl.load_workbook(path)
    sheet = file["Orders"]
    table = sheet.tables["tblOrder"]
    wide = len(table.tableColumns) + 1
    sheet.cell(5, wide).value = heading
    sheet.cell(6, wide).value = value
    sheet.cell(6, wide).data_type = "s"
    first, last = table.ref.split(":")
    table.tableColumns.append(openpyxl.worksheet.table.TableColumn(id=wide, name=heading))
    row = last.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    table.ref = f"{first}:{openpyxl.utils.get_column_letter(wide)}{row}"
    table.autoFilter.ref = table.ref
    file.save(path)


def test_a_clash_is_told_on_its_cell_until_it_is_settled(register, lea, noe, tmp_path):
    hers = tmp_path / "hers.xlsx"
    shutil.copy2(register, hers)
    typed(hers, "Orders", "Named place", "Dijon")
    typed(register, "Orders", "Named place", "Nancy")
    file = openpyxl.load_workbook(register)
    file["Orders"]["B6"].comment = Comment("call them", "Anna")
    file.save(register)
    lea.save(ClosedBook(hers))
    noe.save(ClosedBook(register))

    file = openpyxl.load_workbook(register)
    notes = {cell.coordinate: cell.comment.text for row in file["Orders"].iter_rows()
             for cell in row if cell.comment}  # fmt: skip
    assert notes.pop("B6") == "call them"
    ((place, note),) = notes.items()
    assert note.startswith("Comptoir:\nNoé entered Nancy; the desk says Dijon.")
    assert file["Orders"][place].value == "Dijon"
    clash = [cell.value for cell in file["Clashes"][6]]
    assert clash[1:7] == ["Orders", "EX-2026-0001", "Named place", "Nancy", "Dijon", "Noé"]
    assert file["Clashes"]["C6"].hyperlink.location == "'Orders'!A6"

    file["Clashes"]["I6"].value = "mine"
    file.save(register)
    noe.save(ClosedBook(register))
    file = openpyxl.load_workbook(register)
    assert file["Orders"][place].value == "Nancy"
    assert file["Orders"][place].comment is None
    assert file["Orders"]["B6"].comment.text == "call them"
    assert all(cell.value is None for cell in file["Clashes"][6])


def test_drop_downs_offer_the_orders_that_came_since(tmp_path, lea, an_order, stored):
    path = tmp_path / "shipments.xlsx"
    building.build(path, lea.view("shipments"))
    assert "codes_order" in {one.name for one in structure(path).names}
    an_order()
    stored("order", *[{"party": "ACME", "flow": "EXP", "ordered": TODAY, "incoterm": "FCA",
                       "place": "Lyon", "status": "PLACED"}] * 3)  # fmt: skip
    lea.refresh(ClosedBook(path))

    (name,) = (one for one in structure(path).names if one.name == "codes_order")
    column = name.refers.partition("$")[2].partition("$")[0]
    at = openpyxl.utils.column_index_from_string(column) - 1
    lists = [row[at] if at < len(row) else "" for row in read_sheet(path, "_listes")]
    assert lists[:5] == ["codes_order", *(f"EX-2026-000{n}" for n in range(1, 5))]
    assert name.refers == f"_listes!${column}$2:${column}$5"


# -- refusals before anything is saved ------------------------------------------------------------


def test_an_open_file_is_refused_before_anything_is_saved(register, book, lea):
    typed(register, "Orders", "Named place", "Dijon")
    (register.parent / f".~lock.{register.name}#").write_text(",Anna,pc7,;")
    with pytest.raises(OpenElsewhere, match="Anna"):
        lea.save(book)
    assert lea.look().rows("order")["EX-2026-0001"]["place"] == "Lyon"


def test_a_protected_sheet_is_refused_before_anything_is_saved(register, book, lea):
    typed(register, "Orders", "Named place", "Dijon")
    file = openpyxl.load_workbook(register)
    file["Orders"].protection.sheet = True
    file.save(register)
    with pytest.raises(ProtectedSheet, match="The sheet Orders"):
        lea.save(book)
    assert lea.look().rows("order")["EX-2026-0001"]["place"] == "Lyon"


def test_a_file_changed_between_reading_and_showing_is_left_alone(register, book, lea, stored):
    stored("task", *tasks(TODAY, 1))
    view = lea.view("register")
    book.tables()
    typed(register, "Orders", "Note", "typed in the meantime")
    before = register.read_bytes()
    with pytest.raises(ChangedMeanwhile):
        book.show(view)
    assert register.read_bytes() == before


def test_a_formula_where_a_value_belongs_is_told_and_never_travels(register, book, lea):
    typed(register, "Orders", "Named place", '="Di"&"jon"')
    done = lea.save(book)
    assert not done.changed
    assert [(one.code, one.where.partition("!")[0]) for one in done.warnings] == [
        ("FORMULA", "Orders")
    ]


def test_a_table_that_later_versions_brought_is_not_missing(tmp_path, lea, an_order):
    an_order()
    path = tmp_path / "register.xlsx"
    view = lea.view("register")
    building.build(path, replace(view, views=[v for v in view.views if v.record.name != "task"]))
    typed(path, "Orders", "Named place", "Dijon")
    assert lea.save(ClosedBook(path)).changed == [("order", "EX-2026-0001", ("place",))]
    assert not lea.save(ClosedBook(path)).anything
    assert "tblTask" not in {one.name for one in structure(path).tables.values()}


def test_a_column_that_later_versions_brought_comes_at_the_right_end(tmp_path, lea, an_order):
    an_order()
    path = tmp_path / "register.xlsx"
    building.build(path, lea.view("register"))
    _take_out(path, "Orders", "tblOrder", "Followed by")
    file = openpyxl.load_workbook(path)
    memory = memory_of(read_sheet(path, "_comptoir"))
    fields = [name for name in memory.fields["order"] if name != "owner"]
    old = replace(memory, fields={**memory.fields, "order": tuple(fields)})
    for row, pair in enumerate(rows_of(old), 1):
        for column, text in enumerate(pair, 1):
            file["_comptoir"].cell(row, column).value = text
    file.save(path)

    typed(path, "Orders", "Named place", "Dijon")
    lea.save(ClosedBook(path))
    assert read_table(path, "tblOrder").heads[-1] == "Followed by"
    typed(path, "Orders", "Followed by", "Léa")
    assert lea.save(ClosedBook(path)).changed == [("order", "EX-2026-0001", ("owner",))]


def _take_out(path, sheet, table, heading):
    """Take a column out of a table, as if it had never been there."""
    file = openpyxl.load_workbook(path)
    at = next(cell.column for cell in file[sheet][5] if cell.value == heading)
    file[sheet].delete_cols(at)
    area = file[sheet].tables[table]
    area.tableColumns = [one for one in area.tableColumns if one.name != heading]
    first, last = area.ref.split(":")
    wide = openpyxl.utils.get_column_letter(len(area.tableColumns))
    area.ref = area.autoFilter.ref = f"{first}:{wide}{last.lstrip('ABCDEFGHIJKLMNOPQRSTUVWXYZ')}"
    file.save(path)


# -- a register dressed up ------------------------------------------------------------------------


def dressed(path, view):
    """The real register, dressed up with all that spreadsheets offer."""
    file = Workbook(str(path), {"in_memory": True})
    building._sheets(file, view)
    orders = file.get_worksheet_by_name("Orders")
    wide = len(view.views[0].columns) + 40
    mine, locked, pivot = (file.add_worksheet(name) for name in ("My notes", "Locked", "Pivot"))
    bold = file.add_format({"bold": True})
    file.add_vba_project(io.BytesIO(b"not really code"), True)
    for kind in ("data_bar", "3_color_scale"):
        rule = {"type": kind} | ({"data_bar_2010": True} if kind == "data_bar" else {})
        orders.conditional_format("F6:F7", rule)
    orders.conditional_format("I6:I7", {"type": "icon_set", "icon_style": "3_arrows"})
    orders.write_comment("B6", "call them", {"author": "Anna"})
    orders.add_sparkline(8, wide, {"range": "Orders!F6:F7"})
    orders.insert_button(1, wide, {"macro": "Go", "caption": "Go"})
    orders.insert_textbox(4, wide, "Remember the cut-off")
    orders.insert_image(11, wide, "dot.png", {"image_data": io.BytesIO(wardrobe.png())})
    orders.insert_checkbox(2, wide, True)
    orders.write_rich_string(0, wide, "very ", bold, "urgent")
    orders.write_url(1, wide, "https://example.com/a?b=c&d", string="their page")
    orders.merge_range(0, wide + 2, 0, wide + 4, "my own heading", bold)
    orders.set_h_pagebreaks([40])
    orders.set_row(3, 6, None, {"level": 1})
    chart = file.add_chart({"type": "line"})
    chart.add_series({"values": "=Orders!$F$6:$F$7"})
    orders.insert_chart(15, wide, chart)
    mine.write_dynamic_array_formula("A1:A3", "=SORT(tblOrder[Order])", None, "EX-2026-0001")
    mine.write_array_formula("C1:C3", "{=TRANSPOSE(E1:G1)}", None, 4)
    mine.write_formula("H1", '=COUNTIF(tblOrder[Status],"placed")', None, 6)
    locked.protect("secret")
    locked.write("A1", "constant")
    pivot.write_row("A3", ["Row Labels", "Sum of Qty"])
    shown = file.add_chartsheet("Graph")
    column = file.add_chart({"type": "column"})
    column.add_series({"values": "=Orders!$F$6:$F$7"})
    shown.set_chart(column)
    file.set_custom_property("Customer file", "EX-2026")
    file.close()
    number = {name: int(re.search(r"(\d+)\.xml", part)[1]) for name, part in _parts(path).items()}
    tools = type("Tools", (), {"rewrite": staticmethod(parts.rewrite), "swap": parts.swap})
    wardrobe.dressed_by_hand(path, tools, number["Orders"], number["Pivot"])
    return number


def test_a_dressed_register_keeps_all_that_is_not_ours(tmp_path, lea, noe, an_order, stored):
    an_order()
    path, hers = tmp_path / "register.xlsm", tmp_path / "hers.xlsx"
    building.build(hers, noe.view("register"))
    number = dressed(path, lea.view("register"))
    kinds = _kinds(number)
    before, was = parts.raw_parts(path), parts.parts_of(path)
    assert [k for k, (part, sign) in kinds.items() if not re.search(sign, was.get(part, b""))] == []
    assert len(kinds) >= 25

    typed(hers, "Orders", "Named place", "Dijon")
    noe.save(ClosedBook(hers))
    stored("order", {"party": "ACME", "flow": "EXP", "ordered": date(2026, 11, 3),
                     "incoterm": "FCA", "place": "Metz", "status": "PLACED"})  # fmt: skip
    stored("task", *tasks(TODAY, 2))
    lea.refresh(ClosedBook(path))
    lea.save(ClosedBook(path))

    after, now = parts.raw_parts(path), parts.parts_of(path)
    assert list(after) == list(before)
    ours = {part for name, part in _parts(path).items() if name not in
            {"My notes", "Locked", "Pivot"}}  # fmt: skip
    shared = {"xl/workbook.xml", "xl/styles.xml", f"xl/worksheets/sheet{number['My notes']}.xml"}
    touched = {name for name in before if before[name] != after[name]}
    assert touched - ours - shared - {n for n in touched if n.startswith("xl/tables/")} == set()
    for kind, (part, sign) in kinds.items():
        assert re.search(sign, now[part]), kind
    shown = read_table(path, "tblOrder")
    place = shown.heads.index("Named place")
    assert [row[place] for row in shown.rows] == ["Dijon", "Metz"]
    file = openpyxl.load_workbook(path, keep_vba=True)
    assert file["Orders"]["B6"].comment.text.endswith("call them")
    assert [cell.value for (cell,) in file["Today"]["B6:B9"]] == ["late", "late", "today", "today"]
    file.vba_archive.close()


def _parts(path):
    """The part of each sheet."""
    with Package(path) as package:
        return {sheet.name: sheet.part for sheet in outline(package).sheets}


def _kinds(number):
    """What the register is dressed with: a part, and what must stand in it."""
    sheet = f"xl/worksheets/sheet{number['Orders']}.xml"
    here = {
        wardrobe.SHEET: sheet,
        "xl/worksheets/sheet2.xml": f"xl/worksheets/sheet{number['My notes']}.xml",
        "xl/worksheets/sheet3.xml": f"xl/worksheets/sheet{number['Locked']}.xml",
    }
    apart = {"header picture"}
    return {
        kind: (here.get(part, part), sign)
        for kind, (part, sign) in wardrobe.KINDS.items()
        if kind not in apart
    }
