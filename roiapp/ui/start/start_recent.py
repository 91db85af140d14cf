"""The list of recent files on the start page: what each is called, where it is, when it was open and what it said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from roiapp.language import tr
from roiapp.ui.look.buttons import paint_panel
from roiapp.ui.look.theme import Theme
from roiapp.ui.start.start_tiles import Tile, TileGroup

_ROW_HEIGHT, _INSET, _ICON = 61, 12, 36
_UPPER, _LOWER = 23, 42  # the middles of the two lines
_EMPTY_HEIGHT = 72


@dataclass(frozen=True)
class RecentText:
    """What a row says. `figure` is the ROI, in the colour of `tone`; "" where there is none."""

    path: str
    title: str
    folder: str
    when: str = ""
    period: str = ""
    figure: str = ""
    tone: str = "text2"


class RecentRow(Tile):
    """One file. The row's own ground shows where the pointer is; a thin line parts it from the next."""

    def __init__(self, theme: Theme, content: RecentText, parent: QWidget | None = None) -> None:
        roi = tr("{period}, ROI {roi}", period=content.period, roi=content.figure) if content.figure else content.period
        spoken = ", ".join(part for part in (content.folder, roi, content.when) if part)
        super().__init__(theme, content.title, spoken, parent)
        self.content = content
        self.line_below = True
        self.setFixedHeight(theme.px(_ROW_HEIGHT))
        self.setToolTip(content.path)

    @property
    def _left(self) -> int:
        """Where the texts begin."""
        return _INSET + self._theme.px(_ICON) + 12

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme, content = QPainter(self), self._theme, self.content
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.lit or self.isDown():
            painter.setBrush(theme.colour("neutral_soft" if self.isDown() else "hover"))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0, 0, 0, -1), 6, 6)
        elif self.line_below:
            right = self.width() - 2 * _INSET
            painter.fillRect(self._left, self.height() - 1, right - self._left + _INSET, 1, theme.colour("border"))
        side = theme.px(_ICON)
        tile = QRectF(_INSET, (self.height() - 1 - side) / 2, side, side)
        painter.setBrush(theme.colour("accent_soft"))
        painter.drawRoundedRect(tile, 6, 6)
        icon = theme.pixmap("table-2", "accent_text", 16, self.devicePixelRatioF())
        inset = theme.px(10)
        painter.drawPixmap(round(tile.left()) + inset, round(tile.top()) + inset, icon)
        right = self.width() - _INSET
        upper = self._paint_figure(painter, right, theme.px(_UPPER))
        painter.setFont(theme.font(12))
        painter.setPen(theme.colour("text2"))
        lower = self._paint_right(painter, content.when, right, theme.px(_LOWER))
        self._paint_left(painter, content.folder, lower - 16, theme.px(_LOWER))
        painter.setFont(theme.font(13, 600))
        painter.setPen(theme.colour("text"))
        self._paint_left(painter, content.title, upper - 16, theme.px(_UPPER))
        self.paint_focus(painter, 6)

    def _paint_figure(self, painter: QPainter, right: int, middle: int) -> int:
        """Period and ROI, the ROI in its colour; where they begin."""
        theme, content = self._theme, self.content
        if content.figure:
            painter.setFont(theme.font(12, 600))
            painter.setPen(theme.colour(content.tone))
            right = self._paint_right(painter, content.figure, right, middle)
        if content.period:
            plain = theme.font(12)
            shown = QFontMetrics(plain).elidedText(content.period, Qt.TextElideMode.ElideRight, self.width() // 4)
            text = tr("{period} · ROI", period=shown) if content.figure else shown
            painter.setFont(plain)
            painter.setPen(theme.colour("text2"))
            right = self._paint_right(painter, text, right - (4 if content.figure else 0), middle)
        return right

    def _paint_right(self, painter: QPainter, text: str, right: int, middle: int) -> int:
        """A text that ends here; where it begins."""
        width, high = painter.fontMetrics().horizontalAdvance(text), self._theme.px(32)
        painter.drawText(QRect(right - width, middle - high // 2, width + 1, high), Qt.AlignmentFlag.AlignVCenter, text)
        return right - width

    def _paint_left(self, painter: QPainter, text: str, right: int, middle: int) -> None:
        high = self._theme.px(32)
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, right - self._left)
        area = QRect(self._left, middle - high // 2, right - self._left, high)
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, shown)


class RecentList(QWidget):
    """The rows in their panel. `chosen` carries a path, `menu_asked` the path and a place on the screen."""

    chosen = Signal(str)
    menu_asked = Signal(str, QPoint)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.group = TileGroup()
        self._place = QVBoxLayout(self)
        self._place.setContentsMargins(5, 5, 5, 4)
        self._place.setSpacing(0)
        self.setAccessibleName(tr("Recent"))
        theme.changed.connect(self.update)

    @property
    def rows(self) -> list[Tile]:
        return self.group.tiles

    def set_files(self, files: Sequence[RecentText]) -> None:
        """Show these in place of those before."""
        for old in self.rows:
            self._place.removeWidget(old)
            old.hide()
            old.deleteLater()
        rows = [RecentRow(self._theme, content, self) for content in files]
        for row in rows:
            row.line_below = row is not rows[-1]
            path = row.content.path
            row.clicked.connect(lambda _checked=False, path=path: self.chosen.emit(path))
            row.menu_asked.connect(lambda place, path=path: self.menu_asked.emit(path, place))
            self._place.addWidget(row)
        self.group.set_tiles(rows)
        px = self._theme.px
        self.setFixedHeight(px(_ROW_HEIGHT) * len(rows) + 9 if rows else px(_EMPTY_HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = paint_panel(self, self._theme)
        if not self.rows:
            painter.setFont(self._theme.font(13))
            painter.setPen(self._theme.colour("text3"))
            text = tr("Files that you open or save are listed here.")
            painter.drawText(self.rect().adjusted(16, 0, -16, 0), Qt.AlignmentFlag.AlignCenter, text)
