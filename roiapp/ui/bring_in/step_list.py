"""The steps of the import at the left: which is done, which is shown, what each says of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from roiapp.language import tr
from roiapp.ui.look.theme import Theme

_HEIGHT: Final = 50


class Step(QWidget):
    """One step: a number in a ring, a title, a line below. Pressing it goes there."""

    pressed = Signal()
    spoken_role = QAccessible.Role.PageTab

    def __init__(self, theme: Theme, number: int, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._number = number
        self.title = title
        self.detail = ""
        self.shown = False
        self.done = False
        self.setFixedHeight(theme.px(_HEIGHT))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(title)
        theme.changed.connect(self.update)

    def say(self, detail: str, *, shown: bool, done: bool) -> None:
        """What it says below its title, whether its page is shown, whether nothing is left to do there."""
        self.detail, self.shown, self.done = detail, shown, done
        self.setAccessibleDescription(tr("{detail}. Shown now.", detail=detail) if shown else detail)
        self.setToolTip(detail)
        self.update()

    def press(self) -> None:
        self.pressed.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.isEnabled():
            self.press()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.press()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(190), self._theme.px(_HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.shown:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent_soft"))
            painter.drawRoundedRect(QRectF(self.rect()), 6, 6)
        if self.hasFocus():
            painter.setPen(theme.colour("ring"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        ring = theme.px(24)
        place = QRect(10, (self.height() - ring) // 2, ring, ring)
        self._paint_ring(painter, place)
        room = self.rect().adjusted(place.right() + 12, theme.px(6), -8, -theme.px(6))
        ready = self.isEnabled()
        painter.setFont(theme.font(13, 500))
        painter.setPen(theme.colour("text" if ready else "disabled"))
        title = QFontMetrics(painter.font()).elidedText(self.title, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, title)
        painter.setFont(theme.font(12))
        painter.setPen(theme.colour("text2" if ready else "disabled"))
        detail = QFontMetrics(painter.font()).elidedText(self.detail, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, detail)

    def _paint_ring(self, painter: QPainter, place: QRect) -> None:
        theme = self._theme
        ground = "good" if self.done and not self.shown else "accent" if self.shown else ""
        painter.setPen(Qt.PenStyle.NoPen if ground else theme.colour("border_strong"))
        painter.setBrush(theme.colour(ground or "surface"))
        painter.drawEllipse(QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5))
        if ground == "good":
            icon = theme.px(14)
            ratio = self.devicePixelRatioF()
            role = "window" if theme.tokens.dark else "on_accent"
            painter.drawPixmap(place.center().x() - icon // 2 + 1, place.center().y() - icon // 2 + 1,
                               theme.pixmap("check", role, 14, ratio))  # fmt: skip
            return
        painter.setFont(theme.font(12, 600))
        painter.setPen(theme.colour("on_accent" if ground else "text2"))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, str(self._number))


class StepList(QWidget):
    """All steps, one below the other; `went(place)` says that somebody wants to go there."""

    went = Signal(int)

    def __init__(self, theme: Theme, titles: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.steps = [Step(theme, number, title, self) for number, title in enumerate(titles, 1)]
        for place, step in enumerate(self.steps):
            step.pressed.connect(lambda place=place: self.went.emit(place))
            column.addWidget(step)
