"""The rules of consistency tried on invented dossiers: what is found, what is cried for nothing.

Three sets. `TUNED` is the first world, on which the rules were written. `MENDED` is the second,
in the vocabularies on which they were mended. `HELD_OUT` is the second in a vocabulary that no
rule was looked at with: its figures are the ones to believe.

`seeded` gives every rule a slip of its own, with the dossier as it was before. A rule without one
has never been seen to work.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import combinations
from random import Random
from typing import Any, Protocol

from comptoir.demo import other_hands, other_slips, paperwork
from comptoir.demo import seeded as first_slips
from comptoir.demo.other_houses import sale
from comptoir.demo.other_slips import WAYS, Slip
from comptoir.demo.other_worlds import FIRST, SECOND, UNSEEN, World
from comptoir.demo.paperwork import changed
from comptoir.rules.consistency import RULES, Dossier, Finding, Sheet, examine


class Made(Protocol):
    """One slip, whichever world it is of."""

    @property
    def sheet(self) -> Sheet: ...
    @property
    def field(self) -> str: ...
    def seen(self, findings: Sequence[Finding]) -> bool: ...


class Sown(Protocol):
    """A dossier before and after slips were put into it."""

    @property
    def clean(self) -> Dossier: ...
    @property
    def dossier(self) -> Dossier: ...
    @property
    def slips(self) -> Sequence[Made]: ...


@dataclass(frozen=True, slots=True)
class Papers:
    """A set of invented dossiers: clean ones, and others with so many slips; *first* its series."""

    clean: Callable[[Random], Dossier]
    spoiled: Callable[[Random, int], Sown]
    first: int


def _of(world: World, first: int) -> Papers:
    return Papers(
        partial(other_hands.clean, world=world), partial(other_slips.spoiled, world=world), first
    )


TUNED = Papers(paperwork.clean, first_slips.spoiled, 0)
_ENOUGH = 3
MENDED = _of(FIRST, 40_000), _of(SECOND, 50_000)
HELD_OUT = _of(UNSEEN, 60_000)


@dataclass(frozen=True, slots=True)
class Proof:
    """What the rules made of so many clean and so many spoiled dossiers."""

    clean: int
    alarms: tuple[tuple[int, Finding], ...]
    spoiled: int
    sown: int
    missed: tuple[tuple[int, Made], ...]
    spoke: Counter[str]

    @property
    def false_alarms(self) -> int:
        """How many clean dossiers had a finding."""
        return len({at for at, _ in self.alarms})

    @property
    def found(self) -> int:
        """How many slips were found."""
        return self.sown - len(self.missed)


def prove(papers: Papers, dossiers: int, each: int, start: int = 0) -> Proof:
    """Examine as many clean dossiers as spoiled ones with *each* so many slips.

    A slip is found when a finding that the clean dossier does not have names its paper and fact.
    """
    alarms, missed = [], []
    sown, spoke = 0, Counter[str]()
    series = range(papers.first + start, papers.first + start + dossiers)
    for at in series:
        alarms += [(at, one) for one in examine(papers.clean(Random(at)))]
        one = papers.spoiled(Random(at), each)
        before = {found.code for found in examine(one.clean)}
        findings = [found for found in examine(one.dossier) if found.code not in before]
        spoke.update({found.code for found in findings})
        sown += len(one.slips)
        missed += [(at, slip) for slip in one.slips if not slip.seen(findings)]
    return Proof(dossiers, tuple(alarms), dossiers, sown, tuple(missed), spoke)


# --- a slip of its own for every rule


@dataclass(frozen=True, slots=True)
class Seeded:
    """A slip that makes a rule speak, and the dossier on which the rule is silent."""

    slip: Slip
    clean: Dossier
    spoiled: Dossier


def seeds(most: int = 150) -> Mapping[str, Seeded]:
    """A slip for each rule, looked for in *most* sales at the most; a rule may be without one.

    Nothing is known of what a rule compares: every slip is made alone, and every fact is also told
    by two papers only, whichever they are, and goes wrong on one of them.
    """
    found: dict[str, Seeded] = {}
    tried: Counter[tuple[Any, ...]] = Counter()
    for at in range(most):
        if len(found) == len(RULES):
            break
        for slip, right in _slips(Random(80_000 + at), tried):
            wrong = slip.made(right)
            spoke = {one.code for one in examine(wrong)} - found.keys()
            for code in spoke - {one.code for one in examine(right)} if spoke else ():
                found[code] = Seeded(slip, right, wrong)
    return found


def _slips(
    dice: Random, tried: Counter[tuple[Any, ...]]
) -> Iterator[tuple[Slip, Dossier]]:
    """Slips of one sale, none of a kind that was tried often enough."""
    told, other = sale(dice, FIRST), sale(dice, FIRST)
    right, theirs = (other_hands.papers_of(one, dice) for one in (told, other))
    for slip in other_slips.possible(told, right, theirs, dice):
        if _again(tried, slip.sheet, slip.field, slip.how, right.credit is None):
            yield slip, right
    for field, ways in WAYS.items():
        having = [one.sheet for one in right.papers if getattr(one, field) is not None]
        for pair in combinations(having, 2):
            for sheet in pair:
                value = getattr(right.paper(sheet), field)
                how, way = dice.choice(ways)
                slip = Slip(sheet, field, how, way(value, dice, told))
                if slip.value not in {None, value} and _again(tried, field, sheet, frozenset(pair)):
                    yield slip, _told_by(right, field, set(pair))


def _again(tried: Counter[tuple[Any, ...]], *kind: object) -> bool:
    tried[kind] += 1
    return tried[kind] <= _ENOUGH


def _told_by(right: Dossier, field: str, sheets: set[Sheet]) -> Dossier:
    """*right* with *field* left out of every paper but those of *sheets*."""
    for one in right.papers:
        if one.sheet not in sheets:
            right = changed(right, one.sheet, **{field: None})
    return right
