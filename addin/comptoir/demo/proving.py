"""The rules of consistency tried on invented dossiers: what is found, what is cried for nothing.

Three sets. `TUNED` is the first world, on which the rules were written. `MENDED` is the second,
in the vocabularies on which they were mended. `LAST` is the second in a vocabulary that was
kept apart until the mending was over; when it was run (606 of 1,000 clean dossiers with an alarm,
4,896 of 5,000 slips found), its failures were mended by principle too, so it is unseen no more.
Another start draws other papers from all three.

`seeded` gives every rule a slip of its own, with the dossier as it was before. A rule without one
has never been seen to work.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from importlib.resources import files
from itertools import permutations
from random import Random
from typing import Protocol

from comptoir.demo import other_hands, other_slips, paperwork
from comptoir.demo import seeded as first_slips
from comptoir.demo.other_houses import Sale, sale
from comptoir.demo.other_slips import WAYS, Slip
from comptoir.demo.other_worlds import FIRST, SECOND, THIRD, World
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
LAST = _of(THIRD, 60_000)


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
class Seed:
    """Where a slip that a rule finds is made: sale, fact, how; told by two papers or by all."""

    sale: int
    sheet: Sheet
    field: str
    how: str
    beside: Sheet | None = None

    def made(self) -> tuple[Slip, Dossier] | None:
        """The slip, and the dossier before it; None where it cannot be made."""
        told, right, others = _dossier(self.sale)
        if self.beside is None:
            return next(((one, right) for one in others if self._is(one)), None)
        alone = _told_by(right, self.field, {self.sheet, self.beside})
        slip = _alone(self, told, alone)
        return (slip, alone) if slip else None

    def _is(self, slip: Slip) -> bool:
        return (slip.sheet, slip.field, slip.how) == (self.sheet, self.field, self.how)

    def codes(self) -> set[str]:
        """The rules that speak of the slip, and did not before it was made."""
        if (made := self.made()) is None:
            return set()
        slip, right = made
        return {one.code for one in examine(slip.made(right))} - {
            one.code for one in examine(right)
        }


def written() -> Mapping[str, Seed]:
    """The slip of each rule, from ``seeds.txt``, which ``tests/rule_seeds.py`` makes."""
    text = (files(__package__) / "seeds.txt").read_text("utf-8")
    found = {}
    for line in text.splitlines():
        if not line.startswith("#"):
            code, at, sheet, field, how, beside = line.split("\t")
            paper = Sheet[beside] if beside else None
            found[code] = Seed(int(at), Sheet[sheet], field, how, paper)
    return found


def unseeded() -> list[str]:
    """The rules whose own slip is not written down, or does not make them speak."""
    known = written()
    return [code for code in RULES if code not in known or code not in known[code].codes()]


def seeds(most: int = 120) -> Mapping[str, Seed]:
    """A slip for each rule, looked for in *most* sales at the most; a rule may be without one.

    Nothing is known of what a rule compares: every slip is made alone, and every fact is also told
    by two papers only, whichever they are, and goes wrong on one of them.
    """
    found: dict[str, Seed] = {}
    tried: Counter[object] = Counter()
    for at in range(most):
        if RULES.keys() <= found.keys():
            break
        for seed in _of_sale(at):
            kind = (seed.sheet, seed.field, seed.beside or (seed.how, at % _ENOUGH))
            if tried[kind] < _ENOUGH:
                tried[kind] += 1
                for code in seed.codes():
                    found.setdefault(code, seed)
    return found


@lru_cache(4)
def _dossier(at: int) -> tuple[Sale, Dossier, list[Slip]]:
    dice = Random(80_000 + at)
    told, other = sale(dice, FIRST), sale(dice, FIRST)
    right, theirs = (other_hands.papers_of(one, dice) for one in (told, other))
    return told, right, other_slips.possible(told, right, theirs, dice)


def _of_sale(at: int) -> Iterator[Seed]:
    _, right, others = _dossier(at)
    for slip in others:
        yield Seed(at, slip.sheet, slip.field, slip.how)
    for field, ways in WAYS.items():
        having = [one.sheet for one in right.papers if getattr(one, field) is not None]
        for sheet, beside in permutations(having, 2):
            how = Random(f"{at} {field} {sheet} {beside}").choice(ways)[0]
            yield Seed(at, sheet, field, how, beside)


def _alone(seed: Seed, told: Sale, alone: Dossier) -> Slip | None:
    value = getattr(alone.paper(seed.sheet), seed.field)
    dice = Random(f"{seed.sale} {seed.field} {seed.sheet}")
    way = dict(WAYS[seed.field])[seed.how]
    wrong = way(value, dice, told) if value is not None else None
    return None if wrong in {None, value} else Slip(seed.sheet, seed.field, seed.how, wrong)


def _told_by(right: Dossier, field: str, sheets: set[Sheet]) -> Dossier:
    """*right* with *field* left out of every paper but those of *sheets*."""
    for one in right.papers:
        if one.sheet not in sheets:
            right = changed(right, one.sheet, **{field: None})
    return right
