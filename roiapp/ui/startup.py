"""The start in steps, so that something stands on the screen at once: the empty window, then the figures, then the charts.

numpy and the core are loaded when the empty window has been painted, pyqtgraph when the figures have been, SciPy in the
background when the charts have been. Each step waits for the paint before it, never for a guess of time.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, Literal

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from pathlib import Path

    from roiapp.ui.main_window import MainWindow

Step = Literal["painted", "figures", "charts"]
STEPS: Final[tuple[Step, ...]] = ("painted", "figures", "charts")


class StartUp(QObject):
    """Leads a window that was just shown to its first document. `reached` says which step has been painted."""

    reached = Signal(str)

    def __init__(self, window: MainWindow, path: Path | None) -> None:
        super().__init__(window)
        self._window = window
        self._path = path
        self._painted: _Painted | None = None
        self._wait(window.grid.table.viewport(), self._after_shell)

    def _wait(self, widget: QWidget, then: Callable[[], None]) -> None:
        self._painted = _Painted(widget, then)

    def _after_shell(self) -> None:
        self.reached.emit("painted")
        model = self._window.model
        model.reset.connect(self._figures_are_there)
        self._window.commands.documents.start_with(self._path, self._window.commands.documents.open_sample)

    def _figures_are_there(self) -> None:
        self._window.model.reset.disconnect(self._figures_are_there)
        self._wait(self._window.grid.table.viewport(), self._after_figures)
        self._window.grid.table.viewport().update()

    def _after_figures(self) -> None:
        self.reached.emit("figures")
        self._wait(self._window.show_charts(), self._after_charts)

    def _after_charts(self) -> None:
        self.reached.emit("charts")
        self._window.run(_load_statistics, self._statistics_are_there)

    def _statistics_are_there(self, _result: object, error: Exception | None) -> None:
        if error is not None:
            self._window.unexpected(error)
        self._window.model.redraw()
        self.deleteLater()


class _Painted(QObject):
    """Calls back once, after the next paint of a widget has been dealt with."""

    def __init__(self, widget: QWidget, then: Callable[[], None]) -> None:
        super().__init__(widget)
        self._then = then
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self, self._then)
        return False


def _load_statistics() -> None:
    from roiapp.analysis.statistics import special

    special()
