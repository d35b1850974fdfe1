"""A schedule that each system takes: what is put in place, shown and tried."""

from __future__ import annotations

import plistlib
import re
import shutil
import subprocess
from dataclasses import replace
from datetime import date, time
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from lxml import etree

from comptoir.desk import scheduled
from comptoir.desk.gathering.computers import _of_mail
from comptoir.desk.refreshing_figures import build_figures
from comptoir.desk.scheduling import (
    SYSTEMS,
    Definition,
    Job,
    NoSuchTime,
    NotEven,
    NotScheduled,
    NotSoOften,
    crontab_with,
    definition,
    install,
    minutes_of,
    remove,
    run,
    time_of,
    usual_system,
)
from comptoir.errors import ComptoirError

JOB = Job(
    "mail my desk",
    ("/opt/50% off/python", "-m", "comptoir.cli", "--desk", "/srv/my desk & co", "mail", "sync"),
    Path("/srv/my desk & co"),
    10,
)
TASK = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"


def made(system, tmp_path, job=JOB):
    return definition(job, system, tmp_path)


class Scheduler:
    """Takes commands and keeps a crontab."""

    def __init__(self, crontab=None):
        self.asked, self.crontab = [], crontab

    def __call__(self, command, given):
        self.asked.append(tuple(command))
        if command[0] == "crontab":
            if command[1] == "-l":
                if self.crontab is None:
                    raise NotScheduled(program="crontab", what="no crontab for anna")
                return self.crontab
            self.crontab = given
        return ""


@pytest.mark.parametrize(
    ("text", "minutes"), [("10m", 10), ("1h", 60), ("15", 15), (" 2 h ", 120), ("24h", 1440)]
)
def test_how_often(text, minutes):
    assert minutes_of(text) == minutes


@pytest.mark.parametrize("text", ["0m", "25h", "10s", "often", "", "-5m", "1441m"])
def test_too_often_too_rarely_or_in_no_such_unit(text):
    with pytest.raises(NotSoOften):
        minutes_of(text)


def test_the_windows_task_is_well_formed_and_means_what_it_says(tmp_path):
    job = Job(JOB.name, (r"C:\Py\python.exe", *JOB.command[1:]), tmp_path, 10)
    found = made("windows", tmp_path, job)
    [(file, text)] = found.files.items()
    task = etree.fromstring(text.encode("utf-16"))
    assert task.findtext(f".//{TASK}Interval") == "PT10M"
    assert task.findtext(f".//{TASK}Command") == r"C:\Py\pythonw.exe"
    assert task.findtext(f".//{TASK}Arguments") == (
        '-m comptoir.cli --desk "/srv/my desk & co" mail sync'
    )
    assert task.findtext(f".//{TASK}MultipleInstancesPolicy") == "IgnoreNew"
    assert task.findtext(f".//{TASK}LogonType") == "InteractiveToken"
    order = [etree.QName(one).localname for one in task]
    assert order == ["RegistrationInfo", "Triggers", "Principals", "Settings", "Actions"]
    scheduler = Scheduler()
    install(found, scheduler)
    assert file.read_text("utf-16") == text
    assert scheduler.asked == [
        ("schtasks", "/Create", "/TN", "Comptoir mail my desk", "/XML", str(file), "/F")
    ]
    remove(found, scheduler)
    assert not file.exists()
    assert scheduler.asked[-1][:2] == ("schtasks", "/Delete")


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd to ask")
def test_systemd_takes_the_units(tmp_path):
    job = Job(JOB.name, ("/bin/echo", *JOB.command[1:], "50%", "$HOME"), tmp_path, 10)
    found = made("systemd", tmp_path, job)
    install(found, Scheduler())
    told = subprocess.run(
        ["systemd-analyze", "verify", "--user", *map(str, found.files)],
        capture_output=True, text=True, check=False, env={"XDG_RUNTIME_DIR": str(tmp_path)},
    )  # fmt: skip
    ours = [line for line in told.stderr.splitlines() if "comptoir-mail-my-desk" in line]
    assert ours == []


def test_the_systemd_timer_counts_from_the_end_of_the_last_run(tmp_path):
    found = made("systemd", tmp_path)
    service, timer = found.files.values()
    assert "OnUnitInactiveSec=10min" in timer
    assert "Type=oneshot" in service
    assert 'ExecStart="/opt/50%% off/python" "-m" "comptoir.cli" "--desk"' in service
    scheduler = Scheduler()
    install(found, scheduler)
    assert scheduler.asked[-1] == (
        "systemctl", "--user", "enable", "--now", "comptoir-mail-my-desk.timer",
    )  # fmt: skip
    remove(found, scheduler)
    assert not list((tmp_path / ".config/systemd/user").iterdir())


def test_the_agent_of_a_mac_can_be_read_back(tmp_path):
    found = made("launchd", tmp_path)
    [(file, text)] = found.files.items()
    told = plistlib.loads(text.encode())
    assert told["StartInterval"] == 600
    assert told["ProgramArguments"] == list(JOB.command)
    assert file.name == f"{told['Label']}.plist" == "org.comptoir.mail-my-desk.plist"

    def refuses_to_unload(command, _given):
        if command[1] == "unload":
            raise NotScheduled(program="launchctl", what="not loaded")
        return ""

    install(found, refuses_to_unload)
    remove(found, refuses_to_unload)
    assert not file.exists()


def test_a_line_of_cron_runs_in_a_shell_as_it_should(tmp_path):
    job = Job("mail x", ("/bin/echo", "50%", "a b"), tmp_path, 10)
    line = made("cron", tmp_path, job).line
    fields, command = line[: line.index(" cd ")], line[line.index("cd ") :]
    assert re.fullmatch(r"(\S+ ){4}\S+", fields)
    shell = command.replace("\\%", "%").partition(" >/dev/null")[0]
    assert subprocess.run(
        ["sh", "-c", shell], capture_output=True, text=True, check=True
    ).stdout == ("50% a b\n")


def test_other_lines_of_the_crontab_stay_and_ours_stands_there_once(tmp_path):
    found = made("cron", tmp_path)
    scheduler = Scheduler("MAILTO=anna\n0 1 * * * backup\n")
    install(found, scheduler)
    install(found, scheduler)
    assert scheduler.crontab.splitlines() == ["MAILTO=anna", "0 1 * * * backup", found.line]
    remove(found, scheduler)
    assert scheduler.crontab == "MAILTO=anna\n0 1 * * * backup\n"
    empty = Scheduler()
    install(found, empty)
    assert empty.crontab == found.line + "\n"
    assert crontab_with("", found, present=False) == ""


@pytest.mark.parametrize("minutes", [7, 25, 90, 300])
def test_cron_is_not_asked_for_what_it_cannot_do(minutes, tmp_path):
    with pytest.raises(NotEven):
        made("cron", tmp_path, Job("x", ("x",), tmp_path, minutes))


@pytest.mark.parametrize("minutes", [1, 5, 30, 60, 120, 720, 1440])
def test_every_system_takes_what_cron_takes(minutes, tmp_path):
    for system in SYSTEMS:
        assert isinstance(made(system, tmp_path, Job("x", ("x",), tmp_path, minutes)), Definition)


def test_which_system_a_computer_has():
    assert [usual_system(one, systemd=False) for one in ("win32", "darwin", "linux")] == [
        "windows", "launchd", "cron",
    ]  # fmt: skip
    assert usual_system("linux", systemd=True) == "systemd"


def test_a_scheduler_that_refuses_or_is_not_there_says_so():
    with pytest.raises(NotScheduled) as refused:
        run(("sh", "-c", "echo access denied >&2; exit 5"))
    assert "access denied" in refused.value.in_("fr")
    with pytest.raises(NotScheduled) as missing:
        run(("no-such-scheduler",))
    assert missing.value.in_("en").startswith("This computer has no no-such-scheduler.")
    assert run(("cat",), "given") == "given"


class TestOnceADay:
    """A job of every morning, as each system has it."""

    JOB = Job("figures my desk", JOB.command, Path("/srv/my desk"), 1440, time(6, 30))

    def test_a_task_of_windows(self, tmp_path):
        [(file, text)] = made("windows", tmp_path, self.JOB).files.items()
        task = etree.fromstring(text.encode("utf-16"))
        assert task.findtext(f".//{TASK}CalendarTrigger/{TASK}StartBoundary") == (
            "2026-01-01T06:30:00"
        )
        assert task.findtext(f".//{TASK}DaysInterval") == "1"
        assert task.find(f".//{TASK}TimeTrigger") is None
        assert task.findtext(f".//{TASK}StartWhenAvailable") == "true"
        assert file.name == "comptoir-figures-my-desk.xml"

    def test_a_timer_that_catches_up(self, tmp_path):
        _service, timer = made("systemd", tmp_path, self.JOB).files.values()
        assert "OnCalendar=*-*-* 06:30:00\nPersistent=true\n" in timer
        assert "OnUnitInactiveSec" not in timer

    @pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd to ask")
    def test_systemd_knows_the_time(self):
        told = subprocess.run(
            ["systemd-analyze", "calendar", "*-*-* 06:30:00"],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        assert "06:30:00" in told.stdout

    def test_an_agent_of_a_mac(self, tmp_path):
        [text] = made("launchd", tmp_path, self.JOB).files.values()
        told = plistlib.loads(text.encode())
        assert told["StartCalendarInterval"] == {"Hour": 6, "Minute": 30}
        assert "StartInterval" not in told
        assert told["RunAtLoad"] is False

    def test_a_line_of_cron(self, tmp_path):
        assert made("cron", tmp_path, self.JOB).line.startswith("30 6 * * * cd ")

    @pytest.mark.parametrize("text", ["24:00", "6:60", "630", "", "-1:00", "noon"])
    def test_no_time_of_a_day(self, text):
        with pytest.raises(NoSuchTime):
            time_of(text)


class TestJobs:
    def test_each_has_its_usual_times_and_its_command(self, tmp_path):
        asked = [scheduled.job(one, tmp_path, "py", None, None) for one in scheduled.KINDS]
        assert [scheduled.told(one).in_("en") for one in asked] == [
            "Mails are synced every 10 minutes",
            "The workbook of figures is refreshed every day at 06:30",
            "Market news is collected every 60 minutes",
            "The desk is backed up every day at 22:00",
        ]
        assert [one.command[5:] for one in asked] == [
            ("mail", "sync", "--quiet"), *(("schedule", "run", name) for name in scheduled.RUN),
        ]  # fmt: skip

    @pytest.mark.parametrize("system", SYSTEMS)
    def test_no_two_jobs_and_no_two_desks_share_a_definition(self, system, tmp_path):
        folders = tmp_path / "a" / "desk", tmp_path / "b" / "desk"
        every = [
            made(system, tmp_path, scheduled.job(name, folder, "py", None, None))
            for name in scheduled.KINDS
            for folder in folders
        ]
        assert len({(*one.files, one.tag, one.remove) for one in every}) == len(every)
        assert len({one.remove or one.tag for one in every}) == len(every)

    @pytest.mark.parametrize("system", SYSTEMS)
    def test_one_is_taken_away_and_the_others_stay(self, system, tmp_path):
        scheduler = Scheduler()
        found = {
            name: made(system, tmp_path, scheduled.job(name, tmp_path, "py", None, None))
            for name in scheduled.KINDS
        }
        for one in found.values():
            install(one, scheduler)
        remove(found["figures"], scheduler)
        if system == "cron":
            left = [found[name].line for name in ("mail", "watch", "backup")]
            assert scheduler.crontab.splitlines() == left
        for name, one in found.items():
            assert all(file.exists() is (name != "figures") for file in one.files)

    def test_told_times_win_and_two_at_once_are_refused(self, tmp_path):
        often = scheduled.job("figures", tmp_path, "py", "2h", None)
        assert (often.minutes, often.at) == (120, None)
        assert scheduled.told(often).in_("fr") == (
            "Le classeur des indicateurs est actualisé toutes les 2 heures"
        )
        assert scheduled.job("mail", tmp_path, "py", None, "7:05").at == time(7, 5)
        with pytest.raises(NoSuchTime):
            scheduled.job("mail", tmp_path, "py", "1h", "7:05")

    @pytest.mark.parametrize("system", SYSTEMS)
    def test_the_doctor_asks_for_the_job_of_mails_and_no_other(self, system, tmp_path):
        known = {}
        for name in scheduled.KINDS:
            one = made(system, tmp_path, scheduled.job(name, tmp_path, "py", None, None))
            title = one.install[0][3] if system == "windows" else one.tag
            names = [file.name for file in one.files] if system in {"systemd", "launchd"} else []
            known[name] = any(map(_of_mail, names or [title]))
        assert known == {"mail": True, "figures": False, "watch": False, "backup": False}


class TestRun:
    """Nobody looks on: the log says what came of it."""

    def log(self, here):
        return (here.settings.folder / scheduled.LOG).read_text("utf-8").splitlines()

    @pytest.mark.filterwarnings("ignore:Sparkline Group extension")
    def test_figures_wait_for_a_workbook_that_is_there_and_closed(self, lea, stored):
        said = scheduled.run_job(lea, "figures").in_("en")
        assert said.startswith("kpi.xlsx is not there: nothing was refreshed.")
        file = lea.settings.workbooks / "kpi.xlsx"
        build_figures(lea, file, "en", "2026-10")
        stored("party", {"code": "KELLER", "name": "Keller", "country": "DE"})
        stored("product", {"sku": "CER-BOL", "name_fr": "Bol", "name_en": "Bowl"})
        (order,) = stored("order", {"party": "KELLER", "flow": "EXP", "ordered": date(2026, 10, 5),
                                    "incoterm": "FCA", "place": "Lyon",
                                    "status": "CONFIRMED"})  # fmt: skip
        stored("order_line", {"order": order, "product": "CER-BOL", "quantity": Decimal(10),
                              "price": Decimal(5)})  # fmt: skip
        lock = file.with_name(".~lock.kpi.xlsx#")
        lock.write_text("Noe,noe,here,01.01.2026,file;")
        before = file.read_bytes()
        assert "kpi.xlsx is open" in scheduled.run_job(lea, "figures").in_("en")
        assert file.read_bytes() == before
        lock.unlink()
        scheduled.run_job(lea, "figures")
        shown = [row for sheet in openpyxl.load_workbook(file) for row in sheet.values]
        assert any("KELLER" in row for row in shown)
        assert [line.partition(": ")[2] for line in self.log(lea)] == [
            said,
            (
                "kpi.xlsx is open: nothing was refreshed. It is tried again at the next time;"
                " the button Refresh does it at once."
            ),
            "kpi.xlsx shows the figures of now.",
        ]

    def test_a_workbook_that_is_none_of_ours_is_refused_and_said(self, lea):
        lea.settings.workbooks.mkdir()
        (lea.settings.workbooks / "kpi.xlsx").write_text("not a workbook")
        with pytest.raises(ComptoirError):
            scheduled.run_job(lea, "figures")
        [line] = self.log(lea)
        assert "figures: kpi.xlsx" in line

    def test_market_news_is_collected_and_a_silent_source_named(self, lea, stored, tmp_path):
        (tmp_path / "news.xml").write_text(FEED)
        stored("watch_topic", {"name": "Duties", "words_en": "tariff", "weight": 8,
                               "kind": "REGULATION"})  # fmt: skip
        stored("watch_source",
               {"name": "Gazette", "kind": "FILE", "address": "news.xml"},
               {"name": "Gone", "kind": "FILE", "address": "gone.xml"})  # fmt: skip
        scheduled.run_job(lea, "watch")
        assert self.log(lea)[0].endswith("watch: 2 sources read, 1 new note. Not read: Gone.")

    def test_the_desk_is_backed_up(self, lea, desk_url):
        lea = replace(lea, settings=replace(lea.settings, database=desk_url))
        scheduled.run_job(lea, "backup")
        [copy] = lea.settings.backups.glob("*.db")
        assert self.log(lea)[0].endswith(f"backup: The desk is copied to {copy.name}.")

    def test_copies_thin_out_with_age_and_what_is_not_ours_stays(self, lea, desk_url):
        lea = replace(lea, settings=replace(lea.settings, database=desk_url))
        folder = lea.settings.backups
        folder.mkdir(exist_ok=True)
        stay = {
            "register 2026-08-27 170000.xlsx",  # the last of its week
            "register 2026-11-20 090000.xlsx",
            "register 2026-11-20 090000 (2).xlsx",
            "shipments 2026-08-25 090000.xlsx",  # another workbook, alone in its week
            "comptoir-20250331T220000Z.db",
            "holiday photos 2026-08-25.xlsx",
            "comptoir-20259931T220000Z.db",  # no day of any calendar
        }
        go = {"register 2026-08-25 090000.xlsx", "comptoir-20250330T220000Z.db"}
        for name in stay | go:
            (folder / name).touch()
        scheduled.run_job(lea, "backup")
        [made] = {file.name for file in folder.iterdir()} - stay
        assert self.log(lea)[0].endswith(
            f"The desk is copied to {made}. 2 old copies were deleted:"
            " of older days one copy a week is kept, then one a month."
        )


FEED = """<rss version="2.0"><channel><title>Gazette</title><item><title>New tariff on bowls</title>
<link>https://gazette.example/1</link><pubDate>Mon, 23 Nov 2026 08:00:00 GMT</pubDate></item>
</channel></rss>"""
