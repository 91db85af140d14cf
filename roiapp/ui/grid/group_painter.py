"""Draws the rows of subtotals that stand above grouped channels: a ground, a triangle to close the group, figures."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter

from roiapp.ui.grid.grid_fonts import GridFonts
from roiapp.ui.grid.worksheet_ink import Ink
from roiapp.ui.look.theme import Theme
from roiapp.ui.sheet.grid_geometry import DOT_LEFT, GridGeometry
from roiapp.ui.sheet.worksheet_model import WorksheetModel

#: where a group's name begins, behind the triangle, and the triangle itself
_TITLE_LEFT: Final = 32
_TRIANGLE: Final = 12
_NO_ROWS: Final[dict[int, int]] = {}


class GroupPainter:
    """Asks the model for its groups; draws nothing where there are none."""

    def __init__(self, theme: Theme, geometry: GridGeometry) -> None:
        self._theme = theme
        self._geometry = geometry

    def rows(self, model: WorksheetModel, rows: Iterable[int]) -> dict[int, int]:
        """Those of these rows that are subtotals, with the number of the group."""
        if model.groups is None:
            return _NO_ROWS
        return {row: group for row in rows if (group := model.group(row)) is not None}

    def fill(
        self, painter: QPainter, ink: Ink, model: WorksheetModel, rows: Iterable[int], left: int, right: int
    ) -> None:
        """The ground of subtotals between two x."""
        geometry = self._geometry
        for row in self.rows(model, rows):
            painter.fillRect(left, geometry.top(row), right - left, geometry.height(row), ink.subtotal)

    def paint_figures(
        self, painter: QPainter, ink: Ink, fonts: GridFonts, model: WorksheetModel, rows: range, columns: Iterable[int]
    ) -> dict[int, int]:
        """The subtotals of these columns. Returns the columns that are too narrow, with the width they want."""
        too_wide: dict[int, int] = {}
        found = self.rows(model, rows)
        if not found:
            return too_wide
        geometry, padding = self._geometry, self._geometry.padding
        painter.setFont(fonts.heavy)
        for column in columns:
            right, room = geometry.right(column) - padding, geometry.width(column) - padding
            for row in found:
                text, tone = model.look(row, column)
                width = fonts.width_of(text, fonts.heavy)
                if width > room:
                    too_wide[column] = max(too_wide.get(column, 0), round(width) + 2 * geometry.most_padding)
                    continue
                painter.setPen(ink.tones[tone])
                baseline = geometry.top(row) + fonts.baseline(geometry.height(row))
                painter.drawText(QPointF(right - width, baseline), text)
        return too_wide

    def paint_names(
        self, painter: QPainter, ink: Ink, fonts: GridFonts, model: WorksheetModel, rows: dict[int, int], active: int
    ) -> None:
        """Triangle, name and number of channels of these groups."""
        geometry = self._geometry
        size = geometry.px(_TRIANGLE)
        left = geometry.px(_TITLE_LEFT)
        painter.setFont(fonts.bold)
        for row, group in rows.items():
            top, height = geometry.top(row), geometry.height(row)
            icon = "chevron-right" if model.order.groups[group].closed else "chevron-down"
            place = QPointF(geometry.px(DOT_LEFT) - geometry.px(2), top + (height - 1 - size) // 2)
            painter.drawPixmap(place, self._theme.pixmap_of(icon, "text2", size, ink.ratio))
            painter.setPen(ink.accent_text if row == active else ink.text)
            room = geometry.frozen - left - geometry.padding
            baseline = top + fonts.baseline(height)
            painter.drawText(QPointF(left, baseline), fonts.fitted(model.name(row), fonts.bold, room))
