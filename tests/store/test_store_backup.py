"""A backup is whole even while people work, and restores to either kind of database."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from datetime import timedelta
from decimal import Decimal

import pytest
from desks import LINE, MORNING, NOE, ORDER, PARTY, TODAY, everything
from sqlalchemy import create_engine, text

from comptoir import store
from comptoir.store import opening
from comptoir.store.schema import metadata
from comptoir.wording import Said


def busy(desk):
    """Something in every table and of every type."""
    desk.amend(PARTY, "ACME", 1, active=False, credit_limit=Decimal("12.3456"), author=NOE)
    desk.amend(ORDER, "EX-2026-0001", 1, custom={"Colour": "blue", "Seen": TODAY})
    clash = store.Clash("party", "ACME", "terms", None, "NET 30", "NET 60")

    def deed(db, save):
        store.add_clashes(db, save, [clash])
        store.remember(db, save, "scms", {"f1": "ACME"})
        row = store.SetAside("f2", 7, Said("no price"), {"A": 1})
        store.set_aside(db, save, "scms", [row])
        store.set_setting(db, "footer", "SAS – 50 000 €")

    desk.save(deed)
    desk.amend(PARTY, "NORDIC", 1, note="A mistake")
    desk.undo(desk.last_save())
    return desk


def test_a_backup_holds_everything_and_is_one_file(trading, url, tmp_path):
    busy(trading)
    path = store.backup(url, tmp_path / "backups", MORNING)
    assert path.name == "comptoir-20261123T080000Z.db"
    assert [p.name for p in path.parent.iterdir()] == [path.name]
    copy = create_engine(f"sqlite:///{path}")
    with copy.begin() as db:
        for table in metadata.sorted_tables:
            assert db.scalar(text(f'SELECT count(*) FROM "{table.name}"')) == len(
                trading.everything()[table.name]
            )
    copy.dispose()
    again = store.backup(url, tmp_path / "backups", MORNING)
    assert again.name == "comptoir-20261123T080000Z-2.db"


def test_restoring_brings_everything_back_but_the_identity(trading, url, tmp_path):
    before = busy(trading).everything()
    path = store.backup(url, tmp_path, MORNING)
    trading.amend(PARTY, "NORDIC", 3, name="A mistake")
    trading.register(PARTY, {"name": "Another"})
    store.restore(url, path)

    after = trading.everything()
    for name in before.keys() - {"meta"}:
        assert after[name] == before[name]
    assert trading.ask(store.desk_id) != "the-desk"
    assert trading.ask(store.setting, "footer") == "SAS – 50 000 €"
    assert trading.register(PARTY, {"name": "Next"}) == ["P0001"]
    assert trading.row(ORDER, "EX-2026-0001")["custom"] == {"Colour": "blue", "Seen": TODAY}


def test_a_desk_that_loses_nothing_keeps_its_identity(trading, url, tmp_path):
    path = store.backup(url, tmp_path, MORNING)
    store.restore(url, path)
    assert trading.ask(store.desk_id) == "the-desk"


def test_a_desk_moves_from_one_kind_of_database_to_the_other(trading, url, tmp_path, kind, request):
    before = busy(trading).everything()
    path = store.backup(url, tmp_path / "backups", MORNING)
    if kind == "postgresql":
        other = f"sqlite:///{tmp_path}/moved.db"
    else:
        server = request.getfixturevalue("postgres")
        other = server.url(server.new_database())
    store.restore(other, path)
    moved = store.open(other)
    after = everything(moved)
    assert {n: rows for n, rows in after.items() if n != "meta"} == {
        n: rows for n, rows in before.items() if n != "meta"
    }
    with moved.begin() as db:
        save = store.begin_save(db, NOE, MORNING + timedelta(days=1), "the first on the other")
        line = {"order": "EX-2026-0001", "quantity": Decimal(1), "price": Decimal(1)}
        assert store.register(db, save, LINE, [line], TODAY) == ["EX-2026-0001/03"]
        store.undo(db, save, NOE, MORNING)
    moved.dispose()


def test_a_backup_taken_while_people_save_is_of_one_moment(trading, url, tmp_path):
    """Each save writes two equal notes; no backup ever holds two different ones."""
    stop = threading.Event()

    def work():
        version = 1
        while not stop.is_set():
            changes = [
                store.Amendment(key, version, {"note": str(version)}) for key in ("ACME", "NORDIC")
            ]
            trading.save(lambda db, s, changes=changes: store.amend(db, s, PARTY, changes))
            version += 1

    working = threading.Thread(target=work)
    working.start()
    try:
        for n in range(4):
            path = store.backup(url, tmp_path, MORNING + timedelta(minutes=n))
            with closing(sqlite3.connect(path)) as db:
                assert db.execute("SELECT count(DISTINCT note) FROM party").fetchone()[0] <= 1
                versions = {row[0] for row in db.execute("SELECT row_version FROM party")}
                (told,) = db.execute("SELECT count(*) FROM changes WHERE key = 'ACME'").fetchone()
                assert versions == {told}
    finally:
        stop.set()
        working.join()


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
def test_a_ruined_desk_is_restored_and_the_ruin_kept(trading, url, tmp_path):
    path = store.backup(url, tmp_path / "backups", MORNING)
    trading.engine.dispose()
    desk = opening.file_of(url)
    for tail in ("-wal", "-shm"):
        desk.with_name(desk.name + tail).unlink(missing_ok=True)
    desk.write_bytes(b"not a database" * 1000)
    store.restore(url, path)
    restored = store.open(url)
    with restored.begin() as db:
        assert set(store.current(db, PARTY)) == {"ACME", "NORDIC"}
        assert store.desk_id(db) != "the-desk"
    restored.dispose()
    assert (tmp_path / "comptoir.db.damaged").read_bytes().startswith(b"not a database")


def test_a_bad_backup_is_refused_and_the_desk_left_alone(trading, url, tmp_path):
    before = trading.everything()
    good = store.backup(url, tmp_path, MORNING)
    cut = tmp_path / "cut.db"
    cut.write_bytes(good.read_bytes()[:20_000])
    words = tmp_path / "words.db"
    words.write_text("Bonjour " * 200)
    films = tmp_path / "films.db"
    with closing(sqlite3.connect(films)) as db:
        db.execute("CREATE TABLE films (title)")
    newer = tmp_path / "newer.db"
    newer.write_bytes(good.read_bytes())
    with closing(sqlite3.connect(newer)) as db, db:
        db.execute("UPDATE alembic_version SET version_num = '0099'")
    for file, why in (
        (cut, store.Damaged),
        (words, store.Damaged),
        (films, store.NoDesk),
        (newer, store.DeskTooNew),
        (tmp_path / "missing.db", store.NoDesk),
    ):
        with pytest.raises(why):
            store.restore(url, file)
        assert trading.everything() == before


def test_a_backup_that_cannot_be_written_leaves_nothing_behind(trading, url, tmp_path):
    in_the_way = tmp_path / "backups"
    in_the_way.write_text("a file where the folder should be")
    with pytest.raises(store.NotWritable) as refused:
        store.backup(url, in_the_way, MORNING)
    assert str(in_the_way) in str(refused.value)
    with pytest.raises(store.NoDesk):
        store.backup(f"sqlite:///{tmp_path}/nowhere.db", tmp_path / "b", MORNING)
    assert list((tmp_path / "b").iterdir()) == []
