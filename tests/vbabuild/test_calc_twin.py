"""The macros run: in LibreOffice, with a double where xlwings would call Python."""

from __future__ import annotations

import re

import pytest

from vba_in_calc import DOUBLES, libreoffice
from vbabuild import xlwings_vba
from vbabuild.addin import modules, twin
from vbabuild.project import from_text, module

__all__ = ["libreoffice"]

TRIAL = module(
    "Essai",
    """Option Explicit

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
    "a label": ("Boutons", "Etiquette", ["papers"], "Papers & parcels"),
    "a tip": ("Boutons", "Bulle", ["letters"], "To write"),
    "a click": ("Boutons", "Clic", ["save"], "ran:" + CLICK.format("save")),
    "a click in a menu": ("Boutons", "Clic", ["packing"], "ran:" + CLICK.format("packing")),
    "a click that nobody listed": ("Boutons", "Clic", ["'); evil('"], "ran:"),
    "the choice of a language": (
        "Boutons",
        "EnFrancais",
        [],
        f"Actualiser|0|{CLICK.format('language_fr')}|Refresh|1",
    ),
    "both arguments": ("Fonctions", "DESK_WEIGHT", [12.5, 3.5], "DESK_WEIGHT|12.5|3.5"),
    "an optional argument left out": ("Essai", "Sans", [], "DESK_WEIGHT|12.5|missing"),
    "any number of arguments": ("Essai", "Somme", [], "DESK_SUM|1|two|3"),
    "none of any number": ("Essai", "Seule", [], "DESK_SUM|1"),
    "an error is a sentence": ("Essai", "Trop", [], "#DESK! Python is silent. Too many figures."),
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
def answers(libreoffice, addin):
    """What LibreOffice says of the twin with a double, and what it answers to each call."""
    double = (*DOUBLES, TRIAL, SETTINGS, CONFIG)
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
    kinds |= {"xlwings": normal, "Serveur": in_class, "Controle": in_class, "Boutons": normal}
    kinds |= {"Essai": normal, "Config": normal, "Reglages": in_class}
    assert about == {"project": "ComptoirAddin", "modules": kinds}


@pytest.mark.calc
@pytest.mark.parametrize("name", CALLS)
def test_a_macro_answers(answers, name):
    expected = CALLS[name][3]
    expected = f"desk.functions.{expected}" if expected.startswith("DESK_") else expected
    assert answers[1][name] == expected
