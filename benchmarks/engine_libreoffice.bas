' LibreOffice Calc with the cells of `same_cells`: looks for a question in a file, and answers in another.
' figures: all of them, a row a line; full: seconds of recalculating everything; edit ROW VALUE: those of one figure of
' spend, its row and the totals. A tick is a millisecond, so what is short is done several times.

Sub Main
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden"
  hidden(0).Value = True
  book = StarDesktop.loadComponentFromURL(ConvertToURL("{folder}/sheet.xlsx"), "_blank", 0, hidden())
  book.calculateAll()  ' the file holds formulas without results
  sheet = book.Sheets(0)
  tell("ready")
  Do
    If FileExists("{folder}/question") Then
      file = FreeFile
      Open "{folder}/question" For Input As #file
      Line Input #file, question
      Close #file
      Kill "{folder}/question"
      words = Split(question, " ")
      If words(0) = "end" Then
        tell("ended")
        book.close(True)
        StarDesktop.terminate()
        Exit Do
      End If
      If words(0) = "figures" Then tell(figures(sheet))
      If words(0) = "full" Then tell(full(book))
      If words(0) = "edit" Then tell(edited(sheet, CLng(words(1)), CDbl(words(2))))
    End If
    Wait 5
  Loop
End Sub

Sub tell(answer)
  file = FreeFile
  Open "{folder}/answering" For Output As #file
  Print #file, answer
  Close #file
  Name "{folder}/answering" As "{folder}/answer"
End Sub

Function full(book)
  begun = GetSystemTicks()
  book.calculateAll()
  full = Str((GetSystemTicks() - begun) / 1000)
End Function

Function edited(sheet, row, value)
  begun = GetSystemTicks()
  For i = 1 To 20
    sheet.getCellByPosition(0, row - 1).setValue(value + i)
    sheet.getCellRangeByPosition({inputs}, row - 1, {inputs} + {figures} - 1, row - 1).getDataArray()
    sheet.getCellRangeByPosition(0, {rows}, {totals} - 1, {rows}).getDataArray()
  Next
  edited = Str((GetSystemTicks() - begun) / 20000)
End Function

Function figures(sheet)
  lines = Split(Space({rows}), " ")
  found = sheet.getCellRangeByPosition({inputs}, 0, {inputs} + {figures} - 1, {rows} - 1).getDataArray()
  For i = 0 To {rows} - 1
    lines(i) = written(found(i))
  Next
  totals = sheet.getCellRangeByPosition(0, {rows}, {totals} - 1, {rows}).getDataArray()
  lines({rows}) = written(totals(0))
  figures = Join(lines, ";")
End Function

Function written(cells)
  parts = Split(Space(UBound(cells)), " ")
  For j = 0 To UBound(cells)
    parts(j) = IIf(TypeName(cells(j)) = "Double", Str(cells(j)), "-")
  Next
  written = Join(parts, ",")
End Function
