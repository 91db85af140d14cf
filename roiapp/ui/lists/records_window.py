"""The document's small tables beside the figures: typed like the worksheet, pasted from other programs, taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QPainter, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from roiapp.language import plain, tr
from roiapp.ui.look.calm_table import CalmPainter, CalmTable
from roiapp.ui.look.dialogs import room_for
from roiapp.ui.look.theme import Theme
from roiapp.ui.model.session_model import SessionModel

if TYPE_CHECKING:
    from roiapp.core.record_tables import Record, RecordColumn, RecordTable, Value

_Index = QModelIndex | QPersistentModelIndex
_SIZE: Final = (1080, 520)
_ROW: Final = 28
_LEAST: Final = 36  # px of a column beside its padding


class RecordsModel(QAbstractTableModel):
    """The rows of one table and an empty one below them; every entry is one step of the document. `refused` carries the
    sentence why a text was not taken."""

    refused = Signal(str)

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

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  as Qt declares it
        return 0 if parent.isValid() else len(self.rows) + 1

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  as Qt declares it
        return 0 if parent.isValid() else len(self.table.columns)

    def column(self, place: int) -> RecordColumn:
        """The column at a place."""
        return self.table.columns[place]

    def value(self, row: int, column: int) -> Value:
        """What is kept there."""
        return self.rows[row][column] if row < len(self.rows) else None

    def text(self, row: int, column: int) -> str:
        """What stands in a cell."""
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
        """Whether a column stands at the right."""
        return self.column(column).kind in ("count", "money")

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

    def setData(self, index: _Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole:
            return False
        return self.put(index.row(), index.column(), [[str(value)]])

    def put(self, row: int, column: int, texts: list[list[str]]) -> bool:
        """Enter a block of texts from a cell on, as one step; where one of them is refused none is taken."""
        from roiapp.files.record_entry import EntryError, entered

        session = self._model.session
        if session is None:
            return False
        write, columns = self._model.number_format, self.table.columns
        rows: list[list[Value]] = [list(each) for each in self.rows]
        for down, line in enumerate(texts):
            while row + down >= len(rows):
                rows.append([None] * len(columns))
            for across, text in enumerate(line[: len(columns) - column]):
                place = column + across
                try:
                    value = entered(columns[place], text, session.worksheet, session.catalog, write)
                except EntryError as error:
                    self.refused.emit(str(error))
                    return False
                rows[row + down][place] = value
        return self._apply(rows)

    def clear(self, cells: list[tuple[int, int]]) -> bool:
        """Blank these cells as one step."""
        rows: list[list[Value]] = [list(each) for each in self.rows]
        for row, column in cells:
            if row < len(rows):
                rows[row][column] = None
        return self._apply(rows)

    def remove(self, gone: set[int]) -> bool:
        """Take rows out as one step."""
        return self._apply([list(each) for number, each in enumerate(self.rows) if number not in gone])

    def _apply(self, rows: list[list[Value]]) -> bool:
        from roiapp.core.edits import EditError
        from roiapp.core.record_edits import SetRecords

        made = tuple(tuple(row) for row in rows)
        if made == self.rows:
            return True
        try:
            self._model.apply(SetRecords(self.table.id, made))
        except EditError as error:
            self.refused.emit(str(error))
            return False
        return True


class _Delegate(CalmPainter):
    """Paints cells and makes their editors: a list where there is something to choose, else a line."""

    def __init__(self, table: CalmTable, model: SessionModel) -> None:
        super().__init__(table)
        self._session = model

    def paint_cell(self, painter: QPainter, room: QRect, index: _Index) -> None:
        rows = index.model()
        assert isinstance(rows, RecordsModel)
        self.write(painter, room, str(index.data() or ""), right=rows.is_number(index.column()))
        if index == self.table.currentIndex() and self.table.hasFocus():
            painter.setPen(self.theme.colour("ring"))
            painter.drawRect(room.adjusted(-8, 2, 8, -3))

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: _Index) -> QWidget:
        from roiapp.files.record_entry import choices

        rows, session = index.model(), self._session.session
        assert isinstance(rows, RecordsModel)
        offered = [] if session is None else choices(rows.column(index.column()), session.worksheet, session.catalog)
        if offered:
            box = QComboBox(parent)
            box.addItem("")
            box.addItems([text for _, text in offered])
            box.setFont(self.theme.font(13))
            return box
        line = QLineEdit(parent)
        line.setFont(self.theme.font(13))
        return line

    def setEditorData(self, editor: QWidget, index: _Index) -> None:
        text = str(index.data(Qt.ItemDataRole.EditRole) or "")
        if isinstance(editor, QComboBox):
            editor.setCurrentText(text)
        elif isinstance(editor, QLineEdit):
            editor.setText(text)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: _Index) -> None:
        text = editor.currentText() if isinstance(editor, QComboBox) else ""
        if isinstance(editor, QLineEdit):
            text = editor.text()
        model.setData(index, text)


class RecordsWindow(QDialog):
    """One table; it stays beside the figures and follows undo."""

    def __init__(self, theme: Theme, model: SessionModel, table: RecordTable, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr(table.label))
        self._theme = theme
        self._model = model
        self.rows = RecordsModel(model, table, self)
        self.heading, self.said = QLabel(tr(table.help), self), QLabel(self)
        self.view = _Table(theme, self.rows, self)
        self.view.setItemDelegate(_Delegate(self.view, model))
        self.view.setAccessibleName(tr(table.label))
        for label in (self.heading, self.said):
            label.setWordWrap(True)
        self.said.hide()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 14, 16, 16)
        whole.setSpacing(8)
        whole.addWidget(self.heading)
        whole.addWidget(self.view, 1)
        whole.addWidget(self.said)
        for keys, do in ((QKeySequence.StandardKey.Undo, model.undo), (QKeySequence.StandardKey.Redo, model.redo)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(do)
        self.rows.refused.connect(self._refuse)
        model.changed.connect(lambda _changed: self._follow())
        model.reset.connect(self._follow)
        theme.changed.connect(self._dress)
        self._dress()
        self.resize(QSize(*(theme.px(length) for length in _SIZE)).boundedTo(room_for(parent)))
        self.view.setCurrentIndex(self.rows.index(0, 0))
        self.view.setFocus()

    def _follow(self) -> None:
        self.said.hide()
        at = self.view.currentIndex()
        row, column = at.row(), at.column()
        self.rows.refresh()
        if not self.view.currentIndex().isValid():
            self.view.setCurrentIndex(self.rows.index(min(max(row, 0), len(self.rows.rows)), max(column, 0)))

    def _refuse(self, sentence: str) -> None:
        self.said.setText(sentence)
        self.said.show()

    def _dress(self) -> None:
        self.heading.setFont(self._theme.font(13))
        self.said.setFont(self._theme.font(13))
        self.said.setStyleSheet(f"color: {self._theme.tokens.bad}")


class _Table(CalmTable):
    """Cells are chosen one by one, edited by typing, F2 or a double click."""

    def __init__(self, theme: Theme, rows: RecordsModel, parent: QWidget) -> None:
        super().__init__(theme, rows, {0: 1}, parent, row=_ROW)
        self.rows = rows
        rows.modelReset.connect(self.spread)
        rows.dataChanged.connect(lambda *_where: self.spread())
        self.spread()
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.AnyKeyPressed | triggers.EditKeyPressed | triggers.DoubleClicked)
        self.setTabKeyNavigation(False)

    def spread(self) -> None:
        """Columns as wide as what stands in them."""
        texts = {place: 300 for place, column in enumerate(self.rows.table.columns) if column.kind == "text"}
        self.fit(texts, _LEAST)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, current = event.key(), self.currentIndex()
        if event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self._paste()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.rows.clear([(index.row(), index.column()) for index in self.selectedIndexes()])
        elif key == Qt.Key.Key_Minus and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.rows.remove({index.row() for index in self.selectedIndexes()})
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and current.isValid():
            step = -1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
            row = min(max(current.row() + step, 0), self.rows.rowCount() - 1)
            self.setCurrentIndex(self.rows.index(row, current.column()))
        else:
            super().keyPressEvent(event)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Enter goes down, as in the worksheet."""
        super().closeEditor(editor, hint)
        current = self.currentIndex()
        if hint == QAbstractItemDelegate.EndEditHint.SubmitModelCache and current.row() < self.rows.rowCount() - 1:
            self.setCurrentIndex(self.rows.index(current.row() + 1, current.column()))

    def _copy(self) -> None:
        cells = sorted((index.row(), index.column()) for index in self.selectedIndexes())
        if cells:
            rows = range(cells[0][0], cells[-1][0] + 1)
            left, right = min(c for _, c in cells), max(c for _, c in cells)
            lines = ["\t".join(self.rows.text(row, column) for column in range(left, right + 1)) for row in rows]
            QGuiApplication.clipboard().setText(plain("\n".join(lines)))

    def _paste(self) -> None:
        text = QGuiApplication.clipboard().text().rstrip("\r\n")
        current = self.currentIndex()
        if text and current.isValid():
            block = [line.split("\t") for line in text.splitlines()]
            self.rows.put(current.row(), current.column(), block)
