"""The partners as a fraud may pretend to be them: whose address it is, and whose it resembles.

Asked of every mail, so each question is one look-up; what a domain resembles is found once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from comptoir.mail.book import PUBLIC_DOMAINS
from comptoir.mail.lookalikes import SHORT_NAME, folded_name, likeness, within
from comptoir.mail.message import Address
from comptoir.wording import Said


@dataclass(frozen=True, slots=True)
class Party:
    """What we know of a partner from before, not from mails."""

    code: str
    name: str
    emails: frozenset[str] = frozenset()
    domains: frozenset[str] = frozenset()
    ibans: frozenset[str] = frozenset()
    bics: frozenset[str] = frozenset()
    phone: str = ""

    def writes_from(self, address: Address) -> bool:
        """Whether *address* is one of its own."""
        domain = address.domain
        return address.email in self.emails or (
            domain not in PUBLIC_DOMAINS and any(within(domain, one) for one in self.domains)
        )


@dataclass(frozen=True, slots=True)
class Parties:
    """All partners, ready to be looked up; of several that fit, the first counts."""

    every: Sequence[Party]
    _at: dict[str, int] = field(init=False, repr=False, compare=False)
    """The first party of each address and of each domain."""
    _named: dict[str, list[Party]] = field(init=False, repr=False, compare=False)
    _alike: dict[str, Party | None] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        at: dict[str, int] = {}
        named: dict[str, list[Party]] = {}
        for number, party in enumerate(self.every):
            for one in (*party.emails, *party.domains - PUBLIC_DOMAINS):
                at.setdefault(one, number)
            named.setdefault(folded_name(party.name), []).append(party)
        for name, value in (("_at", at), ("_named", named), ("_alike", {})):
            object.__setattr__(self, name, value)

    def of(self, address: Address) -> Party | None:
        """The party that writes from *address*, or from a part of its domain."""
        found = [self._at[one] for one in _wider(address) if one in self._at]
        return self.every[min(found)] if found else None

    def resembled(self, domain: str) -> Party | None:
        """The party for whose domain *domain* may be taken."""
        if domain not in self._alike:
            alike = (p for p in self.every if any(likeness(domain, one) for one in p.domains))
            self._alike[domain] = next(alike, None)
        return self._alike[domain]

    def in_name(self, folded: str) -> Party | None:
        """The party whose name stands in a name shown, both folded."""
        names = (name for name in self._named if len(name) > SHORT_NAME and name in folded)
        found = next(names, None)
        return self._named[found][0] if found else None

    def called(self, folded: str) -> Iterable[Party]:
        """The parties of exactly that name, folded."""
        return self._named.get(folded, ())

    def warning(self, domain: str, ours: Iterable[str]) -> Said | None:
        """Why *domain* may be taken for a party's, or for one of *ours*; the first in order."""
        party = self.resembled(domain)
        known = {*(party.domains if party else ()), *ours}
        found = (likeness(domain, one) for one in sorted(known))
        return next((said for said in found if said), None)


def _wider(address: Address) -> Iterator[str]:
    """An address, and its domain with ever fewer labels in front."""
    yield address.email
    domain = address.domain
    while domain not in PUBLIC_DOMAINS and domain:
        yield domain
        domain = domain.partition(".")[2]
