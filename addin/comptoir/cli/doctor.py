"""``comptoir doctor``: what is wrong here, and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import click

from comptoir.cli.place import clock, settings_of
from comptoir.cli.telling import language, tell_json, tell_rows
from comptoir.desk.doctor import ERROR, SIGNS, Facts, examined
from comptoir.desk.gathering import gathered
from comptoir.errors import ComptoirError
from comptoir.settings import NoDesk
from comptoir.wording import Said, mark


@click.command()
@click.pass_obj
@click.pass_context
def doctor(ctx: click.Context, told: dict[str, Any]) -> None:
    r"""Examine the desk and the computer under it; each ailment comes with its remedy.

    Exit code 1 where something is wrong.

    \b
        $ comptoir doctor
    """
    lang = language(told)
    found = list(examined(_facts(told)))
    if told["json"]:
        for one in found:
            row = {"code": one.code, "what": Said(one.what), "state": one.state, "said": one.said}
            tell_json(row, lang)
    else:
        rows = [(SIGNS[one.state], one.code, Said(one.what), one.said) for one in found]
        tell_rows(("", mark("Code"), mark("Looked at"), mark("Seen, or to do")), rows, lang)
    ctx.exit(1 if any(one.state == ERROR for one in found) else 0)


def _facts(told: Mapping[str, Any]) -> Facts:
    """The facts of this computer and of the desk named, or of the one around here."""
    try:
        return gathered(settings_of(told), now=clock())
    except NoDesk:
        return gathered(None, now=clock())
    except ComptoirError as error:
        return gathered(None, now=clock(), fault=error.said)
