"""The first step: which files, and where in each the table stands."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QVBoxLayout,
    QWidget,
)

from roiapp.files.bringing_in import Outcome
from roiapp.files.import_reading import OwnTable
from roiapp.files.platforms import platform
from roiapp.files.table_layout import text_of
from roiapp.files.tables import Sheet, Table, column_letters
from roiapp.language import tr, trn
from roiapp.ui.bring_in.import_work import ImportWork
from roiapp.ui.look.buttons import GhostButton
from roiapp.ui.look.calm_fields import CalmBox, CalmSpin
from roiapp.ui.look.calm_table import CalmPainter, CalmTable, Index
from roiapp.ui.look.theme import Theme
from roiapp.ui.look.worn import wear

_ROWS_SHOWN: Final = 200
_COLUMNS_SHOWN: Final = 60
_COLUMN: Final = 120
_MOST_HEADER: Final = 1_000
_MOST_OFFERED: Final = 200
_LARGE: Final = 125  # percent of text size from which the fields need two rows


class RawModel(QAbstractTableModel):
    """A sheet's first rows as they stand in the file, numbered as a spreadsheet numbers them."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._sheet: Sheet | None = None
        self.header = -1
        self.width = 0

    def show(self, sheet: Sheet | None, header: int) -> None:
        """Show this sheet, whose header has this index, -1 where none was found."""
        self.beginResetModel()
        self._sheet, self.header = sheet, header
        rows = sheet.rows[:_ROWS_SHOWN] if sheet is not None else []
        self.width = min(_COLUMNS_SHOWN, max((len(row) for row in rows), default=0))
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        if self._sheet is None or (parent is not None and parent.isValid()):
            return 0
        return min(_ROWS_SHOWN, len(self._sheet.rows))

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else self.width + 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole) or self._sheet is None:
            return None
        if index.column() == 0:
            return str(index.row() + 1)
        cells = self._sheet.rows[index.row()]
        return text_of(cells[index.column() - 1]) if index.column() <= len(cells) else ""

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return column_letters(section - 1) if section else ""
        return None


class _RawPainter(CalmPainter):
    def __init__(self, table: CalmTable, model: RawModel) -> None:
        super().__init__(table)
        self._model = model

    def ground(self, index: Index) -> str:
        return "accent_soft" if index.row() == self._model.header else "surface"

    def paint_cell(self, painter: QPainter, room: Any, index: Index) -> None:
        header = index.row() == self._model.header
        role = "text3" if index.column() == 0 else "text" if header else "text2"
        self.write(painter, room, str(index.data()), role, size=12, weight=500 if header else 400)


class FilePage(QWidget):
    """`adding`: more files shall be chosen; `selected(place)`: another file is looked at."""

    adding = Signal()
    selected = Signal(int)

    def __init__(self, theme: Theme, work: ImportWork, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._work = work
        self._place = 0
        self.files = QListWidget(self)
        self.files.setAccessibleName(tr("Files to import"))
        self.files.setFixedHeight(theme.px(84))
        wear(self.files, theme, _list_style)
        self.files.currentRowChanged.connect(self._on_file)
        self.add_button = GhostButton(theme, "plus", self)
        self.add_button.setText(tr("Add files…"))
        self.add_button.clicked.connect(self.adding)
        self.remove_button = GhostButton(theme, "minus", self)
        self.remove_button.setText(tr("Leave out"))
        self.remove_button.clicked.connect(lambda: self._work.remove(self._place))
        beside = QVBoxLayout()
        beside.addWidget(self.add_button)
        beside.addWidget(self.remove_button)
        beside.addStretch(1)
        top = QHBoxLayout()
        top.addWidget(self.files, 1)
        top.addLayout(beside)
        self.raw = RawModel(self)
        self.table = CalmTable(theme, self.raw, {0: 1}, self, row=26, rows=5)
        self.table.setItemDelegate(_RawPainter(self.table, self.raw))
        self.table.setAccessibleName(tr("The first rows of the file"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(top)
        column.addLayout(self._make_form())
        column.addWidget(self.table, 1)

    def _make_form(self) -> QGridLayout:
        self.sheet = CalmBox(self._theme, self)
        self.sheet.activated.connect(lambda: self._choose(sheet=self.sheet.currentData(), header=None, columns={}))
        self.header = CalmSpin(self._theme, self)
        self.header.setRange(1, _MOST_HEADER)
        self.header.setKeyboardTracking(False)
        self.header.valueChanged.connect(lambda row: self._choose(header=row))
        self.order = CalmBox(self._theme, self)
        for text, order in (
            (tr("By the file"), ""), (tr("Day first"), "dmy"), (tr("Month first"), "mdy"), (tr("Year first"), "ymd"),
        ):  # fmt: skip
            self.order.addItem(text, order)
        self.order.activated.connect(lambda: self._choose(order=self.order.currentData()))
        self.decimal = CalmBox(self._theme, self)
        for text, sign in ((tr("By the file"), ""), (tr("Point"), "."), (tr("Comma"), ",")):
            self.decimal.addItem(text, sign)
        self.decimal.activated.connect(lambda: self._choose(decimal=self.decimal.currentData()))
        self.single = CalmBox(self._theme, self)
        self._name = QLineEdit(self)
        self._name.setPlaceholderText(tr("as in the file"))
        self._name.editingFinished.connect(self._on_single)
        self.single.setEditable(True)
        self.single.setInsertPolicy(CalmBox.InsertPolicy.NoInsert)
        self.single.setLineEdit(self._name)
        self.single.activated.connect(self._on_single)
        across = 5 if self._theme.text_size <= _LARGE else 3
        form = QGridLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(4)
        for place, (text, field) in enumerate((
            (tr("Sheet"), self.sheet), (tr("Header in row"), self.header), (tr("Dates"), self.order),
            (tr("Decimal sign"), self.decimal), (tr("All in one channel"), self.single),
        )):  # fmt: skip
            label = QLabel(text, self)
            label.setFont(self._theme.font(12))
            label.setBuddy(field)
            field.setAccessibleName(text)
            field.setMinimumHeight(self._theme.px(32))
            row, column = divmod(place, across)
            form.addWidget(label, 2 * row, column)
            form.addWidget(field, 2 * row + 1, column)
            form.setColumnStretch(column, 1)
        return form

    def show_file(self, place: int, outcome: Outcome | None) -> None:
        """Show which files there are, and this one."""
        self._place = place
        with QSignalBlocker(self.files):
            self.files.clear()
            for source in self._work.sources:
                self.files.addItem(tr("{file}: {about}", file=source.file, about=about(source.table)))
            self.files.setCurrentRow(place)
        self.remove_button.setEnabled(len(self._work.sources) > 1)
        if outcome is None:
            return
        table, choices = outcome.source.table, outcome.source.choices
        shown = choices.sheet if choices.sheet is not None else outcome.layout.sheet.name if outcome.layout else ""
        with QSignalBlocker(self.sheet), QSignalBlocker(self.header):
            self.sheet.clear()
            for sheet in table.sheets:
                self.sheet.addItem(sheet.name or tr("the file itself"), sheet.name)
            self.sheet.setCurrentIndex(max(0, self.sheet.findData(shown)))
            header = outcome.layout.header if outcome.layout else (choices.header or 1) - 1
            self.header.setValue(header + 1)
        self.order.setCurrentIndex(max(0, self.order.findData(choices.order)))
        self.decimal.setCurrentIndex(max(0, self.decimal.findData(choices.decimal)))
        self._offer_channels(outcome, choices.single)
        own = next((sheet for sheet in table.sheets if sheet.name == shown), table.sheets[0])
        ours = isinstance(table, OwnTable)
        for field in (self.sheet, self.header, self.order, self.decimal, self.single):
            field.setEnabled(not ours)
        self.raw.show(None if ours else own, header)
        shares = {0: 48} | dict.fromkeys(range(1, self.raw.width + 1), _COLUMN)
        self.table.share(shares, sum(shares.values()))

    def _on_file(self, place: int) -> None:
        if place >= 0:
            self.selected.emit(place)

    def _offer_channels(self, outcome: Outcome, chosen: str) -> None:
        """One name for all figures: the platform's, or that of a channel that is there."""
        own = platform(outcome.layout.headers) if outcome.layout is not None else ""
        names = list(dict.fromkeys(filter(None, (own, *self._work.worksheet.names[:_MOST_OFFERED]))))
        with QSignalBlocker(self.single), QSignalBlocker(self._name):
            if [self.single.itemText(row) for row in range(self.single.count())] != ["", *names]:
                self.single.clear()
                self.single.addItems(["", *names])
            self.single.setEditText(chosen)

    def _on_single(self) -> None:
        name = " ".join(self.single.currentText().split())
        if name != self._work.sources[self._place].choices.single:
            self._choose(single=name)

    def _choose(self, **changes: object) -> None:
        self._work.choose(self._place, **changes)


def _list_style(theme: Theme) -> str:
    tokens = theme.tokens
    return (
        f"QListWidget {{ background: {tokens.surface}; border: 1px solid {tokens.border}; border-radius: 6px;"
        " outline: 0; }"
        f" QListWidget:focus {{ border: 1px solid {tokens.ring}; }}"
        f" QListWidget::item {{ padding: 5px 10px; color: {tokens.text}; }}"
        f" QListWidget::item:selected {{ background: {tokens.selection}; color: {tokens.text}; }}"
    )


def about(table: Table) -> str:
    """What a file is in a few words: rows, columns, and of a text file how it is written."""
    if isinstance(table, OwnTable):
        of_ours = tr("document of Channel ROI")
        return tr("document of Channel ROI, “{title}”", title=table.title) if table.title else of_ours
    sheet = max(table.sheets, key=lambda sheet: len(sheet.rows))
    width = max((len(row) for row in sheet.rows[:_ROWS_SHOWN]), default=0)
    rows = trn("{n} row", "{n} rows", len(sheet.rows))
    columns = trn("{n} column", "{n} columns", width)
    if not table.encoding:
        sheets = trn("{n} sheet", "{n} sheets", len(table.sheets))
        return tr("{rows}, {columns}, {sheets}", rows=rows, columns=columns, sheets=sheets)
    signs = {"\t": tr("tabs"), ";": tr("semicolons"), ",": tr("commas"), "|": tr("bars")}
    return tr("{rows}, {columns}, {sign}, {encoding}", rows=rows, columns=columns,
              sign=signs.get(table.separator, table.separator), encoding=table.encoding.upper())  # fmt: skip
