"""A template compiled once and filled many times."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import TracebackType

import jinja2
from jinja2 import TemplateSyntaxError, Undefined, UndefinedError, nodes, pass_context
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context
from lxml import etree
from markupsafe import Markup

from comptoir.errors import ComptoirError
from comptoir.letters.word import package
from comptoir.letters.word.faults import BrokenTemplate, Fault, Unfillable, Unwritable
from comptoir.letters.word.filters import Reading
from comptoir.letters.word.healing import healed
from comptoir.letters.word.pictures import Drawer
from comptoir.letters.word.sandbox import FORBIDDEN, Bounds, Meter, Sandbox, TooMuch
from comptoir.letters.word.source import Source, source
from comptoir.letters.word.suggesting import nearest
from comptoir.letters.word.values import (
    Picture,
    Styled,
    plain,
    text_of,
    xml_attribute,
    xml_text,
)
from comptoir.wording import LANGUAGES, Said

WRITABLE = re.compile(
    r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml|docProps/core\.xml"
)
_LEVEL = 4
USUAL = Bounds()
_NAME = re.compile(r"'([^']+)' is undefined|no attribute '([^']+)'|no element '?([^']+)'?")
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


@dataclass(slots=True)
class _Part:
    name: str
    source: Source
    code: jinja2.Template


class Template:
    """A compiled template. Filling it changes nothing in it; one filling at a time."""

    def __init__(self, data: bytes, name: str, bounds: Bounds = USUAL) -> None:
        self.name = name
        self._meter = Meter(bounds)
        self._lock = threading.Lock()
        self._readings = {lang: Reading(lang) for lang in LANGUAGES}
        self._sandbox = Sandbox(self._meter, finalize=self._finalizer())
        self._sandbox.filters.update(self._readings["fr"].as_filters())
        self._sandbox.filters.update(
            attribute_=self._attribute, cell_=_kept_cell, table_=_kept_table
        )
        self._drawer = Drawer()
        self._sandbox.globals["number_"] = self._drawer.number
        self.sources: dict[str, Source] = {}
        self.faults: list[Fault] = []
        self._compile(package.read(data, name))

    def _compile(self, parts: dict[str, bytes]) -> None:
        self._parts: list[_Part] = []
        self._still: dict[str, bytes] = {}
        for name, data in parts.items():
            writable = WRITABLE.fullmatch(name)
            told = healed(package.parsed(data, self.name), name) if writable else None
            if told is None or not (told.tags or told.faults):
                self._still[name] = data
                continue
            made = self.sources[name] = source(told)
            self.faults += made.faults
            self._code(name, made)
        self._members = {name: package.member(name, data) for name, data in self._still.items()}
        self._order = list(parts)

    def _code(self, name: str, made: Source) -> None:
        """Compile a part. A tag that cannot be read is a fault; the others are read still."""
        for _ in range(len(made.tags) + 1):
            try:
                code = self._sandbox.from_string(_HEAD.replace("\n", "") + made.text)
            except TemplateSyntaxError as error:
                if any(fault.grave for fault in made.faults):
                    return
                self.faults.append(self._unreadable(made, error))
                if not made.silence(error.lineno):
                    return
            except RecursionError:
                self.faults.append(Fault("deep", None, Said("the tags are nested too deeply.")))
                return
            else:
                self._parts.append(_Part(name, made, code))
                return

    def _unreadable(self, made: Source, error: TemplateSyntaxError) -> Fault:
        placed = made.at(error.lineno)
        message = error.message or "?"
        unknown = re.match(r"No filter named '([^']+)'", message)
        if unknown:
            said = _unknown_filter(unknown[1], list(self._sandbox.filters))
        elif "Encountered unknown tag" in message:
            said = Said("{word} is no statement. Write if, for, set, or their end.",
                        word=placed.tag.word if placed else "")  # fmt: skip
        elif message in FORBIDDEN.values():
            said = Said(message)
        else:
            said = Said("this tag cannot be read. Look for a missing sign or a blank too many.")
        return Fault("syntax", placed.place if placed else None, said)

    def parsed(self) -> Iterator[tuple[Source, nodes.Template]]:
        """Each part that can be read, as Jinja understands it."""
        for part in self._parts:
            yield part.source, self._sandbox.parse(part.source.text)

    @property
    def known_names(self) -> frozenset[str]:
        """The names that every template knows, beside its letter's own."""
        return frozenset(self._sandbox.globals)

    @property
    def grave(self) -> list[Fault]:
        """The faults that stop a letter."""
        return [fault for fault in self.faults if fault.grave]

    def fill(self, values: Mapping[str, object], lang: str) -> bytes:
        """The document with *values* in its blanks, in *lang*.

        Raises `BrokenTemplate` where the template has faults, `Unfillable` for a blank that
        nothing fills or a value that cannot be written. Nothing is written then.
        """
        if self.grave:
            raise BrokenTemplate(self.name, self.grave)
        with self._lock:
            self._sandbox.lang = lang
            self._sandbox.filters.update(self._readings[lang].as_filters())
            self._meter.start()
            self._drawer.start()
            written = {part.name: self._written(part, values) for part in self._parts}
            return self._assembled(written)

    def _written(self, part: _Part, values: Mapping[str, object]) -> bytes:
        self._drawer.enter(part.name)
        try:
            pieces = []
            context = part.code.new_context(dict(values))
            for piece in part.code.root_render_func(context):
                self._meter.charge(len(piece))
                pieces.append(piece)
            return "".join(pieces).encode()
        except Exception as error:
            raise self._unfillable(part, error, values) from error

    def _unfillable(
        self, part: _Part, error: Exception, values: Mapping[str, object]
    ) -> ComptoirError:
        placed = part.source.at(_line(error.__traceback__, part.code))
        fault = Fault("value", placed.place if placed else None, _why(error, values))
        return Unfillable(self.name, fault)

    def _assembled(self, written: dict[str, bytes]) -> bytes:
        changed = self._drawer.changed(self._still) if self._drawer.drawn else {}
        members = []
        for name in [*self._order, *(name for name in changed if name not in self._order)]:
            if name in written:
                members.append(package.member(name, written[name], _LEVEL))
            elif name in changed:
                members.append(package.member(name, changed[name]))
            else:
                members.append(self._members[name])
        return package.written(members)

    def _finalizer(self) -> Callable[[Context, object], object]:
        """What Jinja asks for each blank. Told the context, it is not asked when compiling."""
        shown = self._shown
        return pass_context(lambda _context, value: shown(value))

    def _shown(self, value: object) -> object:
        """A value as XML."""
        if type(value) is str:
            self._meter.charge(len(value))
            return xml_text(value)
        if isinstance(value, Markup | Undefined):
            return value
        if isinstance(value, Picture):
            return self._drawer.draw(value)
        if isinstance(value, Styled):
            return value.xml()
        return xml_text(text_of(value, self._sandbox.lang))

    def _attribute(self, value: object) -> Markup:
        return xml_attribute(self._sandbox.reading(value))


def compiled(data: bytes, name: str, bounds: Bounds = USUAL) -> Template:
    """Compile a template; its faults are in ``faults``.

    Raises `NotWord` where *data* is no Word document.
    """
    return Template(data, name, bounds)


def _kept_cell(xml: str) -> Markup:
    """What a cell holds, ending with a paragraph as Word demands."""
    ended = xml.rstrip().endswith(("</w:p>", "<w:p/>"))
    return plain(xml if ended else f"{xml}<w:p/>")


def _kept_table(xml: str) -> Markup:
    """A table, or nothing where it has no row left."""
    return plain(xml if "<w:tr>" in xml or "<w:tr " in xml else "")


def _line(trace: TracebackType | None, code: jinja2.Template) -> int:
    """The line of the template where an error came from."""
    line = 0
    while trace is not None:
        if trace.tb_frame.f_globals.get("__jinja_template__") is code:
            line = code.get_corresponding_lineno(trace.tb_lineno)
        trace = trace.tb_next
    return line


def _unknown_filter(name: str, known: list[str]) -> Said:
    close = nearest(name, [one for one in known if not one.endswith("_")])
    if close:
        return Said("{name} is no filter. Do you mean {close}?", name=name, close=close)
    return Said("{name} is no filter.", name=name)


def _why(error: Exception, values: Mapping[str, object]) -> Said:  # noqa: PLR0911 - one to the kind
    match error:
        case Unwritable():
            return error.said
        case ComptoirError():
            return error.said
        case UndefinedError():
            told = _NAME.search(str(error))
            name = next((one for one in told.groups() if one), "?") if told else "?"
            close = nearest(name, list(values))
            if close:
                return Said("{name} is not known. Do you mean {close}?", name=name, close=close)
            return Said("{name} is not known here.", name=name)
        case TooMuch() | RecursionError() | MemoryError():
            return Said("this would take too long or be too large; it was stopped.")
        case SecurityError():
            return Said("a letter may not do this.")
        case etree.XMLSyntaxError():
            return Said("this cannot be written.")
    return Said("this tag cannot be worked out ({why}).", why=str(error)[:120])
