"""Drafts: how an answer is written, and what must come back when one is read again.

One shape for every mailbox: a MIME mail with the letter attached, in the thread of the mail it
answers. A person looks at it and sends it; Comptoir sends nothing.

Sources
    RFC 5322, 3.6.4 (In-Reply-To and References).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from email import policy
from email.headerregistry import Address as MimeAddress
from email.message import EmailMessage

from comptoir.mail.message import Address, Attachment, Message
from comptoir.mail.parse import parse
from comptoir.wording import Said, mark

_ANSWERS = re.compile(r"^\s*(?:re|aw|rép|antw|sv|rif|ref)\s*:", re.IGNORECASE)
_WROTE = mark("On {day}, {who} wrote:")
_LONGEST_THREAD = 30  # ids in References


@dataclass(frozen=True, slots=True)
class File:
    """A file to attach: its name, media type and bytes."""

    name: str
    type: str
    data: bytes


def answer_to(message: Message) -> Address:
    """Whom an answer goes to: the sender; where he asks for another address, only in his domain."""
    for one in message.reply_to:
        if one.domain and one.domain == message.from_.domain:
            return one
    return message.from_


def composed(
    sender: Address,
    to: Sequence[Address],
    subject: str,
    text: str,
    *,
    cc: Sequence[Address] = (),
    files: Sequence[File] = (),
    answering: Message | None = None,
    lang: str = "fr",
) -> bytes:
    """The MIME of a draft, in the partner's *lang*.

    With *answering*, the draft stands in its thread and quotes it; an empty *subject* is
    then that of the mail answered.
    """
    made = EmailMessage(policy=policy.SMTP)
    made["From"] = _mailbox(sender)
    made["To"] = [_mailbox(one) for one in to]
    if cc:
        made["Cc"] = [_mailbox(one) for one in cc]
    made["Subject"] = _one_line(subject or _answer_subject(answering))
    body = text.rstrip() + "\n"
    if answering is not None:
        _thread(made, answering)
        body += "\n" + _quoted(answering, lang)
    made.set_content(body, cte="quoted-printable")
    for file in files:
        main, _, sub = file.type.partition("/")
        made.add_attachment(
            file.data, maintype=main, subtype=sub or "octet-stream", filename=_one_line(file.name)
        )
    return made.as_bytes()


def _mailbox(address: Address) -> MimeAddress:
    return MimeAddress(_one_line(address.name), addr_spec=_one_line(address.email))


def _one_line(text: str) -> str:
    """*text* that cannot begin a header of its own."""
    return re.sub(r"[\x00-\x1f\x7f]+", " ", text).strip()


def _answer_subject(answering: Message | None) -> str:
    if answering is None:
        return ""
    return answering.subject if _ANSWERS.match(answering.subject) else f"RE: {answering.subject}"


def _thread(made: EmailMessage, answering: Message) -> None:
    if answering.id_made:
        return
    known = dict.fromkeys((*answering.references, *answering.in_reply_to, answering.id))
    safe = [one for one in known if re.fullmatch(r"[\x21-\x7e]{1,250}", one)]
    if answering.id in safe:
        made["In-Reply-To"] = f"<{answering.id}>"
    if safe:
        made["References"] = " ".join(f"<{one}>" for one in safe[-_LONGEST_THREAD:])


def _quoted(answering: Message, lang: str) -> str:
    when = answering.sent or answering.received
    head = Said(_WROTE, day=when.date() if when else None, who=str(answering.from_)).in_(lang)
    lines = answering.text.splitlines() or [""]
    return "\n".join([head, *(f"> {line}".rstrip() for line in lines)]) + "\n"


def missing_from(sent: bytes, kept: bytes) -> str:
    """What of the draft *sent* the mailbox did not keep; nothing when it is whole."""
    if parse(sent).id != parse(kept).id:
        return "Message-ID"
    return ", ".join(file.name for file in lost_files(sent, kept))


def lost_files(sent: bytes, kept: bytes) -> tuple[Attachment, ...]:
    """The files of *sent* that *kept* has not: a server may write texts anew, but lose no file."""
    theirs = parse(kept).attachments
    digests, names = {file.sha256 for file in theirs}, {file.name for file in theirs}
    return tuple(
        file
        for file in parse(sent).attachments
        if file.sha256 not in digests and not _rewritten(file, names)
    )


def _rewritten(file: Attachment, names: set[str]) -> bool:
    """Texts and inner mails may come back with other line ends."""
    return file.type.startswith(("text/", "message/")) and file.name in names
