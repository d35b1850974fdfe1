"""``comptoir init``: a new, empty desk."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from comptoir import desk
from comptoir.cli.telling import language, tell, tell_json
from comptoir.wording import Said


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--name", help="Name of the firm, as it stands on workbooks.")
@click.pass_obj
def init(told: dict[str, Any], *, folder: Path, name: str | None) -> None:
    r"""Make a new desk in FOLDER: settings, folders and an empty register.

    \b
        $ comptoir init my-desk --name "Maison Vaucanson"
    """
    made = desk.create(folder, name=name or folder.resolve().name, lang=language(told))
    if told["json"]:
        tell_json({"desk": made.folder, "database": made.url})
    tell(
        Said(
            "The desk {name} is ready in {folder}."
            " Build its register with: comptoir --desk {folder} workbook build register",
            name=made.name,
            folder=made.folder,
        ),
        told,
    )
