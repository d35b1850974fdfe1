"""The ribbon: a tab with groups, menus and buttons, from a plain list of deeds.

A deed is what one button does. The list is the same for every surface; here it
becomes ``customUI14.xml``, the texts the callbacks look up, and a module with one
fixed line for each deed. Labels, tips and the language are callbacks of the module
``Ruban``, which knows nothing of any deed.

Source: [MS-CUSTOMUI2] (namespace of 2009), as Office 2010 and later read it.

>>> save = Deed("save", Bilingual("Enregistrer", "Save"), group="desk", image="mso:FileSave")
>>> tab = Ribbon("tab", Bilingual("Comptoir", "Desk"), (Group("desk", TAB),), (save,))
>>> 'button id="save" size="large" imageMso="FileSave"' in custom_ui(tab)
True
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from vbabuild.project import Module, module
from vbabuild.texts import Bilingual

NAMESPACE = "http://schemas.microsoft.com/office/2009/07/customui"
LABEL, TIP, ACT = "Ruban.Libelle", "Ruban.Infobulle", "Ruban.Agir"
LOADED, CHOSEN, SHOWN = "Ruban.AuChargement", "Ruban.ChoisirLangue", "Ruban.LangueChoisie"
LANGUAGE = "language"
ITEMS = ("language_fr", "language_en")
DEEDS_MODULE = "Gestes"
SILENT = "python.silent"
"""The text of the box, before the reason, where Python does not answer a button."""
TAB = Bilingual("Comptoir", "Comptoir")
_ID = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,63}\Z")
_PYTHON = re.compile(r"[a-z_][a-z0-9_]*(\.[a-z_][a-z0-9_]*)*:[a-z_][a-z0-9_]*\Z")
_OWN_IMAGE = re.compile(r"[A-Za-z][A-Za-z0-9_]*\Z")
_OFFICE_IMAGE = re.compile(r"mso:[A-Za-z0-9]+\Z")


@dataclass(frozen=True, slots=True)
class Deed:
    """What one button does: its id, texts and picture, and where it stands.

    *image* is a picture of the add-in by name, or Office's own as ``mso:FileSave``.
    *menu* is the id of the menu that holds it, if any.
    """

    id: str
    label: Bilingual
    tip: Bilingual = Bilingual("", "")  # noqa: RUF009 - frozen
    image: str = ""
    group: str = ""
    menu: str = ""
    large: bool = True


@dataclass(frozen=True, slots=True)
class Group:
    """A group of buttons; deeds name it by its id."""

    id: str
    label: Bilingual


@dataclass(frozen=True, slots=True)
class Menu:
    """A button of *group* that opens the deeds naming it."""

    id: str
    label: Bilingual
    group: str
    tip: Bilingual = Bilingual("", "")  # noqa: RUF009 - frozen
    image: str = ""


@dataclass(frozen=True, slots=True)
class Ribbon:
    """One tab. With *language_group*, that group ends with the choice of French or English."""

    id: str
    label: Bilingual
    groups: tuple[Group, ...]
    deeds: tuple[Deed, ...]
    menus: tuple[Menu, ...] = ()
    language_group: str = ""
    language_label: Bilingual = Bilingual("Langue", "Language")  # noqa: RUF009 - frozen
    keytip: str = ""

    @property
    def shown(self) -> tuple[Deed | Menu, ...]:
        """Everything with a picture and a tip."""
        return (*self.menus, *self.deeds)

    @property
    def images(self) -> set[str]:
        """The add-in's own pictures that the ribbon shows."""
        shown = {one.image for one in self.shown}
        return {name for name in shown if name and not name.startswith("mso:")}


def objections(ribbon: Ribbon) -> Iterator[str]:
    """Everything wrong in the lists, before Excel says so in its own way."""
    own = [ribbon.id, LANGUAGE, *ITEMS]
    ids = [*own, *(one.id for one in ribbon.groups), *(one.id for one in ribbon.shown)]
    lowered = [one.lower() for one in ids]
    for one in ids:
        if not _ID.match(one):
            yield f"{one!r} cannot be an id: a letter, then letters, figures and _"
        if lowered.count(one.lower()) > 1:
            yield f"{one!r}: two things have this id"
    for shown in ribbon.shown:
        if shown.image and not (_OWN_IMAGE.match(shown.image) or _OFFICE_IMAGE.match(shown.image)):
            yield f"{shown.id}: {shown.image!r} names no picture"
    yield from _places(ribbon)


def _places(ribbon: Ribbon) -> Iterator[str]:
    groups, menus = {one.id for one in ribbon.groups}, {one.id for one in ribbon.menus}
    for deed in ribbon.deeds:
        if deed.menu and deed.menu not in menus:
            yield f"{deed.id}: there is no menu {deed.menu!r}"
        if not deed.menu and deed.group not in groups:
            yield f"{deed.id}: there is no group {deed.group!r}"
    for menu in ribbon.menus:
        if menu.group not in groups:
            yield f"{menu.id}: there is no group {menu.group!r}"
        if all(deed.menu != menu.id for deed in ribbon.deeds):
            yield f"{menu.id}: no deed stands in this menu"
    if ribbon.language_group and ribbon.language_group not in groups:
        yield f"{LANGUAGE}: there is no group {ribbon.language_group!r}"


def refuse_faulty(ribbon: Ribbon) -> None:
    """Raise ``ValueError`` with every objection."""
    if refused := sorted(set(objections(ribbon))):
        raise ValueError("\n".join(refused))


def custom_ui(ribbon: Ribbon) -> str:
    """``customUI14.xml``. Raises ``ValueError`` with every objection to the lists."""
    refuse_faulty(ribbon)
    keytip = {"keytip": ribbon.keytip} if ribbon.keytip else {}
    head = _attributes({"id": ribbon.id, "getLabel": LABEL, "insertAfterMso": "TabHome", **keytip})
    groups = (line for group in ribbon.groups for line in _group(ribbon, group))
    lines = [
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>',
        f'<customUI xmlns="{NAMESPACE}" onLoad="{LOADED}">',
        "  <ribbon>",
        "    <tabs>",
        f"      <tab {head}>",
        *groups,
        "      </tab>",
        "    </tabs>",
        "  </ribbon>",
        "</customUI>",
    ]
    return "\n".join(lines) + "\n"


def _attributes(values: dict[str, str]) -> str:
    return " ".join(f"{name}={quoteattr(value)}" for name, value in values.items())


def _group(ribbon: Ribbon, group: Group) -> Iterator[str]:
    """A group with its deeds and menus, a menu where its first deed is listed."""
    yield f"        <group {_attributes({'id': group.id, 'getLabel': LABEL})}>"
    menus = {one.id: one for one in ribbon.menus if one.group == group.id}
    for deed in ribbon.deeds:
        if deed.menu in menus:
            yield from _menu(ribbon, menus.pop(deed.menu))
        elif not deed.menu and deed.group == group.id:
            yield f"          {_button(deed, size=True)}"
    if group.id == ribbon.language_group:
        yield from _language()
    yield "        </group>"


def _menu(ribbon: Ribbon, menu: Menu) -> Iterator[str]:
    shown = {"id": menu.id, "size": "large", **_image(menu.image), "getLabel": LABEL}
    if menu.tip.en:
        shown["getScreentip"] = TIP
    yield f"          <menu {_attributes(shown)}>"
    for deed in ribbon.deeds:
        if deed.menu == menu.id:
            yield f"            {_button(deed, size=False)}"
    yield "          </menu>"


def _button(deed: Deed, *, size: bool) -> str:
    shown = {"id": deed.id}
    if size:
        shown["size"] = "large" if deed.large else "normal"
    shown |= {**_image(deed.image), "getLabel": LABEL}
    if deed.tip.en:
        shown["getScreentip"] = TIP
    return f"<button {_attributes(shown | {'onAction': ACT})}/>"


def _image(image: str) -> dict[str, str]:
    if not image:
        return {}
    kind, _, name = image.rpartition(":")
    return {"imageMso": name} if kind else {"image": name}


def _language() -> Iterator[str]:
    shown = {
        "id": LANGUAGE,
        "getLabel": LABEL,
        "onAction": CHOSEN,
        "getSelectedItemIndex": SHOWN,
    }
    yield f"          <dropDown {_attributes(shown)}>"
    for item, label in zip(ITEMS, ("Français", "English"), strict=True):
        yield f'            <item id="{item}" label="{label}"/>'
    yield "          </dropDown>"


def texts(ribbon: Ribbon) -> Iterator[tuple[str, Bilingual]]:
    """Label and tip of everything on the tab: the keys are its id, and its id with ``.tip``."""
    yield ribbon.id, ribbon.label
    for group in ribbon.groups:
        yield group.id, group.label
    for shown in ribbon.shown:
        yield shown.id, shown.label
        if shown.tip.en:
            yield f"{shown.id}.tip", shown.tip
    if ribbon.language_group:
        yield LANGUAGE, ribbon.language_label


def deeds_module(ribbon: Ribbon, python: str) -> Module:
    """The module ``Gestes``: one constant command for each deed, and no other.

    The choice of a language is a deed as well: ``language_fr`` or ``language_en``.

    *python* is the function that gets the deed's id, as ``desk.ribbon:click``. Nothing
    that a workbook holds becomes part of a command.

    >>> tab = Ribbon("tab", TAB, (Group("desk", TAB),), (Deed("save", TAB, group="desk"),))
    >>> print(deeds_module(tab, "desk.ribbon:click").code.splitlines()[9].strip())
    Case "save": RunPython "import desk.ribbon; desk.ribbon.click('save')"
    """
    refuse_faulty(ribbon)
    if not _PYTHON.match(python):
        raise ValueError(f"{python!r} is not module:function")
    inside, _, function = python.partition(":")
    ids = [deed.id for deed in ribbon.deeds] + list(ITEMS if ribbon.language_group else ())
    cases = (
        f'        Case "{one}": RunPython "import {inside}; {inside}.{function}(\'{one}\')"'
        for one in ids
    )
    lines = [
        "Option Explicit",
        "' Written when the add-in is built, from the list of deeds.",
        "",
        "Public Sub Agir(ByVal deed As String)",
        "    If ActiveWorkbook Is Nothing Then Workbooks.Add",
        "    Dim reason As String",
        "    On Error GoTo failed",
        "    Select Case deed",
        *cases,
        "    End Select",
        "    Exit Sub",
        "failed:",
        "    reason = Err.Description",
        f'    MsgBox Textes.Texte("{SILENT}") & vbLf & reason, vbExclamation',
        "End Sub",
    ]
    return module(DEEDS_MODULE, "\n".join(lines))
