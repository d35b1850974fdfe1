"""The days of letters of credit that follow from their fields, worked out as they are shown."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date

from comptoir.records.stored import Stored
from comptoir.rules.credit import ShippedAfterExpiry, examination_ends, last_presentation


def credit_columns(rows: Stored, _ask: Callable[[str], object]) -> dict[str, list[object]]:
    """The last day to present and the bank's last day to answer (UCP 600 art. 14)."""
    told = rows.columns
    last = [
        last_day(shipped, expiry, period)
        for shipped, expiry, period in zip(
            told["shipped"], told["expiry"], told["period"], strict=True
        )
    ]
    answers = [
        examination_ends(day) if isinstance(day, date) else None for day in told["presented"]
    ]
    return {"last_day": list(last), "answer_by": list(answers)}


def last_day(shipped: object, expiry: object, period: object) -> date | None:
    """The last day to present; None while a day is missing or no presentation can comply.

    >>> print(last_day(date(2026, 12, 4), date(2027, 1, 15), None))
    2026-12-28
    """
    if not isinstance(shipped, date) or not isinstance(expiry, date):
        return None
    with suppress(ShippedAfterExpiry):
        return last_presentation(shipped, expiry, period if isinstance(period, int) else None).day
    return None
