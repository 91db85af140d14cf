"""A small picture of a decision in a window: painted by a layout of `charts`, walked through by arrow keys, each of its
marks told in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QAccessible, QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from roiapp.language import list_text
from roiapp.ui.look.spoken import announce
from roiapp.ui.look.theme import Theme
from roiapp.ui.panel.chart_style import chart_style

if TYPE_CHECKING:
    from roiapp.charts.style import ChartStyle

_BY_KEYS = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)
#: marks that are named in the description
_SPOKEN = 12


class PictureView(QWidget):
    """`words` has what each mark says, in the order in which keys walk through them, `across` how many stand side by
    side. A kind of picture says how it is painted (`paint`) and what lies under a point (`mark_at`), both in px of text
    at 12; `least` is the size below which nothing of it can be read, in the same."""

    spoken_role = QAccessible.Role.Chart

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        self.words: tuple[str, ...] = ()
        self.across = 1
        self.least = QSizeF(360.0, 160.0)
        self.current: int | None = None
        self.hovered: int | None = None
        self._by_keys = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.changed.connect(self.update)

    def paint(self, painter: QPainter, size: QSizeF, style: ChartStyle, marked: int | None) -> None:
        """Paint everything with its corner at the painter's origin."""
        raise NotImplementedError  # for kinds of pictures to say

    def mark_at(self, point: QPointF, size: QSizeF, style: ChartStyle) -> int | None:
        """The mark at a point."""
        raise NotImplementedError  # for kinds of pictures to say

    def show_words(self, name: str, words: tuple[str, ...], across: int = 1) -> None:
        """What is shown is called so and says this from now on."""
        if words != self.words:
            self.current = self.hovered = None
        self.words, self.across = words, across
        self.setAccessibleName(name)
        self.setAccessibleDescription(list_text(words[:_SPOKEN]))
        self.updateGeometry()
        self.setMinimumSize(self.minimumSizeHint())
        self.update()

    # -- places --------------------------------------------------------------------------------------------------------

    @property
    def room(self) -> QSizeF:
        """Its size in px of text at 12."""
        return QSizeF(self.size()) / (self.theme.text_size / 100)

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(560), self.theme.px(320)).expandedTo(self.minimumSizeHint())

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(round(self.least.width())), self.theme.px(round(self.least.height())))

    def paintEvent(self, _event: QPaintEvent) -> None:
        style, painter = chart_style(self.theme), QPainter(self)
        painter.fillRect(self.rect(), self.theme.colour("surface"))
        painter.scale(style.scale, style.scale)
        if self.words:
            self.paint(painter, self.room, style, self.hovered if self.hovered is not None else self.current)
        if self._by_keys:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self.theme.colour("ring"), 2.0))
            painter.drawRoundedRect(QRectF(QPointF(), self.room).adjusted(1.0, 1.0, -1.0, -1.0), 6.0, 6.0)

    # -- marks ---------------------------------------------------------------------------------------------------------

    def _mark(self, point: QPointF) -> int | None:
        if not self.words:
            return None
        style = chart_style(self.theme)
        return self.mark_at(point / style.scale, self.room, style)

    def select(self, mark: int) -> None:
        """Let a mark stand out, and say it."""
        self.current = mark
        self.update()
        announce(self, self.words[mark])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        last = len(self.words) - 1
        steps = {
            Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Down: self.across, Qt.Key.Key_Up: -self.across,
            Qt.Key.Key_Home: -last, Qt.Key.Key_End: last,
        }  # fmt: skip
        step = steps.get(Qt.Key(event.key()))
        if step is None or last < 0:
            super().keyPressEvent(event)
            return
        if self.current is None:
            reached = last if event.key() == Qt.Key.Key_End else self.first_mark
        elif abs(step) == self.across > 1 and not 0 <= self.current + step <= last:
            reached = self.current
        else:
            reached = min(max(self.current + step, 0), last)
        self.select(reached)
        x, y = self.width() // 2, self.height()
        QToolTip.showText(self.mapToGlobal(QPointF(x, y).toPoint()), self.words[reached], self)

    @property
    def first_mark(self) -> int:
        """Where keys begin."""
        return 0

    def mousePressEvent(self, event: QMouseEvent) -> None:
        mark = self._mark(event.position())
        if mark is not None and event.button() == Qt.MouseButton.LeftButton:
            self.select(mark)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        mark = self._mark(event.position())
        if mark != self.hovered:
            self.hovered = mark
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self.hovered = None
        self.update()
        super().leaveEvent(event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            mark = self._mark(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), "" if mark is None else self.words[mark], self)
            return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._by_keys = event.reason() in _BY_KEYS
        self.update()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._by_keys = False
        self.update()
        super().focusOutEvent(event)
