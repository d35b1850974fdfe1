"""From a consultation's rows to the request for prices that goes to one supplier."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

from comptoir.letters.contexts import buying
from comptoir.letters.contexts.letterhead import Heading, text
from comptoir.letters.contexts.wordings import incoterm_said, terms_said
from comptoir.records import Row, Rows
from comptoir.records.goods import UNIT

_ANSWER_DAYS, _VALIDITY = 10, 30


def price_request(
    _kind: str, row: Row, told: Heading, ask: Callable[[str], Rows]
) -> buying.PriceRequest:
    """L01: what a consultation asks of the supplier of the request *row*."""
    asked = ask("consultation")[str(row["consultation"])]
    lines = [one for one in ask("consultation_line").values()
             if one["consultation"] == row["consultation"]]  # fmt: skip
    products = ask("product")
    by = asked.get("answer_by")
    answer_by = by if isinstance(by, date) else told.day + timedelta(days=_ANSWER_DAYS)
    wanted_by = asked.get("deliver_by")
    terms = text(asked, "terms")
    return buying.PriceRequest(
        subject=text(asked, "subject"),
        wanted=tuple(
            _wanted(one, products.get(str(one.get("product")), {}), told.lang) for one in lines
        ),
        incoterm=incoterm_said(asked.get("incoterm"), asked.get("place"), asked.get("edition"))
        if asked.get("incoterm")
        else "",
        currency=text(asked, "currency"),
        terms=terms_said(terms, told.lang) if terms else "",
        valid_until=answer_by + timedelta(days=_VALIDITY),
        answer_by=answer_by,
        delivery_by=wanted_by if isinstance(wanted_by, date) else None,
        samples=text(asked, "samples"),
        certificates=tuple(
            part.strip() for part in text(asked, "certificates").split(",") if part.strip()
        ),
    )


def _wanted(line: Row, product: Row, lang: str) -> buying.Wanted:
    other = "en" if lang == "fr" else "fr"
    name = (
        text(line, "description") or text(product, f"name_{lang}") or text(product, f"name_{other}")
    )
    return buying.Wanted(
        what=name,
        quantity=Decimal(str(line["quantity"])),
        unit=UNIT.words(lang).get(text(line, "unit"), text(line, "unit")),
        requirement=text(line, "requirement"),
    )
