"""The scenarios as a tree: the worksheet first, each scenario below what it lies on, ticked where it is compared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QWidget

from roiapp.core.scenarios import BASE
from roiapp.language import apart, tr, trn
from roiapp.ui.look.calm_table import PADDING, CalmPainter, CalmTable
from roiapp.ui.look.theme import Theme

if TYPE_CHECKING:
    from roiapp.core.scenarios import Scenario
    from roiapp.core.worksheet import Worksheet

_Index = QModelIndex | QPersistentModelIndex
_ROW: Final = 46
_INDENT: Final = 18
_TICK: Final = 16
#: deeper ones stand no further in, so that their names keep some room
_DEEPEST: Final = 6


class ScenarioRows(QAbstractTableModel):
    """Row 0 is the worksheet. `ticked` are the keys of those that are compared; the worksheet always is."""

    ticks_changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.scenarios: list[tuple[int, Scenario]] = []
        self.counts: dict[int, int] = {}
        self.ticked: set[int] = set()
        #: the one under which the window shows its figures
        self.looked_at = BASE

    def fill(self, sheet: Worksheet | None, looked_at: int = BASE) -> None:
        """Show the scenarios that the document has now; those that are gone are no longer ticked."""
        from roiapp.core.scenario_edits import changes_of, scenarios_of
        from roiapp.core.scenarios import tree

        scenarios = [] if sheet is None else tree(scenarios_of(sheet))
        counts: dict[int, int] = {}
        for each in () if sheet is None else changes_of(sheet):
            counts[each.scenario] = counts.get(each.scenario, 0) + 1
        if (scenarios, counts, looked_at) == (self.scenarios, self.counts, self.looked_at):
            return
        self.beginResetModel()
        self.scenarios, self.counts, self.looked_at = scenarios, counts, looked_at
        self.ticked &= {each.key for _depth, each in scenarios}
        self.endResetModel()

    def key(self, row: int) -> int:
        """The scenario in a row, BASE for the worksheet."""
        return self.scenarios[row - 1][1].key if 0 < row <= len(self.scenarios) else BASE

    def row(self, key: int) -> int:
        """Where a scenario stands; the first row where it is gone."""
        return next((place for place, (_d, each) in enumerate(self.scenarios, 1) if each.key == key), 0)

    @property
    def compared(self) -> list[int]:
        """The ticked ones, in their order."""
        return [each.key for _depth, each in self.scenarios if each.key in self.ticked]

    def turn(self, row: int) -> None:
        """Tick it, or no more; the worksheet stays."""
        key = self.key(row)
        if key != BASE:
            self.ticked ^= {key}
            self.dataChanged.emit(self.index(row, 0), self.index(row, 1))
            self.ticks_changed.emit()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else 1 + len(self.scenarios)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else 2

    def note(self, row: int) -> str:
        """What stands below its name."""
        if not row:
            return tr("The worksheet as it is")
        return self.scenarios[row - 1][1].note

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, column = index.row(), index.column()
        if role == Qt.ItemDataRole.CheckStateRole and not column:
            on = not row or self.key(row) in self.ticked
            return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.DisplayRole:
            if column:
                n = self.counts.get(self.key(row), 0)
                return trn("{n} change", "{n} changes", n) if row else ""
            return apart(self.scenarios[row - 1][1].name) if row else tr("Base case")
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            return self._told(row)
        return None

    def _told(self, row: int) -> str:
        from roiapp.analysis.decisions.scenario_words import place_in_words
        from roiapp.core.scenarios import line

        said = [place_in_words(line([each for _depth, each in self.scenarios], self.key(row))), self.note(row)]
        said += [tr("The window shows its figures.")] if self.key(row) == self.looked_at else []
        return "\n".join(part for part in said if part)

    def headerData(self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if way == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return tr("Changes") if section else tr("Scenario")
        return None


class _Painter(CalmPainter):
    """A tick, the name at its depth, the note below it."""

    def paint_cell(self, painter: QPainter, room: QRect, index: _Index) -> None:
        model = index.model()
        assert isinstance(model, ScenarioRows)
        if index.column():
            if model.key(index.row()) == model.looked_at:
                eye = QRect(room.right() - self.theme.px(_TICK), room.top(), self.theme.px(_TICK), room.height())
                self.draw_icon(painter, eye, "eye", "text2")
                room = room.adjusted(0, 0, -self.theme.px(_TICK) - 4, 0)
            self.write(painter, room, str(index.data() or ""), "text2", size=12)
            return
        row, theme = index.row(), self.theme
        self._tick(painter, QRect(room.left(), room.top(), theme.px(_TICK), room.height()), index)
        depth = min(model.scenarios[row - 1][0], _DEEPEST) if row else 0
        left = theme.px(_TICK) + 10 + depth * theme.px(_INDENT)
        note = model.note(row)
        upper = room.adjusted(left, 4, 0, -room.height() // 2) if note else room.adjusted(left, 0, 0, 0)
        self.write(painter, upper, str(index.data() or ""), weight=600, name=True)
        if note:
            lower = room.adjusted(left, room.height() // 2 - 1, 0, -4)
            self.write(painter, lower, note.replace("\n", " "), "text3", size=12)

    def _tick(self, painter: QPainter, room: QRect, index: _Index) -> None:
        theme, side = self.theme, self.theme.px(_TICK)
        box = QRectF(room.left(), room.center().y() - side / 2, side, side).adjusted(0.5, 0.5, -0.5, -0.5)
        on = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
        fixed = index.row() == 0
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = "neutral_soft" if fixed else "accent" if on else "raised"
        painter.setPen(theme.colour("border_strong" if fixed or not on else "accent"))
        painter.setBrush(theme.colour(ground))
        painter.drawRoundedRect(box, 4, 4)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        if on:
            ratio = painter.device().devicePixelRatioF()
            inset = theme.px(2)
            pixmap = theme.pixmap("check", "text2" if fixed else "on_accent", _TICK - 4, ratio)
            painter.drawPixmap(room.left() + inset, round(box.top()) + inset, pixmap)


class ScenarioList(CalmTable):
    """Space ticks, Enter or a double click looks at it (`entered`), F2, Del and Alt with arrows change it."""

    entered = Signal(int)
    pressed_key = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        self.rows = ScenarioRows(parent)
        super().__init__(theme, self.rows, {0: 72, 1: 28}, parent, least=300, row=_ROW, rows=4)
        self.setItemDelegate(_Painter(self))
        self.setAccessibleName(tr("Scenarios"))
        self.doubleClicked.connect(self._enter)

    @property
    def key(self) -> int:
        """The scenario that is chosen, BASE for the worksheet."""
        return self.rows.key(self.currentIndex().row())

    def choose(self, key: int) -> None:
        """Go to a scenario."""
        self.setCurrentIndex(self.rows.index(self.rows.row(key), 0))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and self._on_tick(event, index):
            self.rows.turn(index.row())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if not self._on_tick(event, index):
            super().mouseDoubleClickEvent(event)

    def _on_tick(self, event: QMouseEvent, index: QModelIndex) -> bool:
        x = event.position().x() - self.visualRect(index).left()
        return index.isValid() and not index.column() and x < PADDING + self.theme.px(_TICK) + 5

    def _enter(self, index: _Index) -> None:
        self.entered.emit(self.rows.key(index.row()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        key, index = event.key(), self.currentIndex()
        words = {Qt.Key.Key_F2: "edit", Qt.Key.Key_Delete: "remove", Qt.Key.Key_Insert: "add"}
        if key == Qt.Key.Key_Space and index.isValid():
            self.rows.turn(index.row())
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            self._enter(index)
        elif alt and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.pressed_key.emit("up" if key == Qt.Key.Key_Up else "down")
        elif key in words:
            self.pressed_key.emit(words[Qt.Key(key)])
        else:
            super().keyPressEvent(event)
