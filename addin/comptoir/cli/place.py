"""Which desk, who and when: the only places that know are this one and the ribbon."""

from __future__ import annotations

import getpass
from collections.abc import Mapping
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import Any

from comptoir import desk, settings
from comptoir.desk import Desk
from comptoir.settings import Settings
from comptoir.store import Author


def clock() -> datetime:
    """The instant it is."""
    return datetime.now(UTC)


def zone() -> tzinfo:
    """The time zone on the wall here."""
    return clock().astimezone().tzinfo or UTC


def settings_of(told: Mapping[str, Any], near: Path | None = None) -> Settings:
    """The settings of the desk named, or of the one around *near* or the current folder."""
    if told.get("desk"):
        return settings.read(Path(told["desk"]), told["env"])
    start = near.absolute().parent if near else Path.cwd()
    return settings.read(settings.find_desk(start), told["env"])


def user_of(told: Mapping[str, Any], found: Settings) -> str:
    """The name in the history: the option's, the settings', else the computer's."""
    return str(told.get("user") or found.user or getpass.getuser())


def desk_of(told: Mapping[str, Any], near: Path | None = None, via: str = "command") -> Desk:
    """The desk a command works on; *near* is the file it was given."""
    found = settings_of(told, near)
    author = Author(user_of(told, found), via)
    return desk.opened(found, author, clock, zone=zone())
