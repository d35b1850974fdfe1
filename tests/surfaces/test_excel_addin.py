"""The product's own add-in: its VBA runs in LibreOffice, and is what xlwings itself would write."""

from __future__ import annotations

import io
import types
import zipfile
from dataclasses import replace

import pytest
from lxml import etree

from comptoir import ribbon
from comptoir.cli import building
from comptoir.functions import declarations, excel
from comptoir.functions.offering import EXCEL, for_excel
from comptoir.wording import translated
from vba_in_calc import DOUBLES, libreoffice
from vba_lines import our_lines, their_functions
from vbabuild import functions as vba
from vbabuild import package_check, ribbon_check, xlwings_vba
from vbabuild.addin import modules, twin
from vbabuild.functions import Need
from vbabuild.project import module
from windows import xlwings_on_windows

__all__ = ["libreoffice"]

SHOWN = [deed for deed in ribbon.DEEDS if not deed.language]


@pytest.fixture(scope="module")
def described():
    return building.described()


@pytest.fixture(scope="module")
def xlam():
    return building.built()


def part(blob, name):
    with zipfile.ZipFile(io.BytesIO(blob)) as package:
        return package.read(name)


# ------------------------------------------------------------------ in LibreOffice


def asked(function):
    """VBA that calls *function* with all its arguments, and with those it needs only."""
    given = [f'"{function.name}.{one.name}"' for one in function.arguments]
    needed = [
        text for text, one in zip(given, function.arguments, strict=True)
        if one.need is Need.REQUIRED
    ]  # fmt: skip
    calls = {f"All_{function.name}": given, f"Few_{function.name}": needed}
    for name, values in calls.items():
        yield f"Public Function {name}() As String"
        yield f"    {name} = Fonctions.{function.name}({', '.join(values)})"
        yield "End Function"


def expected(function):
    """What the double answers to both: the Python it was to call, and with what."""
    start = f"{EXCEL}.{function.name}"
    given = [f"{function.name}.{one.name}" for one in function.arguments]
    needed = [
        text if one.need is Need.REQUIRED else "missing"
        for text, one in zip(given, function.arguments, strict=True)
    ]
    return "|".join([start, *given]), "|".join([start, *needed])


@pytest.fixture(scope="module")
def answers(libreoffice, described):
    """What LibreOffice answers to every function and to every button of the product."""
    lines = [line for one in described.functions for line in asked(one)]
    trial = module("Essai", "\n".join(["Option Explicit", *lines]))
    calls = [
        *(("Essai", f"{how}_{one.name}", []) for one in described.functions
          for how in ("All", "Few")),
        *(("Boutons", what, [deed.id]) for deed in SHOWN
          for what in ("Clic", "Etiquette", "Bulle")),
        *(("Textes", "Traduit", [deed.id, "fr"]) for deed in SHOWN),
    ]  # fmt: skip
    about, *said = libreoffice(twin(described, double=(*DOUBLES, trial)), calls)
    told = {(what, *given): one for (_, what, given), one in zip(calls, said, strict=True)}
    return about, told


@pytest.mark.calc
def test_libreoffice_opens_the_twin_with_every_module(libreoffice, described):
    about = libreoffice(building.twin())[0]
    assert about["project"] == "ComptoirAddin"
    document, in_class = 4, 2
    kinds = about["modules"]
    assert set(kinds) == {one.name for one in modules(described, as_addin=False)} | {
        "xlwings",
        "Dictionary",
    }
    assert {name for name, kind in kinds.items() if kind == document} == {
        "ThisWorkbook",
        "Feuil1",
        "Feuil2",
    }
    assert {name for name, kind in kinds.items() if kind == in_class} == {"Dictionary"}


@pytest.mark.calc
@pytest.mark.parametrize("function", for_excel(), ids=lambda one: one.name)
def test_a_wrapper_calls_its_python_with_its_arguments(answers, function):
    everything, needed = expected(function)
    assert answers[1][f"All_{function.name}",] == everything
    assert answers[1][f"Few_{function.name}",] == needed


@pytest.mark.calc
@pytest.mark.parametrize("deed", SHOWN, ids=lambda one: one.id)
def test_a_button_does_its_deed_and_says_what_it_is(answers, deed):
    told = answers[1]
    command = f"import comptoir.ribbon; comptoir.ribbon.click('{deed.id}')"
    assert told["Clic", deed.id] == f"ran:{command}"
    assert told["Etiquette", deed.id] == deed.label
    assert told["Bulle", deed.id] == deed.tip
    assert told["Traduit", deed.id, "fr"] == translated(deed.label, "fr")


# ------------------------------------------------------------------ by other readers


def test_olevba_gives_back_every_module_byte_for_byte(described, xlam, modules_by_olevba):
    shipped = xlwings_vba.installed()
    written = (
        *modules(described, as_addin=True),
        xlwings_vba.module("comptoir", shipped),
        xlwings_vba.dictionary(shipped),
    )
    theirs = modules_by_olevba(part(xlam, "xl/vbaProject.bin"))
    assert theirs == {one.name: one.code for one in written}


def test_every_callback_of_the_ribbon_exists_and_fits(described, xlam):
    """The checker has nothing to say, and has when any one of them is renamed or takes nothing."""
    ui = etree.fromstring(part(xlam, "customUI/customUI14.xml"))
    project = package_check.read(xlam)[1]
    assert ribbon_check.check(ui, "ribbon", project, described.images) == []
    callbacks = {
        value for one in ui.iter() for name, value in one.attrib.items()
        if name.startswith(("get", "on"))
    }  # fmt: skip
    assert len(callbacks) == 6
    for name in callbacks:
        inside, _, procedure = name.partition(".")
        for mistake, by in (("missing", f"{procedure}2("), ("fit", f"{procedure}() '")):
            changed = replace(project, modules=tuple(
                module(one.name, one.code.replace(f"Sub {procedure}(", f"Sub {by}"))
                if one.name == inside else one for one in project.modules
            ))  # fmt: skip
            faults = ribbon_check.check(ui, "ribbon", changed, described.images)
            assert {one.mistake for one in faults} == {f"ribbon-callback-{mistake}"}, name


def test_pictures_are_png_of_the_size_of_a_large_button(described):
    assert set(described.images) == described.ribbon.images
    for head in described.images.values():
        assert head[:8] == b"\x89PNG\r\n\x1a\n"
        assert head[16:24] == bytes((0, 0, 0, 32, 0, 0, 0, 32))


# ------------------------------------------------------------------ beside xlwings' generator


@pytest.fixture(scope="module")
def udfs():
    with xlwings_on_windows() as xlwings:
        yield xlwings.udfs


def by_xlwings(udfs):
    """The VBA that xlwings' *Import Functions* would write for the module of our functions."""
    published = types.ModuleType(EXCEL)
    excel.publish(vars(published), lambda: None, udfs.xlfunc, udfs.xlarg)
    out = io.StringIO()
    udfs.generate_vba_wrapper(EXCEL, published, out, types.SimpleNamespace(Name="comptoir.xlam"))
    return out.getvalue()


def test_every_wrapper_is_the_one_that_xlwings_writes(udfs):
    theirs = their_functions(by_xlwings(udfs))
    assert len(theirs) == len(declarations())
    for function in for_excel():
        assert our_lines(vba.wrapper(function, "ActiveWorkbook")) == theirs[function.name]
