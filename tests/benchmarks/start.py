"""How long ``comptoir --version`` takes, beside a bare interpreter: the bar is 150 ms.

python tests/benchmarks/start.py [RUNS]
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time


def median(command, runs):
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1000


def main(runs=15):
    ours = [sys.executable, "-c", "from comptoir.cli import main; main(['--version'])"]
    bare = [sys.executable, "-c", "pass"]
    print(f"comptoir --version: {median(ours, runs):.0f} ms (bar 150);"
          f" bare interpreter {median(bare, runs):.0f} ms")  # fmt: skip


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
