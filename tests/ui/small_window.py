"""What the window's tests share: a small worksheet, the stand-in for the message door, how a window goes for good."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QThreadPool
from PySide6.QtWidgets import QApplication, QWidget

from roiapp.core.document_settings import DocumentSettings
from roiapp.core.periods import month
from roiapp.core.worksheet import Worksheet, build
from roiapp.files import templates
from roiapp.files.session import Session
from roiapp.ui.window.main_window import MainWindow

if TYPE_CHECKING:
    from roiapp.ui.look.messages import FileKind, Kind, Question, Way

NAMES = ("Local SEO", "Google text ads", "Radio & TV", "Local print")
#: per field the figures of July; those of the other months are these times a factor
JULY: dict[str, tuple[float | None, ...]] = {
    "spend": (800, 1380, 1200, 290),
    "visits": (1157, 1024, None, None),
    "leads": (37, 46, 8, 1),
    "customers": (18, 13, 3, 2),
    "revenue_per_sale": (460, 480, 520, 330),
    "gross_margin": (0.46, 0.45, 0.40, 0.41),
}
MONTHS = (4, 5, 6, 7, 8, 9)
_GROWING = ("spend", "visits", "leads", "customers")


def small_worksheet() -> Worksheet:
    """Four channels from April to September 2026; "Local print" has more customers than leads."""
    columns: dict[str, list[list[float | None]]] = {}
    for name, row in JULY.items():
        factors = [1.0 + 0.1 * (number - 7) if name in _GROWING else 1.0 for number in MONTHS]
        columns[name] = [[None if v is None else v * factor for v in row] for factor in factors]
    periods = [month(2026, number, key) for key, number in enumerate(MONTHS, start=1)]
    return build(NAMES, columns, periods, DocumentSettings(title="Brightwater"))


@dataclass
class RecordedMessages:
    """The stand-in for the message door: keeps what was said, answers as told."""

    said: list[tuple[str, str]] = field(default_factory=list)
    asked: list[Question] = field(default_factory=list)
    answer: str = ""
    file: Path | None = None
    files: list[Path] = field(default_factory=list)
    #: where to save, and what was suggested for it
    place: Path | None = None
    suggested: list[Path] = field(default_factory=list)
    #: what was offered to do with what was said last
    ways: tuple[Way, ...] = ()
    #: which of the offered kinds of file is chosen, and which were offered
    kind: int = 0
    kinds: tuple[FileKind, ...] = ()

    def say(self, text: str, kind: Kind = "notice", ways: tuple[Way, ...] = ()) -> None:
        self.said.append((kind, text))
        self.ways = ways

    def ask(self, question: Question, then: Callable[[str], None]) -> None:
        self.asked.append(question)
        then(self.answer or question.otherwise)

    def choose_file(self, title: str, folder: str, filters: str, then: Callable[[Path], None]) -> None:
        if self.file is not None:
            then(self.file)

    def choose_files(self, title: str, folder: str, filters: str, then: Callable[[list[Path]], None]) -> None:
        if self.files:
            then(self.files)

    def choose_place(self, title: str, suggested: Path, filters: str, then: Callable[[Path], None]) -> None:
        self.suggested.append(suggested)
        if self.place is not None:
            then(self.place)

    def choose_kind(
        self, title: str, suggested: Path, kinds: tuple[FileKind, ...], then: Callable[[Path, FileKind], None]
    ) -> None:
        self.suggested.append(suggested)
        self.kinds = kinds
        if self.place is not None:
            then(self.place, kinds[self.kind])


def close_for_good(window: MainWindow) -> None:
    """Close it and the windows it opened, whatever was changed, and let Qt take away what was to be deleted."""
    for each in list(window.windows.open):
        each._may_close = True
    for popup in top_level():
        if popup is not window:
            popup.close()
    window.close()
    window.deleteLater()
    QThreadPool.globalInstance().waitForDone()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def top_level() -> list[QWidget]:
    return [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]


def show_another(window: MainWindow) -> None:
    """Another document in place of the one at hand, which is left as when its window had closed."""
    window.bench.commands.documents.show(Session.new(templates.load_sample()))


def other_windows(window: MainWindow) -> list[MainWindow]:
    """Those the window opened, in order."""
    return [each for each in window.windows.in_order() if each is not window]
