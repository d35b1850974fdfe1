"""``comptoir calc``: the extension that gives LibreOffice Calc its buttons and functions."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import click

import comptoir
from comptoir import __version__
from comptoir.cli.telling import steps, tell, tell_json
from comptoir.errors import Refused, Unreachable
from comptoir.wording import LANGUAGES, Said, mark

if TYPE_CHECKING:
    from xlcalc.extension import Extension

IDENTIFIER = "org.comptoir.calc"
FILE = "comptoir.oxt"
NO_SETTINGS = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<oor:items xmlns:oor="http://openoffice.org/2001/registry"/>\n'
)


class NoLibreOffice(Unreachable):
    message = mark(
        "LibreOffice cannot be reached: {why}. Nothing was installed."
        " Install LibreOffice 7.4 or newer with its Python, then try again."
    )


class OfficeOpen(Refused):
    message = mark(
        "LibreOffice is open. Nothing was installed. Close all its windows, then type the command"
        " again. If none is open, delete {file} first."
    )


class NotTaken(Unreachable):
    message = mark("{why}. Nothing was installed. Close LibreOffice, then type the command again.")


@click.group()
def calc() -> None:
    r"""Give LibreOffice Calc the buttons and functions of Comptoir.

    \b
        $ comptoir calc install
    """


@calc.command("build")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), default=Path(FILE),
              show_default=True, help="File to write.")  # fmt: skip
@click.pass_obj
def build(told: dict[str, Any], *, out: Path) -> None:
    r"""Build the extension, for this computer: it leads to the Comptoir installed here.

    \b
        $ comptoir calc build --out comptoir.oxt
    """
    from xlcalc import extension  # noqa: PLC0415 - only to build

    with steps(told, 1) as step:
        step(Said("Building {file}", file=out.name))
        extension.build(described(), out)
    if told["json"]:
        tell_json({"extension": out})
    tell(Said("{path} is built. Install it with: comptoir calc install", path=out), told)


@calc.command("install")
@click.option("--profile", type=click.Path(path_type=Path, file_okay=False),
              help="Folder of LibreOffice's user profile; else your own.")  # fmt: skip
@click.pass_obj
def install(told: dict[str, Any], *, profile: Path | None) -> None:
    r"""Build the extension and install it for you; an older one is replaced.

    \b
        $ comptoir calc install
    """
    from xlcalc import extension  # noqa: PLC0415 - only to build

    where = profile or own_profile()
    with steps(told, 2) as step, TemporaryDirectory(prefix="comptoir_calc_") as folder:
        step(Said("Building {file}", file=FILE))
        path = extension.build(described(), Path(folder) / FILE)
        step(Said("Installing {file}", file=FILE))
        take(path, where)
    if told["json"]:
        tell_json({"extension": IDENTIFIER, "version": __version__, "profile": where})
    tell(
        Said("The menu Comptoir, its toolbar and its functions are in Calc when it starts again."),
        told,
    )


def described() -> Extension:
    """The extension in plain data: deeds, functions, and the way to this Comptoir."""
    from comptoir import ribbon  # noqa: PLC0415 - only to build
    from comptoir.functions.offering import PREFIX, for_calc  # noqa: PLC0415 - the same
    from xlcalc.extension import Extension  # noqa: PLC0415 - the same

    return Extension(
        identifier=IDENTIFIER,
        version=__version__,
        title=dict.fromkeys(LANGUAGES, "Comptoir"),
        prefix=PREFIX,
        functions=for_calc(),
        commands=ribbon.calc_commands(),
        on_command="comptoir.ribbon:command",
        python_path=python_path(),
    )


def python_path() -> tuple[str, ...]:
    """The folders in which the office's Python finds Comptoir and all it needs."""
    own = Path(comptoir.__file__).parents[1]
    folders = [str(own)]
    folders += [one for one in sys.path if Path(one).name in {"site-packages", "dist-packages"}]
    return tuple(dict.fromkeys(folders))


def own_profile() -> Path:
    """Where LibreOffice keeps this user's settings."""
    if sys.platform == "win32":
        return Path(os.environ["APPDATA"]) / "LibreOffice" / "4"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "LibreOffice" / "4"
    config = os.environ.get("XDG_CONFIG_HOME")
    return (Path(config) if config else Path.home() / ".config") / "libreoffice" / "4"


def take(path: Path, profile: Path) -> None:
    """Let the office of *profile* install the extension at *path*."""
    import xlcalc  # noqa: PLC0415 - only where an office is
    from xlcalc import bridge, extension  # noqa: PLC0415 - the same

    if missing := xlcalc.why_missing():
        raise NoLibreOffice(why=missing.rstrip("."))
    if (profile / ".lock").exists():
        raise OfficeOpen(file=profile / ".lock")
    _spare(profile)
    try:
        office = bridge.start(profile=profile)
    except xlcalc.NoOffice as fault:
        raise NoLibreOffice(why=str(fault).rstrip(".")) from fault
    try:
        extension.install(office, path)
    except xlcalc.CalcError as fault:
        raise NotTaken(why=str(fault).rstrip(".")) from fault
    finally:
        with suppress(xlcalc.CalcError):
            office.quit()


def _spare(profile: Path) -> None:
    """Let a profile that is not there yet begin with LibreOffice's own settings."""
    settings = profile / "user" / "registrymodifications.xcu"
    if not settings.exists():
        settings.parent.mkdir(parents=True, exist_ok=True)
        settings.write_text(NO_SETTINGS, encoding="utf-8")
