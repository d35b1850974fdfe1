"""Two pages of the help, written from the declarations and from the rules.

    python -m comptoir.functions.pages    # writes them anew, in French and in English

Sources
    `comptoir.functions.declarations`, `comptoir.rules.index`, `comptoir.rules.law`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from pathlib import Path

from comptoir.functions import Argument, Function, declarations
from comptoir.rules.index import Rule, rules
from comptoir.rules.law import InForce, books, quantities, timeline
from comptoir.wording import LANGUAGES, mark, shown, translated

HELP = Path(__file__).parents[1] / "help"
_MOST_PROOFS = 3
_EXAMPLE = "example"


def functions_page(lang: str) -> str:
    """Every worksheet function: what it gives, what it takes, an example."""
    title = mark("Worksheet functions")
    parts = [f"# {_t(title, lang)}", *(_t(text, lang) for text in _INTRODUCTION)]
    for category, family in groupby(declarations().values(), lambda one: one.category):
        parts.append(f"## {_t(category.value, lang)}")
        parts += [_function(one, lang) for one in family]
    return "\n\n".join(parts) + "\n"


_INTRODUCTION = (
    mark(
        "In Excel the names begin with COMPTOIR_ (COMPTOIR_DUTY), in LibreOffice Calc and in Excel"
        " on the web with COMPTOIR. (COMPTOIR.DUTY). Arguments in brackets may be left out."
    ),
    mark(
        "Every argument may be a cell or a range: one cell goes with all, a row with rows, a"
        " column with columns, and the answer has their shape. Arguments marked as ranges are"
        " taken as a whole. A blank cell leaves a blank, an error stays that error, and what"
        " cannot be computed is a sentence that begins with #COMPTOIR!"
    ),
    mark(
        "Dates are dates of the spreadsheet or texts such as 31/12/2026. Percentages are cells"
        " shown as 3.7 %, or texts with their sign. No function reads the clock: give it TODAY()."
    ),
)


def _function(one: Function, lang: str) -> str:
    signature = "; ".join(a.name if a.needed else f"[{a.name}]" for a in one.arguments)
    rows = [_argument(a, lang) for a in one.arguments]
    given = "; ".join(_typed(value) for value in one.example.arguments)
    return "\n\n".join(
        [
            f"### {one.name}({signature})",
            _t(one.says, lang),
            _table((mark("Argument"), mark("What it is"), mark("Read as")), rows, lang),
            f"`={one.name}({given})` → {_result(one.example.answer, lang)}",
        ]
    )


def _argument(one: Argument, lang: str) -> tuple[str, str, str]:
    kind, whole = _t(one.kind.said, lang), mark("range")
    if one.kind.whole and not one.kind.said.startswith(whole):
        kind = f"{kind} ({_t(whole, lang)})"
    return (one.name if one.needed else f"[{one.name}]", _t(one.says, lang), kind)


def _typed(value: object) -> str:
    """An argument as typed in a formula: a range as an inline array."""
    if isinstance(value, list):
        rows = [row if isinstance(row, list) else [row] for row in value]
        return "{" + "|".join(";".join(_typed(cell) for cell in row) for row in rows) + "}"
    if isinstance(value, str):
        return f'"{value}"'
    return "" if value is None else str(value).upper() if isinstance(value, bool) else str(value)


def _result(value: object, lang: str) -> str:
    if isinstance(value, list):
        return "; ".join(" ".join(_result(cell, lang) for cell in row) for row in value)
    if isinstance(value, bool):
        return _t(mark("yes") if value else mark("no"), lang)
    if isinstance(value, date):
        return shown(value, lang)
    if isinstance(value, float):
        return f"{value:.15g}".replace(".", "," if lang == "fr" else ".")
    nothing = mark("(blank)")
    return _escaped(str(value)) or _t(nothing, lang)


def rules_page(lang: str) -> str:
    """Every rule with its source and the tests that prove it; every dated figure."""
    title, figures = mark("The rules and who says so"), mark("Dated figures")
    parts = [f"# {_t(title, lang)}", _t(_RULES_SAID, lang)]
    for module, family in groupby(rules(), lambda one: one.name.rpartition(".")[0]):
        parts += _module(module, list(family), lang)
    parts += [f"# {_t(figures, lang)}", _t(_FIGURES_SAID, lang)]
    heads = (mark("Name"), mark("Figure"), mark("Since"), mark("Value"), mark("Source"))
    for book in books():
        names = [name for own, name in quantities() if own == book]
        rows = [row for name in names for row in _figure(book, name, lang)]
        parts += [f"## {book}", _table(heads, rows, lang)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _module(module: str, members: Sequence[Rule], lang: str) -> list[str]:
    """The rules of one module: their common source once, or each its own."""
    heads = (mark("Rule"), mark("What the rule says"), mark("Proven by"))
    alone = len({one.source for one in members}) > 1
    rows = [_rule(one, lang, alone=alone) for one in members]
    return [
        f"## {module}",
        "" if alone else _escaped(members[0].source),
        _table(heads, rows, lang),
    ]


_RULES_SAID = mark(
    "Each rule is a function of the program, said here in English as it is in the code, with the"
    " source of its module and the tests that prove it. An example counts as a test."
)
_FIGURES_SAID = mark(
    "The function LAW gives any of them on a day: LAW(name; day). A figure to confirm was not read"
    " at its source; enter your own in the settings of the desk, and it stands before this one."
)


def _rule(one: Rule, lang: str, *, alone: bool) -> tuple[str, str, str]:
    own, more = mark("the example in its text"), mark("and {count} more")
    named = [f"`{test}`" for test in one.proofs if test != _EXAMPLE]
    told = named[:_MOST_PROOFS]
    if len(named) > _MOST_PROOFS:
        told.append(_t(more, lang).format(count=len(named) - _MOST_PROOFS))
    if one.has_example:
        told.append(_t(own, lang))
    says = f"{one.says} ({one.source})" if alone else one.says
    return one.name.rpartition(".")[2], says, "; ".join(told)


def _figure(book: str, name: str, lang: str) -> Iterator[tuple[str, str, str, str, str]]:
    line, doubt = timeline(book, name), mark("to confirm")
    for entry in line.entries:
        source = f"{entry.source}, {_t(doubt, lang)}" if entry.to_confirm else entry.source
        label, value = line.label.in_(lang), f"{_valued(entry)} {_unit(entry)}".strip()
        yield f"{book}.{name}", label, shown(entry.since, lang), value, source


def _unit(entry: InForce) -> str:
    return "" if entry.unit == "text" else entry.unit


def _valued(entry: InForce) -> str:
    match entry.value:
        case tuple():
            return ", ".join(map(str, entry.value))
        case Mapping():
            return ", ".join(f"{key} {one}" for key, one in entry.value.items())
    return str(entry.value)


def _table(heads: Iterable[str], rows: Iterable[Iterable[str]], lang: str) -> str:
    titles = [_t(head, lang) for head in heads]
    lines = [titles, ["---"] * len(titles), *([_escaped(cell) for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _escaped(text: str) -> str:
    return " ".join(text.split()).replace("|", r"\|").replace("<", r"\<")


def _t(text: str, lang: str) -> str:
    return translated(text, lang)


PAGES = {"functions": functions_page, "rules": rules_page}


def write() -> None:
    """Write both pages in both languages."""
    for name, page in PAGES.items():
        for lang in LANGUAGES:
            (HELP / f"{name}.{lang}.md").write_text(page(lang), "utf-8")


if __name__ == "__main__":
    write()
