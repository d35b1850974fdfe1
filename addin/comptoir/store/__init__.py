"""The system of record. Workbooks are views of it.

Every function takes the connection it works on; ``engine.begin()`` is the unit of work::

    engine = store.open("sqlite:///comptoir.db")
    with engine.begin() as db:
        save = store.begin_save(db, store.Author("Léa", via="sheet"), at, "register saved")
        store.amend(db, save, RECORDS["party"], [store.Amendment("ACME", 3, {"terms": "NET 30"})])

What cannot be saved is refused by an exception, which rolls all of it back.
"""

from __future__ import annotations

from comptoir.store import mail
from comptoir.store.backup import backup, restore
from comptoir.store.clashes import (
    Clash,
    NoSuchClash,
    OpenClash,
    add_clashes,
    open_clashes,
    settle,
)
from comptoir.store.failures import Busy, Contradicted, Damaged, NoAnswer, NoRoom, NotWritable
from comptoir.store.history import Change, Save, Touched, as_seen, at, history, saves, touched
from comptoir.store.imports import SetAside, aside, remember, remembered, set_aside
from comptoir.store.meta import desk_id, set_setting, setting
from comptoir.store.migrating import migrate
from comptoir.store.numbering import Taken, Unnamed
from comptoir.store.opening import (
    AlreadyADesk,
    DeskTooNew,
    DeskTooOld,
    NoDesk,
    create,
    open,  # noqa: A004 - the store's own verb
    reading,
)
from comptoir.store.rows import Block, NeverSeen, block, current, versions
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
from comptoir.store.undo import AlreadyUndone, Depended, NoSuchSave, Undone, undo
from comptoir.store.writing import Gone, Superseded, TooLarge, Unlinked

__all__ = [
    "CUSTOM",
    "VERSION",
    "AlreadyADesk",
    "AlreadyUndone",
    "Amendment",
    "Author",
    "Block",
    "Busy",
    "Change",
    "Clash",
    "Contradicted",
    "Damaged",
    "Depended",
    "DeskTooNew",
    "DeskTooOld",
    "Fixed",
    "Gone",
    "NeverSeen",
    "NoAnswer",
    "NoDesk",
    "NoRoom",
    "NoSuchClash",
    "NoSuchSave",
    "NotWritable",
    "OpenClash",
    "Save",
    "SetAside",
    "StillNamed",
    "Superseded",
    "Taken",
    "TooLarge",
    "Touched",
    "Undone",
    "Unlinked",
    "Unnamed",
    "add_clashes",
    "amend",
    "as_seen",
    "aside",
    "at",
    "backup",
    "begin_save",
    "block",
    "create",
    "current",
    "desk_id",
    "history",
    "mail",
    "migrate",
    "open",
    "open_clashes",
    "reading",
    "register",
    "remember",
    "remembered",
    "remove",
    "restore",
    "saves",
    "set_aside",
    "set_setting",
    "setting",
    "settle",
    "touched",
    "undo",
    "versions",
]
