"""Discrepancies put into clean dossiers one by one, and the count of those that are found.

A seed is a slip people make: figures changed round, a letter of a name, another port, a paper
forgotten. What must be found is written beside it, apart from the rules: a finding of one of its
families, about the spoiled paper.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from random import Random
from typing import Any

from comptoir.demo.paperwork import clean
from comptoir.rules.consistency import Dossier, Finding, Sheet

ORD, CNF, INV, PCK, TRA = (
    Sheet.ORDER, Sheet.CONFIRMATION, Sheet.INVOICE, Sheet.PACKING_LIST, Sheet.TRANSPORT,
)  # fmt: skip
INS, CO, DEC, OFF, DRA = (
    Sheet.INSURANCE, Sheet.ORIGIN, Sheet.DECLARATION, Sheet.OFFER, Sheet.DRAFT,
)  # fmt: skip
Spoil = Callable[[Any, Random], Any]


@dataclass(frozen=True, slots=True)
class Seed:
    """One slip: which field of which paper it spoils, how, and which families must say so."""

    sheet: Sheet
    field: str
    spoil: Spoil
    families: tuple[str, ...]
    under: bool | None = None
    """Only where there is a credit (True), or where there is none (False)."""
    rules: frozenset[str] = frozenset()
    """Only under these Incoterms, where any is named."""

    def fits(self, dossier: Dossier) -> bool:
        """Whether the slip can be made here."""
        if self.under is not None and self.under is not (dossier.credit is not None):
            return False
        if self.rules and dossier.paper(INV).incoterm not in self.rules:
            return False
        there = dossier.has(self.sheet)
        if self.field == "":
            return there
        return there and getattr(dossier.paper(self.sheet), self.field) is not None

    def sown(self, dossier: Dossier, dice: Random) -> Dossier:
        """*dossier* with the slip in it."""
        if self.field == "":
            left = tuple(one for one in dossier.papers if one.sheet is not self.sheet)
            return replace(dossier, papers=left)
        value = self.spoil(getattr(dossier.paper(self.sheet), self.field), dice)
        papers = tuple(
            replace(one, **{self.field: value}) if one.sheet is self.sheet else one
            for one in dossier.papers
        )
        return replace(dossier, papers=papers)

    def seen(self, findings: Sequence[Finding]) -> bool:
        """Whether one of *findings* is about this slip."""
        return any(
            one.code.startswith(self.families)
            and (self.sheet in {one.rule.left, one.rule.right} or one.code.startswith("LC-"))
            for one in findings
        )


def turned(value: Decimal | int, dice: Random) -> Decimal | int:
    """Two figures of a number changed round, or one of them wrong where that changes nothing."""
    digits = list(str(value))
    places = [at for at, sign in enumerate(digits) if sign.isdigit()]
    whole = [at for at in places if "." not in digits[:at]]
    pairs = [(a, b) for a, b in pairwise(whole) if digits[a] != digits[b]]
    if pairs and dice.random() < 0.6:
        a, b = dice.choice(pairs)
        digits[a], digits[b] = digits[b], digits[a]
    else:
        at = whole[-1]
        digits[at] = str((int(digits[at]) + dice.randint(1, 8)) % 10)
    made = type(value)("".join(digits))
    return made if made not in {value, 0} else value + 1


def off(value: Decimal, dice: Random) -> Decimal:
    """A weight with a figure wrong: by more than a kilo, which somebody may have rounded."""
    made = turned(value, dice)
    return Decimal(made if abs(made - value) > 1 else value + dice.randint(2, 9))


def more(value: Decimal | int, dice: Random) -> Decimal | int:
    """More than there is."""
    return value + max(1, int(value) // dice.choice((5, 10, 20)))


def less(value: Decimal | int, dice: Random) -> Decimal | int:
    """Less than there is."""
    return value - max(1, int(value) // dice.choice((5, 10)))


def miswritten(text: str, dice: Random) -> str:
    """One letter of the first long word wrong."""
    word = next(one for one in text.replace(",", " ").split() if len(one) > 3)
    at = text.index(word) + dice.randint(1, 3)
    other = dice.choice([sign for sign in "abeiklmnorst" if sign != text[at].lower()])
    return text[:at] + (other.upper() if text[at].isupper() else other) + text[at + 1 :]


def other_number(text: str, dice: Random) -> str:
    """The last figures of a number changed round."""
    figures = [at for at, sign in enumerate(text) if sign.isdigit()]
    at = dice.choice(figures[-3:])
    return text[:at] + str((int(text[at]) + dice.randint(1, 9)) % 10) + text[at + 1 :]


def one_of(*choices: str) -> Spoil:
    """Another one of *choices*."""
    return lambda value, dice: dice.choice([one for one in choices if one != value])


def another_port(value: str, dice: Random) -> str:
    """A port of another dossier."""
    return dice.choice([one for one in ("Rotterdam", "Casablanca", "Santos", "Busan")
                        if one.casefold() not in value.casefold()])  # fmt: skip


def other_goods(value: str, dice: Random) -> str:
    """Goods of another dossier, or another model of these."""
    figures = [at for at, sign in enumerate(value) if sign.isdigit()]
    if figures and dice.random() < 0.5:
        at = figures[0]
        other = dice.choice([sign for sign in "123456789" if sign != value[at]])
        return value[:at] + other + value[at + 1 :]
    return dice.choice(("Garden chairs, teak", "Laboratory glassware", "Hydraulic hoses"))


def other_words(_value: str, dice: Random) -> str:
    """Goods of another dossier."""
    return dice.choice(("Garden chairs, teak", "Laboratory glassware", "Hydraulic hoses"))


def other_code(value: str, dice: Random) -> str:
    """One of the first four figures of a tariff code wrong."""
    at = dice.randrange(4)
    return value[:at] + str((int(value[at]) + dice.randint(1, 9)) % 10) + value[at + 1 :]


def other_box(value: str, dice: Random) -> str:
    """A figure of a container number misread."""
    figures = [at for at, sign in enumerate(value) if sign.isdigit()][:6]
    at = dice.choice(figures)
    return value[:at] + str((int(value[at]) + dice.randint(1, 9)) % 10) + value[at + 1 :]


def later(days: int) -> Spoil:
    """So many days later."""

    def spoil(value: date, dice: Random) -> date:
        return value + timedelta(days=days + dice.randrange(5))

    return spoil


def earlier(days: int) -> Spoil:
    """So many days earlier."""

    def spoil(value: date, dice: Random) -> date:
        return value - timedelta(days=days + dice.randrange(5))

    return spoil


def flipped(value: object, _dice: Random) -> bool:
    """Yes for no, no for yes."""
    return not value


def _each(sheets: Sequence[Sheet], field: str, spoil: Spoil, *families: str) -> list[Seed]:
    return [Seed(sheet, field, spoil, families) for sheet in sheets]


money, incoterms = one_of("EUR", "USD", "GBP"), one_of("FOB", "CFR", "CIF", "CPT", "FCA", "DAP")
SEA = frozenset({"CIF", "CFR"})
SEEDS: tuple[Seed, ...] = (
    *_each((OFF, ORD, CNF, INV, PCK, TRA, CO, DEC, DRA), "seller", miswritten, "SEL", "LC-P2"),
    *_each((OFF, ORD, CNF, INV, PCK, DEC, CO), "buyer", miswritten, "BUY", "LC-P1"),
    Seed(TRA, "buyer", miswritten, ("BUY",), under=False),
    Seed(INS, "seller", lambda *_: "Helvetic Assurances", ("BUY-8",), under=False),
    Seed(TRA, "buyer", lambda *_: "Helvetic Bank, Zürich", ("LC-P3",), under=True),
    Seed(TRA, "notify", miswritten, ("LC-P3",), under=True),
    *_each((TRA, INS, CO, DRA, CNF), "signed", flipped, "SGN", "LC-P4"),
    *_each((ORD, CNF, INV, PCK, TRA), "order_no", other_number, "ORN"),
    *_each((PCK, INS, CO, DEC, DRA), "invoice_no", other_number, "INN"),
    *_each((INV, PCK, TRA, INS, CO, DRA), "credit_no", other_number, "LC-I3"),
    *_each((OFF, ORD, CNF, INV, DEC, INS, DRA), "currency", money, "CUR", "LC-A3", "LC-N5"),
    *_each((OFF, ORD, CNF, INV), "unit_price", turned, "PRC", "SUM", "LC-A4"),
    *_each((CNF, DEC, DRA), "amount", turned, "AMT"),
    Seed(INV, "amount", more, ("AMT", "SUM", "LC-A1")),
    Seed(INV, "amount", turned, ("AMT", "SUM", "LC-A")),
    Seed(INS, "amount", less, ("AMT-5", "LC-N1")),
    *_each((OFF, ORD, CNF, INV), "terms", one_of("NET 60", "DA 90", "EOM 30 B"), "TRM"),
    *_each((ORD, CNF, INV, PCK, DEC), "goods", other_goods, "GDS", "LC-I1"),
    *_each((TRA, INS, CO), "goods", other_words, "GDS"),
    *_each((ORD, INV, PCK, CO, DEC, TRA), "goods_code", other_code, "HSC"),
    *_each((ORD, CNF, INV, PCK, CO, DEC), "origin", one_of("CN", "TR", "IN", "VN"), "ORI", "LC-O6"),
    *_each((CNF, PCK, CO, DEC, TRA), "quantity", turned, "QTY"),
    Seed(INV, "quantity", more, ("QTY", "SUM", "LC-A2")),
    Seed(INV, "quantity", less, ("QTY", "SUM", "LC-A2", "LC-O5")),
    *_each((OFF, ORD, CNF, INV, PCK), "unit", one_of("KG", "SET", "BOX"), "UNT"),
    *_each((PCK, INV, TRA, INS, CO, DEC), "packages", turned, "PKG"),
    *_each((PCK, INV, TRA, CO, DEC), "net_kg", off, "NET", "KGS"),
    *_each((PCK, INV, TRA, INS, CO, DEC), "gross_kg", off, "GRS", "KGS"),
    *_each((PCK, TRA, INV), "m3", more, "VOL"),
    *_each((PCK, INV, TRA, INS, CO), "marks", other_number, "MRK"),
    *_each((OFF, ORD, CNF, DEC), "incoterm", incoterms, "INC"),
    Seed(INV, "incoterm", incoterms, ("INC", "LC-I2")),
    *_each((OFF, ORD, CNF, INV, DEC), "place", another_port, "PLA", "LC-I2"),
    *_each((ORD, CNF, INV), "edition", one_of("2010"), "EDI"),
    *_each((INV, PCK, TRA, INS), "loading_port", another_port, "POL", "LC-T3", "LC-N4"),
    *_each((INV, PCK, TRA, INS), "discharge_port", another_port, "POD", "LC-T3", "LC-N4"),
    *_each((ORD, INV, TRA, CO, DEC), "destination", one_of("MA", "BR", "KR"), "DST"),
    *_each((TRA, INS, CO, INV, DEC), "vessel", miswritten, "VES"),
    *_each((TRA, PCK, DEC), "containers", other_box, "CON", "BOX"),
    *_each((TRA, PCK, DEC), "seals", other_number, "SEA"),
    Seed(TRA, "freight", one_of("PREPAID", "COLLECT"), ("FRT", "LC-T5")),
    Seed(INS, "clauses", lambda *_: "Institute Cargo Clauses (C)", ("LC-N2",), under=True),
    Seed(INS, "clauses", lambda *_: "Institute Cargo Clauses (C)", ("INS",),
         rules=frozenset({"CIP"})),
    Seed(TRA, "clean", flipped, ("LC-T1",), under=True),
    Seed(TRA, "on_board", flipped, ("LC-T2",), under=True),
    Seed(TRA, "on_deck", flipped, ("LC-T8",), under=True),
    Seed(TRA, "charter", flipped, ("LC-T7",), under=True),
    Seed(TRA, "transhipped", flipped, ("LC-T4",), under=True),
    Seed(TRA, "originals", lambda *_: 2, ("LC-T6", "LC-O2"), under=True),
    Seed(INV, "originals", lambda *_: 1, ("LC-O2",), under=True),
    Seed(PCK, "originals", lambda *_: 1, ("LC-O2",), under=True),
    Seed(INS, "to_order", flipped, ("LC-N3",), under=True),
    Seed(DRA, "tenor", lambda *_: "90 DAYS AFTER SIGHT", ("LC-O4",), under=True),
    Seed(PCK, "", flipped, ("MIS-1", "LC-O1")),
    Seed(INS, "", flipped, ("MIS-3", "LC-O1")),
    Seed(CO, "", flipped, ("LC-O1",), under=True),
    Seed(DRA, "", flipped, ("LC-O4",), under=True),
    Seed(TRA, "shipped", later(12), ("LC-D1", "DAY-4")),
    Seed(CNF, "dated", earlier(4), ("DAY-2",)),
    Seed(INV, "dated", earlier(30), ("DAY-3",)),
    Seed(ORD, "dated", later(20), ("DAY-1",)),
    Seed(INS, "dated", later(4), ("DAY-5", "LC-D5")),
    Seed(DEC, "dated", later(4), ("DAY-6",)),
    Seed(PCK, "dated", later(6), ("DAY-7",)),
    Seed(CO, "dated", later(22), ("LC-D4",), under=True),
    Seed(TRA, "", flipped, ("MIS-2", "LC-O1")),
    Seed(INV, "containers", other_box, ("CON", "BOX")),
    Seed(CNF, "shipped", earlier(12), ("DAY-4",)),
)  # fmt: skip
"""The slips, over every paper and fact."""


@dataclass(frozen=True, slots=True)
class Sown:
    """A dossier before and after slips were put into it."""

    clean: Dossier
    dossier: Dossier
    slips: tuple[Seed, ...]


def spoiled(dice: Random, count: int) -> Sown:
    """A dossier with *count* slips in as many different fields."""
    dossier = right = clean(dice)
    fitting = [seed for seed in SEEDS if seed.fits(dossier)]
    dice.shuffle(fitting)
    chosen: list[Seed] = []
    for seed in fitting:
        if len(chosen) < count and not any(_masks(seed, one) for one in chosen):
            chosen.append(seed)
    for seed in chosen:
        dossier = seed.sown(dossier, dice)
    return Sown(right, dossier, tuple(chosen))


def _masks(one: Seed, other: Seed) -> bool:
    """Whether two slips cannot be told apart: one fact twice, two days moved, a paper gone.

    Amounts in two currencies cannot be compared, nor days with those of a paper that is gone.
    """
    fields = {one.field, other.field}
    if fields <= {"dated", "shipped", ""} or fields == {"currency", "amount"}:
        return True
    if "" in fields:
        return one.sheet is other.sheet or fields == {""}
    return len(fields) == 1
