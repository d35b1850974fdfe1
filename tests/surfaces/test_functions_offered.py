"""The functions as Excel, Calc and the command line get them."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
from datetime import date, datetime

import pytest
from click.testing import CliRunner

from comptoir.cli import main
from comptoir.functions import FAMILIES, Here, answer, calc, declarations, excel
from comptoir.functions.desks import finder, here_at, here_from, tongue
from comptoir.functions.offering import for_calc, for_excel
from comptoir.functions.pages import HELP, PAGES
from comptoir.rules import index
from comptoir.rules.law import quantities
from comptoir.settings import Settings
from comptoir.wording import translated
from vbabuild import functions as vba
from windows import xlwings_on_windows
from xlcalc import extension


@pytest.fixture(scope="module")
def udfs():
    """xlwings' own functions, which import pywin32 and, to be read, need none of it."""
    with xlwings_on_windows() as xlwings:
        yield xlwings.udfs


@pytest.fixture(scope="module")
def published(udfs):
    space = {}
    excel.publish(space, lambda: Here(lang="fr"), udfs.xlfunc, udfs.xlarg)
    return space


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """The demonstration desk."""
    folder = tmp_path_factory.mktemp("functions") / "desk"
    words = ["--lang", "en", "demo", str(folder), "--today", "2026-11-23"]
    made = CliRunner().invoke(main, words)
    assert made.exit_code == 0, made.output
    return folder


@pytest.fixture(scope="module")
def here(desk):
    return here_at(Settings(folder=desk, name="demo"), "en")


@pytest.fixture(scope="module")
def order(here):
    """Some order of the demonstration, as the store has it."""
    found = here.find([f"EX-2026-{number:04}" for number in range(1, 400)])
    ref = next(iter(found))
    return ref, found[ref][1]


class TestDeclarations:
    def test_there_are_at_least_forty_five_in_eleven_families(self):
        assert len(declarations()) >= 45
        assert len({one.category for one in declarations().values()}) == len(FAMILIES) == 11

    @pytest.mark.parametrize("name", declarations())
    def test_each_says_everything_in_both_languages(self, name):
        one = declarations()[name]
        for text in (one.says, one.category.value, *(a.says for a in one.arguments)):
            assert text
            assert translated(text, "fr")

    @pytest.mark.parametrize("name", declarations())
    def test_no_needed_argument_stands_after_one_that_may_be_left_out(self, name):
        needed = [one.needed for one in declarations()[name].arguments]
        assert needed == sorted(needed, reverse=True)


class TestExcel:
    def test_vba_has_no_objection(self):
        assert [said for one in for_excel() for said in vba.objections(one)] == []

    def test_the_wrappers_are_written(self):
        text = vba.written(for_excel(), "Fonctions", addin=True).code.replace("\r\n", "\n")
        assert text.count("\nPublic Function COMPTOIR_") == len(declarations())
        assert 'XLPy.CallUDF("comptoir.functions.excel", "COMPTOIR_CHARGEABLE"' in text
        assert "Optional metres As Variant" in text

    def test_every_wrapper_finds_its_python(self):
        for one in for_excel():
            assert callable(getattr(importlib.import_module(one.module), one.name))

    def test_xlwings_knows_each_argument_and_what_is_left_out(self, published):
        told = published["COMPTOIR_CHARGEABLE"].__xlfunc__
        assert [one["name"] for one in told["args"]] == ["kg", "volume", "tariff", "metres", "day"]
        assert ["optional" in one for one in told["args"]] == [False] * 3 + [True] * 2
        assert all(one["options"] == {"ndim": 2, "err_to_str": True} for one in told["args"])

    def test_ranges_come_as_rows_and_leave_as_rows(self, published):
        found = published["COMPTOIR_CHARGEABLE"]([[80.0], [None]], [[1.0]], [["air"]], None, None)
        assert found == [[167.0], [""]]

    def test_days_leave_as_com_takes_them(self, published):
        monthend = published["COMPTOIR_MONTHEND"]
        assert monthend([[datetime(2026, 11, 23)]]) == datetime(2026, 11, 30)
        first = published["COMPTOIR_REMINDERS"]("2026-11-30")[0]
        assert first == ["courtoise", datetime(2026, 12, 5)]

    def test_a_desk_whose_law_cannot_be_read_is_a_sentence(self, udfs, tmp_path):
        (tmp_path / "comptoir.toml").write_text("[law.nothing]\nvalues = []\n", "utf-8")
        space = {}
        env = {"COMPTOIR_DESK": str(tmp_path)}
        excel.publish(space, lambda: here_from(env), udfs.xlfunc, udfs.xlarg)
        assert space["COMPTOIR_VGM"](1, 1).startswith("#COMPTOIR! ")


class TestCalc:
    def test_the_extension_takes_them_all(self):
        words = {"en": "Comptoir", "fr": "Comptoir"}
        made = extension.Extension("org.comptoir.calc", "1.0", words, "COMPTOIR", for_calc())
        assert f"{extension.KINDS['rows']} CHARGEABLE(" in extension.idl(made)
        assert "Poids taxable" in extension.functions_xcu(made)

    def test_every_target_answers_with_rows(self):
        for one in for_calc():
            module, name = one.target.split(":")
            function = getattr(importlib.import_module(module), name)
            found = function(*declarations()[one.name].example.arguments)
            assert all(isinstance(row, tuple) for row in found)
            assert all(isinstance(c, float | int | str | bool) for row in found for c in row)

    def test_what_calc_passes_for_empty_cells_is_blank(self):
        assert calc.CHARGEABLE(((80.0,), ("",), (None,)), 1.0, "air", None, None) == (
            (167.0,),
            ("",),
            ("",),
        )

    def test_days_are_serial_numbers(self):
        assert calc.MONTHEND(46349.0) == ((46356.0,),)

    def test_what_is_no_function_is_no_attribute(self):
        assert not hasattr(calc, "NOTHING")


class TestCommand:
    @pytest.fixture(autouse=True)
    def _elsewhere(self, tmp_path, monkeypatch):
        monkeypatch.chdir(tmp_path)
        for name in ("COMPTOIR_DESK", "COMPTOIR_LANG", "COMPTOIR_USER"):
            monkeypatch.delenv(name, raising=False)

    def run(self, *words, lang="en"):
        return CliRunner().invoke(main, ["--lang", lang, "fn", *words])

    def test_the_list_is_an_object_a_line(self):
        lines = self.run("--list", "--json").output.splitlines()
        told = [json.loads(line) for line in lines]
        assert [one["name"] for one in told] == list(declarations())
        assert told[0]["excel"] == "COMPTOIR_CHARGEABLE"
        assert told[0]["calc"] == "COMPTOIR.CHARGEABLE"
        assert [a["needed"] for a in told[0]["arguments"]] == [True] * 3 + [False] * 2

    def test_the_list_reads_in_french(self):
        output = self.run("--list", lang="fr").output
        assert "CHARGEABLE(kg; volume; tariff; metres?; day?)" in output
        assert "Fret et conteneurs" in output

    @pytest.mark.parametrize(
        ("words", "told"),
        [
            (["CHARGEABLE", "80", "1", "air"], "167\n"),
            (["CHARGEABLE", "[[80],[700]]", "1", "air"], "167\n700\n"),
            (["DUE", "45 EOM B", "2026-01-16"], "17 Mar 2026\n"),
            (["BUSINESSDAY", "2026-11-19", "-3", "FR"], "16 Nov 2026\n"),
            (["VALID", "container", "CSQU3054383"], "yes\n"),
            (["LCQUANTITY", "1000"], "950\t1050\n"),
        ],
    )
    def test_a_function_is_computed(self, words, told):
        done = self.run(*words)
        assert (done.exit_code, done.output) == (0, told)

    def test_machines_get_json(self):
        done = self.run("DUE", "NET 60", "2026-01-15", "--json")
        assert json.loads(done.output) == {"function": "DUE", "answer": "2026-03-16"}

    def test_a_sentence_alone_is_a_refusal(self):
        done = self.run("CHARGEABLE", "x", "1", "air")
        assert done.exit_code == 2
        assert done.output.startswith("#COMPTOIR! kg: x is not a number.")

    def test_an_unknown_function_is_refused_with_the_next_step(self):
        done = self.run("NOTHING")
        assert done.exit_code == 2
        assert "comptoir fn --list" in done.output

    def test_the_list_needs_no_spreadsheet_program_nor_data_base(self):
        code = (
            "import sys; from comptoir.cli import main\n"
            "try: main(['fn', '--list', '--json'])\n"
            "except SystemExit: pass\n"
            "print(sorted({'xlwings', 'pandas'} & sys.modules.keys()), file=sys.stderr)"
        )
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        )
        assert done.stderr.strip() == "[]"


class TestLookUps:
    def test_a_column_is_found_under_its_code_and_its_headings(self, here, order):
        ref, row = order
        for heading in ("ordered", "Order date"):
            found = answer("FIELD", [ref, heading], here)
            assert found == row["ordered"], heading
        assert isinstance(found, date)

    def test_many_are_read_at_once_and_one_unknown_spoils_no_other(self, here, order):
        ref, row = order
        found = answer("FIELD", [[[ref], ["EX-1999-0001"], [None]], "ordered"], here)
        assert found[0] == [row["ordered"]]
        assert found[1][0].startswith("#COMPTOIR! nothing in the desk is called EX-1999-0001")
        assert found[2] == [""]

    def test_an_unknown_column_is_refused_and_the_others_named(self, here, order):
        said = answer("FIELD", [order[0], "colour"], here)
        assert said.startswith("#COMPTOIR! ")
        assert "has no column colour" in said

    def test_a_hundred_thousand_cells_read_the_store_once(self, desk, order):
        find, calls = finder(Settings(folder=desk, name="demo").url), []

        def counted(refs):
            calls.append(len(set(refs)))
            return find(refs)

        refs = [[order[0]], ["EX-1999-0001"]] * 50_000
        found = answer("FIELD", [refs, "ordered"], Here(find=counted))
        assert calls == [2]
        assert len(found) == 100_000

    def test_the_spreadsheets_desk_is_the_one_the_environment_names(self, desk):
        assert here_from({"COMPTOIR_DESK": str(desk)}).find is not None
        assert here_from({}).find is None
        assert (tongue({}), tongue({"COMPTOIR_LANG": "en"})) == ("fr", "en")


class TestHelp:
    @pytest.mark.parametrize("lang", ["en", "fr"])
    @pytest.mark.parametrize("name", PAGES)
    def test_the_pages_are_those_of_today(self, name, lang):
        """Where this fails: python -m comptoir.functions.pages."""
        assert (HELP / f"{name}.{lang}.md").read_text("utf-8") == PAGES[name](lang)

    @pytest.mark.parametrize("lang", ["en", "fr"])
    def test_every_function_stands_in_the_help_with_its_arguments(self, lang):
        page = (HELP / f"functions.{lang}.md").read_text("utf-8")
        for one in declarations().values():
            assert f"\n### {one.name}(" in page
            for argument in one.arguments:
                assert translated(argument.says, lang).replace("|", r"\|") in page

    def test_every_rule_stands_in_the_help_with_its_source_and_its_proof(self):
        page = (HELP / "rules.en.md").read_text("utf-8")
        rows = {line.split(" | ")[0].strip("| "): line for line in page.splitlines()}
        for rule in index.rules():
            row = rows[rule.name.rpartition(".")[2]]
            assert row.rstrip("| ").count(" | ") == 2, f"{rule.name} has no proof"
            assert rule.source
            assert " ".join(rule.source.split()).replace("|", r"\|") in page

    def test_every_figure_stands_in_the_help_with_its_source(self):
        page = (HELP / "rules.en.md").read_text("utf-8")
        for book, name in quantities():
            assert f"| {book}.{name} |" in page
