Attribute VB_Name = "Textes"
Option Explicit
' Texts by key, in the language that the user chose, else in that of Excel.

Private Const FRENCH As Long = 33

Public Function Langue() As String
    Langue = GetSetting("Comptoir", "Options", "Langue", LangueExcel())
End Function

Private Function LangueExcel() As String
    LangueExcel = IIf(Application.International(xlCountryCode) = FRENCH, "fr", "en")
End Function

Public Sub Retenir(ByVal choisie As String)
    SaveSetting "Comptoir", "Options", "Langue", choisie
End Sub

Public Function Texte(ByVal cle As String) As String
    Texte = Traduit(cle, Langue())
End Function

' An unknown key is shown as it is, so that a missing text can be reported.
Public Function Traduit(ByVal cle As String, ByVal choisie As String) As String
    Dim feuille As Object, ligne As Long
    Set feuille = ThisWorkbook.Worksheets("textes")
    Traduit = cle
    ligne = 2
    Do While feuille.Cells(ligne, 1).Value <> ""
        If feuille.Cells(ligne, 1).Value = cle Then
            Traduit = feuille.Cells(ligne, IIf(choisie = "fr", 2, 3)).Value
            Exit Function
        End If
        ligne = ligne + 1
    Loop
End Function
