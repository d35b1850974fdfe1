"""Customs value of goods entering the Union, with its workings.

The base is the price paid or payable, brought to the Union's border: what the buyer
bore and the price lacks is added, what the price holds beyond the border is left out
if it is shown separately.

Sources
    Union Customs Code, Regulation (EU) 952/2013, art. 53, 70, 71, 72.
    UCC-IA, Regulation (EU) 2015/2447, art. 146 (rate of exchange), annex 23-01 (the
    share of air freight that counts: an argument here, the table is not reproduced).
    CJEU, 22 April 2021, C-75/20 Lifosa: under a D term, carriage the seller bears is
    in the price already; never add it.

Not covered: the fallback methods of art. 74, binding decisions, related parties.

25 000 USD FOB Shanghai, freight 2 900 USD, insured at 0.30 % on 110 % of CIF:

>>> usd = Rate("EUR", "USD", Decimal("1.16"), date(2026, 11, 18), "customs, December 2026")
>>> valued = customs_value(
...     Money(25_000, "USD"),
...     [Item(Element.TRANSPORT, Money(2_900, "USD"))],
...     insurance=Insurance(Decimal("0.003")),
...     rates=[usd],
... )
>>> print(valued.value)
24131.35 EUR
>>> print(str(valued.workings).replace(chr(160), " "))
21,551.72 EUR  price paid or payable (UCC art. 70)
2,500.00 EUR  carriage to the Union's border (UCC art. 71(1)(e)(i))
79.63 EUR  insurance to the Union's border (UCC art. 71(1)(e)(i))
24,131.35 EUR  customs value
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum, StrEnum

from comptoir.errors import Refused
from comptoir.rules.days import add_months, penultimate_wednesday
from comptoir.rules.incoterms import Incoterm
from comptoir.rules.law import PRINTED, Overrides, timeline
from comptoir.rules.money import Money, Rate
from comptoir.rules.prices import Insurance, ddp_top_down
from comptoir.rules.workings import Step, Workings
from comptoir.wording import Said, mark

_BOOK = "customs"


class NoCustomsRate(Refused):
    message = mark(
        "No customs rate of {currency} was published on {day}, for declarations accepted"
        " in {month}. Nothing was converted. Enter the rate that customs publish for that month."
    )


class NoRate(Refused):
    message = mark(
        "{amount} cannot be valued in {currency}: its rate is missing. Nothing was computed."
        " Enter the customs rate of the month."
    )


class NotAShare(Refused):
    message = mark(
        "A share of {share} of the carriage cannot count. Nothing was computed."
        " Enter a share from 0 to 1, as annex 23-01 gives it for air freight."
    )


class Effect(StrEnum):
    """Whether an element is added to the price or left out of it."""

    ADD = "add"
    EXCLUDE = "exclude"


class Element(Enum):
    """What art. 71 adds to the price, and what art. 72 leaves out of the value."""

    COMMISSION = (Effect.ADD, mark("commissions and brokerage"), "UCC art. 71(1)(a)(i)")
    CONTAINERS = (Effect.ADD, mark("containers"), "UCC art. 71(1)(a)(ii)")
    PACKING = (Effect.ADD, mark("packing"), "UCC art. 71(1)(a)(iii)")
    ASSISTS = (Effect.ADD, mark("materials, tools or design supplied"), "UCC art. 71(1)(b)")
    ROYALTIES = (Effect.ADD, mark("royalties, a condition of the sale"), "UCC art. 71(1)(c)")
    PROCEEDS = (Effect.ADD, mark("proceeds returned to the seller"), "UCC art. 71(1)(d)")
    TRANSPORT = (Effect.ADD, mark("carriage to the Union's border"), "UCC art. 71(1)(e)(i)")
    INSURANCE = (Effect.ADD, mark("insurance to the Union's border"), "UCC art. 71(1)(e)(i)")
    HANDLING = (Effect.ADD, mark("loading and handling to the border"), "UCC art. 71(1)(e)(ii)")
    INLAND = (Effect.EXCLUDE, mark("carriage after entry into the Union"), "UCC art. 72(a)")
    INSTALLATION = (Effect.EXCLUDE, mark("installation after importation"), "UCC art. 72(b)")
    INTEREST = (Effect.EXCLUDE, mark("interest of a financing arrangement"), "UCC art. 72(c)")
    REPRODUCTION = (Effect.EXCLUDE, mark("right to reproduce in the Union"), "UCC art. 72(d)")
    BUYING_COMMISSION = (Effect.EXCLUDE, mark("buying commission"), "UCC art. 72(e)")
    DUTIES = (Effect.EXCLUDE, mark("import duties and taxes in the price"), "UCC art. 72(f)")

    @property
    def effect(self) -> Effect:
        """Whether it is added or left out."""
        return self.value[0]

    @property
    def said(self) -> Said:
        """What it is."""
        return Said(self.value[1])

    @property
    def article(self) -> str:
        """Who says so."""
        return self.value[2]


_TO_BORDER = {Element.TRANSPORT, Element.INSURANCE, Element.HANDLING}


@dataclass(frozen=True, slots=True)
class Item:
    """An element and its amount.

    *shown_separately* decides whether it can be left out of the price; *share* is the
    part of a carriage that counts (air freight, annex 23-01).
    """

    element: Element
    amount: Money
    shown_separately: bool = True
    share: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True)
class Valuation:
    """The customs value, its steps, and what to look at again."""

    value: Money
    workings: Workings
    warnings: tuple[Said, ...] = ()


def customs_value(
    price: Money,
    items: Sequence[Item] = (),
    *,
    insurance: Insurance | None = None,
    rates: Sequence[Rate] = (),
    currency: str = "EUR",
    incoterm: Incoterm | None = None,
    to_border: bool = True,
) -> Valuation:
    """Value an import in *currency*, one cited step at a time.

    Each amount is converted and rounded before it enters the sum. *insurance* is
    reckoned on the value before it, where its premium is not known as an item.
    *to_border* is false where the country of import values goods without the carriage
    to its border (see `values_carriage`). With the *incoterm*, what the price should
    hold already is warned about.

    >>> eur = lambda n: Money(n, "EUR")
    >>> inland = Item(Element.INLAND, eur(750))
    >>> print(customs_value(eur(18_000), [inland], incoterm=Incoterm.DAP).value)
    17250.00 EUR
    """
    base = _in(price, currency, rates)
    total, steps = base, [Step(base, Said("price paid or payable"), "UCC art. 70")]
    warnings = [*_doubts(items, incoterm)]
    for item in _ordered(items):
        if item.element in _TO_BORDER and not to_border:
            continue
        if item.element.effect is Effect.EXCLUDE and not item.shown_separately:
            warnings.append(
                Said(
                    "{what} is not shown separately: it stays in the value.",
                    what=item.element.said,
                )
            )
            continue
        amount = _signed(item, currency, rates)
        total += amount
        steps.append(Step(amount, item.element.said, item.element.article))
    if insurance is not None and to_border:
        premium = insurance.premium(total)
        total += premium
        steps.append(Step(premium, Element.INSURANCE.said, Element.INSURANCE.article))
    steps.append(Step(total, Said("customs value")))
    return Valuation(total, Workings(tuple(steps)), tuple(warnings))


def _ordered(items: Sequence[Item]) -> list[Item]:
    order = list(Element)
    return sorted(items, key=lambda item: order.index(item.element))


def _signed(item: Item, currency: str, rates: Sequence[Rate]) -> Money:
    if not 0 <= item.share <= 1:
        raise NotAShare(share=item.share)
    amount = (_in(item.amount, currency, rates) * item.share).rounded()
    return -amount if item.element.effect is Effect.EXCLUDE else amount


def _in(amount: Money, currency: str, rates: Sequence[Rate]) -> Money:
    if amount.currency == currency:
        return amount.rounded()
    for rate in rates:
        if {rate.base, rate.quote} == {amount.currency, currency}:
            return amount.at(rate)
    raise NoRate(amount=amount, currency=currency)


def _doubts(items: Sequence[Item], incoterm: Incoterm | None) -> Iterable[Said]:
    if incoterm is None:
        return
    term, given = incoterm.term, {item.element for item in items}
    if term.seller_carries and Element.TRANSPORT in given:
        yield Said(
            "Under {term} the carriage is in the price already: added, it counts twice.",
            term=term.code,
        )
    if not term.seller_carries and not given & {Element.TRANSPORT, Element.HANDLING}:
        yield Said("Under {term} the carriage to the border is missing: add it.", term=term.code)
    if term.seller_insures and Element.INSURANCE in given:
        yield Said(
            "Under {term} the insurance is in the price already: added, it counts twice.",
            term=term.code,
        )
    if incoterm is Incoterm.DDP and Element.DUTIES not in given:
        yield Said("Under DDP the duties in the price can be left out if shown separately.")


def values_carriage(country: str, on: date, ours: Overrides = PRINTED) -> bool:
    """Whether imports of *country* are valued with the carriage to its border (CIF).

    >>> values_carriage("FR", date(2026, 11, 23)), values_carriage("US", date(2026, 11, 23))
    (True, False)
    """
    without = timeline(_BOOK, "valuation_basis", ours).on(on).value
    return not (isinstance(without, tuple) and country in without)


def value_within_ddp(price: Money, after_border: Money, duty: Decimal) -> Valuation:
    """The customs value within a DDP *price* without VAT, from the top down.

    *duty* is a share (0.06 is 6 %); *after_border* the costs shown separately.

    >>> eur = lambda n: Money(n, "EUR")
    >>> valued = value_within_ddp(eur(26_000), eur(920), Decimal("0.06"))
    >>> print(str(valued.workings).replace(chr(160), " "))
    26,000.00 EUR  DDP price without VAT
    -920.00 EUR  carriage after entry into the Union (UCC art. 72(a))
    -1,419.62 EUR  import duties and taxes in the price (UCC art. 72(f))
    23,660.38 EUR  customs value
    """
    value, due = ddp_top_down(price, after_border, duty)
    steps = (
        Step(price, Said("DDP price without VAT")),
        Step(-after_border, Element.INLAND.said, Element.INLAND.article),
        Step(-due, Element.DUTIES.said, Element.DUTIES.article),
        Step(value, Said("customs value")),
    )
    return Valuation(value, Workings(steps))


def rate_day(accepted: date) -> date:
    """The day whose published rates serve a declaration *accepted* that day.

    The penultimate Wednesday of the month before; never the day of the invoice.

    >>> [str(rate_day(day)) for day in (date(2026, 11, 30), date(2026, 12, 1), date(2027, 1, 4))]
    ['2026-10-21', '2026-11-18', '2026-12-23']
    """
    before = add_months(accepted.replace(day=1), -1)
    return penultimate_wednesday(before.year, before.month)


def customs_rate(rates: Iterable[Rate], currency: str, accepted: date) -> Rate:
    """The rate of *currency* to use, among those published. Raises `NoCustomsRate`.

    >>> published = [Rate("EUR", "USD", Decimal(n), date(2026, month, day), "ECB")
    ...              for n, month, day in (("1.15", 10, 21), ("1.16", 11, 18))]
    >>> customs_rate(published, "USD", date(2026, 12, 3)).value
    Decimal('1.16')
    """
    day = rate_day(accepted)
    for rate in rates:
        if currency in {rate.base, rate.quote} and rate.day == day:
            return rate
    raise NoCustomsRate(currency=currency, day=day, month=f"{accepted:%m/%Y}")
