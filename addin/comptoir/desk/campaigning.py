"""A campaign: its segment chosen, its letters or mails drafted, the replies taken back.

Nothing is sent by itself: letters lie in the dossier, mails as drafts that a person sends. Whoever
said no is left out, and the reason kept. A reply is known by the mail it answers, by the
campaign's number in it, or by its sender; what it says is a proposal that a person can change.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from comptoir import store
from comptoir.desk import Desk
from comptoir.desk.composing import Wish, safe_name
from comptoir.desk.deed import Deed
from comptoir.desk.prospecting import forbidden, note_answer
from comptoir.desk.writing import Pen, writing
from comptoir.errors import ComptoirError, Refused
from comptoir.mail.drafts import File, composed
from comptoir.mail.message import Address
from comptoir.records import Row, Rows
from comptoir.rules.prospecting import AWAY, BOUNCED, INTERESTED, ORDERED, REFUSED, reply_says
from comptoir.rules.watching import listed
from comptoir.wording import Said, mark

REPLIES = "campaign"
"""Under which the mails already taken as replies are remembered."""
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
NEXT = timedelta(days=2)


class NobodyToWriteTo(Refused):
    message = mark(
        "{campaign} has nobody to write to: nobody fits its segment, or all were chosen before."
        " Nothing was done. Widen its columns To whom, Countries, Language, Least score."
    )


class NotUnderWay(Refused):
    message = mark(
        "{campaign} is {status}. Nothing was done. Only a draft or a campaign under way goes on."
    )


@dataclass(frozen=True, slots=True)
class Chosen:
    """Who was chosen, and who was left out with the reason."""

    letters: tuple[str, ...]
    left_out: tuple[tuple[str, Said], ...]


def choose(deed: Deed, campaign: str) -> Chosen:
    """Add a letter for everybody of the segment not chosen before; those who said no are named."""
    row = _going_on(deed, campaign)
    have = {one["party"] for one in _letters(deed, campaign).values()}
    rows: list[Row] = []
    for party in _segment(deed, row):
        if party in have:
            continue
        person = _person(deed, party)
        told = deed.row("party", party)
        email = str((person or {}).get("email") or told.get("email") or "")
        language = (person or {}).get("language") or told.get("language") or "en"
        new: Row = {"campaign": campaign, "party": party, "language": language,
                    "contact": (person or {}).get("code"), "email": email or None}  # fmt: skip
        why = forbidden(deed, party, email, str(row["channel"]))
        if why is None and row["channel"] == "MAIL" and not email:
            why = Said("no e-mail address is known")
        if why is not None:
            new |= {"status": "EXCLUDED", "why": why.in_(deed.lang)}
        rows.append(new)
    if not rows:
        raise NobodyToWriteTo(campaign=campaign)
    keys = deed.add("approach", rows)
    pairs = list(zip(keys, rows, strict=True))
    return Chosen(
        tuple(key for key, one in pairs if one.get("status") != "EXCLUDED"),
        tuple((str(one["party"]), Said("{why}", why=one["why"])) for _, one in pairs
              if one.get("status") == "EXCLUDED"),
    )  # fmt: skip


def _going_on(deed: Deed, campaign: str) -> Row:
    row = deed.row("campaign", campaign)
    if row["status"] not in {"DRAFT", "LAUNCHED"}:
        from comptoir.records.prospecting import CAMPAIGN_STATUS  # noqa: PLC0415 - for a refusal

        raise NotUnderWay(
            campaign=campaign, status=Said(CAMPAIGN_STATUS.options[str(row["status"])])
        )
    return row


def _letters(deed: Deed, campaign: str) -> Rows:
    return {key: row for key, row in deed.rows("approach").items() if row["campaign"] == campaign}


def _segment(deed: Deed, row: Row) -> Iterator[str]:
    """The codes of the parties that fit a campaign, in order."""
    leads = {str(one["party"]): one for one in deed.rows("prospect").values()}
    countries = {one.upper() for one in listed(row.get("countries"))}
    only_leads = row["letter"] == "fair_follow_up" and row.get("event")
    least = row.get("least")
    for code, party in deed.rows("party").items():
        lead = leads.get(code, {})
        if party.get("active") is False or party["role"] == "US":
            continue
        if only_leads:
            if lead.get("event") != row["event"]:
                continue
        elif row.get("role") and party["role"] != row["role"]:
            continue
        if countries and party.get("country") not in countries:
            continue
        if row.get("language") and (party.get("language") or "en") != row["language"]:
            continue
        if isinstance(least, int) and int(str(lead.get("score") or 0)) < least:
            continue
        if lead.get("stage") == "LOST":
            continue
        yield code


def _person(deed: Deed, party: str) -> Row | None:
    people = [
        {**row, "code": code} for code, row in deed.rows("contact").items() if row["party"] == party
    ]
    return next((row for row in people if row.get("main")), people[0] if people else None)


@dataclass(frozen=True, slots=True)
class Drafted:
    """What was drafted: each letter of the campaign with its file; and those that could not be."""

    files: tuple[tuple[str, Path], ...]
    left_out: tuple[tuple[str, Said], ...]


def draft(desk: Desk, campaign: str) -> Drafted:
    """Write the letter of everybody chosen; by mail, as drafts with the letter's words.

    Who said no since is left out at the last moment, with the reason.
    """
    done: list[tuple[str, Path]] = []
    left_out: list[tuple[str, Said]] = []
    with writing(desk, "campaign") as pen:
        deed = pen.deed
        row = _going_on(deed, campaign)
        for key, one in _letters(deed, campaign).items():
            if one["status"] != "CHOSEN":
                continue
            party, email = str(one["party"]), str(one.get("email") or "")
            why = forbidden(deed, party, email, str(row["channel"]))
            if why is None:
                try:
                    done.append((key, _write(pen, row, key, one)))
                except ComptoirError as refused:
                    left_out.append((party, refused.said))
                continue
            left_out.append((party, why))
            deed.change("approach", key, {"status": "EXCLUDED", "why": why.in_(deed.lang)})
        if done:
            started = row.get("starts") or deed.today
            deed.change("campaign", campaign, {"status": "LAUNCHED", "starts": started})
    return Drafted(tuple(done), tuple(left_out))


def _write(pen: Pen, campaign: Row, key: str, one: Row) -> Path:
    """The letter to one party: a Word file, and for a mail the draft that carries it."""
    lang, party = str(one["language"]), str(one["party"])
    facts = _facts(pen.deed, campaign, party, lang)
    wish = Wish(kind=str(campaign["letter"]), ref=party, lang=lang, told=facts)
    written = pen.write(wish)
    values: Row = {"status": "DRAFTED", "drafted": pen.deed.today}
    file = written.file
    if campaign["channel"] == "MAIL":
        us = next(row for row in pen.deed.rows("party").values() if row["role"] == "US")
        mark_of = f"{key.replace('/', '-').lower()}@{_domain(us)}"
        mime = _mime(us, pen.desk.author.name, one, campaign, facts, mark_of, lang, file)
        folder = pen.desk.settings.dossiers / safe_name(str(campaign["ref"]))
        folder.mkdir(parents=True, exist_ok=True)
        file = folder / f"{safe_name(key)}.eml"
        pen.laid.append(file)
        file.write_bytes(mime)
        values["message"] = f"<{mark_of}>"
    pen.deed.change("approach", key, values)
    return file


def _domain(us: Row) -> str:
    return str(us.get("email") or "desk@comptoir.invalid").rpartition("@")[2]


def _mime(
    us: Row, writer: str, one: Row, campaign: Row, facts: Mapping[str, str], mark_of: str,
    lang: str, letter: Path,
) -> bytes:  # fmt: skip
    """The draft of one mail: its mark, the letter as a file, the way to say no."""
    body = _body(campaign, facts, lang, writer, str(us["name"]))
    subject = _subject(campaign, facts, lang)
    attached = [File(letter.name, _WORD, letter.read_bytes())]
    sender = Address(f"{writer}, {us['name']}", str(us.get("email") or f"desk@{_domain(us)}"))
    made = composed(
        sender, [Address("", str(one["email"]))], subject, body, files=attached, lang=lang
    )
    head = (
        f"Message-ID: <{mark_of}>\r\nX-Unsent: 1\r\n"
        f"List-Unsubscribe: <mailto:{sender.email}?subject=STOP>\r\n"
    )
    return head.encode("ascii") + made


def _subject(campaign: Row, facts: Mapping[str, str], lang: str) -> str:
    fair = facts.get("fair")
    if campaign["letter"] == "fair_follow_up":
        return Said("Further to our meeting at {fair}", fair=fair).in_(lang)
    if campaign["letter"] == "fair_invitation":
        return Said("{fair}: let us meet", fair=fair).in_(lang)
    goods = facts.get("products") or str(campaign["name"])
    return goods.splitlines()[0][:120]


def _body(campaign: Row, facts: Mapping[str, str], lang: str, writer: str, firm: str) -> str:
    words = [facts[name] for name in ("reason", "products", "promised", "novelty", "proposal",
                                      "next_step") if facts.get(name)]  # fmt: skip
    said = Said("Good morning,").in_(lang)
    close = Said("Best regards,").in_(lang)
    no_more = Said(
        "You receive this mail as a business. Answer STOP and you will receive no more."
    ).in_(lang)
    name = str(campaign["ref"])
    return "\n\n".join([said, *words, f"{close}\n{writer}\n{firm}", f"{no_more}\n({name})"])


def _facts(deed: Deed, campaign: Row, party: str, lang: str) -> dict[str, str]:
    """The campaign's own words in the reader's language, by the names of the letter's facts."""

    def words(name: str) -> str:
        other = "en" if lang == "fr" else "fr"
        return str(campaign.get(f"{name}_{lang}") or campaign.get(f"{name}_{other}") or "")

    goods, reason, proposal = words("products"), words("reason"), words("proposal")
    strengths = "; ".join(listed(words("strengths").replace(",", "\u201a")))
    if campaign["letter"] == "prospecting":
        told = {"products": goods, "reason": reason, "proposal": proposal,
                "strengths": strengths.replace("\u201a", ",")}  # fmt: skip
    else:
        event = deed.row("event", str(campaign["event"]))
        told = {
            "fair": str(event["name"]),
            **_of_fair(deed, campaign, event, party, goods, proposal),
        }
    return {name: text for name, text in told.items() if text}


def _of_fair(
    deed: Deed, campaign: Row, event: Row, party: str, goods: str, proposal: str
) -> dict[str, str]:
    if campaign["letter"] == "fair_invitation":
        return {
            "town": str(event.get("town") or ""), "starts": f"{event['starts']:%d/%m/%Y}",
            "ends": f"{event['ends']:%d/%m/%Y}", "stand": str(event.get("stand") or ""),
            "novelty": goods,
        }  # fmt: skip
    lead = next((one for one in deed.rows("prospect").values() if one["party"] == party), {})
    met = lead.get("obtained") or event["starts"]
    return {
        "met": f"{met:%d/%m/%Y}",
        "talked_of": str(lead.get("need") or goods).splitlines()[0],
        "promised": goods,
        "next_step": str(lead.get("next_step") or proposal),
    }


def sent(deed: Deed, campaign: str, letters: Iterable[str] = (), day: date | None = None) -> int:
    """Say that the drafts left, all or those named: how many."""
    wanted = set(letters)
    values: Row = {"status": "SENT", "sent": day or deed.today}
    leaving = {
        key: values
        for key, row in _letters(deed, campaign).items()
        if row["status"] == "DRAFTED" and (not wanted or key in wanted)
    }
    deed.change_all("approach", leaving)
    parties = {deed.row("approach", key)["party"] for key in leaving}
    for key, row in list(deed.rows("prospect").items()):
        if row["party"] in parties:
            new: Row = {"last_contact": day or deed.today}
            if row["stage"] == "NEW":
                new["stage"] = "CONTACTED"
            deed.change("prospect", key, new)
    return len(leaving)


@dataclass(frozen=True, slots=True)
class Reply:
    """A mail that answers a letter of a campaign, and what it says."""

    letter: str
    message: str
    says: str
    words: str


def take_replies(deed: Deed) -> list[Reply]:
    """Take the answers out of the mails that came: each once, with what follows from it.

    A refusal is kept as such at once; an interest gives the prospect its next step.
    """
    known = store.remembered(deed.db, REPLIES)
    letters = {key: row for key, row in deed.rows("approach").items()
               if row["status"] not in {"CHOSEN", "EXCLUDED"}}  # fmt: skip
    found, taken = [], {}
    for ref, mail in deed.rows("message").items():
        if ref in known or mail.get("way") == "OUT":
            continue
        key = _answered(mail, letters)
        if key is None:
            continue
        says, words = reply_says(str(mail.get("subject") or ""), str(mail.get("excerpt") or ""))
        if says != AWAY:
            _take_reply(deed, key, ref, mail, says, words)
        found.append(Reply(key, ref, says, words))
        taken[ref] = key
    if taken and deed.number is not None:
        store.remember(deed.db, deed.number, REPLIES, taken)
    return found


def _answered(mail: Row, letters: Rows) -> str | None:
    """The letter that a mail answers: by what it quotes, else by its sender, the latest first."""
    text = f"{mail.get('subject') or ''} {mail.get('excerpt') or ''}".lower()
    came, sender = mail.get("received"), str(mail.get("sender") or "").lower()
    fitting = []
    for key, row in letters.items():
        left = row.get("sent") or row.get("drafted")
        if not isinstance(left, date) or (isinstance(came, date) and came < left):
            continue
        address = str(row.get("email") or "").lower()
        marked = key.lower() in text or key.replace("/", "-").lower() in text
        bounced = bool(address) and address in text and "mailer-daemon" in sender
        own = bool(address) and sender == address
        if marked or bounced or own or (mail.get("party") and mail["party"] == row["party"]):
            fitting.append((marked, own, left, key))
    return max(fitting)[-1] if fitting else None


def _take_reply(
    deed: Deed, key: str, ref: str, mail: Row, says: str, words: str
) -> None:  # fmt: skip
    row = deed.row("approach", key)
    came, drafted = mail.get("received"), row.get("drafted")
    day = came if isinstance(came, date) else deed.today
    values: Row = {
        "status": "INTERESTED" if says == ORDERED else says,
        "replied": None if says == BOUNCED else day,
        "said": str(mail.get("excerpt") or "")[:1000] or None,
        "why": Said("mail {mail}: {words}", mail=ref, words=words or "—").in_(deed.lang),
    }
    if not row.get("sent"):
        values["sent"] = min(day, drafted) if isinstance(drafted, date) else day
    if row["status"] == "ORDERED":
        values.pop("status")
    deed.change("approach", key, values)
    if says == REFUSED:
        note_answer(
            deed,
            "OPPOSED",
            party=str(row["party"]),
            email=str(row["email"]) if row.get("email") else None,
            how="REPLY",
            evidence=str(mail.get("excerpt") or ""),
        )
    _move_prospect(deed, str(row["party"]), says, str(row["campaign"]), day)


def _move_prospect(deed: Deed, party: str, says: str, campaign: str, day: object) -> None:
    for key, row in list(deed.rows("prospect").items()):
        if row["party"] != party or row["stage"] in {"WON", "LOST"}:
            continue
        values: Row = {"last_contact": day}
        if says == REFUSED:
            values |= {"stage": "LOST", "next_step": None, "next_on": None}
        elif says in {INTERESTED, ORDERED}:
            step = Said("Answer their reply to {campaign}", campaign=campaign).in_(deed.lang)
            values |= {"stage": "INTERESTED", "next_step": step, "next_on": deed.today + NEXT}
        if says != BOUNCED:
            deed.change("prospect", key, values)
