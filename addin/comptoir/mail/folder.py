r"""A folder of mails as a mailbox: .eml, .msg, mbox and Maildir. The default, needs no server.

Everything below the root counts, except ``Drafts`` and what begins with a dot. A mail is known
by its path (without the flags of a Maildir), one in an mbox by its content. What is being
written, and links that lead outside, are left for later or left out.

The cursor holds, for each file, its size and time: a second look at 10,000 unchanged mails
reads their directory entries and nothing else.
"""

from __future__ import annotations

import base64
import glob
import hashlib
import json
import mmap
import os
import re
import time
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TypeAlias

from comptoir.errors import Refused
from comptoir.mail.parse import parse
from comptoir.mail.source import (
    Batch,
    Forgotten,
    Found,
    Gone,
    MailFolder,
    NotKept,
    Page,
    draft_id,
    paged,
    stamped,
)
from comptoir.wording import mark

PAGE = 200
SETTLED = 2.0  # seconds since the last change before a file is believed to be whole
MAX_READ = 200_000_000  # of one mail; a bigger one is read so far, and says so when parsed
_MAILS = frozenset((".eml", ".msg"))
_FROM_LINE = re.compile(rb"^From [^\n]*\n", re.MULTILINE)
_ESCAPED_FROM = re.compile(rb"^>(>*From )", re.MULTILINE)

# What is known: the names in each file, by path; and the stamp (size, time) of the file
_Stamp: TypeAlias = tuple[int, int]


class NoFolder(Refused):
    """The folder is not there: a network drive that is off must not look like an empty mailbox."""

    message = mark(
        "The mail folder {path} is not there. Nothing was read and nothing was marked as gone."
        " Check the drive, or correct the path in comptoir mail setup."
    )


@dataclass(slots=True)
class _Known:
    """What the last pages told: stamps by path, and the mails of each mbox."""

    stamps: dict[str, _Stamp]
    boxes: dict[str, list[str]]

    def text(self) -> str:
        raw = json.dumps([self.stamps, self.boxes], separators=(",", ":")).encode()
        return base64.b64encode(zlib.compress(raw, 1)).decode()


def _known(text: str | None) -> _Known:
    if text is None:
        return _Known({}, {})
    try:
        stamps, boxes = json.loads(zlib.decompress(base64.b64decode(text, validate=True)))
        return _Known({path: (int(a), int(b)) for path, (a, b) in stamps.items()}, dict(boxes))
    except (ValueError, TypeError, AttributeError, zlib.error):
        raise Forgotten from None


class FolderSource:
    """Mails in files below *root*; drafts go to ``Drafts`` in it, or to *drafts*.

    *now* tells the time of the disk, in seconds.
    """

    def __init__(
        self,
        root: Path,
        *,
        drafts: Path | None = None,
        now: Callable[[], float] = time.time,
        page: int = PAGE,
    ) -> None:
        self.root, self._whole = root, root.resolve()
        self.drafts = drafts or root / "Drafts"
        self.now = now
        self.page = page
        self._boxes: dict[str, tuple[_Stamp, dict[str, tuple[int, int]]]] = {}

    @property
    def name(self) -> str:
        """The path of the folder."""
        return str(self.root)

    def mail_folders(self) -> list[MailFolder]:
        """One: everything below the root is synced together."""
        return [MailFolder("", self.name)]

    # -------------------------------------------------------------- changes

    def changes(self, cursor: str | None) -> Iterator[Page]:
        """Pages of changes after *cursor*. Raises NoFolder."""
        if not self.root.is_dir():
            raise NoFolder(path=self.name)
        here = dict(self._files())
        owner = f"folder:{self.root.name}"
        yield from paged(self.name, [""], cursor, lambda _, at: self._batch(here, at), owner=owner)

    def _batch(self, here: dict[str, tuple[_Stamp, Path]], at: str | None) -> Batch:
        known = _known(at)
        found: list[Found] = []
        removed: list[str] = []
        for path in [path for path in known.stamps if path not in here]:
            removed += known.boxes.pop(path, [path])
            del known.stamps[path]
        more = False
        for path, (stamp, file) in sorted(here.items()):
            if known.stamps.get(path) == stamp:
                continue
            if len(found) >= self.page:
                more = True
                break
            if self._is_mbox(file):
                if not self._read_mbox(path, file, known, found, removed):
                    more = True
                    break
            else:
                found.append(Found(path, version=f"{stamp[0]}-{stamp[1]}", is_read=_seen(file)))
            known.stamps[path] = stamp
        return Batch(tuple(found), tuple(removed), known.text(), more)

    def _files(self) -> Iterator[tuple[str, tuple[_Stamp, Path]]]:
        """Native id, stamp and place of each file of mails that is settled."""
        for entry, is_maildir in _walk(self.root, self.drafts):
            stat = entry.stat()
            if stat.st_mtime > self.now() - SETTLED:
                continue
            path = Path(entry.path)
            if not (is_maildir or path.suffix.lower() in _MAILS or self._is_mbox(path)):
                continue
            native = path.relative_to(self.root).as_posix()
            if is_maildir:
                folder = path.parent.parent.relative_to(self.root).as_posix()
                native = f"{folder}/maildir/{path.name.partition(':2,')[0]}"
            yield native, ((stat.st_size, stat.st_mtime_ns), path)

    @staticmethod
    def _is_mbox(path: Path) -> bool:
        return path.suffix.lower() in {".mbox", ".mbx"}

    def _read_mbox(
        self, path: str, file: Path, known: _Known, found: list[Found], removed: list[str]
    ) -> bool:
        """Tell the mails of an mbox, a page at most; whether all are told."""
        here = self._slices(path, file)
        before = known.boxes.get(path, [])
        new = [native for native in here if native not in set(before)]
        told = new[: max(1, self.page - len(found))]
        removed += [native for native in before if native not in here]
        found += [Found(native) for native in told]
        known.boxes[path] = [native for native in before if native in here] + told
        return len(told) == len(new)

    def _slices(self, path: str, file: Path) -> dict[str, tuple[int, int]]:
        """Where each mail of an mbox lies; read once while the file stays as it is."""
        stat = file.stat()
        stamp = (stat.st_size, stat.st_mtime_ns)
        held = self._boxes.get(path)
        if held is None or held[0] != stamp:
            held = self._boxes[path] = (stamp, _mails_of(path, file))
        return held[1]

    # -------------------------------------------------------------- content

    def fetch(self, native: str) -> bytes:
        """The mail *native*. Raises Gone."""
        path, _, digest = native.partition("#")
        try:
            if digest:
                return self._from_mbox(path, native)
            if "/maildir/" in f"/{path}":
                return self._from_maildir(path)
            with self._inside(path).open("rb") as file:
                return file.read(MAX_READ)
        except OSError:
            raise Gone(mailbox=self.name) from None

    def fetched(self, natives: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """Those of *natives* that are still there."""
        for native in natives:
            try:
                mail = self.fetch(native)
            except Gone:
                continue
            yield native, mail

    def _inside(self, path: str) -> Path:
        """The file at *path*, refused where it leads outside the folder."""
        file = (self.root / path).resolve()
        if not file.is_relative_to(self._whole):
            raise Gone(mailbox=self.name)
        return file

    def _from_mbox(self, path: str, native: str) -> bytes:
        file = self._inside(path)
        place = self._slices(path, file).get(native)
        if place is None:
            raise Gone(mailbox=self.name)
        with file.open("rb") as box:
            box.seek(place[0])
            return _unescaped(box.read(place[1] - place[0]))

    def _from_maildir(self, native: str) -> bytes:
        folder, _, name = f"/{native}".rpartition("/maildir/")
        for part in ("cur", "new"):
            directory = self._inside(f"{folder.lstrip('/') or '.'}/{part}")
            if (whole := directory / name).is_file():
                return whole.read_bytes()
            for file in directory.glob(f"{glob.escape(name)}:2,*"):
                return file.read_bytes()
        raise Gone(mailbox=self.name)

    # -------------------------------------------------------------- drafts

    def put_draft(self, mime: bytes, key: str) -> str:
        """Write the draft for *key* in Drafts, unless it is there; return its path, read back."""
        name = hashlib.sha256(draft_id(mime, key).encode()).hexdigest()[:24] + ".eml"
        file = self.drafts / name
        if not file.exists():
            self.drafts.mkdir(parents=True, exist_ok=True)
            being_written = self.drafts / f".{name}.{os.getpid()}"
            being_written.write_bytes(
                b"X-Unsent: 1\r\n" + stamped(mime, key)
            )  # Outlook opens it to send
            being_written.replace(file)
        if parse(file.read_bytes()).id != draft_id(mime, key):
            raise NotKept(mailbox=self.name, what=name)
        if file.is_relative_to(self.root):
            return file.relative_to(self.root).as_posix()
        return file.name


def _seen(file: Path) -> bool | None:
    flags = file.name.partition(":2,")[2]
    return "S" in flags if flags else None


def _walk(directory: Path, drafts: Path) -> Iterator[tuple[os.DirEntry[str], bool]]:
    """Files below *directory*, each with whether it lies in a Maildir; links are not followed."""
    in_maildir = directory.name in {"cur", "new"} and (directory.parent / "cur").is_dir()
    with os.scandir(directory) as entries:
        here = sorted(entries, key=lambda one: one.name)
    for entry in here:
        if entry.name.startswith(".") and not _is_maildir(Path(entry.path)):
            continue
        if entry.is_dir(follow_symlinks=False):
            if Path(entry.path) != drafts and entry.name != "tmp":
                yield from _walk(Path(entry.path), drafts)
        elif entry.is_file(follow_symlinks=False):
            yield entry, in_maildir


def _is_maildir(path: Path) -> bool:
    return (path / "cur").is_dir() and (path / "new").is_dir()


def _mails_of(path: str, file: Path) -> dict[str, tuple[int, int]]:
    """The mails of an mbox, each known by its content (twins are counted), and where they lie."""
    if file.stat().st_size == 0:
        return {}
    found: dict[str, tuple[int, int]] = {}
    with file.open("rb") as box, mmap.mmap(box.fileno(), 0, access=mmap.ACCESS_READ) as data:
        starts = [hit.span() for hit in _FROM_LINE.finditer(data)]
        starts = [(a, b) for a, b in starts if _after_blank(data[max(0, a - 4) : a])]
        for (_, begin), (end, _) in pairwise([*starts, (len(data), 0)]):
            digest = hashlib.sha256(_unescaped(data[begin:end])).hexdigest()[:24]
            native, twin = f"{path}#{digest}", 1
            while native in found:
                twin += 1
                native = f"{path}#{digest}.{twin}"
            found[native] = (begin, end)
    return found


def _unescaped(raw: bytes) -> bytes:
    """A mail as it was before it lay in an mbox."""
    return _ESCAPED_FROM.sub(rb"\1", raw.rstrip(b"\r\n") + b"\n")


def _after_blank(before: bytes) -> bool:
    return not before or before.endswith((b"\n\n", b"\r\n\r\n"))
