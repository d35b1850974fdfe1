"""What every worksheet function answers to bad input, kept in a table that a person can review.

python tests/surfaces/test_functions_bad_input.py    # writes the table anew
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comptoir.functions import Here, answer, declarations

TABLE = Path(__file__).with_name("functions_bad_input.txt")
BAD = {"text": "abc", "negative": -1, "zero": 0, "blank": None, "error": "#DIV/0!"}
ROWS = 1_048_576
WIDEST = 150


def changed(function, at, value):
    """The example of *function* with another value for the argument at place *at*."""
    arguments = list(function.example.arguments)
    arguments += [None] * (len(function.arguments) - len(arguments))
    arguments[at] = value
    return arguments


def worded(found):
    if isinstance(found, list):
        first = " | ".join(worded(cell) for cell in found[0])
        return f"{len(found)} x {len(found[0])}: {first}"
    if found == "":
        return "(blank)"
    return f"{found:.15g}" if isinstance(found, float) else str(found)


def cell_of(value):
    """One cell of the example's first argument, which may be a range."""
    while isinstance(value, list):
        value = value[0]
    return value


def table_of(name):
    """All answers of one function to bad input, a line each."""
    function = declarations()[name]
    lines = [f"{name}({'; '.join(map(written, function.example.arguments))})"]
    for at, argument in enumerate(function.arguments):
        for what, value in BAD.items():
            found = worded(answer(name, changed(function, at, value), Here()))
            lines.append(f"  {argument.name:16} {what:9} {found[:WIDEST]}")
    first, one = function.arguments[0], cell_of(function.example.arguments[0])
    for what, value in {
        "one cell": [[one]],
        "ragged": [[one, one], [one]],
        "column": [[one], [one]] + [[None]] * (ROWS - 2),
    }.items():
        found = worded(answer(name, changed(function, 0, value), Here()))
        lines.append(f"  {first.name:16} {what:9} {found[:WIDEST]}")
    return "\n".join(lines) + "\n"


def written(value):
    return f'"{value}"' if isinstance(value, str) else "" if value is None else str(value)


def whole_table():
    return {name: table_of(name) for name in declarations()}


def known():
    text = TABLE.read_text("utf-8") if TABLE.exists() else ""
    blocks = [block for block in text.split("\n\n") if block.strip()]
    return {block.split("(", 1)[0]: block.strip("\n") + "\n" for block in blocks}


@pytest.mark.parametrize("name", declarations())
def test_bad_input_is_answered_as_reviewed(name):
    assert table_of(name) == known().get(name)


def test_no_answer_is_kept_for_a_function_that_is_gone():
    assert set(known()) == set(declarations())


@pytest.mark.parametrize("name", declarations())
def test_an_error_cell_comes_out_as_that_error_whatever_stands_beside_it(name):
    function = declarations()[name]
    for at in range(len(function.arguments)):
        assert answer(name, changed(function, at, "#N/A"), Here()) == "#N/A"
        sentence = "#COMPTOIR! kg: abc is not a number."
        assert answer(name, changed(function, at, sentence), Here()) == sentence


@pytest.mark.parametrize("name", declarations())
def test_without_what_is_needed_the_cell_stays_blank(name):
    function = declarations()[name]
    for at, argument in enumerate(function.arguments):
        if argument.needed:
            assert answer(name, changed(function, at, "  "), Here()) == ""


@pytest.mark.parametrize("name", declarations())
def test_too_few_and_too_many_arguments_are_said(name):
    function = declarations()[name]
    for given_ in ([None] * (function.least - 1), [None] * (len(function.arguments) + 1)):
        assert answer(name, given_, Here()).startswith(f"#COMPTOIR! {name} takes")


@pytest.mark.parametrize("name", declarations())
def test_a_sentence_has_both_languages(name):
    function = declarations()[name]
    spoilt = changed(function, 0, "#COMPTOIR" if name == "FIELD" else "abc!?")
    english, french = (answer(name, spoilt, Here(lang=lang)) for lang in ("en", "fr"))
    said = "#COMPTOIR!"
    if isinstance(english, str) and english.startswith(said):
        assert french.startswith(said)
        assert french != english


JUNK = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**18), 10**18),
    st.floats(allow_nan=True, allow_infinity=True),
    st.text(max_size=12),
    st.dates(),
    st.sampled_from(["", " ", "#REF!", "=1+1", "1e400", "-0", "NaN", "31/02/2026", "FR+", "%"]),
)
ANY_RANGE = st.one_of(
    JUNK,
    st.lists(JUNK, max_size=4),
    st.lists(st.lists(JUNK, min_size=2, max_size=2), max_size=3),
    st.lists(st.lists(JUNK, max_size=3), max_size=3),
)


@settings(max_examples=6, deadline=None)
@given(data=st.data())
@pytest.mark.parametrize("name", declarations())
def test_no_cell_whatever_it_holds_raises_or_gives_an_odd_value(name, data):
    function = declarations()[name]
    at = data.draw(st.integers(0, len(function.arguments) - 1))
    found = answer(name, changed(function, at, data.draw(ANY_RANGE)), Here())
    cells = [cell for row in found for cell in row] if isinstance(found, list) else [found]
    assert all(isinstance(cell, float | int | str | bool | date) for cell in cells)
    assert all(cell - cell == 0 for cell in cells if isinstance(cell, float))


if __name__ == "__main__":
    TABLE.write_text("\n".join(whole_table().values()), "utf-8")
