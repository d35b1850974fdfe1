"""Letters to suppliers: enquiries, negotiation, expediting."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal

from comptoir.letters.contexts.buying import Expediting, Point, Wanted
from comptoir.letters.contexts.letterhead import country_name, text
from comptoir.letters.contexts.wordings import incoterm_said, terms_said
from comptoir.letters.gathering.asking import Case, day, decimal, known, listed, parts
from comptoir.letters.gathering.deals import lines, names
from comptoir.letters.gathering.relations import named, orders
from comptoir.records import Row
from comptoir.records.goods import UNIT
from comptoir.rules.money import Money
from comptoir.wording import Said

Facts = dict[str, object]
_ANSWER_DAYS = 5
_YEAR = timedelta(days=365)
_TEN, _SIXTY = timedelta(days=10), timedelta(days=60)
_MOST = 12


def chased(case: Case) -> Expediting:
    row = case.row
    committed, ordered = day(row, "committed") or day(row, "requested"), row["ordered"]
    assert isinstance(ordered, date)
    return Expediting(
        order_ref=str(row["ref"]),
        ordered=ordered,
        goods=names(case, "order"),
        committed=committed,
        late=committed is not None and committed < case.day,
        answer_by=case.day + timedelta(days=_ANSWER_DAYS),
        incoterm=incoterm_said(row.get("incoterm"), row.get("place"), row.get("edition")),
    )


def _theirs(case: Case) -> list[Row]:
    """The articles of which the party is the usual supplier."""
    own = parts(case.ask, "product", "supplier", case.row["code"])
    return [row for row in own if row.get("active") is not False][:_MOST]


def _yearly(case: Case) -> dict[str, Decimal]:
    """What was ordered from the party of each article within a year."""
    found: dict[str, Decimal] = defaultdict(Decimal)
    for order in orders(case.ask, str(case.row["code"]), case.day - _YEAR):
        for line in parts(case.ask, "order_line", "order", order["ref"]):
            found[text(line, "product")] += decimal(line, "quantity")
    return found


def price_request(case: Case) -> Facts:
    """A price for what they usually make for us, in the quantities of the last year."""
    row, yearly = case.row, _yearly(case)
    units = UNIT.words(case.lang)
    other = "en" if case.lang == "fr" else "fr"
    wanted = tuple(
        Wanted(
            what=text(one, f"name_{case.lang}") or text(one, f"name_{other}"),
            quantity=yearly[str(one["sku"])],
            unit=units.get(text(one, "unit"), ""),
        )
        for one in _theirs(case)
        if yearly.get(str(one["sku"]))
    )
    term = incoterm_said(row.get("incoterm"), row.get("place"), row.get("edition"))
    return {
        "subject": listed((_small(one.what) for one in wanted), case),
        "currency": text(row, "currency"),
        "terms": terms_said(text(row, "terms"), case.lang),
        "valid_until": case.day + _SIXTY,
        "answer_by": case.day + _TEN,
        **known(wanted=wanted, incoterm=term),
    }


def _small(name: str) -> str:
    return name[:1].lower() + name[1:]


def enquiry(case: Case) -> Facts:
    total = sum(_yearly(case).values(), Decimal(0))
    lands = {country_name(text(one, "country"), case.lang)
             for one in case.ask("party").values() if one.get("role") == "CUSTOMER"}  # fmt: skip
    volumes = Said("about {count} pieces a year", count=total)
    return {
        "answer_by": case.day + _TEN,
        **known(
            products=named(_theirs(case), case),
            market=", ".join(sorted(lands)[:6]),
            volumes=case.words(volumes) if total else "",
        ),
    }


def counter_offer(case: Case) -> Facts:
    """Prices above the last we paid, each with that price as our proposal."""
    currency = str(case.row["currency"])
    products = case.ask("product")
    points = []
    for line in lines(case, "offer"):
        product = products.get(line.sku, {})
        last = Money(decimal(product, "cost_price"), text(product, "cost_currency") or "EUR")
        if last.amount and last.currency == currency and line.price.amount > last.amount:
            unit = f"{line.quantity.normalize():f} {line.unit}"
            points.append(Point(
                what=line.name,
                offered=line.price.rounded().in_(case.lang),
                proposed=last.rounded().in_(case.lang),
                condition=case.words(Said("for {quantity}", quantity=unit)),
            ))  # fmt: skip
    return {
        "offer_ref": text(case.row, "their_ref") or str(case.row["ref"]),
        "offered": case.row["offered"],
        "answer_by": case.day + _TEN,
        **known(points=tuple(points)),
    }
