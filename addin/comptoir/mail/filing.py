"""Which dossier a mail is about, why, and how sure that is. Decides; touches nothing.

Evidence of four kinds is weighed for each dossier: the thread the mail belongs to, numbers it
names (by where they stand and how telling they are), who writes, and rules learnt from
corrections. The best of each kind counts. A sure guess is filed; anything that speaks for two
dossiers waits for the assistant.

A number inside another number, a date, a telephone number or an amount is not a reference; one in
a signature is not evidence; one that is only compared with ("as for EX-2026-0003") is weak.

Of what is quoted, only the nearest mail counts: where the mail forwards it, as much as a mail
forwarded in a file; where a partner answers it and it names his dossier, nearly as much as the
thread. Older mails below it are history. Several dossiers named in one breath are all meant.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

from comptoir.mail.book import (
    Book,
    Hit,
    Known,
    Misspelt,
    Partner,
    Rule,
    hits,
    kind_with_check_digit,
    misspelt,
)
from comptoir.mail.extract import Extracted
from comptoir.mail.message import Message
from comptoir.mail.places import FRESH, SCANNED, Place, forwards, is_answer, texts_of
from comptoir.rules.numbers import KINDS
from comptoir.wording import Said, mark

SURE = 0.90
DOUBT = 0.55  # another dossier as likely as this keeps a mail from being filed
_CHANCE = 0.3  # a number that short is met by chance, whoever writes


class Decision(Enum):
    """What becomes of the mail. The value is what the assistant reads."""

    FILED = mark("filed")
    QUEUED = mark("to confirm")
    ASIDE = mark("set aside")


@dataclass(frozen=True, slots=True)
class Guess:
    """A dossier, how likely (0 to 1), and why.

    *named*: by a number that is met there by no chance. *only_by_partner*: nothing but the
    writer speaks for it. *fresh*: an answer names it in its own words, or in a file of its own.
    """

    dossier: str
    score: float
    reasons: tuple[Said, ...]
    named: bool = False
    only_by_partner: bool = False
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class Filing:
    """The decision, the dossiers it files on, and every guess, likeliest first."""

    decision: Decision
    dossiers: tuple[str, ...]
    guesses: tuple[Guess, ...]


@dataclass(frozen=True, slots=True)
class _Evidence:
    kind: str  # thread, number, partner, rule
    dossier: str
    score: float
    reason: Said
    place: Place | None = None
    number: str = ""
    start: int = 0
    end: int = 0


def filing(message: Message, book: Book, texts: Sequence[Extracted] = ()) -> Filing:
    """File *message* by what *book* knows; *texts* are those of its attachments."""
    evidence = list(_evidence(message, book, texts))
    guesses = _guesses(evidence, answers=is_answer(message))
    if any(rule.dossier == "" for rule in _rules(message, book)) and not _certain(guesses):
        return Filing(Decision.ASIDE, (), guesses)
    if shared := _named_together(evidence, guesses, message.text):
        return Filing(Decision.FILED, shared, guesses)
    if _certain(guesses):
        return Filing(Decision.FILED, (guesses[0].dossier,), guesses)
    return Filing(Decision.QUEUED, (), guesses)


def _certain(guesses: Sequence[Guess]) -> bool:
    """Whether one dossier is sure and no other likely.

    That a partner takes part in another dossier is no doubt where the mail names this one.
    """
    if not guesses or guesses[0].score < SURE:
        return False
    return all(one.score < DOUBT or (one.only_by_partner and guesses[0].named)
               for one in guesses[1:])  # fmt: skip


def _named_together(
    evidence: Iterable[_Evidence], guesses: Sequence[Guess], text: str
) -> tuple[str, ...]:
    """Several dossiers where nothing else speaks for another.

    All of them in the subject; or in one breath of the *text*; or one number for all.
    """
    likely = {g.dossier for g in guesses if g.score >= DOUBT and not g.only_by_partner}
    sure = {guess.dossier for guess in guesses if guess.score >= SURE}
    if len(likely) < 2 or likely != sure:  # noqa: PLR2004 - several
        return ()
    numbers = [one for one in evidence if one.kind == "number" and one.score >= SURE]
    in_subject = {one.dossier for one in numbers if one.place is Place.SUBJECT}
    own = [one for one in numbers if one.place is Place.OWN]
    if in_subject == likely or (
        {one.dossier for one in own} == likely and _in_one_breath(own, text)
    ):
        return tuple(sorted(likely))
    for number in {one.number for one in numbers}:
        if {one.dossier for one in numbers if one.number == number} == likely:
            return tuple(sorted(likely))
    return ()


_ITEM = re.compile(r"[\s>]*(?:[-*•–·]|\(?\d{1,2}[.)])?\s*(?:\w{1,10}[ .:#°]{1,3})?")
_AND = re.compile(r"\b(?:as well as|ainsi que|así como)\b", re.IGNORECASE)
_ENDS = re.compile(r"[.!?;](?=\s)|\n\s*\n")
_AGAINST = re.compile(
    r"\b(?:as|like|than|before|after|same|instead|place of|replac\w*|not|without|unlike|cancel\w*"
    r"|comme|identique|pareil|avant|après|remplac\w*|lieu|sauf|sans|pas|annul\w*|sinon|que"
    r"|wie|statt|anstelle|ersetz\w*|nicht|ohne|vor|nach|außer|storn\w*|als"
    r"|como|igual|antes|después|sin|salvo|en vez|anul\w*|come|prima|dopo|senza|zoals|zonder)\b",
    re.IGNORECASE,
)


def _in_one_breath(named: Sequence[_Evidence], text: str) -> bool:
    """Whether numbers stand side by side: in one sentence that sets none against another, or
    each at the beginning of its line.
    """  # noqa: D205 - one sentence
    spots = sorted({(one.start, one.end) for one in named})
    if all(_begins_its_line(text, start) for start, _ in spots):
        return True
    between = [_AND.sub(",", text[end:start]) for (_, end), (start, _) in pairwise(spots)]
    return not any(_ENDS.search(part) or _AGAINST.search(part) for part in between)


def _begins_its_line(text: str, start: int) -> bool:
    line = text.rfind("\n", 0, start) + 1
    return start - line < _INDENT and bool(_ITEM.fullmatch(text, line, start))


_INDENT = 40  # characters before the first of a line


def _guesses(evidence: Iterable[_Evidence], *, answers: bool) -> tuple[Guess, ...]:
    best: dict[str, dict[str, _Evidence]] = {}
    all_: dict[str, list[_Evidence]] = {}
    for one in evidence:
        all_.setdefault(one.dossier, []).append(one)
        kinds = best.setdefault(one.dossier, {})
        if one.kind not in kinds or kinds[one.kind].score < one.score:
            kinds[one.kind] = one
    guesses = []
    for dossier, kinds in best.items():
        doubt = 1.0
        for one in kinds.values():
            doubt *= 1 - one.score
        reasons = sorted(kinds.values(), key=lambda one: -one.score)
        named = "number" in kinds and kinds["number"].score >= SURE
        fresh = answers and any(one.place in FRESH and one.score >= SURE for one in all_[dossier])
        guesses.append(
            Guess(
                dossier,
                round(1 - doubt, 3),
                tuple(one.reason for one in reasons),
                named=named,
                only_by_partner=kinds.keys() == {"partner"},
                fresh=fresh,
            )
        )
    return tuple(sorted(guesses, key=lambda g: (not g.fresh, -g.score, g.dossier)))


# ------------------------------------------------------------------ evidence


def _evidence(message: Message, book: Book, texts: Sequence[Extracted]) -> Iterator[_Evidence]:
    partners = _counterparts(message, book) or _inside(message, book)
    found = [*_by_thread(message, book), *_by_rule(message, book)]
    for place, text in texts_of(message, texts):
        for hit in hits(text[:SCANNED], book):
            found += _by_number(hit, place, text, partners, book)
        for slip in misspelt(text[:SCANNED], book):
            found += _by_slip(slip, place, partners, book)
    yield from found
    yield from _by_partner(partners, message, {one.dossier for one in found})


def _counterparts(message: Message, book: Book) -> tuple[Partner, ...]:
    """Who is on the other side: the sender, or the addressees of what we sent ourselves."""
    if message.from_.domain in book.ours:
        others = [one for one in (*message.to, *message.cc) if one.domain not in book.ours]
        found = [partner for one in others for partner in book.partners_at(one.email)]
        return tuple(dict.fromkeys(found))
    return book.partners_at(message.from_.email)


_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}")
_ABOVE = 600  # characters in which a forwarded mail says who wrote it


def _inside(message: Message, book: Book) -> tuple[Partner, ...]:
    """Who wrote the mail that one of us forwards to another of us."""
    if message.from_.domain not in book.ours:
        return ()
    written = [one.from_.email for one in message.forwarded]
    if forwards(message):
        written += _ADDRESS.findall(message.quoted[:_ABOVE])
    for address in written:
        if address.lower().rpartition("@")[2] not in book.ours:
            return book.partners_at(address.lower())
    return ()


def _by_thread(message: Message, book: Book) -> Iterator[_Evidence]:
    for answered in message.answers:
        for dossier in book.threads.get(answered, ()):
            reason = Said("It answers a mail filed on {dossier}.", dossier=dossier)
            yield _Evidence("thread", dossier, 0.96, reason)
        if answered in book.threads:
            return


_LATEST = 5


def _number_of(dossier: str) -> str:
    """The year and number of a dossier, without its kind: 2026-0031."""
    return dossier.partition("-")[2]


def _rules(message: Message, book: Book) -> Iterator[Rule]:
    words = set(_words(message.subject))
    for rule in book.rules:
        sender = message.from_.email
        meant = f"@{message.from_.domain}" if rule.sender.startswith("@") else sender
        if rule.sender == meant and set(rule.words) <= words:
            yield rule


def _by_rule(message: Message, book: Book) -> Iterator[_Evidence]:
    for rule in _rules(message, book):
        if rule.dossier:
            yield _Evidence("rule", rule.dossier, 0.93, rule.said)


def _by_partner(
    partners: Sequence[Partner], message: Message, named: Collection[str]
) -> Iterator[_Evidence]:
    """A partner with one open dossier probably writes about it; with several, perhaps.

    Of many only the latest are told, and those that something else speaks for.
    """
    open_ = {dossier: partner for partner in partners for dossier in partner.dossiers}
    weight = 0.0 if message.automatic else 0.66
    latest = sorted(open_, key=_number_of, reverse=True)[:_LATEST]
    for dossier in (one for one in open_ if one in named or one in latest):
        partner = open_[dossier]
        reason = Said("{partner} takes part in {dossier}.", partner=partner.name, dossier=dossier)
        yield _Evidence("partner", dossier, weight / len(open_), reason)


_COMPARED = re.compile(
    r"\b(?:same as|as (?:for|with|in|per our last)|like|unlike|similar to|repeat of|instead of|not"
    r"|previous|last|former|earlier|see also|compared (?:to|with)|comme (?:pour|la|le)|identique à"
    r"|contrairement à|précédente?|dernière|au lieu de|pas|ancienne|wie (?:bei|im)|statt|nicht"
    r"|letzte[rn]?|igual que|como)\b[^\n.!?]{0,28}$",
    re.IGNORECASE,
)


def _by_number(
    hit: Hit, place: Place, text: str, partners: Sequence[Partner], book: Book
) -> Iterator[_Evidence]:
    weight, sentence = place.value
    if not hit.clean:
        weight *= 0.6
    if place is not Place.FILE_NAME and _COMPARED.search(text[max(0, hit.start - 60) : hit.start]):
        weight *= 0.6
    codes = {partner.code for partner in partners}
    his = [one for one in hit.known if _is_his(one, codes, book)]
    if place is Place.ANSWERED and not his:
        weight *= _QUOTED / Place.ANSWERED.value[0]
    end = hit.start + len(hit.written)
    for known in hit.known:
        score = weight * _telling(known, partners, book)
        if his and known not in his:
            score *= 0.5  # the writer's own order of that number is meant
        reason = Said(sentence, number=hit.written, kind=Said(known.names.value))
        yield _Evidence("number", known.dossier, score, reason, place, known.key, hit.start, end)


_QUOTED = Place.QUOTED.value[0]
_SLIP = 0.85  # how likely a number that cannot be is the known one beside it
_MEANT = mark("{written} is misspelt, its check digit says: {number} ({kind}) is one sign away.")


def _by_slip(
    slip: Misspelt, place: Place, partners: Sequence[Partner], book: Book
) -> Iterator[_Evidence]:
    """A number with a wrong check digit speaks for the one it is a slip away from."""
    codes = {partner.code for partner in partners}
    for known in slip.meant:
        telling = 1 - (1 - _SLIP) * 0.2 if _is_his(known, codes, book) else _SLIP * 0.98
        kind = Said(known.names.value)
        reason = Said(_MEANT, written=slip.written, number=known.text, kind=kind)
        score = place.value[0] * telling
        yield _Evidence("number", known.dossier, score, reason, place, known.key)


def _is_his(known: Known, codes: set[str], book: Book) -> bool:
    """Whether the number, or its dossier, is the writer's."""
    return known.party in codes or bool(codes & book.by_dossier.get(known.dossier, frozenset()))


def _telling(known: Known, partners: Sequence[Partner], book: Book) -> float:
    """How telling the number is, read together with who writes."""
    strength = _strength(known)
    codes = {partner.code for partner in partners}
    if strength < _CHANCE:
        return strength
    if _is_his(known, codes, book):
        return 1 - (1 - strength) * 0.2
    serves = any(partner.serves for partner in partners)
    if codes and not serves and (known.party or known.dossier in book.by_dossier):
        return strength * 0.85  # somebody else we know: hardly his number
    return strength * 0.98


def _strength(known: Known) -> float:
    """How unlikely it is to meet this number by chance."""
    key = known.key
    checked = kind_with_check_digit(known.names)
    if checked:
        return 0.99 if KINDS[checked].is_valid(known.text) else 0.6
    if len(key) < 4:  # noqa: PLR2004 - "12" is in every mail
        return 0.1
    if key.isdigit():
        return {4: 0.2, 5: 0.4, 6: 0.6, 7: 0.7}.get(len(key), 0.8)
    digits = sum(sign.isdigit() for sign in key)
    if digits >= 4 and len(key) >= 7:  # noqa: PLR2004 - letters and a number of its own
        return 0.99
    return 0.75 if len(key) >= 6 else 0.45  # noqa: PLR2004 - "A12345", "B12"


# ------------------------------------------------------------------ learning


def _words(subject: str) -> list[str]:
    """Words of a subject that are not numbers, answers or short, in lower case."""
    return [
        word
        for word in re.findall(r"[^\W\d_]{3,}", subject.lower())
        if word not in {"fwd", "antw", "the", "and", "les", "des", "der", "die", "das", "und"}
    ]


def learnt(message: Message, dossier: str) -> Rule:
    r"""The rule that a correction teaches: this sender, with these words, goes there.

    >>> from comptoir.mail.parse import parse
    >>> mail = parse(b"From: li@acme.example\nSubject: Re: Weekly status valves 12\n\nx")
    >>> print(learnt(mail, "EX-2026-0001").said)
    Mails from li@acme.example with “weekly status valves” go to EX-2026-0001.
    """
    words = tuple(dict.fromkeys(_words(message.subject)))[:6]
    return Rule(message.from_.email, words, dossier)
