"""The bars of scenarios in their window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QSizeF, Signal
from PySide6.QtGui import QAccessible, QHelpEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from roiapp.charts.scenario_bars import (
    ScenarioLayout,
    height_of,
    paint_scenario_bars,
    scenario_at,
    scenario_layout,
)
from roiapp.ui.look.theme import Theme
from roiapp.ui.panel.chart_style import chart_style

if TYPE_CHECKING:
    from roiapp.analysis.decisions.scenario_bars import ScenarioBars
    from roiapp.core.units import NumberFormat


class ScenarioBarsView(QWidget):
    """Paints the chart it was given; the table beside it says the same. `asked` carries the key of a bar clicked."""

    asked = Signal(int)
    spoken_role = QAccessible.Role.Graphic

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shown: tuple[ScenarioBars, NumberFormat] | None = None
        self._chosen = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.changed.connect(self.update)

    def show_bars(self, bars: ScenarioBars, write: NumberFormat, chosen: int) -> None:
        """Another chart from now on; the row of the `chosen` scenario is marked."""
        self._shown, self._chosen = (bars, write), chosen
        self.setMinimumHeight(self._theme.px(round(height_of(len(bars.bars)))))
        self.setAccessibleName(bars.title)
        self.setAccessibleDescription("\n".join(each.said for each in bars.bars))
        self.update()

    @property
    def bars(self) -> ScenarioBars | None:
        """What is shown."""
        return self._shown[0] if self._shown else None

    @property
    def places(self) -> ScenarioLayout | None:
        """Where everything stands at this size, in px of text at 12."""
        if self._shown is None:
            return None
        scale = self._theme.text_size / 100
        size = QSizeF(self.width() / scale, self.height() / scale)
        return scenario_layout(self._shown[0], size, chart_style(self._theme), self._shown[1])

    def paintEvent(self, _event: QPaintEvent) -> None:
        places = self.places
        if places is not None and self._shown is not None:
            style = chart_style(self._theme)
            painter = QPainter(self)
            painter.scale(style.scale, style.scale)
            paint_scenario_bars(painter, self._shown[0], places, style, self._chosen)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            places = self.places
            row = scenario_at(places, self._point(event.pos().toPointF())) if places is not None else None
            QToolTip.showText(event.globalPos(), row.bar.said if row is not None else "", self)
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        places = self.places
        row = scenario_at(places, self._point(event.position())) if places is not None else None
        if row is not None:
            self.asked.emit(row.bar.key)

    def _point(self, point: QPointF) -> QPointF:
        return point / (self._theme.text_size / 100)
