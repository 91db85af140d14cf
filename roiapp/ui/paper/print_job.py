"""Pages onto a printer or into a PDF, some at a time between other events: a long worksheet holds up nothing."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QPagedPaintDevice, QPainter

if TYPE_CHECKING:
    from roiapp.ui.paper.page_preview import Pages

#: a chart's and a page's pixel is one 96th of an inch: so letters keep their place in QPdfWriter
INCH: Final = 96
_SLICE: Final = 0.02  # s, less than two frames


class PrintJob(QObject):
    """Draws `pages` (numbers from 0) of `paper` on `device`. `advanced` says how many of how many are drawn;
    `finished` whether that became all; else the device refused, or it was `given_up`."""

    advanced = Signal(int, int)
    finished = Signal(bool)

    def __init__(self, paper: Pages, device: QPagedPaintDevice, pages: range, parent: QObject) -> None:
        super().__init__(parent)
        self._paper = paper
        self._device = device
        self._pages = pages
        self._done = 0
        self.given_up = False
        self._painter = QPainter()
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._go_on)

    def start(self) -> None:
        if not self._painter.begin(self._device):
            self.finished.emit(False)
            return
        scale = self._device.logicalDpiX() / INCH
        self._painter.scale(scale, scale)
        self._timer.start()

    def give_up(self) -> None:
        """Stop here; what was drawn so far is the caller's to throw away."""
        self.given_up = True
        self._end(whole=False)

    def _go_on(self) -> None:
        until = time.perf_counter() + _SLICE
        while self._done < len(self._pages):
            if self._done and not self._device.newPage():
                self._end(whole=False)
                return
            self._paper.paint(self._painter, self._pages[self._done])
            self._done += 1
            if time.perf_counter() > until:
                break
        self.advanced.emit(self._done, len(self._pages))
        if self._done >= len(self._pages):
            self._end(whole=True)

    def _end(self, *, whole: bool) -> None:
        if self._painter.isActive():
            self._timer.stop()
            self._painter.end()
            self.finished.emit(whole)
