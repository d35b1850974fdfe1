"""``comptoir undo``, ``backup``, ``restore``, ``migrate``: keeping the desk's data safe."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from comptoir import store
from comptoir.cli.place import clock, desk_of, settings_of
from comptoir.cli.telling import tell, tell_json
from comptoir.settings import Settings
from comptoir.wording import Said, mark

UNDONE = mark("Save {save} is undone: {rows} {rows:row is|rows are} as before.")


@click.command()
@click.argument("save", type=int)
@click.pass_obj
def undo(told: dict[str, Any], *, save: int) -> None:
    r"""Take back a whole SAVE, as a new save; refused where later changes depend on it.

    \b
        $ comptoir saves
        $ comptoir undo 12
    """
    done = desk_of(told).undo(save)
    if told["json"]:
        tell_json({"save": done.save, "undone": save, "rows": done.rows})
        return
    tell(Said(UNDONE, save=save, rows=sum(map(len, done.rows.values()))), told)


@click.command()
@click.pass_obj
def backup(told: dict[str, Any]) -> None:
    r"""Copy the desk's data to its backups, while others go on working.

    \b
        $ comptoir backup
    """
    file = desk_of(told).backup()
    if told["json"]:
        tell_json({"backup": file})
    tell(Said("The desk is copied to {file}.", file=file), told)


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_obj
def restore(told: dict[str, Any], *, file: Path, yes: bool) -> None:
    r"""Put the desk's data back as they were in a backup FILE.

    The data of now are backed up first. Workbooks must then be refreshed.

    \b
        $ comptoir restore my-desk/backups/comptoir-20261123.db
    """
    found = settings_of(told)
    if not yes:
        click.confirm(
            Said("Put {desk} back as it was in {file}?", desk=found.name, file=file.name).in_(
                told["lang"] or found.lang
            ),
            abort=True,
        )
    kept = _kept_first(found)
    store.restore(found.url, file)
    if told["json"]:
        tell_json({"restored": file, "kept": kept})
    before = Said("What it was before is kept in {kept}.", kept=kept) if kept else ""
    tell(
        Said(
            "The desk is as it was in {file}. {before} Refresh the workbooks.",
            file=file.name,
            before=before,
        ),
        told,
    )


def _kept_first(found: Settings) -> Path | None:
    """A copy of the desk as it is; none where there is nothing left to copy."""
    try:
        return store.backup(found.url, found.backups, clock())
    except (store.Damaged, store.NoDesk):
        return None


@click.command()
@click.pass_obj
def migrate(told: dict[str, Any]) -> None:
    r"""Bring an older desk up to this version of Comptoir; it is backed up first.

    \b
        $ comptoir migrate
    """
    found = settings_of(told)
    steps = store.migrate(found.url, found.backups, clock())
    if told["json"]:
        tell_json({"steps": steps})
    if steps:
        tell(Said("The desk is up to date: {count} {count:step|steps}.", count=len(steps)), told)
    else:
        tell(Said("The desk was up to date already."), told)
