"""Through the places of `surfaces` in as few windows as can be: one that leaves the window as it was is no reason for
another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from roiapp.core.periods import View
from roiapp.files.session import Session
from roiapp.settings import Settings
from roiapp.ui.look.background import at_once
from roiapp.ui.look.theme import Mode, Theme
from roiapp.ui.window.main_window import MainWindow
from roiapp.ui.window.windows import Windows
from tests.ui.small_window import RecordedMessages, close_for_good, top_level
from tests.ui.surfaces import SURFACES, settle, show_sample

#: after these the window is another
CHANGED: Final = re.compile(
    "empty|typing|filter|sorted|over_time|find|start_page|message|waiting|what_if|hovered|time_matched|findings"
)
SIZE: Final = (1280, 720)


class Walker:
    """One window after the other, each for as many surfaces as leave it as it was."""

    def __init__(self, theme: Theme, folder: Path) -> None:
        self.theme, self.folder = theme, folder
        self.messages = RecordedMessages()
        self.window: MainWindow | None = None
        self.errors: list[BaseException] = []
        self._before: list[QWidget] = []
        self._sample: tuple[Session | None, View | None] = None, None

    def at_sample(self, surface: str = "window", mode: Mode = "light") -> MainWindow:
        """The window on the sample, in its usual state."""
        if self.window is None:
            self._before = top_level()
            windows = Windows(self.theme, at_once, self.errors.append, self.messages)
            settings = Settings(theme="light", text_size=self.theme.text_size)
            self.window = MainWindow(self.theme, settings, at_once, self.errors.append, windows)
            self.window.furnish(self.messages)
            self.window.resize(*SIZE)
            self.window.show()
            QTest.qWaitForWindowExposed(self.window)
            self.window.activateWindow()
        self.window.resize(*SIZE)
        self.theme.set_mode(mode)
        self.window.setProperty("place", str(self.folder / f"{surface}.roi"))
        bench = self.window.bench
        if self._as_it_was():
            bench.grid.table.go_to(0, 1)  # as it is shown at first
            bench.grid.setFocus()
            settle()
        else:
            show_sample(self.window)
            self._sample = bench.model.session, bench.model.view
        return self.window

    def _as_it_was(self) -> bool:
        """Whether the window shows the sample that was shown last, the same of it, and nothing was done to it."""
        assert self.window is not None
        model = self.window.bench.model
        session, view = self._sample
        if session is None or model.session is not session or model.view != view:
            return False
        return not (session.history.done or session.history.undone or session.path or session.scenario_key)

    def go(self, surface: str, mode: Mode = "light") -> QWidget:
        """Come to a place in a window on the sample; gives the widget that is to be looked at."""
        return SURFACES[surface](self.at_sample(surface, mode))

    @contextmanager
    def at(self, surface: str, mode: Mode) -> Iterator[tuple[MainWindow, QWidget]]:
        """At a place, which is left afterwards; where something failed, the next place has a window of its own."""
        whole = False
        try:
            top = self.go(surface, mode)
            assert self.window is not None
            yield self.window, top
            whole = True
        finally:
            if whole:
                self.leave(surface)
            else:
                self.end()

    def leave(self, surface: str) -> None:
        """Close what was opened there."""
        assert self.window is not None
        if CHANGED.match(surface):
            self.end()
            return
        opened = [each for each in top_level() if each is not self.window]
        for each in opened:
            each.close()
        if opened:
            settle()

    def end(self) -> None:
        """Close the window. Fails on windows and errors that are left over."""
        if self.window is not None:
            close_for_good(self.window)
            self.window, self._sample = None, (None, None)
            left = [each for each in top_level() if each not in self._before]
            assert not left, f"left over: {left}"
        found = self.errors.copy()
        self.errors.clear()  # the next window begins anew
        assert not found
