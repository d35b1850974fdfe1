"""``comptoir addin``, as someone types it: on this computer, and on a Windows on paper."""

from __future__ import annotations

import hashlib
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from comptoir import __version__, ribbon
from comptoir import desk as desks
from comptoir.cli import building, main
from comptoir.desk import fitting
from comptoir.functions import declarations
from vbabuild import package_check, xlwings_vba
from vbabuild.mistakes import Faulty
from windows import ENV, Winreg, computer, excel_known

SHIPPED = Path(__file__).parents[2] / "workbooks" / "comptoir.xlam"
BUILD = ["-c", "from comptoir.cli import main; main()", "--json", "addin", "build", "--twin"]


def typed(*words):
    return CliRunner().invoke(main, ["--lang", "en", *map(str, words)])


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """What two builds in processes of their own wrote and said, hashing and zones apart."""
    answers = []
    for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo")):
        folder = tmp_path_factory.mktemp("built")
        env = {
            **os.environ,
            "PYTHONHASHSEED": seed,
            "TZ": zone,
            "PYTHONPATH": os.pathsep.join(sys.path),
        }
        ran = subprocess.run(
            [sys.executable, *BUILD, "--out", folder], env=env, capture_output=True, check=True
        )
        answers.append((folder, [json.loads(line) for line in ran.stdout.splitlines()]))
    return answers


class TestBuilding:
    def test_the_same_bytes_twice(self, built):
        (one, told), (two, again) = built
        for name in ("comptoir.xlam", "comptoir.xlsm"):
            assert (one / name).read_bytes() == (two / name).read_bytes()
        assert [row["sha256"] for row in told] == [row["sha256"] for row in again]

    def test_what_is_said_is_what_is_written(self, built):
        folder, told = built[0]
        for row in told:
            content = Path(row["file"]).read_bytes()
            assert Path(row["file"]).parent == folder
            assert row["sha256"] == hashlib.sha256(content).hexdigest()
            assert row["bytes"] == len(content)
            assert row["comptoir"] == __version__
            assert row["xlwings"] == xlwings_vba.installed().version

    def test_the_checker_has_nothing_to_say(self, built):
        for row in built[0][1]:
            assert package_check.check(Path(row["file"]).read_bytes()) == []

    def test_the_add_in_that_goes_with_the_program_is_the_one_it_builds(self, built):
        """If not: ``comptoir addin build``."""
        if built[0][1][0]["xlwings"] != "0.37.8":
            pytest.skip("the shipped add-in is of xlwings 0.37.8")
        assert SHIPPED.read_bytes() == (built[0][0] / "comptoir.xlam").read_bytes()

    def test_openpyxl_reads_who_built_the_twin_and_that_it_names_no_python(self, built):
        book = openpyxl.load_workbook(built[0][0] / "comptoir.xlsm")
        told = dict(book["comptoir.conf"].iter_rows(values_only=True))
        assert told == {
            "USE UDF SERVER": True,
            "COMPTOIR_VERSION": __version__,
            "ADD_WORKBOOK_TO_PYTHONPATH": False,
        }

    def test_every_button_and_function_is_in_it(self, built):
        _, project = package_check.read((built[0][0] / "comptoir.xlam").read_bytes())
        code = {one.name: one.code for one in project.modules}
        for deed in ribbon.DEEDS:
            assert f"comptoir.ribbon.click('{deed.id}')" in code["Gestes"]
        for name in declarations():
            assert f"Public Function COMPTOIR_{name}(" in code["Fonctions"]

    def test_a_person_reads_where_it_is(self, tmp_path):
        answer = typed("addin", "build", "--out", tmp_path)
        assert answer.exit_code == 0
        assert f"{tmp_path / 'comptoir.xlam'} is built (" in answer.output

    def test_lists_that_cannot_be_are_a_sentence(self, monkeypatch):
        def refused(_addin):
            raise Faulty([])

        monkeypatch.setattr(building, "xlam", refused)
        answer = typed("addin", "build", "--out", "nowhere")
        assert answer.exit_code == 5
        assert "cannot be built" in answer.output
        Path("nowhere").rmdir()


class TestChecking:
    def test_what_excel_would_drop_is_named(self, built, tmp_path):
        good = built[0][0] / "comptoir.xlam"
        bad = tmp_path / "bad.xlam"
        bad.write_bytes(good.read_bytes()[:-3000])
        answer = typed("addin", "check", good, bad)
        assert answer.exit_code == 1
        assert "comptoir.xlam: nothing to object to." in answer.output
        assert "bad.xlam: package: zip-damaged" in answer.output

    def test_machines_read_a_line_to_the_file(self, built):
        answer = typed("--json", "addin", "check", built[0][0] / "comptoir.xlam")
        assert json.loads(answer.output)["mistakes"] == []
        assert answer.exit_code == 0


class TestInstalling:
    @pytest.fixture
    def windows(self, tmp_path, monkeypatch):
        """This computer is Anna's Windows."""
        made, started = computer(tmp_path, excel_known(Winreg()), monkeypatch)
        monkeypatch.setattr(fitting, "this_computer", lambda: made)
        monkeypatch.chdir(tmp_path)
        monkeypatch.delenv("COMPTOIR_DESK", raising=False)
        return made, started

    def test_from_install_to_uninstall(self, windows, built):
        made, started = windows
        answer = typed("addin", "install")
        assert answer.exit_code == 0, answer.output
        assert "The tab Comptoir is in Excel when it starts again." in answer.output
        addin = made.place(str(made.home.addin))
        assert addin.read_bytes() == (built[0][0] / "comptoir.xlam").read_bytes()
        assert len(started) == 1

        assert typed("addin", "repair", "--server", "excel").exit_code == 0
        assert made.settings["DEBUG UDFS"] == "False"

        answer = typed("addin", "uninstall")
        assert "Your desks and workbooks are where they were." in answer.output
        assert not addin.exists()
        assert made.settings_now == ""

    def test_dry_says_every_step_and_does_none(self, windows, tmp_path):
        answer = typed("addin", "install", "--dry-run")
        assert rf"Write {ENV['APPDATA']}\Microsoft\Excel\XLSTART\comptoir.xlam" in answer.output
        assert "Nothing was done." in answer.output
        assert list(tmp_path.iterdir()) == []

    def test_machines_read_a_line_to_the_step(self, windows):
        lines = typed("--json", "addin", "install", "--dry-run").output.splitlines()
        steps = [json.loads(line)["step"] for line in lines]
        assert steps == ["PutFile", "Unblock", "PutFile", "SetValue", "Start"]

    def test_the_desk_that_is_named_is_the_one_of_the_buttons(self, windows, tmp_path):
        made, _ = windows
        desks.create(tmp_path / "mine", name="Maison", lang="fr")
        typed("--desk", tmp_path / "mine", "addin", "install")
        assert made.settings["COMPTOIR_DESK"] == str(tmp_path / "mine")
        typed("addin", "repair")
        assert made.settings["COMPTOIR_DESK"] == str(tmp_path / "mine")

    def test_nothing_to_stop_is_no_fault(self, windows):
        answer = typed("addin", "stop")
        assert answer.exit_code == 0
        assert "No Python server runs." in answer.output

    @pytest.mark.skipif(sys.platform != "linux", reason="Excel may be here")
    @pytest.mark.parametrize("verb", ["install", "repair", "uninstall", "stop"])
    def test_without_excel_the_way_out_is_told(self, verb):
        answer = typed("addin", verb)
        assert answer.exit_code == 2
        assert "Use the buttons of LibreOffice Calc here." in answer.output


def test_the_twin_is_read_whole_by_openpyxl(built):
    content = (built[0][0] / "comptoir.xlsm").read_bytes()
    book = openpyxl.load_workbook(io.BytesIO(content), keep_vba=True)
    texts = {row[0]: row[1:] for row in book["textes"].iter_rows(values_only=True)}
    book.vba_archive.close()
    for deed in ribbon.DEEDS:
        if not deed.language:
            assert texts[deed.id][1] == deed.label
            assert texts[f"{deed.id}.tip"][1] == deed.tip
