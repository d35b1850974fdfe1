"""``comptoir demo``: a whole desk of an invented trading firm, made and shown at work."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from comptoir import desk as desks
from comptoir import settings
from comptoir.cli.books import show
from comptoir.cli.place import clock, zone
from comptoir.cli.telling import language, tell, tell_json, tell_rows
from comptoir.demo import business, fill, shipped
from comptoir.demo.correspondence import introduce, write_papers
from comptoir.demo.firm import FIRM
from comptoir.demo.mails import mailbox
from comptoir.demo.story import Told, two_people
from comptoir.desk import Desk
from comptoir.desk.reporting import history_rows, report
from comptoir.desk.today import counted
from comptoir.desk.writing import Set
from comptoir.records import RECORDS
from comptoir.store import Author
from comptoir.wording import Said, mark


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), default="demo-desk")
@click.option("--today", "day", type=click.DateTime(["%Y-%m-%d"]), help="Instead of today.")
@click.pass_obj
def demo(told: dict[str, Any], *, folder: Path, day: datetime | None) -> None:
    r"""Make a complete desk of an invented French trading firm in FOLDER.

    Two people then work on its register: their edits are merged, and one cell clashes.

    \b
        $ comptoir demo
        $ comptoir demo my-demo --today 2026-11-23
    """
    at = day.replace(hour=9, tzinfo=zone()) if day else clock()
    introduce(desks.create(folder, name=FIRM, lang=language(told)).folder / settings.FILE)
    made = settings.read(folder, env={})
    anna = desks.opened(made, Author("Anna", "sheet"), lambda: at, zone())
    bilal = replace(anna, author=Author("Bilal", "sheet"))
    with anna.writing() as db:
        today = anna.today().date()
        made_up = shipped(business(today), today)
        author = Author("Comptoir", "demo")
        fill(db, made_up, author=author, at=at, today=today, lang=made.lang)
    mails = mailbox(anna, anna.look().rows, today)
    papers = write_papers(anna)
    register = made.workbooks / "register.xlsx"
    show(anna, "register", register)
    show(anna, "shipments", made.workbooks / "shipments.xlsx")
    show(anna, "growth", made.workbooks / "growth.xlsx")
    show(anna, "kpi", made.workbooks / "kpi.xlsx")
    story = two_people(anna, bilal, register)
    counts = anna.look().counts()
    if told["json"]:
        tell_json({"desk": folder, "register": register, "rows": counts})
        return
    _tell_desk(told, anna, counts)
    tell(Said("The mailbox: {count} {count:mail|mails} of partners, strangers and a few swindlers.",
              count=mails), told)  # fmt: skip
    _tell_story(told, anna, story)
    _tell_papers(told, papers)
    tell(
        Said(
            "Open {register} in Excel or Calc; change it, close it, then: comptoir save {register}",
            register=register,
        ),
        told,
    )


def _tell_desk(told: dict[str, Any], anna: Desk, counts: dict[str, int]) -> None:
    lang = language(told)
    tell(Said("The desk of {firm}, an invented firm:", firm=FIRM), told)
    tell_rows(
        (mark("Sheet"), mark("Rows")),
        [(Said(RECORDS[name].many), count) for name, count in counts.items() if count],
        lang,
    )
    late = counted(anna.due())
    tell(Said("{late} late, {today} today, {week} this week.", **late), told)


def _tell_papers(told: dict[str, Any], papers: Set) -> None:
    folder = papers.written[0].file.parent
    tell(Said("Anna has written the papers of a deal, in {folder}:", folder=folder), told)
    for one in papers.written:
        tell(Said("   {title}: {file}", title=one.letter.kind.said(), file=one.file.name), told)


def _tell_story(told: dict[str, Any], anna: Desk, story: Told) -> None:
    tell(Said("Anna and Bilal each changed a copy of the register. Anna saves first:"), told)
    for sentence in report(story.hers):
        tell(Said("   {sentence}", sentence=sentence), told)
    tell(Said("Then Bilal saves his:"), told)
    for sentence in report(story.his):
        tell(Said("   {sentence}", sentence=sentence), told)
    tell(Said("The history of {ref} (comptoir history {ref}):", ref=story.order), told)
    tell_rows(*history_rows(anna, story.order), language(told))
