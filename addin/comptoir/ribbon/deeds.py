"""Every deed that has a button, in the order of the buttons.

A room of buttons is a module with its own ``DEEDS``; here they are put together.
"""

from __future__ import annotations

from comptoir.desk import Desk
from comptoir.records import RECORDS
from comptoir.ribbon import (
    cashing,
    clashing,
    corresponding,
    figuring,
    growing,
    guidance,
    keeping,
    mails,
    shipping,
    trading,
)
from comptoir.ribbon.declared import Deed, Group
from comptoir.ribbon.told import Pressed, Told
from comptoir.wording import Said, mark


def show_help(desk: Desk, book: Pressed) -> Told:  # noqa: ARG001 - as every deed
    """Say what the column under the cursor is for, and name the buttons, group by group.

    What each does, its tip says: a box holds fewer lines than there are buttons.
    """
    place = book.selected()
    lines: list[Said] = []
    if place.record:
        record = RECORDS[place.record]
        lines.append(
            Said("{sheet}: {purpose}", sheet=Said(record.many), purpose=Said(record.purpose))
        )
        if one := record.by_name.get(place.field):
            lines.append(
                Said("{column}: {purpose}", column=Said(one.label), purpose=Said(one.help))
            )
    for group in GROUPS:
        mine = (one for one in DEEDS if one.group == group.id and not one.menu)
        labels = [Said(one.label) for one in mine]
        lines.append(Said("{group}: {buttons}", group=Said(group.label), buttons=labels))
    return Told(Said("Help is shown."), lines)


HELP = (
    Deed(
        "help", mark("Help"),
        mark("What the column under the cursor is for, and what each button does."),
        "help_group", show_help,
    ),
)  # fmt: skip
GROUPS = (
    Group("desk_group", mark("Desk")),
    Group("row_group", mark("Row")),
    Group("clash_group", mark("Clashes")),
    Group("trade_group", mark("Buying and selling")),
    Group("shipment_group", mark("Shipment")),
    Group("money_group", mark("Money")),
    Group("letter_group", mark("Letters")),
    Group("figures_group", mark("Figures")),
    Group("mail_group", mark("Mails")),
    Group("growth_group", mark("Development")),
    Group("help_group", mark("Help")),
)
DEEDS: tuple[Deed, ...] = (
    *keeping.DEEDS,
    *clashing.DEEDS,
    *trading.DEEDS,
    *shipping.DEEDS,
    *cashing.DEEDS,
    *corresponding.DEEDS,
    *figuring.DEEDS,
    *mails.DEEDS,
    *growing.DEEDS,
    *HELP,
    *guidance.DEEDS,
)
"""Every deed, in the order of its button."""
MENUS = corresponding.MENUS
"""The menus that hold some of them."""
