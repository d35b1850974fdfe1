"""How a record is declared: once, for the table, the sheet, the checks, the import and the help."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass, field
from datetime import date
from enum import Enum
from functools import cached_property

from comptoir.records.kinds import Kind, Link, folded
from comptoir.wording import translated


class Tone(Enum):
    """What the colour of a status means; the colours themselves are the sheet's business."""

    OPEN = "open"
    DUE = "due"
    LATE = "late"
    DONE = "done"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Numbered:
    """A yearly series without gaps, one for each prefix: ``EX-2026-0001``.

    The prefix is fixed, or depends on one field of the row (*by*): a sale is EX, a purchase IM.
    The year is that of the field *dated*, or of the day of registration where that is blank.
    """

    prefixes: Mapping[str, str]
    by: str | None = None
    dated: str | None = None

    def series(self, row: Mapping[str, object], today: date) -> str:
        """The series in which *row* gets its number, such as ``EX-2026``."""
        prefix = self.prefixes[str(row.get(self.by)) if self.by else ""]
        day = row.get(self.dated) if self.dated else None
        year = day.year if isinstance(day, date) else today.year
        return f"{prefix}-{year}"

    def key(self, row: Mapping[str, object], today: date, number: int) -> str:
        return f"{self.series(row, today)}-{number:04}"


@dataclass(frozen=True, slots=True)
class Within:
    """A number within the record's parent: line ``EX-2026-0001/01``.

    Where a parent has several kinds of parts, each kind has its *letter*: ``SH-2026-0001/C01``.
    """

    parent: str
    letter: str = ""

    def series(self, row: Mapping[str, object], today: date) -> str:  # noqa: ARG002 - as Numbered
        return str(row[self.parent])

    def key(self, row: Mapping[str, object], today: date, number: int) -> str:
        return f"{self.series(row, today)}/{self.letter}{number:02}"


@dataclass(frozen=True, slots=True)
class Plain:
    """One endless series: ``P0001``."""

    prefix: str

    def series(self, row: Mapping[str, object], today: date) -> str:  # noqa: ARG002 - as Numbered
        return self.prefix

    def key(self, row: Mapping[str, object], today: date, number: int) -> str:  # noqa: ARG002
        return f"{self.prefix}{number:04}"


@dataclass(frozen=True, slots=True)
class Composed:
    """The key says what the row is about: ``USD 2026-11-20 ECB``. No two rows can share it."""

    parts: tuple[str, ...]

    def made_of(self, row: Mapping[str, object]) -> str:
        return " ".join(str(row.get(part) or "-") for part in self.parts)


Keying = Numbered | Within | Plain | Composed


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a record. *label*, *help* and *also* are English sentences of the catalogue.

    *also* names other headings a foreign file may use. A *computed* field is worked out from
    others each time it is shown: nobody types it and it is not stored. *tones* colour the words
    of a choice that is not the record's status.
    """

    name: str
    label: str
    kind: Kind
    help: str
    _: KW_ONLY
    required: bool = False
    editable: bool = True
    computed: bool = False
    initial: object = None
    also: tuple[str, ...] = ()
    wide: int | None = None
    tones: Mapping[str, Tone] = field(default_factory=dict)

    @property
    def width(self) -> int:
        return self.wide or self.kind.width

    def heading(self, lang: str) -> str:
        """The column's heading in *lang*."""
        return translated(self.label, lang)


@dataclass(frozen=True, kw_only=True)
class Record:
    """A noun of the trade: its fields, its key, where it is shown.

    *typed_key* says that a person may choose the key of a new row (a party's code); otherwise,
    or when left blank, *keying* gives it. *parent* is the link without which a row has no sense.
    *anchor* is the last column that stays in sight when the sheet scrolls to the right. *called*
    names the fields by which people know the record, where they do not know its key.
    """

    name: str
    one: str
    many: str
    purpose: str
    workbook: str
    fields: tuple[Field, ...]
    keying: Keying | None
    typed_key: bool = False
    parent: str | None = None
    status: str | None = None
    tones: Mapping[str, Tone] = field(default_factory=dict)
    anchor: str = ""
    called: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The name of the key field: the first one."""
        return self.fields[0].name

    @property
    def table(self) -> str:
        """The name of the table in the store and, with ``tbl``, in a workbook."""
        return self.name

    @cached_property
    def by_name(self) -> dict[str, Field]:
        return {one.name: one for one in self.fields}

    @cached_property
    def kept(self) -> tuple[Field, ...]:
        """The fields the store keeps: all but the computed ones."""
        return tuple(one for one in self.fields if not one.computed)

    @cached_property
    def fixed(self) -> frozenset[str]:
        """The fields that the key is made of: changing one would make it another row."""
        if isinstance(self.keying, Composed):
            return frozenset(self.keying.parts)
        return frozenset([self.keying.parent]) if isinstance(self.keying, Within) else frozenset()

    @cached_property
    def links(self) -> dict[str, str]:
        """Each field that names another record, and that record."""
        return {f.name: f.kind.record for f in self.fields if isinstance(f.kind, Link)}

    def field_headed(self, heading: str) -> Field | None:
        """The field with this *heading*, in French or in English, or a known synonym."""
        return self._headings.get(folded(heading))

    @cached_property
    def _headings(self) -> dict[str, Field]:
        found: dict[str, Field] = {}
        for one in self.fields:
            for label in (one.label, *one.also):
                for lang in ("en", "fr"):
                    found.setdefault(folded(translated(label, lang)), one)
            found.setdefault(folded(one.name), one)
        return found
