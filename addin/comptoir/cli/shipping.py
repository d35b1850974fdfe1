"""``comptoir shipment``: everything one does with a shipment, from its orders to its claim."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import click

from comptoir.cli.place import desk_of
from comptoir.cli.telling import language, tell, tell_json, tell_rows
from comptoir.cli.typed import DAY, Unreadable, civil
from comptoir.desk import claiming, clearing, papers, quoting, shipping
from comptoir.desk.shipping_figures import demurrage_forecast
from comptoir.desk.steps import eta_history, step_said
from comptoir.records import RECORDS
from comptoir.records.chain import STEPS
from comptoir.records.customs_claims import CLAIM_STATUS, DECLARATION_STATUS, HARM, PAPER
from comptoir.records.shipping import SHIPMENT_STATUS
from comptoir.rules.claims import ClaimState
from comptoir.rules.clearance import State
from comptoir.wording import Said, mark


@click.group()
def shipment() -> None:
    r"""Make shipments of orders, and lead them to delivery.

    \b
        $ comptoir shipment new EX-2026-0001 --departure 2026-12-14
        $ comptoir shipment quotes SH-2026-0001
    """


def _quantity(text: str) -> tuple[str, Decimal]:
    line, _, number = text.partition("=")
    try:
        return line, Decimal(number)
    except InvalidOperation:
        raise Unreadable(text=text, example="EX-2026-0001/01=20") from None


@shipment.command("new")
@click.argument("orders", nargs=-1, required=True)
@click.option("--line", "lines", multiple=True, help="LINE=QUANTITY; else all that is left.")
@click.option("--mode", type=click.Choice(list(shipping.MODES)), help="How it travels.")
@click.option("--forwarder", help="Code of the forwarder.")
@click.option("--departure", type=DAY, help="Planned departure: the steps are planned from it.")
@click.option("--arrival", type=DAY, help="Planned arrival.")
@click.pass_obj
def new(
    told: dict[str, Any],
    *,
    orders: tuple[str, ...],
    lines: tuple[str, ...],
    mode: str | None,
    forwarder: str | None,
    departure: datetime | None,
    arrival: datetime | None,
) -> None:
    r"""Make a shipment of what is left of one or more ORDERS of one partner.

    \b
        $ comptoir shipment new EX-2026-0001
        $ comptoir shipment new IM-2026-0004 --line IM-2026-0004/01=20 --departure 2026-12-14
    """
    but = {"mode": mode, "forwarder": forwarder}
    with desk_of(told).deed("shipment new") as deed:
        ref = shipping.new_shipment(
            deed,
            orders,
            quantities=dict(map(_quantity, lines)) if lines else None,
            departure=civil(departure),
            arrival=civil(arrival),
            **{name: value for name, value in but.items() if value},
        )
    if told["json"]:
        tell_json({"shipment": ref})
    tell(Said("{ref} is ready on the sheet Shipments.", ref=ref), told)


@shipment.command("plan")
@click.argument("ref")
@click.argument("departure", type=DAY)
@click.option("--arrival", type=DAY, help="Planned arrival; else the usual days of the mode.")
@click.pass_obj
def plan(told: dict[str, Any], *, ref: str, departure: datetime, arrival: datetime | None) -> None:
    r"""Plan the steps of a shipment from its departure, mode and Incoterm.

    \b
        $ comptoir shipment plan SH-2026-0001 2026-12-14
    """
    with desk_of(told).deed("shipment plan") as deed:
        shipping.plan_milestones(deed, ref, departure.date(), civil(arrival))
        rows = sorted(
            deed.parts("milestone", ref).values(), key=lambda row: str(row.get("planned"))
        )
    if told["json"]:
        for row in rows:
            tell_json({name: row[name] for name in ("kind", "planned", "actual", "who")})
        return
    shown = [(step_said(str(r["kind"])), r["planned"], r["actual"], r["place"]) for r in rows]
    heads = (mark("Milestone"), mark("Planned"), mark("Done on"), mark("Place"))
    tell_rows(heads, shown, language(told), title=ref)


@shipment.command("step")
@click.argument("ref")
@click.argument("kind", type=click.Choice([*STEPS, "CANCELLED"]))
@click.argument("day", type=DAY)
@click.option("--expected", is_flag=True, help="Still to come: the latest news, not the fact.")
@click.option("--note", help="Why it moved, who said so.")
@click.pass_obj
def step(
    told: dict[str, Any],
    *,
    ref: str,
    kind: str,
    day: datetime,
    expected: bool,
    note: str | None,
) -> None:
    r"""Say that a step happened, or when it is expected now.

    \b
        $ comptoir shipment step SH-2026-0001 DEPARTED 2026-12-14
        $ comptoir shipment step SH-2026-0001 ARRIVED 2027-01-20 --expected --note "storm"
    """
    with desk_of(told).deed("shipment step") as deed:
        if expected:
            late = shipping.expected(deed, ref, kind, day.date(), note)
            said = Said(
                "{step} of {ref} is expected on {day}: {late} {late:day|days} behind the plan.",
                step=step_said(kind),
                ref=ref,
                day=day.date(),
                late=late or 0,
            )
        else:
            status = shipping.reached(deed, ref, kind, day.date(), note)
            word = Said(SHIPMENT_STATUS.options[status])
            said = Said("{ref} is {status}.", ref=ref, status=word)
    if told["json"]:
        tell_json({"shipment": ref, "step": kind, "day": day.date(), "expected": expected})
    tell(said, told)


@shipment.command("eta")
@click.argument("ref")
@click.pass_obj
def eta(told: dict[str, Any], *, ref: str) -> None:
    r"""Show every arrival that was ever announced for a shipment: who said which day, when.

    \b
        $ comptoir shipment eta SH-2026-0001
    """
    here = desk_of(told)
    with here.deed("shipment eta") as deed:
        found = eta_history(deed.db, deed.parts("milestone", ref))
    if told["json"]:
        for one in found:
            tell_json({"at": one.at, "by": one.by, "before": one.old, "after": one.new})
        return
    rows = [(one.at.astimezone(here.zone), one.by, one.old, one.new) for one in found]
    tell_rows(
        (mark("When"), mark("Who"), mark("Before"), mark("After")), rows, language(told), title=ref
    )


@shipment.command("demurrage")
@click.argument("ref")
@click.option("--out", type=DAY, help="Day the containers leave the port; else today.")
@click.pass_obj
def demurrage(told: dict[str, Any], *, ref: str, out: datetime | None) -> None:
    r"""Show until when the containers are free, and what they owe if they leave on a day.

    \b
        $ comptoir shipment demurrage SH-2026-0001 --out 2026-12-24
    """
    with desk_of(told).deed("shipment demurrage") as deed:
        deed.row("shipment", ref)
        found = demurrage_forecast(deed.ask, ref, civil(out) or deed.today)
    if told["json"]:
        for one in found:
            tell_json(
                {
                    "container": one.key,
                    "number": one.number,
                    "free_until": one.free_until,
                    "out": one.out,
                    "certain": one.certain,
                    "days": one.owed.days if one.owed else None,
                    "owed": one.owed.amount.amount if one.owed else None,
                    "currency": one.owed.amount.currency if one.owed else None,
                }
            )
        return
    rows = [
        (
            one.number,
            one.free_until,
            one.out,
            one.owed.days if one.owed else None,
            one.owed.amount if one.owed else None,
            None if one.certain else Said("by the expected arrival"),
        )
        for one in found
    ]
    heads = (mark("Container"), mark("Free until"), mark("Taken out on"), mark("Days late"),
             mark("Demurrage"), mark("To look at"))  # fmt: skip
    tell_rows(heads, rows, language(told), title=ref)


@shipment.command("quotes")
@click.argument("ref")
@click.option("--choose", help="Quote to book.")
@click.option("--why", default="", help="The reason; it is kept.")
@click.pass_obj
def quotes(told: dict[str, Any], *, ref: str, choose: str | None, why: str) -> None:
    r"""Compare the quotes of a shipment on one footing, or choose one and keep the reason.

    \b
        $ comptoir shipment quotes SH-2026-0001
        $ comptoir shipment quotes SH-2026-0001 --choose SH-2026-0001/Q02 --why "in time"
    """
    with desk_of(told).deed("shipment quotes") as deed:
        if choose:
            quoting.choose(deed, ref, choose, why)
        found = quoting.compare(deed, ref)
    if told["json"]:
        for one in found.quotes:
            tell_json(_compared_row(one), language(told))
        return
    rows = [
        (
            one.key,
            one.forwarder,
            one.service,
            one.cost,
            one.chargeable.kg,
            one.transit_days,
            one.co2_kg,
            one.reliability,
            [*one.missing, *one.remarks, *([Said("expired")] if one.expired else [])],
        )
        for one in found.quotes
    ]
    heads = (mark("Quote"), mark("Forwarder"), mark("Service"), mark("Door to door"),
             mark("Chargeable (kg)"), mark("Days"), mark("CO₂e (kg)"), mark("On time (%)"),
             mark("To look at"))  # fmt: skip
    tell_rows(heads, rows, language(told), title=ref)
    if found.break_even is not None:
        tell(
            Said(
                "Whole containers pay from {break_even} revenue tons; this shipment has {tons}.",
                break_even=found.break_even,
                tons=found.revenue_tons,
            ),
            told,
        )
    if choose:
        tell(Said("{quote} is chosen: {why}", quote=choose, why=why), told)


def _compared_row(one: quoting.Compared) -> dict[str, object]:
    return {
        "quote": one.key,
        "forwarder": one.forwarder,
        "cost": one.cost.amount,
        "currency": one.cost.currency,
        "chargeable_kg": one.chargeable.kg,
        "transit_days": one.transit_days,
        "co2_kg": one.co2_kg,
        "reliability": one.reliability,
        "missing": list(one.missing),
        "remarks": list(one.remarks),
        "expired": one.expired,
    }


@shipment.command("papers")
@click.argument("ref")
@click.pass_obj
def list_papers(told: dict[str, Any], *, ref: str) -> None:
    r"""List the papers a shipment needs, by the rules; those it lacks are added to the sheet.

    \b
        $ comptoir shipment papers SH-2026-0001
    """
    with desk_of(told).deed("shipment papers") as deed:
        papers.list_papers(deed, ref)
        rows = deed.parts("document", ref)
    if told["json"]:
        for key, row in rows.items():
            tell_json({"document": key, "paper": row["paper"], "owner": row["owner"],
                       "due": row["due"], "received": row["received"]})  # fmt: skip
        return
    shown = [
        (key, row.get("title") or Said(PAPER.options[str(row["paper"])]), row["due"],
         row["received"], row["sent"])
        for key, row in rows.items()
    ]  # fmt: skip
    heads = (mark("Paper no."), mark("Document"), mark("Due date"), mark("Received on"),
             mark("Sent on"))  # fmt: skip
    tell_rows(heads, shown, language(told), title=ref)


@shipment.command("paper")
@click.argument("document")
@click.argument("state", type=click.Choice(list(papers.STATES)))
@click.option("--on", "day", type=DAY, help="Another day than today.")
@click.option("--number", help="Number on the paper.")
@click.option("--wrong", help="What is wrong with it; an empty text once it is corrected.")
@click.option("--file", "source", type=click.Path(path_type=Path), help="Copied to the dossier.")
@click.pass_obj
def paper(
    told: dict[str, Any],
    *,
    document: str,
    state: str,
    day: datetime | None,
    number: str | None,
    wrong: str | None,
    source: Path | None,
) -> None:
    r"""Say what became of a paper: asked, received, checked or sent; or file it.

    \b
        $ comptoir shipment paper SH-2026-0001/D03 received --file bl.pdf --number HLCU123
    """
    here = desk_of(told)
    with here.deed("shipment paper") as deed:
        papers.note_paper(
            deed, document, state, civil(day) or deed.today, number_on_it=number, wrong=wrong
        )
        if source:
            papers.file_paper(deed, here.settings.dossiers, document, source)
    if told["json"]:
        tell_json({"document": document, "state": state})
    tell(Said("{document} is noted.", document=document), told)


@shipment.command("mandate")
@click.argument("ref")
@click.argument("broker")
@click.pass_obj
def mandate(told: dict[str, Any], *, ref: str, broker: str) -> None:
    r"""Instruct a customs BROKER for a shipment; makes its declaration.

    \b
        $ comptoir shipment mandate SH-2026-0001 DOUANEXPRESS
    """
    with desk_of(told).deed("shipment mandate") as deed:
        made = clearing.mandate(deed, ref, broker)
    if told["json"]:
        tell_json({"declaration": made})
    tell(Said("{ref} is mandated to {broker}.", ref=made, broker=broker), told)


@shipment.command("declaration")
@click.argument("ref")
@click.argument("state", type=click.Choice([state.name for state in State]))
@click.option("--on", "day", type=DAY, help="Another day than today.")
@click.option("--mrn", help="Movement reference number, at acceptance.")
@click.pass_obj
def declaration(
    told: dict[str, Any], *, ref: str, state: str, day: datetime | None, mrn: str | None
) -> None:
    r"""Take a declaration to its next state.

    \b
        $ comptoir shipment declaration CD-2026-0001 ACCEPTED --mrn 26FR000000012345A9
    """
    with desk_of(told).deed("declaration") as deed:
        clearing.move(deed, ref, State[state], civil(day) or deed.today, mrn=mrn)
    if told["json"]:
        tell_json({"declaration": ref, "state": state})
    word = Said(DECLARATION_STATUS.options[state])
    tell(Said("{ref} is {status}.", ref=ref, status=word), told)


@shipment.command("estimate")
@click.argument("ref")
@click.option("--on", "day", type=DAY, help="Day of acceptance; else today.")
@click.pass_obj
def estimate(told: dict[str, Any], *, ref: str, day: datetime | None) -> None:
    r"""Estimate value, duty, VAT and landed cost of an import; brought back onto its lines.

    \b
        $ comptoir shipment estimate SH-2026-0002
    """
    with desk_of(told).deed("shipment estimate") as deed:
        found = clearing.keep_estimate(deed, ref, civil(day))
    if told["json"]:
        tell_json({"shipment": ref, "value": found.value.amount, "duty": found.duty.amount,
                   "vat": found.vat.amount, "landed": found.total.amount})  # fmt: skip
        return
    rows = [
        (
            key,
            line.value,
            line.customs_value,
            line.duty + line.anti_dumping,
            line.total,
            line.per_unit,
        )
        for key, line in zip(found.lines, found.landed, strict=True)
    ]
    heads = (mark("Line"), mark("Value"), mark("Customs value"), mark("Duty"),
             mark("Landed cost"), mark("Per unit"))  # fmt: skip
    tell_rows(heads, rows, language(told), title=ref)
    click.echo(found.workings.in_(language(told)))


@shipment.command("claim")
@click.argument("ref")
@click.argument("harm", type=click.Choice(list(HARM.options)))
@click.option("--kind", type=click.Choice(["TRANSPORT", "SUPPLIER", "CUSTOMER"]),
              default="TRANSPORT", show_default=True, help="Against whom.")  # fmt: skip
@click.option("--container", help="Reference of the container.")
@click.option("--kg", type=Decimal, help="Gross weight missing or damaged.")
@click.option("--packages", type=int, help="Packages missing or damaged.")
@click.option("--rejected", type=Decimal, help="Quantity of a supplier's goods rejected.")
@click.option("--proven", type=Decimal, help="Value lost, by invoices.")
@click.option("--currency", help="Currency of that value.")
@click.pass_obj
def claim(told: dict[str, Any], /, *, ref: str, harm: str, kind: str, **facts: object) -> None:
    r"""Open a claim on a shipment: regime, last day, limit and time bar are worked out.

    \b
        $ comptoir shipment claim SH-2026-0002 HIDDEN --kg 200 --packages 10 --proven 4000
        $ comptoir shipment claim SH-2026-0003 QUALITY --kind SUPPLIER --rejected 12
    """
    with desk_of(told).deed("claim") as deed:
        given = {name: value for name, value in facts.items() if value is not None}
        made = claiming.open_claim(deed, ref, harm, kind=kind, **given)
        row = deed.row("claim", made)
    lang = language(told)
    if told["json"]:
        names = ("regime", "safe", "deadline", "bar", "limit", "payable", "currency")
        tell_json({"claim": made, **{name: row[name] for name in names}})
        return
    tell(Said("{claim} is recorded.", claim=made), told)
    noun = RECORDS["claim"]
    shown = [
        (Said(noun.by_name[name].label), _worded(name, row[name]))
        for name in ("regime", "why", "safe", "deadline", "bar", "limit", "payable", "currency")
        if row.get(name) is not None
    ]
    tell_rows(("", made), shown, lang)
    if row.get("workings"):
        click.echo(row["workings"])


def _worded(name: str, value: object) -> object:
    options = getattr(RECORDS["claim"].by_name[name].kind, "options", {})
    return Said(options[value]) if value in options else value


@shipment.command("claim-state")
@click.argument("ref")
@click.argument("state", type=click.Choice([state.name for state in ClaimState]))
@click.option("--on", "day", type=DAY, help="Another day than today.")
@click.option("--amount", type=Decimal, help="Claimed, agreed or recovered.")
@click.pass_obj
def claim_state(
    told: dict[str, Any], *, ref: str, state: str, day: datetime | None, amount: Decimal | None
) -> None:
    r"""Take a claim to its next state.

    \b
        $ comptoir shipment claim-state CL-2026-0001 CLAIMED --amount 4000
    """
    with desk_of(told).deed("claim") as deed:
        claiming.move_claim(deed, ref, ClaimState[state], civil(day) or deed.today, amount)
    if told["json"]:
        tell_json({"claim": ref, "state": state})
    tell(Said("{ref} is {status}.", ref=ref, status=Said(CLAIM_STATUS.options[state])), told)


@shipment.command("remind")
@click.argument("ref")
@click.pass_obj
def remind(told: dict[str, Any], *, ref: str) -> None:
    r"""Say that one more reminder of a claim was sent today.

    \b
        $ comptoir shipment remind CL-2026-0001
    """
    with desk_of(told).deed("claim") as deed:
        claiming.remind(deed, ref, deed.today)
        sent = deed.row("claim", ref)["reminders"]
    if told["json"]:
        tell_json({"claim": ref, "reminders": sent})
    tell(Said("{ref}: {count} reminders sent.", ref=ref, count=sent), told)
