"""Mailboxes remembered: the cursor moves with the rows, one reader at a time, whoever dies."""

from __future__ import annotations

import subprocess
import sys
import time
from datetime import UTC, datetime

import pytest

from comptoir import store
from comptoir.store import mail
from comptoir.store.mail import Copy, Draft, SyncRunning
from comptoir.wording import Said

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
HOLDER = """
import sys, time
from comptoir import store
from comptoir.store import mail
with mail.syncing_alone(store.open(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def copy(native, identity="a#1", generation="g1"):
    return Copy(native, identity, None, generation, None)


def test_the_lock_of_a_sync_that_was_killed_is_free(own_url):
    engine = store.open(own_url)
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, own_url], stdout=subprocess.PIPE, text=True
    )
    try:
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(SyncRunning), mail.syncing_alone(engine):
            pass
    finally:
        holder.kill()
        holder.communicate()
    for _ in range(50):  # a server notices a moment later
        try:
            with mail.syncing_alone(engine):
                break
        except SyncRunning:
            time.sleep(0.1)
    else:
        pytest.fail("the lock was never let go")
    engine.dispose()


def test_the_cursor_moves_only_from_where_its_reader_found_it(own_url):
    engine = store.open(own_url)
    with engine.begin() as db:
        mail.begin_mailbox(db, "box")
        mail.move_cursor(db, "box", None, "1")
        mail.move_cursor(db, "box", "1", "2")
        with pytest.raises(SyncRunning):
            mail.move_cursor(db, "box", "1", "3")
        with pytest.raises(SyncRunning):
            mail.move_cursor(db, "box", None, "3")
        assert mail.mailbox(db, "box").cursor == "2"
    engine.dispose()


def test_how_a_sync_went_is_kept(own_url):
    engine = store.open(own_url)
    with engine.begin() as db:
        mail.note_try(db, "box", NOON, Said("No."))
        assert mail.mailbox(db, "box").fault == Said("No.")
        assert mail.mailbox(db, "box").good is None
        mail.note_try(db, "box", NOON)
        assert mail.mailboxes(db) == [mail.Mailbox("box", None, NOON, NOON, None)]
        assert mail.mailbox(db, "other") == mail.Mailbox("other")
    engine.dispose()


def test_copies_are_known_by_folder_and_native_id_byte_by_byte(own_url):
    engine = store.open(own_url)
    with engine.begin() as db:
        mail.begin_mailbox(db, "box")
        mail.put_copies(db, "box", "inbox", [copy("A"), copy("a", "b#2")])
        mail.put_copies(db, "box", "sent", [copy("A")])
        mail.put_copies(db, "box", "inbox", [copy("A", "c#3", "g2")])
        assert {one.identity for one in mail.copies(db, "box", "inbox", ["A", "a"]).values()} == {
            "c#3", "b#2",
        }  # fmt: skip
        mail.drop_other_generations(db, "box", "inbox", "g2")
        assert [(folder, one.native) for folder, one in mail.copies_of(db, "box")] == [
            ("inbox", "A"), ("sent", "A"),
        ]  # fmt: skip
        mail.drop_copies(db, "box", "inbox", ["A"])
        assert mail.copies(db, "box", "inbox", ["A"]) == {}
    engine.dispose()


def test_a_draft_is_planned_created_and_sent(own_url):
    engine = store.open(own_url)
    draft = Draft("K", "box", "planned", "k@x", "Offer", "EX-2026-0001", NOON)
    with engine.begin() as db:
        mail.plan_draft(db, draft)
        mail.plan_draft(db, draft)
        assert mail.drafts(db) == [draft]
        mail.amend_draft(db, "K", state="created", native="n")
        assert mail.unsent_drafts(db, ["k@x", "other"])["k@x"].native == "n"
        mail.amend_draft(db, "K", state="sent", sent=NOON)
        assert mail.unsent_drafts(db, ["k@x"]) == {}
        assert mail.drafts(db, key="K")[0].sent == NOON
    engine.dispose()
