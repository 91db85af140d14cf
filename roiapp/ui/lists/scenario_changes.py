"""The changes of one scenario, a sentence each; Del takes the chosen ones out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from roiapp.language import tr
from roiapp.ui.look.calm_table import PADDING, CalmPainter, CalmTable
from roiapp.ui.look.theme import Theme

if TYPE_CHECKING:
    from roiapp.core.scenarios import Change

_Index = QModelIndex | QPersistentModelIndex
_ROW = 28


class ChangeRows(QAbstractListModel):
    """The changes with their sentences."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.changes: list[tuple[Change, str]] = []

    def fill(self, changes: list[tuple[Change, str]]) -> None:
        """Show these."""
        if changes != self.changes:
            self.beginResetModel()
            self.changes = changes
            self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.changes)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self.changes[index.row()][1]
        return None


class _Painter(CalmPainter):
    """Sentences that go on in the next line."""

    def paint_cell(self, painter: QPainter, room: QRect, index: _Index) -> None:
        painter.setFont(self.theme.font(13))
        painter.setPen(self.theme.colour("text"))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap
        painter.drawText(room, flags, str(index.data() or ""))

    def sizeHint(self, _option: QStyleOptionViewItem, index: _Index) -> QSize:
        wide = max(self.table.viewport().width() - 2 * PADDING, 40)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap
        text = str(index.data() or "")
        high = QFontMetrics(self.theme.font(13)).boundingRect(QRect(0, 0, wide, 10_000), flags, text).height()
        return QSize(40, max(high + self.theme.px(10), self.theme.px(_ROW)))


class ScenarioChanges(CalmTable):
    """`asked` says that the chosen ones are to go."""

    asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        self.rows = ChangeRows(parent)
        super().__init__(theme, self.rows, {0: 1}, parent, row=_ROW, rows=4)
        self.setSelectionMode(CalmTable.SelectionMode.ExtendedSelection)
        self.setItemDelegate(_Painter(self))
        self.horizontalHeader().hide()
        self.setAccessibleName(tr("Changes of the scenario"))

    def fill(self, changes: list[tuple[Change, str]]) -> None:
        """Show these, each as high as it needs."""
        self.rows.fill(changes)
        self.resizeRowsToContents()

    def _lay_out(self) -> None:
        super()._lay_out()
        self.resizeRowsToContents()

    @property
    def chosen(self) -> list[Change]:
        """Those that are selected."""
        return [self.rows.changes[index.row()][0] for index in self.selectionModel().selectedRows()]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.asked.emit()
        else:
            super().keyPressEvent(event)
