"""``comptoir credit`` and ``comptoir rate``: letters of credit, exchange rates."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import click

from comptoir.cli.cashing import AMOUNT
from comptoir.cli.place import desk_of
from comptoir.cli.telling import language, tell, tell_json, tell_rows
from comptoir.cli.typed import DAY, civil
from comptoir.desk import crediting, exchanging
from comptoir.records import RECORDS
from comptoir.records.credits import CREDIT_STATUS
from comptoir.rules.money import Money
from comptoir.sheets.imports.ecb import read_ecb
from comptoir.wording import Said, mark

STATES = list(CREDIT_STATUS.options)


@click.group()
def credit() -> None:
    r"""Ask, take in, check, amend and present letters of credit.

    \b
        $ comptoir credit take mt700.txt --order EX-2026-0001
        $ comptoir credit days LC-2026-0001
    """


@credit.command("ask")
@click.argument("order")
@click.pass_obj
def ask(told: dict[str, Any], *, order: str) -> None:
    r"""Open the file of the credit that the buyer of ORDER is asked for.

    \b
        $ comptoir credit ask EX-2026-0001
        $ comptoir letter credit_request EX-2026-0001
    """
    with desk_of(told).deed("credit ask") as deed:
        ref = crediting.ask(deed, order)
    if told["json"]:
        tell_json({"credit": ref})
    tell(Said("{ref} is ready on the sheet Letters of credit.", ref=ref), told)


@credit.command("take")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--order", help="Order that the credit pays.")
@click.pass_obj
def take(told: dict[str, Any], *, file: Path, order: str | None) -> None:
    r"""Take in the bank's message of a credit (MT700, as text), field by field, and check it.

    \b
        $ comptoir credit take mt700.txt --order EX-2026-0001
    """
    with desk_of(told).deed("credit take") as deed:
        ref = crediting.take_message(deed, file.read_text("utf-8", errors="replace"), order)
        found = crediting.check(deed, ref)
    _tell_obstacles(told, ref, found)


@credit.command("check")
@click.argument("ref")
@click.pass_obj
def check(told: dict[str, Any], *, ref: str) -> None:
    r"""Say whether the credit can be met; what cannot be is kept as amendments to ask.

    \b
        $ comptoir credit check LC-2026-0001
    """
    with desk_of(told).deed("credit check") as deed:
        found = crediting.check(deed, ref)
    _tell_obstacles(told, ref, found)


def _tell_obstacles(told: dict[str, Any], ref: str, found: list[crediting.Obstacle]) -> None:
    lang = language(told)
    if told["json"]:
        tell_json({"credit": ref, "obstacles": [
            {"field": one.field, "old": one.old, "new": one.new, "why": one.why} for one in found
        ]}, lang)  # fmt: skip
        return
    if not found:
        tell(Said("{ref} can be met as it is.", ref=ref), told)
        return
    labels = RECORDS["credit"].by_name
    rows = [(Said(labels[one.field].label), *crediting.compared(one), one.why) for one in found]
    tell_rows((mark("What changes"), mark("Before"), mark("After"), mark("Why")), rows, lang,
              title=ref)  # fmt: skip
    said = Said(
        "{ref} cannot be met as it is: {count} {count:amendment|amendments} to ask of the buyer.",
        ref=ref, count=len(found),
    )  # fmt: skip
    tell(said, told)


@credit.command("amend")
@click.argument("ref")
@click.argument("field")
@click.argument("new")
@click.argument("why")
@click.pass_obj
def amend(told: dict[str, Any], *, ref: str, field: str, new: str, why: str) -> None:
    r"""Keep that we ask the buyer to change FIELD of the credit to NEW, and WHY.

    \b
        $ comptoir credit amend LC-2026-0001 latest_shipment 2026-12-31 "strike in the port"
    """
    with desk_of(told).deed("credit amend") as deed:
        key = crediting.amend(deed, ref, field, new, why)
    if told["json"]:
        tell_json({"amendment": key})
    tell(Said("{ref} is kept; write to the buyer: comptoir letter credit_amendment", ref=key), told)


@credit.command("settle")
@click.argument("amendment")
@click.option("--refuse", is_flag=True, help="The amendment is refused.")
@click.option("--on", "day", type=DAY, help="Day the bank advised it; else today.")
@click.pass_obj
def settle(told: dict[str, Any], *, amendment: str, refuse: bool, day: datetime | None) -> None:
    r"""Accept an AMENDMENT that the bank advised: the credit then says so.

    \b
        $ comptoir credit settle LC-2026-0001/A01
    """
    with desk_of(told).deed("credit settle") as deed:
        ref = crediting.settle_amendment(
            deed, amendment, accepted=not refuse, day=civil(day) or deed.today
        )  # fmt: skip
    if told["json"]:
        tell_json({"credit": ref, "amendment": amendment, "accepted": not refuse})
    tell(Said("{ref} is brought in step.", ref=ref), told)


@credit.command("shipped")
@click.argument("ref")
@click.argument("day", type=DAY)
@click.pass_obj
def shipped(told: dict[str, Any], *, ref: str, day: datetime) -> None:
    r"""Keep the date of shipment of the transport document: the last day to present follows.

    \b
        $ comptoir credit shipped LC-2026-0001 2026-12-04
    """
    with desk_of(told).deed("credit shipped") as deed:
        crediting.shipped(deed, ref, day.date())
    _tell_days(told, ref)


@credit.command("move")
@click.argument("ref")
@click.argument("to", type=click.Choice(STATES))
@click.option("--on", "day", type=DAY, help="Day it happened; else today.")
@click.option("--anyway", is_flag=True, help="Present although the last day is over.")
@click.pass_obj
def move(told: dict[str, Any], *, ref: str, to: str, day: datetime | None, anyway: bool) -> None:
    r"""Say where a credit stands now: presented, refused, honoured, paid.

    \b
        $ comptoir credit move LC-2026-0001 PRESENTED --on 2026-12-10
    """
    with desk_of(told).deed("credit move") as deed:
        crediting.move(deed, ref, to, civil(day) or deed.today, anyway=anyway)
    _tell_days(told, ref)


@credit.command("days")
@click.argument("ref")
@click.pass_obj
def days(told: dict[str, Any], *, ref: str) -> None:
    r"""Say the last day to present, how it is reached, and when the bank must answer.

    \b
        $ comptoir credit days LC-2026-0001
    """
    _tell_days(told, ref)


def _tell_days(told: dict[str, Any], ref: str) -> None:
    with desk_of(told).deed("credit days") as deed:
        row = deed.row("credit", ref)
    last, answer = crediting.last_day(row), crediting.answer_by(row)
    if told["json"]:
        tell_json({"credit": ref, "status": row["status"], "expiry": row["expiry"],
                   "latest_shipment": row["latest_shipment"], "answer_by": answer,
                   "last_day": last.day if last else None})  # fmt: skip
        return
    word = Said(CREDIT_STATUS.options[str(row["status"])])
    tell(Said("{ref} is {status}.", ref=ref, status=word), told)
    if last:
        tell(Said("Last day to present: {day}.", day=last.day), told)
        for one in last.workings.steps:
            tell(Said("   {day} {what} {source}", day=one.value, what=one.what,
                      source=one.source), told)  # fmt: skip
    if answer:
        tell(Said("The bank answers by {day} (UCP 600 art. 14(b)).", day=answer), told)


@click.group()
def rate() -> None:
    r"""Exchange rates: the ECB's file, typed ones, the customs rate of a month.

    \b
        $ comptoir rate ecb eurofxref-hist.zip --since 2026-01-01
        $ comptoir rate convert 1000 USD EUR
    """


@rate.command("ecb")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--since", type=DAY, help="First day to take; else the whole history.")
@click.option("--currency", "wanted", multiple=True, help="Only these currencies.")
@click.option("--month/--no-month", default=True, help="Keep the customs rates of months too.")
@click.pass_obj
def ecb(
    told: dict[str, Any],
    *,
    file: Path,
    since: datetime | None,
    wanted: tuple[str, ...],
    month: bool,
) -> None:
    r"""Take in the history of the ECB's reference rates: what is known stays as it is.

    \b
        $ comptoir rate ecb eurofxref-hist.zip --since 2026-01-01 --currency USD --currency GBP
    """
    from datetime import date  # noqa: PLC0415 - its first day only

    found = read_ecb(file, wanted, civil(since) or date.min)
    if not found:
        raise exchanging.NoRatesInFile(file=file.name)
    with desk_of(told).deed("rate ecb") as deed:
        count = exchanging.take_rates(deed, found)
        months = exchanging.customs_months(deed, found) if month else []
    if told["json"]:
        tell_json({"rates": count, "customs": len(months)})
    tell(Said("{count} new {count:rate|rates} of the ECB,"
              " {months} customs {months:rate|rates} of a month.", count=count,
              months=len(months)), told)  # fmt: skip


@rate.command("type")
@click.argument("currency")
@click.argument("value", type=AMOUNT)
@click.option("--on", "day", type=DAY, help="Day of the rate; else today.")
@click.option("--source", type=click.Choice(["TYPED", "BANK", "CONTRACT", "CUSTOMS"]),
              default="TYPED", help="Who says so.")  # fmt: skip
@click.pass_obj
def type_(
    told: dict[str, Any], *, currency: str, value: Decimal, day: datetime | None, source: str
) -> None:
    r"""Keep a rate: 1 euro is VALUE of CURRENCY.

    \b
        $ comptoir rate type USD 1.1642 --source BANK
    """
    with desk_of(told).deed("rate type") as deed:
        key = exchanging.type_rate(deed, currency, value, civil(day) or deed.today, source)
    if told["json"]:
        tell_json({"rate": key})
    tell(Said("{key}: 1 EUR = {value} {currency}.", key=key, value=value, currency=currency), told)


@rate.command("month")
@click.argument("month", type=click.DateTime(["%Y-%m"]))
@click.pass_obj
def month(told: dict[str, Any], *, month: datetime) -> None:
    r"""Keep the customs rates of a month: the ECB's of the penultimate Wednesday before it.

    \b
        $ comptoir rate month 2026-12
    """
    with desk_of(told).deed("rate month") as deed:
        kept = exchanging.customs_month(deed, month.date())
    if told["json"]:
        tell_json({"customs": kept})
    tell(Said("{count} customs rates of {month} are kept.", count=len(kept),
              month=f"{month:%m/%Y}"), told)  # fmt: skip


@rate.command("convert")
@click.argument("amount", type=AMOUNT)
@click.argument("currency")
@click.argument("into", default="EUR")
@click.option("--on", "day", type=DAY, help="Day of the rate; else today.")
@click.option("--customs", is_flag=True, help="At the customs rate of the month.")
@click.pass_obj
def convert(
    told: dict[str, Any],
    *,
    amount: Decimal,
    currency: str,
    into: str,
    day: datetime | None,
    customs: bool,
) -> None:
    r"""Convert an AMOUNT, and show the rate, its day and who says so.

    \b
        $ comptoir rate convert 1000 USD EUR --on 2026-11-23
    """
    with desk_of(told).deed("rate convert") as deed:
        found = exchanging.converted(
            deed.rows("rate"), Money(amount, currency), into, civil(day) or deed.today,
            "CUSTOMS" if customs else "",
        )  # fmt: skip
    if told["json"]:
        tell_json({"amount": found.amount.amount, "currency": into,
                   "rates": [str(one) for one in found.rates]})  # fmt: skip
    tell(found.said, told)
