"""Everything in the window: puts the parts together and passes what one of them says to the others."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QMenu, QMenuBar, QScrollArea, QVBoxLayout, QWidget

from roiapp.language import tr
from roiapp.settings import Mode
from roiapp.ui.actions.conditions import Situation
from roiapp.ui.actions.menus import COLUMNS, GROUP, NEW, RECENT
from roiapp.ui.actions.window_actions import Actions
from roiapp.ui.bars.cards import CardsRow
from roiapp.ui.bars.explain_bar import ExplainBar
from roiapp.ui.bars.period_tabs import PeriodTabs
from roiapp.ui.bars.status_bar import StatusBar
from roiapp.ui.bars.toolbar import Toolbar, window_title
from roiapp.ui.commands.cell_ways import CellWays
from roiapp.ui.commands.commands import Commands
from roiapp.ui.commands.grid_menus import GridMenus
from roiapp.ui.commands.window_parts import WindowParts
from roiapp.ui.grid.over_time import OverTime
from roiapp.ui.grid.worksheet_view import WorksheetView
from roiapp.ui.look.background import Runner
from roiapp.ui.look.buttons import Panel
from roiapp.ui.look.kept_settings import KeptSettings
from roiapp.ui.look.message_bar import MessageBar
from roiapp.ui.look.messages import Messages, WindowMessages
from roiapp.ui.look.progress import Progress
from roiapp.ui.look.scrolled import bring, scrolled
from roiapp.ui.look.splitter import Gaps
from roiapp.ui.look.tab_order import put_before
from roiapp.ui.look.theme import Theme
from roiapp.ui.model.session_model import SessionModel
from roiapp.ui.sheet.worksheet_model import WorksheetModel
from roiapp.ui.start.start_place import StartPlace
from roiapp.ui.window.lower_room import LowerRoom
from roiapp.ui.window.matched_place import MatchedPlace
from roiapp.ui.window.message_place import MessagePlace
from roiapp.ui.window.reading_order import areas, order_tabs
from roiapp.ui.window.situation import situation_of
from roiapp.ui.window.what_if_place import WhatIfPlace
from roiapp.ui.window.window_menu import WindowMenu

if TYPE_CHECKING:
    from roiapp.ui.commands.leaving import Leaving
    from roiapp.ui.grid.over_time_bar import OverTimeBar
    from roiapp.ui.lists.command_entries import CommandEntries
    from roiapp.ui.panel.chart_panel import ChartPanel
    from roiapp.ui.panel.findings_panel import FindingsPanel
    from roiapp.ui.window.windows import Windows

_SHEET_SHARE = 604  # of 1000: twelve channels show whole in a window of the usual size


class Workbench(QWidget):
    """The content of a `window`. `run` takes work off this thread, `unexpected` gets errors that nobody foresaw,
    `set_theme` the theme that was chosen; `start` is where the start page comes; `messages` is a test's stand-in;
    `windows` are the open ones, `kept` are the settings."""

    def __init__(
        self,
        theme: Theme,
        menu_bar: QMenuBar,
        *,
        run: Runner,
        unexpected: Callable[[BaseException], None],
        start: StartPlace,
        set_theme: Callable[[Mode], None],
        messages: Messages | None,
        windows: Windows,
        kept: KeptSettings,
        window: QWidget,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self.model = SessionModel(self)
        self.message_bar = MessageBar(theme, self)
        self.messages: Messages = messages or WindowMessages(window, self.message_bar, theme)
        self.progress = Progress(run, self.message_bar, self)
        # Each part is made where it will stand: Qt dresses whatever moves once more, with all that is in it.
        self.splitter = Gaps(Qt.Orientation.Vertical, self)
        self.sheet_place = Panel(theme, self.splitter)
        self.grid = WorksheetView(WorksheetModel(self.model, self), theme, self.sheet_place)
        for work in (self.grid.model.long_work, self.grid.model.pasting):
            work.runner = lambda text: self.progress.told(text, may_give_up=True)
        self.over_time = OverTime(self.model, self.grid, self)
        self.cards = CardsRow(theme, self.model, self)
        self.explain = ExplainBar(theme, self.model, self.sheet_place)
        self.tabs = PeriodTabs(theme, self.model, self)
        self.status = StatusBar(theme, self.model, self)
        #: the chart that is chosen, by its id; "" until one was
        self.chosen_chart = ""
        #: the panel of charts, once it is there
        self.charts: ChartPanel | None = None
        #: what the numbers say, once it is there
        self.findings: FindingsPanel | None = None
        self._area: QScrollArea | None = None
        #: whether something else stands in its place
        self._aside = False
        self.parts = WindowParts(
            window=window, theme=theme, model=self.model, messages=self.messages, progress=self.progress,
            grid=self.grid, over_time=self.over_time, cards=self.cards, explain=self.explain, tabs=self.tabs,
            status=self.status, ways=CellWays(self.model, self.grid, self.over_time), start=start, windows=windows,
            kept=kept, run=run, unexpected=unexpected, set_theme=set_theme,
            areas=lambda: areas(self), open_scenarios=self._open_scenarios,
            toggle_what_if=self._toggle_what_if,
        )  # fmt: skip
        self.commands = Commands(self.parts, self._command_entries)
        self.actions_ = Actions(window, self, self.commands, windows.acted)
        self.new_menu = self._filled_menu(tr("&New from a template"), self._fill_new)
        self.recent_menu = self._filled_menu(tr("O&pen recent"), self._fill_recent)
        self.columns_menu = self._filled_menu(tr("Colum&ns"), self._fill_columns)
        group_menu = self._filled_menu(tr("&Group by"), self._fill_groups)
        self.menu_bar = menu_bar
        self.actions_.fill(
            menu_bar,
            {NEW: self.new_menu, RECENT: self.recent_menu, COLUMNS: self.columns_menu, GROUP: group_menu},
        )
        self.grid_menus = GridMenus(self.actions_, self)
        self.window_menu = WindowMenu(menu_bar, windows, self)
        self.toolbar = Toolbar(theme, self.model, self.actions_, self.new_menu, self.columns_menu, self)
        self._lay_out()
        self.matched_place = MatchedPlace(self, self._sheet)
        self.what_if = WhatIfPlace(self, self._beside, self._middle)
        order_tabs(self)
        self._connect()
        self._dress()

    # -- putting it together -----------------------------------------------------------------------------------------

    def _command_entries(self) -> CommandEntries:
        """What the list of commands is made of; not for the start."""
        from roiapp.ui.lists.command_entries import CommandEntries

        return CommandEntries(
            self.actions_, self.model, self.grid, self.over_time, lambda: not self._aside, self.parts.kept.used,
            self.commands.figures.go_to, self.commands.charts.kinds, self.commands.charts.show,
        )

    def _filled_menu(self, title: str, fill: Callable[[QMenu], None]) -> QMenu:
        """A submenu that is filled anew whenever it opens: what it lists is not for the start."""
        menu = QMenu(title, self)
        menu.setToolTipsVisible(True)
        menu.aboutToShow.connect(lambda: fill(menu))
        return menu

    def _fill_new(self, menu: QMenu) -> None:
        self.commands.templates.fill_new_menu(menu)

    def _fill_recent(self, menu: QMenu) -> None:
        self.commands.recent.fill_menu(menu)

    def _fill_columns(self, menu: QMenu) -> None:
        from roiapp.ui.grid.header_menu import fill_columns_menu

        fill_columns_menu(menu, self.grid)

    def _fill_groups(self, menu: QMenu) -> None:
        from roiapp.ui.grid.header_menu import fill_group_menu

        fill_group_menu(menu, self.grid)

    @cached_property
    def over_time_bar(self) -> OverTimeBar:
        from roiapp.ui.grid.over_time_bar import OverTimeBar

        back = self.actions_.action["over_time"].toolTip()
        bar = OverTimeBar(self.theme, self.model, self.over_time, back, self.sheet_place)
        self._sheet.insertWidget(0, bar)
        put_before(self.explain, bar)
        return bar

    @cached_property
    def leaving(self) -> Leaving:
        from roiapp.ui.commands.leaving import Leaving

        return Leaving(self.parts, self.commands.saving)

    def _lay_out(self) -> None:
        self._sheet = sheet = QVBoxLayout(self.sheet_place)
        sheet.setContentsMargins(1, 1, 1, 1)
        sheet.setSpacing(0)
        sheet.addWidget(self.explain)
        sheet.addWidget(self.grid, 1)
        self.below = LowerRoom(self.theme, self.splitter)
        self.chart_place = self.below.charts
        self.splitter.setHandleWidth(8)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setSizes([_SHEET_SHARE, 1000 - _SHEET_SHARE])
        self.splitter.setStretchFactor(0, 3)
        self.splitter.setStretchFactor(1, 2)
        large = self.theme.text_size > 100
        self.sheet_place.setMinimumHeight(self.theme.px(220 if large else 150))
        self.below.setMinimumHeight(self.theme.px(150 if large else 120))
        self.below.changed.connect(self.refresh_actions)

        self._middle = middle = QVBoxLayout()
        middle.setContentsMargins(16, 8, 16, 8)
        middle.setSpacing(8)
        middle.addWidget(self.cards)
        middle.addWidget(self.splitter, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.toolbar)
        self._beside = QHBoxLayout()
        self._beside.setSpacing(0)
        whole.addLayout(self._beside, 1)
        if large:  # the room for large texts may be too small for all of it
            self._area = scrolled(middle, self)
            self._beside.addWidget(self._area, 1)
        else:
            self._beside.addLayout(middle, 1)
        whole.addWidget(self.tabs)
        whole.addWidget(self.status)
        self._message_place = MessagePlace(self.message_bar, middle, self)

    def _connect(self) -> None:
        model = self.model
        model.noticed.connect(self.say)
        model.reset.connect(self._on_reset)
        model.history_changed.connect(self.refresh_actions)
        model.saving_changed.connect(self._show_saved)
        model.saving_changed.connect(self.refresh_actions)  # a first save gives the document its file
        model.view_changed.connect(self.refresh_actions)
        self.grid.cell_changed.connect(self._on_cell)
        self.grid.selection_figures.connect(self.status.set_selection)
        self.grid.noticed.connect(self.say)
        self.grid.menu_wanted.connect(self.grid_menus.open)
        self.tabs.menu_wanted.connect(lambda at: self.grid_menus.open("period", at))
        self.grid.model.arranged.connect(self.refresh_actions)
        self.grid.model.trends.changed.connect(self._explain)
        self.grid.model.marks_changed.connect(self._on_note)
        model.view_changed.connect(self._on_note)
        self.toolbar.scenarios.chosen.connect(self._look_under)
        self.tabs.may_leave = self.grid.commit_editor
        self.tabs.at_hand = lambda: self.over_time.view
        self.tabs.turned = self.over_time.turn_page
        self.tabs.pressed.connect(self.over_time.go_to_view)
        self.over_time.changed.connect(self._on_over_time)
        self.grid_menus.offers = self._offers
        self.theme.changed.connect(self._dress)

    def _offers(self) -> list[tuple[str, Callable[[], None]]]:
        reset = self.actions_.action["reset_cells"]
        back = [(tr("Reset to base"), reset.trigger)] if reset.isEnabled() else []
        return [*back, *self.commands.checks.offers()]

    def _open_scenarios(self) -> None:
        self.toolbar.scenarios.open_list()

    def _toggle_what_if(self) -> None:
        self.what_if.toggle()

    def _look_under(self, key: int) -> None:
        self.commands.scenarios.look_at(key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc that nobody else wanted leads back to the cells."""
        if event.key() == Qt.Key.Key_Escape and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self.grid.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            super().keyPressEvent(event)

    def show_charts(self) -> QWidget:
        """Put the chart panel in its place; returns the widget whose painting shows it. Loads pyqtgraph."""
        from roiapp.ui.window.lower_panels import charts_of

        self.charts = panel = charts_of(self)
        order_tabs(self)
        self.refresh_actions()
        return panel

    def show_findings(self) -> None:
        """Put what the numbers say in its place. Loads SciPy with the first check."""
        from roiapp.ui.window.lower_panels import findings_of

        self.findings = findings_of(self)
        order_tabs(self)

    def set_aside(self, message_place: QLayout | None) -> None:
        """Something else stands in its place: messages are shown there, and what needs the worksheet waits; None: it
        is back."""
        self._aside = message_place is not None
        self._message_place.move_to(message_place)
        self.refresh_actions()

    def _dress(self) -> None:
        palette = self.menu_bar.palette()
        palette.setColor(palette.ColorRole.Window, self.theme.colour("surface"))
        self.menu_bar.setPalette(palette)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(event.rect(), self.theme.colour("window"))

    # -- what the parts say to each other ------------------------------------------------------------------------------

    def say(self, text: str) -> None:
        """Tell a sentence."""
        self.messages.say(text)

    def _on_reset(self) -> None:
        self.refresh_actions()
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_cell(self) -> None:
        self._explain()
        self._on_note()
        self.refresh_actions()
        if self._area is not None:
            rect, widget = self.grid.current_area()
            bring(self._area, widget, rect)

    def _explain(self) -> None:
        channel, id_ = self.grid.current_figure()
        said, view = self.grid.cell_text(), self.grid.current_view()
        self.explain.set_cell(channel, None if said else "" if id_ is None and channel is not None else id_, view, said)

    def _on_note(self) -> None:
        """The active cell's note, in the line above the grid."""
        current = self.grid.table.current
        row = current[0] if current and self.grid.totals.active < 1 else None
        self.explain.set_note(self.grid.model.note(row, self.grid.current_column()))

    def _on_over_time(self) -> None:
        self.tabs.set_all_shown(self.over_time.active)
        if self.over_time.active:
            self.over_time_bar.refresh()
        self.refresh_actions()

    def refresh_actions(self) -> None:
        """Say anew which actions can be done."""
        self.actions_.update(Situation() if self._aside else situation_of(self))

    def _show_saved(self) -> None:
        """The window's title, which says whether there is anything that is not in the file."""
        window = self.window()
        title = f"{window_title(self.model)}[*] – Channel ROI"
        if title != window.windowTitle():
            window.setWindowTitle(title)
        if window.isWindowModified() != self.model.edited:
            window.setWindowModified(self.model.edited)
