"""The system of record. Workbooks are views of it."""

from __future__ import annotations

from comptoir.store.meta import desk_id, set_setting, setting
from comptoir.store.numbering import Taken
from comptoir.store.opening import (
    AlreadyADesk,
    DeskTooNew,
    DeskTooOld,
    NoDesk,
    create,
    open,  # noqa: A004 - the store's own verb
    reading,
)
from comptoir.store.rows import Block, block, current, versions
from comptoir.store.saving import (
    Amendment,
    Author,
    Fixed,
    StillNamed,
    amend,
    begin_save,
    register,
    remove,
)
from comptoir.store.schema import CUSTOM, VERSION
from comptoir.store.writing import Gone, Superseded, Unlinked

__all__ = [
    "CUSTOM",
    "VERSION",
    "AlreadyADesk",
    "Amendment",
    "Author",
    "Block",
    "DeskTooNew",
    "DeskTooOld",
    "Fixed",
    "Gone",
    "NoDesk",
    "StillNamed",
    "Superseded",
    "Taken",
    "Unlinked",
    "amend",
    "begin_save",
    "block",
    "create",
    "current",
    "desk_id",
    "open",
    "reading",
    "register",
    "remove",
    "set_setting",
    "setting",
    "versions",
]
