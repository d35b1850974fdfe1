"""Drafts: what must come back when one is read again, and what is too big to go in one piece."""

from __future__ import annotations

from comptoir.mail.message import Attachment
from comptoir.mail.parse import parse


def missing_from(sent: bytes, kept: bytes) -> str:
    """What of the draft *sent* the mailbox did not keep; nothing when it is whole.

    A server may write the text anew, but not lose the identity or a file.
    """
    ours, theirs = parse(sent), parse(kept)
    if ours.id != theirs.id:
        return "Message-ID"
    files = {file.sha256 for file in theirs.attachments}
    names = {file.name for file in theirs.attachments}
    lost = [f for f in ours.attachments if f.sha256 not in files and not _rewritten(f, names)]
    return ", ".join(file.name for file in lost)


def _rewritten(file: Attachment, names: set[str]) -> bool:
    """Texts and inner mails may come back with other line ends."""
    return file.type.startswith(("text/", "message/")) and file.name in names
