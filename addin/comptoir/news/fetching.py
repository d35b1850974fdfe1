"""One address read over the network, within limits: so much, so long, so many turns.

What comes back is bytes and what the server says of their state; nothing is believed of it. An
answer larger than the limit is cut there and says so.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from comptoir import __version__
from comptoir.errors import Unreachable
from comptoir.wording import mark


class NoAnswer(Unreachable):
    message = mark("{address} gave no news: {why} It will be asked again. Check the address.")


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of one source is read, in bytes, and for how long, in seconds."""

    size: int = 4_000_000
    wait: float = 10.0
    whole: float = 30.0
    turns: int = 5


@dataclass(frozen=True, slots=True)
class State:
    """What the server said of what it gave: told back to it, nothing is sent twice."""

    etag: str = ""
    modified: str = ""

    def __str__(self) -> str:
        return f"{self.etag}\n{self.modified}"


@dataclass(frozen=True, slots=True)
class Answer:
    """What an address gave. *unchanged*: nothing new since the state shown; *cut*: too long."""

    data: bytes
    type: str
    state: State
    unchanged: bool = False
    cut: bool = False


def state_of(text: str | None) -> State:
    """A state as it was kept."""
    etag, _, modified = (text or "").partition("\n")
    return State(etag, modified)


Clock = Callable[[], float]


def fetched(
    address: str,
    state: State = State(),
    limits: Limits = Limits(),
    clock: Clock = time.monotonic,
) -> Answer:
    """What is at *address*, if it changed since *state*. Raises `NoAnswer`, with the reason."""
    import httpx  # noqa: PLC0415 - only where the network is asked

    if urlsplit(address).scheme not in {"http", "https"}:
        raise NoAnswer(address=address, why="only http and https are read.")
    heads = {"User-Agent": f"Comptoir/{__version__}", "Accept": "application/rss+xml, */*;q=0.5"}
    if state.etag:
        heads["If-None-Match"] = state.etag
    if state.modified:
        heads["If-Modified-Since"] = state.modified
    client = httpx.Client(timeout=limits.wait, follow_redirects=True, max_redirects=limits.turns)
    try:
        with client, client.stream("GET", address, headers=heads) as answer:
            if answer.status_code == httpx.codes.NOT_MODIFIED:
                return Answer(b"", "", state, unchanged=True)
            answer.raise_for_status()
            data, cut = _read(answer.iter_bytes(65_536), limits, clock, address)
            now = State(answer.headers.get("etag", ""), answer.headers.get("last-modified", ""))
            return Answer(data, answer.headers.get("content-type", ""), now, cut=cut)
    except httpx.HTTPStatusError as refused:
        raise NoAnswer(address=address, why=f"HTTP {refused.response.status_code}.") from refused
    except httpx.TimeoutException as late:
        raise NoAnswer(address=address, why=f"no answer in {limits.wait:g} s.") from late
    except (httpx.HTTPError, httpx.InvalidURL) as odd:
        raise NoAnswer(address=address, why=f"{type(odd).__name__}.") from odd


def _read(pieces: object, limits: Limits, clock: Clock, address: str) -> tuple[bytes, bool]:
    """Pieces up to the limit, counted as unpacked: a small answer may unpack to a huge one."""
    start, parts, size = clock(), [], 0
    for piece in pieces:  # type: ignore[attr-defined]
        parts.append(piece)
        size += len(piece)
        if size > limits.size:
            return b"".join(parts)[: limits.size], True
        if clock() - start > limits.whole:
            raise NoAnswer(address=address, why=f"it was not done in {limits.whole:g} s.")
    return b"".join(parts), False
