"""What stands in the window at once: toolbar, cards and an empty grid in outline, until the real ones are built.

One widget that paints, because building the real ones takes longer than all else before the first picture. It knows
the columns of a new document from the records, and nothing else of what will stand there.
"""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from roiapp.core.fields import FIELDS
from roiapp.core.metrics import METRICS
from roiapp.language import tr
from roiapp.ui.actions.actions import record
from roiapp.ui.actions.menus import TOOLBAR_END
from roiapp.ui.look.theme import Theme

# Heights from the top: menus, toolbar, cards; and from the bottom: tabs, status bar.
MENU_HEIGHT = 24
_TOOLBAR, _CARDS, _TABS, _STATUS = 48, 72, 32, 24
_MARGIN, _GAP = 16, 8
_EXPLAIN, _HEADER, _ROW, _TOTALS = 36, 48, 24, 28
_CHANNEL_WIDTH = 200
_SHEET_SHARE = 0.604


class Shell(QWidget):
    """The outline of the window."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self._theme
        width, height = self.width(), self.height()
        menu, toolbar, cards, tabs, status, explain = map(
            theme.px, (MENU_HEIGHT, _TOOLBAR, _CARDS, _TABS, _STATUS, _EXPLAIN)
        )
        painter.fillRect(self.rect(), theme.colour("window"))
        painter.fillRect(0, 0, width, menu + toolbar, theme.colour("surface"))
        painter.fillRect(0, menu + toolbar - 1, width, 1, theme.colour("border"))
        painter.fillRect(0, height - status - tabs, width, tabs, theme.colour("sunken"))
        painter.fillRect(0, height - status, width, status, theme.colour("surface"))
        painter.setFont(theme.font(13, 500))
        painter.setPen(theme.colour("text"))
        x = 44
        for text in (tr("Open"), tr("Save"), tr("New")):
            area = QRect(x, menu, 200, toolbar)
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, text)
            x += painter.fontMetrics().horizontalAdvance(text) + 48
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._filled_button(painter, menu + (toolbar - theme.px(32)) // 2)
        top = menu + toolbar + _GAP
        card = (width - 2 * _MARGIN - 5 * _GAP) / 6
        for place in range(6):
            self._panel(painter, QRectF(_MARGIN + place * (card + _GAP), top, card, cards))
        top += cards + _GAP
        room = height - status - tabs - _GAP - top - _GAP
        sheet = QRectF(_MARGIN, top, width - 2 * _MARGIN, round(room * _SHEET_SHARE))
        self._panel(painter, sheet)
        self._panel(painter, QRectF(_MARGIN, sheet.bottom() + _GAP, sheet.width(), room - sheet.height()))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        self._grid(painter, sheet.toRect().adjusted(1, 1 + explain, -1, -1))

    def _filled_button(self, painter: QPainter, top: int) -> None:
        """The one at the end of the toolbar, with its text."""
        theme, text = self._theme, tr(record(TOOLBAR_END).short)
        painter.setFont(theme.font(13, 600))
        wide = painter.fontMetrics().horizontalAdvance(text)
        left = 12 + theme.px(16) + 8  # to the text
        area = QRect(self.width() - 16 - wide - left - 12, top, wide + left + 12, theme.px(32))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("accent"))
        painter.drawRoundedRect(QRectF(area).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.setPen(theme.colour("on_accent"))
        painter.drawText(area.adjusted(left, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, text)

    def _panel(self, painter: QPainter, area: QRectF) -> None:
        painter.setPen(self._theme.colour("border"))
        painter.setBrush(self._theme.colour("surface"))
        painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)

    def _grid(self, painter: QPainter, area: QRect) -> None:
        """Header with the columns of a new document, empty rows, totals."""
        theme, px = self._theme, self._theme.px
        head, totals, channel = px(_HEADER), px(_TOTALS), px(_CHANNEL_WIDTH)
        inputs = [f for f in FIELDS if f.block == "core" and f.shown and f.scope == "cell"]
        computed = [m for m in METRICS if m.block == "core" and m.shown and not m.total_only]
        titles = [tr(field.header) for field in inputs] + [tr(metric.header) for metric in computed]
        each = (area.width() - channel) / len(titles)
        line, header = theme.colour("grid"), theme.colour("header")
        painter.fillRect(area.left(), area.top(), area.width(), head, header)
        first_computed = round(area.left() + channel + len(inputs) * each)
        below = area.bottom() + 1 - totals
        painter.fillRect(
            first_computed, area.top() + head, area.right() + 1 - first_computed, below - area.top() - head,
            theme.colour("computed"),
        )  # fmt: skip
        for y in range(area.top() + head, below, px(_ROW)):
            painter.fillRect(area.left(), y, area.width(), 1, line)
        painter.fillRect(area.left(), below, area.width(), totals - 4, theme.colour("totals"))
        painter.setFont(theme.font(12, 500))
        painter.setPen(theme.colour("text2"))
        row = QRect(area.left(), area.top() + px(20), area.width(), head - px(20))
        painter.drawText(row.adjusted(15, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, tr("Channel"))
        for place, title in enumerate(titles):
            left = round(area.left() + channel + place * each)
            cell = QRect(left, row.top(), round(each) - 12, row.height())
            painter.drawText(cell, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, title)
            painter.fillRect(left, area.top(), 1, below - area.top(), line)
