"""Scenarios side by side as a table: a row a figure, for each scenario its figure and the difference to the base, below
them their ranges."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence, QPainter, QResizeEvent
from PySide6.QtWidgets import QWidget

from roiapp.analysis.decisions.comparison_words import (
    difference_range_text,
    difference_text,
    judged_text,
    range_text,
)
from roiapp.language import apart, plain, tr
from roiapp.ui.lists.pinned_table import PinnedTable
from roiapp.ui.look.calm_table import CalmPainter
from roiapp.ui.look.theme import Theme

if TYPE_CHECKING:
    from roiapp.analysis.decisions.scenario_comparison import ComparedFigure, Comparison, ScenarioCell
    from roiapp.core.units import NumberFormat

_Index = QModelIndex | QPersistentModelIndex
_ROW: Final = 30
_TALL: Final = 44


class ComparisonRows(QAbstractTableModel):
    """The first `count` figures of a comparison: names, the base, then two columns a scenario."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.found: Comparison | None = None
        self.write: NumberFormat | None = None
        self.count = 0

    def show_comparison(self, found: Comparison | None, write: NumberFormat, count: int) -> None:
        self.beginResetModel()
        self.found, self.write, self.count = found, write, count
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if self.found is None or parent.isValid() else self.count

    def columnCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if self.found is None or parent.isValid() else 2 * len(self.found.columns)

    def figure(self, row: int) -> ComparedFigure:
        """What a row is about."""
        assert self.found is not None
        return self.found.figures[row]

    def is_difference(self, column: int) -> bool:
        """Whether a column has the differences of the scenario before it."""
        return column > 2 and column % 2 == 1

    def text(self, row: int, column: int) -> str:
        """The upper line of a cell."""
        assert self.write is not None
        figure = self.figure(row)
        if not column:
            return figure.label
        cell = self._cell(row, column)
        if self.is_difference(column):
            return difference_text(cell, figure.unit, self.write)
        return self.write.text(cell.value, figure.unit)

    def _cell(self, row: int, column: int) -> ScenarioCell:
        assert self.found is not None
        place = 0 if column == 1 else column // 2
        return self.found.columns[place].cells[row]

    def below(self, row: int, column: int) -> str:
        """The lower line: the range, "" where there is none."""
        assert self.found is not None
        assert self.write is not None
        if column < 2:
            return ""
        cell, unit = self._cell(row, column), self.figure(row).unit
        if self.is_difference(column):
            return difference_range_text(cell, self.found.columns[0].cells[row].value, unit, self.write)
        return range_text(cell, unit, self.write)

    def tone(self, row: int, column: int) -> str:
        """The role of the upper line's colour."""
        if not column:
            return "text"
        cell = self._cell(row, column)
        if self.is_difference(column):
            return cell.judged or ("text2" if cell.difference is not None else "text3")
        return "text" if cell.value is not None else "text3"

    def told(self, row: int, column: int) -> str:
        """All that is to be said of a cell."""
        assert self.found is not None
        if not column:
            return self.figure(row).label
        cell = self._cell(row, column)
        base = self.found.columns[0].cells[row].value
        parts = [cell.reason, self.below(row, column), judged_text(cell, base) if self.is_difference(column) else ""]
        return "\n".join(part for part in parts if part)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, column = index.row(), index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(row, column)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            return self.told(row, column) or None
        if role == Qt.ItemDataRole.TextAlignmentRole and column:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def headerData(self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if self.found is None or way != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            if not section:
                return tr("Figure")
            if self.is_difference(section):
                return tr("Difference")
            return apart(self.found.columns[0 if section == 1 else section // 2].name)
        if role == Qt.ItemDataRole.ToolTipRole and section:
            each = self.found.columns[0 if section == 1 else section // 2]
            return f"{each.line}\n{each.note}" if each.note else each.line
        if role == Qt.ItemDataRole.TextAlignmentRole and section:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def lines(self) -> list[list[str]]:
        """The table as texts, with the ranges in columns of their own where there are any."""
        assert self.found is not None
        heads: list[str] = []
        rows: list[list[str]] = [[] for _ in range(self.count)]
        for column in range(self.columnCount()):
            heads.append(str(self.headerData(column, Qt.Orientation.Horizontal)))
            for row in range(self.count):
                rows[row].append(self.text(row, column))
            if column >= 2 and self.found.columns[column // 2].ranged:
                heads.append(tr("Range"))
                for row in range(self.count):
                    rows[row].append(self.below(row, column))
        return [heads, *rows]


class _Painter(CalmPainter):
    """Figures at the right, their ranges below them."""

    def paint_cell(self, painter: QPainter, room: QRect, index: _Index) -> None:
        model = index.model()
        assert isinstance(model, ComparisonRows)
        row, column = index.row(), index.column()
        below = model.below(row, column)
        upper = room.adjusted(0, 5, 0, -room.height() // 2) if below else room
        weight = 600 if column >= 2 else 500 if not column else 400
        self.write(painter, upper, model.text(row, column), model.tone(row, column), weight=weight,
                   right=column > 0, name=not column)  # fmt: skip
        if below:
            lower = room.adjusted(0, room.height() // 2, 0, -4)
            self.write(painter, lower, below, "text3", size=11, right=True)


class ScenarioTable(PinnedTable):
    """Names and base stay while scenarios scroll; Ctrl+C copies it all as a table."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        self.rows = ComparisonRows(parent)
        super().__init__(theme, self.rows, {0: 1}, parent, pinned=2, row=_ROW, rows=5)
        self.setItemDelegate(_Painter(self))
        self.setAccessibleName(tr("Scenarios side by side"))

    def show_comparison(self, found: Comparison | None, write: NumberFormat, count: int) -> None:
        """Show the first `count` figures of it; the chosen row stays."""
        row = max(self.currentIndex().row(), 0)
        scrolled = self.horizontalScrollBar().value()
        self.rows.show_comparison(found, write, count)
        tall = found is not None and found.ranged
        high = self.theme.px(_TALL if tall else _ROW)
        self.verticalHeader().setMinimumSectionSize(high)
        self.verticalHeader().setDefaultSectionSize(high)
        if found is not None:
            self.fit({0: 200})
            self.setCurrentIndex(self.rows.index(min(row, count - 1), 0))
            self.horizontalScrollBar().setValue(scrolled)
        self.take_height()

    def fit(self, widest: Mapping[int, int], least: int = 0) -> None:
        """Wide enough for the ranges below the figures, too."""
        super().fit(widest, least)
        small, rows = QFontMetrics(self.theme.font(11)), self.rows
        for column in range(2, rows.columnCount()):
            texts = [rows.below(row, column) for row in range(rows.rowCount())]
            wide = max((small.horizontalAdvance(text) for text in texts), default=0) + 2 * self.padding + 2
            for widths in self._fits or ():
                widths[column] = max(widths[column], wide)
        self._lay_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.take_height()

    def take_height(self) -> None:
        """No higher than its rows, and the bar below them where the columns do not fit."""
        rows = self.verticalHeader().defaultSectionSize() * self.rows.rowCount()
        beyond = sum(self.columnWidth(c) for c in range(self.rows.columnCount())) > self.viewport().width()
        below = self.horizontalScrollBar().sizeHint().height() if beyond else 0
        self.setMaximumHeight(self.horizontalHeader().height() + rows + below + 2 * self.frameWidth())
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.maximumHeight())

    def minimumSizeHint(self) -> QSize:
        few = self.horizontalHeader().height() + 3 * self.verticalHeader().defaultSectionSize()
        return QSize(0, min(self.maximumHeight(), few))

    def copy(self) -> None:
        """All of it as text with tabs."""
        if self.rows.found is not None:
            text = "\n".join("\t".join(line) for line in self.rows.lines())
            QGuiApplication.clipboard().setText(plain(text))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)
