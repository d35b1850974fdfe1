"""Running a command of Comptoir by itself, every so often, by the system's own means.

Windows' Task Scheduler, systemd's user timers, launchd, or cron. What is to be installed is text
first (``definition``), so that it can be shown and tried; then a few files and commands.

Sources
    Microsoft, "Task Scheduler Schema" (MS-TSCH 2.5); systemd.timer(5), systemd.service(5);
    launchd.plist(5); crontab(5).
"""

from __future__ import annotations

import plistlib
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import time
from pathlib import Path
from xml.sax.saxutils import escape

from comptoir.errors import Refused, Unreachable
from comptoir.wording import mark

SYSTEMS = ("windows", "systemd", "launchd", "cron")
LONGEST = 24 * 60
LEAST = 1


class NotSoOften(Refused):
    """Too often, too rarely, or not in these units."""

    message = mark(
        "Every {text} cannot be scheduled. Nothing was installed."
        " Write minutes or hours, from 1m to 24h: 10m, 1h."
    )


class NoSuchTime(Refused):
    """No time of a day, or a time beside a span."""

    message = mark(
        "{text} is no time of the day. Nothing was installed."
        " Write hours and minutes, such as 06:30, and no --every beside them."
    )


class NotEven(Refused):
    """cron knows the minutes of the hour and the hours of the day only."""

    message = mark(
        "cron cannot run something every {minutes} minutes. Nothing was installed."
        " Choose a part of an hour or of a day: 5m, 10m, 15m, 30m, 1h, 2h."
    )


class NotScheduled(Unreachable):
    """The system's scheduler did not take it."""

    message = mark(
        "{program} did not do it ({what}). Look at the definition with: comptoir schedule show"
    )


class NoScheduler(NotScheduled):
    """The computer has no such scheduler."""

    message = mark(
        "This computer has no {program}. Nothing was installed."
        " Choose another scheduler with --system, or install this one."
    )


@dataclass(frozen=True, slots=True)
class Job:
    """What is run: *command* in *folder*, every *minutes*, or every day *at* a time.

    *name* tells jobs and desks apart.
    """

    name: str
    command: tuple[str, ...]
    folder: Path
    minutes: int
    at: time | None = None


@dataclass(frozen=True, slots=True)
class Definition:
    """What a system must be given: files, then commands; and the commands that take it away."""

    system: str
    files: Mapping[Path, str]
    install: tuple[tuple[str, ...], ...]
    remove: tuple[tuple[str, ...], ...]
    line: str = ""
    tag: str = field(default="")


def minutes_of(text: str) -> int:
    """How many minutes *text* says. Raises ``NotSoOften``.

    >>> minutes_of("10m"), minutes_of("2h")
    (10, 120)
    """
    found = re.fullmatch(r"\s*(\d{1,4})\s*(m|min|h)?\s*", text.lower())
    minutes = int(found[1]) * (60 if found[2] == "h" else 1) if found else 0
    if not LEAST <= minutes <= LONGEST:
        raise NotSoOften(text=text)
    return minutes


def time_of(text: str) -> time:
    """The time of the day that *text* says. Raises ``NoSuchTime``.

    >>> time_of("6:30"), time_of("22h")
    (datetime.time(6, 30), datetime.time(22, 0))
    """
    found = re.fullmatch(r"\s*(\d{1,2})\s*(?:[:h]\s*(\d{2})?)\s*", text.lower())
    if not found or int(found[1]) > 23 or int(found[2] or 0) > 59:  # noqa: PLR2004 - of a clock
        raise NoSuchTime(text=text)
    return time(int(found[1]), int(found[2] or 0))


def usual_system(platform: str = sys.platform, *, systemd: bool) -> str:
    """Which scheduler a computer has.

    >>> usual_system("linux", systemd=False)
    'cron'
    """
    if platform == "win32":
        return "windows"
    if platform == "darwin":
        return "launchd"
    return "systemd" if systemd else "cron"


def definition(job: Job, system: str, home: Path) -> Definition:
    """What *system* must be given to run *job*; *home* is the person's folder."""
    make: dict[str, Callable[[Job, Path], Definition]] = {
        "windows": _windows,
        "systemd": _systemd,
        "launchd": _launchd,
        "cron": _cron,
    }
    return make[system](job, home)


# ------------------------------------------------------------------ Windows

_TASK = """<?xml version="1.0" encoding="UTF-16"?>
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <RegistrationInfo>
    <Description>{name}</Description>
  </RegistrationInfo>
  <Triggers>
{trigger}
  </Triggers>
  <Principals>
    <Principal id="Author">
      <LogonType>InteractiveToken</LogonType>
      <RunLevel>LeastPrivilege</RunLevel>
    </Principal>
  </Principals>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <StartWhenAvailable>true</StartWhenAvailable>
    <RunOnlyIfNetworkAvailable>false</RunOnlyIfNetworkAvailable>
    <Enabled>true</Enabled>
    <Hidden>true</Hidden>
    <ExecutionTimeLimit>PT2H</ExecutionTimeLimit>
  </Settings>
  <Actions Context="Author">
    <Exec>
      <Command>{program}</Command>
      <Arguments>{arguments}</Arguments>
      <WorkingDirectory>{folder}</WorkingDirectory>
    </Exec>
  </Actions>
</Task>
"""

_SPAN = """    <TimeTrigger>
      <Repetition>
        <Interval>PT{minutes}M</Interval>
        <StopAtDurationEnd>false</StopAtDurationEnd>
      </Repetition>
      <StartBoundary>2026-01-01T00:00:00</StartBoundary>
      <Enabled>true</Enabled>
    </TimeTrigger>"""

_DAILY = """    <CalendarTrigger>
      <StartBoundary>2026-01-01T{at:%H:%M}:00</StartBoundary>
      <Enabled>true</Enabled>
      <ScheduleByDay>
        <DaysInterval>1</DaysInterval>
      </ScheduleByDay>
    </CalendarTrigger>"""


def _windows(job: Job, home: Path) -> Definition:  # noqa: ARG001 - as every system
    """A task of the Task Scheduler, in the person's own session, without a window."""
    text = _TASK.format(
        name=escape(_title(job)),
        trigger=_DAILY.format(at=job.at) if job.at else _SPAN.format(minutes=job.minutes),
        program=escape(_without_window(job.command[0])),
        arguments=escape(subprocess.list2cmdline(job.command[1:])),
        folder=escape(str(job.folder)),
    )
    file = job.folder / f"{_unit(job)}.xml"
    title = _title(job)
    return Definition(
        "windows",
        {file: text},
        (("schtasks", "/Create", "/TN", title, "/XML", str(file), "/F"),),
        (("schtasks", "/Delete", "/TN", title, "/F"),),
    )


def _without_window(program: str) -> str:
    r"""The program that starts without a black window.

    >>> _without_window(r"C:\Python\python.exe")
    'C:\\Python\\pythonw.exe'
    """
    return re.sub(r"python\.exe$", "pythonw.exe", program, flags=re.IGNORECASE)


def _title(job: Job) -> str:
    return f"Comptoir {job.name}"


# ------------------------------------------------------------------ systemd


def _systemd(job: Job, home: Path) -> Definition:
    """A user service and its timer; both are gone with the session unless lingering is enabled."""
    units = home / ".config" / "systemd" / "user"
    name = _unit(job)
    command = " ".join(_in_unit(word) for word in job.command)
    service = (
        f"[Unit]\nDescription={_title(job)}\n\n[Service]\nType=oneshot\n"
        f"WorkingDirectory={_path_in_unit(job.folder)}\nExecStart={command}\nNice=10\n"
    )
    when = (
        f"OnCalendar=*-*-* {job.at:%H:%M}:00\nPersistent=true\n"
        if job.at
        else f"OnBootSec=2min\nOnUnitInactiveSec={job.minutes}min\n"
    )
    timer = (
        f"[Unit]\nDescription={_title(job)}\n\n[Timer]\n{when}Unit={name}.service\n\n"
        "[Install]\nWantedBy=timers.target\n"
    )
    return Definition(
        "systemd",
        {units / f"{name}.service": service, units / f"{name}.timer": timer},
        (
            ("systemctl", "--user", "daemon-reload"),
            ("systemctl", "--user", "enable", "--now", f"{name}.timer"),
        ),
        (("systemctl", "--user", "disable", "--now", f"{name}.timer"),),
    )


def _unit(job: Job) -> str:
    return "comptoir-" + re.sub(r"[^a-z0-9]+", "-", job.name.lower()).strip("-")


def _in_unit(word: str) -> str:
    r"""A word of ExecStart: quoted, nothing in it expanded.

    >>> print(_in_unit("/srv/my desk/50%$"))
    "/srv/my desk/50%%$$"
    """
    kept = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{kept}"'


def _path_in_unit(path: Path) -> str:
    return str(path).replace("%", "%%")


# ------------------------------------------------------------------ launchd


def _launchd(job: Job, home: Path) -> Definition:
    """An agent of the person's own."""
    label = f"org.comptoir.{_unit(job).removeprefix('comptoir-')}"
    file = home / "Library" / "LaunchAgents" / f"{label}.plist"
    told = {
        "Label": label,
        "ProgramArguments": list(job.command),
        "WorkingDirectory": str(job.folder),
        **(
            {"StartCalendarInterval": {"Hour": job.at.hour, "Minute": job.at.minute}}
            if job.at
            else {"StartInterval": job.minutes * 60}
        ),
        "RunAtLoad": job.at is None,
        "ProcessType": "Background",
    }
    return Definition(
        "launchd",
        {file: plistlib.dumps(told).decode()},
        (("launchctl", "unload", str(file)), ("launchctl", "load", "-w", str(file))),
        (("launchctl", "unload", "-w", str(file)),),
    )


# ------------------------------------------------------------------ cron


def _cron(job: Job, home: Path) -> Definition:  # noqa: ARG001 - as every system
    """A line of the person's crontab, known by the tag at its end."""
    command = " ".join(shlex.quote(word) for word in job.command).replace("%", "\\%")
    folder = shlex.quote(str(job.folder)).replace("%", "\\%")
    tag = f"# comptoir {_unit(job)}"
    when = f"{job.at.minute} {job.at.hour} * * *" if job.at else _when(job.minutes)
    line = f"{when} cd {folder} && {command} >/dev/null 2>&1 {tag}"
    return Definition("cron", {}, (), (), line=line, tag=tag)


def _when(minutes: int) -> str:
    """The five fields of cron. Raises ``NotEven``.

    >>> _when(10), _when(60), _when(120), _when(1440)
    ('*/10 * * * *', '0 * * * *', '0 */2 * * *', '0 0 * * *')
    """
    hours, rest = divmod(minutes, 60)
    if hours == 0 and 60 % minutes == 0:
        return f"*/{minutes} * * * *" if minutes > 1 else "* * * * *"
    if rest == 0 and 24 % hours == 0:
        return {1: "0 * * * *", 24: "0 0 * * *"}.get(hours, f"0 */{hours} * * *")
    raise NotEven(minutes=minutes)


def crontab_with(before: str, found: Definition, *, present: bool) -> str:
    r"""The crontab *before* with our line in it, or without; all other lines as they were.

    >>> crontab_with("0 1 * * * backup\n", Definition("cron", {}, (), (), "x # c", "# c"),
    ...              present=True)
    '0 1 * * * backup\nx # c\n'
    """
    lines = [line for line in before.splitlines() if not line.endswith(found.tag)]
    if present:
        lines.append(found.line)
    return "\n".join(lines) + "\n" if lines else ""


# ------------------------------------------------------------------ doing it

Run = Callable[[Sequence[str], str], str]
"""Runs a command with a text on its input: what it printed. Raises ``NotScheduled``."""


def run(command: Sequence[str], given: str = "") -> str:
    """Run one command of the system's scheduler."""
    try:
        told = subprocess.run(  # noqa: S603 - our own words, none from outside
            list(command), input=given, capture_output=True, text=True, check=False, timeout=60
        )
    except FileNotFoundError:
        raise NoScheduler(program=command[0], what="") from None
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NotScheduled(program=command[0], what=type(error).__name__) from None
    if told.returncode:
        raise NotScheduled(program=command[0], what=(told.stderr or told.stdout).strip()[:300])
    return told.stdout


def install(found: Definition, act: Run = run) -> None:
    """Put the definition in place. Installing twice is installing once."""
    for path, text in found.files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-16" if found.system == "windows" else "utf-8")
    if found.system == "cron":
        act(("crontab", "-"), crontab_with(_crontab(act), found, present=True))
    for command in found.install:
        _run_gently(command, act)


def remove(found: Definition, act: Run = run) -> None:
    """Take the definition away again."""
    if found.system == "cron":
        act(("crontab", "-"), crontab_with(_crontab(act), found, present=False))
    for command in found.remove:
        _run_gently(command, act)
    for path in found.files:
        path.unlink(missing_ok=True)


def _crontab(act: Run) -> str:
    """The crontab as it is; a person without one has an empty one."""
    try:
        return act(("crontab", "-l"), "")
    except NotScheduled as none:
        if "no crontab" in str(none.facts["what"]).lower():
            return ""
        raise


def _run_gently(command: Sequence[str], act: Run) -> None:
    """Run *command*; that an agent was not loaded before it is unloaded is no fault."""
    try:
        act(command, "")
    except NotScheduled:
        if command[:2] != ("launchctl", "unload"):
            raise
