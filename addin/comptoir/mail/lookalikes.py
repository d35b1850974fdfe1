"""Domains that look like one we know, and may be taken for it.

Letters of other alphabets, digits for letters, pairs that look like one letter, a letter or two
off, a known name with a word added or with another ending.

Source
    Unicode UTS #39 (confusables): a small table of those met in domain names; RFC 3492
    (punycode).
"""

from __future__ import annotations

import unicodedata
from contextlib import suppress
from functools import lru_cache

from comptoir.mail.book import PUBLIC_DOMAINS
from comptoir.wording import Said, mark

SHORT_NAME = 5  # letters: below, one letter apart is chance
_LOOK, _LIKE = "аеорсухіјѕԁɡһкмтвнӏαενορτυικχ01358ıł", "aeopcyxijsdghkmtbhlaevoptuikxolesbil"
_ALIKE = str.maketrans(_LOOK, _LIKE)
_PAIRS = (("rn", "m"), ("vv", "w"), ("cl", "d"), ("nn", "m"))
_ADDED = frozenset(
    (
        *("group", "groupe", "payment", "payments", "invoice", "billing", "finance", "account"),
        *("accounts", "bank", "mail", "online", "secure", "support", "team", "office", "export"),
        *("int", "intl", "global", "eu", "fr", "de", "uk", "us", "cn", "co", "corp", "inc", "ltd"),
    )
)
_SECOND = frozenset(("co", "com", "org", "net", "gov", "ac", "edu"))


def within(domain: str, known: str) -> bool:
    """Whether *domain* is *known* or a part of it."""
    return domain == known or domain.endswith(f".{known}")


def _readable(domain: str) -> str:
    """*domain* with its punycode shown: xn--cm-fka.example is what people see as àcm.example."""
    labels = []
    for label in domain.lower().split("."):
        if label.startswith("xn--"):
            with suppress(UnicodeError, ValueError):
                label = label[4:].encode("ascii").decode("punycode")  # noqa: PLW2901 - shown instead
        labels.append(label)
    return ".".join(labels)


def registered_name(domain: str) -> tuple[str, str]:
    """The registered name and what follows it: ("acme", "co.uk")."""
    labels = domain.split(".")
    cut = 3 if len(labels) > 2 and labels[-2] in _SECOND else 2  # noqa: PLR2004 - labels
    return (labels[-cut], ".".join(labels[1 - cut :])) if len(labels) >= cut else (domain, "")


@lru_cache(maxsize=4096)
def _skeleton(name: str) -> str:
    """What *name* looks like at a glance."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    shape = bare.translate(_ALIKE)
    for look, like in _PAIRS:
        shape = shape.replace(look, like)
    return shape.replace("i", "l").replace("-", "")


def distance(a: str, b: str, most: int = 2) -> int:
    """Changes, additions, losses and swaps of neighbours between two words; *most* + 1 if more.

    >>> distance("acme", "amce"), distance("acme", "acmee"), distance("acme", "zenith")
    (1, 1, 3)
    """
    if abs(len(a) - len(b)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        before, last, row = row, before, [i]
        for j, y in enumerate(b, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)


def likeness(domain: str, known: str) -> Said | None:
    """Why *domain* may be taken for *known*; nothing where it is the same, or quite another.

    >>> print(likeness("acrne-valves.example", "acme-valves.example"))
    acrne-valves.example looks like acme-valves.example.
    >>> likeness("mail.acme.example", "acme.example"), likeness("zeta.example", "acme.example")
    (None, None)
    """
    if not domain or not known or within(domain, known) or domain in PUBLIC_DOMAINS:
        return None
    shown = _readable(domain)
    for sentence, holds in _LIKENESSES:
        if holds(shown, known):
            return Said(sentence, domain=shown, known=known)
    return None


def _has_another_ending(domain: str, known: str) -> bool:
    return registered_name(domain)[0] == registered_name(known)[0]


def _looks_the_same(domain: str, known: str) -> bool:
    return _skeleton(registered_name(domain)[0]) == _skeleton(registered_name(known)[0])


def _contains(domain: str, known: str) -> bool:
    return known in domain or registered_name(known)[0] in domain.split(".")[:-2]


def _is_letters_away(domain: str, known: str) -> bool:
    name, other = registered_name(domain)[0], registered_name(known)[0]
    near = 1 if len(other) < 9 else 2  # noqa: PLR2004 - letters
    return len(other) >= SHORT_NAME and distance(_skeleton(name), _skeleton(other), near) <= near


def _has_addition(domain: str, known: str) -> bool:
    name, other = registered_name(domain)[0], registered_name(known)[0]
    if len(other) < SHORT_NAME:
        return False
    rest = name.removeprefix(other) if name.startswith(other) else name.removesuffix(other)
    return rest != name and rest.strip("-") in _ADDED


@lru_cache(maxsize=4096)
def folded_name(name: str) -> str:
    """A name as it is compared: letters only, without accents, small."""
    bare = unicodedata.normalize("NFKD", name.translate(_LOOKS_LATIN)).casefold()
    return "".join(c for c in bare if c.isalpha())


_LOOKS_LATIN = str.maketrans({a: b for a, b in zip(_LOOK, _LIKE, strict=True) if not a.isdigit()})


_LIKENESSES = (
    (mark("{domain} is {known} with another ending."), _has_another_ending),
    (mark("{domain} looks like {known}."), _looks_the_same),
    (mark("{domain} has {known} in it, but belongs to somebody else."), _contains),
    (mark("{domain} is a letter or two away from {known}."), _is_letters_away),
    (mark("{domain} is {known} with a word added."), _has_addition),
)
