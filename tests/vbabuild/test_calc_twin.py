"""The macros run: in LibreOffice, with a double where xlwings would call Python.

LibreOffice answers a compile error anywhere with empty values everywhere, so each
expected answer differs from the empty one.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from vbabuild import xlwings_vba
from vbabuild.addin import modules, twin
from vbabuild.project import from_text, module

SYSTEM_PYTHON = "/usr/bin/python3"
DRIVER = Path(__file__).with_name("calc_driver.py")

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
TRIAL = module(
    "Essai",
    """Option Explicit

Private Function Bouton(ByVal nom As String) As Object
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

Public Function Sans() As String
    Sans = Fonctions.DESK_WEIGHT(12.5)
End Function

Public Function Somme() As String
    Somme = Fonctions.DESK_SUM(1, "two", 3)
End Function

Public Function Seule() As String
    Seule = Fonctions.DESK_SUM(1)
End Function

Public Function Trop() As String
    Trop = Fonctions.DESK_SUM(1, 2, 3, 4)
End Function

Public Function Ouvert() As String
    xlwings.Journal = "asked:"
    Ouverture.Proposer ThisWorkbook
    Ouvert = Ouverture.EstDuComptoir(ThisWorkbook)
    ThisWorkbook.Worksheets(1).Name = "_comptoir"
    Ouvert = Ouvert & "|" & Ouverture.EstDuComptoir(ThisWorkbook)
    Ouverture.Actualiser ThisWorkbook
    Ouvert = Ouvert & "|" & xlwings.Journal
End Function
""",
)
SETTINGS = from_text(
    "Reglages",
    ".cls",
    """Attribute VB_Name = "Reglages"
Option Explicit
Public Feuille As Object

Private Function Ligne(ByVal cle As String) As Long
    Dim at As Long
    For at = 1 To 20
        If Feuille.Cells(at, 1).Value = cle Then Ligne = at
    Next at
End Function

Public Function Exists(ByVal cle As String) As Boolean
    Exists = Ligne(cle) > 0
End Function

Public Function Item(ByVal cle As String) As Variant
    Item = Feuille.Cells(Ligne(cle), 2).Value
End Function
""",
)
GET_CONFIG = re.search(
    r"^Function GetConfig\(.*?^End Function",
    xlwings_vba.module("comptoir", xlwings_vba.installed()).code.replace("\r\n", "\n"),
    re.DOTALL | re.MULTILINE,
)[0]
CONFIG = module(
    "Config",
    f"""Option Explicit
Private Const PROJECT_NAME As String = "comptoir"

{GET_CONFIG}

Private Function SheetExists(wb As Variant, sheet As String) As Boolean
    SheetExists = sheet = "comptoir.conf"
End Function

Private Function GetConfigFromSheet(wb As Variant) As Object
    Dim found As New Reglages
    Set found.Feuille = ThisWorkbook.Worksheets(1)
    Set GetConfigFromSheet = found
End Function

Private Function ExpandEnvironmentStrings(ByVal text As String)
    ExpandEnvironmentStrings = "<" & text & ">"
End Function

Private Function FileExists(ByVal path As String) As Boolean
    FileExists = path = "the user's file"
End Function

Private Function GetConfigFilePath() As String
    GetConfigFilePath = "the user's file"
End Function

Private Function GetConfigFromFile(file As String, key As String, _
    Optional found As String) As Boolean
    GetConfigFromFile = key = "PYTHONPATH" Or key = "USE UDF SERVER"
    found = file
End Function

Public Function Demander(ByVal cle As String) As String
    Demander = GetConfig(cle, "the default", "")
End Function
""",
)
CLICK = "import desk.ribbon; desk.ribbon.click('{}')"
MANY = [float(n) for n in range(30)]
CALLS = {
    "a setting of the add-in": (
        "Config",
        "Demander",
        ["INTERPRETER_WIN"],
        r"<%LOCALAPPDATA%\Comptoir\venv\Scripts\pythonw.exe>",
    ),
    "a setting of the user": ("Config", "Demander", ["PYTHONPATH"], "<the user's file>"),
    "a setting of both": ("Config", "Demander", ["USE UDF SERVER"], "<True>"),
    "a setting of nobody": ("Config", "Demander", ["CONDA ENV"], "<the default>"),
    "a text in French": ("Textes", "Traduit", ["refresh", "fr"], "Actualiser"),
    "a text in English": ("Textes", "Traduit", ["refresh", "en"], "Refresh"),
    "accents": ("Textes", "Traduit", ["letters.tip", "fr"], "À écrire"),
    "an unknown key": ("Textes", "Traduit", ["what", "fr"], "what"),
    "the language of the office": ("Textes", "Langue", [], "en"),
    "a label": ("Essai", "Etiquette", ["papers"], "Papers & parcels"),
    "a tip": ("Essai", "Bulle", ["letters"], "To write"),
    "a click": ("Essai", "Clic", ["save"], "ran:" + CLICK.format("save")),
    "a click in a menu": ("Essai", "Clic", ["packing"], "ran:" + CLICK.format("packing")),
    "a click that nobody listed": ("Essai", "Clic", ["'); evil('"], "ran:"),
    "the choice of a language": (
        "Essai",
        "EnFrancais",
        [],
        f"Actualiser|0|{CLICK.format('language_fr')}|Refresh|1",
    ),
    "both arguments": ("Fonctions", "DESK_WEIGHT", [12.5, 3.5], "DESK_WEIGHT|12.5|3.5"),
    "an optional argument left out": ("Essai", "Sans", [], "DESK_WEIGHT|12.5|missing"),
    "any number of arguments": ("Essai", "Somme", [], "DESK_SUM|1|two|3"),
    "none of any number": ("Essai", "Seule", [], "DESK_SUM|1"),
    "an error is a sentence": ("Essai", "Trop", [], "Too many figures."),
    "the calling cell": ("Fonctions", "DESK_ADDRESS", ["Orders"], "DESK_ADDRESS|Orders|object"),
    "more arguments than a line holds": (
        "Fonctions",
        "DESK_MANY",
        MANY,
        "DESK_MANY|" + "|".join(str(int(n)) for n in MANY),
    ),
    "a workbook opens": ("Essai", "Ouvert", [], "False|True|asked:" + CLICK.format("refresh")),
}


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


@pytest.fixture(scope="module")
def answers(libreoffice, addin):
    """What LibreOffice says of the twin with a double, and what it answers to each call."""
    double = (XLWINGS, SERVER, CONTROL, TRIAL, SETTINGS, CONFIG)
    about, *said = libreoffice(twin(addin, double=double), CALLS.values())
    return about, dict(zip(CALLS, said, strict=True))


@pytest.mark.calc
def test_libreoffice_opens_the_twin_as_it_is_tested_by_people(libreoffice, twin_bytes):
    about = libreoffice(twin_bytes)[0]
    assert about["project"] == "ComptoirAddin"
    assert about["modules"]["xlwings"] == 1
    assert about["modules"]["Dictionary"] == 2


@pytest.mark.calc
def test_libreoffice_sees_the_modules_and_their_kinds(answers, addin):
    about, _ = answers
    normal, in_class, document = 1, 2, 4
    kinds = {one.name: normal for one in modules(addin, as_addin=False)}
    kinds |= dict.fromkeys(("ThisWorkbook", "Feuil1", "Feuil2"), document)
    kinds |= {"xlwings": normal, "Essai": normal, "Serveur": in_class, "Controle": in_class}
    kinds |= {"Config": normal, "Reglages": in_class}
    assert about == {"project": "ComptoirAddin", "modules": kinds}


@pytest.mark.calc
@pytest.mark.parametrize("name", CALLS)
def test_a_macro_answers(answers, name):
    expected = CALLS[name][3]
    expected = f"desk.functions.{expected}" if expected.startswith("DESK_") else expected
    assert answers[1][name] == expected
