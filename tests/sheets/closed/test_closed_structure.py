"""What a closed workbook consists of, without its values."""

from __future__ import annotations

from comptoir.sheets.closed import Area, TableChanges, patch, structure


def test_the_structure_of_a_register(orders):
    found = structure(orders)
    assert [(one.name, one.state, one.protected) for one in found.sheets] == [
        ("Orders", "visible", False),
        ("Mine", "visible", False),
        ("Other", "visible", False),
    ]
    table = found.tables["Orders"]
    assert (str(table.area), str(table.body)) == ("B3:F6", "B4:F6")
    assert table.heads == ("Ref", "Qty", "Due", "Term", "Twice")
    assert [one.formula is not None for one in table.columns] == [False] * 4 + [True]
    orders_sheet = found.sheets[0]
    (terms,) = orders_sheet.validations
    assert (terms.kind, terms.where, terms.formula) == (
        "list",
        (Area.of("E4:E6"),),
        '"FOB,CIF,DAP"',
    )
    assert [one.kinds for one in orders_sheet.formats] == [("cellIs", "dataBar"), ("dataBar",)]
    assert {one.where for one in orders_sheet.formats} == {(Area.of("C4:C6"),)}
    assert {(one.name, one.refers, one.sheet) for one in found.names} == {
        ("_xlnm.Print_Area", "Orders!$B$3:$F$6", "Orders"),
        ("Terms", "Orders!$E$4:$E$6", None),
    }
    assert found.styles == ("Normal",)
    guards = found.from_1904, found.locked, found.signed, found.macros
    assert not any(guards)


def test_what_stands_below_and_beside_a_table(orders, tools):
    assert structure(orders).sheets[0].below == {"Orders": None}
    cell = b'<row r="9"><c r="C9"><v>1</v></c></row></sheetData>'
    tools.rewrite(orders, {"xl/worksheets/sheet1.xml": tools.swap(b"</sheetData>", cell)})
    assert structure(orders).sheets[0].below == {"Orders": (9, 3)}
    assert structure(orders).sheets[0].beside == {"Orders": None}


def test_a_patch_shows_in_the_structure(orders):
    patch(orders, [TableChanges("Orders", rows=[{"Ref": "A4"}])], hidden={"_memory": [["x"]]})
    found = structure(orders)
    assert str(found.tables["Orders"].area) == "B3:F7"
    assert found.sheets[-1].state == "veryHidden"
    assert found.sheets[0].validations[0].where == (Area.of("E4:E7"),)
