"""The reports of the view at hand, beside the figures: chosen at the top, by channel, group or owner, each with its
sentences and tables."""

from __future__ import annotations

from collections.abc import Callable
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
from PySide6.QtWidgets import QButtonGroup, QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from roiapp.language import mark, plain, tr
from roiapp.ui.look.calm_table import CalmPainter, CalmTable
from roiapp.ui.look.dialogs import button_style, room_for
from roiapp.ui.look.messages import Choice
from roiapp.ui.look.scrolled import scrolled
from roiapp.ui.look.theme import Theme
from roiapp.ui.model.session_model import SessionModel

if TYPE_CHECKING:
    from roiapp.analysis.reports.report import By, Cell, Report, ReportTable
    from roiapp.core.results import Figures
    from roiapp.core.units import NumberFormat

_Index = QModelIndex | QPersistentModelIndex
_SIZE: Final = (1320, 780)
_ROW: Final = 28
#: id -> what its button says, in the order of the buttons
REPORTS: Final = {
    "lead_to_revenue": mark("Lead to revenue"),
    "pipeline_velocity": mark("Pipeline velocity"),
    "content": mark("Content performance"),
}
_BY: Final[dict[By, str]] = {
    "channel": mark("By channel"),
    "group": mark("By group"),
    "owner": mark("By owner"),
}


def report_of(figures: Figures, id_: str, by: By) -> Report:
    """The report of an id on a view."""
    from roiapp.analysis.reports.content import content_report
    from roiapp.analysis.reports.lead_revenue import lead_to_revenue
    from roiapp.analysis.reports.velocity import pipeline_velocity

    made = {"lead_to_revenue": lead_to_revenue, "pipeline_velocity": pipeline_velocity, "content": content_report}
    return made[id_](figures, by)


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

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  as Qt declares it
        return 0 if self.table is None or parent.isValid() else len(self.table.rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  as Qt declares it
        return 0 if self.table is None or parent.isValid() else 1 + len(self.table.columns)

    def text(self, row: int, column: int) -> str:
        """What stands in a cell."""
        assert self.table is not None
        if not column:
            return self.table.rows[row].label
        return self.cell_text(self.table.rows[row].cells[column - 1], column - 1)

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
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(index.row(), index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            text = self.text(index.row(), index.column())
            reason = self.table.rows[index.row()].cells[index.column() - 1].reason if index.column() else ""
            return reason or text
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
        self.note.setText(table.note)
        self.note.setVisible(bool(table.note and table.rows))
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
        """The chosen rows with their headers as text, all of them where none is chosen."""
        chosen = sorted({index.row() for index in self.view.selectionModel().selectedRows()})
        wanted = chosen or list(range(self.rows.rowCount()))
        heads = [str(self.rows.headerData(c, Qt.Orientation.Horizontal)) for c in range(self.rows.columnCount())]
        lines = [heads, *([self.rows.text(row, c) for c in range(len(heads))] for row in wanted)]
        QGuiApplication.clipboard().setText(plain("\n".join("\t".join(line) for line in lines)))

    def _go(self, index: _Index) -> None:
        table = self.rows.table
        if table is not None and table.rows[index.row()].channels:
            id_ = table.columns[index.column() - 1].id if index.column() else ""
            self.asked.emit(table.rows[index.row()].channels, id_)


class ReportWindow(QDialog):
    """Stays beside the figures and follows them. `asked` as in `ReportTableView`."""

    asked = Signal(object, str)

    def __init__(self, theme: Theme, model: SessionModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._theme = theme
        self._model = model
        self.id = next(iter(REPORTS))
        self.by: By = "channel"
        self.heading, self.question, self.said = QLabel(self), QLabel(self), QLabel(self)
        self.tables: list[ReportTableView] = []
        self._buttons: list[QPushButton] = []
        self._lay_out()
        model.frame.connect(self.refresh)
        theme.changed.connect(self._dress)
        self.resize(QSize(*(theme.px(length) for length in _SIZE)).boundedTo(room_for(parent)))
        self._dress()
        self.refresh()
        if self.tables and self.tables[0].view.isVisibleTo(self):
            self.tables[0].view.setFocus()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        kinds: list[tuple[str, str, Callable[[str], None]]] = [(id_, t, self.choose) for id_, t in REPORTS.items()]
        ways: list[tuple[str, str, Callable[[str], None]]] = [(id_, t, self._choose_by) for id_, t in _BY.items()]
        for group in (kinds, ways):
            together = QButtonGroup(self)
            for id_, text, choose in group:
                button = QPushButton(tr(text), self)
                button.setObjectName(id_)
                button.setCheckable(True)
                button.setChecked(id_ in (self.id, self.by))
                button.setAutoDefault(False)
                button.setMinimumHeight(self._theme.px(30))
                button.clicked.connect(lambda _checked=False, do=choose, what=id_: do(what))
                together.addButton(button)
                self._buttons.append(button)
                top.addWidget(button)
            if group is kinds:
                top.addStretch(1)
        for label in (self.heading, self.question, self.said):
            label.setWordWrap(True)
        self._tables = QVBoxLayout()
        self._tables.setSpacing(14)
        self._tables.addStretch(1)
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(16, 14, 16, 16)
        self._whole.setSpacing(8)
        self._whole.addLayout(top)
        for label in (self.heading, self.question, self.said):
            self._whole.addWidget(label)
        if self._theme.text_size > 100:  # several tables may be higher than there is room
            self._whole.addWidget(scrolled(self._tables, self), 1)
        else:
            self._whole.addLayout(self._tables, 1)

    def choose(self, id_: str) -> None:
        """Turn to another report."""
        self.id = id_
        next(button for button in self._buttons if button.objectName() == id_).setChecked(True)
        self.refresh()

    def _choose_by(self, by: str) -> None:
        self.by = next(each for each in _BY if each == by)
        self.refresh()

    def refresh(self) -> None:
        """Show the report on the figures of now."""
        figures = self._model.figures
        if figures is None:
            return
        report = report_of(figures, self.id, self.by)
        self.setWindowTitle(report.title)
        self.heading.setText(report.title)
        self.question.setText(report.question)
        self.said.setText(" ".join(report.sentences))
        self.said.setVisible(bool(report.sentences))
        while len(self.tables) < len(report.tables):
            made = ReportTableView(self._theme, self)
            made.asked.connect(self.asked)
            made.dress()
            self.tables.append(made)
            self._tables.insertWidget(len(self.tables) - 1, made)
        for place, view in enumerate(self.tables):
            view.setVisible(place < len(report.tables))
        for view, table in zip(self.tables, report.tables, strict=False):
            view.show_table(table, self._model.number_format, titled=len(report.tables) > 1)

    def _dress(self) -> None:
        theme = self._theme
        self.heading.setFont(theme.font(15, 600))
        self.question.setFont(theme.font(12))
        self.said.setFont(theme.font(13))
        palette = self.question.palette()
        palette.setColor(palette.ColorRole.WindowText, theme.colour("text2"))
        self.question.setPalette(palette)
        soft, text = theme.tokens.accent_soft, theme.tokens.accent_text
        chosen = f" QPushButton:checked {{ background: {soft}; color: {text}; border-color: {text}; }}"
        for button in self._buttons:
            button.setFont(theme.font(12, 500))
            button.setStyleSheet(button_style(theme, Choice("", button.text())) + chosen)
        for table in self.tables:
            table.dress()
