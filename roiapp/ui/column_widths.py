"""How wide the grid's columns are: fitted to title, total and figures, or set by hand, and spread over the room.

How many channels a total covers widens a column only into room that is free: it pushes no other column out of sight.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtGui import QFontMetricsF

from roiapp.language import tr
from roiapp.ui.cell_looks import RUN
from roiapp.ui.grid_geometry import (
    CELL_PADDING,
    COVERAGE_GAP,
    COVERAGE_LEFT,
    LEAST_WIDTH,
    MOST_NAME_WIDTH,
    NAME_LEFT,
    spread,
)
from roiapp.ui.theme import Theme
from roiapp.ui.worksheet_model import WorksheetModel
from roiapp.ui.worksheet_painter import WorksheetPainter

_EMPTY_NAME: Final = 190
_EMPTY_FIGURE: Final = 84


class ColumnWidths:
    """Only grows while somebody types, so that columns do not jump; fits afresh when rows come or go and when a step is
    taken back. Looks at the first rows and the totals, never at all rows."""

    def __init__(self, theme: Theme, painter: WorksheetPainter, model: WorksheetModel) -> None:
        self._theme = theme
        self._painter = painter
        self._model = model
        self._titles = QFontMetricsF(theme.font(12, 600))
        self._small = QFontMetricsF(theme.font(11))
        self._fitted: dict[str, int] = {}
        self._by_hand: dict[str, int] = {}

    def forget(self) -> None:
        """Another document, other rows: fit afresh, but keep what was set by hand."""
        self._fitted.clear()
        self.fit({})

    def set_by_hand(self, column: int, width: int | None) -> None:
        """A width the user chose; None fits the column again."""
        id_ = self._id(column)
        if width is None:
            self._by_hand.pop(id_, None)
            self._fitted[id_] = self._wanted(column)
        else:
            self._by_hand[id_] = width

    def fit(self, too_wide: Mapping[int, int]) -> None:
        """Widen what does not fit any more; `too_wide` is what painting met, column -> wanted width."""
        for column in range(self._model.columnCount()):
            id_ = self._id(column)
            wanted = max(self._wanted(column), too_wide.get(column, 0), self._fitted.get(id_, 0))
            self._fitted[id_] = wanted

    def edges(self, room: int) -> list[int]:
        """Left edges of the columns and the right edge of the last, for so much room."""
        columns = range(self._model.columnCount())
        fitted = [self._fitted.get(self._id(column), _EMPTY_FIGURE) for column in columns]
        by_hand = {c: self._by_hand[self._id(c)] for c in columns if self._id(c) in self._by_hand}
        free = room - sum(by_hand.get(column, fitted[column]) for column in columns)
        for column in columns[1:]:
            more = self._coverage_needs(column) - fitted[column]
            if column not in by_hand and 0 < more <= free:
                fitted[column] += more
                free -= more
        edges = [0]
        for width in spread(fitted, by_hand, room):
            edges.append(edges[-1] + width)
        return edges

    def _coverage_needs(self, column: int) -> int:
        """The width at which a total stands beside how many channels it covers; 0 where it covers all."""
        coverage = self._model.coverage(column)
        if not coverage:
            return 0
        total = self._painter.width_of(self._model.total_look(column)[0], self._theme.font(13, 600))
        return round(total + self._small.horizontalAdvance(coverage)) + COVERAGE_LEFT + COVERAGE_GAP + CELL_PADDING + 1

    def _id(self, column: int) -> str:
        return self._model.columns[column - 1].width_key if column else ""

    def _wanted(self, column: int) -> int:
        model, painter = self._model, self._painter
        if not column:
            names = [model.name(row) for row in range(min(model.channels, RUN))]
            widest = max((painter.width_of(name, self._theme.font(13, 600)) for name in names), default=0.0)
            widest = max(widest, painter.width_of(tr("Add a channel…"), self._theme.font(13, 600)))
            least = _EMPTY_NAME if not names else 0
            return min(max(least, round(widest) + NAME_LEFT + CELL_PADDING + 8), MOST_NAME_WIDTH)
        title = self._titles.horizontalAdvance(model.columns[column - 1].header)
        font = painter.figure_font(model, column)
        rows = model.run(column, 0) if model.channels else []
        figures = max((painter.width_of(text, font) for text, _ in rows), default=0.0)
        total = painter.width_of(model.total_look(column)[0], self._theme.font(13, 600))
        return max(LEAST_WIDTH, round(max(title, figures, total)) + 2 * CELL_PADDING + 1)
