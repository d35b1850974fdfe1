from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from desks import MORNING, PARTY, everything
from sqlalchemy import text

from comptoir import store
from comptoir.store import opening


def test_a_new_desk_is_empty_and_has_its_own_identity(empty_url, tmp_path):
    made = store.create(empty_url)
    with made.begin() as db:
        first = store.desk_id(db)
        assert store.current(db, PARTY) == {}
        assert store.saves(db) == []
    other = store.create(f"sqlite:///{tmp_path}/other.db")
    made.dispose()
    with other.begin() as db:
        assert store.desk_id(db) != first
    other.dispose()
