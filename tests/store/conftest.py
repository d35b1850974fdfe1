"""Desks to test on: each test runs on SQLite and on PostgreSQL."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest
from sqlalchemy import create_engine, event, text

from comptoir import store
from comptoir.store.schema import metadata

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1])]

from desks import LINE, ORDER, PARTY, TODAY, Desk  # noqa: E402 - found by the line above

from servers import postgres  # noqa: E402, F401 - a fixture, found by the line above

BOTH = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]


@pytest.fixture(params=BOTH)
def kind(request):
    return request.param


@pytest.fixture
def empty_url(kind, request, tmp_path):
    """Where a desk could be made."""
    if kind == "sqlite":
        yield f"sqlite:///{tmp_path}/comptoir.db"
        return
    server = request.getfixturevalue("postgres")
    name = server.new_database()
    yield server.url(name)
    server.drop(name)


@pytest.fixture(scope="session")
def lite_template(tmp_path_factory):
    path = tmp_path_factory.mktemp("template") / "comptoir.db"
    store.create(f"sqlite:///{path}", desk="the-desk").dispose()
    return path


@pytest.fixture(scope="session")
def postgres_template(postgres):  # noqa: F811 - the fixture
    name = postgres.new_database()
    store.create(postgres.url(name), desk="the-desk").dispose()
    return name


@pytest.fixture(scope="session")
def postgres_shared(postgres, postgres_template):  # noqa: F811 - the fixture
    return postgres.new_database(postgres_template)


@pytest.fixture
def own_url(kind, request, tmp_path):
    """A new desk, without a row, whose tables may be changed."""
    if kind == "sqlite":
        path = tmp_path / "comptoir.db"
        shutil.copy(request.getfixturevalue("lite_template"), path)
        yield f"sqlite:///{path}"
        return
    server = request.getfixturevalue("postgres")
    name = server.new_database(request.getfixturevalue("postgres_template"))
    yield server.url(name)
    server.drop(name)


@pytest.fixture
def url(kind, request):
    """A new desk, without a row; on PostgreSQL the same database for all tests, emptied."""
    if kind == "sqlite":
        return request.getfixturevalue("own_url")
    server = request.getfixturevalue("postgres")
    shared = server.url(request.getfixturevalue("postgres_shared"))
    engine = create_engine(shared)
    with engine.begin() as db:
        for table in reversed(metadata.sorted_tables):
            db.execute(table.delete())
        db.execute(text("INSERT INTO meta VALUES ('desk', 'the-desk')"))
    engine.dispose()
    return shared


@pytest.fixture
def desk(url):
    """A desk that does not wait for the disk: what survives a power cut is tested elsewhere."""
    engine = store.open(url)
    if engine.dialect.name == "sqlite":
        engine.dispose()
        event.listen(
            engine, "connect", lambda db, _: db.execute("PRAGMA synchronous = OFF").close()
        )
    yield Desk(engine)
    engine.dispose()


@pytest.fixture
def trading(desk):
    """A desk with two partners, an order and its two lines."""
    desk.register(
        PARTY,
        {"code": "ACME", "name": "Acme GmbH", "role": "CUSTOMER", "country": "DE"},
        {"code": "NORDIC", "name": "Nordic AS", "role": "SUPPLIER", "country": "NO"},
    )
    order = {"party": "ACME", "flow": "EXP", "ordered": TODAY, "incoterm": "FCA", "place": "Lyon"}
    desk.register(ORDER, order)
    desk.register(
        LINE,
        {"order": "EX-2026-0001", "description": "Valve", "quantity": 12, "price": 4},
        {"order": "EX-2026-0001", "description": "Seal", "quantity": 400, "price": 1},
    )
    return desk
