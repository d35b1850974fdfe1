"""Many schedules of the merge over closed workbooks: merge_closed.py [HOW_MANY].

The same rules as in the suite, more often and longer; the first fault stops it with the shortest
schedule that shows it.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from hypothesis import HealthCheck
from hypothesis import settings as hypothesis
from hypothesis.stateful import run_state_machine_as_test

HERE = Path(__file__).parents[1]
sys.path[:0] = [str(HERE.parent / "addin"), str(HERE), str(HERE / "desk")]

from test_merge_closed import WithFiles  # noqa: E402 - found by the line above

STEPS = 25


def main(schedules):
    start = time.perf_counter()
    run_state_machine_as_test(
        WithFiles,
        settings=hypothesis(
            max_examples=schedules,
            stateful_step_count=STEPS,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    seconds = time.perf_counter() - start
    print(f"{schedules} schedules of up to {STEPS} steps in {seconds:.0f} s: no edit lost")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
