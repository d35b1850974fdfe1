"""``comptoir dossier``: the papers of a dossier compared before they leave."""

from __future__ import annotations

from typing import Any

import click

from comptoir.cli.place import desk_of
from comptoir.cli.telling import language, tell, tell_json, tell_rows
from comptoir.cli.typed import Unreadable
from comptoir.desk import examining
from comptoir.records.particulars import COMPARED
from comptoir.rules.consistency import RULES, Finding
from comptoir.wording import Said, mark

PAPERS = list(COMPARED.options)
_SHOWN = 5
"""How many false alarms and missed slips of a set are told."""


@click.group()
def dossier() -> None:
    r"""Compare the papers of a dossier: quantities, weights, names, amounts, ports, days.

    \b
        $ comptoir dossier check EX-2026-0001
        $ comptoir dossier rules
    """


@dossier.command("check")
@click.argument("order")
@click.option("--shipment", help="Only the papers of this shipment.")
@click.option("--leaving", is_flag=True, help="The papers leave now: say what is missing too.")
@click.pass_obj
def check(told: dict[str, Any], *, order: str, shipment: str | None, leaving: bool) -> None:
    r"""Say everything that conflicts between the papers of ORDER, and what to do about it.

    \b
        $ comptoir dossier check EX-2026-0001
        $ comptoir dossier check EX-2026-0001 --leaving
    """
    with desk_of(told).deed("dossier check") as deed:
        found = examining.examined(deed, order, shipment, whole=leaving)
    lang = language(told)
    if told["json"]:
        for one in found.findings:
            tell_json(_row(one), lang)
        return
    heads = (mark("Rule"), mark("Finding"), mark("What to do"), mark("Source"))
    rows = [(one.code, one.said, one.remedy, one.rule.source) for one in found.findings]
    if rows:
        tell_rows(heads, rows, lang, title=order)
    papers = [one.sheet.said for one in found.dossier.papers]
    tell(Said("{order}: {papers} compared by {count} rules, {found} findings.", order=order,
              papers=papers, count=len(RULES), found=len(rows)), told)  # fmt: skip
    for one, why in found.accepted:
        tell(Said("Accepted: {what} {why}", what=one.said, why=why), told)


def _row(one: Finding) -> dict[str, object]:
    return {
        "rule": one.code, "gravity": one.rule.gravity.value, "found": one.said,
        "paper": one.rule.left.said, "says": one.left, "other_paper": one.rule.right.said,
        "other_says": one.right, "remedy": one.remedy, "source": one.rule.source,
    }  # fmt: skip


@dossier.command("type")
@click.argument("order")
@click.argument("paper", type=click.Choice(PAPERS))
@click.argument("facts", nargs=-1, required=True)
@click.option("--shipment", help="Shipment the paper is about.")
@click.pass_obj
def type_(
    told: dict[str, Any], *, order: str, paper: str, facts: tuple[str, ...], shipment: str | None
) -> None:
    r"""Enter what a PAPER of ORDER says: FACTS as name=value.

    \b
        $ comptoir dossier type EX-2026-0001 TRANSPORT packages=40 gross_kg=1204 freight=PREPAID
    """
    pairs = dict(_pair(one) for one in facts)
    with desk_of(told).deed("dossier type") as deed:
        key = examining.type_paper(deed, order, paper, pairs, shipment)
    if told["json"]:
        tell_json({"particulars": key})
    tell(Said("{key} is kept on the sheet Particulars.", key=key), told)


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise Unreadable(text=text, example="packages=40")
    return name, value


@dossier.command("accept")
@click.argument("order")
@click.argument("code")
@click.argument("why")
@click.option("--shipment", help="Only for this shipment.")
@click.pass_obj
def accept(told: dict[str, Any], *, order: str, code: str, why: str, shipment: str | None) -> None:
    r"""Keep that the finding CODE of ORDER was looked at and accepted, and WHY.

    \b
        $ comptoir dossier accept EX-2026-0001 BUY-6 "delivered to their warehouse"
    """
    with desk_of(told).deed("dossier accept") as deed:
        examining.accept(deed, order, code, why, shipment)
    if told["json"]:
        tell_json({"order": order, "accepted": code})
    tell(Said("{code} of {order} is accepted.", code=code, order=order), told)


@dossier.command("rules")
@click.pass_obj
def rules(told: dict[str, Any]) -> None:
    r"""List every rule by its code: the fact, the two papers, the source.

    \b
        $ comptoir dossier rules
    """
    lang = language(told)
    if told["json"]:
        for one in RULES.values():
            tell_json({"rule": one.code, "fact": Said(one.fact), "paper": one.left.said,
                       "other_paper": one.right.said, "gravity": one.gravity.value,
                       "source": one.source}, lang)  # fmt: skip
        return
    heads = (mark("Rule"), mark("Fact"), mark("Paper"), mark("Other paper"), mark("Source"))
    rows = [
        (one.code, Said(one.fact), one.left.said, one.right.said, one.source)
        for one in RULES.values()
    ]
    tell_rows(heads, rows, lang)
    tell(Said("{count} rules.", count=len(rows)), told)


@dossier.command("prove")
@click.option("--dossiers", default=1000, show_default=True, help="How many are made up.")
@click.option("--slips", default=5, show_default=True, help="Discrepancies put into each.")
@click.option("--start", default=0, help="First of the series: the same gives the same.")
@click.option("--every-rule", is_flag=True, help="Give every rule a slip of its own, too.")
@click.pass_obj
def prove(told: dict[str, Any], *, dossiers: int, slips: int, start: int, every_rule: bool) -> None:
    r"""Try the rules on invented dossiers: clean ones, and others with slips put into them.

    On the dossiers they were written with, on those they were mended with, and on dossiers of
    people and goods met last, mended on little. With --start the papers are new ones. Needs no
    desk.

    \b
        $ comptoir dossier prove
        $ comptoir dossier prove --dossiers 200 --slips 3 --start 7000
        $ comptoir dossier prove --dossiers 50 --every-rule
    """
    from comptoir.demo import proving  # noqa: PLC0415 - invented dossiers, only here

    sets = (
        (mark("Written with"), (proving.TUNED,)),
        (mark("Mended with"), proving.MENDED),
        (mark("Met last"), (proving.LAST,)),
    )
    for name, papers in sets:
        share = -(-dossiers // len(papers))
        found = [proving.prove(one, share, slips, start) for one in papers]
        _tell_proof(told, name, found)
    if every_rule:
        _tell_unseeded(told, proving.unseeded())


def _tell_proof(told: dict[str, Any], name: str, found: list[Any]) -> None:
    clean, alarms = sum(one.clean for one in found), sum(one.false_alarms for one in found)
    sown, seen = sum(one.sown for one in found), sum(one.found for one in found)
    if told["json"]:
        tell_json({"set": name, "clean": clean, "false_alarms": alarms, "slips": sown,
                   "found": seen, "rules": len(RULES)})  # fmt: skip
        return
    tell(Said("{set}: {count} clean dossiers, {alarms} with a false alarm; {found} of {sown} slips"
              " found.", set=Said(name), count=clean, alarms=alarms, found=seen, sown=sown),
         told)  # fmt: skip
    for proof in found:
        for at, one in proof.alarms[:_SHOWN]:
            tell(Said("False alarm in dossier {at}: {code} {what}", at=at, code=one.code,
                      what=one.said), told)  # fmt: skip
        for at, slip in proof.missed[:_SHOWN]:
            tell(Said("Missed in dossier {at}: {fact} of the {paper}.", at=at, fact=slip.field,
                      paper=slip.sheet.said), told)  # fmt: skip


def _tell_unseeded(told: dict[str, Any], silent: list[str]) -> None:
    if told["json"]:
        tell_json({"rules": len(RULES), "without_a_slip": silent})
        return
    tell(Said("{spoke} of {rules} rules find a slip of their own and are silent before it is made;"
              " without one: {silent}.", spoke=len(RULES) - len(silent), rules=len(RULES),
              silent=silent or "—"), told)  # fmt: skip
