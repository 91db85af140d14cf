"""A slider as the design draws it: a thin line, a mark where the base case is, a round handle."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QSlider, QWidget

from roiapp.ui.look.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Callable

    from roiapp.analysis.decisions.slider_scale import SliderScale

SLIDER_WIDTH: Final = 74
_RADIUS: Final = 6
_LINE: Final = 4
_MARK: Final = 5
#: px from the base case's mark within which the handle goes to it
_CATCH: Final = 3
_PAGE: Final = 10
#: more steps than there are
_TO_THE_END: Final = 1_000_000
#: whole numbers that the value is told in to whoever listens, from one end to the other, at most
_MOST: Final = 1_000_000


class WhatIfSlider(QSlider):
    """`grasped` begins a drag, `dragged` carries the figure that is wanted, `released` ends it; `stepped` carries by
    how many steps keys move it, `reset_asked` is a double click or Backspace. What it shows is set by `show_value`.
    `pending` says whether what keys did is no step of the document yet, so that undo asks to `take_back` just that."""

    grasped = Signal()
    dragged = Signal(float)
    stepped = Signal(int)
    take_back = Signal()
    released = Signal()
    reset_asked = Signal()
    #: the arrows that lead to the slider above and below, by -1 and 1
    left = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = theme
        self._scale: SliderScale | None = None
        self._base: float | None = None
        self._value: float | None = None
        self.locked = self.moved = False
        self.pending: Callable[[], bool] = lambda: False
        self.setFixedWidth(theme.px(SLIDER_WIDTH))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        theme.changed.connect(self.update)

    def show_value(self, scale: SliderScale, base: float | None, value: float | None, *, moved: bool) -> None:
        """Stand where a figure is; `moved` says whether that is not where the base case is."""
        self.moved = moved
        if (scale, base, value) == (self._scale, self._base, self._value):
            return
        if scale != self._scale:
            unit = self._unit(scale)
            self.setRange(round(scale.low / unit), round(scale.top / unit))
        self._scale, self._base, self._value = scale, base, value
        shown = scale.low if value is None else min(max(value, scale.low), scale.top)  # how far a figure may be is open
        self.setValue(round(shown / self._unit(scale)))
        self.update()

    @property
    def reach(self) -> SliderScale | None:
        """How far it goes and in which steps."""
        return self._scale

    @staticmethod
    def _unit(scale: SliderScale) -> float:
        return max(min(1.0, scale.step), (scale.top - scale.low) / _MOST)

    # -- where is what -------------------------------------------------------------------------------------------------

    def place_of(self, value: float) -> float:
        """Where a figure is, in px from the left."""
        scale, radius = self._scale, self._theme.px(_RADIUS) + 1
        assert scale is not None
        share = (min(max(value, scale.low), scale.top) - scale.low) / (scale.top - scale.low)
        if self._mirrored:
            share = 1.0 - share
        return radius + share * (self.width() - 2 * radius)

    def value_at(self, x: float) -> float:
        """The figure of a place: a step, or just what the base case is."""
        scale, radius = self._scale, self._theme.px(_RADIUS) + 1
        assert scale is not None
        base = self._base
        if base is not None and scale.low <= base <= scale.top and abs(x - self.place_of(base)) <= _CATCH:
            return base
        share = (x - radius) / max(self.width() - 2 * radius, 1)
        share = min(max(1.0 - share if self._mirrored else share, 0.0), 1.0)
        return scale.snapped(scale.low + share * (scale.top - scale.low))

    @property
    def _mirrored(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft

    # -- mouse and keys ------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or self._scale is None:
            event.ignore()
            return
        self.setSliderDown(True)
        self.grasped.emit()
        if self._value is None or abs(event.position().x() - self.place_of(self._value)) > self._theme.px(_RADIUS):
            self.dragged.emit(self.value_at(event.position().x()))
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.isSliderDown():
            self.dragged.emit(self.value_at(event.position().x()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.isSliderDown() and event.button() == Qt.MouseButton.LeftButton:
            self.setSliderDown(False)
            self.released.emit()
            self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.reset_asked.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # it scrolls the list

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, scale = event.key(), self._scale
        if event.matches(QKeySequence.StandardKey.Undo) and self.pending():
            self.take_back.emit()
            return
        if scale is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            event.ignore()
            return
        forward = Qt.Key.Key_Left if self._mirrored else Qt.Key.Key_Right
        back = Qt.Key.Key_Right if self._mirrored else Qt.Key.Key_Left
        steps = {forward: 1, back: -1, Qt.Key.Key_PageUp: _PAGE, Qt.Key.Key_PageDown: -_PAGE}
        if key in steps:
            self.stepped.emit(steps[Qt.Key(key)])
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.stepped.emit(-_TO_THE_END if key == Qt.Key.Key_Home else _TO_THE_END)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.left.emit(-1 if key == Qt.Key.Key_Up else 1)
        elif key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self.reset_asked.emit()
        else:
            event.ignore()

    def event(self, event: QEvent) -> bool:
        """Undo is for what keys just did here, as long as it is no step."""
        if (
            isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride
            and event.matches(QKeySequence.StandardKey.Undo) and self.pending()
        ):  # fmt: skip
            event.accept()
            return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    # -- drawing -------------------------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(SLIDER_WIDTH), self._theme.px(24))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter = self._theme, QPainter(self)
        painter.fillRect(self.rect(), theme.colour("surface"))
        if self._scale is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius, line, middle = theme.px(_RADIUS), theme.px(_LINE), self.height() / 2
        value = self._scale.low if self._value is None else self._value
        at, start = self.place_of(value), self.place_of(max(self._scale.low, 0.0))
        usable = self.isEnabled() and not self.locked
        active = usable and (self.moved or self.isSliderDown())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("border"))
        painter.drawRoundedRect(QRectF(0, middle - line / 2, self.width(), line), line / 2, line / 2)
        painter.setBrush(theme.colour("what_if_border" if active else "border_strong"))
        painter.drawRoundedRect(QRectF(min(at, start), middle - line / 2, abs(at - start), line), line / 2, line / 2)
        if active and self._base is not None:
            self._paint_move(painter, at, middle, line)
        if usable:
            edge = "what_if" if active else "ring" if self.hasFocus() else "text3"
            painter.setPen(QPen(theme.colour(edge), 2 if active or self.hasFocus() else 1.5))
            painter.setBrush(theme.colour("surface"))
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("disabled"))
            radius -= 1
        painter.drawEllipse(QPointF(at, middle), radius, radius)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("ring"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)

    def _paint_move(self, painter: QPainter, at: float, middle: float, line: int) -> None:
        """The way from the base case, and the mark where that is."""
        assert self._base is not None
        mark, colour = self.place_of(self._base), self._theme.colour("what_if")
        painter.setBrush(colour)
        painter.drawRect(QRectF(min(at, mark), middle - line / 2, abs(at - mark), line))
        painter.setPen(QPen(colour, 1.5))
        high = self._theme.px(_MARK)
        painter.drawLine(QPointF(mark, middle - high), QPointF(mark, middle + high))


def stepped(value: float, steps: int, scale: SliderScale) -> float:
    """So many steps on; from between two, to the next one in that direction first."""
    there = scale.snapped(value)
    if steps in (1, -1) and (there - value) * steps > scale.step * 1e-6:
        return there
    return scale.snapped(there + steps * scale.step)
