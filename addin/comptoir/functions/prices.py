"""Incoterms in cells: who pays, who bears the risk, and the price under each rule.

Sources
    `comptoir.rules.incoterms`, `comptoir.rules.prices`.
"""

from __future__ import annotations

from decimal import Decimal

from comptoir.errors import Refused
from comptoir.functions.cells import Cell
from comptoir.functions.declaring import Argument, Category, Family, Here, may, need
from comptoir.functions.kinds import (
    COUNT,
    CURRENCY,
    EDITION,
    FLAG,
    MODE,
    PLACE,
    POSITIVE,
    RULE,
    SHARE,
    TABLE,
    TEXT,
    one_of,
)
from comptoir.functions.ranges import not_negative, pairs, positive
from comptoir.records.kinds import Unfit
from comptoir.rules.credit import least_insured
from comptoir.rules.incoterms import (
    Edition,
    Incoterm,
    Leg,
    Mode,
    NamedRule,
    Party,
    Place,
    Sale,
    bears_risk,
    cautions,
    obligations,
    parse,
    payer,
    risk_passes,
    shares,
)
from comptoir.rules.money import Money
from comptoir.rules.prices import Costs, Insurance, climb, convert, ladder
from comptoir.wording import Said, mark

EURO = "EUR"
UPLIFT = Decimal("0.10")
family = Family(Category.PRICES)


class NoSuchArticle(Refused):
    message = mark("There is no article {article}. Nothing was looked up. Enter 1 to {most}.")


_LEGS = one_of(
    mark("leg"),
    ((leg, (str(leg.value), leg.name, leg.said.text)) for leg in Leg),
)
_SIDE = one_of(mark("seller or buyer"), ((side, (side.name, side.value)) for side in Party))
_RULE = need("rule", RULE, mark("Incoterms rule, such as FOB"))
_PLACE = may("place", PLACE, mark("Kind of place: seller, terminal, port, destination port, "
                                  "destination terminal or door"))  # fmt: skip
_EDITION = may("edition", EDITION, mark("2010 or 2020; 2020 if left out"))
_COSTS = need("costs", TABLE, mark("Two columns: leg (1 to 13, or its name), cost"))
_TERMS: tuple[Argument, ...] = (
    may("premium", SHARE, mark("Insurance rate on the insured sum, such as 0.40 %")),
    may("duty", SHARE, mark("Duty on the CIF value, such as 6 %; for DDP")),
    may("in_currency", CURRENCY, mark("Currency of all amounts; EUR if left out")),
)


@family.function(
    "INCOTERMLEGS",
    mark("Who pays each of the 13 legs of the way, one a row"),
    _RULE,
    _PLACE,
    _EDITION,
    example=(("FOB",), [
        ["export packing, marking, checking", "S"], ["loading at the seller's site", "S"],
        ["pre-carriage to the terminal or port", "S"], ["export clearance", "S"],
        ["handling at the origin terminal (OTHC)", "S"], ["loading on the main carrier", "S"],
        ["main carriage", "B"], ["insurance of the main carriage", "none"],
        ["handling at the destination terminal (DTHC)", "B"],
        ["import clearance formalities", "B"], ["import duties, VAT and taxes", "B"],
        ["on-carriage to the buyer's door", "B"], ["unloading at the final place", "B"],
    ]),
)  # fmt: skip
def incoterm_legs(
    _here: Here, rule: Incoterm, place: Place | None, edition: Edition | None
) -> list[tuple[Said, str]]:
    NamedRule(rule, "", edition or Edition.Y2020)
    found = shares(rule, place, edition or Edition.Y2020)
    return [(leg.said, found[leg].value) for leg in Leg]


@family.function(
    "PAYER",
    mark("Who pays a leg: S the seller, B the buyer, * if the contract of carriage has it"),
    _RULE,
    need("leg", _LEGS, mark("Leg: 1 packing ... 7 main carriage ... 13 unloading, or its name")),
    _PLACE,
    _EDITION,
    example=(("CFR", 7), "S"),
)
def who_pays(
    _here: Here, rule: Incoterm, leg: Leg, place: Place | None, edition: Edition | None
) -> str:
    NamedRule(rule, "", edition or Edition.Y2020)
    return payer(rule, leg, place, edition or Edition.Y2020).value


@family.function(
    "RISKPASSES",
    mark("Where the risk passes from the seller to the buyer"),
    _RULE,
    _PLACE,
    example=(("CIF",), "once the goods are on board the ship at the port of shipment"),
)
def where_risk_passes(_here: Here, rule: Incoterm, place: Place | None) -> Said:
    return risk_passes(rule, place)


@family.function(
    "RISKBEARER",
    mark("Who bears the risk of the main carriage"),
    _RULE,
    example=(("CFR",), "buyer"),
)
def risk_bearer(_here: Here, rule: Incoterm) -> Said:
    return Said("seller") if bears_risk(rule) is Party.SELLER else Said("buyer")


@family.function(
    "OBLIGATION",
    mark("What the seller or the buyer must do under one of the ten articles of a rule"),
    _RULE,
    need("article", COUNT, mark("Article, 1 to 10: 2 delivery, 5 insurance, 7 clearance, 9 costs")),
    need("party", _SIDE, mark("seller or buyer")),
    _EDITION,
    example=(("FOB", 7, "seller"), "clears for export"),
)
def obligation(
    _here: Here, rule: Incoterm, article: int, party: Party, edition: Edition | None
) -> Said:
    NamedRule(rule, "", edition or Edition.Y2020)
    found = obligations(rule, edition or Edition.Y2020)
    if article > len(found):
        raise NoSuchArticle(article=article, most=len(found))
    pair = found[article - 1]
    return pair.seller if party is Party.SELLER else pair.buyer


@family.function(
    "INCOTERMCHECK",
    mark("Every caution on a rule as the contract writes it; blank where there is none"),
    need("terms", TEXT, mark("Rule, place and edition, such as FOB Le Havre Incoterms 2020")),
    may("mode", MODE, mark("Mode of transport: sea, air, road, rail...")),
    may("containers", FLAG, mark("Whether the goods travel in containers")),
    example=(("FOB Le Havre", "air"),
             "FOB is for the sea and inland waterways only. Write FCA, CPT or CIP; here FCA."),
)  # fmt: skip
def incoterm_check(here: Here, terms: str, mode: Mode | None, boxed: bool | None) -> str | None:  # noqa: FBT001 - a cell
    named = parse(terms)
    sale = Sale(named.rule, named.place, mode, edition=named.edition, in_containers=bool(boxed))
    return " ".join(one.said.in_(here.lang) for one in cautions(sale, here.law)) or None


@family.function(
    "PRICELADDER",
    mark("The price under every rule from EXW to DDP: rule, kind of place, price"),
    need("ex_works", POSITIVE, mark("Price EXW")),
    _COSTS,
    *_TERMS,
    _EDITION,
    may("by_water", FLAG, mark("Whether to show the rules for sea; yes if left out")),
    example=((20000, [[2, 80], [3, 450], [4, 95], [5, 210], [6, 60], [7, 1850], [9, 260],
                      [10, 120], [12, 540], [13, 70]], 0.004, 0.06), [
        ["EXW", "seller's premises", 20000.0], ["FCA", "seller's premises", 20175.0],
        ["FCA", "forwarder's terminal", 20625.0], ["FAS", "port of shipment", 20835.0],
        ["FOB", "port of shipment", 20895.0], ["CFR", "port of destination", 22745.0],
        ["CIF", "port of destination", 22845.52], ["CPT", "buyer's door", 23545.0],
        ["CIP", "buyer's door", 23649.06], ["DAP", "buyer's door", 23645.52],
        ["DPU", "buyer's door", 23715.52], ["DDP", "buyer's door", 25136.25],
    ]),
)  # fmt: skip
def price_ladder(
    _here: Here,
    ex_works: Decimal,
    table: list[list[Cell]],
    premium: Decimal | None,
    duty: Decimal | None,
    currency: str | None,
    edition: Edition | None,
    by_water: bool | None,  # noqa: FBT001 - a cell
) -> list[tuple[str, Said, Money]]:
    code = currency or EURO
    rungs = ladder(
        Money(ex_works, code),
        costs(table, code, premium, duty),
        edition=edition or Edition.Y2020,
        by_water=by_water is not False,
    )
    return [(rung.rule.name, Said(rung.place.value), rung.price) for rung in rungs]


@family.function(
    "PRICE",
    mark("The price under a rule of goods worth a price EXW"),
    need("ex_works", POSITIVE, mark("Price EXW")),
    _RULE,
    _COSTS,
    *_TERMS,
    _PLACE,
    example=((20000, "CIF", [[2, 80], [3, 450], [4, 95], [5, 210], [6, 60], [7, 1850]], 0.004),
             22845.52),
)  # fmt: skip
def price(
    _here: Here,
    ex_works: Decimal,
    rule: Incoterm,
    table: list[list[Cell]],
    premium: Decimal | None,
    duty: Decimal | None,
    currency: str | None,
    place: Place | None,
) -> Money:
    code = currency or EURO
    return climb(Money(ex_works, code), rule, costs(table, code, premium, duty), place).price


@family.function(
    "PRICECONVERT",
    mark("A price under one rule as it is under another"),
    need("amount", POSITIVE, mark("The price given")),
    need("given", RULE, mark("Its rule")),
    need("wanted", RULE, mark("The rule wanted")),
    _COSTS,
    *_TERMS,
    may("given_place", PLACE, mark("Kind of place of the price given")),
    may("wanted_place", PLACE, mark("Kind of place wanted")),
    example=((48500, "CIF", "FOB", [["main carriage", 2300]], 0.0035), 46013.27),
)
def price_convert(
    _here: Here,
    amount: Decimal,
    given: Incoterm,
    wanted: Incoterm,
    table: list[list[Cell]],
    premium: Decimal | None,
    duty: Decimal | None,
    currency: str | None,
    given_place: Place | None,
    wanted_place: Place | None,
) -> Money:
    code = currency or EURO
    price = Money(amount, code)
    found = convert(
        price,
        (given, given_place),
        (wanted, wanted_place),
        costs(table, code, premium, duty),
    )
    return not_negative(found, price)


@family.function(
    "PREMIUM",
    mark("Insurance premium to add to a CFR or CPT price; the insured sum contains it"),
    need("amount", POSITIVE, mark("Price before insurance")),
    need("rate", SHARE, mark("Premium rate, such as 0.50 %")),
    may("uplift", SHARE, mark("Increase of the insured sum; 10 % if left out")),
    may("fee", POSITIVE, mark("Policy fee")),
    may("minimum", POSITIVE, mark("Minimum premium")),
    may("in_currency", CURRENCY, mark("Currency; EUR if left out")),
    example=((10000, 0.005), 55.3),
)
def premium_of(
    _here: Here,
    amount: Decimal,
    rate: Decimal,
    uplift: Decimal | None,
    fee: Decimal | None,
    minimum: Decimal | None,
    currency: str | None,
) -> Money:
    code = currency or EURO
    policy = Insurance(
        rate,
        UPLIFT if uplift is None else uplift,
        None if fee is None else Money(fee, code),
        None if minimum is None else Money(minimum, code),
    )
    return policy.premium(Money(amount, code))


@family.function(
    "INSUREDSUM",
    mark("The least sum to insure for a CIF or CIP value: 110 % of it (UCP 600 art. 28)"),
    need("amount", POSITIVE, mark("CIF or CIP value")),
    may("in_currency", CURRENCY, mark("Currency; EUR if left out")),
    example=((48500,), 53350.0),
)
def insured_sum(here: Here, amount: Decimal, currency: str | None) -> Money:
    return least_insured(Money(amount, currency or EURO), ours=here.law)


def costs(
    table: list[list[Cell]], currency: str, premium: Decimal | None, duty: Decimal | None
) -> Costs:
    """The costs of the legs in a table of two columns; a leg that comes twice is added up."""
    legs: dict[Leg, Money] = {}
    for leg, amount in pairs("costs", table, _leg, positive):
        legs[leg] = legs.get(leg, Money(0, currency)) + Money(amount, currency)
    return Costs(legs, Insurance(premium or Decimal(0)), duty or Decimal(0))


def _leg(cell: Cell) -> Leg | Unfit:
    return _LEGS.read(cell)  # type: ignore[return-value]


FUNCTIONS = family.functions
