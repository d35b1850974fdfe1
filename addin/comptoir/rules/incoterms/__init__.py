"""The Incoterms rules of 2020 and 2010: what they say, who pays, what to beware of.

Sources
    ICC, Incoterms 2020 (723E) and Incoterms 2010 (715E); see the modules of this package.
"""

from __future__ import annotations

from comptoir.rules.incoterms.cautions import Caution, Sale, Severity, cautions
from comptoir.rules.incoterms.legs import Leg, Share, bears_risk, payer, seller_legs, shares
from comptoir.rules.incoterms.obligations import Obligation, obligations
from comptoir.rules.incoterms.terms import (
    Cover,
    Edition,
    Incoterm,
    Mode,
    NamedRule,
    NotAnIncoterm,
    NotInEdition,
    Party,
    Place,
    Term,
    cover,
    edition_on,
    parse,
    risk_passes,
)

__all__ = [
    "Caution",
    "Cover",
    "Edition",
    "Incoterm",
    "Leg",
    "Mode",
    "NamedRule",
    "NotAnIncoterm",
    "NotInEdition",
    "Obligation",
    "Party",
    "Place",
    "Sale",
    "Severity",
    "Share",
    "Term",
    "bears_risk",
    "cautions",
    "cover",
    "edition_on",
    "obligations",
    "parse",
    "payer",
    "risk_passes",
    "seller_legs",
    "shares",
]
