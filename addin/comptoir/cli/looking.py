"""Questions that change nothing: ``find``, ``history``, ``saves``, ``check``, ``today``."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import click

from comptoir.cli.place import desk_of, zone
from comptoir.cli.telling import language, tell, tell_json, tell_rows
from comptoir.desk import Desk
from comptoir.desk.looking import Checked
from comptoir.desk.reporting import HEADS, history_rows, label, worded
from comptoir.desk.today import counted, gathered
from comptoir.wording import Said, mark


@click.command()
@click.argument("words", nargs=-1, required=True)
@click.option("--most", default=50, show_default=True, help="How many rows at most.")
@click.pass_obj
def find(told: dict[str, Any], *, words: tuple[str, ...], most: int) -> None:
    r"""Find rows in which all WORDS stand, whatever their case or accents.

    \b
        $ comptoir find okada
    """
    lang = language(told)
    hits = desk_of(told).look().find(" ".join(words), most=most)
    if told["json"]:
        for hit in hits:
            row = {
                "record": hit.record.name,
                "key": hit.key,
                "field": hit.field,
                "shown": hit.shown,
            }
            tell_json(row)
    elif not hits:
        tell(Said("Nothing has {words}. Try fewer letters.", words=" ".join(words)), told)
    else:
        rows = [(Said(h.record.one), h.key, label(h.record.name, h.field), h.shown) for h in hits]
        tell_rows((mark("Record"), mark("Key"), mark("Column"), mark("Shown")), rows, lang)


@click.command()
@click.argument("ref")
@click.option("--at", "instant", type=click.DateTime(["%Y-%m-%d", "%Y-%m-%d %H:%M"]),
              help="Show the record as it was then, instead.")  # fmt: skip
@click.pass_obj
def history(told: dict[str, Any], *, ref: str, instant: datetime | None) -> None:
    r"""Show every change of the record REF: who, when, by which door, before and after.

    \b
        $ comptoir history EX-2026-0001
        $ comptoir history EX-2026-0001 --at "2026-11-20 17:00"
    """
    here = desk_of(told)
    if instant:
        _tell_past(told, here, ref, instant.replace(tzinfo=zone()))
        return
    if told["json"]:
        for one in here.look().history(ref):
            tell_json({name: getattr(one, name) for name in one.__slots__})
        return
    tell_rows(*history_rows(here, ref), language(told), title=ref)


def _tell_past(told: dict[str, Any], here: Desk, ref: str, instant: datetime) -> None:
    for record, row in here.look().past(ref, instant):
        if told["json"]:
            tell_json({"record": record.name, "key": ref, "at": instant, "row": row})
            continue
        rows = [
            (Said(one.label), worded(record.name, one.name, row[one.name]))
            for one in record.kept
            if row.get(one.name) is not None
        ]
        tell_rows((mark("Column"), mark("Shown")), rows, language(told), title=ref)


@click.command()
@click.option("--most", default=20, show_default=True, help="How many saves at most.")
@click.pass_obj
def saves(told: dict[str, Any], *, most: int) -> None:
    r"""List the latest saves, newest first; a save's number serves to undo it.

    \b
        $ comptoir saves --most 5
    """
    done = desk_of(told).look().saves(most)
    if told["json"]:
        for one in done:
            tell_json({name: getattr(one, name) for name in one.__slots__})
        return
    rows = [
        (one.id, one.at.astimezone(zone()), one.by, one.via, one.what, one.rows) for one in done
    ]
    heads = (mark("Save no."), *HEADS[:3], mark("About"), mark("Rows"))
    tell_rows(heads, rows, language(told))


@click.command()
@click.option("--errors", is_flag=True, help="Errors only, no warnings.")
@click.pass_obj
@click.pass_context
def check(ctx: click.Context, told: dict[str, Any], *, errors: bool) -> None:
    r"""Check every row of the desk; exit code 2 where there are errors.

    \b
        $ comptoir check
    """
    lang = language(told)
    here = desk_of(told)
    day = here.today().date()
    found = [one for one in here.look().check(day) if one.stops or not errors]
    if told["json"]:
        for one in found:
            tell_json(_checked(one, lang))
    else:
        rows = [
            (mark("error") if one.stops else mark("warning"), one.code, one.key, one.said)
            for one in found
        ]
        if rows:
            shown = [(Said(kind), *rest) for kind, *rest in rows]
            tell_rows((mark("Weight"), mark("Rule"), "Key", mark("What to do")), shown, lang)
        stops = sum(one.stops for one in found)
        tell(Said(COUNTED, stops=stops, rest=len(found) - stops), told)
    ctx.exit(2 if any(one.stops for one in found) else 0)


COUNTED = mark("{stops} {stops:error|errors}, {rest} {rest:warning|warnings}.")


def _checked(one: Checked, lang: str) -> dict[str, object]:
    return {
        "record": one.record.name,
        "key": one.key,
        "code": one.code,
        "stops": one.stops,
        "message": one.said.in_(lang),
    }


SIGNS = {"late": "!", "today": "•", "week": " "}


@click.command()
@click.option("--all", "every", is_flag=True, help="Every line by itself.")
@click.pass_obj
def today(told: dict[str, Any], *, every: bool) -> None:
    r"""Show what must be done now: late, today, this week.

    Lines that ask for the same thing are shown as one: the first, and how many more. Long reasons
    are cut; ``--all`` shows everything.

    \b
        $ comptoir today
        $ comptoir today --all
    """
    lang = language(told)
    dues = desk_of(told).due()
    if told["json"]:
        for due in dues:
            tell_json({name: getattr(due, name) for name in due.__slots__}, lang)
        return
    rows: list[tuple[object, ...]] = [
        (SIGNS[d.urgency], d.day, d.what, d.ref, d.party, d.why) for d in dues
    ]
    if not every:
        rows = [
            (SIGNS[d.urgency], d.day, _cut(d.what, lang), d.ref, d.party, _cut(d.why, lang))
            for d in gathered(dues)
        ]
    tell_rows(
        ("", mark("Day"), mark("What to do"), "Record", mark("Partner"), mark("Why")), rows, lang
    )
    tell(Said("{late} late, {today} today, {week} this week.", **counted(dues)), told)


def _cut(said: Said, lang: str, most: int = 41) -> str:
    """The beginning of a sentence, to stand on one line of the screen."""
    text = said.in_(lang)
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
