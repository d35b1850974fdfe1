"""Texts in French and English, and the sheet of the add-in that holds them.

The VBA stays in ASCII: every text a person sees is a cell of the sheet ``textes``,
found by its key, so that one add-in speaks both languages and switches at once.

>>> Bilingual("Poids taxable", "Chargeable weight").joined(("fr", "en"))
'Poids taxable / Chargeable weight'
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

SHEET = "textes"
LANGUAGES = ("fr", "en")
_STAND_INS = {ord("\u202f"): "\u00a0", ord("\u2011"): "-", ord("\u2212"): "-"}


@dataclass(frozen=True, slots=True)
class Bilingual:
    """One text in both languages."""

    fr: str
    en: str

    def joined(self, languages: Sequence[str]) -> str:
        """The text for a place that knows one language only: both, unless they are equal."""
        said = dict.fromkeys(getattr(self, language) for language in languages)
        return " / ".join(text for text in said if text)


def plain(text: str) -> str:
    """*text* without the characters that Windows and Mac code pages lack, where others serve."""
    return text.translate(_STAND_INS)


def rows(texts: Iterable[tuple[str, Bilingual]]) -> list[tuple[str, str, str]]:
    """The rows of the sheet, its heading first; a key may come twice if it says the same.

    >>> rows([("tab", Bilingual("Comptoir", "Desk"))])
    [('key', 'fr', 'en'), ('tab', 'Comptoir', 'Desk')]
    """
    found: dict[str, Bilingual] = {}
    for key, text in texts:
        if found.setdefault(key, text) != text:
            raise ValueError(f"{key!r} has two texts: {found[key]} and {text}")
    return [("key", *LANGUAGES), *((key, text.fr, text.en) for key, text in found.items())]
