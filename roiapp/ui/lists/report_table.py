"""One table of a report: its title, its rows of figures, its note, and a sentence where it has no rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QPainter, QResizeEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from roiapp.language import list_text, plain, tr
from roiapp.ui.look.calm_table import CalmPainter, CalmTable
from roiapp.ui.look.theme import Theme

if TYPE_CHECKING:
    from roiapp.analysis.reports.report import Cell, ReportTable
    from roiapp.core.units import NumberFormat

_Index = QModelIndex | QPersistentModelIndex
_ROW: Final = 28


class ReportRows(QAbstractTableModel):
    """One table of a report."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.table: ReportTable | None = None
        self.write: NumberFormat | None = None

    def show_table(self, table: ReportTable, write: NumberFormat) -> None:
        self.beginResetModel()
        self.table, self.write = table, write
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if self.table is None or parent.isValid() else len(self.table.rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if self.table is None or parent.isValid() else 1 + len(self.table.columns)

    def text(self, row: int, column: int) -> str:
        """What stands in a cell, without an asterisk."""
        assert self.table is not None
        if not column:
            return self.table.rows[row].label
        return self.cell_text(self.table.rows[row].cells[column - 1], column - 1)

    def shown(self, row: int, column: int) -> str:
        """The same as it is shown: with an asterisk where there is a remark below."""
        cell = self.cell(row, column)
        text = self.text(row, column)
        return f"{text}*" if cell is not None and cell.remark else text

    def cell(self, row: int, column: int) -> Cell | None:
        """What a report says in a cell, None for the names of rows."""
        assert self.table is not None
        return self.table.rows[row].cells[column - 1] if column else None

    def cell_text(self, cell: Cell, column: int) -> str:
        """A figure as it is shown."""
        assert self.table is not None
        assert self.write is not None
        unit = self.table.columns[column].unit
        if cell.text or unit is None:
            return cell.text
        return self.write.text(cell.value, unit)

    def is_number(self, column: int) -> bool:
        """Whether a column stands at the right."""
        assert self.table is not None
        return column > 0 and self.table.columns[column - 1].unit is not None

    def is_total(self, row: int) -> bool:
        """Whether a row is that of all."""
        assert self.table is not None
        return self.table.rows[row].kind == "total"

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        assert self.table is not None
        row, column = index.row(), index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self.shown(row, column)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            cell = self.cell(row, column)
            said = "" if cell is None else cell.reason or cell.remark
            return said or (self.text(row, column) if role == Qt.ItemDataRole.ToolTipRole else None)
        if role == Qt.ItemDataRole.TextAlignmentRole and self.is_number(index.column()):
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def headerData(self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if self.table is None or way != Qt.Orientation.Horizontal:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self.table.columns[section - 1].header if section else self.table.first
        if role == Qt.ItemDataRole.TextAlignmentRole and self.is_number(section):
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None


class _Painter(CalmPainter):
    """Names at the left, figures at the right; the row of all is bold on its own ground."""

    def paint_cell(self, painter: QPainter, room: QRect, index: _Index) -> None:
        model = index.model()
        assert isinstance(model, ReportRows)
        undefined = model.is_number(index.column()) and str(index.data()) == "–"
        self.write(
            painter, room, str(index.data() or ""), "text3" if undefined else "text",
            weight=600 if model.is_total(index.row()) else 400, right=model.is_number(index.column()),
            name=index.column() == 0,
        )  # fmt: skip

    def ground(self, index: _Index) -> str:
        model = index.model()
        return "totals" if isinstance(model, ReportRows) and model.is_total(index.row()) else "surface"


class _ReportTable(CalmTable):
    """As high as its rows, and lower where there is no room for all of them."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.take_height()

    def take_height(self) -> None:
        """Room for all rows, and for the bar below them where the columns do not fit."""
        rows = self.verticalHeader().defaultSectionSize() * self.model().rowCount()
        bar = self.horizontalScrollBar()
        beyond = sum(self.columnWidth(c) for c in range(self.model().columnCount())) > self.viewport().width()
        below = bar.sizeHint().height() if beyond else 0
        self.setMaximumHeight(self.horizontalHeader().height() + rows + below + 2 * self.frameWidth())
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.maximumHeight())

    def minimumSizeHint(self) -> QSize:
        return QSize(0, min(self.maximumHeight(), self.horizontalHeader().height() + self.theme.px(3 * _ROW)))


class ReportTableView(QWidget):
    """One table with its title, its note, and a sentence where it has no rows. `asked` carries the channels and the id
    of a cell on which Enter was pressed or that was clicked twice."""

    asked = Signal(object, str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.rows = ReportRows(self)
        self.title, self.note, self.nothing = QLabel(self), QLabel(self), QLabel(self)
        self.view = _ReportTable(theme, self.rows, {0: 1}, self, row=_ROW, folding=True)
        self.view.setItemDelegate(_Painter(self.view))
        self.view.setSelectionMode(CalmTable.SelectionMode.ExtendedSelection)
        self.view.doubleClicked.connect(self._go)
        self.note.setWordWrap(True)
        self.nothing.setWordWrap(True)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(6)
        for part in (self.title, self.nothing):
            whole.addWidget(part)
        whole.addWidget(self.view)
        whole.addWidget(self.note)

    def show_table(self, table: ReportTable, write: NumberFormat, *, titled: bool) -> None:
        """Show this table; its title only beside others."""
        chosen = self.view.currentIndex()
        self.rows.show_table(table, write)
        self.title.setText(table.title)
        self.title.setVisible(titled)
        self.view.setAccessibleName(table.title)
        notes = [each for each in (*table.remarks, table.note) if each]
        self.note.setText("\n".join(notes))
        self.note.setVisible(bool(notes and table.rows))
        self.nothing.setText(table.nothing)
        self.nothing.setVisible(not table.rows)
        self.view.setVisible(bool(table.rows))
        if table.rows:
            self.view.fit({0: 240})
            row, column = max(0, min(chosen.row(), len(table.rows) - 1)), max(0, chosen.column())
            index = self.rows.index(row, min(column, len(table.columns)))
            self.view.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
            self.view.take_height()

    def dress(self) -> None:
        """Take on the look at hand."""
        self.title.setFont(self._theme.font(13, 600))
        for label, role in ((self.note, "text3"), (self.nothing, "text2")):
            label.setFont(self._theme.font(12))
            palette = label.palette()
            palette.setColor(palette.ColorRole.WindowText, self._theme.colour(role))
            label.setPalette(palette)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.view.currentIndex().isValid():
            self._go(self.view.currentIndex())
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    def copy(self) -> None:
        """The chosen rows with their headers as text, all of them where none is chosen; remarks name their rows, so
        that figures stay figures."""
        chosen = sorted({index.row() for index in self.view.selectionModel().selectedRows()})
        wanted = chosen or list(range(self.rows.rowCount()))
        heads = [str(self.rows.headerData(c, Qt.Orientation.Horizontal)) for c in range(self.rows.columnCount())]
        lines = [heads, *([self.rows.text(row, c) for c in range(len(heads))] for row in wanted)]
        lines += [[said] for said in self._remarks(wanted, heads)]
        QGuiApplication.clipboard().setText(plain("\n".join("\t".join(line) for line in lines)))

    def _remarks(self, rows: list[int], heads: list[str]) -> list[str]:
        """The remarks on these rows, each once with the figures it is about."""
        found: dict[tuple[int, str], list[str]] = {}
        for row in rows:
            for column in range(1, len(heads)):
                cell = self.rows.cell(row, column)
                if cell is not None and cell.remark:
                    found.setdefault((column, cell.remark), []).append(self.rows.text(row, 0))
        return [
            tr("{figure} of {rows}. {remark}", figure=heads[column], rows=list_text(names), remark=remark)
            for (column, remark), names in found.items()
        ]

    def _go(self, index: _Index) -> None:
        table = self.rows.table
        if table is not None and table.rows[index.row()].channels:
            id_ = table.columns[index.column() - 1].id if index.column() else ""
            self.asked.emit(table.rows[index.row()].channels, id_)
