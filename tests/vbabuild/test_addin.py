"""An add-in from plain lists: it passes every check, and others read what was meant."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from dataclasses import replace

import openpyxl
import pytest
from lxml import etree

from vbabuild import addin as building
from vbabuild import package_check, xlwings_vba
from vbabuild.mistakes import Faulty
from vbabuild.project import Kind, module
from vbabuild.texts import Bilingual


def part(blob, name):
    with zipfile.ZipFile(io.BytesIO(blob)) as package:
        return package.read(name)


def test_both_files_pass_every_check(xlam_bytes, twin_bytes):
    assert package_check.check(xlam_bytes) == []
    assert package_check.check(twin_bytes) == []


def test_the_same_lists_give_the_same_bytes(addin, xlam_bytes):
    again = building.xlam(addin)
    assert hashlib.sha256(again).digest() == hashlib.sha256(xlam_bytes).digest()


def test_no_date_of_today_gets_in(xlam_bytes):
    with zipfile.ZipFile(io.BytesIO(xlam_bytes)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {entry.create_system for entry in package.infolist()} == {3}
        assert b"2026-01-01T00:00:00Z" in package.read("docProps/core.xml")


def test_every_module_comes_back_in_olevba_byte_for_byte(addin, xlam_bytes, modules_by_olevba):
    shipped = xlwings_vba.installed()
    written = (
        *building.modules(addin, as_addin=True),
        xlwings_vba.module("comptoir", shipped),
        xlwings_vba.dictionary(shipped),
    )
    theirs = modules_by_olevba(part(xlam_bytes, "xl/vbaProject.bin"))
    assert theirs == {one.name: one.code for one in written}
    assert all("\n" not in code.replace("\r\n", "") for code in theirs.values())


def test_an_add_in_is_an_add_in_and_a_twin_is_not(xlam_bytes, twin_bytes):
    types = part(xlam_bytes, "[Content_Types].xml")
    assert b"application/vnd.ms-excel.addin.macroEnabled.main+xml" in types
    assert b'visibility="veryHidden"' in part(xlam_bytes, "xl/workbook.xml")
    assert b"addin" not in part(twin_bytes, "[Content_Types].xml")
    assert b"veryHidden" not in part(twin_bytes, "xl/workbook.xml")


def test_openpyxl_keeps_the_twins_macros_and_code_names(twin_bytes):
    book = openpyxl.load_workbook(io.BytesIO(twin_bytes), keep_vba=True)
    assert book.sheetnames == ["comptoir.conf", "textes"]
    kept = io.BytesIO()
    book.save(kept)
    book.vba_archive.close()
    saved = kept.getvalue()
    assert part(saved, "xl/vbaProject.bin") == part(twin_bytes, "xl/vbaProject.bin")
    faults, project = package_check.read(saved)
    lost = {fault.mistake.partition("-")[0] for fault in faults.grave}
    assert lost <= {"opc", "help", "ribbon"}  # openpyxl drops ribbons, but breaks no project
    assert {one.name: one.kind for one in project.modules}["Feuil2"] is Kind.SHEET


def test_the_sheets_hold_texts_and_settings_and_no_formula(twin_bytes):
    book = openpyxl.load_workbook(io.BytesIO(twin_bytes))
    texts = {row[0]: row[1:] for row in book["textes"].iter_rows(values_only=True)}
    assert texts["key"] == ("fr", "en")
    assert texts["refresh"] == ("Actualiser", "Refresh")
    assert texts["refresh.tip"] == ("Relit tout", "Reads all")
    assert texts["letters"] == ("Lettres", "Letters")
    settings = dict(book["comptoir.conf"].iter_rows(values_only=True))
    assert settings["INTERPRETER_WIN"] == r"%LOCALAPPDATA%\Comptoir\venv\Scripts\pythonw.exe"
    assert settings["USE UDF SERVER"] is True
    assert settings["ADD_WORKBOOK_TO_PYTHONPATH"] is False


def test_a_text_that_looks_like_a_formula_stays_a_text(addin):
    more = (*addin.more_texts, ("sly", Bilingual("=1+1", "=HYPERLINK(1)")))
    sly = replace(addin, more_texts=more)
    book = openpyxl.load_workbook(io.BytesIO(building.twin(sly)))
    cells = {row[0].value: row[2] for row in book["textes"].iter_rows()}
    assert (cells["sly"].value, cells["sly"].data_type) == ("=HYPERLINK(1)", "s")


def test_a_setting_cannot_put_a_workbooks_folder_on_pythons_path(addin):
    sly = replace(addin, settings={"add_workbook_to_pythonpath": True})
    assert sly.settings_rows == [("ADD_WORKBOOK_TO_PYTHONPATH", False)]


def test_functions_have_a_category_and_help_on_arguments(xlam_bytes):
    book = etree.fromstring(part(xlam_bytes, "xl/workbook.xml"))
    order = [etree.QName(one).localname for one in book]
    assert order.index("functionGroups") == order.index("sheets") + 1
    assert order[-1] == "extLst"
    assert [one.get("name") for one in book.iter("{*}functionGroup")] == ["Comptoir"]
    said = {
        named.get("name"): [one.text for one in named.iter("{*}argumentDescription")]
        for named in book.iter("{*}definedName")
    }
    assert len(said.pop("DESK_MANY")) == 30
    assert said == {
        "DESK_ADDRESS": [None],
        "DESK_SUM": ["Premier / First", "Autres / Others"],
        "DESK_WEIGHT": ["Poids brut < 99 / Gross weight", "Volume"],
    }


def test_pictures_are_in_the_package_under_the_name_the_ribbon_uses(addin, xlam_bytes):
    ribbon = part(xlam_bytes, "customUI/customUI14.xml").decode()
    assert 'image="save"' in ribbon
    relations = part(xlam_bytes, "customUI/_rels/customUI14.xml.rels").decode()
    assert 'Id="save"' in relations
    assert part(xlam_bytes, "customUI/images/save.png") == addin.images["save"]


def test_pictures_must_be_those_that_are_shown(addin):
    with pytest.raises(ValueError, match="pictures shown and pictures given differ: save"):
        building.xlam(replace(addin, images={}))


def test_two_texts_of_one_key_are_refused(addin):
    twice = replace(addin, more_texts=(("refresh", Bilingual("Rafraîchir", "Refresh")),))
    with pytest.raises(ValueError, match="'refresh' has two texts"):
        building.xlam(twice)


def test_a_faulty_macro_stops_the_build_with_its_name(addin):
    sly = module("Autre", "Public Sub A(nom)\nRunPython nom\nEnd Sub")
    with pytest.raises(Faulty, match="Autre: guard-runpython") as refused:
        building.xlam(replace(addin, macros=(*addin.macros, sly)))
    assert [fault.mistake for fault in refused.value.faults] == ["guard-runpython"]


def test_macros_outside_ascii_are_refused_by_name(tmp_path):
    (tmp_path / "Mal.bas").write_text('Attribute VB_Name = "Mal"\n\' é\n', "utf-8")
    with pytest.raises(ValueError, match=r"Mal\.bas holds more than ASCII"):
        building.macros_in(tmp_path)


def test_what_the_macros_ask_for_must_be_given(addin):
    assert list(building.objections(addin)) == []
    bare = replace(addin, more_texts=(), ribbon=replace(addin.ribbon, deeds=addin.ribbon.deeds[1:]))
    with pytest.raises(ValueError, match="the macros do the deed 'refresh'") as refused:
        building.twin(bare)
    for key in ("ribbon.forgotten", "open.title", "open.offer"):
        assert f"the macros show the text {key!r}, which is not given" in str(refused.value)


def test_no_macro_is_more_than_a_stub(addin):
    """VBA cannot be tested where Python can: a procedure that decides belongs in Python."""
    for one in addin.macros:
        for body in re.findall(
            r"^P(?:ublic|rivate) (?:Sub|Function).*?^End", one.code, re.DOTALL | re.MULTILINE
        ):
            assert len(body.splitlines()) <= 14, body
