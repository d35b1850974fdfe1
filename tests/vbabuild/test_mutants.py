"""Every mistake that has a name is made here at least once, and named.

Most of these files Excel repairs by dropping the macros, without saying why.
"""

from __future__ import annotations

import io
import random
import re
import struct
import warnings
import zipfile
from dataclasses import replace

import pytest

from vbabuild import compound, compound_reader, guards, package_check, project, xlwings_vba
from vbabuild.addin import modules
from vbabuild.compression import compress, decompress
from vbabuild.mistakes import MISTAKES, Faults
from vbabuild.project import OFFICE, Project
from vbabuild.protection import scrambled

BIN, TYPES, BOOK = "xl/vbaProject.bin", "[Content_Types].xml", "xl/workbook.xml"
RELATIONS, RIBBON = "_rels/.rels", "customUI/customUI14.xml"
PICTURES, PICTURE = "customUI/_rels/customUI14.xml.rels", "customUI/images/save.png"
SHEET = "xl/worksheets/sheet1.xml"
END, FREE = compound.END, compound.FREE
MUTANTS = {}


def mutant(mistake, name):
    """Register a way to make *mistake*: from the package's bytes to other bytes."""

    def register(make):
        assert name not in MUTANTS, name
        MUTANTS[name] = (mistake, make)
        return make

    return register


def parts_of(blob):
    with zipfile.ZipFile(io.BytesIO(blob)) as package:
        return {name: package.read(name) for name in package.namelist()}


def zipped(parts, method=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as package:
        for name, content in parts:
            package.writestr(name, content)
    return out.getvalue()


def in_part(part, change):
    """A mutation of one part; ``None`` takes the part away."""

    def make(blob):
        parts = parts_of(blob)
        content = change(parts[part])
        if content is None:
            del parts[part]
        else:
            assert content != parts[part], "the mutant is the original"
            parts[part] = content
        return zipped(parts.items())

    return make


def edit(part, old, new):
    """Replace the first *old* in a part."""

    def change(content):
        assert old in content, old
        return content.replace(old, new, 1)

    return in_part(part, change)


def raw(change):
    """Change the bytes of the compound file in place."""

    def mutate(content):
        mutable = bytearray(content)
        change(mutable)
        return bytes(mutable)

    return in_part(BIN, mutate)


def long(blob, at):
    return int.from_bytes(blob[at : at + 4], "little")


def put(blob, at, value):
    struct.pack_into("<I", blob, at, value)


def entry(blob, number):
    """Where a line of the directory begins; the directory lies in one piece."""
    return (long(blob, 48) + 1) * 512 + number * 128


def entry_of(blob, name):
    coded = name.encode("utf-16-le")
    return next(
        entry(blob, n) for n in range(40) if blob[entry(blob, n) :].startswith(coded + b"\0\0")
    )


def fat(blob, number):
    return (long(blob, 76) + 1) * 512 + number * 4


def minifat(blob, number):
    return (long(blob, 60) + 1) * 512 + number * 4


def streams(change):
    """Change the streams; the compound file around them is written anew and is sound."""

    def mutate(content):
        tree = {"VBA": {}}
        for path, data in compound_reader.read(content, Faults()).items():
            folder, _, name = path.rpartition("/")
            (tree["VBA"] if folder else tree)[name] = data
        change(tree)
        return compound.write(tree)

    return in_part(BIN, mutate)


def records(old, new, times=1):
    """Replace bytes of the decompressed ``dir`` stream."""

    def change(tree):
        data = decompress(tree["VBA"]["dir"])
        assert old in data, old
        tree["VBA"]["dir"] = compress(data.replace(old, new, times))

    return streams(change)


def source(name, change):
    def mutate(tree):
        code = decompress(tree["VBA"][name])
        changed = change(code)
        assert changed != code
        tree["VBA"][name] = compress(changed)

    return streams(mutate)


def properties(change):
    def mutate(tree):
        changed = change(tree["PROJECT"])
        assert changed != tree["PROJECT"]
        tree["PROJECT"] = changed

    return streams(mutate)


def rebuilt(change):
    """Write another project into the package."""

    def mutate(content):
        read = package_check.project_reader.read(content, Faults())
        return project.write(change(read))

    return in_part(BIN, mutate)


def wide(text):
    return text.encode("utf-16-le")


# --- the compound file -----------------------------------------------------------------------


@mutant("cfb-length", "a byte too many")
@raw
def _(blob):
    blob.append(0)


@mutant("cfb-header", "version 4")
@raw
def _(blob):
    blob[26] = 4


@mutant("cfb-header", "big-endian")
@raw
def _(blob):
    blob[28:30] = b"\xff\xfe"


@mutant("cfb-header", "directory sectors counted")
@raw
def _(blob):
    put(blob, 40, 1)


@mutant("cfb-header", "a class id in the header")
@raw
def _(blob):
    blob[8] = 1


@mutant("cfb-minor-version", "the minor version of Aspose")
@raw
def _(blob):
    blob[24] = 0x21


@mutant("cfb-signature", "another kind of file")
@raw
def _(blob):
    blob[0] = 0


@mutant("cfb-sector-range", "the directory beyond the end")
@raw
def _(blob):
    put(blob, 48, 9999)


@mutant("cfb-sector-range", "truncated")
@raw
def _(blob):
    del blob[-1024:]


@mutant("cfb-sector-twice", "two chains that meet")
@raw
def _(blob):
    first, second = (long(blob, entry_of(blob, name) + 116) for name in ("xlwings", "Dictionary"))
    put(blob, fat(blob, first), second)


@mutant("cfb-fat-count", "one table too many in the header")
@raw
def _(blob):
    put(blob, 44, 2)


@mutant("cfb-fat-mark", "the table not marked as such")
@raw
def _(blob):
    put(blob, fat(blob, long(blob, 76)), END)


@mutant("cfb-fat-short", "more sectors than the table covers")
@raw
def _(blob):
    blob += bytes(512 * 200)


@mutant("cfb-fat-past-end", "sectors promised after the end")
@raw
def _(blob):
    put(blob, fat(blob, 127), END)


@mutant("cfb-chain-value", "a chain into nowhere")
@raw
def _(blob):
    put(blob, fat(blob, long(blob, 48)), FREE)


@mutant("cfb-chain-length", "a stream cut after its first sector")
@raw
def _(blob):
    put(blob, fat(blob, long(blob, entry_of(blob, "xlwings") + 116)), END)


@mutant("cfb-chain-length", "small streams of an odd size")
@raw
def _(blob):
    put(blob, entry(blob, 0) + 120, long(blob, entry(blob, 0) + 120) + 1)


@mutant("cfb-minifat-length", "one table of small streams too many")
@raw
def _(blob):
    put(blob, 64, long(blob, 64) + 1)


@mutant("cfb-minifat-past-end", "small streams promised after the last")
@raw
def _(blob):
    put(blob, minifat(blob, long(blob, 64) * 128 - 1), 0)


@mutant("cfb-mini-chain", "a small stream that bites its tail")
@raw
def _(blob):
    first = long(blob, entry_of(blob, "Ruban") + 116)
    put(blob, minifat(blob, first), first)


@mutant("cfb-entry-name", "an odd length of a name")
@raw
def _(blob):
    blob[entry(blob, 1) + 64] -= 1


@mutant("cfb-entry-colour", "neither red nor black")
@raw
def _(blob):
    blob[entry(blob, 1) + 67] = 2


@mutant("cfb-entry-type", "an unknown type of entry")
@raw
def _(blob):
    blob[entry_of(blob, "Ruban") + 66] = 9


@mutant("cfb-stream-fields", "a stream with a time")
@raw
def _(blob):
    blob[entry_of(blob, "Ruban") + 100] = 1


@mutant("cfb-size-high", "a stream of more than 4 GB")
@raw
def _(blob):
    put(blob, entry_of(blob, "Ruban") + 124, 1)


@mutant("cfb-root", "a root of another name")
@raw
def _(blob):
    blob[entry(blob, 0)] = ord("r")


@mutant("cfb-tree-loop", "an entry below itself")
@raw
def _(blob):
    at = entry_of(blob, "PROJECT")
    put(blob, at + 68, long(blob, entry(blob, 0) + 76))


@mutant("cfb-sort-order", "siblings swapped (EPPlus before 4.5.0.3)")
@raw
def _(blob):
    at = entry(blob, long(blob, entry(blob, 0) + 76))
    left, right = long(blob, at + 68), long(blob, at + 72)
    put(blob, at + 68, right)
    put(blob, at + 72, left)


@mutant("cfb-red-red", "all entries red")
@raw
def _(blob):
    for number in range(1, 16):
        blob[entry(blob, number) + 67] = 0


@mutant("cfb-black-height", "all entries black, as Aspose writes them")
@raw
def _(blob):
    for number in range(1, 16):
        blob[entry(blob, number) + 67] = 1


@mutant("cfb-unreachable", "an entry that no tree reaches")
@raw
def _(blob):
    at = entry(blob, long(blob, entry(blob, 0) + 76))
    put(blob, at + 68, compound.NOBODY)


@mutant("cfb-unused-entry", "rubbish in an unused entry")
@(lambda change: in_part(BIN, change))
def _(content):
    blob = bytearray(compound.write({"VBA": {"dir": b"1", "_VBA_PROJECT": b"2"}, "PROJECT": b"3"}))
    unused = next(n for n in range(5, 8) if blob[entry(blob, n) + 66] == 0)
    blob[entry(blob, unused)] = ord("x")
    blob[entry(blob, unused) + 64] = 4
    return bytes(blob)


@mutant("cfb-lost-sector", "a sector in no chain")
@raw
def _(blob):
    put(blob, fat(blob, len(blob) // 512 - 1), END)
    blob += bytes(512)


# --- the VBA project -------------------------------------------------------------------------


@mutant("ovba-stream-missing", "no dir stream")
@streams
def _(tree):
    del tree["VBA"]["dir"]


@mutant("ovba-stream-missing", "no PROJECT stream")
@streams
def _(tree):
    del tree["PROJECT"]


@mutant("ovba-compression", "a corrupt module")
@streams
def _(tree):
    code = tree["VBA"]["Ruban"]
    tree["VBA"]["Ruban"] = code[:20] + b"\xff" * 8 + code[28:]


@mutant("ovba-compression", "a module not compressed")
@streams
def _(tree):
    tree["VBA"]["Ruban"] = decompress(tree["VBA"]["Ruban"])


@mutant("ovba-version-kept", "the version of a cache")
@streams
def _(tree):
    tree["VBA"]["_VBA_PROJECT"] = bytes.fromhex("CC61B200000000")


@mutant("ovba-cache-left", "a stream of the cache left")
@streams
def _(tree):
    tree["VBA"]["__SRP_0"] = b"x" * 20


@mutant("ovba-stray-stream", "a stream of nobody")
@streams
def _(tree):
    tree["VBA"]["Rien"] = b"x" * 20


@mutant("ovba-module-stream", "a module without its stream")
@streams
def _(tree):
    del tree["VBA"]["Ruban"]


@mutant("ovba-dir-record", "the last record cut off")
@streams
def _(tree):
    tree["VBA"]["dir"] = compress(decompress(tree["VBA"]["dir"])[:-3])


@mutant("ovba-dir-tail", "a record too many")
@streams
def _(tree):
    tree["VBA"]["dir"] = compress(decompress(tree["VBA"]["dir"]) + b"\x10\0\0\0\0\0")


@mutant("ovba-offset", "source that does not begin its stream")
@streams
def _(tree):
    tree["VBA"]["Gestes"] = b"xyz" + tree["VBA"]["Gestes"]
    data = decompress(tree["VBA"]["dir"])
    head, name, rest = data.partition(wide("Gestes") + b"\x1c\0")
    offset = b"\x31\0\4\0\0\0\0\0\0\0"
    tree["VBA"]["dir"] = compress(head + name + rest.replace(offset, offset[:6] + b"\3\0\0\0", 1))


MUTANTS |= {
    "a record in another's place": (
        "ovba-dir-record",
        records(b"\x06\0\0\0\0\0\x3d\0\0\0\0\0", b"\x3d\0\0\0\0\0\x06\0\0\0\0\0"),
    ),
    "one module less than counted": (
        "ovba-dir-record",
        records(b"\x0f\0\2\0\0\0\x0a\0", b"\x0f\0\2\0\0\0\x0b\0"),
    ),
    "one module more than counted": (
        "ovba-dir-record",
        records(b"\x0f\0\2\0\0\0\x0a\0", b"\x0f\0\2\0\0\0\x09\0"),
    ),
    "a record of two bytes for four": (
        "ovba-dir-size",
        records(b"\x01\0\4\0\0\0\1\0\0\0", b"\x01\0\2\0\0\0\1\0"),
    ),
    "a French project": (
        "ovba-dir-value",
        records(b"\x02\0\4\0\0\0\x09\4", b"\x02\0\4\0\0\0\x0c\4"),
    ),
    "an unknown system": (
        "ovba-dir-value",
        records(b"\x01\0\4\0\0\0\1\0", b"\x01\0\4\0\0\0\x09\0"),
    ),
    "flags of a library": ("ovba-dir-value", records(b"\x08\0\4\0\0\0\0", b"\x08\0\4\0\0\0\1")),
    "a code page that nobody knows": (
        "ovba-dir-value",
        records(b"\x03\0\2\0\0\0\xe4\x04", b"\x03\0\2\0\0\0\x01\x00"),
    ),
    "UTF-8 promised, Windows Latin written": (
        "ovba-encoding",
        records(b"\x03\0\2\0\0\0\xe4\x04", b"\x03\0\2\0\0\0\xe9\xfd"),
    ),
    "a module's name spelt twice": ("ovba-names-differ", records(wide("Ruban"), wide("Rubam"))),
    "a stream's name spelt twice": (
        "ovba-names-differ",
        records(b"\x32\0\x0a\0\0\0" + wide("Ruban"), b"\x32\0\x0a\0\0\0" + wide("Rubam")),
    ),
    "a reference counted too long (EPPlus 524)": (
        "ovba-libid",
        records(b"OLE Automation\0\0\0\0\0\0", b"OLE Automatio\0\0\0\0\0\0\0"),
    ),
    "a reference without its type library": (
        "ovba-libid",
        records(b"*\\G{00020430", b"*\\X{00020430"),
    ),
    "a class typed as a module": (
        "project-module-kind",
        records(b"\x22\0\0\0\0\0", b"\x21\0\0\0\0\0"),
    ),
    "two modules of one name": (
        "ovba-module-twice",
        records(
            b"Gestes\x47\0\x0c\0\0\0" + wide("Gestes"), b"Textes\x47\0\x0c\0\0\0" + wide("Textes")
        ),
    ),
    "a module named like no module": (
        "ovba-module-name",
        rebuilt(
            lambda p: replace(p, modules=(*p.modules, project.module("1er", "Option Explicit")))
        ),
    ),
    "a module named like the project": (
        "ovba-module-like-project",
        rebuilt(lambda p: replace(p, name="Ruban")),
    ),
    "lines ended as on Linux": (
        "project-line-ends",
        properties(lambda text: text.replace(b"\r\n", b"\n")),
    ),
    "the ID not first": (
        "project-id",
        properties(
            lambda text: b"\r\n".join(
                sorted(text.split(b"\r\n"), key=lambda line: line.startswith(b"ID="))
            )
        ),
    ),
    "another name in PROJECT": (
        "project-name",
        properties(lambda text: text.replace(b'Name="C', b'Name="D')),
    ),
    "a module that PROJECT forgets": (
        "project-module-missing",
        properties(lambda text: text.replace(b"Module=Ruban\r\n", b"")),
    ),
    "a module that PROJECT calls a class": (
        "project-module-kind",
        properties(lambda t: t.replace(b"Module=Ruban", b"Class=Ruban")),
    ),
    "a module that PROJECT invents": (
        "project-module-unknown",
        properties(lambda t: t.replace(b"Module=Ruban", b"Module=Rien\r\nModule=Ruban")),
    ),
    "another ID, the same keys": (
        "project-protection",
        properties(lambda text: re.sub(rb'ID="\{.{8}', b'ID="{00000000', text)),
    ),
    "a key that is none": (
        "project-protection",
        properties(lambda text: re.sub(rb'DPB="..', b'DPB="00', text)),
    ),
    "no key of visibility": (
        "project-protection",
        properties(lambda text: re.sub(rb'GC="\w+"\r\n', b"", text)),
    ),
    "a state of one byte": (
        "project-protection",
        properties(
            lambda text: re.sub(
                rb'CMG="\w+"', b'CMG="%s"' % scrambled(text[4:42].decode(), b"\0").encode(), text
            )
        ),
    ),
    "another first line": (
        "source-first-line",
        source("Ruban", lambda code: code.replace(b'"Ruban"', b'"Ruben"', 1)),
    ),
    "a second name (EPPlus 955)": (
        "source-second-name",
        source("Ruban", lambda c: c + b'Attribute VB_Name = "Ruban"\r\n'),
    ),
    "the header of an exported class": (
        "source-export-header",
        source(
            "ThisWorkbook",
            lambda code: b"VERSION 1.0 CLASS\r\nBEGIN\r\n  MultiUse = -1\r\nEND\r\n" + code,
        ),
    ),
    "source with the line ends of Linux": (
        "source-line-ends",
        source("Ruban", lambda code: code.replace(b"\r\n", b"\n")),
    ),
    "a class without its base": (
        "source-attribute",
        source("ThisWorkbook", lambda code: re.sub(rb"Attribute VB_Base.*\r\n", b"", code)),
    ),
    "a class that does not say if it is exposed": (
        "source-attribute",
        source("Dictionary", lambda code: re.sub(rb"Attribute VB_Exposed.*\r\n", b"", code)),
    ),
    "a line of 1100 characters": (
        "source-long-line",
        source("Ruban", lambda code: code + b"' " + b"x" * 1100 + b"\r\n"),
    ),
    "a statement over 31 lines": (
        "source-continuations",
        source("Ruban", lambda code: code + b"Const z = 1" + b" + _\r\n 1" * 30 + b"\r\n"),
    ),
    "more lines than a module holds": (
        "source-too-long",
        source("Ruban", lambda code: code + b"'\r\n" * 65_001),
    ),
}  # fmt: skip - a table


@mutant("wm-malformed", "the name map compressed (EPPlus before 4.1.1)")
@streams
def _(tree):
    tree["PROJECTwm"] = compress(tree["PROJECTwm"])


@mutant("wm-modules", "the name map without a module")
@streams
def _(tree):
    one = b"Ruban\0" + wide("Ruban") + b"\0\0"
    assert one in tree["PROJECTwm"]
    tree["PROJECTwm"] = tree["PROJECTwm"].replace(one, b"")


@mutant("wm-names-differ", "a name map of two minds")
@streams
def _(tree):
    tree["PROJECTwm"] = tree["PROJECTwm"].replace(wide("Ruban"), wide("Rubam"))


# --- the package -----------------------------------------------------------------------------


@mutant("zip-damaged", "a damaged part")
def _(blob):
    at = blob.index(b"xl/styles.xml") + 60
    return blob[:at] + bytes([blob[at] ^ 0xFF]) + blob[at + 1 :]


@mutant("zip-damaged", "no zip at all")
def _(blob):
    return b"\xd0\xcf\x11\xe0" + blob[:400]


@mutant("zip-twice", "a part that differs in case only")
def _(blob):
    return zipped([*parts_of(blob).items(), ("XL/Styles.xml", b"<a/>")])


@mutant("zip-twice", "a part twice")
def _(blob):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return zipped([*parts_of(blob).items(), ("xl/styles.xml", b"<a/>")])


@mutant("zip-name", "a part with a backslash")
def _(blob):
    return zipped([*parts_of(blob).items(), ("xl\\more.xml", b"<a/>")])


@mutant("zip-method", "parts packed by bzip2")
def _(blob):
    return zipped(parts_of(blob).items(), zipfile.ZIP_BZIP2)


@mutant("zip-first", "content types last")
def _(blob):
    return zipped(reversed(parts_of(blob).items()))


@mutant("opc-orphan", "a part that nothing points to")
def _(blob):
    return zipped([*parts_of(blob).items(), ("xl/more.xml", b"<a/>")])


def without(part):
    return in_part(part, lambda _: None)


def book(old, new):
    return edit(BOOK, old, new)


def ribbon(old, new):
    return edit(RIBBON, old, new)


MUTANTS |= {
    "XML that does not end": ("opc-xml", edit("docProps/app.xml", b"</Properties>", b"")),
    "no workbook": ("opc-part-missing", without(BOOK)),
    "no project": ("opc-part-missing", without(BIN)),
    "no sheet": ("opc-part-missing", without(SHEET)),
    "a type for a part that is not there": (
        "opc-override",
        edit(TYPES, b"</Types>", b'<Override PartName="/xl/x.xml" ContentType="a/b"/></Types>'),
    ),
    "no type for pictures": (
        "opc-no-type",
        edit(TYPES, b'<Default Extension="png" ContentType="image/png"/>', b""),
    ),
    "pictures of the wrong type": ("opc-wrong-type", edit(TYPES, b'"image/png"', b'"image/jpeg"')),
    "a project of the wrong type": (
        "opc-wrong-type",
        edit(TYPES, b"application/vnd.ms-office.vbaProject", b"application/octet-stream"),
    ),
    "a workbook without macros by its type": (
        "book-type",
        edit(
            TYPES,
            b"vnd.ms-excel.addin.macroEnabled.main+xml",
            b"vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        ),
    ),
    "two relationships of one Id": (
        "opc-relationship-twice",
        edit(RELATIONS, b"rIdRibbon", b"rId1"),
    ),
    "a relationship to nothing": ("opc-target", edit(RELATIONS, b"docProps/app.xml", b"NULL")),
    "a ribbon that is not there": ("opc-target", without(RIBBON)),
    "an unknown element of the workbook": (
        "book-element",
        book(b"<calcPr ", b"<calculation/><calcPr "),
    ),
    "categories after the calculation": (
        "book-order",
        in_part(
            BOOK,
            lambda text: re.sub(
                rb"(<functionGroups.*</functionGroups>)(<calcPr[^>]*>)", rb"\2\1", text
            ),
        ),
    ),
    "a sheet name with a colon": ("book-sheet-name", book(b'name="textes"', b'name="tex:tes"')),
    "a sheet name of 32 characters": (
        "book-sheet-name",
        book(b'name="textes"', b'name="%s"' % (b"t" * 32)),
    ),
    "two sheets of one name": ("book-sheet-name", book(b'name="textes"', b'name="Comptoir.conf"')),
    "a sheet whose code name no module has": (
        "book-code-names",
        edit(SHEET, b'codeName="Feuil1"', b'codeName="Feuil9"'),
    ),
    "a workbook without its code name": ("book-code-names", book(b' codeName="ThisWorkbook"', b"")),
    "a document module without a sheet": (
        "book-code-names",
        rebuilt(
            lambda p: replace(
                p, modules=(*p.modules, project.document("Feuil3", project.Kind.SHEET))
            )
        ),
    ),
    "help for a function of nobody": ("help-function", book(b'"DESK_SUM"', b'"DESK_SAM"')),
    "help for an argument too many": (
        "help-arguments",
        in_part(
            BOOK, lambda text: re.sub(rb'(name="DESK_SUM".*?index=")1"', rb'\g<1>7"', text, count=1)
        ),
    ),
    "help for an argument without a number": ("help-arguments", book(b'index="1"', b'index="one"')),
    "help of 300 characters": ("help-long", book(b"Premier", b"P" * 300)),
    "a description of 300 characters": (
        "help-long",
        source("Fonctions", lambda code: code.replace(b"Somme", b"S" * 300, 1)),
    ),
    "a category that has no name": (
        "help-category",
        source("Fonctions", lambda code: code.replace(b"\\n20", b"\\n21", 1)),
    ),
    "a ribbon under the relationship of 2006": (
        "ribbon-relationship",
        edit(RELATIONS, b"office/2007/relationships/ui", b"office/2006/relationships/ui"),
    ),
    "a ribbon in the namespace of 2006": (
        "ribbon-namespace",
        ribbon(b"office/2009/07/customui", b"office/2006/01/customui"),
    ),
    "a root that is no ribbon": ("ribbon-element", in_part(RIBBON, lambda _: b"<a/>")),
    "an element that no ribbon has": (
        "ribbon-element",
        ribbon(b"<tabs>", b"<tabs><panel id='p'/>"),
    ),
    "a button outside a group": (
        "ribbon-nesting",
        ribbon(b"</tab>", b'<button id="b" label="b"/></tab>'),
    ),
    "a text field in a menu": (
        "ribbon-nesting",
        ribbon(b"</menu>", b'<editBox id="b" label="b"/></menu>'),
    ),
    "an attribute in the wrong case": ("ribbon-attribute", ribbon(b"keytip=", b"keyTip=")),
    "a size for a choice": ("ribbon-attribute", ribbon(b"<dropDown ", b'<dropDown size="large" ')),
    "a button without an id": ("ribbon-required", ribbon(b'<button id="save" ', b"<button ")),
    "a size that is none": ("ribbon-value", ribbon(b'size="normal"', b'size="small"')),
    "an id with a space": ("ribbon-id-form", ribbon(b'id="save"', b'id="save all"')),
    "two buttons of one id": ("ribbon-id-twice", ribbon(b'id="invoice"', b'id="Packing"')),
    "an id of ours and one of Office": (
        "ribbon-id-many",
        ribbon(b'id="save"', b'id="save" idMso="FileSave"'),
    ),
    "a label fixed and asked for": (
        "ribbon-said-twice",
        ribbon(b'<group id="data"', b'<group id="data" label="x"'),
    ),
    "two pictures": ("ribbon-images", ribbon(b'image="save"', b'image="save" imageMso="FileSave"')),
    "two places": (
        "ribbon-inserts",
        ribbon(b'insertAfterMso="TabHome"', b'insertAfterMso="TabHome" insertBeforeMso="TabView"'),
    ),
    "a key tip of five letters": ("ribbon-keytip", ribbon(b'keytip="K"', b'keytip="KABCD"')),
    "a label of 2000 characters": (
        "ribbon-text-long",
        ribbon(b'label="English"', b'label="%s"' % (b"E" * 2000)),
    ),
    "a picture that is not there": ("ribbon-image-missing", ribbon(b'image="save"', b'image="x"')),
    "a picture that is a JPEG": (
        "ribbon-image-form",
        in_part(PICTURE, lambda data: b"\xff\xd8\xff\xe0" + data),
    ),
    "a callback that is not there": (
        "ribbon-callback-missing",
        ribbon(b"Ruban.AuChargement", b"Ruban.Rien"),
    ),
    "a callback that is private": ("ribbon-callback-missing", ribbon(b"Ruban.Agir", b"Redessiner")),
    "a callback in a class": (
        "ribbon-callback-missing",
        ribbon(b"Ruban.Agir", b"ThisWorkbook.Agir"),
    ),
    "a callback of another control": (
        "ribbon-callback-fit",
        ribbon(b'onAction="Ruban.Agir"', b'onAction="Ruban.ChoisirLangue"'),
    ),
    "a label asked of an action": (
        "ribbon-callback-fit",
        ribbon(b'getLabel="Ruban.Libelle"', b'getLabel="Ruban.Agir"'),
    ),
    "a choice answered like a click": (
        "ribbon-callback-fit",
        ribbon(b"Ruban.ChoisirLangue", b"Ruban.Agir"),
    ),
    "a loading that takes no ribbon": (
        "ribbon-callback-fit",
        ribbon(b"Ruban.AuChargement", b"Ruban.Agir"),
    ),
}  # fmt: skip - a table


@mutant("ribbon-year", "a ribbon of 2006 under the relationship of 2007, as xlwings has it")
def _(blob):
    parts = parts_of(blob)
    parts["customUI/customUI.xml"] = parts.pop(RIBBON).replace(b"2009/07", b"2006/01")
    parts["customUI/_rels/customUI.xml.rels"] = parts.pop(PICTURES)
    parts[RELATIONS] = parts[RELATIONS].replace(b"customUI14.xml", b"customUI.xml")
    return zipped(parts.items())


@pytest.mark.parametrize("name", MUTANTS)
def test_a_mistake_is_named(xlam_bytes, name):
    mistake, make = MUTANTS[name]
    found = package_check.check(make(xlam_bytes))
    assert mistake in {fault.mistake for fault in found}, [str(fault) for fault in found]


# --- what we promise beyond the formats ------------------------------------------------------


def code(name, old, new):
    """Change the code of one module."""

    def change(built):
        found = [one for one in built.modules if one.name == name]
        assert old in found[0].code, old
        return replace(
            built,
            modules=tuple(
                replace(one, code=one.code.replace(old, new)) if one.name == name else one
                for one in built.modules
            ),
        )

    return change


def as_shipped(built):
    """xlwings' module as it ships, but for its version."""
    shipped = project.from_text("xlwings", ".bas", xlwings_vba.installed().code)
    others = (one for one in built.modules if one.name != "xlwings")
    return replace(built, modules=(*others, shipped))


BROKEN = {
    "an accent in the code": ("guard-not-ascii", code("Ruban", "' The call", "' Les é call")),
    "a command put together": (
        "guard-runpython",
        code("Gestes", "('save')\"", '(\'" & deed & "\')"'),
    ),
    "a command from a cell": (
        "guard-runpython",
        code("Ruban", "Gestes.Agir control.ID", 'RunPython Range("A1").Value'),
    ),
    "a reference to a library of Windows": (
        "guard-reference",
        lambda built: replace(built, references=(*built.references, ("MSForms", OFFICE[1]))),
    ),
    "another version of xlwings": (
        "guard-version",
        code("xlwings", 'XLWINGS_VERSION As String = "', 'XLWINGS_VERSION As String = "9.'),
    ),
    "the active workbook's own settings": ("guard-active-config", as_shipped),
    "sheets of Python": ("guard-embedded-code", as_shipped),
    "workbooks on Python's path": ("guard-path", as_shipped),
    "the folder Excel is in": ("guard-current-folder", as_shipped),
    "a workbook's name in a shell": ("guard-shell", as_shipped),
}  # fmt: skip - a table


@pytest.fixture(scope="module")
def built(addin):
    shipped = xlwings_vba.installed()
    xlwings = (xlwings_vba.module("comptoir", shipped), xlwings_vba.dictionary(shipped))
    return Project("ComptoirAddin", (*modules(addin, as_addin=True), *xlwings))


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_promise_is_named(built, name):
    mistake, change = BROKEN[name]
    version = xlwings_vba.installed().version
    assert guards.check(built, version) == []
    assert mistake in {fault.mistake for fault in guards.check(change(built), version)}


def test_every_mistake_is_made_at_least_once():
    made = {mistake for mistake, _ in (*MUTANTS.values(), *BROKEN.values())}
    assert made == set(MISTAKES)
    assert len(MUTANTS) + len(BROKEN) > 100


def test_the_original_is_named_nothing(xlam_bytes, twin_bytes):
    assert package_check.check(xlam_bytes) == []
    assert package_check.check(twin_bytes) == []


def test_no_false_alarm_on_what_xlwings_ships(xlwings_folder):
    """One of these was saved by Excel, the others made by Aspose; all of them open in Excel."""
    paths = sorted(xlwings_folder.rglob("*.xl[sa]m"))
    assert len(paths) >= 5
    for path in paths:
        faults, read = package_check.read(path.read_bytes())
        assert faults.grave == [], path.name
        assert read is not None


def test_no_damage_makes_the_checker_itself_fail(xlam_bytes):
    parts, chance = parts_of(xlam_bytes), random.Random(5)
    for name in parts:
        for _ in range(4):
            damaged = bytearray(parts[name])
            at = chance.randrange(len(damaged))
            damaged[at] = chance.choice(b'<>9 \0\xff"')
            package_check.check(zipped((parts | {name: bytes(damaged)}).items()))
    for _ in range(40):
        damaged = bytearray(xlam_bytes)
        damaged[chance.randrange(len(damaged))] ^= 0x55
        package_check.check(bytes(damaged))
