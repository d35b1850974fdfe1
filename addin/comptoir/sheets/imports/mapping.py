"""How the columns of a foreign file become rows of the desk: a text file people may change.

A mapping makes rows of one or more records from each row of the file::

    source = "scms"              # rows are remembered under this name
    row = ["ID"]                 # headings that tell a row from all others; none: all of it
    totals = ["Line Item Value"] # added up, so that nothing is lost on the way
    ignore = ["Colour"]          # columns that may be left out
    decimal = ","                # only where no number of the file proves it

    [days]                       # only where a column does not prove its order itself
    "PO date" = "m/d/y"

    [[make]]
    name = "order"
    record = "order"
    same = ["PO number"]         # file rows with the same are one order; none: each is one
    when = { "Kind" = ["P*"] }   # only for these rows of the file
    keep = ["Project"]           # columns kept in the note: heading and text

    [make.fields]
    party = { to = ["vendor"] }                  # the row made by that make
    ordered = { from = ["PO date", "Sent on"] }  # the first that is filled
    currency = { value = "USD" }                 # always the same
    place = { text = "{Town}, {Country}" }       # put together
    mode = { from = ["Mode"], values = { "Truck" = "ROAD", "*" = "" } }
    gross_kg = { from = ["Weight"], notes = ["See *"] }   # such texts go to the note
    delivered = { from = ["Delivered"], combine = "latest" }
    committed = { from = ["Promised"], stand_in = ["Planned", "Asked"] }

``values`` gives what is read instead of a text (``*``: of any other; empty: nothing), ``notes`` the
texts that are kept in the note, ``stand_in`` the columns of which the earliest date (or the first
value) is taken where ``from`` gives none: the note tells which. ``combine`` says what becomes of
different values for one row: ``same`` (they may not differ), ``first``, ``earliest``, ``latest``.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as starting
from importlib.resources import files
from typing import Any

from comptoir.records import RECORDS, Field, Link
from comptoir.sheets.imports.days import ORDERS
from comptoir.sheets.imports.foreign import Foreign
from comptoir.sheets.imports.refusals import BadMapping, NotForThisFile
from comptoir.wording import Said, mark

COMBINING = ("same", "first", "earliest", "latest", "sum")
IN_BRACES = re.compile(r"\{([^{}]+)\}")
_OF_FILE = {"source", "title", "row", "totals", "ignore", "decimal", "days", "make"}
_OF_MAKE = {"name", "record", "same", "when", "keep", "fields"}
_OF_FIELD = {"from", "to", "value", "text", "values", "notes", "stand_in", "combine"}


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the value of one field comes from."""

    headings: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    value: str = ""
    text: str = ""
    values: Mapping[str, str] = starting(default_factory=dict)
    notes: tuple[str, ...] = ()
    stand_in: tuple[str, ...] = ()
    combine: str = "same"

    def needs(self) -> Iterator[str]:
        """The headings it reads."""
        yield from (*self.headings, *self.stand_in)
        for text in (self.text, *self.values.values()):
            yield from IN_BRACES.findall(text)


@dataclass(frozen=True, slots=True)
class Make:
    """One record's rows, made from the rows of the file."""

    name: str
    record: str
    fields: Mapping[str, Origin]
    same: tuple[str, ...] = ()
    when: Mapping[str, tuple[str, ...]] = starting(default_factory=dict)
    keep: tuple[str, ...] = ()

    def needs(self) -> Iterator[str]:
        """The headings it reads."""
        yield from (*self.same, *self.when, *self.keep)
        for origin in self.fields.values():
            yield from origin.needs()


@dataclass(frozen=True, slots=True)
class FileMap:
    """The mapping of one kind of file."""

    source: str
    makes: tuple[Make, ...]
    title: str = ""
    row: tuple[str, ...] = ()
    totals: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    decimal: str = ""
    days: Mapping[str, str] = starting(default_factory=dict)

    def needs(self) -> list[str]:
        """The headings it reads, in its order."""
        seen = dict.fromkeys((*self.row, *self.totals, *self.days))
        for make in self.makes:
            seen |= dict.fromkeys(make.needs())
        return list(seen)

    def unused(self, foreign: Foreign) -> list[str]:
        """The columns of the file that become nothing, though nobody said so."""
        used = {*self.needs(), *self.ignore}
        return [heading for heading in foreign.headings if heading not in used]

    def check_fits(self, foreign: Foreign) -> None:
        """Refuse with ``NotForThisFile`` where the file lacks columns."""
        missing = [heading for heading in self.needs() if heading not in foreign.places]
        if missing:
            raise NotForThisFile(
                mapping=self.title or self.source, file=foreign.file, missing=missing
            )


def shipped_for(foreign: Foreign) -> FileMap | None:
    """The mapping that comes with Comptoir for such a file, if there is one."""
    for one in sorted(files(__package__).joinpath("mappings").iterdir(), key=lambda f: f.name):
        found = mapping_of(one.read_text("utf-8"), one.name)
        if all(heading in foreign.places for heading in found.needs()):
            return found
    return None


def mapping_of(text: str, file: str) -> FileMap:
    """Read a mapping; ``BadMapping`` says what is wrong with it."""
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise BadMapping(file=file, why=str(fault)) from None
    try:
        return _checked(told)
    except _WrongError as wrong:
        raise BadMapping(file=file, why=wrong.said) from None


class _WrongError(Exception):
    """What is wrong with a mapping, before the name of its file is known."""

    def __init__(self, text: str, **facts: object) -> None:
        super().__init__(text)
        self.said = Said(text, **facts)


def _checked(told: dict[str, Any]) -> FileMap:
    _only(told, _OF_FILE, "")
    makes = tuple(_make(one) for one in _list_of_tables(told.get("make")))
    if not makes:
        raise _WrongError(mark("it makes nothing"))
    days = _table(told, "days")
    for heading, order in days.items():
        if order not in ORDERS:
            text = mark("the order of dates in {heading} is one of {orders}")
            raise _WrongError(text, heading=heading, orders=list(ORDERS))
    made = FileMap(
        source=str(told.get("source") or "") or _missing("source"),
        title=str(told.get("title", "")),
        row=_words(told, "row"),
        totals=_words(told, "totals"),
        ignore=_words(told, "ignore"),
        decimal=_sign(told),
        days=dict(days),
        makes=makes,
    )
    _check_links(made)
    return made


def _sign(told: Mapping[str, object]) -> str:
    sign = str(told.get("decimal", ""))
    if sign not in {"", ".", ","}:
        raise _WrongError(mark("the decimal sign is a point or a comma"))
    return sign


def _make(told: dict[str, Any]) -> Make:
    name = str(told.get("name") or told.get("record") or "") or _missing("name")
    _only(told, _OF_MAKE, name)
    record = RECORDS.get(str(told.get("record", "")))
    if record is None:
        text = mark("{name} makes {record}, which is none of {known}")
        raise _WrongError(text, name=name, record=told.get("record", ""), known=list(RECORDS))
    fields = {one: _origin(way, f"{name}.{one}") for one, way in _table(told, "fields").items()}
    for one in fields:
        if one not in record.by_name or record.by_name[one].computed:
            known = [field.name for field in record.kept]
            text = mark("{name} has no field {field}; it has {known}")
            raise _WrongError(text, name=name, field=one, known=known)
    when = {heading: _words(_table(told, "when"), heading) for heading in _table(told, "when")}
    return Make(name, record.name, fields, _words(told, "same"), when, _words(told, "keep"))


def _origin(told: object, name: str) -> Origin:
    if isinstance(told, str):
        return Origin(headings=(told,))
    if not isinstance(told, dict):
        raise _WrongError(mark("{name} is neither a heading nor a table"), name=name)
    _only(told, _OF_FIELD, name)
    combine = str(told.get("combine", "same"))
    if combine not in COMBINING:
        text = mark("{name} combines by one of {known}")
        raise _WrongError(text, name=name, known=list(COMBINING))
    ways = [way for way in ("from", "to", "value", "text") if way in told]
    if len(ways) != 1:
        raise _WrongError(mark("{name} needs one of from, to, value and text"), name=name)
    return Origin(
        headings=_words(told, "from"),
        to=_words(told, "to"),
        value=str(told.get("value", "")),
        text=str(told.get("text", "")),
        values={str(one): str(other) for one, other in _table(told, "values").items()},
        notes=_words(told, "notes"),
        stand_in=_words(told, "stand_in"),
        combine=combine,
    )


def _check_links(made: FileMap) -> None:
    """A link leads to a make that stands before it and makes the record it is a link to."""
    known: dict[str, str] = {}
    for make in made.makes:
        if make.name in known:
            raise _WrongError(mark("{name} is there twice"), name=make.name)
        for name, origin in make.fields.items():
            field = RECORDS[make.record].by_name[name]
            for to in origin.to:
                _check_link(f"{make.name}.{name}", field, to, known)
        known[make.name] = make.record


def _check_link(name: str, field: Field, to: str, known: Mapping[str, str]) -> None:
    linked = field.kind.record if isinstance(field.kind, Link) else ""
    if known.get(to, "") != linked or not linked:
        text = mark("{name} cannot lead to {to}: no make of that name before it gives its record")
        raise _WrongError(text, name=name, to=to)


def _only(told: Mapping[str, object], known: set[str], name: str) -> None:
    for word in told:
        if word not in known:
            text = mark("{word} is not known {name}; known are {known}")
            raise _WrongError(text, word=word, name=name, known=sorted(known))


def _missing(word: str) -> str:
    raise _WrongError(mark("{word} is missing"), word=word)


def _table(told: Mapping[str, Any], name: str) -> dict[str, Any]:
    table = told.get(name, {})
    if not isinstance(table, dict):
        raise _WrongError(mark("{word} must be a table of names and values"), word=name)
    return table


def _words(told: Mapping[str, Any], name: str) -> tuple[str, ...]:
    words = told.get(name, ())
    if not isinstance(words, str | list | tuple):
        raise _WrongError(mark("{word} must be a text or a list of texts"), word=name)
    return (words,) if isinstance(words, str) else tuple(map(str, words))


def _list_of_tables(told: object) -> list[dict[str, Any]]:
    if not isinstance(told, list) or not all(isinstance(one, dict) for one in told):
        return []
    return told


def mapping_text(mapping: FileMap) -> str:
    """*mapping* as the text that gives it back.

    >>> scms = FileMap("x", (Make("party", "party", {"name": Origin(headings=("Firm",))}),))
    >>> mapping_of(mapping_text(scms), "x.toml") == scms
    True
    """
    lines = [f"source = {_quoted(mapping.source)}"]
    if mapping.title:
        lines.append(f"title = {_quoted(mapping.title)}")
    for name in ("row", "totals", "ignore"):
        lines += _listed(name, getattr(mapping, name))
    if mapping.decimal:
        lines.append(f"decimal = {_quoted(mapping.decimal)}")
    if mapping.days:
        lines += ["", "[days]"]
        lines += [f"{_quoted(one)} = {_quoted(other)}" for one, other in mapping.days.items()]
    for make in mapping.makes:
        lines += ["", "[[make]]", f"name = {_quoted(make.name)}"]
        lines += [f"record = {_quoted(make.record)}", *_listed("same", make.same)]
        if make.when:
            inside = ", ".join(f"{_quoted(h)} = {_array(texts)}" for h, texts in make.when.items())
            lines.append(f"when = {{ {inside} }}")
        lines += [*_listed("keep", make.keep), "", "[make.fields]"]
        lines += [f"{name} = {_inline(origin)}" for name, origin in make.fields.items()]
    return "\n".join(lines) + "\n"


def _inline(origin: Origin) -> str:
    parts = []
    for name, words in (("from", origin.headings), ("to", origin.to)):
        if words:
            parts.append(f"{name} = {_array(words)}")
    if not origin.headings and not origin.to:
        parts.append(
            f"text = {_quoted(origin.text)}" if origin.text else f"value = {_quoted(origin.value)}"
        )
    if origin.values:
        inside = ", ".join(f"{_quoted(one)} = {_quoted(to)}" for one, to in origin.values.items())
        parts.append(f"values = {{ {inside} }}")
    for name, words in (("notes", origin.notes), ("stand_in", origin.stand_in)):
        if words:
            parts.append(f"{name} = {_array(words)}")
    if origin.combine != "same":
        parts.append(f"combine = {_quoted(origin.combine)}")
    return f"{{ {', '.join(parts)} }}"


def _listed(name: str, words: tuple[str, ...]) -> list[str]:
    return [f"{name} = {_array(words)}"] if words else []


def _array(words: tuple[str, ...]) -> str:
    return f"[{', '.join(map(_quoted, words))}]"


def _quoted(text: str) -> str:
    """A basic string of TOML: JSON's, with the one sign TOML wants escaped besides."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
