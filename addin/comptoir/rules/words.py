"""Amounts in words, as drafts, cheques and certificates want them.

Sources
    French: Dictionnaire de l'Académie (cent and vingt take an s when multiplied and last,
    not before mille; million and milliard are nouns and take "de").
    English: British usage ("one hundred and one").
    Integers by `num2words`; its own currency mode is not used: it writes "un million
    euros", and knows neither the dinar's thousandths nor the yen's want of cents.

>>> in_words(Money("1000080.21", "EUR"), "fr")
'un million quatre-vingts euros et vingt et un centimes'
>>> in_words(Money("2000000", "EUR"), "fr")
"deux millions d'euros"
>>> in_words(Money("48500.50", "USD"), "en")
'forty-eight thousand, five hundred US dollars and fifty cents'
>>> in_words(Money("1.015", "TND"), "fr")
'un dinar tunisien et quinze millimes'
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from num2words import num2words

from comptoir.errors import Refused
from comptoir.rules.money import Money, minor_units
from comptoir.wording import mark

_MOST = 10**15
_NOUNS = re.compile(r"(million|milliard|billion)s?$")


class TooMuch(Refused, ValueError):
    """An amount beyond a thousand billions."""

    message = mark("{amount} is too much to be written in words. Nothing was written. Check it.")


@dataclass(frozen=True, slots=True)
class _Noun:
    """A word for one, the word for many, and whether French makes it feminine."""

    one: str
    many: str
    feminine: bool = False


def _regular(text: str) -> _Noun:
    """``dinar tunisien`` → dinars tunisiens; a leading ``*`` marks the feminine."""
    word = text.removeprefix("*")
    one, _, many = word.partition("/")
    return _Noun(one, many or " ".join(f"{part}s" for part in one.split()), text.startswith("*"))


# Code: French main and minor, English main and minor. "/" gives an irregular plural.
# fmt: off
_WORDS = {
    "AED": ("dirham émirien", "fils/fils", "UAE dirham/UAE dirhams", "fils/fils"),
    "AUD": ("dollar australien", "cent", "Australian dollar/Australian dollars", "cent"),
    "BHD": ("dinar bahreïnien", "fils/fils", "Bahraini dinar/Bahraini dinars", "fils/fils"),
    "BRL": (
        "réal brésilien/réaux brésiliens", "centavo",
        "Brazilian real/Brazilian reais", "centavo",
    ),
    "CAD": ("dollar canadien", "cent", "Canadian dollar/Canadian dollars", "cent"),
    "CHF": ("franc suisse", "centime", "Swiss franc/Swiss francs", "centime"),
    "CNY": ("yuan/yuans", "fen/fens", "yuan/yuan", "fen/fen"),
    "CZK": ("*couronne tchèque", "haléř/haléřů", "Czech koruna/Czech koruny", "haler/halers"),
    "DKK": ("*couronne danoise", "øre/øre", "Danish krone/Danish kroner", "øre/øre"),
    "DZD": ("dinar algérien", "centime", "Algerian dinar/Algerian dinars", "centime"),
    "EGP": ("*livre égyptienne", "*piastre", "Egyptian pound/Egyptian pounds", "piastre"),
    "EUR": ("euro", "centime", "euro", "cent"),
    "GBP": (
        "*livre sterling/livres sterling", "penny/pence",
        "pound sterling/pounds sterling", "penny/pence",
    ),
    "HKD": (
        "dollar de Hong Kong/dollars de Hong Kong", "cent",
        "Hong Kong dollar/Hong Kong dollars", "cent",
    ),
    "HUF": ("forint", "fillér/fillér", "forint/forints", "fillér/fillér"),
    "INR": ("*roupie indienne", "paisa/paise", "Indian rupee/Indian rupees", "paisa/paise"),
    "JPY": ("yen", "", "yen/yen", ""),
    "KRW": ("won", "", "won/won", ""),
    "KWD": ("dinar koweïtien", "fils/fils", "Kuwaiti dinar/Kuwaiti dinars", "fils/fils"),
    "MAD": ("dirham marocain", "centime", "Moroccan dirham/Moroccan dirhams", "centime"),
    "MXN": ("peso mexicain", "centavo", "Mexican peso/Mexican pesos", "centavo"),
    "NOK": ("*couronne norvégienne", "øre/øre", "Norwegian krone/Norwegian kroner", "øre/øre"),
    "PLN": ("zloty", "grosz/groszy", "zloty/zlotys", "grosz/groszy"),
    "QAR": ("riyal qatarien", "dirham", "Qatari riyal/Qatari riyals", "dirham"),
    "RON": ("leu roumain/lei roumains", "ban/bani", "Romanian leu/Romanian lei", "ban/bani"),
    "SAR": ("riyal saoudien", "halala/halalas", "Saudi riyal/Saudi riyals", "halala/halalas"),
    "SEK": ("*couronne suédoise", "öre/öre", "Swedish krona/Swedish kronor", "öre/öre"),
    "SGD": (
        "dollar de Singapour/dollars de Singapour", "cent",
        "Singapore dollar/Singapore dollars", "cent",
    ),
    "TND": ("dinar tunisien", "millime", "Tunisian dinar/Tunisian dinars", "millime"),
    "TRY": ("*livre turque", "kuruş/kuruş", "Turkish lira/Turkish lira", "kuruş/kuruş"),
    "USD": ("dollar américain", "cent", "US dollar/US dollars", "cent"),
    "XAF": ("franc CFA/francs CFA", "", "CFA franc/CFA francs", ""),
    "XOF": ("franc CFA/francs CFA", "", "CFA franc/CFA francs", ""),
    "ZAR": ("rand", "cent", "rand/rand", "cent"),
}
# fmt: on


def in_words(amount: Money, lang: str) -> str:
    """*amount*, rounded to its minor unit, in words of *lang* (``fr`` or ``en``).

    A currency without words of its own keeps its code, and its cents as a fraction.

    Raises `TooMuch` from a thousand billions (10¹⁵) on.

    >>> in_words(Money("1250.75", "ISK"), "en"), in_words(Money("1250.75", "PEN"), "fr")
    ('one thousand, two hundred and fifty-one ISK', 'mille deux cent cinquante PEN et 75/100')
    """
    rounded = amount.rounded()
    decimals = minor_units(amount.currency)
    whole, rest = divmod(int(abs(rounded.amount).scaleb(decimals)), 10**decimals)
    if whole >= _MOST:
        raise TooMuch(amount=amount)
    main, minor = _nouns(amount.currency, lang)
    said = _counted(whole, main, lang)
    if rest:
        part = _counted(rest, minor, lang) if minor else f"{rest}/{10**decimals}"
        joined = f"{said} {'et' if lang == 'fr' else 'and'} {part}"
        said = part if whole == 0 and minor else joined
    if rounded.amount < 0:
        said = f"{'moins' if lang == 'fr' else 'minus'} {said}"
    return said


def _nouns(currency: str, lang: str) -> tuple[_Noun, _Noun | None]:
    if currency not in _WORDS:
        return _Noun(currency, currency), None
    french_main, french_minor, english_main, english_minor = _WORDS[currency]
    main, minor = (french_main, french_minor) if lang == "fr" else (english_main, english_minor)
    return _regular(main), _regular(minor) if minor else None


def _counted(number: int, noun: _Noun, lang: str) -> str:
    words = str(num2words(number, lang=lang))
    if lang == "en":
        return f"{words} {noun.one if number == 1 else noun.many}"
    word = noun.one if number <= 1 else noun.many
    if noun.feminine and words.endswith("un"):
        words += "e"
    if _NOUNS.search(words) and not noun.one.isupper():
        return f"{words} d'{word}" if word[0] in "aeéiou" else f"{words} de {word}"
    return f"{words} {word}"
