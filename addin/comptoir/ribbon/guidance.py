"""Help, the doctor, and the same workbook in the other language."""

from __future__ import annotations

from comptoir.desk import Desk
from comptoir.desk.doctor import OK, SIGNS, examined
from comptoir.desk.gathering import gathered
from comptoir.errors import Refused
from comptoir.ribbon.declared import Deed
from comptoir.ribbon.told import Pressed, Told
from comptoir.sheets.build import build
from comptoir.wording import Said, mark


class SameLanguage(Refused):
    message = mark("This workbook is in that language already. Nothing was done.")


def show_state(desk: Desk, book: Pressed) -> Told:  # noqa: ARG001 - as every deed
    """Examine the desk and this computer."""
    found = list(examined(gathered(desk.settings, now=desk.clock())))
    lines = [
        Said("{sign} {what}: {said}", sign=SIGNS[one.state], what=Said(one.what), said=one.said)
        for one in found
    ]
    ailments = sum(one.state != OK for one in found)
    if not ailments:
        return Told(Said("Doctor: all is well."), lines)
    return Told(Said("Doctor: {count} ailments.", count=ailments), lines)


def in_french(desk: Desk, book: Pressed) -> Told:
    return _in_language(desk, book, "fr")


def in_english(desk: Desk, book: Pressed) -> Told:
    return _in_language(desk, book, "en")


def _in_language(desk: Desk, book: Pressed, lang: str) -> Told:
    """Open the workbook of the same kind in *lang*: the one that is there, or a new one."""
    memory = book.memory()
    if memory.lang == lang:
        raise SameLanguage
    path = desk.settings.workbooks / f"{memory.kind}-{lang}.xlsx"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        build(path, desk.view(memory.kind, lang=lang))
    book.beside(path)
    return Told(Said("{name} is open beside this workbook.", name=path.name))


DEEDS = (
    Deed(
        "doctor", mark("Doctor"),
        mark("Examine the desk and this computer; each ailment comes with its remedy."),
        "help_group", show_state, large=False,
    ),
    Deed(
        "language_fr", mark("In French"),
        mark("Open this workbook in French."),
        "help_group", in_french, large=False, language=True,
    ),
    Deed(
        "language_en", mark("In English"),
        mark("Open this workbook in English."),
        "help_group", in_english, large=False, language=True,
    ),
)  # fmt: skip
