"""Every rule there is, with its source and the tests that prove it.

The list is read from the modules: a rule is a public function, or a kind of number, and
its sources are those of its module. The proofs are in ``proofs.txt``, which
``tests/rule_proofs.py`` derives from the tests.

Sources
    The modules of this package.

>>> rule = {one.name: one for one in rules()}["payment.late.late_interest"]
>>> rule.says
'The interest on *amount* (VAT included) due on *due* and paid on *paid*.'
>>> rule.source[:26], "test_payment::TestPayingLate::test_7_3_b_thirty_days" in rule.proofs
('C. com. art. L441-10 II (E', True)
"""

from __future__ import annotations

import inspect
import pkgutil
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.resources import files
from types import ModuleType

from comptoir import rules as package
from comptoir.rules.numbers import Kind

_HEADING = re.compile(r"^Sources?\n((?:    .*\n|\n(?=    ))+)", re.MULTILINE)
_SENTENCE_END = re.compile(r"\.(?=\s)|$")


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: where it is, what it says, who says so, and which tests prove it."""

    name: str
    says: str
    source: str
    proofs: tuple[str, ...]
    has_example: bool = False


_MACHINERY = ("index", "law", "workings", "numbers.reading")


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule, by module and name; what only serves the rules is left out."""
    return tuple(rule for module in modules() for rule in _of(module))


def modules() -> Iterator[ModuleType]:
    """The modules that state rules."""
    for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        if _short(found.name) not in _MACHINERY:
            yield import_module(found.name)


def source(module: ModuleType) -> str:
    """The sources that the docstring of *module* names; empty where it names none."""
    found = _HEADING.search(f"{inspect.getdoc(module) or ''}\n")
    return " ".join(found[1].split()) if found else ""


def _of(module: ModuleType) -> Iterator[Rule]:
    cited = source(module)
    short = _short(module.__name__)
    for name, thing in sorted(vars(module).items()):
        if name.startswith("_") or not _is_rule(module, thing):
            continue
        full = f"{short}.{name}"
        if isinstance(thing, Kind):
            yield Rule(full, thing.name, thing.source, proofs().get(full, ()), has_example=False)
        else:
            text = inspect.getdoc(thing) or ""
            yield Rule(full, _first(text), cited, proofs().get(full, ()), ">>>" in text)


def _short(name: str) -> str:
    return name.removeprefix(f"{package.__name__}.")


def _is_rule(module: ModuleType, thing: object) -> bool:
    if isinstance(thing, Kind):
        return not hasattr(module, "KINDS")
    inner = inspect.unwrap(thing) if callable(thing) else None
    return inspect.isfunction(inner) and inner.__module__ == module.__name__


def _first(text: str) -> str:
    paragraph = " ".join(text.partition("\n\n")[0].split())
    return paragraph[: _SENTENCE_END.search(paragraph).start()]  # type: ignore[union-attr]


@cache
def proofs() -> Mapping[str, tuple[str, ...]]:
    """The tests of each rule, as ``test_file::test``; a line of ``proofs.txt`` each."""
    text = (files(__package__) / "proofs.txt").read_text("utf-8")
    lines = (line.split("\t") for line in text.splitlines() if line and line[0] != "#")
    return {name: tuple(tests.split(" ")) for name, tests in lines}
