"""The glossary of the desk: terms that the user adds or changes, the printed ones beside them."""

from __future__ import annotations

from comptoir.desk.deed import Deed
from comptoir.records import Row
from comptoir.rules.glossary import Term, known_as, terms


def own_term(row: Row) -> Term:
    """A row of the desk's glossary as a term."""
    fr, en, field, meaning_fr, meaning_en = (
        str(row.get(name) or "") for name in ("fr", "en", "field", "meaning_fr", "meaning_en")
    )
    return Term(fr, en, field, meaning_fr, meaning_en, own=True)


def own_terms(deed: Deed) -> list[Term]:
    """The terms of the desk's own glossary."""
    return [own_term(row) for row in deed.rows("term").values()]


def add_term(
    deed: Deed, fr: str, en: str, *, field: str = "TRADE", meaning: tuple[str, str] = ("", "")
) -> str:
    """Add a term, or change the one of these names: its code."""
    values: Row = {"fr": fr, "en": en, "field": field}
    values |= {
        name: text for name, text in zip(("meaning_fr", "meaning_en"), meaning, strict=True) if text
    }
    for code, row in deed.rows("term").items():
        if known_as(str(row["fr"])) == known_as(fr) and known_as(str(row["en"])) == known_as(en):
            deed.change("term", code, values)
            return code
    return deed.add("term", [values])[0]


def bring_printed(deed: Deed) -> int:
    """Put every printed term that the desk has not on its sheet Glossary: how many."""
    have = {(known_as(one.fr), known_as(one.en)) for one in own_terms(deed)}
    new: list[Row] = [
        {
            "fr": one.fr,
            "en": one.en,
            "field": one.field,
            "meaning_fr": one.meaning_fr,
            "meaning_en": one.meaning_en,
        }
        for one in terms()
        if (known_as(one.fr), known_as(one.en)) not in have
    ]
    deed.add("term", new)
    return len(new)
