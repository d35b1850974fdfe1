"""A PostgreSQL server of the tests' own: Debian's binaries, a folder that goes away, no port.

A conftest takes the fixture by name::

    sys.path.insert(0, str(Path(__file__).parents[1]))
    from servers import postgres  # noqa: F401 - a fixture

Where the binaries are missing, the tests that ask for it are skipped and say so.
"""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from itertools import count
from pathlib import Path

import psycopg
import pytest

INSTALLED = Path("/usr/lib/postgresql")
OWNER = "postgres"
SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "listen_addresses": "''",
    "max_connections": "40",
    "shared_buffers": "32MB",
    "logging_collector": "off",
}


class NoPostgres(Exception):
    """There is no PostgreSQL on this machine."""


class Server:
    """A running server; databases are made and dropped by name."""

    def __init__(self, binaries: Path, home: Path) -> None:
        self.binaries = binaries
        self.home = home
        self._names = count(1)

    def start(self) -> None:
        self._run("initdb", "-D", self.data, "-U", OWNER, "-A", "trust", "-E", "UTF8", "--no-sync")
        settings = [f"-c {name}={value}" for name, value in SETTINGS.items()]
        options = " ".join([*settings, f"-k {self.home}"])
        log = self.home / "log"
        self._run("pg_ctl", "-D", self.data, "-o", options, "-l", log, "-w", "-t", "60", "start")

    @property
    def data(self) -> Path:
        return self.home / "data"

    def url(self, database: str) -> str:
        """SQLAlchemy's URL of *database*."""
        return f"postgresql+psycopg://{OWNER}@/{database}?host={self.home}"

    def new_database(self, template: str = "template0") -> str:
        """A new database, a copy of *template*: its name."""
        name = f"desk{next(self._names)}"
        self.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        return name

    def drop(self, name: str) -> None:
        self.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def execute(self, statement: str) -> None:
        with psycopg.connect(host=str(self.home), user=OWNER, autocommit=True) as db:
            db.execute(statement)

    def _run(self, program: str, *arguments: object) -> None:
        command = [str(self.binaries / program), *map(str, arguments)]
        if os.geteuid() == 0:
            command = ["runuser", "-u", OWNER, "--", *command]
        done = subprocess.run(
            command,
            cwd=self.home,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            timeout=120,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"{program}: {done.stderr}")


def binaries() -> Path:
    """The newest server installed."""
    found = sorted(INSTALLED.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if not found:
        raise NoPostgres(f"no PostgreSQL server in {INSTALLED}")
    return found[-1].parent


AFTERWARDS = """
cat > /dev/null
pid=$(head -1 "$0/data/postmaster.pid" 2> /dev/null) && kill -INT "$pid"
while [ -e "$0/data/postmaster.pid" ]; do sleep 0.1; done
rm -rf "$0"
"""
"""Waits until its input is closed, as it is when the tests end, however they end, be it by kill -9;
then stops the server of the folder and removes it."""


@contextmanager
def running() -> Iterator[Server]:
    """A server, stopped and removed in the end."""
    where = binaries()
    home = Path(tempfile.mkdtemp(prefix="comptoir-pg-"))
    with subprocess.Popen(
        ["sh", "-c", AFTERWARDS, str(home)],
        cwd="/",
        stdin=subprocess.PIPE,
        start_new_session=True,
    ):
        if os.geteuid() == 0:
            shutil.chown(home, OWNER, OWNER)
        server = Server(where, home)
        server.start()
        yield server


@cache
def shared() -> Server:
    """The one server of this process, however many conftests ask for it."""
    stack = ExitStack()
    atexit.register(stack.close)
    return stack.enter_context(running())


@pytest.fixture(scope="session")
def postgres() -> Server:
    """A server for the whole session, or a skip that says why there is none."""
    try:
        binaries()
    except NoPostgres as missing:
        pytest.skip(str(missing))
    return shared()
