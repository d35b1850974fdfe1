"""What the functions are told of a desk: its language, its own law, and how to find a row.

The store is opened at the first look-up, and only read.

Sources
    Ours.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from comptoir import settings
from comptoir.functions.declaring import Figures, Finder, Here
from comptoir.records import RECORDS, Record, Row
from comptoir.rules.glossary import Glossary, Term
from comptoir.rules.law import overrides
from comptoir.settings import Settings
from comptoir.wording import LANGUAGES

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from comptoir.kpis.totals import Totals


def here_at(desk: Settings, lang: str | None = None) -> Here:
    """What the functions are told at *desk*. Raises `BadOverride` for a law it misstates."""
    entries = {name: _entries(own) for name, own in desk.law.items()}
    return Here(
        lang=lang or desk.lang,
        law=overrides(entries),
        find=finder(desk.url),
        terms=glossary(desk.url),
        figures=figurer(desk.url),
    )


def here_from(env: Mapping[str, str]) -> Here:
    """What the functions are told in a spreadsheet: of the desk that ``COMPTOIR_DESK`` names."""
    if folder := env.get("COMPTOIR_DESK"):
        return here_at(settings.read(Path(folder), env))
    return Here(lang=tongue(env))


def tongue(env: Mapping[str, str]) -> str:
    """The language of the answers where no desk says it."""
    asked = env.get("COMPTOIR_LANG", "")
    return asked if asked in LANGUAGES else LANGUAGES[0]


def _entries(own: object) -> list[Mapping[str, object]]:
    """The entries of one quantity, written as a table of values or as a list."""
    found = own.get("values", []) if isinstance(own, Mapping) else own
    return [one for one in found if isinstance(one, Mapping)] if isinstance(found, list) else []


def figurer(url: str) -> Figures:
    """A reader of figures, for the database at *url*. The facts of a day are worked out once."""

    @cache
    def totals(day: date) -> Totals:
        from comptoir import store  # noqa: PLC0415 - half a second, for figures only
        from comptoir.desk.figures import desk_facts  # noqa: PLC0415 - the same
        from comptoir.kpis.totals import Totals  # noqa: PLC0415 - the same

        engine = store.open(url)
        try:
            with store.reading(engine) as db:
                return Totals(desk_facts(db, day))
        finally:
            engine.dispose()

    def figure(code: str, text: str, day: date | None) -> object:
        from comptoir.desk.figures import UnknownFigure  # noqa: PLC0415 - as above
        from comptoir.kpis.definitions import DEFINITIONS  # noqa: PLC0415 - as above
        from comptoir.kpis.figures import figure  # noqa: PLC0415 - as above
        from comptoir.kpis.periods import read_period  # noqa: PLC0415 - as above

        one, period = DEFINITIONS.get(code.upper()), read_period(text)
        if one is None:
            raise UnknownFigure(code=code)
        return figure(totals(day or period.last), one, period).shown

    return figure


def finder(url: str) -> Finder:
    """A reader of the rows behind references, for the database at *url*."""

    @cache
    def engine() -> Engine:
        from comptoir import store  # noqa: PLC0415 - half a second, for look-ups only

        return store.open(url)

    def find(refs: Iterable[str]) -> Mapping[str, tuple[Record, Row]]:
        from comptoir import store  # noqa: PLC0415 - the same

        wanted = set(refs)
        found: dict[str, tuple[Record, Row]] = {}
        with store.reading(engine()) as db:
            for record in RECORDS.values():
                rows = store.current(db, record, wanted - found.keys())
                found.update({key: (record, row) for key, row in rows.items()})
        return found

    return find


def glossary(url: str) -> Callable[[], Glossary]:
    """A reader of the desk's own glossary, read once, for the database at *url*."""

    @cache
    def read() -> Glossary:
        from comptoir import store  # noqa: PLC0415 - half a second, for look-ups only

        engine = store.open(url)
        with store.reading(engine) as db:
            own = tuple(map(_own_term, store.current(db, RECORDS["term"]).values()))
        engine.dispose()
        return Glossary(own)

    return read


def _own_term(row: Row) -> Term:
    fr, en, field, meaning_fr, meaning_en = (
        str(row.get(name) or "") for name in ("fr", "en", "field", "meaning_fr", "meaning_en")
    )
    return Term(fr, en, field, meaning_fr, meaning_en, own=True)
