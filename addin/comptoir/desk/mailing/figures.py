"""How filing did on a desk's own mails, counted from what people confirmed and corrected."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from comptoir.records import Row

ALONE = "Comptoir"


@dataclass(frozen=True, slots=True)
class Figures:
    """Mails about dossiers: filed *alone* and *corrected* since; *confirmed* as proposed, filed
    *otherwise*, *waiting*.
    """  # noqa: D205 - one sentence

    mails: int = 0
    alone: int = 0
    corrected: int = 0
    confirmed: int = 0
    otherwise: int = 0
    waiting: int = 0

    @property
    def precision(self) -> Decimal:
        """The share of those filed without asking that nobody corrected, in percent."""
        if not self.alone:
            return Decimal(0)
        return round(Decimal(100) * (self.alone - self.corrected) / self.alone, 2)


def measured(mails: Mapping[str, Row], filings: Mapping[str, Row]) -> Figures:
    """Count *mails* by what was decided of their *filings*.

    >>> one = {"message": "ML0001", "dossier": "EX-1", "state": "REFUSED", "score": 95, "by": "Léa"}
    >>> two = {"message": "ML0001", "dossier": "EX-2", "state": "FILED", "score": None, "by": "Léa"}
    >>> measured({"ML0001": {"status": "FILED"}}, {"F1": one, "F2": two}).otherwise
    1
    """
    of_mail: dict[str, list[Row]] = {}
    for row in filings.values():
        of_mail.setdefault(str(row["message"]), []).append(row)
    counts = dict.fromkeys(Figures.__slots__, 0)
    for key, mail in mails.items():
        kind = _kind(mail, of_mail.get(key, []))
        if kind:
            counts["mails"] += 1
            counts[kind] += 1
            if kind == "corrected":
                counts["alone"] += 1
    return Figures(**counts)


def _kind(mail: Row, filings: list[Row]) -> str | None:
    """What became of one mail; None where it is about no dossier."""
    proposed = [row for row in filings if row.get("score") is not None]
    filed = [row for row in filings if row["state"] == "FILED"]
    if mail.get("status") == "TO_CONFIRM":
        return "waiting" if proposed else None
    if any(row.get("by") == ALONE and row["state"] == "FILED" for row in proposed):
        return "alone"
    if any(str(row.get("by") or "").startswith(f"{ALONE}, ") for row in proposed):
        return "corrected"
    if any(row in proposed for row in filed):
        return "confirmed"
    return "otherwise" if filed else None
