"""Facts read out of mails, offered to the assistant. Nothing is written without her yes.

A new ETA, an order confirmed with its date, a tracking number, an MRN, an arrival notice, a
claim: each with the words it was read from. Only the sender's own words and the attachments are
read, not what they quote. A question, a doubt or a "no change" proposes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from comptoir.mail.days import Written, days_in
from comptoir.mail.extract import Extracted
from comptoir.mail.message import Message
from comptoir.rules.numbers import KINDS
from comptoir.wording import Said, mark

_SCANNED = 20_000  # characters of each text
_LONGEST_QUOTE = 160


class Fact(Enum):
    """What is proposed. The value is what the assistant reads."""

    NEW_ETA = mark("new ETA")
    CONFIRMED = mark("order confirmed for")
    TRACKING = mark("tracking number")
    MRN = mark("customs MRN")
    ARRIVAL = mark("arrival notice")
    CLAIM = mark("claim or damage")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A fact, its value (a day, a number, or nothing), and the words that say so.

    *or_else* is the other reading of a day such as 03/04/2027. *where* is the subject, the text or
    the file it was read in.
    """

    fact: Fact
    value: date | str | None
    words: str
    where: Said
    or_else: date | None = None


_ETA = re.compile(
    r"\b(?:ETA|estimated (?:time|date) of arrival|(?:expected|estimated|new|revised) arrival"
    r"|arrivée (?:estimée|prévue|révisée)|date d.arrivée|arrivera|arrive désormais"
    r"|(?:voraussichtliche |neue )?Ankunft(?:szeit|stermin)?|llegada (?:estimada|prevista)"
    r"|fecha de llegada|arrivo previsto)\b",
    re.IGNORECASE,
)
_CONFIRMED = re.compile(
    r"\b(?:order confirmation|(?:we |hereby |is |are |now )confirm(?:ed|s|ing)?\b"
    r"|confirmed (?:for|delivery|date)"
    r"|confirmation de commande|accusé de réception de commande|nous (?:vous )?confirmons"
    r"|Auftragsbestätigung|(?:wir )?bestätigen (?:wir )?(?:Ihnen|Ihre|den|hiermit)"
    r"|confirmamos|confirmación de pedido|conferma d.ordine|confermiamo)",
    re.IGNORECASE,
)
_ASKED = re.compile(
    r"\?|\b(?:please|kindly|pls|can you|could you|need you to|must|to be|waiting for"
    r"|await\w*)\b[^.]{0,40}\bconfirm"
    r"|\bmerci de (?:nous |bien vouloir )?(?:nous )?confirmer|\b(?:pouvez|pourriez"
    r"|veuillez)[^.]{0,30}confirmer"
    r"|\bbitte\b[^.]{0,40}bestätigen|\brogamos|\bpor favor\b[^.]{0,30}confirm"
    r"|\b(?:cannot|can't|can not|not yet|unable to|ne pouvons|pas encore|noch nicht|nicht"
    r"|no podemos)\b",
    re.IGNORECASE,
)
_SAME = re.compile(
    r"\b(?:unchanged|no change|remains?|still|as planned|inchangée?|maintenue?|toujours"
    r"|unverändert|sin cambios)\b",
    re.IGNORECASE,
)
_OLD = re.compile(
    r"\b(?:instead of|previous(?:ly)?|was|were|originally|initial(?:ly)?|old|former|from"
    r"|au lieu d[ue]|initialement"
    r"|était|prévue? initialement|anciennement|du|statt|anstatt|ursprünglich|bisher|vom"
    r"|en lugar del?|del)"
    r" (?:the |le |on |planned |ETA |den |el )?$",
    re.IGNORECASE,
)
_DELIVERY = re.compile(
    r"\b(?:deliver\w*|ship\w*|dispatch\w*|ready|ex[- ]?works|ETD|livraison|expédi\w*|départ"
    r"|disponible|mise à disposition"
    r"|liefer\w*|versand\w*|abhol\w*|entrega|envío|consegna|spedizione|date|termin|delivery)\b",
    re.IGNORECASE,
)
_TRACKING = re.compile(
    r"\b(?:tracking(?: (?:no|number|code|id))?|track ?& ?trace|numéro de suivi|n° de suivi"
    r"|suivi n°|Sendungsnummer|Sendungsverfolgung"
    r"|número de seguimiento|waybill no)\b\.?\s*[:#nN°o.]{0,4}\s*(?:is |est |lautet "
    r"|:)?\s*([A-Z0-9][A-Z0-9 -]{7,34})",
    re.IGNORECASE,
)
_UPS = re.compile(r"\b1Z[0-9A-Z]{16}\b")
_MRN = re.compile(r"\b\d{2}[A-Z]{2}[A-Z0-9]{13}\d\b")
_ARRIVAL = re.compile(
    r"\b(?:arrival notice|notice of arrival|avis d.arrivée|Ankunftsanzeige|Ankunftsavis"
    r"|aviso de llegada|avviso d.arrivo)\b",
    re.IGNORECASE,
)
_CLAIM = re.compile(
    r"\b(?:we (?:hereby )?claim|claim (?:for|against|notice)|notice of claim|damaged|broken"
    r"|short[- ]?(?:shipped|delivered)|shortage"
    r"|réclamations?|réserves|endommagée?s?|avariée?s?|cassée?s?|manquants?|non[- ]conformes?"
    r"|Reklamation|beschädigt|Fehlmenge|mangelhaft|reclamación|dañad[oa]s?|reclamo"
    r"|danneggiat[oi])\b",
    re.IGNORECASE,
)
_ANY = re.compile(
    r"eta|arriv|ankunft|llegada|confirm|accus|bestätig|conferm|track|suivi|sendung|seguimiento"
    r"|waybill|1z|\d\d[a-z]{2}[a-z0-9]{13}\d|claim|damag|broken|short|réclam|réserv|endommag|avari"
    r"|cass|manqu|conform|reklam|beschädig|fehlmeng|mangelh|reclam|dañad|danneg"
)
"""What every sentence with news has in it, in small letters: looked for first, for speed."""
_NO_CLAIM = re.compile(
    r"\b(?:no|not|without|never|sans|aucune?s?|pas|non|keine?|ohne|nicht|sin"
    r"|ningún)\b[^.,;]{0,18}$",
    re.IGNORECASE,
)


def proposals(
    message: Message, texts: Sequence[Extracted] = (), *, today: date
) -> tuple[Proposal, ...]:
    """What *message* lets us know, each fact once. *today* stands for a mail without a date."""
    written = message.sent or message.received
    near = written.date() if written else today
    found: dict[tuple[Fact, object], Proposal] = {}
    for where, text in _read(message, texts):
        for one in _facts(text[:_SCANNED], where, near):
            found.setdefault((one.fact, one.value), one)
    return tuple(found.values())


def _read(message: Message, texts: Sequence[Extracted]) -> Iterator[tuple[Said, str]]:
    yield Said("the subject"), message.subject
    yield Said("the text"), message.text
    for extracted in texts:
        yield Said("the file {name}", name=extracted.name), extracted.text


def _sentences(text: str) -> Iterator[str]:
    """Sentences, which a line may cut: a heading and the line below it belong together."""
    for piece in re.split(r"(?<=[.!?])\s+(?=[A-ZÀ-ÖØ-Þ])|\n\s*\n|\n(?=[-*•] )", text):
        if sentence := re.sub(r"\s+", " ", piece).strip():
            yield sentence


def _facts(text: str, where: Said, near: date) -> Iterator[Proposal]:
    for sentence in _sentences(text):
        if not _ANY.search(sentence.lower()):
            continue
        words = sentence[:_LONGEST_QUOTE]
        yield from _eta(sentence, where, near)
        yield from _confirmed(sentence, where, near)
        yield from _numbers(sentence, words, where)
        if _ARRIVAL.search(sentence) and "?" not in sentence:
            yield Proposal(Fact.ARRIVAL, None, words, where)
        claim = _CLAIM.search(sentence)
        if claim and not _NO_CLAIM.search(sentence[: claim.start()]):
            yield Proposal(Fact.CLAIM, None, words, where)


def _news(sentence: str, days: Sequence[Written]) -> Written | None:
    """The day that is new: not the one it replaces, and the only one left."""
    left = [one for one in days if not _OLD.search(sentence[: one.start][-40:])]
    return left[0] if len({one.day for one in left}) == 1 else None


def _eta(sentence: str, where: Said, near: date) -> Iterator[Proposal]:
    said = _ETA.search(sentence)
    if not said or _SAME.search(sentence) or "?" in sentence:
        return
    after = [one for one in days_in(sentence, near) if one.start >= said.end()]
    close = [one for one in after if one.start - said.end() < 90]  # noqa: PLR2004 - characters
    if day := _news(sentence, close):
        yield Proposal(Fact.NEW_ETA, day.day, sentence[:_LONGEST_QUOTE], where, day.or_else)


def _confirmed(sentence: str, where: Said, near: date) -> Iterator[Proposal]:
    if not _CONFIRMED.search(sentence) or _ASKED.search(sentence):
        return
    if _DELIVERY.search(sentence) and (day := _news(sentence, days_in(sentence, near))):
        yield Proposal(Fact.CONFIRMED, day.day, sentence[:_LONGEST_QUOTE], where, day.or_else)


def _numbers(sentence: str, words: str, where: Said) -> Iterator[Proposal]:
    for hit in _UPS.finditer(sentence):
        yield Proposal(Fact.TRACKING, hit[0], words, where)
    for hit in _TRACKING.finditer(sentence):
        number = _number(hit[1])
        if number and not _UPS.fullmatch(number):
            yield Proposal(Fact.TRACKING, number, words, where)
    for hit in _MRN.finditer(sentence):
        if KINDS["mrn"].is_valid(hit[0]):
            yield Proposal(Fact.MRN, hit[0], words, where)


def _number(text: str) -> str | None:
    """The leading words of *text* that are a number: digits in each, eight signs together."""
    kept: list[str] = []
    for word in text.split():
        if not re.search(r"\d", word):
            break
        kept.append(word)
    number = "".join(kept).strip("-").upper()
    return number if sum(sign.isdigit() for sign in number) >= 6 and len(number) >= 8 else None  # noqa: PLR2004
