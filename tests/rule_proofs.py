"""Find which test proves which rule, and write it beside the rules.

    python tests/rule_proofs.py    # rewrite addin/comptoir/rules/proofs.txt

A test proves a rule when it names it, itself or through a helper, a table or a fixture
of its own file. Wheels carry no tests, so the help reads the result from a file.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from pathlib import Path

from comptoir.rules import index
from comptoir.rules.numbers import KINDS

HERE = Path(__file__).parent
PROOFS = HERE.parent / "addin" / "comptoir" / "rules" / "proofs.txt"
_MOST = 4
_KIND_CODES = {kind: code for code, kind in KINDS.items()}
_LABEL = re.compile(r"^(\d+\.\d+)\b")
_NAMED = re.compile(r"test_(\d+)_(\d+)(?:_|$)|_(\d+)_(\d+)$")
_FIGURE = re.compile(r"\d{4}-\d\d-\d\d|\d+(?:\.\d+)?")


def rule_test_files() -> list[Path]:
    return sorted((HERE / "rules").glob("test_*.py"))


def _words(node: ast.AST) -> set[str]:
    """Every name, attribute and text in *node*."""
    words = set()
    for inner in ast.walk(node):
        match inner:
            case ast.Name(id=name) | ast.Attribute(attr=name):
                words.add(name)
            case ast.Constant(value=str() as text):
                words.add(text)
    return words


def _reached(words: set[str], known: dict[str, set[str]]) -> set[str]:
    """*words*, and those of the helpers and tables they name, and so on."""
    more = set().union(*(known[word] for word in words if word in known)) - words
    return _reached(words | more, known) if more else words


def words_by_test(path: Path) -> dict[str, set[str]]:
    """Each test of *path* with all the words it reaches inside its file."""
    tree = ast.parse(path.read_text("utf-8"))
    known: dict[str, set[str]] = {}
    found: dict[str, set[str]] = {}
    for node in tree.body:
        match node:
            case ast.FunctionDef(name=name):
                (found if name.startswith("test_") else known)[name] = _words(node)
            case ast.ClassDef(name=name, body=body):
                shared = set().union(*(_words(d) for d in node.decorator_list))
                for inner in body:
                    if isinstance(inner, ast.FunctionDef) and inner.name.startswith("test_"):
                        found[f"{name}::{inner.name}"] = _words(inner) | shared
                    else:
                        shared |= _words(inner)
            case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
                known[name] = _words(node)
    return {test: _reached(words, known) for test, words in found.items()}


def _imports(path: Path) -> dict[str, str]:
    """Names that *path* imports from the rules, with where they come from."""
    found = {}
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("comptoir.rules"):
            for alias in node.names:
                found[alias.asname or alias.name] = f"{node.module}.{alias.name}"
    return found


def proofs() -> dict[str, list[str]]:
    """The tests that prove each rule, nearest file first, a few of them."""
    found: dict[str, list[str]] = {rule.name: [] for rule in index.rules()}
    by_name: dict[str, list[str]] = {}
    for name in found:
        by_name.setdefault(name.rpartition(".")[2], []).append(name)
    for path in rule_test_files():
        imports = _imports(path)
        for test, words in words_by_test(path).items():
            for word in words & by_name.keys():
                for name in by_name[word]:
                    if _comes_from(name, word, imports):
                        found[name].append(f"{path.stem}::{test}")
            for kind, code in _KIND_CODES.items():
                if "KINDS" in words and code in words:
                    name = next(n for n in found if n.endswith(f".{_constant(kind)}"))
                    found[name].append(f"{path.stem}::{test}")
    return {name: _nearest(name, tests)[:_MOST] for name, tests in found.items()}


def _constant(kind: object) -> str:
    return next(rule.name.rpartition(".")[2] for rule in index.rules() if rule.says == kind.name)


def _comes_from(rule: str, word: str, imports: dict[str, str]) -> bool:
    """Whether *word*, in a file with these *imports*, is *rule*: by name or by its module."""
    module = rule.rpartition(".")[0]
    origin = imports.get(word)
    if origin is not None:
        package = f"comptoir.rules.{module.split('.')[0]}"
        return origin.startswith(package)
    return f"comptoir.rules.{module}" in imports.values()


def _nearest(rule: str, tests: list[str]) -> list[str]:
    parts = rule.split(".")
    near = {f"test_{part}" for part in parts}
    return sorted(set(tests), key=lambda test: (test.split("::")[0] not in near, test))


def labels() -> set[str]:
    """The sections of trade-facts.md that tests refer to, by id or by name."""
    found = set()
    for path in rule_test_files():
        for test, words in words_by_test(path).items():
            found |= {m[1] for word in words if (m := _LABEL.match(word))}
            for m in _NAMED.finditer(test.rpartition("::")[2]):
                found.add(f"{m[1] or m[3]}.{m[2] or m[4]}")
    return found


def expectations() -> set[str | Decimal]:
    """Every figure and date that the tests and the examples of the rules state."""
    found: set[str | Decimal] = set()
    for path in rule_test_files():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.Constant(value=str() as text):
                    found |= set(figures(text))
                case ast.Constant(value=int() | float() as number) if not isinstance(number, bool):
                    found.add(Decimal(str(number)).normalize())
                case ast.Call(func=ast.Name(id="date"), args=[*arguments]):
                    values = [a.value for a in arguments if isinstance(a, ast.Constant)]
                    if len(values) == 3:
                        found.add("{:04}-{:02}-{:02}".format(*values))
    for module in index.modules():
        for text in (module.__doc__, *(getattr(t, "__doc__", "") for t in vars(module).values())):
            found |= set(figures(text or ""))
    return found


def figures(text: str) -> Iterator[str | Decimal]:
    """The dates (ISO) and numbers in *text*."""
    for figure in _FIGURE.findall(text):
        if figure.count("-") == 2:
            yield figure
        else:
            try:
                yield Decimal(figure).normalize()
            except InvalidOperation:
                continue


def update() -> int:
    """Write the proofs; count the rules without any."""
    found = proofs()
    examples = {rule.name for rule in index.rules() if rule.has_example}
    for name in examples & found.keys():
        found[name].append("example")
    lines = [f"{name}\t{' '.join(tests)}" for name, tests in sorted(found.items()) if tests]
    head = (
        "# Made by tests/rule_proofs.py: each rule and the tests that prove it;"
        " example is the one in its own text.\n"
    )
    PROOFS.write_text(head + "\n".join(lines) + "\n", "utf-8")
    missing = [name for name, tests in found.items() if not tests]
    for name in missing:
        print("no test:", name)
    return len(missing)


if __name__ == "__main__":
    sys.exit(1 if update() else 0)
