"""Reads terms of payment from codes, and from the words French and English papers use.

A text that says "end of month" without saying how takes the customer's own reading.
What is not understood is refused: a term guessed wrong is money late.

Sources
    Codes of the house: ADV, NET n, NET n RECEIPT, EOM n A or B, CAD, DP, DA n, LC, OA.
    C. com. art. L441-10 I, for an open account without days (30 days after receipt).

>>> print(parse("45 jours fin de mois"), "|", parse("30 jours fin de mois le 10"))
EOM 45 A | EOM 30 A +10
>>> print(parse("30 % à la commande, solde avant expédition"))
30 % ADV, 70 % NET 0 SHIPMENT
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from comptoir.errors import Refused
from comptoir.rules.law import PRINTED, Overrides, timeline
from comptoir.rules.payment.terms import Instrument, MonthEnd, Term, Terms, Trigger
from comptoir.wording import mark

_HUNDRED = Decimal(100)
_LONGEST = 999


class NotTerms(Refused, ValueError):
    """Words that no term of payment is read from."""

    message = mark(
        "{given} is not read as terms of payment. Nothing was kept."
        " Write, for example, NET 60, EOM 45 A, 30 % order + 70 % shipment, CAD, DA 60 or LC SIGHT."
    )


class SharesAmiss(Refused, ValueError):
    """Instalments that do not make a hundred percent."""

    message = mark(
        "The instalments of {given} make {total} %, not 100 %. Nothing was kept. Correct them."
    )


def parse(text: str, reading: MonthEnd = MonthEnd.AFTER_DAYS, ours: Overrides = PRINTED) -> Terms:
    """Read terms from codes or from French or English words.

    *reading* is the customer's own for an "end of month" that does not say. *ours* holds
    a desk's own values for the law: an open account without days takes the legal term.

    Raises `NotTerms` or `SharesAmiss`.
    """
    plain = _DEPOSIT.sub(r"\1 % deposit", _plain(text))
    if _BALANCE.search(plain) and "%" not in plain:
        raise NotTerms(given=text)
    pieces = [piece for piece in _BETWEEN.split(plain) if piece.strip()]
    if len(pieces) < 2 or "%" not in plain:  # noqa: PLR2004 - a single term
        _refuse_a_part(plain, text)
        return Terms((_single(_PERCENT.sub("", plain), text, reading, ours),))
    parts, left = [], _HUNDRED
    for piece in pieces:
        percent = _PERCENT.search(piece)
        if percent is None and not _BALANCE.search(piece):
            raise NotTerms(given=text)
        share = Decimal(percent[1].replace(",", ".")) if percent else left
        left -= share
        words = _PERCENT.sub("", piece)
        parts.append(replace(_single(words, text, reading, ours), share=share))
    if left or any(part.share <= 0 for part in parts):
        raise SharesAmiss(given=text, total=sum(part.share for part in parts))
    return Terms(tuple(parts))


def _refuse_a_part(plain: str, text: str) -> None:
    """Terms of one term are for the whole: a deposit alone does not say when the rest is due."""
    percent = _PERCENT.search(plain)
    if percent and (share := Decimal(percent[1].replace(",", "."))) != _HUNDRED:
        raise SharesAmiss(given=text, total=share)


_DEPOSIT = re.compile(r"\bdep\s*(\d+(?:[.,]\d+)?)(?!\s*%)")
_BALANCE = re.compile(r"\bbal(?:ance)?\b|\bsolde\b|\breste\b|\brest\b|\bremainder\b")
_PERCENT = re.compile(r"(\d+(?:[.,]\d+)?)\s*%")
_BETWEEN = re.compile(
    r"\s*[;+/]\s*(?=\d+(?:[.,]\d+)?\s*%|bal|solde)|,\s+|\s+(?:and|et|puis|then)\s+"
)
_MONTH = r"(?:fin (?:de |du )?mois|fdm|eom|end of (?:the )?month|month end)"
_MONTH_END = re.compile(_MONTH)
_THEN_DAYS = re.compile(
    rf"{_MONTH}\s*(?:\+|plus|puis|then)\s*\d+\s*(?:j|d)"
    rf"|(?:after|from|apres|a partir de)\s+(?:la |the )?{_MONTH}"
)
_ON_THE = re.compile(r"(?:\ble|\bthe|\+)\s*(\d{1,2})\b(?!\s*(?:j|d|jours?|days?)\b)")
_READING = re.compile(rf"(?:\b(?:reading|lecture)\s+|(?:{_MONTH}|\d)\s*\(?\s*)(a|b)\b(?!\s+[a-z])")
_OTHER_SPANS = re.compile(
    r"\b(?:mois|months?|semaines?|weeks?|ans?|annees?|years?|decades?|quinzaine|trimestre|quarter)\b"
)
_NEXT_MONTH = re.compile(r"\b(?:suivant|following|next|prochain)\b")
_NUMBER = re.compile(r"\d+")


def _plain(text: str) -> str:
    bare = unicodedata.normalize("NFKD", text)
    kept = "".join(sign for sign in bare if not unicodedata.combining(sign))
    return " ".join(kept.lower().replace("’", "'").split())


def _single(words: str, text: str, reading: MonthEnd, ours: Overrides) -> Term:
    if _MONTH_END.search(words):
        return _at_month_end(words, text, reading)
    numbers = _NUMBER.findall(words)
    days = int(numbers[0]) if numbers else None
    if len(numbers) > 1 or (days or 0) > _LONGEST or _OTHER_SPANS.search(words):
        raise NotTerms(given=text)
    for pattern, make in _WORDS:
        if pattern.search(words):
            if term := make(days):
                return term
            break
    if re.search(r"\boa\b|open account|compte ouvert", words):
        lawful = int(timeline("payment", "default_term_days", ours).entries[-1].number)
        return Term(Trigger.INVOICE, days) if days else Term(Trigger.RECEIPT, lawful)
    raise NotTerms(given=text)


def _at_month_end(words: str, text: str, reading: MonthEnd) -> Term:
    then_days = _THEN_DAYS.search(words)
    on_the = None if then_days else _ON_THE.search(words)
    rest = words if on_the is None else words.replace(on_the[0], " ")
    numbers = _NUMBER.findall(rest)
    next_month = on_the is None and _NEXT_MONTH.search(words)
    if len(numbers) > 1 or (numbers and int(numbers[0]) > _LONGEST) or next_month:
        raise NotTerms(given=text)
    named = _READING.search(rest)
    if named:
        reading = MonthEnd(named[1].upper())
    elif then_days:
        reading = MonthEnd.BEFORE_DAYS
    day = int(on_the[1]) if on_the else None
    if day is not None and not 1 <= day <= 31:  # noqa: PLR2004 - days of a month
        raise NotTerms(given=text)
    return Term(Trigger.INVOICE, int(numbers[0]) if numbers else 0, _HUNDRED, reading, day)


_Make = Callable[[int | None], Term | None]
_WORDS: tuple[tuple[re.Pattern[str], _Make], ...] = (
    (
        re.compile(r"\bl/?c\b|credoc|letter of credit|lettre de credit|credit documentaire"
                   r"|documentary credit"),
        lambda days: (
            Term(Trigger.DOCUMENTS, instrument=Instrument.CREDIT)
            if days is None
            else Term(Trigger.SHIPMENT, days, instrument=Instrument.CREDIT)
        ),
    ),
    (
        re.compile(r"\bd/?a\b|against acceptance|contre acceptation"),
        lambda days: Term(Trigger.ACCEPTANCE, days or 0, instrument=Instrument.ACCEPTANCE),
    ),
    (
        re.compile(r"\bd/?p\b|documents? against payment|documents contre paiement"),
        lambda _: Term(Trigger.DOCUMENTS, instrument=Instrument.COLLECTION),
    ),
    (
        re.compile(r"\bcad\b|cash against doc|contre (?:copie des )?documents"),
        lambda _: Term(Trigger.DOCUMENTS, instrument=Instrument.CASH_AGAINST_DOCUMENTS),
    ),
    (
        re.compile(r"\badv\b|\bcia\b|advance|prepa|pre-pa|d'avance|with order|commande"
                   r"|\border\b|deposit|acompte|down payment"),
        lambda days: Term(Trigger.ORDER, days or 0),
    ),
    (
        re.compile(r"copy (?:of )?doc|copie|\bdocuments?\b"),
        lambda days: Term(Trigger.DOCUMENTS, days or 0),
    ),
    (
        re.compile(r"shipment|shipping|expedition|chargement|embarquement|\bb/?l\b|connaissement"
                   r"|\bbal(?:ance)?\b$|^\s*solde\s*$"),
        lambda days: Term(Trigger.SHIPMENT, days or 0),
    ),
    (
        re.compile(r"receipt (?:of )?goods|reception (?:des |de la )?(?:marchandises?|livraison)"
                   r"|delivery|livraison|\d.*\b(?:receipt|reception)\b"
                   r"(?! (?:of |de )?(?:la |the )?(?:facture|invoice))"),
        lambda days: Term(Trigger.RECEIPT, days or 0),
    ),
    (
        re.compile(r"\bnets?\b|\bjours?\b|\bdays?\b|\d+ ?[jd]\b|\boa \d"),
        lambda days: None if days is None else Term(Trigger.INVOICE, days),
    ),
    (
        re.compile(r"comptant|a reception|on receipt|upon receipt|immediate|\bcash\b"),
        lambda _: Term(Trigger.INVOICE),
    ),
)  # fmt: skip
