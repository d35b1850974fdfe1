"""Being paid: terms and due dates, ceilings of the law, interest and reminders.

Sources
    C. com. art. L441-10 to L441-16 and D441-5; directive 2011/7/EU; see the modules.
"""

from __future__ import annotations

from comptoir.rules.payment.ceilings import (
    Ceiling,
    Excess,
    GoverningLaw,
    Purpose,
    default_due,
    excesses,
    latest_due,
)
from comptoir.rules.payment.late import (
    BadReminders,
    Basis,
    Chase,
    LateInterest,
    Rate,
    Reminder,
    floor_on,
    late_in_parts,
    late_interest,
    rate_on,
    reminder_due,
    reminders,
)
from comptoir.rules.payment.phrases import NotTerms, SharesAmiss, parse
from comptoir.rules.payment.terms import (
    DayMissing,
    Days,
    Due,
    Instrument,
    MonthEnd,
    Term,
    Terms,
    Trigger,
    day_due,
    due,
    schedule,
    value_date,
)

__all__ = [
    "BadReminders",
    "Basis",
    "Ceiling",
    "Chase",
    "DayMissing",
    "Days",
    "Due",
    "Excess",
    "GoverningLaw",
    "Instrument",
    "LateInterest",
    "MonthEnd",
    "NotTerms",
    "Purpose",
    "Rate",
    "Reminder",
    "SharesAmiss",
    "Term",
    "Terms",
    "Trigger",
    "day_due",
    "default_due",
    "due",
    "excesses",
    "floor_on",
    "late_in_parts",
    "late_interest",
    "latest_due",
    "parse",
    "rate_on",
    "reminder_due",
    "reminders",
    "schedule",
    "value_date",
]
