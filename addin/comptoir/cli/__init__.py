"""The command ``comptoir``: everything the buttons do, and what they cannot.

Commands are loaded when they are called, so that ``comptoir --version`` answers at once. A
``ComptoirError`` is a sentence on the error output and an exit code; never a traceback.
"""

from __future__ import annotations

import importlib
import os
from gettext import gettext
from pathlib import Path
from typing import Any

import click

from comptoir import __version__
from comptoir.wording import LANGUAGES

COMMANDS = {
    "init": "starting:init",
    "demo": "showing_off:demo",
    "import": "importing:import_",
    "workbook": "books:workbook",
    "save": "books:save",
    "refresh": "books:refresh",
    "check": "looking:check",
    "find": "looking:find",
    "history": "looking:history",
    "saves": "looking:saves",
    "today": "looking:today",
    "kpi": "kpi:kpi",
    "summary": "kpi:summary",
    "scorecard": "kpi:scorecard",
    "offer": "offers:offer",
    "consult": "consult:consult",
    "order": "orders:order",
    "partner": "partners:partner",
    "shipment": "shipping:shipment",
    "dossier": "dossier:dossier",
    "invoice": "cashing:invoice",
    "payment": "cashing:payment",
    "bank": "cashing:bank",
    "credit": "crediting:credit",
    "rate": "crediting:rate",
    "mail": "mail:mail",
    "schedule": "schedule:schedule",
    "undo": "keeping:undo",
    "backup": "keeping:backup",
    "restore": "keeping:restore",
    "migrate": "keeping:migrate",
    "doctor": "doctor:doctor",
    "calc": "calc:calc",
    "addin": "addin:addin",
    "letter": "letters:letter",
    "letters": "letters:letters",
    "help": "helping:help_",
    "fn": "fn:fn",
    "watch": "watch:watch",
    "prospect": "growing:prospect",
    "campaign": "growing:campaign",
    "fair": "growing:fair",
    "visit": "growing:visit",
    "grow": "growing:grow",
    "glossary": "glossary:glossary",
}
"""Each command, its module in this package and its function there."""


JSON = "--json"


class Lazy(click.Group):
    """A group that imports a command when it is asked for."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """``--json`` counts wherever it stands: one adds it at the end of what one typed."""
        end = args.index("--") if "--" in args else len(args)
        if JSON in args[:end]:
            args = [JSON, *(one for one in args[:end] if one != JSON), *args[end:]]
        return super().parse_args(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        from comptoir.cli.click_says import speak  # noqa: PLC0415 - a start within 150 ms
        from comptoir.cli.manual import in_language  # noqa: PLC0415 - the same

        lang = _reader(ctx)
        speak(lang)
        return in_language(loaded(name), lang) if name in COMMANDS else None

    def main(self, *args: Any, **told: Any) -> Any:
        from comptoir.cli.click_says import listening, speak  # noqa: PLC0415 - the same

        with listening():
            speak(os.environ.get("COMPTOIR_LANG") or os.environ.get("LANG", "en")[:2])
            return super().main(*args, **told)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        from comptoir.cli.click_says import speak  # noqa: PLC0415 - the same
        from comptoir.cli.manual import in_language  # noqa: PLC0415 - the same

        lang = _reader(ctx)
        speak(lang)
        click.Group.format_help(in_language(self, lang), ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section(gettext("Commands")):
            rows = [
                (n, c.get_short_help_str(90)) for n in COMMANDS if (c := self.get_command(ctx, n))
            ]
            formatter.write_dl(rows)

    def invoke(self, ctx: click.Context) -> Any:
        from comptoir.errors import ComptoirError  # noqa: PLC0415 - a start within 150 ms

        try:
            return super().invoke(ctx)
        except ComptoirError as error:
            from comptoir.cli.telling import tell_error  # noqa: PLC0415 - the same

            tell_error(error, ctx.find_object(dict) or {})
            ctx.exit(error.exit_code)


def loaded(name: str) -> click.Command:
    """The command *name* as it was written, in English."""
    module, function = COMMANDS[name].split(":")
    command = getattr(importlib.import_module(f"comptoir.cli.{module}"), function)
    assert isinstance(command, click.Command)
    return command


def _reader(ctx: click.Context) -> str:
    """The language of whoever asks for help, before any command has run."""
    from comptoir.cli.telling import language  # noqa: PLC0415 - the same

    asked = ctx.find_root().params
    told = {name: asked.get(name) or os.environ.get(f"COMPTOIR_{name.upper()}")
            for name in ("lang", "desk")}  # fmt: skip
    return language({**told, "env": os.environ})


@click.group(cls=Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="comptoir")
@click.option("--desk", type=click.Path(path_type=Path), envvar="COMPTOIR_DESK", is_eager=True,
              help="Folder of the desk; else the one you are in.")  # fmt: skip
@click.option("--lang", type=click.Choice(LANGUAGES), envvar="COMPTOIR_LANG", is_eager=True,
              help="Language of the answers; else the desk's.")  # fmt: skip
@click.option("--user", envvar="COMPTOIR_USER", help="Your name in the history.")
@click.option(JSON, "as_json", is_flag=True, help="Answer with one JSON object to the line.")
@click.pass_context
def main(
    ctx: click.Context, *, desk: Path | None, lang: str | None, user: str | None, as_json: bool
) -> None:
    """The desk of an import-export assistant: orders, workbooks, letters, mails, figures.

    \b
        $ comptoir demo
        $ comptoir --desk my-desk workbook build register
        $ comptoir save my-desk/workbooks/register.xlsx
    """  # noqa: D301 - \b is click's mark for a paragraph kept as it is
    ctx.obj = {"desk": desk, "lang": lang, "user": user, "json": as_json, "env": os.environ}
