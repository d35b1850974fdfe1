"""``comptoir consult``: suppliers asked, compared on one footing, chosen."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import click

from comptoir.cli.place import desk_of
from comptoir.cli.telling import language, tell, tell_json, tell_rows
from comptoir.cli.typed import DAY, amount, civil, pair, wanted
from comptoir.desk import consulting
from comptoir.desk.asking import ask as ask_suppliers
from comptoir.desk.asking import read_answer
from comptoir.records.lists import MODE
from comptoir.records.trade import LEG
from comptoir.rules.comparison import COST_ALONE, Ranked, Weights
from comptoir.rules.incoterms import Incoterm
from comptoir.wording import Said, mark


@click.group()
def consult() -> None:
    r"""Ask several suppliers, compare their offers at our door, choose one.

    \b
        $ comptoir consult new "Bowls" --line CER-BOL=6000 --ask JINGDE --ask WEIHONG
        $ comptoir consult compare CS-2026-0001
        $ comptoir consult choose CS-2026-0001 OF-2026-0045 --why "there in time"
    """


@consult.command("new")
@click.argument("subject")
@click.option("--line", "lines", multiple=True, required=True, help="ARTICLE=QUANTITY.")
@click.option("--ask", "suppliers", multiple=True, required=True, help="Code of a supplier.")
@click.option("--incoterm", type=click.Choice(list(Incoterm.__members__)), help="Asked of all.")
@click.option("--place", help="Named place of the Incoterm.")
@click.option("--currency", help="Currency asked.")
@click.option("--terms", help="Payment terms asked.")
@click.option("--mode", type=click.Choice(list(MODE.options)), help="How the goods would travel.")
@click.option("--answer-by", type=DAY, help="Last day for the answers; else ten days.")
@click.option("--deliver-by", type=DAY, help="Day the goods are needed at our door.")
@click.pass_obj
def new(
    told: dict[str, Any],
    *,
    subject: str,
    lines: tuple[str, ...],
    suppliers: tuple[str, ...],
    incoterm: str | None,
    place: str | None,
    currency: str | None,
    terms: str | None,
    mode: str | None,
    answer_by: datetime | None,
    deliver_by: datetime | None,
) -> None:
    r"""Prepare one request to several suppliers.

    \b
        $ comptoir consult new "Bowls" --line CER-BOL=6000 --ask JINGDE --ask WEIHONG \
            --incoterm FOB --place Ningbo --currency USD --deliver-by 2027-03-01
    """
    with desk_of(told).deed("consult new") as deed:
        ref = consulting.new_consultation(
            deed, subject, [wanted(one) for one in lines], suppliers, incoterm=incoterm,
            place=place, currency=currency, terms=terms, mode=mode, answer_by=civil(answer_by),
            deliver_by=civil(deliver_by),
        )  # fmt: skip
    if told["json"]:
        tell_json({"consultation": ref})
    tell(
        Said("{ref} is ready: {count} suppliers to ask.", ref=ref, count=len(set(suppliers))), told
    )


@consult.command("ask")
@click.argument("ref")
@click.pass_obj
def ask(told: dict[str, Any], *, ref: str) -> None:
    r"""Write the request to each supplier in their language, with a mail ready to send.

    Suppliers who have not answered are reminded.

    \b
        $ comptoir consult ask CS-2026-0001
    """
    done = ask_suppliers(desk_of(told), ref)
    if told["json"]:
        for one in done:
            tell_json({"party": one.party, "letter": one.letter, "mail": one.mail,
                       "reminder": one.reminder})  # fmt: skip
        return
    rows = [(one.party, one.lang, one.letter and one.letter.name, one.mail and one.mail.name)
            for one in done]  # fmt: skip
    heads = (mark("Supplier"), mark("Language"), mark("Letter"), mark("Mail to send"))
    tell_rows(heads, rows, language(told), title=ref)
    if done:
        folder = done[0].letter or done[0].mail
        tell(Said("They lie in {folder}.", folder=folder.parent if folder else "—"), told)


@consult.command("answer")
@click.argument("ref")
@click.argument("party")
@click.option("--price", "prices", multiple=True, help="ARTICLE=PRICE, with UNIT if another one.")
@click.option("--mail", type=click.Path(path_type=Path, exists=True, dir_okay=False),
              help="Read the answer from a mail and its files; shown, not kept.")  # fmt: skip
@click.option("--accept", is_flag=True, help="Keep what was read from the mail.")
@click.option("--currency", help="Currency of the prices.")
@click.option("--incoterm", type=click.Choice(list(Incoterm.__members__)), help="Their Incoterm.")
@click.option("--place", help="Its named place.")
@click.option("--cost", "costs", multiple=True,
              help="What a leg would cost us: MAIN_CARRIAGE=1900 USD.")  # fmt: skip
@click.option("--insurance", help="Our premium in percent of the insured sum.")
@click.option("--terms", help="Payment terms offered.")
@click.option("--lead", type=int, help="Days from order to goods ready.")
@click.option("--transit", type=int, help="Days from goods ready to our door.")
@click.option("--valid", type=DAY, help="Last day of validity.")
@click.option("--their-ref", help="Number of their quotation.")
@click.option("--mode", type=click.Choice(list(MODE.options)), help="How the goods would travel.")
@click.option("--proof/--no-proof", default=None, help="They give a proof of preferential origin.")
@click.option("--declines", is_flag=True, help="They will not offer.")
@click.option("--note", help="What a colleague should know.")
@click.pass_obj
def answer(told: dict[str, Any], /, ref: str, party: str, **given: Any) -> None:
    r"""Enter the answer of a supplier, or propose it from a mail.

    \b
        $ comptoir consult answer CS-2026-0001 JINGDE --price CER-BOL=2.35 --currency USD \
            --incoterm FOB --place Shanghai --lead 60 --transit 40 --terms "NET 30" \
            --cost "MAIN_CARRIAGE=1900 USD" --cost "ON_CARRIAGE=420 EUR"
        $ comptoir consult answer CS-2026-0001 JINGDE --mail quotation.eml --accept
    """
    with desk_of(told).deed("consult answer") as deed:
        if given["declines"]:
            consulting.declined(deed, ref, party, given["note"])
            tell(Said("{party} declines.", party=party), told)
            return
        read = read_answer(deed, ref, given["mail"].read_bytes()) if given["mail"] else None
        if read:
            for one in read.proposals:
                tell(Said("{fact}: {value}, read in “{words}”", fact=one.fact_said,
                          value=one.value, words=one.words), told)  # fmt: skip
        taken = _answer(given, read.answer if read else None)
        if read and not given["accept"]:
            tell(Said("Nothing is kept yet. Add --accept to keep it."), told)
            return
        key = consulting.take_answer(deed, ref, party, taken)
    if told["json"]:
        tell_json({"offer": key})
    tell(Said("{ref}: the answer of {party} is the offer {offer}.", ref=ref, party=party,
              offer=key), told)  # fmt: skip


def _answer(given: dict[str, Any], read: consulting.Answer | None) -> consulting.Answer:
    """The answer as typed; what is not typed is as it was read."""
    prices: dict[str, Decimal] = {}
    units: dict[str, str] = {}
    for text in given["prices"]:
        what, rest = pair(text)
        price, _, unit = rest.partition(" ")
        prices[what] = amount(price)
        if unit:
            units[what] = unit.upper()
    costs = {}
    for text in given["costs"]:
        leg, rest = pair(text)
        if leg not in LEG.options:
            raise click.BadParameter(f"{leg}: {', '.join(LEG.options)}")
        value, _, currency = rest.partition(" ")
        costs[leg] = (amount(value), currency.upper() or "EUR")
    typed = {
        "currency": given["currency"], "incoterm": given["incoterm"], "place": given["place"],
        "terms": given["terms"], "lead_days": given["lead"], "transit_days": given["transit"],
        "valid_until": civil(given["valid"]), "their_ref": given["their_ref"],
        "proof": given["proof"], "note": given["note"], "mode": given["mode"],
        "insurance": amount(given["insurance"]) if given["insurance"] else None,
    }  # fmt: skip
    known: dict[str, Any] = {
        name: value if value is not None else getattr(read, name, None)
        for name, value in typed.items()
    }
    for name in ("currency", "incoterm", "place"):
        if not known[name]:
            raise click.UsageError(f"--{name}?")
    return consulting.Answer(
        prices=prices or (read.prices if read else {}),
        units=units or (read.units if read else {}),
        minimums=read.minimums if read else {},
        costs=costs,
        **known,
    )


@consult.command("compare")
@click.argument("ref")
@click.option("--money", default="0", help="Yearly cost of money in percent, counted on the terms.")
@click.option("--weigh", help="cost=60,delay=20,terms=10,past=10: rank by points.")
@click.option("--workings", is_flag=True, help="Explain each offer line by line.")
@click.pass_obj
def compare(
    told: dict[str, Any], *, ref: str, money: str, weigh: str | None, workings: bool
) -> None:
    r"""Rank the offers of a consultation at our door: freight, duty and premium included.

    \b
        $ comptoir consult compare CS-2026-0001 --workings
        $ comptoir consult compare CS-2026-0001 --money 5 --weigh cost=60,delay=20,past=20
    """
    weights = COST_ALONE
    if weigh:
        parts = {"delay": Decimal(0), "terms": Decimal(0), "past": Decimal(0), "cost": Decimal(0)}
        parts |= {name: amount(value) for name, value in map(pair, weigh.split(","))}
        weights = Weights(**parts)
    with desk_of(told).deed("consult compare") as deed:
        found = consulting.compare(deed, ref, money_rate=amount(money) / 100, weights=weights)
    lang = language(told)
    if told["json"]:
        for one in found:
            tell_json(_row(one), lang)
        return
    rows = [
        (one.rank, one.bid.key, one.bid.party, one.headings[0][1], one.landed, one.money_cost,
         one.arrives, one.late_days or None, one.bid.on_time, one.bid.complaints or None,
         one.points, _to_look_at(one))
        for one in found
    ]  # fmt: skip
    heads = (mark("Rank"), mark("Offer"), mark("Supplier"), mark("Goods"), mark("Landed"),
             mark("Cost of money"), mark("At our door"), mark("Days late"), mark("On time (%)"),
             mark("Complaints"), mark("Points"), mark("To look at"))  # fmt: skip
    tell_rows(heads, rows, lang, title=ref)
    if workings:
        for one in found:
            click.echo(f"\n{one.rank}. {one.bid.party} {one.bid.key}\n{one.workings.in_(lang)}")
            for step in one.against:
                click.echo("  " + Said("{gap} against the first: {what}", gap=step.value,
                                       what=step.what).in_(lang))  # fmt: skip


def _to_look_at(one: Ranked) -> list[Said]:
    found = [Said("no price for: {leg}", leg=leg.said) for leg in one.missing]
    found += [Said("not offered: {line}", line=line) for line in one.bid.lacks]
    if one.bid.expired:
        found.append(Said("expired"))
    return found


def _row(one: Ranked) -> dict[str, object]:
    return {
        "rank": one.rank, "offer": one.bid.key, "party": one.bid.party,
        "landed": one.landed.amount, "currency": one.landed.currency,
        "headings": [{"what": said, "amount": money.amount} for said, money in one.headings],
        "money_cost": one.money_cost.amount, "arrives": one.arrives, "late_days": one.late_days,
        "on_time": one.bid.on_time, "complaints": one.bid.complaints, "points": one.points,
        "missing": _to_look_at(one),
    }  # fmt: skip


@consult.command("choose")
@click.argument("ref")
@click.argument("offer")
@click.option("--why", required=True, help="The reason; it is kept.")
@click.option("--unfinished", is_flag=True, help="Choose it though a leg has no price.")
@click.pass_obj
def choose(told: dict[str, Any], *, ref: str, offer: str, why: str, unfinished: bool) -> None:
    r"""Order from the supplier of an offer: it becomes the purchase order.

    \b
        $ comptoir consult choose CS-2026-0001 OF-2026-0045 --why "cheapest and in time"
    """
    with desk_of(told).deed("consult choose") as deed:
        order = consulting.choose(deed, ref, offer, why, unfinished=unfinished)
    if told["json"]:
        tell_json({"consultation": ref, "offer": offer, "order": order})
    tell(Said("{offer} is chosen: it is the order {order}.", offer=offer, order=order), told)
