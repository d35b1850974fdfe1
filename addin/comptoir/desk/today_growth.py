"""What growing makes urgent: prospects, fairs, visits, opinions, ideas, replies, news to read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from comptoir.records.stored import Ask
from comptoir.sheets.views import Due
from comptoir.wording import Said

GREETED = 6
"""The highest answer to “would you recommend us” of a customer who must be called back."""


@dataclass(frozen=True, slots=True)
class Notice:
    """How many days ahead, or after, each thing is told; a desk may change them."""

    step: int = 7
    visit: int = 2
    carnet: int = 14
    leads: int = 5
    leads_until: int = 60
    report: int = 3
    call_back: int = 2
    drafts: int = 3
    failures: int = 3
    ideas: int = 2
    prospects: int = 3


def growth_dues(ask: Ask, day: date, notice: Notice = Notice()) -> Iterator[Due]:
    """Everything that growing makes due on *day* or soon."""
    yield from _prospects(ask, day, notice)
    yield from _fairs(ask, day, notice)
    yield from _visits(ask, day, notice)
    yield from _opinions(ask, day, notice)
    yield from _ideas(ask, day, notice)
    yield from _letters(ask, day, notice)
    yield from _watch(ask, day, notice)


def _rows(ask: Ask, record: str, *names: str) -> Iterator[tuple[object, ...]]:
    block = ask(record)
    return zip(block.keys, *(block.columns[name] for name in names), strict=True)


def _prospects(ask: Ask, day: date, notice: Notice) -> Iterator[Due]:
    """The next steps that press most; the others in one line, for they stand on their sheet."""
    near = []
    for key, stage, step, when, party in _rows(
        ask, "prospect", "stage", "next_step", "next_on", "party"
    ):
        if stage in {"WON", "LOST"} or not isinstance(when, date):
            continue
        if when <= day + timedelta(days=notice.step):
            what = Said("{task}", task=step) if step else Said("Take the next step")
            why = Said("prospect, step of {day}", day=when)
            near.append(_due(when, what, key, party, why, "prospect"))
    near.sort(key=lambda due: (due.day, due.ref))
    yield from near[: notice.prospects]
    if more := near[notice.prospects :]:
        why = Said("{count} more, on the sheet Prospects", count=len(more))
        yield replace(more[0], what=Said("Take the next steps of other prospects"), why=why)


def _fairs(ask: Ask, day: date, notice: Notice) -> Iterator[Due]:
    items = list(_rows(ask, "carnet_item", "event", "pieces", "back"))
    waiting = Counter(
        event for _, event, pieces, back in items if int(str(pieces or 0)) > int(str(back or 0))
    )
    new = Counter(
        event
        for _, event, stage in _rows(ask, "prospect", "event", "stage")
        if stage == "NEW" and event
    )
    for key, status, ends, until in _rows(ask, "event", "status", "ends", "carnet_until"):
        if status == "CANCELLED":
            continue
        soon = isinstance(until, date) and until <= day + timedelta(days=notice.carnet)
        if waiting[key] and soon:
            why = Said("{count} lines of the list are not back; the carnet ends on {day}",
                       count=waiting[key], day=until)  # fmt: skip
            what = Said("Bring the samples back, close the ATA carnet")
            yield _due(until, what, key, "", why, "event")
        if (
            new[key]
            and isinstance(ends, date)
            and ends < day <= ends + timedelta(days=notice.leads_until)
        ):
            when = ends + timedelta(days=notice.leads)
            why = Said("leads of the fair without news since {day}: {count}",
                       count=new[key], day=ends)  # fmt: skip
            yield _due(when, Said("Write to the leads of the fair"), key, "", why, "event")


def _visits(ask: Ask, day: date, notice: Notice) -> Iterator[Due]:
    names = ("status", "day", "time", "their_time", "about", "party", "said", "reported")
    for key, status, when, ours, theirs, about, party, said, reported in _rows(
        ask, "visit", *names
    ):
        if not isinstance(when, date):
            continue
        if status == "PLANNED" and when < day:
            why = Said("planned on {day}: {about}", day=when, about=about)
            yield _due(when, Said("Say what became of the visit or call"), key, party, why, "visit")
        elif status == "PLANNED" and when <= day + timedelta(days=notice.visit):
            why = Said("at {ours} here", ours=ours or "—")
            if theirs:
                why = Said("at {ours} here, {theirs} there", ours=ours or "—", theirs=theirs)
            yield _due(when, Said("Visit or call: {about}", about=about), key, party, why, "visit")
        elif status == "DONE" and said and not reported:
            last = when + timedelta(days=notice.report)
            if last <= day + timedelta(days=notice.step):
                why = Said("held on {day}, no report yet", day=when)
                yield _due(last, Said("Write the report of the visit"), key, party, why, "visit")


def _opinions(ask: Ask, day: date, notice: Notice) -> Iterator[Due]:
    for key, status, answered, mark, party in _rows(
        ask, "survey", "status", "answered", "recommend", "party"
    ):
        low = isinstance(mark, int) and mark <= GREETED
        if status == "ANSWERED" and low and isinstance(answered, date):
            when = answered + timedelta(days=notice.call_back)
            if when <= day + timedelta(days=notice.step):
                why = Said("would recommend us: {mark} of 10", mark=mark)
                yield _due(when, Said("Call the customer back"), key, party, why, "survey")


def _ideas(ask: Ask, day: date, notice: Notice) -> Iterator[Due]:
    """The most pressing ideas; the others stand on their sheet."""
    rows = _rows(ask, "idea", "status", "what", "by", "about", "value")
    near = [
        (by, -int(str(value or 0)), str(key), what, about)
        for key, status, what, by, about, value in rows
        if status == "OPEN" and isinstance(by, date) and by <= day + timedelta(days=notice.step)
    ]
    near.sort(key=lambda one: one[:3])
    for by, _worth, key, what, about in near[: notice.ideas]:
        why = Said("the figures say so: {about}", about=about)
        yield _due(by, Said("{task}", task=what), key, "", why, "idea")
    if more := near[notice.ideas :]:
        why = Said("{count} more, on the sheet Ideas", count=len(more))
        yield _due(more[0][0], Said("Look at what else the figures suggest"), more[0][2], "", why,
                   "idea")  # fmt: skip


def _letters(ask: Ask, day: date, notice: Notice) -> Iterator[Due]:
    waiting: dict[object, list[date]] = {}
    for key, campaign, status, drafted, replied, party, said in _rows(
        ask, "approach", "campaign", "status", "drafted", "replied", "party", "said"
    ):
        if status == "DRAFTED" and isinstance(drafted, date):
            waiting.setdefault(campaign, []).append(drafted)
        elif status == "REPLIED" and isinstance(replied, date):
            why = Said("wrote: {words}", words=str(said or "—").splitlines()[0][:80])
            when = replied + timedelta(days=1)
            yield _due(when, Said("Answer the reply to a campaign"), key, party, why, "approach")
    for campaign, days in waiting.items():
        when = min(days) + timedelta(days=notice.drafts)
        if when <= day + timedelta(days=notice.step):
            why = Said("{count} letters are drafted since {day}", count=len(days), day=min(days))
            yield _due(
                when, Said("Send the letters of the campaign"), campaign, "", why, "campaign"
            )


def _watch(ask: Ask, day: date, notice: Notice) -> Iterator[Due]:
    unread: list[tuple[int, str, object, date]] = sorted(
        (
            (-int(str(points or 0)), str(key), title, found)
            for key, status, points, title, found in _rows(
                ask, "watch_note", "status", "score", "title", "found"
            )
            if status == "NEW" and isinstance(found, date)
        ),
        key=lambda one: one[:2],
    )
    if unread:
        _points, key, title, _found = unread[0]
        why = Said("{count} notes to read; first: {title}", count=len(unread), title=title)
        what = Said("Read the news and keep what matters")
        yield _due(day, what, key, "", why, "watch_note")
    for code, name, failures, trouble in _rows(ask, "watch_source", "name", "failures", "trouble"):
        if isinstance(failures, int) and failures >= notice.failures:
            why = Said("{name}, {count} times: {trouble}", name=name, count=failures,
                       trouble=trouble or "—")  # fmt: skip
            what = Said("Mend a source of the watch")
            yield _due(day, what, code, "", why, "watch_source")


def _due(day: object, what: Said, ref: object, party: object, why: Said, record: str) -> Due:
    assert isinstance(day, date)
    return Due(day, what, str(ref), str(party or ""), why, "", record)
