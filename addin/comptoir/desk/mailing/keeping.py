"""The mails themselves, each once, as they came: files named by their content.

A file is written whole, beside, then renamed: a crash leaves a file or none. The same content
gives the same name, so that writing twice is writing once.
"""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from comptoir.errors import Misplaced
from comptoir.store.mail import KnownMail
from comptoir.wording import mark

AT_ONCE = 8
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How a mail saved by Outlook (.msg) begins."""


class MailGone(Misplaced):
    """The desk knows the mail, and its file is not there."""

    message = mark(
        "The file {file} of mail {ref} is not there. Nothing was changed."
        " Put the desk's folder mails back from its backup."
    )


def digest_of(raw: bytes) -> str:
    """The name of the mail *raw* among the files."""
    return hashlib.sha256(raw).hexdigest()


def suffix_of(raw: bytes) -> str:
    """``.msg`` for Outlook's own form, else ``.eml``."""
    return ".msg" if raw.startswith(OLE) else ".eml"


@dataclass(frozen=True, slots=True)
class Kept:
    """The folder of the mails as they came."""

    folder: Path

    def place(self, sha256: str, suffix: str) -> Path:
        """Where the mail of that content lies."""
        return self.folder / sha256[:2] / f"{sha256}{suffix}"

    def put(self, mails: Sequence[bytes]) -> None:
        """Write *mails* down, those that are not there yet, for good."""
        with ThreadPoolExecutor(AT_ONCE) as pool:  # the disk takes several at once as fast as one
            list(pool.map(self._put, mails))

    def _put(self, raw: bytes) -> None:
        write_once(self.place(digest_of(raw), suffix_of(raw)), raw)

    def read(self, mail: KnownMail) -> bytes:
        """The mail as it came. Raises ``MailGone``."""
        place = self.place(mail.sha256, mail.suffix)
        try:
            return place.read_bytes()
        except OSError:
            raise MailGone(file=place, ref=mail.message) from None


def write_once(place: Path, data: bytes) -> None:
    """Write *data* to *place*, unless a file of its size is there; whole or not at all."""
    if place.is_file() and place.stat().st_size == len(data):
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    beside = place.with_name(f".{place.name}.{os.getpid()}-{threading.get_ident()}")
    with beside.open("wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())
    beside.replace(place)
