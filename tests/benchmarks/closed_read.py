"""Reading a closed table of 50,000 rows × 20, beside openpyxl (both its modes).

    python tests/benchmarks/closed_read.py [ROWS]

Each reader in turn, three times, in one process; the medians are compared.
"""

from __future__ import annotations

import datetime as dt
import statistics
import sys
import tempfile
import time
from pathlib import Path

import openpyxl
import xlsxwriter

from comptoir.sheets.closed import read_table

TERMS = ("FOB Le Havre", "CIF Shanghai", "DAP Lyon", "EXW Milano")


def build(path: Path, rows: int, columns: int = 20) -> None:
    """A table of references, amounts, dates and terms."""
    book = xlsxwriter.Workbook(str(path))
    sheet, day = book.add_worksheet("Orders"), book.add_format({"num_format": "yyyy-mm-dd"})
    first = dt.date(2025, 1, 1)
    for row in range(1, rows + 1):
        for column in range(columns):
            match column % 4:
                case 0:
                    sheet.write_string(row, column, f"EX-{row:06d}-{column}")
                case 1:
                    sheet.write_number(row, column, row * 1.25 + column)
                case 2:
                    sheet.write_datetime(row, column, first + dt.timedelta(row % 700), day)
                case _:
                    sheet.write_string(row, column, TERMS[row * column % 4])
    heads = [{"header": f"Column {column}"} for column in range(columns)]
    sheet.add_table(0, 0, rows, columns - 1, {"name": "Orders", "columns": heads})
    book.close()


def ours(path: Path) -> int:
    return len(read_table(path, "Orders").rows)


def streamed(path: Path) -> int:
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    return len(list(book["Orders"].iter_rows(min_row=2, values_only=True)))


def loaded(path: Path) -> int:
    book = openpyxl.load_workbook(path, data_only=True)
    return len(list(book["Orders"].iter_rows(min_row=2, values_only=True)))


def main(rows: int) -> int:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "orders.xlsx"
        build(path, rows)
        times: dict[str, list[float]] = {}
        for _ in range(3):
            for reader in (ours, streamed, loaded):
                start = time.perf_counter()
                assert reader(path) == rows
                times.setdefault(reader.__name__, []).append(time.perf_counter() - start)
    median = {name: statistics.median(each) for name, each in times.items()}
    for name, seconds in median.items():
        print(f"{name:10} {seconds:7.2f} s   {seconds / median['ours']:5.1f} ×")
    return 0 if median["streamed"] >= 8 * median["ours"] else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 50_000))
