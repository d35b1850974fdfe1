"""The mistakes that make Excel repair, drop or ignore what it opens, by name.

Sources
    [MS-CFB] and [MS-OVBA], Microsoft open specifications; ECMA-376 parts 1 and 2.
    Reports of files that Excel repaired: EPPlus 5, 131, 132, 485, 524 and 955,
    vbamc 37 and 46, excelize 1148.

A fault is a value: readers collect all of them, and stop only where reading on
would be guessing (``Unreadable``).

>>> faults = Faults()
>>> faults.found("project-line-ends", "PROJECT")
>>> print(faults[0])
PROJECT: project-line-ends: lines must end with CR LF
"""

from __future__ import annotations

from dataclasses import dataclass

MISTAKES = {
    # the compound file
    "cfb-signature": "not a compound file",
    "cfb-header": "header field with a value that version 3 does not allow",
    "cfb-minor-version": "minor version other than 0x3E",
    "cfb-length": "length is no multiple of 512",
    "cfb-sector-range": "chain leads outside the file",
    "cfb-sector-twice": "sector in two chains",
    "cfb-fat-count": "number of allocation sectors differs from the header",
    "cfb-fat-mark": "allocation sector not marked as such",
    "cfb-fat-short": "allocation table does not cover the file",
    "cfb-fat-past-end": "allocation table goes on after the end of the file",
    "cfb-chain-value": "chain holds a value that is no sector",
    "cfb-chain-length": "chain is too long or too short for its stream",
    "cfb-minifat-past-end": "small-stream table goes on after the last small stream",
    "cfb-minifat-length": "small-stream table differs from the header",
    "cfb-mini-chain": "small stream's chain is broken or shared",
    "cfb-entry-name": "directory name badly counted or ended",
    "cfb-entry-colour": "directory entry neither red nor black",
    "cfb-entry-type": "directory entry of an unknown type",
    "cfb-stream-fields": "stream with a child, a class or a time",
    "cfb-size-high": "size over 4 GB in version 3",
    "cfb-root": "first entry is no proper root",
    "cfb-tree-loop": "directory tree visits an entry twice or none",
    "cfb-sort-order": "siblings out of order",
    "cfb-red-red": "red entry below a red one",
    "cfb-black-height": "directory tree is unbalanced",
    "cfb-unreachable": "directory entry that no tree reaches",
    "cfb-unused-entry": "unused directory entry that is not blank",
    "cfb-lost-sector": "sector allocated but in no chain",
    # the VBA project
    "ovba-stream-missing": "stream missing",
    "ovba-compression": "compressed stream is corrupt",
    "ovba-version-kept": "performance cache promised by the version, but there is none",
    "ovba-cache-left": "performance cache left in a project of source only",
    "ovba-dir-record": "record out of place or overrunning",
    "ovba-dir-size": "record of the wrong size",
    "ovba-dir-value": "record with a value that is not allowed",
    "ovba-dir-tail": "data after the last record",
    "ovba-names-differ": "name differs between its two spellings",
    "ovba-libid": "reference badly written or badly counted",
    "ovba-module-stream": "module without its stream",
    "ovba-module-name": "not a legal module name of at most 31 characters",
    "ovba-module-twice": "two modules of one name",
    "ovba-module-like-project": "module named like the project",
    "ovba-offset": "source does not begin the stream",
    "ovba-stray-stream": "stream that no module owns",
    "ovba-encoding": "text that the project's code page does not know",
    "project-line-ends": "lines must end with CR LF",
    "project-id": "first line must be the project's ID",
    "project-name": "name differs from the dir stream's",
    "project-module-missing": "module not listed",
    "project-module-kind": "module listed as another kind",
    "project-module-unknown": "module listed that does not exist",
    "project-protection": "protection key does not fit the project's ID",
    "wm-malformed": "module name map is malformed",
    "wm-names-differ": "module name differs between its two spellings",
    "wm-modules": "module name map is not the list of modules",
    "source-first-line": "first line must name the module",
    "source-second-name": "module named twice",
    "source-export-header": "VERSION header of an exported class left in the stream",
    "source-line-ends": "lines must end with CR LF",
    "source-attribute": "class without one of its attributes",
    "source-long-line": "line of more than 1023 characters",
    "source-continuations": "statement over more than 25 lines",
    "source-too-long": "more than 65,000 lines",
    # the package
    "zip-damaged": "part does not match its checksum",
    "zip-twice": "two parts whose names differ in case only, or not at all",
    "zip-name": "part with an absolute path or a backslash",
    "zip-method": "part encrypted or neither stored nor deflated",
    "zip-first": "[Content_Types].xml is not the first part",
    "opc-xml": "not well-formed XML",
    "opc-part-missing": "part that every workbook needs is missing",
    "opc-override": "content type given to a part that is not there",
    "opc-no-type": "part without a content type",
    "opc-wrong-type": "part with another part's content type",
    "opc-relationship-twice": "two relationships of one Id",
    "opc-target": "relationship to a part that is not there",
    "opc-orphan": "part that no relationship reaches",
    "book-type": "content type is that of a workbook without macros",
    "book-element": "workbook.xml holds an unknown element",
    "book-order": "elements of workbook.xml out of order",
    "book-sheet-name": "sheet name that Excel refuses",
    "book-code-names": "code names of the sheets are not the document modules",
    "help-function": "help for a function that no module holds",
    "help-arguments": "help for more arguments than the function has",
    "help-long": "help of more than 255 characters",
    "help-category": "category that workbook.xml does not name",
    # the ribbon
    "ribbon-relationship": "ribbon of 2009 under the relationship of 2006: it stays hidden",
    "ribbon-year": "ribbon of 2006 under the relationship of 2007",
    "ribbon-namespace": "namespace is not the one of this part",
    "ribbon-element": "element that the ribbon does not know",
    "ribbon-nesting": "element where it may not stand",
    "ribbon-attribute": "attribute that the element does not have",
    "ribbon-required": "attribute missing",
    "ribbon-value": "attribute with a value that is not allowed",
    "ribbon-id-form": "id that is no XML name",
    "ribbon-id-twice": "two controls of one id",
    "ribbon-id-many": "more than one of id, idMso and idQ",
    "ribbon-said-twice": "value given both fixed and by a callback",
    "ribbon-images": "more than one image attribute",
    "ribbon-inserts": "more than one insert position",
    "ribbon-keytip": "key tip of more than three characters",
    "ribbon-text-long": "text of more than 1024 characters",
    "ribbon-image-missing": "image that the package does not hold",
    "ribbon-image-form": "image that is no PNG",
    "ribbon-callback-missing": "no public Sub of this name in a standard module",
    "ribbon-callback-fit": "callback with the parameters of another one",
    # what an add-in of ours promises beyond the file formats
    "guard-not-ascii": "code outside ASCII: other systems read it differently",
    "guard-runpython": "RunPython with anything but a fixed text",
    "guard-active-config": "configuration read from the active workbook",
    "guard-embedded-code": "Python looked for in the sheets of the active workbook",
    "guard-version": "xlwings' VBA is not of the installed version",
    "guard-path": "a workbook's folder or name gets into Python's path",
    "guard-current-folder": "the folder Excel is in gets into Python's path",
    "guard-shell": "the active workbook's name goes unchecked through a shell",
    "guard-reference": "reference to a library that a Mac may miss",
}

# Excel opens these all the same: Aspose writes the first four, and xlwings ships its files.
TOLERATED = frozenset(
    {
        "cfb-minor-version",
        "cfb-black-height",
        "cfb-minifat-past-end",
        "ovba-offset",
        "ribbon-year",
        "source-line-ends",
        "zip-first",
    }
)


@dataclass(frozen=True, slots=True)
class Fault:
    """One mistake, where it is, and the facts."""

    mistake: str
    where: str
    detail: str = ""

    @property
    def tolerated(self) -> bool:
        """Whether Excel opens the file nevertheless."""
        return self.mistake in TOLERATED

    def __str__(self) -> str:
        facts = f" ({self.detail})" if self.detail else ""
        return f"{self.where}: {self.mistake}: {MISTAKES[self.mistake]}{facts}"


class Faults(list[Fault]):
    """What a reader found, in the order of reading."""

    def found(self, mistake: str, where: str, detail: str = "") -> None:
        """Add a mistake; a name that ``MISTAKES`` lacks is an error of ours."""
        assert mistake in MISTAKES, mistake
        self.append(Fault(mistake, where, detail))

    @property
    def grave(self) -> list[Fault]:
        """Those that Excel does not forgive."""
        return [fault for fault in self if not fault.tolerated]


class Unreadable(Exception):
    """A mistake after which reading on would be guessing."""

    def __init__(self, mistake: str, where: str, detail: str = "") -> None:
        assert mistake in MISTAKES, mistake
        self.fault = Fault(mistake, where, detail)
        super().__init__(str(self.fault))


class Faulty(Exception):
    """What was built does not pass its own checks; nothing was written."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults
        super().__init__("\n".join(map(str, faults)))
