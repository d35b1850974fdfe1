"""``comptoir prospect``, ``campaign``, ``fair``, ``visit``, ``grow``: all about growing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import click

from comptoir.cli.place import desk_of
from comptoir.cli.telling import language, tell, tell_json, tell_rows
from comptoir.desk import campaigning, fairs, ideas, prospecting, suppliers, visiting
from comptoir.records.developing import IDEA_KIND, VISIT_KIND
from comptoir.records.prospecting import ORIGIN, REACH, TOLD_BY
from comptoir.wording import LANGUAGES, Said, mark

DAY = click.DateTime(["%Y-%m-%d", "%d/%m/%Y"])


def _told(
    told: dict[str, Any], names: tuple[str, ...], heads: tuple[str, ...],
    rows: Iterable[tuple[object, ...]], title: str = "",
) -> None:  # fmt: skip
    """Rows for a machine or for a person."""
    if told["json"]:
        for row in rows:
            tell_json(dict(zip(names, row, strict=True)), language(told))
    else:
        tell_rows(heads, rows, language(told), title=title)


@click.group()
def prospect() -> None:
    r"""Take lists of prospects in, give them points, keep what they allow.

    \b
        $ comptoir prospect import list.csv
        $ comptoir prospect score
    """


@prospect.command("import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--origin", type=click.Choice(list(ORIGIN.options)), default="LIST",
              show_default=True, help="How we came to know them.")  # fmt: skip
@click.option("--fair", help="Number of the fair they come from.")
@click.pass_obj
def take(told: dict[str, Any], *, file: Path, origin: str, fair: str | None) -> None:
    r"""Take a list (CSV or XLSX) of firms as prospects; those known already are named.

    \b
        $ comptoir prospect import badges.xlsx --fair EV-2027-0001 --origin FAIR
    """
    with desk_of(told).deed("prospect import") as deed:
        done = prospecting.take_list(deed, file, origin=origin, event=fair)
        prospecting.score_leads(deed)
    rows = [(one.line, one.name, one.why) for one in done.aside]
    if told["json"]:
        tell_json({"new": done.new})
    _told(told, ("line", "name", "why"), (mark("Line"), mark("Name"), mark("Why not")), rows)
    tell(Said("{new} new {new:prospect|prospects}, {aside} {aside:line|lines} left aside.",
              new=len(done.new), aside=len(done.aside)), told)  # fmt: skip


@prospect.command("score")
@click.pass_obj
def score(told: dict[str, Any]) -> None:
    r"""Work the points of every prospect out again; those who ordered become customers.

    \b
        $ comptoir prospect score
    """
    with desk_of(told).deed("prospect score") as deed:
        won = prospecting.follow_orders(deed)
        count = prospecting.score_leads(deed)
    if told["json"]:
        tell_json({"scored": count, "won": won})
    tell(Said("{count} prospects have their points; {won} are won.",
              count=count, won=len(won)), told)  # fmt: skip


@prospect.command("consent")
@click.argument("who")
@click.argument("answer", type=click.Choice(["CONSENT", "OPPOSED"]))
@click.option("--about", "scope", type=click.Choice(list(REACH.options)), default="ALL",
              show_default=True, help="Everything, or one way to reach them.")  # fmt: skip
@click.option("--how", type=click.Choice(list(TOLD_BY.options)), default="OTHER",
              show_default=True, help="How they said so: it is the proof.")  # fmt: skip
@click.option("--proof", default="", help="Their words, or where the paper is.")
@click.pass_obj
def consent(
    told: dict[str, Any], *, who: str, answer: str, scope: str, how: str, proof: str
) -> None:
    r"""Keep what a partner (by code) or an address allows or refuses.

    \b
        $ comptoir prospect consent KELLER OPPOSED --how PHONE
        $ comptoir prospect consent anna@example.com CONSENT --how FORM
    """
    named = {"party": None, "email": who} if "@" in who else {"party": who, "email": None}
    with desk_of(told).deed("consent") as deed:
        ref = prospecting.note_answer(deed, answer, how=how, evidence=proof, scope=scope, **named)
    if told["json"]:
        tell_json({"permission": ref})
    tell(Said("{ref} is noted.", ref=ref), told)


@click.group()
def campaign() -> None:
    r"""Lead a campaign: choose, draft, send by hand, take the replies.

    \b
        $ comptoir campaign choose CA-2026-0001
        $ comptoir campaign draft CA-2026-0001
        $ comptoir campaign replies
    """


@campaign.command("choose")
@click.argument("ref")
@click.pass_obj
def choose(told: dict[str, Any], *, ref: str) -> None:
    r"""Choose everybody of the segment; who said no is left out, with the reason.

    \b
        $ comptoir campaign choose CA-2026-0001
    """
    with desk_of(told).deed("campaign choose") as deed:
        prospecting.score_leads(deed)
        done = campaigning.choose(deed, ref)
    if told["json"]:
        tell_json({"chosen": done.letters})
    _told(told, ("party", "why"), (mark("Partner"), mark("Why not")), done.left_out)
    tell(Said("{count} are chosen, {out} left out.", count=len(done.letters),
              out=len(done.left_out)), told)  # fmt: skip


@campaign.command("draft")
@click.argument("ref")
@click.pass_obj
def draft(told: dict[str, Any], *, ref: str) -> None:
    r"""Write the letters of those chosen, in their language; by mail, as drafts to be sent.

    \b
        $ comptoir campaign draft CA-2026-0001
    """
    done = campaigning.draft(desk_of(told), ref)
    if told["json"]:
        for key, file in done.files:
            tell_json({"letter": key, "file": file})
    _told(told, ("party", "why"), (mark("Partner"), mark("Why not")), done.left_out)
    folder = done.files[0][1].parent if done.files else "—"
    tell(Said("{count} drafts are in {folder}: look at them, send them, then: comptoir campaign"
              " sent {ref}", count=len(done.files), folder=folder, ref=ref), told)  # fmt: skip


@campaign.command("sent")
@click.argument("ref")
@click.argument("letters", nargs=-1)
@click.option("--on", "day", type=DAY, help="Another day than today.")
@click.pass_obj
def sent(told: dict[str, Any], *, ref: str, letters: tuple[str, ...], day: datetime | None) -> None:
    r"""Say that the drafts of a campaign left: all of them, or the LETTERS named.

    \b
        $ comptoir campaign sent CA-2026-0001
    """
    with desk_of(told).deed("campaign sent") as deed:
        count = campaigning.sent(deed, ref, letters, day.date() if day else None)
    if told["json"]:
        tell_json({"sent": count})
    tell(Said("{count} letters are sent.", count=count), told)


@campaign.command("replies")
@click.pass_obj
def replies(told: dict[str, Any]) -> None:
    r"""Take the answers to campaigns out of the mails that came; refusals are kept at once.

    \b
        $ comptoir mail sync
        $ comptoir campaign replies
    """
    with desk_of(told).deed("campaign replies") as deed:
        found = campaigning.take_replies(deed)
        prospecting.follow_orders(deed)
        prospecting.score_leads(deed)
    rows = [(one.letter, one.message, one.says, one.words) for one in found]
    heads = (mark("Letter"), mark("Mail"), mark("Says"), mark("Words"))
    _told(told, ("letter", "mail", "says", "words"), heads, rows)
    tell(Said("{count} replies were taken.", count=len(found)), told)


@click.group()
def fair() -> None:
    r"""Lead a fair: tasks, leads, ATA carnet, what it brought.

    \b
        $ comptoir fair plan EV-2027-0001
        $ comptoir fair result EV-2027-0001
    """


@fair.command("plan")
@click.argument("ref")
@click.pass_obj
def plan(told: dict[str, Any], *, ref: str) -> None:
    r"""Make the tasks of a fair, counted back from its first day.

    \b
        $ comptoir fair plan EV-2027-0001
    """
    with desk_of(told).deed("fair plan") as deed:
        made = fairs.plan_fair(deed, ref)
        rows = [(deed.row("task", key)["due"], deed.row("task", key)["what"]) for key in made]
    _told(told, ("due", "what"), (mark("Due date"), mark("What to do")), rows, title=ref)
    tell(Said("{count} new {count:task|tasks}.", count=len(made)), told)


@fair.command("lead")
@click.argument("ref")
@click.argument("name")
@click.option("--country", help="Country, if not that of the fair.")
@click.option("--email", help="E-mail address.")
@click.option("--person", help="Surname of whom we met.")
@click.option("--need", help="What they look for.")
@click.option("--next", "step", help="What was promised.")
@click.option("--on", "day", type=DAY, help="When it must be done.")
@click.pass_obj
def lead(
    told: dict[str, Any], *, ref: str, name: str, country: str | None, email: str | None,
    person: str | None, need: str | None, step: str | None, day: datetime | None,
) -> None:  # fmt: skip
    r"""Enter whom we met at a fair; a firm known already is recognised.

    \b
        $ comptoir fair lead EV-2027-0001 "Kaufhaus Mitte" --email info@mitte.example --need pans
    """
    given = {"name": name, "country": country, "email": email, "surname": person, "need": need,
             "next_step": step, "next_on": day.date() if day else None}  # fmt: skip
    with desk_of(told).deed("fair lead") as deed:
        met = fairs.take_lead(deed, ref, {key: one for key, one in given.items() if one})
        prospecting.score_leads(deed)
    if told["json"]:
        tell_json({"party": met.party, "known": met.known}, language(told))
    if met.known is None:
        tell(Said("{party} is a new prospect.", party=met.party), told)
    else:
        tell(Said("{party} was known already: {why}.", party=met.party, why=met.known), told)


@fair.command("carnet")
@click.argument("ref")
@click.pass_obj
def carnet(told: dict[str, Any], *, ref: str) -> None:
    r"""Show the general list of the ATA carnet, added up, and what is not back yet.

    \b
        $ comptoir fair carnet EV-2027-0001
    """
    with desk_of(told).deed("fair carnet") as deed:
        found = fairs.carnet_list(deed, ref)
    rows = [
        (at, row["description"], row["pieces"], row.get("kg"), row["value"], row.get("currency"),
         row.get("origin"), row.get("serial"), row.get("back"))
        for at, (_, row) in enumerate(found.lines, 1)
    ]  # fmt: skip
    names = ("item", "description", "pieces", "kg", "value", "currency", "origin", "mark", "back")
    heads = (mark("Line"), mark("Description"), mark("Pieces"), mark("Weight (kg)"), mark("Value"),
             mark("Currency"), mark("Origin"), mark("Serial or mark"), mark("Back"))  # fmt: skip
    _told(told, names, heads, rows, title=ref)
    tell(Said("{pieces} pieces, {kg} kg, {values}; {missing} lines are not back.",
              pieces=found.pieces, kg=found.kg, missing=len(found.missing),
              values=[Said("{value} {currency}", value=v, currency=c) for c, v in found.values]),
         told)  # fmt: skip


@fair.command("result")
@click.argument("ref")
@click.pass_obj
def result(told: dict[str, Any], *, ref: str) -> None:
    r"""Show what a fair cost and brought: leads, orders, cost per lead.

    \b
        $ comptoir fair result EV-2027-0001
    """
    with desk_of(told).deed("fair result") as deed:
        one = fairs.fair_result(deed, ref)
    row = (ref, one.spent, one.budget, one.currency, one.leads, one.keen, one.won, one.lead_cost,
           one.conversion)  # fmt: skip
    names = ("fair", "spent", "budget", "currency", "leads", "interested", "orders", "lead_cost",
             "conversion")  # fmt: skip
    heads = (mark("Event"), mark("Spent"), mark("Budget"), mark("Currency"), mark("Leads"),
             mark("Interested"), mark("Orders"), mark("Cost per lead"),
             mark("Conversion (%)"))  # fmt: skip
    _told(told, names, heads, [row])


@click.group()
def visit() -> None:
    r"""Keep the agenda of visits and calls, write their reports, list a journey.

    \b
        $ comptoir visit agenda
        $ comptoir visit report VI-2026-0001
    """


@visit.command("agenda")
@click.option("--from", "first", type=DAY, help="First day; else today.")
@click.option("--days", default=14, show_default=True, help="How many days.")
@click.pass_obj
def agenda(told: dict[str, Any], *, first: datetime | None, days: int) -> None:
    r"""Show visits and calls to come: our time, theirs, and holidays there.

    \b
        $ comptoir visit agenda --days 30
    """
    here = desk_of(told)
    start = first.date() if first else here.today().date()
    with here.deed("agenda") as deed:
        found = visiting.agenda(deed, start, start + timedelta(days=days))
    _tell_visits(told, found)


def _tell_visits(told: dict[str, Any], found: list[visiting.Appointment]) -> None:
    rows = [
        (one.key, one.row["day"], one.row.get("time"), one.row.get("their_time"),
         Said(VISIT_KIND.options[str(one.row["kind"])]), one.partner, one.row["about"],
         one.row.get("place"), list(one.cautions) or None)
        for one in found
    ]  # fmt: skip
    names = ("visit", "day", "time", "their_time", "kind", "partner", "about", "place", "cautions")
    heads = (mark("Visit no."), mark("Date"), mark("Our time"), mark("Their time"), mark("Kind"),
             mark("Partner"), mark("Subject"), mark("Place"), mark("To look at"))  # fmt: skip
    _told(told, names, heads, rows)


@visit.command("travel")
@click.argument("trip")
@click.pass_obj
def travel(told: dict[str, Any], *, trip: str) -> None:
    r"""List a journey: its visits in their order, and who else is near and not visited.

    \b
        $ comptoir visit travel "Gulf, January"
    """
    with desk_of(told).deed("travel") as deed:
        visits, near = visiting.travel_list(deed, trip)
    _tell_visits(told, visits)
    rows = [(one.code, one.name, one.role, one.city) for one in near]
    heads = (mark("Code"), mark("Near, not visited"), mark("Role"), mark("City"))
    _told(told, ("party", "name", "role", "city"), heads, rows)


@visit.command("report")
@click.argument("ref")
@click.option("--in", "lang", type=click.Choice(LANGUAGES), help="Language of the report.")
@click.pass_obj
def report(told: dict[str, Any], *, ref: str, lang: str | None) -> None:
    r"""Write the report of a visit or call in Word; its next talk becomes a task.

    \b
        $ comptoir visit report VI-2026-0001
    """
    written = visiting.write_report(desk_of(told), ref, lang)
    if told["json"]:
        tell_json({"file": written.file})
    tell(Said("{path} is written.", path=written.file), told)


@click.group()
def grow() -> None:
    r"""What the figures suggest: customers, prices, suppliers, transport, currencies.

    \b
        $ comptoir grow ideas
        $ comptoir grow suppliers --year 2026
    """


@grow.command("ideas")
@click.pass_obj
def refresh(told: dict[str, Any]) -> None:
    r"""Bring the sheet Ideas up to date, and say how many there are of each kind.

    \b
        $ comptoir grow ideas
    """
    with desk_of(told).deed("ideas") as deed:
        counts = ideas.refresh_ideas(deed)
    rows = [(Said(IDEA_KIND.options[kind]), count) for kind, count in counts.items()]
    _told(told, ("kind", "count"), (mark("Kind"), mark("Ideas")), rows)


@grow.command("prices")
@click.argument("article")
@click.pass_obj
def prices(told: dict[str, Any], *, article: str) -> None:
    r"""Show what was paid for an article, order by order, in euros.

    \b
        $ comptoir grow prices COC-24
    """
    with desk_of(told).deed("prices") as deed:
        steps = ideas.prices_paid(deed, article)
    rows = [(one.paid.day, one.paid.party, one.paid.quantity, one.paid.price, one.change,
             one.since_first) for one in steps]  # fmt: skip
    names = ("day", "supplier", "quantity", "price", "change", "since_first")
    heads = (mark("Date"), mark("Supplier"), mark("Quantity"), mark("Price (EUR)"),
             mark("Change (%)"), mark("Since the first (%)"))  # fmt: skip
    _told(told, names, heads, rows, title=article)


@grow.command("suppliers")
@click.option("--year", type=int, help="Calendar year; else this one.")
@click.pass_obj
def marks(told: dict[str, Any], *, year: int | None) -> None:
    r"""Mark the suppliers of a year: on time, quality, prices, answers.

    \b
        $ comptoir grow suppliers --year 2026
    """
    here = desk_of(told)
    with here.deed("suppliers") as deed:
        keys = suppliers.refresh_scorecards(deed, year or deed.today.year)
        found = [deed.row("scorecard", key) for key in keys]
    names = ("party", "grade", "points", "lines", "on_time", "late_days", "quality",
             "price_change", "confirm_days")  # fmt: skip
    heads = (mark("Supplier"), mark("Grade"), mark("Points"), mark("Lines received"),
             mark("On time (%)"), mark("Days late"), mark("Quality (%)"),
             mark("Price change (%)"), mark("Days to confirm"))  # fmt: skip
    rows = sorted((tuple(row[name] for name in names) for row in found),
                  key=lambda row: (-int(str(row[2])), str(row[0])))  # fmt: skip
    _told(told, names, heads, rows)


@grow.command("grouping")
@click.pass_obj
def grouping(told: dict[str, Any]) -> None:
    r"""Propose open purchase lines that could travel together, with the saving.

    \b
        $ comptoir grow grouping
    """
    with desk_of(told).deed("grouping") as deed:
        found = ideas.proposed_groupings(deed)
    rows = [(one.port, f"{one.week[0]}-W{one.week[1]:02}", list(one.lines), one.m3, one.alone,
             one.together, one.saving) for one in found]  # fmt: skip
    names = ("port", "week", "lines", "m3", "alone", "together", "saving")
    heads = (mark("Port"), mark("Week"), mark("Lines"), mark("m3"), mark("Each alone (EUR)"),
             mark("Together (EUR)"), mark("Saving (EUR)"))  # fmt: skip
    _told(told, names, heads, rows)


@grow.command("reorder")
@click.pass_obj
def reordering(told: dict[str, Any]) -> None:
    r"""Show when each article must be ordered again, factory closures reckoned with.

    \b
        $ comptoir grow reorder
    """
    with desk_of(told).deed("reorder") as deed:
        found = ideas.reorder_calendar(deed)
    rows = [(key, one.order_by, one.cover_until, one.left, one.per_day, one.shut_days)
            for key, one in found]  # fmt: skip
    names = ("article", "order_by", "cover_until", "left", "per_day", "shut_days")
    heads = (mark("Article"), mark("Order by"), mark("Covered until"), mark("Left"),
             mark("Used a day"), mark("Days shut"))  # fmt: skip
    _told(told, names, heads, rows)


@grow.command("currencies")
@click.pass_obj
def currencies(told: dict[str, Any]) -> None:
    r"""Show foreign money to come and to pay, by due month.

    \b
        $ comptoir grow currencies
    """
    with desk_of(told).deed("currencies") as deed:
        found = ideas.currency_exposure(deed)
    rows = [(f"{one.month:%Y-%m}", one.currency, one.coming, one.going, one.net) for one in found]
    names = ("month", "currency", "coming", "going", "net")
    heads = (mark("Month"), mark("Currency"), mark("To come"), mark("To pay"), mark("Balance"))
    _told(told, names, heads, rows)


@grow.command("opinions")
@click.pass_obj
def opinions(told: dict[str, Any]) -> None:
    r"""Write the satisfaction letters of sales delivered ten days ago or more, once each.

    \b
        $ comptoir grow opinions
    """
    done = visiting.ask_opinions(desk_of(told))
    if told["json"]:
        for one in done:
            tell_json({"file": one.file})
    tell(Said("{count} letters ask for an opinion.", count=len(done)), told)
