"""1,000 random fault schedules on each source: 0 lost, 0 kept twice, 0 drafts put twice.

    python tests/benchmarks/mail_faults.py [SCHEDULES] [SOURCE ...] [--in-memory]

The keeper is a desk on SQLite; each sync and each draft runs in a process of its own, which the
system kills (SIGKILL) at random steps. With --in-memory the keeper is a dictionary, and a crash an
exception: faster, for looking at the sources alone.

Each schedule is a life of a small mailbox: mails arrive, are moved, deleted and read; the server is
busy, answers 429 and 503, resets, cuts answers, sends a web page, forgets its place, repeats
pages; the keeper crashes at any step and its cursor is damaged. Exit code 1 at the first failure.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "mail"))
import mail_doubles as doubles
from mail_desk import DeskInbox, empty_desk, post_of
from mail_inbox import EwsWorld, FolderWorld, GraphWorld, Inbox, mail, run_schedule

from comptoir import store
from comptoir.desk.mailing.syncing import sync


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


def keeper_of(world, directory: Path, template: Path | None):
    """A maker of keepers: desks copied from *template*, or dictionaries."""
    if template is None:
        return Inbox

    desk = directory / "desk"
    shutil.rmtree(desk, ignore_errors=True)
    shutil.copytree(template, desk)
    engine = store.open(f"sqlite:///{desk / 'comptoir.db'}")

    def made():
        return DeskInbox(template, desk, engine, lambda: world.source(page=3, tries=4))

    world.deliver(mail(0))
    sync(post_of(desk, engine), {"box": lambda: world.source(page=3, tries=4)})
    return made


def main(schedules: int, wanted: list[str], *, in_memory: bool) -> int:
    failed = 0
    with tempfile.TemporaryDirectory() as told:
        directory = Path(told)
        template = None if in_memory else empty_desk(directory / "template")
        for name, world, server in worlds(directory, wanted):
            start, mails, faults, failures = time.perf_counter(), 0, Counter(), 0
            made, killed = keeper_of(world, directory, template), 0
            for seed in range(schedules):
                try:
                    inbox = run_schedule(world, seed, made)
                    mails += len(inbox.kept.mails)
                    killed += getattr(inbox, "killed", 0)
                except AssertionError as broken:
                    failures += 1
                    print(f"{name}, schedule {seed}: {broken}")
                if seed % 100 == 99:
                    print(f"  {name}: {seed + 1} schedules, {failures} failed", flush=True)
                if server:
                    faults.update(
                        {k: n for k, n in server.counts.items() if k.startswith("fault:")}
                    )
            took = time.perf_counter() - start
            met = ", ".join(f"{k[6:]} {n}" for k, n in sorted(faults.items()))
            print(
                f"{name}: {schedules} schedules, {failures} failed, {mails} mails, {took:.0f} s",
                flush=True,
            )
            print(f"  faults met: {met or 'crashes and damaged cursors'}; killed {killed} times")
            if server:
                print(f"  violations of the protocol: {len(server.violations)}")
                failures += len(server.violations)
                server.stop()
            failed += failures
    return 1 if failed else 0


if __name__ == "__main__":
    words = [word for word in sys.argv[1:] if word != "--in-memory"]
    number = int(words[0]) if words else 1000
    sources = words[1:] or ["folder", "ews", "graph"]
    sys.exit(main(number, sources, in_memory="--in-memory" in sys.argv))
