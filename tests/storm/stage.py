"""The program on a stage of its own: its windows as a start makes them, a folder with files to bring in, and who hears
a key or a click just now."""

from __future__ import annotations

import random
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QWindow
from PySide6.QtPrintSupport import QAbstractPrintDialog
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QWidget
from shiboken6 import isValid

from tests.files.project_documents import golden

if TYPE_CHECKING:
    from roiapp.ui.window.main_window import MainWindow
    from roiapp.ui.window.windows import Windows

ROOT: Final = Path(__file__).resolve().parents[2]
_MOST_WINDOWS: Final = 3
_FOREIGN: Final = {
    "nothing.csv": b"", "no-text.csv": bytes(range(256)) * 4, "cut.xlsx": b"PK\x03\x04 and no more",
    "torn.roi": b"SQLite format 3\0" + bytes(200), "words.txt": "Bez liczb, żadnych\n".encode(),
    "two.csv": b"Channel,Spend,Customers\nRadio,100,2\nFlyers,50,1\n",
    "list.json": b'[{"Channel": "Radio", "Spend": 100}]',
}  # fmt: skip


class _Nowhere(QObject):
    """Where addresses go instead of another program."""

    @Slot(QUrl)
    def take(self, _url: QUrl) -> None:
        return


@dataclass
class Stage:
    """`windows` are the program's; `folder` is where everything is read and written."""

    windows: Windows
    folder: Path
    files: list[Path] = field(default_factory=list)
    opened_again: int = 0

    def __post_init__(self) -> None:
        nowhere = _Nowhere(self.windows)
        for scheme in ("file", "http", "https", "mailto"):
            QDesktopServices.setUrlHandler(scheme, nowhere, "take")
        self._furnish_folder()

    def _furnish_folder(self) -> None:
        for source in sorted((ROOT / "tests" / "data").iterdir()):
            if source.suffix in (".csv", ".xlsx"):
                self.files.append(Path(shutil.copy(source, self.folder)))
        for source in sorted((ROOT / "tests" / "data" / "documents").glob("*.roi")):
            self.files.append(Path(shutil.copy(source, self.folder)))
        for name, data in _FOREIGN.items():
            self.files.append(self.folder / name)
            self.files[-1].write_bytes(data)
        from roiapp.files.project_file import encode

        self.files.append(self.folder / "whole.roi")
        self.files[-1].write_bytes(encode(golden()))
        self.files += [self.folder, self.folder / "not there.csv"]

    # -- windows -------------------------------------------------------------------------------------------------------

    def window(self) -> MainWindow:
        """The window in front; where all were closed, a new one is opened, and where there are many, the oldest go."""
        whole = [each for each in self.windows.open if each.furnished]
        if not whole:
            self.opened_again += 1
            return self.windows.new()
        for each in whole[_MOST_WINDOWS:]:
            each._may_close = True
            each.close()
        return whole[0]

    @property
    def modal(self) -> QWidget | None:
        return QApplication.activeModalWidget()

    @property
    def system_dialog(self) -> QDialog | None:
        """The dialog for files or printers that is open. It is the system's, and could change or remove any file there
        is: it gets no keys by chance."""
        modal = self.modal
        return modal if isinstance(modal, QFileDialog | QAbstractPrintDialog) else None

    def idle(self) -> bool:
        """Whether nothing is being asked, chosen, read or written."""
        if QApplication.activePopupWidget() is not None or self.modal is not None:
            return False
        window = self.window()
        commands = window.bench.commands
        return not (window.bench.model.saving or commands.documents.reading or commands.exports.running)

    def hearer(self) -> QWidget:
        """What a key goes to: the open menu, the dialog, the window with the focus."""
        popup = QApplication.activePopupWidget()
        if popup is not None:
            return popup
        if self.modal is not None:
            return self.modal.window()
        focus = QApplication.focusWidget()
        if focus is None or focus.window().windowHandle() is None:
            front = self.window()
            front.activateWindow()  # as a window manager does when a dialog is gone
            return front
        return focus.window()

    def under_mouse(self, chance: random.Random) -> QWidget:
        """What a click can reach: the open menu, the dialog, any window that no dialog blocks."""
        hearer = self.hearer()
        if QApplication.activePopupWidget() is not None or self.modal is not None or chance.random() < 0.8:
            return hearer
        shown = [each for each in QApplication.topLevelWidgets() if each.isVisible() and each.windowHandle()]
        return chance.choice(shown) if shown else hearer

    @staticmethod
    def handle(widget: QWidget) -> QWindow | None:
        """The system's side of its window; None where there is none any more."""
        found = widget.window().windowHandle() if isValid(widget) else None
        return found if found is not None and isValid(found) else None
