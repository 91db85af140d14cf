"""The active cell stays the one it was while the rows are put in another order or the columns become others."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from roiapp.ui.grid.worksheet_table import WorksheetTable


class KeptPlace:
    """Of one grid."""

    def __init__(self, table: WorksheetTable) -> None:
        self._table = table
        #: the channel or the group of the active cell's row
        self._channel: int | None = None
        self._group: str | None = None
        #: its document, row and column's key
        self._cell: tuple[object, int, str] | None = None
        model = table.worksheet
        model.rows_to_move.connect(self._keep_row)
        model.rows_moved.connect(self._find_row)
        model.modelAboutToBeReset.connect(self._keep_cell)
        model.modelReset.connect(self._find_cell)

    def _keep_row(self) -> None:
        current, order = self._table.current, self._table.worksheet.order
        row = current[0] if current else -1
        group = order.group(row)
        self._channel, self._group = order.channel(row), None if group is None else order.groups[group].text

    def _find_row(self) -> None:
        """The cell of the same channel; where that is not shown any more, as near as can be."""
        current, model = self._table.current, self._table.worksheet
        if current is None:
            return
        order, channel = model.order, self._channel
        found = order.row(channel) if channel is not None else None
        if found is None:
            number = order.group_of(channel) if channel is not None else order.group_named(self._group)
            found = order.row_of_group(number) if number is not None else None
        self._table.go_to(min(current[0], model.rowCount() - 1) if found is None else found, current[1])

    def _keep_cell(self) -> None:
        current, model = self._table.current, self._table.worksheet
        self._cell = None
        if current is not None and current[1] <= len(model.columns):
            key = model.columns[current[1] - 1].key if current[1] else ""
            self._cell = model.document, current[0], key

    def _find_cell(self) -> None:
        """In other columns of the same document the same row, and the same column where that still shows."""
        model, kept = self._table.worksheet, self._cell
        if kept is None or kept[0] is None or kept[0] is not model.source.session or not model.rowCount():
            return
        ids = ["", *(column.key for column in model.columns)]
        column = ids.index(kept[2]) if kept[2] in ids else min(1, len(model.columns))
        self._table.go_to(min(kept[1], model.rowCount() - 1), column)
