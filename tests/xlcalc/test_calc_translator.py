"""Formulas: the translator by itself, and against the real grammar of the office."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xlcalc.addresses import quoted_sheet
from xlcalc.errors import BadFormula
from xlcalc.formulas import to_calc, to_excel

TABLE = [
    ("=SUM(A1,B2)", "=SUM(A1;B2)"),
    ("=SUM(Sheet1!A1,{1,2;3,4})", "=SUM($Sheet1.A1;{1;2|3;4})"),
    ("=VLOOKUP(\"a,b;c\",'My s'!$A$1:$C$5,2,FALSE)",
     "=VLOOKUP(\"a,b;c\";$'My s'.$A$1:$C$5;2;FALSE())"),
    ("='It''s'!A1", "=$'It''s'.A1"),
    ("='2025'!A1", "=$'2025'.A1"),
    ("=SUM(Jan:Mar!A1:B2)", "=SUM($Jan.A1:$Mar.B2)"),
    ("=SUM('Q 1:Q 4'!A1)", "=SUM($'Q 1'.A1:$'Q 4'.A1)"),
    ("=SUM((A1,B2),C3)", "=SUM((A1~B2);C3)"),
    ("=SUM(A1:B2 B1:C3)", "=SUM(A1:B2!B1:C3)"),
    ('=IF( A1 >= 1.5 , "x" , TRUE )', '=IF( A1 >= 1.5 ; "x" ; TRUE() )'),
    ("=SUM(Lots[[#All],[Qty]])", "=SUM(Lots[[#All];[Qty]])"),
    ("=Lots[Weight '[kg']]", "=Lots[Weight '[kg']]"),
    ("=ERROR.TYPE(A1)", "=ERROR.TYPE(A1)"),
    ("=COMPTOIR.LANDED(A1:B2,0.1)", "=COMPTOIR.LANDED(A1:B2;0.1)"),
    ("=Sheet1!rate*2", "=$Sheet1.rate*2"),
    ("='/d/a b/[x.xlsx]S'!A1", "='file:///d/a%20b/x.xlsx'#$S.A1"),
    ("=-A1%+1E-3", "=-A1%+1E-3"),
    ("=SUM(A:A,1:1,Sheet1!B:B)", "=SUM(A:A;1:1;$Sheet1.B:B)"),
    ('=A1&"TRUE()"&"$Sheet1.A1;2"', '=A1&"TRUE()"&"$Sheet1.A1;2"'),
]  # fmt: skip


@pytest.mark.parametrize(("excel", "calc"), TABLE)
def test_both_ways(excel, calc):
    assert to_calc(excel) == calc
    assert to_excel(calc) == excel


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("=Lots[@Qty]*2", "=Lots[[#This Row],[Qty]]*2"),
        ("=Lots[@[Unit price]]", "=Lots[[#This Row],[Unit price]]"),
        ('=_xlfn.TEXTJOIN(",",TRUE,A1:A3)', '=TEXTJOIN(",",TRUE,A1:A3)'),
        ("=Orders!A1:Orders!B2", "=Orders!A1:B2"),
        ("=sum(a1,true)", "=SUM(a1,TRUE)"),
    ],
)  # fmt: skip
def test_excel_writes_the_same_in_two_ways(written, read):
    assert to_excel(to_calc(written)) == read


def test_a_reference_without_its_table_gets_it():
    assert to_calc("=[@Qty]*SUM([Price])", table="Lots") == (
        "=Lots[[#This Row];[Qty]]*SUM(Lots[Price])"
    )


def test_spilled_ranges_are_refused_with_a_sentence():
    with pytest.raises(NotImplementedError, match="spilled ranges: A1#"):
        to_calc("=SUM(A1#)")


# ---- any formula comes back as it was -------------------------------------------------------

columns = st.sampled_from(["A", "Z", "AA", "XFD", "$B"])
rows = st.sampled_from(["1", "$7", "1048576"])
cells = st.builds("{}{}".format, columns, rows)
areas = st.builds("{}:{}".format, cells, cells)
names = st.text("abcdefgé_ '0129-&€", min_size=1, max_size=8).filter(
    lambda name: name.strip("'") and not name.startswith("'") and not name.endswith("'")
)


def _sheet(name):
    return quoted_sheet(name) + "!"


references = st.one_of(
    cells, areas, st.builds(lambda name, cell: _sheet(name) + cell, names, st.one_of(cells, areas))
)
texts = st.text("aZ é;,|{}[]!\"'$.~()#1", max_size=8).map(
    lambda text: '"' + text.replace('"', '""') + '"'
)
numbers = st.one_of(st.integers(0, 10**9).map(str), st.sampled_from(["1.5", "0.001", "1E-3"]))
constants = st.sampled_from(["TRUE", "FALSE", "#N/A", "#DIV/0!"])
tables = st.sampled_from(["Lots[Qty]", "Lots[[#All],[Qty]]", "Lots[[#This Row],[a b]:[c]]"])
arrays = st.sampled_from(
    ["{1,2;3,4}", '{"a;b","c|d"}', "{1;2;3}", "{TRUE,#N/A}".replace("TRUE", "1")]
)
leaves = st.one_of(references, texts, numbers, constants, tables, arrays)


def _grown(parts):
    functions = st.sampled_from(["SUM", "IF", "STDEV.S", "COMPTOIR.X2", "LOG10"])
    calls = st.builds(
        lambda name, inner: f"{name}({','.join(inner)})", functions, st.lists(parts, max_size=3)
    )
    sums = st.builds("{}{}{}".format, parts, st.sampled_from("+-*/^&=<>"), parts)
    unions = st.builds("SUM(({},{}))".format, references, references)
    return st.one_of(calls, sums, unions, parts.map(lambda part: f"-{part}%"))


formulas = st.recursive(leaves, _grown, max_leaves=6).map("={}".format)


@settings(max_examples=300, deadline=None)
@given(formulas)
def test_any_formula_survives_the_way_there_and_back(formula):
    assert to_excel(to_calc(formula)) == formula


# ---- and the office agrees ------------------------------------------------------------------


@pytest.mark.calc
@pytest.mark.parametrize(
    ("formula", "result"),
    [
        ("=SUM(A1:A3,10)", 16.0),
        ("=SUM('My s'!A1,{1,2;3,4})", 60.0),
        ('=IF(A1=1,"oui","non")', "oui"),
        ("=SUM((A1,A3))", 4.0),
        ("=SUM(A1:A2 A2:A3)", 2.0),
        ("=VLOOKUP(2,A1:B3,2,FALSE)", "b"),
        ("=A1=1", True),
        ("=1.5*2", 3.0),
        ('=TEXT(DATE(2025,3,1),"yyyy-mm-dd")', "2025-03-01"),
        ("=DAY(EDATE(DATE(2025,1,31),1))", 28.0),
        ("=NETWORKDAYS(DATE(2025,3,3),DATE(2025,3,7))", 5.0),
        ('=SUMIFS(A1:A3,B1:B3,"b")', 2.0),
        ('=_xlfn.TEXTJOIN("-",TRUE,B1:B3)', "a-b-c"),
        ('=IFERROR(1/0,"none")', "none"),
        ("=ERROR.TYPE(1/0)", 2.0),
    ],
)  # fmt: skip
def test_the_office_computes_and_gives_the_formula_back(sheet, book, formula, result):
    book.sheets.add("My s")["A1"].value = 50
    sheet["A1"].value = [[1, "a"], [2, "b"], [3, "c"]]
    sheet["D1"].formula = formula
    assert sheet["D1"].value == pytest.approx(result)
    assert sheet["D1"].formula == formula.replace("_xlfn.", "")
    sheet["E1"].value = [[formula], [5]]
    assert sheet["E1:E2"].formula == ((formula.replace("_xlfn.", ""),), ("5",))


@pytest.mark.calc
def test_a_formula_given_to_a_range_moves_with_its_rows(sheet):
    sheet["A1"].value = [[1], [2], [3]]
    sheet["B1:B3"].formula = "=A1*10"
    assert sheet["B1:B3"].value == [10.0, 20.0, 30.0]
    assert sheet["B3"].formula == "=A3*10"


@pytest.mark.calc
def test_an_unreadable_formula_is_refused(sheet):
    with pytest.raises(BadFormula, match="Not a valid formula"):
        sheet["A1"].formula = "=SUM(1,,"
    assert sheet["A1"].value is None


@pytest.mark.calc
def test_an_unreadable_formula_in_a_block_is_refused_and_errors_are_not(sheet):
    sheet["A1"].value = [["=1/0"] for _ in range(20)]
    assert sheet["A20"].formula == "=1/0"
    with pytest.raises(BadFormula, match="Not a valid formula"):
        sheet["B1"].value = [["=1/0"]] * 10 + [["=SUM(1,,"]] + [["=1"]] * 3
    assert sheet["B11"].value is None


@pytest.mark.calc
def test_an_array_formula_fills_its_cells(sheet):
    sheet["A1"].value = [[1], [2]]
    sheet["B1:B2"].formula_array = "=A1:A2*10"
    assert sheet["B1:B2"].value == [10.0, 20.0]
    assert sheet["B1"].formula_array == "=A1:A2*10"
