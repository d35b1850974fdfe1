"""Check a ribbon: elements, attributes, ids, pictures, and that every callback fits.

Source: [MS-CUSTOMUI] and [MS-CUSTOMUI2], the elements that add-ins use. Excel shows
nothing of a ribbon it cannot read, and says why only when "Show add-in user
interface errors" is on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from vbabuild.mistakes import Faults
from vbabuild.project import Kind, Project

_IDS = frozenset({"id", "idMso", "idQ"})
_INSERTS = frozenset({"insertAfterMso", "insertBeforeMso", "insertAfterQ", "insertBeforeQ"})
_IMAGES = frozenset({"image", "imageMso", "getImage"})
_LABEL = frozenset({"label", "getLabel"})
_VISIBLE = frozenset({"visible", "getVisible"})
_TIPS = frozenset({"screentip", "getScreentip", "supertip", "getSupertip"})
_KEYTIP = frozenset({"keytip", "getKeytip"})
_DESCRIPTION = frozenset({"description", "getDescription"})
_SIZE = frozenset({"size", "getSize"})
_PLACE = _IDS | _INSERTS | _VISIBLE | {"tag"}
_CONTROL = (
    _PLACE
    | _LABEL
    | _TIPS
    | _KEYTIP
    | _IMAGES
    | {"enabled", "getEnabled", "showLabel"}
    | {"getShowLabel", "showImage", "getShowImage"}
)  # fmt: skip - one line to the kind
_BIG = _CONTROL | _SIZE | _DESCRIPTION
_GET_ITEMS = frozenset(
    {"getItemCount", "getItemID", "getItemImage", "getItemLabel", "getItemScreentip"}
    | {"getItemSupertip", "showItemImage", "showItemLabel", "sizeString"}
    | {"getSelectedItemID", "getSelectedItemIndex", "onAction"}
)
_EDIT = frozenset({"getText", "onChange", "maxLength", "sizeString"})
_BUTTONS = frozenset({"button", "control", "toggleButton", "gallery"})
_MENUS = frozenset({"dynamicMenu", "menu", "splitButton"})
_IN_MENU = _BUTTONS | _MENUS | {"checkBox", "menuSeparator"}
_FIELDS = frozenset({"comboBox", "dropDown", "editBox", "labelControl", "checkBox"})
_IN_BOX = _BUTTONS | _MENUS | _FIELDS | {"box", "buttonGroup"}
_NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Element:
    """What an element may carry and hold."""

    attributes: frozenset[str] = _NOTHING
    holds: frozenset[str] = _NOTHING


ELEMENTS: Mapping[str, _Element] = {
    "customUI": _Element(frozenset({"onLoad", "loadImage"}), frozenset({"ribbon", "contextMenus"})),
    "ribbon": _Element(frozenset({"startFromScratch"}), frozenset({"tabs", "contextualTabs"})),
    "tabs": _Element(holds=frozenset({"tab"})),
    "contextualTabs": _Element(holds=frozenset({"tabSet"})),
    "tabSet": _Element(_VISIBLE | {"idMso"}, frozenset({"tab"})),
    "tab": _Element(_PLACE | _LABEL | _KEYTIP, frozenset({"group"})),
    "group": _Element(
        _CONTROL | {"autoScale", "centerVertically"}, _IN_BOX | {"separator", "dialogBoxLauncher"}
    ),
    "box": _Element(_PLACE | {"boxStyle"}, _IN_BOX),
    "buttonGroup": _Element(_PLACE, _BUTTONS | _MENUS),
    "dialogBoxLauncher": _Element(holds=frozenset({"button"})),
    "button": _Element(_BIG | {"onAction"}),
    "toggleButton": _Element(_BIG | {"onAction", "getPressed"}),
    "checkBox": _Element((_CONTROL - _IMAGES) | _DESCRIPTION | {"onAction", "getPressed"}),
    "control": _Element(_BIG),
    "labelControl": _Element(_CONTROL - _KEYTIP - _IMAGES),
    "editBox": _Element(_CONTROL | _EDIT),
    "comboBox": _Element(
        _CONTROL | _EDIT | (_GET_ITEMS - {"onAction"}) | {"invalidateContentOnDrop"},
        frozenset({"item"}),
    ),
    "dropDown": _Element(_CONTROL | _GET_ITEMS, frozenset({"item", "button"})),
    "gallery": _Element(
        _BIG
        | _GET_ITEMS
        | {"columns", "rows", "itemWidth", "itemHeight", "getItemWidth"}
        | {"getItemHeight", "showInRibbon", "invalidateContentOnDrop"},
        frozenset({"item", "button"}),
    ),
    "item": _Element(frozenset({"id", "label", "image", "imageMso", "screentip", "supertip"})),
    "menu": _Element(_BIG | {"itemSize", "title", "getTitle"}, _IN_MENU),
    "dynamicMenu": _Element(_BIG | {"getContent", "invalidateContentOnDrop"}),
    "splitButton": _Element(
        _PLACE | _TIPS | _KEYTIP | _SIZE | {"enabled", "getEnabled", "showLabel", "getShowLabel"},
        frozenset({"button", "toggleButton", "menu"}),
    ),
    "separator": _Element(_PLACE),
    "menuSeparator": _Element(_PLACE | {"title", "getTitle"}),
    "contextMenus": _Element(holds=frozenset({"contextMenu"})),
    "contextMenu": _Element(frozenset({"idMso"}), _IN_MENU),
}  # fmt: skip - a table

_NEEDS_ONE_ID = frozenset(ELEMENTS) - {
    *("customUI", "ribbon", "tabs", "contextualTabs", "dialogBoxLauncher", "contextMenus")
}
_BOOLEAN = frozenset({"true", "false", "1", "0"})
_VALUES: Mapping[str, frozenset[str]] = {
    "size": frozenset({"normal", "large"}),
    "itemSize": frozenset({"normal", "large"}),
    "boxStyle": frozenset({"horizontal", "vertical"}),
    **dict.fromkeys(
        ("startFromScratch", "visible", "enabled", "showLabel", "showImage", "showItemLabel"),
        _BOOLEAN,
    ),
}
_LONGEST_KEYTIP, _LONGEST_TEXT = 3, 1024
_TEXTS = frozenset({"label", "screentip", "supertip", "description", "title"})
_XML_NAME = re.compile(r"[A-Za-z_][\w.-]*\Z")

_CONTROL_PARAMETER = r"(?:ByVal )?\w+ As (?:Office\.)?IRibbonControl"
_RETURNED = r"(?:ByRef )?\w+(?: As Variant)?"


def _signature(*parameters: str) -> re.Pattern[str]:
    return re.compile(r"\s*,\s*".join(parameters) + r"\Z", re.IGNORECASE)


def _given(kind: str) -> str:
    return rf"(?:ByVal |ByRef )?\w+ As {kind}"


_LOADED = _signature(r"(?:ByVal )?\w+ As (?:Office\.)?IRibbonUI")
_CLICKED = _signature(_CONTROL_PARAMETER)
_TOGGLED = _signature(_CONTROL_PARAMETER, _given("Boolean"))
_SELECTED = _signature(_CONTROL_PARAMETER, _given("String"), _given("Integer"))
_TYPED = _signature(_CONTROL_PARAMETER, _given("String"))
_ITEM_ASKED = _signature(_CONTROL_PARAMETER, _given("Integer"), _RETURNED)
_ASKED = _signature(_CONTROL_PARAMETER, _RETURNED)
_IMAGE_LOADED = _signature(_given("String"), _RETURNED)
_ACTIONS = {
    "button": _CLICKED,
    "toggleButton": _TOGGLED,
    "checkBox": _TOGGLED,
    "dropDown": _SELECTED,
    "gallery": _SELECTED,
}


def _callback(element: str, attribute: str) -> re.Pattern[str] | None:
    """The parameters of a callback, or nothing when the attribute is none."""
    fixed = {"onLoad": _LOADED, "loadImage": _IMAGE_LOADED, "onChange": _TYPED}
    if attribute in fixed:
        return fixed[attribute]
    if attribute == "onAction":
        return _ACTIONS.get(element, _CLICKED)
    if attribute.startswith("getItem") and attribute not in {"getItemCount", "getItemWidth"}:
        return _ASKED if attribute == "getItemHeight" else _ITEM_ASKED
    return _ASKED if re.match("get[A-Z]", attribute) else None


def public_subs(project: Project) -> dict[str, str]:
    """The parameters of each Sub that a ribbon can call, by its name and by module.name."""
    found: dict[str, str] = {}
    pattern = r"^(?:Public )?(?:Static )?Sub (\w+)[ ]*\((.*)\)[ ]*(?:'.*)?$"
    for one in project.modules:
        if one.kind is Kind.MODULE:
            code = re.sub(r" _\r?\n\s*", " ", one.code).replace("\r\n", "\n")
            for match in re.finditer(pattern, code, re.MULTILINE | re.IGNORECASE):
                found[f"{one.name}.{match[1]}".lower()] = match[2].strip()
                found.setdefault(match[1].lower(), match[2].strip())
    return found


class _Checker:
    def __init__(self, where: str, subs: Mapping[str, str], images: Mapping[str, bytes]) -> None:
        self.where, self.subs, self.images = where, subs, images
        self.ids: set[str] = set()
        self.faults = Faults()

    def found(self, mistake: str, element: etree._Element, detail: str) -> None:
        place = f"{self.where}:{element.sourceline}"
        self.faults.found(mistake, place, f"{_name(element)} {_who(element)}: {detail}")

    def element(self, element: etree._Element) -> None:
        known = ELEMENTS.get(_name(element))
        if known is None:
            self.found("ribbon-element", element, "unknown")
            return
        for child in element.iterchildren("*"):
            if _name(child) not in known.holds:
                mistake = "ribbon-nesting" if _name(child) in ELEMENTS else "ribbon-element"
                self.found(mistake, child, f"in {_name(element)}")
        self._ids(element)
        self._pairs(element)
        for attribute, value in _attributes(element):
            if attribute not in known.attributes:
                self.found("ribbon-attribute", element, attribute)
            self._value(element, attribute, value)
            self._call(element, attribute, value)
        for child in element.iterchildren("*"):
            if _name(child) in known.holds:
                self.element(child)

    def _ids(self, element: etree._Element) -> None:
        given = _IDS & {name for name, _ in _attributes(element)}
        if len(given) > 1:
            self.found("ribbon-id-many", element, ", ".join(sorted(given)))
        if not given and _name(element) in _NEEDS_ONE_ID:
            self.found("ribbon-required", element, "an id")
        own = element.get("id")
        if own is None:
            return
        if not _XML_NAME.match(own):
            self.found("ribbon-id-form", element, own)
        if own.lower() in self.ids:
            self.found("ribbon-id-twice", element, own)
        self.ids.add(own.lower())

    def _pairs(self, element: etree._Element) -> None:
        given = {name for name, _ in _attributes(element)}
        for mistake, group in (("ribbon-images", _IMAGES), ("ribbon-inserts", _INSERTS)):
            if len(given & group) > 1:
                self.found(mistake, element, ", ".join(sorted(given & group)))
        for attribute in given - _IMAGES:
            asked = f"get{attribute[:1].upper()}{attribute[1:]}"
            if asked in given:
                self.found("ribbon-said-twice", element, f"{attribute} and {asked}")

    def _value(self, element: etree._Element, attribute: str, value: str) -> None:
        if value not in _VALUES.get(attribute, {value}):
            self.found("ribbon-value", element, f"{attribute}={value!r}")
        if attribute == "keytip" and len(value) > _LONGEST_KEYTIP:
            self.found("ribbon-keytip", element, value)
        if attribute in _TEXTS and len(value) > _LONGEST_TEXT:
            self.found("ribbon-text-long", element, f"{attribute} of {len(value)}")
        if attribute == "image":
            if value not in self.images:
                self.found("ribbon-image-missing", element, value)
            elif not self.images[value].startswith(b"\x89PNG\r\n\x1a\n"):
                self.found("ribbon-image-form", element, value)

    def _call(self, element: etree._Element, attribute: str, value: str) -> None:
        fitting = _callback(_name(element), attribute)
        if fitting is None:
            return
        parameters = self.subs.get(value.rpartition("!")[2].lower())
        if parameters is None:
            self.found("ribbon-callback-missing", element, f"{attribute}: {value}")
        elif not fitting.match(parameters):
            self.found("ribbon-callback-fit", element, f"{attribute}: {value}({parameters})")


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname


def _who(element: etree._Element) -> str:
    return str(next((element.get(key) for key in sorted(_IDS) if element.get(key)), "without id"))


def _attributes(element: etree._Element) -> Iterator[tuple[str, str]]:
    for attribute, value in element.attrib.items():
        yield str(attribute), str(value)


def check(
    root: etree._Element, where: str, project: Project, images: Mapping[str, bytes]
) -> Faults:
    """Every mistake in a ribbon, given the project it calls and the package's pictures by id."""
    checker = _Checker(where, public_subs(project), images)
    if _name(root) != "customUI":
        checker.found("ribbon-element", root, "not customUI")
    else:
        checker.element(root)
    return checker.faults
