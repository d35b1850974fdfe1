"""``comptoir offer``: offers to customers, from the enquiry to the order or the loss."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import click

from comptoir.cli.place import desk_of
from comptoir.cli.telling import language, tell, tell_json, tell_rows
from comptoir.cli.typed import DAY, civil, wanted
from comptoir.desk import offering
from comptoir.desk.enquiring import read_enquiry
from comptoir.records.trade import LOSS
from comptoir.rules.incoterms import Incoterm
from comptoir.wording import Said, mark


@click.group()
def offer() -> None:
    r"""Make offers to customers, follow them up, turn them into orders.

    \b
        $ comptoir offer new KELLER --line COC-24=48
        $ comptoir offer ladder OF-2026-0001
        $ comptoir offer won OF-2026-0001 --ref "PO 4711"
    """


@offer.command("new")
@click.argument("party", required=False)
@click.option("--line", "lines", multiple=True, help="ARTICLE=QUANTITY, or TEXT=QUANTITY@PRICE.")
@click.option("--mail", type=click.Path(path_type=Path, exists=True, dir_okay=False),
              help="Read the enquiry from a mail: its sender, reference and goods.")  # fmt: skip
@click.option("--subject", help="What the offer is about.")
@click.option("--ref", "their_ref", help="Number of their enquiry.")
@click.option("--enquired", type=DAY, help="Day their enquiry came.")
@click.option("--mode", type=click.Choice(list("SEA AIR ROAD RAIL COURIER RIVER MULTI".split())),  # noqa: SIM905 - a table
              help="How the goods would travel.")  # fmt: skip
@click.pass_obj
def new(
    told: dict[str, Any],
    *,
    party: str | None,
    lines: tuple[str, ...],
    mail: Path | None,
    subject: str | None,
    their_ref: str | None,
    enquired: datetime | None,
    mode: str | None,
) -> None:
    r"""Make an offer in draft for PARTY: terms, prices and costs come from what is known.

    \b
        $ comptoir offer new MARLOWE --line COC-24=200 --line CER-BOL=500 --mode SEA
        $ comptoir offer new --mail enquiry.eml
    """
    goods = [wanted(one) for one in lines]
    here = desk_of(told)
    with here.deed("offer new") as deed:
        if mail:
            found = read_enquiry(deed, mail.read_bytes())
            party, goods = party or found.party, goods or list(found.wanted)
            subject, their_ref = subject or found.subject, their_ref or found.their_ref
            day = civil(enquired) or found.day
            for words in found.words:
                tell(Said("Read: {words}", words=words), told)
        else:
            day = civil(enquired)
        if not party:
            raise click.UsageError(
                Said("Say for whom the offer is: the mail names nobody known.").in_(language(told))
            )
        ref = offering.new_offer(
            deed, party, goods, subject=subject, their_ref=their_ref, enquired=day, mode=mode
        )
    if told["json"]:
        tell_json({"offer": ref})
    tell(Said("{ref} is in draft on the sheet Offers.", ref=ref), told)


@offer.command("ladder")
@click.argument("ref")
@click.option("--workings", is_flag=True, help="Show how each price follows from the door.")
@click.pass_obj
def ladder(told: dict[str, Any], *, ref: str, workings: bool) -> None:
    r"""Show the price of an offer under every Incoterm, and of one unit of each line.

    \b
        $ comptoir offer ladder OF-2026-0001
        $ comptoir offer ladder OF-2026-0001 --workings
    """
    with desk_of(told).deed("offer ladder") as deed:
        found = offering.price_ladder(deed, ref)
    lang = language(told)
    if told["json"]:
        for step in found.steps:
            tell_json({"rule": step.rung.rule.name, "place": step.rung.place.value,
                       "price": step.rung.price.amount, "currency": step.rung.price.currency,
                       "units": step.units, "ours": step.ours})  # fmt: skip
        return
    rows = [
        ("•" if step.ours else "", step.rung.rule.name, step.rung.place.said,
         step.rung.price, *step.units.values())
        for step in found.steps
    ]  # fmt: skip
    heads = ("", mark("Incoterm"), mark("Kind of place"), mark("Price"), *found.steps[0].units)
    tell_rows(heads, rows, lang, title=ref)
    if found.rate:
        tell(Said("At 1 EUR = {rate} {currency} of {day}.", rate=found.rate,
                  currency=found.amount.currency, day=found.rate_day), told)  # fmt: skip
    if workings:
        for step in found.steps:
            click.echo(f"\n{step.rung.rule.name}\n{step.rung.workings.in_(lang)}")


@offer.command("under")
@click.argument("ref")
@click.argument("rule", type=click.Choice(list(Incoterm.__members__)))
@click.argument("place")
@click.pass_obj
def under(told: dict[str, Any], *, ref: str, rule: str, place: str) -> None:
    r"""Make a new version under another Incoterm and place: prices move along the ladder.

    \b
        $ comptoir offer under OF-2026-0001 FOB "Fos-sur-Mer"
    """
    with desk_of(told).deed("offer under") as deed:
        new_ref = offering.reprice(deed, ref, Incoterm[rule], place)
    _made(told, new_ref, ref)


def _made(told: dict[str, Any], new_ref: str, ref: str) -> None:
    if told["json"]:
        tell_json({"offer": new_ref, "replaces": ref})
    tell(Said("{new} replaces {ref}.", new=new_ref, ref=ref), told)


@offer.command("revise")
@click.argument("ref")
@click.pass_obj
def revise(told: dict[str, Any], *, ref: str) -> None:
    r"""Make the next version of an offer; the one before is kept.

    \b
        $ comptoir offer revise OF-2026-0001
    """
    with desk_of(told).deed("offer revise") as deed:
        new_ref = offering.revise(deed, ref)
    _made(told, new_ref, ref)


@offer.command("copy")
@click.argument("ref")
@click.option("--for", "party", help="Another customer.")
@click.pass_obj
def copy(told: dict[str, Any], *, ref: str, party: str | None) -> None:
    r"""Copy the goods and terms of an offer into a new one.

    \b
        $ comptoir offer copy OF-2026-0001 --for KELLER
    """
    with desk_of(told).deed("offer copy") as deed:
        new_ref = offering.copy(deed, ref, party)
    if told["json"]:
        tell_json({"offer": new_ref})
    tell(Said("{ref} is in draft on the sheet Offers.", ref=new_ref), told)


@offer.command("sent")
@click.argument("ref")
@click.option("--on", "day", type=DAY, help="Another day than today.")
@click.pass_obj
def sent(told: dict[str, Any], *, ref: str, day: datetime | None) -> None:
    r"""Say that an offer went out; its first follow-up is planned by rule.

    \b
        $ comptoir offer sent OF-2026-0001
    """
    with desk_of(told).deed("offer sent") as deed:
        again = offering.send(deed, ref, civil(day))
    _followed(told, ref, again)


@offer.command("followed")
@click.argument("ref")
@click.option("--on", "day", type=DAY, help="Another day than today.")
@click.option("--note", help="What they said; kept with its day.")
@click.pass_obj
def followed(told: dict[str, Any], *, ref: str, day: datetime | None, note: str | None) -> None:
    r"""Say that the customer was asked again; the next time is planned by rule.

    \b
        $ comptoir offer followed OF-2026-0001 --note "decides next week"
    """
    with desk_of(told).deed("offer followed") as deed:
        again = offering.follow_up(deed, ref, civil(day), note)
    _followed(told, ref, again)


def _followed(told: dict[str, Any], ref: str, again: object) -> None:
    if told["json"]:
        tell_json({"offer": ref, "follow_up": again})
    if again:
        tell(Said("{ref}: ask again on {day}.", ref=ref, day=again), told)
    else:
        tell(Said("{ref}: no more follow-up is planned.", ref=ref), told)


@offer.command("won")
@click.argument("ref")
@click.option("--ref", "their_ref", help="Number of their order.")
@click.option("--on", "day", type=DAY, help="Date of their order; else today.")
@click.option("--wanted", type=DAY, help="Delivery date they ask for.")
@click.pass_obj
def won(
    told: dict[str, Any],
    *,
    ref: str,
    their_ref: str | None,
    day: datetime | None,
    wanted: datetime | None,
) -> None:
    r"""Turn an offer into an order, with nothing typed again.

    \b
        $ comptoir offer won OF-2026-0001 --ref "PO 4711" --wanted 2026-12-15
    """
    with desk_of(told).deed("offer won") as deed:
        order = offering.win(
            deed, ref, their_ref=their_ref, ordered=civil(day), requested=civil(wanted)
        )
    if told["json"]:
        tell_json({"offer": ref, "order": order})
    tell(Said("{ref} is won: it is the order {order}.", ref=ref, order=order), told)


@offer.command("lost")
@click.argument("ref")
@click.argument("why", type=click.Choice(list(LOSS.options)))
@click.option("--note", help="What is learnt from it.")
@click.pass_obj
def lost(told: dict[str, Any], *, ref: str, why: str, note: str | None) -> None:
    r"""Close an offer that is lost, with its reason.

    \b
        $ comptoir offer lost OF-2026-0001 PRICE --note "12 % above the Polish offer"
    """
    with desk_of(told).deed("offer lost") as deed:
        offering.lose(deed, ref, why, note)
    if told["json"]:
        tell_json({"offer": ref, "loss": why})
    tell(Said("{ref} is lost: {why}.", ref=ref, why=Said(LOSS.options[why])), told)
