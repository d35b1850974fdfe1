"""Ready sentences for mails, by situation, in French and in English.

Each has blanks in braces that the writer fills: ``{ref}``, ``{day}``, ``{goods}``…

Sources
    Ours, after the situations of the trade reference 9.1 and the manners of 9.2 and 9.3.

>>> one = phrase("order_confirmation_asked")
>>> one.in_("en").format(ref="IM-2026-0004", day="30 November")
'Please confirm our order IM-2026-0004, its prices and its delivery date by 30 November.'
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib.resources import files

from comptoir.errors import Refused
from comptoir.wording import mark


class UnknownSituation(Refused, LookupError):
    message = mark("There is no phrase for {situation}. Choose one of the list, such as {near}.")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A ready sentence: its situation, its group, its wording in both languages."""

    situation: str
    group: str
    fr: str
    en: str

    def in_(self, lang: str) -> str:
        return self.fr if lang == "fr" else self.en

    @property
    def blanks(self) -> tuple[str, ...]:
        """What the writer must fill, in the order of the French sentence."""
        return tuple(dict.fromkeys(re.findall(r"{(\w+)}", self.fr)))


@cache
def phrases() -> tuple[Phrase, ...]:
    """Every ready sentence, by group."""
    text = (files("comptoir.rules") / "data" / "phrases.txt").read_text("utf-8")
    found, group = [], ""
    for line in text.splitlines():
        if line.startswith("["):
            group = line.strip("[] ")
        elif line.strip() and not line.startswith("#"):
            situation, fr, en = (part.strip() for part in line.split(" | "))
            found.append(Phrase(situation, group, fr, en))
    return tuple(found)


def phrase(situation: str) -> Phrase:
    """The sentence for a situation. Raises `UnknownSituation`, with one near to it."""
    known = {one.situation: one for one in phrases()}
    wanted = re.sub(r"\W+", "_", situation.strip().lower())
    if wanted not in known:
        close = get_close_matches(wanted, known, n=3, cutoff=0.4) or list(known)[:3]
        raise UnknownSituation(situation=situation, near=close)
    return known[wanted]
