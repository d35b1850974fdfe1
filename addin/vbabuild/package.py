"""The workbook around a VBA project: an add-in (.xlam) or a macro workbook (.xlsm).

XlsxWriter writes the sheets; the ribbon, its pictures and the functions' help are
parts and elements of their own, put in afterwards. No time enters the file, so the
same contents give the same bytes.

Source: ECMA-376 part 1 (CT_Workbook) and part 2 (packages), [MS-CUSTOMUI2], and
what Excel itself saves for add-ins: its own content type and a very hidden window.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import Enum
from typing import TypeAlias
from xml.sax.saxutils import quoteattr

import xlsxwriter

from vbabuild import project as vba
from vbabuild.functions import Function, argument_help, category
from vbabuild.texts import LANGUAGES

Cell: TypeAlias = str | float | bool | None

TYPES_PART, ROOT_RELATIONS = "[Content_Types].xml", "_rels/.rels"
RIBBON_PART = "customUI/customUI14.xml"
RIBBON_RELATIONS = "customUI/_rels/customUI14.xml.rels"
RIBBON_RELATION = "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"
IMAGE_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_SAME_DAY = (1980, 1, 1, 0, 0, 0)


class Form(Enum):
    """The two kinds of file, by their content type."""

    XLSM = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    XLAM = "application/vnd.ms-excel.addin.macroEnabled.main+xml"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet by its name, the name VBA knows it by, and its rows. Texts stay texts."""

    name: str
    code_name: str
    rows: Sequence[Sequence[Cell]] = ()


@dataclass(frozen=True, slots=True)
class Package:
    """Everything in one file. *images* are PNG by the name the ribbon gives them."""

    form: Form
    title: str
    sheets: tuple[Sheet, ...]
    project: vba.Project
    ribbon: str = ""
    images: Mapping[str, bytes] = field(default_factory=dict)
    functions: tuple[Function, ...] = ()
    category: str = ""
    languages: tuple[str, ...] = LANGUAGES


def write(package: Package) -> bytes:
    """The bytes of the file: the same package gives the same bytes."""
    parts = _workbook(package)
    _change(parts, "xl/workbook.xml", _book_changes(package))
    _change(parts, TYPES_PART, ((Form.XLSM.value, package.form.value),))
    if package.ribbon:
        _add_ribbon(parts, package)
    return _zipped(parts)


def _workbook(package: Package) -> dict[str, bytes]:
    """The parts that XlsxWriter makes: sheets, styles, and the project."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.add_vba_project(io.BytesIO(vba.write(package.project)), is_stream=True)
    book.set_vba_name("ThisWorkbook")
    book.set_properties({"title": package.title, "created": datetime(2026, 1, 1, tzinfo=UTC)})
    for described in package.sheets:
        sheet = book.add_worksheet(described.name)
        sheet.set_vba_name(described.code_name)
        for row, cells in enumerate(described.rows):
            for column, cell in enumerate(cells):
                _put(sheet, row, column, cell)
    book.close()
    with zipfile.ZipFile(out) as made:
        return {name: made.read(name) for name in made.namelist()}


def _put(sheet: xlsxwriter.worksheet.Worksheet, row: int, column: int, cell: Cell) -> None:
    match cell:
        case None:
            return
        case bool():
            sheet.write_boolean(row, column, cell)
        case str():
            sheet.write_string(row, column, cell)
        case _:
            sheet.write_number(row, column, cell)


def _book_changes(package: Package) -> tuple[tuple[str, str], ...]:
    """What Excel writes into workbook.xml and XlsxWriter does not, in the schema's order."""
    changes: list[tuple[str, str]] = []
    if package.form is Form.XLAM:
        changes.append(("<workbookView ", '<workbookView visibility="veryHidden" '))
    if package.functions:
        changes.append(("</sheets>", "</sheets>" + category(package.category)))
        described = argument_help(package.functions, package.languages)
        changes.append(("</workbook>", described + "</workbook>"))
    return tuple(changes)


def _change(parts: dict[str, bytes], name: str, changes: Sequence[tuple[str, str]]) -> None:
    text = parts[name].decode("utf-8")
    for old, new in changes:
        assert text.count(old) == 1, f"{name}: {old} stands {text.count(old)} times"
        text = text.replace(old, new)
    parts[name] = text.encode("utf-8")


def _add_ribbon(parts: dict[str, bytes], package: Package) -> None:
    parts[RIBBON_PART] = package.ribbon.encode("utf-8")
    relation = _relation("rIdRibbon", RIBBON_RELATION, RIBBON_PART)
    _change(parts, ROOT_RELATIONS, (("</Relationships>", relation + "</Relationships>"),))
    if not package.images:
        return
    names = sorted(package.images)
    pictures = "".join(_relation(one, IMAGE_RELATION, f"images/{one}.png") for one in names)
    relations = f'{_DECLARATION}<Relationships xmlns="{RELATIONS}">{pictures}</Relationships>'
    parts[RIBBON_RELATIONS] = relations.encode("utf-8")
    for name in names:
        parts[f"customUI/images/{name}.png"] = package.images[name]
    types = parts[TYPES_PART].decode("utf-8")
    png = '<Default Extension="png" ContentType="image/png"/>'
    parts[TYPES_PART] = re.sub(r"<Types[^>]*>", r"\g<0>" + png, types, count=1).encode("utf-8")


def _relation(identity: str, kind: str, target: str) -> str:
    return (
        f"<Relationship Id={quoteattr(identity)} Type={quoteattr(kind)}"
        f" Target={quoteattr(target)}/>"
    )


def _zipped(parts: Mapping[str, bytes]) -> bytes:
    """Content types first, as Office does; the rest by name; one date and system for all."""
    first = [TYPES_PART, ROOT_RELATIONS]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in [*first, *sorted(set(parts) - set(first))]:
            entry = zipfile.ZipInfo(name, _SAME_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system, entry.external_attr = 3, 0o600 << 16
            packed.writestr(entry, parts[name])
    return out.getvalue()
