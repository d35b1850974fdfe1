"""``comptoir schedule``: what runs by itself, by the system's own scheduler."""

from __future__ import annotations

import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import click

from comptoir.cli.place import desk_of, settings_of
from comptoir.cli.telling import tell, tell_json
from comptoir.desk import scheduled, scheduling
from comptoir.desk.scheduling import SYSTEMS, Definition, Job
from comptoir.wording import Said


@click.group()
def schedule() -> None:
    r"""Have mails, figures, market news and backups done by themselves, no spreadsheet open.

    \b
        $ comptoir schedule install
        $ comptoir schedule install figures --at 06:30
        $ comptoir schedule install backup
    """


_JOB = click.argument("job", type=click.Choice(list(scheduled.KINDS)), default="mail")
_EVERY = click.option("--every", help="How often: 10m, 1h. Mails usually 10m, market news 1h.")
_AT = click.option("--at", help="Once a day, at: 06:30. Usual of figures; of backups 22:00.")
_SYSTEM = click.option(
    "--system", type=click.Choice(SYSTEMS), help="Scheduler; else this computer's."
)


@schedule.command("install")
@_JOB
@_EVERY
@_AT
@_SYSTEM
@click.pass_obj
def install(
    told: dict[str, Any], *, job: str, every: str | None, at: str | None, system: str | None
) -> None:
    r"""Run JOB for this desk by itself: mail, figures, watch or backup.

    Installed twice, it runs once; a run that is under way is not doubled. A time that passed while
    the computer was off is caught up (not by cron). What came of it stands in schedule.log.

    \b
        $ comptoir schedule install --every 10m
        $ comptoir schedule install figures
        $ comptoir schedule install watch --every 2h
        $ comptoir schedule install backup --at 19:00
    """
    asked = _asked(told, job, every, at)
    found = _definition(asked, system)
    scheduling.install(found)
    if told["json"]:
        tell_json({"job": job, "system": found.system, "files": list(found.files),
                   "every": None if asked.at else f"{asked.minutes}m",
                   "at": f"{asked.at:%H:%M}" if asked.at else None})  # fmt: skip
    tell(Said("{what}, by {system}. See it with: comptoir schedule show {job}",
              what=scheduled.told(asked), system=found.system, job=job), told)  # fmt: skip


@schedule.command("show")
@_JOB
@_EVERY
@_AT
@_SYSTEM
@click.pass_obj
def show(
    told: dict[str, Any], *, job: str, every: str | None, at: str | None, system: str | None
) -> None:
    r"""Show what install would put in place for JOB, and change nothing.

    \b
        $ comptoir schedule show --system systemd
        $ comptoir schedule show figures
    """
    found = _definition(_asked(told, job, every, at), system)
    if told["json"]:
        files = {str(path): text for path, text in found.files.items()}
        tell_json({"job": job, "system": found.system, "files": files, "line": found.line,
                   "commands": [list(one) for one in found.install]})  # fmt: skip
        return
    for path, text in found.files.items():
        click.echo(f"# {path}\n{text}")
    quoted = subprocess.list2cmdline if found.system == "windows" else shlex.join
    for line in (found.line, *(quoted(one) for one in found.install)):
        if line:
            click.echo(line)


@schedule.command("remove")
@_JOB
@_SYSTEM
@click.pass_obj
def remove(told: dict[str, Any], *, job: str, system: str | None) -> None:
    r"""Run JOB by itself no more.

    \b
        $ comptoir schedule remove
        $ comptoir schedule remove backup
    """
    found = _definition(_asked(told, job, None, None), system)
    scheduling.remove(found)
    if told["json"]:
        tell_json({"job": job, "system": found.system})
    tell(Said("The job {job} of this desk runs by itself no more.", job=job), told)


@schedule.command("run")
@click.argument("job", type=click.Choice(scheduled.RUN))
@click.pass_obj
def run(told: dict[str, Any], *, job: str) -> None:
    r"""Do JOB now, as the scheduler does, with its line in schedule.log.

    \b
        $ comptoir schedule run figures
    """
    done = scheduled.run_job(desk_of(told, via="schedule"), job)
    if told["json"]:
        tell_json({"job": job, "done": done})
    tell(done, told)


def _asked(told: dict[str, Any], job: str, every: str | None, at: str | None) -> Job:
    return scheduled.job(job, settings_of(told).folder.resolve(), sys.executable, every, at)


def _definition(asked: Job, system: str | None) -> Definition:
    chosen = system or scheduling.usual_system(systemd=_has_systemd())
    return scheduling.definition(asked, chosen, Path.home())


def _has_systemd() -> bool:
    """Whether systemd looks after this session."""
    return shutil.which("systemctl") is not None and Path("/run/systemd/system").is_dir()
