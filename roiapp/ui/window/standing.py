"""How the worksheet of a window stands, so that it stands the same in another language or text size: the document with
its undo, the period, the selection, what rows and columns show, the chart.

What lies over it (lists, the find bar, a note being written) is put away: it would speak the language of before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtCore import QByteArray

    from roiapp.ui.window.workbench import Workbench


class Standing:
    """Of this workbench, which may be thrown away after `put_back` has given all of it to another."""

    def __init__(self, bench: Workbench) -> None:
        grid, panel = bench.grid, bench.commands.charts.panel
        self._model = bench.model
        self._over_time = bench.over_time.id
        self._arrangement = grid.model.arrangement
        self._zoom = grid.zoom
        self._filtering = grid.filtering
        self._current, self._blocks = grid.table.current, grid.table.blocks()
        self._total = grid.totals.active
        self._scrolled = grid.table.horizontalScrollBar().value(), grid.table.verticalScrollBar().value()
        self._splitter: QByteArray = bench.splitter.saveState()
        self._chart = bench.chosen_chart
        self._choices = dict(panel.choices) if panel is not None else None
        self._findings = bench.findings is not None
        self._beside, self._lower = bench.below.wanted, bench.below.saveState()
        self._enlarged = panel is not None and panel.enlarge_button.isChecked()
        self._documents = bench.commands.documents
        self._message = bench.message_bar.standing
        self._sliders = bench.what_if.standing

    def put_back(self, bench: Workbench) -> None:
        """Let this workbench stand like that."""
        grid = bench.grid
        bench.splitter.restoreState(self._splitter)
        bench.chosen_chart = self._chart
        bench.commands.documents.go_on_from(self._documents)
        if self._choices is not None:
            bench.show_charts()
        bench.below.restoreState(self._lower)
        bench.below.want(*self._beside)
        if self._findings:
            bench.show_findings()
        bench.model.take_over(self._model)
        if bench.model.session is not None:
            grid.set_zoom(self._zoom)
            if self._over_time:
                bench.over_time.show(self._over_time)
            if not self._arrangement.plain:
                grid.model.arrange(self._arrangement)
            if self._filtering:
                grid.filter_row.open()
            self._select(bench)
        panel = bench.commands.charts.panel
        if panel is not None and self._choices is not None:
            panel.choices = self._choices
            panel.refresh()
            panel.enlarge_button.setChecked(self._enlarged)
        if self._sliders is not None:
            bench.what_if.stand(self._sliders)
        if self._message is not None:
            bench.messages.say(*self._message)

    def _select(self, bench: Workbench) -> None:
        grid = bench.grid
        if self._current is None:
            return
        grid.table.select_again(self._current, self._blocks)
        for bar, value in zip(
            (grid.table.horizontalScrollBar(), grid.table.verticalScrollBar()), self._scrolled, strict=True
        ):
            bar.setValue(value)
        grid.table.scroll_to(*self._current)
        if self._total > 0:
            grid.totals.choose(self._total)
