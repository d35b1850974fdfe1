"""The sentences that a paper must carry, by case.

Sources
    VAT: CGI art. 262 I, 262 ter I, 283-2; directive 2006/112/EC art. 138, 146, 196.
    Late payment: C. com. art. L441-9, L441-10 II, D441-5. Incoterms 2020 (ICC 723).
"""

from __future__ import annotations

from datetime import date

from comptoir.rules.incoterms import Edition, Incoterm, NamedRule
from comptoir.rules.law import PRINTED, Overrides, timeline
from comptoir.rules.payment import Instrument, MonthEnd, NotTerms, Term, Trigger, parse, rate_on
from comptoir.rules.payment.phrases import SharesAmiss
from comptoir.wording import Said

_VAT = {
    "EXPORT": {
        "fr": "Exonération de TVA, article 262 I du CGI",
        "en": "VAT exempt export – Art. 146 Directive 2006/112/EC (art. 262 I CGI)",
    },
    "EU_SUPPLY": {
        "fr": "Exonération de TVA, article 262 ter I du CGI",
        "en": "VAT exempt intra-Community supply – Art. 138 Directive 2006/112/EC"
        " (art. 262 ter I CGI)",
    },
    "REVERSE": {
        "fr": "Autoliquidation (article 283-2 du CGI)",
        "en": "Reverse charge – Art. 196 Directive 2006/112/EC (art. 283-2 CGI)",
    },
}


def vat_wording(case: str, lang: str) -> str:
    """The wording that a VAT case wants on the invoice; none for a domestic sale.

    >>> vat_wording("EU_SUPPLY", "fr")
    'Exonération de TVA, article 262 ter I du CGI'
    """
    return _VAT.get(case, {}).get(lang, "")


_EVENTS = {
    Trigger.ORDER: Said("the order"),
    Trigger.INVOICE: Said("the invoice date"),
    Trigger.RECEIPT: Said("receipt of the goods"),
    Trigger.SHIPMENT: Said("shipment"),
    Trigger.DOCUMENTS: Said("presentation of the documents"),
    Trigger.ACCEPTANCE: Said("acceptance"),
}


def terms_said(terms: str, lang: str) -> str:
    """Terms of payment as a partner reads them; words that are no code stay as they are.

    >>> terms_said("EOM 45 A", "fr"), terms_said("LC SIGHT", "en")
    ('45 jours fin de mois', 'irrevocable letter of credit, payable at sight')
    >>> terms_said("DEP 30 BAL", "en")
    'DEP 30 BAL'
    """
    try:
        parts = parse(terms).parts if terms else ()
    except (NotTerms, SharesAmiss):
        return terms
    told = [_term(part).in_(lang) for part in parts]
    if len(parts) == 1:
        return told[0]
    return ", ".join(
        f"{part.share.normalize():f} % {words}" for part, words in zip(parts, told, strict=True)
    )


def by_credit(terms: str) -> bool:
    """Whether a letter of credit pays.

    >>> by_credit("LC SIGHT"), by_credit("NET 30"), by_credit("")
    (True, False, False)
    """
    try:
        parts = parse(terms).parts if terms else ()
    except (NotTerms, SharesAmiss):
        return False
    return any(part.instrument is Instrument.CREDIT for part in parts)


def _term(term: Term) -> Said:
    days, event = term.days, _EVENTS[term.trigger]
    if term.month_end is not None:
        return _at_month_end(term)
    match term.instrument:
        case Instrument.CREDIT:
            return _by_credit(term)
        case Instrument.CASH_AGAINST_DOCUMENTS | Instrument.COLLECTION:
            return term.instrument.said
        case Instrument.ACCEPTANCE:
            return Said("documents against acceptance, {days} days", days=days)
    if not days:
        return Said("payable with {event}", event=event)
    return Said("{days} days from {event}", days=days, event=event)


def _by_credit(term: Term) -> Said:
    if term.trigger is Trigger.DOCUMENTS and not term.days:
        return Said("irrevocable letter of credit, payable at sight")
    event = _EVENTS[term.trigger]
    return Said("irrevocable letter of credit, {days} days after {event}",
                days=term.days, event=event)  # fmt: skip


def _at_month_end(term: Term) -> Said:
    if term.day_of_month:
        return Said("{days} days end of month, on the {day}", days=term.days, day=term.day_of_month)
    if term.month_end is MonthEnd.BEFORE_DAYS:
        return Said("end of month plus {days} days", days=term.days)
    return Said("{days} days end of month", days=term.days)


def incoterm_said(code: object, place: object, edition: object) -> str:
    """The rule with its place and edition, as a contract must state it."""
    if not code:
        return ""
    named = NamedRule(Incoterm[str(code)], str(place or ""), Edition(int(str(edition or 2020))))
    return str(named)


def penalties_said(day: date, ours: Overrides = PRINTED) -> Said:
    """The clause on late payment that every French invoice carries, with the rate of *day*."""
    rate = rate_on(day, ours=ours)
    fixed = timeline("payment", "late_payment_indemnity", ours).on(day)
    return Said(
        "Late payment: interest at {percent} % a year from the day after the due date, without"
        " reminder (C. com. art. L441-10), and a fixed recovery indemnity of {fixed} €"
        " (art. D441-5). No discount for early payment.",
        percent=rate.percent,
        fixed=fixed.number,
    )
