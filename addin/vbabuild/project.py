r"""Write a VBA project from source: ``vbaProject.bin`` without a performance cache.

Source: [MS-OVBA] 2.3 and 2.4. A project of source only carries version 0xFFFF
and Excel compiles it when it opens (2.3.4.1); xlwings ships its own files so.
Function descriptions and categories are attributes of the source, as Excel
itself saves them, so nothing has to run to set them.

>>> module("Ruban", "Option Explicit\nSub A()\nEnd Sub").code.splitlines()
['Attribute VB_Name = "Ruban"', 'Option Explicit', 'Sub A()', 'End Sub']
"""

from __future__ import annotations

import re
import struct
import uuid
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from vbabuild import compound
from vbabuild.compression import compress
from vbabuild.protection import scrambled


class Kind(Enum):
    """What a module is: in ``PROJECT`` a module, a class or a document."""

    MODULE = "Module"
    CLASS = "Class"
    WORKBOOK = "Document of a workbook"
    SHEET = "Document of a sheet"

    @property
    def document(self) -> bool:
        return self in {Kind.WORKBOOK, Kind.SHEET}


BASES = {
    Kind.CLASS: "0{FCFB3D2A-A0FA-1068-A738-08002B3371B5}",
    Kind.WORKBOOK: "0{00020819-0000-0000-C000-000000000046}",
    Kind.SHEET: "0{00020820-0000-0000-C000-000000000046}",
}
CLASS_ATTRIBUTES = (
    "VB_Base",
    "VB_GlobalNameSpace",
    "VB_Creatable",
    "VB_PredeclaredId",
    "VB_Exposed",
    "VB_TemplateDerived",
    "VB_Customizable",
)
STDOLE = (
    "stdole",
    (
        r"*\G{00020430-0000-0000-C000-000000000046}#2.0#0#C:\Windows\System32\stdole2.tlb"
        "#OLE Automation"
    ),
)
OFFICE = (
    "Office",
    (
        r"*\G{2DF8D04C-5BFA-101B-BDE5-00AA0044DE52}#2.0#0#C:\Program Files\Common Files"
        r"\Microsoft Shared\OFFICE16\MSO.DLL#Microsoft Office 16.0 Object Library"
    ),
)
_CODE_PAGES = {10000: "mac_roman", 65001: "utf-8"}


@dataclass(frozen=True, slots=True)
class Module:
    """A module as it stands in its stream: its attributes, then its code, with CR LF."""

    name: str
    kind: Kind
    code: str


@dataclass(frozen=True, slots=True)
class Project:
    """A name, modules, and references as (name, library id). The id is made from the name."""

    name: str
    modules: tuple[Module, ...]
    references: tuple[tuple[str, str], ...] = (STDOLE, OFFICE)
    code_page: int = 1252
    guid: str = ""

    @property
    def id(self) -> str:
        made = uuid.uuid5(uuid.NAMESPACE_URL, f"vbabuild/{self.name}")
        return self.guid or f"{{{made}}}".upper()


def encoding(code_page: int) -> str:
    """Python's name of a code page: Windows numbers, and the Mac's 10000."""
    return _CODE_PAGES.get(code_page, f"cp{code_page}")


def crlf(text: str) -> str:
    """*text* with CR LF at every line end, the last one too."""
    return "\r\n".join(text.rstrip().splitlines()) + "\r\n"


def module(name: str, code: str) -> Module:
    """A standard module; *code* may begin with its attributes, as exported, or not."""
    _, body = _attributes(code)
    return Module(name, Kind.MODULE, f'Attribute VB_Name = "{name}"\r\n{body}')


def document(name: str, kind: Kind, code: str = "") -> Module:
    """The module behind a workbook or a sheet, empty or with code."""
    return Module(name, kind, _class_header(name, kind, {}) + (_attributes(code)[1]))


def from_file(path: Path) -> Module:
    """A module kept as text: ``.bas`` or ``.cls`` as the editor of Excel exports them.

    ``ThisWorkbook.cls`` is the workbook's own module; other classes are classes.
    """
    return from_text(path.stem, path.suffix, path.read_text("utf-8-sig"))


def from_text(stem: str, suffix: str, text: str) -> Module:
    """As ``from_file``, the text being at hand. The header of exported classes goes."""
    attributes, body = _attributes(_without_export_header(text))
    name = attributes.get("VB_Name", stem).strip('"')
    if suffix.lower() == ".bas":
        return module(name, body)
    kind = Kind.WORKBOOK if name == "ThisWorkbook" else Kind.CLASS
    return Module(name, kind, _class_header(name, kind, attributes) + body)


def _without_export_header(text: str) -> str:
    return re.sub(r"\AVERSION .*?^END\s*?\n", "", crlf(text), flags=re.DOTALL | re.MULTILINE)


def _attributes(text: str) -> tuple[dict[str, str], str]:
    """The attributes at the top of *text*, and the code below them."""
    lines = crlf(text).splitlines() if text.strip() else []
    found: dict[str, str] = {}
    while lines and (match := re.match(r"Attribute (VB_\w+) = (.*)$", lines[0])):
        found[match[1]] = match[2]
        del lines[0]
    return found, crlf("\n".join(lines)) if lines else ""


def _class_header(name: str, kind: Kind, given: dict[str, str]) -> str:
    document = str(kind.document)
    attributes = {
        "VB_Name": f'"{name}"',
        "VB_Base": f'"{BASES[kind]}"',
        "VB_GlobalNameSpace": "False",
        "VB_Creatable": "False",
        "VB_PredeclaredId": document,
        "VB_Exposed": document,
        "VB_TemplateDerived": "False",
        "VB_Customizable": document,
    }
    if not kind.document:
        kept = "VB_PredeclaredId", "VB_Exposed", "VB_Description"
        attributes |= {key: given[key] for key in kept if key in given}
    return "".join(f"Attribute {key} = {value}\r\n" for key, value in attributes.items())


def write(project: Project) -> bytes:
    """The bytes of ``vbaProject.bin``: the same project gives the same bytes.

    Raises ``UnicodeEncodeError`` where code holds what the code page does not.
    """
    page = encoding(project.code_page)
    streams = {one.name: compress(one.code.encode(page)) for one in project.modules}
    streams["dir"] = compress(_directory(project, page))
    streams["_VBA_PROJECT"] = bytes.fromhex("CC61FFFF000000")
    return compound.write(
        {
            "VBA": streams,
            "PROJECT": _properties(project).encode(page),
            "PROJECTwm": _name_map(project, page),
        }
    )


def _record(number: int, data: bytes = b"") -> bytes:
    return struct.pack("<HI", number, len(data)) + data


def _twice(number: int, unicode_number: int, text: str, page: str) -> bytes:
    """A text in the code page, and again in Unicode."""
    return _record(number, text.encode(page)) + _record(unicode_number, text.encode("utf-16-le"))


def _directory(project: Project, page: str) -> bytes:
    """The ``dir`` stream [MS-OVBA] 2.3.4.2: information, references, modules."""
    lcid = struct.pack("<I", 0x409)
    return b"".join(
        [
            _record(0x01, struct.pack("<I", 1)),
            _record(0x02, lcid),
            _record(0x14, lcid),
            _record(0x03, struct.pack("<H", project.code_page)),
            _record(0x04, project.name.encode(page)),
            _twice(0x05, 0x40, "", page),
            _record(0x06),
            _record(0x3D),
            _record(0x07, bytes(4)),
            _record(0x08, bytes(4)),
            struct.pack("<HIIH", 0x09, 4, 0x61EEF783, 3),
            _twice(0x0C, 0x3C, "", page),
            *(_reference(name, library, page) for name, library in project.references),
            _record(0x0F, struct.pack("<H", len(project.modules))),
            _record(0x13, b"\xff\xff"),
            *(_module_record(one, page) for one in project.modules),
            _record(0x10),
        ]
    )


def _reference(name: str, library: str, page: str) -> bytes:
    coded = library.encode(page)
    body = struct.pack("<I", len(coded)) + coded + bytes(6)
    return _twice(0x16, 0x3E, name, page) + _record(0x0D, body)


def _module_record(one: Module, page: str) -> bytes:
    return b"".join(
        [
            _twice(0x19, 0x47, one.name, page),
            _twice(0x1A, 0x32, one.name, page),
            _twice(0x1C, 0x48, "", page),
            _record(0x31, bytes(4)),
            _record(0x1E, bytes(4)),
            _record(0x2C, b"\xff\xff"),
            _record(0x21 if one.kind is Kind.MODULE else 0x22),
            _record(0x2B),
        ]
    )


def _properties(project: Project) -> str:
    """The ``PROJECT`` stream [MS-OVBA] 2.3.1, which is text."""
    listed = {Kind.MODULE: "Module={}", Kind.CLASS: "Class={}"}
    lines = [
        f'ID="{project.id}"',
        *(listed.get(m.kind, "Document={}/&H00000000").format(m.name) for m in project.modules),
        f'Name="{project.name}"',
        'HelpContextID="0"',
        'VersionCompatible32="393222000"',
        f'CMG="{scrambled(project.id, bytes(4))}"',
        f'DPB="{scrambled(project.id, bytes(1))}"',
        f'GC="{scrambled(project.id, bytes([255]))}"',
        "",
        "[Host Extender Info]",
        "&H00000001={3832D640-CF90-11CF-8E43-00A0C911005A};VBE;&H00000000",
        "",
        "[Workspace]",
        *(f"{m.name}=0, 0, 0, 0, C" for m in project.modules),
    ]
    return "\r\n".join(lines) + "\r\n"


def _name_map(project: Project, page: str) -> bytes:
    """The ``PROJECTwm`` stream [MS-OVBA] 2.3.3: since 2017 Excel drops a project without it."""
    names = (
        one.name.encode(page) + b"\0" + one.name.encode("utf-16-le") + b"\0\0"
        for one in project.modules
    )
    return b"".join(names) + b"\0\0"
