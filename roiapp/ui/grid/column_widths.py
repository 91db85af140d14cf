"""How wide the grid's columns are: fitted to title, total and figures, or set by hand, and spread over the room.

How many channels a total covers widens a column only into room that is free: it pushes no other column out of sight.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtGui import QFontMetricsF

from roiapp.language import tr
from roiapp.ui.grid.worksheet_painter import WorksheetPainter
from roiapp.ui.look.theme import Theme
from roiapp.ui.sheet.cell_looks import RUN
from roiapp.ui.sheet.grid_geometry import (
    CELL_PADDING,
    COVERAGE_GAP,
    COVERAGE_LEFT,
    LEAST_NAME_WIDTH,
    LEAST_WIDTH,
    MOST_NAME_WIDTH,
    NAME_LEFT,
    SORT_ROOM,
    TIGHT_PADDING,
    GridGeometry,
    spread,
    widened,
)
from roiapp.ui.sheet.worksheet_model import WorksheetModel

#: what a document may say of a column's width
LEAST_KEPT, MOST_KEPT = 20, 2_000
_EMPTY_NAME: Final = 190
_EMPTY_FIGURE: Final = 84
_TREND: Final = 72  # wide enough to see twelve periods apart
_COVERAGE: Final = COVERAGE_LEFT + COVERAGE_GAP + CELL_PADDING
_AROUND_NAME: Final = NAME_LEFT + CELL_PADDING + 8


class ColumnWidths:
    """While somebody types columns only grow, out of what their neighbours have to spare, so that the others stay where
    they are. Fits and spreads afresh with other columns, another room or zoom, and when channels go or a step is taken
    back. Looks at the first rows and the totals, after an entry at the totals and at what is painted alone."""

    def __init__(self, theme: Theme, grid: GridGeometry, painter: WorksheetPainter, model: WorksheetModel) -> None:
        self._theme = theme
        self._grid = grid
        self._painter = painter
        self._model = model
        self._fitted: dict[str, int] = {}
        self._by_hand: dict[str, int] = {}  # in px at 100 %
        #: the widths as they were laid out last, and for which columns, room and scale
        self._laid_out: list[int] = []
        self._laid_out_for: object = None

    def forget(self) -> None:
        """Another document, another zoom, a step taken back: fit afresh, but for what the document says."""
        grid = self._grid
        self._titles = QFontMetricsF(self._theme.font_of(grid.px(12), 600))
        self._small = QFontMetricsF(self._theme.font_of(grid.px(11)))
        self._fitted.clear()
        self._laid_out_for = None
        self.fit()

    def set_by_hand(self, column: int, width: int | None) -> None:
        """A width the user chooses just now; None fits the column again."""
        id_ = self._id(column)
        if width is None:
            self._by_hand.pop(id_, None)
            self._fitted[id_] = self._wanted(column)
        else:
            self._by_hand[id_] = round(width * 100 / self._grid.scale)

    @property
    def by_hand(self) -> tuple[tuple[str, int], ...]:
        """The widths that were chosen, as the document keeps them: of columns that do not show too, of periods none."""
        return tuple(sorted(
            (key, min(max(width, LEAST_KEPT), MOST_KEPT)) for key, width in self._by_hand.items() if " " not in key
        ))  # fmt: skip

    def fit(self) -> None:
        """Other rows or names: columns grow where those need it."""
        sheet = self._model.worksheet
        apart = {key: width for key, width in self._by_hand.items() if " " in key}  # of periods: kept for now
        self._by_hand = {**apart, **(dict(sheet.settings.widths) if sheet else {})}
        for column in range(self._model.columnCount()):
            id_ = self._id(column)
            self._fitted[id_] = max(self._fitted.get(id_, 0), self._wanted(column))

    def widen(self, too_wide: Mapping[int, int], room: int) -> None:
        """Widen what does not fit any more: `too_wide` is what painting met, column -> wanted width; beside it the
        totals in sight."""
        last = self._model.columnCount() - 1
        in_sight = (column for column in self._grid.scrolled(0, room) if column <= last)
        for column in dict.fromkeys((*too_wide, *in_sight)):
            id_ = self._id(column)
            wanted = max(self._around(self._total_width(column)), too_wide.get(column, 0))
            if wanted > self._fitted.get(id_, 0):
                self._fitted[id_] = wanted

    def edges(self, room: int) -> list[int]:
        """Left edges of the columns and the right edge of the last, for so much room."""
        columns = range(self._model.columnCount())
        fitted = [self._fitted.get(self._id(column), _EMPTY_FIGURE) for column in columns]
        by_hand = {c: self._grid.px(self._by_hand[self._id(c)]) for c in columns if self._id(c) in self._by_hand}
        free = room - sum(by_hand.get(column, fitted[column]) for column in columns)
        self._grid.tight = self._draw_in(fitted, by_hand, free)
        for column in columns[1:] if free > 0 else ():
            more = self._coverage_needs(column) - fitted[column]
            if column not in by_hand and 0 < more <= free:
                fitted[column] += more
                free -= more
        edges = [0]
        for width in self._lay_out(fitted, by_hand, room):
            edges.append(edges[-1] + width)
        return edges

    def _lay_out(self, fitted: list[int], by_hand: Mapping[int, int], room: int) -> list[int]:
        """The same columns in the same room stay where they are, as far as they can."""
        here = room, self._grid.scale, [self._id(column) for column in range(len(fitted))], by_hand
        stays = widened(self._laid_out, fitted, by_hand, room) if here == self._laid_out_for else None
        self._laid_out = spread(fitted, by_hand, room, self._grid.scale) if stays is None else stays
        self._laid_out_for = here
        return self._laid_out

    def _draw_in(self, fitted: list[int], by_hand: Mapping[int, int], free: int) -> bool:
        """Take padding from the columns of figures where that brings all of them into sight; says whether it does."""
        grid = self._grid
        saved = 2 * (grid.most_padding - grid.px(TIGHT_PADDING))
        figures = [column for column in range(1, len(fitted)) if column not in by_hand]
        names = 0 if 0 in by_hand or not fitted else max(0, fitted[0] - grid.px(LEAST_NAME_WIDTH))
        if free >= 0 or free + saved * len(figures) + names < 0:
            return False
        for column in figures:
            fitted[column] -= saved
        return True

    def _coverage_needs(self, column: int) -> int:
        """The width at which a total stands beside how many channels it covers; 0 where it covers all."""
        coverage = self._model.coverage(column)
        if not coverage:
            return 0
        return round(self._total_width(column) + self._small.horizontalAdvance(coverage)) + self._grid.px(_COVERAGE) + 1

    def _id(self, column: int) -> str:
        return self._model.columns[column - 1].width_key if column else ""

    def _wanted(self, column: int) -> int:
        model, painter, grid = self._model, self._painter, self._grid
        if not column:
            names = [model.name(row) for row in range(min(model.empty_row, RUN))]
            widest = max((painter.width_of(name, self._painter.fonts.bold) for name in names), default=0.0)
            widest = max(widest, painter.width_of(tr("Add a channel…"), self._painter.fonts.bold))
            least = _EMPTY_NAME if not names else 0
            wanted = max(grid.px(least), round(widest) + grid.px(_AROUND_NAME))
            return min(wanted, grid.px(MOST_NAME_WIDTH))
        title = self._titles.horizontalAdvance(model.columns[column - 1].header)
        font = painter.figure_font(model, column)
        rows = model.run(column, 0) if model.empty_row else []
        figures = max((painter.width_of(text, font) for text, _ in rows), default=0.0)
        total = grid.px(_TREND) if model.columns[column - 1].trend else self._total_width(column)
        if model.arrangement.sort is not None and model.arrangement.sort.key == model.key_of(column):
            title += grid.px(SORT_ROOM)
        return max(grid.px(LEAST_WIDTH), self._around(max(title, figures, total)))

    def _total_width(self, column: int) -> float:
        return self._painter.width_of(self._model.total_look(column)[0], self._painter.fonts.bold)

    def _around(self, width: float) -> int:
        """How wide a column is around a text."""
        return round(width) + 2 * self._grid.most_padding + 1
