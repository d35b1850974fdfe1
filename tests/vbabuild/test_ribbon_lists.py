"""A ribbon from a list of deeds: what is shown, in which order, and what is refused."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lxml import etree

from vbabuild import __main__ as command
from vbabuild import ribbon
from vbabuild.ribbon import Deed, Group, Menu
from vbabuild.texts import Bilingual

TEXT = Bilingual("Texte", "Text")


def tree(addin):
    return etree.fromstring(ribbon.custom_ui(addin.ribbon).encode())


def shape(element):
    name = etree.QName(element).localname
    return (
        {element.get("id", name): [shape(one) for one in element]}
        if len(element)
        else (element.get("id", name))
    )


def test_deeds_stand_in_their_groups_and_menus_in_the_order_of_the_list(addin):
    tab = tree(addin)[0][0][0]
    assert shape(tab) == {
        "tab": [
            {"data": ["refresh", "save", {"language": ["language_fr", "language_en"]}]},
            {"papers": [{"letters": ["invoice", "packing"]}]},
        ]
    }


def test_what_a_button_carries(addin):
    refresh = next(one for one in tree(addin).iter("{*}button") if one.get("id") == "refresh")
    assert dict(refresh.attrib) == {
        "id": "refresh",
        "size": "large",
        "imageMso": "RefreshAll",
        "getLabel": "Ruban.Libelle",
        "getScreentip": "Ruban.Infobulle",
        "onAction": "Ruban.Agir",
    }


def test_a_button_in_a_menu_has_no_size_and_one_without_a_tip_asks_for_none(addin):
    packing = next(one for one in tree(addin).iter("{*}button") if one.get("id") == "packing")
    assert set(packing.attrib) == {"id", "getLabel", "onAction"}


def test_no_label_is_written_into_the_ribbon_but_the_names_of_the_languages(addin):
    labels = [one.get("label") for one in tree(addin).iter() if one.get("label")]
    assert labels == ["Français", "English"]


def test_every_label_and_tip_that_the_ribbon_asks_for_has_a_text(addin):
    keys = {key for key, _ in ribbon.texts(addin.ribbon)}
    for one in tree(addin).iter():
        if one.get("getLabel"):
            assert one.get("id") in keys
        if one.get("getScreentip"):
            assert f"{one.get('id')}.tip" in keys


def test_each_deed_has_one_constant_command_and_each_language_too(addin):
    code = ribbon.deeds_module(addin.ribbon, "desk.ribbon:click").code
    commands = [line.strip() for line in code.splitlines() if "RunPython" in line]
    ids = ["refresh", "save", "invoice", "packing", "language_fr", "language_en"]
    assert commands == [
        f'Case "{one}": RunPython "import desk.ribbon; desk.ribbon.click(\'{one}\')"' for one in ids
    ]


def changed(addin, **parts):
    return replace(addin.ribbon, **parts)


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"deeds": (Deed("a b", TEXT, group="data"),)}, "'a b' cannot be an id"),
        ({"deeds": (Deed("x'); evil('", TEXT, group="data"),)}, "cannot be an id"),
        ({"deeds": (Deed("Data", TEXT, group="data"),)}, "'Data': two things have this id"),
        ({"deeds": (Deed("language", TEXT, group="data"),)}, "'language': two things"),
        ({"deeds": (Deed("a", TEXT, group="none"),)}, "a: there is no group 'none'"),
        ({"deeds": (Deed("a", TEXT, menu="none"),)}, "a: there is no menu 'none'"),
        ({"deeds": (Deed("a", TEXT, image="x/y", group="data"),)}, "'x/y' names no picture"),
        ({"menus": (Menu("m", TEXT, "none"),)}, "m: there is no group 'none'"),
        ({"menus": (Menu("m", TEXT, "data"),)}, "m: no deed stands in this menu"),
        ({"language_group": "none"}, "language: there is no group 'none'"),
        ({"groups": (Group("data", TEXT), Group("DATA", TEXT))}, "two things have this id"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_lists_that_cannot_be(addin, parts, said):
    with pytest.raises(ValueError, match="(?s)" + said.replace("(", r"\(")):
        ribbon.custom_ui(changed(addin, **parts))


@pytest.mark.parametrize("python", ["desk.ribbon", "desk.ribbon:click()", "x;y:z", "x:y'"])
def test_a_click_goes_to_a_named_function_only(addin, python):
    with pytest.raises(ValueError, match="is not module:function"):
        ribbon.deeds_module(addin.ribbon, python)


def test_a_file_can_be_checked_by_hand(tmp_path, capsys, xlam_bytes):
    sound, broken = tmp_path / "a.xlam", tmp_path / "b.xlam"
    sound.write_bytes(xlam_bytes)
    broken.write_bytes(xlam_bytes[:-30])
    assert command.main([str(sound)]) == 0
    assert "nothing to object to" in capsys.readouterr().out
    assert command.main([str(sound), str(broken)]) == 1
    assert "zip-damaged" in capsys.readouterr().out
