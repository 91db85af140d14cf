"""What the numbers say: the panel beside the charts, and where “Show me” leads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from roiapp.language import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from roiapp.ui.commands.chart_commands import ChartCommands
    from roiapp.ui.commands.figure_commands import FigureCommands
    from roiapp.ui.commands.window_parts import WindowParts
    from roiapp.ui.panel.findings_panel import FindingsPanel


class AnswerCommands:
    """`panel` is there when ranges can be had; `toggle_room` shows it or puts it away."""

    def __init__(self, parts: WindowParts, charts: ChartCommands, figures: FigureCommands) -> None:
        self._model = parts.model
        self._grid = parts.grid
        self._over_time = parts.over_time
        self._messages = parts.messages
        self._charts = charts
        self._figures = figures
        self.panel: FindingsPanel | None = None
        self.toggle_room: Callable[[], None] = lambda: None

    def toggle(self) -> None:
        """Show what the numbers say, or put it away."""
        self.toggle_room()
        if self.panel is not None and self.panel.isVisible():
            self.panel.keys.setFocus()
        else:
            self._grid.setFocus()

    def show_me(self, finding: object) -> None:
        """To the cells and the chart that a finding is about."""
        from roiapp.analysis.findings.finding import Finding

        sheet, grid = self._model.worksheet, self._grid
        if not isinstance(finding, Finding) or sheet is None or not grid.commit_editor():
            return
        show = finding.show
        if max(show.channels, default=-1) >= len(sheet.keys) or max(show.view.periods) >= len(sheet.periods):
            self._messages.say(tr("That has changed meanwhile."))
            return
        self._over_time.leave()
        if self._model.view != show.view:
            self._model.set_view(show.view)
        if show.chart:
            self._charts.show(show.chart)
        if show.column:
            self._figures.reveal(show.column)
        grid.go_to(show.channels[0] if show.channels else None, show.column)
        if len(show.channels) > 1:
            self._select_all(show.channels)
        (grid if show.channels else grid.totals).setFocus()

    def _select_all(self, channels: tuple[int, ...]) -> None:
        """The cells of one column of several channels, the first of them the active one."""
        table = self._grid.table
        current = table.current
        if current is None:
            return
        rows = [row for channel in channels[1:] if (row := self._grid.model.row(channel)) is not None]
        for row in rows:
            table.go_to(row, current[1], add=True)
        if rows:
            table.go_to(*current, add=True)
