"""Builders and fakes. A test says what matters to it; the rest is here."""

from __future__ import annotations

import shutil
import sys
from datetime import date
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from comptoir import settings, store
from comptoir.desk import Desk
from comptoir.records import RECORDS
from comptoir.store import Author
from paper import NINE, TODAY, Clock, Paper


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def desk_url(tmp_path):
    return f"sqlite:///{tmp_path / 'desk.db'}"


@pytest.fixture(scope="session")
def blank_desk(tmp_path_factory):
    """A desk's empty store, made once; each test has its own copy."""
    path = tmp_path_factory.mktemp("blank") / "desk.db"
    store.create(f"sqlite:///{path}").dispose()
    return path


@pytest.fixture
def engine(desk_url, blank_desk, tmp_path):
    shutil.copy2(blank_desk, tmp_path / "desk.db")
    made = store.open(desk_url)
    yield made
    made.dispose()


@pytest.fixture
def at_desk(engine, tmp_path, clock):
    """An assistant at the desk, by name."""

    def sit(name):
        told = settings.Settings(folder=tmp_path, name="Maison Essai", lang="en")
        return Desk(told, engine, Author(name, "sheet"), clock)

    return sit


@pytest.fixture
def lea(at_desk):
    return at_desk("Léa")


@pytest.fixture
def noe(at_desk):
    return at_desk("Noé")


@pytest.fixture
def stored(engine):
    """Put rows in the store, as if Zoé had; their keys."""

    def put(record, *rows):
        noun = RECORDS[record]
        usual = {one.name: one.initial for one in noun.kept if one.initial is not None}
        with engine.begin() as db:
            save = store.begin_save(db, Author("Zoé", "command"), NINE, "test")
            return store.register(db, save, noun, [{**usual, **row} for row in rows], TODAY)

    return put


A_PARTY = {"code": "ACME", "name": "Acme Ltd", "country": "GB"}
AN_ORDER = {
    "party": "ACME",
    "flow": "EXP",
    "ordered": date(2026, 11, 2),
    "incoterm": "FCA",
    "place": "Lyon",
    "status": "PLACED",
}


@pytest.fixture
def an_order(stored):
    """One party and one order, ``EX-2026-0001``; what the test is about comes in *but*."""

    def put(**but):
        stored("party", A_PARTY)
        return stored("order", {**AN_ORDER, **but})[0]

    return put


@pytest.fixture
def open_book():
    """A register on paper, as the assistant at *desk* sees it."""

    def opened(desk, kind="register"):
        book = Paper()
        book.show(desk.view(kind))
        return book

    return opened
