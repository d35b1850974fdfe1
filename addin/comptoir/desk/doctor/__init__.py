"""What may be wrong with a desk or the computer under it, and the remedy of each.

Decides only: the facts are gathered elsewhere, so that every ailment can be shown on any system.
"""

from __future__ import annotations

from collections.abc import Iterator

from comptoir.desk.doctor import computer, desks, excel, mac
from comptoir.desk.doctor.diagnosis import ERROR, OK, SIGNS, WARNING, Diagnosis, Examination
from comptoir.desk.doctor.facts import AddInFile, ExcelFacts, Facts, MacFacts

EXAMINATIONS: tuple[Examination, ...] = (
    *computer.EXAMINATIONS,
    *desks.EXAMINATIONS,
    *excel.EXAMINATIONS,
    *mac.EXAMINATIONS,
)


def examined(facts: Facts) -> Iterator[Diagnosis]:
    """Every check that applies here, well or not."""
    for one in EXAMINATIONS:
        found = one.examine(facts)
        if found is not None:
            state, said = found
            yield Diagnosis(one.code, one.what, state, said)


__all__ = [
    "ERROR",
    "EXAMINATIONS",
    "OK",
    "SIGNS",
    "WARNING",
    "AddInFile",
    "Diagnosis",
    "Examination",
    "ExcelFacts",
    "Facts",
    "MacFacts",
    "examined",
]
