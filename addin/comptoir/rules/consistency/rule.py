"""How a rule of consistency is written: its code, its fact, the two papers, what breaks it.

Sources
    UCP 600 art. 14(d): data in a document must not conflict with data in another. UCC art. 15:
    whoever declares answers for the accuracy of the papers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from comptoir.rules.consistency.papers import Dossier, Paper, Sheet
from comptoir.rules.discrepancies import CURES, Gravity
from comptoir.wording import Said, mark

CONFLICT, DECLARED = "UCP 600 art. 14(d)", "UCC art. 15"
CONTRACT = "C. civ. art. 1103"

REMEDIES: Mapping[Sheet, str] = {
    Sheet.OFFER: mark("Send a new version of the offer, or have the order corrected."),
    Sheet.ORDER: mark("Have the order corrected in writing before it is confirmed."),
    Sheet.CONFIRMATION: mark(
        "Correct the confirmation, or have the difference accepted in writing."
    ),
    Sheet.INVOICE: mark(
        "Correct the invoice before it leaves; once sent, make a credit note and a new one."
    ),
    Sheet.PACKING_LIST: mark("Correct the packing list by the warehouse's count."),
    Sheet.TRANSPORT: mark("Have the forwarder correct the transport document before it is issued."),
    Sheet.INSURANCE: mark("Ask the insurer for an endorsement."),
    Sheet.ORIGIN: mark("Have the chamber issue a corrected certificate."),
    Sheet.DECLARATION: mark("Ask the broker to amend the declaration (UCC art. 173)."),
    Sheet.DRAFT: mark("Draw the draft again."),
    Sheet.OTHER: mark("Have the paper corrected."),
    Sheet.CREDIT: mark("Ask the buyer for an amendment of the credit."),
}
"""What to do, by the paper to be corrected."""

Pair = tuple[object, object]
Broken = Callable[[Dossier], Pair | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: the *fact* it looks at, the paper that decides, the paper to be corrected.

    *broken* gives what the two papers say where they conflict, and None where they do not, or
    where one of them is silent.
    """

    code: str
    fact: str
    left: Sheet
    right: Sheet
    broken: Broken
    gravity: Gravity = Gravity.FIX
    source: str = CONFLICT
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found: the rule, both values, where they stand, and what to do."""

    rule: Rule
    left: object
    right: object

    @property
    def code(self) -> str:
        """The code of the rule."""
        return self.rule.code

    @property
    def said(self) -> Said:
        """What was found, as a sentence."""
        facts = {
            "fact": Said(self.rule.fact),
            "left": _told(self.left),
            "right": _told(self.right),
            "paper": self.rule.left.said,
            "other": self.rule.right.said,
        }
        if self.rule.sentence:
            return Said(self.rule.sentence, **facts)
        if self.left == self.right == "":
            return Said("{fact}.", **facts)
        return Said("{fact}: {left} on the {paper}, {right} on the {other}.", **facts)

    @property
    def remedy(self) -> Said:
        """What to do about it."""
        if self.rule.gravity is not Gravity.FIX:
            return Said(CURES[self.rule.gravity])
        return Said(REMEDIES[self.rule.right])


def _told(value: object) -> object:
    if isinstance(value, str):
        value = ", ".join(line.strip(" ,") for line in value.splitlines())
    return "—" if value is None or value == "" else value


Alike = Callable[[Any, Any], bool]


def equal(one: object, other: object) -> bool:
    """Whether two values are the same.

    >>> equal(40, 40), equal("EUR", "USD")
    (True, False)
    """
    return one == other


def same(
    code: str,
    fact: str,
    name: str,
    left: Sheet,
    right: Sheet,
    alike: Alike = equal,
    *,
    gravity: Gravity = Gravity.FIX,
    source: str = CONFLICT,
    unless: Sheet | None = None,
) -> Rule:
    """The rule that the field *name* of two papers is *alike*, where both have it.

    >>> one = same("X-1", "Packages", "packages", Sheet.INVOICE, Sheet.TRANSPORT)
    >>> papers = Paper(Sheet.INVOICE, packages=40), Paper(Sheet.TRANSPORT, packages=4)
    >>> one.broken(Dossier(papers))
    (40, 4)
    """

    def broken(dossier: Dossier) -> Pair | None:
        if unless and _field(dossier.paper(unless), name) is not None:
            return None
        one, other = _field(dossier.paper(left), name), _field(dossier.paper(right), name)
        if one is None or other is None or alike(one, other):
            return None
        return one, other

    return Rule(code, fact, left, right, broken, gravity, source)


def _field(paper: Paper, name: str) -> object:
    value = getattr(paper, name)
    return None if value == "" else value


def along(
    codes: str,
    fact: str,
    name: str,
    pairs: tuple[tuple[Sheet, Sheet], ...],
    alike: Alike = equal,
    *,
    gravity: Gravity = Gravity.FIX,
    unless: Sheet | None = None,
    first: int = 1,
) -> list[Rule]:
    """The same fact over several *pairs* of papers: rules ``codes-1``, ``codes-2`` and so on.

    With *unless*, they are asked only where that paper does not have the fact.

    >>> pairs = (Sheet.INVOICE, Sheet.ORIGIN), (Sheet.INVOICE, Sheet.DECLARATION)
    >>> [(rule.code, rule.source) for rule in along("HS", "HS code", "goods_code", pairs)]
    [('HS-1', 'UCP 600 art. 14(d)'), ('HS-2', 'UCC art. 15')]
    """
    return [
        same(f"{codes}-{number}", fact, name, left, right, alike,
             gravity=gravity, source=_source(right), unless=unless)
        for number, (left, right) in enumerate(pairs, first)
    ]  # fmt: skip


def _source(right: Sheet) -> str:
    if right is Sheet.DECLARATION:
        return DECLARED
    return CONTRACT if right in {Sheet.ORDER, Sheet.CONFIRMATION} else CONFLICT
