"""The start in steps, so that something stands on the screen at once: the empty window, then the figures, then the
charts.

numpy and the core are loaded when the empty window has been painted, pyqtgraph when the figures have been, SciPy in
the background when the charts have been. Each step waits for the paint before it, never for a guess of time.

Whoever has recent files is met by the start page: then it is the first picture, and the core is loaded in the
background while it is read. The other steps follow when a document is shown. The same holds of the questions of the
very first start.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal, Self

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from roiapp.ui.window.shell import MENU_HEIGHT

if TYPE_CHECKING:
    from pathlib import Path

    from roiapp.ui.window.main_window import MainWindow

Step = Literal["painted", "page", "figures", "charts"]


class StartUp(QObject):
    """Leads a window that is about to be shown to its first document: the file at `path`, else the sample where
    `sample` wants it, else what is chosen on the start page, where there are recent files, or on the page of the very
    first start, else the sample. `reached` says which step has been painted ("page": either page, in a whole window),
    `furnished` that the window is whole."""

    reached = Signal(str)
    furnished = Signal()

    def __init__(self, window: MainWindow, path: Path | None, *, sample: bool = False) -> None:
        super().__init__(window)
        self._window = window
        #: whether it is over, or another goes on with it
        self._over = False
        known = window.settings
        self._on_page = path is None and not sample and (bool(known.recent) or not known.asked)
        #: whether work that was kept is offered in the end: a file's own was when it was opened
        self._offers = path is None and not self._on_page
        if window.furnished:
            window.bench.model.reset.connect(self._figures_are_there)
        elif self._on_page:
            show = window.start.show_first if known.recent else window.start.questions.show
            self._wait(show(window.theme.px(MENU_HEIGHT)), lambda: self._after_shell(path))
        else:
            self._wait(window.shell, lambda: self._after_shell(path))

    @classmethod
    def of_furnished(cls, window: MainWindow) -> Self:
        """For a window that is not the program's first: it is whole but for the charts, and offers nothing."""
        start = cls(window, None)
        start._offers = False
        return start

    @classmethod
    def go_on(cls, window: MainWindow) -> None:
        """Where a window was furnished anew before its start was over: another goes on with it, in what stands there by
        now."""
        begun = [each for each in window.findChildren(cls) if not each._over]
        if not begun:
            return
        start = cls.of_furnished(window)
        start._offers = any(each._offers for each in begun)
        for each in begun:
            each._end()
        if window.bench.charts is not None:
            window.bench.model.reset.disconnect(start._figures_are_there)
            start._wait(window.bench.charts, start._after_charts)
        elif window.bench.model.session is not None:
            start._figures_are_there()

    def _end(self) -> None:
        self._over = True
        self.deleteLater()

    def _wait(self, widget: QWidget, then: Callable[[], None]) -> None:
        _Painted(widget, lambda: None if self._over else then())

    def _after_shell(self, path: Path | None) -> None:
        self.reached.emit("painted")
        self._window.furnish()
        self.furnished.emit()
        bench = self._window.bench
        bench.model.reset.connect(self._figures_are_there)
        if self._on_page:
            self.reached.emit("page")
            self._window.run(_load_core, lambda _result, _error: self._offer_kept())
        else:
            bench.commands.documents.start_with(path, bench.commands.documents.open_sample)

    def _offer_kept(self) -> None:
        """In the window as it is by now: another language may have been chosen."""
        self._window.bench.commands.documents.offer_kept()

    def _figures_are_there(self) -> None:
        bench = self._window.bench
        bench.model.reset.disconnect(self._figures_are_there)
        self._wait(bench.grid.table.viewport(), self._after_figures)

    def _after_figures(self) -> None:
        self.reached.emit("figures")
        self._wait(self._window.bench.show_charts(), self._after_charts)

    def _after_charts(self) -> None:
        self.reached.emit("charts")
        self._window.bench.model.keep()
        if self._offers:
            self._offers = False
            self._offer_kept()
        self._window.run(_load_statistics, self._statistics_are_there)

    def _statistics_are_there(self, _result: object, error: Exception | None) -> None:
        if self._over:
            return
        if error is not None:
            self._window.unexpected(error)
        else:
            self._window.bench.show_findings()
            self._window.bench.model.set_ranges_ready()
        self._end()


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


def _load_core() -> None:
    """What opening a document needs, so that it is there by the time one is chosen."""
    import roiapp.files.document
    import roiapp.files.session  # noqa: F401


def _load_statistics() -> None:
    from roiapp.analysis.statistics import special

    special()
