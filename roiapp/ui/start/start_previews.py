"""The small pictures on the start page, painted: a worksheet beside its chart, and the whole window in outline."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from roiapp.palette import CHANNEL_COLOURS
from roiapp.ui.look.theme import Theme

#: height of the strip a preview stands in
PREVIEW_HEIGHT: Final = 84
_TABLE_WIDTH, _TABLE_LEFT, _TOP = 147, 16, 14
_CHART_LEFT = 180
#: per template the bars of its chart, in pixels; below break-even negative
BARS: Final[dict[str, tuple[int, ...]]] = {
    "local_service": (108, 89, 54, 32, -23),
    "b2b": (97, 75, 45, -13, -23),
    "online_shop": (103, 64, 59, 22, -13),
}
_OWN_BARS = (92, 70, 48, 26, -16)


def paint_template(painter: QPainter, theme: Theme, width: int, template: str) -> None:
    """A worksheet and its chart in outline, at the top of a card of this width; "blank" is an empty one, an unknown one
    has a pale chart: its figures are still to come."""
    table = QRectF(_TABLE_LEFT, _TOP, min(_TABLE_WIDTH, width - 2 * _TABLE_LEFT), PREVIEW_HEIGHT - _TOP + 6)
    painter.save()
    painter.setClipRect(QRectF(0, 0, width, PREVIEW_HEIGHT))
    painter.setPen(theme.colour("border"))
    painter.setBrush(theme.colour("surface"))
    painter.drawRoundedRect(table.adjusted(0.5, 0.5, -0.5, 0), 3, 3)
    _bar(painter, table.left() + 8, table.top() + 6, 27, theme.colour("border_strong"), 4)
    columns = [table.left() + 63 + 21.5 * place for place in range(4)]
    for x in columns:
        _bar(painter, x, table.top() + 6, 13, theme.colour("border_strong"), 4)
    painter.setPen(theme.colour("border"))
    painter.drawLine(QLineF(table.left() + 1, table.top() + 16.5, table.right() - 1, table.top() + 16.5))
    if template == "blank":
        _paint_empty(painter, theme, table, columns, width)
    else:
        _paint_rows(painter, theme, table, columns)
        if width >= _CHART_LEFT + 60:
            _paint_bars(painter, theme, width, template)
    painter.restore()


def _paint_rows(painter: QPainter, theme: Theme, table: QRectF, columns: Sequence[float]) -> None:
    for row, length in enumerate((25, 32, 40, 29)):
        y = table.top() + 24 + 12.5 * row
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(CHANNEL_COLOURS[row]))
        painter.drawEllipse(QRectF(table.left() + 8, y - 2.5, 5, 5))
        _bar(painter, table.left() + 18, y - 1.5, length, theme.colour("border_strong"))
        for x in columns:
            _bar(painter, x + 3, y - 1.5, 9, theme.colour("border"))
        painter.setPen(theme.colour("grid"))
        painter.drawLine(QLineF(table.left() + 1, y + 6, table.right() - 1, y + 6))


def _paint_bars(painter: QPainter, theme: Theme, width: int, template: str) -> None:
    bars = BARS.get(template, _OWN_BARS)
    own = template not in BARS
    left = _CHART_LEFT - min(bars) + 2
    scale = min(1.0, (width - _TABLE_LEFT - left) / max(bars))
    for row, length in enumerate(bars):
        role = "chart_above" if length > 0 else "chart_below"
        size = abs(length) * scale
        area = QRectF(left if length > 0 else left - size, _TOP + 4 + 11 * row, size, 7)
        painter.setPen(theme.colour(role) if own else Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(f"{role}_pale" if own else role))
        painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5) if own else area, 1.5, 1.5)
    painter.setPen(QPen(theme.colour("text3"), 1))
    painter.drawLine(QLineF(left, _TOP, left, PREVIEW_HEIGHT))


def _paint_empty(painter: QPainter, theme: Theme, table: QRectF, columns: Sequence[float], width: int) -> None:
    painter.setPen(theme.colour("grid"))
    for row in range(5):
        y = table.top() + 30 + 13 * row
        painter.drawLine(QLineF(table.left() + 1, y, table.right() - 1, y))
    for x in columns:
        painter.drawLine(QLineF(x - 7, table.top() + 17, x - 7, PREVIEW_HEIGHT))
    if width < _CHART_LEFT + 60:
        return
    place = QRectF(184, _TOP + 0.5, min(127, width - 184 - _TABLE_LEFT), 57)
    painter.setPen(QPen(theme.colour("border_strong"), 1.2, Qt.PenStyle.DashLine))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(place, 4, 4)
    painter.setPen(QPen(theme.colour("text2"), 1.3))
    middle = place.center()
    painter.drawLine(QLineF(middle.x() - 6, middle.y(), middle.x() + 6, middle.y()))
    painter.drawLine(QLineF(middle.x(), middle.y() - 6, middle.x(), middle.y() + 6))


def _bar(painter: QPainter, x: float, y: float, width: float, colour: QColor, height: float = 3) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRoundedRect(QRectF(x, y, width, height), height / 2, height / 2)


# -- the window in outline -------------------------------------------------------------------------------------------


def paint_window(painter: QPainter, theme: Theme, area: QRectF, radius: float) -> None:
    """The worksheet's window in outline, running out of the area at its right and its foot."""
    painter.save()
    corner = QPainterPath()
    corner.addRoundedRect(area.adjusted(0, 0, radius, 0), radius, radius)
    painter.setClipPath(corner)
    painter.setClipRect(area, Qt.ClipOperation.IntersectClip)
    painter.fillRect(area, theme.colour("sunken"))
    window = QRectF(area.left() + 24, area.top() + 24, area.width(), area.height())
    shadow = QColor(0, 0, 0, 60 if theme.tokens.dark else 16)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(shadow)
    for grown in (6, 4, 2):
        painter.drawRoundedRect(window.adjusted(-grown, -grown, grown, grown), 4 + grown, 4 + grown)
    painter.setBrush(theme.colour("window"))
    painter.drawRoundedRect(window, 4, 4)
    _paint_toolbar(painter, theme, window)
    _paint_cards(painter, theme, window)
    _paint_sheet(painter, theme, QRectF(window.left() + 6, window.top() + 52, window.width(), window.height()))
    painter.restore()


def _paint_toolbar(painter: QPainter, theme: Theme, window: QRectF) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("surface"))
    painter.drawRoundedRect(QRectF(window.left(), window.top(), window.width(), 16), 4, 4)
    x = window.left() + 8
    for length in (16, 16, 14, 22):
        painter.setBrush(theme.colour("border_strong"))
        painter.drawRoundedRect(QRectF(x, window.top() + 5.5, 5, 5), 1, 1)
        _bar(painter, x + 7, window.top() + 6.5, length, theme.colour("text3"))
        x += length + 18


def _paint_cards(painter: QPainter, theme: Theme, window: QRectF) -> None:
    for place, (length, role) in enumerate(((30, "text3"), (18, "good"), (26, "good"), (24, "bad"), (28, "good"))):
        card = QRectF(window.left() + 6 + 84 * place, window.top() + 20, 80, 28)
        painter.setPen(theme.colour("border"))
        painter.setBrush(theme.colour("surface"))
        painter.drawRoundedRect(card, 3, 3)
        _bar(painter, card.left() + 6, card.top() + 6, 22, theme.colour("text3"))
        _bar(painter, card.left() + 6, card.top() + 15, length, theme.colour("text"), 6)
        _bar(painter, card.right() - 22, card.top() + 17, 15, theme.colour(role))


def _paint_sheet(painter: QPainter, theme: Theme, sheet: QRectF) -> None:
    painter.setPen(theme.colour("border"))
    painter.setBrush(theme.colour("surface"))
    painter.drawRoundedRect(sheet, 3, 3)
    painter.fillRect(QRectF(sheet.left() + 1, sheet.top() + 13, sheet.width(), 12), theme.colour("header"))
    painter.fillRect(QRectF(sheet.left() + 246, sheet.top() + 25, sheet.width(), sheet.height()),
                     theme.colour("computed"))  # fmt: skip
    _bar(painter, sheet.left() + 8, sheet.top() + 5.5, 42, theme.colour("text"))
    _bar(painter, sheet.left() + 58, sheet.top() + 5.5, 74, theme.colour("text3"))
    names = (30, 46, 50, 32, 34, 36, 20, 32, 46, 32, 30)
    for column in range(6):
        _bar(painter, sheet.left() + 96 + 48 * column, sheet.top() + 17.5, 18, theme.colour("text3"))
    for row, length in enumerate(names):
        y = sheet.top() + 32 + 11 * row
        painter.setPen(theme.colour("grid"))
        painter.drawLine(QLineF(sheet.left() + 1, y + 5.5, sheet.right(), y + 5.5))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(CHANNEL_COLOURS[row]))
        painter.drawEllipse(QRectF(sheet.left() + 8, y - 2, 4, 4))
        _bar(painter, sheet.left() + 16, y - 1.5, length, theme.colour("accent_text" if row == 1 else "text2"))
        for column in range(6):
            size = 10 + (row * 7 + column * 5) % 9
            _bar(painter, sheet.left() + 114 + 48 * column - size, y - 1.5, size, theme.colour("text3"))
    painter.setPen(theme.colour("border_strong"))
    painter.drawLine(QLineF(sheet.left() + 78.5, sheet.top() + 13, sheet.left() + 78.5, sheet.bottom()))
