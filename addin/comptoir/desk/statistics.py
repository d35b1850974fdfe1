"""Trade statistics taken from an export of UN Comtrade or Eurostat: each figure once."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from comptoir.desk.deed import Deed
from comptoir.errors import Refused
from comptoir.news.statistics import Figure, Skipped, read_statistics
from comptoir.records import Row
from comptoir.wording import mark


class NotReadable(Refused):
    message = mark("{file} cannot be read: {why}. Nothing was taken. Check the name of the file.")


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of an export: figures new, changed, the same as before, lines left aside."""

    new: int
    changed: int
    same: int
    skipped: tuple[Skipped, ...]


def take_statistics(deed: Deed, file: Path) -> Taken:
    """Take the figures of *file* in; those known already are brought up to date."""
    try:
        text = file.read_text("utf-8-sig", errors="replace")
    except OSError as odd:
        raise NotReadable(file=file.name, why=odd.strerror) from odd
    found, skipped = read_statistics(text, file.name)
    known = deed.rows("market_figure")
    rows = {_key(one): _row(one) for one in found}
    new = [row for key, row in rows.items() if key not in known]
    changed = {
        key: {name: row[name] for name in ("value", "kg", "currency")}
        for key, row in rows.items()
        if key in known and any(known[key].get(name) != row[name] for name in ("value", "kg"))
    }
    deed.change_all("market_figure", changed)
    deed.add("market_figure", new)
    return Taken(len(new), len(changed), len(rows) - len(new) - len(changed), tuple(skipped))


def _key(one: Figure) -> str:
    return f"{one.source} {one.year} {one.reporter} {one.flow} {one.goods_code} {one.partner}"


def _row(one: Figure) -> Row:
    return {
        "source": one.source,
        "year": one.year,
        "reporter": one.reporter,
        "flow": one.flow,
        "goods_code": one.goods_code,
        "partner": one.partner,
        "value": None if one.value is None else round(one.value, 4),
        "currency": one.currency,
        "kg": None if one.kg is None else round(one.kg),
    }
