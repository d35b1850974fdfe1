"""Independent readers, shared by the tests of the builder."""

from __future__ import annotations

import struct
from importlib.metadata import distribution
from pathlib import Path
from zlib import compress, crc32

import pytest

from vba_readers import modules_by_olevba, olevba
from vbabuild.addin import AddIn, macros_in, twin, xlam
from vbabuild.functions import Argument, Function, Need
from vbabuild.ribbon import Deed, Group, Menu, Ribbon
from vbabuild.texts import Bilingual

__all__ = ["modules_by_olevba", "olevba"]

collect_ignore = ["calc_driver.py"]  # a script for the system's Python, which has uno

MACROS = Path(__file__).parents[2] / "macros"


@pytest.fixture(scope="session")
def xlwings_folder():
    """Where the pinned xlwings keeps its VBA and its workbooks."""
    return Path(str(distribution("xlwings").locate_file("xlwings")))


def png(side=32):
    """A picture of one colour."""
    rows = b"".join(b"\0" + bytes((0x1F, 0x6F, 0x8B)) * side for _ in range(side))

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", crc32(kind + data))

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", compress(rows, 9)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def desk():
    """An add-in with one of everything the lists can say, and the product's own macros."""
    both = Bilingual
    tab = Ribbon(
        "tab",
        both("Comptoir", "Desk"),
        (
            Group("data", both("Données", "Data")),
            Group("papers", both("Papiers & colis", "Papers & parcels")),
        ),
        (
            Deed(
                "refresh",
                both("Actualiser", "Refresh"),
                both("Relit tout", "Reads all"),
                "mso:RefreshAll",
                "data",
            ),
            Deed("save", both("Enregistrer", "Save"), image="save", group="data", large=False),
            Deed("invoice", both("Facture", "Invoice"), image="save", menu="letters"),
            Deed("packing", both("Liste de colisage", "Packing list"), menu="letters"),
        ),
        (Menu("letters", both("Lettres", "Letters"), "papers", both("À écrire", "To write")),),
        language_group="data",
        keytip="K",
    )  # fmt: skip - a table
    functions = (
        Function(
            "DESK_WEIGHT",
            "desk.functions",
            both('Poids "taxable" \\ aérien', "Chargeable weight"),
            (
                Argument("kilograms", both("Poids brut < 99", "Gross weight")),
                Argument("metres", both("Volume", "Volume"), Need.OPTIONAL),
            ),
        ),
        Function(
            "DESK_SUM",
            "desk.functions",
            both("Somme", "Sum"),
            (
                Argument("first", both("Premier", "First")),
                Argument("others", both("Autres", "Others"), Need.VARARG),
            ),
        ),
        Function(
            "DESK_HERE",
            "desk.functions",
            both("Cellule", "Cell"),
            (Argument("caller", need=Need.CALLER),),
            volatile=True,
            in_wizard=False,
        ),
        Function(
            "DESK_ADDRESS",
            "desk.functions",
            both("Adresse", "Address"),
            (Argument("sheet"), Argument("caller", need=Need.CALLER)),
        ),
        Function(
            "DESK_MANY",
            "desk.functions",
            both("Beaucoup", "Many"),
            tuple(Argument(f"an_argument_with_a_long_name_{n}") for n in range(30)),
        ),
    )
    return AddIn(
        "comptoir",
        "Comptoir",
        tab,
        functions,
        macros_in(MACROS),
        "desk.ribbon:click",
        images={"save": png()},
        settings={
            "Interpreter_Win": r"%LOCALAPPDATA%\Comptoir\venv\Scripts\pythonw.exe",
            "Use UDF Server": True,
        },
        more_texts=(
            ("ribbon.forgotten", both("Redémarrez Excel.", "Restart Excel.")),
            ("python.silent", both("Python se tait.", "Python is silent.")),
            ("function.silent", both("#DESK! Python se tait.", "#DESK! Python is silent.")),
            ("open.title", both("Comptoir", "Comptoir")),
            ("open.offer", both("Actualiser ?", "Refresh?")),
        ),
    )


@pytest.fixture(scope="session")
def addin():
    return desk()


@pytest.fixture(scope="session")
def xlam_bytes(addin):
    return xlam(addin)


@pytest.fixture(scope="session")
def twin_bytes(addin):
    return twin(addin)
