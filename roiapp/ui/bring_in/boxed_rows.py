"""Rows of which each becomes something, chosen from a menu: what the tables of columns and of channels share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu, QTableView, QWidget

from roiapp.ui.look.calm_table import Index

_OPENING: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_F4)


class NamedRows(QAbstractTableModel):
    """A model of `rows`, each with a name by which it is known again; `heads` are the titles of the columns."""

    def __init__(self, heads: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        self._heads = heads
        self.rows: Sequence[Any] = ()

    def show(self, rows: Sequence[Any]) -> None:
        """Show these; where the names are the same they stay in their places, and so does the selection."""
        same = [each.name for each in rows] == [each.name for each in self.rows]
        if same:
            self.rows = rows
            if rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(self._heads) - 1))
            return
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._heads)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        shown = orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return self._heads[section] if shown else None


def opens(event: QKeyEvent) -> bool:
    """Whether a key opens the box of its row."""
    down = event.key() == Qt.Key.Key_Down and bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
    return event.key() in _OPENING or down


def leaves_out(event: QKeyEvent) -> bool:
    """Whether a key leaves the row out."""
    return event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


def open_below(menu: QMenu, table: QTableView, box: QModelIndex) -> None:
    """Open a menu below the box, which goes when it closes."""
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.popup(table.viewport().mapToGlobal(table.visualRect(box).bottomLeft() + QPoint(8, 0)))
