"""Mails that try to fool somebody: what is wrong, and the safe thing to do.

The fraud that costs most is the supplier's mail with new bank details. So: an account that is not
the party's is told, whoever writes; a domain that looks like a partner's is told; and every
finding ends with the step that cannot be fooled: call the number known from before. Bank details
are never changed from a mail.

Sources
    ISO 13616 (IBAN), ISO 9362 (BIC); RFC 7489 (DMARC).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from comptoir.mail.book import PUBLIC_DOMAINS
from comptoir.mail.extract import Extracted
from comptoir.mail.lookalikes import SHORT_NAME, folded_name, registered_name
from comptoir.mail.message import Address, Mark, Message
from comptoir.mail.parties import Parties, Party
from comptoir.rules.numbers import KINDS
from comptoir.wording import Said, mark

_SCANNED = 100_000  # characters of each text


class Level(Enum):
    """How bad it is. The value is what the assistant reads."""

    ALARM = mark("stop and check")
    WARNING = mark("be careful")


@dataclass(frozen=True, slots=True)
class Risk:
    """One finding: its code, how bad, why, the words it was seen in, what to do."""

    code: str
    level: Level
    said: Said
    words: str
    next_step: Said


@dataclass(frozen=True, slots=True)
class Desk:
    """Ourselves, whom a fraud may also pretend to be: domains, names of our people, accounts."""

    domains: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    ibans: frozenset[str] = frozenset()


_CALL = mark("Pay nothing. Call {name} at the number you know ({phone}), not at one in the mail.")
_CALL_UNKNOWN = mark("Pay nothing. Call {name} at a number you had before, not at one in the mail.")
_ANSWER_NOT = mark("Do not answer. Write anew to the address you know, and delete this mail.")
_CHECK = mark("Check with the sender by telephone before you act on it.")
_OPEN_NOT = mark("Do not open the file. Ask the sender by telephone what it is.")


def risks(
    message: Message,
    among: Sequence[Party] | Parties,
    desk: Desk,
    texts: Sequence[Extracted] = (),
) -> tuple[Risk, ...]:
    """Every finding on *message*, the worst first. *texts* are those of its attachments."""
    parties = among if isinstance(among, Parties) else Parties(among)
    party = _claimed(message, parties)
    found = [
        *_bank(message, parties, party, desk, texts),
        *_look_alike(message.from_, parties, desk),
        *_reply_to(message, party),
        *_display_name(message.from_, parties, desk),
        *_authentication(message, party),
        *_urgency(message, party),
        *_files(message),
    ]
    unique = {(one.code, one.words, one.said): one for one in found}
    return tuple(sorted(unique.values(), key=lambda one: (one.level is not Level.ALARM, one.code)))


def _call(party: Party | None, sender: Address) -> Said:
    if party and party.phone:
        return Said(_CALL, name=party.name, phone=party.phone)
    return Said(_CALL_UNKNOWN, name=party.name if party else sender.name or sender.email)


# ------------------------------------------------------------------ who it pretends to be


def _claimed(message: Message, parties: Parties) -> Party | None:
    """The party that the mail comes from, or pretends to come from."""
    sender = message.from_
    return (
        parties.of(sender)
        or parties.resembled(sender.domain)
        or parties.in_name(folded_name(sender.name))
    )


# ------------------------------------------------------------------ bank details

_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?:[ .\-\u00a0]?[A-Z0-9]){11,30}", re.IGNORECASE)
_BIC = re.compile(
    r"\b(?:BIC|SWIFT)(?:[ -]?(?:code|/BIC))?\s*[:=]?\s*([A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?)\b",
    re.IGNORECASE,
)
_ACCOUNT = re.compile(
    r"\b(?:account (?:no|number|nr)|a/c no|n° de compte|numéro de compte"
    r"|Kontonummer)\.?\s*[:=]?\s*(\d[\d -]{5,24}\d)",
    re.IGNORECASE,
)
_MONEY_PLACES = re.compile(
    r"ban[kc]|domicil|account|payment|compte|rib|iban|konto|cuenta", re.IGNORECASE
)
"""What every announcement of new bank details has in it: looked for first, for speed."""
_CHANGED = re.compile(
    r"(?:new|changed?|updated?|different|amended) (?:our )?(?:bank(?:ing)?|account"
    r"|payment) (?:details|account|information|coordinates|instructions)"
    r"|(?:bank(?:ing)?|account|payment) (?:details|account|information|instructions) (?:have "
    r"|has |had |was |were |is |are )?(?:been )?(?:chang|updat|amend|new)"
    r"|(?:nouve(?:lles?|aux?)|changement (?:de|du)) (?:nos )?(?:coordonnées bancaires"
    r"|compte bancaire|RIB|IBAN|domiciliation)"
    r"|(?:coordonnées bancaires|compte bancaire|RIB) (?:ont |a |est |sont )?(?:été )?(?:chang"
    r"|modifi|nouve|mis)"
    r"|neuen? (?:Bankverbindung|Kontoverbindung|Bankdaten|Konto)|(?:Bankverbindung"
    r"|Bankdaten)[^.]{0,20}ge[äa]nder"
    r"|nuev[oa]s? (?:datos bancarios|cuenta)|cambio de cuenta|nuov[eo] coordinate bancarie",
    re.IGNORECASE,
)


def ibans_in(text: str) -> Iterator[str]:
    """Valid IBANs in *text*, without spaces.

    >>> list(ibans_in("IBAN: FR14 2004 1010 0505 0001 3M02 606, BIC PSSTFRPP"))
    ['FR1420041010050500013M02606']
    """
    for hit in _IBAN.finditer(text):
        signs = re.sub(r"[^A-Z0-9]", "", hit[0].upper())
        for length in range(min(34, len(signs)), 14, -1):
            if KINDS["iban"].is_valid(signs[:length]):
                yield signs[:length]
                break


def _plain(values: Iterable[str]) -> frozenset[str]:
    return frozenset(re.sub(r"[^A-Z0-9]", "", value.upper()) for value in values)


@dataclass(frozen=True, slots=True)
class _Trusted:
    """The accounts that are no surprise in this mail, and whom to call about another."""

    name: str
    ibans: frozenset[str]
    others: frozenset[str]  # ours; those of all parties where the mail is of none of them
    bics: frozenset[str]
    call: Said

    def risk(self, number: str, where: str) -> Risk:
        """The finding on the account *number*."""
        sentence = mark("{number} is not an account we know of {name}.")
        if not self.ibans:
            sentence = mark("{number} is an account of {name} we have never paid to.")
        said = Said(sentence, number=number, name=self.name)
        code = "BANK-OTHER" if self.ibans else "BANK-NEW"
        return Risk(code, Level.ALARM, said, where or number, self.call)


def _trusted(message: Message, parties: Parties, party: Party | None, desk: Desk) -> _Trusted:
    name = party.name if party else (message.from_.name or message.from_.email)
    anybody = () if party else (iban for one in parties.every for iban in one.ibans)
    return _Trusted(
        name=name,
        ibans=_plain(party.ibans) if party else frozenset(),
        others=_plain((*desk.ibans, *anybody)),
        bics=frozenset(bic[:8] for bic in _plain(party.bics)) if party else frozenset(),
        call=_call(party, message.from_),
    )


def _bank(
    message: Message,
    parties: Parties,
    party: Party | None,
    desk: Desk,
    texts: Sequence[Extracted],
) -> Iterator[Risk]:
    """Accounts that are not the party's, also in a quoted thread, which may be made up."""
    if message.from_.domain in desk.domains:
        return  # what we wrote ourselves; a forgery of it is told as such
    trusted = _trusted(message, parties, party, desk)
    own = [("", f"{message.subject}\n{message.text}"), *((t.name, t.text) for t in texts)]
    own += [(inner.subject, inner.text) for inner in message.forwarded[:10]]
    for where, text in [*own, ("", message.quoted)]:
        yield from _accounts(text[:_SCANNED], where, trusted)
    for _, text in own:
        near = text[:_SCANNED]
        if _MONEY_PLACES.search(near) and (changed := _CHANGED.search(near)):
            said = Said("The mail says that bank details change.")
            yield Risk("BANK-CHANGE", Level.ALARM, said, _around(text, changed), trusted.call)


def _accounts(text: str, where: str, trusted: _Trusted) -> Iterator[Risk]:
    for iban in ibans_in(text):
        if iban not in trusted.ibans | trusted.others:
            yield trusted.risk(iban, where)
    for hit in _BIC.finditer(text) if trusted.bics else ():
        if hit[1].upper()[:8] not in trusted.bics:
            yield trusted.risk(hit[1].upper(), where)
    for hit in _ACCOUNT.finditer(text) if trusted.ibans else ():
        digits = re.sub(r"\D", "", hit[1])
        known = trusted.ibans | trusted.others
        if not any(digits in iban for iban in known):
            yield trusted.risk(digits, where)


def _around(text: str, hit: re.Match[str]) -> str:
    return re.sub(r"\s+", " ", text[max(0, hit.start() - 40) : hit.end() + 60]).strip()


# ------------------------------------------------------------------ look-alike domains


def _look_alike(sender: Address, parties: Parties, desk: Desk) -> Iterator[Risk]:
    if parties.of(sender) or sender.domain in desk.domains:
        return
    if said := parties.warning(sender.domain, desk.domains):
        yield Risk("DOMAIN", Level.ALARM, said, sender.email, Said(_ANSWER_NOT))


# ------------------------------------------------------------------ names and answers


_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


def _display_name(sender: Address, parties: Parties, desk: Desk) -> Iterator[Risk]:
    """The name says one person, the address is another's."""
    if hit := _ADDRESS.search(sender.name):
        if hit[0].lower() != sender.email:
            said = Said(
                "The name shown is the address {shown}, but the mail comes from {email}.",
                shown=hit[0],
                email=sender.email,
            )
            yield Risk("NAME", Level.ALARM, said, str(sender), Said(_ANSWER_NOT))
        return
    name = folded_name(sender.name)
    if len(name) <= SHORT_NAME:
        return
    ours = sender.domain in desk.domains
    if not ours and name in {folded_name(one) for one in desk.people}:
        said = Said(
            "{name} is one of us, but the mail comes from {email}.",
            name=sender.name,
            email=sender.email,
        )
        yield Risk("NAME", Level.ALARM, said, str(sender), Said(_ANSWER_NOT))
        return
    for party in parties.called(name):
        if (party.domains or party.emails) and not party.writes_from(sender):
            said = Said(
                "It calls itself {name}, but comes from {email}.",
                name=party.name,
                email=sender.email,
            )
            yield Risk("NAME", Level.ALARM, said, str(sender), _call(party, sender))
            return


def _reply_to(message: Message, party: Party | None) -> Iterator[Risk]:
    """An answer would go to somebody else than the sender."""
    sender = message.from_
    for one in message.reply_to:
        if one.domain in {"", sender.domain} or (party and party.writes_from(one)):
            continue
        if registered_name(one.domain) == registered_name(sender.domain):
            continue
        said = Said(
            "An answer would go to {other}, not to {email}.", other=one.email, email=sender.email
        )
        level = Level.ALARM if party or one.domain in PUBLIC_DOMAINS else Level.WARNING
        yield Risk("REPLY-TO", level, said, one.email, Said(_ANSWER_NOT))


# ------------------------------------------------------------------ what the server recorded


def _authentication(message: Message, party: Party | None) -> Iterator[Risk]:
    """SPF, DKIM and DMARC as recorded on reception; DMARC speaks for both where it was asked."""
    results: dict[str, str] = {}
    for verdict in message.verdicts:
        if results.get(verdict.method) != "pass":
            results[verdict.method] = verdict.result
    domain = message.from_.domain
    if results.get("dmarc") == "fail" or results.get("compauth") == "fail":
        said = Said("The mail was not sent by {domain}: it failed DMARC.", domain=domain)
        yield Risk("FORGED", Level.ALARM, said, domain, _call(party, message.from_))
        return
    if results.get("dmarc") == "pass":
        return
    bad = [
        m.upper() for m in ("spf", "dkim") if results.get(m) in {"fail", "softfail", "permerror"}
    ]
    good = [m for m in ("spf", "dkim") if results.get(m) == "pass"]
    if bad and not good:
        said = Said(
            "Nothing proves that {domain} sent this mail: {failed} failed.",
            domain=domain,
            failed=bad,
        )
        yield Risk("UNPROVEN", Level.WARNING, said, domain, Said(_CHECK))


# ------------------------------------------------------------------ pressure and files

_URGENT = re.compile(
    r"\b(?:urgent(?:ly|e|es|s)?|asap|immediately|right away|today|within (?:the hour"
    r"|\d+ hours)|last reminder|before (?:noon|close of business)"
    r"|immédiatement|sans délai|aujourd.hui|dans l.heure|au plus vite|dringend|sofort"
    r"|umgehend|heute noch|inmediatamente|confidentiel(?:le)?|confidential|discre(?:et|tion)"
    r"|ne pas (?:m.appeler|en parler)"
    r"|cannot (?:talk|speak)|do not call|don.t call)\b",
    re.IGNORECASE,
)
_PAYMENT = re.compile(
    r"\b(?:payments?|pay|wire|transfer|remit(?:tance)?|settle|bank account|gift cards?"
    r"|paiements?|payer|virements?|règlement|régler|Zahlung(?:en)?|überweis\w*|bezahlen"
    r"|transferencia|pagos?|bonifico|pagamento)\b",
    re.IGNORECASE,
)


def _urgency(message: Message, party: Party | None) -> Iterator[Risk]:
    text = f"{message.subject}\n{message.text}"[:_SCANNED]
    if (payment := _PAYMENT.search(text)) and (urgent := _URGENT.search(text)):
        said = Said(
            "It asks for a payment (“{payment}”) and presses (“{urgent}”).",
            payment=payment[0],
            urgent=urgent[0],
        )
        yield Risk(
            "PRESSURE", Level.WARNING, said, _around(text, urgent), _call(party, message.from_)
        )


def _files(message: Message) -> Iterator[Risk]:
    for file in message.attachments:
        for danger in file.marks:
            level = Level.WARNING if danger is Mark.MACRO else Level.ALARM
            said = Said("{name} {danger}.", name=file.name, danger=Said(danger.value))
            yield Risk(f"FILE-{danger.name}", level, said, file.name, Said(_OPEN_NOT))
