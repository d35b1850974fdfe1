"""``comptoir letter`` and ``comptoir letters``: Word correspondence from the desk's records."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from comptoir.cli.place import desk_of
from comptoir.cli.telling import language, tell, tell_json, tell_rows
from comptoir.desk.writing import write
from comptoir.letters.checking import check
from comptoir.letters.commenting import commented
from comptoir.letters.gathering import FROM_ROWS
from comptoir.letters.kinds import KINDS
from comptoir.wording import LANGUAGES, Said, mark


@click.command()
@click.argument("kind")
@click.argument("ref")
@click.option("--in", "lang", type=click.Choice(LANGUAGES), help="Language; else the partner's.")
@click.pass_obj
def letter(told: dict[str, Any], *, kind: str, ref: str, lang: str | None) -> None:
    r"""Write the letter KIND about the record REF, and put it in its dossier.

    The user's own template in the desk's templates/ wins over the shipped one. A blank that nothing
    fills stops the letter.

    \b
        $ comptoir letters
        $ comptoir letter order_acknowledgement EX-2026-0001
        $ comptoir letter reminder_1 FA-2026-0012 --in fr
    """
    written = write(desk_of(told), kind, ref, lang=lang)
    if told["json"]:
        row = {"kind": written.letter.kind.name, "ref": ref, "lang": written.letter.lang,
               "file": written.file, "remarks": list(written.remarks)}  # fmt: skip
        tell_json(row, language(told))
        return
    tell(Said("{title}: {file}", title=written.letter.kind.said(), file=written.file), told)
    for remark in written.remarks:
        tell(Said("To check before sending: {remark}", remark=remark), told)


@click.group(invoke_without_command=True)
@click.pass_context
def letters(ctx: click.Context) -> None:
    r"""List the letters there are, or check one's own templates.

    \b
        $ comptoir letters
        $ comptoir letters check my-desk/templates/fr/offer.docx
    """
    if ctx.invoked_subcommand is None:
        _listed(ctx.obj)


def _listed(told: dict[str, Any]) -> None:
    lang = language(told)
    if told["json"]:
        for one in KINDS:
            row = {"kind": one.name, "code": one.code, "title": one.said(), "about": one.about,
                   "from_records": one.name in FROM_ROWS}  # fmt: skip
            tell_json(row, lang)
        return
    rows = [
        (one.code, one.name, one.said(), one.about, "✓" if one.name in FROM_ROWS else "")
        for one in KINDS
    ]
    heads = (mark("Code"), mark("Letter"), mark("Title"), mark("Record"), mark("Fills itself"))
    tell_rows(heads, rows, lang)


@letters.command("check")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--as", "kind", help="Which letter it is; else its file's name says so.")
@click.option("--comments", type=click.Path(path_type=Path),
              help="Write a copy with a Word comment at each fault.")  # fmt: skip
@click.pass_obj
@click.pass_context
def check_(
    ctx: click.Context, told: dict[str, Any], *, file: Path, kind: str | None, comments: Path | None
) -> None:
    r"""Check a template against what its letter may say: names, tags, obligatory mentions.

    \b
        $ comptoir letters check my-desk/templates/fr/offer.docx --comments faults.docx
    """
    lang = language(told)
    data = file.read_bytes()
    faults = check(data, file.name, kind or file.stem)
    if comments:
        comments.write_bytes(commented(data, faults, lang))
    if told["json"]:
        for fault in faults:
            tell_json({"where": fault.place, "code": fault.code, "message": fault.said}, lang)
    elif faults:
        rows = [(fault.code, fault.place, fault.said) for fault in faults]
        tell_rows((mark("Rule"), mark("Place"), mark("What to do")), rows, lang)
    else:
        tell(Said("{file}: no fault.", file=file.name), told)
    ctx.exit(2 if faults else 0)
