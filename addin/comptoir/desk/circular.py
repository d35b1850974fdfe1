"""One letter to many partners: who is chosen, who must not be written to, what became of each."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from comptoir.desk import Desk
from comptoir.desk.composing import Wish
from comptoir.desk.writing import Pen, Prints, Written, writing
from comptoir.errors import ComptoirError, Refused
from comptoir.letters.kinds import Kind, kind_named, kinds
from comptoir.letters.word import BrokenTemplate
from comptoir.records import Row, Rows
from comptoir.wording import Said, mark

_REACHES = {"ALL", "LETTER"}
"""What a refusal covers, for it to stop a letter."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""Signs by which a spreadsheet would take a text for a formula."""


class NotForMany(Refused):
    message = mark("{title} is not a letter to many. Nothing was written. Choose one of: {those}.")


class NobodyChosen(Refused):
    message = mark("No party of the desk fits. Nothing was written. Ask for fewer conditions.")


@dataclass(frozen=True, kw_only=True)
class Choice:
    """Which parties: each condition that is given must hold."""

    roles: Collection[str] = ()
    countries: Collection[str] = ()
    lang: str | None = None
    codes: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Circular:
    """What became of a circular letter: the letters, and who got none, each with the reason."""

    written: tuple[tuple[str, Written], ...]
    left_out: tuple[tuple[str, Said], ...]


@dataclass(frozen=True, kw_only=True)
class Sending:
    """The letter to be sent: its kind and the facts told; ``reason.fr`` is told in French only."""

    kind: str
    told: Mapping[str, str] = field(default_factory=dict)
    lang: str | None = None


def chosen(parties: Rows, choice: Choice) -> list[str]:
    """The codes of the active parties that fit, in order; our own company never does.

    >>> rows = {"A": {"role": "PROSPECT", "country": "DE"}, "B": {"role": "US", "country": "FR"}}
    >>> chosen(rows, Choice(countries=["DE", "FR"]))
    ['A']
    """
    return sorted(code for code, row in parties.items() if _fits(code, row, choice))


def _fits(code: str, row: Row, choice: Choice) -> bool:
    return (
        row.get("role") != "US"
        and row.get("active") is not False
        and (not choice.roles or row.get("role") in choice.roles)
        and (not choice.countries or row.get("country") in choice.countries)
        and (not choice.lang or row.get("language") == choice.lang)
        and (not choice.codes or code in choice.codes)
    )


def opposed(party: str, permissions: Rows) -> date | None:
    """The day on which a party said that it wants no letters; None if it did not.

    The latest answer counts.
    """
    answers = [
        (str(row["day"]), key, row)
        for key, row in permissions.items()
        if row.get("party") == party and row.get("scope", "ALL") in _REACHES
    ]
    if not answers:
        return None
    last = max(answers, key=lambda one: one[:2])[2]
    day = last["day"]
    return day if last.get("answer") == "OPPOSED" and isinstance(day, date) else None


def write_circular(
    desk: Desk,
    sending: Sending,
    choice: Choice,
    *,
    printer: Prints | None = None,
    tell: Callable[[Said], None] = lambda _said: None,
) -> Circular:
    """Write a letter to every party chosen, in its language, all in one save.

    Those who said no and those whose letter lacks a fact are left out, with the reason. A template
    with faults stops everything. Raises `NotForMany`, `NobodyChosen`.
    """
    kind = kind_named(sending.kind)
    if kind.about != "party":
        raise NotForMany(title=kind.said(), those=[k.name for k in kinds() if k.about == "party"])
    written: list[tuple[str, Written]] = []
    left_out: list[tuple[str, Said]] = []
    with writing(desk, "circular letter") as pen:
        codes = chosen(pen.rack("party"), choice)
        if not codes:
            raise NobodyChosen
        for code in codes:
            tell(Said("{kind}: {party}", kind=kind.said(), party=code))
            why = _one(pen, kind, code, sending, printer)
            if isinstance(why, Written):
                written.append((code, why))
            else:
                left_out.append((code, why))
    return Circular(tuple(written), tuple(left_out))


def _one(
    pen: Pen, kind: Kind, code: str, sending: Sending, printer: Prints | None
) -> Written | Said:
    """The letter to one party, or why there is none."""
    if day := opposed(code, pen.rack("permission")):
        return Said("said no to letters on {day}", day=day)
    wish = Wish(kind=kind.name, ref=code, lang=sending.lang, told=sending.told)
    try:
        return pen.write(wish, printer)
    except BrokenTemplate:
        raise
    except ComptoirError as refused:
        return refused.said


def as_csv(done: Circular, lang: str) -> str:
    """The report as a table for a spreadsheet; no text in it can become a formula."""
    out = io.StringIO()
    table = csv.writer(out, delimiter=";")
    heads = (Said("Partner"), Said("Status"), Said("Language"), Said("File"), Said("Why"))
    table.writerow([head.in_(lang) for head in heads])
    for code, one in done.written:
        state = Said("written").in_(lang)
        table.writerow([_cell(x) for x in (code, state, one.letter.lang, one.file.name, "")])
    for code, why in done.left_out:
        state = Said("not written").in_(lang)
        table.writerow([_cell(x) for x in (code, state, "", "", why.in_(lang))])
    return out.getvalue()


def _cell(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text
