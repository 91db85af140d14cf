"""F6 and Shift+F6: from one part of the window to the next, since Tab belongs to the cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from roiapp.ui.commands.window_parts import WindowParts


class AreaCommands:
    """From the last part on to the first. What stands in the cell editor is taken; refused, it keeps the keys."""

    def __init__(self, parts: WindowParts) -> None:
        self._parts = parts

    def following(self) -> None:
        self._go(1)

    def previous(self) -> None:
        self._go(-1)

    def _go(self, by: int) -> None:
        if not self._parts.commit():
            return
        areas = [(area, keys) for area, keys in self._parts.areas() if area.isVisible()]
        now = QApplication.focusWidget()
        here = next((i for i, (area, _keys) in enumerate(areas) if now and (area is now or area.isAncestorOf(now))), 0)
        areas[(here + by) % len(areas)][1].setFocus(Qt.FocusReason.ShortcutFocusReason)
