Attribute VB_Name = "Ouverture"
Option Explicit
' When a workbook of the desk opens: offer to bring it up to date.

Private Const MEMOIRE As String = "_comptoir"

Public Sub Proposer(ByVal classeur As Workbook)
    If Not EstDuComptoir(classeur) Then Exit Sub
    If MsgBox(Textes.Texte("open.offer"), vbYesNo + vbQuestion, Textes.Texte("open.title")) = vbYes Then Actualiser classeur
End Sub

' A workbook of the desk remembers, on a sheet of this name, what it last showed.
Public Function EstDuComptoir(ByVal classeur As Workbook) As Boolean
    Dim feuille As Object
    For Each feuille In classeur.Worksheets
        If feuille.Name = MEMOIRE Then EstDuComptoir = True
    Next feuille
End Function

Public Sub Actualiser(ByVal classeur As Workbook)
    classeur.Activate
    Gestes.Agir "refresh"
End Sub
