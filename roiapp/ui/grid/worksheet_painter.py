"""Draws the cells of the grid: one pass over what shows, with colours made once per theme and no object per cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QLineF, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPolygonF

from roiapp.language import apart, tr
from roiapp.ui.grid.grid_fonts import GridFonts
from roiapp.ui.grid.group_painter import GroupPainter
from roiapp.ui.grid.supposed_painter import NOTHING, Moved, SupposedPainter
from roiapp.ui.grid.trend_painter import paint_trends
from roiapp.ui.grid.worksheet_ink import CORNER, DOT, TOO_WIDE, Ink, paint_note
from roiapp.ui.look.theme import Theme
from roiapp.ui.sheet.cell_looks import RUN
from roiapp.ui.sheet.grid_geometry import DOT_LEFT, NAME_LEFT, Block, GridGeometry
from roiapp.ui.sheet.worksheet_model import WorksheetModel


class WorksheetPainter:
    """Paints the part of the grid that lies in a rectangle of the viewport.

    `too_wide` collects what did not fit, column -> wanted width, for the view to widen the column.
    """

    def __init__(self, theme: Theme, geometry: GridGeometry) -> None:
        self._theme = theme
        self._geometry = geometry
        self._ink: Ink | None = None
        self.fonts = GridFonts(theme, geometry.scale)
        self.groups = GroupPainter(theme, geometry)
        self.supposed = SupposedPainter(geometry)
        self.too_wide: dict[int, int] = {}
        #: column -> the rows in which a search found its text
        self.found: Mapping[int, set[int]] = {}
        theme.changed.connect(self.forget_theme)

    def forget_theme(self) -> None:
        self._ink = None

    def forget_zoom(self) -> None:
        """The geometry has another zoom."""
        self._ink = None
        self.fonts = GridFonts(self._theme, self._geometry.scale)

    def figure_font(self, model: WorksheetModel, column: int) -> QFont:
        """ROI stands in medium weight."""
        return self.fonts.strong if model.columns[column - 1].record.unit.always_signed else self.fonts.figures

    def width_of(self, text: str, font: QFont) -> float:
        """The text's width in one of `fonts` or `figure_font`."""
        return self.fonts.width_of(text, font)

    def paint(
        self,
        painter: QPainter,
        clip: QRect,
        model: WorksheetModel,
        blocks: Sequence[Block],
        current: tuple[int, int] | None,
        *,
        focused: bool,
    ) -> None:
        """Draw everything inside `clip`. `blocks` are the selected cells, `current` the active one (row, column)."""
        ratio = painter.device().devicePixelRatioF()
        if self._ink is None or self._ink.ratio != ratio:
            self._ink = Ink(self._theme.tokens, ratio, self._geometry.px(DOT))
        geometry = self._geometry
        rows = range(max(0, geometry.row_at(clip.top())), geometry.row_at(clip.bottom()) + 1)
        left = max(geometry.frozen, clip.left())
        if left <= clip.right():
            painter.setClipRect(QRect(left, clip.top(), clip.right() + 1 - left, clip.height()))
            self._paint_figures(painter, clip, rows, model, blocks, current)
            self._paint_frames(painter, blocks, current, range(1, geometry.columns), focused=focused)
            for x, shade in enumerate(self._ink.shades, start=geometry.frozen):
                painter.fillRect(x, clip.top(), 1, clip.height(), shade)
        painter.setClipRect(clip)
        if clip.left() < geometry.frozen:
            self._paint_names(painter, clip, rows, model, blocks, current)
        self._paint_frames(painter, blocks, current, range(1), focused=focused)

    # -- the figures ---------------------------------------------------------------------------------------------------

    def _paint_figures(
        self,
        painter: QPainter,
        clip: QRect,
        rows: range,
        model: WorksheetModel,
        blocks: Sequence[Block],
        current: tuple[int, int] | None,
    ) -> None:
        ink, geometry = self._ink, self._geometry
        assert ink
        end = clip.right() + 1
        computed = max(geometry.frozen, geometry.left(geometry.first_computed))
        # What cannot be typed in does not look as if it could.
        inputs = ink.surface if model.bands[0].typed else ink.computed
        painter.fillRect(geometry.frozen, clip.top(), computed - geometry.frozen, clip.height(), inputs)
        painter.fillRect(computed, clip.top(), end - computed, clip.height(), ink.computed)
        columns = geometry.scrolled(clip.left(), end)
        shown = range(rows.start, min(rows.stop, model.empty_row))
        moved = self.supposed.moved(model, shown, columns)
        self.supposed.fill(painter, ink, moved)
        self.groups.fill(painter, ink, model, rows, geometry.frozen, end)
        self._fill_selection(painter, rows, columns, blocks, current, inputs)
        self._fill_found(painter, rows, columns)
        lines = self._row_lines(rows, geometry.frozen, end)
        for column in columns:
            x = geometry.right(column) - 0.5
            lines.append(QLineF(x, clip.top(), x, clip.bottom() + 1))
        painter.setPen(ink.grid)
        painter.drawLines(lines)
        if computed > geometry.frozen:
            painter.fillRect(computed - 1, clip.top(), 1, clip.height(), ink.edge)
        if shown:
            baselines = self._baselines(shown)
            for column in columns:
                if model.columns[column - 1].trend:
                    paint_trends(painter, ink.trend, geometry, model, column, shown)
                else:
                    self._paint_column(painter, column, shown, baselines, model, moved)
            self.too_wide.update(self.groups.paint_figures(painter, ink, self.fonts, model, shown, columns))

    def _paint_column(
        self, painter: QPainter, column: int, rows: range, baselines: Sequence[int], model: WorksheetModel, moved: Moved
    ) -> None:
        ink, geometry = self._ink, self._geometry
        assert ink
        font = self.figure_font(model, column)
        painter.setFont(font)
        padding = geometry.padding
        right, room = geometry.right(column) - padding, geometry.width(column) - padding
        widths = self.fonts.widths[id(font)]
        marks = model.marked(column)
        subtotals = self.groups.rows(model, rows)
        cells = moved.get(column, NOTHING)
        tone = -1
        number = -1
        run: Sequence[tuple[str, int]] = ()
        for row, baseline in zip(rows, baselines, strict=True):
            if row // RUN != number:
                number = row // RUN
                run = model.run(column, number)
            text, wanted = run[row - number * RUN]
            if row in cells:
                wide = self.supposed.paint(painter, ink, self.fonts, font, column, (text, wanted), cells[row], baseline,
                                           tall=geometry.height(row) > geometry.row_height)  # fmt: skip
                if wide:
                    self.too_wide[column] = max(self.too_wide.get(column, 0), wide)
                tone = -1
            elif text and row not in subtotals:
                if wanted != tone:
                    tone = wanted
                    painter.setPen(ink.tones[tone])
                width = widths.get(text) or self.width_of(text, font)
                if width > room:
                    self.too_wide[column] = max(self.too_wide.get(column, 0), round(width) + 2 * geometry.most_padding)
                    text, width = TOO_WIDE, self.width_of(TOO_WIDE, font)
                painter.drawText(QPointF(right - width, baseline), text)
            if row in marks:
                self._paint_corner(painter, geometry.right(column) - 1, geometry.top(row), ink, model, row, column)
                tone = -1
        for row in model.noted(column):
            if row in rows:
                paint_note(painter, geometry.left(column), geometry.top(row), ink.accent)

    def _paint_corner(
        self, painter: QPainter, right: int, top: int, ink: Ink, model: WorksheetModel, row: int, column: int
    ) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if model.refused(row, column):  # a square, and a triangle: told apart without their colours
            painter.fillRect(right - CORNER, top, CORNER, CORNER, ink.bad)
        else:
            painter.setBrush(ink.warn)
            painter.drawPolygon(
                QPolygonF([QPointF(right - CORNER, top), QPointF(right, top), QPointF(right, top + CORNER)])
            )
        painter.restore()

    # -- the channels --------------------------------------------------------------------------------------------------

    def _paint_names(
        self,
        painter: QPainter,
        clip: QRect,
        rows: range,
        model: WorksheetModel,
        blocks: Sequence[Block],
        current: tuple[int, int] | None,
    ) -> None:
        ink, geometry = self._ink, self._geometry
        assert ink
        shown = range(rows.start, max(rows.start, min(rows.stop, model.empty_row)))
        painter.fillRect(0, clip.top(), geometry.frozen, clip.height(), ink.surface)
        self.groups.fill(painter, ink, model, rows, 0, geometry.frozen)
        self._fill_selection(painter, rows, range(1), blocks, current, ink.surface)
        self._fill_found(painter, rows, range(1))
        painter.setPen(ink.grid)
        painter.drawLines(self._row_lines(rows, 0, geometry.frozen))
        painter.fillRect(geometry.frozen - 1, clip.top(), 1, clip.height(), ink.edge)
        active = current[0] if current else -1
        painter.setFont(self.fonts.plain)
        painter.setPen(ink.text)
        dot = geometry.px(DOT)
        subtotals = self.groups.rows(model, rows)
        for row, baseline in zip(shown, self._baselines(shown), strict=True):
            if row in subtotals:
                continue
            middle = geometry.top(row) + (geometry.height(row) - 1 - dot) / 2
            painter.drawPixmap(QPointF(geometry.px(DOT_LEFT), middle), ink.dot(model.colour(row)))
            if row != active:
                name = self.fitted_name(model.name(row), self.fonts.plain)
                painter.drawText(QPointF(geometry.px(NAME_LEFT), baseline), name)
        if model.empty_row in rows and model.worksheet is not None:
            self._paint_invitation(painter, model.empty_row, ink)
        self.groups.paint_names(painter, ink, self.fonts, model, subtotals, active)
        if active in rows:
            painter.fillRect(0, geometry.top(active), 3, geometry.height(active) - 1, ink.accent)
            if active not in subtotals:
                painter.setFont(self.fonts.bold)
                painter.setPen(ink.accent_text)
                name = self.fitted_name(model.name(active), self.fonts.bold)
                painter.drawText(QPointF(geometry.px(NAME_LEFT), self._baseline(active)), name)
        for row in model.noted(0):
            if row in rows:
                paint_note(painter, 3 if row == active else 0, geometry.top(row), ink.accent)

    def _paint_invitation(self, painter: QPainter, row: int, ink: Ink) -> None:
        geometry = self._geometry
        top, height, size = geometry.top(row), geometry.height(row), geometry.px(12)
        place = QPointF(geometry.px(DOT_LEFT) - geometry.px(2), top + (height - 1 - size) // 2)
        painter.drawPixmap(place, self._theme.pixmap_of("plus", "text3", size, ink.ratio))
        painter.setPen(ink.muted)
        name = self.fitted_name(tr("Add a channel…"), self.fonts.plain)
        painter.drawText(QPointF(geometry.px(NAME_LEFT), self._baseline(row)), name)

    def _baseline(self, row: int) -> int:
        """Where the letters of a row stand."""
        return self._geometry.top(row) + self.fonts.baseline(self._geometry.height(row))

    def _baselines(self, rows: range) -> Sequence[int]:
        """The same of rows, one after the other."""
        first, height = self._baseline(rows.start), self._geometry.row_height
        if self._geometry.tall.rows:
            return [self._baseline(row) for row in rows]
        return range(first, first + len(rows) * height, height)

    def fitted_name(self, name: str, font: QFont) -> str:
        """The name, cut with an ellipsis where the column is too narrow."""
        geometry = self._geometry
        return self.fonts.fitted(apart(name), font, geometry.frozen - geometry.px(NAME_LEFT) - geometry.padding)

    # -- selection -----------------------------------------------------------------------------------------------------

    def _fill_selection(
        self,
        painter: QPainter,
        rows: range,
        columns: range,
        blocks: Sequence[Block],
        current: tuple[int, int] | None,
        inputs: QColor,
    ) -> None:
        """Tint the selected cells of these columns but for the active one, which keeps its ground: `inputs` is that of
        cells left of the calculated ones."""
        ink, geometry = self._ink, self._geometry
        assert ink
        for block in blocks:
            if block.single and (block.top, block.left) == current:
                continue
            box = self._box(block, rows, columns)
            if box:
                painter.fillRect(box, ink.selection)
        if current and len(blocks) + (not blocks or not blocks[0].single) > 1:
            row, column = current
            if row in rows and column in columns:
                own = ink.computed if column >= geometry.first_computed else inputs
                box = QRect(geometry.left(column), geometry.top(row), geometry.width(column), geometry.height(row))
                painter.fillRect(box, own)

    def _fill_found(self, painter: QPainter, rows: range, columns: range) -> None:
        """Tint what the search found among these cells."""
        assert self._ink
        for column in columns:
            found = self.found.get(column)
            for row in rows if found else ():
                box = self._box(Block(row, column, row, column), rows, columns) if found and row in found else None
                if box:
                    painter.fillRect(box, self._ink.found)

    def _box(self, block: Block, rows: range, columns: range) -> QRect | None:
        """The part of a block that lies in these rows and columns, on the screen."""
        top, bottom = max(block.top, rows.start), min(block.bottom, rows.stop - 1)
        left, right = max(block.left, columns.start), min(block.right, columns.stop - 1)
        if top > bottom or left > right:
            return None
        geometry = self._geometry
        x = geometry.left(left)
        return QRect(x, geometry.top(top), geometry.right(right) - x, geometry.high(top, bottom))

    def _paint_frames(
        self,
        painter: QPainter,
        blocks: Sequence[Block],
        current: tuple[int, int] | None,
        columns: range,
        *,
        focused: bool,
    ) -> None:
        """The thin outline of every block, then the ring of the active cell."""
        ink, geometry = self._ink, self._geometry
        assert ink
        everywhere = range(1 << 31)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(ink.outline)
        for block in blocks:
            if not block.single or (block.top, block.left) != current:
                box = self._box(block, everywhere, columns)
                if box:
                    painter.drawRect(QRectF(box).adjusted(-0.5, -0.5, -0.5, -0.5))
        if current and current[1] in columns:
            row, column = current
            box = QRect(geometry.left(column), geometry.top(row), geometry.width(column), geometry.height(row))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(ink.ring if focused else ink.outline)
            # On the lines around the cell; beside the frozen column and below the header, inside them.
            box.setLeft(max(box.left() - 1, geometry.frozen + 1 if column else 1))
            box.setTop(max(box.top() - 1, 1))
            painter.drawRoundedRect(QRectF(box), 2, 2)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)

    def _row_lines(self, rows: range, left: int, right: int) -> list[QLineF]:
        y = [self._geometry.top(row + 1) - 0.5 for row in rows]
        return [QLineF(left, place, right, place) for place in y]
