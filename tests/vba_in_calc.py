"""Run the macros of an add-in in LibreOffice, with a double where xlwings would call Python.

LibreOffice answers a compile error anywhere with empty values everywhere, so each
expected answer differs from the empty one.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from vbabuild.project import from_text, module

SYSTEM_PYTHON = "/usr/bin/python3"
DRIVER = Path(__file__).parent / "vbabuild" / "calc_driver.py"

XLWINGS = module(
    "xlwings",
    """Option Explicit
Public Journal As String
Private mLangue As String

Public Function RunPython(command As String)
    Journal = Journal & command
End Function

Public Function XLPy() As Object
    Set XLPy = New Serveur
End Function

Public Function GetSetting(app As String, part As String, key As String, _
    other As String) As String
    GetSetting = IIf(mLangue = "", other, mLangue)
End Function

Public Sub SaveSetting(app As String, part As String, key As String, chosen As String)
    mLangue = chosen
End Sub
""",
)
SERVER = from_text(
    "Serveur",
    ".cls",
    """Attribute VB_Name = "Serveur"
Option Explicit

Public Function CallUDF(ByVal inside As String, ByVal name As String, _
    args As Variant, book As Variant, caller As Variant) As Variant
    Dim k As Long
    If name = "DESK_SUM" And UBound(args) > 2 Then Err.Raise 1001, "xlwings", "Too many figures."
    CallUDF = inside & "." & name
    For k = LBound(args) To UBound(args)
        If IsMissing(args(k)) Then
            CallUDF = CallUDF & "|missing"
        ElseIf IsObject(args(k)) Then
            CallUDF = CallUDF & "|object"
        Else
            CallUDF = CallUDF & "|" & args(k)
        End If
    Next k
End Function
""",
)
CONTROL = from_text(
    "Controle", ".cls", 'Attribute VB_Name = "Controle"\nOption Explicit\nPublic ID As String\n'
)
PRESSING = module(
    "Boutons",
    """Option Explicit

Public Function Bouton(ByVal nom As String) As Object
    Dim pressed As New Controle
    pressed.ID = nom
    Set Bouton = pressed
End Function

Public Function Etiquette(ByVal nom As String) As String
    Dim answer As Variant
    Ruban.Libelle Bouton(nom), answer
    Etiquette = answer
End Function

Public Function Bulle(ByVal nom As String) As String
    Dim answer As Variant
    Ruban.Infobulle Bouton(nom), answer
    Bulle = answer
End Function

Public Function Clic(ByVal nom As String) As String
    xlwings.Journal = "ran:"
    Ruban.Agir Bouton(nom)
    Clic = xlwings.Journal
End Function

Public Function EnFrancais() As String
    Dim answer As Variant
    xlwings.Journal = ""
    Ruban.ChoisirLangue Bouton("language"), "language_fr", 0
    Ruban.LangueChoisie Bouton("language"), answer
    EnFrancais = Etiquette("refresh") & "|" & answer & "|" & xlwings.Journal
    Ruban.ChoisirLangue Bouton("language"), "language_en", 1
    Ruban.LangueChoisie Bouton("language"), answer
    EnFrancais = EnFrancais & "|" & Etiquette("refresh") & "|" & answer
End Function
""",
)
DOUBLES = (XLWINGS, SERVER, CONTROL, PRESSING)
"""xlwings' module, its server, a control of the ribbon, and a hand that presses it."""


@pytest.fixture(scope="module")
def libreoffice(tmp_path_factory):
    """A LibreOffice that opens a workbook, answers calls, and ends."""
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    if subprocess.run(
        [SYSTEM_PYTHON, "-c", "import uno"], capture_output=True, check=False
    ).returncode:
        pytest.skip("the system's Python has no uno")

    def run(blob, calls=()):
        folder = tmp_path_factory.mktemp("calc")
        book = folder / "twin.xlsm"
        book.write_bytes(blob)
        ran = subprocess.run(
            [SYSTEM_PYTHON, DRIVER, book, folder / "profile"],
            input=json.dumps([call[:3] for call in calls]),
            capture_output=True,
            text=True,
            timeout=120,
            env={**os.environ, "LC_ALL": "C.UTF-8"},
            check=False,
        )
        assert ran.returncode == 0, ran.stderr
        shutil.rmtree(folder)
        return json.loads(ran.stdout)

    return run
