"""macOS: whoever opens a document in the Finder starts no second program, but the one that runs is told so."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication


class FinderApplication(QApplication):
    """Hands on what the Finder wants to be opened; what comes before somebody listens waits."""

    def __init__(self, words: list[str]) -> None:
        super().__init__(words)
        self._open: Callable[[Path], object] | None = None
        self._waiting: list[Path] = []

    def listen(self, open_: Callable[[Path], object]) -> None:
        """From now on `open_` gets each file, first those that wait."""
        self._open = open_
        while self._waiting:
            open_(self._waiting.pop(0))

    def event(self, event: QEvent) -> bool:
        if not isinstance(event, QFileOpenEvent) or not event.file():
            return super().event(event)
        if self._open is None:
            self._waiting.append(Path(event.file()))
        else:
            self._open(Path(event.file()))
        return True
