"""The document's small tables beside the figures: typed like the worksheet, pasted from other programs, taken back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from roiapp.language import tr
from roiapp.ui.lists.entry_table import EntryModel
from roiapp.ui.lists.entry_window import EntryWindow
from roiapp.ui.look.dialogs import button_style
from roiapp.ui.look.messages import Choice
from roiapp.ui.look.theme import Theme
from roiapp.ui.model.session_model import SessionModel

if TYPE_CHECKING:
    from roiapp.core.record_tables import Record, RecordColumn, RecordTable, Value

_Index = QModelIndex | QPersistentModelIndex
_SIZE: Final = (1080, 520)


class RecordsModel(EntryModel):
    """The rows of one table and an empty one below them."""

    def __init__(self, model: SessionModel, table: RecordTable, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self.table = table
        self.rows: tuple[Record, ...] = ()
        self.refresh()

    def refresh(self) -> None:
        """Show what the document has now."""
        sheet = self._model.worksheet
        rows = () if sheet is None else sheet.records.get(self.table.id, ())
        if len(rows) != len(self.rows):
            self.beginResetModel()
            self.rows = rows
            self.endResetModel()
        else:
            self.rows = rows
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows), len(self.table.columns) - 1))

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.rows) + 1

    def columnCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.table.columns)

    def column(self, place: int) -> RecordColumn:
        """The column at a place."""
        return self.table.columns[place]

    def value(self, row: int, column: int) -> Value:
        """What is kept there."""
        return self.rows[row][column] if row < len(self.rows) else None

    def text(self, row: int, column: int) -> str:
        from roiapp.files.record_entry import shown

        session = self._model.session
        if session is None:
            return ""
        write = self._model.number_format
        return shown(self.column(column), self.value(row, column), session.worksheet, session.catalog, write)

    def flags(self, _index: _Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        session = self._model.session
        return flags if session is None or session.read_only else flags | Qt.ItemFlag.ItemIsEditable

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, column = index.row(), index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self.text(row, column)
        if role == Qt.ItemDataRole.EditRole:
            value = self.value(row, column)
            if isinstance(value, float):
                from roiapp.core.units import COUNT

                return self._model.number_format.edit_text(value, COUNT)
            return self.text(row, column)
        if role == Qt.ItemDataRole.TextAlignmentRole and self.is_number(column):
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def is_number(self, column: int) -> bool:
        return self.column(column).kind in ("count", "money")

    def is_long(self, column: int) -> bool:
        return self.column(column).kind == "text"

    def offered(self, _row: int, column: int) -> list[str]:
        from roiapp.files.record_entry import choices

        session = self._model.session
        if session is None:
            return []
        return [text for _, text in choices(self.column(column), session.worksheet, session.catalog)]

    def headerData(self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if way != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return tr(self.column(section).label)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tr(self.column(section).help) or tr(self.column(section).label)
        if role == Qt.ItemDataRole.TextAlignmentRole and self.is_number(section):
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def put(self, row: int, column: int, texts: list[list[str]]) -> bool:
        from roiapp.files.record_entry import EntryError, entered

        session = self._model.session
        if session is None:
            return False
        write, columns = self._model.number_format, self.table.columns
        rows: list[Record] = list(self.rows)
        for down, line in enumerate(texts):
            while row + down >= len(rows):
                rows.append((None,) * len(columns))
            values = list(rows[row + down])
            for across, text in enumerate(line[: len(columns) - column]):
                place = column + across
                try:
                    value = entered(columns[place], text, session.worksheet, session.catalog, write)
                except EntryError as error:
                    self.refused.emit(str(error))
                    return False
                values[place] = value
            rows[row + down] = tuple(values)
        return self._apply(rows)

    def clear(self, cells: list[tuple[int, int]]) -> bool:
        rows: list[Record] = list(self.rows)
        for row, column in cells:
            if row < len(rows):
                rows[row] = (*rows[row][:column], None, *rows[row][column + 1 :])
        return self._apply(rows)

    def remove(self, gone: set[int]) -> bool:
        return self._apply([each for number, each in enumerate(self.rows) if number not in gone])

    def _apply(self, rows: list[Record]) -> bool:
        from roiapp.core.edits import EditError
        from roiapp.core.record_edits import spliced

        edit = spliced(self.table.id, self.rows, rows)
        if not edit.count and not edit.rows:
            return True
        try:
            self._model.apply(edit)
        except EditError as error:
            self.refused.emit(str(error))
            return False
        return True


class RecordsWindow(EntryWindow):
    """One table. `ways` are buttons to what belongs to it."""

    def __init__(self, theme: Theme, model: SessionModel, table: RecordTable, parent: QWidget) -> None:
        rows = RecordsModel(model, table, parent)
        super().__init__(theme, model, rows, parent, name=tr(table.label), heading=tr(table.help), size=_SIZE)
        self.rows = rows
        self.ways: list[QPushButton] = []
        self._foot = QHBoxLayout()
        self._foot.setSpacing(8)
        self._foot.addStretch(1)
        self.whole.addLayout(self._foot)
        self.dress()
        self.view.setCurrentIndex(self.rows.index(0, 0))

    def add_way(self, text: str, do: Callable[[], None]) -> None:
        """A button below the table."""
        button = QPushButton(text, self)
        button.setAutoDefault(False)
        button.setMinimumHeight(self._theme.px(30))
        button.clicked.connect(lambda _checked=False: do())
        self._foot.insertWidget(len(self.ways), button)
        self.ways.append(button)
        self.dress()

    def begin(self, row: int, column: str) -> None:
        """Stand in a cell, to type."""
        self.rows.refresh()
        index = self.rows.index(row, self.rows.table.place(column))
        self.view.setCurrentIndex(index)
        self.view.scrollTo(index)
        self.view.setFocus()

    def follow(self, _changed: object = None) -> None:
        at = self.view.currentIndex()
        row, column = at.row(), at.column()
        super().follow()
        if not self.view.currentIndex().isValid():
            self.view.setCurrentIndex(self.rows.index(min(max(row, 0), len(self.rows.rows)), max(column, 0)))

    def dress(self) -> None:
        super().dress()
        for button in self.ways:
            button.setFont(self._theme.font(12, 500))
            button.setStyleSheet(button_style(self._theme, Choice("", "")))
