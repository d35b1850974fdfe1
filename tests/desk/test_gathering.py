"""What the doctor is told: of a Windows on paper, of a Mac on paper, and of this computer."""

from __future__ import annotations

import os
import struct
import sys
import types
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from pathlib import Path

import pytest
from filelock import FileLock

from comptoir import __version__, settings
from comptoir import desk as desks
from comptoir.cli import building
from comptoir.desk.doctor import ERROR, examined
from comptoir.desk.doctor.excel import CHILD_PROCESSES, UNKNOWN_PROGRAMS, WIN32_CALLS
from comptoir.desk.fitting import LOCK, NOTES, Computer, carry_out
from comptoir.desk.gathering import computers, excels, gathered
from comptoir.desk.gathering import desks as of_desks
from comptoir.desk.installing import Home, installation
from comptoir.desk.registry import NoRegistry
from windows import ENV, EXCEL, USER, Winreg, computer, excel_known

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
OFFICE = r"HKLM\SOFTWARE\Microsoft\Office"
POLICIES = r"HKCU\SOFTWARE\Policies\Microsoft\Office\16.0"
DEFENDER = r"Microsoft\Windows Defender\Windows Defender Exploit Guard\ASR\Rules"
APP_PATH = r"HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\excel.exe"
PROGRAM = r"C:\Program Files\Microsoft Office\root\Office16\EXCEL.EXE"


@pytest.fixture(scope="module")
def xlam():
    return building.built()


@pytest.fixture
def winreg():
    made = excel_known(Winreg())
    made.fill(rf"{OFFICE}\ClickToRun\Configuration",
              Platform="x64", VersionToReport="16.0.18025.20104")  # fmt: skip
    return made


@pytest.fixture
def here(tmp_path, winreg, monkeypatch):
    """Anna's Windows, Excel installed and pywin32 at hand; asked again after each change."""
    for name in ("pythoncom", "win32api"):
        monkeypatch.setitem(sys.modules, name, types.ModuleType(name))
    return lambda: computer(tmp_path, winreg, monkeypatch)[0]


def seen(made):
    return gathered(None, now=NOW, computer=made).excel


def put(made, path, content=b""):
    file = made.place(path)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)


class TestExcel:
    def test_of_click_to_run(self, here):
        told = seen(here())
        assert (told.version, told.bits) == ("16.0.18025.20104", 64)

    @pytest.mark.parametrize(("machine", "bits"), [(0x8664, 64), (0x14C, 32), (0x1, None)])
    def test_of_an_installer_by_its_program(self, here, winreg, machine, bits):
        del winreg.known[rf"{OFFICE}\ClickToRun\Configuration"]
        winreg.fill(APP_PATH, **{"": PROGRAM})
        head = b"MZ" + bytes(58) + struct.pack("<I", 128) + bytes(64) + b"PE\0\0"
        put(here(), PROGRAM, head + struct.pack("<H", machine))
        told = seen(here())
        assert (told.version, told.bits) == ("16.0", bits)

    def test_without_excel_nothing_of_it_is_examined(self, tmp_path, monkeypatch):
        made, _ = computer(tmp_path, Winreg(), monkeypatch)
        told = gathered(None, now=NOW, computer=made)
        assert told.excel.version is None
        codes = {one.code for one in examined(told) if one.code.startswith("XL")}
        assert codes == {"XL-01"}

    def test_the_library_is_looked_for_where_vba_looks(self, here):
        made = here()
        put(made, rf"{ENV['APPDATA']}\uv\tools\comptoir\xlwings64-0.37.8.dll")
        put(made, rf"{ENV['APPDATA']}\uv\tools\comptoir\Scripts\xlwings32-0.37.8.dll")
        put(made, rf"{ENV['APPDATA']}\uv\tools\xlwings64-0.1.dll")
        assert set(seen(made).libraries) == {"xlwings64-0.37.8.dll", "xlwings32-0.37.8.dll"}

    def test_pywin32_that_does_not_load(self, here, monkeypatch):
        monkeypatch.setitem(sys.modules, "pythoncom", None)
        assert not seen(here()).com


class TestAddIn:
    def test_what_was_installed_is_whole_and_ours(self, here, xlam):
        made = here()
        carry_out(made, installation(made.home, xlam, ""))
        told = seen(here()).addin
        assert told.path == str(made.home.addin)
        assert (told.comptoir, told.xlwings) == (__version__, version("xlwings"))
        assert (told.faults, told.blocked) == ((), False)

    @pytest.mark.parametrize(
        ("zone", "blocked"), [("ZoneId=3", True), ("ZoneId=4", True), ("ZoneId=1", False)]
    )
    def test_the_mark_of_the_web(self, here, xlam, zone, blocked):
        made = here()
        put(made, str(made.home.addin), xlam)
        put(made, f"{made.home.addin}:Zone.Identifier", f"[ZoneTransfer]\r\n{zone}\r\n".encode())
        assert seen(made).addin.blocked is blocked

    def test_a_file_cut_short_is_damaged_and_of_nobody(self, here, xlam):
        made = here()
        put(made, str(made.home.addin), xlam[:-2000])
        told = seen(made).addin
        assert told.faults
        assert told.comptoir is None

    def test_none(self, here):
        assert seen(here()).addin is None

    def test_copies_that_excel_opens_as_well(self, here, winreg):
        made = here()
        copy = rf"{ENV['APPDATA']}\Microsoft\AddIns\comptoir.xlam"
        winreg.fill(APP_PATH, **{"": PROGRAM})
        winreg.fill(rf"{EXCEL}\Options", OPEN='/R "comptoir.xlam"', OPEN1=r'"C:\other.xlam"',
                    AltStartup=r"C:\Start")  # fmt: skip
        machine_wide = PROGRAM.replace("EXCEL.EXE", r"XLSTART\comptoir.xlam")
        for path in (copy, r"C:\Start\comptoir.xlam", r"C:\other.xlam", machine_wide):
            put(made, path)
        put(made, str(made.home.addin))
        assert set(seen(here()).copies) == {copy, r"C:\Start\comptoir.xlam", machine_wide}

    def test_disabled_after_a_crash(self, here, winreg):
        assert not seen(here()).disabled
        path = rf"{ENV['APPDATA']}\microsoft\excel\xlstart\COMPTOIR.XLAM"
        winreg.fill(rf"{EXCEL}\Resiliency\DisabledItems", A=b"\1\0\0\0" + path.encode("utf-16-le"))
        assert seen(here()).disabled


class TestPolicies:
    def test_an_administrators_word_beats_the_users(self, here, winreg):
        winreg.fill(rf"{EXCEL}\Security", VBAWarnings=2, RequireAddinSig=1)
        winreg.fill(rf"{POLICIES}\Excel\Security", VBAWarnings=4)
        winreg.fill(rf"{POLICIES}\Common\Security\Trusted Locations", **{"allow user locations": 0})
        told = seen(here())
        assert told.policies == {
            "VBAWarnings": 4, "RequireAddinSig": 1, "allow user locations": 0,
        }  # fmt: skip
        assert told.forced == {"VBAWarnings", "allow user locations"}

    def test_cloud_policy_beats_group_policy(self, here, winreg):
        winreg.fill(rf"{POLICIES}\Excel\Security", VBAWarnings=4)
        cloud = POLICIES.replace(r"Microsoft\Office", r"Microsoft\Cloud\Office")
        winreg.fill(rf"{cloud}\Excel\Security", VBAWarnings=2)
        assert seen(here()).policies["VBAWarnings"] == 2

    def test_defenders_rules_wherever_they_are_set(self, here, winreg):
        local = rf"HKLM\SOFTWARE\{DEFENDER}"
        winreg.fill(local, **{CHILD_PROCESSES.lower(): "2", UNKNOWN_PROGRAMS: "1"})
        managed = r"HKLM\SOFTWARE\Policies\Microsoft\Windows Defender\Policy Manager"
        winreg.fill(managed, ASRRules=f"{{{WIN32_CALLS.lower()}}}=1|{CHILD_PROCESSES}=6|junk")
        winreg.fill(rf"HKLM\SOFTWARE\Policies\{DEFENDER}", **{CHILD_PROCESSES: "1"})
        assert seen(here()).rules == {CHILD_PROCESSES: 1, UNKNOWN_PROGRAMS: 1, WIN32_CALLS: 1}

    def test_a_key_that_may_not_be_read_is_as_none(self, here, winreg):
        key = rf"HKLM\SOFTWARE\Policies\{DEFENDER}"
        winreg.fill(key, **{CHILD_PROCESSES: "1"})
        winreg.closed.add(key)
        assert seen(here()).rules == {}

    def test_long_paths(self, here, winreg):
        assert not seen(here()).long_paths
        key = r"HKLM\SYSTEM\CurrentControlSet\Control\FileSystem"
        winreg.fill(key, LongPathsEnabled=1)
        assert seen(here()).long_paths


class TestPython:
    def test_where_the_add_in_looks_for_it(self, here, xlam):
        made = here()
        carry_out(made, installation(made.home, xlam, ""))
        told = seen(made)
        assert told.settings["INTERPRETER_WIN"].startswith("%APPDATA%")
        assert not told.interpreter_found
        put(made, made.home.windowless)
        assert seen(made).interpreter_found
        assert told.at_logon == f'"{made.home.windowless}" -P -m comptoir.cli.serving'

    def test_the_server_that_runs_is_known_by_its_lock(self, here):
        made = here()
        folder = made.own_folder
        folder.mkdir(parents=True)
        (folder / NOTES).write_text('{"process": 1, "version": "0.9"}')
        assert seen(made).server is None  # a note without a lock is of a server that is gone
        with FileLock(folder / LOCK):
            assert seen(made).server == "0.9"

    def test_a_task_of_windows(self, here, winreg):
        assert not computers._scheduled(here())
        tree = r"HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion\Schedule\TaskCache\Tree"
        winreg.fill(rf"{tree}\Comptoir mail sync", Id="{1}")
        assert computers._scheduled(here())

    def test_the_office_of_windows(self, here, winreg, monkeypatch):
        monkeypatch.setattr(computers.shutil, "which", lambda _name: None)
        monkeypatch.setattr(computers, "_OFFICES", ())
        folder = r"C:\Program Files\LibreOffice\program"
        winreg.fill(r"HKLM\SOFTWARE\LibreOffice\UNO\InstallPath", **{"": folder})
        made = here()
        assert computers._office(made) is None
        put(made, rf"{folder}\soffice.exe")
        assert computers._office(made) == rf"{folder}\soffice.exe"


def test_a_fresh_installation_ails_nowhere_in_excel(here, xlam, monkeypatch):
    """Install, start, examine: what is wrong with Excel then is the doctor's fault."""
    made = here()
    carry_out(made, installation(made.home, xlam, ""))
    put(made, made.home.windowless)
    bits = struct.calcsize("P") * 8
    put(made, rf"{ENV['APPDATA']}\uv\tools\comptoir\xlwings{bits}-{version('xlwings')}.dll")
    (made.own_folder).mkdir(parents=True)
    (made.own_folder / NOTES).write_text(f'{{"process": 1, "version": "{__version__}"}}')
    with FileLock(made.own_folder / LOCK):
        told = gathered(None, now=NOW, computer=here())
    found = [one for one in examined(told) if one.code.startswith("XL")]
    assert len(found) == 20
    assert [(one.code, one.said) for one in found if one.state != "ok"] == []


class TestMac:
    def test_of_an_installation(self, tmp_path, xlam):
        home = Home("Darwin", "/Users/anna", "/Users/anna/venv/bin/python",
                    script=("xlwings-1.applescript", b"on run"))  # fmt: skip
        made = Computer(home, NoRegistry(), lambda path: tmp_path / path.lstrip("/"))
        carry_out(made, installation(home, xlam, ""))
        told = gathered(None, now=NOW, computer=made)
        assert told.excel is None
        assert told.mac.scripts == ("xlwings-1.applescript",)
        assert told.mac.addin.comptoir == __version__
        assert not told.mac.interpreter_found
        put(made, home.python)
        assert gathered(None, now=NOW, computer=made).mac.interpreter_found


class TestDesk:
    @pytest.fixture
    def desk(self, tmp_path):
        return desks.create(tmp_path / "desk", name="Maison", lang="fr")

    def test_a_new_desk_is_well_but_for_what_nobody_set(self, desk):
        told = gathered(desk, now=NOW)
        states = {one.code: one.state for one in examined(told)}
        assert states["DB-01"] == states["DESK-02"] == states["TPL-01"] == "ok"
        assert states["BACK-01"] == states["MAIL-01"] == "warning"
        assert told.database == f"sqlite:///{desk.folder}/comptoir.db"

    def test_letters_of_the_user_that_are_no_word_documents(self, desk):
        folder = desk.templates / "fr"
        folder.mkdir(parents=True)
        (folder / "offer.docx").write_bytes(b"not a zip")
        (folder / "~$offer.docx").write_bytes(b"a lock of Word")
        assert of_desks.facts(desk)["bad_templates"] == ("fr/offer.docx",)

    def test_workbooks_that_are_open_somewhere(self, desk):
        desk.workbooks.mkdir(exist_ok=True)
        (desk.workbooks / "~$register.xlsx").touch()
        (desk.workbooks / ".~lock.kpi.xlsx#").touch()
        assert of_desks.facts(desk)["stale_locks"] == ("~$register.xlsx", ".~lock.kpi.xlsx#")

    def test_the_last_backup_and_the_longest_path(self, desk):
        desk.backups.mkdir(exist_ok=True)
        for name, age in (("old.zip", 9), ("new.zip", 2)):
            file = desk.backups / name
            file.touch()
            stamp = (NOW - timedelta(days=age)).timestamp()
            os.utime(file, (stamp, stamp))
        told = gathered(desk, now=NOW)
        assert told.last_backup == NOW - timedelta(days=2)
        assert of_desks.longest_path(desk) >= len(str(desk.backups / "new.zip"))

    def test_a_database_that_is_gone(self, desk):
        (desk.folder / "comptoir.db").unlink()
        told = gathered(desk, now=NOW)
        assert told.database is None
        assert {one.code: one.state for one in examined(told)}["DB-01"] == ERROR

    def test_folders_that_a_cloud_copies(self, tmp_path):
        for name in ("OneDrive - Maison", "Dropbox", "iCloudDrive"):
            assert of_desks.synced(tmp_path / name / "desk", {}) == name
        assert of_desks.synced(tmp_path, {}) is None
        told = of_desks.synced(tmp_path / "bureau", {"OneDriveCommercial": str(tmp_path)})
        assert told == str(tmp_path)

    def test_a_folder_of_this_computer_is_not_remote(self, tmp_path):
        assert not of_desks.remote(tmp_path)

    def test_a_shared_drive_is(self, tmp_path, monkeypatch):
        mounts = f"server:/x {tmp_path} nfs4 rw 0 0\nproc /proc proc rw 0 0\n"
        monkeypatch.setattr(Path, "read_text", lambda *_: mounts)
        assert of_desks.remote(tmp_path / "desk")

    def test_mailboxes_and_the_passwords_they_lack(self, desk, monkeypatch):
        boxes = {
            "contact": {"kind": "ews", "address": "contact@maison.fr", "endpoint": "https://x/EWS"},
            "folder": {"kind": "folder", "folder": "mails"},
        }
        monkeypatch.setattr("keyring.get_keyring", Ring)
        told = of_desks.facts(replace(desk, mail={"boxes": boxes}))
        assert told["mailbox"] == "contact@maison.fr, folder"
        assert told["secrets_missing"] == ("contact",)

    def test_a_mailbox_that_cannot_be(self, desk):
        told = of_desks.facts(replace(desk, mail={"boxes": {"contact": {"kind": "pigeon"}}}))
        assert "pigeon" in told["mail_fault"].in_("en")


class Ring:
    """A keyring with nothing in it."""

    def get_password(self, service, username):
        return None


class TestThisComputer:
    def test_the_parts_of_the_program_are_there(self):
        told = gathered(None, now=NOW)
        assert told.missing_packages == ()
        assert told.unfit_packages == ()

    def test_parts_that_are_missing_or_of_another_version(self, monkeypatch):
        wanted = ["click>=99", "nosuchpart>=1", "lxml>=5", "pywin32; extra == 'x'"]
        monkeypatch.setattr(computers.importlib.metadata, "requires", lambda _name: wanted)
        told = dict(computers._parts())
        assert told == {"click": version("click"), "nosuchpart": None}

    def test_a_timer_of_linux(self, tmp_path):
        home = Home("Linux", str(tmp_path), "/usr/bin/python3")
        made = Computer(home, NoRegistry())
        folder = tmp_path / ".config/systemd/user"
        folder.mkdir(parents=True)
        (folder / "comptoir-mail.timer").touch()
        assert computers._scheduled(made)

    def test_the_version_of_libreoffice_is_read_beside_it(self, tmp_path):
        (tmp_path / "bootstraprc").write_text("[Bootstrap]\nProductKey=LibreOffice 24.8\n")
        assert computers.office_version(tmp_path / "soffice") == "24.8"
        assert computers.office_version(tmp_path / "nowhere" / "soffice") is None

    def test_an_add_in_of_xlwings_is_not_ours(self):
        from importlib.metadata import distribution  # noqa: PLC0415 - here only

        folder = Path(str(distribution("xlwings").locate_file("xlwings")))
        blob = (folder / "quickstart_addin.xlam").read_bytes()
        assert excels.read_addin("x", blob).comptoir is None
        assert USER not in repr(excels.read_addin("x", blob))


def test_a_broken_desk_is_told_with_its_remedy(tmp_path):
    (tmp_path / settings.FILE).write_text("name = ")
    with pytest.raises(settings.BrokenSettings) as broken:
        settings.read(tmp_path)
    told = gathered(None, now=NOW, fault=broken.value.said)
    (one,) = (one for one in examined(told) if one.code == "DESK-01")
    assert one.state == ERROR
    assert "Correct the file" in one.said.in_("en")
