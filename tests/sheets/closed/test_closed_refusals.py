"""What is refused, with which sentence; and that the file is then as it was."""

from __future__ import annotations

import os
import re
import stat
import struct
import tracemalloc
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from comptoir.errors import ComptoirError
from comptoir.sheets.closed import (
    TableChanges,
    patch,
    patching,
    read_table,
    read_tables,
    refusals,
    splice,
    structure,
    swapping,
)
from comptoir.sheets.closed.elsewhere import opened_by

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")
ROW = {"Ref": "A4", "Qty": 4}
GROW = TableChanges("Orders", rows=[ROW])
SET = TableChanges("Orders", cells={(0, "Qty"): 9})


def refused(path, error, *changes, **more):
    """The patch is refused with *error*, and neither file nor folder have changed."""
    before, others = path.read_bytes(), sorted(path.parent.iterdir())
    with pytest.raises(error) as caught:
        patch(path, changes or [SET], **more)
    assert path.read_bytes() == before
    assert sorted(path.parent.iterdir()) == others
    sentence = caught.value.in_("en")
    assert "{" not in sentence
    return sentence


# ------------------------------------------------------------------ elsewhere


def test_open_in_excel_is_told_with_the_name_of_who_has_it(orders):
    name = "Anna Lefèvre".encode("cp1252")
    owner = orders.with_name(f"~${orders.name}")
    owner.write_bytes(bytes([len(name)]) + name.ljust(54) + b"\0" * 110)
    assert "(Anna Lefèvre)" in refused(orders, refusals.OpenElsewhere)


def test_open_in_calc_is_told_with_the_name_of_who_has_it(orders):
    lock = orders.with_name(f".~lock.{orders.name}#")
    lock.write_text(",anna,desk-7,23.11.2026 08:30,file:///home/anna/.config;", "utf-8")
    assert "(anna)" in refused(orders, refusals.OpenElsewhere)


def test_an_empty_owner_file_still_means_open(orders):
    orders.with_name(f"~${orders.name}").write_bytes(b"")
    assert opened_by(orders)


def test_a_sharing_violation_when_opening(orders, monkeypatch):
    real = Path.open

    def shared(self, mode="r", *args, **more):
        if self == orders and "+" in mode:
            raise PermissionError(13, "sharing violation")
        return real(self, mode, *args, **more)

    monkeypatch.setattr(Path, "open", shared)
    refused(orders, refusals.OpenElsewhere)


def test_a_sharing_violation_at_the_last_step(orders, monkeypatch):
    def held(self, target):
        raise PermissionError(13, "used by another process")

    monkeypatch.setattr(Path, "replace", held)
    refused(orders, refusals.OpenElsewhere)


def test_opened_between_the_first_look_and_the_last(orders, monkeypatch):
    real = patching.write

    def slow(package, plan, fresh):
        real(package, plan, fresh)
        orders.with_name(f"~${orders.name}").write_bytes(b"\x02me")

    monkeypatch.setattr(patching, "write", slow)
    with pytest.raises(refusals.OpenElsewhere, match=r"\(me\)"):
        patch(orders, [SET])
    assert read_table(orders, "Orders").rows[0][1] == 1


def test_changed_between_the_first_look_and_the_last(orders, monkeypatch):
    real = patching.write

    def slow(package, plan, fresh):
        real(package, plan, fresh)
        os.utime(orders, ns=(1, 1))

    monkeypatch.setattr(patching, "write", slow)
    refused(orders, refusals.ChangedMeanwhile)


def test_changed_since_it_was_read(orders):
    shown = read_table(orders, "Orders")
    book = openpyxl.load_workbook(orders)
    book["Other"]["B1"] = "new"
    book.save(orders)
    refused(orders, refusals.ChangedMeanwhile, seen=shown.print)


# ---------------------------------------------------------- the owner's wishes


def test_a_read_only_file(orders):
    orders.chmod(stat.S_IRUSR)
    refused(orders, refusals.ReadOnly)


def test_no_room_on_the_disk(orders, monkeypatch):
    def full(package, out, contents, removed):
        out.write(b"PK")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(swapping, "repack", full)
    assert "No space left" in refused(orders, refusals.NotWritten)


@pytest.mark.parametrize(
    "step", ["os.fsync", "packing", "shutil.copy2", "shutil.copymode", "pathlib.Path.replace"]
)
@pytest.mark.parametrize("error", [OSError(5, "Input/output error"), KeyboardInterrupt()])
def test_interrupted_at_any_step_the_file_is_as_it_was(orders, tmp_path, monkeypatch, step, error):
    def broken(*args, **more):
        raise error

    expected = refusals.NotWritten if isinstance(error, OSError) else KeyboardInterrupt
    before, backups = orders.read_bytes(), tmp_path / "backups"
    with monkeypatch.context() as patched:
        if step != "packing":
            patched.setattr(step, broken)
        else:
            patched.setattr(swapping, "repack", broken)
        with pytest.raises(expected):
            patch(orders, [SET], backups=backups)
    assert orders.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir() if one.is_file()] == [orders.name]
    assert patch(orders, [SET], backups=backups).changed


def test_what_a_killed_patch_left_is_swept_away_in_time(orders):
    old, young = (orders.with_name(f".{orders.name}.{name}.part") for name in ("0123", "4567"))
    for left in (old, young):
        left.write_bytes(b"half")
    os.utime(old, (1, 1))
    patch(orders, [SET])
    assert (old.exists(), young.exists()) == (False, True)


def test_memory_does_not_grow_with_what_is_not_touched(orders):
    with zipfile.ZipFile(orders, "a") as package:
        package.writestr("xl/media/film.bin", os.urandom(24 << 20))
    patch(orders, [SET])
    tracemalloc.start()
    patch(orders, [TableChanges("Orders", cells={(0, "Qty"): 8})])
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 12 << 20


def test_a_signed_workbook(orders, tools):
    relation = (
        b'<Relationship Id="rIdS" Type="http://schemas.openxmlformats.org/package/2006/'
        b'relationships/digital-signature/origin" Target="_xmlsignatures/origin.sigs"/>'
        b"</Relationships>"
    )
    tools.rewrite(
        orders,
        {
            "_rels/.rels": tools.swap(b"</Relationships>", relation),
            "_xmlsignatures/origin.sigs": b"",
        },
    )
    refused(orders, refusals.Signed)


def test_a_protected_sheet(orders, tools):
    tools.rewrite(
        orders,
        {
            "xl/worksheets/sheet1.xml": tools.swap(
                b"</sheetData>", b'</sheetData><sheetProtection sheet="1" objects="1"/>'
            )
        },
    )
    assert "The sheet Orders" in refused(orders, refusals.ProtectedSheet)


def test_protection_of_another_sheet_is_no_matter(orders, tools):
    tools.rewrite(
        orders,
        {
            "xl/worksheets/sheet3.xml": tools.swap(
                b"</sheetData>", b'</sheetData><sheetProtection sheet="1"/>'
            )
        },
    )
    assert patch(orders, [SET]).changed


def test_a_protected_structure_takes_no_new_sheet(orders, tools):
    tools.rewrite(
        orders,
        {
            "xl/workbook.xml": tools.swap(
                b"<bookViews>", b'<workbookProtection lockStructure="1"/><bookViews>'
            )
        },
    )
    refused(orders, refusals.LockedStructure, hidden={"_memory": [["x"]]})
    assert patch(orders, [SET]).changed


# ------------------------------------------------------------------- the table


def test_a_renamed_table(orders):
    sentence = refused(orders, refusals.TableMissing, TableChanges("Invoices"))
    assert "it has: Orders" in sentence


def test_a_moved_table(orders):
    moved = TableChanges("Orders", cells={(0, "Qty"): 9}, ref="Orders!A1:E4")
    assert "from Orders!A1:E4 to Orders!B3:F6" in refused(orders, refusals.TableMoved, moved)
    here = TableChanges("Orders", cells={(0, "Qty"): 9}, ref="Orders!B3:F6")
    assert patch(orders, [here]).cells == 1


def test_a_torn_table(orders, tools):
    tools.rewrite(orders, {"xl/sharedStrings.xml": tools.swap(b"<t>Due</t>", b"<t>Delivery</t>")})
    assert "D3 should hold the heading “Due”" in refused(orders, refusals.TableTorn)


def test_a_table_without_its_heading_row(orders, tools):
    tools.rewrite(
        orders,
        {"xl/worksheets/sheet1.xml": lambda data: re.sub(rb'<row r="3".*?</row>', b"", data)},
    )
    refused(orders, refusals.TableTorn)


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        (TableChanges("Orders", cells={(0, "Price"): 1}), refusals.HeadingMissing),
        (TableChanges("Orders", rows=[{"Price": 1}]), refusals.HeadingMissing),
        (TableChanges("Orders", notes={(0, "Price"): "x"}), refusals.HeadingMissing),
        (TableChanges("Orders", cells={(3, "Qty"): 1}), refusals.RowMissing),
        (TableChanges("Orders", cells={(-1, "Qty"): 1}), refusals.RowMissing),
        (TableChanges("Orders", cells={("A9", "Qty"): 1}, key="Ref"), refusals.RowMissing),
        (TableChanges("Orders", rows=[ROW, ROW], key="Ref"), refusals.KeyRepeated),
        (TableChanges("Orders", cells={(0, "Term"): "x" * 32_768}), refusals.NotAValue),
        (TableChanges("Orders", cells={(0, "Term"): "bell\x07"}), refusals.NotAValue),
        (TableChanges("Orders", cells={(0, "Qty"): float("nan")}), refusals.NotAValue),
        (TableChanges("Orders", cells={(0, "Qty"): float("inf")}), refusals.NotAValue),
        (TableChanges("Orders", cells={(0, "Due"): date(1899, 12, 31)}), refusals.NotAValue),
        (
            TableChanges("Orders", cells={(0, "Due"): datetime(2026, 1, 1, tzinfo=UTC)}),
            refusals.NotAValue,
        ),
    ],
)
def test_what_cannot_be_done(orders, changes, error):
    refused(orders, error, changes)


def test_a_key_that_stands_twice(orders):
    assert patch(orders, [TableChanges("Orders", cells={(2, "Ref"): "A1"})]).changed
    twice = TableChanges("Orders", cells={("A1", "Qty"): 5}, key="Ref")
    assert "A1 stands in rows 4, 6" in refused(orders, refusals.KeyRepeated, twice)


# ------------------------------------------------------------- in the way


def with_cell(path, place, value):
    book = openpyxl.load_workbook(path)
    book["Orders"][place] = value
    book.save(path)


@pytest.mark.parametrize("value", ["Total", 12, "=SUM(C4:C6)"])
def test_something_below(orders, value):
    with_cell(orders, "C7", value)
    assert "a cell with content at C7 of the sheet Orders" in refused(
        orders, refusals.InTheWay, GROW
    )


def test_something_further_below_is_no_matter_until_it_is_reached(orders):
    with_cell(orders, "C8", "Total")
    assert patch(orders, [GROW]).rows == 1
    again = TableChanges("Orders", rows=[{"Ref": "A5"}])
    refused(orders, refusals.InTheWay, again)


def test_something_beside_is_no_matter(orders):
    with_cell(orders, "A7", "mine")
    with_cell(orders, "H7", "mine")
    patch(orders, [GROW])
    book = openpyxl.load_workbook(orders)
    assert (book["Orders"]["A7"].value, book["Orders"]["H7"].value) == ("mine", "mine")


def test_merged_cells_below(orders, tools):
    tools.rewrite(
        orders,
        {
            "xl/worksheets/sheet1.xml": tools.swap(
                b"</sheetData>",
                b'</sheetData><mergeCells count="1"><mergeCell ref="A7:B8"/></mergeCells>',
            )
        },
    )
    assert "a merged cell at A7" in refused(orders, refusals.InTheWay, GROW)


def test_another_table_below(tmp_path):
    path = tmp_path / "two.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Orders")
    sheet.add_table("A1:B2", {"name": "Orders", "columns": [{"header": "Ref"}, {"header": "Qty"}]})
    sheet.write_row("A2", ["A1", 1])
    sheet.add_table("B3:C4", {"name": "Below", "header_row": True})
    book.close()
    sentence = refused(path, refusals.InTheWay, GROW)
    assert "B3" in sentence


def test_a_total_row(tmp_path):
    path = tmp_path / "total.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Orders")
    heads = [{"header": "Ref", "total_string": "Total"}, {"header": "Qty", "total_function": "sum"}]
    sheet.add_table("A1:B4", {"name": "Orders", "columns": heads, "total_row": True})
    sheet.write_column("A2", ["A1", "A2"])
    book.close()
    assert "a total row" in refused(path, refusals.TotalRow, GROW)
    refused(path, refusals.TotalRow, TableChanges("Orders", length=0))
    assert patch(path, [SET]).cells == 1


def test_the_end_of_the_sheet(tmp_path):
    path = tmp_path / "full.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Orders")
    heads = [{"header": "Ref"}, {"header": "Qty"}]
    sheet.add_table("A1048570:B1048576", {"name": "Orders", "columns": heads})
    sheet.write_row("A1048576", ["A1", 1])
    book.close()
    refused(path, refusals.NoRoom, GROW)


# ---------------------------------------------------------- the file itself


def spoiled(path, data):
    path.write_bytes(data)
    return path


def test_a_missing_file(tmp_path):
    with pytest.raises(refusals.FileMissing):
        patch(tmp_path / "nowhere.xlsx", [SET])
    with pytest.raises(refusals.FileMissing):
        read_table(tmp_path / "nowhere.xlsx", "Orders")


@pytest.mark.parametrize(
    "data", [b"", b"a;b;c\n1;2;3\n", b"%PDF-1.7", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600]
)
def test_something_else_than_a_workbook(tmp_path, data):
    path = spoiled(tmp_path / "odd.xlsx", data)
    refused(path, refusals.NotAWorkbook)
    with pytest.raises(refusals.NotAWorkbook):
        read_table(path, "Orders")


def test_a_zip_of_something_else(tmp_path):
    path = tmp_path / "letters.xlsx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("letter.txt", "Dear")
    refused(path, refusals.NotAWorkbook)


def test_a_word_document(tmp_path):
    path = tmp_path / "letter.xlsx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("_rels/.rels", "<Relationships/>")
    refused(path, refusals.NotAWorkbook)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_file_cut_short(orders, share):
    data = orders.read_bytes()
    refused(spoiled(orders, data[: int(len(data) * share)]), refusals.Damaged)


@pytest.mark.parametrize(
    "part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/tables/table1.xml"]
)
def test_a_part_with_a_flipped_byte(orders, part):
    with zipfile.ZipFile(orders) as package:
        entry = package.getinfo(part)
    data = bytearray(orders.read_bytes())
    data[entry.header_offset + 30 + len(part) + entry.compress_size // 2] ^= 0xFF
    refused(spoiled(orders, bytes(data)), refusals.Damaged)


def test_a_part_that_is_missing(orders, tools):
    tools.rewrite(orders, {"xl/tables/table1.xml": None})
    refused(orders, refusals.Damaged)


def test_a_part_that_is_no_xml(orders, tools):
    tools.rewrite(orders, {"xl/workbook.xml": b"<workbook><sheets>"})
    refused(orders, refusals.Damaged)


def compound(streams):
    """A compound file (the old Office envelope) with empty streams of these names."""
    sector = 512
    header = bytearray(b"\xff" * sector)
    header[:76] = struct.pack(
        "<8s16sHHHHH6xIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", bytes(16), 0x3E, 3, 0xFFFE,
        9, 6, 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0,
    )  # fmt: skip
    header[76:80] = struct.pack("<I", 0)
    fat = struct.pack("<II", 0xFFFFFFFD, 0xFFFFFFFE).ljust(sector, b"\xff")

    def entry(name, kind, child=0xFFFFFFFF, right=0xFFFFFFFF):
        spelled = (name + "\0").encode("utf-16-le")
        return (
            spelled.ljust(64, b"\0")
            + struct.pack("<HBBIII", len(spelled), kind, 1, 0xFFFFFFFF, right, child)
            + bytes(36)
            + struct.pack("<IQ", 0xFFFFFFFE, 0)
        )

    listed = entry("Root Entry", 5, child=1)
    for at, name in enumerate(streams, 1):
        listed += entry(name, 2, right=at + 1 if at < len(streams) else 0xFFFFFFFF)
    return bytes(header) + fat + listed.ljust(sector, b"\0")


def test_an_encrypted_workbook_and_an_old_one(tmp_path):
    locked = spoiled(tmp_path / "locked.xlsx", compound(["EncryptedPackage", "EncryptionInfo"]))
    refused(locked, refusals.Encrypted)
    refused(spoiled(tmp_path / "old.xlsx", compound(["Workbook"])), refusals.NotAWorkbook)


def add(path, name, data=b"x", **more):
    with zipfile.ZipFile(path, "a") as package:
        entry = zipfile.ZipInfo(name)
        for key, value in more.items():
            setattr(entry, key, value)
        package.writestr(entry, data)


@pytest.mark.parametrize(
    "name", ["../evil.xml", "/etc/passwd", "xl\\..\\evil.xml", "C:/evil.xml", "xl//x", "a/./b"]
)
def test_a_part_outside_of_the_package(orders, name):
    add(orders, "harmless-name-of-the-same-length"[: len(name)])
    data = orders.read_bytes().replace(
        "harmless-name-of-the-same-length"[: len(name)].encode(), name.encode()
    )
    assert name in refused(spoiled(orders, data), refusals.NotWhatItSays)


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("name", ["xl/workbook.xml", "XL/Workbook.xml"])
def test_a_part_in_it_twice(orders, name):
    add(orders, name)
    assert "twice" in refused(orders, refusals.NotWhatItSays)


def test_a_bomb(orders):
    add(orders, "xl/media/bomb.bin", bytes(80 << 20), compress_type=zipfile.ZIP_DEFLATED)
    assert "fill the disk" in refused(orders, refusals.NotWhatItSays)


def test_a_part_that_claims_less_than_it_unpacks_to(orders):
    with zipfile.ZipFile(orders) as package:
        entry = package.getinfo("xl/worksheets/sheet1.xml")
    true = struct.pack("<LLL", entry.CRC, entry.compress_size, entry.file_size)
    data = orders.read_bytes()
    assert data.count(true) == 2
    lie = struct.pack("<LLL", entry.CRC, entry.compress_size, 100)
    refused(spoiled(orders, data.replace(true, lie)), refusals.Damaged)


def test_a_part_under_another_name_inside(orders):
    data = orders.read_bytes()
    at = data.index(b"xl/styles.xml")
    refused(spoiled(orders, data[:at] + b"xl/stylez.xml" + data[at + 13 :]), refusals.NotWhatItSays)


def test_parts_that_share_their_bytes(orders):
    data = bytearray(orders.read_bytes())
    first = data.index(b"PK\1\2")
    second = data.index(b"PK\1\2", first + 4)
    data[second + 42 : second + 46] = data[first + 42 : first + 46]
    refused(spoiled(orders, bytes(data)), refusals.NotWhatItSays)


def test_something_in_front_of_the_zip(orders):
    refused(spoiled(orders, b"PKZIP\0" + orders.read_bytes()), refusals.NotWhatItSays)


def test_an_encrypted_part(orders):
    data = bytearray(orders.read_bytes())
    for sign, offset in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        data[data.index(sign) + offset] |= 1
    refused(spoiled(orders, bytes(data)), refusals.Encrypted)


def test_an_unknown_way_of_packing(orders):
    add(orders, "xl/odd.bin", compress_type=zipfile.ZIP_BZIP2)
    refused(orders, refusals.NotWhatItSays)


def test_entities(orders, tools):
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><workbook>'
    tools.rewrite(orders, {"xl/workbook.xml": tools.swap(b"<workbook ", bomb + b"<workbook ")})
    assert "entities" in refused(orders, refusals.NotWhatItSays)


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data.replace(b"<sheetData>", b"<sheetData><!-- <row r='1'> -->"),
        lambda data: data.decode().encode("utf-16"),
        lambda data: data.replace(b"UTF-8", b"ISO-8859-1"),
        lambda data: data.replace(
            b"<worksheet ",
            b'<worksheet xmlns:q="http://schemas.openxmlformats.org/spreadsheetml/2006/main" ',
        ),
    ],
)
def test_a_sheet_in_a_style_nobody_writes(orders, tools, change):
    tools.rewrite(orders, {"xl/worksheets/sheet1.xml": change})
    refused(orders, refusals.Unfamiliar)


def test_what_does_not_read_back_is_thrown_away(orders, monkeypatch):
    monkeypatch.setattr(splice, "spelled", lambda number: b"7")
    assert "Orders!C4" in refused(orders, refusals.NotAsAsked)


def test_a_part_that_is_not_well_formed_is_thrown_away(orders, monkeypatch):
    monkeypatch.setattr(splice, "markup", lambda text: b"a & b")
    text = TableChanges("Orders", cells={(0, "Term"): "a & b"})
    refused(orders, refusals.NotAsAsked, text)


def test_every_refusal_reads_well_in_both_languages():
    names = (
        "part why who sheet table present before now heading headings row key rows what cell value"
    )
    facts = dict.fromkeys(["file", *names.split(" ")], "X")
    errors = [
        one for one in vars(refusals).values() if isinstance(one, type) and "message" in vars(one)
    ]
    assert len(errors) == 26
    for error in errors:
        made = error(**facts)
        english, french = made.in_("en"), made.in_("fr")
        assert english != french
        assert english[0].isupper() or english[0] == "X"


def test_the_backup_is_the_file_as_it_was(orders, tmp_path):
    before, backups = orders.read_bytes(), tmp_path / "backups"
    orders.chmod(0o640)
    now = datetime(2026, 11, 23, 8, 30)
    done = patch(orders, [SET], backups=backups, now=now)
    assert done.backup == backups / "register 2026-11-23 083000.xlsx"
    assert done.backup.read_bytes() == before
    assert stat.S_IMODE(orders.stat().st_mode) == 0o640
    more = TableChanges("Orders", cells={(0, "Qty"): 10})
    assert patch(orders, [more], backups=backups, now=now).backup.name.endswith("083000 (2).xlsx")
    assert sorted(one.name for one in orders.parent.iterdir()) == ["backups", "register.xlsx"]


PARTS = [
    "[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels",
    "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml", "xl/worksheets/_rels/sheet1.xml.rels",
    "xl/tables/table1.xml", "xl/styles.xml", "xl/sharedStrings.xml",
]  # fmt: skip
DIRT = [
    b"<",
    b'"',
    b">",
    b"</c>",
    b'<c r="ZZ"/>',
    b'<row r="5"/>',
    b"1e999",
    b"-1",
    b"&x;",
    b"\xc3",
]


@pytest.fixture(scope="module")
def clean(tmp_path_factory, tools):
    path = tmp_path_factory.mktemp("clean") / "clean.xlsx"
    tools.orders_at(path)
    return tools.parts_of(path)


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(PARTS), st.floats(0, 1), st.integers(0, 20), st.sampled_from(DIRT))
def test_whatever_is_spoiled_is_done_right_or_refused(
    clean, tmp_path_factory, part, share, less, dirt
):
    data = clean[part]
    at = int(share * len(data))
    path = tmp_path_factory.getbasetemp() / "spoiled.xlsx"
    with zipfile.ZipFile(path, "w") as package:
        for name, whole in clean.items():
            spoiled_part = data[:at] + dirt + data[at + less :]
            package.writestr(name, spoiled_part if name == part else whole)
    before = path.read_bytes()
    change = TableChanges("Orders", rows=[ROW], notes={("A1", "Qty"): "x"}, key="Ref")
    for deed in (read_tables, structure, lambda it: patch(it, [change])):
        try:
            deed(path)
        except ComptoirError as refusal:
            sentence = refusal.in_("fr")
        else:
            continue
        assert "{" not in sentence
        assert path.read_bytes() == before
