"""Check files that somebody saved: ``python -m vbabuild FILE...``.

One line for each mistake; the exit code is 1 when Excel would not forgive one.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from vbabuild import package_check


def main(paths: Sequence[str]) -> int:
    """Say what is wrong with each file; return the exit code."""
    grave = 0
    for path in paths:
        faults = package_check.check(Path(path).read_bytes())
        grave += len(faults.grave)
        said = faults or ["nothing to object to"]
        sys.stdout.write("".join(f"{path}: {one}\n" for one in said))
    return min(grave, 1)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
