"""What a workbook shows, as plain values: made by the desk, drawn by whoever draws it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from comptoir.records import Record
from comptoir.wording import Said


@dataclass(frozen=True, slots=True)
class View:
    """One table: the rows of a record in the order shown.

    *columns* holds, for each field of the record in its order, the cells as a sheet shows them
    (text, number, date or None). *custom* holds the columns the user added, by heading.
    """

    record: Record
    keys: list[str]
    versions: list[int]
    columns: dict[str, list[object]]
    custom: dict[str, list[object]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Due:
    """One line of Today: what must be done, and why."""

    day: date
    what: Said
    ref: str
    party: str
    why: Said
    urgency: str
    """``late``, ``today`` or ``week``."""
    record: str = ""


@dataclass(frozen=True, slots=True)
class ClashShown:
    """One cell that two people changed: both values, and where it is."""

    number: int
    record: Record
    key: str
    field: str
    sheet: object
    store: object
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class BookView:
    """A whole workbook: its tables, its Today, its clashes, and what its band says."""

    kind: str
    lang: str
    desk: str
    desk_id: str
    by: str
    at: datetime
    views: Sequence[View]
    today: Sequence[Due] = ()
    clashes: Sequence[ClashShown] = ()
    codes: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Keys that its drop-downs offer, of records that another workbook shows."""
