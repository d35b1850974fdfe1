"""Trade statistics as their publishers export them: UN Comtrade and Eurostat (Comext) CSV.

UN Comtrade (comtradeplus export): ``refYear, reporterISO, flowCode, partnerISO, cmdCode,
primaryValue, netWgt``; values in US dollars. Eurostat (data browser export, SDMX-CSV): ``reporter,
partner, product, flow, indicators, TIME_PERIOD, OBS_VALUE``; values in euros, quantities in units
of 100 kg. Sources: the publishers' pages on these formats; the columns are found by their names.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from comptoir.errors import Refused
from comptoir.wording import Said, mark

WORLD = "WORLD"
_WORLDS = {"W00", "WLD", "WORLD", "0", "EXT_EU27_2020", "INTRA_EU27_2020"}


class NotStatistics(Refused):
    message = mark(
        "{file} is no export of UN Comtrade or Eurostat: it lacks the columns {missing}."
        " Nothing was taken. Export it again as CSV, with all columns."
    )


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: what a market traded with a partner in a year. *kg* None: not counted."""

    source: str
    year: int
    reporter: str
    flow: str
    goods_code: str
    partner: str
    value: Decimal | None
    currency: str
    kg: Decimal | None


@dataclass(frozen=True, slots=True)
class Skipped:
    """A line that could not be taken, and why."""

    line: int
    why: Said


def read_statistics(text: str, name: str) -> tuple[list[Figure], list[Skipped]]:
    """The figures of an export, and the lines that could not be read. Raises `NotStatistics`."""
    first = text.lstrip("\ufeff").splitlines()[:1]
    delimiter = ";" if first and first[0].count(";") > first[0].count(",") else ","
    rows = csv.DictReader(io.StringIO(text.lstrip("\ufeff")), delimiter=delimiter)
    heads = {str(one).strip().lower() for one in rows.fieldnames or []}
    lines = [
        {str(k).strip().lower(): str(v or "").strip() for k, v in row.items() if k} for row in rows
    ]
    if {"refyear", "cmdcode", "primaryvalue"} <= heads:
        return _sorted_out(_comtrade(lines))
    if {"time_period", "obs_value", "product"} <= heads:
        return _sorted_out(_eurostat(lines))
    raise NotStatistics(file=name, missing="refYear, cmdCode, primaryValue")


def _sorted_out(found: Iterator[Figure | Skipped]) -> tuple[list[Figure], list[Skipped]]:
    together: dict[tuple[object, ...], Figure] = {}
    skipped = []
    for one in found:
        if isinstance(one, Skipped):
            skipped.append(one)
            continue
        key = (one.source, one.year, one.reporter, one.flow, one.goods_code, one.partner)
        together[key] = _joined(together[key], one) if key in together else one
    return list(together.values()), skipped


def _joined(one: Figure, other: Figure) -> Figure:
    """The two halves of a Eurostat figure: its value and its quantity."""
    return Figure(
        one.source, one.year, one.reporter, one.flow, one.goods_code, one.partner,
        other.value if one.value is None else one.value, one.currency,
        other.kg if one.kg is None else one.kg,
    )  # fmt: skip


def _comtrade(lines: list[dict[str, str]]) -> Iterator[Figure | Skipped]:
    for at, row in enumerate(lines, 2):
        flow = {"M": "IMPORT", "X": "EXPORT"}.get(row.get("flowcode", "")[:1].upper())
        reporter = country(row.get("reporteriso", ""))
        year, value = _number(row.get("refyear", "")), _number(row.get("primaryvalue", ""))
        code = re.sub(r"\D", "", row.get("cmdcode", ""))
        if flow is None or not reporter or year is None or value is None or not code:
            yield Skipped(at, Said("no direction, country, year, code or value"))
            continue
        yield Figure(
            "COMTRADE", int(year), reporter, flow, code, partner(row.get("partneriso", "")),
            value, "USD", _number(row.get("netwgt", "")) or None,
        )  # fmt: skip


def _eurostat(lines: list[dict[str, str]]) -> Iterator[Figure | Skipped]:
    for at, row in enumerate(lines, 2):
        flow = {"1": "IMPORT", "2": "EXPORT", "IMPORT": "IMPORT", "EXPORT": "EXPORT"}.get(
            row.get("flow", "").upper()
        )
        reporter = country(row.get("reporter", ""))
        period = re.match(r"(\d{4})(?:-?A?\d*)?$", row.get("time_period", ""))
        value = _number(row.get("obs_value", ""))
        code = re.sub(r"\D", "", row.get("product", ""))
        if flow is None or not reporter or period is None or value is None or not code:
            yield Skipped(at, Said("no direction, country, year, code or value"))
            continue
        weighed = "QUANTITY" in row.get("indicators", "VALUE_IN_EUROS").upper()
        yield Figure(
            "EUROSTAT", int(period[1]), reporter, flow, code, partner(row.get("partner", "")),
            None if weighed else value, "EUR", value * 100 if weighed else None,
        )  # fmt: skip


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() and number >= 0 else None


def country(code: str) -> str:
    """A country's two letters from its two or three; nothing where it is none.

    >>> country("DEU"), country("fr"), country("EL"), country("XXQ")
    ('DE', 'FR', 'GR', '')
    """
    from babel.core import get_global  # noqa: PLC0415 - only where statistics are read

    plain = code.strip().upper()
    if plain in {"EL", "UK"}:
        return {"EL": "GR", "UK": "GB"}[plain]
    threes: Mapping[str, str] = {
        one: two[0] for one, two in get_global("territory_aliases").items() if two
    }
    two = threes.get(plain, plain)
    return two if re.fullmatch("[A-Z]{2}", two) else ""


def partner(code: str) -> str:
    """Who is on the other side: a country, the world, or the code as it stands."""
    plain = code.strip().upper()
    return WORLD if plain in _WORLDS or not plain else country(plain) or plain[:12]
