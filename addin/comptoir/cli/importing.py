"""``comptoir import``: rows of a foreign CSV or Excel file into the desk."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from comptoir.cli.place import desk_of
from comptoir.cli.telling import language, steps, tell, tell_json
from comptoir.desk.importing import Imported
from comptoir.records import RECORDS
from comptoir.sheets.imports import (
    FileMap,
    Foreign,
    bring,
    mapping_of,
    mapping_text,
    proposed,
    read_foreign,
    shipped_for,
)
from comptoir.wording import Said


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--as", "record", type=click.Choice(list(RECORDS)), help="What the rows are.")
@click.option("--map", "map_file", type=click.Path(path_type=Path, exists=True, dir_okay=False),
              help="Which column becomes what (a .toml file).")  # fmt: skip
@click.option("--write-map", type=click.Path(path_type=Path), help="Write the mapping, stop there.")
@click.option("--sheet", help="Sheet of an Excel file; else its first.")
@click.option("--dry-run", is_flag=True, help="Say what would come in; write nothing.")
@click.pass_obj
def import_(
    told: dict[str, Any],
    *,
    file: Path,
    record: str | None,
    map_file: Path | None,
    write_map: Path | None,
    sheet: str | None,
    dry_run: bool,
) -> None:
    r"""Bring the rows of FILE (.csv, .txt, .xlsx) into the desk.

    Encoding, separator and dates are recognised; columns are matched by their headings in French
    or English. Rows with faults are set aside with the reason, the others come in. Imported
    twice, a file changes nothing.

    \b
        $ comptoir import orders.csv --write-map orders.toml
        $ comptoir import orders.csv --map orders.toml --dry-run
        $ comptoir import orders.csv --map orders.toml
    """
    here = desk_of(told, via="import")
    with steps(told, 3) as step:
        step(Said("Reading {file}", file=file.name))
        foreign = read_foreign(file, sheet)
        mapping = _mapping(foreign, record, map_file)
        if not write_map:
            step(Said("Understanding {count} {count:row|rows}", count=len(foreign.rows)))
            brought = bring(foreign, mapping)
            step(Said("Writing to the desk"))
            done = here.take_file(brought, dry_run=dry_run)
    if write_map:
        write_map.write_text(mapping_text(mapping), "utf-8")
        tell(
            Said(
                "The mapping is in {file}. Look at it, correct it, then import with --map {file}",
                file=write_map,
            ),
            told,
        )
        return
    if told["json"]:
        tell_json(_row(done), language(told))
    for sentence in _report(done):
        tell(sentence, told)


def _mapping(foreign: Foreign, record: str | None, map_file: Path | None) -> FileMap:
    if map_file:
        return mapping_of(map_file.read_text("utf-8-sig"), map_file.name)
    shipped = None if record else shipped_for(foreign)
    return shipped or proposed(foreign, record)


def _report(done: Imported) -> list[Said]:
    said = list(done.brought.said())
    for record, count in done.known.items():
        many = Said(RECORDS[record].many)
        said.append(Said("{count} rows of {many} were here already.", count=count, many=many))
    if done.dry_run:
        said.append(Said("Nothing was written: this was a dry run."))
    elif done.number is None:
        said.append(Said("Nothing new: all of it was imported before."))
    else:
        said.append(
            Said(
                "Imported (save {number}). To take it back: comptoir undo {number}",
                number=done.number,
            )
        )
    return said


def _row(done: Imported) -> dict[str, object]:
    brought = done.brought
    return {
        "file": brought.file,
        "source": brought.source,
        "save": done.number,
        "dry_run": done.dry_run,
        "rows": brought.rows,
        "accepted": done.accepted,
        "made": done.made,
        "known": done.known,
        "totals": [
            {"heading": t.heading, "file": t.of_file, "accepted": t.accepted, "aside": t.aside}
            for t in brought.totals
        ],
        "aside": [
            {"line": one.line, "reasons": [reason.said_with_place() for reason in one.reasons]}
            for one in done.aside
        ],
    }
