"""Independent readers, shared by the tests of the builder."""

from __future__ import annotations

import io
import warnings
from importlib.metadata import distribution
from pathlib import Path

import olefile
import pytest


@pytest.fixture(scope="session")
def xlwings_folder():
    """Where the pinned xlwings keeps its VBA and its workbooks."""
    return Path(str(distribution("xlwings").locate_file("xlwings")))


@pytest.fixture(scope="session")
def olevba():
    """oletools' reader, whose import is older than the parser it imports."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        from oletools import olevba as module  # noqa: PLC0415 - warns when imported
    return module


@pytest.fixture(scope="session")
def modules_by_olevba(olevba):
    """Every module of a project as olevba, strict, gives it back."""

    def read(blob):
        with olefile.OleFileIO(io.BytesIO(blob), raise_defects=olefile.DEFECT_UNSURE) as ole:
            assert ole.parsing_issues == []
            found = olevba._extract_vba(ole, "", "PROJECT", "VBA/dir", relaxed=False)
            return {Path(path).stem: code for path, _, code in found}

    return read
