"""What click says by itself, in French too: headings of a help, and what is wrong with a command.

click asks ``gettext`` for its sentences, in the language of the computer; it is shown our
catalogue, and told the language of whoever asks. Sentences of click 8.1 and of its later
releases stand side by side.
"""

from __future__ import annotations

import gettext
import os
from collections.abc import Iterator
from contextlib import contextmanager

from comptoir.wording import CATALOGUES, mark

ALONE = (
    mark("Usage:"),
    mark("Options"),
    mark("Commands"),
    mark("Show this message and exit."),
    mark("Show the version and exit."),
    mark("%(prog)s, version %(version)s"),
    mark("default: {default}"),
    mark("env var: {var}"),
    mark("Error: {message}"),
    mark("Try '{command} {option}' for help."),
    mark("Invalid value: {message}"),
    mark("Invalid value for {param_hint}: {message}"),
    mark("Missing argument"),
    mark("Missing option"),
    mark("Missing command."),
    mark("No such option {name!r}."),
    mark("No such option: {name}"),
    mark("No such command {name!r}."),
    mark("Option {name!r} does not take a value."),
    mark("Choose from:\n\t{choices}"),
    mark("{value!r} is not a valid {number_type}."),
    mark("{value} is not in the range {range}."),
    mark("{name} {filename!r} does not exist."),
    mark("{name} {filename!r} is a file."),
    mark("{name} {filename!r} is a directory."),
    mark("{name} {filename!r} is not readable."),
    mark("{name} {filename!r} is not writable."),
    mark("Could not open file {filename!r}: {message}"),
    mark("file"),
    mark("directory"),
    mark("path"),
    mark("Aborted!"),
    mark("Error: invalid input"),
)
ONE_OR_MANY = (
    (mark("Did you mean {possibility}?"), mark("(Did you mean one of: {possibilities}?)")),
    (mark("Got unexpected extra argument ({args})"),
     mark("Got unexpected extra arguments ({args})")),
    (mark("Option {name!r} requires an argument."),
     mark("Option {name!r} requires {nargs} arguments.")),
    (mark("{value!r} is not {choice}."), mark("{value!r} is not one of {choices}.")),
    (mark("{value!r} does not match the format {format}."),
     mark("{value!r} does not match the formats {formats}.")),
)  # fmt: skip
"""Sentences of which gettext chooses one by a number: for one, and for several."""


@contextmanager
def listening() -> Iterator[None]:
    """While a command runs, let click take its sentences from our catalogue."""
    before, domain = os.environ.get("LANGUAGE"), gettext.textdomain()
    gettext.bindtextdomain("comptoir", CATALOGUES)
    gettext.textdomain("comptoir")
    try:
        yield
    finally:
        gettext.textdomain(domain)
        if before is None:
            os.environ.pop("LANGUAGE", None)
        else:
            os.environ["LANGUAGE"] = before


def speak(lang: str) -> None:
    """Let click speak *lang* from here on."""
    os.environ["LANGUAGE"] = lang
