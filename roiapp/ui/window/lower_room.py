"""The room below the worksheet: charts, and beside them what the numbers say."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from roiapp.ui.look.buttons import Panel
from roiapp.ui.look.splitter import Gaps
from roiapp.ui.look.theme import Theme

_BOTH: Final = 900
"""px at 100 %: in less one of the two stands alone"""
_CHART_SHARE: Final = 645  # of 1000


class LowerRoom(Gaps):
    """`charts` and `findings` are the places of the two; who fills them gives them a layout. `changed` says that one
    came or went."""

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = theme
        self.charts = Panel(theme, self)
        self.findings = Panel(theme, self)
        self._enlarged = False
        #: whether findings are wanted beside the chart; and instead of it, where both have no room
        self._beside, self._instead = True, False
        self.setHandleWidth(8)
        self.setChildrenCollapsible(False)
        self.setSizes([_CHART_SHARE, 1000 - _CHART_SHARE])
        self.setStretchFactor(0, 2)
        self.setStretchFactor(1, 1)
        self.charts.setMinimumWidth(theme.px(280))
        self.findings.setMinimumWidth(theme.px(280))

    @property
    def shows_findings(self) -> bool:
        """Whether what the numbers say is shown."""
        return not self.findings.isHidden()

    @property
    def wanted(self) -> tuple[bool, bool]:
        """Whether findings are wanted: beside the chart, and instead of it."""
        return self._beside, self._instead

    def want(self, beside: bool, instead: bool) -> None:
        """Let findings be shown, or not, where there is room for both and where there is not."""
        self._beside, self._instead = beside, instead
        self._arrange()

    def toggle(self) -> None:
        """Show what the numbers say, or put it away."""
        if self._has_room:
            self._beside = not self._beside
        else:
            self._instead = not self._instead
        self._arrange()

    def enlarge(self, enlarged: bool) -> None:
        """Give the chart all the room, or take it back."""
        self._enlarged = enlarged
        self._arrange()

    @property
    def _has_room(self) -> bool:
        return self.width() >= self._theme.px(_BOTH)

    def _arrange(self) -> None:
        shown = not self._enlarged and (self._beside if self._has_room else self._instead)
        chart = self._has_room or not shown
        if (not self.findings.isHidden(), not self.charts.isHidden()) != (shown, chart):
            self.charts.setVisible(chart)
            self.findings.setVisible(shown)
            self.changed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
