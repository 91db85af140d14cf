"""Which channel or group stands in which row of the grid, and what it is called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QObject

from roiapp.core import indicators
from roiapp.language import trn
from roiapp.palette import channel_colour
from roiapp.ui.sheet.arrangement import Arrangement
from roiapp.ui.sheet.grid_columns import Column
from roiapp.ui.sheet.row_order import RowOrder

if TYPE_CHECKING:
    from roiapp.core.fields import Timing
    from roiapp.core.worksheet import Worksheet
    from roiapp.ui.model.session_model import SessionModel
    from roiapp.ui.sheet.group_looks import GroupLooks


class RowsReading(QAbstractTableModel):
    """The rows of a table of channels; the last one is the empty one below them."""

    def __init__(self, source: SessionModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._source = source
        self._rows = 0
        self._first_key = 1
        self._document: object = None
        #: which channel stands in which row, and how that was asked for
        self.order = RowOrder(0)
        self.arrangement = Arrangement()
        self.groups: GroupLooks | None = None
        self.columns: tuple[Column, ...] = ()

    @property
    def worksheet(self) -> Worksheet | None:
        """What one types into: the document, or what it would be under the scenario that is looked at."""
        return self._source.session.shown.entered.worksheet if self._source.session else None

    @property
    def untouched(self) -> bool:
        """Whether nobody has typed anything yet: no figure, and no channel's name."""
        from roiapp.ui.sheet.grid_edits import unused_rows

        sheet = self.worksheet
        return sheet is not None and not sheet.columns and len(unused_rows(sheet)) == len(sheet.keys)

    @property
    def source(self) -> SessionModel:
        return self._source

    @property
    def kind(self) -> Timing:
        """Of leading and lagging figures the kind that alone is shown, "" where both are."""
        sheet = self.worksheet
        several = any(column.apart for column in self.columns)
        return "" if sheet is None or several else indicators.chosen(sheet.settings.put_away)

    @property
    def channels(self) -> int:
        """How many channels the document has."""
        return self.order.channels

    @property
    def empty_row(self) -> int:
        """The empty row below the last one; in their own order its number is that of the channels."""
        return max(0, self._rows - 1)

    @property
    def document(self) -> object:
        """What is read: the same thing for as long as it is the same document."""
        return self._document

    def id_of(self, column: int) -> str:
        """The id of what a column of the grid shows, "" of the channels' names."""
        return self.columns[column - 1].id if column else ""

    def key_of(self, column: int) -> str:
        """By what rows are sorted and filtered in a column of the grid, "" of the channels' names: a trend's figure."""
        shown = self.columns[column - 1] if column else None
        return "" if shown is None else shown.id if shown.trend else shown.key

    def channel(self, row: int) -> int | None:
        """The channel that stands in a row, None in a subtotal and in the empty row."""
        return self.order.channel(row)

    def row(self, channel: int) -> int | None:
        """The row in which a channel stands, None where it is not shown."""
        return self.order.row(channel)

    def group(self, row: int) -> int | None:
        """The number of the group whose subtotal stands in a row, None for any other row."""
        return self.order.group(row)

    def name(self, row: int) -> str:
        sheet, channel, group = self.worksheet, self.channel(row), self.group(row)
        if group is not None and self.groups is not None:
            return self.groups.title(group)
        return sheet.names[channel] if sheet and channel is not None and channel < len(sheet.names) else ""

    def colour(self, row: int) -> str:
        """The colour of the channel's dot."""
        sheet, channel = self.worksheet, self.channel(row)
        if sheet is None or channel is None:
            return channel_colour(1)
        return channel_colour(sheet.keys[channel], self._first_key)

    def channels_text(self) -> str:
        """What the totals are of: always all channels, which is said where not all of them show."""
        if not self._rows:
            return ""
        if self.order.shown < self.channels:
            return trn("of the one channel", "of all {n} channels", self.channels)
        return trn("{n} channel", "{n} channels", self.channels)
