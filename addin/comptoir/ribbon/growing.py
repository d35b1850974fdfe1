"""Buttons of growing: the word under the cursor, ideas, news, campaigns and their replies."""

from __future__ import annotations

from comptoir.desk import Desk, campaigning, ideas, prospecting, watching
from comptoir.desk.glossary import own_terms
from comptoir.errors import Refused
from comptoir.records.developing import IDEA_KIND
from comptoir.ribbon.declared import Deed
from comptoir.ribbon.rows import edits_settled, row_under, shown
from comptoir.ribbon.told import Pressed, Told
from comptoir.rules.glossary import Glossary
from comptoir.wording import Said, mark


class NoWord(Refused):
    message = mark(
        "The cell is empty. Nothing was looked up."
        " Click on a cell that holds a trade term, or type one, then press the button again."
    )


class NotACampaign(Refused):
    message = mark(
        "The cursor is not on a campaign. Nothing was done."
        " Click on a row of the sheet Campaigns, then press the button again."
    )


def look_up(desk: Desk, book: Pressed) -> Told:
    """Say what the word in the cell is in the other language, and what it means."""
    text = book.selected().text.strip()
    if not text:
        raise NoWord
    with desk.deed("glossary") as deed:
        found = Glossary(tuple(own_terms(deed))).look_up(text)
    lines = []
    for one in found:
        lines.append(Said("{fr} = {en}", fr=one.fr, en=one.en))
        lines += [Said("{text}", text=said) for said in (one.meaning_fr, one.meaning_en) if said]
    return Told(lines[0], lines)


def refresh_ideas(desk: Desk, book: Pressed) -> Told:
    """Bring the sheet Ideas up to date by the figures of today."""
    edits_settled(desk, book)
    with desk.deed("ideas") as deed:
        prospecting.follow_orders(deed)
        prospecting.score_leads(deed)
        counts = ideas.refresh_ideas(deed)
    lines = [
        Said("{kind}: {count}", kind=Said(IDEA_KIND.options[kind]), count=count)
        for kind, count in counts.items()
    ]
    total = sum(counts.values())
    return shown(desk, book, Said("{count} ideas stand on the sheet Ideas.", count=total), lines)


def collect_news(desk: Desk, book: Pressed) -> Told:
    """Read the sources of the watch whose day has come."""
    edits_settled(desk, book)
    found = watching.collect(desk)
    with desk.deed("watch") as deed:
        watching.score_typed(deed)
    lines = [
        Said("{name}: {count} new {count:note|notes}", name=one.name, count=len(one.new))
        if one.trouble is None
        else Said("{name}: {trouble}", name=one.name, trouble=one.trouble)
        for one in found
    ]
    new = sum(len(one.new) for one in found)
    status = Said("{count} new {count:note|notes} on the sheet Watch notes.", count=new)
    return shown(desk, book, status, lines)


def draft_campaign(desk: Desk, book: Pressed) -> Told:
    """Choose the segment of the campaign under the cursor and write its drafts."""
    place = row_under(book)
    if place.record != "campaign":
        raise NotACampaign
    edits_settled(desk, book)
    with desk.deed("campaign choose") as deed:
        prospecting.score_leads(deed)
        chosen = campaigning.choose(deed, place.key)
    question = Said("{count} are chosen, {out} left out. Write their letters now?",
                    count=len(chosen.letters), out=len(chosen.left_out))  # fmt: skip
    if not book.ask(question):
        return shown(desk, book, Said("Chosen: see the sheet Campaign letters."))
    done = campaigning.draft(desk, place.key)
    lines = [Said("{party}: {why}", party=party, why=why)
             for party, why in (*chosen.left_out, *done.left_out)]  # fmt: skip
    status = Said("{count} drafts are ready; look at them before sending.", count=len(done.files))
    return shown(desk, book, status, lines)


def take_replies(desk: Desk, book: Pressed) -> Told:
    """Take the answers to campaigns out of the mails that came."""
    edits_settled(desk, book)
    with desk.deed("campaign replies") as deed:
        found = campaigning.take_replies(deed)
        prospecting.follow_orders(deed)
        prospecting.score_leads(deed)
    lines = [Said("{letter}: {words}", letter=one.letter, words=one.words or "—") for one in found]
    return shown(desk, book, Said("{count} replies were taken.", count=len(found)), lines)


DEEDS = (
    Deed(
        "look_up", mark("Trade term"),
        mark("What the word in the cell is in the other language, and what it means."),
        "growth_group", look_up,
    ),
    Deed(
        "refresh_ideas", mark("Ideas"),
        mark("What the figures suggest: quiet customers, prices, groupings, reorders, currencies."),
        "growth_group", refresh_ideas,
    ),
    Deed(
        "collect_news", mark("Market news"),
        mark("Read the sources of the watch whose day has come; what matters becomes a note."),
        "growth_group", collect_news, large=False,
    ),
    Deed(
        "draft_campaign", mark("Write the campaign"),
        mark("Choose the segment of the campaign under the cursor and write its drafts."),
        "growth_group", draft_campaign, large=False,
    ),
    Deed(
        "take_replies", mark("Campaign replies"),
        mark("Take the answers out of the mails that came; refusals are kept at once."),
        "growth_group", take_replies, large=False,
    ),
)  # fmt: skip
