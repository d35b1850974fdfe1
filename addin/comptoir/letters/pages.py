"""The page of the help on letters, written from their declarations.

    python -m comptoir.letters.pages      # writes it anew, in French and in English

Sources
    `comptoir.letters.kinds`, `comptoir.letters.gathering`, `comptoir.letters.word.filters`.
"""

from __future__ import annotations

import typing
from collections.abc import Iterable
from pathlib import Path

from comptoir.letters.contexts.letterhead import Letterhead
from comptoir.letters.gathering import FROM_ROWS, shape_of
from comptoir.letters.gathering.telling import facts_of, type_words
from comptoir.letters.kinds import Kind, kinds
from comptoir.letters.word.filters import Reading
from comptoir.records import RECORDS
from comptoir.rules.money import Money
from comptoir.wording import LANGUAGES, Said, mark, translated

HELP = Path(__file__).parents[1] / "help"

_WRITING = (
    mark(
        "A letter is written from a record: press Letter of the row, or choose a letter in the"
        " menus. It lands in dossiers/, in the folder of that record, under the next number, and"
        " stands on the sheet Letters."
    ),
    mark(
        "By command: comptoir letter KIND REF, with --pdf for a PDF, --lang fr or en for another"
        " language than the partner's, --to CODE for another addressee. REF may be any record of"
        " the deal."
    ),
    mark(
        "What no record says is told with --say name=text; a list is typed with semicolons, the"
        " parts of an item with bars. By the button, what is not known is marked in the letter"
        " between brackets, and told: complete it in Word."
    ),
    mark(
        "comptoir letters set REF writes all papers of a deal at once; comptoir letters campaign"
        " KIND writes one letter to many, and leaves out who said no to letters."
    ),
    mark(
        "When the desk's data change, exactly the papers that would read otherwise are marked out"
        " of date, with the names of the blanks concerned. comptoir letters stale --again writes"
        " them again. A letter already sent is left as history; a paper such as an invoice is not."
    ),
)
_TEMPLATES = (
    mark(
        "The templates are Word documents. Copy one into templates/fr or templates/en of your desk"
        " and change it in Word: yours wins. A picture logo.png in templates/ stands at the head,"
        " signature-NAME.png above the name of who signs."
    ),
    mark(
        "{{ name }} is a blank, {{ due|long_day }} a blank with a filter. {%p if told %} and"
        " {%p endif %} alone in their paragraphs keep or drop what stands between; {%tr for line in"
        " lines %} and {%tr endfor %} alone in their rows repeat the rows between."
    ),
    mark(
        "comptoir letters check FILE says every unknown name, broken tag and missing obligatory"
        " mention with its place; --comments writes a copy with Word comments there. A template"
        " reads its letter and nothing else: no file, no program."
    ),
)
_TITLES = (mark("Letters"), mark("Templates"), mark("Every letter"))
_AN_AMOUNT = Money("1234.50", "EUR")
_FILTERS: tuple[tuple[str, object], ...] = (
    ("term", "connaissement"),
    ("money", _AN_AMOUNT),
    ("amount", _AN_AMOUNT),
    ("words", _AN_AMOUNT),
    ("price", _AN_AMOUNT),
    ("number(1)", 1204.5),
    ("percent", 12.15),
    ("upper", "Lyon"),
)


def letters_page(lang: str) -> str:
    """How letters are written, every letter with its facts, and the language of templates."""
    title, templates, every = (_t(one, lang) for one in _TITLES)
    parts = [f"# {title}", *(_t(text, lang) for text in _WRITING)]
    parts += [f"## {templates}", *(_t(text, lang) for text in _TEMPLATES)]
    parts.append(_filters(lang))
    common = ", ".join(f"`{name}`" for name in facts_of(Letterhead))
    parts.append(Said("Every letter knows: {names}.", names=common).in_(lang))
    parts.append(f"## {every}")
    parts += [_letter(one, lang) for one in kinds() if one.name in FROM_ROWS]
    return "\n\n".join(parts) + "\n"


def _filters(lang: str) -> str:
    reading = Reading(lang)
    filters = reading.as_filters()
    rows = []
    for name, value in _FILTERS:
        deed, _, rest = name.partition("(")
        arguments = [int(rest[:-1])] if rest else []
        rows.append((f"`|{name}`", filters[deed](value, *arguments)))
    return _table((_t(mark("Filter"), lang), _t(mark("Example"), lang)), rows)


def _letter(kind: Kind, lang: str) -> str:
    code = f"{kind.code} – " if kind.code else ""
    head = f"### {code}{kind.said().in_(lang)}"
    record = Said(RECORDS[kind.about].one)
    how = Said("`comptoir letter {kind} REF`, from: {record}.", kind=kind.name, record=record)
    rows = [(f"`{name}`", _typed(hint, lang)) for name, hint in facts_of(shape_of(kind)).items()]
    heads = (_t(mark("Fact"), lang), _t(mark("How it is typed"), lang))
    return "\n\n".join([head, how.in_(lang), _table(heads, rows)])


def _typed(hint: object, lang: str) -> str:
    words = type_words(hint).in_(lang)
    if typing.get_origin(hint) is tuple:
        inner = typing.get_args(hint)[0]
        if isinstance(inner, type) and inner.__module__.startswith("comptoir.letters.contexts"):
            return f"{words} ({' | '.join(facts_of(inner))})"
    return words


def _table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    titles = list(heads)
    lines = [titles, ["---"] * len(titles), *([_escaped(cell) for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _escaped(text: str) -> str:
    return " ".join(text.split()).replace("|", r"\|")


def _t(text: str, lang: str) -> str:
    return translated(text, lang)


def write() -> None:
    """Write the page in both languages."""
    for lang in LANGUAGES:
        (HELP / f"letters.{lang}.md").write_text(letters_page(lang), "utf-8")


if __name__ == "__main__":
    write()
