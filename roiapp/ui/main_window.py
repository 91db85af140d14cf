"""The window: puts the parts together and passes what one of them says to the others.

Nothing but Qt and the records is loaded to build it; `startup` brings the figures.
"""

from __future__ import annotations

import base64
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QMainWindow, QMenu, QSizePolicy, QSplitter, QSplitterHandle, QVBoxLayout, QWidget

from roiapp import settings as settings_file
from roiapp.language import tr
from roiapp.settings import Settings
from roiapp.ui.actions import Actions, Situation
from roiapp.ui.background import Runner, in_background
from roiapp.ui.buttons import Panel
from roiapp.ui.cards import CardsRow
from roiapp.ui.channel_commands import ChannelCommands
from roiapp.ui.commands import AppearanceCommands, Commands, EditingCommands
from roiapp.ui.document_commands import DocumentCommands
from roiapp.ui.explain_bar import ExplainBar
from roiapp.ui.messages import MessageBar, Messages, WindowMessages
from roiapp.ui.period_commands import PeriodCommands
from roiapp.ui.period_tabs import PeriodTabs
from roiapp.ui.session_model import SessionModel
from roiapp.ui.status_bar import StatusBar
from roiapp.ui.theme import Theme
from roiapp.ui.toolbar import Toolbar, document_title
from roiapp.ui.worksheet_model import WorksheetModel
from roiapp.ui.worksheet_view import WorksheetView

_SIZE = (1440, 900)
_LEAST_SIZE = (760, 520)
_SHEET_SHARE = 604  # of 1000: twelve channels show whole in a window of the usual size


class MainWindow(QMainWindow):
    """One document's window. `run` takes work off this thread, `messages` is the door for what is said and asked;
    `unexpected` gets errors that nobody foresaw."""

    def __init__(
        self,
        theme: Theme,
        settings: Settings | None = None,
        *,
        run: Runner = in_background,
        messages: Messages | None = None,
        unexpected: Callable[[BaseException], None] | None = None,
    ) -> None:
        super().__init__()
        self.theme = theme
        self.settings = settings or Settings()
        self.run = run
        self.unexpected = unexpected or _raise
        self.model = SessionModel(self)
        self._may_close = False
        self._fill(messages)
        self._connect()
        self._restore()

    # -- putting it together -----------------------------------------------------------------------------------------

    def _fill(self, messages: Messages | None) -> None:
        theme, model = self.theme, self.model
        self.message_bar = MessageBar(theme, self)
        self.messages: Messages = messages or WindowMessages(self, self.message_bar, theme)
        self.grid = WorksheetView(WorksheetModel(model, self), theme, self)
        self.cards = CardsRow(theme, model, self)
        self.explain = ExplainBar(theme, model, self)
        self.tabs = PeriodTabs(theme, model, self)
        self.status = StatusBar(theme, model, self)
        documents = DocumentCommands(
            self, theme, model, self.messages, self.run, self.unexpected, self._remember_recent
        )
        self.commands = Commands(
            documents,
            EditingCommands(model, self.grid),
            ChannelCommands(self, theme, model, self.grid),
            PeriodCommands(self, theme, model, self.tabs, self.messages),
            AppearanceCommands(self.set_theme, self.messages),
        )
        self.actions_ = Actions(self, self.commands)
        self.new_menu = QMenu(tr("&New from a template"), self)
        self.new_menu.setToolTipsVisible(True)
        self.new_menu.aboutToShow.connect(lambda: documents.fill_new_menu(self.new_menu))
        self.actions_.fill(self.menuBar(), self.new_menu)
        self.toolbar = Toolbar(theme, model, self.actions_, self.new_menu, self)
        self._lay_out()

    def _lay_out(self) -> None:
        sheet = self.sheet_place = Panel(self.theme, self)
        rows = QVBoxLayout(sheet)
        rows.setContentsMargins(1, 1, 1, 1)
        rows.setSpacing(0)
        rows.addWidget(self.explain)
        rows.addWidget(self.grid, 1)
        self.chart_place = Panel(self.theme, self)
        place = QVBoxLayout(self.chart_place)
        place.setContentsMargins(0, 0, 0, 0)
        self.splitter = _Splitter(Qt.Orientation.Vertical, self)
        self.splitter.setHandleWidth(8)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(sheet)
        self.splitter.addWidget(self.chart_place)
        self.splitter.setSizes([_SHEET_SHARE, 1000 - _SHEET_SHARE])
        self.splitter.setStretchFactor(0, 3)
        self.splitter.setStretchFactor(1, 2)
        sheet.setMinimumHeight(150)
        self.chart_place.setMinimumHeight(120)
        self.splitter.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

        ground = _Ground(self.theme, self)
        middle = QVBoxLayout(ground)
        middle.setContentsMargins(16, 8, 16, 8)
        middle.setSpacing(8)
        middle.addWidget(self.message_bar)
        middle.addWidget(self.cards)
        middle.addWidget(self.splitter, 1)

        whole = QWidget(self)
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.toolbar)
        column.addWidget(ground, 1)
        column.addWidget(self.tabs)
        column.addWidget(self.status)
        self.setCentralWidget(whole)
        self.setMinimumSize(*_LEAST_SIZE)
        self.setAcceptDrops(True)

    def _connect(self) -> None:
        model = self.model
        model.noticed.connect(lambda text: self.messages.say(text))
        model.reset.connect(self._on_reset)
        model.history_changed.connect(self._refresh_actions)
        model.view_changed.connect(self._refresh_actions)
        self.grid.cell_changed.connect(self._on_cell)
        self.grid.selection_figures.connect(self.status.set_selection)
        self.grid.noticed.connect(lambda text: self.messages.say(text))
        self.grid.table.selection_changed.connect(self._refresh_actions)
        self.explain.asked.connect(self._go_to_figure)
        self.tabs.may_leave = self.grid.commit_editor
        self.status.check_asked.connect(self._go_to_check)
        self.status.settings_asked.connect(self.commands.documents.settings)
        self.theme.changed.connect(self._dress)
        self._refresh_actions()
        self._tick_theme()
        self._dress()

    def show_charts(self) -> QWidget:
        """Put the chart panel in its place, where it is not yet; returns the widget whose painting shows it."""
        from roiapp.ui.chart_panel import ChartPanel

        chart = ChartPanel(self.model, self.theme, self.chart_place)
        layout = self.chart_place.layout()
        assert layout is not None
        layout.addWidget(chart)
        chart.noticed.connect(lambda text: self.messages.say(text))
        chart.enlarge_requested.connect(lambda whole: self.sheet_place.setVisible(not whole))
        chart.channel_selected.connect(lambda channel: self.grid.go_to(channel, "roi"))
        self.grid.cell_changed.connect(lambda: chart.highlight(self.grid.current_channel()))
        return chart

    # -- what the parts say to each other ------------------------------------------------------------------------------

    def _on_reset(self) -> None:
        self._refresh_actions()
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_cell(self) -> None:
        channel, id_ = self.grid.current_figure()
        self.explain.set_cell(channel, "" if id_ is None and channel is not None else id_)
        self._refresh_actions()

    def _go_to_figure(self, id_: str) -> None:
        if self.explain.cell is not None and self.grid.commit_editor():
            self.grid.go_to(self.explain.cell[0], id_)

    def _go_to_check(self, warning: object) -> None:
        from roiapp.core.checks import Warning as CellWarning
        from roiapp.core.periods import base_view

        sheet, view = self.model.worksheet, self.model.view
        if not isinstance(warning, CellWarning) or sheet is None or view is None:
            return
        if warning.period is not None and warning.period not in view.periods and warning.period < len(sheet.periods):
            self.model.set_view(base_view(sheet.periods, warning.period))
        if warning.channel is not None and warning.channel < len(sheet.keys):
            self.grid.go_to(warning.channel, warning.field)
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def _refresh_actions(self) -> None:
        session, view = self.model.session, self.model.view
        now = Situation()
        if session is not None and view is not None:
            now = Situation(
                open=True,
                undo=session.history.undo_title or "",
                redo=session.history.redo_title or "",
                channel=self.grid.current_channel() is not None,
                base_period=not view.rollup,
                periods=len(session.worksheet.periods),
            )
            self.setWindowTitle(f"{document_title(self.model)}[*] – Channel ROI")
            self.setWindowModified(self.model.edited)
        else:
            self.setWindowTitle("Channel ROI")
        self.actions_.update(now)

    # -- theme and what is remembered ----------------------------------------------------------------------------------

    def set_theme(self, mode: str) -> None:
        """Light, dark or as the system; kept for the next start."""
        self.settings = self.settings.changed(theme=mode)
        if mode == "light" or mode == "dark":
            self.theme.set_mode(mode)
        else:
            self.theme.set_mode("system")
        self._tick_theme()
        self._save_settings()

    def _dress(self) -> None:
        palette = self.menuBar().palette()
        palette.setColor(palette.ColorRole.Window, self.theme.colour("surface"))
        self.menuBar().setPalette(palette)

    def _tick_theme(self) -> None:
        self.actions_.action[f"theme_{self.settings.theme}"].setChecked(True)

    def _remember_recent(self, path: Path) -> None:
        self.settings = self.settings.with_recent(str(path.absolute()))
        self._save_settings()

    def _restore(self) -> None:
        self.resize(*_SIZE)
        if self.settings.geometry:
            self.restoreGeometry(_bytes(self.settings.geometry))
        if self.settings.splitter:
            self.splitter.restoreState(_bytes(self.settings.splitter))

    def _save_settings(self) -> None:
        try:
            settings_file.save(self.settings)
        except OSError as error:
            self.messages.say(tr("The settings could not be kept: {why}.", why=error.strerror or str(error)), "warning")

    # -- files dropped, the window closed ------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped_file(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = _dropped_file(event)
        if path is not None:
            event.acceptProposedAction()
            self.commands.documents.open_path(path)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.grid.commit_editor()
        if self.model.edited and not self._may_close:
            event.ignore()
            self.commands.documents.ask_to_close(self._close_now)
            return
        self.settings = self.settings.changed(
            geometry=_text(self.saveGeometry()), splitter=_text(self.splitter.saveState())
        )
        self._save_settings()
        event.accept()

    def _close_now(self) -> None:
        self._may_close = True
        self.close()


class _Splitter(QSplitter):
    """A splitter whose handle is the gap between the panels, and nothing more."""

    def createHandle(self) -> QSplitterHandle:
        return _Gap(self.orientation(), self)


class _Gap(QSplitterHandle):
    def paintEvent(self, event: QPaintEvent) -> None:
        """Nothing: the pointer says that it can be dragged."""


class _Ground(QWidget):
    """What the panels lie on."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(event.rect(), self._theme.colour("window"))


def _dropped_file(event: QDropEvent) -> Path | None:
    for url in event.mimeData().urls():
        if url.isLocalFile():
            return Path(url.toLocalFile())
    return None


def _bytes(text: str) -> QByteArray:
    return QByteArray.fromBase64(QByteArray(text.encode("ascii", "ignore")))


def _text(state: QByteArray) -> str:
    return base64.b64encode(state.data()).decode("ascii")


def _raise(error: BaseException) -> None:
    raise error
