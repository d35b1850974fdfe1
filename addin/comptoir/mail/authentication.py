r"""What the receiving server wrote down about a mail's origin.

Anyone can write an Authentication-Results field; only the one our own server put on top
counts. With *receivers* (its names) known, fields of others are ignored; without,
only the topmost field is read. Exchange leaves the server's name out.

Source
    RFC 8601 (Authentication-Results); RFC 7489 (DMARC).

>>> said = "mx.us; spf=fail (bad) smtp.mailfrom=b.example; dmarc=fail header.from=a.example"
>>> for v in verdicts([said]):
...     print(v.method, v.result, v.domain)
spf fail b.example
dmarc fail a.example
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from comptoir.mail.message import Verdict

_COMMENT = re.compile(r"\([^()]*\)")
_RESULT = re.compile(r"^\s*(spf|dkim|dmarc|compauth|arc)\s*=\s*([a-z]+)", re.IGNORECASE)
_DOMAIN = re.compile(
    r"(?:header\.from|header\.d|smtp\.mailfrom|smtp\.helo|header\.i)\s*=\s*\"?([^\s;\"]+)",
    re.IGNORECASE,
)


def verdicts(fields: Sequence[str], receivers: Collection[str] = ()) -> tuple[Verdict, ...]:
    """The checks recorded in the field that counts of *fields*, topmost first."""
    for value in fields:
        bare = _COMMENT.sub(" ", _COMMENT.sub(" ", value))
        first, *rest = bare.split(";")
        unnamed = _RESULT.match(first)
        server = "" if unnamed else first.strip().split(" ")[0].lower()
        if receivers and server not in {name.lower() for name in receivers}:
            continue
        return tuple(_verdicts([first, *rest] if unnamed else rest))
    return ()


def _verdicts(segments: Sequence[str]) -> list[Verdict]:
    found = []
    for segment in segments[:20]:
        if hit := _RESULT.match(segment):
            domain = _DOMAIN.search(segment)
            said = domain[1].rpartition("@")[2].lower() if domain else ""
            found.append(Verdict(hit[1].lower(), hit[2].lower(), said))
    return found
