"""Rows sorted, filtered and grouped: what the menus, the header, the keys and the bar above the grid do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from roiapp.ui.sheet.arrangement import Arrangement, Attribute, Filter, Limit, Sort

if TYPE_CHECKING:
    from roiapp.ui.grid.worksheet_view import WorksheetView
    from roiapp.ui.sheet.grid_columns import Column


class RowCommands:
    """The commands of one grid. Nothing of it changes the document."""

    def __init__(self, view: WorksheetView) -> None:
        self._view = view
        self._model = view.model

    def sort_ascending(self) -> None:
        """By the column of the active cell, the smallest first."""
        self.sort(Sort(self._column()))

    def sort_descending(self) -> None:
        self.sort(Sort(self._column(), descending=True))

    def sort(self, wanted: Sort | None) -> None:
        self.arrange(self._model.arrangement.changed(sort=wanted))

    def turn_sort(self, key: str) -> None:
        """Ascending, then descending, then not at all."""
        sort = self._model.arrangement.sort
        if sort is None or sort.key != key:
            self.sort(Sort(key))
        else:
            self.sort(None if sort.descending else Sort(key, descending=True))

    def own_order(self) -> None:
        """All channels in the order of the document."""
        self.arrange(Arrangement())
        if self._view.filtering:
            self._view.filter_row.hide_row()

    def again(self) -> None:
        """Sort, filter and group by the figures as they are now."""
        self.arrange(self._model.arrangement)

    def filter(self) -> None:
        """Open the row in which the filter is said, or close it and lift the filter."""
        if self._view.commit_editor():
            self._view.filter_row.turn()

    def set_filter(self, wanted: Filter) -> None:
        if wanted != self._model.arrangement.filter:
            self.arrange(self._model.arrangement.changed(filter=wanted))

    def lift_filter(self) -> None:
        self.set_filter(Filter())

    def limit(self, column: Column) -> None:
        """Ask what the figure of a column has to be."""
        from roiapp.ui.grid.limit_dialog import LimitDialog

        if self._view.commit_editor():
            known = next((each for each in self._model.arrangement.filter.limits if each.key == column.key), None)
            write = self._model.source.number_format

            def take(limit: Limit | None) -> None:
                self.set_filter(self._model.arrangement.filter.limiting(limit, column.key))

            LimitDialog(self._view.table.theme, column, known, write, take, self._view).open()

    def group(self, attribute: Attribute | None) -> None:
        self.arrange(self._model.arrangement.changed(group=attribute, closed=frozenset()))

    def close_groups(self) -> None:
        """Leave only the subtotals."""
        texts = frozenset(group.text for group in self._model.order.groups)
        self.arrange(self._model.arrangement.changed(closed=texts))

    def open_groups(self) -> None:
        self.arrange(self._model.arrangement.changed(closed=frozenset()))

    def arrange(self, wanted: Arrangement) -> None:
        if self._view.commit_editor():
            self._model.arrange(wanted)

    def _column(self) -> str:
        """The key of the active column, "" for the channels."""
        current = self._view.table.current
        place = self._view.totals.active if self._view.totals.active > 0 else current[1] if current else 0
        return self._model.key_of(place)
