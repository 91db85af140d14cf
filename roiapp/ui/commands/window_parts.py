"""What a window is made of, as its groups of commands are given it: one value, instead of the same parts one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from roiapp.settings import Mode
    from roiapp.ui.bars.cards import CardsRow
    from roiapp.ui.bars.explain_bar import ExplainBar
    from roiapp.ui.bars.period_tabs import PeriodTabs
    from roiapp.ui.bars.status_bar import StatusBar
    from roiapp.ui.commands.cell_ways import CellWays
    from roiapp.ui.grid.over_time import OverTime
    from roiapp.ui.grid.worksheet_view import WorksheetView
    from roiapp.ui.look.background import Runner
    from roiapp.ui.look.kept_settings import KeptSettings
    from roiapp.ui.look.messages import Messages
    from roiapp.ui.look.progress import Progress
    from roiapp.ui.look.theme import Theme
    from roiapp.ui.model.session_model import SessionModel
    from roiapp.ui.start.start_place import StartPlace
    from roiapp.ui.window.windows import Windows


class WindowParts(NamedTuple):
    """`run` takes work off the window's thread, `unexpected` gets errors that nobody foresaw, `set_theme` shows and
    keeps a look; `areas` are the parts that F6 leads through, each with whoever then gets the keys, and
    `open_scenarios` shows the list of scenarios, `toggle_what_if` the sliders."""

    window: QWidget
    theme: Theme
    model: SessionModel
    messages: Messages
    progress: Progress
    grid: WorksheetView
    over_time: OverTime
    cards: CardsRow
    explain: ExplainBar
    tabs: PeriodTabs
    status: StatusBar
    ways: CellWays
    start: StartPlace
    windows: Windows
    kept: KeptSettings
    run: Runner
    unexpected: Callable[[BaseException], None]
    set_theme: Callable[[Mode], None]
    areas: Callable[[], list[tuple[QWidget, QWidget]]]
    open_scenarios: Callable[[], None]
    toggle_what_if: Callable[[], None]

    def commit(self) -> bool:
        """Take what stands in the open cell editor, before anything is done; False where it is refused."""
        return self.grid.commit_editor()

    def remember(self, path: Path) -> None:
        """Put the file first among the recent ones, as it is looked at now."""
        from dataclasses import replace

        from roiapp.ui.model.recent_files import recent_file

        self.start.recent.remember(replace(recent_file(self.model, path), zoom=self.grid.zoom))
