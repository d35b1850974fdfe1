"""Why a foreign file is not imported. Nothing of it is in the desk then."""

from __future__ import annotations

from comptoir.errors import Refused
from comptoir.wording import mark


class StrayQuote(Refused):
    message = mark(
        "{file} has a quotation mark out of place in line {line}: {near}. Nothing was imported."
        " A text with quotation marks must stand between quotation marks, those inside doubled."
        " Correct that line, or export the file again."
    )


class NoHeadings(Refused):
    message = mark(
        "{file} has no row of headings: Comptoir cannot tell what its columns are."
        " Nothing was imported. Give each column its heading in the first row, and try again."
    )


class HeadingTwice(Refused):
    message = mark(
        "{file} has two columns headed {heading}. Nothing was imported."
        " Rename one of them, and try again."
    )


class NothingInside(Refused):
    message = mark("{file} has no rows. Nothing was imported. Check that it is the right file.")


class UnknownFile(Refused):
    message = mark(
        "{file} is not a file Comptoir imports. Nothing was imported."
        " Save it as CSV or as an Excel workbook (.xlsx), and try again."
    )


class NoSuchSheet(Refused):
    message = mark(
        "{file} has no sheet {sheet}; it has: {present}. Nothing was imported. Name one of these."
    )


class BinaryFile(Refused):
    message = mark(
        "{file} is not a text file, whatever its name says. Nothing was imported."
        " Export it again as CSV or as an Excel workbook (.xlsx)."
    )


class BadMapping(Refused):
    message = mark(
        "The mapping {file} cannot be used: {why}. Nothing was imported."
        " Correct the mapping, or have a new one proposed."
    )


class NotForThisFile(Refused):
    message = mark(
        "The mapping {mapping} needs columns that {file} does not have: {missing}."
        " Nothing was imported. Choose another mapping, or correct it."
    )


class NothingKnown(Refused):
    message = mark(
        "No mapping can be proposed for {file}: fewer than two of its headings are known"
        " ({headings}). Nothing was imported. Name the record to import, or write a mapping."
    )
