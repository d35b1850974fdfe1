"""The wrappers of worksheet functions are those that xlwings' own generator writes."""

from __future__ import annotations

import io
import types

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vba_lines import our_lines, their_lines
from vbabuild import functions as worksheet
from vbabuild.functions import Argument, Function, Need
from vbabuild.texts import Bilingual
from windows import xlwings_on_windows

TEXT = Bilingual("Aide", "Help")


@pytest.fixture(scope="module")
def xlwings_udfs():
    """xlwings imports pywin32 before it writes VBA, and uses none of it for that."""
    with xlwings_on_windows() as xlwings:
        yield xlwings.udfs


def declared_in_python(function):
    """The Python that somebody would write for this declaration."""
    said = {Need.OPTIONAL: "{}=None", Need.VARARG: "*{}"}
    names = ", ".join(said.get(one.need, "{}").format(one.name) for one in function.arguments)
    scope = {}
    exec(f"def {function.name}({names}): ...", scope)
    return scope[function.name]


def by_xlwings(udfs, function, book):
    module = types.ModuleType(function.module)
    register = udfs.xlfunc(volatile=function.volatile, call_in_wizard=function.in_wizard)
    setattr(module, function.name, register(declared_in_python(function)))
    out = io.StringIO()
    workbook = types.SimpleNamespace(Name=book)
    udfs.generate_vba_wrapper(function.module, module, out, workbook)
    return out.getvalue()


NAMES = st.from_regex(r"[a-z][a-z_]{3,20}", fullmatch=True).filter(
    lambda name: name not in worksheet.RESERVED and name not in {"caller", "range"}
)


@st.composite
def declarations(draw):
    names = draw(st.lists(NAMES, max_size=40, unique=True))
    required = draw(st.integers(0, len(names)))
    last = draw(st.sampled_from([Need.REQUIRED, Need.OPTIONAL, Need.VARARG]))
    needs = [Need.REQUIRED] * required + [Need.OPTIONAL] * (len(names) - required)
    if last is Need.VARARG and names:
        needs = [Need.REQUIRED] * (len(names) - 1) + [Need.VARARG]
    arguments = [Argument(name, TEXT, need) for name, need in zip(names, needs, strict=True)]
    if draw(st.booleans()):
        arguments.insert(0, Argument("caller", need=Need.CALLER))
    return Function(
        "DESK_X", "desk.functions", TEXT, tuple(arguments), draw(st.booleans()), draw(st.booleans())
    )


@settings(max_examples=80, deadline=None)
@given(function=declarations(), addin=st.booleans())
def test_any_declaration_gives_the_lines_of_xlwings(xlwings_udfs, function, addin):
    ours = worksheet.wrapper(function, "ActiveWorkbook" if addin else "ThisWorkbook")
    theirs = by_xlwings(xlwings_udfs, function, "desk.xlam" if addin else "desk.xlsm")
    assert our_lines(ours) == their_lines(theirs)
    assert max(map(len, ours.splitlines())) <= worksheet.LONGEST_LINE


def test_the_add_in_of_these_tests(xlwings_udfs, addin):
    for function in addin.functions:
        ours = worksheet.wrapper(function, "ActiveWorkbook")
        assert our_lines(ours) == their_lines(by_xlwings(xlwings_udfs, function, "desk.xlam"))


def test_a_mac_says_not_available(addin):
    for function in addin.functions:
        lines = worksheet.wrapper(function, "ActiveWorkbook").splitlines()
        at = lines.index("#If Mac Then")
        assert lines[at + 1 : at + 3] == [f"    {function.name} = CVErr(2042)", "#Else"]


def test_a_signature_longer_than_a_line_is_broken_after_commas(addin):
    function = next(one for one in addin.functions if one.name == "DESK_MANY")
    broken = [line for line in worksheet.wrapper(function, "x").splitlines() if line.endswith(" _")]
    assert len(broken) == 2
    assert all(line.endswith(", _") and len(line) <= 1023 for line in broken)


def test_help_is_written_as_excel_writes_it(addin):
    text = worksheet.wrapper(addin.functions[0], "x")
    said = (
        'Attribute DESK_WEIGHT.VB_Description = "Poids ""taxable"" \\\\ aérien / Chargeable weight"'
    )
    assert said in text.splitlines()
    assert 'Attribute DESK_WEIGHT.VB_ProcData.VB_Invoke_Func = " \\n20"' in text.splitlines()


def test_help_in_one_language_only(addin):
    text = worksheet.wrapper(addin.functions[0], "x", ("en",))
    assert 'VB_Description = "Chargeable weight"' in text


def test_a_narrow_space_becomes_one_that_old_code_pages_have():
    function = Function("DESK_X", "desk.f", Bilingual("1\u202f000 kg", "1,000 kg"))
    assert list(worksheet.objections(function)) == []
    assert '"1\u00a0000 kg / 1,000 kg"' in worksheet.wrapper(function, "x")


def refused(name="DESK_X", module="desk.functions", text=TEXT, arguments=()):
    made = tuple(
        Argument(one, TEXT) if isinstance(one, str) else Argument(one[0], TEXT, one[1])
        for one in arguments
    )
    return list(worksheet.objections(Function(name, module, text, made)))


@pytest.mark.parametrize(
    ("declaration", "said"),
    [
        ({"name": "TVA1"}, "TVA1: is a cell address or no name"),
        ({"name": "R1C1"}, "R1C1: is a cell address or no name"),
        ({"name": "DESK.X"}, "DESK.X: is a cell address or no name"),
        ({"name": "Sum_é"}, "Sum_é: is a cell address or no name"),
        ({"name": "Print"}, "Print: is a cell address or no name"),
        ({"module": "desk;evil"}, "DESK_X: 'desk;evil' is no Python module"),
        ({"arguments": ["date"]}, "DESK_X: an argument cannot be named 'date'"),
        ({"arguments": ["base"]}, "DESK_X: an argument cannot be named 'base'"),
        ({"arguments": ["a b"]}, "DESK_X: an argument cannot be named 'a b'"),
        ({"arguments": ["DESK_X"]}, "DESK_X: an argument cannot be named 'DESK_X'"),
        ({"arguments": ["one", "One"]}, "DESK_X: two arguments have one name"),
        (
            {"arguments": [("many", Need.VARARG), "last"]},
            "DESK_X: only the last argument can take any number of values",
        ),
        (
            {"arguments": [("one", Need.OPTIONAL), ("many", Need.VARARG)]},
            "DESK_X: VBA has no optional argument beside one of any number",
        ),
        (
            {"arguments": [("one", Need.OPTIONAL), "two"]},
            "DESK_X: an optional argument stands before a required one",
        ),
        ({"arguments": [f"a{n}" for n in range(61)]}, "DESK_X: more than 60 arguments"),
        (
            {"text": Bilingual("a" * 200, "b" * 60)},
            f"DESK_X: help of 263 characters, 255 at most: '{'a' * 40}'",
        ),
        ({"text": Bilingual("a\nb", "")}, "DESK_X: help on more than one line: 'a\\nb'"),
        ({"text": Bilingual("≥ 1", "")}, "DESK_X: cp1252 lacks '≥'"),
        ({"text": Bilingual("½", "")}, "DESK_X: mac_roman lacks '½'"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_vba_or_excel_would_refuse(declaration, said):
    assert said in refused(**declaration)


def test_all_objections_come_at_once():
    functions = (Function("TVA1", "desk.f", TEXT), Function("TVA1", "desk.f", TEXT))
    with pytest.raises(ValueError, match="declared twice") as found:
        worksheet.written(functions, "Fonctions", addin=True)
    assert str(found.value).count("TVA1: is a cell address") == 2
