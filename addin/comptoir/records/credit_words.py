"""A value of a letter of credit in words, as an amendment says it, read again in any language."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from comptoir.records.credits import CREDIT
from comptoir.records.kinds import Unfit
from comptoir.wording import Said


def said_value(field: str, value: object, lang: str) -> str:
    """A *value* of a field of the credit; blank for none.

    >>> said_value("partial", "NOT_ALLOWED", "en"), said_value("expiry", date(2026, 12, 5), "fr")
    ('not allowed', '05/12/2026')
    >>> said_value("amount", Decimal("49500.0000"), "en")
    '49500'
    """
    if value is None:
        return ""
    label = getattr(CREDIT.by_name[field].kind, "options", {}).get(value)
    if label:
        return Said(label).in_(lang)
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return Said("{value}", value=value).in_(lang) if isinstance(value, date) else str(value)


def said_again(field: str, text: str, lang: str) -> str:
    """What an amendment says of a *field*, in another language; as it stands where it is odd.

    >>> said_again("partial", "not allowed", "fr"), said_again("expiry", "05/12/2026", "en")
    ('interdit', '05 Dec 2026')
    """
    if not text or field not in CREDIT.by_name:
        return text
    value = CREDIT.by_name[field].kind.read(text)
    return text if isinstance(value, Unfit) else said_value(field, value, lang)
