"""Panels one above the other, whose shares of the room can be dragged."""

from __future__ import annotations

from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSplitter, QSplitterHandle


class Gaps(QSplitter):
    """A splitter whose handle is the gap between the panels, and nothing more."""

    def createHandle(self) -> QSplitterHandle:
        return _Gap(self.orientation(), self)


class _Gap(QSplitterHandle):
    def paintEvent(self, event: QPaintEvent) -> None:
        """Nothing: the pointer says that it can be dragged."""
