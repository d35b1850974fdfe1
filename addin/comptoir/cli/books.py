"""``comptoir workbook``, ``save`` and ``refresh``: closed workbooks and the store."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from comptoir.cli.place import desk_of
from comptoir.cli.telling import fault_row, language, steps, tell, tell_json
from comptoir.desk import Desk, Saved
from comptoir.desk.reporting import report
from comptoir.sheets.books import ClosedBook
from comptoir.sheets.kpi_shown import KIND
from comptoir.wording import LANGUAGES, Said


@click.group()
def workbook() -> None:
    """Build workbooks that show the desk."""


@workbook.command("build")
@click.argument("kind", type=click.Choice(["register", "shipments", "growth", "kpi"]))
@click.option("--out", type=click.Path(path_type=Path), help="File to write.")
@click.option("--in", "lang", type=click.Choice(LANGUAGES), help="Language of the workbook.")
@click.option("--period", help="Of figures: 2026-10, 2026-Q3; else what the workbook's cells say.")
@click.pass_obj
def build(
    told: dict[str, Any], *, kind: str, out: Path | None, lang: str | None, period: str | None
) -> None:
    r"""Build a workbook of the desk from nothing.

    A workbook that is already there goes to the backups; save it first, to keep its edits.

    \b
        $ comptoir workbook build register
        $ comptoir workbook build register --in en --out for-london.xlsx
        $ comptoir workbook build kpi --period 2026-Q3
    """
    here = desk_of(told)
    path = out or here.settings.workbooks / f"{kind}.xlsx"
    with steps(told, 1) as step:
        step(Said("Building {file}", file=path.name))
        show(here, kind, path, lang, period)
    if told["json"]:
        tell_json({"workbook": path})
    tell(Said("{path} shows the desk as it is now. Open it in Excel or Calc.", path=path), told)


def show(
    here: Desk, kind: str, path: Path, lang: str | None = None, period: str | None = None
) -> None:
    """Write the workbook of *kind* at *path*; the one that was there goes to the backups."""
    if kind == KIND:
        from comptoir.desk.refreshing_figures import build_figures  # noqa: PLC0415 - pandas

        build_figures(here, path, lang, period)
        return
    ClosedBook(path, here.settings.backups).build(here.view(kind, lang=lang))


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--dry-run", is_flag=True, help="Say what would be saved; write nothing.")
@click.pass_obj
def save(told: dict[str, Any], *, file: Path, dry_run: bool) -> None:
    r"""Take the edits of a closed workbook into the desk, then show it the result.

    All or nothing: one fault, and nothing is saved; every fault is listed with its cell.

    \b
        $ comptoir save my-desk/workbooks/register.xlsx --dry-run
    """
    here = desk_of(told, near=file)
    book = ClosedBook(file, here.settings.backups)
    with steps(told, 1) as step:
        step(Said("Saving {file}", file=file.name))
        done = here.save(book, dry_run=dry_run)
    if told["json"]:
        tell_json(saved_row(done, language(told)), language(told))
        return
    for sentence in report(done):
        tell(sentence, told)


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--discard", is_flag=True, help="Lose the edits that were not saved.")
@click.pass_obj
def refresh(told: dict[str, Any], *, file: Path, discard: bool) -> None:
    r"""Show a closed workbook what the desk says now.

    Refused where the workbook has edits that were not saved, unless --discard is given.

    \b
        $ comptoir refresh my-desk/workbooks/register.xlsx
    """
    here = desk_of(told, near=file)
    book = ClosedBook(file, here.settings.backups)
    if book.memory().kind == KIND:
        from comptoir.desk.refreshing_figures import refresh_file  # noqa: PLC0415 - pandas

        refresh_file(here, file)
    else:
        here.refresh(book, discard=discard)
    if told["json"]:
        tell_json({"workbook": file})
    tell(Said("{path} shows the desk as it is now. Open it in Excel or Calc.", path=file), told)


def saved_row(done: Saved, lang: str) -> dict[str, object]:
    """A save as a machine reads it."""
    return {
        "save": done.number,
        "dry_run": done.dry_run,
        "new": [{"record": record, "key": key} for record, key in done.new],
        "changed": [
            {"record": record, "key": key, "fields": fields} for record, key, fields in done.changed
        ],
        "clashes": [
            {"record": r, "key": c.key, "field": c.field, "sheet": c.sheet, "store": c.store}
            for r, c in done.clashes
        ],
        "vanished": [{"record": record, "key": key} for record, key in done.vanished],
        "reverted": [{"record": r, "key": a.key, "field": a.field} for r, a in done.reverted],
        "settled": [{"clash": number, "kept": side} for number, side in done.settled],
        "warnings": [fault_row(fault, lang) for fault in done.warnings],
    }
