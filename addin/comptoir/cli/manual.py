"""The help of every command, in French or in English.

What a command says of itself is its docstring and the help of its options, in English. Each
paragraph is a sentence of the catalogue; a paragraph of examples, after click's mark, is the same
in every language.
"""

from __future__ import annotations

import copy
import inspect
from collections.abc import Iterator, Mapping

import click

from comptoir.wording import translated

_KEPT = "\b"
"""click's own mark of a paragraph whose lines are kept as they are."""


def in_language(command: click.Command, lang: str) -> click.Command:
    """A copy of *command* whose help reads in *lang*."""
    told = copy.copy(command)
    told.help = _whole(command.help, lang)
    told.params = [_option(one, lang) for one in command.params]
    if isinstance(told, click.Group):
        told.commands = {name: in_language(one, lang) for name, one in told.commands.items()}
    return told


def _whole(text: str | None, lang: str) -> str | None:
    if text is None:
        return None
    return "\n\n".join(
        one if one.startswith(_KEPT) else translated(one, lang) for one in paragraphs(text)
    )


def _option(option: click.Parameter, lang: str) -> click.Parameter:
    told = copy.copy(option)
    if isinstance(told, click.Option) and told.help:
        told.help = translated(" ".join(told.help.split()), lang)
    if isinstance(told.type, click.Path):
        told.type = copy.copy(told.type)
        told.type.name = translated(told.type.name, lang)
    return told


def paragraphs(text: str) -> list[str]:
    r"""The paragraphs of a help text, each on one line but those kept as they are.

    >>> paragraphs("Save FILE.\n\nIt is read\nand checked.")
    ['Save FILE.', 'It is read and checked.']
    """
    found = []
    for part in inspect.cleandoc(text).replace(r"\b", _KEPT).split("\n\n"):
        kept = part.startswith(_KEPT)
        found.append(part if kept else " ".join(part.split()))
    return [one for one in found if one]


def sentences(commands: Mapping[str, click.Command]) -> Iterator[str]:
    """Everything that the help of *commands* says, for the catalogue."""
    for command in commands.values():
        for one in paragraphs(command.help or ""):
            if not one.startswith(_KEPT):
                yield one
        for option in command.params:
            if isinstance(option, click.Option) and option.help:
                yield " ".join(option.help.split())
        if isinstance(command, click.Group):
            yield from sentences(command.commands)
