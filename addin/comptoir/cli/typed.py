"""What several commands read from what is typed: days, quantities by line, lines wanted."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal, InvalidOperation

import click

from comptoir.desk.offering import Wanted
from comptoir.errors import Refused
from comptoir.wording import mark

DAY = click.DateTime(["%Y-%m-%d", "%d/%m/%Y"])


class Unreadable(Refused):
    message = mark("{text} cannot be read. Nothing was done. Write it as in {example}.")


def civil(day: datetime | None) -> date | None:
    """The day without its hour."""
    return day.date() if day else None


def amount(text: str) -> Decimal:
    """A number with a point or a comma."""
    try:
        return Decimal(text.replace(" ", "").replace(",", "."))
    except InvalidOperation:
        raise Unreadable(text=text, example="12.50") from None


def pair(text: str) -> tuple[str, str]:
    """``NAME=VALUE``."""
    name, sign, value = text.partition("=")
    if not (name and sign and value):
        raise Unreadable(text=text, example="BOL=2.35")
    return name.strip(), value.strip()


def wanted(text: str) -> Wanted:
    """``ARTICLE=QUANTITY``, its unit after it and ``@PRICE`` at the end if need be."""
    what, rest = pair(text)
    many, _, price = rest.partition("@")
    words = many.split()
    unit = words[1].upper() if len(words) > 1 else None
    return Wanted(what, amount(words[0]), unit, amount(price) if price else None)
