"""Landed cost at length: 100,000 cases that must add up, and 100,000 lines within a second.

    python tests/benchmarks/landed_cases.py [CASES] [LINES]

Not part of the suite, which runs 300 cases. Exit code 1 where a figure misses its bar.
"""

from __future__ import annotations

import random
import sys
import time
from decimal import Decimal
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

from comptoir.rules.landed import Cost, Key, Line, landed
from comptoir.rules.money import Money, allocate

BAR_SECONDS = 1.0
BATCH = 5_000
KEYS = (Key.WEIGHT, Key.VALUE, Key.EQUAL)


def suite():
    """The tests of the room, for the check that each case must pass."""
    path = Path(__file__).parents[1] / "rules" / "test_landed.py"
    spec = spec_from_file_location("test_landed", path)
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def run_cases(count):
    """Draw *count* cases with the suite's own strategy, a batch at a time, and check each."""
    tests = suite()
    start, seen = time.perf_counter(), 0
    while seen < count:
        seen += run_batch(tests, min(BATCH, count - seen), seen)
    return seen, time.perf_counter() - start


def run_batch(tests, count, number):
    """Hypothesis remembers every case it drew: batches keep its memory small."""
    from hypothesis import HealthCheck, given, seed, settings  # noqa: PLC0415 - only here

    seen = 0

    @seed(number)
    @given(tests.cases())
    @settings(
        max_examples=count,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    def every_case(case):
        nonlocal seen
        seen += 1
        currency, lines, costs, luck = case
        tests.check(currency, lines, costs, luck)

    every_case()
    return seen


def an_import(count):
    luck = random.Random(2026)
    return [
        Line(
            f"L{at}",
            Money(Decimal(luck.randrange(1, 10**6)).scaleb(-2), "EUR"),
            quantity=Decimal(luck.randrange(1, 99)),
            kg=Decimal(luck.randrange(1, 10**6)).scaleb(-3),
            duty=Decimal(luck.randrange(0, 120)).scaleb(-3),
        )
        for at in range(count)
    ]


def run_lines(count):
    """Time `landed` on *count* lines, three costs and a duty rate each; best of five."""
    lines = an_import(count)
    costs = [
        Cost("freight", Money("123456.78", "EUR"), KEYS[0], to_border=True),
        Cost("insurance", Money("2345.67", "EUR"), KEYS[1], to_border=True),
        Cost("fees", Money("999.99", "EUR"), KEYS[2]),
    ]
    best = None
    for _ in range(5):
        start = time.perf_counter()
        found = landed(lines, costs)
        spent = time.perf_counter() - start
        best = spent if best is None else min(best, spent)
    start = time.perf_counter()
    for cost, weights in zip(
        costs, ([one.kg for one in lines], [one.value.amount for one in lines], None), strict=True
    ):
        allocate(cost.amount, weights or [1] * count)
    peer = time.perf_counter() - start
    return best, peer, found.total


def main(cases=100_000, lines=100_000):
    seen, spent = run_cases(cases)
    print(f"{seen:,} cases added up in every currency and order, in {spent:.0f} s")
    best, peer, whole = run_lines(lines)
    print(f"{lines:,} lines landed in {best:.2f} s (bar {BAR_SECONDS} s), total {whole}")
    print(f"the three allocations alone, as Money: {peer:.2f} s, {peer / best:.1f} x")
    return 0 if seen >= cases and best <= BAR_SECONDS else 1


if __name__ == "__main__":
    sys.exit(main(*(int(text) for text in sys.argv[1:])))
