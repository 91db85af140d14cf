"""The baseline of the cold start: the least program that shows a table. Prints READY once it is painted, and ends."""

from __future__ import annotations

import sys

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer
from PySide6.QtWidgets import QApplication, QTableView

Index = QModelIndex | QPersistentModelIndex


class Numbers(QAbstractTableModel):
    """Fifteen rows of eight numbers."""

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else 15

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else 8

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        return str(index.row() * 8 + index.column()) if role == Qt.ItemDataRole.DisplayRole else None


class Painted(QObject):
    """Ends the program after the first paint of the table."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self, ready)
        return False


def ready() -> None:
    print("READY", flush=True)
    QApplication.exit(0)


if __name__ == "__main__":
    application = QApplication(sys.argv)
    table = QTableView()
    model = Numbers()
    table.setModel(model)
    table.resize(1280, 800)
    painted = Painted()
    table.viewport().installEventFilter(painted)
    table.show()
    raise SystemExit(application.exec())
