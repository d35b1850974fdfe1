"""From plain lists to an add-in: ribbon, functions, macros, texts and settings in one file.

``xlam`` makes what people install. ``twin`` makes a workbook with the same modules
and sheets, for those who read .xlsm but not .xlam: LibreOffice, openpyxl, tests.
Either passes every check of the package, or ``Faulty`` says what is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from vbabuild import functions as worksheet
from vbabuild import guards, package, package_check, project, ribbon, texts, xlwings_vba
from vbabuild.mistakes import Faulty
from vbabuild.package import Cell, Form, Sheet
from vbabuild.project import Kind, Module

FUNCTIONS_MODULE = "Fonctions"
SETTINGS_CODE, TEXTS_CODE = "Feuil1", "Feuil2"
_NEVER = {"ADD_WORKBOOK_TO_PYTHONPATH": False}


@dataclass(frozen=True, slots=True)
class AddIn:
    """An add-in in plain data.

    *name* names its settings: the sheet and the user's file ``<name>.conf``.
    *click* is the Python function, ``module:function``, that gets the id of a deed.
    *settings* are xlwings' own keys; one given here beats the user's file.
    *more_texts* are the texts that *macros* look up beside those of the ribbon.
    """

    name: str
    title: str
    ribbon: ribbon.Ribbon
    functions: tuple[worksheet.Function, ...]
    macros: tuple[Module, ...]
    click: str
    images: Mapping[str, bytes] = field(default_factory=dict)
    settings: Mapping[str, Cell] = field(default_factory=dict)
    more_texts: tuple[tuple[str, texts.Bilingual], ...] = ()
    category: str = ""
    languages: tuple[str, ...] = texts.LANGUAGES

    @property
    def texts(self) -> list[tuple[str, str, str]]:
        """The rows of the sheet of texts."""
        return texts.rows([*ribbon.texts(self.ribbon), *self.more_texts])

    @property
    def settings_rows(self) -> list[tuple[str, Cell]]:
        """The rows of the sheet of settings; no workbook's folder is ever searched for code."""
        given = {key.upper(): value for key, value in self.settings.items()}
        return [*(given | _NEVER).items()]


def macros_in(folder: Path) -> tuple[Module, ...]:
    """The modules kept as text in *folder*, by name; they are ASCII, or ``ValueError``."""
    paths = sorted(path for path in folder.iterdir() if path.suffix in {".bas", ".cls"})
    for path in paths:
        if not path.read_bytes().isascii():
            raise ValueError(f"{path.name} holds more than ASCII: texts belong on the sheet")
    return tuple(project.from_file(path) for path in paths)


def modules(addin: AddIn, *, as_addin: bool) -> tuple[Module, ...]:
    """Everything but xlwings: the documents, the macros, and what is written from the lists."""
    own = next((one for one in addin.macros if one.kind is Kind.WORKBOOK), None)
    wrappers = worksheet.written(
        addin.functions, FUNCTIONS_MODULE, addin=as_addin, languages=addin.languages
    )
    return (
        own or project.document("ThisWorkbook", Kind.WORKBOOK),
        project.document(SETTINGS_CODE, Kind.SHEET),
        project.document(TEXTS_CODE, Kind.SHEET),
        *(one for one in addin.macros if one is not own),
        ribbon.deeds_module(addin.ribbon, addin.click),
        wrappers,
    )


def objections(addin: AddIn) -> Iterator[str]:
    """What the macros ask for by name, and the lists do not give; and pictures likewise."""
    code = "\n".join(one.code for one in addin.macros)
    code += f'Textes.Texte("{ribbon.SILENT}") Textes.Texte("{worksheet.SILENT}")'
    texts_given = {row[0] for row in addin.texts}
    deeds_given = {deed.id for deed in addin.ribbon.deeds}
    for asked in re.findall(r'\bTextes\.Texte\("([^"]+)"\)', code):
        if asked not in texts_given:
            yield f"the macros show the text {asked!r}, which is not given"
    for asked in re.findall(r'\bGestes\.Agir "([^"]+)"', code):
        if asked not in deeds_given:
            yield f"the macros do the deed {asked!r}, which is not listed"
    for name in addin.ribbon.images ^ set(addin.images):
        yield f"pictures shown and pictures given differ: {name}"


def xlam(addin: AddIn, shipped: xlwings_vba.Shipped | None = None) -> bytes:
    """The add-in people install; the same data gives the same bytes.

    Raises ``ValueError`` for lists that cannot be, ``xlwings_vba.Changed`` for an xlwings
    that was not read yet, ``Faulty`` when the file breaks a rule.
    """
    return _built(addin, Form.XLAM, None, shipped)


def twin(
    addin: AddIn,
    double: tuple[Module, ...] | None = None,
    shipped: xlwings_vba.Shipped | None = None,
) -> bytes:
    """The same as a visible .xlsm. *double* stands in for xlwings, where it cannot run."""
    return _built(addin, Form.XLSM, double, shipped)


def _built(
    addin: AddIn,
    form: Form,
    double: tuple[Module, ...] | None,
    shipped: xlwings_vba.Shipped | None,
) -> bytes:
    if refused := sorted(set(objections(addin))):
        raise ValueError("\n".join(refused))
    shipped = shipped or xlwings_vba.installed()
    xlwings = (xlwings_vba.module(addin.name, shipped), xlwings_vba.dictionary(shipped))
    settings = Sheet(f"{addin.name}.conf", SETTINGS_CODE, addin.settings_rows)
    described = package.Package(
        form=form,
        title=addin.title,
        sheets=(settings, Sheet(texts.SHEET, TEXTS_CODE, addin.texts)),
        project=project.Project(
            addin.name.capitalize() + "Addin",
            (*modules(addin, as_addin=form is Form.XLAM), *(double or xlwings)),
        ),
        ribbon=ribbon.custom_ui(addin.ribbon),
        images=addin.images,
        functions=addin.functions,
        category=addin.category or addin.title,
        languages=addin.languages,
    )
    return checked(described, None if double else shipped.version)


def checked(described: package.Package, version: str | None) -> bytes:
    """The bytes of a package that passes every check; raises ``Faulty`` otherwise.

    Without a *version* of xlwings to hold it to, only the file formats are checked.
    """
    blob = package.write(described)
    faults, read = package_check.read(blob)
    if version is not None:
        faults += guards.check(described.project, version)
    if read is not None and read.modules != described.project.modules:
        faults.found("ovba-compression", "vbaProject.bin", "modules do not come back")
    if faults:
        raise Faulty(faults)
    return blob
