"""Run xlwings' own tests on the Calc engine: an outside measure, beside our tests.

    python tests/xlcalc/own_suite.py xlwings-0.33.0.tar.gz [PYTEST OPTIONS]

The tests come with xlwings' source package (``pip download --no-deps --no-binary :all:
xlwings==0.33.0``), without their workbooks and picture: those are made here. Nothing of
it is kept. Tests of xlwings' paid parts, of its Office.js and of a real Excel's own files are left
out by name.
"""

from __future__ import annotations

import os
import struct
import subprocess
import sys
import tarfile
import tempfile
import zlib
from pathlib import Path

import xlsxwriter

from vbabuild import package, project

ADDIN = Path(__file__).parents[2] / "addin"
LEFT_OUT = ("test_markdown.py", "test_e2e.py")
COMMON = '''
import os, unittest
import xlwings as xw

this_dir = os.path.dirname(os.path.abspath(__file__))
SPEC = None


class TestBase(unittest.TestCase):
    """Two offices, a workbook of three sheets in each; what is not implemented is skipped."""

    def _callTestMethod(self, method):
        try:
            super()._callTestMethod(method)
        except NotImplementedError:
            self.skipTest("not implemented")

    @classmethod
    def setUpClass(cls):
        cls.app1, cls.app2 = xw.App(visible=False), xw.App(visible=False)

    def setUp(self):
        self.wb1, self.wb2 = self.app1.books.add(), self.app2.books.add()
        for book in (self.wb1, self.wb2):
            while len(book.sheets) < 3:
                book.sheets.add(after=len(book.sheets))
            book.sheets[0].select()

    def tearDown(self):
        for app in (self.app1, self.app2):
            app.books[-1].close()

    @classmethod
    def tearDownClass(cls):
        cls.app1.kill()
        cls.app2.kill()
'''
CONFTEST = """
import xlcalc

xlcalc.activate()
"""
MACROS = """
Function Test1(a, b)
    ThisWorkbook.Sheets(1).Range("A1").Value = a
    ThisWorkbook.Sheets(1).Range("A2").Value = b
    Test1 = 1
End Function

Function Test2()
    ThisWorkbook.Sheets(1).Range("A3").Value = "Test2"
    Test2 = 2
End Function

Sub Test3(a, b)
    ThisWorkbook.Sheets(1).Range("A4").Value = a
    ThisWorkbook.Sheets(1).Range("A5").Value = b
End Sub

Sub Test4()
    ThisWorkbook.Sheets(1).Range("A6").Value = "Test4"
End Sub

Sub Test5(one)
    ThisWorkbook.Sheets(1).Range("A8").Value = one.Value
End Sub
"""


def png(side: int = 40) -> bytes:
    """A picture of one colour."""
    rows = b"".join(b"\0" + bytes((0x2E, 0x7D, 0x8C)) * side for _ in range(side))

    def chunk(kind: bytes, data: bytes) -> bytes:
        proof = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", proof)

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    body = chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + body


def _plain_book(path: Path) -> None:
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet("Sheet1").write("A1", "text")
        book.add_worksheet("Sheet2")
        book.add_worksheet("shape").insert_textbox("B2", "text", {"font": {"color": "white"}})


def _errors_book(path: Path) -> None:
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        formulas = ("1/0", "NA()", "bad_name", "A1:A2 C1:C2", "SQRT(-1)", "#REF!", '"a"*1')
        errors = ("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!")
        for at, (formula, error) in enumerate(zip(formulas, errors, strict=True)):
            sheet.write_formula(at, 0, f"={formula}", value=error)


def _noted_book(path: Path) -> None:
    path.parent.mkdir()
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet().write_comment("A1", "<frame>")


def _tables_book(path: Path) -> None:
    """Four tables that data frames replace, and what the sheet then shows."""
    names = ["a", "b", "c", "d"]
    rows = [[one, 11 * one, 111 * one, 1111 * one] for one in range(1, 6)]
    with xlsxwriter.Workbook(str(path)) as book:
        template, expected = book.add_worksheet("template"), book.add_worksheet("expected")
        for top, indexed in ((0, True), (10, True), (20, True), (30, False)):
            heads = [" ", *names] if indexed else names
            template.add_table(top, 0, top + 2, len(heads) - 1,
                               {"columns": [{"header": one} for one in heads]})  # fmt: skip
            expected.write_row(top, 0, heads)
            for at, row in enumerate(rows):
                expected.write_row(top + 1 + at, 0, [at, *row] if indexed else row)


def _macro_book(path: Path) -> None:
    code = (
        project.document("ThisWorkbook", project.Kind.WORKBOOK),
        project.document("Sheet1", project.Kind.SHEET),
        project.module("Module1", MACROS),
    )
    described = package.Package(
        package.Form.XLSM, "macros", (package.Sheet("Sheet1", "Sheet1"),),
        project.Project("VBAProject", code),
    )  # fmt: skip
    path.write_bytes(package.write(described))


def laid_out(source: Path, folder: Path) -> Path:
    """The tests of the package *source* in *folder*, with all that they open."""
    tests = folder / "own" / "tests"
    tests.mkdir(parents=True)
    with tarfile.open(source) as packed:
        for one in packed.getmembers():
            parts = Path(one.name).parts
            content = packed.extractfile(one)
            if content and parts[1:2] == ("tests",) and parts[-1].startswith("test_"):
                (tests / parts[-1]).write_bytes(content.read())
    (tests / "__init__.py").touch()
    (tests / "common.py").write_text(COMMON, "utf-8")
    (tests / "conftest.py").write_text(CONFTEST, "utf-8")
    (tests / "sample_picture.png").write_bytes(png())
    (tests / "temp").mkdir()
    _plain_book(tests / "test book.xlsx")
    _plain_book(tests / "üni cöde.xlsx")
    _errors_book(tests / "cell_errors.xlsx")
    _noted_book(tests / "reports" / "template_one_frame.xlsx")
    _tables_book(tests / "tables.xlsx")
    _macro_book(tests / "macro book.xlsm")
    return tests


def main(source: str, *options: str) -> int:
    with tempfile.TemporaryDirectory(prefix="own_suite_") as folder:
        tests = laid_out(Path(source).absolute(), Path(folder))
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider",
                   "--continue-on-collection-errors", "--rootdir",
                   str(tests), "-c", os.devnull, str(tests),
                   *(f"--ignore={tests / name}" for name in LEFT_OUT), *options]  # fmt: skip
        paths = filter(None, (str(ADDIN), os.environ.get("PYTHONPATH")))
        place = {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
        return subprocess.run(command, cwd=tests, env=place, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
