"""The worksheet's rows in the order that was asked for, told to the views; they stay there until it is asked anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, QObject, Signal

from roiapp.language import tr
from roiapp.ui.sheet.arrangement import Arrangement
from roiapp.ui.sheet.cell_looks import RUN
from roiapp.ui.sheet.long_work import MANY_ROWS, LongWork
from roiapp.ui.sheet.row_order import Keys, Look, RowOrder, arrange, keys_of, known_values
from roiapp.ui.sheet.worksheet_reading import WorksheetReading

if TYPE_CHECKING:
    from roiapp.core.results import Changed
    from roiapp.ui.model.session_model import SessionModel

_ROOT: Final = QModelIndex()
#: of more cells than this an edit is not told row by row
_MANY: Final = 10_000


class ArrangedReading(WorksheetReading):
    """`totals_changed` says that the pinned totals may differ, `refit` that the columns may take other widths: they
    are set otherwise, channels went or a step was taken back; `more_to_fit` that rows or names came. `rows_to_move` and
    `rows_moved` stand around another order of the rows, `arranged` says that what was asked of it, or whether it still
    is what was asked, may differ."""

    totals_changed = Signal()
    refit = Signal()
    more_to_fit = Signal()
    rows_to_move = Signal()
    rows_moved = Signal()
    arranged = Signal()

    def __init__(self, source: SessionModel, parent: QObject | None = None) -> None:
        super().__init__(source, parent)
        #: whether the rows would stand otherwise if they were sorted, filtered and grouped anew
        self.outdated = False
        #: an order that is worked out, and a paste that is read: the one does not let go of the other
        self.long_work, self.pasting = LongWork(source), LongWork(source)
        #: the channels' identities when their order was made, None where they stand in their own
        self._keys: Keys | None = None

    def arrange(self, wanted: Arrangement) -> None:
        """Sort, filter and group the rows like this, with the figures as they are now."""
        sheet, view = self.worksheet, self._source.view
        if sheet is None or view is None:
            return
        periods = {period for column in self.columns if column.view for period in column.view.periods}
        totals = wanted.group and wanted.sort and wanted.sort.key  # what groups are sorted by
        if len(sheet.keys) < MANY_ROWS or wanted.plain or totals:
            self.long_work.let_go()
            self._arranged(wanted, arrange(sheet, self._look_of, periods, wanted))
            return
        looks = {key: known_values(self._look_of(key)) for key in wanted.keys}  # the calculator stays in this thread
        self.long_work.do(
            tr("Sorting and filtering…"), lambda: arrange(sheet, looks.get, periods, wanted),
            lambda order: self._arranged(wanted, order),
        )  # fmt: skip

    def _arranged(self, wanted: Arrangement, order: RowOrder) -> None:
        self.rows_to_move.emit()
        self.arrangement, self.outdated = wanted, False
        self._take_order(order)
        self.rows_moved.emit()
        self.arranged.emit()

    def again(self) -> None:
        """The same with the figures of now."""
        self.arrange(self.arrangement)

    def _look_of(self, key: str) -> Look | None:
        """The figures a column shows, or those of the view at hand where it is not there."""
        column = next((column for column in self.columns if column.key == key), None)
        if column is not None:
            figures = self.figures_of(column)
            return (figures, column.id) if figures else None
        id_ = key.partition(" ")[0]
        figures = self._source.figures
        known = figures is not None and (id_ in figures.catalog.field or id_ in figures.catalog.metric)
        return (figures, id_) if figures and known else None

    def _take_order(self, order: RowOrder) -> None:
        before, after = self._rows, order.rows + 1
        # The order is another at once; views only need to know how many rows stand above the empty one.
        if after > before:
            self.beginInsertRows(_ROOT, before - 1, after - 2)
            self._put_order(order)
            self.endInsertRows()
        elif after < before:
            self.beginRemoveRows(_ROOT, after - 1, before - 2)
            self._put_order(order)
            self.endRemoveRows()
        else:
            self._put_order(order)
        self._announce_all()
        self.more_to_fit.emit()

    def _put_order(self, order: RowOrder) -> None:
        sheet = self.worksheet
        self.order, self._keys = order, None if order.plain or sheet is None else keys_of(sheet)
        self._read_document()

    def _forget_order(self) -> None:
        self.arrangement, self.order, self._keys, self.outdated = Arrangement(), RowOrder(0), None, False

    def _carried(self) -> RowOrder:
        """The order after channels came or went: the rows stay, new ones come last."""
        sheet = self.worksheet
        if self._keys is None or sheet is None:
            return RowOrder(len(sheet.keys) if sheet else 0)
        keys = keys_of(sheet)
        if keys.tobytes() != self._keys.tobytes():
            self._set_outdated()
        return self.order.carried(self._keys, keys)

    def _mind_order(self, changed: Changed) -> None:
        """Note where an edit would have changed the order."""
        wanted = self.arrangement
        if not self.order.plain and (changed.texts or wanted.concerns(changed.ids)):
            self._set_outdated()

    def _set_outdated(self) -> None:
        """The rows stay where they are although a figure changed: nothing jumps away under the fingers."""
        if not self.outdated:
            self.outdated = True
            self.arranged.emit()

    def _rows_of(self, changed: Changed) -> list[int]:
        """The rows of the cells that were touched, with the subtotals they count in; forgets the latter's figures. None
        of so many that all may as well be painted anew."""
        if sum(len(touched) for _, _, touched in changed.cells) > _MANY:
            if self.groups is not None:
                self.groups.drop(set(range(len(self.order.groups))))
            return []
        channels = {channel for _, _, touched in changed.cells for channel in touched if channel < self.channels}
        if self.order.plain:
            return sorted(channels)
        rows = {row for channel in channels if (row := self.row(channel)) is not None}
        if self.groups is not None:
            many = len(channels) > RUN or not changed.cells
            groups = range(len(self.order.groups)) if many else {self.order.group_of(channel) for channel in channels}
            touched = {group for group in groups if group is not None}
            self.groups.drop(touched, changed.whole_columns)
            rows.update(row for group in touched if (row := self.order.row_of_group(group)) is not None)
        return sorted(rows)

    def _announce(self, top: int, bottom: int, left: int, right: int) -> None:
        if 0 <= top <= bottom:
            self.dataChanged.emit(self.index(top, left), self.index(bottom, right))

    def _announce_all(self) -> None:
        self._announce(0, self._rows - 1, 0, len(self.columns))
        self.totals_changed.emit()
