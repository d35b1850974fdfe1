"""What is known of people: given out or erased at their wish, but for what the law has us keep.

A name on an invoice is kept with the invoice; the telephone number of a buyer is not.

Sources
    Reg. (EU) 2016/679 (GDPR), art. 12(3), 15, 17(1) and 17(3)(b).
    C. com. art. L123-22 (commercial documents, 10 years); UCC art. 51 (customs, 3 years).
    Figures: ``data/personal.toml``.

Not covered: disputes under way (art. 17(3)(e)): keep the file until they end.

>>> print(answer_due(date(2026, 1, 31)))
2026-02-28
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from comptoir.rules.days import add_months, add_years
from comptoir.rules.law import PRINTED, Overrides, timeline
from comptoir.wording import Said

_BOOK = "personal"
KEPT_BY_LAW = {
    "invoice": ("commercial_years", Said("invoices and their payments")),
    "payment": ("commercial_years", Said("invoices and their payments")),
    "order": ("commercial_years", Said("orders and their letters")),
    "offer": ("commercial_years", Said("offers and their letters")),
    "shipment": ("customs_years", Said("shipments and customs papers")),
    "declaration": ("customs_years", Said("shipments and customs papers")),
}
"""What the law has us keep, by record, and for how long (the name of a figure)."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Papers that are kept in spite of a wish to be forgotten: till when, and by which law."""

    what: Said
    until: date
    source: str


def answer_due(asked: date, ours: Overrides = PRINTED) -> date:
    """The last day to answer a person who asks for their data, or for their erasure.

    >>> print(answer_due(date(2026, 11, 23)))
    2026-12-23
    """
    return add_months(asked, int(timeline(_BOOK, "answer_months", ours).on(asked).number))


def kept_until(record: str, last: date, ours: Overrides = PRINTED) -> Kept | None:
    """Till when the papers of *record*, the last of them of a day, must be kept; None: no law.

    Counted from the end of the calendar year: a firm with another year end keeps them longer.

    >>> kept = kept_until("invoice", date(2026, 3, 2))
    >>> print(kept.until, kept.source)
    2036-12-31 C. com. art. L123-22, from the closing of the year
    >>> kept_until("contact", date(2026, 3, 2)) is None
    True
    """
    if record not in KEPT_BY_LAW:
        return None
    figure, what = KEPT_BY_LAW[record]
    entry = timeline(_BOOK, figure, ours).on(last)
    year_end = date(last.year, 12, 31)
    return Kept(what, add_years(year_end, int(entry.number)), entry.source)


def prospect_forgotten(last_word: date, ours: Overrides = PRINTED) -> date:
    """The day from which what is known of a prospect must go, unless they wrote again.

    >>> print(prospect_forgotten(date(2023, 11, 23)))
    2026-11-23
    """
    years = int(timeline(_BOOK, "prospect_years", ours).on(last_word).number)
    return add_years(last_word, years)
