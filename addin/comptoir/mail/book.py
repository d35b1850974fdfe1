"""What the desk knows that a mail may be about: numbers, partners, threads, rules learnt.

Plain values, made from the records by whoever reads them, so that filing stays a function of
values. A number is found however it is spaced; its party and its dossier come with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from comptoir.rules.numbers import KINDS
from comptoir.wording import Said, mark


class Names(Enum):
    """What kind of number it is. The value is what the assistant reads."""

    OURS = mark("our reference")
    THEIR_ORDER = mark("their order number")
    OFFER = mark("offer number")
    INVOICE = mark("invoice number")
    BILL_OF_LADING = mark("bill of lading")
    AIR_WAYBILL = mark("air waybill")
    CONTAINER = mark("container")
    MRN = mark("customs MRN")
    CREDIT = mark("letter of credit")
    BOOKING = mark("booking number")


_CHECKED = {Names.CONTAINER: "container", Names.AIR_WAYBILL: "awb", Names.MRN: "mrn"}
_SPACED = frozenset((Names.OURS, *_CHECKED))


def kind_with_check_digit(names: Names) -> str | None:
    """The code in ``rules.numbers`` of a kind of number that carries a check digit."""
    return _CHECKED.get(names)


@dataclass(frozen=True, slots=True)
class Known:
    """A number that names a dossier; *party* is the partner who gave it, where one did."""

    names: Names
    text: str
    dossier: str
    party: str = ""

    @property
    def key(self) -> str:
        """The number without its spaces and strokes, in capitals."""
        return key_of(self.text)


@dataclass(frozen=True, slots=True)
class Partner:
    """Somebody we write with; *dossiers* are the open ones he takes part in.

    Who *serves* (a forwarder, a broker, a bank) may write about any dossier.
    """

    code: str
    name: str
    emails: frozenset[str] = frozenset()
    domains: frozenset[str] = frozenset()
    dossiers: tuple[str, ...] = ()
    serves: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """What a correction taught: mails of *sender* with *words* in the subject go to *dossier*.

    *sender* is an address, or "@" and a domain. An empty dossier means: not our business.
    """

    sender: str
    words: tuple[str, ...]
    dossier: str

    @property
    def said(self) -> Said:
        """The rule as the assistant reads it."""
        text = " ".join(self.words)
        if not self.dossier:
            aside = mark("Mails from {sender} with “{words}” are set aside.")
            return Said(aside, sender=self.sender, words=text)
        return Said(
            "Mails from {sender} with “{words}” go to {dossier}.",
            sender=self.sender, words=text, dossier=self.dossier,
        )  # fmt: skip


def key_of(text: str) -> str:
    """A number as it is compared.

    >>> key_of("ex-2026/0001")
    'EX20260001'
    """
    return re.sub(r"[^A-Z0-9]", "", text.upper())


# Where anybody can have an address: the domain says nothing about the partner.
PUBLIC_DOMAINS = frozenset(
    (
        *("gmail.com", "googlemail.com", "outlook.com", "outlook.fr", "hotmail.com", "hotmail.fr"),
        *(
            "live.com",
            "live.fr",
            "yahoo.com",
            "yahoo.fr",
            "icloud.com",
            "me.com",
            "aol.com",
            "gmx.de",
        ),
        *("gmx.net", "web.de", "orange.fr", "wanadoo.fr", "free.fr", "sfr.fr", "laposte.net"),
        *("163.com", "126.com", "qq.com", "sina.com", "mail.ru", "yandex.ru", "proton.me"),
        *("protonmail.com", "naver.com", "libero.it", "msn.com"),
    )
)


@dataclass(frozen=True, slots=True)
class Book:
    """Everything known, ready to be looked up. *ours* are our own mail domains."""

    references: tuple[Known, ...] = ()
    partners: tuple[Partner, ...] = ()
    threads: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    rules: tuple[Rule, ...] = ()
    ours: frozenset[str] = frozenset()
    by_key: dict[str, tuple[Known, ...]] = field(init=False, repr=False)
    beginnings: frozenset[str] = field(init=False, repr=False)
    near: dict[tuple[Names, str], tuple[Known, ...]] = field(init=False, repr=False)
    """Numbers with a check digit by how they begin, and by how they end."""
    by_email: dict[str, tuple[Partner, ...]] = field(init=False, repr=False)
    by_domain: dict[str, tuple[Partner, ...]] = field(init=False, repr=False)
    by_dossier: dict[str, frozenset[str]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        keys = _grouped((one.key, one) for one in self.references if one.key)
        beginnings = {key[:n] for key in keys for n in range(1, len(key) + 1)}
        emails = _grouped((e.lower(), p) for p in self.partners for e in p.emails)
        domains = _grouped(
            (d.lower(), p) for p in self.partners for d in _domains(p) - PUBLIC_DOMAINS
        )
        dossiers = _grouped((d, p.code) for p in self.partners for d in p.dossiers)
        for name, value in (
            ("by_key", keys),
            ("beginnings", frozenset(beginnings)),
            ("near", _grouped((end, k) for k in self.references for end in _ends(k.names, k.key))),
            ("by_email", emails),
            ("by_domain", domains),
            ("by_dossier", {d: frozenset(codes) for d, codes in dossiers.items()}),
        ):
            object.__setattr__(self, name, value)

    def partners_at(self, email: str) -> tuple[Partner, ...]:
        """Partners who write from *email*: by the address, else by its domain."""
        domain = email.rpartition("@")[2]
        return self.by_email.get(email) or self.by_domain.get(domain, ())


def _domains(partner: Partner) -> set[str]:
    return set(partner.domains) | {email.rpartition("@")[2] for email in partner.emails}


def _grouped(pairs: Iterable[tuple[Any, object]]) -> dict[Any, tuple]:  # type: ignore[type-arg] # of whatever the pairs hold
    found: dict[Any, list[object]] = {}
    for key, value in pairs:
        held = found.setdefault(key, [])
        if value not in held:
            held.append(value)
    return {key: tuple(values) for key, values in found.items()}


# ------------------------------------------------------------------ finding numbers


@dataclass(frozen=True, slots=True)
class Hit:
    """A known number met in a text. *clean*: nothing beside it makes it another number."""

    known: tuple[Known, ...]
    written: str
    start: int
    clean: bool


_TOKEN = re.compile(r"[A-Za-z0-9]+")
_MORE = re.compile(r"[-/._ \u00a0\u2010-\u2013]{1,2}([A-Za-z0-9]+)")
_PREFIXES = frozenset(
    (
        *("PO", "INV", "REF", "NO", "NR", "ORDER", "CDE", "CMD", "BC", "BL", "AWB", "MAWB", "LC"),
        *("MRN", "FACT", "OUR", "YOUR", "RE", "FW", "AR", "OC", "PL", "CI", "BOOKING", "HBL"),
        *("MBL", "AB"),
    )
)
_PHONE = re.compile(r"(?:\+|\b(?:tel|tél|phone|fax|mob|handy|gsm)\b)[^\n]{0,22}$", re.IGNORECASE)
_MONEY = re.compile(r"(?:EUR|USD|GBP|CHF|CNY|JPY|€|\$|£) ?$")


def hits(text: str, book: Book) -> Iterator[Hit]:
    """Known numbers in *text*, the longest at each place, left to right."""
    past = 0
    for token in _TOKEN.finditer(text):
        start, joined = token.start(), token.group().upper()
        if start < past or joined not in book.beginnings:
            continue
        end, key = _longest(text, token.end(), joined, book)
        if key:
            known = tuple(one for one in book.by_key[key] if _written_so(one, text[start:end]))
            if known:
                yield Hit(known, text[start:end], start, _is_clean(text, start, end, key))
                past = end


_SHAPES = {
    Names.CONTAINER: re.compile(r"\b[A-Z]{3}[UJZ][ -]?\d{6}[ -]?\d\b", re.IGNORECASE),
    Names.AIR_WAYBILL: re.compile(r"\b\d{3}[- ]?\d{4} ?\d{4}\b"),
}


@dataclass(frozen=True, slots=True)
class Misspelt:
    """A number whose check digit is wrong, and the known ones that it is a slip away from."""

    written: str
    start: int
    meant: tuple[Known, ...]


def misspelt(text: str, book: Book) -> Iterator[Misspelt]:
    """Numbers in *text* that cannot be, where known ones can: one sign another, or two swapped.

    The check digit proves the slip; that few numbers are near one another makes it known which.
    """
    for names, shape in _SHAPES.items():
        seen: set[str] = set()
        for hit in shape.finditer(text) if book.near else ():
            key = key_of(hit.group())
            if key in seen:
                continue
            seen.add(key)
            if key in book.by_key or KINDS[_CHECKED[names]].is_valid(key):
                continue
            known = (one for end in _ends(names, key) for one in book.near.get(end, ()))
            meant = dict.fromkeys(one for one in known if _a_slip_away(key, one.key))
            if meant:
                yield Misspelt(hit.group(), hit.start(), tuple(meant))


def _ends(names: Names, key: str) -> tuple[tuple[Names, str], ...]:
    """By what a number is found that is a slip away: one of its two ends is as it was."""
    return ((names, key[:6]), (names, f"…{key[-3:]}")) if names in _SHAPES else ()


def _a_slip_away(one: str, other: str) -> bool:
    """Whether two keys differ in one sign, or in two neighbours exchanged.

    >>> _a_slip_away("MSCU1234567", "MSCU1234566"), _a_slip_away("MSCU1243566", "MSCU1234566")
    (True, True)
    >>> _a_slip_away("MSCU1234567", "MSCU1234678"), _a_slip_away("A1", "A12")
    (False, False)
    """
    if len(one) != len(other):
        return False
    apart = [at for at, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    if len(apart) != 2:  # noqa: PLR2004 - two exchanged
        return len(apart) == 1
    first, second = apart
    return second == first + 1 and one[first : second + 1] == other[first : second + 1][::-1]


def _longest(text: str, end: int, joined: str, book: Book) -> tuple[int, str]:
    """Where the longest number ends that begins with what is *joined* so far, and its key."""
    found = (end, "")
    while joined in book.beginnings:
        if joined in book.by_key:
            found = (end, joined)
        more = _MORE.match(text, end)
        if more is None:
            break
        joined, end = joined + more[1].upper(), more.end()
    return found


def _written_so(known: Known, written: str) -> bool:
    """Whether *written* can be meant as this number: 2026-11-05 is not the order 20261105."""
    if known.names in _SPACED or written.upper() == known.text.upper():
        return True
    if known.key.isdigit():
        return written.isdigit()
    return " " not in written or " " in known.text


def _is_clean(text: str, start: int, end: int, key: str) -> bool:
    before, after = text[max(0, start - 30) : start], text[end : end + 3]
    if re.match(r"[-/][A-Za-z0-9]|[.,]\d|\w", after) and not after.startswith("_"):
        return False
    if re.search(r"[^\W\d_]$", before):
        return False
    if stuck := re.search(r"([A-Za-z0-9]+)[-/.]$", before):
        return stuck[1].upper() in _PREFIXES
    return not (key.isdigit() and (_PHONE.search(before) or _MONEY.search(before)))
