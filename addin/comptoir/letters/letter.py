"""A letter as a value: what its template will show, and what a person should look at before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from typing import Any

from comptoir.letters.contexts import claims
from comptoir.letters.contexts.banking import Remittance
from comptoir.letters.contexts.letterhead import Heading, Letterhead, letterhead
from comptoir.letters.kinds import Kind, kind_named
from comptoir.letters.word import Template
from comptoir.wording import Said


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter ready to be written: *values* by the names its template may use."""

    kind: Kind
    lang: str
    ref: str
    values: Mapping[str, object]
    remarks: tuple[Said, ...] = ()

    @property
    def title(self) -> str:
        """What it is, in its language."""
        return self.kind.said().in_(self.lang)


def context(kind: str, heading: Heading, told: object) -> Letter:
    """The letter of a *kind*: *heading* says who writes to whom, *told* what about.

    *told* is a value of the kind's own type, or, for a letter to a carrier, the facts that its
    deadline and limit are reckoned from.
    """
    sort = kind_named(kind)
    head, remarks = letterhead(heading)
    own = _reckoned(told, heading.lang)
    if not isinstance(own, sort.shows):
        raise TypeError(f"{kind} is written from {sort.shows.__name__}")
    if getattr(own, "to_confirm", False):
        remarks.append(Said("A rate in this letter is marked to confirm: compare it with its source"
                            " before sending."))  # fmt: skip
    if isinstance(own, claims.Reservation):
        remarks += _posted(own, heading)
    if isinstance(own, Remittance) and own.last_day and own.last_day < heading.day:
        remarks.append(Said("The last day to present was {day}: the bank may refuse the documents."
                            " Ask it before sending.", day=own.last_day))  # fmt: skip
    values = {**_values(head), **_values(own)}
    remarks += _blanks(sort, values)
    return Letter(sort, heading.lang, heading.our_ref, values, tuple(remarks))


def _blanks(kind: Kind, values: Mapping[str, object]) -> list[Said]:
    """The mentions this letter should carry and has nothing for."""
    case = values.get("vat_case")
    spared = {
        *({"vat_wording"} if case in {"DOMESTIC", "NONE"} else ()),
        *({"to.numbers"} if case in {"EXPORT", "NONE"} else ()),
        *_may_lack(kind),
    }
    return [
        Said("{blank} is empty in this letter, which should carry it: complete the record.",
             blank=path)
        for path in kind.must
        if path not in spared and _is_blank(path.split("."), values)
    ]  # fmt: skip


def _posted(own: claims.Reservation, heading: Heading) -> list[Said]:
    """Whether a letter to a carrier leaves in time: the safe day first, then the law's."""
    if isinstance(own, claims.Claim):
        return []
    told: list[Said] = []
    if heading.day > own.deadline:
        told.append(
            Said(
                "The last day for reservations was {day} ({basis}): the claim may be lost."
                " Ask for advice before sending.",
                day=own.deadline,
                basis=own.basis,
            )
        )
    elif heading.day > own.safe:
        said = Said("The safe day was {safe}, the last one is {day}: post it today, registered.",
                    safe=own.safe, day=own.deadline)  # fmt: skip
        told.append(said)
    return told


def _may_lack(kind: Kind) -> set[str]:
    """The blanks that a letter of this kind can do without: a lorry has no VGM cut-off."""
    return {one.name for one in fields(kind.shows) if one.default is not MISSING}


def _is_blank(path: list[str], values: Mapping[str, object]) -> bool:
    value = values.get(path[0])
    for name in path[1:]:
        if isinstance(value, tuple):
            return False
        value = getattr(value, name, None)
    return value is None or value in ("", ())


def _reckoned(told: object, lang: str) -> object:
    if isinstance(told, claims.ClaimFacts):
        return claims.claim(told, lang)
    if type(told) is claims.Carriage:
        return claims.reservation(told, lang)
    return told


def _values(value: Any) -> dict[str, object]:
    return {field.name: getattr(value, field.name) for field in fields(value)}


def fill(template: Template, letter: Letter) -> bytes:
    """The Word file of a letter.

    Raises `BrokenTemplate` or `Unfillable`; nothing is written then.
    """
    return template.fill(letter.values, letter.lang)


def types_of(kind: Kind) -> tuple[type, ...]:
    """The types whose fields a template of *kind* may name."""
    return Letterhead, kind.shows
