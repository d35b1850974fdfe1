"""How a rule of consistency is written: its code, its fact, the two papers, what breaks it.

Sources
    UCP 600 art. 14(d): data in a document must not conflict with data in another. UCC art. 15:
    whoever declares answers for the accuracy of the papers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import combinations
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


Pairs = tuple[tuple[Sheet, Sheet], ...]
Otherwise = tuple[tuple[Sheet, Sheet, tuple[Sheet, ...]], ...]
"""A pair, and the papers without which it is compared."""
WITHOUT_ORDER: Otherwise = (
    (Sheet.OFFER, Sheet.CONFIRMATION, (Sheet.ORDER,)),
    (Sheet.CONFIRMATION, Sheet.INVOICE, (Sheet.ORDER,)),
    (Sheet.OFFER, Sheet.INVOICE, (Sheet.ORDER, Sheet.CONFIRMATION)),
)
"""What is compared where no order has the fact: it came by word of mouth."""


def without_invoice(*others: Sheet) -> Otherwise:
    """What is compared where no invoice has the fact yet: the order with *others*.

    >>> [[one.value for one in pair[:2]] for pair in without_invoice(Sheet.TRANSPORT)]
    [['order', 'transport document']]
    """
    return tuple((Sheet.ORDER, other, (Sheet.INVOICE,)) for other in others)


Alike = Callable[[Any, Any], bool]
Beside = Callable[[Dossier, Sheet, Sheet], bool]


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
    unless: tuple[Sheet, ...] = (),
    beside: Beside | None = None,
) -> Rule:
    """The rule that the field *name* of two papers is *alike*, where both have it.

    It is not asked where a paper of *unless* has the fact. *beside* judges by what stands beside
    the fact, a unit or a translation, in the place of *alike*.

    >>> one = same("X-1", "Packages", "packages", Sheet.INVOICE, Sheet.TRANSPORT)
    >>> papers = Paper(Sheet.INVOICE, packages=40), Paper(Sheet.TRANSPORT, packages=4)
    >>> one.broken(Dossier(papers))
    (40, 4)
    """

    def broken(dossier: Dossier) -> Pair | None:
        one, other = _field(dossier.paper(left), name), _field(dossier.paper(right), name)
        if one is None or other is None:
            return None
        if any(_field(dossier.paper(sheet), name) is not None for sheet in unless):
            return None
        fits = beside(dossier, left, right) if beside else alike(one, other)
        return None if fits else (one, other)

    return Rule(code, fact, left, right, broken, gravity, source)


def _field(paper: Paper, name: str) -> object:
    value = getattr(paper, name)
    return None if value == "" else value


def along(
    codes: str,
    fact: str,
    name: str,
    pairs: Pairs,
    alike: Alike = equal,
    *,
    gravity: Gravity = Gravity.FIX,
    order: tuple[Sheet, ...] = (),
    otherwise: Otherwise = (),
    beside: Beside | None = None,
) -> list[Rule]:
    """The same fact over several *pairs* of papers: rules ``codes-1``, ``codes-2`` and so on.

    With *order*, the papers of it are all compared: each with the first of them that has the
    fact. *otherwise* are pairs for when certain papers do not have it. Both follow *pairs*, so
    that a code once given stays.

    >>> pairs = (Sheet.INVOICE, Sheet.ORIGIN), (Sheet.INVOICE, Sheet.DECLARATION)
    >>> [(rule.code, rule.source) for rule in along("HS", "HS code", "goods_code", pairs)]
    [('HS-1', 'UCP 600 art. 14(d)'), ('HS-2', 'UCC art. 15')]
    >>> papers = Sheet.INVOICE, Sheet.ORIGIN, Sheet.DECLARATION
    >>> rules = along("HS", "HS code", "goods_code", pairs, order=papers)
    >>> rules[-1].left.value, rules[-1].right.value
    ('certificate of origin', 'customs declaration')
    """
    given = {frozenset(pair) for pair in pairs}
    rest = [pair for pair in combinations(order, 2) if frozenset(pair) not in given]
    asked = [
        *((*pair, _before(order, *pair)) for pair in (*pairs, *map(_earlier_first, rest))),
        *otherwise,
    ]
    return [
        same(f"{codes}-{number}", fact, name, left, right, alike, gravity=gravity,
             source=_source(right), unless=unless, beside=beside)
        for number, (left, right, unless) in enumerate(asked, 1)
    ]  # fmt: skip


def _earlier_first(pair: tuple[Sheet, Sheet]) -> tuple[Sheet, Sheet]:
    """The paper that was made first decides: the order before what was made of it."""
    return (pair[1], pair[0]) if pair[1] is Sheet.ORDER else pair


def _before(order: tuple[Sheet, ...], left: Sheet, right: Sheet) -> tuple[Sheet, ...]:
    """The papers of *order* that come before both: with one of them both are compared."""
    if left not in order or right not in order:
        return ()
    return order[: min(order.index(left), order.index(right))]


def _source(right: Sheet) -> str:
    if right is Sheet.DECLARATION:
        return DECLARED
    return CONTRACT if right in {Sheet.ORDER, Sheet.CONFIRMATION} else CONFLICT


def put_in(rules: list[Rule], number: int, rule: Rule) -> list[Rule]:
    """*rules* with another of their family at its own *number*, so that codes once given stay.

    >>> pairs = (Sheet.INVOICE, Sheet.ORIGIN), (Sheet.INVOICE, Sheet.DECLARATION)
    >>> two = along("HS", "HS code", "goods_code", pairs)
    >>> [one.code for one in put_in(two, 2, replace(two[0], code="HS-2"))]
    ['HS-1', 'HS-2', 'HS-3']
    """
    family = rule.code.partition("-")[0]
    later = rules[number - 1 :]
    moved = [replace(one, code=f"{family}-{at}") for at, one in enumerate(later, number + 1)]
    return [*rules[: number - 1], rule, *moved]
