"""A second world of invented sales, written without a look at the rules: the held-out proof.

What is so, whatever the papers make of it. `other_hands` writes the papers, `other_slips` spoils
them. By sea, air and road; one article or several; pieces, pairs and bulk; a credit or none.

Sources of the manners: ISBP 745 (abbreviations, misspelling, marks, ranges of ports); the usual
boilerplate of bills of lading, waybills, certificates of origin and customs declarations.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from random import Random

from comptoir.demo.other_worlds import FIRST, Article, House, World
from comptoir.demo.paperwork import box_number
from comptoir.rules.money import Money

PAID = frozenset({"CFR", "CIF", "CIP", "CPT", "DAP", "DPU", "DDP"})
INSURED = frozenset({"CIF", "CIP"})
BY_MODE = {
    "SEA": ("FOB", "CFR", "CIF", "CIP", "CPT", "FCA", "DAP"),
    "AIR": ("FCA", "CPT", "CIP", "DAP"),
    "ROAD": ("FCA", "CPT", "CIP", "DAP", "EXW"),
}
TERMS = (
    ("LC SIGHT", "L/C at sight", "Irrevocable documentary credit at sight",
     "Crédit documentaire irrévocable à vue"),
    ("NET 45", "45 days net", "Net 45 days", "45 jours nets", "45 days from invoice date"),
    ("EOM 60", "60 jours fin de mois", "60 days end of month"),
    ("CAD", "Cash against documents", "Comptant contre documents"),
    ("ADVANCE", "Payment in advance", "Paiement d'avance"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """So much of an article; *sent* of what was ordered."""

    article: Article
    ordered: Decimal
    sent: Decimal

    @property
    def price(self) -> Decimal:
        return Decimal(self.article.price)


@dataclass(frozen=True, slots=True)
class Sale:
    """What is so, and the world it is in."""

    world: World
    seller: House
    buyer: House
    mode: str
    lines: tuple[Line, ...]
    incoterm: str
    place: str
    """A code of a port, or a town."""
    loading: str
    discharge: str
    boxes: tuple[str, ...]
    seals: tuple[str, ...]
    vessel: str
    currency: str
    day: date
    shipped: date
    presented: date
    expiry: date
    latest: date
    order_no: str
    invoice_no: str
    credit_no: str | None
    terms: tuple[str, ...]
    packages: int
    tolerance: int
    insured_percent: int
    originals: int

    def total(self, *, ordered: bool = False) -> Decimal:
        """What is due for what was sent, or ordered; each line to the cent."""
        parts = [
            Money(one.price * (one.ordered if ordered else one.sent), self.currency).rounded()
            for one in self.lines
        ]
        return sum((one.amount for one in parts), Decimal(0))

    @property
    def net(self) -> Decimal:
        return sum((one.sent * Decimal(one.article.kg) for one in self.lines), Decimal(0)).quantize(
            Decimal("0.01"), ROUND_HALF_UP
        )

    @property
    def gross(self) -> Decimal:
        return (self.net * Decimal("1.062") + self.packages).quantize(
            Decimal("0.01"), ROUND_HALF_UP
        )

    @property
    def m3(self) -> Decimal:
        return (Decimal(self.packages) * Decimal("0.2183")).quantize(
            Decimal("0.001"), ROUND_HALF_UP
        )


def _weekday(day: date) -> date:
    while day.weekday() > 4 or (day.month, day.day) in {(1, 1), (5, 1), (12, 25), (12, 26)}:
        day -= timedelta(days=1)
    return day


def sale(dice: Random, world: World = FIRST) -> Sale:
    """One sale of *world*, made up."""
    seller, buyer = dice.choice(world.sellers), dice.choice(world.buyers)
    mode = "ROAD" if buyer.iso in {"DE", "PL"} and dice.random() < 0.6 else (
        "AIR" if dice.random() < 0.2 else "SEA")  # fmt: skip
    credit = mode == "SEA" and dice.random() < 0.55
    lines = _lines(dice, world, partial=not credit and dice.random() < 0.25)
    loading, discharge = _ways(world, seller, buyer, mode, dice)
    incoterm = dice.choice(BY_MODE[mode])
    boxes = tuple(
        box_number(dice) for _ in range(dice.choice((1, 1, 2, 3)) if mode == "SEA" else 0)
    )
    day = date(2026, 1, 6) + timedelta(days=dice.randrange(320))
    shipped = day + timedelta(days=dice.randint(25, 60))
    presented = _weekday(shipped + timedelta(days=dice.choice((4, 9, 15, 21))))
    return Sale(
        world, seller, buyer, mode, lines, incoterm,
        _place(incoterm, seller, buyer, loading, discharge),
        loading, discharge, boxes, tuple(f"{dice.choice('CFH')}{dice.randint(10**6, 10**7 - 1)}"
                                         for _ in boxes),
        dice.choice(world.ships), dice.choice(("EUR", "USD", "GBP")), day, shipped, presented,
        expiry=presented + timedelta(days=dice.choice((0, 2, 6, 45))),
        latest=shipped + timedelta(days=dice.choice((0, 1, 7))),
        order_no=dice.choice((f"4500{dice.randint(10**5, 10**6 - 1)}",
                              f"PO/{dice.randint(1000, 9999)}/26",
                              f"BC-{dice.randint(10**4, 10**5 - 1)}-A")),
        invoice_no=dice.choice((f"F26{dice.randint(1000, 9999)}",
                                f"2026-{dice.randint(100, 999)}/E")),
        credit_no=dice.choice((f"ILC{dice.randint(10**5, 10**6 - 1)}",
                               f"0016-DC-{dice.randint(10**4, 10**5 - 1)}")) if credit else None,
        terms=TERMS[0] if credit else dice.choice(TERMS[1:]),
        packages=dice.randint(3, 260), tolerance=dice.choice((0, 0, 5)),
        insured_percent=dice.choice((110, 110, 120)), originals=dice.choice((2, 3)),
    )  # fmt: skip


def _lines(dice: Random, world: World, *, partial: bool) -> tuple[Line, ...]:
    bulk = dice.random() < 0.2
    kind = [one for one in world.articles if (one.unit == "KG") is bulk]
    chosen = dice.sample(kind, 1 if bulk else dice.choice((1, 1, 2, 3)))
    made = []
    for one in chosen:
        size = (12_000, 24_500, 48_250) if bulk else (24, 60, 144, 350, 1_250)
        ordered = Decimal(dice.choice(size))
        made.append(Line(one, ordered, ordered / 2 if partial else ordered))
    return tuple(made)


def _ways(world: World, seller: House, buyer: House, mode: str, dice: Random) -> tuple[str, str]:
    if mode == "AIR":
        return world.airports[seller.iso], world.airports[buyer.iso]
    if mode == "ROAD":
        return seller.town, buyer.town
    return dice.choice(world.ways_out[seller.iso]), dice.choice(world.ways_in[buyer.iso])


def _place(incoterm: str, seller: House, buyer: House, loading: str, discharge: str) -> str:
    if incoterm in {"FOB", "FAS"}:
        return loading
    if incoterm in {"CFR", "CIF"}:
        return discharge
    town = seller.town if incoterm in {"FCA", "EXW"} else buyer.town
    return " ".join(word for word in town.split() if not word.isdigit())
