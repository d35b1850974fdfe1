"""What will never be paid: written off, and measured against the turnover.

Sources
    Bad-debt rate: the trade reference, section 8 (written off divided by turnover); both without
    VAT, as that section asks of the sales days. CGI art. 272, 1: the VAT of a debt that is lost for
    good can be claimed back, once the customer has been sent a corrected duplicate of the invoice.
"""

from __future__ import annotations

from decimal import Decimal

from comptoir.rules.money import Money

__all__ = ["bad_debt_rate", "vat_to_claim_back", "without_vat"]


def without_vat(written_off: Money, net: Money, total: Money) -> Money:
    """The part of *written_off* that is no VAT, as *net* is of *total*, to the smallest coin.

    >>> without_vat(Money("600.00", "EUR"), Money("1000.00", "EUR"), Money("1200.00", "EUR"))
    Money('500.00', 'EUR')
    """
    if not total.amount:
        return Money.zero(written_off.currency).rounded()
    return (written_off * net.amount / total.amount).rounded()


def vat_to_claim_back(written_off: Money, net: Money, total: Money) -> Money:
    """The VAT within *written_off*: claimed back once the debt is lost for good.

    >>> vat_to_claim_back(Money("600.00", "EUR"), Money("1000.00", "EUR"), Money("1200.00", "EUR"))
    Money('100.00', 'EUR')
    """
    return written_off.rounded() - without_vat(written_off, net, total)


def bad_debt_rate(written_off: Money, turnover: Money) -> Decimal | None:
    """What was written off in percent of the turnover, both without VAT; None without turnover.

    >>> bad_debt_rate(Money("2400.00", "EUR"), Money("480000.00", "EUR"))
    Decimal('0.5')
    """
    return 100 * written_off.amount / turnover.amount if turnover.amount else None
