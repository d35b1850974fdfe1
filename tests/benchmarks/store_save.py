"""How long the store takes to save and to show a register of 100,000 orders.

    python tests/benchmarks/store_save.py [URL]

Measured: 5,000 amendments in one save (bar: 0.5 s on SQLite), all rows as columns for a sheet
(bar: 0.35 s), the peer of each being the same work done by hand on SQLite's driver without
history, versions or types. The best of five, on the clock and of the processor alone, because
other work may share the machine.
"""

from __future__ import annotations

import sqlite3
import sys
import tempfile
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from time import perf_counter, process_time

from comptoir import store
from comptoir.records import RECORDS

ROWS, CHANGED, TIMES = 100_000, 5_000, 5
TODAY, NOW = date(2026, 11, 23), datetime(2026, 11, 23, 8, tzinfo=UTC)
ME = store.Author("Benchmark", "command")
ORDER, PARTY = RECORDS["order"], RECORDS["party"]


def now():
    return perf_counter(), process_time()


def since(start):
    """Seconds on the clock, and of the processor."""
    return tuple(end - begun for end, begun in zip(now(), start, strict=True))


def an_order(number):
    return {
        "party": f"P{number % 1000 + 1:04}",
        "flow": "IMP" if number % 3 else "EXP",
        "ordered": TODAY - timedelta(number % 400),
        "requested": TODAY,
        "confirmed": TODAY - timedelta(number % 30),
        "their_ref": f"PO {number}",
        "status": "PLACED",
        "incoterm": "FOB",
        "place": "Le Havre",
        "edition": "2020",
        "currency": "USD",
        "terms": "NET 30",
        "mode": "SEA",
        "destination": "DE",
        "owner": "Léa",
        "note": "Call before the truck arrives",
    }


def filled(url):
    engine = store.create(url)
    with engine.begin() as db:
        save = store.begin_save(db, ME, NOW, "filled")
        store.register(db, save, PARTY, [{"name": f"Party {n}"} for n in range(1000)], TODAY)
        rows = [an_order(n) for n in range(ROWS)]
        start = now()
        store.register(db, save, ORDER, rows, TODAY)
        told(f"register {ROWS:,} rows", [since(start)])
    return engine


def saving(engine, turn):
    with store.reading(engine) as db:
        seen = list(store.versions(db, ORDER).items())[:: ROWS // CHANGED]
    start = now()
    with engine.begin() as db:
        save = store.begin_save(db, ME, NOW, "amended")
        changes = [
            store.Amendment(key, version, {"status": "READY", "note": f"turn {turn}"})
            for key, version in seen
        ]
        store.amend(db, save, ORDER, changes)
    return since(start)


def showing(engine):
    with store.reading(engine) as db:
        start = now()
        block = store.block(db, ORDER)
        took = since(start)
    assert len(block.keys) == ROWS
    return took


def versions(engine):
    with store.reading(engine) as db:
        start = now()
        assert len(store.versions(db, ORDER)) == ROWS
        return since(start)


def by_hand(path):
    """The peer: fetch every row, and update as many, with nothing remembered."""
    names = ", ".join(f'"{name}"' for name in ("ref", *ORDER.by_name) if name != "amount")
    with closing(sqlite3.connect(path)) as db:
        start = now()
        rows = db.execute(f'SELECT {names} FROM "order" ORDER BY ref').fetchall()
        columns = list(zip(*rows, strict=True))
        read = since(start)
        keys = [(f"turn {start}", key) for key in columns[0][:: ROWS // CHANGED]]
        del rows, columns
        start = now()
        db.executemany('UPDATE "order" SET note = ? WHERE ref = ?', keys)
        db.rollback()
        return read, since(start)


def told(what, times, bar=None):
    clock, processor = (min(column) for column in zip(*times, strict=True))
    aim = f"   bar {bar:.2f} s" if bar else ""
    print(f"{what:42} {clock:6.3f} s   processor {processor:6.3f} s{aim}", flush=True)


def main(url=None):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "desk.db"
        engine = filled(url or f"sqlite:///{path}")
        told(
            f"amend {CHANGED:,} rows, with history", [saving(engine, n) for n in range(TIMES)], 0.5
        )
        told(f"block {ROWS:,} x {len(ORDER.kept)}", [showing(engine) for _ in range(TIMES)], 0.35)
        told(f"versions of {ROWS:,} rows", [versions(engine) for _ in range(TIMES)])
        engine.dispose()
        if url is None:
            reads, writes = zip(*(by_hand(path) for _ in range(TIMES)), strict=True)
            told("by hand: fetch all rows, turn to columns", reads)
            told("by hand: update without history", writes)


if __name__ == "__main__":
    main(*sys.argv[1:])
