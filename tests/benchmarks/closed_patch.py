"""Changing 1,000 cells of a closed table of 100,000 rows × 20, beside openpyxl.

    python tests/benchmarks/closed_patch.py [ROWS]

Each in a process of its own, so that its memory is its own. Bars: 3 s and 300 MB.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from closed_read import build

BAR_SECONDS, BAR_MEGABYTES = 3.0, 300


def ours(path: Path, rows: int) -> None:
    from comptoir.sheets.closed import TableChanges, patch  # noqa: PLC0415 - measured apart

    step = rows // 1000
    cells = {(f"EX-{row:06d}-0", "Column 3"): f"patched {row}" for row in range(1, rows + 1, step)}
    done = patch(path, [TableChanges("Orders", cells=cells, key="Column 0")])
    assert done.cells == len(cells), done


def theirs(path: Path, rows: int) -> None:
    import openpyxl  # noqa: PLC0415 - measured apart

    book = openpyxl.load_workbook(path)
    for row in range(1, rows + 1, rows // 1000):
        book["Orders"].cell(row + 1, 4).value = f"patched {row}"
    book.save(path)


def measured(who: str, path: Path, rows: int) -> dict[str, float]:
    """Seconds and megabytes of one run in a process of its own."""
    run = subprocess.run(
        [sys.executable, __file__, who, str(path), str(rows)],
        check=True,
        capture_output=True,
        text=True,
    )
    found: dict[str, float] = json.loads(run.stdout)
    return found


def main(rows: int) -> int:
    with tempfile.TemporaryDirectory() as folder:
        first = Path(folder) / "first.xlsx"
        measured("made", first, rows)  # not here: a process hands its peak on to its children
        figures = {}
        for who in ("ours", "theirs"):
            runs = []
            for _ in range(3 if who == "ours" else 1):
                path = Path(folder) / f"{who}.xlsx"
                path.write_bytes(first.read_bytes())
                runs.append(measured(who, path, rows))
            figures[who] = sorted(runs, key=lambda one: one["seconds"])[len(runs) // 2]
    for who, each in figures.items():
        cpu, memory = each["processor"], each["megabytes"]
        print(f"{who:8} {each['seconds']:7.2f} s ({cpu:.2f} s of processor) {memory:7.0f} MB")
    our = figures["ours"]
    return 0 if our["seconds"] <= BAR_SECONDS and our["megabytes"] <= BAR_MEGABYTES else 1


if __name__ == "__main__":
    if len(sys.argv) == 4:
        start = time.perf_counter()
        {"ours": ours, "theirs": theirs, "made": build}[sys.argv[1]](
            Path(sys.argv[2]), int(sys.argv[3])
        )
        taken = time.perf_counter() - start
        used = time.process_time()
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps({"seconds": taken, "processor": used, "megabytes": most}))
    else:
        sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000))
