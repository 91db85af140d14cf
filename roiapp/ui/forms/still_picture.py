"""A small picture in a dialog, painted from a layout made for its size."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from roiapp.charts.style import ChartStyle
from roiapp.ui.look.theme import Theme
from roiapp.ui.panel.chart_style import chart_style

Layout = TypeVar("Layout")


class StillPicture(QWidget, Generic[Layout]):
    """`paint` draws a layout. What it says is said by a headline, too."""

    spoken_role = QAccessible.Role.Graphic

    def __init__(
        self, theme: Theme, paint: Callable[[QPainter, Layout, ChartStyle], None], width: int, height: int,
        parent: QWidget,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._theme = theme
        self._paint = paint
        self._lay_out: Callable[[QSizeF, ChartStyle], Layout | None] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(theme.px(width), theme.px(height))
        theme.changed.connect(self.update)

    def show_layout(self, lay_out: Callable[[QSizeF, ChartStyle], Layout | None] | None) -> None:
        """Another picture from now on, by what lays it out at a size; none where there is nothing to draw."""
        self._lay_out = lay_out
        self.update()

    @property
    def places(self) -> Layout | None:
        """Where everything stands at this size, in px of text at 12."""
        if self._lay_out is None:
            return None
        scale = self._theme.text_size / 100
        return self._lay_out(QSizeF(self.width() / scale, self.height() / scale), chart_style(self._theme))

    def paintEvent(self, _event: QPaintEvent) -> None:
        places = self.places
        if places is not None:
            style = chart_style(self._theme)
            painter = QPainter(self)
            painter.scale(style.scale, style.scale)
            self._paint(painter, places, style)
