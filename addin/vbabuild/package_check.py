"""Check a macro workbook or add-in as a whole: package, workbook, project, ribbon, help.

>>> faults = check(b"PK")
>>> print(faults[0].mistake)
zip-damaged

Sources: ECMA-376 parts 1 and 2, [MS-OVBA], [MS-CUSTOMUI2], and what Excel saves.
"""

from __future__ import annotations

import io
import math
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator

from lxml import etree

from vbabuild import project_reader, ribbon_check
from vbabuild.functions import BUILT_IN_CATEGORIES, LONGEST_HELP
from vbabuild.mistakes import Faults, Unreadable
from vbabuild.package import ROOT_RELATIONS, TYPES_PART, Form
from vbabuild.project import Kind, Project

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_ORDER = (
    "fileVersion",
    "fileSharing",
    "workbookPr",
    "AlternateContent",
    "revisionPtr",
    "workbookProtection",
    "bookViews",
    "sheets",
    "functionGroups",
    "externalReferences",
    "definedNames",
    "calcPr",
    "oleSize",
    "customWorkbookViews",
    "pivotCaches",
    "extLst",
)  # fmt: skip - the order of the schema
_ANYWHERE = frozenset({"AlternateContent", "revisionPtr"})
_TYPES = {
    "vbaProject.bin": "application/vnd.ms-office.vbaProject",
    "png": "image/png",
    "rels": "application/vnd.openxmlformats-package.relationships+xml",
}
_RIBBONS = {
    "customUI/customUI14.xml": (
        "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility",
        "http://schemas.microsoft.com/office/2009/07/customui",
    ),
    "customUI/customUI.xml": (
        "http://schemas.microsoft.com/office/2006/relationships/ui/extensibility",
        "http://schemas.microsoft.com/office/2006/01/customui",
    ),
}
_SHEET_NAME = re.compile(r"(?!')[^\[\]:*?/\\]{1,31}(?<!')\Z")
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True)


class _Package:
    def __init__(self, blob: bytes) -> None:
        self.faults = Faults()
        try:
            self.zip = zipfile.ZipFile(io.BytesIO(blob))
        except zipfile.BadZipFile as error:
            raise Unreadable("zip-damaged", "package", str(error)) from None
        self.names = self.zip.namelist()
        self.relations: dict[str, dict[str, tuple[str, str]]] = {}
        self.trees: dict[str, etree._Element] = {}

    def check(self) -> Project | None:
        """Name every mistake; return the project if it could be read."""
        self._zip()
        self._parts()
        self._types()
        self._reach()
        book = self._tree("xl/workbook.xml")
        self._order(book)
        codes = self._sheets(book)
        project = self._project()
        documents = {m.name: m.kind for m in project.modules if m.kind.document}
        if documents != codes:
            said = f"sheets {sorted(map(str, codes))}, modules {sorted(documents)}"
            self.faults.found("book-code-names", "xl/workbook.xml", said)
        self._help(book, project)
        for part in _RIBBONS:
            if part in self.names:
                self._ribbon(part, project)
        return project

    def _zip(self) -> None:
        found = self.faults.found
        if self.names[:1] != [TYPES_PART]:
            found("zip-first", "package")
        if len({name.lower() for name in self.names}) != len(self.names):
            found("zip-twice", "package")
        for entry in self.zip.infolist():
            if "\\" in entry.orig_filename or entry.filename.startswith("/"):
                found("zip-name", entry.orig_filename)
            if entry.flag_bits & 1 or entry.compress_type not in {
                zipfile.ZIP_STORED,
                zipfile.ZIP_DEFLATED,
            }:
                raise Unreadable("zip-method", entry.filename)
        try:
            damaged = self.zip.testzip()
        except (zlib.error, EOFError, zipfile.BadZipFile) as error:
            raise Unreadable("zip-damaged", "package", str(error)) from None
        if damaged:
            raise Unreadable("zip-damaged", damaged)

    def _parts(self) -> None:
        for name in self.names:
            if name.endswith((".xml", ".rels")):
                try:
                    self.trees[name] = etree.fromstring(self.zip.read(name), _PARSER)
                except etree.XMLSyntaxError as error:
                    self.faults.found("opc-xml", name, str(error))

    def _tree(self, name: str) -> etree._Element:
        if name not in self.trees:
            raise Unreadable("opc-part-missing", name)
        return self.trees[name]

    def _types(self) -> None:
        defaults: dict[str, str] = {}
        given: dict[str, str] = {}
        for one in self._tree(TYPES_PART).iterchildren("*"):
            kind = one.get("ContentType") or ""
            if _local(one) == "Default":
                defaults[(one.get("Extension") or "").lower()] = kind
            else:
                given[(one.get("PartName") or "").lstrip("/")] = kind
        for part in given:
            if part not in self.names:
                self.faults.found("opc-override", TYPES_PART, part)
        for name in self.names:
            ending = name.rpartition(".")[2].lower()
            kind = given.get(name, defaults.get(ending, ""))
            if not kind and name != TYPES_PART and not name.endswith("/"):
                self.faults.found("opc-no-type", name)
            wanted = _TYPES.get(posixpath.basename(name), _TYPES.get(ending, kind))
            if kind and kind != wanted:
                self.faults.found("opc-wrong-type", name, kind)
        main = given.get("xl/workbook.xml", "")
        if main not in {form.value for form in Form}:
            self.faults.found("book-type", "xl/workbook.xml", main)

    def _reach(self) -> None:
        """Follow every relationship from the package's root."""
        reached, waiting = {TYPES_PART}, [""]
        while waiting:
            source = waiting.pop()
            part = _relations_of(source)
            if part not in self.trees:
                continue
            reached.add(part)
            for target in self._targets(source, part):
                if target not in reached:
                    reached.add(target)
                    waiting.append(target)
        for name in set(self.names) - reached:
            if not name.endswith("/"):
                self.faults.found("opc-orphan", name)

    def _targets(self, source: str, part: str) -> Iterator[str]:
        known = self.relations.setdefault(source, {})
        for one in self.trees[part].iterchildren("*"):
            identity, target = one.get("Id") or "", one.get("Target") or ""
            if identity in known:
                self.faults.found("opc-relationship-twice", part, identity)
            if one.get("TargetMode") == "External":
                known[identity] = (one.get("Type") or "", target)
                continue
            inside = posixpath.join("/", posixpath.dirname(source), target)
            path = posixpath.normpath(inside).lstrip("/")
            known[identity] = (one.get("Type") or "", path)
            if path in self.names:
                yield path
            else:
                self.faults.found("opc-target", part, f"{identity}: {target}")

    def _order(self, book: etree._Element) -> None:
        names = [_local(one) for one in book.iterchildren("*")]
        for name in set(names) - set(_ORDER):
            self.faults.found("book-element", "xl/workbook.xml", name)
        places = [_ORDER.index(n) for n in names if n in _ORDER and n not in _ANYWHERE]
        if places != sorted(places):
            self.faults.found("book-order", "xl/workbook.xml", ", ".join(names))

    def _sheets(self, book: etree._Element) -> dict[str | None, Kind]:
        """The code names of the workbook and its sheets, as the project should have them."""
        properties = book.find(f"{{{_MAIN}}}workbookPr")
        code = properties.get("codeName") if properties is not None else None
        codes: dict[str | None, Kind] = {code: Kind.WORKBOOK}
        seen: set[str] = set()
        for sheet in book.iterfind(f"{{{_MAIN}}}sheets/{{{_MAIN}}}sheet"):
            name = sheet.get("name") or ""
            if not _SHEET_NAME.match(name) or name.lower() in seen:
                self.faults.found("book-sheet-name", "xl/workbook.xml", repr(name))
            seen.add(name.lower())
            identity = sheet.get(f"{{{_RELATION}}}id") or ""
            _, part = self.relations.get("xl/workbook.xml", {}).get(identity, ("", "sheet"))
            properties = self._tree(part).find(f"{{{_MAIN}}}sheetPr")
            code = properties.get("codeName") if properties is not None else None
            codes[code] = Kind.SHEET
        return codes

    def _project(self) -> Project:
        if "xl/vbaProject.bin" not in self.names:
            raise Unreadable("opc-part-missing", "xl/vbaProject.bin")
        return project_reader.read(self.zip.read("xl/vbaProject.bin"), self.faults)

    def _ribbon(self, part: str, project: Project) -> None:
        relation, namespace = _RIBBONS[part]
        kinds = [kind for kind, path in self.relations.get("", {}).values() if path == part]
        if kinds and relation not in kinds:
            mistake = "ribbon-year" if part.endswith("customUI.xml") else "ribbon-relationship"
            self.faults.found(mistake, ROOT_RELATIONS, ", ".join(kinds))
        if part not in self.trees:
            return
        root = self.trees[part]
        if etree.QName(root).namespace != namespace:
            self.faults.found("ribbon-namespace", part, str(etree.QName(root).namespace))
        images = {
            identity: self.zip.read(path)
            for identity, (_, path) in self.relations.get(part, {}).items()
            if path in self.names
        }
        self.faults += ribbon_check.check(root, part, project, images)

    def _help(self, book: etree._Element, project: Project) -> None:
        groups = [g.get("name") for g in book.iterfind(f".//{{{_MAIN}}}functionGroup")]
        functions = dict(_functions(project))
        for function, (_, category, description) in functions.items():
            if category > BUILT_IN_CATEGORIES + len(groups):
                self.faults.found("help-category", function, str(category))
            if len(description) > LONGEST_HELP:
                self.faults.found("help-long", function, f"{len(description)} characters")
        for one in book.iter("{*}definedName"):
            described = list(one.iter("{*}argumentDescription"))
            if described:
                self._described(one.get("name") or "", described, functions)

    def _described(
        self,
        name: str,
        described: list[etree._Element],
        functions: dict[str, tuple[int, int, str]],
    ) -> None:
        known = functions.get(name.lower())
        if known is None:
            self.faults.found("help-function", "xl/workbook.xml", name)
        elif max(map(_index, described)) >= known[0]:
            self.faults.found("help-arguments", "xl/workbook.xml", f"{name} has {known[0]}")
        for one in described:
            if len(one.text or "") > LONGEST_HELP:
                self.faults.found("help-long", "xl/workbook.xml", name)


def _local(element: etree._Element) -> str:
    return etree.QName(element).localname


def _index(described: etree._Element) -> float:
    """Which argument is described; something else than a number is no argument at all."""
    index = described.get("index") or ""
    return int(index) if re.fullmatch(r"[0-9]{1,4}", index) else math.inf


def _relations_of(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", name + ".rels")


def _functions(project: Project) -> Iterator[tuple[str, tuple[int, int, str]]]:
    """Each public function: how many arguments it has, its category, its description."""
    pattern = re.compile(
        r"^(?:Public )?Function (\w+)\((.*?)\)(?: As \w+)?\n((?:Attribute .*\n)*)", re.MULTILINE
    )
    for one in project.modules:
        if one.kind is Kind.MODULE:
            code = re.sub(r" _\n\s*", " ", one.code.replace("\r\n", "\n"))
            for match in pattern.finditer(code):
                category = re.search(r'VB_Invoke_Func = "[^"]*\\n(\d+)"', match[3])
                said = re.search(r'VB_Description = "(.*)"', match[3])
                text = said[1].replace('""', '"').replace("\\\\", "\\") if said else ""
                count = match[2].count(",") + 1 if match[2].strip() else 0
                yield match[1].lower(), (count, int(category[1]) if category else 0, text)


def check(blob: bytes) -> Faults:
    """Every mistake of the file that has a name; none is good."""
    return read(blob)[0]


def read(blob: bytes) -> tuple[Faults, Project | None]:
    """The mistakes, and the VBA project if reading got so far."""
    try:
        package = _Package(blob)
    except Unreadable as stop:
        return Faults([stop.fault]), None
    try:
        return package.faults, package.check()
    except Unreadable as stop:
        package.faults.append(stop.fault)
        return package.faults, None
