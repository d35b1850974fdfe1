"""The schema's history, one revision after another; a desk carries the name of its own.

A revision is a file of ``revisions``. It stands for itself: it names no record, because records
change and what was done to old desks does not. To write the next one, after changing a record::

    python -m comptoir.store.migrations.writing "shipments"

then read what it wrote, and move data in it where data must move. The tests fail as long as
migrating from nothing does not give the declared tables, on either database.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, text

HOME = Path(__file__).parent / "revisions"

REVISIONS: tuple[str, ...] = tuple(sorted(path.stem[1:5] for path in HOME.glob("r[0-9]*.py")))
"""The revisions this version of Comptoir knows, oldest first."""


def revision(db: Connection) -> str | None:
    """The revision of the database of *db*; None where it is no desk's."""
    if not inspect(db).has_table("alembic_version"):
        return None
    found = db.scalar(text("SELECT version_num FROM alembic_version"))
    return None if found is None else str(found)


def upgrade(db: Connection, to: str = "head") -> list[str]:
    """Bring the database of *db* to the revision *to*, within its transaction: what was done."""
    from alembic.config import Config  # noqa: PLC0415 - 80 ms that opening a desk does without
    from alembic.runtime.environment import EnvironmentContext  # noqa: PLC0415 - as above
    from alembic.runtime.migration import MigrationContext, RevisionStep  # noqa: PLC0415
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    script = ScriptDirectory(str(HOME.parent), version_locations=[str(HOME)])
    done: list[str] = []

    def steps(current: tuple[str, ...], context: MigrationContext) -> list[RevisionStep]:  # noqa: ARG001 - as Alembic calls it
        ahead: list[RevisionStep] = script._upgrade_revs(to, current)  # type: ignore[arg-type]  # noqa: SLF001 - the way Alembic documents
        done.extend(str(step.doc) for step in ahead)
        return ahead

    with EnvironmentContext(Config(), script, fn=steps, destination_rev=to) as environment:
        environment.configure(connection=db)
        with environment.begin_transaction():
            environment.run_migrations()
    return done
