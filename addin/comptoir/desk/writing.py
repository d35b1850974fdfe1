"""Letters: gathered from the store, filled in Word, laid in their dossier, and remembered.

A letter is remembered with the prints of its data and of its template, in the same save that laid
it down. When the desk's data change, the letters that would read otherwise now are marked: those
and no others (`comptoir.desk.rereading`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from comptoir.desk import Desk
from comptoir.desk.composing import (
    Composed,
    Rack,
    Wish,
    as_lines,
    asked_by,
    composed,
    from_lines,
    safe_name,
)
from comptoir.desk.deed import Deed
from comptoir.errors import ComptoirError
from comptoir.letters import prints, sets
from comptoir.letters.gathering.kin import kin
from comptoir.letters.kinds import kind_named
from comptoir.letters.letter import Letter, fill
from comptoir.letters.shelf import Shelf
from comptoir.records import Row
from comptoir.wording import Said

_PAPERS = {
    "commercial_invoice": "INVOICE",
    "packing_list": "PACKING_LIST",
    "broker_instruction": "BROKER_MANDATE",
    "remittance": "COLLECTION_ORDER",
}
"""The letters that are papers of a shipment's checklist."""


class Prints(Protocol):
    """What turns a Word file into a PDF."""

    def pdf(self, data: bytes, name: str = ...) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Written:
    """A letter that was written: what it is, where it lies, what to look at before sending.

    *waiting* are the marks in it that a person must still replace.
    """

    letter: Letter
    ref: str
    file: Path
    remarks: tuple[Said, ...]
    pdf: Path | None = None
    waiting: tuple[str, ...] = ()


def write(desk: Desk, wish: Wish, printer: Prints | None = None) -> Written:
    """Write one letter into its dossier, with its PDF where a *printer* is given."""
    with writing(desk) as pen:
        return pen.write(wish, printer)


def write_again(desk: Desk, letter: str, printer: Prints | None = None) -> Written:
    """Write a letter again as it was wanted, from today's data; it replaces the old one."""
    row = desk.look().rows("letter")[letter]
    facts, enclosures = from_lines(row.get("told"))
    wish = Wish(
        kind=str(row["kind"]), ref=str(row["asked"]), lang=str(row["language"]), told=facts,
        to=str(row.get("addressee") or ""), enclosures=enclosures,
    )  # fmt: skip
    with writing(desk) as pen:
        dossier = str(row["file"]).partition("/")[0]
        return pen.lay(wish, pen.compose(wish), printer, dossier)


@contextmanager
def writing(desk: Desk, what: str = "letters") -> Iterator[Pen]:
    """Letters written in one save: all of them are kept and remembered, or none."""
    laid: list[Path] = []
    try:
        with desk.deed(what) as deed:
            yield Pen(desk, deed, Rack(deed.db), Shelf(own=desk.settings.templates), laid)
    except BaseException:
        for file in laid:
            file.unlink(missing_ok=True)
        raise


@dataclass(slots=True)
class Pen:
    """What letters are written with, as long as one save lasts."""

    desk: Desk
    deed: Deed
    rack: Rack
    shelf: Shelf
    laid: list[Path]

    def write(self, wish: Wish, printer: Prints | None = None) -> Written:
        """Write a letter, lay it down and remember it. Raises what it refuses."""
        return self.lay(wish, self.compose(wish), printer)

    def compose(self, wish: Wish) -> Composed:
        """The letter as a value, signed by who is at the desk."""
        asked = asked_by(self.desk.settings, self.desk.author.name, self.deed.today, wish)
        return composed(wish.kind, wish.ref, asked, self.rack)

    def lay(
        self, wish: Wish, told: Composed, printer: Prints | None = None, dossier: str = ""
    ) -> Written:
        """Fill the template, put the file under the next number of its dossier, remember it."""
        letter = told.letter
        content = fill(self.shelf.template(letter.kind.name, letter.lang), letter)
        file = self._file(content, dossier or wish.ref, f"{letter.kind.name}-{letter.lang}")
        pdf = None
        if printer is not None:
            pdf = file.with_suffix(".pdf")
            self.laid.append(pdf)
            pdf.write_bytes(printer.pdf(content, file.name))
        ref = self._remember(wish, told, file, pdf)
        return Written(letter, ref, file, letter.remarks, pdf, told.waiting)

    def _file(self, content: bytes, ref: str, name: str) -> Path:
        """A new file in the dossier of *ref*, numbered after the last; two writers never meet."""
        folder = self.desk.settings.dossiers / safe_name(ref)
        folder.mkdir(parents=True, exist_ok=True)
        number = 1 + max((_number(path) for path in folder.iterdir()), default=0)
        while True:
            file = folder / f"{number:02}-{self.deed.today:%Y-%m-%d}-{name}.docx"
            if not any(folder.glob(f"{number:02}-*")):
                try:
                    with file.open("xb") as out:
                        out.write(content)
                except FileExistsError:
                    pass
                else:
                    self.laid.append(file)
                    return file
            number += 1

    def _remember(self, wish: Wish, told: Composed, file: Path, pdf: Path | None) -> str:
        letter, dossiers = told.letter, self.desk.settings.dossiers
        row: Row = {
            "title": letter.title,
            "about": told.about,
            "asked": wish.ref,
            "party": told.to,
            "addressee": wish.to or None,
            "day": self.deed.today,
            "language": letter.lang,
            "file": file.relative_to(dossiers).as_posix(),
            "pdf": pdf.relative_to(dossiers).as_posix() if pdf else None,
            "kind": letter.kind.name,
            "by": self.desk.author.name,
            "told": as_lines(wish) or None,
            "data": prints.as_text(prints.prints(letter.values), told.seen),
            "made_of": self.shelf.digest(letter.kind.name, letter.lang),
        }
        older = [key for key, one in self.rack("letter").items() if _same(one, row)]
        [ref] = self.deed.add("letter", [row])
        self.deed.change_all("letter", {key: {"replaced_by": ref} for key in older})
        for key in older:
            self.rack("letter")[key]["replaced_by"] = ref
        self.rack("letter")[ref] = {**row, "ref": ref}
        self._tick_off(letter.kind.name, wish.ref, str(row["file"]))
        return ref

    def _tick_off(self, kind: str, ref: str, file: str) -> None:
        """Note in the shipment's list of papers that one of them is made."""
        if kind not in _PAPERS:
            return
        shipments = [ref] if ref in self.rack("shipment") else kin("shipment", ref, self.rack)
        if len(shipments) != 1:
            return
        for key, row in self.deed.parts("document", shipments[0]).items():
            if row["paper"] == _PAPERS[kind] and not row.get("waived"):
                values: Row = {"file": file}
                if not row.get("received"):
                    values["received"] = self.deed.today
                self.deed.change("document", key, values)
                self.rack.known.pop("document", None)


def _same(one: Row, new: Row) -> bool:
    """Whether a letter takes the place of *one*: the same sort, record and reader, not yet sent."""
    told = ("kind", "about", "asked", "party", "language")
    return not one.get("replaced_by") and not one.get("sent") and all(
        one.get(name) == new.get(name) for name in told
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Set:
    """A set of papers: those written, and those that could not be, each with its reason."""

    written: tuple[Written, ...]
    left_out: tuple[tuple[str, Said], ...]


def write_set(
    desk: Desk,
    ref: str,
    *,
    lang: str | None = None,
    printer: Prints | None = None,
    tell: Callable[[Said], None] = lambda _said: None,
) -> Set:
    """Write every paper of the deal of *ref*: invoice, packing list, instructions, cover letter.

    A paper whose facts are missing is left out and its reason told; the cover names what was
    written. Raises ``NoRecord`` where *ref* belongs to no order.
    """
    written: list[Written] = []
    left_out: list[tuple[str, Said]] = []
    with writing(desk, "papers of a deal") as pen:
        wanted = sets.pieces(ref, pen.rack)
        for one in wanted:
            tell(Said("{kind}: {ref}", kind=kind_named(one.kind).said(), ref=one.ref))
            titles = tuple(each.letter.title for each in written)
            enclosures = titles if sets.is_cover(one.kind) else ()
            wish = Wish(kind=one.kind, ref=one.ref, lang=lang, enclosures=enclosures)
            try:
                told = pen.compose(wish)
            except ComptoirError as refused:
                left_out.append((one.kind, refused.said))
                continue
            written.append(pen.lay(wish, told, printer, ref))
    return Set(tuple(written), tuple(left_out))


def _number(path: Path) -> int:
    found = re.match(r"(\d+)-", path.name)
    return int(found[1]) if found else 0
