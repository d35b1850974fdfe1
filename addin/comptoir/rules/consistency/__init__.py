"""Whether the papers of a dossier agree, before one of them leaves: every rule has a code.

The offer, the order, its confirmation, the invoice, the packing list, the transport document,
the insurance, the certificate of origin, the declaration, the draft and the letter of credit
are compared, fact by fact. Silence is no conflict: what a paper does not say is not compared.

Sources
    UCP 600 art. 14(d); UCC art. 15; see the modules of this package.

An invoice for a carton more than the packing list has:

>>> invoice = Paper(Sheet.INVOICE, packages=41, incoterm="CIF", place="Jeddah")
>>> packing = Paper(Sheet.PACKING_LIST, packages=40)
>>> for found in examine(Dossier((invoice, packing))): print(found.code, found.said)
PKG-1 Packages: 40 on the packing list, 41 on the commercial invoice.
"""

from __future__ import annotations

from collections.abc import Mapping

from comptoir.rules.consistency.of_goods import GOODS, PACKING_RULES, QUANTITIES
from comptoir.rules.consistency.of_trade import MONEY, NUMBERS, PARTIES
from comptoir.rules.consistency.of_voyage import DAYS, DELIVERY, VOYAGE
from comptoir.rules.consistency.papers import Dossier, Paper, Sheet
from comptoir.rules.consistency.rule import Finding, Rule
from comptoir.rules.consistency.under_credit import POINTS, under_credit
from comptoir.rules.discrepancies import Gravity, Terms

BETWEEN: tuple[Rule, ...] = (
    *PARTIES, *NUMBERS, *MONEY, *GOODS, *QUANTITIES, *PACKING_RULES, *DELIVERY, *VOYAGE, *DAYS,
)  # fmt: skip
"""The rules between two papers, whether there is a credit or not."""
RULES: Mapping[str, Rule] = {rule.code: rule for rule in (*BETWEEN, *POINTS.values())}
"""Every rule by its code."""

__all__ = [
    "BETWEEN",
    "RULES",
    "Dossier",
    "Finding",
    "Gravity",
    "Paper",
    "Rule",
    "Sheet",
    "Terms",
    "examine",
]


def examine(dossier: Dossier) -> list[Finding]:
    """Everything that conflicts in *dossier*, gravest first, then in the order of the rules.

    >>> examine(Dossier(()))
    []
    """
    found = [Finding(rule, *pair) for rule in BETWEEN if (pair := rule.broken(dossier)) is not None]
    found += list(under_credit(dossier, found))
    order = {gravity: at for at, gravity in enumerate(Gravity)}
    return sorted(found, key=lambda one: order[one.rule.gravity])
