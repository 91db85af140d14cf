"""The worksheet drawn on pages: as it stands in the grid, dark on white, with its titles and totals on each page.

A figure is never cut: one that is wider than its column is drawn smaller.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from roiapp.language import tr
from roiapp.palette import LIGHT
from roiapp.ui.grid.trend_painter import TrendInk, paint_course
from roiapp.ui.paper.sheet_pages import Page, Pages, lay_out
from roiapp.ui.sheet.cell_looks import BAD, GOOD, MUTED, PLAIN

if TYPE_CHECKING:
    from roiapp.charts.chart import Chart
    from roiapp.charts.style import ChartStyle
    from roiapp.ui.look.theme import Theme
    from roiapp.ui.sheet.worksheet_reading import WorksheetReading

# px, of which an inch has 96
_ROW, _TITLES, _BAND, _TOTALS = 20.0, 24.0, 16.0, 24.0
_TITLE, _LINE, _GAP, _FOOT = 24.0, 16.0, 12.0, 24.0
_PADDING, _DOT, _NAME_LEFT = 7.0, 7.0, 20.0
_LEAST_WIDTH, _NAME_SHARE = 48.0, 0.4
_SIZE, _SMALL, _HEADLINE = 11, 9, 16
#: rows that say how wide a column is; any other that is wider is drawn smaller
_MEASURED: Final = 1_000
_LEFT, _RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_TONES: Final = {PLAIN: LIGHT.text, MUTED: LIGHT.text3, GOOD: LIGHT.good, BAD: LIGHT.bad}


@dataclass(frozen=True)
class Heading:
    """What stands above and below the table on every page: title, the period at the right, lines of what is shown and
    how, and what stands at the foot beside the page's number."""

    title: str
    period: str
    lines: tuple[str, ...]
    foot: str


@dataclass(frozen=True)
class Part:
    """What of the grid is printed: its rows and columns (0 is the channel), and whether the totals, which are of all
    channels, stand below."""

    rows: range
    columns: tuple[int, ...]
    totals: bool


class SheetPaper:
    """The pages of one worksheet, and behind them one of the `chart` where there is one. `lay_out` before anything."""

    def __init__(
        self,
        theme: Theme,
        sheet: WorksheetReading,
        heading: Heading,
        part: Part,
        chart: tuple[Chart[Any, Any], ChartStyle] | None = None,
    ) -> None:
        self._sheet = sheet
        self._heading = heading
        self._part = part
        self._chart = chart
        self._plain, self._strong = theme.font_of(_SIZE), theme.font_of(_SIZE, 600)
        self._small, self._headline = theme.font_of(_SMALL), theme.font_of(_HEADLINE, 600)
        self._metrics = {id(font): QFontMetricsF(font) for font in (self._plain, self._strong, self._small)}
        self._columns = [column for column in part.columns if column]
        self._widths = [self._width(column) for column in self._columns]
        self._widest_name = self._name_room()
        self._name_width = self._widest_name
        self._size = QSizeF()
        self._ink = TrendInk(LIGHT, 0.8)
        self._pages = Pages(1.0, (range(0),), 0, 1)

    def lay_out(self, size: QSizeF, *, fit: bool) -> None:
        """Take pages whose printable area has this size, in px of 96 an inch."""
        self._size = size
        self._name_width = min(self._widest_name, max(_LEAST_WIDTH, size.width() * _NAME_SHARE))
        self._pages = lay_out(
            self._name_width,
            self._widths,
            len(self._part.rows),
            width=size.width(),
            height=size.height() - self._above - _FOOT,
            around=_BAND + _TITLES + (_TOTALS if self._part.totals else 0.0),
            row_height=_ROW,
            fit=fit,
        )

    def __len__(self) -> int:
        return len(self._pages) + (self._chart is not None)

    def paint(self, painter: QPainter, number: int) -> None:
        """Draw the page of this number, from 0, with the printable area's left upper corner at 0, 0."""
        painter.save()
        self._paint_heading(painter)
        self._paint_foot(painter, number)
        if number < len(self._pages):
            painter.translate(0.0, self._above)
            painter.scale(self._pages.scale, self._pages.scale)
            self._paint_table(painter, self._pages.page(number))
        elif self._chart is not None:
            chart, style = self._chart
            room = QRectF(0.0, self._above, self._size.width(), self._size.height() - self._above - _FOOT)
            tall = min(room.height(), room.width() * 0.62)
            chart.paint(painter, QRectF(room.left(), room.top(), room.width(), tall), style)
        painter.restore()

    # -- around the table ----------------------------------------------------------------------------------------------

    @property
    def _above(self) -> float:
        return _TITLE + _LINE * len(self._heading.lines) + _GAP

    def _paint_heading(self, painter: QPainter) -> None:
        width, heading = self._size.width(), self._heading
        period = QFontMetricsF(self._plain).horizontalAdvance(heading.period)
        _write(painter, self._plain, LIGHT.text2, QRectF(0, 0, width, _TITLE), heading.period, _RIGHT)
        room = QRectF(0, 0, width - period - _GAP, _TITLE)
        title = QFontMetricsF(self._headline).elidedText(heading.title, Qt.TextElideMode.ElideRight, room.width())
        _write(painter, self._headline, LIGHT.text, room, title, _LEFT)
        for place, line in enumerate(heading.lines):
            _write(painter, self._plain, LIGHT.text2, QRectF(0, _TITLE + _LINE * place, width, _LINE), line, _LEFT)

    def _paint_foot(self, painter: QPainter, number: int) -> None:
        room = QRectF(0, self._size.height() - _FOOT + 8, self._size.width(), _FOOT - 8)
        _write(painter, self._small, LIGHT.text2, room, self._heading.foot, _LEFT)
        page = tr("Page {number} of {all}", number=number + 1, all=len(self))
        _write(painter, self._small, LIGHT.text2, room, page, _RIGHT)

    # -- the table -----------------------------------------------------------------------------------------------------

    def _paint_table(self, painter: QPainter, page: Page) -> None:
        left = self._name_width
        boxes: list[tuple[int, float, float]] = []  # column, left edge, width
        for place in page.columns:
            boxes.append((self._columns[place], left, self._widths[place]))
            left += self._widths[place]
        self._paint_titles(painter, boxes, left)
        top = _BAND + _TITLES
        line = QPen(QColor(LIGHT.border), 0.75)
        for place in page.rows:
            row = self._part.rows[place]
            grouped = self._sheet.group(row) is not None
            if grouped:
                painter.fillRect(QRectF(0, top, left, _ROW), QColor(LIGHT.computed))
            self._paint_name(painter, row, top, grouped=grouped)
            for column, x, width in boxes:
                self._paint_trend(painter, row, column, QRectF(x, top, width, _ROW))
                text, tone = self._sheet.look(row, column)
                self._paint_figure(painter, self._strong if grouped else self._plain, text, tone, x, width, top, _ROW)
            painter.setPen(line)
            painter.drawLine(QPointF(0, top + _ROW), QPointF(left, top + _ROW))
            top += _ROW
        if page.last and self._part.totals:
            self._paint_totals(painter, boxes, left, top)

    def _paint_titles(self, painter: QPainter, boxes: Sequence[tuple[int, float, float]], right: float) -> None:
        painter.fillRect(QRectF(0, _BAND, right, _TITLES), QColor(LIGHT.header))
        first = 1
        for band in self._sheet.bands:
            inside = [(x, x + width) for column, x, width in boxes if first <= column < first + band.columns]
            first += band.columns
            if inside:
                start, end = inside[0][0], inside[-1][1]
                room = QRectF(start + _PADDING, 0, end - start - _PADDING, _BAND)
                label = self._metrics[id(self._small)].elidedText(
                    band.label, Qt.TextElideMode.ElideRight, room.width()
                )
                _write(painter, self._small, LIGHT.text2, room, label, _LEFT)
        name = QRectF(_NAME_LEFT, _BAND, self._name_width - _NAME_LEFT, _TITLES)
        _write(painter, self._strong, LIGHT.text2, name, tr("Channel"), _LEFT)
        for column, x, width in boxes:
            box = QRectF(x, _BAND, width - _PADDING, _TITLES)
            _write(painter, self._strong, LIGHT.text2, box, self._sheet.columns[column - 1].header, _RIGHT)
        painter.setPen(QPen(QColor(LIGHT.border_strong), 1))
        for y in (_BAND, _BAND + _TITLES):
            painter.drawLine(QPointF(0, y), QPointF(right, y))

    def _paint_name(self, painter: QPainter, row: int, top: float, *, grouped: bool) -> None:
        font = self._strong if grouped else self._plain
        left = _PADDING if grouped else _NAME_LEFT
        if not grouped:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._sheet.colour(row)))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.drawEllipse(QRectF(_PADDING, top + (_ROW - _DOT) / 2, _DOT, _DOT))
        room = QRectF(left, top, self._name_width - left - _PADDING, _ROW)
        self._write_narrow(painter, font, LIGHT.text, room, self._sheet.name(row), _LEFT)

    def _paint_totals(
        self, painter: QPainter, boxes: Sequence[tuple[int, float, float]], right: float, top: float
    ) -> None:
        painter.fillRect(QRectF(0, top, right, _TOTALS), QColor(LIGHT.totals))
        name = QRectF(_NAME_LEFT, top, self._name_width - _NAME_LEFT - _PADDING, _TOTALS)
        total = tr("Total {of}", of=self._sheet.channels_text())
        self._write_narrow(painter, self._strong, LIGHT.text, name, total, _LEFT)
        for column, x, width in boxes:
            self._paint_trend(painter, None, column, QRectF(x, top, width, _TOTALS))
            text, tone = self._sheet.total_look(column)
            self._paint_figure(painter, self._strong, text, tone, x, width, top, _TOTALS)
            covers = self._sheet.coverage(column)
            if covers:
                room = QRectF(x + _PADDING, top, width - 2 * _PADDING, _TOTALS)
                _write(painter, self._small, LIGHT.text2, room, covers, _LEFT)

    def _paint_trend(self, painter: QPainter, row: int | None, column: int, box: QRectF) -> None:
        holder, whose = self._sheet.columns[column - 1], self._sheet.whose(row)
        if holder.trend and (row is None or whose is not None):
            room = box.adjusted(_PADDING, 2, -_PADDING, -2)
            paint_course(painter, room, self._sheet.trends.known(holder.id, (whose,))[whose], self._ink)

    def _paint_figure(
        self, painter: QPainter, font: QFont, text: str, tone: int, x: float, width: float, top: float, height: float
    ) -> None:
        if text:
            room = QRectF(x + 2, top, width - _PADDING - 2, height)
            self._write_narrow(painter, font, _TONES[tone], room, text, _RIGHT)

    def _write_narrow(
        self, painter: QPainter, font: QFont, colour: str, room: QRectF, text: str, align: Qt.AlignmentFlag
    ) -> None:
        """Write it, smaller where it is too wide: on paper there is nothing to point at for what was cut."""
        wide = self._metrics[id(font)].horizontalAdvance(text)
        if wide > room.width():
            font = QFont(font)
            font.setPixelSize(max(4, int(font.pixelSize() * room.width() / wide)))
        _write(painter, font, colour, room, text, align)

    # -- how wide ------------------------------------------------------------------------------------------------------

    def _width(self, column: int) -> float:
        sheet, strong = self._sheet, self._metrics[id(self._strong)]
        plain = self._metrics[id(self._plain)]
        texts = {sheet.look(row, column)[0] for row in self._part.rows[:_MEASURED]}
        widest = max((plain.horizontalAdvance(text) for text in texts), default=0.0)
        widest = max(widest, strong.horizontalAdvance(sheet.columns[column - 1].header))
        if self._part.totals:
            covers, small = sheet.coverage(column), self._metrics[id(self._small)]
            beside = small.horizontalAdvance(covers) + _PADDING if covers else 0.0
            widest = max(widest, strong.horizontalAdvance(sheet.total_look(column)[0]) + beside)
        return max(_LEAST_WIDTH, widest + 2 * _PADDING + 2)

    def _name_room(self) -> float:
        strong = self._metrics[id(self._strong)]
        names = [self._sheet.name(row) for row in self._part.rows[:_MEASURED]]
        if self._part.totals:
            names.append(tr("Total {of}", of=self._sheet.channels_text()))
        return max((strong.horizontalAdvance(name) for name in names), default=0.0) + _NAME_LEFT + 2 * _PADDING


def _write(
    painter: QPainter, font: QFont, colour: str, room: QRectF, text: str, align: Qt.AlignmentFlag
) -> None:
    painter.setFont(font)
    painter.setPen(QColor(colour))
    painter.drawText(room, align | _MIDDLE | Qt.TextFlag.TextSingleLine | Qt.TextFlag.TextDontClip, text)
