"""A table of texts: names at the left, figures at the right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

_Index = QModelIndex | QPersistentModelIndex
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class TextRows(QAbstractTableModel):
    """Rows of texts under their heads; each text is its own tooltip, for where it has no room."""

    def __init__(self, parent: QWidget, heads: Sequence[str] = ()) -> None:
        super().__init__(parent)
        self.heads = tuple(heads)
        self.rows: list[tuple[str, ...]] = []

    def fill(self, rows: list[tuple[str, ...]], heads: Sequence[str] | None = None) -> None:
        """Show these, under other heads where some are given; the same again changes nothing."""
        new = self.heads if heads is None else tuple(heads)
        if (new, rows) != (self.heads, self.rows):
            self.beginResetModel()
            self.heads, self.rows = new, rows
            self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.heads)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self.rows[index.row()][index.column()]
        return _RIGHT if role == Qt.ItemDataRole.TextAlignmentRole and index.column() else None

    def headerData(self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if way == Qt.Orientation.Horizontal and 0 <= section < len(self.heads):
            if role == Qt.ItemDataRole.DisplayRole:
                return self.heads[section]
            if role == Qt.ItemDataRole.TextAlignmentRole and section:
                return _RIGHT
        return None
