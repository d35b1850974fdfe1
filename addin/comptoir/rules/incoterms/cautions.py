"""What is unwise or impossible in a choice of Incoterm, each with its code.

Sources
    ICC, Incoterms 2020, publication 723E: introduction, explanatory notes and A4/A5/A6.
    Export declarant: Reg. (EU) 2015/2446, art. 1(19). Insured sum: UCP 600, art. 28(f)(ii).

>>> sale = Sale(Incoterm.FOB, "Lyon airport", Mode.AIR)
>>> for caution in cautions(sale):
...     print(caution.code, caution.severity.value)
R-INC-1 error
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from comptoir.rules.incoterms.terms import Cover, Edition, Incoterm, Mode, Place, cover, risk_passes
from comptoir.rules.law import PRINTED, Overrides, timeline
from comptoir.wording import Said

_INSTEAD = {
    Incoterm.FAS: Incoterm.FCA,
    Incoterm.FOB: Incoterm.FCA,
    Incoterm.CFR: Incoterm.CPT,
    Incoterm.CIF: Incoterm.CIP,
}
_WIDER = {None: 0, Cover.C: 1, Cover.A: 2}


class Severity(StrEnum):
    """An error blocks; a warning asks to look; information is worth knowing."""

    ERROR = "error"
    WARNING = "warning"
    INFORMATION = "information"


@dataclass(frozen=True, slots=True)
class Sale:
    """What of a sale decides whether its Incoterm is sound. None is "not known".

    ``insured_percent`` is the insured sum over the contract price (110 is the least).
    """

    rule: Incoterm
    place: str
    mode: Mode | None = None
    edition: Edition = Edition.Y2020
    named: Place | None = None
    in_containers: bool = False
    leaves_union: bool = False
    seller_taxable_there: bool | None = None
    seller_unloads: bool | None = None
    by_credit: bool = False
    insured: Cover | None = None
    insured_percent: Decimal | None = None
    insured_in: str | None = None
    contract_in: str | None = None


@dataclass(frozen=True, slots=True)
class Caution:
    """One remark on a sale, with the code of its rule."""

    code: str
    severity: Severity
    said: Said


def cautions(sale: Sale, ours: Overrides = PRINTED) -> list[Caution]:
    """Every remark on *sale*, errors first; none is hidden by another.

    *ours* holds a desk's own values for the law.
    """
    found = [
        Caution(code, severity, said)
        for code, look in _RULES.items()
        for severity, said in look(sale, ours)
    ]
    return sorted(found, key=lambda one: list(Severity).index(one.severity))


_Found = Iterator[tuple[Severity, Said]]


def _water(sale: Sale, _ours: Overrides) -> _Found:
    if sale.rule.term.by_water and sale.mode is not None and not sale.mode.by_water:
        yield (
            Severity.ERROR,
            Said(
                "{rule} is for the sea and inland waterways only. Write FCA, CPT or CIP;"
                " here {instead}.",
                rule=sale.rule.name,
                instead=_INSTEAD[sale.rule].name,
            ),
        )


def _container(sale: Sale, _ours: Overrides) -> _Found:
    if sale.rule.term.by_water and sale.in_containers:
        yield (
            Severity.WARNING,
            Said(
                "{rule} with containers: the box is handed over at a terminal before loading, so"
                " the seller keeps a risk that he no longer controls. Prefer {instead}.",
                rule=sale.rule.name,
                instead=_INSTEAD[sale.rule].name,
            ),
        )


def _ex_works(sale: Sale, _ours: Overrides) -> _Found:
    if sale.rule is Incoterm.EXW and sale.leaves_union:
        yield (
            Severity.WARNING,
            Said(
                "EXW out of the European Union: the buyer would have to clear for export, which"
                " one who is not established here generally cannot, and the seller still needs"
                " the exit proof for VAT. Prefer FCA at the seller's premises: it adds loading"
                " and export clearance."
            ),
        )


def _duty_paid(sale: Sale, _ours: Overrides) -> _Found:
    if sale.rule is Incoterm.DDP and not sale.seller_taxable_there:
        yield (
            Severity.WARNING,
            Said(
                "DDP makes the seller importer of record: VAT registration there, duties and"
                " their changes are his. Prefer DAP, or write DDP, VAT excluded."
            ),
        )


def _unloaded(sale: Sale, _ours: Overrides) -> _Found:
    if sale.rule is Incoterm.DPU and not sale.seller_unloads:
        yield (
            Severity.WARNING,
            Said(
                "DPU is the only rule under which the seller unloads; it replaced DAT and takes"
                " any place. If the seller cannot unload there, write DAP."
            ),
        )


def _on_board_bill(sale: Sale, _ours: Overrides) -> _Found:
    by_sea = sale.mode in {Mode.SEA, Mode.MULTIMODAL}
    if sale.rule is Incoterm.FCA and by_sea and sale.by_credit and sale.edition is Edition.Y2020:
        yield (
            Severity.INFORMATION,
            Said(
                "FCA by sea with a documentary credit: agree that the buyer instructs the carrier"
                " to issue a bill of lading with an on-board notation to the seller (A6/B6)."
                " It is not automatic: send the instruction letter."
            ),
        )


def _insurance(sale: Sale, ours: Overrides) -> _Found:
    least = cover(sale.rule, sale.edition)
    if least is None:
        return
    if sale.insured is not None and _WIDER[sale.insured] < _WIDER[least]:
        yield (
            Severity.WARNING,
            Said(
                "{rule} {edition} asks for Institute Cargo Clauses ({least}); the policy has"
                " ({taken}). Take ({least}), or write the level agreed into the contract.",
                rule=sale.rule.name,
                edition=int(sale.edition),
                least=least.value,
                taken=sale.insured.value,
            ),
        )
    percent = 100 + timeline("incoterms", "insured_uplift", ours).on(_first_day(sale)).number
    if sale.insured_percent is not None and sale.insured_percent < percent:
        yield (
            Severity.WARNING,
            Said(
                "{rule}: the sum insured is {taken} % of the contract price, and {least} % is the"
                " least. Raise it.",
                rule=sale.rule.name,
                taken=sale.insured_percent,
                least=percent,
            ),
        )
    if sale.insured_in and sale.contract_in and sale.insured_in != sale.contract_in:
        yield (
            Severity.WARNING,
            Said(
                "The insurance is in {taken} and the contract in {contract}: insure in {contract}.",
                taken=sale.insured_in,
                contract=sale.contract_in,
            ),
        )


def _two_points(sale: Sale, _ours: Overrides) -> _Found:
    if sale.rule.term.two_points:
        yield (
            Severity.INFORMATION,
            Said(
                "{rule} has two points: the risk passes {risk}; the costs run to {place}.",
                rule=sale.rule.name,
                risk=risk_passes(sale.rule, sale.named),
                place=sale.place.strip() or None,
            ),
        )


def _place(sale: Sale, _ours: Overrides) -> _Found:
    if not sale.place.strip():
        yield (
            Severity.ERROR,
            Said(
                "{rule} without a named place. Write the place, as precisely as you can:"
                " {rule} and a town, a terminal or an address.",
                rule=sale.rule.name,
            ),
        )


def _first_day(sale: Sale) -> date:
    """The first day of the sale's edition, on which its own values are in force."""
    entries = timeline("incoterms", "edition").entries
    return next(entry.since for entry in entries if entry.number == int(sale.edition))


_RULES: dict[str, Callable[[Sale, Overrides], _Found]] = {
    "R-INC-1": _water,
    "R-INC-2": _container,
    "R-INC-3": _ex_works,
    "R-INC-4": _duty_paid,
    "R-INC-5": _unloaded,
    "R-INC-6": _on_board_bill,
    "R-INC-7": _insurance,
    "R-INC-8": _two_points,
    "R-INC-9": _place,
}
