"""The Calc engine against UNO itself, in one run of one office.

    python tests/benchmarks/calc_engine.py [ROWS]

A block of ROWS × 4 (number, text, date, truth) is written and read. The peer is the least that
could be done: the same cells as bare numbers and texts through `setDataArray` and `getDataArray`,
with no dates, no truth and no errors restored.
"""

from __future__ import annotations

import datetime as dt
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import xlwings as xw

import xlcalc
from xlcalc import bridge

COLUMNS = 4


def timed(name: str, count: int, unit: str, deed: Callable[[], object], times: int = 3) -> float:
    """Run a deed, print its best speed and return it."""
    best = min(_seconds(deed) for _ in range(times))
    speed = count / best
    print(f"{name:<44}{best:9.3f} s {speed:12,.0f} {unit}/s")
    return speed


def _seconds(deed: Callable[[], object]) -> float:
    began = time.perf_counter()
    deed()
    return time.perf_counter() - began


@contextmanager
def an_office() -> Iterator[xw.App]:
    with TemporaryDirectory(prefix="xlcalc_bench_") as folder:
        profile = bridge.settle(Path(folder) / "settled")
        began = time.perf_counter()
        xlcalc.activate()
        app = xlcalc.start(template=profile)
        print(f"{'start from a settled profile':<44}{time.perf_counter() - began:9.3f} s")
        try:
            yield app
        finally:
            app.quit()


def blocks(sheet: xw.Sheet, rows: int) -> None:
    day = dt.datetime(2025, 1, 1)
    data = [[i + 0.5, f"F{i}", day + dt.timedelta(days=i % 900), i % 2 == 0] for i in range(rows)]
    plain = tuple((i + 0.5, f"F{i}", 45000.0 + i % 900, float(i % 2 == 0)) for i in range(rows))
    cells, target = rows * COLUMNS, sheet.range((1, 1), (rows, COLUMNS))
    raw = sheet.range((1, 7), (rows, 10)).api

    def write() -> None:
        target.value = data

    wrote = timed("block written, types kept", cells, "cells", write)
    raw_wrote = timed("  peer: setDataArray", cells, "cells", lambda: raw.setDataArray(plain))
    read = timed("block read, types restored", cells, "cells", lambda: target.value)
    raw_read = timed("  peer: getDataArray", cells, "cells", raw.getDataArray)
    assert target.value == data, "what came back is not what went in"
    print(
        f"{'of the speed of bare UNO':<44}{wrote / raw_wrote:6.0%} writing "
        f"{read / raw_read:6.0%} reading"
    )


def single_cells(sheet: xw.Sheet, count: int = 300) -> None:
    def write() -> None:
        for row in range(1, count + 1):
            sheet.range((row, 12)).value = row

    def read() -> None:
        for row in range(1, count + 1):
            sheet.range((row, 12)).value  # noqa: B018 - reading is the point

    timed("one cell at a time, written", count, "cells", write)
    timed("one cell at a time, read", count, "cells", read)


def formulas(sheet: xw.Sheet, count: int = 2000) -> None:
    target = sheet.range((1, 14), (count, 14))
    different = [[f"=SUM(A{i},B{i}*2)+{i}"] for i in range(1, count + 1)]

    def write() -> None:
        target.formula = different

    def fill() -> None:
        target.formula = "=A1*2"

    timed("formulas, all different", count, "formulas", write)
    timed("formulas, filled down", count, "formulas", fill)
    timed("formulas, read", count, "formulas", lambda: target.formula)


def main(rows: int) -> None:
    with an_office() as app, TemporaryDirectory() as folder:
        book = app.books.add()
        sheet = book.sheets[0]
        blocks(sheet, rows)
        single_cells(sheet)
        formulas(sheet)
        path = Path(folder) / "b.xlsx"
        timed("saved as .xlsx", rows * COLUMNS * 2, "cells", lambda: book.save(path), times=1)
        book.close()
        timed("opened again", rows * COLUMNS * 2, "cells", lambda: app.books.open(path), times=1)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 50_000)
