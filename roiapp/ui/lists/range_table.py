"""From where to where inputs may be: a small table, each end to be typed, blanked back to the usual one by Delete."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import QWidget

from roiapp.core.units import NumberError, NumberFormat, parse
from roiapp.language import tr
from roiapp.ui.lists.entry_table import EntryModel, EntryPainter, EntryTable
from roiapp.ui.look.calm_table import PADDING
from roiapp.ui.look.theme import Theme

if TYPE_CHECKING:
    from roiapp.core.unit_records import Unit

_Index = QModelIndex | QPersistentModelIndex
_NAME, _LOW, _NOW, _HIGH = range(4)
_LEAST_NAME: Final = 110  # px at 100 %


@dataclass(frozen=True)
class RangeRow:
    """An input by its key: its name, today's value and both ends, in their unit; `most` is what it can be at most."""

    key: Hashable
    name: str
    low: float
    now: float
    high: float
    unit: Unit
    most: float | None = None


class RangeModel(EntryModel):
    """`taken` carries a key and both its ends, None for the usual ones. `low` and `high` are the titles."""

    taken = Signal(object, object)

    def __init__(self, low: str, high: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._heads: Final = (tr("Input"), low, tr("Today"), high)
        self.rows: tuple[RangeRow, ...] = ()
        self._write = NumberFormat("en", "USD")

    def fill(self, rows: tuple[RangeRow, ...], write: NumberFormat) -> None:
        """Show these; where only figures differ the cells stay where they are."""
        if (rows, write) == (self.rows, self._write):
            return
        same = [row.key for row in rows] == [row.key for row in self.rows]
        if not same:
            self.beginResetModel()
        self.rows, self._write = rows, write
        if not same:
            self.endResetModel()
        elif rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, _HIGH))

    def refresh(self) -> None:
        """It is filled by whoever shows it."""

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._heads)

    def is_number(self, column: int) -> bool:
        return column != _NAME

    def is_long(self, _column: int) -> bool:
        return False

    def offered(self, _row: int, _column: int) -> list[str]:
        return []

    def _value(self, row: int, column: int) -> float:
        each = self.rows[row]
        return {_LOW: each.low, _NOW: each.now, _HIGH: each.high}[column]

    def text(self, row: int, column: int) -> str:
        each = self.rows[row]
        return each.name if column == _NAME else self._write.text(self._value(row, column), each.unit)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() in (_LOW, _HIGH) else flags

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, column = index.row(), index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.text(row, column)
        if role == Qt.ItemDataRole.EditRole and column != _NAME:
            return self._write.edit_text(float(f"{self._value(row, column):.6g}"), self.rows[row].unit)
        if role == Qt.ItemDataRole.TextAlignmentRole and column != _NAME:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def headerData(self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if way == Qt.Orientation.Horizontal and 0 <= section < len(self._heads):
            if role == Qt.ItemDataRole.DisplayRole:
                return self._heads[section]
            if role == Qt.ItemDataRole.TextAlignmentRole and section != _NAME:
                return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def put(self, row: int, column: int, texts: list[list[str]]) -> bool:
        made: list[tuple[RangeRow, float, float]] = []
        for down, line in enumerate(texts):
            if row + down >= len(self.rows):
                break
            each = self.rows[row + down]
            low, high = each.low, each.high
            for across, text in enumerate(line):
                if column + across not in (_LOW, _HIGH):
                    continue
                try:
                    value = parse(text, each.unit, self._write.locale, self._write.currency).value
                except NumberError as error:
                    self.refused.emit(str(error))
                    return False
                if value is None:
                    self.taken.emit(each.key, None)
                    return True
                low, high = (value, high) if column + across == _LOW else (low, value)
            sentence = self._fault(each, low, high)
            if sentence:
                self.refused.emit(sentence)
                return False
            made.append((each, low, high))
        for each, low, high in made:
            if (low, high) != (each.low, each.high):
                self.taken.emit(each.key, (low, high))
        self.refused.emit("")
        return True

    def _fault(self, row: RangeRow, low: float, high: float) -> str:
        now = self._write.text(row.now, row.unit)
        if low > row.now:
            return tr("The lower end cannot be above today's {now}.", now=now)
        if high < row.now:
            return tr("The higher end cannot be below today's {now}.", now=now)
        if row.most is not None and high > row.most:
            return tr("{field} can be {most} at most.", field=row.name, most=self._write.text(row.most, row.unit))
        if low < 0.0 <= row.now:
            return tr("{field} cannot be below 0.", field=row.name)
        return ""

    def clear(self, cells: list[tuple[int, int]]) -> bool:
        for row in {row for row, _column in cells}:
            self.taken.emit(self.rows[row].key, None)
        return True

    def remove(self, _gone: set[int]) -> bool:
        return False


class _Painter(EntryPainter):
    """Names without room are cut in their middles: they end with the input."""

    def paint_cell(self, painter: QPainter, room: QRect, index: _Index) -> None:
        if index.column() == _NAME:
            self.write(painter, room, str(index.data() or ""), name=True)
        else:
            super().paint_cell(painter, room, index)


class RangeTable(EntryTable):
    """All columns in sight: names give way to figures."""

    def __init__(self, theme: Theme, rows: RangeModel, parent: QWidget) -> None:
        super().__init__(theme, rows, parent)
        self.setItemDelegate(_Painter(self))

    def spread(self) -> None:
        rows, metrics, display = self.rows, QFontMetrics(self.theme.font(13, 500)), Qt.ItemDataRole.DisplayRole
        wide: dict[int, int] = {}
        for column in (_LOW, _NOW, _HIGH):
            texts = [rows.text(row, column) for row in range(rows.rowCount())]
            texts.append(str(rows.headerData(column, Qt.Orientation.Horizontal, display)))
            wide[column] = max(map(metrics.horizontalAdvance, texts)) + 2 * PADDING + 2
        least = self.theme.px(_LEAST_NAME) + sum(wide.values())
        name = max(self.viewport().width() - sum(wide.values()), self.theme.px(_LEAST_NAME))
        self.share({_NAME: name, **wide}, least * 100 // self.theme.text_size)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.spread()
        super().resizeEvent(event)
