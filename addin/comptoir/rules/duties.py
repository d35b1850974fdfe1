"""What an import owes: duty, anti-dumping duty, VAT; and what the goods cost once landed.

Duty may be a share of the value, an amount per quantity, or both; "MIN" and "MAX"
bound the sum. Rates are read as the tariff prints them.

Sources
    TARIC (Reg. (EEC) 2658/87): ad valorem, specific and compound duties, MIN and MAX.
    Reg. (EU) 2016/1036: anti-dumping duty, on the net, free-at-Union-frontier price.
    CGI art. 292 (VAT base), 278 s. (rates), 1695 (self-assessment since 2022).
    Reg. (EC) 1186/2009 art. 23 and Reg. (EU) 2026/382: consignments of low value.
    Figures: ``data/customs.toml``.

Not covered: quotas and suspensions (give the rate that they leave); agricultural
components; the rounding of the amounts that customs book (cents are kept).

>>> rate = duty_rate("8 % + 6.40 EUR/100 kg")
>>> owed = duty(Money(12_000, "EUR"), rate, {"kg": Decimal(1_500)})
>>> print(str(owed.workings).replace(chr(160), " "))
960.00 EUR  8 % of 12,000.00 EUR
96.00 EUR  6.40 EUR per 100 kg × 1,500 kg
1,056.00 EUR  duty
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from comptoir.errors import Refused
from comptoir.rules.law import PRINTED, Overrides, timeline
from comptoir.rules.money import MixedCurrencies, Money, total
from comptoir.rules.workings import Step, Workings
from comptoir.wording import Said, mark

_BOOK = "customs"
_RATIO = Decimal("0.0001")
# UN/ECE recommendation 20, as TARIC prints them: (how many, of what).
_UNITS = {
    "KG": (1, "kg"),
    "KGM": (1, "kg"),
    "DTN": (100, "kg"),
    "T": (1000, "kg"),
    "TNE": (1000, "kg"),
    "L": (1, "l"),
    "LTR": (1, "l"),
    "HL": (100, "l"),
    "HLT": (100, "l"),
    "P/ST": (1, "items"),
    "NAR": (1, "items"),
    "M2": (1, "m2"),
    "M3": (1, "m3"),
}
_PART = re.compile(
    r"(?P<number>\d+(?:[.,]\d+)?)\s*(?:(?P<percent>%)|(?P<currency>[A-Z]{3})"
    r"(?:\s*/\s*(?P<per>\d+(?:[.,]\d+)?)?\s*(?P<unit>[A-Z][A-Z0-9/]*))?)"
)


class UnreadableDuty(Refused):
    message = mark(
        "The duty rate {given} cannot be read. Nothing was computed."
        " Write it as the tariff does, such as 3.7 %, 8 % + 6.4 EUR/100 kg, or 12 % MIN 2 EUR/kg."
    )


class MissingQuantity(Refused):
    message = mark(
        "The duty is per {unit}, and the quantity in {unit} is missing. Nothing was computed."
        " Enter it on the line."
    )


class NotAVatRate(Refused):
    message = mark(
        "There is no VAT rate named {name}. Nothing was computed. Choose one of: {known}."
    )


class NoItems(Refused):
    message = mark(
        "A consignment of {value} with {items} items cannot be. Nothing was computed."
        " Enter how many tariff sub-headings it holds, 1 or more."
    )


@dataclass(frozen=True, slots=True)
class Part:
    """One component: a percentage of the value, or an amount per so many units, or flat."""

    percent: Decimal | None = None
    amount: Money | None = None
    per: Decimal = Decimal(1)
    unit: str | None = None

    def due(self, value: Money, quantities: Mapping[str, Decimal]) -> Money:
        """What it comes to, rounded. Raises `MissingQuantity`."""
        if self.percent is not None:
            return (value * self.percent / 100).rounded()
        assert self.amount is not None
        if self.unit is None:
            return self.amount.rounded()
        if self.unit not in quantities:
            raise MissingQuantity(unit=self.unit)
        return (self.amount * quantities[self.unit] / self.per).rounded()

    def said(self, value: Money, quantities: Mapping[str, Decimal]) -> Said:
        """The sum, in words."""
        if self.percent is not None:
            return Said("{percent} % of {value}", percent=self.percent, value=value)
        if self.unit is None:
            return Said("{amount}, whatever the quantity", amount=self.amount)
        return Said(
            "{amount} per {per} {unit} × {quantity} {unit}",
            amount=self.amount,
            per=self.per,
            unit=self.unit,
            quantity=quantities[self.unit],
        )


@dataclass(frozen=True, slots=True)
class DutyRate:
    """Components that add up, and the bounds of their sum."""

    parts: tuple[Part, ...]
    least: tuple[Part, ...] = ()
    most: tuple[Part, ...] = ()

    @property
    def plain(self) -> Decimal | None:
        """The percentage, where the rate is nothing but one."""
        bare = len(self.parts) == 1 and not self.least and not self.most
        return self.parts[0].percent if bare else None


FREE = DutyRate((Part(percent=Decimal(0)),))


def duty_rate(text: str, currency: str = "EUR") -> DutyRate:
    """A rate as the tariff prints it. Raises `UnreadableDuty`.

    >>> duty_rate("3,7 %").plain
    Decimal('3.7')
    >>> duty_rate("8 % + 6.4 EUR/DTN MIN 8 % MAX 1000 EUR").most[0].amount
    Money('1000', 'EUR')
    """
    written = " ".join(text.upper().replace("€", currency).split())
    if written in {"FREE", "0", "EXEMPT", "EXEMPTION"}:
        return FREE
    pieces = re.split(r"\b(MIN|MAX)\b", written)
    parts = {"": pieces[0], **dict(zip(pieces[1::2], pieces[2::2], strict=True))}
    if len(parts) != 1 + len(pieces) // 2:
        raise UnreadableDuty(given=text)
    read = {bound: _parts(piece, text) for bound, piece in parts.items()}
    return DutyRate(read[""], read.get("MIN", ()), read.get("MAX", ()))


def _parts(piece: str, whole: str) -> tuple[Part, ...]:
    return tuple(_part(one.strip(), whole) for one in piece.split("+"))


def _part(written: str, whole: str) -> Part:
    found = _PART.fullmatch(written)
    if found is None:
        raise UnreadableDuty(given=whole)
    number = Decimal(found["number"].replace(",", "."))
    if found["percent"]:
        return Part(percent=number)
    if found["unit"] is None:
        return Part(amount=Money(number, found["currency"]))
    if found["unit"] not in _UNITS:
        raise UnreadableDuty(given=whole)
    many, unit = _UNITS[found["unit"]]
    per = Decimal((found["per"] or "1").replace(",", ".")) * many
    return Part(amount=Money(number, found["currency"]), per=per, unit=unit)


@dataclass(frozen=True, slots=True)
class Due:
    """An amount owed, and how it was reached."""

    amount: Money
    workings: Workings


def duty(value: Money, rate: DutyRate, quantities: Mapping[str, Decimal] | None = None) -> Due:
    """The duty on a customs *value*; *quantities* by unit for specific rates (net kg).

    Each component is rounded, then added; MIN and MAX bound the sum.

    >>> rate = duty_rate("8 % + 6.4 EUR/100 kg MIN 8 % MAX 1000 EUR")
    >>> duty(Money(12_000, "EUR"), rate, {"kg": Decimal(1_500)}).amount
    Money('1000.00', 'EUR')
    """
    known = quantities or {}
    amounts = [part.due(value, known) for part in rate.parts]
    steps = [
        Step(amount, part.said(value, known))
        for part, amount in zip(rate.parts, amounts, strict=True)
    ]
    owed = total(amounts, value.currency)
    for bound, said, wins in (
        (rate.most, Said("at most"), min),
        (rate.least, Said("at least"), max),
    ):
        if bound:
            limit = total((part.due(value, known) for part in bound), value.currency)
            steps.append(Step(limit, said))
            owed = wins(owed, limit)
    steps.append(Step(owed, Said("duty")))
    return Due(owed, Workings(tuple(steps)))


def rate_due(normal: DutyRate, preferential: DutyRate | None, *, proof_held: bool) -> DutyRate:
    """The rate that applies: the preference only while its proof of origin is held.

    >>> third, pan_euro_med = duty_rate("12 %"), duty_rate("0 %")
    >>> rate_due(third, pan_euro_med, proof_held=False).plain
    Decimal('12')
    """
    return preferential if preferential is not None and proof_held else normal


def anti_dumping(value: Money, percent: Decimal) -> Due:
    """Anti-dumping or countervailing duty on the customs *value*, before duty.

    The rate is by origin and producer (TARIC additional code).

    >>> anti_dumping(Money(40_000, "EUR"), Decimal("22.4")).amount
    Money('8960.00', 'EUR')
    """
    owed = (value * percent / 100).rounded()
    what = Said("anti-dumping duty, {percent} % of {value}", percent=percent, value=value)
    return Due(owed, Workings((Step(owed, what, "Reg. (EU) 2016/1036"),)))


def vat_rate(name: str, on: date, ours: Overrides = PRINTED) -> Decimal:
    """A French VAT rate in percent: standard, intermediate, reduced or super_reduced.

    >>> vat_rate("standard", date(2026, 11, 23)), vat_rate("standard", date(2013, 12, 31))
    (Decimal('20'), Decimal('19.6'))
    """
    names = ("standard", "intermediate", "reduced", "super_reduced")
    if name not in names:
        raise NotAVatRate(name=name, known=names)
    return timeline(_BOOK, f"vat_{name}", ours).on(on).number


@dataclass(frozen=True, slots=True)
class ImportCost:
    """What an import owes and costs. All amounts in one currency.

    *vat_paid* is what customs collect: nothing where the VAT is self-assessed.
    *ratio* is landed cost over purchase price, to four decimals.
    """

    vat_base: Money
    vat: Money
    vat_paid: Money
    landed: Money
    per_unit: Money | None
    ratio: Decimal | None
    workings: Workings


def import_cost(
    value: Money,
    duties: Sequence[Money],
    on: date,
    *,
    to_destination: Sequence[Money] = (),
    afterwards: Sequence[Money] = (),
    vat_percent: Decimal | None = None,
    identified: bool = True,
    recoverable: bool = True,
    units: Decimal | None = None,
    purchase: Money | None = None,
    ours: Overrides = PRINTED,
) -> ImportCost:
    """VAT and landed cost of goods of customs *value*, released *on* a day.

    *duties*: duty and anti-dumping duty. *to_destination*: carriage and handling from
    the border to the first place of destination in France, within the VAT base;
    *afterwards*: broker, storage and the rest, outside it. *identified*: whether the
    importer is identified for VAT in France. VAT that cannot be recovered is a cost.

    >>> eur = lambda n: Money(n, "EUR")
    >>> cost = import_cost(eur("24131.35"), [eur("892.86")], date(2026, 12, 3),
    ...                    to_destination=[eur(220), eur(480)], afterwards=[eur(90)],
    ...                    units=Decimal(1000), purchase=eur("21551.72"))
    >>> print(cost.vat_base, cost.vat, cost.vat_paid, cost.landed, cost.per_unit, cost.ratio)
    25724.21 EUR 5144.84 EUR 0.00 EUR 25814.21 EUR 25.81 EUR 1.1978
    """
    currency = value.currency
    percent = vat_rate("standard", on, ours) if vat_percent is None else vat_percent
    owed = total((one.rounded() for one in duties), currency)
    inland = total((one.rounded() for one in to_destination), currency)
    later = total((one.rounded() for one in afterwards), currency)
    base = value.rounded() + owed + inland
    vat = (base * percent / 100).rounded()
    rule = timeline(_BOOK, "import_vat_self_assessed", ours).at(on)
    self_assessed = identified and rule is not None and rule.value is True
    cost_vat = Money.zero(currency) if recoverable else vat
    landed = base + later + cost_vat
    steps = [
        Step(value, Said("customs value")),
        Step(owed, Said("duties")),
        Step(inland, Said("costs to the first place of destination")),
        Step(base, Said("VAT base"), "CGI art. 292"),
        Step(vat, Said("VAT at {percent} %", percent=percent), "CGI art. 278 s."),
        Step(later, Said("other costs, outside the VAT base")),
        Step(cost_vat, Said("VAT that cannot be recovered")),
        Step(landed, Said("landed cost")),
    ]
    if self_assessed and rule is not None:
        said = Said("VAT paid to customs: self-assessed on the return")
        steps.insert(5, Step(Money.zero(currency), said, rule.source))
    return ImportCost(
        vat_base=base,
        vat=vat,
        vat_paid=Money.zero(currency) if self_assessed else vat,
        landed=landed,
        per_unit=(landed / units).rounded() if units else None,
        ratio=_ratio(landed, purchase),
        workings=Workings(tuple(steps)),
    )


def _ratio(landed: Money, purchase: Money | None) -> Decimal | None:
    if purchase is None or not purchase:
        return None
    if purchase.currency != landed.currency:
        raise MixedCurrencies(one=landed, other=purchase)
    return (landed.amount / purchase.amount).quantize(_RATIO, ROUND_HALF_UP)


def low_value_duty(
    value: Money,
    items: int,
    on: date,
    *,
    distance_sale: bool = True,
    ours: Overrides = PRINTED,
) -> Due | None:
    """The duty of a small consignment, by its tariff sub-headings; None: the normal duty.

    *items* counts distinct tariff classifications, not pieces. Business consignments
    and those above the limit owe the normal duty. The French fee, reported by one
    source only, is shown in the workings and not added.

    >>> low_value_duty(Money(60, "EUR"), 2, date(2026, 7, 1)).amount
    Money('6.00', 'EUR')
    """
    if items < 1 or value.amount < 0:
        raise NoItems(value=value, items=items)
    limit = timeline(_BOOK, "low_value_limit", ours).on(on)
    if not distance_sale or value > Money(limit.number, "EUR"):
        return None
    rule = timeline(_BOOK, "low_value_duty", ours).on(on)
    owed = Money(rule.number * items, "EUR").rounded()
    what = Said("{items} tariff classifications at {each} EUR", items=items, each=rule.number)
    steps = [Step(owed, what, rule.source, rule.to_confirm)]
    fee = timeline(_BOOK, "low_value_french_fee", ours).at(on)
    if fee is not None:
        doubt = Said("French fee, not added: {each} EUR an item", each=fee.number)
        amount = Money(fee.number * items, "EUR").rounded()
        steps.append(Step(amount, doubt, fee.source, fee.to_confirm))
    return Due(owed, Workings(tuple(steps)))
