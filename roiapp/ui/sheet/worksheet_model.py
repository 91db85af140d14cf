"""The worksheet as a model that can be changed: what is typed becomes an edit, what an edit changed is announced.

Only the cells that may differ are announced, so that a key press repaints a few cells of a hundred thousand rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal

from roiapp.core.fields import Field
from roiapp.ui.sheet import grid_edits
from roiapp.ui.sheet.across import Across
from roiapp.ui.sheet.arranged_reading import ArrangedReading
from roiapp.ui.sheet.cell_looks import RUN
from roiapp.ui.sheet.cell_marks import CellMarks
from roiapp.ui.sheet.grid_columns import Column
from roiapp.ui.sheet.grid_edits import RefusedError
from roiapp.ui.sheet.worksheet_reading import FIGURE_ROLE, ID_ROLE, Index

if TYPE_CHECKING:
    from roiapp.core.edits import Edit
    from roiapp.core.periods import View
    from roiapp.core.results import Changed
    from roiapp.ui.model.session_model import SessionModel
    from roiapp.ui.sheet.trend_cells import Cell

__all__ = ["FIGURE_ROLE", "ID_ROLE", "WorksheetModel"]

_Role = Qt.ItemDataRole


class WorksheetModel(ArrangedReading):
    """`marks_changed` says that warnings or refused cells may differ."""

    marks_changed = Signal()

    def __init__(self, source: SessionModel, parent: QObject | None = None) -> None:
        super().__init__(source, parent)
        source.changed.connect(self._on_changed)
        source.frames.totals.connect(self.totals_changed)
        source.view_changed.connect(self._on_view_changed)
        source.reset.connect(self._on_reset)
        source.warnings_changed.connect(self._on_warnings)
        source.stepped.connect(self._on_step)
        self.trends.changed.connect(self._on_trends)

    # -- entering ------------------------------------------------------------------------------------------------------

    def setData(self, index: Index, value: Any, role: int = _Role.EditRole) -> bool:
        """As `enter`, for Qt's own editors and assistive tools; False where it is refused."""
        return role == _Role.EditRole and self.enter(index.row(), index.column(), str(value)) is None

    def enter(self, row: int, column: int, text: str) -> str | None:
        """Take what was typed into a cell. Returns the sentence to show where it is refused, else None."""
        sheet, why = self.worksheet, self.why_read_only(column, row)
        if why or sheet is None:
            return why
        channel = self.channel(row)
        if channel is None and not text.strip():
            return None
        place = self.channels if channel is None else channel
        try:
            if not column:
                same = channel is not None and text == self.name(row)
                return None if same else self.apply(grid_edits.set_name(sheet, place, text))
            holder = self.columns[column - 1]
            assert isinstance(holder.record, Field)
            entry = grid_edits.entry_of(holder.record, text, self._source.number_format)
            if channel is not None:
                if self._marks.forgive(self.place(channel, column)):
                    self._on_marks()
                if grid_edits.holds(sheet, holder, channel, entry):
                    return None
            return self.apply(grid_edits.set_figure(sheet, holder, place, entry))
        except RefusedError as error:
            return str(error)

    def apply(self, edit: Edit | None) -> str | None:
        """Make an edit, one step of undo. Returns the sentence where it is refused, else None."""
        from roiapp.core.edits import EditError

        if edit is None:
            return None
        try:
            self._source.apply(grid_edits.as_entered(self._source.session, edit))
        except EditError as error:
            return str(error)
        return None

    def put_across(self, across: Across) -> None:
        """Show other columns: the figures of a period, or the periods of a figure."""
        if across != self.across:
            self.across = across
            self._put_columns()

    def mark_refused(self, cells: Iterable[tuple[int, int, str, str]]) -> None:
        """Show these cells (channel, column, text, sentence) as left out until something is typed in them."""
        if self.worksheet:
            self._marks.refuse(
                {
                    self.place(channel, column): (text, sentence)
                    for channel, column, text, sentence in cells
                    if channel < self.channels
                }
            )
            self._on_marks()

    # -- what an edit changed ------------------------------------------------------------------------------------------

    def _on_marks(self) -> None:
        self._read_marks()
        self.marks_changed.emit()

    def _on_warnings(self) -> None:
        """Other sentences alone change nothing that is painted."""
        before = self._marks.corners
        self._read_marks()
        if self._marks.corners != before:
            self.marks_changed.emit()

    def _on_reset(self) -> None:
        self._forget_order()
        self._put_columns()
        self.arranged.emit()

    def _put_columns(self) -> None:
        self.beginResetModel()
        self._marks = CellMarks()
        self.columns = self.across.columns(self._source)
        self._read_document()
        self.endResetModel()
        self.totals_changed.emit()

    def _on_view_changed(self) -> None:
        wanted = self.across.columns(self._source)
        if wanted == self.columns and any(column.apart for column in wanted):
            return  # they are of other periods than the one at hand
        self._marks = CellMarks()
        self.columns = wanted
        if self.order.plain:
            self._read_document()
            self._announce_all()
        else:
            self.again()  # other figures: nothing under the fingers is being typed

    def _on_changed(self, changed: Changed) -> None:
        if changed.structure or not self._rows:
            self._on_structure()
            return
        if changed.looks:
            self._on_looks()
            return
        if changed.notes:
            self._notes.forget()
            self.marks_changed.emit()
            self.totals_changed.emit()
        self._mind_order(changed)
        if changed.texts:
            self._announce(0, self._rows - 1, 0, 0)
            self.more_to_fit.emit()  # a longer name makes its column wider
        if changed.ids or changed.records:
            self.trends.touch(changed)
        if changed.ids:
            self._forget_refused(changed)
            self._on_figures(changed)
            if not self._source.trying:  # else they have their turn
                self.totals_changed.emit()

    def _forget_refused(self, changed: Changed) -> None:
        """What was left out of a cell is forgotten once something else is put in it."""
        sheet = self.worksheet
        if not self._marks.any_refused or sheet is None:
            return
        periods, keys = sheet.periods, sheet.keys
        cells = (
            (id_, periods[period].key, keys[row])
            for id_, touched, rows in changed.cells for period in touched for row in rows
        )  # fmt: skip
        if sum(self._marks.forgive(cell) for cell in cells):
            self._on_marks()

    def _on_step(self, edit: Edit) -> None:
        """What was taken back may leave a column wider than it needs to be; what is made again is as when it was
        typed."""
        history = self._source.session.history if self._source.session else None
        if history and history.undone and history.undone[-1].edit is edit:
            self.refit.emit()

    def _on_trends(self, cells: Iterable[Cell]) -> None:
        """Other courses than those that were painted."""
        rows: dict[str, list[int | None]] = {}
        for id_, whose in cells:
            of_group = whose is not None and whose < 0
            row = None if whose is None else self.order.row_of_group(-1 - whose) if of_group else self.row(whose)
            rows.setdefault(id_, []).append(row)
        for place, column in enumerate(self.columns, start=1):
            shown = [row for row in rows.get(column.id, ()) if row is not None] if column.trend else []
            if shown:
                self._announce(min(shown), max(shown), place, place)
        if any(whose is None for _, whose in cells):
            self.totals_changed.emit()

    def _on_looks(self) -> None:
        """Other columns, or the same ones otherwise."""
        if not _same(self.across.columns(self._source), self.columns):
            self._on_structure()
        else:
            self.refit.emit()

    def _on_structure(self) -> None:
        self._marks.clear()
        wanted, order = self.across.columns(self._source), self._carried()
        if not _same(wanted, self.columns):
            self.beginResetModel()
            self.columns = wanted
            self._put_order(order)
            self.endResetModel()
            self.totals_changed.emit()
        else:
            fewer = order.channels < self.order.channels
            self.columns = wanted
            self._take_order(order)
            if fewer:
                self.refit.emit()
        if not self.arrangement.plain:
            self.arranged.emit()  # of how many channels how many show

    def _on_figures(self, changed: Changed) -> None:
        periods = set[int]().union(*(touched for _, touched, _ in changed.cells))
        rows = self._rows_of(changed)
        for view, places in self._places_by_view().items():
            if not periods or periods.intersection(view.periods) or self._looks_back(places, changed):
                self._on_figures_of(view, places, rows, changed)

    def _places_by_view(self) -> dict[View, list[int]]:
        found: dict[View, list[int]] = {}
        for place, column in enumerate(self.columns, start=1):
            if column.view is not None:
                found.setdefault(column.view, []).append(place)
        return found

    def _looks_back(self, places: Sequence[int], changed: Changed) -> bool:
        """Whether any of these figures is made from earlier periods too."""
        session = self._source.session
        ids = {self.columns[place - 1].id for place in places} & changed.ids
        return session is not None and any(session.catalog.looks_back(id_) for id_ in ids)

    def _on_figures_of(self, view: View, all_places: Sequence[int], rows: Sequence[int], changed: Changed) -> None:
        for place in all_places:  # also of other figures: how many channels have any may differ
            self._totals.pop(place, None)
        places = [place for place in all_places if self.columns[place - 1].id in changed.ids]
        whole = {place for place in places if not rows or self.columns[place - 1].id in changed.whole_columns}
        looks = self._looks.get(view)
        for place in whole:
            if looks:
                looks.drop_column(self.columns[place - 1].id)
            self._announce(0, self.empty_row - 1, place, place)
        if not rows:
            return
        if len(rows) > RUN:
            # A large paste: one announcement for all of it costs less than one for each of its rows.
            if looks:
                looks.clear()
            for first, last in _spans(places):
                self._announce(rows[0], rows[-1], first, last)
            return
        for row in rows:
            everywhere = self.group(row) is None
            if looks and everywhere:
                typed_before = looks.typed_known(row)
                looks.drop(row)
                # Dashes come and go with the first and the last figure typed in a row.
                everywhere = typed_before is None or typed_before != looks.typed(row)
            for first, last in _spans(all_places if everywhere else [place for place in places if place not in whole]):
                self._announce(row, row, first, last)


def _same(wanted: Sequence[Column], shown: Sequence[Column]) -> bool:
    """Whether the same columns stand in the same places, whatever period they are of."""
    return [column.key for column in wanted] == [column.key for column in shown]


def _spans(places: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Neighbouring places as (first, last)."""
    first = last = -2
    for place in places:
        if place != last + 1:
            if last >= 0:
                yield first, last
            first = place
        last = place
    if last >= 0:
        yield first, last
