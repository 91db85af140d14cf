"""Columns shown, hidden, moved and sized: what the menus, the header and the keys do, each one step of undo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from roiapp.core import indicators, trend_columns
from roiapp.language import tr
from roiapp.ui.sheet import column_choice

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from roiapp.core.fields import Timing
    from roiapp.ui.grid.worksheet_view import WorksheetView
    from roiapp.ui.sheet.column_choice import Changes


def too_few_periods() -> str:
    """Why there are no trends yet."""
    return tr("A trend needs two periods with dates. Add another period first.")


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
            self.hide_columns([columns[place - 1].choice for place in sorted(places)])

    def hide_columns(self, ids: Iterable[str]) -> None:
        """Hide what the settings call so."""
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
        sheet = self._model.worksheet
        if sheet is not None:  # which kind of figures shows is another choice
            kind = indicators.chosen(sheet.settings.put_away)
            self._change({"put_away": indicators.choosing((), kind), "hidden": ()})

    def turn_block(self, block: str) -> None:
        """Show a block's columns, or no more."""
        session = self._model.source.session
        if session is not None:
            self._change(column_choice.turning_block(session.worksheet.settings, session.catalog, block))

    def turn_column(self, id_: str) -> None:
        """Show a single column, or hide it."""
        session = self._model.source.session
        if session is None:
            return
        settings = session.worksheet.settings
        if any(column.choice == id_ for column in self._model.columns):
            self.hide_columns([id_])
        elif id_ in settings.put_away or id_ in settings.hidden:
            self.show([id_])
        else:
            self._change(column_choice.adding(settings, session.catalog, id_))

    def turn_trend(self, id_: str) -> None:
        """Show how a figure went over time beside it, or no more."""
        session = self._model.source.session
        if session is not None:
            self._change(column_choice.turning_trend(session.worksheet.settings, session.catalog, id_))

    def turn_trend_here(self) -> None:
        """The same for the figure of the active cell; the headline's where none is."""
        session, id_ = self._model.source.session, self._view.current_figure()[1]
        if session is None:
            return
        wanted = id_ or session.worksheet.settings.headline
        if not trend_columns.enough_periods(session.worksheet.periods):
            self._view.noticed.emit(too_few_periods())
        elif any(column.apart for column in self._model.columns):
            self._view.noticed.emit(tr("Here the figure stands over time already. Close “Over time” to see its trend."))
        elif not trend_columns.has_course(session.catalog.record(wanted)):
            label = tr(session.catalog.record(wanted).label)
            self._view.noticed.emit(tr("{figure} has no trend by channel.", figure=label))
        else:
            self.turn_trend(wanted)

    def turn_trend_into(self, name: str, id_: str) -> None:
        """Show another figure's trend in place of one."""
        session = self._model.source.session
        if session is not None:
            settings, catalog = session.worksheet.settings, session.catalog
            self._change(column_choice.turning_trend_into(settings, catalog, name, id_))

    def show_kind(self, timing: Timing) -> None:
        """Show leading or lagging figures alone, "" for all."""
        sheet = self._model.worksheet
        if sheet is not None:
            self._change(column_choice.showing_kind(sheet.settings, timing))

    def turn_leading(self) -> None:
        self._turn_kind("leading")

    def turn_lagging(self) -> None:
        self._turn_kind("lagging")

    def _turn_kind(self, timing: Timing) -> None:
        """Show figures of this kind alone, or all again."""
        if any(column.apart for column in self._model.columns):
            self._view.noticed.emit(tr("Here one figure stands over time. Close “Over time” to choose columns."))
        else:
            self.show_kind("" if self._model.kind == timing else timing)

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
        self._change(column_choice.moved(every, put_away, one.choice, other.choice if other else None))

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
