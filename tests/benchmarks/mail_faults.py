"""1,000 random fault schedules on each source: 0 lost, 0 kept twice, 0 drafts put twice.

    python tests/benchmarks/mail_faults.py [SCHEDULES] [SOURCE ...]

Each schedule is a life of a small mailbox: mails arrive, are moved, deleted and read; the server is
busy, answers 429 and 503, resets, cuts answers, sends a web page, forgets its place, repeats
pages; the keeper crashes at any step and its cursor is damaged. Exit code 1 at the first failure.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "mail"))
import mail_doubles as doubles
from mail_inbox import EwsWorld, FolderWorld, GraphWorld, run_schedule


def worlds(directory: Path, wanted: list[str]):
    authority = doubles.Authority(directory)
    for name in wanted:
        if name == "folder":
            yield name, FolderWorld(directory), None
            continue
        double, world_of = {
            "ews": (doubles.EwsDouble, EwsWorld),
            "graph": (doubles.GraphDouble, GraphWorld),
        }[name]
        server = double(authority, doubles.Mailbox())
        world = world_of(server)
        world.authority = authority.file
        yield name, world, server


def main(schedules: int, wanted: list[str]) -> int:
    failed = 0
    with tempfile.TemporaryDirectory() as directory:
        for name, world, server in worlds(Path(directory), wanted):
            start, mails, faults, failures = time.perf_counter(), 0, Counter(), 0
            for seed in range(schedules):
                try:
                    mails += len(run_schedule(world, seed).kept.mails)
                except AssertionError as broken:
                    failures += 1
                    print(f"{name}, schedule {seed}: {broken}")
                if server:
                    faults.update(
                        {k: n for k, n in server.counts.items() if k.startswith("fault:")}
                    )
            took = time.perf_counter() - start
            told = ", ".join(f"{k[6:]} {n}" for k, n in sorted(faults.items()))
            print(f"{name}: {schedules} schedules, {failures} failed, {mails} mails, {took:.0f} s")
            print(f"  faults met: {told or 'crashes and damaged cursors'}")
            if server:
                print(f"  violations of the protocol: {len(server.violations)}")
                failures += len(server.violations)
                server.stop()
            failed += failures
    return 1 if failed else 0


if __name__ == "__main__":
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    sys.exit(main(number, sys.argv[2:] or ["folder", "ews", "graph"]))
