"""Letters that are about no deal: prospecting, fairs, prices, closings, credit, reports."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

from comptoir.letters.contexts.house import Report
from comptoir.letters.contexts.letterhead import country_name, text
from comptoir.letters.contexts.selling import NewPrice
from comptoir.letters.contexts.wordings import terms_said
from comptoir.letters.gathering import telling
from comptoir.letters.gathering.asking import Ask, Case, day, decimal, known, listed, one_of, parts
from comptoir.letters.kinds import kind_named
from comptoir.records import Row
from comptoir.records.developing import VISIT_KIND
from comptoir.rules.days import add_months
from comptoir.rules.money import Money
from comptoir.wording import Said

Facts = dict[str, object]
_YEAR, _FORTNIGHT = timedelta(days=365), timedelta(days=14)
_CANCELLED = "CANCELLED"
_REPORT = kind_named("report")


def sold(case: Case) -> list[Row]:
    """The articles we sell, in the order of their codes."""
    found = [
        row
        for row in case.ask("product").values()
        if row.get("sale_price") and row.get("active") is not False
    ]
    return sorted(found, key=lambda row: str(row["sku"]))


def named(rows: Iterable[Row], case: Case) -> str:
    other = "en" if case.lang == "fr" else "fr"
    names = (text(row, f"name_{case.lang}") or text(row, f"name_{other}") for row in rows)
    return listed((_lower(one) for one in names), case)


def _lower(name: str) -> str:
    """A name inside a sentence: its first letter small, unless it is an acronym."""
    return name[:1].lower() + name[1:] if name[1:2].islower() else name


def prospecting(case: Case) -> Facts:
    """Who we are, by the desk's own figures; why we write to them, if their note says so."""
    customers = [row for row in case.ask("party").values() if row.get("role") == "CUSTOMER"]
    lands = {text(row, "country") for row in customers}
    where = country_name(text(case.head.to, "country"), case.lang)
    many = Said("We already serve {count} houses in {countries} countries.",
                count=len(customers), countries=len(lands))  # fmt: skip
    return {
        "reason": text(case.row, "note") or case.words(Said(
            "We are looking for a partner for our range in your country: {country}.",
            country=where)),
        "customers": case.words(many),
        "proposal": case.words(
            Said("May I send you our catalogue and two samples, and call you next week?")
        ),
        **known(products=named(sold(case)[:3], case), strengths=_strengths(case)),
    }  # fmt: skip


def _strengths(case: Case) -> tuple[str, ...]:
    return tuple(one.strip() for one in case.ours("strengths").split(";") if one.strip())


def fair_invitation(case: Case) -> Facts:
    """The next fair at which we have a stand."""
    ahead = [
        row
        for row in case.ask("event").values()
        if row.get("status") in {"PLANNED", "BOOKED"}
        and row.get("stand")
        and (day(row, "ends") or date.min) >= case.day
    ]
    fair = min(ahead, key=lambda row: str(row["starts"]), default={})
    return known(
        fair=text(fair, "name"),
        town=text(fair, "town") or country_name(text(fair, "country"), case.lang),
        starts=day(fair, "starts"),
        ends=day(fair, "ends"),
        stand=text(fair, "stand"),
        novelty=named(sold(case)[:3], case),
    )


def fair_follow_up(case: Case) -> Facts:
    """The fair at which we met them, what they look for, and the step agreed."""
    leads = parts(case.ask, "prospect", "party", case.row["code"])
    lead = next((row for row in leads if row.get("event")), leads[0] if leads else {})
    fair = case.ask("event").get(text(lead, "event"), {})
    return {
        "call_on": day(lead, "next_on"),
        **known(
            fair=text(fair, "name"),
            met=day(lead, "obtained"),
            talked_of=text(lead, "need"),
            next_step=text(lead, "next_step"),
        ),
    }


def unavailability(case: Case) -> Facts:
    writer = case.head.writer
    reach = ", ".join(one for one in (writer.name, *writer.reach) if one)
    return {"contact": reach, "ends": None, "last_orders": None}


def price_change(case: Case) -> Facts:
    """The list prices that differ from those of the partner's last orders.

    Told a *rise* in percent instead, every article they ordered within a year moves by it.
    """
    last = _last_prices(case)
    rise = case.told.get("rise", "").replace(",", ".").strip(" %")
    prices = []
    for sku, price in sorted(last.items()):
        product = case.ask("product").get(sku, {})
        listed_ = Money(decimal(product, "sale_price"), text(product, "sale_currency") or "EUR")
        new = (price * (100 + Decimal(rise)) / 100).rounded() if rise else listed_.rounded()
        if new.currency == price.currency and new != price and new.amount:
            prices.append(_moved(case, product, price, new))
    effective = add_months(case.day.replace(day=1), 2)
    return {
        "effective": effective,
        "orders_until": effective - timedelta(days=1),
        **known(prices=tuple(prices)),
    }


def _moved(case: Case, product: Row, old: Money, new: Money) -> NewPrice:
    change = ((new.amount - old.amount) * 100 / old.amount).quantize(Decimal("0.01"))
    name = text(product, f"name_{case.lang}") or text(product, "name_en")
    return NewPrice(sku=text(product, "sku"), name=name, old=old, new=new, change=change)


def _last_prices(case: Case) -> dict[str, Money]:
    """The price of each article in the partner's latest order of it, within a year."""
    found: dict[str, Money] = {}
    for order in orders(case.ask, str(case.row["code"]), case.day - _YEAR):
        for line in parts(case.ask, "order_line", "order", order["ref"]):
            if line.get("product"):
                price = Money(decimal(line, "price"), str(order["currency"]))
                found[str(line["product"])] = price.rounded()
    return found


def orders(ask: Ask, party: str, since: date) -> list[Row]:
    """The orders of a party since a day that were not cancelled, the oldest first."""
    found = [
        row
        for row in parts(ask, "order", "party", party)
        if row.get("status") != _CANCELLED and (day(row, "ordered") or date.min) >= since
    ]
    return sorted(found, key=lambda row: str(row["ordered"]))


def credit_enquiry(case: Case) -> Facts:
    limit = case.row.get("credit_limit")
    questions = (
        Said("Since when have you dealt with them, and for what amounts?"),
        Said("Do they pay when due?"),
        Said("Do you think this credit prudent?"),
    )
    return {
        "firm_asked_about": text(case.row, "name"),
        "questions": tuple(case.words(one) for one in questions),
        "answer_by": case.day + _FORTNIGHT,
        **known(limit=Money(str(limit), text(case.row, "currency") or "EUR") if limit else None),
    }


def referee(ask: Ask, _row: Row) -> str:
    """Whom a credit enquiry goes to, unless another is named: our bank."""
    return one_of(ask, "BANK")


def account_opening(case: Case) -> Facts:
    wanted = (
        Said("your certificate of incorporation"),
        Said("your VAT and EORI numbers"),
        Said("your bank details, signed"),
    )
    terms = text(case.row, "terms")
    return {
        "wanted": tuple(case.words(one) for one in wanted),
        "answer_by": case.day + _FORTNIGHT,
        "terms": terms_said(terms, case.lang) if terms else case.words(
            Said("30 days from the invoice date")),
        **known(activity=case.ours("activity")),
    }  # fmt: skip


def report(case: Case) -> Facts:
    """A visit or call: who was there, what was said and decided, one point to the line."""
    row = case.row
    them = case.linked("contact") or case.head.contact or {}
    name = " ".join(one for one in (text(them, "first_name"), text(them, "surname")) if one)
    present = text(row, "present").split(",") or ()
    who = tuple(one.strip() for one in present if one.strip())
    decided = "; ".join(text(row, "decisions").splitlines())
    said = tuple(one.strip("-• ") for one in text(row, "said").splitlines() if one.strip())
    return {
        "kind": VISIT_KIND.words(case.lang).get(text(row, "kind"), ""),
        "held": row["day"],
        "place": text(row, "place") or text(case.head.to, "city"),
        "present": who or tuple(one for one in (case.head.writer.name, name) if one),
        "about": text(row, "about"),
        "next_on": day(row, "next_on"),
        **known(said=said),
        **telling.read(_REPORT, Report, {"decisions": decided} if decided else {}),
    }
