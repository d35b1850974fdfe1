"""All figures of a desk of 1,000,000 order lines: at most 5 s and 1 GiB, and equal to plain SQL.

python tests/benchmarks/kpi.py [LINES]
"""

from __future__ import annotations

import resource
import sys
import time
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import text

from comptoir import store
from comptoir.desk.figures import desk_figures
from comptoir.kpis.periods import read_period
from comptoir.store.schema import TABLES

TODAY = date(2026, 11, 23)
BARS = {"seconds": 5.0, "MiB": 1024}


def filled(engine, lines):
    """Orders of five lines each, over two years, half of them in dollars."""
    orders = max(1, lines // 5)
    with engine.begin() as db:
        put(
            db,
            "party",
            [
                {"code": f"P{n}", "name": f"P{n}", "role": "CUSTOMER", "country": "DE"}
                for n in range(200)
            ],
        )
        put(
            db,
            "rate",
            [
                {
                    "ref": "USD",
                    "currency": "USD",
                    "day": date(2024, 1, 1),
                    "source": "CUSTOMS",
                    "value": 110_000_000,
                }
            ],
        )
        for start in range(0, orders, 50_000):
            several = range(start, min(start + 50_000, orders))
            put(db, "order", [an_order(n) for n in several])
            put(db, "order_line", [a_line(n, k) for n in several for k in range(5)])


def put(db, record, rows):
    db.execute(TABLES[record].insert(), [{**row, "row_version": 1} for row in rows])


def an_order(n):
    day = TODAY - timedelta(days=n % 730)
    return {
        "ref": f"EX-{n:07d}", "party": f"P{n % 200}", "flow": "IMP" if n % 4 == 0 else "EXP",
        "status": "DELIVERED", "ordered": day, "committed": day + timedelta(days=30),
        "delivered": day + timedelta(days=25 + n % 9), "requested": None, "incoterm": "FCA",
        "place": "X", "edition": "2020", "currency": "USD" if n % 2 else "EUR", "mode": "SEA",
        "destination": "US",
    }  # fmt: skip


def a_line(n, k):
    return {"ref": f"EX-{n:07d}/{k}", "order": f"EX-{n:07d}", "quantity": (n % 90 + 1) * 1000,
            "price": (k + 3) * 12_345, "discount": 250 * (k % 3)}  # fmt: skip


PLAIN = """SELECT sum(out_due), sum(on_time) FROM (
  SELECT 1 AS out_due, o.delivered <= o.committed AS on_time FROM order_line l
  JOIN "order" o ON o.ref = l."order" WHERE o.flow = 'EXP'
  AND o.committed BETWEEN '2026-10-01' AND '2026-10-31')"""


def main(lines=1_000_000):
    with TemporaryDirectory() as folder:
        engine = store.create(f"sqlite:///{Path(folder) / 'desk.db'}")
        filled(engine, lines)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        start, busy = time.perf_counter(), time.process_time()
        with store.reading(engine) as db:
            found = desk_figures(db, TODAY, read_period("2026-10"))
        took, busy = time.perf_counter() - start, time.process_time() - busy
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        with engine.connect() as db:
            due, good = db.execute(text(PLAIN)).one()
        engine.dispose()
    assert found["OTD"].over == good * 1
    assert found["OTD"].under == due
    told = f"{took:.2f} s ({busy:.2f} s of one core), {peak:.0f} MiB (filled: {before:.0f})"
    print(f"{lines} lines, {len(found)} figures: {told}")
    return took <= BARS["seconds"] and peak <= BARS["MiB"]


if __name__ == "__main__":
    sys.exit(0 if main(*map(int, sys.argv[1:])) else 1)
