"""The window itself: its frame, its theme, what it remembers, files dropped on it, and how it closes.

It is built in two goes, so that it stands on the screen at once: the constructor shows the shell (toolbar and empty
grid, in outline) with Qt and the records alone, `furnish` puts the workbench in its place. `startup` leads from one to
the other.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QDialog, QMainWindow, QStackedWidget, QWidget
from shiboken6 import delete

from roiapp.language import tr
from roiapp.ui.model.recent_files import RecentFiles
from roiapp.ui.start.start_place import StartPlace
from roiapp.ui.window.shell import Shell

if TYPE_CHECKING:
    from roiapp.settings import Mode, Settings
    from roiapp.ui.look.background import Runner, Then, Work
    from roiapp.ui.look.messages import Messages
    from roiapp.ui.look.theme import Theme
    from roiapp.ui.window.windows import Windows
    from roiapp.ui.window.workbench import Workbench

_SIZE = (1440, 900)
_LEAST_SIZE = (760, 520)
_AGAIN_MS = 250


class MainWindow(QMainWindow):
    """One document's window, one of `windows`. `run` takes work off this thread, `unexpected` gets errors that nobody
    foresaw."""

    bench: Workbench  # from `furnish` on

    def __init__(
        self,
        theme: Theme,
        settings: Settings,
        run: Runner,
        unexpected: Callable[[BaseException], None],
        windows: Windows,
    ) -> None:
        super().__init__()
        self.theme = theme
        self.settings = settings
        self._run = run
        self.unexpected = unexpected
        self.windows = windows
        self.furnished = False
        #: a test's stand-in for the message door
        self._messages: Messages | None = None
        self._closed = False
        self._may_close = False
        #: what follows when the window has closed, of the attempt being made
        self._then: Callable[[], None] | None = None
        #: whether changes that are not saved stay on this computer when the window closes
        self._keep = True
        self.shell = Shell(theme, self)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.shell)
        self.setCentralWidget(self.stack)
        recent = RecentFiles(lambda: self.settings, self._change_settings)
        self.start = StartPlace(self.stack, theme, recent, lambda: self.settings)
        self.setWindowTitle("Channel ROI")
        self.setMinimumSize(*_LEAST_SIZE)
        self.setAcceptDrops(True)
        self.resize(*_SIZE)
        if settings.geometry:
            self.restoreGeometry(_bytes(settings.geometry))
        #: which of the program's windows it is, in the order in which they were made
        self.number = windows.add(self)

    def furnish(self, messages: Messages | None = None) -> None:
        """Put everything into the window; `messages` is the stand-in of a test."""
        self._messages = messages
        self._make_bench()
        if self.settings.splitter:
            self.bench.splitter.restoreState(_bytes(self.settings.splitter))
        self.bench.chosen_chart = self.settings.chart
        self.stack.removeWidget(self.shell)
        self.shell.deleteLater()
        self.start.attach(self.bench)
        self.furnished = True

    def _make_bench(self) -> None:
        from PySide6.QtWidgets import QMenuBar

        from roiapp.ui.look.kept_settings import KeptSettings
        from roiapp.ui.window.workbench import Workbench

        menu_bar = QMenuBar(self)
        self.bench = Workbench(
            self.theme, menu_bar, run=self._run_for_bench, unexpected=self.unexpected, start=self.start,
            set_theme=self.set_theme, messages=self._messages, windows=self.windows,
            kept=KeptSettings(lambda: self.settings, self._change_settings, self.set_theme, self.windows.furnish_anew),
            window=self, parent=self.stack,
        )  # fmt: skip
        self.tick_theme(self.theme.mode)
        self.setMenuBar(menu_bar)
        self.stack.addWidget(self.bench)

    def furnish_anew(self) -> None:
        """Put everything into the window once more, in the language and the text size of now; it stands as it stood.
        What is being read, written or asked is waited for."""
        if self._closed or not self.furnished:
            return
        before = self.bench
        commands = before.commands
        busy = before.model.saving or commands.documents.reading or commands.exports.running
        if busy or self._asks() or not before.grid.commit_editor():
            QTimer.singleShot(_AGAIN_MS, self, self.furnish_anew)
            return
        from roiapp.ui.window.standing import Standing
        from roiapp.ui.window.startup import StartUp

        standing, show_page, menu_bar = Standing(before), self.start.again, self.menuBar()
        for each in self.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
            if each not in (self.stack, menu_bar):
                each.close()
                each.deleteLater()
        self.start.forget()
        self._make_bench()
        self.start.attach(self.bench)
        standing.put_back(self.bench)
        StartUp.go_on(self)
        if show_page is not None:
            show_page()
        else:
            self.stack.setCurrentWidget(self.bench)
            self.bench.grid.setFocus(Qt.FocusReason.OtherFocusReason)
        self.stack.removeWidget(before)
        # At once, not later: its actions would hear the same keys until then, and what it does when it is quiet would
        # be done to a document that is another by then.
        delete(before)

    def _asks(self) -> bool:
        return any(each.isVisible() and each.isModal() for each in self.findChildren(QDialog))

    def _run_for_bench(self, work: Work, then: Then) -> None:
        """What comes back when another workbench stands there concerns nobody."""
        from roiapp.ui.look.progress import let_go

        bench = self.bench if self.furnished else None

        def back(result: object, error: Exception | None) -> None:
            if bench is not None and bench is not self.bench:
                let_go(result)
            else:
                then(result, error)

        self.run(work, back)

    def run(self, work: Work, then: Then) -> None:
        """Have work done off this thread. What comes back after the window has closed concerns nobody."""
        from roiapp.ui.look.progress import let_go

        def back(result: object, error: Exception | None) -> None:
            if self._closed:
                let_go(result)
            else:
                then(result, error)

        self._run(work, back)

    # -- among the other windows ---------------------------------------------------------------------------------------

    @property
    def title(self) -> str:
        """What the window is called among the others, with a star where something is not saved."""
        if self.furnished and self.bench.model.session is None:
            return tr("Start page")
        return self.windowTitle().partition("[*]")[0] + ("*" if self.isWindowModified() else "")

    def come_forward(self) -> None:
        """In front of all others, with the keyboard."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.windows.used(self)
        super().changeEvent(event)

    # -- theme and what is remembered ----------------------------------------------------------------------------------

    def set_theme(self, mode: Mode) -> None:
        """Light, dark or as the system; kept for the next start."""
        self.windows.set_theme(mode)
        self._change_settings(lambda known: known.changed(theme=mode))

    def tick_theme(self, mode: Mode) -> None:
        """Mark the theme in the menu."""
        self.bench.actions_.action[f"theme_{mode}"].setChecked(True)


    def _change_settings(self, change: Callable[[Settings], Settings]) -> None:
        from roiapp import settings as settings_file

        try:
            self.windows.share(settings_file.update(change))
        except OSError as error:
            self.windows.share(change(self.settings))
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

    def close_and(self, then: Callable[[], None]) -> None:
        """Close, asking where that has to be; `then` when it has closed, not where it stays."""
        self._close_again(then)

    def closeEvent(self, event: QCloseEvent) -> None:
        then = self._then
        if self.furnished:
            if not self._may_close and self._stays(then):
                event.ignore()
                return
            self._go()
        if not self._closed:
            self._closed = True
            self.windows.remove(self)
        if then is not None:
            then()

    def _stays(self, then: Callable[[], None] | None) -> bool:
        """Whether something has to be seen to first; the attempt is then made again by itself where that ends well."""
        bench = self.bench
        if not bench.grid.commit_editor():
            self.come_forward()  # the refused entry and its sentence stay in sight; Esc gives it up
            return True
        if bench.model.saving:
            bench.commands.saving.when_idle(lambda: self._close_again(then))
            return True
        if bench.commands.exports.running:
            bench.commands.exports.when_idle(lambda: self._close_again(then))
            return True
        if bench.model.edited:
            self.come_forward()
            bench.leaving.ask(lambda keep: self._close_now(then, keep=keep))
            return True
        return False

    def _go(self) -> None:
        geometry = self.saveGeometry().toBase64().toStdString()
        splitter = self.bench.splitter.saveState().toBase64().toStdString()
        chart = self.bench.chosen_chart
        asks = self.start.questions.shown
        self._change_settings(
            lambda known: known.changed(
                geometry=geometry, splitter=splitter, chart=chart, asked=known.asked or asks
            )
        )
        if self.bench.model.session is not None:
            self.bench.model.session.close(self._keep and self.bench.model.edited)

    def _close_now(self, then: Callable[[], None] | None, *, keep: bool) -> None:
        self._may_close, self._keep = True, keep
        # An answer may come while Qt is still closing, and would be lost.
        QTimer.singleShot(0, self, lambda: self._close_again(then))

    def _close_again(self, then: Callable[[], None] | None) -> None:
        self._then = then
        self.close()
        self._then = None


def _dropped_file(event: QDropEvent) -> Path | None:
    for url in event.mimeData().urls():
        if url.isLocalFile():
            return Path(url.toLocalFile())
    return None


def _bytes(text: str) -> QByteArray:
    return QByteArray.fromBase64(QByteArray(text.encode("ascii", "ignore")))
