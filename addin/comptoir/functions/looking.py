"""Read-only look-ups of the desk's records in cells.

Sources
    Ours. The records are read by the reader that the surface gives (`Here.find`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from comptoir.errors import Refused
from comptoir.functions.declaring import Category, Family, Here, may, need
from comptoir.functions.kinds import DAY, TEXT
from comptoir.records import Record, Row
from comptoir.records.kinds import folded
from comptoir.wording import LANGUAGES, Said, mark, translated

family = Family(Category.LOOKING)


class NoDeskHere(Refused):
    message = mark("no desk is at hand. Nothing was looked up. Open a workbook of your desk first.")


class NoSuchRecord(Refused):
    message = mark("nothing in the desk is called {ref}. Check the reference.")


class NoSuchField(Refused):
    message = mark("{record} has no column {name}. Check its heading. It has: {known}.")


def _many(here: Here, refs: Sequence[str], names: Sequence[str]) -> list[object]:
    """All rows in one reading of the store; a reference not found is a sentence in its cell."""
    found = _find(here, refs)
    answers: list[object] = []
    for ref, name in zip(refs, names, strict=True):
        try:
            answers.append(_value(here, found, ref, name))
        except Refused as refusal:
            answers.append(refusal)
    return answers


@family.function(
    "FIELD",
    mark("What the desk has in a column of a record, as it was last saved"),
    need("reference", TEXT, mark("Reference, such as EX-2026-0001")),
    need("heading", TEXT, mark("Heading of the column, in English or French, or its code")),
    many=_many,
    example=(("EX-2026-0001", "status"), (
        "#COMPTOIR! no desk is at hand. Nothing was looked up."
        " Open a workbook of your desk first."
    )),
)  # fmt: skip
def field(here: Here, ref: str, name: str) -> object:
    return _value(here, _find(here, [ref]), ref, name)


@family.function(
    "KPI",
    mark("A figure of the desk, by its code and its period; blank where there is none"),
    need("code", TEXT, mark("Code of the figure, such as OTIF: comptoir kpi lists them")),
    need("period", TEXT, mark("Month 2026-10, quarter 2026-Q4, year 2026, or 2026-01..2026-10")),
    may("day", DAY, mark("Day on which the desk is seen; blank: the last of the period")),
    example=(("OTIF", "2026-10"), (
        "#COMPTOIR! no desk is at hand. Nothing was looked up."
        " Open a workbook of your desk first."
    )),
)  # fmt: skip
def kpi(here: Here, code: str, period: str, day: date | None = None) -> object:
    if here.figures is None:
        raise NoDeskHere
    return here.figures(code, period, day)


def _find(here: Here, refs: Sequence[str]) -> Mapping[str, tuple[Record, Row]]:
    if here.find is None:
        raise NoDeskHere
    return here.find(refs)


def _value(here: Here, found: Mapping[str, tuple[Record, Row]], ref: str, name: str) -> object:
    if ref not in found:
        raise NoSuchRecord(ref=ref)
    record, row = found[ref]
    wanted = folded(name)
    for one in record.fields:
        words = {folded(translated(one.label, lang)) for lang in LANGUAGES}
        if wanted in {folded(one.name), *words}:
            value = row.get(one.name)
            return one.kind.cell(one.kind.stored(value), here.lang)
    custom = row.get("custom")
    if isinstance(custom, Mapping) and name in custom:
        return custom[name]
    known = [Said(one.label) for one in record.fields]
    raise NoSuchField(record=Said(record.one), name=name, known=known)


FUNCTIONS = family.functions
