"""``comptoir addin``: the buttons and functions of Excel, built, put in their place, taken away."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path
from typing import Any

import click

from comptoir import __version__
from comptoir.cli.place import settings_of
from comptoir.cli.telling import language, steps, tell, tell_json
from comptoir.desk import fitting
from comptoir.desk.fitting import Computer
from comptoir.desk.installing import (
    FILE,
    PutFile,
    Step,
    halt,
    installation,
    mending,
    removal,
    supported,
)
from comptoir.settings import NoDesk
from comptoir.wording import Said, mark

TWIN = "comptoir.xlsm"
_SERVER = click.option(
    "--server", type=click.Choice(("logon", "excel")), default="logon", show_default=True,
    help="Who starts Python on Windows: Windows when you log on, or Excel.",
)  # fmt: skip
_DRY = click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")


@click.group()
def addin() -> None:
    r"""Give Excel the buttons and functions of Comptoir. No administrator is needed.

    \b
        $ comptoir addin install
        $ comptoir addin uninstall
    """


@addin.command("build")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False),
              help="Folder to write to; else Comptoir's own workbooks.")  # fmt: skip
@click.option("--twin", is_flag=True, help=f"Write {TWIN} as well, which LibreOffice opens too.")
@click.pass_obj
def build(told: dict[str, Any], *, out: Path | None, twin: bool) -> None:
    r"""Build the add-in from text: the same bytes from the same Comptoir, on any computer.

    \b
        $ comptoir addin build
        $ comptoir addin build --out built --twin
    """
    from comptoir.cli import building  # noqa: PLC0415 - only to build

    folder = out or building.shipped("workbooks")
    folder.mkdir(parents=True, exist_ok=True)
    wanted = {FILE: building.built, **({TWIN: building.twin} if twin else {})}
    with steps(told, len(wanted)) as step:
        for name, make in wanted.items():
            step(Said("Building {file}", file=name))
            _written(folder / name, make(), told)


def _written(path: Path, content: bytes, told: dict[str, Any]) -> None:
    path.write_bytes(content)
    digest = hashlib.sha256(content).hexdigest()
    if told["json"]:
        versions = {"comptoir": __version__, "xlwings": version("xlwings")}
        tell_json({"file": path, "bytes": len(content), "sha256": digest, **versions})
    tell(Said("{path} is built ({size} bytes, SHA-256 {digest}…).",
              path=path, size=len(content), digest=digest[:12]), told)  # fmt: skip


@addin.command("check")
@click.argument("files", nargs=-1, required=True,
                type=click.Path(path_type=Path, exists=True, dir_okay=False))  # fmt: skip
@click.pass_context
def check(ctx: click.Context, *, files: tuple[Path, ...]) -> None:
    r"""Look into add-ins and workbooks with macros for what Excel would repair, drop or ignore.

    Exit code 1 where there is a mistake that Excel does not forgive.

    \b
        $ comptoir addin check workbooks/comptoir.xlam
    """
    from vbabuild import package_check  # noqa: PLC0415 - only to check

    told, grave = ctx.obj, 0
    for path in files:
        faults = package_check.check(path.read_bytes())
        grave += len(faults.grave)
        if told["json"]:
            rows = [{"mistake": one.mistake, "where": one.where, "forgiven": one.tolerated,
                     "said": str(one)} for one in faults]  # fmt: skip
            tell_json({"file": path, "mistakes": rows})
        for one in faults:
            tell(Said("{file}: {mistake}", file=path.name, mistake=str(one)), told)
        if not faults:
            tell(Said("{file}: nothing to object to.", file=path.name), told)
    ctx.exit(min(grave, 1))


@addin.command("install")
@_SERVER
@_DRY
@click.pass_obj
def install(told: dict[str, Any], *, server: str, dry_run: bool) -> None:
    r"""Put the add-in where Excel opens it, trusted, with Python ready to answer.

    With --desk, or in the folder of a desk, buttons and functions use that desk.

    \b
        $ comptoir addin install
        $ comptoir --desk my-desk addin install --dry-run
    """
    computer = fitting.this_computer()
    plan = _planned(computer, told, installation, server)
    after = Said("The tab Comptoir is in Excel when it starts again.")
    _carried_out(computer, plan, told, after, dry_run=dry_run)


@addin.command("repair")
@_SERVER
@_DRY
@click.pass_obj
def repair(told: dict[str, Any], *, server: str, dry_run: bool) -> None:
    r"""Install again over whatever is there, and start a fresh Python server.

    \b
        $ comptoir addin repair
        $ comptoir addin repair --server logon
    """
    computer = fitting.this_computer()
    plan = _planned(computer, told, mending, server)
    after = Said("The add-in is as new. Start Excel; if it is still amiss: comptoir doctor")
    _carried_out(computer, plan, told, after, dry_run=dry_run)


@addin.command("uninstall")
@_DRY
@click.pass_obj
def uninstall(told: dict[str, Any], *, dry_run: bool) -> None:
    r"""Take away all that install put there. Desks, workbooks and letters stay.

    \b
        $ comptoir addin uninstall
    """
    computer = fitting.this_computer()
    after = Said("The add-in is gone. Your desks and workbooks are where they were.")
    _carried_out(computer, removal(computer.home), told, after, dry_run=dry_run)


@addin.command("stop")
@click.pass_obj
def stop(told: dict[str, Any]) -> None:
    r"""End the Python server, so that Comptoir can be renewed; then: comptoir addin repair.

    \b
        $ comptoir addin stop
    """
    computer = fitting.this_computer()
    after = Said("No Python server runs. Start one with: comptoir addin repair")
    _carried_out(computer, halt(computer.home), told, after, dry_run=False)


def _planned(
    computer: Computer, told: dict[str, Any], plan: Callable[..., list[Step]], server: str
) -> list[Step]:
    """The steps of *plan* for this computer, with the add-in that this Comptoir builds."""
    supported(computer.home)
    from comptoir.cli import building  # noqa: PLC0415 - only to build

    return plan(
        computer.home,
        building.built(),
        computer.settings_now,
        desk=_desk(told),
        at_logon=server == "logon",
    )


def _desk(told: dict[str, Any]) -> str:
    """The desk named or around here; nothing where there is none, which leaves the one set."""
    if told["desk"]:
        return str(settings_of(told).folder.resolve())
    with suppress(NoDesk):
        return str(settings_of(told).folder.resolve())
    return ""


def _carried_out(
    computer: Computer, plan: Sequence[Step], told: dict[str, Any], after: Said, *, dry_run: bool
) -> None:
    """Do the steps, or only say them, and what comes after."""
    if dry_run:
        _said(plan, told)
        tell(Said("Nothing was done."), told)
        return
    with steps(told, len(plan)) as step:
        fitting.carry_out(computer, plan, step)
    _said(plan, told)
    tell(after, told)


def _said(plan: Sequence[Step], told: dict[str, Any]) -> None:
    lang = language(told)
    for one in plan:
        if told["json"]:
            size = {"bytes": len(one.content)} if isinstance(one, PutFile) else {}
            tell_json({"step": type(one).__name__, "said": one.said, **size}, lang)
        tell(Said(mark("· {step}"), step=one.said), told)
