"""Columns shown, hidden, moved and sized: what the menus, the header and the keys do, each one step of undo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from roiapp.language import tr
from roiapp.ui.sheet import column_choice

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from roiapp.ui.grid.worksheet_view import WorksheetView
    from roiapp.ui.sheet.column_choice import Changes


class ColumnCommands:
    """The commands of one grid. What is refused is said by the view's `noticed`."""

    def __init__(self, view: WorksheetView) -> None:
        self._view = view
        self._model = view.model

    def hide(self) -> None:
        """Hide the columns of the selected cells; the channels' names stay."""
        table, columns = self._view.table, self._model.columns
        if any(column.apart for column in columns):
            self._view.noticed.emit(tr("Periods are not hidden. Close “Over time” to hide columns."))
            return
        if self._view.totals.active > 0:
            places = {self._view.totals.active}
        else:
            places = {place for block in table.blocks() for place in block.columns if place}
        if not places:
            self._view.noticed.emit(tr("The channels' names always show."))
        elif len(places) == len(columns):
            self._view.noticed.emit(tr("One column has to stay."))
        else:
            self.hide_columns([columns[place - 1].id for place in sorted(places)])

    def hide_columns(self, ids: Iterable[str]) -> None:
        sheet = self._model.worksheet
        if sheet is not None:
            self._change(column_choice.hiding(sheet.settings, ids))

    def show(self, ids: Iterable[str]) -> None:
        """Show these hidden columns again."""
        sheet = self._model.worksheet
        if sheet is not None:
            self._change(column_choice.showing(sheet.settings, ids))

    def show_all(self) -> None:
        """Show every column of the blocks, also those in which nothing is typed."""
        self._change({"put_away": (), "hidden": ()})

    def turn_block(self, block: str) -> None:
        """Show a block's columns, or no more."""
        session = self._model.source.session
        if session is not None:
            self._change(column_choice.turning_block(session.worksheet.settings, session.catalog, block))

    def turn_column(self, id_: str) -> None:
        """Show a single column, or hide it."""
        sheet = self._model.worksheet
        if sheet is None:
            return
        settings = sheet.settings
        if any(column.id == id_ for column in self._model.columns):
            self.hide_columns([id_])
        elif id_ in settings.put_away or id_ in settings.hidden:
            self.show([id_])
        else:
            self._change(column_choice.adding(settings, id_))

    def move(self, column: int, before: int) -> None:
        """Put a column of the grid (from 1) before what stands at `before` now."""
        session, columns = self._model.source.session, self._model.columns
        if session is None or before in (column, column + 1):
            return
        sheet = session.worksheet
        one = columns[column - 1]
        if one.apart:
            self._view.noticed.emit(tr("Periods stand in the order of their days."))
            return
        other = columns[before - 1] if before <= len(columns) else None
        if other is not None and other.is_input != one.is_input:
            other = None  # the end of its band
        every, put_away = column_choice.all_of(session.catalog, sheet), sheet.settings.put_away
        self._change(column_choice.moved(every, put_away, one.id, other.id if other else None))

    def usual_order(self) -> None:
        self._change({"order": ()})

    def usual_widths(self) -> None:
        self._change({"widths": ()})

    def keep_widths(self) -> None:
        """The widths that were just set by hand, into the document."""
        self._change({"widths": self._view.table.widths.by_hand})

    def _change(self, changes: Changes | None) -> None:
        from roiapp.core.edits import SetSettings

        sheet = self._model.worksheet
        if sheet is None or changes is None or not self._view.commit_editor():
            return
        differing = {name: value for name, value in changes.items() if getattr(sheet.settings, name) != value}
        if not differing:
            return
        shown = {column.key for column in self._model.columns}
        sentence = self._model.apply(SetSettings.of(**differing))
        if sentence:
            self._view.noticed.emit(sentence)
            self._view.model.refit.emit()
        else:
            self._select_new(shown)

    def _select_new(self, before: Collection[str]) -> None:
        """Lead to columns that did not show before: those that stand together are selected, the first of them is the
        active one, in the row at hand."""
        new = [place for place, column in enumerate(self._model.columns, start=1) if column.key not in before]
        if not new:
            return
        first = last = new[0]
        while last + 1 in new:
            last += 1
        table = self._view.table
        row = table.current[0] if table.current else 0
        table.scroll_to(row, last)  # as many as there is room for
        table.go_to(row, first)
        table.select_columns(first, last)
