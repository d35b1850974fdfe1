"""The list of deeds as Excel's ribbon, and as Calc's menu and toolbar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comptoir.ribbon.declared import Deed, Menu
from comptoir.ribbon.deeds import DEEDS, GROUPS, MENUS
from comptoir.ribbon.icons import picture
from comptoir.wording import LANGUAGES, Said, mark, translated

if TYPE_CHECKING:
    from vbabuild.ribbon import Ribbon
    from vbabuild.texts import Bilingual
    from xlcalc.extension import Command

TOOLBAR = (
    "refresh", "save", "check", "undo", "history", "take_mine", "take_theirs", "new_shipment",
    "letter_usual", "sync_mail", "draft_reply", "look_up", "help",
)  # fmt: skip
"""The buttons of Calc's toolbar, where all of them would not fit; the menu has every one."""
TAB = mark("Comptoir")
LANGUAGE = mark("Language")
_MENU = mark("{group}: {menu}")
MORE = {
    "ribbon.forgotten": mark(
        "The buttons will be in the language you chose when Excel is started again."
    ),
    "python.silent": mark(
        "Python does not answer. Nothing was changed. In a terminal, type: comptoir doctor"
    ),
    "function.silent": mark(
        "#COMPTOIR! Python does not answer. In a terminal, type: comptoir doctor."
    ),
    "open.title": mark("Comptoir"),
    "open.offer": mark("Show in this workbook what the desk says now?"),
}
"""Texts that the macros of Excel look up beside those of the ribbon."""


def both(text: str) -> Bilingual:
    """*text* in French and in English."""
    from vbabuild.texts import Bilingual  # noqa: PLC0415 - only when an add-in is built

    return Bilingual(translated(text, "fr"), text)


def excel_ribbon() -> Ribbon:
    """The tab of Excel."""
    from vbabuild import ribbon  # noqa: PLC0415 - only when an add-in is built

    return ribbon.Ribbon(
        id="comptoir_tab",
        label=both(TAB),
        groups=tuple(ribbon.Group(one.id, both(one.label)) for one in GROUPS),
        deeds=tuple(
            ribbon.Deed(
                id=one.id,
                label=both(one.label),
                tip=both(one.tip),
                image=one.drawn,
                group=one.group,
                large=one.large,
                menu=one.menu,
            )
            for one in DEEDS
            if not one.language
        ),
        menus=tuple(
            ribbon.Menu(
                id=one.id, label=both(one.label), group=one.group, tip=both(one.tip), image="letter"
            )
            for one in MENUS
        ),
        language_group="help_group",
        language_label=both(LANGUAGE),
    )


def more_texts() -> tuple[tuple[str, Bilingual], ...]:
    """The texts that Excel's macros say, by key."""
    return tuple((key, both(text)) for key, text in MORE.items())


def pictures(size: int = 32) -> dict[str, bytes]:
    """The PNG of each button of Excel, by its id."""
    return {one.drawn: picture(one.drawn, size) for one in DEEDS if not one.language}


def calc_commands() -> list[Command]:
    """The menu and the toolbar of Calc: the desk's own buttons, and a menu for each other group."""
    from xlcalc.extension import Command  # noqa: PLC0415 - only when an extension is built

    others = GROUPS[1:]
    named = {one.id: {lang: translated(one.label, lang) for lang in LANGUAGES} for one in others}
    named |= {menu.id: _within(menu) for menu in MENUS}
    starts = {_first_shown(group.id) for group in others}
    return [
        Command(
            name=one.id,
            title={lang: translated(one.label, lang) for lang in LANGUAGES},
            icon=picture(one.drawn, 16),
            in_toolbar=one.id in TOOLBAR,
            separator_before=one.id in starts,
            group=named.get(one.menu or one.group),
        )
        for one in sorted(DEEDS, key=_order)
    ]


def _within(menu: Menu) -> dict[str, str]:
    """The title of a menu beside its group's own: ``Letters: sale``."""
    group = next(one.label for one in GROUPS if one.id == menu.group)
    return {
        lang: Said(_MENU, group=Said(group), menu=Said(menu.label)).in_(lang) for lang in LANGUAGES
    }


def _order(deed: Deed) -> int:
    return [one.id for one in GROUPS].index(deed.group)


def _first_shown(group: str) -> str:
    """The first button of *group* in the toolbar, if any."""
    return next((one.id for one in DEEDS if one.group == group and one.id in TOOLBAR), "")
