"""Worksheet functions at the command line: ``fn --list`` and ``fn NAME ARGS``."""

from __future__ import annotations

import json
from typing import Any

import click

from comptoir.cli.place import settings_of
from comptoir.cli.telling import language, plain, tell_json, tell_rows
from comptoir.errors import Refused
from comptoir.functions import Function, Here, answer, declarations
from comptoir.functions.cells import SIGN
from comptoir.functions.desks import here_at
from comptoir.settings import NoDesk
from comptoir.wording import Said, mark, shown


@click.command(context_settings={"ignore_unknown_options": True})
@click.option("--list", "listed", is_flag=True, help="List every function.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object to the line.")
@click.argument("name", required=False)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
@click.pass_context
def fn(
    ctx: click.Context,
    *,
    listed: bool,
    as_json: bool,
    name: str | None,
    arguments: tuple[str, ...],
) -> None:
    r"""Compute a worksheet function; ranges are JSON arrays of rows.

    \b
        $ comptoir fn --list
        $ comptoir fn CHARGEABLE 80 1 air
        $ comptoir fn CHARGEABLE "[[80],[700]]" 1 air
        $ comptoir fn DUE "45 EOM A" 2026-01-16
    """
    told: dict[str, Any] = {**ctx.obj, "json": ctx.obj["json"] or as_json}
    if listed or name is None:
        _list(told)
        return
    found = answer(name, [_read(one) for one in arguments], _here(told))
    if told["json"]:
        tell_json({"function": name.upper(), "answer": found})
    else:
        _tell(found, language(told))
    ctx.exit(Refused.exit_code if isinstance(found, str) and found.startswith(SIGN) else 0)


def _here(told: dict[str, Any]) -> Here:
    """The desk named, or the one around; without one the printed law and no look-ups."""
    try:
        return here_at(settings_of(told), language(told))
    except NoDesk:
        if told.get("desk"):
            raise
        return Here(lang=language(told))


def _read(argument: str) -> Any:
    """A number, truth or range as JSON; anything else as the text it is."""
    try:
        return json.loads(argument)
    except ValueError:
        return argument


def _list(told: dict[str, Any]) -> None:
    lang = language(told)
    if told["json"]:
        for one in declarations().values():
            tell_json(described(one, lang), lang)
        return
    rows = [
        (Said(one.category.value), f"{one.name}({_signature(one)})", Said(one.says))
        for one in declarations().values()
    ]
    tell_rows((mark("Family"), mark("Function"), mark("What it gives")), rows, lang)


def _signature(one: Function) -> str:
    return "; ".join(a.name if a.needed else f"{a.name}?" for a in one.arguments)


def described(one: Function, lang: str) -> dict[str, object]:
    """A declaration as a machine reads it."""
    return {
        "name": one.name,
        "calc": f"COMPTOIR.{one.name}",
        "excel": f"COMPTOIR_{one.name}",
        "category": Said(one.category.value),
        "description": Said(one.says),
        "arguments": [
            {
                "name": a.name,
                "kind": Said(a.kind.said),
                "range": a.kind.whole,
                "needed": a.needed,
                "description": Said(a.says),
            }
            for a in one.arguments
        ],
        "example": {"arguments": plain(one.example.arguments), "answer": plain(one.example.answer)},
    } | {"language": lang}


def _tell(found: Any, lang: str) -> None:
    rows = found if isinstance(found, list) else [[found]]
    for row in rows:
        click.echo("\t".join(_worded(cell, lang) for cell in row))


def _worded(cell: object, lang: str) -> str:
    if isinstance(cell, float):
        return f"{cell:.15g}"
    if isinstance(cell, bool):
        return Said("yes").in_(lang) if cell else Said("no").in_(lang)
    return shown(cell, lang)
