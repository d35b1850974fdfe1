"""Somebody at a desk on a given day, for the tests of every room."""

from __future__ import annotations

from datetime import UTC, datetime

from comptoir import settings
from comptoir.desk import Desk
from comptoir.store import Author


def on(engine, tmp_path, day, name="Léa", lang="en", firm="Maison Essai"):
    """*name* at the desk of *firm* on that day, at nine in the morning."""
    at = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
    told = settings.Settings(folder=tmp_path, name=firm, lang=lang)
    return Desk(told, engine, Author(name, "command"), lambda: at)
