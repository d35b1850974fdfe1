"""``comptoir order``: orders confirmed, changed, made, delivered, closed, and their whole life."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import click

from comptoir.cli.place import desk_of
from comptoir.cli.telling import language, tell, tell_json, tell_rows
from comptoir.cli.typed import DAY, amount, civil, pair
from comptoir.desk import chronicle, ordering, producing
from comptoir.desk.composing import Wish
from comptoir.desk.writing import writing
from comptoir.records.order_life import CHANGED, PRODUCTION_STEP
from comptoir.rules.orders import Stage
from comptoir.wording import Said, mark


@click.group()
def order() -> None:
    r"""Lead orders from placing to closing.

    \b
        $ comptoir order confirm IM-2026-0001 --on 2026-11-20 --committed 2027-01-15
        $ comptoir order move EX-2026-0001 CLOSED
        $ comptoir order life EX-2026-0001
    """


@order.command("move")
@click.argument("ref")
@click.argument("to", type=click.Choice([one.value for one in Stage if one != "CANCELLED"]))
@click.option("--despite", help="Go on though a condition is not met: why; it is kept.")
@click.pass_obj
def move(told: dict[str, Any], *, ref: str, to: str, despite: str | None) -> None:
    r"""Take an order to its next status, where the conditions are met.

    \b
        $ comptoir order move EX-2026-0001 DELIVERED
    """
    with desk_of(told).deed("order move") as deed:
        ordering.move(deed, ref, Stage(to), despite=despite)
    if told["json"]:
        tell_json({"order": ref, "status": to})
    tell(Said("{ref} is {status}.", ref=ref, status=ordering.stage_said(to)), told)


@order.command("confirm")
@click.argument("ref")
@click.option("--on", "day", type=DAY, help="Date of the confirmation; else today.")
@click.option("--committed", type=DAY, help="Delivery date they promise.")
@click.option("--ref", "their_ref", help="Number of their confirmation.")
@click.option("--incoterm", help="Incoterm on it, where it is another one.")
@click.option("--place", help="Place on it, where it is another one.")
@click.option("--terms", help="Payment terms on it, where they are others.")
@click.option("--currency", help="Currency on it, where it is another one.")
@click.option("--line", "lines", multiple=True, help="LINE=QUANTITY@PRICE, or LINE=missing.")
@click.pass_obj
def confirm(
    told: dict[str, Any],
    *,
    ref: str,
    day: datetime | None,
    committed: datetime | None,
    their_ref: str | None,
    incoterm: str | None,
    place: str | None,
    terms: str | None,
    currency: str | None,
    lines: tuple[str, ...],
) -> None:
    r"""Take a confirmation in; every difference from the order is listed, to agree or refuse.

    \b
        $ comptoir order confirm IM-2026-0001 --committed 2027-01-15 \
            --line IM-2026-0001/01=4000@2.41
    """
    with desk_of(told).deed("order confirm") as deed:
        said = ordering.Confirmation(
            day=civil(day) or deed.today, committed=civil(committed), their_ref=their_ref,
            incoterm=incoterm, place=place, terms=terms, currency=currency,
            lines=dict(_line_said(ref, one) for one in lines),
        )  # fmt: skip
        keys = ordering.confirm(deed, ref, said)
        rows = {key: deed.row("order_change", key) for key in keys}
    if told["json"]:
        for key, row in rows.items():
            tell_json({"change": key, "what": row["what"], "line": row["line"],
                       "ours": row["before"], "theirs": row["after"]})  # fmt: skip
    if not rows:
        tell(Said("{ref} is confirmed as ordered.", ref=ref), told)
        return
    shown = [(key, row.get("line"), Said(CHANGED.options[str(row["what"])]), row["before"],
              row["after"]) for key, row in rows.items()]  # fmt: skip
    heads = (mark("Change no."), mark("Line"), mark("What changes"), mark("As ordered"),
             mark("As confirmed"))  # fmt: skip
    if not told["json"]:
        tell_rows(heads, shown, language(told), title=ref)
    tell(Said("{count} differences. Agree or refuse each: comptoir order settle.",
              count=len(rows)), told)  # fmt: skip


def _line_said(ref: str, text: str) -> tuple[str, ordering.LineSaid]:
    line, rest = pair(text)
    key = line if "/" in line else f"{ref}/{int(line):02}"
    if rest.casefold() in {"missing", "manquante"}:
        return key, ordering.LineSaid(missing=True)
    quantity, _, price = rest.partition("@")
    return key, ordering.LineSaid(
        quantity=amount(quantity) if quantity else None, price=amount(price) if price else None
    )


@order.command("settle")
@click.argument("change")
@click.argument("answer", type=click.Choice(["agree", "refuse"]))
@click.option("--why", help="The reason; it is kept.")
@click.pass_obj
def settle(told: dict[str, Any], *, change: str, answer: str, why: str | None) -> None:
    r"""Agree or refuse a difference or a change; what is agreed is written into the order.

    \b
        $ comptoir order settle IM-2026-0001/A01 agree
        $ comptoir order settle IM-2026-0001/A02 refuse --why "the price was agreed"
    """
    with desk_of(told).deed("order settle") as deed:
        ordering.settle(deed, change, agreed=answer == "agree", why=why)
        row = deed.row("order", str(deed.row("order_change", change)["order"]))
    if told["json"]:
        tell_json({"change": change, "agreed": answer == "agree", "status": row["status"]})
    word = Said("agreed") if answer == "agree" else Said("refused")
    tell(Said("{change}: {answer}. {order} is {status}.", change=change, answer=word,
              order=row["ref"], status=ordering.stage_said(str(row["status"]))), told)  # fmt: skip


@order.command("change")
@click.argument("ref")
@click.argument("what", type=click.Choice([one for one in CHANGED.options
                                           if one not in {"ADDED", "MISSING"}]))  # fmt: skip
@click.argument("value")
@click.option("--line", help="The line it is about.")
@click.option("--by", "asked_by", type=click.Choice(["US", "PARTNER"]), default="PARTNER",
              show_default=True, help="Who asks.")  # fmt: skip
@click.option("--why", help="The reason; it is kept.")
@click.option("--agreed", is_flag=True, help="It is agreed already.")
@click.pass_obj
def change(
    told: dict[str, Any],
    *,
    ref: str,
    what: str,
    value: str,
    line: str | None,
    asked_by: str,
    why: str | None,
    agreed: bool,
) -> None:
    r"""Keep a change asked for on an order, dated, with both values.

    \b
        $ comptoir order change EX-2026-0001 QUANTITY 60 --line EX-2026-0001/01 --agreed
    """
    with desk_of(told).deed("order change") as deed:
        key = ordering.ask_change(deed, ref, what, value, line=line, asked_by=asked_by, why=why)
        if agreed:
            ordering.settle(deed, key, agreed=True)
    if told["json"]:
        tell_json({"change": key, "agreed": agreed})
    tell(Said("{change} is kept.", change=key), told)


@order.command("cancel")
@click.argument("ref")
@click.option("--why", required=True, help="Why, and at whose wish; it is kept.")
@click.option("--on", "day", type=DAY, help="Another day than today.")
@click.pass_obj
def cancel(told: dict[str, Any], *, ref: str, why: str, day: datetime | None) -> None:
    r"""Cancel an order of which nothing travels.

    \b
        $ comptoir order cancel EX-2026-0001 --why "their project was dropped"
    """
    with desk_of(told).deed("order cancel") as deed:
        ordering.cancel(deed, ref, why, civil(day))
    if told["json"]:
        tell_json({"order": ref, "status": "CANCELLED"})
    tell(Said("{ref} is cancelled.", ref=ref), told)


@order.command("copy")
@click.argument("ref")
@click.option("--for", "party", help="Another partner.")
@click.pass_obj
def copy(told: dict[str, Any], *, ref: str, party: str | None) -> None:
    r"""Copy the goods and terms of an order into a new one, in draft.

    \b
        $ comptoir order copy EX-2026-0001
    """
    with desk_of(told).deed("order copy") as deed:
        new = ordering.copy(deed, ref, party)
    if told["json"]:
        tell_json({"order": new})
    tell(Said("{ref} is in draft on the sheet Orders.", ref=new), told)


@order.command("remind")
@click.argument("ref")
@click.pass_obj
def remind(told: dict[str, Any], *, ref: str) -> None:
    r"""Ask again for a confirmation: the letter is written, the day is kept.

    \b
        $ comptoir order remind IM-2026-0001
    """
    here = desk_of(told)
    with writing(here, "order remind") as pen:
        written = pen.write(Wish(kind="order_confirmation_request", ref=ref))
        count = ordering.reminded(pen.deed, ref)
    if told["json"]:
        tell_json({"order": ref, "reminders": count, "letter": written.file})
    tell(Said("{ref}: reminder {count}, {file}.", ref=ref, count=count, file=written.file), told)


@order.command("parts")
@click.argument("ref")
@click.pass_obj
def parts(told: dict[str, Any], *, ref: str) -> None:
    r"""Show the partial deliveries of an order, line by line.

    \b
        $ comptoir order parts IM-2026-0001
    """
    with desk_of(told).deed("order parts") as deed:
        deed.row("order", ref)
        found = ordering.parts(deed, ref)
    if told["json"]:
        for one in found:
            tell_json({name: getattr(one, name) for name in one.__slots__})
        return
    rows = [(one.line, one.name, one.ordered, one.shipped, one.delivered, one.left, one.next_day)
            for one in found]  # fmt: skip
    heads = (mark("Line"), mark("Description"), mark("Quantity"), mark("Shipped"),
             mark("Delivered"), mark("Left to ship"), mark("Next arrival"))  # fmt: skip
    tell_rows(heads, rows, language(told), title=ref)


@order.command("making")
@click.argument("ref")
@click.argument("step", type=click.Choice(list(PRODUCTION_STEP.options)), required=False)
@click.argument("day", type=DAY, required=False)
@click.option("--expected", is_flag=True, help="Still to come: the latest news, not the fact.")
@click.option("--note", help="Why it moved, who said so.")
@click.pass_obj
def making(
    told: dict[str, Any],
    *,
    ref: str,
    step: str | None,
    day: datetime | None,
    expected: bool,
    note: str | None,
) -> None:
    r"""Follow the making of what was bought: plan its steps, or say how far it is.

    \b
        $ comptoir order making IM-2026-0001
        $ comptoir order making IM-2026-0001 STARTED 2026-11-20
        $ comptoir order making IM-2026-0001 READY 2027-01-22 --expected --note "power cuts"
    """
    with desk_of(told).deed("order making") as deed:
        if step and day and expected:
            news = producing.expected(deed, ref, step, day.date(), note)
            if news.late:
                tell(Said("{late} {late:day|days} behind the plan:"
                          " the goods would be ready on {day}.",
                          late=news.late, day=news.ready), told)  # fmt: skip
        elif step and day:
            producing.done(deed, ref, step, day.date(), note)
        else:
            producing.plan_steps(deed, ref)
        rows = producing.steps_of(deed, ref)
    if told["json"]:
        for row in rows.values():
            tell_json({name: row[name] for name in ("step", "planned", "expected", "actual")})
        return
    shown = [(producing.step_said(str(r["step"])), r["planned"], r["expected"], r["actual"],
              r["note"]) for r in rows.values()]  # fmt: skip
    heads = (mark("Step"), mark("Planned"), mark("Expected"), mark("Done on"), mark("Note"))
    tell_rows(heads, shown, language(told), title=ref)


@order.command("life")
@click.argument("ref")
@click.pass_obj
def life(told: dict[str, Any], *, ref: str) -> None:
    r"""Show all that happened in a dossier, by day: changes, steps, papers, letters, mails, money.

    \b
        $ comptoir order life IM-2026-0001
    """
    here = desk_of(told)
    with here.deed("order life") as deed:
        found = chronicle.story(deed, ref, here.zone)
    lang = language(told)
    if told["json"]:
        for one in found.events:
            tell_json({"day": one.day, "at": one.at, "sort": one.sort, "ref": one.ref,
                       "what": one.said, "by": one.by, "done": one.done}, lang)  # fmt: skip
        return
    rows = [
        ("" if one.done else "○", one.day, one.sort_said, one.ref, one.said, one.by)
        for one in found.events
    ]
    heads = ("", mark("Day"), mark("Sort"), mark("Record"), mark("What happened"), mark("Who"))
    tell_rows(heads, rows, lang, title=ref)
    tell(Said("○ is still to come. The dossier: {refs}.", refs=list(found.refs)), told)
