"""Customers going quiet, goods bought together, prices and volumes to talk about, opinions.

Sources
    Ours. Support, confidence and lift: Agrawal and Srikant, 1994. Net promoter score: share of
    answers of 9 or 10 less share of answers of 0 to 6 (Reichheld, 2003).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import combinations, pairwise
from statistics import median

LEAST_ORDERS, TIMES, LEAST_DAYS = 3, Decimal("1.5"), 45
_TENTH, _CENT = Decimal("0.1"), Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Quiet:
    """A customer gone quiet: the last order, the usual days between orders, the days since."""

    last: date
    usual: int
    since: int


def gone_quiet(days: Iterable[date], today: date) -> Quiet | None:
    """Whether a customer who ordered on *days* has been silent for longer than usual.

    Usual is the median of the days between orders, of three orders at least; silent is one and a
    half times as long, and 45 days at least.

    >>> ordered = [date(2026, 1, 5), date(2026, 3, 5), date(2026, 5, 5)]
    >>> gone_quiet(ordered, date(2026, 8, 10))
    Quiet(last=datetime.date(2026, 5, 5), usual=60, since=97)
    >>> gone_quiet(ordered, date(2026, 7, 1)) is None
    True
    """
    known = sorted(set(days))
    if len(known) < LEAST_ORDERS:
        return None
    usual = int(median((later - earlier).days for earlier, later in pairwise(known)))
    since = (today - known[-1]).days
    if since < LEAST_DAYS or since <= usual * TIMES:
        return None
    return Quiet(known[-1], usual, since)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two articles often in one order: of the orders with *first*, a share has *then* too.

    *lift*: how many times more often than by chance. Shares are in percent.
    """

    first: str
    then: str
    orders: int
    share: Decimal
    lift: Decimal


def bought_together(
    baskets: Collection[Collection[str]], *, least: int = 3, share: int = 50, lift: str = "1.2"
) -> list[Pair]:
    """Pairs of articles bought together, the strongest first.

    >>> orders = [{"A", "B"}, {"A", "B"}, {"A", "B"}, {"A"}, {"C"}, {"C"}]
    >>> [(one.first, one.then, one.share, one.lift) for one in bought_together(orders)]
    [('B', 'A', Decimal('100.0'), Decimal('1.50')), ('A', 'B', Decimal('75.0'), Decimal('1.50'))]
    """
    whole = [frozenset(one) for one in baskets]
    alone = Counter(article for one in whole for article in one)
    both = Counter(pair for one in whole for pair in combinations(sorted(one), 2))
    found = []
    for (a, b), count in both.items():
        if count < least:
            continue
        for first, then in ((a, b), (b, a)):
            confidence = Decimal(count) / alone[first]
            times = confidence * len(whole) / alone[then]
            if confidence * 100 >= share and times >= Decimal(lift):
                part = (confidence * 100).quantize(_TENTH, ROUND_HALF_UP)
                found.append(Pair(first, then, count, part, times.quantize(_CENT, ROUND_HALF_UP)))
    return sorted(found, key=lambda one: (-one.lift, -one.share, one.first, one.then))


@dataclass(frozen=True, slots=True)
class Sale:
    """What a customer bought of an article: quantity and unit price in euros, on a day."""

    party: str
    product: str
    day: date
    quantity: Decimal
    price: Decimal


@dataclass(frozen=True, slots=True)
class PriceRoom:
    """A customer who pays less than the others: the two prices, and what the gap is worth."""

    party: str
    product: str
    price: Decimal
    usual: Decimal
    quantity: Decimal

    @property
    def worth(self) -> Decimal:
        """The gap over the quantity of the period."""
        return ((self.usual - self.price) * self.quantity).quantize(_CENT, ROUND_HALF_UP)


def price_rooms(sales: Iterable[Sale], *, below: int = 8, others: int = 2) -> list[PriceRoom]:
    """Customers whose last price of an article is *below* percent under the median of others.

    >>> told = [Sale(p, "POT", date(2026, 5, 1), Decimal(10), Decimal(price))
    ...         for p, price in (("A", 80), ("B", 100), ("C", 102))]
    >>> [(one.party, one.usual, one.worth) for one in price_rooms(told)]
    [('A', Decimal('101.00'), Decimal('210.00'))]
    """
    last: dict[str, dict[str, Sale]] = defaultdict(dict)
    total: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for one in sorted(sales, key=lambda sale: sale.day):
        last[one.product][one.party] = one
        total[one.party, one.product] += one.quantity
    found = []
    for product, by_party in last.items():
        for party, sale in by_party.items():
            prices = [one.price for who, one in by_party.items() if who != party]
            if len(prices) < others:
                continue
            usual = median(prices).quantize(_CENT, ROUND_HALF_UP)
            if sale.price < usual * (100 - below) / 100:
                found.append(PriceRoom(party, product, sale.price, usual, total[party, product]))
    return sorted(found, key=lambda one: (-one.worth, one.party, one.product))


@dataclass(frozen=True, slots=True)
class Lost:
    """A volume that a customer has lost: euros of this year and of the year before."""

    party: str
    now: Decimal
    before: Decimal

    @property
    def worth(self) -> Decimal:
        return self.before - self.now


def volumes_lost(
    now: Mapping[str, Decimal], before: Mapping[str, Decimal], *, fall: int = 30
) -> list[Lost]:
    """Customers still buying whose year fell by *fall* percent or more, the largest loss first.

    >>> now, before = {"A": Decimal(60), "B": Decimal(90)}, {"A": Decimal(100), "B": Decimal(100)}
    >>> [(one.party, one.worth) for one in volumes_lost(now, before)]
    [('A', Decimal('40'))]
    """
    found = [
        Lost(party, value, before[party])
        for party, value in now.items()
        if 0 < value <= before.get(party, Decimal(0)) * (100 - fall) / 100
    ]
    return sorted(found, key=lambda one: (-one.worth, one.party))


def net_promoters(marks: Sequence[int]) -> Decimal | None:
    """The net promoter score of answers from 0 to 10; None without answers.

    >>> net_promoters([10, 9, 8, 6]), net_promoters([])
    (Decimal('25.0'), None)
    """
    if not marks:
        return None
    gained = sum(one >= 9 for one in marks) - sum(one <= 6 for one in marks)  # noqa: PLR2004 - the rule
    return (Decimal(100 * gained) / len(marks)).quantize(_TENTH, ROUND_HALF_UP)
