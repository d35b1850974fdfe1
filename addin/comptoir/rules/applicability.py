"""What a trader in France must do, and from which day: invoices, records, customs rules.

Sources
    Ord. 2025-1247 and ord. 2026-671 (VAT law moved to the CIBS); ord. 2021-1190
    (electronic invoices); LPF art. L102 B and C. com. art. L123-22 (records); European
    regulations on ICS2, CBAM (2023/956) and deforestation (2025/2650).

>>> vat_export_article(date(2026, 12, 31)), vat_export_article(date(2027, 1, 1))
('CGI art. 262 I-1°', 'CIBS art. L. 213-16')
>>> applies(Matter.EINVOICE_ISSUE_SMALL, date(2027, 8, 31)) is None
True
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from comptoir.rules.days import add_years
from comptoir.rules.law import PRINTED, InForce, Overrides, timeline


class Matter(StrEnum):
    """Obligations with a first day; the value is its name in the book."""

    EINVOICE_RECEIVE = "einvoice_receive"
    EINVOICE_ISSUE_LARGE = "einvoice_issue_large"
    EINVOICE_ISSUE_SMALL = "einvoice_issue_small"
    CUSTOMS_CODE = "customs_code"
    ICS2_RELEASE_3 = "ics2_release_3"
    CBAM = "cbam_threshold"
    EUDR_LARGE = "eudr_large"
    EUDR_SMALL = "eudr_small"


def applies(matter: Matter, day: date, ours: Overrides = PRINTED) -> InForce | None:
    """What applies in *matter* on *day*; None before its first day."""
    return timeline("applicability", matter.value, ours).at(day)


def vat_export_article(day: date, ours: Overrides = PRINTED) -> str:
    """The article to print on an exempt export invoice of *day*."""
    return timeline("applicability", "vat_export_article", ours).on(day).text


def vat_laws_accepted(day: date, ours: Overrides = PRINTED) -> list[str]:
    """The codes that an invoice of *day* may refer to, the one in force first.

    >>> vat_laws_accepted(date(2028, 6, 30)), vat_laws_accepted(date(2028, 7, 1))
    (['CIBS', 'CGI'], ['CIBS'])
    """
    accepted = [timeline("applicability", "vat_law", ours).on(day).text]
    former = timeline("applicability", "vat_law_still_accepted", ours).at(day)
    return [*accepted, former.text] if former else accepted


def keep_until(year_end: date, ours: Overrides = PRINTED) -> date:
    """The day until which the papers of a year that ends on *year_end* are kept.

    The longer of the tax and the accounting term.

    >>> print(keep_until(date(2026, 12, 31)))
    2036-12-31
    """
    years = (timeline("applicability", name, ours).on(year_end) for name in _RECORDS)
    return add_years(year_end, max(int(entry.number) for entry in years))


_RECORDS = ("keep_tax_records", "keep_accounts")
