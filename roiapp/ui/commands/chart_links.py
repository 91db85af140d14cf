"""What the charts and the worksheet say to each other: where the active cell is, and where a click on a mark leads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from roiapp.core.periods import base_view
from roiapp.ui.grid.over_time import OverTime
from roiapp.ui.grid.worksheet_view import WorksheetView
from roiapp.ui.model.session_model import SessionModel

if TYPE_CHECKING:
    from roiapp.ui.panel.chart_panel import ChartPanel


class ChartLinks(QObject):
    """Connects one panel of charts with the grid, for as long as the panel is there."""

    def __init__(self, panel: ChartPanel, model: SessionModel, grid: WorksheetView, over_time: OverTime) -> None:
        super().__init__(panel)
        self._panel = panel
        self._model = model
        self._grid = grid
        self._over_time = over_time
        panel.channel_selected.connect(self._go_to_channel)
        panel.period_selected.connect(self._go_to_period)
        grid.cell_changed.connect(self._tell_cell)
        grid.table.editor.typed.connect(panel.wait_on)
        grid.selection_figures.connect(self._tell_selection)
        self._tell_cell()  # the panel comes after the grid, whose active cell is there already

    def _tell_cell(self) -> None:
        self._panel.wait_on()
        self._panel.highlight(self._grid.current_channel(), self._grid.current_figure()[1] or "")

    def _tell_selection(self, _texts: object) -> None:
        self._panel.follow_selection(self._grid.selected_channels())

    def _go_to_channel(self, channel: int) -> None:
        column = self._over_time.id or self._panel.record.column or self._grid.current_figure()[1] or ""
        if self._grid.commit_editor():
            self._grid.go_to(channel, column, self._grid.current_view())

    def _go_to_period(self, period: int) -> None:
        sheet = self._model.worksheet
        if sheet is None or not self._grid.commit_editor():
            return
        if self._over_time.active:
            self._over_time.go_to(self._grid.current_channel(), self._over_time.id, period)
        else:
            self._model.set_view(base_view(sheet.periods, period))
