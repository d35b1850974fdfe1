"""The mails of a dossier, out of the desk as they came: for a lawyer, an insurer, a colleague.

A package with each mail as a file any mail program opens, and a list of them. Texts in the list
are only texts, whatever they look like.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from comptoir import store
from comptoir.desk.mailing.knowing import dossiers_of
from comptoir.desk.mailing.syncing import Post
from comptoir.desk.mailing.taking import split_dossiers
from comptoir.desk.showing import Reading
from comptoir.errors import Refused
from comptoir.records import RECORDS, Row
from comptoir.store import mail as kept
from comptoir.wording import Said, mark

LISTED = ("ref", "received", "time", "way", "sender", "recipients", "subject", "files")
FORMULA = ("=", "+", "-", "@", "\t", "\r")


class NoMails(Refused):
    """Nothing is filed there."""

    message = mark(
        "No mail is filed on {ref}. Nothing was exported. File its mails on the sheet Mails first."
    )


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written, and the mails whose files are not there any more."""

    file: Path
    count: int
    missing: tuple[str, ...]


def mails_about(post: Post, ref: str) -> list[tuple[str, Row]]:
    """The mails filed on the dossier of *ref*, the oldest first."""
    with store.reading(post.engine) as db:
        found = dossiers_of(Reading(db, {}))
        wanted = {ref, *found.of_shipment.get(ref, ()), found.of_offer.get(ref, ref)}
        rows = store.current(db, RECORDS["message"])
    mine = [(key, row) for key, row in rows.items() if wanted & set(split_dossiers(row["dossier"]))]
    return sorted(mine, key=lambda pair: (str(pair[1]["received"]), str(pair[1]["time"])))


def export(post: Post, ref: str, file: Path) -> Exported:
    """Write the mails filed on *ref* into the package *file*. Raises ``NoMails``."""
    mails = mails_about(post, ref)
    if not mails:
        raise NoMails(ref=ref)
    with store.reading(post.engine) as db:
        known = kept.mails_of(db, [key for key, _ in mails])
    missing = []
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_name(f".{file.name}.new")
    with ZipFile(beside, "w", ZIP_DEFLATED) as package:
        package.writestr("mails.csv", listed(mails, post.lang))
        for number, (key, row) in enumerate(mails, 1):
            place = post.mails.place(known[key].sha256, known[key].suffix) if key in known else None
            if place is None or not place.is_file():
                missing.append(key)
                continue
            package.write(place, f"{number:03}-{row['received']}-{key}{known[key].suffix}")
    beside.replace(file)
    return Exported(file, len(mails) - len(missing), tuple(missing))


def listed(mails: list[tuple[str, Row]], lang: str) -> str:
    """The list of the mails as a spreadsheet opens it, its texts never formulas.

    >>> _cell("=HYPERLINK(1)")
    "'=HYPERLINK(1)"
    """
    record = RECORDS["message"]
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";" if lang == "fr" else ",", lineterminator="\r\n")
    writer.writerow([record.by_name[name].heading(lang) for name in LISTED])
    for _, row in mails:
        writer.writerow(list(_cells(row, lang)))
    return "\ufeff" + out.getvalue()


def _cells(row: Row, lang: str) -> Iterator[str]:
    for name in LISTED:
        kind = RECORDS["message"].by_name[name].kind
        shown = kind.cell(kind.stored(row.get(name)), lang)
        yield _cell("" if shown is None else str(shown))


def _cell(text: str) -> str:
    flat = re.sub(r"[\r\n]+", " | ", text)
    return f"'{flat}" if flat.startswith(FORMULA) else flat


def exported_said(done: Exported) -> Said:
    """What was written, as a sentence."""
    if done.missing:
        return Said(
            "{file}: {count} {count:mail|mails}. The files of {missing} are not there any more.",
            file=done.file, count=done.count, missing=list(done.missing),
        )  # fmt: skip
    return Said("{file}: {count} {count:mail|mails}.", file=done.file, count=done.count)
