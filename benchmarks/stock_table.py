"""The baseline of typing and scrolling: Qt's own table, delegate and editor over texts that are there already."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QTableView

Index = QModelIndex | QPersistentModelIndex
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class Texts(QAbstractTableModel):
    """So many rows, of which the first are in `lines`; below them the same again."""

    def __init__(self, lines: Sequence[list[str]], rows: int, headers: Sequence[str]) -> None:
        super().__init__()
        self._lines = lines
        self._rows = rows
        self._headers = headers

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else self._rows

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._headers)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self._lines[index.row() % len(self._lines)][index.column()]
        return _RIGHT if role == Qt.ItemDataRole.TextAlignmentRole and index.column() else None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        self._lines[index.row() % len(self._lines)][index.column()] = str(value)
        self.dataChanged.emit(index, index, [role])
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return self._headers[section] if orientation == Qt.Orientation.Horizontal else section + 1


class StockTable(QTableView):
    """Enter takes the entry and goes one row down, as in ours; by itself Qt's table stays where it is."""

    def __init__(self, model: Texts, row_height: int) -> None:
        super().__init__()
        self.setModel(model)
        self.verticalHeader().setDefaultSectionSize(row_height)
        self.itemDelegate().closeEditor.connect(self._down)

    def go_up(self) -> None:
        """To the first figure of the first row."""
        self.setCurrentIndex(self.model().index(0, 1))

    def _down(self) -> None:
        here = self.currentIndex()
        self.setCurrentIndex(here.siblingAtRow(here.row() + 1))
