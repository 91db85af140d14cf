"""What widgets that paint nothing themselves wear of the theme: said once, and put on anew when it changes."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QWidget

from roiapp.ui.look.theme import Theme


def wear(widget: QWidget, theme: Theme, sheet: Callable[[Theme], str]) -> None:
    """A style sheet; of several the last one holds."""
    _put(widget, theme, "sheet", lambda worn: worn.setStyleSheet(sheet(theme)))


def wear_ink(label: QWidget, theme: Theme, role: str) -> None:
    """Letters in the colour of a role."""
    wear(label, theme, lambda theme: f"color: {getattr(theme.tokens, role)}")


def wear_icon(label: QLabel, theme: Theme, name: str, role: str, size: int = 16) -> None:
    """An icon in the colour of a role, `size` px large at 100 %."""

    def put_on(worn: QWidget) -> None:
        if isinstance(worn, QLabel):
            worn.setPixmap(theme.pixmap(name, role, size, worn.devicePixelRatioF()))

    _put(label, theme, "icon", put_on)


def wear_ground(window: QWidget, theme: Theme, role: str = "surface") -> None:
    """A ground in the colour of a role, for the widget and what lies in it."""

    def put_on(worn: QWidget) -> None:
        palette = worn.palette()
        for each in (QPalette.ColorRole.Window, QPalette.ColorRole.Base):
            palette.setColor(each, theme.colour(role))
        worn.setPalette(palette)

    _put(window, theme, "ground", put_on)


def _put(widget: QWidget, theme: Theme, kind: str, put_on: Callable[[QWidget], None]) -> None:
    before = widget.findChild(_Worn, kind, Qt.FindChildOption.FindDirectChildrenOnly)
    worn = before if isinstance(before, _Worn) else _Worn(widget, theme, kind)
    worn.put_on = put_on
    worn.again()


class _Worn(QObject):
    """Lives in the widget, and no longer than it."""

    def __init__(self, widget: QWidget, theme: Theme, kind: str) -> None:
        super().__init__(widget)
        self.setObjectName(kind)
        self.put_on: Callable[[QWidget], None] = lambda _widget: None
        theme.changed.connect(self.again)

    def again(self) -> None:
        widget = self.parent()
        if isinstance(widget, QWidget):
            self.put_on(widget)
