"""How a command speaks: sentences for people, JSON for machines, faults with their place."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from comptoir.errors import ComptoirError
from comptoir.sheets.reading import Fault
from comptoir.wording import Said, shown, translated


def language(told: Mapping[str, Any]) -> str:
    """The language of the answers: the option's, else the desk's, else the computer's."""
    if told.get("lang"):
        return str(told["lang"])
    with suppress(ComptoirError):
        from comptoir.cli.place import settings_of  # noqa: PLC0415 - only for an error's language

        return settings_of(told).lang
    return "fr" if str(told.get("env", {}).get("LANG", "")).startswith("fr") else "en"


def plain(value: object, lang: str = "en") -> object:  # noqa: PLR0911 - one to the type
    """A value as JSON can hold it: amounts and dates as text, never as a float."""
    match value:
        case Said():
            return value.in_(lang)
        case Decimal():
            return str(value)
        case datetime() | date():
            return value.isoformat()
        case Mapping():
            return {str(k): plain(v, lang) for k, v in value.items()}
        case None | bool() | int() | float() | str():
            return value
        case list() | tuple() | set() | frozenset():
            return [plain(one, lang) for one in value]
    return str(value)


def tell_json(value: object, lang: str = "en") -> None:
    """One JSON object on one line."""
    click.echo(json.dumps(plain(value, lang), ensure_ascii=False))


def tell(sentence: Said, told: Mapping[str, Any]) -> None:
    """A sentence for a person; silent when a machine listens."""
    if not told["json"]:
        click.echo(sentence.in_(language(told)))


def tell_rows(
    headings: Iterable[str], rows: Iterable[Iterable[object]], lang: str, title: str = ""
) -> None:
    """A table on the terminal, as wide as it is."""
    table = Table(title=title or None, title_justify="left", header_style="bold", box=None)
    for heading in headings:
        table.add_column(translated(heading, lang), overflow="fold")
    for row in rows:
        table.add_row(*("" if cell is None else shown(cell, lang) for cell in row))
    width = None if sys.stdout.isatty() else 160
    Console(file=sys.stdout, highlight=False, markup=False, emoji=False, width=width).print(table)


@contextmanager
def steps(told: Mapping[str, Any], count: int) -> Iterator[Callable[[Said], None]]:
    """A progress bar of *count* steps for long work; call what it gives before each step.

    Only a person at a terminal sees it, on the error output; machines and files get nothing.
    """
    if told["json"] or not sys.stderr.isatty():
        yield lambda _said: None
        return
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn  # noqa: PLC0415

    console, lang = Console(file=sys.stderr), language(told)
    columns = (BarColumn(20), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        work = bar.add_task("", total=count, completed=-1)

        def step(said: Said) -> None:
            bar.update(work, advance=1, description=said.in_(lang))

        yield step


def tell_error(error: ComptoirError, told: Mapping[str, Any]) -> None:
    """A refusal: its sentence and, where there are faults, every one with its cell."""
    lang = language(told)
    faults = getattr(error, "faults", [])
    if told.get("json"):
        row = {
            "error": type(error).__name__,
            "message": error.in_(lang),
            "exit_code": error.exit_code,
            "faults": [fault_row(fault, lang) for fault in faults],
        }
        tell_json(row, lang)
        return
    click.echo(error.in_(lang), err=True)
    for fault in faults:
        click.echo(f"  {fault.in_(lang)}", err=True)


def fault_row(fault: Fault, lang: str) -> dict[str, object]:
    """A fault as a machine reads it."""
    return {
        "where": fault.where,
        "heading": translated(fault.heading, lang),
        "shown": fault.shown,
        "code": fault.code,
        "message": fault.said.in_(lang),
    }
