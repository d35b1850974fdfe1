"""Identifiers of trade: each is a `Kind`, with the same four verbs.

Sources
    Each kind names its standard; see the modules of this package.

>>> KINDS["container"].validate("CSQU 305438-3")
'CSQU3054383'
>>> KINDS["awb"].is_valid("057-12345676")
False
"""

from __future__ import annotations

from comptoir.rules.numbers.declarations import EORI, MRN, TARIFF
from comptoir.rules.numbers.goods import GTIN, SSCC
from comptoir.rules.numbers.parties import BIC, EIN, IBAN, ISIN, LEI, SIREN, SIRET, UID, USCC, VAT
from comptoir.rules.numbers.reading import InvalidNumber, Kind, Reading, Remark, Severity
from comptoir.rules.numbers.transport import AIR_WAYBILL, CONTAINER, IMO, LOCODE

KINDS = {
    kind.code: kind
    for kind in (
        *(CONTAINER, AIR_WAYBILL, IMO, LOCODE),
        *(MRN, EORI, TARIFF),
        *(SIREN, SIRET, VAT, IBAN, BIC, LEI, ISIN, USCC, UID, EIN),
        *(GTIN, SSCC),
    )
}

__all__ = ["KINDS", "InvalidNumber", "Kind", "Reading", "Remark", "Severity"]
