"""The menu of the open windows, there when there are several: the one chosen comes to the front."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from roiapp.language import tr

if TYPE_CHECKING:
    from roiapp.ui.window.windows import Windows

_NUMBERED = 9
_WIDTH = 420  # px of a title at most


class WindowMenu(QObject):
    """Stands before the last menu of the bar, which is the one for help."""

    def __init__(self, bar: QMenuBar, windows: Windows, parent: QWidget) -> None:
        super().__init__(parent)
        self._windows = windows
        self._window = parent
        self.menu = QMenu(tr("&Window"), bar)
        self.menu.aboutToShow.connect(self._fill)
        bar.insertMenu(bar.actions()[-1], self.menu)
        windows.changed.connect(self._refresh)
        self._refresh()

    def _refresh(self) -> None:
        self.menu.menuAction().setVisible(len(self._windows.open) > 1)

    def _fill(self) -> None:
        """In the order in which they were opened, so that each keeps its number."""
        self.menu.clear()
        for number, window in enumerate(self._windows.in_order(), start=1):
            title = self.menu.fontMetrics().elidedText(window.title, Qt.TextElideMode.ElideMiddle, _WIDTH)
            title = title.replace("&", "&&")
            action = self.menu.addAction(f"&{number} {title}" if number <= _NUMBERED else title)
            action.setCheckable(True)
            action.setChecked(window is self._window.window())
            action.triggered.connect(window.come_forward)
