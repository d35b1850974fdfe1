"""Why a closed workbook is not read or not changed. In every case it is as it was.

Refused
├── NotAWorkbook, Encrypted, Damaged, NotWhatItSays, Unfamiliar    the file itself
├── ReadOnly, Signed, ProtectedSheet, LockedStructure              its owner's wish
├── SheetMissing, TableMissing, TableMoved, TableTorn              the table
├── HeadingMissing                                                 its heading
├── RowMissing, KeyRepeated, NotAValue                             the change asked for
├── InTheWay, BesideTheTable, TotalRow, NoRoom                     what it would need
└── NotAsAsked                                                     read back, it differed
Conflict
└── ChangedMeanwhile
Unreachable
├── OpenElsewhere
└── NotWritten
Misplaced
└── FileMissing
"""

from __future__ import annotations

from comptoir.errors import Conflict, Misplaced, Refused, Unreachable
from comptoir.wording import mark


class FileMissing(Misplaced):
    message = mark("There is no file {file}. Check its name and folder, then try again.")


class NotAWorkbook(Refused):
    message = mark(
        "{file} is not an Excel workbook (.xlsx or .xlsm). Nothing was changed."
        " Open it in Excel or LibreOffice, save it as .xlsx, and try again."
    )


class Encrypted(Refused):
    message = mark(
        "{file} is protected by a password to open it, so it cannot be read. Nothing was changed."
        " Take the password off (File, Info, Protect workbook), save, and try again."
    )


class Damaged(Refused):
    message = mark(
        "{file} is damaged or was cut short ({part}). Nothing was changed."
        " Open it in Excel or LibreOffice, let it be repaired, save, and try again;"
        " or take the last copy from the backups folder."
    )


class NotWhatItSays(Refused):
    message = mark(
        "{file} is built as no spreadsheet program builds it: {why}. It was not opened further"
        " and nothing was changed. Do not trust it; ask its sender for a new copy."
    )


class Unfamiliar(Refused):
    message = mark(
        "{file} was written by a program whose style is not known here ({part})."
        " Nothing was changed. Open it in Excel or LibreOffice, save it, and try again."
    )


class OpenElsewhere(Unreachable):
    message = mark(
        "{file} is open in a spreadsheet program ({who}). Nothing was changed."
        " Close it there and try again, or use the buttons in the open workbook."
        " If nobody has it open, open and close it once."
    )


class NotWritten(Unreachable):
    message = mark(
        "The new {file} could not be written ({why}); the file is as it was."
        " Make room on the disk or ask for the right to write there, and try again."
    )


class ReadOnly(Refused):
    message = mark(
        "{file} is read-only. Nothing was changed."
        " Allow writing to the file and its folder, and try again."
    )


class Signed(Refused):
    message = mark(
        "{file} carries a digital signature, which any change would break. Nothing was changed."
        " Remove the signature (File, Info) or work on a copy."
    )


class ProtectedSheet(Refused):
    message = mark(
        "The sheet {sheet} of {file} is protected. Nothing was changed."
        " Unprotect it (Review, Unprotect sheet), save, and try again."
    )


class LockedStructure(Refused):
    message = mark(
        "The structure of {file} is protected, so the sheet {sheet} cannot be added."
        " Nothing was changed. Unprotect the workbook (Review), save, and try again."
    )


class SheetMissing(Refused):
    message = mark(
        "{file} has no sheet named {sheet}. Nothing was changed."
        " Give the sheet its name back, save, and try again; or build the workbook again."
    )


class TableMissing(Refused):
    message = mark(
        "{file} has no table named {table}; it has: {present}. Nothing was changed."
        " Give the table its name back (Table design, Table name), or build the workbook again."
    )


class TableMoved(Refused):
    message = mark(
        "The table {table} of {file} was moved from {before} to {now}. Nothing was changed."
        " Put it back in its place, save, and try again."
    )


class TableTorn(Refused):
    message = mark(
        "The table {table} of {file} is torn: {why}. Nothing was changed."
        " Open the workbook, put the table right, save, and try again."
    )


class HeadingMissing(Refused):
    message = mark(
        "The table {table} of {file} has no heading {heading}. Nothing was changed."
        " Give the column its heading back, save, and try again."
    )


class RowMissing(Refused):
    message = mark(
        "The table {table} of {file} has no row {row}. Nothing was changed. Read it again."
    )


class KeyRepeated(Refused):
    message = mark(
        "In the table {table} of {file}, {key} stands in rows {rows}. Nothing was changed."
        " Keep one of them, save, and try again."
    )


class InTheWay(Refused):
    message = mark(
        "The table {table} of {file} needs {rows} more rows, and {what} at {cell} of the sheet"
        " {sheet} is in the way. Nothing was changed. Move it elsewhere, save, and try again."
    )


class BesideTheTable(Refused):
    message = mark(
        "The table {table} of {file} is to show the columns {headings}, and {cell} of the sheet"
        " {sheet} is in the way. Nothing was changed. Move it elsewhere, save, and try again."
    )


class TotalRow(Refused):
    message = mark(
        "The table {table} of {file} has a total row, which is in the way of new rows. Nothing was"
        " changed. Take it off (Table design, Total row), save, and try again."
    )


class NoRoom(Refused):
    message = mark(
        "The table {table} of {file} would grow beyond the last row of the sheet."
        " Nothing was changed. Archive old rows first."
    )


class NotAValue(Refused):
    message = mark(
        "{value} cannot be written in a cell ({heading}, table {table}). Nothing was changed."
        " Shorten or correct the value, and try again."
    )


class ChangedMeanwhile(Conflict):
    message = mark(
        "{file} was changed by someone else since it was read. Nothing was changed. Try again."
    )


class NotAsAsked(Refused):
    message = mark(
        "The new {file} did not read back as it should ({what}), so it was thrown away and the"
        " file is as it was. Open the workbook in Excel or LibreOffice, save it, and try again."
    )
