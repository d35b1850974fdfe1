"""Where tags are worked out: a template from outside can read its letter, and nothing else.

No file, no Python, no import; filters from a list that is known; loops, texts and time within
bounds. A name that is not known is an error, never a blank.

Source: Jinja 3.1, sandbox (ImmutableSandboxedEnvironment) and its own cautions on resources.
"""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from jinja2 import StrictUndefined, TemplateSyntaxError, Undefined, nodes
from jinja2.exceptions import SecurityError
from jinja2.runtime import BlockReference, LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import Cycler, Joiner, Namespace
from jinja2.visitor import NodeTransformer

from comptoir.letters.word.values import text_of
from comptoir.wording import mark

_LONGEST_TEXT = 1_000_000
_LONGEST_NUMBER = 4_096
_CALL, _STEP = 1_000, 50
_LOOK_AT_CLOCK = 200_000
_METHODS: Mapping[type, frozenset[str]] = {
    str: frozenset(
        (
            "upper",
            "lower",
            "title",
            "capitalize",
            "strip",
            "lstrip",
            "rstrip",
            "split",
            "splitlines",
            "startswith",
            "endswith",
            "count",
            "find",
        )
    ),
    dict: frozenset(("items", "keys", "values", "get")),
}
_TALKERS = (Macro, LoopContext, Cycler, Joiner, BlockReference)
FORBIDDEN: Mapping[type[nodes.Node], str] = {
    nodes.Include: mark("a letter cannot take in another file."),
    nodes.Import: mark("a letter cannot take in another file."),
    nodes.FromImport: mark("a letter cannot take in another file."),
    nodes.Extends: mark("a letter cannot take in another file."),
    nodes.Block: mark("a block has no sense in a letter."),
}


class TooMuch(SecurityError):
    """More steps, text or time than a letter may take."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much a letter may cost: *signs* written or gone through, and *seconds*."""

    signs: int = 100_000_000
    seconds: float = 20.0


class Meter:
    """What a filling has cost so far."""

    __slots__ = ("bounds", "end", "look", "signs")

    def __init__(self, bounds: Bounds) -> None:
        self.bounds = bounds
        self.signs = self.look = 0
        self.end = 0.0

    def start(self) -> None:
        """Begin again."""
        self.signs, self.look = 0, _LOOK_AT_CLOCK
        self.end = time.monotonic() + self.bounds.seconds

    def charge(self, signs: int) -> None:
        """Count *signs*; raise `TooMuch` beyond the bounds."""
        self.signs += signs
        if self.signs > self.look:
            self.look = self.signs + _LOOK_AT_CLOCK
            if self.signs > self.bounds.signs or time.monotonic() > self.end:
                raise TooMuch("too much")


_FIELDS: dict[type, frozenset[str]] = {}


def _fields(kind: type) -> frozenset[str]:
    known = _FIELDS.get(kind)
    if known is None:
        known = _FIELDS[kind] = _own_fields(kind)
    return known


def _own_fields(kind: type) -> frozenset[str]:
    if not dataclasses.is_dataclass(kind):
        return frozenset()
    own = {one.name for one in dataclasses.fields(kind)}
    computed = {name for name, one in vars(kind).items() if isinstance(one, property)}
    return frozenset(name for name in own | computed if not name.startswith("_"))


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja within bounds. One for each template."""

    intercepted_binops = frozenset(("+", "*", "**", "%", "//"))

    def __init__(self, meter: Meter, **options: Any) -> None:
        super().__init__(
            autoescape=True,
            undefined=StrictUndefined,
            keep_trailing_newline=True,
            cache_size=0,
            optimized=False,
            auto_reload=False,
            **options,
        )
        self.meter = meter
        self.lang = "fr"
        self.filters.clear()
        self.globals.clear()
        self.globals["range"] = self._range
        self.globals.update(namespace=Namespace, cycler=Cycler, joiner=Joiner)
        self.filters["counted_"] = self._counted
        self.filters["joined_"] = self._joined

    def getattr(self, obj: Any, attribute: str) -> Any:
        """``obj.attribute``: a field of a value or a key of a mapping before anything else."""
        kind = type(obj)
        if kind is dict:
            if attribute in obj:
                return obj[attribute]
        elif attribute in _fields(kind):
            return getattr(obj, attribute)
        return super().getattr(obj, attribute)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Only what a letter needs: fields, and the methods on the list."""
        if callable(value) and not isinstance(obj, (*_TALKERS, Namespace)):
            allowed = next((m for kind, m in _METHODS.items() if isinstance(obj, kind)), ())
            return attr in allowed
        return super().is_safe_attribute(obj, attr, value)

    def call(__self, __context: Any, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805, PYI063 - Jinja's own names
        """Call what a letter may call, and count it."""
        __self.meter.charge(_CALL)
        return super().call(__context, __obj, *args, **kwargs)

    def is_safe_callable(self, obj: Any) -> bool:
        """Macros, the loop's own, our functions, and the methods that an attribute let through."""
        if isinstance(obj, _TALKERS) or obj in {self.globals["range"], Namespace, Cycler, Joiner}:
            return True
        if obj in self.globals.values():
            return True
        owner = getattr(obj, "__self__", None)
        if isinstance(owner, (LoopContext, Cycler, Joiner)):
            return True
        allowed = next((m for kind, m in _METHODS.items() if isinstance(owner, kind)), ())
        return getattr(obj, "__name__", "") in allowed

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Work out an operator, unless its result could be huge."""
        texts = isinstance(left, str | list | tuple), isinstance(right, str | list | tuple)
        if operator == "**" or (operator in {"*", "%"} and any(texts)):
            raise SecurityError(operator)
        result = super().call_binop(context, operator, left, right)
        if isinstance(result, int) and result.bit_length() > _LONGEST_NUMBER:
            raise TooMuch(operator)
        if isinstance(result, str | list | tuple):
            self.meter.charge(len(result))
            if len(result) > _LONGEST_TEXT:
                raise TooMuch(operator)
        return result

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        for node in tree.find_all(tuple(FORBIDDEN)):
            raise TemplateSyntaxError(FORBIDDEN[type(node)], node.lineno)
        for loop in tree.find_all(nodes.For):
            cost = _STEP + sum(len(one.data) for one in loop.find_all(nodes.TemplateData))
            cost_of = [nodes.Const(cost, lineno=loop.lineno)]
            loop.iter = nodes.Filter(
                loop.iter, "counted_", cost_of, [], None, None, lineno=loop.lineno
            )
        _Joins().visit(tree)
        tree.set_environment(self)
        return tree

    def _counted(self, items: object, cost: int) -> object:
        """The items of a loop, paid for before it starts."""
        if isinstance(items, StrictUndefined):
            iter(items)
        if isinstance(items, Mapping | Sequence | set | frozenset | range):
            self.meter.charge(len(items) * cost + _STEP)
            return items
        if not isinstance(items, Iterable):
            raise TypeError("not a list")
        return self._one_by_one(items, cost)

    def _one_by_one(self, items: Iterable[object], cost: int) -> list[object]:
        taken = []
        for item in items:
            self.meter.charge(cost)
            taken.append(item)
        return taken

    def reading(self, value: object) -> str:
        """The reading of *value* in the letter's language; unknown names are errors here too."""
        if isinstance(value, Undefined):
            return str(value)
        return text_of(value, self.lang)

    def _joined(self, pieces: Sequence[object]) -> str:
        text = "".join(self.reading(piece) for piece in pieces)
        self.meter.charge(len(text))
        if len(text) > _LONGEST_TEXT:
            raise TooMuch("~")
        return text

    def _range(self, *limits: int) -> range:
        told = range(*limits)
        if len(told) > _LONGEST_TEXT // 10:
            raise TooMuch("range")
        return told


class _Joins(NodeTransformer):
    """Replaces ``a ~ b``, which nobody could bound, by a filter that is."""

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:  # noqa: N802 - Jinja's own name
        """``a ~ b`` as ``[a, b]|joined_``."""
        self.generic_visit(node)
        pieces = nodes.List(node.nodes, lineno=node.lineno)
        return nodes.Filter(pieces, "joined_", [], [], None, None, lineno=node.lineno)
