"""``comptoir schedule``: mails synced by themselves, by the system's own scheduler."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Any

import click

from comptoir.cli.place import settings_of
from comptoir.cli.telling import tell, tell_json
from comptoir.desk import scheduling
from comptoir.desk.scheduling import SYSTEMS, Definition, Job
from comptoir.settings import Settings
from comptoir.wording import Said


@click.group()
def schedule() -> None:
    r"""Have mails synced every few minutes, without any spreadsheet open.

    \b
        $ comptoir schedule install --every 10m
    """


_EVERY = click.option("--every", default="10m", show_default=True, help="How often: 10m, 1h.")
_SYSTEM = click.option(
    "--system", type=click.Choice(SYSTEMS), help="Scheduler; else this computer's."
)


@schedule.command("install")
@_EVERY
@_SYSTEM
@click.pass_obj
def install(told: dict[str, Any], *, every: str, system: str | None) -> None:
    r"""Sync the mails of this desk by itself, EVERY so often.

    Installed twice, it runs once. The sync that is under way is waited for, not doubled.

    \b
        $ comptoir schedule install --every 10m
    """
    found = _found(told, every, system)
    scheduling.install(found)
    if told["json"]:
        tell_json({"system": found.system, "files": list(found.files), "every": every})
    tell(Said("Mails are synced every {every}, by {system}. See it with: comptoir schedule show",
              every=every, system=found.system), told)  # fmt: skip


@schedule.command("show")
@_EVERY
@_SYSTEM
@click.pass_obj
def show(told: dict[str, Any], *, every: str, system: str | None) -> None:
    r"""Show what install would put in place, and change nothing.

    \b
        $ comptoir schedule show --system systemd
    """
    found = _found(told, every, system)
    if told["json"]:
        files = {str(path): text for path, text in found.files.items()}
        tell_json({"system": found.system, "files": files, "line": found.line,
                   "commands": [list(one) for one in found.install]})  # fmt: skip
        return
    for path, text in found.files.items():
        click.echo(f"# {path}\n{text}")
    for line in (found.line, *(" ".join(one) for one in found.install)):
        if line:
            click.echo(line)


@schedule.command("remove")
@_SYSTEM
@click.pass_obj
def remove(told: dict[str, Any], *, system: str | None) -> None:
    r"""Sync by itself no more.

    \b
        $ comptoir schedule remove
    """
    found = _found(told, "10m", system)
    scheduling.remove(found)
    if told["json"]:
        tell_json({"system": found.system})
    tell(Said("Mails are no more synced by themselves."), told)


def _found(told: dict[str, Any], every: str, system: str | None) -> Definition:
    here = settings_of(told)
    minutes = scheduling.minutes_of(every)
    chosen = system or scheduling.usual_system(systemd=_has_systemd())
    return scheduling.definition(_job(here, minutes), chosen, Path.home())


def _job(here: Settings, minutes: int) -> Job:
    folder = here.folder.resolve()
    command = (
        sys.executable,
        "-m",
        "comptoir.cli",
        "--desk",
        str(folder),
        "mail",
        "sync",
        "--quiet",
    )
    return Job(f"mail {folder.name}", command, folder, minutes)


def _has_systemd() -> bool:
    """Whether systemd looks after this session."""
    return shutil.which("systemctl") is not None and Path("/run/systemd/system").is_dir()
