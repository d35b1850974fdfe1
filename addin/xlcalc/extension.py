"""A Calc extension out of plain data: functions in cells, a menu and a toolbar.

An ``.oxt`` is a zip of text files; none needs a compiler or an SDK. Two things were learnt the
hard way and are kept here:

* Calc writes into an ``.xlsx`` not a function's display name but the name of its service, a dot and
  the method. So the UNO service is called like the prefix people type (``COMPTOIR``) and the
  methods like the functions: the file then holds ``COMPTOIR.LANDED(…)``, and a file that came with
  that name computes when it is opened.
* A plain-text ``.idl`` listed in the manifest as a type library of kind RDB loads as it is.

What happens in a function or a command is the caller's own Python, named as ``package.module:name``
and imported inside the office when first needed, from the folders in `Extension.python_path`.
A function gets numbers as float, a range as rows, what was left out as None, and returns a number,
a text, or rows. A command gets its own name and the office's context.
"""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from xlcalc.boundary import guarded
from xlcalc.bridge import Office
from xlcalc.errors import CalcError
from xlcalc.uno_access import office_imports, url_of

KINDS = {
    "any": "any",
    "number": "double",
    "text": "string",
    "rows": "sequence< sequence< any > >",
    "more": "sequence< any >",
}
"""What a parameter may be -> its IDL. ``more``, the last one only, takes all that follows."""

_WORD = re.compile(r"^[A-Za-z][A-Za-z0-9_]*$")
_SHOUTED = re.compile(r"^[A-Z][A-Z0-9]*$")  # UNO's language allows no underscore
_MODULE = "xlcalcaddin"
_TARGET = re.compile(r"^[\w.]+:\w+$")
SHEETS = "com.sun.star.sheet.SpreadsheetDocument"

Words = Mapping[str, str]
"""A text in each language: ``{"en": …, "fr": …}``; English must be there."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter: its name in the code, what the function wizard says, and its kind."""

    name: str
    title: Words
    help: Words
    kind: str = "any"


@dataclass(frozen=True, slots=True)
class Function:
    """A function for cells: ``PREFIX.NAME``, and the Python that answers."""

    name: str
    target: str
    help: Words
    parameters: Sequence[Parameter] = ()
    returns: str = "any"


@dataclass(frozen=True, slots=True)
class Command:
    """A button: its name, its label, and a picture beside it (a PNG of 16 by 16, or None).

    In the menu, neighbours that name the same *group* stand together in a menu of their own.
    """

    name: str
    title: Words
    icon: bytes | None = None
    in_toolbar: bool = True
    separator_before: bool = False
    group: Words | None = None


@dataclass(frozen=True, slots=True)
class Extension:
    """Everything an extension is made of.

    *identifier* is its name among extensions (``org.example.calc``), *prefix* what its functions
    begin with, *on_command* the Python that runs commands (``package.module:name``).
    """

    identifier: str
    version: str
    title: Words
    prefix: str
    functions: Sequence[Function] = ()
    commands: Sequence[Command] = ()
    on_command: str = ""
    python_path: Sequence[str] = ()
    languages: Sequence[str] = field(default=("en", "fr"))

    def __post_init__(self) -> None:
        faults = list(_faults(self))
        if faults:
            raise ValueError("; ".join(faults))

    @property
    def commands_service(self) -> str:
        return f"{self.identifier}.Commands"


def _faults(extension: Extension) -> Sequence[str]:
    found = []
    if not _SHOUTED.match(extension.prefix):
        found.append(f"the prefix {extension.prefix!r} is not a word in capitals")
    for function in extension.functions:
        if not _SHOUTED.match(function.name):
            found.append(f"the function {function.name!r} is not a word in capitals")
        if not _TARGET.match(function.target):
            found.append(f"{function.name}: {function.target!r} is not package.module:name")
        for at, parameter in enumerate(function.parameters, 1):
            if not _WORD.match(parameter.name) or parameter.kind not in KINDS:
                found.append(f"{function.name}: parameter {parameter.name!r} is not one")
            if parameter.kind == "more" and at != len(function.parameters):
                found.append(f"{function.name}: only the last parameter may take more")
    names = [function.name for function in extension.functions]
    names += [command.name for command in extension.commands]
    found += [f"{name!r} is there twice" for name in {n for n in names if names.count(n) > 1}]
    if extension.commands and not _TARGET.match(extension.on_command):
        found.append("commands need on_command, as package.module:name")
    return found


# ---- the files -------------------------------------------------------------------------------


def idl(extension: Extension) -> str:
    """Return the interface of the functions, in UNO's own language.

    Parameters are only numbered there: its reserved words and rules for names stay out of the way.
    """
    methods = "".join(
        "    {} {}({});\n".format(
            KINDS["rows"] if function.returns == "rows" else "any",
            function.name,
            ", ".join(
                f"[in] {KINDS[each.kind]} p{at}" for at, each in enumerate(function.parameters, 1)
            ),
        )
        for function in extension.functions
    )
    return (
        f"module {_MODULE} {{ module {extension.prefix.lower()} {{\n"
        f"  interface XFunctions {{\n{methods}  }};\n}}; }};\n"
    )


_OPEN = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<oor:component-data xmlns:oor="http://openoffice.org/2001/registry"'
    ' xmlns:xs="http://www.w3.org/2001/XMLSchema" oor:name="{name}"'
    ' oor:package="org.openoffice.Office">\n'
)


def _prop(name: str, words: Words | str) -> str:
    if isinstance(words, str):
        values = f"<value>{escape(words)}</value>"
    else:
        values = "".join(
            f'<value xml:lang="{language}">{escape(text)}</value>'
            for language, text in words.items()
        )
    return f'<prop oor:name="{name}">{values}</prop>'


def _node(name: str, *inside: str) -> str:
    return f'<node oor:name={quoteattr(name)} oor:op="replace">{"".join(inside)}</node>\n'


def _same(text: str, languages: Sequence[str]) -> Words:
    return dict.fromkeys(languages, text)


def functions_xcu(extension: Extension) -> str:
    """Return what the function wizard shows."""
    nodes = []
    for function in extension.functions:
        full = _same(f"{extension.prefix}.{function.name}", extension.languages)
        parameters = [
            _node(f"p{at}", _prop("DisplayName", each.title), _prop("Description", each.help))
            for at, each in enumerate(function.parameters, 1)
        ]
        nodes.append(
            _node(
                function.name,
                _prop("DisplayName", full),
                _prop("Description", function.help),
                _prop("Category", "Add-In"),
                _prop("CompatibilityName", full),
                f'<node oor:name="Parameters">{"".join(parameters)}</node>',
            )
        )
    inside = f'<node oor:name="AddInFunctions">\n{"".join(nodes)}</node>'
    return (
        _OPEN.format(name="CalcAddIns")
        + f'<node oor:name="AddInInfo">{_node(extension.prefix, inside)}</node>\n'
        + "</oor:component-data>\n"
    )


def _url(extension: Extension, command: Command) -> str:
    return f"service:{extension.commands_service}?{command.name}"


def _buttons(extension: Extension, commands: Sequence[Command], first: int = 1) -> str:
    """The buttons, named so that the office, which sorts by name, keeps their order."""
    nodes = []
    for at, command in enumerate(commands, first):
        if command.separator_before:
            nodes.append(_node(f"m{at:03}s", _prop("URL", "private:separator")))
        nodes.append(
            _node(
                f"m{at:03}",
                _prop("Title", command.title),
                _prop("URL", _url(extension, command)),
                _prop("Target", "_self"),
                _prop("Context", SHEETS),
            )
        )
    return "".join(nodes)


def _menu(name: str, title: Words, entries: str) -> str:
    return _node(
        name,
        _prop("Title", title),
        _prop("Context", SHEETS),
        f'<node oor:name="Submenu">\n{entries}</node>',
    )


def _entries(extension: Extension) -> str:
    """The lines of the menu: buttons, and a menu for each group of them."""
    lines, at = [], 1
    for _, run in groupby(extension.commands, _group_key):
        commands = list(run)
        group = commands[0].group
        if group is None:
            lines.append(_buttons(extension, commands, at))
        else:
            within = [replace(one, separator_before=False) for one in commands]
            lines.append(_menu(f"m{at:03}", group, _buttons(extension, within)))
        at += len(commands)
    return "".join(lines)


def _group_key(command: Command) -> list[tuple[str, str]] | None:
    return sorted(command.group.items()) if command.group else None


def addons_xcu(extension: Extension) -> str:
    """Return the menu, the toolbar and their pictures."""
    name = extension.identifier
    menu = _menu(f"{name}.menu", extension.title, _entries(extension))
    shown = [command for command in extension.commands if command.in_toolbar]
    toolbar = _node(f"{name}.toolbar", _buttons(extension, shown))
    pictures = "".join(
        _node(
            f"{name}.{command.name}",
            _prop("URL", _url(extension, command)),
            '<node oor:name="UserDefinedImages">'
            + _prop("ImageSmallURL", f"%origin%/icons/{command.name}.png")
            + "</node>",
        )
        for command in extension.commands
        if command.icon
    )
    return (
        _OPEN.format(name="Addons")
        + '<node oor:name="AddonUI">\n'
        + f'<node oor:name="OfficeMenuBar">{menu}</node>\n'
        + f'<node oor:name="OfficeToolBar">{toolbar}</node>\n'
        + f'<node oor:name="Images">{pictures}</node>\n'
        + "</node></oor:component-data>\n"
    )


def window_xcu(extension: Extension) -> str:
    """Return where the toolbar stands: docked at the top, with words beside the pictures.

    Without this the office lets it float over the sheet, closed to the eye.
    """
    state = _node(
        f"private:resource/toolbar/addon_{extension.identifier}.toolbar",
        _prop("UIName", extension.title),
        _prop("Docked", "true"),
        _prop("DockingArea", "0"),
        _prop("DockPos", "0,5"),
        _prop("Visible", "true"),
        _prop("ContextSensitive", "false"),
        _prop("Style", "2"),
    )
    return (
        _OPEN.format(name="CalcWindowState").replace("openoffice.Office", "openoffice.Office.UI")
        + f'<node oor:name="UIElements"><node oor:name="States">{state}</node></node>\n'
        + "</oor:component-data>\n"
    )


def description_xml(extension: Extension) -> str:
    names = "".join(
        f'<name lang="{language}">{escape(text)}</name>'
        for language, text in extension.title.items()
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<description xmlns="http://openoffice.org/extensions/description/2006">\n'
        f"<identifier value={quoteattr(extension.identifier)}/>"
        f"<version value={quoteattr(extension.version)}/>"
        f"<display-name>{names}</display-name>\n</description>\n"
    )


_MEDIA = {
    "types.idl": "application/vnd.sun.star.uno-typelibrary;type=RDB",
    "component.py": "application/vnd.sun.star.uno-component;type=Python",
    "functions.xcu": "application/vnd.sun.star.configuration-data",
    "window.xcu": "application/vnd.sun.star.configuration-data",
    "addons.xcu": "application/vnd.sun.star.configuration-data",
}


def manifest_xml(parts: Sequence[str]) -> str:
    entries = "".join(
        f'<manifest:file-entry manifest:media-type="{_MEDIA[part]}" manifest:full-path="{part}"/>\n'
        for part in _MEDIA
        if part in parts
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<manifest:manifest xmlns:manifest="http://openoffice.org/2001/manifest">\n'
        f"{entries}</manifest:manifest>\n"
    )


def component_py(extension: Extension) -> str:
    """Return the Python that the office loads: it finds the caller's, and passes calls on."""
    settings = {
        "prefix": extension.prefix,
        "functions": {each.name: each.target for each in extension.functions},
        "rows": [each.name for each in extension.functions if each.returns == "rows"],
        "commands": extension.commands_service,
        "on_command": extension.on_command,
        "python_path": list(extension.python_path),
    }
    text = Path(__file__).with_name("extension_component.txt").read_text(encoding="utf-8")
    interface = f"{_MODULE}.{extension.prefix.lower()}"
    return text.replace("@SETTINGS@", repr(json.dumps(settings))).replace("@MODULE@", interface)


def parts_of(extension: Extension) -> dict[str, bytes]:
    """Return every file of the extension, by its name inside the zip."""
    texts = {"component.py": component_py(extension), "description.xml": description_xml(extension)}
    texts["types.idl"] = idl(extension)
    if extension.functions:
        texts["functions.xcu"] = functions_xcu(extension)
    if extension.commands:
        texts["addons.xcu"] = addons_xcu(extension)
        texts["window.xcu"] = window_xcu(extension)
    texts["META-INF/manifest.xml"] = manifest_xml(list(texts))
    parts = {name: text.encode() for name, text in texts.items()}
    for command in extension.commands:
        if command.icon:
            parts[f"icons/{command.name}.png"] = command.icon
    return parts


def build(extension: Extension, path: Path) -> Path:
    """Write the extension into the file *path*, and return it. Equal input, equal file."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in sorted(parts_of(extension).items()):
            file.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data)
    return path


# ---- installing ------------------------------------------------------------------------------


def _quiet_environment() -> Any:
    """Return an environment that says yes to a first question and gives up at the next."""
    with office_imports():
        import unohelper  # noqa: PLC0415 - only there where an office is
        from com.sun.star.task import XInteractionHandler  # noqa: PLC0415 - likewise
        from com.sun.star.ucb import XCommandEnvironment  # noqa: PLC0415 - likewise

    class Answers(unohelper.Base, XInteractionHandler):  # type: ignore[misc] # - UNO is untyped
        asked = 0

        def handle(self, request: Any) -> None:
            choices = request.getContinuations()
            Answers.asked += 1
            (choices[0] if Answers.asked == 1 else choices[-1]).select()

    class Environment(unohelper.Base, XCommandEnvironment):  # type: ignore[misc] # - likewise
        def getInteractionHandler(self) -> Any:  # noqa: N802 - UNO's name
            return Answers()

        def getProgressHandler(self) -> None:  # noqa: N802 - UNO's name
            return None

    return Environment()


def _manager(office: Office) -> Any:
    return office.context.getValueByName("/singletons/com.sun.star.deployment.ExtensionManager")


def install(office: Office, path: Path) -> str:
    """Install the file *path* for the user of *office*; return its identifier.

    An older one of the same identifier is replaced. Functions and buttons are there when the
    office is started again. Raises `CalcError` with the office's reason.
    """
    manager = _manager(office)
    try:
        package = guarded(manager.addExtension)(
            url_of(path), (), "user", manager.createAbortChannel(), _quiet_environment()
        )
    except CalcError as fault:
        raise CalcError(f"LibreOffice could not install {path.name}: {fault}") from None
    return str(package.getIdentifier().Value)


def remove(office: Office, identifier: str) -> None:
    """Remove an extension of the user."""
    manager = _manager(office)
    guarded(manager.removeExtension)(
        identifier, f"{identifier}.oxt", "user", manager.createAbortChannel(), _quiet_environment()
    )


def installed(office: Office) -> dict[str, str]:
    """Return the user's extensions: identifier -> version."""
    manager = _manager(office)
    found = guarded(manager.getDeployedExtensions)(
        "user", manager.createAbortChannel(), _quiet_environment()
    )
    return {each.getIdentifier().Value: each.getVersion() for each in found}
