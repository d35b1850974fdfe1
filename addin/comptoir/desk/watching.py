"""The market watch: sources read when their day has come, news scored, kept once.

The network is asked first, outside any transaction; then everything found is written in one save.
A source that fails is noted and never stops the others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import Connection

from comptoir import store
from comptoir.desk import Desk
from comptoir.desk.deed import Deed
from comptoir.errors import ComptoirError
from comptoir.news.feeds import Item, NotAFeed, read_feed, read_text
from comptoir.news.fetching import Answer, NoAnswer, State, fetched, state_of
from comptoir.records import RECORDS, Row, Rows
from comptoir.rules.watching import Met, Topic, listed, marks, score
from comptoir.wording import Said

SOURCE = "watch"
"""Under which the news already taken is remembered."""
LEAST = 15
"""Fewest points that make a note."""
OLDEST = timedelta(days=90)
"""News older than this when it is found is left alone."""
Fetch = Callable[[str, State], Answer]


@dataclass(frozen=True, slots=True)
class Read:
    """What one source gave: its items, its new state, or why there is nothing."""

    source: str
    name: str
    items: tuple[Item, ...] = ()
    state: State | None = None
    trouble: Said | None = None
    failed: bool = False


@dataclass(frozen=True, slots=True)
class Collected:
    """What became of one source: items seen, notes made, known already, and what was wrong."""

    name: str
    seen: int
    new: tuple[str, ...]
    trouble: Said | None = None


def collect(desk: Desk, *, everything: bool = False, fetch: Fetch = fetched) -> list[Collected]:
    """Read the sources whose day has come, or *everything*, and note what meets a topic."""
    today = desk.today().date()
    with store.reading(desk.engine) as db:
        sources = {
            code: row
            for code, row in store.current(db, RECORDS["watch_source"]).items()
            if row.get("active") is not False and (everything or _is_due(row, today))
        }
        states = {code: state_of(store.setting(db, _state_name(code))) for code in sources}
        mails = _mails(db) if any(row["kind"] == "NEWSLETTER" for row in sources.values()) else {}
    reads = [
        _read(code, row, states[code], fetch, mails, desk.settings.folder)
        for code, row in sources.items()
    ]
    with desk.deed("watch") as deed:
        return [_take(deed, one) for one in reads]


def _is_due(row: Row, today: date) -> bool:
    last, every = row.get("collected"), row.get("every_days")
    days = every if isinstance(every, int) else 1
    return not isinstance(last, date) or last + timedelta(days=days) <= today


def _state_name(code: str) -> str:
    return f"watch.{code}"


def _mails(db: Connection) -> Rows:
    return store.current(db, RECORDS["message"])


def _read(
    code: str, row: Row, state: State, fetch: Fetch, mails: Rows, folder: Path
) -> Read:  # fmt: skip
    name, address = str(row["name"]), str(row.get("address") or "")
    try:
        match row["kind"]:
            case "FEED":
                return _read_feed(code, name, address, state, fetch)
            case "NEWSLETTER":
                return Read(code, name, tuple(_newsletters(address, mails)))
            case "FILE":
                return Read(code, name, tuple(_file(folder / address, address)))
    except (NoAnswer, NotAFeed, OSError) as wrong:
        said = wrong.said if isinstance(wrong, ComptoirError) else Said("{why}", why=str(wrong))
        return Read(code, name, trouble=said, failed=True)
    return Read(code, name)


def _read_feed(code: str, name: str, address: str, state: State, fetch: Fetch) -> Read:
    answer = fetch(address, state)
    if answer.unchanged:
        return Read(code, name, state=state)
    items = read_feed(answer.data, address)
    cut = Said("It is longer than what is read of one source: only its beginning was taken.")
    return Read(code, name, tuple(items), answer.state, cut if answer.cut else None)


def _newsletters(sender: str, mails: Rows) -> Iterable[Item]:
    """Mails that came from the newsletter's sender: an address, or a whole domain."""
    wanted = sender.strip().lower().lstrip("@")
    for row in mails.values():
        came = str(row.get("sender") or "").lower()
        if wanted and (came == wanted or came.endswith(f"@{wanted}")) and row.get("way") != "OUT":
            day = row.get("received")
            yield Item(
                str(row.get("subject") or ""),
                "",
                str(row.get("excerpt") or ""),
                day if isinstance(day, date) else None,
            )


def _file(path: Path, address: str) -> Iterable[Item]:
    """A file as a feed, or as one piece of text."""
    data = path.read_bytes()
    if data.lstrip()[:1] == b"<":
        return read_feed(data, address)
    return [read_text(data.decode("utf-8", "replace"))]


def topics_of(deed: Deed) -> list[Topic]:
    """The topics looked for, our articles by their names."""
    goods = deed.rows("product")
    return [_topic(row, goods) for row in deed.rows("watch_topic").values()
            if row.get("active") is not False]  # fmt: skip


def _topic(row: Row, goods: Rows) -> Topic:
    named = {one.casefold() for one in listed(row.get("products"))}
    articles = [
        str(one[name])
        for key, one in goods.items()
        if key.casefold() in named or str(one.get("family") or "").casefold() in named
        for name in ("name_fr", "name_en", "family")
        if one.get(name)
    ]
    weight = row.get("weight")
    return Topic(
        str(row["name"]),
        (*listed(row.get("words_fr")), *listed(row.get("words_en"))),
        listed(row.get("never")),
        tuple(one.upper() for one in listed(row.get("countries"))),
        tuple(dict.fromkeys(articles)),
        listed(row.get("goods_codes")),
        weight if isinstance(weight, int) else 5,
        str(row.get("kind") or "OTHER"),
    )


def _take(deed: Deed, read: Read) -> Collected:
    """Note what is new of a source, and how it answered."""
    known = store.remembered(deed.db, SOURCE)
    new = _new_notes(deed, read, known) if read.items else []
    row = deed.row("watch_source", read.source)
    failures = int(str(row.get("failures") or 0)) + 1 if read.failed else 0
    told = read.trouble.in_(deed.lang)[:400] if read.trouble else None
    values: Row = {"failures": failures, "trouble": told}
    if not read.failed:
        values["collected"] = deed.today
    deed.change("watch_source", read.source, values)
    if read.state is not None:
        store.set_setting(deed.db, _state_name(read.source), str(read.state))
    return Collected(read.name, len(read.items), tuple(new), read.trouble)


def _new_notes(deed: Deed, read: Read, known: dict[str, str]) -> list[str]:
    topics, rows, fingerprints = topics_of(deed), [], []
    for item in read.items:
        own = list(marks(item.title, item.link))
        if any(one in known for one in own) or _too_old(item, deed.today):
            continue
        met = score(item.title, item.summary, topics)
        if met.points < LEAST:
            continue
        known |= dict.fromkeys(own, "")
        rows.append(_note(item, met, read.source, deed))
        fingerprints.append(own)
    keys = deed.add("watch_note", rows)
    pairs = zip(keys, fingerprints, strict=True)
    taken = {mark: key for key, own in pairs for mark in own}
    if taken and deed.number is not None:
        store.remember(deed.db, deed.number, SOURCE, taken)
    return keys


def _too_old(item: Item, today: date) -> bool:
    return item.published is not None and item.published < today - OLDEST


def _note(item: Item, met: Met, source: str, deed: Deed) -> Row:
    return {
        "title": item.title[:300],
        "source": source,
        "found": deed.today,
        "published": item.published if _sound(item.published, deed.today) else None,
        "link": item.link or None,
        "summary": item.summary or None,
        **_scored(met, deed.lang),
    }


def _sound(day: date | None, today: date) -> bool:
    return day is not None and date(1990, 1, 1) <= day <= today


def _scored(met: Met, lang: str) -> Row:
    return {
        "score": met.points,
        "topics": ", ".join(met.topics)[:400] or None,
        "countries": ", ".join(met.countries)[:200] or None,
        "kind": met.kind,
        "why": "\n".join(one.in_(lang) for one in met.why)[:1000] or None,
    }


def score_typed(deed: Deed) -> int:
    """Score the notes that people typed, which have no points yet: how many."""
    topics, wanted = topics_of(deed), {}
    for key, row in deed.rows("watch_note").items():
        if row.get("score") is None:
            text = f"{row.get('summary') or ''} {row.get('meaning') or ''}"
            found = _scored(score(str(row["title"]), text, topics), deed.lang)
            if row.get("countries"):
                found.pop("countries")
            wanted[key] = found
    deed.change_all("watch_note", wanted)
    return len(wanted)


def decide(deed: Deed, notes: Sequence[str], status: str, meaning: str | None = None) -> None:
    """Keep or drop notes, with what they mean for us."""
    values: Row = {"status": status, **({"meaning": meaning} if meaning else {})}
    deed.change_all("watch_note", dict.fromkeys(notes, values))
