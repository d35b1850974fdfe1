"""A template held against what its letter can say, before anyone needs the letter.

Every name that no letter of this kind has, every blank that may stay empty, every mention that the
law or sense wants and the template lacks; each with its place and a remedy.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from jinja2 import nodes

from comptoir.letters.kinds import Kind, kind_named
from comptoir.letters.letter import types_of
from comptoir.letters.word import Fault, Template, compiled
from comptoir.letters.word.source import Source
from comptoir.letters.word.suggesting import nearest
from comptoir.rules.money import Money
from comptoir.wording import Said

_EVERY_PAPER = "firm.mentions"
_SOFT = {"default", "d", "optional"}
_PARTS_OF: Mapping[type, frozenset[str]] = {
    Money: frozenset(("amount", "currency")),
    date: frozenset(("year", "month", "day")),
}


@dataclass(frozen=True, slots=True)
class Shape:
    """What a name stands for: its type, whether it is a list of it, whether it can be unknown.

    *path* is how a letter reaches it, such as ``lines.price``.
    """

    path: str = ""
    type: object = None
    many: bool = False
    maybe: bool = False


def check(data: bytes, name: str, kind: str) -> list[Fault]:
    """The faults of a template for letters of a *kind*; none where it is ready for use.

    Raises `NotWord` where *data* is no Word document, `NoSuchLetter` for an unknown kind.
    """
    sort = kind_named(kind)
    template = compiled(data, name)
    walk = _Walk(template.known_names, _names(sort))
    for source, tree in template.parsed():
        walk.part(source, tree)
    faults = [*template.faults, *walk.faults]
    if not template.grave:
        faults += _missing(sort, walk.shown)
    return faults


def mismatches(template: Template, kind: Kind) -> list[Fault]:
    """The names in an open *template* that a letter of *kind* does not have."""
    walk = _Walk(template.known_names, _names(kind))
    for source, tree in template.parsed():
        walk.part(source, tree)
    return walk.faults


def _missing(kind: Kind, shown: set[str]) -> Iterator[Fault]:
    for path in dict.fromkeys((_EVERY_PAPER, *kind.must)):
        if not any(one == path or one.startswith(f"{path}.") for one in shown):
            said = Said("the mention {blank} is missing, and this paper may not lack it."
                        " Put it where it belongs.", blank=_as_blank(path))  # fmt: skip
            yield Fault("missing", None, said)


def _as_blank(path: str) -> str:
    if path.startswith("lines."):
        return f"{{{{ line.{path.removeprefix('lines.')} }}}}"
    return f"{{{{ {path} }}}}"


def _names(kind: Kind) -> dict[str, Shape]:
    found: dict[str, Shape] = {}
    for one in types_of(kind):
        found.update({name: _child("", name, hint) for name, hint in _fields(one).items()})
    return found


@cache
def _fields(kind: type) -> dict[str, object]:
    """The fields of a value and what it computes, by name, with their types."""
    told: dict[str, object] = {}
    if dataclasses.is_dataclass(kind):
        hints = typing.get_type_hints(kind)
        told = {one.name: hints[one.name] for one in dataclasses.fields(kind)}
        for name, member in vars(kind).items():
            if isinstance(member, property) and member.fget is not None:
                told[name] = typing.get_type_hints(member.fget).get("return")
    return told


def _child(path: str, name: str, hint: object) -> Shape:
    whole = f"{path}.{name}" if path else name
    options = typing.get_args(hint) if isinstance(hint, types.UnionType) else ()
    maybe = type(None) in options
    if maybe:
        hint = next(one for one in options if one is not type(None))
    if typing.get_origin(hint) is tuple:
        return Shape(whole, typing.get_args(hint)[0], many=True, maybe=maybe)
    return Shape(whole, hint, maybe=maybe)


@dataclass(slots=True)
class _Scope:
    names: dict[str, Shape]
    sure: frozenset[str] = frozenset()

    def within(self, **names: Shape) -> _Scope:
        return _Scope({**self.names, **names}, self.sure)

    def knowing(self, paths: set[str]) -> _Scope:
        return _Scope(self.names, self.sure | paths)


@dataclass(slots=True)
class _Walk:
    """Goes through the tags as the letter would."""

    known: frozenset[str]
    names: dict[str, Shape]
    faults: list[Fault] = field(default_factory=list)
    shown: set[str] = field(default_factory=set)
    source: Source | None = None

    def part(self, source: Source, tree: nodes.Template) -> None:
        self.source = source
        self._each(tree.body, _Scope(dict(self.names)))

    def _each(self, body: list[nodes.Node], scope: _Scope) -> None:
        for node in body:
            self._node(node, scope)

    def _node(self, node: nodes.Node, scope: _Scope) -> None:
        match node:
            case nodes.Output():
                for one in node.nodes:
                    if not isinstance(one, nodes.TemplateData):
                        self._blank(one, scope)
            case nodes.For():
                self._loop(node, scope)
            case nodes.If():
                self._choice(node, scope)
            case nodes.Assign():
                shape = self._expression(node.node, scope)
                if isinstance(node.target, nodes.Name):
                    scope.names[node.target.name] = shape
            case _:
                self._block(node, scope)

    def _block(self, node: nodes.Node, scope: _Scope) -> None:
        """A statement that names what stands in it."""
        match node:
            case nodes.Macro():
                names = {one.name: Shape() for one in node.args}
                scope.names[node.name] = Shape()
                self._each(node.body, scope.within(**names, caller=Shape(), varargs=Shape()))
            case nodes.With():
                pairs = zip(node.targets, node.values, strict=True)
                named = {
                    target.name: self._expression(value, scope)
                    for target, value in pairs
                    if isinstance(target, nodes.Name)
                }
                self._each(node.body, scope.within(**named))
            case nodes.AssignBlock(target=nodes.Name(name=name)):
                scope.names[name] = Shape()
                self._each(node.body, scope)
            case nodes.FilterBlock() | nodes.AssignBlock() | nodes.CallBlock():
                self._each(node.body, scope)
            case _:
                self._expressions(node, scope)

    def _blank(self, node: nodes.Node, scope: _Scope) -> None:
        shape = self._expression(node, scope)
        if shape.maybe and shape.path not in scope.sure:
            said = Said(
                "{blank} can be unknown. Put {{% if {blank} %}} around it, or add |optional.",
                blank=shape.path,
            )
            self._fault("maybe", node, said, grave=False)
        if shape.many:
            said = Said("{blank} is a list: repeat it with for, or add |join or |lines.",
                        blank=shape.path)  # fmt: skip
            self._fault("list", node, said)
        elif shape.type is bool:
            said = Said("{blank} is a yes or no: put a text between {{% if {blank} %}} and endif.",
                        blank=shape.path)  # fmt: skip
            self._fault("flag", node, said)

    def _loop(self, node: nodes.For, scope: _Scope) -> None:
        over = self._expression(node.iter, scope)
        names = {"loop": Shape()}
        if isinstance(node.target, nodes.Name):
            names[node.target.name] = Shape(over.path, over.type) if over.many else Shape()
        else:
            names.update({one.name: Shape() for one in node.target.find_all(nodes.Name)})
        if over.path and not over.many and over.type is not None:
            said = Said("{blank} is not a list.", blank=over.path)
            self._fault("not_list", node, said)
        self._each(node.body, scope.within(**names))
        self._each(node.else_, scope)

    def _choice(self, node: nodes.If, scope: _Scope) -> None:
        sure = self._asked(node.test, scope)
        self._each(node.body, scope.knowing(sure))
        for one in node.elif_:
            self._choice(one, scope)
        self._each(node.else_, scope)

    def _asked(self, test: nodes.Node, scope: _Scope) -> set[str]:
        """The paths whose being known a condition looks at."""
        before = set(self.shown)
        self.shown.clear()
        self._expression(test, scope)
        asked = set(self.shown)
        self.shown = before
        return asked

    def _expression(self, node: nodes.Node, scope: _Scope) -> Shape:
        match node:
            case nodes.Name():
                return self._name(node, scope)
            case nodes.Getattr():
                return self._attribute(node, node.attr, self._expression(node.node, scope))
            case nodes.Getitem():
                return self._item(node, scope)
            case nodes.Filter():
                return self._filtered(node, scope)
            case nodes.CondExpr():
                return self._alternative(node, scope)
            case nodes.Test() if node.name in {"defined", "undefined"}:
                pass
            case _:
                self._expressions(node, scope)
        return Shape()

    def _expressions(self, node: nodes.Node, scope: _Scope) -> None:
        for child in node.iter_child_nodes():
            self._expression(child, scope)

    def _alternative(self, node: nodes.CondExpr, scope: _Scope) -> Shape:
        sure = self._asked(node.test, scope)
        first = self._expression(node.expr1, scope.knowing(sure))
        if node.expr2 is not None:
            self._expression(node.expr2, scope)
        return dataclasses.replace(first, maybe=False)

    def _name(self, node: nodes.Name, scope: _Scope) -> Shape:
        shape = scope.names.get(node.name)
        if shape is not None:
            if shape.path:
                self.shown.add(shape.path)
            return shape
        if node.name not in self.known and node.ctx == "load":
            self._unknown(node, node.name, list(scope.names))
        return Shape()

    def _attribute(self, node: nodes.Node, name: str, of: Shape) -> Shape:
        if not isinstance(of.type, type) or of.many:
            return Shape()
        told = _fields(of.type)
        if name in told:
            child = _child(of.path, name, told[name])
            self.shown.add(child.path)
            return child
        if told or (of.type in _PARTS_OF and name not in _PARTS_OF[of.type]):
            self._unknown(node, name, [*told, *_PARTS_OF.get(of.type, ())])
        return Shape()

    def _item(self, node: nodes.Getitem, scope: _Scope) -> Shape:
        of = self._expression(node.node, scope)
        if isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str):
            return self._attribute(node, node.arg.value, of)
        self._expression(node.arg, scope)
        return Shape(of.path, of.type) if of.many else Shape()

    def _filtered(self, node: nodes.Filter, scope: _Scope) -> Shape:
        for one in node.args:
            self._expression(one, scope)
        if node.node is None:
            return Shape()
        if node.name in _SOFT and isinstance(node.node, nodes.Name):
            self.shown.add(scope.names.get(node.node.name, Shape()).path)
            return Shape()
        of = self._expression(node.node, scope)
        if node.name == "counted_":
            return of
        return Shape(of.path, None, maybe=of.maybe and node.name not in _SOFT)

    def _unknown(self, node: nodes.Node, name: str, known: list[str]) -> None:
        close = nearest(name, known)
        if close:
            said = Said("{name} is not known. Do you mean {close}?", name=name, close=close)
        else:
            said = Said("{name} is not known here.", name=name)
        self._fault("unknown", node, said)

    def _fault(self, code: str, node: nodes.Node, said: Said, *, grave: bool = True) -> None:
        placed = self.source.at(node.lineno) if self.source else None
        self.faults.append(Fault(code, placed.place if placed else None, said, grave))
