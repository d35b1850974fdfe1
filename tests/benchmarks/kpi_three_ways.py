"""Every figure three ways on random desks: Python, plain words, LibreOffice. 0 differences.

python tests/benchmarks/kpi_three_ways.py [DESKS]
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parents[1] / "kpis"))

from random_desks import books
from test_kpi_independent import differing

from recalculated import differences, errors, recalculated

AT_ONCE = 5


def main(desks=200):
    start, cells, bad = time.perf_counter(), 0, []
    for seed in range(desks):
        bad += differing(seed)[1]
    print(f"{desks} desks, Python and plain words: {len(bad)} differences", flush=True)
    for first in range(0, desks, AT_ONCE):
        last = min(first + AT_ONCE, desks)
        with TemporaryDirectory() as folder:
            built = books(Path(folder), range(first, last))
            for ours, theirs in zip(built, recalculated(folder, *built), strict=True):
                count, differ = differences(ours, theirs)
                cells += count
                bad += differ + errors(theirs)
        took = time.perf_counter() - start
        told = f"{last} workbooks, {cells} formulas, {len(bad)} differences, {took:.0f} s"
        print(told, flush=True)
    print(*bad[:20], sep="\n")
    return not bad


if __name__ == "__main__":
    sys.exit(0 if main(*map(int, sys.argv[1:])) else 1)
