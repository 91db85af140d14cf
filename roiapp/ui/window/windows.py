"""The open windows of the program: which has a file, where the next document goes, how all of them close."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from roiapp import settings as settings_file
from roiapp.language import tr
from roiapp.ui.window.main_window import MainWindow
from roiapp.ui.window.startup import StartUp

if TYPE_CHECKING:
    from pathlib import Path

    from roiapp.files.session import Session
    from roiapp.settings import Mode, Settings
    from roiapp.ui.look.background import Runner
    from roiapp.ui.look.faults import Fault
    from roiapp.ui.look.messages import Messages, Way
    from roiapp.ui.look.theme import Theme

_STEP = 32  # px a window stands right of and below the one before it


class Windows(QObject):
    """`changed` says that one came or went. `run` and `unexpected` are the windows'; `messages` is a test's stand-in
    for the message doors of the windows made here."""

    changed = Signal()

    def __init__(
        self, theme: Theme, run: Runner, unexpected: Callable[[BaseException], None], messages: Messages | None = None
    ) -> None:
        super().__init__(theme)
        self._theme = theme
        self._run = run
        self._unexpected = unexpected
        self._messages = messages
        #: the one used last first
        self.open: list[MainWindow] = []
        #: those that still speak the language, or have the text size, of before
        self._behind: list[MainWindow] = []
        #: those whose document comes in a moment, with its file
        self._coming: dict[MainWindow, Path | None] = {}
        self._made = 0
        self._said_early = False
        #: the ids of what was asked for last, for a report of a fault
        self.last_actions: deque[str] = deque(maxlen=20)

    # -- which there are -----------------------------------------------------------------------------------------------

    def add(self, window: MainWindow) -> int:
        """A window was made; returns which it is in order."""
        self.open.append(window)
        self._made += 1
        self.changed.emit()
        return self._made

    def remove(self, window: MainWindow) -> None:
        """A window has closed."""
        self.open.remove(window)
        self.changed.emit()

    def used(self, window: MainWindow) -> None:
        """This one is in front now."""
        if window in self.open and window is not self.open[0]:
            self.open.remove(window)
            self.open.insert(0, window)

    def in_order(self) -> list[MainWindow]:
        """As they were opened."""
        return sorted(self.open, key=lambda window: window.number)

    def with_file(self, path: Path) -> MainWindow | None:
        """The window that has this file open, or is reading it."""
        from roiapp.files.document import same_file

        for each, coming in self._coming.items():
            if coming is not None and same_file(coming, path):
                return each
        return next((each for each in self._whole() if each.bench.commands.documents.has(path)), None)

    def showing(self, session: Session) -> MainWindow:
        """The window that shows this document, which is open. Raises StopIteration where none does."""
        return next(each for each in self._whole() if each.bench.model.session is session)

    def _whole(self) -> list[MainWindow]:
        return [window for window in self.open if window.furnished]

    # -- more of them --------------------------------------------------------------------------------------------------

    def first(self, settings: Settings) -> MainWindow:
        """The program's first window, as an outline: `StartUp` furnishes it once that stands on the screen."""
        window = MainWindow(self._theme, settings, self._run, self._unexpected, self)
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return window

    def new(self) -> MainWindow:
        """One more window, with what the program starts with: the start page, or the sample."""
        window = self._another()
        if window.settings.recent:
            window.start.show()
        else:
            window.bench.commands.documents.open_sample()
        window.show()
        return window

    def show_new(self, session: Session, path: Path | None, then: Callable[[], None] = lambda: None) -> None:
        """A document in a window of its own, which stands first: the document comes in the next turn of the loop,
        `then` after it. Where it was chosen on a start page, the document behind that is back."""
        for each in self._whole()[:1]:
            each.start.leave()
        window = self._another()

        self._coming[window] = path

        def show() -> None:
            del self._coming[window]
            if window in self.open:
                window.bench.commands.documents.show(session, path)
                then()
            else:
                session.close()

        QTimer.singleShot(0, self, show)
        window.show()
        window.come_forward()

    def _another(self) -> MainWindow:
        before = self.open[0] if self.open else None
        window = self.first(settings_file.load())
        window.furnish(self._messages)
        StartUp.of_furnished(window)
        if before is not None:
            _cascade(window, before)
        return window

    def open_for_later_start(self, path: Path | None) -> bool:
        """What a later start of the program wants: this file, or a window where it names none. False: too late, the
        last window has closed."""
        whole = self._whole()
        if not whole:
            return False
        free = next(
            (each for each in whole if each not in self._coming and each.bench.commands.documents.untouched), None
        )
        if path is None:
            if free is None:
                free = self.new()
            free.come_forward()
            return True
        there = free or whole[0]
        there.come_forward()
        there.bench.commands.documents.open_path(path)
        return True

    # -- all of them ---------------------------------------------------------------------------------------------------

    def quit(self) -> None:
        """Close all, the one in front first. Each asks; one that stays ends it."""
        if self.open:
            self.open[0].close_and(lambda: QTimer.singleShot(0, self, self.quit))

    def set_theme(self, mode: Mode) -> None:
        """Light, dark or as the system, in all of them."""
        self._theme.set_mode(mode)
        for window in self._whole():
            window.tick_theme(mode)

    def furnish_anew(self) -> None:
        """All of them in the language and the text size of now, as soon as what is being done is done: the one in front
        first, each in a turn of the loop of its own."""
        self._behind = self._whole()
        QTimer.singleShot(0, self, self._furnish_next)

    def _furnish_next(self) -> None:
        behind = [each for each in self._behind if each in self.open]
        if not behind:
            return
        window, *self._behind = behind
        if window.settings.text_size != self._theme.text_size:
            self._theme.set_text_size(window.settings.text_size)
        window.furnish_anew()
        if self._behind:
            QTimer.singleShot(0, self, self._furnish_next)

    def share(self, settings: Settings) -> None:
        """What was kept last, for all of them."""
        for window in self.open:
            window.settings = settings
        for window in self._whole():
            window.start.list_files()

    def acted(self, id_: str) -> None:
        """An action was asked for in one of them."""
        self.last_actions.append(id_)

    def say_fault(self, fault: Fault) -> None:
        """A fault that nobody foresaw belongs to no window: the one in front says it. Before there is a whole one, it
        is asked to be read, once."""
        whole = self._whole()
        if whole:
            whole[0].bench.messages.say(fault.text, "error", _ways(fault.file))
        elif self.open and not self._said_early:
            from roiapp.ui.look.dialogs import QuestionDialog
            from roiapp.ui.look.messages import Choice, Question

            self._said_early = True
            close = Choice("close", tr("Close"), primary=True)
            QuestionDialog(self._theme, Question(tr("Channel ROI"), fault.text, (close,)), self.open[0]).open()

    def say_crash(self, report: Path) -> None:
        """The program ended before its time when it ran last; this is known of it."""
        for window in self._whole()[:1]:
            said = tr("Channel ROI ended unexpectedly the last time. A report that you may send, without your figures: "
                      "{file}", file=str(report))  # fmt: skip
            window.bench.messages.say(said, "warning", _ways(report))


def _ways(file: Path | None) -> tuple[Way, ...]:
    """What can be done with a report."""
    from roiapp.ui.look.messages import Way
    from roiapp.ui.look.opening import show_in_folder

    return () if file is None else (Way(tr("Show in folder"), lambda: show_in_folder(file)),)


def _cascade(window: QWidget, before: QWidget) -> None:
    """As large as the one before, a step right of and below it; back to the corner where the screen ends."""
    if before.isMaximized() or before.isFullScreen():
        window.setWindowState(window.windowState() | Qt.WindowState.WindowMaximized)
        return
    window.setWindowState(window.windowState() & ~(Qt.WindowState.WindowMaximized | Qt.WindowState.WindowFullScreen))
    room = before.screen().availableGeometry()
    frame = before.frameGeometry()
    place = QRect(frame.topLeft() + QPoint(_STEP, _STEP), frame.size())
    if place.right() > room.right():
        place.moveLeft(room.left())
    if place.bottom() > room.bottom():
        place.moveTop(room.top())
    window.resize(before.size())
    window.move(place.topLeft())
