"""A table to type into, as small tables of the document have it: cells chosen one by one, edited by typing, F2 or a
double click, pasted as blocks, blanked by Delete."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QComboBox,
    QLineEdit,
    QStyleOptionViewItem,
    QWidget,
)

from roiapp.language import plain
from roiapp.ui.look.calm_table import CalmPainter, CalmTable
from roiapp.ui.look.theme import Theme

Index = QModelIndex | QPersistentModelIndex
_ROW: Final = 28
_LEAST: Final = 36  # px of a column beside its padding
_WIDEST_TEXT: Final = 300
#: how an entry is ended by keys that take it
_TAKING: Final = (
    QAbstractItemDelegate.EndEditHint.SubmitModelCache,
    QAbstractItemDelegate.EndEditHint.EditNextItem,
    QAbstractItemDelegate.EndEditHint.EditPreviousItem,
)


class EntryModel(QAbstractTableModel):
    """What is typed into; every entry is one step of the document. `refused` carries the sentence why a text was not
    taken, "" when it is given up. What raises NotImplementedError is for subclasses to say: these are not abstract by
    abc, since Qt's classes have a metaclass of their own."""

    refused = Signal(str)

    def refresh(self) -> None:
        """Show what the document has now."""
        raise NotImplementedError  # for subclasses to say

    def text(self, row: int, column: int) -> str:
        """What stands in a cell."""
        raise NotImplementedError  # for subclasses to say

    def is_number(self, column: int) -> bool:
        """Whether a column stands at the right."""
        raise NotImplementedError  # for subclasses to say

    def is_long(self, column: int) -> bool:
        """Whether a column is of sentences."""
        raise NotImplementedError  # for subclasses to say

    def offered(self, row: int, column: int) -> list[str]:
        """What can be chosen in a cell; nothing where it is typed freely."""
        raise NotImplementedError  # for subclasses to say

    def put(self, row: int, column: int, texts: list[list[str]]) -> bool:
        """Enter a block of texts from a cell on, as one step; where one of them is refused none is taken."""
        raise NotImplementedError  # for subclasses to say

    def clear(self, cells: list[tuple[int, int]]) -> bool:
        """Blank these cells as one step."""
        raise NotImplementedError  # for subclasses to say

    def remove(self, gone: set[int]) -> bool:
        """Take rows out as one step; False where they stay."""
        raise NotImplementedError  # for subclasses to say

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        return role == Qt.ItemDataRole.EditRole and self.put(index.row(), index.column(), [[str(value)]])


class EntryPainter(CalmPainter):
    """Paints cells and makes their editors: a list where there is something to choose, else a line."""

    def paint_cell(self, painter: QPainter, room: QRect, index: Index) -> None:
        rows = index.model()
        assert isinstance(rows, EntryModel)
        self.write(painter, room, str(index.data() or ""), right=rows.is_number(index.column()))
        if index == self.table.currentIndex() and self.table.hasFocus():
            painter.setPen(self.theme.colour("ring"))
            painter.drawRect(room.adjusted(-8, 2, 8, -3))

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        rows = index.model()
        assert isinstance(rows, EntryModel)
        offered = rows.offered(index.row(), index.column())
        if offered:
            box = QComboBox(parent)
            box.addItem("")
            box.addItems(offered)
            box.setFont(self.theme.font(13))
            return box
        line = QLineEdit(parent)
        line.setFont(self.theme.font(13))
        return line

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        text = str(index.data(Qt.ItemDataRole.EditRole) or "")
        if isinstance(editor, QComboBox):
            editor.setCurrentText(text)
        elif isinstance(editor, QLineEdit):
            editor.setText(text)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        text = editor.currentText() if isinstance(editor, QComboBox) else ""
        if isinstance(editor, QLineEdit):
            text = editor.text()
        model.setData(index, text)


class EntryTable(CalmTable):
    """Cells are chosen one by one, edited by typing, F2 or a double click."""

    def __init__(self, theme: Theme, rows: EntryModel, parent: QWidget) -> None:
        super().__init__(theme, rows, {0: 1}, parent, row=_ROW)
        self.rows = rows
        self._refused = False
        rows.refused.connect(self._note_refusal)
        self.setItemDelegate(EntryPainter(self))
        rows.modelReset.connect(self.spread)
        rows.dataChanged.connect(lambda *_where: self.spread())
        self.spread()
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.AnyKeyPressed | triggers.EditKeyPressed | triggers.DoubleClicked)
        self.setTabKeyNavigation(False)

    def spread(self) -> None:
        """Columns as wide as what stands in them."""
        long = {place: _WIDEST_TEXT for place in range(self.rows.columnCount()) if self.rows.is_long(place)}
        self.fit(long, _LEAST)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, current = event.key(), self.currentIndex()
        if event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self._paste()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.rows.clear([(index.row(), index.column()) for index in self.selectedIndexes()])
        elif key == Qt.Key.Key_Minus and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.rows.remove({index.row() for index in self.selectedIndexes()})
        elif self.state() == QAbstractItemView.State.EditingState:
            super().keyPressEvent(event)  # what a line leaves to its parents, Enter too: it is on its way to close it
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and current.isValid():
            step = -1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
            row = min(max(current.row() + step, 0), self.rows.rowCount() - 1)
            self.setCurrentIndex(self.rows.index(row, current.column()))
        else:
            super().keyPressEvent(event)

    def _note_refusal(self, sentence: str) -> None:
        self._refused = bool(sentence)

    def commitData(self, editor: QWidget) -> None:
        if editor.isHidden():  # its row came anew since Enter was pressed in it once more
            return
        self._refused = False
        super().commitData(editor)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Enter goes down, as in the worksheet; what is refused stays open, until Esc gives it up."""
        if self._refused:
            if hint in _TAKING:
                if isinstance(editor, QLineEdit):
                    editor.selectAll()
                return
            if hint == QAbstractItemDelegate.EndEditHint.RevertModelCache:
                self.rows.refused.emit("")
        super().closeEditor(editor, hint)
        current = self.currentIndex()
        if hint == QAbstractItemDelegate.EndEditHint.SubmitModelCache and current.row() < self.rows.rowCount() - 1:
            self.setCurrentIndex(self.rows.index(current.row() + 1, current.column()))

    def _copy(self) -> None:
        cells = sorted((index.row(), index.column()) for index in self.selectedIndexes())
        if cells:
            rows = range(cells[0][0], cells[-1][0] + 1)
            left, right = min(c for _, c in cells), max(c for _, c in cells)
            lines = ["\t".join(self.rows.text(row, column) for column in range(left, right + 1)) for row in rows]
            QGuiApplication.clipboard().setText(plain("\n".join(lines)))

    def _paste(self) -> None:
        text = QGuiApplication.clipboard().text().rstrip("\r\n")
        current = self.currentIndex()
        if text and current.isValid():
            block = [line.split("\t") for line in text.splitlines()]
            self.rows.put(current.row(), current.column(), block)
