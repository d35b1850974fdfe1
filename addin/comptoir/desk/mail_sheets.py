"""Which mails and which news a workbook shows, in which order.

They only grow. What waits for a person comes first, whatever its age; then the newest. What is
settled leaves the sheet after some days, and stays in the store: it is looked up by its dossier.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from comptoir.records.stored import Ask, Stored

GROWING = {"message", "news"}
"""The records that this is about."""


def in_sight(record: str, block: Stored, ask: Ask, since: date | None) -> list[int]:
    """The positions in *block* of the rows to show, the waiting first, then the newest.

    What is settled is left out where its mail came before *since*; None leaves nothing out.
    """
    days: Sequence[object]
    if record == "message":
        waiting, days = _waiting_mails(block), block.columns["received"]
        kept = waiting | _asking(block, ask)
    else:
        waiting, days = _waiting_news(block), _came(block, ask)
        kept = waiting
    shown = [
        at
        for at, day in enumerate(days)
        if at in kept or since is None or not isinstance(day, date) or day >= since
    ]
    return sorted(shown, key=lambda at: (at not in waiting, -at))


def _waiting_mails(block: Stored) -> set[int]:
    """To be filed, or a likely fraud that nobody made sure of."""
    columns = (block.columns[name] for name in ("status", "risk", "checked"))
    return {
        at
        for at, (status, risk, checked) in enumerate(zip(*columns, strict=True))
        if status == "TO_CONFIRM" or (risk == "ALARM" and not checked and status != "ASIDE")
    }


def _asking(block: Stored, ask: Ask) -> set[int]:
    """Mails with news that wants an answer."""
    news = ask("news")
    asking = {news.columns["message"][at] for at in _waiting_news(news)}
    return {at for at, key in enumerate(block.keys) if key in asking}


def _waiting_news(block: Stored) -> set[int]:
    return {at for at, answer in enumerate(block.columns["answer"]) if answer == "WAITING"}


def _came(block: Stored, ask: Ask) -> list[object]:
    """The day on which the mail of each news came."""
    mails = ask("message")
    days = dict(zip(mails.keys, mails.columns["received"], strict=True))
    return [days.get(str(mail)) for mail in block.columns["message"]]
