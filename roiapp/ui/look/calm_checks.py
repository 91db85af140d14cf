"""A box to tick as the design draws it: a frame that can be seen, filled when ticked, a ring when active."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QStyle, QStyleOptionButton, QWidget

from roiapp.ui.look.theme import Theme

_SIDE: Final = 14


class CalmCheck(QCheckBox):
    """Text and keys as Qt has them."""

    def __init__(self, theme: Theme, text: str, parent: QWidget) -> None:
        super().__init__(text, parent)
        self._theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        if theme.text_size != 100:  # the style's own box does not grow with the text
            side = theme.px(_SIDE)
            self.setStyleSheet(f"QCheckBox::indicator {{ width: {side}px; height: {side}px; }}")
        theme.changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        option, style, painter = QStyleOptionButton(), self.style(), QPainter(self)
        self.initStyleOption(option)
        place = style.subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, self)
        self._paint_box(painter, QRectF(place))
        option.rect = style.subElementRect(QStyle.SubElement.SE_CheckBoxContents, option, self)
        style.drawControl(QStyle.ControlElement.CE_CheckBoxLabel, option, painter, self)

    def _paint_box(self, painter: QPainter, place: QRectF) -> None:
        theme, on, able = self._theme, self.isChecked(), self.isEnabled()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = "text3" if able else "border"
        ground = ("accent" if able else "neutral_soft") if on else "raised" if able else "surface"
        if able and not on and self.underMouse():
            ground = "hover"
        if on and able:
            edge = "accent"
        painter.setPen(theme.colour(edge))
        painter.setBrush(theme.colour(ground))
        painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        if on:
            size = round(min(place.width(), place.height())) - 2
            tick = theme.pixmap_of("check", "on_accent" if able else "disabled", size, self.devicePixelRatioF())
            painter.drawPixmap(round(place.center().x() - size / 2), round(place.center().y() - size / 2), tick)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("ring"), 2))
            painter.drawRoundedRect(place.adjusted(-1.5, -1.5, 1.5, 1.5), 4, 4)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
