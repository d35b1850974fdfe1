"""How fast a desk reads, files and keeps mails, and what a sync with nothing new costs.

    python tests/benchmarks/mail_sync.py [MAILS]

Bars (design, section 7): >= 500 mails a second of one core, from the files to the rows, with
their filings, history and cursor; a second sync of an unchanged mailbox reads no mail and, of
servers, asks once for each folder (proven in tests/mail/test_mail_desk.py). Exit code 1 below.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from datetime import UTC, date, datetime
from email.message import EmailMessage
from pathlib import Path

from comptoir import store
from comptoir.desk.mailing.keeping import Kept
from comptoir.desk.mailing.syncing import Post, sync
from comptoir.mail.folder import FolderSource
from comptoir.records import RECORDS
from comptoir.store import Author

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
ORDERS, PARTIES = 2_000, 120
WORDS = (
    *("the", "goods", "are", "ready", "for", "collection", "please"),
    *("send", "your", "instructions", "shipment"),
)


def business(engine) -> list[tuple[str, str]]:
    """Partners and their orders; each order with the address of its partner."""
    parties = [
        {"code": f"P{n:03d}", "name": f"Partner {n}", "role": "CUSTOMER", "country": "DE",
         "email": f"sales@partner{n:03d}.example"}
        for n in range(PARTIES)
    ]  # fmt: skip
    orders = [
        {"party": f"P{n % PARTIES:03d}", "flow": "EXP", "status": "PLACED", "incoterm": "FCA",
         "place": "Lyon", "ordered": date(2026, 1, 5), "their_ref": f"PO-{70000 + n}",
         "edition": "2020", "currency": "EUR"}
        for n in range(ORDERS)
    ]  # fmt: skip
    with engine.begin() as db:
        save = store.begin_save(db, Author("Zoé", "command"), NOON, "business")
        store.register(db, save, RECORDS["party"], parties, NOON.date())
        keys = store.register(db, save, RECORDS["order"], orders, NOON.date())
    return [(key, f"sales@partner{n % PARTIES:03d}.example") for n, key in enumerate(keys)]


def lay_out(folder: Path, count: int, known: list[tuple[str, str]]) -> int:
    """Mails of two or three kilobytes about those orders, with quoted texts: their bytes."""
    dice, total = random.Random(7), 0
    folder.mkdir(parents=True)
    for number in range(count):
        order, sender = known[number % len(known)]
        made = EmailMessage()
        made["From"], made["To"] = sender, "contact@maison.example"
        made["Subject"] = f"Your order {order}" if number % 3 else "Delivery"
        made["Date"] = (
            f"Mon, 23 Nov 2026 {number // 3600 % 24:02d}:{number // 60 % 60:02d}:00 +0000"
        )
        made["Message-ID"] = f"<b{number}@{sender.partition('@')[2]}>"
        said = "\n".join(" ".join(dice.choices(WORDS, k=12)) for _ in range(12))
        made.set_content(f"Dear Anna,\n\n{said}\nOrder {order}.\n\n> " + said.replace("\n", "\n> "))
        raw = made.as_bytes()
        (folder / f"{number:06d}.eml").write_bytes(raw)
        total += len(raw)
    return total


def main(count: int) -> int:
    with tempfile.TemporaryDirectory() as told:
        home = Path(told)
        engine = store.create(f"sqlite:///{home / 'comptoir.db'}")
        size = lay_out(home / "mailbox", count, business(engine))
        post = Post(engine, Author("Léa", "mail"), lambda: NOON, UTC, "en", Kept(home / "mails"),
                    home / "dossiers", ours=frozenset({"maison.example"}))  # fmt: skip
        box = {"box": lambda: FolderSource(home / "mailbox", now=lambda: 9e12)}
        cpu, wall = time.process_time(), time.perf_counter()
        done = sync(post, box)
        cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
        again = time.process_time()
        assert sync(post, box).tally.new == 0
        again = time.process_time() - again
        engine.dispose()
    rate = count / cpu
    print(f"{count} mails of {size / count / 1000:.1f} kB, {ORDERS} orders, {PARTIES} partners")
    print(f"filed {done.tally.filed}, to confirm {done.tally.to_confirm}, pages {done.pages}")
    print(
        f"read, filed and kept: {rate:,.0f} mails a second of one core ({wall:.1f} s by the clock)"
    )
    print(f"again, nothing new: {again:.2f} s of one core, no mail read")
    return 0 if rate >= 500 and done.tally.new == count else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 5_000))
