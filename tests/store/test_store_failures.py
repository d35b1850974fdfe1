"""What a database answers instead of working reaches the assistant as a sentence."""

from __future__ import annotations

import threading

import pytest
from desks import LEA, MORNING, PARTY
from sqlalchemy import event, text

from comptoir import store
from comptoir.errors import Conflict, Misplaced, Unreachable
from comptoir.store import opening


@pytest.fixture
def impatient(monkeypatch):
    monkeypatch.setattr(opening, "PATIENCE", 0.2)


def in_both_languages(refused):
    english, french = refused.value.in_("en"), refused.value.in_("fr")
    assert english != french
    return english


def test_who_waits_too_long_for_another_save_is_told_so(trading, url, impatient):
    hurried = store.open(url)
    with trading.engine.begin() as db:
        store.begin_save(db, LEA, MORNING, "a long one")
        with pytest.raises(store.Busy) as refused, hurried.begin() as other:
            store.begin_save(other, LEA, MORNING, "a hurried one")
    hurried.dispose()
    assert "Try again" in in_both_languages(refused)
    assert isinstance(refused.value, Conflict)


def test_a_short_wait_is_no_trouble(trading):
    begun = threading.Event()

    def first():
        with trading.engine.begin() as db:
            save = store.begin_save(db, LEA, MORNING, "the first")
            begun.set()
            threading.Event().wait(0.2)
            store.amend(db, save, PARTY, [store.Amendment("ACME", 1, {"terms": "NET 30"})])

    working = threading.Thread(target=first)
    working.start()
    begun.wait()
    assert trading.amend(PARTY, "NORDIC", 1, terms="NET 60") == 2
    working.join()
    assert trading.row(PARTY, "ACME")["terms"] == "NET 30"


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
def test_a_full_disk_saves_nothing(trading):
    before = trading.everything()
    with trading.engine.connect() as db:
        full = db.exec_driver_sql("PRAGMA page_count").scalar()
    trading.engine.dispose()

    def limit(connection, _):
        connection.execute(f"PRAGMA max_page_count = {full}")

    event.listen(trading.engine, "connect", limit)
    with pytest.raises(store.NoRoom) as refused:
        trading.register(PARTY, *[{"name": "A" * 100, "note": "B" * 2000}] * 300)
    assert isinstance(refused.value, Unreachable)
    assert "comptoir.db" in in_both_languages(refused)
    event.remove(trading.engine, "connect", limit)
    trading.engine.dispose()
    assert trading.everything() == before


def test_a_desk_that_may_only_be_read_says_so(trading):
    def read_only(connection, _):
        if trading.engine.dialect.name == "sqlite":
            connection.execute("PRAGMA query_only = ON")
        else:
            connection.execute("SET default_transaction_read_only = on")
            connection.commit()

    trading.engine.dispose()
    event.listen(trading.engine, "connect", read_only)
    with pytest.raises(store.NotWritable) as refused:
        trading.amend(PARTY, "ACME", 1, terms="NET 30")
    in_both_languages(refused)
    assert set(trading.rows(PARTY)) == {"ACME", "NORDIC"}


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
@pytest.mark.parametrize("harm", ["a text", "cut short"])
def test_a_damaged_file_is_named_and_the_way_out_said(trading, url, harm):
    path = opening.file_of(url)
    trading.register(PARTY, *[{"name": f"Party {n}"} for n in range(2000)])
    trading.engine.dispose()
    whole = path.read_bytes()
    path.write_bytes(b"Dear colleague,\n" * 200 if harm == "a text" else whole[: len(whole) // 2])
    with pytest.raises(store.Damaged) as refused:
        store.block(store.open(url).connect(), PARTY)
    assert isinstance(refused.value, Misplaced)
    assert "comptoir restore" in in_both_languages(refused)


@pytest.mark.parametrize("kind", [pytest.param("postgresql", marks=pytest.mark.postgres)])
class TestAServer:
    def test_that_is_not_there(self, kind, tmp_path):
        with pytest.raises(store.NoAnswer, match="comptoir") as refused:
            store.open(f"postgresql+psycopg://lea:secret@/comptoir?host={tmp_path}")
        assert isinstance(refused.value, Unreachable)
        assert "secret" not in in_both_languages(refused)

    def test_without_that_database(self, kind, postgres):
        with pytest.raises(store.NoAnswer, match="nowhere"):
            store.open(postgres.url("nowhere"))

    def test_that_goes_away_in_the_middle_of_a_save(self, kind, trading, postgres):
        def deed(db, save):
            postgres.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname IS NOT NULL AND pid <> pg_backend_pid()"
            )
            store.amend(db, save, PARTY, [store.Amendment("ACME", 1, {"terms": "NET 30"})])

        with pytest.raises(store.NoAnswer) as refused:
            trading.save(deed)
        in_both_languages(refused)
        trading.engine.dispose()
        assert trading.last_save() == 3

    def test_that_has_no_desk(self, kind, postgres):
        with pytest.raises(store.NoDesk):
            store.open(postgres.url("postgres"))


def test_what_slips_past_our_checks_is_still_refused_by_the_database(trading):
    with pytest.raises(store.Contradicted) as refused, trading.engine.begin() as db:
        db.execute(text("DELETE FROM party WHERE code = 'ACME'"))
    assert isinstance(refused.value, Conflict)
    with pytest.raises(store.Contradicted), trading.engine.begin() as db:
        db.execute(text("INSERT INTO contact (code, party, row_version) VALUES ('X', 'GHOST', 1)"))
    assert set(trading.rows(PARTY)) == {"ACME", "NORDIC"}


def test_a_fault_of_our_own_is_not_dressed_up(trading):
    with pytest.raises(Exception, match="nonsense") as raised, trading.engine.begin() as db:
        db.execute(text("SELECT nonsense FROM party"))
    assert not isinstance(raised.value, (Conflict, Unreachable, Misplaced))
