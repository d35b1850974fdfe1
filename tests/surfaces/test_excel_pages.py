"""The pages on Excel say what is so: commands, buttons, answers, and the same in both languages."""

from __future__ import annotations

import re

import click
import pytest

from comptoir.cli import COMMANDS, main
from comptoir.desk.doctor import EXAMINATIONS
from comptoir.functions import Here, answer
from comptoir.functions.pages import HELP
from comptoir.ribbon.deeds import DEEDS
from comptoir.wording import LANGUAGES, translated

PAGES = [(name, lang) for name in ("excel", "excel-check") for lang in LANGUAGES]


def page(name, lang):
    return (HELP / f"{name}.{lang}.md").read_text("utf-8")


def code(text):
    return re.findall(r"`([^`\n]+)`", text) + re.findall(
        r"^(?:comptoir|uv) .*$", text, re.MULTILINE
    )


@pytest.mark.parametrize(("name", "lang"), PAGES)
def test_every_command_exists(name, lang):
    typed = [words for words in code(page(name, lang)) if words.startswith("comptoir ")]
    assert typed
    for words in typed:
        called = [word for word in words.split() if not word.startswith("-") and word != "Bilal"]
        assert called[1] in COMMANDS, words
        command = main.get_command(click.Context(main), called[1])
        if isinstance(command, click.Group):
            assert called[2] in command.commands, words
            command = command.commands[called[2]]
        known = {one for part in (command, main) for option in part.params for one in option.opts}
        assert set(re.findall(r"--\w[\w-]*", words)) <= known, words


@pytest.mark.parametrize(("name", "lang"), PAGES)
def test_every_button_has_that_name(name, lang):
    buttons = set(re.findall(r"\*\*([^*]+)\*\*", page(name, lang)))
    assert buttons
    assert buttons <= {translated(deed.label, lang) for deed in DEEDS}


@pytest.mark.parametrize(("name", "lang"), PAGES)
def test_both_languages_have_the_same_steps(name, lang):
    shape = [line.count("|") for line in page(name, lang).splitlines() if line.startswith("|")]
    assert shape == [
        line.count("|") for line in page(name, "fr").splitlines() if line.startswith("|")
    ]


def test_the_functions_answer_as_the_check_says():
    here = Here(lang="en")
    assert answer("CHARGEABLE", [80, 1, "air"], here) == 167
    assert "CHARGEABLE(80;1;" in page("excel-check", "en")
    assert str(answer("MONTHEND", ["23/11/2026"], here)) == "2026-11-30"
    assert answer("CHARGEABLE", [-1, 1, "air"], here).startswith("#COMPTOIR!")
    assert answer("MONTHEND", ["#DIV/0!"], here) == "#DIV/0!"


def test_the_check_names_the_last_code_of_the_doctor():
    codes = [one.code for one in EXAMINATIONS if one.code.startswith("XL-")]
    for lang in LANGUAGES:
        assert f"{codes[0]} " in page("excel-check", lang)
        assert codes[-1] in page("excel-check", lang)


def test_the_check_takes_fifteen_minutes():
    for lang in LANGUAGES:
        minutes = re.findall(r"^## \d.*\((\d+) minutes?\)", page("excel-check", lang), re.MULTILINE)
        assert sum(map(int, minutes)) == 15
