"""The grid as a spreadsheet: what keys and mouse do, and the editor of a cell."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QItemSelectionModel, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QHelpEvent,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QToolTip, QWidget

from roiapp.language import apart
from roiapp.ui.grid import grid_keys
from roiapp.ui.grid.cell_editor import CellEditor
from roiapp.ui.grid.grid_commands import GridCommands
from roiapp.ui.grid.grid_mouse import GridMouse
from roiapp.ui.grid.kept_place import KeptPlace
from roiapp.ui.grid.painted_table import Index, PaintedTable
from roiapp.ui.grid.table_selection import Place
from roiapp.ui.look.theme import Theme
from roiapp.ui.sheet.cell_hints import wrapped
from roiapp.ui.sheet.grid_geometry import NAME_LEFT, Block
from roiapp.ui.sheet.worksheet_model import WorksheetModel

_Flag = QItemSelectionModel.SelectionFlag
_WHEEL_STEP: Final = 120
_EDITOR_LEFT: Final = 8  # free left of what is typed into a figure's cell


class WorksheetTable(PaintedTable):
    """`noticed` is a sentence for the user, `totals_wanted` comes when the keys lead below the last row, `menu_wanted`
    asks for the menu of "cells" or of a "channel" at a point of the screen, `title_menu_wanted(column, place)` for that
    of a column, `zoom_wanted(steps)` for another size."""

    noticed = Signal(str)
    menu_wanted = Signal(str, QPoint)
    totals_wanted = Signal()
    title_menu_wanted = Signal(int, QPoint)
    zoom_wanted = Signal(int)

    def __init__(self, model: WorksheetModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(model, theme, parent)
        self._tab_column: int | None = None
        self._wheel = 0
        #: the cell under the editor: what is typed goes there, wherever the active cell may have gone meanwhile
        self._edited: Place = (0, 0)
        self.editor = CellEditor(theme, self.viewport(), self)
        self.editor.entered.connect(self._on_entered)
        self.editor.entered_everywhere.connect(self._on_entered_everywhere)
        self.editor.left.connect(self.commit_editor)
        self.editor.cancelled.connect(self.cancel_editor)
        self.commands = GridCommands(self)
        self._mouse = GridMouse(self)
        model.modelAboutToBeReset.connect(self.cancel_editor)
        self.columns_laid_out.connect(self._place_editor)
        self.rows_laid_out.connect(self._place_editor)
        self.verticalScrollBar().valueChanged.connect(self._place_editor)
        self.header.pressed_column.connect(self._on_header_pressed)
        self._kept = KeptPlace(self)
        self.header.menu_wanted.connect(self.title_menu_wanted)

    def has_attention(self) -> bool:
        return self.hasFocus() or self.editor.hasFocus()

    def paint_over(self, painter: QPainter) -> None:
        self._mouse.paint(painter)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            self._show_hint(event)
            return True
        return super().viewportEvent(event)

    def _show_hint(self, event: QHelpEvent) -> None:
        place = self.place_at(event.pos())
        said = ""
        if place:
            row, column = place
            said = self.worksheet.hint(row, column)
            noted = bool(self.worksheet.note(row, column))
            whole = not column and self.painter.fitted_name(said, self.painter.fonts.plain) == apart(said)
            if whole and not noted:
                said = ""  # the whole name shows
            said = wrapped(said) if noted else said
        QToolTip.showText(event.globalPos(), said, self, self.cell_rect(*place) if place else QRect())

    # -- another order of the rows -------------------------------------------------------------------------------------

    def turn_group(self, row: int) -> None:
        """Close the group whose subtotal stands in a row, or open it."""
        number = self.worksheet.group(row)
        if number is not None and self.commit_editor():
            group, wanted = self.worksheet.order.groups[number], self.worksheet.arrangement
            closed = wanted.closed - {group.text} if group.closed else wanted.closed | {group.text}
            self.worksheet.arrange(wanted.changed(closed=closed))

    # -- mouse ---------------------------------------------------------------------------------------------------------

    def _on_header_pressed(self, column: int, extend: bool, add: bool) -> None:
        if not self.commit_editor():
            return
        self.setFocus()
        if not extend or self.current is None:
            self.go_to(self.current[0] if self.current else 0, column, add=add)
        assert self.current is not None
        first, last = sorted((self.current[1], column))
        self.select_columns(first, last, add=add)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._mouse.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._mouse.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._mouse.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._mouse.double_click(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        place, at = self.place_at(event.pos()), event.globalPos()
        if event.reason() != QContextMenuEvent.Reason.Mouse:
            place = self.current
            at = self.viewport().mapToGlobal(self.cell_rect(*place).bottomLeft()) if place else at
        if place:
            self.menu_wanted.emit("cells" if place[1] else "channel", at)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._wheel += event.angleDelta().y()
            steps = int(self._wheel / _WHEEL_STEP)
            self._wheel -= steps * _WHEEL_STEP
            if steps:
                self.zoom_wanted.emit(steps)
            event.accept()
        else:
            super().wheelEvent(event)

    # -- keys ----------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.accept()
        if self.current is None or self._move_by(event) or self.commands.run_key(event):
            return
        key = event.key()
        if key == Qt.Key.Key_F2:
            self.open_editor()
        elif key == Qt.Key.Key_Escape:
            self._mouse.give_up()
        elif key == Qt.Key.Key_Space and self.worksheet.group(self.current[0]) is not None:
            self.turn_group(self.current[0])
        elif key == Qt.Key.Key_Down and event.modifiers() == Qt.KeyboardModifier.AltModifier:
            self._ask_for_menu()
        elif key == Qt.Key.Key_Backspace:
            self.open_editor("")
        elif _types_text(event):
            self.open_editor(event.text())
        else:
            event.ignore()

    def _ask_for_menu(self) -> None:
        """The menu of the active cell's column, below its title."""
        column = self.current[1] if self.current else 0
        self.scroll_to(self.current[0] if self.current else 0, column)
        place = QPoint(self.grid.left(column), self.header.height())
        self.title_menu_wanted.emit(column, self.header.viewport().mapToGlobal(place))

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Letters that are composed of several keys begin an entry as plain ones do."""
        if event.commitString():
            self.open_editor(event.commitString())
        else:
            super().inputMethodEvent(event)

    def _move_by(self, event: QKeyEvent) -> bool:
        """Handle the keys that only move. False for any other."""
        assert self.current is not None
        key = Qt.Key(event.key())
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        shift = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
        if modifiers & (Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier):
            return False
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.step(-1 if shift else 1, 0)
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self.step(0, -1 if shift or key == Qt.Key.Key_Backtab else 1)
        else:
            start = self._end if shift else self.current
            ctrl = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
            place = grid_keys.target(self.worksheet, start, key, ctrl=ctrl, page=self.rows_on_page)
            if place is None:
                return False
            self._tab_column = None
            if place == start and key == Qt.Key.Key_Down and not shift:
                self.totals_wanted.emit()
            self.go_to(*place, extend=shift)
        return True

    def step(self, down: int, right: int) -> None:
        """On by Enter (down) or Tab (right): round in a selected range, else to the neighbour; after Tabs, Enter
        goes to the column where they began."""
        current, block = self.current, self.block()
        if current is None or block is None:
            return
        row, column = current
        blocks = self.blocks()
        if len(blocks) > 1 or not block.single:
            place = grid_keys.cycled(blocks if any(b.holds(current) for b in blocks) else [block], current, down, right)
            self.selectionModel().setCurrentIndex(self.worksheet.index(*place), _Flag.NoUpdate)
            self.scroll_to(*place)
            return
        last_row, last_column = self.worksheet.rowCount() - 1, self.worksheet.columnCount() - 1
        if right:
            if self._tab_column is None:
                self._tab_column = column
            column += right
            if not 0 <= column <= last_column:
                row, column = row + right, 0 if right > 0 else last_column
        else:
            row += down
            if self._tab_column is not None:
                column, self._tab_column = self._tab_column, None
        if 0 <= row <= last_row:
            self.go_to(row, column)

    # -- editing -------------------------------------------------------------------------------------------------------

    def edit(  # type: ignore[override]  # one method for both of Qt's
        self,
        index: Index,
        trigger: QAbstractItemView.EditTrigger = QAbstractItemView.EditTrigger.AllEditTriggers,
        _event: QEvent | None = None,
    ) -> bool:
        """Qt's way to open the editor, for assistive tools and actions; its own triggers are not used."""
        if not index.isValid() or trigger != QAbstractItemView.EditTrigger.AllEditTriggers:
            return False
        self.go_to(index.row(), index.column())
        return self.open_editor()

    def open_editor(self, typed: str | None = None) -> bool:
        """Edit the active cell: what it holds, or a new entry that begins with `typed`. Says why where it cannot."""
        if self.current is None:
            return False
        row, column = self.current
        why = self.worksheet.why_read_only(column, row)
        if why:
            self.noticed.emit(why)
            return False
        self.scroll_to(row, column)
        self._edited = (row, column)
        left_out = self.worksheet.refused(row, column)
        text = self.worksheet.edit_text(row, column) if typed is None else typed
        if left_out and typed is None:
            text = left_out[0]
        self.editor.setFont(self.painter.fonts.plain)
        grid, figure = self.grid, bool(column)
        around = (grid.px(_EDITOR_LEFT) if figure else grid.px(NAME_LEFT), grid.padding + 1)
        self.editor.open(self._editor_place(row, column), around, text, typed=typed is not None, figure=figure)
        if left_out and typed is None:
            self.editor.refuse(left_out[1])
        return True

    def commit_editor(self) -> bool:
        """Take what stands in the open editor. False where it is refused: then it stays open and says why."""
        taken = self._take_entry()
        if taken:
            self.cancel_editor()
        return taken

    def _take_entry(self) -> bool:
        """The same, with the editor still in its place."""
        if not self.editor.is_open:
            return True
        place = self._edited
        stays = self.current == place
        sentence = self.worksheet.enter(*place, self.editor.text())
        if sentence:
            self.editor.refuse(sentence)
            return False
        if stays and self.current != place:  # the empty row became a channel's: stay in it
            self.go_to(*place)
        return True

    def cancel_editor(self) -> None:
        """Close the editor; what stands in it is not taken."""
        if self.editor.is_open:
            self.editor.close_editor(self)

    def _on_entered(self, _text: str, down: int, right: int) -> None:
        if self._take_entry():
            # The rows move on before the editor goes: Qt moves no picture that has a hole in it.
            self.step(down, right)
            self.cancel_editor()

    def _on_entered_everywhere(self) -> None:
        """Ctrl and Enter: the entry into every selected cell, in one step; the active one stays."""
        row, column = self._edited
        alone = self.blocks() == [Block.of(self._edited, self._edited)]
        if alone or not column or row >= self.worksheet.channels:
            self.commit_editor()
            return
        sentence = self.commands.enter_everywhere(self.editor.text())
        if sentence:
            self.editor.refuse(sentence)
        else:
            self.editor.close_editor(self)

    def _editor_place(self, row: int, column: int) -> tuple[QRect, QRect]:
        """Over the cell and the ring around it; and how far a long text may reach beside it."""
        least = self.grid.frozen if column else 0
        room = self.viewport().rect().adjusted(least, 0, 0, 0)
        rect = self.cell_rect(row, column).adjusted(-2, -2, 2, 2)
        rect.setTop(max(rect.top(), 0))
        rect.setLeft(max(rect.left(), least))
        rect.setRight(min(rect.right(), room.right()))
        return rect, room

    def _place_editor(self) -> None:
        if self.editor.is_open:
            self.editor.place(*self._editor_place(*self._edited))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_editor()


def _types_text(event: QKeyEvent) -> bool:
    """Whether a key begins an entry: something printable, without Ctrl (AltGr counts as Ctrl and Alt)."""
    text = event.text()
    ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
    alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
    return bool(text) and text.isprintable() and ctrl == alt and not event.matches(QKeySequence.StandardKey.Paste)
