"""The papers of a dossier compared before they leave, and what was found and accepted."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from comptoir.desk.deed import Deed
from comptoir.desk.dossier_papers import dossier_of, particulars
from comptoir.errors import Refused
from comptoir.records import RECORDS, Row, Unfit
from comptoir.rules.consistency import RULES, Dossier, Finding, examine
from comptoir.wording import Said, mark

_CODE = re.compile(r"\b(?:[A-Z]{3}|LC)-[A-Z]?\d{1,2}\b")


class NoSuchRule(Refused):
    message = mark("There is no rule {code}. Nothing was kept. The rules: comptoir dossier rules.")


class NoSuchFact(Refused):
    message = mark(
        "A paper has no fact named {name}. Nothing was kept. The facts are: {known}."
    )  # fmt: skip


class UnreadFact(Refused):
    message = mark("{name}: {why} Nothing was kept.")


@dataclass(frozen=True, slots=True)
class Examined:
    """What the rules found in a dossier; *accepted* is what somebody accepted, with the reason."""

    order: str
    dossier: Dossier
    findings: tuple[Finding, ...]
    accepted: tuple[tuple[Finding, str], ...]


def examined(
    deed: Deed, order: str, shipment: str | None = None, *, whole: bool = False
) -> Examined:
    """Compare the papers of *order*. Nothing is written."""
    dossier = dossier_of(deed, order, shipment, whole=whole)
    reasons = accepted_codes(particulars(deed, order, shipment))
    found = examine(dossier)
    return Examined(
        order,
        dossier,
        tuple(one for one in found if one.code not in reasons),
        tuple((one, reasons[one.code]) for one in found if one.code in reasons),
    )


def accepted_codes(rows: list[Row]) -> Mapping[str, str]:
    """The codes of rules that somebody accepted, with the reason they gave."""
    return {
        code: str(row["reason"])
        for row in rows
        if row.get("reason")
        for code in _CODE.findall(str(row["reason"]))
    }


def type_paper(
    deed: Deed, order: str, paper: str, told: Mapping[str, str], shipment: str | None = None
) -> str:
    """Enter what a *paper* of *order* says; what was typed of it before is amended.

    *told* are facts as a person writes them. Raises ``NoSuchFact`` and ``UnreadFact``.
    """
    deed.row("order", order)
    values = _read(told)
    if shipment:
        deed.row("shipment", shipment)
        values["shipment"] = shipment
    for key, row in deed.rows("particulars").items():
        if row["order"] == order and row["paper"] == paper and row.get("shipment") == shipment:
            deed.change("particulars", key, values)
            return key
    [key] = deed.add("particulars", [{"order": order, "paper": paper, **values}])
    return key


def _read(told: Mapping[str, str]) -> Row:
    facts = {one.name: one for one in RECORDS["particulars"].kept}
    known = [name for name in facts if name not in {"ref", "order", "paper"}]
    values: Row = {}
    for name, text in told.items():
        if name not in known:
            raise NoSuchFact(name=name, known=", ".join(known))
        value = facts[name].kind.read(text)
        if isinstance(value, Unfit):
            raise UnreadFact(name=name, why=value.said)
        values[name] = value
    return values


def accept(deed: Deed, order: str, code: str, why: str, shipment: str | None = None) -> None:
    """Keep that a finding was looked at and accepted, and why."""
    if code not in RULES:
        raise NoSuchRule(code=code)
    rule = RULES[code]
    rows = deed.rows("particulars").items()
    papers = {rule.left.name, rule.right.name}
    for key, row in rows:
        if row["order"] == order and row["paper"] in papers and (
            shipment is None or row.get("shipment") in {None, shipment}
        ):  # fmt: skip
            before = f"{row['reason']}\n" if row.get("reason") else ""
            deed.change("particulars", key, {"reason": f"{before}{code}: {why}"})
            return
    paper = rule.right.name if rule.right.name != "CREDIT" else "TRANSPORT"
    deed.add("particulars", [{"order": order, "paper": paper, "shipment": shipment,
                              "reason": f"{code}: {why}"}])  # fmt: skip


def said_of(found: Finding) -> Said:
    """A finding with its code and what to do, in one line."""
    return Said(
        "{code} {what} {remedy}", code=found.code, what=found.said, remedy=found.remedy
    )  # fmt: skip
