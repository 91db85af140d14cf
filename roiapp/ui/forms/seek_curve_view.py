"""The small curve of a goal seek in its dialog: a figure as one input changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from roiapp.charts.seek_curve import CurveLayout, Units, curve_layout, paint_curve
from roiapp.ui.look.theme import Theme
from roiapp.ui.panel.chart_style import chart_style

if TYPE_CHECKING:
    from roiapp.analysis.decisions.seek_ways import Curve


class SeekCurveView(QWidget):
    """Paints the curve it was given; what it says is said by the headline, too."""

    spoken_role = QAccessible.Role.Graphic

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shown: tuple[Curve, Units] | None = None
        self._places: CurveLayout | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(theme.px(270), theme.px(216))
        theme.changed.connect(self.update)

    def show_curve(self, curve: Curve | None, units: Units | None) -> None:
        """Another curve from now on; none where there is nothing to draw."""
        self._shown = (curve, units) if curve is not None and units is not None else None
        self.update()

    @property
    def places(self) -> CurveLayout | None:
        """Where everything stands at this size, in px of text at 12."""
        if self._shown is None:
            return None
        scale = self._theme.text_size / 100
        size = QSizeF(self.width() / scale, self.height() / scale)
        return curve_layout(*self._shown, size, chart_style(self._theme))

    def paintEvent(self, _event: QPaintEvent) -> None:
        places = self.places
        if places is not None:
            style = chart_style(self._theme)
            painter = QPainter(self)
            painter.scale(style.scale, style.scale)
            paint_curve(painter, places, style, self._theme.tokens.good)
