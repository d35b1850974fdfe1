"""The wheel carries all that the program opens: catalogues, law, migrations, macros, letters."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

PROJECT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def carried(tmp_path_factory):
    """The names of the files in a wheel built from here."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=PROJECT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    return set(ZipFile(wheel).namelist())


def shipped(folder, pattern):
    """Files of the source tree, under the names they have in the wheel."""
    return {
        path.relative_to(PROJECT / "addin").as_posix()
        for path in (PROJECT / "addin" / folder).rglob(pattern)
    }


@pytest.mark.parametrize(
    ("folder", "pattern"),
    [
        ("comptoir", "*.py"),
        ("xlcalc", "*.py"),
        ("vbabuild", "*.py"),
        ("comptoir/locale", "*.mo"),
        ("comptoir/rules/data", "*.toml"),
        ("comptoir/sheets/imports/mappings", "*.toml"),
        ("comptoir/store/migrations", "*.py"),
        ("comptoir/help", "*"),
    ],
)
def test_the_program_is_whole(carried, folder, pattern):
    wanted = {name for name in shipped(folder, pattern) if "__pycache__" not in name}
    files = {name for name in wanted if (PROJECT / "addin" / name).is_file()}
    assert files <= carried


@pytest.mark.parametrize("folder", ["macros", "templates", "workbooks"])
def test_what_users_open_goes_with_it(carried, folder):
    files = [path for path in (PROJECT / folder).rglob("*") if path.is_file()]
    wanted = {f"comptoir/_shipped/{path.relative_to(PROJECT).as_posix()}" for path in files}
    assert wanted
    assert wanted <= carried


def test_no_cache_and_no_test_goes_with_it(carried):
    assert not [name for name in carried if "__pycache__" in name or name.startswith("tests")]
