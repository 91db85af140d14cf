"""One figure over time: what brings all periods side by side into the grid, and leads about in them and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from roiapp.ui.grid.worksheet_view import WorksheetView
from roiapp.ui.model.session_model import SessionModel
from roiapp.ui.sheet.across import FiguresAcross, PeriodsAcross

if TYPE_CHECKING:
    from roiapp.core.edits import Edit
    from roiapp.core.periods import View
    from roiapp.ui.sheet.grid_columns import Column


class OverTime(QObject):
    """The grid's other arrangement: channels down, periods across. `changed` says that it came, went, or shows another
    figure.

    Cards and charts stay on the period that was looked at last. Nothing happens while an entry waits that is refused.
    """

    changed = Signal()

    def __init__(self, source: SessionModel, grid: WorksheetView, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._source = source
        self._grid = grid
        self._model = grid.model
        #: row and period's column of the active cell, while the columns are made anew
        self._before: tuple[int, str] | None = None
        #: kind and first period's key of the view that cards and charts show
        self._shown: tuple[str, int] | None = None
        source.reset.connect(self._on_reset)
        source.view_changed.connect(self._on_view)
        source.stepped.connect(self._on_step)
        self._model.modelAboutToBeReset.connect(self._remember)
        self._model.modelReset.connect(self._go_back_to_cell)
        self._on_view()

    @property
    def active(self) -> bool:
        return isinstance(self._model.across, PeriodsAcross)

    @property
    def id(self) -> str:
        """The field or metric that is shown, "" while the figures of one period are."""
        return self._model.columns[0].id if self.active and self._model.columns else ""

    @property
    def choices(self) -> tuple[Column, ...]:
        """The figures that can be shown: those that the grid has for one period."""
        shown = FiguresAcross().columns(self._source) if self._source.session else ()
        return tuple(column for column in shown if not column.trend)

    @property
    def view(self) -> View | None:
        """The period or roll-up at hand: that of the active cell, else the one cards and charts show."""
        return (self._grid.current_view() if self.active else None) or self._source.view

    # -- coming and going ----------------------------------------------------------------------------------------------

    def toggle(self) -> None:
        if self.active:
            self.leave()
        else:
            self.show()

    def show(self, id_: str = "") -> None:
        """Show this field or metric, without one that of the active cell; the active cell keeps channel and period."""
        if not self.choices or not self._grid.commit_editor():
            self.changed.emit()
            return
        row, view = self._row(), self.view
        known = {column.id for column in self.choices}
        wanted = id_ or self._grid.current_figure()[1] or ""
        if self.active and not wanted:
            wanted = self.id
        self._source.look_at_all(True)
        self._model.put_across(PeriodsAcross(wanted if wanted in known else self.choices[0].id))
        self._arrive(row, self._place(view))

    def leave(self) -> None:
        """Back to the figures of one period: the active cell's, on the same channel and figure."""
        if not self.active:
            return
        if not self._grid.commit_editor():
            self.changed.emit()
            return
        row, view, id_ = self._row(), self.view, self.id
        if view is not None:
            self._source.set_view(view)
        self._put_back()
        columns = enumerate(self._model.columns, start=1)
        place = next((place for place, column in columns if column.id == id_ and not column.trend), 0)
        self._arrive(row, place)

    # -- leading about -------------------------------------------------------------------------------------------------

    def previous_figure(self) -> None:
        self._step_figure(-1)

    def next_figure(self) -> None:
        self._step_figure(1)

    def turn_page(self, by: int) -> bool:
        """A page of periods on or back. False where one period alone is looked at."""
        if not self.active:
            return False
        table, current = self._grid.table, self._grid.table.current
        if current is not None and self._grid.commit_editor():
            room = table.viewport().width() - table.grid.frozen
            shown = max(1, len(table.grid.scrolled(table.grid.frozen, table.viewport().width())) - 1)
            last = self._model.columnCount() - 1
            bar = table.horizontalScrollBar()
            bar.setValue(bar.value() + by * room)
            table.go_to(current[0], min(max(current[1] + by * shown, 1), last))
        return True

    def go_to_view(self, view: View) -> None:
        """The same channel in the column of this period or roll-up, where it has one."""
        if self.active and any(column.view == view for column in self._model.columns):
            self._grid.table.go_to(self._row(), self._place(view))

    def go_to(self, channel: int | None, id_: str, period: int | None) -> None:
        """A figure in a base period, which is shown in place of the one at hand where it is another."""
        if id_ != self.id and any(column.id == id_ for column in self.choices):
            self.show(id_)
        view = next((c.view for c in self._model.columns if c.view and c.view.periods == (period,)), None)
        self._grid.go_to(channel, self.id, view or self.view)

    def show_figure(self, channel: int | None, id_: str) -> None:
        """Another figure of the active cell's period, where the grid has it."""
        if any(column.id == id_ for column in self.choices):
            view = self.view
            self.show(id_)
            self._grid.go_to(channel, self.id, view)

    # -- inside --------------------------------------------------------------------------------------------------------

    def _arrive(self, row: int, column: int) -> None:
        """Tell of the change, then go to the cell: it is brought into sight in the room that is left."""
        self.changed.emit()
        for widget in (self._grid.parentWidget(), self._grid):
            layout = widget.layout() if widget else None
            if layout is not None:
                layout.activate()
        self._grid.table.executeDelayedItemsLayout()
        self._grid.table.go_to(row, column)
        self._grid.setFocus()

    def _row(self) -> int:
        current = self._grid.table.current
        return current[0] if current else 0

    def _place(self, view: View | None) -> int:
        """The column of a view, or of the last of its periods."""
        columns = self._model.columns
        place = next((i for i, column in enumerate(columns, start=1) if column.view == view), 0)
        if not place and view is not None:
            last = view.periods[-1]
            place = next((i for i, c in enumerate(columns, start=1) if c.view and c.view.periods == (last,)), 0)
        return place or min(1, len(columns))

    def _step_figure(self, by: int) -> None:
        ids = [column.id for column in self.choices]
        if self.active and self.id in ids:
            self.show(ids[(ids.index(self.id) + by) % len(ids)])

    def _put_back(self) -> None:
        self._source.look_at_all(False)
        self._model.put_across(FiguresAcross())

    def _on_reset(self) -> None:
        """Another document begins with the figures of its latest period."""
        self._on_view()
        if self.active:
            self._put_back()
            self.changed.emit()

    def _on_view(self) -> None:
        """Another period is shown by cards and charts: it may be the same one in another place."""
        view, sheet = self._source.view, self._source.worksheet
        if view is not None and sheet is not None:
            shown = view.kind, sheet.periods[view.periods[0]].key
            if shown != self._shown:
                self._shown = shown
                self.go_to_view(view)

    def _on_step(self, edit: Edit) -> None:
        """Show what was taken back or made again: its figure where another is shown, its channel and period."""
        from roiapp.core.edits import SetCells, leaves

        session = self._source.session
        cells = [part for part in leaves(edit) if isinstance(part, SetCells) and len(part.values)]
        if not self.active or session is None or not cells:
            return
        first = cells[0]
        period, channel = min(zip(first.periods.tolist(), first.channels.tolist(), strict=True))
        if period >= len(session.worksheet.periods) or channel >= len(session.worksheet.keys):
            return
        moved = any(self.id in session.catalog.dependents(part.field) for part in cells)
        self.go_to(channel, self.id if moved else first.field, period)

    def _remember(self) -> None:
        current = self._grid.table.current
        on_figure = self.active and current is not None and current[1] > 0
        self._before = (current[0], self._model.columns[current[1] - 1].key) if on_figure and current else None

    def _go_back_to_cell(self) -> None:
        """Periods came or went: the active cell stays in its own where that is still there."""
        if self._before is None or not self.active:
            return
        row, key = self._before
        place = next((i for i, column in enumerate(self._model.columns, start=1) if column.key == key), 0)
        if place:
            self._grid.table.go_to(min(row, self._model.rowCount() - 1), place)
