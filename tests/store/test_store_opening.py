"""A desk is made, opened, and brought up to date; never opened by a Comptoir that is too old."""

from __future__ import annotations

from dataclasses import replace

import pytest
from desks import MORNING, PARTY, everything
from sqlalchemy import Column, Integer, MetaData, Text, create_engine, inspect, text

from comptoir import store
from comptoir.records import RECORDS, Field
from comptoir.records.kinds import Day, Flag, Link, Quantity
from comptoir.store import migrations, schema
from comptoir.store.migrations import writing


def shape(db):
    """All that a database says of its tables, in no order."""
    seen = inspect(db)
    return {
        table: {
            "columns": {
                (c["name"], str(c["type"]), getattr(c["type"], "collation", None), c["nullable"])
                for c in seen.get_columns(table)
            },
            "key": tuple(seen.get_pk_constraint(table)["constrained_columns"]),
            "links": links(db, table),
            "indexes": {
                (i["name"], *i["column_names"], i["unique"]) for i in seen.get_indexes(table)
            },
            "strict": is_strict(db, table),
        }
        for table in seen.get_table_names()
        if table != "alembic_version"
    }


def links(db, table):
    """Column, table it links to, and what protects the link."""
    if db.dialect.name == "sqlite":
        ask = 'SELECT "from", "table", on_delete FROM pragma_foreign_key_list(:table)'
        return {tuple(row) for row in db.execute(text(ask), {"table": table})}
    return {
        (*one["constrained_columns"], one["referred_table"], one["options"].get("ondelete"))
        for one in inspect(db).get_foreign_keys(table)
    }


def is_strict(db, table):
    if db.dialect.name != "sqlite":
        return None
    ask = "SELECT strict FROM pragma_table_list WHERE schema = 'main' AND name = :table"
    return db.scalar(text(ask), {"table": table})


@pytest.fixture
def url(own_url):
    return own_url


@pytest.fixture
def declared_shape(kind, request, tmp_path):
    """The shape of the tables as they are declared now."""

    def made(metadata=schema.metadata):
        if kind == "sqlite":
            engine = create_engine(f"sqlite:///{tmp_path}/declared.db")
        else:
            server = request.getfixturevalue("postgres")
            engine = create_engine(server.url(server.new_database()))
        with engine.begin() as db:
            metadata.create_all(db)
            found = shape(db)
        engine.dispose()
        return found

    return made


@pytest.fixture
def opened():
    """Engines that are closed in the end."""
    engines = []

    def keep(engine):
        engines.append(engine)
        return engine

    yield keep
    for engine in engines:
        engine.dispose()


def test_a_new_desk_is_empty_and_has_an_identity_of_its_own(empty_url, tmp_path, opened):
    with opened(store.create(empty_url)).begin() as db:
        assert store.current(db, PARTY) == {}
        assert store.saves(db) == []
        first = store.desk_id(db)
    with opened(store.create(f"sqlite:///{tmp_path}/other.db")).begin() as db:
        assert store.desk_id(db) != first
    with opened(store.open(empty_url)).begin() as db:
        assert store.desk_id(db) == first


def test_migrating_from_nothing_gives_the_declared_tables(url, opened, declared_shape):
    """Fails when a record changes and no revision says so: see comptoir.store.migrations."""
    with opened(store.open(url)).begin() as db:
        assert shape(db) == declared_shape()


def test_a_field_added_without_a_revision_is_noticed(url, opened, declared_shape):
    more = MetaData(naming_convention=schema.NAMING)
    for table in schema.metadata.sorted_tables:
        table.to_metadata(more)
    more.tables["party"].append_column(Column("nickname", schema.WORDS))
    with opened(store.open(url)).begin() as db:
        assert shape(db) != declared_shape(more)


@pytest.mark.parametrize("there", ["nothing", "an empty database", "somebody else's"])
def test_what_is_no_desk_is_not_opened(tmp_path, there):
    path = tmp_path / "other.db"
    if there == "an empty database":
        path.touch()
    if there == "somebody else's":
        other = create_engine(f"sqlite:///{path}")
        with other.begin() as db:
            db.execute(text("CREATE TABLE films (title TEXT)"))
        other.dispose()
    before = path.exists() and path.read_bytes()
    with pytest.raises(store.NoDesk, match="comptoir init"):
        store.open(f"sqlite:///{path}")
    assert path.exists() == bool(there != "nothing")
    if there == "somebody else's":
        assert before[100:] == path.read_bytes()[100:]


def test_a_new_desk_never_hides_an_old_one(trading, url):
    before = trading.everything()
    with pytest.raises(store.AlreadyADesk):
        store.create(url)
    assert trading.everything() == before


def test_settings_are_shared_by_all_who_use_the_desk(desk):
    desk.save(lambda db, _: store.set_setting(db, "desk", "Comptoir du Rhône"))
    desk.save(lambda db, _: store.set_setting(db, "footer", "SAS au capital de 50 000 €"))
    desk.save(lambda db, _: store.set_setting(db, "footer", None))
    assert desk.ask(store.setting, "desk") == "Comptoir du Rhône"
    assert desk.ask(store.setting, "footer") is None
    assert desk.ask(store.desk_id) == "the-desk"


@pytest.fixture
def next_version(monkeypatch, tmp_path):
    """The next version of Comptoir, whose parties have some more fields: how to install it."""
    fields = (
        Field("nickname", "Nickname", schema.RECORDS["party"].fields[1].kind, help=""),
        Field("since", "Since", Day(), help=""),
        Field("vip", "VIP", Flag(), help=""),
        Field("discount", "Discount", Quantity(places=2), help=""),
        Field("group", "Group", Link("party"), help=""),
    )
    record = replace(PARTY, fields=PARTY.fields + fields)
    later = MetaData(naming_convention=schema.NAMING)
    schema.declared(record, later)
    for table in schema.metadata.sorted_tables:
        if table.name != "party":
            table.to_metadata(later)
    fairs = schema.Table("fair", later, Column("name", schema.REF, primary_key=True))
    fairs.append_column(Column("stands", schema.WHOLE))
    fairs.dialect_options["sqlite"]["strict"] = True

    home = tmp_path / "later" / "revisions"
    home.mkdir(parents=True)
    for path in migrations.HOME.glob("r*.py"):
        (home / path.name).write_text(path.read_text())

    def install():
        monkeypatch.setattr(writing, "HOME", home)
        monkeypatch.setattr(writing.schema, "metadata", later)
        path = writing.write("Fairs, and more of parties")
        monkeypatch.setattr(migrations, "HOME", home)
        monkeypatch.setattr(migrations, "REVISIONS", (*migrations.REVISIONS, path.name[1:5]))
        return path

    install.metadata = later
    return install


def test_an_older_desk_is_backed_up_then_brought_up_to_date(
    trading, url, tmp_path, next_version, opened, declared_shape
):
    before = trading.everything()
    trading.engine.dispose()
    ours = migrations.REVISIONS[-1]
    written = next_version()

    with pytest.raises(store.DeskTooOld, match="comptoir migrate"):
        store.open(url)
    done = store.migrate(url, tmp_path / "backups", MORNING)

    assert written.name == f"r{int(ours) + 1:04}_fairs_and_more_of_parties.py"
    assert done == ["Fairs, and more of parties."]
    engine = opened(store.open(url))
    with engine.begin() as db:
        assert shape(db) == declared_shape(next_version.metadata)
        assert store.versions(db, RECORDS["order"]) == {"EX-2026-0001": 1}
    backups = list((tmp_path / "backups").iterdir())
    assert [path.name for path in backups] == ["comptoir-20261123T080000Z.db"]
    kept = opened(create_engine(f"sqlite:///{backups[0]}"))
    with kept.begin() as db:
        assert db.scalar(text("SELECT name FROM party WHERE code = 'ACME'")) == "Acme GmbH"
        assert db.scalar(text("SELECT version_num FROM alembic_version")) == ours
    assert store.migrate(url, tmp_path / "backups", MORNING) == []
    after = everything(engine)
    assert after["changes"] == before["changes"]
    assert after["order_line"] == before["order_line"]


def test_a_backup_of_an_older_desk_restores_into_a_later_comptoir(
    trading, url, tmp_path, next_version, opened
):
    backed_up = store.backup(url, tmp_path, MORNING)
    trading.engine.dispose()
    next_version()
    store.migrate(url, tmp_path / "backups", MORNING)
    store.restore(url, backed_up)
    with opened(store.open(url)).begin() as db:
        assert db.scalar(text("SELECT count(nickname) FROM party")) == 0
        assert set(store.versions(db, PARTY)) == {"ACME", "NORDIC"}


def test_a_newer_desk_is_refused_and_left_alone(trading, url, tmp_path):
    with trading.engine.begin() as db:
        db.execute(text("UPDATE alembic_version SET version_num = '0099'"))
    before = trading.everything()
    for deed in (
        lambda: store.open(url),
        lambda: store.migrate(url, tmp_path / "backups", MORNING),
    ):
        with pytest.raises(store.DeskTooNew, match="0099") as refused:
            deed()
        assert refused.value.exit_code == 5
        assert "version plus récente" in refused.value.in_("fr")
    assert trading.everything() == before
    assert not (tmp_path / "backups").exists()


def test_a_failed_migration_leaves_the_desk_as_it_was(trading, url, tmp_path, next_version):
    before = trading.everything()
    path = next_version()
    path.write_text(path.read_text() + '    op.execute("INSERT INTO nowhere VALUES (1)")\n')
    with pytest.raises(Exception, match="nowhere"):
        store.migrate(url, tmp_path / "backups", MORNING)
    assert trading.everything() == before
    with pytest.raises(store.DeskTooOld):
        store.open(url)


def test_the_revisions_are_one_line_and_none_reads_the_declaration():
    files = sorted(migrations.HOME.glob("r*.py"))
    texts = [path.read_text(encoding="utf-8") for path in files]
    assert all("comptoir" not in one for one in texts)
    befores = [None, *migrations.REVISIONS[:-1]]
    for path, one, number, before in zip(files, texts, migrations.REVISIONS, befores, strict=True):
        assert path.name.startswith(f"r{number}_")
        assert f'revision = "{number}"' in one
        assert f"down_revision = {before!r}".replace("'", '"') in one


def test_amounts_are_whole_numbers_whatever_is_forced_on_the_table(trading):
    if trading.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL has types of its own")
    with pytest.raises(store.Contradicted), trading.engine.begin() as db:
        db.execute(text("UPDATE order_line SET price = 1.5"))
    with trading.engine.begin() as db:
        kept = inspect(db).get_columns("order_line")
        assert isinstance(next(c for c in kept if c["name"] == "price")["type"], Integer)
        assert isinstance(next(c for c in kept if c["name"] == "committed")["type"], Text)


def test_readers_see_one_moment_and_hold_nobody_up(trading):
    with store.reading(trading.engine) as early:
        before = store.current(early, PARTY)
        trading.amend(PARTY, "ACME", 1, name="Acme AG")
        assert store.current(early, PARTY) == before
    assert trading.row(PARTY, "ACME")["name"] == "Acme AG"
