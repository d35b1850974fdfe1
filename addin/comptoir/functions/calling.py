"""A worksheet function called with cells: read each once, compute, answer in the same shape.

An error in a cell stays that error, a blank leaves a blank, and what cannot be read or is
refused by the rule becomes a sentence in that cell alone: one bad row spoils no other. A
range as a whole (the lines of a landed cost) has one answer, or one sentence.

Sources
    Ours: issue 3, "accept scalars, ranges and mixed shapes, with broadcasting".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from comptoir.errors import ComptoirError, Refused
from comptoir.functions.cells import BLANK, Cell, as_float, is_blank, is_error, sentence, shown
from comptoir.functions.declaring import Argument, Function, Here
from comptoir.functions.shapes import Grid, clipped, together
from comptoir.records.kinds import Unfit
from comptoir.wording import Said, mark


class WrongArguments(Refused):
    message = mark(
        "{name} takes {least} to {most} arguments and was given {given}."
        " Nothing was computed. Give: {names}."
    )


class OneValueOnly(Refused):
    message = mark(
        "{name} fills several cells, so it takes one value for {argument}, not a range."
        " Nothing was computed. Copy the formula for each value."
    )


@dataclass(frozen=True, slots=True)
class Stop:
    """A cell that stops the computation of its row, and what the answer says instead."""

    answer: str


_BLANK = Stop(BLANK)
_IMPOSSIBLE = Said(
    "these values cannot be computed with. Check that none is far too large or too small."
)


def call(function: Function, given: Sequence[Any], here: Here) -> Cell | list[list[Cell]]:
    """The answer to *given*: a cell, or rows of cells. Never raises on what cells hold.

    *given* are cells, rows of cells, or None for an argument left out.
    """
    try:
        grids = _grids(function, given)
        shape = together([g for g, a in zip(grids, function.arguments, strict=True)
                          if not a.kind.whole])  # fmt: skip
        columns = [
            _read_whole(one, grid, here) if one.kind.whole else _read_column(one, grid, shape, here)
            for one, grid in zip(function.arguments, grids, strict=True)
        ]
        answers = _computed(function, columns, shape, here)
    except ComptoirError as refusal:
        return sentence(refusal.said, here.lang)
    return answers


def _grids(function: Function, given: Sequence[Any]) -> list[Grid]:
    least, most = function.least, len(function.arguments)
    if not least <= len(given) <= most:
        names = [one.name for one in function.arguments]
        raise WrongArguments(
            name=function.name, least=least, most=most, given=len(given), names=names
        )
    filled = [*given, *([None] * (most - len(given)))]
    return clipped([Grid.of(one) for one in filled])


def _read_whole(argument: Argument, grid: Grid, here: Here) -> list[object]:
    error = next((cell for cell in grid.cells if is_error(cell)), None)
    if error is not None:
        return [Stop(error)]
    if all(map(is_blank, grid.cells)):
        return [_BLANK if argument.needed else None]
    return [_understood(argument, argument.kind.read, grid, here)]


def _read_column(
    argument: Argument, grid: Grid, shape: tuple[int, int], here: Here
) -> list[object]:
    """The values of an argument over *shape*; each distinct cell is read once.

    One cell for a larger shape stays one value.
    """
    cells = list(grid.cells)
    absent = _BLANK if argument.needed else None
    keys: Sequence[object] = cells
    if bool in set(map(type, cells)):
        keys = [(type(cell), cell) for cell in cells]  # True and 1 are equal, and not the same
    first = dict(zip(keys, cells, strict=True))
    known = {key: _read(argument, cell, absent, here) for key, cell in first.items()}
    found = [known[key] for key in keys]
    if grid.shape in {shape, (1, 1)}:
        return found
    width = grid.shape[1]
    rows = [found[at : at + width] for at in range(0, len(found), width)]
    return Grid(rows).spread(shape)


def _read(argument: Argument, cell: Cell, absent: object, here: Here) -> object:
    if is_blank(cell):
        return absent
    if is_error(cell):
        return Stop(cell)
    return _understood(argument, argument.kind.read, cell, here)


def _understood(argument: Argument, read: Callable[[Any], object], cell: Any, here: Here) -> object:
    try:
        value = read(cell)
    except ComptoirError as refusal:
        return Stop(sentence(refusal.said, here.lang, argument.name))
    except (ArithmeticError, ValueError):
        return Stop(sentence(_IMPOSSIBLE, here.lang, argument.name))
    if isinstance(value, Unfit):
        return Stop(sentence(value.said, here.lang, argument.name))
    return value


def _computed(
    function: Function, columns: list[list[object]], shape: tuple[int, int], here: Here
) -> Cell | list[list[Cell]]:
    cells = shape[0] * shape[1]
    if cells == 1:
        return _one(function, [column[0] for column in columns], here)
    wide = [column * cells if len(column) == 1 else column for column in columns]
    flat = _many(function, wide, here) if function.many else _each(function, wide, here)
    rows, width = shape
    for answer in flat:
        if isinstance(answer, list):
            raise OneValueOnly(name=function.name, argument=_ranged(function, columns))
    return [flat[at * width : (at + 1) * width] for at in range(rows)]


def _ranged(function: Function, columns: list[list[object]]) -> str:
    """The arguments that were given as a range of single values."""
    return (
        ", ".join(
            one.name
            for one, column in zip(function.arguments, columns, strict=True)
            if len(column) > 1 and any(value != column[0] for value in column)
        )
        or function.arguments[0].name
    )


def _each(function: Function, columns: list[list[object]], here: Here) -> list[Cell]:
    known: dict[tuple[object, ...], Cell] = {}
    whole = any(one.kind.whole for one in function.arguments)
    answers = []
    for row in zip(*columns, strict=True):
        key = tuple(map(id, row)) if whole else row
        if key not in known:
            known[key] = _one(function, row, here)
        answers.append(known[key])
    return answers


def _one(function: Function, row: Sequence[object], here: Here) -> Cell | list[list[Cell]]:
    stop = _stop(row)
    if stop is not None:
        return stop.answer
    try:
        return shown(function.run(here, *row), here.lang)
    except ComptoirError as refusal:
        return sentence(refusal.said, here.lang)
    except (ArithmeticError, ValueError):
        return sentence(_IMPOSSIBLE, here.lang)


def _stop(row: Sequence[object]) -> Stop | None:
    """What stops a row: an error of the spreadsheet first, then a fault, then a blank."""
    stops = [value for value in row if isinstance(value, Stop)]
    if not stops:
        return None
    return min(stops, key=_weight)


def _weight(stop: Stop) -> int:
    return 2 if stop is _BLANK else 1 if stop.answer.startswith("#COMPTOIR!") else 0


def _many(function: Function, columns: list[list[object]], here: Here) -> list[Cell]:
    """All rows at once by the rule's own column function; row by row where that refuses."""
    assert function.many
    stops = _stops(columns)
    good = columns
    if stops:
        keep = [at for at in range(len(columns[0])) if at not in stops]
        good = [[column[at] for at in keep] for column in columns]
    try:
        found = function.many(here, *good) if good[0] else []
    except (ComptoirError, ArithmeticError, ValueError):
        return _each(function, columns, here)
    answers: Iterator[Cell] = (_answered(one, here) for one in found)
    return [stops[at].answer if at in stops else next(answers) for at in range(len(columns[0]))]


def _stops(columns: list[list[object]]) -> dict[int, Stop]:
    """The rows that stop, by their place."""
    found: dict[int, Stop] = {}
    for at in {at for column in columns for at, one in enumerate(column) if isinstance(one, Stop)}:
        stop = _stop([column[at] for column in columns])
        assert stop
        found[at] = stop
    return found


def _answered(found: object, here: Here) -> Cell:
    try:
        if isinstance(found, Decimal):
            return as_float(found)
        if isinstance(found, ComptoirError):
            return sentence(found.said, here.lang)
        return shown(found, here.lang)
    except OverflowError:
        return sentence(_IMPOSSIBLE, here.lang)
