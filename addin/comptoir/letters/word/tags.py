"""Tags in the text of a paragraph: found as a person reads it, however Word has cut it.

Word writes a paragraph as runs, and cuts them at every change of make, spelling mark or bookmark:
``{{ na|me }}``. Here the text is read whole, each tag is put back into the place where it begins,
and quotation marks and fixed blanks that Word typed of its own accord become plain ones.

>>> [tag.text for tag in found("Dear {{ name }}, {% if a == “}}” %}x{% endif %}")[0]]
['{{ name }}', '{% if a == "}}" %}', '{% endif %}']
"""

from __future__ import annotations

import re
from dataclasses import dataclass

OPENING = re.compile(r"\{\{|\{%|\{#")
STRAY = re.compile(r"\}\}|%\}|#\}")
_CLOSED_BY = {"{{": "}}", "{%": "%}", "{#": "#}"}
_PLAIN = str.maketrans({
    "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‟": '"',
    "‘": "'", "’": "'", "‚": "'", "\u2032": "'",
    "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2007": " ", "\u200b": " ", "\ufeff": " ",
    "\n": " ", "\t": " ", "\u00ad": " ",
})  # fmt: skip
_GUILLEMETS = re.compile("«[\u00a0\u202f ]([^«»]*?)[\u00a0\u202f ]»")
_STATEMENT = re.compile(r"\{%([-+]?)\s*(tr|tc|p|r)\s+(.*?)([-+]?)%\}$", re.DOTALL)
_VALUE = re.compile(r"\{\{([-+]?)(tr|tc|p|r)\s+(.*?)([-+]?)\}\}$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag between two places of a text, as Jinja reads it.

    *level* is what it takes the place of: ``tr`` a row, ``tc`` a cell, ``p`` a paragraph,
    ``r`` a run; empty where it stands within the text.
    """

    start: int
    end: int
    text: str
    level: str = ""

    @property
    def comment(self) -> bool:
        return self.text.startswith("{#")

    @property
    def word(self) -> str:
        """The statement's first word: ``for``, ``endif``; empty for a value."""
        if not self.text.startswith("{%"):
            return ""
        words = self.text[2:-2].strip("-+ ").split()
        return words[0] if words else ""


def found(text: str) -> tuple[list[Tag], list[int]]:
    """The tags of *text* in order, and the places where one opens that is never closed."""
    tags, open_ended, at = [], [], 0
    plain = _as_typed(text)
    while opening := OPENING.search(plain, at):
        end = _end(plain, opening.end(), _CLOSED_BY[opening[0]])
        if end < 0 or _swallows(plain, opening, end):
            open_ended.append(opening.start())
            at = opening.end()
            continue
        tags.append(_tag(opening.start(), end, plain[opening.start() : end]))
        at = end
    return tags, open_ended


def strays(text: str, tags: list[Tag]) -> list[int]:
    """The places where a tag closes that was never opened."""
    inside = [(tag.start, tag.end) for tag in tags]
    return [
        stray.start()
        for stray in STRAY.finditer(text)
        if not any(start <= stray.start() < end for start, end in inside)
    ]


def _swallows(text: str, opening: re.Match[str], end: int) -> bool:
    """Whether the end found belongs to a statement that begins in between."""
    return opening[0] != "{#" and "{%" in text[opening.end() : end]


def _as_typed(text: str) -> str:
    """The same places, with the signs a keyboard has."""
    spread = _GUILLEMETS.sub(lambda quoted: f' "{quoted[1]}" ', text)
    return spread.translate(_PLAIN)


def _end(text: str, at: int, close: str) -> int:
    """Where the tag ends that opened before *at*; -1 where it does not."""
    plain_end = text.find(close, at)
    if close == "#}" or plain_end < 0:
        return plain_end + 2 if plain_end >= 0 else -1
    quote = ""
    for place in range(at, len(text)):
        sign = text[place]
        if quote:
            quote = "" if sign == quote else quote
        elif sign in "\"'":
            quote = sign
        elif text.startswith(close, place):
            return place + 2
    return plain_end + 2


def _tag(start: int, end: int, text: str) -> Tag:
    for pattern, opening, closing in ((_STATEMENT, "{%", "%}"), (_VALUE, "{{", "}}")):
        if told := pattern.match(text):
            sign, level, inner, last = told.groups()
            return Tag(start, end, f"{opening}{sign} {inner}{last}{closing}", level)
    return Tag(start, end, text)
