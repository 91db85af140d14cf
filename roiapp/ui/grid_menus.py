"""The menus of the right button on cells, channels and totals, made of the window's actions."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QWidget

from roiapp.language import tr
from roiapp.ui.actions import CHANNEL, CONTEXT_MENUS, SEPARATOR
from roiapp.ui.window_actions import Actions


class GridMenus:
    """Each is built when it is first wanted and kept; what can be done now is for the actions to know."""

    def __init__(self, actions: Actions, parent: QWidget) -> None:
        self._actions = actions
        self._parent = parent
        self._menus: dict[str, QMenu] = {}

    def menu(self, kind: str) -> QMenu:
        """The menu of "cells", "channel" or "totals"."""
        found = self._menus.get(kind)
        if found is None:
            found = self._menus[kind] = QMenu(self._parent)
            found.setToolTipsVisible(True)
            self._fill(found, kind)
        return found

    def open(self, kind: str, at: QPoint) -> None:
        """Show it at a point of the screen."""
        self.menu(kind).popup(at)

    def _fill(self, menu: QMenu, kind: str) -> None:
        for id_ in CONTEXT_MENUS[kind]:
            if id_ == SEPARATOR:
                menu.addSeparator()
            elif id_ == CHANNEL:
                self._fill(menu.addMenu(tr("Cha&nnel")), "channel")
            else:
                action = self._actions.action[id_]
                action.setShortcutVisibleInContextMenu(True)
                menu.addAction(action)
