"""Goals and books: what is typed for all channels together, a row a figure, the periods side by side."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractButton, QWidget

from roiapp.language import tr
from roiapp.ui.lists.entry_table import EntryModel
from roiapp.ui.lists.entry_window import EntryWindow
from roiapp.ui.look.theme import Theme
from roiapp.ui.model.session_model import SessionModel

if TYPE_CHECKING:
    from roiapp.core.fields import Field

_Index = QModelIndex | QPersistentModelIndex
_SIZE: Final = (1080, 420)


class TotalsModel(EntryModel):
    """A row a figure, named at its side so that it stays in sight; a column a base period, by their days."""

    def __init__(self, model: SessionModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self.fields: list[Field] = []
        #: indices of the base periods, in the order of the columns
        self.periods: list[int] = []
        self.refresh()

    def refresh(self) -> None:
        """Show what the document has now."""
        from roiapp.core.periods import by_date

        session = self._model.session
        if session is None:
            return
        fields = [field for field in session.catalog.fields if field.on_total]
        periods = by_date(session.worksheet.periods, range(len(session.worksheet.periods)))
        if (fields, periods) != (self.fields, self.periods):
            self.beginResetModel()
            self.fields, self.periods = fields, periods
            self.endResetModel()
        else:
            self.dataChanged.emit(self.index(0, 0), self.index(len(fields) - 1, len(periods) - 1))

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.fields)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.periods)

    def is_number(self, _column: int) -> bool:
        return True

    def is_long(self, _column: int) -> bool:
        return False

    def offered(self, _row: int, _column: int) -> list[str]:
        return []

    def value(self, row: int, column: int) -> float | None:
        """What is typed there."""
        sheet = self._model.worksheet
        if sheet is None:
            return None
        value = sheet.total_value(self.fields[row].id, self.periods[column])
        return None if math.isnan(value) else value

    def text(self, row: int, column: int) -> str:
        value = self.value(row, column)
        return "" if value is None else self._model.number_format.text(value, self.fields[row].unit)

    def flags(self, _index: _Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        session = self._model.session
        fixed = session is None or session.read_only
        return flags if fixed else flags | Qt.ItemFlag.ItemIsEditable

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, column = index.row(), index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self.text(row, column)
        if role == Qt.ItemDataRole.EditRole:
            return self._model.number_format.edit_text(self.value(row, column), self.fields[row].unit)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def headerData(self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        sheet = self._model.worksheet
        if sheet is None:
            return None
        if way == Qt.Orientation.Vertical:
            field = self.fields[section]
            texts: dict[int, str] = {Qt.ItemDataRole.DisplayRole: field.label, Qt.ItemDataRole.ToolTipRole: field.help}
            return tr(texts[role]) if role in texts else None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return sheet.periods[self.periods[section]].text()
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def put(self, row: int, column: int, texts: list[list[str]]) -> bool:
        from roiapp.core.checks import limit_error
        from roiapp.core.units import NumberError, parse

        write = self._model.number_format
        entered: dict[str, list[tuple[int, float | None]]] = {}
        for down, line in enumerate(texts):
            for across, text in enumerate(line):
                if row + down >= len(self.fields) or column + across >= len(self.periods):
                    continue
                field = self.fields[row + down]
                try:
                    value = parse(text, field.unit, write.locale, write.currency).value
                except NumberError as error:
                    self.refused.emit(str(error))
                    return False
                if sentence := limit_error(field, value, write):
                    self.refused.emit(sentence)
                    return False
                entered.setdefault(field.id, []).append((self.periods[column + across], value))
        return self._apply(entered)

    def clear(self, cells: list[tuple[int, int]]) -> bool:
        blanked: dict[str, list[tuple[int, float | None]]] = {}
        for row, column in cells:
            blanked.setdefault(self.fields[row].id, []).append((self.periods[column], None))
        return self._apply(blanked)

    def remove(self, _gone: set[int]) -> bool:
        return False

    def _apply(self, entered: dict[str, list[tuple[int, float | None]]]) -> bool:
        from roiapp.core.edits import EditError, Group, SetTotals

        edits = [SetTotals(id_, tuple(values)) for id_, values in entered.items()]
        if not edits:
            return True
        try:
            self._model.apply(edits[0] if len(edits) == 1 else Group(tuple(edits), edits[0].title()))
        except EditError as error:
            self.refused.emit(str(error))
            return False
        return True


class TotalsWindow(EntryWindow):
    """A row a figure, the period looked at in sight."""

    def __init__(self, theme: Theme, model: SessionModel, parent: QWidget) -> None:
        rows = TotalsModel(model, parent)
        super().__init__(
            theme, model, rows, parent, name=tr("Goals and books"), size=_SIZE, heading=tr(
                "Goals, budget and what the books say, for all channels together. A channel has its own in its row."
            ),
        )  # fmt: skip
        self.rows = rows
        names = self.view.verticalHeader()
        names.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        names.setHighlightSections(False)
        names.setSectionsClickable(False)
        names.show()
        for corner in self.view.findChildren(QAbstractButton):  # Qt makes it, without a name
            corner.setAccessibleName(tr("Select all cells"))
        self.dress()
        view = model.view
        at = rows.periods.index(view.periods[-1]) if view is not None and rows.periods else 0
        self.view.setCurrentIndex(rows.index(0, at))
