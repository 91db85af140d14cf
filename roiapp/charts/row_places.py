"""The part of a layout that charts with a row a channel share: rows one below the other, squeezed or scrolling."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF

from roiapp.charts.places import Places

#: px above the first row and below the last where all are seen
INNER = 6.0


class RowPlaces(Places):
    """Rows in the plot, `slot` px high; a mark is a row. A layout sets `plot`, `count` and `slot`. Rows that scroll
    fill the plot: going from row to row cuts none of them."""

    count: int
    slot: float
    _margin = INNER

    @property
    def line(self) -> float:
        return self.slot

    @property
    def rows_height(self) -> float:
        """Height of all rows, seen or not, with the margin above and below them."""
        return self.slot * self.count + 2 * self._margin

    @property
    def most_scroll(self) -> float:
        return max(self.rows_height - self.plot.height(), 0.0)

    def scroll_to(self, mark: int, scroll: float) -> float:
        top = mark * self.slot
        lowest = top + self.slot + 2 * self._margin - self.plot.height()
        return min(max(min(scroll, top), lowest, 0.0), self.most_scroll)

    def row_at(self, y: float, scroll: float) -> int | None:
        """The row under a height, None where there is none."""
        if not self.plot.top() <= y < self.plot.bottom():
            return None
        number = math.floor((y - self.plot.top() - self._margin + scroll) / self.slot)
        return number if 0 <= number < self.count else None

    def mark_at(self, point: QPointF, scroll: float) -> int | None:
        return self.row_at(point.y(), scroll)

    def mark_rect(self, mark: int, scroll: float) -> QRectF:
        return QRectF(self.plot.left(), self.row_top(mark, scroll), self.plot.width(), self.slot)

    def row_top(self, number: int, scroll: float) -> float:
        """The upper edge of a row."""
        return self.plot.top() + self._margin + number * self.slot - scroll

    def seen(self, scroll: float) -> range:
        """The rows that can be seen, whole or in part."""
        first = max(math.floor((scroll - self._margin) / self.slot), 0)
        last = math.ceil((scroll + self.plot.height() - self._margin) / self.slot)
        return range(first, min(last, self.count))

    def slot_for(self, least: float, usual: float, most: float) -> float:
        """Rows share the height; where each would get less than `least` they are about `usual` px high and scroll:
        as many as the plot holds whole, which ends below the last of them."""
        count = max(self.count, 1)
        room = self.plot.height() - 2 * INNER
        if count * least <= room:
            self._margin = INNER
            return min(room / count, most)
        self._margin = 0.0
        whole = max(math.floor(self.plot.height() / usual), 1)
        slot = float(max(math.floor(self.plot.height() / whole), usual))
        self.plot.setHeight(min(whole * slot, self.plot.height()))
        return slot
