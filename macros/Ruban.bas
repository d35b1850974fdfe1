Attribute VB_Name = "Ruban"
Option Explicit
' The callbacks of the ribbon. Visible texts are cells of the sheet "textes".

Private mRuban As IRibbonUI

Public Sub AuChargement(ribbon As IRibbonUI)
    Set mRuban = ribbon
End Sub

Public Sub Libelle(control As IRibbonControl, ByRef returnedVal)
    returnedVal = Textes.Texte(control.ID)
End Sub

Public Sub Infobulle(control As IRibbonControl, ByRef returnedVal)
    returnedVal = Textes.Texte(control.ID & ".tip")
End Sub

Public Sub Agir(control As IRibbonControl)
    Gestes.Agir control.ID
End Sub

Public Sub LangueChoisie(control As IRibbonControl, ByRef returnedVal)
    returnedVal = IIf(Textes.Langue() = "fr", 0, 1)
End Sub

Public Sub ChoisirLangue(control As IRibbonControl, selectedID As String, selectedIndex As Integer)
    Textes.Retenir Right$(selectedID, 2)
    Redessiner
    Gestes.Agir selectedID
End Sub

' After an error that nobody caught, VBA forgets the ribbon until the next start.
Private Sub Redessiner()
    If mRuban Is Nothing Then
        MsgBox Textes.Texte("ribbon.forgotten"), vbInformation
    Else
        mRuban.Invalidate
    End If
End Sub
