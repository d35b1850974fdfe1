"""A hundred thousand cells in one call, against a loop that calls the function cell by cell.

    python tests/benchmarks/functions_columns.py [CELLS]

Not part of the suite. Prints one line to the function; exit code 1 where the chargeable weights
of a column are not at least ten times as quick as the loop.
"""

from __future__ import annotations

import random
import sys
import time

from comptoir.functions import Here, answer, declarations

LEAST_RATIO = 10
LOOPED = 2_000


def timed(work):
    start = time.perf_counter()
    found = work()
    return time.perf_counter() - start, found


def columns(count):
    """For each function, arguments as long columns of plausible, varied values."""
    draw = random.Random(5)
    kg = [[round(draw.uniform(1, 20_000), 1)] for _ in range(count)]
    m3 = [[round(draw.uniform(0.01, 60), 3)] for _ in range(count)]
    days = [[46_000 + draw.randrange(400)] for _ in range(count)]
    later = [[46_400 + draw.randrange(400)] for _ in range(count)]
    boxes = [[draw.choice(["CSQU3054383", "MSKU0383250", f"CSQU{draw.randrange(10**7):07}"])]
             for _ in range(count)]  # fmt: skip
    return {
        "CHARGEABLE": [kg, m3, "air"],
        "DUE": ["45 EOM B", days],
        "LATEINTEREST": [kg, days, later],
        "VALID": ["container", boxes],
        "BUSINESSDAY": [days, 5, "FR"],
        "PREMIUM": [kg, 0.005],
        "DUTY": [kg, "8 % + 6.4 EUR/100 kg", m3],
        "CLAIMDEADLINE": ["CMR", "hidden", days],
        "INWORDS": [kg, "EUR", "FR"],
        "LANDED": [kg, [["freight", 1300, "weight"]], 0.037, 1, kg],
    }


def main(count):
    here, slow = Here(), False
    for name, given in columns(count).items():
        whole, found = timed(lambda name=name, given=given: answer(name, given, here))
        assert len(found) == count
        line = f"{name:14} {count:,} cells in one call {whole:6.2f} s"
        if not any(one.kind.whole for one in declarations()[name].arguments):
            few = [one[:LOOPED] if isinstance(one, list) else one for one in given]
            wide = [one if isinstance(one, list) else [[one]] * LOOPED for one in few]
            loop, single = timed(
                lambda name=name, wide=wide: [
                    answer(name, [column[at][0] for column in wide], here) for at in range(LOOPED)
                ]
            )
            assert single == [row[0] for row in found[:LOOPED]]
            ratio = loop / LOOPED * count / whole
            line += f", cell by cell {loop / LOOPED * count:7.2f} s, {ratio:5.1f} times as long"
            slow |= name == "CHARGEABLE" and ratio < LEAST_RATIO
        print(line)
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if sys.argv[1:] else 100_000))
