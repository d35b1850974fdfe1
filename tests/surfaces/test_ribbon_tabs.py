"""One list of deeds, from which Excel's ribbon and Calc's menu and toolbar are made."""

from __future__ import annotations

import re
import struct
import zlib
from pathlib import Path

import click
import pytest

import comptoir
from comptoir import ribbon
from comptoir.cli import main
from comptoir.ribbon.icons import DRAWN, picture
from comptoir.ribbon.tabs import TOOLBAR
from comptoir.wording import translated
from vbabuild.ribbon import custom_ui, deeds_module, texts
from xlcalc.extension import Extension, addons_xcu


def test_excel_gets_a_button_for_every_deed_but_the_languages_which_it_lists():
    tab = ribbon.excel_ribbon()
    shown = custom_ui(tab)
    for deed in ribbon.DEEDS:
        assert (f'button id="{deed.id}"' in shown) is not deed.language
    assert 'dropDown id="language"' in shown
    assert tab.images == set(ribbon.pictures(8))


def test_the_macros_of_excel_find_every_text():
    known = dict([*texts(ribbon.excel_ribbon()), *ribbon.more_texts()])
    wanted = ("refresh", "refresh.tip", "ribbon.forgotten", "open.title", "open.offer", "language")
    assert all(known[key].fr and known[key].en for key in wanted)


def test_every_button_of_excel_calls_a_deed_there_is():
    code = deeds_module(ribbon.excel_ribbon(), "comptoir.ribbon:click").code
    for deed in ribbon.DEEDS:
        assert f"comptoir.ribbon.click('{deed.id}')" in code


def test_calc_gets_every_deed_in_its_menu_in_both_languages():
    commands = ribbon.calc_commands()
    assert [one.name for one in commands] == [deed.id for deed in ribbon.DEEDS]
    assert all(set(one.title) == {"fr", "en"} and one.icon for one in commands)
    made = Extension("org.comptoir.calc", "1", {"en": "Comptoir"}, "COMPTOIR",
                     commands=commands, on_command="comptoir.ribbon:command")  # fmt: skip
    menu = addons_xcu(made)
    assert "Enregistrer au bureau" in menu
    assert "service:org.comptoir.calc.Commands?take_mine" in menu


def decoded(png):
    """Width, height, rows of (red, green, blue, cover)."""
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    at, parts = 8, {}
    while at < len(png):
        size, kind = struct.unpack(">I4s", png[at : at + 8])
        data = png[at + 8 : at + 8 + size]
        proof = struct.unpack(">I", png[at + 8 + size : at + 12 + size])[0]
        assert proof == zlib.crc32(kind + data)
        parts[kind] = data
        at += 12 + size
    wide, high = struct.unpack(">II", parts[b"IHDR"][:8])
    rows = zlib.decompress(parts[b"IDAT"])
    step = 1 + 4 * wide
    return wide, high, [rows[r * step + 1 : (r + 1) * step] for r in range(high)]


@pytest.mark.parametrize("name", list(DRAWN))
def test_a_picture_is_a_whole_png_with_a_clear_ground(name):
    wide, high, rows = decoded(picture(name, 16))
    assert (wide, high) == (16, 16)
    covers = [row[at] for row in rows for at in range(3, len(row), 4)]
    assert covers[0] == 0
    assert sum(cover > 200 for cover in covers) > 25
    assert picture(name, 16) == picture(name, 16)


def test_every_deed_has_its_own_picture():
    assert set(DRAWN) == {deed.drawn for deed in ribbon.DEEDS}
    assert len({picture(name, 16) for name in DRAWN}) == len(DRAWN)


def test_the_toolbar_of_calc_has_the_buttons_of_every_hour_the_menu_all():
    shown = [one.name for one in ribbon.calc_commands() if one.in_toolbar]
    assert {"refresh", "save", "undo", "sync_mail", "help"} <= set(shown)
    assert len(shown) < 15
    assert set(TOOLBAR) <= {deed.id for deed in ribbon.DEEDS}


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_page_of_the_trade_names_buttons_and_commands_that_there_are(lang):
    page = (Path(comptoir.__file__).parent / "help" / f"trade.{lang}.md").read_text("utf-8")
    labels = {translated(one.label, lang) for one in ribbon.DEEDS}
    named = set(re.findall(r"\*\*(.+?)\*\*", page))
    assert len(named) > 15
    assert named <= labels, named - labels
    groups = re.findall(r"`comptoir (\w+) (\w+)`((?:, `\w+`)*)", page)
    assert len(groups) > 10
    for group, first, more in groups:
        context = click.Context(main)
        known = main.get_command(context, group).list_commands(context)
        assert {first, *re.findall(r"\w+", more)} <= set(known), (group, first, more)
