"""``comptoir watch``: news, countries, statistics, and the note of the month."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from comptoir.cli.place import desk_of
from comptoir.cli.telling import language, tell, tell_json, tell_rows
from comptoir.desk import countries, statistics, watching
from comptoir.desk.market_note import Market, read_markets, write_market_note
from comptoir.records.market_shares import our_sales
from comptoir.rules.markets import OwnShare
from comptoir.wording import LANGUAGES, Said, mark


@click.group()
def watch() -> None:
    r"""Collect market news, keep what matters, write the note of the month.

    \b
        $ comptoir watch collect
        $ comptoir watch keep WN-2026-0004 --meaning "Our casseroles are concerned."
        $ comptoir watch note --month 2026-11
    """


@watch.command("collect")
@click.option("--all", "everything", is_flag=True, help="Every source, whenever it was last read.")
@click.pass_obj
def collect(told: dict[str, Any], *, everything: bool) -> None:
    r"""Read the sources whose day has come. Made for the scheduler: run it every hour.

    \b
        $ comptoir watch collect
    """
    here = desk_of(told)
    found = watching.collect(here, everything=everything)
    with here.deed("watch") as deed:
        watching.score_typed(deed)
    if told["json"]:
        for one in found:
            tell_json({"source": one.name, "seen": one.seen, "new": one.new,
                       "trouble": one.trouble}, language(told))  # fmt: skip
        return
    rows = [(one.name, one.seen, len(one.new), one.trouble) for one in found]
    heads = (mark("Source"), mark("Read"), mark("New notes"), mark("Trouble"))
    tell_rows(heads, rows, language(told))
    tell(Said("{count} new {count:note|notes} on the sheet Watch notes.",
              count=sum(len(one.new) for one in found)), told)  # fmt: skip


@watch.command("keep")
@click.argument("notes", nargs=-1, required=True)
@click.option("--meaning", help="What it means for us; it stands in the note of the month.")
@click.option("--drop", is_flag=True, help="Drop them instead.")
@click.pass_obj
def keep(told: dict[str, Any], *, notes: tuple[str, ...], meaning: str | None, drop: bool) -> None:
    r"""Keep notes for the note of the month, or drop them.

    \b
        $ comptoir watch keep WN-2026-0004
        $ comptoir watch keep WN-2026-0005 WN-2026-0006 --drop
    """
    with desk_of(told).deed("watch keep") as deed:
        watching.decide(deed, notes, "DROPPED" if drop else "KEPT", meaning)
    if told["json"]:
        tell_json({"notes": notes, "dropped": drop})
    said = Said("{count} notes are dropped.", count=len(notes)) if drop else Said(
        "{count} notes are kept.", count=len(notes)
    )  # fmt: skip
    tell(said, told)


@watch.command("note")
@click.option("--month", type=click.DateTime(["%Y-%m"]), help="Else this month.")
@click.option("--in", "lang", type=click.Choice(LANGUAGES), help="Language of the note.")
@click.pass_obj
def note(told: dict[str, Any], *, month: datetime | None, lang: str | None) -> None:
    r"""Write the market note of a month in Word, from the notes kept and the statistics.

    \b
        $ comptoir watch note --month 2026-11 --in en
    """
    here = desk_of(told)
    when: date = month.date() if month else here.today().date().replace(day=1)
    written = write_market_note(here, when, lang=lang)
    if told["json"]:
        tell_json({"file": written.file, "remarks": written.remarks}, language(told))
    tell(Said("{path} is written.", path=written.file), told)


@watch.command("countries")
@click.pass_obj
def sheets(told: dict[str, Any]) -> None:
    r"""Open a sheet for each country of our partners; bring calendars and figures up to date.

    \b
        $ comptoir watch countries
    """
    with desk_of(told).deed("country sheets") as deed:
        new = countries.open_sheets(deed)
        countries.refresh_sheets(deed)
        rows = deed.rows("country_sheet")
    if told["json"]:
        for row in rows.values():
            names = ("country", "currency", "weekend", "shared", "turnover", "before", "customers")
            tell_json({name: row[name] for name in names})
        return
    shown = [
        (row["country"], row["currency"], row["weekend"], row["shared"], row["turnover"],
         row["before"], row["customers"])
        for row in rows.values()
    ]  # fmt: skip
    heads = (mark("Country"), mark("Currency"), mark("Weekend"), mark("Shared hours"),
             mark("Turnover (EUR)"), mark("Year before (EUR)"), mark("Customers"))  # fmt: skip
    tell_rows(heads, shown, language(told))
    tell(Said("{count} new country {count:sheet|sheets}.", count=len(new)), told)


@watch.command("statistics")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.pass_obj
def figures_taken(told: dict[str, Any], *, file: Path) -> None:
    r"""Take in a CSV export of UN Comtrade or Eurostat.

    \b
        $ comptoir watch statistics comtrade.csv
    """
    with desk_of(told).deed("statistics") as deed:
        taken = statistics.take_statistics(deed, file)
    if told["json"]:
        left = [{"line": one.line, "why": one.why} for one in taken.skipped]
        tell_json({"new": taken.new, "changed": taken.changed, "same": taken.same, "skipped": left})
    tell(Said("{new} figures new, {changed} changed, {same} as before; {skipped} lines left aside.",
              new=taken.new, changed=taken.changed, same=taken.same,
              skipped=len(taken.skipped)), told)  # fmt: skip


@watch.command("markets")
@click.pass_obj
def markets(told: dict[str, Any]) -> None:
    r"""Show each market of the statistics: size, growth, first supplier, price, our own share.

    \b
        $ comptoir watch markets
    """
    with desk_of(told).deed("markets") as deed:
        found = read_markets(deed.rows("market_figure"))
        sales = our_sales(deed.ask)
    rows, workings = [], []
    for one in found:
        read = one.read
        leader = read.suppliers[0] if read.suppliers else None
        row = {
            "market": one.reporter, "flow": one.flow, "goods_code": one.goods_code,
            "year": read.years[-1], "size": read.sizes[-1], "currency": one.currency,
            "growth": read.last_growth, "mean_growth": read.mean_growth,
            "leader": leader.partner if leader else None,
            "share": leader.share if leader else None, "price_kg": read.price_kg,
        }  # fmt: skip
        own = one.own(sales)
        row |= {"our_sales": own.sales, "our_share": own.percent}
        if told["json"]:
            tell_json({**row, "why": own.why, "workings": str(own.works)}, language(told))
        workings.append((one, own))
        rows.append(list(row.values()))
    if not told["json"]:
        heads = (mark("Market"), mark("Direction"), mark("HS code"), mark("Year"), mark("Size"),
                 mark("Currency"), mark("Growth (%)"), mark("A year (%)"), mark("First"),
                 mark("Share (%)"), mark("Price per kg"), mark("Our sales"),
                 mark("Our share (%)"))  # fmt: skip
        tell_rows(heads, rows, language(told))
        for market, own in workings:
            _tell_own(told, market, own)


def _tell_own(told: dict[str, Any], market: Market, own: OwnShare) -> None:
    """How our share of a market was reached, or why it cannot be told."""
    tell(Said("Our share of {market}, HS {code}:", market=market.reporter,
              code=market.goods_code), told)  # fmt: skip
    for step in own.works.steps:
        tell(Said("   {sentence}", sentence=step.in_(language(told))), told)
    if own.why is not None:
        tell(Said("   {sentence}", sentence=own.why), told)
