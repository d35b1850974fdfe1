"""What a person decides about a mail, and what follows: its files lie in the dossier, its papers
tick the checklist, and a correction teaches a rule.
"""  # noqa: D205 - one sentence

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from comptoir.desk.deed import Deed
from comptoir.desk.mailing.keeping import Kept, MailGone, write_once
from comptoir.desk.mailing.knowing import Dossiers, dossiers_of
from comptoir.desk.mailing.reading import read_mail
from comptoir.desk.mailing.taking import harmless, split_dossiers
from comptoir.errors import Refused
from comptoir.mail.book import key_of
from comptoir.mail.filing import learnt
from comptoir.mail.parse import parse
from comptoir.records import RECORDS, Row
from comptoir.store import block
from comptoir.store import mail as kept
from comptoir.wording import Said, mark

ALONE = "Comptoir"
"""Who filed without asking."""
FEW_WORDS = 2
"""Words of a subject below which a rule would catch too much."""


class NoSuchDossier(Refused):
    """What the mail should be filed on is no order, offer or shipment."""

    message = mark(
        "{mail}: there is no order, offer or shipment {dossier}. Nothing was filed."
        " Check the reference; several are parted by commas."
    )


class NothingProposed(Refused):
    """There is nothing to confirm."""

    column = "dossier"
    message = mark(
        "No dossier is proposed for {mail}. Nothing was filed."
        " Enter one in the column Dossier, or set the mail aside."
    )


class NotChecked(Refused):
    """A risky mail is filed only after somebody made sure of it."""

    column = "checked"
    message = mark(
        "{mail} may be a fraud: {why} Nothing was filed."
        " Make sure by telephone, enter the day in the column Checked on, then file it."
    )


# ------------------------------------------------------------------ deciding


def file_mail(deed: Deed, mail: str, dossiers: Sequence[str] = ()) -> tuple[str, ...]:
    """File *mail* on *dossiers*, or on what is proposed: where it is filed now.

    Raises ``NoSuchDossier``, ``NothingProposed``, ``NotChecked``.
    """
    row = deed.row("message", mail)
    wanted = tuple(dossiers) or split_dossiers(row.get("proposed"))
    if not wanted:
        raise NothingProposed(mail=mail)
    deed.change("message", mail, {"dossier": ", ".join(wanted), "status": "FILED"})
    return decided(deed, mail)


def set_aside(deed: Deed, mail: str) -> None:
    """Say that the mail is about no dossier."""
    deed.change("message", mail, {"status": "ASIDE", "dossier": None})
    decided(deed, mail)


def decided(deed: Deed, mail: str, changed: Collection[str] = ()) -> tuple[str, ...]:
    """What follows from the row of *mail* as a person left it: the dossiers it is filed on now.

    *changed* are the fields that were typed in: a status of "filed" alone files as proposed, one
    of "set aside" takes the dossier away, a dossier files.
    """
    row = deed.row("message", mail)
    written = split_dossiers(row.get("dossier"))
    if row.get("status") == "ASIDE" and (not written or "status" in changed):
        written = ()
    elif row.get("status") == "FILED" and not written and "dossier" not in changed:
        written = split_dossiers(row.get("proposed"))
        if not written:
            raise NothingProposed(mail=mail)
    known = dossiers_of(deed.ask)
    whole = tuple(dict.fromkeys(d for one in written for d in _meant(one, known, mail)))
    _refuse_unchecked(mail, row, whole)
    status = "FILED" if whole else "ASIDE" if row.get("status") == "ASIDE" else "TO_CONFIRM"
    deed.change("message", mail, {"status": status, "dossier": ", ".join(whole) or None})
    _settle_filings(deed, mail, whole)
    _forget_places(deed, mail, whole)
    return whole


def _meant(written: str, known: Dossiers, mail: str) -> tuple[str, ...]:
    """The dossiers that a reference names: an order's own; those of an offer or a shipment."""
    if written in known.of_order:
        return (written,)
    if written in known.of_offer:
        return (known.of_offer[written],)
    if written in known.of_shipment:
        return known.of_shipment[written]
    raise NoSuchDossier(mail=mail, dossier=written)


def _refuse_unchecked(mail: str, row: Row, whole: Collection[str]) -> None:
    if whole and row.get("risk") == "ALARM" and not row.get("checked"):
        raise NotChecked(mail=mail, why=str(row.get("warning") or "").partition("\n")[0])


def _settle_filings(deed: Deed, mail: str, filed: Sequence[str]) -> None:
    """Note what was decided of each proposal; a dossier nobody proposed is noted too."""
    found = {key: row for key, row in deed.rows("filing").items() if row["message"] == mail}
    who = deed.author.name
    changes = {}
    for key, row in found.items():
        state = "FILED" if row["dossier"] in filed else "REFUSED"
        if row["state"] != state:
            alone = row["state"] == "FILED" and row.get("by") == ALONE
            changes[key] = {"state": state, "by": f"{ALONE}, {who}"[:80] if alone else who}
    deed.change_all("filing", changes)
    proposed = {row["dossier"] for row in found.values()}
    deed.add("filing", [
        {"message": mail, "dossier": one, "state": "FILED", "by": who}
        for one in filed if one not in proposed
    ])  # fmt: skip


def _forget_places(deed: Deed, mail: str, filed: Collection[str]) -> None:
    """Files laid in a dossier that the mail left stay there; they are laid in the right one too."""
    elsewhere = {
        key: {"file": None}
        for key, row in deed.rows("attachment").items()
        if row["message"] == mail
        and row.get("file")
        and str(row["file"]).partition("/")[0] not in filed
    }
    deed.change_all("attachment", elsewhere)


def learn(deed: Deed, folder: Kept, mail: str) -> str | None:
    """The rule that a correction teaches, registered: its reference; None where there is none.

    A subject of too few words would catch too much: it teaches nothing.
    """
    row = deed.row("message", mail)
    dossiers = split_dossiers(row.get("dossier"))
    if len(dossiers) > 1 or not row.get("sender") or row.get("way") == "OUT":
        return None
    dossier = dossiers[0] if dossiers else ""
    known = kept.mails_of(deed.db, [mail]).get(mail)
    if known is None:
        return None
    rule = learnt(parse(folder.read(known)), dossier)
    if len(rule.words) < FEW_WORDS:
        return None
    words = " ".join(rule.words)
    for key, one in deed.rows("mail_rule").items():
        if (one.get("sender"), one.get("subject_words")) == (rule.sender, words):
            deed.change("mail_rule", key, {"dossier": dossier or None, "active": True})
            return key
    [key] = deed.add("mail_rule", [{
        "sender": rule.sender, "subject_words": words, "dossier": dossier or None,
        "learnt": deed.today, "message": mail,
    }])  # fmt: skip
    return key


def corrected(deed: Deed, mail: str) -> bool:
    """Whether a person decided otherwise than was proposed: then there is something to learn."""
    row = deed.row("message", mail)
    mine = [one for one in deed.rows("filing").values() if one["message"] == mail]
    proposed = [one for one in mine if one.get("score") is not None]
    if row.get("status") == "ASIDE":
        return any(one["state"] == "REFUSED" for one in proposed)
    filed = {one["dossier"] for one in mine if one["state"] == "FILED"}
    return bool(filed) and not filed & {one["dossier"] for one in proposed}


# ------------------------------------------------------------------ laying


@dataclass(frozen=True, slots=True)
class Laid:
    """A file laid in a dossier, and the paper of the checklist it ticked."""

    mail: str
    place: Path
    document: str | None


def lay_waiting(deed: Deed, folder: Kept, dossiers: Path) -> list[Laid]:
    """Lay the files of all filed mails that lie nowhere yet in their dossiers, and tick papers.

    Laid twice is laid once: a crash in between is made good by the next call.
    """
    waiting = _waiting(deed)
    if not waiting:
        return []
    known = kept.mails_of(deed.db, waiting)
    checklist = Checklist(deed, dossiers_of(deed.ask))
    laid: list[Laid] = []
    places: dict[str, str] = {}
    mails = deed.rows("message")
    for mail, files in waiting.items():
        try:
            raw = folder.read(known[mail])
        except (KeyError, MailGone):
            continue
        for key, place in _lay(dossiers, mails[mail], files, raw).items():
            places[key] = place
            document = checklist.tick(mails[mail], files[key], place, raw)
            laid.append(Laid(mail, dossiers / place, document))
    deed.change_all("attachment", {key: {"file": place} for key, place in places.items()})
    return laid


def _waiting(deed: Deed) -> dict[str, dict[str, Row]]:
    """Files that lie nowhere yet, by mail."""
    asked = deed.ask("message")
    filed = {
        key
        for key, status in zip(asked.keys, asked.columns["status"], strict=True)
        if status == "FILED"
    }
    found: dict[str, dict[str, Row]] = {}
    for key, row in block(deed.db, RECORDS["attachment"]).rows():
        mail = str(row["message"])
        if mail in filed and not row.get("file") and harmless(row.get("dangers")):
            found.setdefault(mail, {})[key] = row
    return found


def _lay(dossiers: Path, mail: Row, files: Mapping[str, Row], raw: bytes) -> dict[str, str]:
    """Write *files* of the mail *raw* into each of its dossiers: where each lies first."""
    contents = {one.sha256: one.data for one in parse(raw).attachments}
    laid: dict[str, str] = {}
    for key, one in files.items():
        sha256 = str(one["sha256"])
        if sha256 not in contents:
            continue
        for dossier in split_dossiers(mail.get("dossier")):
            folder = dossiers / re.sub(r"[^\w-]+", "-", dossier) / "mail"
            there = next(folder.glob(f"{sha256[:12]}-*"), None)
            place = there or folder / f"{sha256[:12]}-{one['name']}"
            write_once(place, contents[sha256])
            laid.setdefault(key, place.relative_to(dossiers).as_posix())
    return laid


OWED_BY = {
    "PARTNER": {"CUSTOMER", "SUPPLIER", "PROSPECT"},
    "CARRIER": {"FORWARDER", "CARRIER"},
    "BROKER": {"BROKER", "FORWARDER"},
    "BANK": {"BANK"},
    "INSURER": {"INSURER", "FORWARDER", "BROKER", "SUPPLIER"},
    "CHAMBER": {"SUPPLIER", "FORWARDER", "BROKER", "OTHER"},
    "AUTHORITY": {"SUPPLIER", "FORWARDER", "BROKER", "OTHER"},
}
"""Who may send the paper that is owed by each: a forwarder's bill is not the invoice we owe."""


@dataclass(slots=True)
class Checklist:
    """The papers of the shipments, as mails may tick them."""

    deed: Deed
    dossiers: Dossiers

    def tick(self, mail: Row, file: Row, place: str, raw: bytes) -> str | None:
        """Say that the paper came, where exactly one shipment waits for it: its reference."""
        code = file.get("paper")
        if not code or file.get("draft") or mail.get("risk") == "ALARM" or mail.get("way") == "OUT":
            return None
        mine = set(split_dossiers(mail.get("dossier")))
        shipments = {key for key, of in self.dossiers.of_shipment.items() if mine & set(of)}
        waiting = {
            key: row
            for key, row in self.deed.rows("document").items()
            if row["shipment"] in shipments
            and row["paper"] == code
            and not row.get("received")
            and not row.get("waived")
            and self._may_send(mail, row)
        }
        key = self._the_one(waiting, raw)
        if key is None:
            return None
        day = mail.get("received")
        came = day if isinstance(day, date) else self.deed.today
        self.deed.change("document", key, {"received": came, "file": place})
        return key

    def _may_send(self, mail: Row, document: Row) -> bool:
        sender = self.deed.rows("party").get(str(mail.get("party")))
        if sender is None:
            return False
        roles = OWED_BY.get(str(document.get("owner")), set())
        return str(sender.get("role")) in roles

    def _the_one(self, waiting: Mapping[str, Row], raw: bytes) -> str | None:
        if len(waiting) <= 1:
            return next(iter(waiting), None)
        read = read_mail(raw)
        whole = key_of("\n".join([read.message.subject, read.message.text,
                                  *(text.text for text in read.texts)]))  # fmt: skip
        named = [key for key, row in waiting.items() if self._named(str(row["shipment"]), whole)]
        return named[0] if len(named) == 1 else None

    def _named(self, shipment: str, whole: str) -> bool:
        row = self.deed.rows("shipment")[shipment]
        numbers = [shipment, row.get("booking"), row.get("transport_doc")]
        numbers += [box.get("number") for box in self.deed.parts("container", shipment).values()]
        return any(key_of(str(one)) in whole for one in numbers if one)


def laid_said(laid: Iterable[Laid]) -> list[Said]:
    """What was laid, a sentence to each paper ticked."""
    return [
        Said("{document} came with {mail}: {file}", document=one.document, mail=one.mail,
             file=one.place.name)
        for one in laid
        if one.document
    ]  # fmt: skip
