"""The monthly market note: what was kept of the news, markets in figures, with the sources."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from comptoir.letters.word import Picture


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteTold:
    """One piece of news in the note."""

    ref: str
    title: str
    source: str
    published: date | None = None
    summary: str = ""
    meaning: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicTold:
    """A topic with its news, the weightiest first."""

    name: str
    notes: tuple[NoteTold, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplierTold:
    """A supplier country of a market, in words ready to be read."""

    name: str
    value: str
    share: str
    growth: str
    price: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketTold:
    """A market: what it says in a sentence, its suppliers, its charts."""

    name: str
    said: str
    suppliers: tuple[SupplierTold, ...]
    source: str
    sizes: Picture | None = None
    shares: Picture | None = None


@dataclass(frozen=True, kw_only=True)
class MarketNote:
    """The note of a month."""

    period: str
    summary: str
    topics: tuple[TopicTold, ...]
    markets: tuple[MarketTold, ...]
    sources: tuple[str, ...]
    chart: Picture | None = None
