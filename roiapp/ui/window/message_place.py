"""Where the message bar is: what stays until it is closed stands above the cards, what passes by itself lies over the
foot of the sheet, so that nothing moves under the pointer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLayout, QVBoxLayout

    from roiapp.ui.look.message_bar import MessageBar
    from roiapp.ui.window.workbench import Workbench

_ABOVE_TABS: Final = 12
_BESIDE: Final = 24


class MessagePlace(QObject):
    """The place of one window's bar. `home` is the column whose first place is for what stays."""

    def __init__(self, bar: MessageBar, home: QVBoxLayout, bench: Workbench) -> None:
        super().__init__(bench)
        self._bar = bar
        self._home = home
        self._bench = bench
        self._elsewhere: QLayout | None = None
        bar.placed.connect(self._place)
        bench.installEventFilter(self)
        self._place()

    def move_to(self, elsewhere: QLayout | None) -> None:
        """Something else is shown in place of the worksheet, and its messages stand there; None: back."""
        self._elsewhere = elsewhere
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self._elsewhere is None and self._bar.passing:
            self._float()
        return False

    def _place(self) -> None:
        bar, shown = self._bar, not self._bar.isHidden()
        if self._elsewhere is not None:
            self._elsewhere.addWidget(bar)
        elif bar.passing:
            self._home.removeWidget(bar)
            if bar.parentWidget() is not self._bench:
                bar.setParent(self._bench)
                bar.setVisible(shown)
            self._float()
        elif self._home.indexOf(bar) < 0:
            self._home.insertWidget(0, bar)

    def _float(self) -> None:
        bar, bench = self._bar, self._bench
        width = min(bar.width_of_text(), bench.width() - 2 * _BESIDE)
        height = max(bar.minimumHeight(), bar.heightForWidth(width))
        bar.setGeometry((bench.width() - width) // 2, bench.tabs.y() - _ABOVE_TABS - height, width, height)
        bar.raise_()
