"""The window itself: its frame, its theme, what it remembers, files dropped on it, and how it closes.

It is built in two goes, so that it stands on the screen at once: the constructor shows the shell (toolbar and empty
grid, in outline) with Qt and the records alone, `furnish` puts the workbench in its place. `startup` leads from one to
the other.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget

from roiapp.language import tr
from roiapp.ui.recent_files import RecentFiles
from roiapp.ui.shell import Shell
from roiapp.ui.start_place import StartPlace

if TYPE_CHECKING:
    from roiapp.settings import Mode, Settings
    from roiapp.ui.background import Runner
    from roiapp.ui.messages import Messages
    from roiapp.ui.theme import Theme
    from roiapp.ui.workbench import Workbench

_SIZE = (1440, 900)
_LEAST_SIZE = (760, 520)


class MainWindow(QMainWindow):
    """One document's window. `run` takes work off this thread, `unexpected` gets errors that nobody foresaw."""

    bench: Workbench  # from `furnish` on

    def __init__(
        self, theme: Theme, settings: Settings, run: Runner, unexpected: Callable[[BaseException], None]
    ) -> None:
        super().__init__()
        self.theme = theme
        self.settings = settings
        self.run = run
        self.unexpected = unexpected
        self.furnished = False
        self._may_close = False
        #: whether changes that are not saved stay on this computer when the window closes
        self._keep = True
        self.shell = Shell(theme, self)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.shell)
        self.setCentralWidget(self.stack)
        self.start = StartPlace(self.stack, theme, RecentFiles(lambda: self.settings, self._change_settings))
        self.setWindowTitle("Channel ROI")
        self.setMinimumSize(*_LEAST_SIZE)
        self.setAcceptDrops(True)
        self.resize(*_SIZE)
        if settings.geometry:
            self.restoreGeometry(_bytes(settings.geometry))

    def furnish(self, messages: Messages | None = None) -> None:
        """Put everything into the window; `messages` is the stand-in of a test."""
        from PySide6.QtWidgets import QMenuBar

        from roiapp.ui.workbench import Workbench

        menu_bar = QMenuBar(self)
        self.bench = Workbench(
            self.theme, menu_bar, run=self.run, unexpected=self.unexpected, start=self.start,
            set_theme=self.set_theme, messages=messages, parent=self,
        )  # fmt: skip
        if self.settings.splitter:
            self.bench.splitter.restoreState(_bytes(self.settings.splitter))
        self._tick_theme()
        self.setMenuBar(menu_bar)
        self.stack.addWidget(self.bench)
        self.stack.removeWidget(self.shell)
        self.shell.deleteLater()
        self.start.attach(self.bench)
        self.furnished = True

    # -- theme and what is remembered ----------------------------------------------------------------------------------

    def set_theme(self, mode: Mode) -> None:
        """Light, dark or as the system; kept for the next start."""
        self.settings = self.settings.changed(theme=mode)
        self.theme.set_mode(mode)
        self._tick_theme()
        self._save_settings()

    def _tick_theme(self) -> None:
        self.bench.actions_.action[f"theme_{self.settings.theme}"].setChecked(True)

    def _change_settings(self, change: Callable[[Settings], Settings]) -> None:
        self.settings = change(self.settings)
        self._save_settings()

    def _save_settings(self) -> None:
        from roiapp import settings as settings_file

        try:
            settings_file.save(self.settings)
        except OSError as error:
            why = error.strerror or str(error)
            self.bench.messages.say(tr("The settings could not be kept: {why}.", why=why), "warning")

    # -- files dropped, the window closed ------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.furnished and _dropped_file(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = _dropped_file(event)
        if path is not None:
            event.acceptProposedAction()
            self.bench.commands.documents.open_path(path)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.furnished:
            return
        if not self._may_close and not self.bench.grid.commit_editor():
            event.ignore()  # the refused entry and its sentence stay in sight; Esc gives it up
            return
        if self.bench.model.saving:
            event.ignore()
            self.bench.commands.saving.when_idle(self.close)
            return
        if self.bench.model.edited and not self._may_close:
            event.ignore()
            self.bench.commands.documents.ask_to_leave(self._close_now)
            return
        self.settings = self.settings.changed(
            geometry=self.saveGeometry().toBase64().toStdString(),
            splitter=self.bench.splitter.saveState().toBase64().toStdString(),
        )
        self._save_settings()
        if self.bench.model.session is not None:
            self.bench.model.session.close(self._keep and self.bench.model.edited)

    def _close_now(self, keep: bool) -> None:
        self._may_close, self._keep = True, keep
        QTimer.singleShot(0, self, self.close)  # an answer may come while Qt is still closing, and would be lost


def _dropped_file(event: QDropEvent) -> Path | None:
    for url in event.mimeData().urls():
        if url.isLocalFile():
            return Path(url.toLocalFile())
    return None


def _bytes(text: str) -> QByteArray:
    return QByteArray.fromBase64(QByteArray(text.encode("ascii", "ignore")))
