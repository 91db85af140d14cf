"""The channels of a budget: what is spent today and then, what it brings, and what is asked of each: a lock, a least
and a most."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QStyleOptionViewItem, QWidget

from roiapp.core.units import MONEY, NumberError, NumberFormat, parse
from roiapp.language import tr
from roiapp.palette import channel_colour
from roiapp.ui.look.calm_table import CalmPainter, CalmTable
from roiapp.ui.look.theme import Theme

if TYPE_CHECKING:
    from roiapp.analysis.decisions.allocation import Allocation
    from roiapp.core.results import Figures

Index = QModelIndex | QPersistentModelIndex
NAME, LOCK, TODAY, THEN, CHANGE, BRINGS, WOULD, LEAST, MOST = range(9)
_ROW: Final = 28
_DOT: Final = 8
_PADDING: Final = 8
_ENTRIES: Final = (LEAST, MOST)
_NONE: Final = QModelIndex()


class BudgetModel(QAbstractTableModel):
    """A row a channel, and the total. `locked`, `least` and `most` are what is asked, by channel; `asked` says that
    it is something else now, `refused` carries the sentence why a text was not taken, "" when one was."""

    asked = Signal()
    refused = Signal(str)

    def __init__(self, figures: Figures, goal: str, write: NumberFormat, parent: QWidget) -> None:
        super().__init__(parent)
        self._figures = figures
        self._goal = goal
        self._write = write
        self._found: Allocation | None = None
        self.locked: set[int] = set()
        self.least: dict[int, float] = {}
        self.most: dict[int, float] = {}
        spend = figures.values("spend").tolist()
        self._today = [None if math.isnan(amount) else amount for amount in spend]

    def show(self, goal: str, found: Allocation | None) -> None:
        """What was found from now on; None: nothing."""
        named = goal != self._goal
        self._goal, self._found = goal, found
        self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, MOST))
        if named:
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, BRINGS, WOULD)

    @property
    def channels(self) -> int:
        return len(self._today)

    def held(self, row: int) -> str:
        """Why a channel stays as it is; "" where it need not."""
        return self._found.shares[row].held if self._found is not None and row < self.channels else ""

    def toggle(self, row: int) -> None:
        """Lock a channel, or let it go."""
        if row < self.channels:
            self.locked.symmetric_difference_update((row,))
            self.dataChanged.emit(self.index(row, 0), self.index(row, MOST))
            self.asked.emit()

    def entered(self, row: int, column: int) -> float | None:
        """The least or the most of a channel; None where none is asked."""
        return (self.least if column == LEAST else self.most).get(row)

    def takes(self, row: int, column: int) -> bool:
        """Whether a bound can be typed there: not of what stays as it is anyway."""
        return column in _ENTRIES and row < self.channels and row not in self.locked and not self.held(row)

    def rowCount(self, _parent: Index = _NONE) -> int:
        return self.channels + 1

    def columnCount(self, _parent: Index = _NONE) -> int:
        return MOST + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignLeft if section <= LOCK else Qt.AlignmentFlag.AlignRight
            return side | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        goal = tr(self._figures.catalog.record(self._goal).header)
        return (
            tr("Channel"), tr("Lock"), tr("Spend today"), tr("Spend then"), tr("Change"),
            tr("{goal} today", goal=goal), tr("{goal} then", goal=goal), tr("At least"), tr("At most"),
        )[section]  # fmt: skip

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsEditable if self.takes(index.row(), index.column()) else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row, column = index.row(), index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(row, column)
        if role == Qt.ItemDataRole.EditRole and column in _ENTRIES:
            return self._write.edit_text(self.entered(row, column), MONEY)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.held(row) or (self.text(row, column) if column in _ENTRIES else "") or None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.spoken(row, column)
        return None

    def spoken(self, row: int, column: int) -> str:
        """A cell as it is read out, with its channel and what it is."""
        name, text = self.text(row, NAME), self.text(row, column)
        if column == NAME:
            return tr("{channel}, {why}", channel=name, why=self.held(row)) if self.held(row) else name
        if column == LOCK:
            if row == self.channels:
                return ""
            return (tr("{channel}, locked", channel=name) if row in self.locked
                    else tr("{channel}, not locked", channel=name))  # fmt: skip
        head = str(self.headerData(column, Qt.Orientation.Horizontal))
        return tr("{channel}, {figure}: {value}", channel=name, figure=head, value=text or tr("none"))

    def text(self, row: int, column: int) -> str:
        """What stands in a cell."""
        write, found = self._write, self._found
        total = row == self.channels
        if column == NAME:
            return tr("Total") if total else self._figures.worksheet.names[row]
        if column == LOCK:
            return ""
        if column in _ENTRIES:
            amount = None if total else self.entered(row, column)
            return "" if amount is None else write.text(amount, MONEY)
        if column == TODAY and not total:
            return write.text(self._today[row], MONEY)
        if found is None:
            return write.text(sum(each or 0.0 for each in self._today), MONEY) if column == TODAY else ""
        unit = self._figures.catalog.record(found.goal).unit
        if total:
            return {
                TODAY: write.text(found.today, MONEY), THEN: write.text(found.total, MONEY),
                CHANGE: write.change(found.total - found.today, MONEY), BRINGS: write.text(found.before, unit),
                WOULD: write.text(found.after, unit),
            }[column]  # fmt: skip
        share = found.shares[row]
        return {
            THEN: write.text(share.then, MONEY), CHANGE: write.change(share.change, MONEY),
            BRINGS: write.text(share.brings, unit), WOULD: write.text(share.would, unit),
        }[column]  # fmt: skip

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """What is typed as a least or a most; nothing takes it away."""
        row, column = index.row(), index.column()
        if role != Qt.ItemDataRole.EditRole or not self.takes(row, column):
            return False
        try:
            amount = parse(str(value), MONEY, self._write.locale, self._write.currency).value
        except NumberError as error:
            self.refused.emit(str(error))
            return False
        self.refused.emit("")
        bounds = self.least if column == LEAST else self.most
        if amount != bounds.get(row):
            if amount is None:
                del bounds[row]
            else:
                bounds[row] = amount
            self.dataChanged.emit(index, index)
            self.asked.emit()
        return True

    def colour(self, row: int) -> str:
        """The colour of a channel."""
        sheet = self._figures.worksheet
        return channel_colour(sheet.keys[row], sheet.first_key)


class BudgetPainter(CalmPainter):
    """Paints a channel's dot, its lock, its figures, and the boxes to type a bound into."""

    def ground(self, index: Index) -> str:
        rows = index.model()
        assert isinstance(rows, BudgetModel)
        return "totals" if index.row() == rows.channels else "surface"

    def paint_cell(self, painter: QPainter, room: QRect, index: Index) -> None:
        rows, row, column = index.model(), index.row(), index.column()
        assert isinstance(rows, BudgetModel)
        total = row == rows.channels
        text = str(index.data() or "")
        if column == NAME:
            left = 0 if total else self._paint_dot(painter, room, rows.colour(row))
            self.write(painter, room.adjusted(left, 0, 0, 0), text, weight=600 if total else 400, name=True)
        elif column == LOCK:
            if not total:
                locked = row in rows.locked
                self.draw_icon(painter, room, "lock" if locked else "lock-open", "text" if locked else "text3", 14)
        elif column in _ENTRIES:
            if rows.takes(row, column):
                self._paint_entry(painter, room)
            self.write(painter, room, text, "text" if rows.takes(row, column) else "text3", right=True)
        else:
            strong = total or (column in (THEN, CHANGE) and not rows.held(row))
            role = "text2" if column in (TODAY, BRINGS) or rows.held(row) else "text"
            self.write(painter, room, text, "text" if total else role, weight=600 if strong else 400, right=True)
        if index == self.table.currentIndex() and self.table.hasFocus():
            painter.setPen(self.theme.colour("ring"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(room.adjusted(-6, 2, 6, -3))

    def _paint_dot(self, painter: QPainter, room: QRect, colour: str) -> int:
        size = self.theme.px(_DOT)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colour))
        painter.drawEllipse(QRectF(room.left(), room.center().y() - size / 2 + 1, size, size))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        return size + 8

    def _paint_entry(self, painter: QPainter, room: QRect) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self.theme.colour("border_strong"))
        painter.setBrush(self.theme.colour("raised"))
        painter.drawRoundedRect(QRectF(room.adjusted(-5, 3, 5, -3)).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, _index: Index) -> QWidget:
        line = QLineEdit(parent)
        line.setFont(self.theme.font(13))
        line.setAlignment(Qt.AlignmentFlag.AlignRight)
        return line

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, QLineEdit):
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole) or ""))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, QLineEdit):
            model.setData(index, editor.text())


class BudgetTable(CalmTable):
    """Arrows go from cell to cell; Space locks the channel, typing sets a least or a most, Delete takes it away."""

    def __init__(self, theme: Theme, rows: BudgetModel, shown: int, parent: QWidget) -> None:
        super().__init__(theme, rows, {0: 1}, parent, row=_ROW, rows=min(rows.rowCount(), shown), folding=True,
                         padding=_PADDING)  # fmt: skip
        self.rows = rows
        self.setItemDelegate(BudgetPainter(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.AnyKeyPressed | triggers.EditKeyPressed | triggers.DoubleClicked)
        self.setAccessibleName(tr("Channels of the budget"))
        self.setCurrentIndex(rows.index(0, LOCK))
        self.spread()

    def spread(self) -> None:
        """Columns as wide as what stands in them."""
        self.fit({NAME: 150}, 36)
        for widths in self._fits or ():
            widths[NAME] += self.theme.px(_DOT) + 8
        self._lay_out()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, current = event.key(), self.currentIndex()
        if self.state() == QAbstractItemView.State.EditingState:
            event.accept()  # Enter is on its way to close the line, and no button's
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.rows.setData(current, "")
        elif key == Qt.Key.Key_Space and current.isValid():
            self.rows.toggle(current.row())
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if current.isValid() and self.rows.takes(current.row(), current.column()):
                self.edit(current)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """One click on a lock turns it, one on a box opens it."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.isValid() and index == self.currentIndex():
            if index.column() == LOCK:
                self.rows.toggle(index.row())
            elif self.rows.takes(index.row(), index.column()):
                self.edit(index)
