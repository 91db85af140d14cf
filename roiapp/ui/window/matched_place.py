"""Where the window offers the time-matched view, and says that it is on: a switch beside the periods, a bar above the
grid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QVBoxLayout

from roiapp.ui.look.spoken import announce
from roiapp.ui.look.tab_order import put_before

if TYPE_CHECKING:
    from roiapp.ui.bars.matched_bar import MatchedBar
    from roiapp.ui.window.workbench import Workbench


class MatchedPlace(QObject):
    """`sheet` holds what stands above the grid; the bar is made when it is first wanted."""

    def __init__(self, bench: Workbench, sheet: QVBoxLayout) -> None:
        super().__init__(bench)
        self._bench = bench
        self._sheet = sheet
        self.bar: MatchedBar | None = None
        bench.tabs.match_button.follow(bench.actions_.action["time_matched"])
        bench.model.frame.connect(self.refresh)

    def refresh(self) -> None:
        """Follow what is shown, off the typing path."""
        model, tabs = self._bench.model, self._bench.tabs
        session, figures = model.session, model.figures
        on = session is not None and session.time_matched
        offered = on
        if session is not None and figures is not None and not on and session.can_match:
            from roiapp.core.time_matched import worth_matching

            offered = worth_matching(figures)
        tabs.match_button.setVisible(offered)
        if not on and self.bar is None:
            return
        bar = self._made() if self.bar is None else self.bar
        shown = bar.isHidden() and on
        bar.setVisible(on)
        bar.refresh()
        if shown:
            announce(bar, bar.text)

    def _made(self) -> MatchedBar:
        from roiapp.ui.bars.matched_bar import MatchedBar

        bench = self._bench
        self.bar = MatchedBar(bench.theme, bench.model, bench.actions_.action["time_matched"], bench.sheet_place)
        self._sheet.insertWidget(0, self.bar)
        put_before(bench.explain, self.bar)
        return self.bar
