"""The worksheet as one widget: the grid, its pinned totals below, and the scroll bar under both."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtWidgets import QMenu, QScrollBar, QVBoxLayout, QWidget

from roiapp.language import tr, trn
from roiapp.ui.grid.column_commands import ColumnCommands
from roiapp.ui.grid.grid_zoom import next_zoom
from roiapp.ui.grid.row_commands import RowCommands
from roiapp.ui.grid.selection_figures import SelectionFigures, selection_figures
from roiapp.ui.grid.totals_row import TotalsRow
from roiapp.ui.grid.worksheet_header import HeaderEnd
from roiapp.ui.grid.worksheet_table import WorksheetTable
from roiapp.ui.look.later import later
from roiapp.ui.look.tab_order import put_before
from roiapp.ui.look.theme import Theme
from roiapp.ui.sheet.arrangement import Filter
from roiapp.ui.sheet.cell_hints import spoken
from roiapp.ui.sheet.grid_geometry import Block
from roiapp.ui.sheet.trend_words import sentence
from roiapp.ui.sheet.worksheet_model import WorksheetModel

if TYPE_CHECKING:
    from roiapp.core.periods import View
    from roiapp.ui.grid.arrangement_bar import ArrangementBar
    from roiapp.ui.grid.filter_row import FilterRow

_STATUS_MS: Final = 40


class WorksheetView(QWidget):
    """What the window puts in.

    `cell_changed` says that another cell is the active one, of the totals too: `current_figure` names it.
    `selection_figures` carries what the status bar shows of the selected cells as (name, value) texts, `noticed` a
    sentence for the user, `menu_wanted` what was clicked with the right button ("cells", "channel", "totals") and where
    on the screen, `zoom_changed` the new size in percent, `page_wanted` the id whose page is to be shown.
    """

    cell_changed = Signal()
    selection_figures = Signal(object)
    noticed = Signal(str)
    menu_wanted = Signal(str, QPoint)
    zoom_changed = Signal(int)
    page_wanted = Signal(str)

    def __init__(self, model: WorksheetModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        self.table = WorksheetTable(model, theme, self)
        self._header_end = HeaderEnd(theme, self.table.grid, self.table)
        self.table.addScrollBarWidget(self._header_end, Qt.AlignmentFlag.AlignTop)
        #: what else is to be taken before anything is done, besides what stands in the cell editor
        self.before_leaving: list[Callable[[], None]] = []
        self.rows, self.columns = RowCommands(self), ColumnCommands(self)
        self.totals = TotalsRow(theme, model, self.table.grid, self)
        self._bar = QScrollBar(Qt.Orientation.Horizontal, self)
        self._layout = layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.totals)
        layout.addWidget(self._bar)
        self.setFocusProxy(self.table)
        self._status = later(self, self._tell_selection, _STATUS_MS)
        self._connect()

    # -- what stands above it, made when it is first asked for --------------------------------------------------------

    @cached_property
    def filter_row(self) -> FilterRow:
        """The row in which the filter is said."""
        from roiapp.ui.grid.filter_row import FilterRow

        row = FilterRow(self.table.theme, self.model, self.rows, self)
        below = self.arrangement_bar if "arrangement_bar" in vars(self) else self.table
        self._layout.insertWidget(self._layout.indexOf(below), row)
        put_before(self.arrangement_bar.sorted if "arrangement_bar" in vars(self) else self.table, row)
        return row

    @property
    def filtering(self) -> bool:
        """Whether the row in which the filter is said stands open."""
        return "filter_row" in vars(self) and not self.filter_row.isHidden()

    @cached_property
    def arrangement_bar(self) -> ArrangementBar:
        """What says that the rows do not stand in their own order."""
        from roiapp.ui.grid.arrangement_bar import ArrangementBar

        bar = ArrangementBar(self.table.theme, self.model, self.rows, self.columns, self)
        self._layout.insertWidget(self._layout.indexOf(self.table), bar)
        put_before(self.table, bar)
        return bar

    def _say_arrangement(self) -> None:
        if not self.model.arrangement.plain or self.model.kind or "arrangement_bar" in vars(self):
            self.arrangement_bar.refresh()

    # -- what is selected ----------------------------------------------------------------------------------------------

    def current_figure(self) -> tuple[int | None, str | None]:
        """Channel and id of the active cell: channel None is the total, id None a channel's name or the empty row."""
        if self.totals.active > 0:
            return None, self.model.columns[self.totals.active - 1].id
        current = self.table.current
        channel = self.model.channel(current[0]) if current else None
        if current is None or channel is None:
            return None, None
        column = current[1]
        return channel, self.model.columns[column - 1].id if column else None

    def cell_text(self) -> str:
        """What the active cell says in words where it is a trend or one of a subtotal, else ""."""
        current, column = self.table.current, self.current_column()
        if column and self.model.columns[column - 1].trend:
            return sentence(self.model, None if self.totals.active > 0 or not current else current[0], column)
        if self.totals.active > 0 or current is None or self.model.group(current[0]) is None:
            return ""
        return spoken(self.model, *current)

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
        return None if self.totals.active > 0 or current is None else self.model.channel(current[0])

    def selected_channels(self) -> Sequence[int]:
        """The channels any of whose cells are selected, ascending."""
        order, blocks = self.model.order, self.table.blocks()
        if len(blocks) == 1:
            channels = order.channels_in(blocks[0].top, blocks[0].bottom + 1)
            return channels if order.plain else sorted(channels)
        return sorted({c for block in blocks for c in order.channels_in(block.top, block.bottom + 1)})

    def go_to(self, channel: int | None, id_: str, view: View | None = None) -> None:
        """Make a cell the active one: a channel's figure, its name for the id "", a total where `channel` is None; in
        the column of a period where several stand side by side."""
        places = [
            place
            for place, column in enumerate(self.model.columns, start=1)
            if column.id == id_ and not column.trend and (view is None or column.view == view)
        ]
        if channel is not None:
            self.table.go_to(self.row_of(channel), places[0] if places else 0)
        elif places:
            self.totals.choose(places[0])

    def put_above(self, bar: QWidget) -> None:
        """Give a bar its place above the columns' titles."""
        self._layout.insertWidget(0, bar)
        put_before(self.table, bar)

    def row_of(self, channel: int) -> int:
        """The row of a channel; what hides it is lifted, and said to be. One more than there are is the empty row."""
        model = self.model
        if channel >= model.channels:
            return model.empty_row
        row = model.row(channel)
        if row is None and model.worksheet is not None:
            wanted, number = model.arrangement, model.order.group_of(channel)
            if number is not None:
                model.arrange(wanted.changed(closed=wanted.closed - {model.order.groups[number].text}))
            else:
                model.arrange(wanted.changed(filter=Filter()))
                name = model.worksheet.names[channel]
                self.noticed.emit(tr("The filter was lifted to show {channel}.", channel=name))
            row = model.row(channel)
        return row or 0

    # -- what can be done ----------------------------------------------------------------------------------------------

    def edit_current(self) -> None:
        """Open the editor of the active cell."""
        self.table.setFocus()
        self.table.open_editor()

    def commit_editor(self) -> bool:
        """Take what stands in the open cell editor, before saving, closing or another period. False where it is
        refused: the editor then stays open and says why."""
        for keep in self.before_leaving:
            keep()
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

    def selected_figures(self) -> SelectionFigures:
        """Count, sum, average and combined rate of the selected cells."""
        model = self.model
        return selection_figures(model.figures_of, model.columns, model.order, self.table.blocks())

    # -- how large, how wide -------------------------------------------------------------------------------------------

    @property
    def zoom(self) -> int:
        """In percent."""
        return self.table.grid.zoom

    def set_zoom(self, percent: int) -> None:
        """Show the grid at this size."""
        if percent != self.zoom and self.commit_editor():
            self.table.set_zoom(percent)
            self.totals.take_zoom()
            self._header_end.take_zoom()
            self.zoom_changed.emit(percent)

    def fit_column(self, column: int) -> None:
        """As wide as what stands in it."""
        self.table.set_width(column, None)
        self.columns.keep_widths()

    def _show_menu(self, column: int, place: QPoint) -> None:
        from roiapp.ui.grid.header_menu import fill_header_menu

        if self.commit_editor():
            menu = QMenu(self)
            menu.setToolTipsVisible(True)
            menu.aboutToHide.connect(menu.deleteLater)
            fill_header_menu(menu, self, column)
            menu.popup(place)

    # -- inside --------------------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        table, inner, bar = self.table, self.table.horizontalScrollBar(), self._bar
        table.current_changed.connect(self._on_current)
        table.editor.typed.connect(self.model.source.in_work.wait_on)
        self.cell_changed.connect(lambda: self.model.source.in_work.go_to(self.current_channel()))
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
        self.model.rows_moved.connect(self.cell_changed)
        for changed in (self.model.arranged, self.model.modelReset, self.model.refit):
            changed.connect(self._say_arrangement)
        table.title_menu_wanted.connect(self._show_menu)
        table.zoom_wanted.connect(lambda steps: self.set_zoom(next_zoom(self.zoom, steps)))
        header = table.header
        header.sort_turned.connect(lambda column: self.rows.turn_sort(self.model.key_of(column)))
        header.resize_ended.connect(self.columns.keep_widths)
        header.fit_wanted.connect(self.fit_column)
        header.moved_column.connect(self.columns.move)
        header.gap_pressed.connect(lambda column: self.columns.show(header.gaps()[column]))
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
        """Of a single cell in a filtered view the figures of all that show in its column: the totals are of all."""
        model, current, write = self.model, self.table.current, self.model.source.number_format
        found = self.selected_figures()
        if found.cells > 1 or not model.arrangement.filter.active or current is None or not current[1]:
            self.selection_figures.emit(found.texts(write))
            return
        column = Block(0, current[1], max(model.empty_row - 1, 0), current[1])
        shown = selection_figures(model.figures_of, model.columns, model.order, [column])
        count = trn("{n} channel", "{n} channels", model.order.shown)
        texts = shown.texts(write)[1:]
        self.selection_figures.emit(((tr("Shown"), count), *texts) if texts else ())
