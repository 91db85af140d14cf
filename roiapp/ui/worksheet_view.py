"""The worksheet as one widget: the grid, its pinned totals below, and the scroll bar under both."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtWidgets import QScrollBar, QVBoxLayout, QWidget

from roiapp.ui.grid_geometry import Block
from roiapp.ui.selection_figures import SelectionFigures, selection_figures
from roiapp.ui.theme import Theme
from roiapp.ui.totals_row import TotalsRow
from roiapp.ui.worksheet_header import HeaderEnd
from roiapp.ui.worksheet_model import WorksheetModel
from roiapp.ui.worksheet_table import WorksheetTable

if TYPE_CHECKING:
    from roiapp.core.periods import View

_STATUS_MS: Final = 40


class WorksheetView(QWidget):
    """What the window puts in.

    `cell_changed` says that another cell is the active one, of the totals too: `current_figure` names it.
    `selection_figures` carries what the status bar shows of the selected cells as (name, value) texts, `noticed` a
    sentence for the user, `menu_wanted` what was clicked with the right button ("cells", "channel", "totals") and where
    on the screen.
    """

    cell_changed = Signal()
    selection_figures = Signal(object)
    noticed = Signal(str)
    menu_wanted = Signal(str, QPoint)

    def __init__(self, model: WorksheetModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        self.table = WorksheetTable(model, theme, self)
        self.table.addScrollBarWidget(HeaderEnd(theme, self.table), Qt.AlignmentFlag.AlignTop)
        #: what else is to be taken before anything is done, besides what stands in the cell editor
        self.before_leaving: Callable[[], None] = lambda: None
        self.totals = TotalsRow(theme, model, self.table.grid, self)
        self._bar = QScrollBar(Qt.Orientation.Horizontal, self)
        self._layout = layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.totals)
        layout.addWidget(self._bar)
        self.setFocusProxy(self.table)
        self._status = QTimer(self)
        self._status.setSingleShot(True)
        self._status.setInterval(_STATUS_MS)
        self._status.timeout.connect(self._tell_selection)
        self._connect()

    # -- what is selected ----------------------------------------------------------------------------------------------

    def current_figure(self) -> tuple[int | None, str | None]:
        """Channel and id of the active cell: channel None is the total, id None a channel's name or the empty row."""
        if self.totals.active > 0:
            return None, self.model.columns[self.totals.active - 1].id
        current = self.table.current
        if current is None or current[0] >= self.model.channels:
            return None, None
        row, column = current
        return row, self.model.columns[column - 1].id if column else None

    def current_view(self) -> View | None:
        """The period or roll-up of the active cell where several stand side by side, None for the one at hand."""
        place = self.current_column()
        holder = self.model.columns[place - 1] if place else None
        return holder.view if holder and holder.apart else None

    def current_column(self) -> int:
        """The place of the active cell's column, 0 for the channels' names."""
        current = self.table.current
        return self.totals.active if self.totals.active > 0 else current[1] if current else 0

    def current_area(self) -> tuple[QRect, QWidget]:
        """Where the active cell or total stands, and on which widget."""
        if self.totals.active > 0:
            return self.totals.area(self.totals.active), self.totals
        row, column = self.table.current or (0, 0)
        return self.table.cell_rect(row, column), self.table.viewport()

    def current_channel(self) -> int | None:
        """The active cell's channel, None in the totals and in the empty row."""
        current = self.table.current
        if self.totals.active > 0 or current is None or current[0] >= self.model.channels:
            return None
        return current[0]

    def selected_channels(self) -> list[int]:
        """The channels any of whose cells are selected, ascending."""
        last = self.model.channels
        blocks = self.table.blocks()
        if len(blocks) == 1:
            return list(range(blocks[0].top, min(blocks[0].bottom + 1, last)))
        return sorted({row for block in blocks for row in block.rows if row < last})

    def select_channels(self, rows: Sequence[int]) -> None:
        """Select cells of these channels only, in the columns that are selected now."""
        block = self.table.block()
        if block is None or not rows:
            return
        column = self.table.current[1] if self.table.current else block.left
        self.table.go_to(rows[0], column)
        self.table.select_block(Block(rows[0], block.left, rows[-1], block.right))

    def go_to(self, channel: int | None, id_: str, view: View | None = None) -> None:
        """Make a cell the active one: a channel's figure, its name for the id "", a total where `channel` is None; in
        the column of a period where several stand side by side."""
        places = [
            place
            for place, column in enumerate(self.model.columns, start=1)
            if column.id == id_ and (view is None or column.view == view)
        ]
        if channel is not None:
            self.table.go_to(channel, places[0] if places else 0)
        elif places:
            self.totals.choose(places[0])

    def put_above(self, bar: QWidget) -> None:
        """Give a bar its place above the columns' titles."""
        self._layout.insertWidget(0, bar)

    # -- what can be done ----------------------------------------------------------------------------------------------

    def edit_current(self) -> None:
        """Open the editor of the active cell."""
        self.table.setFocus()
        self.table.open_editor()

    def commit_editor(self) -> bool:
        """Take what stands in the open cell editor, before saving, closing or another period. False where it is
        refused: the editor then stays open and says why."""
        self.before_leaving()
        return self.table.commit_editor()

    def copy(self) -> None:
        """The selected cells, or the chosen total, onto the clipboard."""
        if self.totals.active > 0:
            self.table.commands.clipboard.copy_total(self.totals.active)
        else:
            self.table.commands.copy()

    def copy_with_headers(self) -> None:
        """The same below the titles of their columns; of the totals all."""
        if self.totals.active > 0:
            self.table.commands.clipboard.copy_totals()
        else:
            self.table.commands.clipboard.copy(headers=True)

    def cut(self) -> None:
        self.table.commands.cut()

    def paste(self) -> None:
        self.table.commands.paste()

    def selected_figures(self) -> SelectionFigures:
        """Count, sum, average and combined rate of the selected cells."""
        model = self.model
        return selection_figures(model.figures_of, model.columns, model.channels, self.table.blocks())

    # -- inside --------------------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        table, inner, bar = self.table, self.table.horizontalScrollBar(), self._bar
        table.current_changed.connect(self._on_current)
        table.selection_changed.connect(self._status.start)
        table.noticed.connect(self.noticed)
        table.columns_laid_out.connect(self.totals.update)
        table.totals_wanted.connect(self._enter_totals)
        table.menu_wanted.connect(self.menu_wanted)
        self.totals.menu_wanted.connect(lambda at: self.menu_wanted.emit("totals", at))
        self.totals.copy_wanted.connect(self.copy)
        self.model.dataChanged.connect(self._status.start)
        self.model.source.view_changed.connect(table.header.viewport().update)  # another column may be the open one
        self.model.modelReset.connect(self.cell_changed)
        self.totals.chosen.connect(self._on_total)
        self.totals.left_upwards.connect(self._leave_totals)
        bar.hide()
        inner.rangeChanged.connect(self._on_range)
        inner.valueChanged.connect(bar.setValue)
        bar.valueChanged.connect(inner.setValue)

    def _on_range(self, least: int, most: int) -> None:
        inner = self.table.horizontalScrollBar()
        self._bar.setRange(least, most)
        self._bar.setPageStep(inner.pageStep())
        self._bar.setSingleStep(inner.singleStep())
        self._bar.setVisible(most > least)

    def _on_current(self) -> None:
        self.totals.forget_choice()
        self.cell_changed.emit()

    def _on_total(self) -> None:
        if self.commit_editor():
            self.cell_changed.emit()

    def _enter_totals(self) -> None:
        current = self.table.current
        self.totals.setFocus()
        self.totals.choose(max(1, current[1] if current else 1))

    def _leave_totals(self, column: int) -> None:
        self.table.setFocus()
        self.totals.forget_choice()
        current = self.table.current
        if current:
            self.table.go_to(current[0], max(column, 0))
        self.cell_changed.emit()

    def _tell_selection(self) -> None:
        self.selection_figures.emit(self.selected_figures().texts(self.model.source.number_format))
