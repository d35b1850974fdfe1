"""``comptoir help``: what each column means and each check says, from their own declarations."""

from __future__ import annotations

from typing import Any

import click

from comptoir import checks
from comptoir.cli.telling import language, tell, tell_json, tell_rows
from comptoir.records import RECORDS, Record
from comptoir.sheets.examples import example
from comptoir.wording import Said, mark, translated


@click.command("help")
@click.argument("topic", required=False, type=click.Choice([*RECORDS, "checks"]))
@click.pass_obj
def help_(told: dict[str, Any], *, topic: str | None) -> None:
    r"""Explain the columns of a table, or the checks; without TOPIC, list what can be explained.

    \b
        $ comptoir help order
        $ comptoir help checks
    """
    lang = language(told)
    if topic is None:
        rows = [(name, Said(one.many), Said(one.purpose)) for name, one in RECORDS.items()]
        _told(
            told, ("topic", "sheet", "purpose"), rows, (mark("Topic"), mark("Sheet"), mark("For"))
        )
    elif topic == "checks":
        found = [
            (one.code, Said(mark("error") if one.stops else mark("warning")), _sentence(one, lang))
            for one in checks.CHECKS
        ]
        heads = (mark("Rule"), mark("Weight"), mark("What it says"))
        _told(told, ("code", "weight", "sentence"), found, heads)
    else:
        _explain(told, RECORDS[topic], lang)


def _sentence(one: checks.Check, lang: str) -> str:
    """The check's sentence with the names of its columns in place of their values."""
    labels = {name: f"[{_heading(one, name, lang)}]" for name in one.fields}
    return translated(one.sentence, lang).format_map(labels)


def _heading(one: checks.Check, name: str, lang: str) -> str:
    return RECORDS[one.records[0]].by_name[name].heading(lang)


def _explain(told: dict[str, Any], record: Record, lang: str) -> None:
    rows = [
        (
            Said(one.label),
            Said(mark("needed") if one.required else mark("computed") if one.computed else ""),
            Said(one.help),
            example(record, one, lang),
        )
        for one in record.fields
    ]
    if not told["json"]:
        tell(Said(record.purpose), told)
    heads = (mark("Column"), "", mark("Meaning"), mark("Example"))
    _told(told, ("column", "rule", "meaning", "example"), rows, heads)


def _told(
    told: dict[str, Any],
    names: tuple[str, ...],
    rows: list[tuple[Any, ...]],
    heads: tuple[str, ...],
) -> None:
    if told["json"]:
        for row in rows:
            tell_json(dict(zip(names, row, strict=True)), language(told))
    else:
        tell_rows(heads, rows, language(told))
