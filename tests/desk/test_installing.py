"""The add-in in Excel: put there, repaired, taken away, on a Windows and on a Mac on paper."""

from __future__ import annotations

from pathlib import PurePosixPath

import pytest

from comptoir.desk import fitting, installing
from comptoir.desk.fitting import Computer, Halted, InUse, carry_out
from comptoir.desk.installing import (
    RUN,
    DropFile,
    Home,
    NoExcel,
    NotInCodePage,
    PutFile,
    SetValue,
    Start,
    StopServer,
    TooLong,
    installation,
    mending,
    read_settings,
    removal,
)
from comptoir.desk.registry import NoRegistry
from windows import ENV, EXCEL, PYTHON, USER, Winreg, computer, excel_known

XLAM = rf"{ENV['APPDATA']}\Microsoft\Excel\XLSTART\comptoir.xlam"
SETTINGS = rf"{USER}\.comptoir\comptoir.conf"
WINDOWLESS = PYTHON.replace("python.exe", "pythonw.exe")
SERVER = (WINDOWLESS, "-P", "-m", "comptoir.cli.serving")


@pytest.fixture
def winreg():
    return excel_known(Winreg())


@pytest.fixture
def here(tmp_path, winreg, monkeypatch):
    made, started = computer(tmp_path, winreg, monkeypatch)
    return made, started


def disk(root):
    """Every file on the disk of the test, and what it holds."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file()
    }


def install(made, **more):
    carry_out(made, installation(made.home, b"xlam", made.settings_now, **more))


class TestInstalling:
    def test_the_add_in_its_settings_and_the_server_are_in_place(self, here, winreg):
        made, started = here
        install(made, desk=r"C:\Bureau")

        assert made.place(XLAM).read_bytes() == b"xlam"
        assert read_settings(made.settings_now) == {
            "INTERPRETER_WIN": r"%APPDATA%\uv\tools\comptoir\Scripts\pythonw.exe",
            "DEBUG UDFS": "True",
            "COMPTOIR_DESK": r"C:\Bureau",
        }
        assert winreg.known[RUN]["Comptoir"] == (
            f'"{WINDOWLESS}" -P -m comptoir.cli.serving',
            winreg.REG_SZ,
        )
        assert started == [SERVER]

    def test_every_file_lies_in_the_users_folders_and_no_key_needs_an_administrator(self, here):
        made, _ = here
        for step in mending(made.home, b"", ""):
            path, key = getattr(step, "path", USER), getattr(step, "key", "HKCU\\")
            assert path.startswith(USER)
            assert key.startswith("HKCU\\")

    def test_the_mark_of_the_web_is_taken_off(self, here):
        made, _ = here
        made.place(XLAM).parent.mkdir(parents=True)
        mark = made.place(f"{XLAM}:Zone.Identifier")
        mark.write_text("[ZoneTransfer]\nZoneId=3\n")
        install(made)
        assert not mark.exists()

    def test_a_start_folder_that_is_trusted_is_not_trusted_twice(self, here, winreg):
        made, _ = here
        install(made)
        assert rf"{EXCEL}\Security\Trusted Locations\Comptoir" not in winreg.known

    def test_a_start_folder_that_is_not_trusted_is_trusted_alone(
        self, tmp_path, winreg, monkeypatch
    ):
        del winreg.known[rf"{EXCEL}\Security\Trusted Locations\Location1"]
        made, _ = computer(tmp_path, winreg, monkeypatch)
        install(made)
        told = winreg.known[rf"{EXCEL}\Security\Trusted Locations\Comptoir"]
        assert told["Path"] == (rf"{ENV['APPDATA']}\Microsoft\Excel\XLSTART" + "\\", 1)
        assert told["AllowSubfolders"] == (0, 4)

    def test_settings_of_the_user_stay(self, here):
        made, _ = here
        file = made.place(SETTINGS)
        file.parent.mkdir(parents=True)
        file.write_bytes('"SHOW CONSOLE","True"\r\n"COMPTOIR_DESK","C:\\Été"\r\n'.encode("cp1252"))
        install(made)
        told = read_settings(made.settings_now)
        assert told["SHOW CONSOLE"] == "True"
        assert told["COMPTOIR_DESK"] == r"C:\Été"

    def test_excel_may_start_python_itself(self, here, winreg):
        made, started = here
        install(made)
        install(made, at_logon=False)
        assert "Comptoir" not in winreg.known[RUN]
        assert made.settings["DEBUG UDFS"] == "False"
        assert len(started) == 1

    def test_twice_is_as_once(self, here, tmp_path):
        made, _ = here
        install(made)
        before = disk(tmp_path)
        install(made)
        assert disk(tmp_path) == before


class TestRefusals:
    def test_linux_is_told_of_calc(self):
        with pytest.raises(NoExcel, match="not on Linux"):
            installation(Home("Linux", "/home/a", "/usr/bin/python3"), b"", "")

    def test_a_command_longer_than_windows_allows(self):
        home = Home("Windows", USER, "C:\\" + "long\\" * 50 + "python.exe")
        with pytest.raises(TooLong, match="260 characters"):
            installation(home, b"", "")
        assert installation(home, b"", "", at_logon=False)

    def test_a_desk_that_the_code_page_cannot_write(self):
        with pytest.raises(NotInCodePage) as refused:
            installation(Home("Windows", USER, PYTHON), b"", "", desk="C:\\桌")
        assert refused.value.facts == {"path": "C:\\桌", "page": "cp1252"}

    def test_while_excel_has_it_open_nothing_is_changed(self, here, tmp_path, monkeypatch):
        made, started = here
        install(made)
        before, started[:] = disk(tmp_path), []
        locked(monkeypatch)
        for plan in (
            installation(made.home, b"new", ""),
            mending(made.home, b"new", ""),
            removal(made.home),
        ):
            with pytest.raises(InUse, match="Close Excel"):
                carry_out(made, plan)
        assert disk(tmp_path) == before
        assert started == []

    def test_a_step_that_fails_says_what_was_done(self, here, winreg):
        made, _ = here
        winreg.closed.add(RUN)
        winreg.CreateKeyEx = winreg.OpenKey
        with pytest.raises(Halted) as halted:
            install(made)
        assert halted.value.facts["done"] == 3
        assert "Access is denied. 3 steps of 5 were done before it" in str(halted.value)


def locked(monkeypatch):
    """Excel holds its add-ins open: Windows neither replaces nor removes them."""

    def refused(path, *_, **__):
        raise PermissionError(32, "used by another process", str(path))

    monkeypatch.setattr(fitting.Path, "replace", refused)
    monkeypatch.setattr(fitting.Path, "unlink", lambda path, missing_ok=False: forgiving(path))

    def forgiving(path):
        if path.suffix == ".xlam":
            refused(path)
        path.unlink_(missing_ok=True)

    monkeypatch.setattr(fitting.Path, "unlink_", _UNLINK, raising=False)


_UNLINK = fitting.Path.unlink


class TestRemoving:
    def test_nothing_of_ours_is_left_and_nothing_else_is_gone(self, here, winreg, tmp_path):
        made, _ = here
        mine = made.place(rf"{ENV['APPDATA']}\Microsoft\Excel\XLSTART\PERSONAL.XLSB")
        mine.parent.mkdir(parents=True)
        mine.write_bytes(b"mine")
        before = {key: dict(values) for key, values in winreg.known.items()}
        install(made)
        carry_out(made, removal(made.home))

        assert list(disk(tmp_path)) == [mine.relative_to(tmp_path).as_posix()]
        assert winreg.known == before

    def test_the_folder_we_trusted_is_trusted_no_longer(self, tmp_path, winreg, monkeypatch):
        del winreg.known[rf"{EXCEL}\Security\Trusted Locations\Location1"]
        made, _ = computer(tmp_path, winreg, monkeypatch)
        install(made)
        again, _ = computer(tmp_path, winreg, monkeypatch)
        carry_out(again, removal(again.home))
        assert rf"{EXCEL}\Security\Trusted Locations\Comptoir" not in winreg.known
        assert winreg.known[r"HKCU\Software\Microsoft\Windows\CurrentVersion\Run"] == {
            "OneDrive": ("OneDrive.exe", 1)
        }

    def test_what_was_never_installed_is_removed_without_a_word(self, here):
        made, _ = here
        carry_out(made, removal(made.home))


class TestRepairing:
    def test_excel_forgets_that_it_disabled_the_add_in(self, tmp_path, winreg, monkeypatch):
        key = rf"{EXCEL}\Resiliency\DisabledItems"
        path = b"\1\0\0\0" + XLAM.encode("utf-16-le")
        other = b"\1\0\0\0" + r"C:\other.xlam".encode("utf-16-le")
        winreg.fill(key, A1=path, B2=other)
        made, _ = computer(tmp_path, winreg, monkeypatch)
        carry_out(made, mending(made.home, b"xlam", ""))
        assert list(winreg.known[key]) == ["B2"]

    def test_a_fresh_server_starts_last_and_after_the_old_one_ended(self, here):
        made, _ = here
        plan = mending(made.home, b"", "")
        assert [type(one) for one in plan[-2:]] == [StopServer, Start]
        assert isinstance(plan[0], PutFile)


class TestMac:
    home = Home(
        "Darwin", "/Users/anna", "/Users/anna/.venv/bin/python",
        script=("xlwings-1.applescript", b"on run"),
    )  # fmt: skip

    def test_buttons_get_their_script_and_nothing_of_windows(self):
        plan = installation(self.home, b"xlam", "")
        assert all(isinstance(one, PutFile) for one in plan)
        places = [PurePosixPath(one.path).parts for one in plan]
        assert places[0][-2:] == ("Excel", "comptoir.xlam")
        assert places[1][-2:] == ("com.microsoft.Excel", "xlwings-1.applescript")
        assert read_settings(plan[2].content.decode()) == {
            "INTERPRETER_MAC": "/Users/anna/.venv/bin/python"
        }

    def test_all_of_it_goes_again(self, tmp_path):
        made = Computer(self.home, NoRegistry(), lambda path: tmp_path / path.lstrip("/"))
        carry_out(made, mending(self.home, b"xlam", ""))
        assert len(disk(tmp_path)) == 3
        carry_out(made, removal(self.home))
        assert disk(tmp_path) == {}
        assert all(isinstance(one, DropFile) for one in removal(self.home))


def test_every_step_says_what_it_does_in_both_languages():
    home = Home("Windows", USER, PYTHON, ENV, {"16.0": {}}, ((r"HKCU\Key", "A1"),))
    plan = [*mending(home, b"", ""), *removal(home), *installation(TestMac.home, b"", "")]
    trusted = Home("Windows", USER, PYTHON, ENV, {"16.0": {"Comptoir": str(home.start_folder)}})
    plan += removal(trusted)
    assert {type(one) for one in plan} == set(installing.Step.__args__)
    for step in plan:
        assert step.said.in_("fr") != step.said.in_("en")


def test_the_registry_gives_no_key_and_no_value_for_nothing(here):
    made, _ = here
    assert made.registry.values(r"HKLM\Software\Nowhere") == {}
    assert made.registry.keys(r"HKLM\Software\Nowhere") == ()
    made.registry.drop(r"HKCU\Software\Nowhere", "x")
    made.registry.drop_key(r"HKCU\Software\Nowhere")


def test_variables_in_values_are_filled_in(here):
    made, _ = here
    told = made.registry.values(rf"{EXCEL}\Security\Trusted Locations\Location1")
    assert told == {"Path": rf"{ENV['APPDATA']}\Microsoft\Excel\XLSTART"}


def test_set_values_are_texts_or_numbers(here, winreg):
    made, _ = here
    step = SetValue(r"HKCU\Software\New\Key", "Count", 3)
    carry_out(made, [step])
    assert winreg.known[r"HKCU\Software\New\Key"] == {"Count": (3, winreg.REG_DWORD)}
