r"""Files of other firms and programs, made into rows of the desk.

Read the file, choose or propose a mapping, bring: what comes out are plain rows and an account of
every row of the file. Nothing here writes to the desk: a dry run is simply all there is to it.

>>> foreign = read_separated(b"Nom;Pays\nVallon;Frankreich\nNord;DE\n", "p.csv")
>>> brought = bring(foreign, proposed(foreign, "party"))
>>> brought.accepted, [reason.in_("en") for reason in brought.aside[0].reasons]
(1, ['Line 2, column B (Pays): Frankreich is not a country. Enter its code, for example DE.'])
"""

from __future__ import annotations

from comptoir.sheets.imports.cells import Located
from comptoir.sheets.imports.foreign import Foreign, ForeignRow, read_foreign, read_separated
from comptoir.sheets.imports.making import Aside, Brought, Made, To, Total, bring
from comptoir.sheets.imports.mapping import FileMap, mapping_of, mapping_text, shipped_for
from comptoir.sheets.imports.proposing import proposed

__all__ = [
    "Aside",
    "Brought",
    "FileMap",
    "Foreign",
    "ForeignRow",
    "Located",
    "Made",
    "To",
    "Total",
    "bring",
    "mapping_of",
    "mapping_text",
    "proposed",
    "read_foreign",
    "read_separated",
    "shipped_for",
]
