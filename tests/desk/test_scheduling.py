"""A schedule that each system takes: what is put in place, shown and tried."""

from __future__ import annotations

import plistlib
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from lxml import etree

from comptoir.desk.scheduling import (
    SYSTEMS,
    Definition,
    Job,
    NotEven,
    NotScheduled,
    NotSoOften,
    crontab_with,
    definition,
    install,
    minutes_of,
    remove,
    run,
    usual_system,
)

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
    with pytest.raises(NotScheduled):
        run(("no-such-scheduler",))
    assert run(("cat",), "given") == "given"
