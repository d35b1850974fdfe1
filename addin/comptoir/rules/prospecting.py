"""Prospects: who may be written to, who is known already, what a lead is worth, what a reply says.

Sources
    Opposition: Reg. (EU) 2016/679 (GDPR) art. 21(2) and (3): at any time, without reason, and
    the data are then no longer used for marketing; it is kept so as to be respected.
    E-mail to professionals: Code des postes et des communications electroniques art. L34-5 and the
    CNIL's position: no prior consent where the message is about their trade and they can refuse;
    the refusal must be offered in each message. Elsewhere the law differs: to confirm.
    Points of a lead: ours.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from comptoir.wording import Said, mark

ALL, MAIL, LETTER, PHONE = "ALL", "MAIL", "LETTER", "PHONE"
OPPOSED = "OPPOSED"


@dataclass(frozen=True, slots=True)
class Answered:
    """What somebody answered when asked whether we may write: *who* is a party or an address."""

    who: str
    day: date
    answer: str
    scope: str = ALL


def refusal(answers: Iterable[Answered], who: Sequence[str], channel: str) -> Answered | None:
    """The refusal that forbids to reach any of *who* by *channel*; None where none does.

    The latest answer about everything or that channel counts, for each of *who* by itself: what
    a firm allowed does not undo what a person refused.

    >>> no = Answered("a@x.example", date(2026, 3, 1), "OPPOSED")
    >>> yes = Answered("ACME", date(2026, 5, 1), "CONSENT")
    >>> refusal([no, yes], ("ACME", "a@x.example"), "MAIL") is no
    True
    >>> later = Answered("a@x.example", date(2026, 6, 1), "CONSENT")
    >>> refusal([no, yes, later], ("ACME", "a@x.example"), "MAIL") is None
    True
    """
    told = [one for one in answers if one.scope in {ALL, channel}]
    for each in who:
        own = [one for one in told if one.who.casefold() == each.casefold()]
        last = max(own, key=lambda one: (one.day, one.answer == OPPOSED), default=None)
        if last is not None and last.answer == OPPOSED:
            return last
    return None


_FORMS = {
    "sa", "sas", "sasu", "sarl", "eurl", "snc", "sci", "gmbh", "ag", "kg", "ohg", "ug", "ltd",
    "limited", "llc", "inc", "corp", "co", "company", "plc", "spa", "srl", "sl", "slu", "bv", "nv",
    "ab", "oy", "as", "aps", "lda", "kk", "pvt", "pte", "sp", "z", "o", "oo", "doo", "ets",
    "etablissements", "societe", "the", "et", "and", "cie", "fils",
}  # fmt: skip
"""Words of a firm's name that do not tell it from another."""
_FREE_MAIL = {
    "gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "yahoo.com", "orange.fr",
    "free.fr", "wanadoo.fr", "gmx.de", "web.de", "qq.com", "163.com", "icloud.com",
}  # fmt: skip


def firm_words(name: str) -> str:
    """A firm's name as it is compared: no accents, signs or legal form.

    >>> firm_words("Établissements Diallo & Frères, S.A.R.L.")
    'diallo freres'
    """
    letters = unicodedata.normalize("NFKD", name.casefold())
    bare = "".join(one for one in letters if not unicodedata.combining(one)).replace(".", "")
    words = re.findall(r"\w+", bare)
    kept = [word for word in words if word not in _FORMS]
    return " ".join(kept or words)


def mail_domain(email: str) -> str:
    """The domain by which a firm is known; nothing for one that everybody shares.

    >>> mail_domain("anna@keller.example"), mail_domain("keller@gmail.com")
    ('keller.example', '')
    """
    domain = email.rpartition("@")[2].casefold()
    return "" if domain in _FREE_MAIL else domain


@dataclass(frozen=True, slots=True)
class Firm:
    """What a firm is known by."""

    key: str
    name: str
    country: str = ""
    email: str = ""
    phone: str = ""
    vat: str = ""


def same_firm(one: Firm, other: Firm) -> Said | None:
    """Why two are one firm; None where nothing says so.

    >>> a = Firm("A", "Keller Küchenwelt GmbH", "DE", "info@keller.example")
    >>> print(same_firm(a, Firm("", "KELLER KUCHENWELT", "DE")))
    same name in the same country
    >>> same_firm(a, Firm("", "Keller Küchenwelt", "AT")) is None
    True
    """
    if one.vat and one.vat == other.vat:
        return Said("same VAT number")
    if one.email and one.email.casefold() == other.email.casefold():
        return Said("same e-mail address")
    if mail_domain(one.email) and mail_domain(one.email) == mail_domain(other.email):
        return Said("same mail domain")
    digits = [re.sub(r"\D", "", phone)[-9:] for phone in (one.phone, other.phone)]
    if len(digits[0]) == 9 and digits[0] == digits[1]:  # noqa: PLR2004 - a whole number
        return Said("same telephone number")
    if firm_words(one.name) == firm_words(other.name) and one.country == other.country:
        return Said("same name in the same country")
    return None


@dataclass(frozen=True, slots=True)
class Lead:
    """What is known of a lead, for its points."""

    origin: str = "OTHER"
    need: bool = False
    potential: Decimal | None = None
    served_country: bool = False
    reachable: bool = False
    replied: str = ""
    days_silent: int | None = None
    next_step: bool = False


_ORIGINS = {"REFERRAL": 20, "FAIR": 15, "WEB": 15, "CAMPAIGN": 10, "WATCH": 5, "LIST": 0}
_REPLIES = {"INTERESTED": 25, "ORDERED": 30, "REPLIED": 10}
_POTENTIALS = ((Decimal(50_000), 20), (Decimal(20_000), 15), (Decimal(5_000), 8))
_SILENT, _LOST_FOR_SILENCE = 60, 15


def lead_score(lead: Lead) -> tuple[int, list[Said]]:
    """The points of a lead, from 0 to 100, each with its reason.

    >>> points, why = lead_score(Lead("FAIR", need=True, potential=Decimal(25_000), reachable=True))
    >>> points, [str(one) for one in why][:2]
    (55, ['+15 where it comes from', '+20 the need is known'])
    """
    potential = lead.potential or Decimal(0)
    worth = next((points for least, points in _POTENTIALS if potential >= least), 0)
    silent = lead.days_silent is not None and lead.days_silent > _SILENT
    told = [
        (_ORIGINS.get(lead.origin, 0), mark("+{points} where it comes from")),
        (20 if lead.need else 0, mark("+{points} the need is known")),
        (worth, mark("+{points} what they could buy")),
        (10 if lead.served_country else 0, mark("+{points} we sell in their country already")),
        (5 if lead.reachable else 0, mark("+{points} somebody can be written to")),
        (_REPLIES.get(lead.replied, 0), mark("+{points} they answered")),
        (5 if lead.next_step else 0, mark("+{points} a next step is agreed")),
        (-_LOST_FOR_SILENCE if silent else 0, mark("{points} silent for two months")),
    ]
    why = [Said(sentence, points=points) for points, sentence in told if points]
    return max(0, min(100, sum(points for points, _ in told))), why


BOUNCED, REFUSED, ORDERED, INTERESTED, REPLIED, AWAY = (
    "BOUNCED", "REFUSED", "ORDERED", "INTERESTED", "REPLIED", "AWAY",
)  # fmt: skip
_NOT_DELIVERED = (
    r"undeliver|mail delivery (?:failed|subsystem)|delivery status notification|non remis"
    r"|unzustellbar|address not found|user unknown|message non distribue"
)
_AWAY = (
    r"out of (?:the )?office|automatic reply|reponse automatique|absence du bureau"
    r"|abwesenheit|je suis absent|i am away|auto(?:matic)?[- ]?reply"
)
_NO = (
    r"unsubscribe|desabonn|desinscri|no more (?:letters|mails?|e-?mails?)|remove (?:me|us)"
    r"|ne (?:plus|pas) (?:m'|nous |me )?(?:ecrire|envoyer|contacter|recevoir)|stop\b"
    r"|plus (?:recevoir|de (?:courriels?|mails?|lettres?))|not interested|pas interesse"
    r"|no longer wish|kein interesse|retirez|(?:do not|don't) (?:write|contact|send)"
)
_ORDERS = (
    r"(?:our|my|trial|please find (?:enclosed|attached) (?:our|the)) (?:purchase )?order\b"
    r"|we (?:would like to |wish to |hereby )?order\b|(?:notre|bon de|ma) commande"
    r"|nous commandons|passons commande|commande d'essai"
)
_KEEN = (
    r"interest(?:ed|ing)|interesse|samples?\b|echantillons?|price list|tarif|catalog(?:ue)?"
    r"|send (?:us|me)|envoye[zr]|quotation|devis|appointment|rendez-vous|call (?:me|us)"
    r"|rappele|would like|souhait|muster|preisliste"
)
_SIGNS = (
    (BOUNCED, _NOT_DELIVERED),
    (AWAY, _AWAY),
    (REFUSED, _NO),
    (ORDERED, _ORDERS),
    (INTERESTED, _KEEN),
)


def reply_says(subject: str, text: str) -> tuple[str, str]:
    """What an answer to a campaign says, and the words that say so.

    A refusal is looked for before anything kind: whoever wants no more letters gets none.

    >>> reply_says("Re: casseroles", "Thank you, your price list is welcome.")
    ('INTERESTED', 'price list')
    >>> reply_says("Re: cocottes", "Merci de ne plus nous écrire, même avec un tarif.")
    ('REFUSED', 'ne plus nous ecrire')
    >>> reply_says("Re: x", "Thank you.")
    ('REPLIED', '')
    """
    letters = unicodedata.normalize("NFKD", f"{subject}\n{text}".casefold().replace("’", "'"))
    bare = "".join(one for one in letters if not unicodedata.combining(one))
    for says, pattern in _SIGNS:
        if found := re.search(pattern, bare):
            return says, found[0]
    return REPLIED, ""
