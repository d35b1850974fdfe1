"""Buying better: price history, marks of suppliers, grouping, when to order again, currencies.

Sources
    Supplier on time, quality and growth: the trade reference, section 8. Revenue ton and break-even
    of a container: the trade reference, 2.4 and 2.7. Weights of the marks, stocks of safety and
    freight prices: ours, arguments with usual values that a desk may change.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from comptoir.rules.days import Calendar

_TENTH, _CENT = Decimal("0.1"), Decimal("0.01")
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Paid:
    """A price paid for an article: by the unit, in euros."""

    day: date
    party: str
    price: Decimal
    quantity: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True)
class PriceStep:
    """A price and its change, in percent, from the one before and from the first."""

    paid: Paid
    change: Decimal | None
    since_first: Decimal | None


def price_history(paid: Iterable[Paid]) -> list[PriceStep]:
    """The prices of an article in the order of their days, with their changes.

    >>> steps = price_history([Paid(date(2026, 5, 1), "W", Decimal("2.20")),
    ...                        Paid(date(2025, 5, 1), "W", Decimal("2.00"))])
    >>> [(str(one.paid.price), one.change, one.since_first) for one in steps]
    [('2.00', None, None), ('2.20', Decimal('10.0'), Decimal('10.0'))]
    """
    steps: list[PriceStep] = []
    for one in sorted(paid, key=lambda each: each.day):
        before, first = (steps[-1].paid.price, steps[0].paid.price) if steps else (None, None)
        steps.append(PriceStep(one, _change(one.price, before), _change(one.price, first)))
    return steps


def _change(now: Decimal, before: Decimal | None) -> Decimal | None:
    if not before:
        return None
    return ((now - before) * 100 / before).quantize(_TENTH, ROUND_HALF_UP)


def prices_since(now: Iterable[Paid], before: Iterable[Paid]) -> Decimal | None:
    """How prices moved, in percent: today's quantities at the mean prices of both years.

    Each list holds the prices of one article's key in ``party``.

    >>> was = [Paid(date(2025, 1, 1), "A", Decimal(10)), Paid(date(2025, 1, 1), "B", Decimal(4))]
    >>> told = [Paid(date(2026, 1, 1), "A", Decimal(11), Decimal(100))]
    >>> prices_since(told, was)
    Decimal('10.0')
    """
    mean_before = _means(before)
    shared = [one for one in now if one.party in mean_before]
    then = sum((mean_before[one.party] * one.quantity for one in shared), Decimal(0))
    paid = sum((one.price * one.quantity for one in shared), Decimal(0))
    return _change(paid, then)


def _means(paid: Iterable[Paid]) -> dict[str, Decimal]:
    sums: dict[str, list[Decimal]] = defaultdict(lambda: [Decimal(0), Decimal(0)])
    for one in paid:
        sums[one.party][0] += one.price * one.quantity
        sums[one.party][1] += one.quantity
    return {key: total / count for key, (total, count) in sums.items() if count}


@dataclass(frozen=True, slots=True)
class Received:
    """A purchase line: when ordered, confirmed, promised, received."""

    ordered: date
    confirmed: date | None
    promised: date | None
    received: date | None


@dataclass(frozen=True, slots=True)
class Service:
    """A supplier's year: lines judged, shares in percent, mean days."""

    lines: int
    on_time: Decimal | None
    late_days: Decimal | None
    confirm_days: Decimal | None
    lead_days: Decimal | None
    quality: Decimal | None


def service(lines: Sequence[Received], claims: int, today: date) -> Service:
    """How a supplier served: lines due by *today* are judged, late where not yet received.

    >>> told = [Received(date(2026, 1, 1), date(2026, 1, 4), date(2026, 3, 1), date(2026, 3, 1)),
    ...         Received(date(2026, 1, 1), date(2026, 1, 2), date(2026, 3, 1), date(2026, 3, 11))]
    >>> year = service(told, 0, date(2026, 6, 1))
    >>> year.on_time, year.late_days, year.confirm_days, year.quality
    (Decimal('50.0'), Decimal('10.0'), Decimal('2.0'), Decimal('100.0'))
    """
    due = [(one, one.promised) for one in lines if one.promised and one.promised <= today]
    late = [((one.received or today) - promised).days for one, promised in due
            if (one.received or today) > promised]  # fmt: skip
    asked = [(one.confirmed - one.ordered).days for one in lines if one.confirmed]
    took = [(one.received - one.ordered).days for one in lines if one.received]
    return Service(
        len(due),
        _percent(len(due) - len(late), len(due)),
        _mean(late),
        _mean(asked),
        _mean(took),
        _percent(max(0, len(lines) - claims), len(lines)),
    )


def _percent(part: int, whole: int) -> Decimal | None:
    return (_HUNDRED * part / whole).quantize(_TENTH, ROUND_HALF_UP) if whole else None


def _mean(values: Sequence[int]) -> Decimal | None:
    return (Decimal(sum(values)) / len(values)).quantize(_TENTH, ROUND_HALF_UP) if values else None


def supplier_quality(rejected: Decimal, received: Decimal) -> Decimal | None:
    """The share accepted of the goods received, in percent; None where none were received.

    Both quantities in the same unit; quality is 100 % less what was rejected of it.

    >>> supplier_quality(Decimal(12), Decimal(4_800))
    Decimal('99.75')
    """
    return _HUNDRED * (received - rejected) / received if received else None


def rejected_per_million(rejected: Decimal, received: Decimal) -> Decimal | None:
    """Parts per million rejected of the goods received (PPM); None where none were received.

    >>> rejected_per_million(Decimal(12), Decimal(4_800))
    Decimal('2500')
    """
    return 1_000_000 * rejected / received if received else None


GRADES = ((85, "A"), (70, "B"), (50, "C"), (0, "D"))


@dataclass(frozen=True, slots=True)
class Mark:
    """A supplier's points from 0 to 100, the grade, and each part out of its most."""

    points: int
    grade: str
    parts: tuple[tuple[str, Decimal, int], ...]


def supplier_mark(told: Service, price_change: Decimal | None) -> Mark:
    """The mark of a supplier: 40 for days, 30 for quality, 20 for prices, 10 for answers.

    Prices: all points up to no rise, none from 10 % on. Answers: all within 2 days, none from 10
    on. What is not known is left out, and the rest counted to 100.

    >>> year = Service(20, Decimal(90), Decimal(5), Decimal(2), Decimal(60), Decimal(100))
    >>> mark = supplier_mark(year, Decimal("5.0"))
    >>> mark.points, mark.grade
    (86, 'A')
    """
    parts = [
        ("on_time", None if told.on_time is None else told.on_time / 100, 40),
        ("quality", None if told.quality is None else told.quality / 100, 30),
        ("prices", None if price_change is None else _falling(price_change, 0, 10), 20),
        ("answers", None if told.confirm_days is None else _falling(told.confirm_days, 2, 10), 10),
    ]
    known = [(name, share * most, most) for name, share, most in parts if share is not None]
    whole = sum(most for _, _, most in known)
    got = sum((points for _, points, _ in known), Decimal(0))
    points = int((got * 100 / whole).quantize(Decimal(1), ROUND_HALF_UP)) if whole else 0
    grade = next(letter for least, letter in GRADES if points >= least)
    shown = tuple(
        (name, value.quantize(_TENTH, ROUND_HALF_UP), most) for name, value, most in known
    )
    return Mark(points, grade, shown)


def _falling(value: Decimal, best: int, worst: int) -> Decimal:
    """1 at *best* or under, 0 at *worst* or over, straight between."""
    return min(Decimal(1), max(Decimal(0), (worst - value) / (worst - best)))


@dataclass(frozen=True, slots=True)
class OpenLine:
    """A purchase that will be ready: where it leaves from, when, its volume and weight."""

    ref: str
    port: str
    ready: date
    m3: Decimal
    kg: Decimal


@dataclass(frozen=True, slots=True)
class FreightPrices:
    """Usual prices by sea in euros: by the revenue ton, least, fixed for each shipment, by box."""

    ton: Decimal = Decimal(85)
    least: Decimal = Decimal(120)
    fixed: Decimal = Decimal(280)
    box: Decimal = Decimal(1900)
    box_m3: Decimal = Decimal(28)


@dataclass(frozen=True, slots=True)
class Grouping:
    """Lines that could travel together: each alone, all together, what is saved; by box or not."""

    port: str
    week: tuple[int, int]
    lines: tuple[str, ...]
    m3: Decimal
    alone: Decimal
    together: Decimal
    by_box: bool

    @property
    def saving(self) -> Decimal:
        return self.alone - self.together


def groupings(lines: Iterable[OpenLine], prices: FreightPrices = FreightPrices()) -> list[Grouping]:
    """Open lines of one port and week that are cheaper together, the largest saving first.

    >>> told = [OpenLine("A/01", "CNNGB", date(2026, 11, 23), Decimal(6), Decimal(900)),
    ...         OpenLine("B/01", "CNNGB", date(2026, 11, 26), Decimal(4), Decimal(700))]
    >>> [one] = groupings(told)
    >>> one.week, one.alone, one.together, one.saving
    ((2026, 48), Decimal('1410.00'), Decimal('1130.00'), Decimal('280.00'))
    """
    found: dict[tuple[str, int, int], list[OpenLine]] = defaultdict(list)
    for line in lines:
        year, week, _ = line.ready.isocalendar()
        found[line.port, year, week].append(line)
    made = []
    for (port, year, week), group in found.items():
        if len(group) < 2:  # noqa: PLR2004 - one travels alone
            continue
        alone = sum((_carriage([one], prices)[0] for one in group), Decimal(0))
        together, by_box = _carriage(group, prices)
        m3 = sum((one.m3 for one in group), Decimal(0))
        refs = tuple(sorted(one.ref for one in group))
        if together < alone:
            made.append(Grouping(port, (year, week), refs, m3, alone, together, by_box))
    return sorted(made, key=lambda one: (-one.saving, one.port, one.week))


def _carriage(lines: Sequence[OpenLine], prices: FreightPrices) -> tuple[Decimal, bool]:
    """The cheaper of groupage and whole boxes for *lines*; whether it is boxes."""
    m3 = sum((one.m3 for one in lines), Decimal(0))
    tons = max(m3, sum((one.kg for one in lines), Decimal(0)) / 1000)
    groupage = max(prices.least, prices.ton * tons) + prices.fixed
    boxes = -(-m3 // prices.box_m3) or Decimal(1)
    whole = prices.box * boxes + prices.fixed
    return min(groupage, whole).quantize(_CENT, ROUND_HALF_UP), whole < groupage


@dataclass(frozen=True, slots=True)
class Closure:
    """Days in a row on which a factory is shut, weekends at both ends left out."""

    first: date
    last: date


def closures(place: Calendar, start: date, end: date, least: int = 3) -> list[Closure]:
    """Runs of holidays of *place* that close a factory: *least* holidays in a row of working days.

    >>> from comptoir.rules.days import calendar
    >>> [(one.first, one.last) for one in
    ...  closures(calendar("CN"), date(2026, 2, 1), date(2026, 3, 1))]
    [(datetime.date(2026, 2, 16), datetime.date(2026, 2, 23))]
    """
    found: list[Closure] = []
    run: list[date] = []
    day = start
    while day <= end:
        if place.is_open(day):
            _close(run, place, found, least)
            run = []
        else:
            run.append(day)
        day += timedelta(days=1)
    _close(run, place, found, least)
    return found


def _close(run: list[date], place: Calendar, found: list[Closure], least: int) -> None:
    feasts = [day for day in run if not place.is_weekend(day) or place.is_holiday(day)]
    if len(feasts) >= least:
        found.append(Closure(feasts[0], feasts[-1]))


@dataclass(frozen=True, slots=True)
class Reorder:
    """When to order an article again: covered until, order by, and what was reckoned with."""

    cover_until: date
    order_by: date
    per_day: Decimal
    left: Decimal
    shut_days: int


def reorder(
    left: Decimal,
    per_day: Decimal,
    lead_days: int,
    today: date,
    shut: Sequence[Closure] = (),
    safety: int = 14,
) -> Reorder | None:
    """The last day to order, so that goods come before the stock ends; None where none is sold.

    *left* is stock and goods on order, *lead_days* from order to goods in stock; a closure that
    falls within the lead time makes it longer by as many days.

    >>> told = reorder(Decimal(300), Decimal(3), 60, date(2026, 11, 23))
    >>> told.cover_until, told.order_by
    (datetime.date(2027, 3, 3), datetime.date(2026, 12, 19))
    >>> newyear = Closure(date(2027, 2, 6), date(2027, 2, 13))
    >>> reorder(Decimal(300), Decimal(3), 60, date(2026, 11, 23), [newyear]).order_by
    datetime.date(2026, 12, 11)
    """
    if per_day <= 0:
        return None
    days = min(3650, int(max(Decimal(0), left) / per_day))
    until = today + timedelta(days=days)
    needed = until - timedelta(days=safety)
    begin = needed - timedelta(days=lead_days)
    lost = 0
    while True:
        hit = sum(
            (min(one.last, needed) - max(one.first, begin)).days + 1
            for one in shut
            if one.first <= needed and one.last >= begin
        )
        if hit == lost:
            return Reorder(until, begin, per_day, left, lost)
        begin, lost = needed - timedelta(days=lead_days + hit), hit


@dataclass(frozen=True, slots=True)
class Flow:
    """An amount in foreign money that will come (plus) or go (minus) on a day."""

    day: date
    currency: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Exposed:
    """What a month brings and takes of a currency, and the balance."""

    month: date
    currency: str
    coming: Decimal
    going: Decimal

    @property
    def net(self) -> Decimal:
        return self.coming - self.going


def exposure(flows: Iterable[Flow], home: str = "EUR") -> list[Exposed]:
    """Foreign money by due month and currency, in the order of the months.

    >>> told = [Flow(date(2026, 12, 3), "USD", Decimal(-500)),
    ...         Flow(date(2026, 12, 20), "USD", Decimal(200))]
    >>> [(one.month, one.currency, one.net) for one in exposure(told)]
    [(datetime.date(2026, 12, 1), 'USD', Decimal('-300'))]
    """
    sums: dict[tuple[date, str], list[Decimal]] = defaultdict(lambda: [Decimal(0), Decimal(0)])
    for one in flows:
        if one.currency != home:
            place = 0 if one.amount > 0 else 1
            sums[one.day.replace(day=1), one.currency][place] += abs(one.amount)
    return [
        Exposed(month, currency, coming, going)
        for (month, currency), (coming, going) in sorted(sums.items())
    ]
