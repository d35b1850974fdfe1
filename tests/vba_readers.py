"""Independent readers of VBA projects, as fixtures."""

from __future__ import annotations

import io
import warnings
from pathlib import Path

import olefile
import pytest


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
