"""The worksheet as a model that can be changed: what is typed becomes an edit, what an edit changed is announced.

Only the cells that may differ are announced, so that a key press repaints a few cells of a hundred thousand rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal

from roiapp.core.fields import Field
from roiapp.ui import grid_edits
from roiapp.ui.cell_looks import RUN
from roiapp.ui.grid_edits import RefusedError
from roiapp.ui.worksheet_reading import FIGURE_ROLE, ID_ROLE, Index, WorksheetReading

if TYPE_CHECKING:
    from roiapp.core.edits import Edit
    from roiapp.core.results import Changed
    from roiapp.ui.session_model import SessionModel

__all__ = ["FIGURE_ROLE", "ID_ROLE", "WorksheetModel"]

_Role = Qt.ItemDataRole
_ROOT: Final = QModelIndex()


class WorksheetModel(WorksheetReading):
    """`totals_changed` says that the pinned totals may differ, `marks_changed` that warnings or refused cells do,
    `refit` that the columns may take other widths: rows came, went or moved, or a step was taken back."""

    totals_changed = Signal()
    marks_changed = Signal()
    refit = Signal()

    def __init__(self, source: SessionModel, parent: QObject | None = None) -> None:
        super().__init__(source, parent)
        source.changed.connect(self._on_changed)
        source.view_changed.connect(self._on_view_changed)
        source.reset.connect(self._on_reset)
        source.warnings_changed.connect(self._on_marks)
        source.stepped.connect(self.refit)

    # -- entering ------------------------------------------------------------------------------------------------------

    def setData(self, index: Index, value: Any, role: int = _Role.EditRole) -> bool:
        """As `enter`, for Qt's own editors and assistive tools; False where it is refused."""
        return role == _Role.EditRole and self.enter(index.row(), index.column(), str(value)) is None

    def enter(self, row: int, column: int, text: str) -> str | None:
        """Take what was typed into a cell. Returns the sentence to show where it is refused, else None."""
        sheet, view = self.worksheet, self._source.view
        why = self.why_read_only(column)
        if why or sheet is None or view is None:
            return why
        if row >= self.channels and not text.strip():
            return None
        try:
            if not column:
                same = row < self.channels and text == self.name(row)
                return None if same else self.apply(grid_edits.set_name(sheet, row, text))
            record = self.columns[column - 1].record
            assert isinstance(record, Field)
            entry = grid_edits.entry_of(record, text, self._source.number_format)
            if row < self.channels:
                if self._refused.pop((sheet.keys[row], record.id), None):
                    self._on_marks()
                if grid_edits.holds(sheet, view, record, row, entry):
                    return None
            return self.apply(grid_edits.set_figure(sheet, view, record, row, entry))
        except RefusedError as error:
            return str(error)

    def apply(self, edit: Edit | None) -> str | None:
        """Make an edit, one step of undo. Returns the sentence where it is refused, else None."""
        from roiapp.core.edits import EditError

        if edit is None:
            return None
        try:
            self._source.apply(edit)
        except EditError as error:
            return str(error)
        return None

    def mark_refused(self, cells: Iterable[tuple[int, int, str, str]]) -> None:
        """Show these cells (row, column, text, sentence) as left out until something is typed in them."""
        sheet = self.worksheet
        if sheet:
            self._refused = {
                (sheet.keys[row], self.columns[column - 1].id): (text, sentence)
                for row, column, text, sentence in cells
                if row < self.channels
            }
            self._on_marks()

    # -- what an edit changed ------------------------------------------------------------------------------------------

    def _on_marks(self) -> None:
        self._read_marks()
        self.marks_changed.emit()

    def _on_reset(self) -> None:
        self.beginResetModel()
        self._refused.clear()
        self._marks = {}
        self.columns = self._wanted_columns()
        self._read_document()
        self.endResetModel()
        self.totals_changed.emit()

    def _on_view_changed(self) -> None:
        self._refused.clear()
        self._marks = {}
        self._read_document()
        self._announce_all()

    def _on_changed(self, changed: Changed) -> None:
        if changed.structure or self._looks is None:
            self._on_structure()
            return
        if changed.looks:
            self._on_looks()
            return
        self._totals.clear()
        if changed.texts:
            self._announce(0, self._rows - 1, 0, 0)
        if changed.ids:
            self._on_figures(changed)
            self.totals_changed.emit()

    def _on_looks(self) -> None:
        """Other columns, or the same ones otherwise."""
        if self._wanted_columns() != self.columns:
            self._on_structure()
        else:
            self.refit.emit()

    def _on_structure(self) -> None:
        self._marks = {}
        wanted = self._wanted_columns()
        if wanted != self.columns:
            self.beginResetModel()
            self.columns = wanted
            self._read_document()
            self.endResetModel()
        else:
            before = self._rows
            sheet = self.worksheet
            after = len(sheet.keys) + 1 if sheet else 0
            # The rows are there or gone already; views only need to know how many stand above the empty one.
            if after > before:
                self.beginInsertRows(_ROOT, before - 1, after - 2)
                self._read_document()
                self.endInsertRows()
            elif after < before:
                self.beginRemoveRows(_ROOT, after - 1, before - 2)
                self._read_document()
                self.endRemoveRows()
            else:
                self._read_document()
            self._announce_all()
            self.refit.emit()
            return
        self.totals_changed.emit()

    def _on_figures(self, changed: Changed) -> None:
        assert self._looks is not None
        places = [i for i, column in enumerate(self.columns, start=1) if column.id in changed.ids]
        rows = sorted({row for _, _, channels in changed.cells for row in channels if row < self.channels})
        whole = {i for i in places if not rows or self.columns[i - 1].id in changed.whole_columns}
        for place in whole:
            self._looks.drop_column(self.columns[place - 1].id)
            self._announce(0, self.channels - 1, place, place)
        if not rows:
            return
        if len(rows) > RUN:
            # A large paste: one announcement for all of it costs less than one for each of its rows.
            self._looks.clear()
            for first, last in _spans(places):
                self._announce(rows[0], rows[-1], first, last)
            return
        for row in rows:
            typed_before = self._looks.typed_known(row)
            self._looks.drop(row)
            # Dashes come and go with the first and the last figure typed in a row.
            everywhere = typed_before is None or typed_before != self._looks.typed(row)
            cells = range(1, len(self.columns) + 1) if everywhere else [i for i in places if i not in whole]
            for first, last in _spans(cells):
                self._announce(row, row, first, last)

    def _announce(self, top: int, bottom: int, left: int, right: int) -> None:
        if 0 <= top <= bottom:
            self.dataChanged.emit(self.index(top, left), self.index(bottom, right))

    def _announce_all(self) -> None:
        self._announce(0, self._rows - 1, 0, len(self.columns))
        self.totals_changed.emit()


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
