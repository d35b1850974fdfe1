"""Slips of a clerk in the papers of `other_hands`: nothing here knows how a rule works.

Any fact that a paper shows can go wrong as facts of its nature do: a figure dropped, doubled,
turned or misread, net for gross, the file of another sale used as a form and a line of it left
standing, a mark abbreviated, the next ship, the neighbouring port, the other month. A slip counts
where another paper shows the same fact; it is found when a finding names its paper and its fact.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from itertools import pairwise
from random import Random
from typing import Any

from comptoir.demo.other_hands import papers_of, plain
from comptoir.demo.other_houses import INSURED, Sale, sale
from comptoir.demo.other_worlds import FIRST, World
from comptoir.demo.paperwork import box_number, changed
from comptoir.rules.consistency import Dossier, Finding, Paper, Sheet

TOLD_BY = {
    "seller": ("SEL", "BUY-8", "LC-P2"), "buyer": ("BUY", "LC-P1", "LC-P3", "LC-O6"),
    "notify": ("LC-P3",), "order_no": ("ORN",), "invoice_no": ("INN",), "credit_no": ("LC-I3",),
    "currency": ("CUR", "LC-A3", "LC-N5"), "amount": ("AMT", "SUM", "LC-A", "LC-N1"),
    "quantity": ("QTY", "QTO", "SUM", "LC-A", "LC-O5"), "unit": ("UNT", "QTY", "PRC"),
    "unit_price": ("PRC", "SUM", "LC-A4"), "terms": ("TRM",), "packages": ("PKG",),
    "net_kg": ("NET", "KGS"), "gross_kg": ("GRS", "KGS"),
    "m3": ("VOL",), "marks": ("MRK",), "goods": ("GDS", "LC-I"),
    "goods_code": ("HSC",), "origin": ("ORI", "LC-O6"), "incoterm": ("INC", "LC-I2"),
    "place": ("PLA", "LC-I2", "POL-4", "POD-4"), "edition": ("EDI",),
    "loading_port": ("POL", "VOY", "LC-T3", "LC-N4"),
    "discharge_port": ("POD", "VOY", "LC-T3", "LC-N4"),
    "destination": ("DST",), "vessel": ("VES",), "containers": ("CON", "BOX", "SEA"),
    "seals": ("SEA",), "freight": ("FRT", "LC-T5"), "clauses": ("INS", "LC-N2"),
    "tenor": ("LC-O4",), "signed": ("SGN", "LC-P4"), "on_board": ("LC-T2",), "clean": ("LC-T1",),
    "on_deck": ("LC-T8",), "charter": ("LC-T7",), "transhipped": ("LC-T4",),
    "to_order": ("LC-N3",), "originals": ("LC-O2", "LC-T6"), "dated": ("DAY", "LC-D"),
    "shipped": ("DAY", "LC-D"), "valid_until": ("DAY",), "presented": ("LC-D",),
    "": ("MIS", "LC-O1", "LC-O4"),
}  # fmt: skip
"""Which families of findings are about a fact."""
DEAL = (Sheet.OFFER, Sheet.ORDER, Sheet.CONFIRMATION)
GONE = (Sheet.INVOICE, Sheet.PACKING_LIST, Sheet.TRANSPORT, Sheet.INSURANCE)


@dataclass(frozen=True, slots=True)
class Slip:
    """What was done to one fact of one paper; *how* in a word."""

    sheet: Sheet
    field: str
    how: str
    value: object

    def seen(self, findings: Sequence[Finding]) -> bool:
        """Whether one of *findings* is about this paper and this fact."""
        return any(
            one.code.startswith(TOLD_BY[self.field])
            and (self.sheet in {one.rule.left, one.rule.right} or one.code.startswith("LC-"))
            for one in findings
        )

    def made(self, dossier: Dossier) -> Dossier:
        """*dossier* with the slip in it."""
        if self.field == "presented":
            return replace(dossier, presented=self.value)  # type: ignore[arg-type]
        if self.field == "":
            left = tuple(one for one in dossier.papers if one.sheet is not self.sheet)
            return replace(dossier, papers=left)
        return changed(dossier, self.sheet, **{self.field: self.value})


@dataclass(frozen=True, slots=True)
class Spoiled:
    """A sale's papers before and after *slips* were put into them."""

    clean: Dossier
    dossier: Dossier
    slips: tuple[Slip, ...]


def spoiled(dice: Random, count: int, world: World = FIRST) -> Spoiled:
    """The papers of one sale with *count* slips in as many different facts."""
    told = sale(dice, world)
    right = papers_of(told, dice)
    other = papers_of(sale(dice, world), dice)
    slips = list(possible(told, right, other, dice))
    dice.shuffle(slips)
    chosen: list[Slip] = []
    for one in slips:
        if len(chosen) == count or any(_hides(one, before) for before in chosen):
            continue
        if all(_still_told(right, [*chosen, one], each) for each in (*chosen, one)):
            chosen.append(one)
    wrong = right
    for one in chosen:
        wrong = one.made(wrong)
    return Spoiled(right, wrong, tuple(chosen))


def _still_told(right: Dossier, slips: Sequence[Slip], one: Slip) -> bool:
    """Whether a fact that goes wrong is told elsewhere once papers are forgotten."""
    gone = {slip.sheet for slip in slips if slip.field == ""}
    left = replace(right, papers=tuple(paper for paper in right.papers if paper.sheet not in gone))
    return one.field not in WAYS or not gone or _shown_elsewhere(left, one.sheet, one.field)


_DAYS = {"dated", "shipped", "presented", "valid_until", ""}


def _hides(one: Slip, other: Slip) -> bool:
    """Whether two slips cannot be told apart: the same fact, days beside days, a paper gone."""
    fields = {one.field, other.field}
    if fields <= _DAYS or fields in ({"currency", "amount"}, {"unit", "quantity"}):
        return True
    return len(fields) == 1 or ("" in fields and one.sheet is other.sheet)


def possible(told: Sale, right: Dossier, other: Dossier, dice: Random) -> list[Slip]:
    """One slip for every fact of every paper where one can be made and noticed."""
    found = [*_days(told, right, dice), *_credit(told, right), *_gone(told, right)]
    for paper in right.papers:
        for field, ways in WAYS.items():
            value = getattr(paper, field)
            if value is None or not _shown_elsewhere(right, paper.sheet, field):
                continue
            how, way = dice.choice(ways)
            wrong = way(value, dice, told)
            if wrong is None or wrong == value or _rounding(field, value, wrong):
                continue
            if field == "containers" and not _number_told(right, paper, wrong):
                continue
            if not _covered(told, paper, field, wrong):
                found.append(Slip(paper.sheet, field, how, wrong))
        found += _of_another_sale(told, right, other, paper.sheet, dice)
    return found


def _rounding(field: str, value: Any, wrong: Any) -> bool:
    """Whether somebody may have rounded a weight: that is no discrepancy."""
    return field in {"net_kg", "gross_kg"} and abs(wrong - value) <= 1


def _number_told(right: Dossier, paper: Paper, wrong: str) -> bool:
    """Whether the number that goes wrong, a container's or a seal's, stands on another paper."""
    others = (f"{one.containers}{one.seals}" for one in right.papers if one is not paper)
    told = re.sub(r"\W", "", "".join(others)).upper()
    gone = set(_numbers_in(paper.containers or "")) - set(_numbers_in(wrong))
    return any(one in told for one in gone)


def _numbers_in(text: str) -> list[str]:
    return re.findall(r"[A-Z]+\d{5,}", re.sub(r"[ .-]", "", text).upper())


def _covered(told: Sale, paper: Paper, field: str, wrong: Any) -> bool:
    """Whether as much is insured as is asked all the same: more is no discrepancy."""
    least = told.total() * told.insured_percent / 100
    return paper.sheet is Sheet.INSURANCE and field == "amount" and wrong >= least


def _shown_elsewhere(right: Dossier, sheet: Sheet, field: str) -> bool:
    """Whether another paper shows the same fact: quantities of a deal only beside a deal's."""
    others = {one.sheet for one in right.papers if getattr(one, field) is not None} - {sheet}
    if field in {"quantity", "amount"}:
        others = {one for one in others if (one in DEAL) is (sheet in DEAL)}
        if field == "amount" and sheet is Sheet.INSURANCE:
            return bool(others)
        others -= {Sheet.INSURANCE} if field == "amount" else set()
    if field == "seller" and sheet is Sheet.INSURANCE:
        return False  # the assured is whom the cover is for: a slip of the pen changes no cover
    if field == "marks":
        marks = right.paper(sheet).marks or ""
        others = {one for one in others if set((right.paper(one).marks or "").upper().split())
                  & set(marks.upper().split())}  # fmt: skip
    if field == "buyer" and sheet is Sheet.TRANSPORT and right.credit:
        return right.credit.consignee is not None
    return bool(others)


COPIED = ("order_no", "invoice_no", "credit_no", "packages", "net_kg", "gross_kg", "marks",
          "vessel",
          "containers", "seals")  # fmt: skip


def _of_another_sale(
    told: Sale, right: Dossier, other: Dossier, sheet: Sheet, dice: Random
) -> list[Slip]:
    """The file of another sale was used as a form, and one line of it was left standing."""
    field = dice.choice(COPIED)
    ours, theirs = (getattr(one.paper(sheet), field) for one in (right, other))
    if not other.has(sheet) or None in (ours, theirs) or ours == theirs:
        return []
    if field == "vessel" and _letters(plain(told.vessel)) in _letters(plain(theirs)):
        return []
    if not _shown_elsewhere(right, sheet, field):
        return []
    return [Slip(sheet, field, "another sale's", theirs)]


def _letters(text: str | None) -> str:
    return "".join(sign for sign in (text or "").upper() if sign.isalpha())


# --- figures


def _figures(value: Decimal | int) -> list[str]:
    return list(str(value))


def _number(value: Decimal | int, signs: Sequence[str]) -> Any:
    text = "".join(signs)
    made = type(value)(text) if text.strip("0.") else None
    return made if made is not None and _apart(made, value) else None


def _apart(made: Decimal | int, value: Decimal | int) -> bool:
    """Whether nobody would call it rounding."""
    gap = abs(Decimal(made) - Decimal(value))
    return gap > 1 if isinstance(value, Decimal) and value > 10 else gap > Decimal("0.2")


def dropped(value: Decimal | int, dice: Random, _told: Sale) -> Any:
    """A figure not struck: 1204 becomes 124."""
    signs = _figures(value)
    at = dice.choice([at for at, sign in enumerate(signs) if sign.isdigit()])
    return _number(value, signs[:at] + signs[at + 1 :])


def doubled(value: Decimal | int, dice: Random, _told: Sale) -> Any:
    """A figure struck twice: 1204 becomes 12204."""
    signs = _figures(value)
    at = dice.choice([at for at, sign in enumerate(signs) if sign.isdigit()])
    return _number(value, signs[: at + 1] + signs[at:])


def turned(value: Decimal | int, dice: Random, _told: Sale) -> Any:
    """Two neighbours changed round: 1204 becomes 1240."""
    signs = _figures(value)
    pairs = [(a, a + 1) for a, (x, y) in enumerate(pairwise(signs))
             if x.isdigit() and y.isdigit() and x != y]  # fmt: skip
    if not pairs:
        return None
    a, b = dice.choice(pairs)
    signs[a], signs[b] = signs[b], signs[a]
    return _number(value, signs)


LOOKS = {"1": "7", "7": "1", "6": "8", "8": "6", "3": "8", "5": "6", "0": "6", "9": "4", "4": "9",
         "2": "7"}  # fmt: skip


def misread(value: Decimal | int, dice: Random, _told: Sale) -> Any:
    """A figure read for its neighbour: 6 for 8, 1 for 7."""
    signs = _figures(value)
    at = dice.choice([at for at, sign in enumerate(signs) if sign.isdigit()])
    signs[at] = LOOKS[signs[at]]
    return _number(value, signs)


def point_moved(value: Decimal, dice: Random, _told: Sale) -> Decimal:
    """The decimal point in the wrong place."""
    return value * dice.choice((Decimal(10), Decimal("0.1"), Decimal("0.001")))


def in_pounds(value: Decimal, _dice: Random, _told: Sale) -> Decimal:
    """Pounds where kilos are asked."""
    return (value * Decimal("2.20462")).quantize(Decimal("0.1"))


def about(value: Decimal, _dice: Random, _told: Sale) -> Any:
    """To the nearest hundred, from memory."""
    made = Decimal(round(value, -2))
    return made if abs(made - value) > 2 else None


def of_the_packages(value: Decimal, _dice: Random, told: Sale) -> Any:
    """The number of packages in the column of the quantity."""
    return Decimal(told.packages) if value not in {told.packages, told.packages / 1000} else None


def gross_for_net(value: Decimal, _dice: Random, told: Sale) -> Any:
    """The column beside: gross for net, net for gross."""
    gross = abs(value - told.gross) < abs(value - told.net)
    made = told.net if gross else told.gross
    return made if _apart(made, value) else None


# --- words


def _words(text: str) -> list[int]:
    """Where the letters of the first line's long words are."""
    first = text.split(",", maxsplit=1)[0].split("\n", maxsplit=1)[0].split(" - ", maxsplit=1)[0]
    starts: list[int] = []
    at = 0
    for word in first.split(" "):
        if len(word) > 4 and word.isalpha():
            starts += range(at + 1, at + len(word) - 1)
        at += len(word) + 1
    return starts


def letters_turned(text: str, dice: Random, _told: Sale) -> Any:
    """Two letters of a name changed round."""
    places = [at for at in _words(text) if text[at].lower() != text[at + 1].lower()]
    if not places:
        return None
    at = dice.choice(places)
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def letter_missing(text: str, dice: Random, _told: Sale) -> Any:
    """A letter of a name not struck."""
    places = _words(text)
    if not places:
        return None
    at = dice.choice(places)
    return text[:at] + text[at + 1 :]


def sister_company(text: str, dice: Random, told: Sale) -> str:
    """Another company of the group."""
    first = text.split(maxsplit=1)[0].strip(",")
    house = told.buyer if first[:3].lower() == told.buyer.name[:3].lower() else told.seller
    return f"{house.name.split()[0]} {dice.choice(('Logistics', 'Holding', 'Distribution'))}"


def signs_turned(text: str, dice: Random, told: Sale) -> Any:
    """Two figures of a reference changed round, or one misread."""
    figures = [at for at, sign in enumerate(text) if sign.isdigit()]
    keep = _own_figures(text, told)
    figures = [at for at in figures if at in keep] if keep else figures
    if not figures:
        return None
    at = dice.choice(figures[-5:])
    after = next((b for b in figures if b == at + 1), None)
    if after is not None and text[at] != text[after]:
        return text[:at] + text[after] + text[at] + text[after + 1 :]
    return text[:at] + LOOKS[text[at]] + text[at + 1 :]


def sign_missing(text: str, dice: Random, told: Sale) -> Any:
    """A figure of a reference not struck."""
    keep = sorted(_own_figures(text, told))
    if not keep:
        return None
    at = dice.choice(keep[-5:])
    return text[:at] + text[at + 1 :]


def _own_figures(text: str, told: Sale) -> set[int]:
    """Where the figures of a reference of this sale stand in what surrounds it."""
    flat = text.lower().replace(" ", "-").replace("/", "-")
    for number in (told.order_no, told.invoice_no, told.credit_no or "", *told.seals, *told.boxes):
        bare = number.lower().replace("/", "-")
        if bare and (start := flat.find(bare)) >= 0:
            return {at for at in range(start, start + len(bare)) if text[at].isdigit()}
    return set()


def _one_of(*choices: str) -> Callable[[Any, Random, Sale], str]:
    return lambda value, dice, _told: dice.choice([one for one in choices if one != value])


def another_port(_value: str, dice: Random, told: Sale) -> str:
    """The neighbouring port, by its name or by its code."""
    return dice.choice(told.world.elsewhere)


def ports_changed_round(value: str, _dice: Random, told: Sale) -> str:
    """The port of departure where that of arrival goes, and the reverse."""
    ports, flat = told.world.ports, _letters(plain(value))
    leaves = any(_letters(plain(one)) in flat for one in ports.get(told.loading, (told.loading,)))
    back = told.discharge if leaves else told.loading
    return ports.get(back, (back,))[0]


def next_ship(_value: str, dice: Random, told: Sale) -> str:
    """The goods were rolled to the next sailing, and a paper was not."""
    return dice.choice(told.world.other_ships)


def other_goods(_value: str, dice: Random, told: Sale) -> str:
    """Goods of another file."""
    return dice.choice(told.world.other_goods)


def another_model(text: str, dice: Random, told: Sale) -> Any:
    """Another size of the same article."""
    sizes = {part for one in told.lines for part in one.article.en.replace(",", " ").split()
             if part.isdigit() and len(part) > 1}  # fmt: skip
    there = [size for size in sorted(sizes) if f" {size} " in f" {text.replace(',', ' ')} "]
    if not there:
        return None
    size = dice.choice(there)
    at = dice.randrange(len(size))
    return text.replace(size, size[:at] + LOOKS[size[at]] + size[at + 1 :], 1)


def other_chapter(text: str, dice: Random, _told: Sale) -> Any:
    """One of the first four figures of a tariff code wrong."""
    at = dice.randrange(4)
    return text[:at] + LOOKS[text[at]] + text[at + 1 :]


def marks_abbreviated(text: str, _dice: Random, told: Sale) -> Any:
    """The order number left out of the marks, or the numbers of the packages."""
    flat = text.upper()
    at = flat.find(told.order_no.upper())
    if at < 0:
        return None
    return (
        text[:at].rstrip(" /-,\n") + " " + text[at + len(told.order_no) :].strip(" /-,\n")
    ).strip()


def fewer_marks(text: str, _dice: Random, told: Sale) -> Any:
    """The packages numbered to a figure that is not their number."""
    count = str(told.packages)
    at = text.rfind(count)
    if at < 0 or (told.boxes and told.boxes[0] in text.upper()):
        return None
    return text[:at] + str(told.packages + 10) + text[at + len(count) :]


def one_box_less(text: str, _dice: Random, told: Sale) -> Any:
    """One of several containers or seals forgotten."""
    for sign in (", ", "\n", "; ", " + ", " / "):
        parts = text.split(sign)
        if len(parts) == len(told.boxes) > 1:
            return sign.join(parts[:-1])
    return None


def another_box(text: str, dice: Random, told: Sale) -> Any:
    """A container of another booking, its check digit right."""
    if len(told.boxes) != 1:
        return None
    return box_number(dice) if told.boxes[0][4:10] in text.replace(" ", "") else None


def no(_value: object, _dice: Random, _told: Sale) -> Any:
    """Left blank where it is asked: not signed."""
    return False


FIGURES = (("dropped", dropped), ("doubled", doubled), ("turned", turned), ("misread", misread))
WEIGHTS = (*FIGURES, ("point", point_moved), ("pounds", in_pounds), ("about", about),
           ("column", gross_for_net))  # fmt: skip
NAMES = (("letters turned", letters_turned), ("letter missing", letter_missing),
         ("sister company", sister_company))  # fmt: skip
REFERENCES = (("figures turned", signs_turned), ("figure missing", sign_missing))
HARBOURS = (("another port", another_port), ("another port", another_port),
            ("changed round", ports_changed_round))  # fmt: skip
WAYS: dict[str, Sequence[tuple[str, Callable[[Any, Random, Sale], Any]]]] = {
    "seller": NAMES, "buyer": NAMES, "order_no": REFERENCES, "invoice_no": REFERENCES,
    "credit_no": REFERENCES, "currency": (("other", _one_of("EUR", "USD", "GBP", "CHF")),),
    "amount": (*FIGURES, ("point", point_moved)),
    "quantity": (*FIGURES, ("column", of_the_packages)),
    "unit": (("other", _one_of("SET", "BOX", "L")),),
    "unit_price": (("dropped", dropped), ("doubled", doubled), ("point", point_moved)),
    "terms": (("other", _one_of("90 days net", "30 jours fin de mois", "D/A 120 days")),),
    "packages": FIGURES, "net_kg": WEIGHTS, "gross_kg": WEIGHTS,
    "m3": (("dropped", dropped), ("doubled", doubled), ("point", point_moved)),
    "marks": (("abbreviated", marks_abbreviated), ("other count", fewer_marks),
              ("figures turned", signs_turned)),
    "goods": (("other goods", other_goods), ("another model", another_model)),
    "goods_code": (("misread", other_chapter),),
    "origin": (("other", _one_of("CN", "TR", "IN")),),
    "incoterm": (("other", _one_of("FOB", "CFR", "CIF", "CPT", "FCA", "DAP", "EXW")),),
    "place": (("another port", another_port),), "edition": (("old form", _one_of("2010")),),
    "loading_port": HARBOURS, "discharge_port": HARBOURS,
    "destination": (("other", _one_of("BR", "KR", "ZA")),),
    "vessel": (("next ship", next_ship), ("letters turned", letters_turned)),
    "containers": (("one less", one_box_less), ("another", another_box),
                   ("figures turned", signs_turned)),
    "seals": (("one less", one_box_less), ("figures turned", signs_turned)),
}  # fmt: skip
"""How each fact goes wrong."""


# --- days, the credit's own points, papers that are not there


def _days(told: Sale, right: Dossier, dice: Random) -> list[Slip]:
    """Days that cannot be: after the ship left, before the order, in the other month."""
    late = told.shipped + timedelta(days=dice.randint(1, 40))
    early = told.day - timedelta(days=dice.choice((1, 30, 365)))
    wrong = [
        (Sheet.INSURANCE, "dated", late), (Sheet.DECLARATION, "dated", late),
        (Sheet.PACKING_LIST, "dated", late), (Sheet.CONFIRMATION, "dated", early),
        (Sheet.INVOICE, "dated", early),
        (Sheet.CONFIRMATION, "shipped", told.shipped - timedelta(days=dice.randint(1, 20))),
    ]  # fmt: skip
    needs = {Sheet.INSURANCE: (), Sheet.DECLARATION: (Sheet.TRANSPORT,),
             Sheet.PACKING_LIST: (Sheet.TRANSPORT,), Sheet.CONFIRMATION: (Sheet.ORDER,),
             Sheet.INVOICE: (Sheet.ORDER,)}  # fmt: skip
    made = [
        Slip(sheet, field, "day", day)
        for sheet, field, day in wrong
        if right.has(sheet) and right.has(Sheet.TRANSPORT)
        and all(right.has(one) for one in needs[sheet])
    ]  # fmt: skip
    if right.has(Sheet.OFFER) and right.has(Sheet.ORDER):
        until = told.day - timedelta(days=dice.choice((1, 15)))
        made.append(Slip(Sheet.OFFER, "valid_until", "lapsed", until))
    return made


def _credit(told: Sale, right: Dossier) -> list[Slip]:
    """What a bank looks at: its own days, the number of originals, the boxes of the bill."""
    if not (terms := right.credit):
        return []
    made = [
        Slip(Sheet.CREDIT, "presented", "expired", told.expiry + timedelta(days=9)),
        Slip(Sheet.TRANSPORT, "shipped", "late", told.latest + timedelta(days=1)),
        Slip(Sheet.ORIGIN, "dated", "after presentation", told.presented + timedelta(days=2)),
        Slip(Sheet.TRANSPORT, "clean", "claused", value=False),
        Slip(Sheet.TRANSPORT, "on_board", "received for shipment", value=False),
        Slip(Sheet.TRANSPORT, "on_deck", "on deck", value=True),
        Slip(Sheet.TRANSPORT, "charter", "charter party", value=True),
        Slip(Sheet.TRANSPORT, "originals", "one short", 2),
        Slip(Sheet.INVOICE, "originals", "one short", told.originals - 1),
        Slip(Sheet.DRAFT, "tenor", "other tenor", "60 days after sight"),
        Slip(Sheet.TRANSPORT, "notify", "another", "Helvetic Forwarding AG, Basel, Switzerland"),
        Slip(Sheet.TRANSPORT, "freight", "other",
             "COLLECT" if terms.freight == "PREPAID" else "PREPAID"),
        Slip(Sheet.INVOICE, "goods", "samples",
             f"{right.paper(Sheet.INVOICE).goods}\nSales samples, free of charge"),
    ]  # fmt: skip
    if not terms.transhipment_allowed:
        made.append(Slip(Sheet.TRANSPORT, "transhipped", "transhipped", value=True))
    if told.incoterm in INSURED:
        short = right.paper(Sheet.INSURANCE).amount or Decimal(0)
        made += [
            Slip(Sheet.INSURANCE, "amount", "100 % only", told.total() if short else short),
            Slip(Sheet.INSURANCE, "clauses", "less cover", "ICC (C)"),
            Slip(Sheet.INSURANCE, "to_order", "not endorsed", value=False),
        ]
    late = told.shipped + timedelta(days=29)
    return [*made, Slip(Sheet.CREDIT, "presented", "late", late)]


def _gone(told: Sale, right: Dossier) -> list[Slip]:
    """Papers forgotten, and papers nobody signed."""
    made = [
        Slip(sheet, "signed", "not signed", value=False)
        for sheet in (Sheet.TRANSPORT, Sheet.INSURANCE, Sheet.ORIGIN, Sheet.DRAFT,
                      Sheet.CONFIRMATION)
        if right.has(sheet)
    ]  # fmt: skip
    if right.whole:
        made += [Slip(sheet, "", "forgotten", None) for sheet in GONE
                 if right.has(sheet)
                 and (sheet is not Sheet.INSURANCE or told.incoterm in INSURED)]  # fmt: skip
    if right.credit and right.whole:
        made += [Slip(sheet, "", "forgotten", None) for sheet in (Sheet.ORIGIN, Sheet.DRAFT)]
    return made
