r"""What a mail says of goods and terms: enquiries of customers, quotations of suppliers.

Only proposed, each with the words it was read from; what is doubtful is left out. The articles
looked for are an argument: their codes and names, by the code to answer with.

>>> text = "Please quote 240 pcs of CER-BOL and 48 x Enamelled casserole 24 cm."
>>> for one in goods_in(text, {"CER-BOL": "CER-BOL", "Enamelled casserole 24 cm": "COC-24"}):
...     print(one.what, one.quantity, one.unit)
CER-BOL 240 PCE
COC-24 48 None
>>> said = "Unit price USD 2.35/pc FOB Ningbo, lead time 45 days, T/T 30% deposit."
>>> [(one.fact.name, str(one.value)) for one in terms_in(said, date(2026, 8, 4))]
[('INCOTERM', 'FOB Ningbo'), ('LEAD', '45')]
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from enum import Enum

from comptoir.mail.days import days_in
from comptoir.mail.extract import Extracted
from comptoir.mail.message import Message
from comptoir.records.kinds import folded
from comptoir.wording import Said, mark

_LONGEST = 160
_SCANNED = 40_000
_UNITS = {
    "pc": "PCE", "pcs": "PCE", "pce": "PCE", "pces": "PCE", "piece": "PCE", "pieces": "PCE",
    "unit": "PCE", "units": "PCE", "unite": "PCE", "unites": "PCE", "ea": "PCE", "stk": "PCE",
    "set": "SET", "sets": "SET", "jeu": "SET", "jeux": "SET", "pair": "PR", "pairs": "PR",
    "paire": "PR", "paires": "PR", "kg": "KG", "kgs": "KG", "t": "T", "mt": "T", "ton": "T",
    "tons": "T", "tonne": "T", "tonnes": "T", "box": "BOX", "boxes": "BOX", "carton": "BOX",
    "cartons": "BOX", "ctn": "BOX", "ctns": "BOX", "m": "M", "m2": "M2", "m3": "M3", "l": "L",
    "roll": "ROLL", "rolls": "ROLL",
}  # fmt: skip
_UNIT = "|".join(sorted(_UNITS, key=len, reverse=True))
_NUMBER = r"\d[\d .,'’\u00a0\u202f]*"
_MONEY = {
    "usd": "USD", "us$": "USD", "$": "USD", "eur": "EUR", "€": "EUR", "gbp": "GBP", "£": "GBP",
    "cny": "CNY", "rmb": "CNY", "jpy": "JPY", "chf": "CHF",
}  # fmt: skip
_SIGN = r"USD|US\$|\$|EUR|€|GBP|£|CNY|RMB|JPY|CHF"
_PRICE = re.compile(
    rf"(?:(?P<before>{_SIGN})\s*(?P<one>{_NUMBER})|(?P<two>{_NUMBER})\s*(?P<after>{_SIGN}))"
    rf"(?:\s*(?:/|per|par|le|la|each)\s*(?P<unit>{_UNIT})\b)?",
    re.IGNORECASE,
)
_RULE = re.compile(
    r"\b(EXW|FCA|CPT|CIP|DAP|DPU|DDP|FAS|FOB|CFR|CIF)\b[ ,:]*"
    r"((?:[A-ZÀ-Ý][\w'’-]*)(?:[ -](?:de |du |la |le |sur |City|[A-ZÀ-Ý])[\w'’-]*){0,3})?"
)
_LEAD = re.compile(
    r"\b(?:lead ?time|production(?: time)?|delivery(?: time)?|ready in|délai(?: de (?:livraison"
    r"|fabrication|production))?|Lieferzeit)\b[^.\n\d]{0,30}(\d{1,3})\s*"
    r"(days|jours|Tage|weeks|semaines|Wochen)",
    re.IGNORECASE,
)
_VALID = re.compile(
    r"\b(?:valid(?:ity)?(?: until| till| for)?|validité|valable jusqu.au|gültig bis)\b"
    r"([^\n]{0,60})",
    re.IGNORECASE,
)
_MINIMUM = re.compile(
    rf"\b(?:MOQ|minimum (?:order )?(?:quantity|qty)?|minimum de commande|quantité minimale)\b"
    rf"[^\d\n]{{0,20}}({_NUMBER})",
    re.IGNORECASE,
)
_TERMS = re.compile(
    r"\b(?:payment(?: terms)?|paiement|conditions de paiement|Zahlung)\b\s*[:=-]\s*([^\n.;]{3,60})",
    re.IGNORECASE,
)
_REFERENCE = re.compile(
    r"\b(?:quotation|quote|offer|devis|offre|cotation|Angebot|RFQ|enquiry|inquiry|PI)\s*"
    r"(?:no\.?|n°|number|ref\.?|nr\.?)\s*[:#]?\s*([A-Z0-9][A-Z0-9/_-]{2,20})",
    re.IGNORECASE,
)


class Quoted(Enum):
    """What may be read of a quotation."""

    PRICE = mark("price")
    INCOTERM = mark("Incoterm")
    LEAD = mark("lead time in days")
    VALID = mark("valid until")
    TERMS = mark("payment terms")
    MINIMUM = mark("minimum order")
    REFERENCE = mark("their reference")
    CURRENCY = mark("currency")


@dataclass(frozen=True, slots=True)
class Goods:
    """An article named with its quantity, and a price where one stands beside it."""

    what: str
    quantity: Decimal | None
    unit: str | None
    price: Decimal | None
    currency: str | None
    price_unit: str | None
    words: str


@dataclass(frozen=True, slots=True)
class Term:
    """One term read, with its words."""

    fact: Quoted
    value: object
    words: str

    @property
    def fact_said(self) -> Said:
        """The word for it."""
        return Said(self.fact.value)


def texts_of(message: Message, files: Sequence[Extracted] = ()) -> str:
    """The sender's own words and those of the files, as one text."""
    parts = [message.subject, message.text, *(one.text for one in files)]
    return "\n".join(part[:_SCANNED] for part in parts)


def number_in(text: str) -> Decimal | None:
    """A number as people write it: the last sign of two is the decimal one.

    >>> number_in("1 234,50"), number_in("1,234.50"), number_in("40,000"), number_in("2.35")
    (Decimal('1234.50'), Decimal('1234.50'), Decimal('40000'), Decimal('2.35'))
    """
    plain = re.sub(r"[\s'’\u00a0\u202f]", "", text).strip(".,")
    comma, point = plain.rfind(","), plain.rfind(".")
    if comma >= 0 and point >= 0:
        plain = plain.replace("," if comma < point else ".", "")
        plain = plain.replace(",", ".")
    elif comma >= 0 or point >= 0:
        sign = "," if comma >= 0 else "."
        groups = plain.split(sign)
        thousands = len(groups) > 2 or (sign == "," and len(groups[-1]) == 3)  # noqa: PLR2004 - digits
        plain = "".join(groups) if thousands else plain.replace(",", ".")
    try:
        return Decimal(plain)
    except InvalidOperation:
        return None


def goods_in(text: str, articles: Mapping[str, str]) -> Iterator[Goods]:
    """The *articles* named in the lines of *text*, each once, with what stands beside them."""
    names = sorted(((folded(name), code) for name, code in articles.items() if name),
                   key=lambda one: -len(one[0]))  # fmt: skip
    seen: set[str] = set()
    for line in _pieces(text):
        flat = folded(line)
        taken: list[tuple[int, int]] = []
        for name, code in names:
            at = _found(flat, name)
            if at < 0 or code in seen or any(a <= at < b for a, b in taken):
                continue
            taken.append((at, at + len(name)))
            seen.add(code)
            yield _goods(code, flat, at, len(name), line)


def _pieces(text: str) -> Iterator[str]:
    """Lines; a line of prose that names several articles is cut at its ``and`` and commas."""
    for line in text.splitlines():
        if "\t" in line or len(line) < 60:  # noqa: PLR2004 - a line of a table, or a short one
            yield line
        else:
            yield from re.split(r"(?:, | and | et | und )(?=\d)", line)


def _found(flat: str, name: str) -> int:
    hit = re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", flat)
    return hit.start() if hit else -1


def _goods(code: str, flat: str, at: int, long: int, line: str) -> Goods:
    before, after = flat[:at], flat[at + long :]
    price = next(iter(_PRICE.finditer(after)), None) or next(iter(_PRICE.finditer(before)), None)
    value, currency, unit = _price(price)
    rest = after if price is None else after.replace(price[0], " ")
    quantity, of = _quantity(before, rest)
    if value is None and "\t" in line:
        value = _product_of_the_row(line, quantity)
    return Goods(code, quantity, of, value, currency, unit, line.strip()[:_LONGEST])


def _price(hit: re.Match[str] | None) -> tuple[Decimal | None, str | None, str | None]:
    if hit is None:
        return None, None, None
    sign = (hit["before"] or hit["after"]).casefold()
    unit = _UNITS.get(hit["unit"].casefold()) if hit["unit"] else None
    return number_in(hit["one"] or hit["two"]), _MONEY[sign], unit


_BEFORE = re.compile(rf"({_NUMBER})\s*(?:({_UNIT})\b)?\s*(?:x|×|of|de|d.)?\s*(?:the |our |vos )?$")
_AFTER = re.compile(rf"^[^\d\n]{{0,60}}?({_NUMBER})\s*(?:({_UNIT})\b)?")


def _quantity(before: str, after: str) -> tuple[Decimal | None, str | None]:
    for text, pattern in ((before, _BEFORE), (after, _AFTER)):
        hit = pattern.search(text)
        if hit and (found := number_in(hit[1])) and found > 0:
            return found, _UNITS.get(hit[2].casefold()) if hit[2] else None
    return None, None


def _product_of_the_row(line: str, quantity: Decimal | None) -> Decimal | None:
    """The price in a row of a table: the number which, times the quantity, is another one."""
    numbers = [n for cell in line.split("\t") if (n := number_in(cell)) is not None]
    if quantity is None:
        return None
    fits = [
        one
        for one in numbers
        if one != quantity
        and any(
            abs(one * quantity - total) <= Decimal("0.05")
            for total in numbers
            if total not in {one, quantity}
        )
    ]
    return min(fits, default=None)


def terms_in(text: str, near: date) -> Iterator[Term]:
    """The terms that *text* states once: a term said in two ways is left to the reader."""
    found: dict[Quoted, dict[object, str]] = {}
    for line in text.splitlines():
        for one in _terms(line, near):
            found.setdefault(one.fact, {}).setdefault(one.value, one.words)
    for fact, values in found.items():
        if len(values) == 1:
            ((value, words),) = values.items()
            yield Term(fact, value, words)


def _terms(line: str, near: date) -> Iterator[Term]:
    words = line.strip()[:_LONGEST]
    for hit in _RULE.finditer(line):
        yield Term(Quoted.INCOTERM, f"{hit[1]} {hit[2] or ''}".strip(), words)
    for hit in _LEAD.finditer(line):
        weeks = hit[2].casefold() in {"weeks", "semaines", "wochen"}
        yield Term(Quoted.LEAD, int(hit[1]) * (7 if weeks else 1), words)
    for hit in _VALID.finditer(line):
        if day := _valid(hit[1], near):
            yield Term(Quoted.VALID, day, words)
    for hit in _MINIMUM.finditer(line):
        if number := number_in(hit[1]):
            yield Term(Quoted.MINIMUM, number, words)
    for hit in _TERMS.finditer(line):
        yield Term(Quoted.TERMS, hit[1].strip(), words)
    for hit in _REFERENCE.finditer(line):
        if re.search(r"\d", hit[1]):
            yield Term(Quoted.REFERENCE, hit[1].upper(), words)


def _valid(rest: str, near: date) -> date | None:
    days = {one.day for one in days_in(rest, near) if one.or_else is None}
    if len(days) == 1:
        return days.pop()
    hit = re.search(r"(\d{1,3})\s*(?:days|jours|Tage)", rest, re.IGNORECASE)
    return near + timedelta(days=int(hit[1])) if hit else None
