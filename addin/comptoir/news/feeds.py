"""A feed (RSS, Atom, RDF) or a page of text as plain items: titles, links, days, words.

Read by feedparser from bytes only, so that it opens nothing by itself. A feed that declares
entities is refused: it is how a small file becomes a huge one. Every text loses its markup, its
control characters and its excess; a link is http or https, or nothing.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from comptoir.errors import Refused
from comptoir.wording import mark

MOST_ITEMS = 300
TITLE, SUMMARY, LINK = 280, 1500, 480
_END = re.compile(rb"</(?:item|entry)>", re.IGNORECASE)
_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)


class NotAFeed(Refused):
    message = mark("{address} is no feed that can be read: {why} Nothing of it was taken.")


@dataclass(frozen=True, slots=True)
class Item:
    """One piece of news, as plain text."""

    title: str
    link: str
    summary: str
    published: date | None


def read_feed(data: bytes, address: str) -> list[Item]:
    """The items of a feed, the first ones of a very long one. Raises `NotAFeed`."""
    import feedparser  # noqa: PLC0415 - only where a feed is read

    if _ENTITY.search(data):
        raise NotAFeed(address=address, why="it declares entities, as hostile files do.")
    told = feedparser.parse(_beginning(data), sanitize_html=True, resolve_relative_uris=False)
    if not told.entries and not told.version:
        raise NotAFeed(address=address, why="it has no items.")
    items = [_item(entry) for entry in told.entries[:MOST_ITEMS]]
    return [one for one in items if one.title]


def _beginning(data: bytes) -> bytes:
    """The feed up to its last item read: parsing a thousand more would take minutes."""
    ends = (found.end() for found in _END.finditer(data))
    last = next(islice(ends, MOST_ITEMS - 1, None), len(data))
    return data[:last]


def _item(entry: Mapping[str, Any]) -> Item:
    content = entry.get("content") or [{}]
    text = entry.get("summary") or content[0].get("value") or ""
    when = entry.get("published_parsed") or entry.get("updated_parsed")
    return Item(
        plain(str(entry.get("title") or ""), TITLE),
        safe_link(str(entry.get("link") or "")),
        plain(str(text), SUMMARY),
        _day(when),
    )


def _day(when: Any) -> date | None:
    try:
        return date(when[0], when[1], when[2]) if when else None
    except (ValueError, TypeError):
        return None


def plain(text: str, longest: int) -> str:
    """*text* without markup, control characters or what is beyond *longest*.

    >>> plain("<p>Steel &amp; <b>tin</b><script>alert(1)</script></p>", 40)
    'Steel & tin'
    >>> plain("=cmd|' /C calc'!A0", 40)
    "=cmd|' /C calc'!A0"
    """
    import nh3  # noqa: PLC0415 - only where news is read

    bare = html.unescape(nh3.clean(text[: 40 * longest], tags=set()))
    kept = "".join(
        " " if unicodedata.category(one) in {"Zl", "Zp", "Cc"} else one
        for one in bare
        if unicodedata.category(one) not in {"Cf", "Cs", "Co", "Cn"}
    )
    words = " ".join(kept.split())
    return words if len(words) <= longest else words[: longest - 1].rstrip() + "…"


def safe_link(link: str) -> str:
    """A link that may be shown: http or https, of a reasonable length; else nothing.

    >>> safe_link("javascript:alert(1)"), safe_link("https://example.com/a")
    ('', 'https://example.com/a')
    """
    text = plain(link, LINK + 1)
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    known = parts.scheme in {"http", "https"} and bool(parts.netloc)
    return text if known and len(text) <= LINK and " " not in text else ""


def read_text(text: str) -> Item:
    """A page or newsletter as one item: its first line is the title."""
    first, _, rest = text.strip().partition("\n")
    return Item(plain(first, TITLE), "", plain(rest, SUMMARY), None)
