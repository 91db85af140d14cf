"""Draws what a scenario moves: the ground of its cells, and below a figure what it was."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF
from PySide6.QtGui import QFont, QPainter

from roiapp.ui.grid.grid_fonts import GridFonts
from roiapp.ui.grid.worksheet_ink import TOO_WIDE, Ink
from roiapp.ui.sheet.cell_looks import Look
from roiapp.ui.sheet.grid_geometry import GridGeometry
from roiapp.ui.sheet.worksheet_model import WorksheetModel

if TYPE_CHECKING:
    from roiapp.ui.sheet.supposed_cells import Supposed

#: how far the figure stands above, and what it was below, the middle line
ABOVE: Final = 7
BELOW: Final = 8

#: column -> row -> what differs there
Moved = Mapping[int, "Mapping[int, Supposed]"]
NOTHING: Final[Mapping[int, Supposed]] = {}


class SupposedPainter:
    """Asks the model once for what shows; draws nothing where no scenario is looked at."""

    def __init__(self, geometry: GridGeometry) -> None:
        self._geometry = geometry

    def moved(self, model: WorksheetModel, rows: range, columns: Iterable[int]) -> Moved:
        """What differs of the cells that show."""
        if not model.under_scenario:
            return {}
        return {column: found for column in columns if (found := model.supposed(column, rows))}

    def fill(self, painter: QPainter, ink: Ink, moved: Moved) -> None:
        """The grounds, below everything else."""
        geometry = self._geometry
        for column, cells in moved.items():
            left, width = geometry.left(column), geometry.width(column)
            for row, cell in cells.items():
                ground = ink.what_if_set if cell.set else ink.what_if_follows
                painter.fillRect(left, geometry.top(row), width, geometry.height(row), ground)

    def paint(
        self, painter: QPainter, ink: Ink, fonts: GridFonts, usual: QFont, column: int, look: Look, cell: Supposed,
        baseline: float, *, tall: bool,
    ) -> int:  # fmt: skip
        """A figure, and below it what it was, for which only a `tall` row has room; `usual` is the font of its column.
        Returns how wide the column would have to be where it is too narrow, else 0."""
        geometry = self._geometry
        right, room = geometry.right(column) - geometry.padding, geometry.width(column) - geometry.padding
        font = fonts.heavy if cell.set else usual
        text, width = look[0], fonts.width_of(look[0], font)
        wanted = width if width > room else 0.0
        if wanted:
            text, width = TOO_WIDE, fonts.width_of(TOO_WIDE, font)
        below = bool(cell.was) and tall
        painter.setFont(font)
        painter.setPen(ink.what_if if cell.set else ink.tones[look[1]])
        painter.drawText(QPointF(right - width, baseline - (geometry.px(ABOVE) if below else 0)), text)
        if below:
            width = fonts.width_of(cell.was, fonts.small)
            if width <= room:
                painter.setFont(fonts.small)
                painter.setPen(ink.what_if if cell.set else ink.second)
                painter.drawText(QPointF(right - width, baseline + geometry.px(BELOW)), cell.was)
            wanted = max(wanted, width if width > room else 0.0)
        painter.setFont(usual)
        return round(wanted) + 2 * geometry.most_padding if wanted else 0
