"""The menus of the right button on cells, channels, totals and periods, made of the window's actions."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from roiapp.language import tr
from roiapp.ui.actions.menus import CHANNEL, CONTEXT_MENUS, SEPARATOR
from roiapp.ui.actions.window_actions import Actions


class GridMenus:
    """Each is built when it is first wanted and kept; what can be done now is for the actions to know."""

    def __init__(self, actions: Actions, parent: QWidget) -> None:
        self._actions = actions
        self._parent = parent
        self._menus: dict[str, QMenu] = {}
        self._offered: list[QAction] = []
        #: what can be done about the active cell in particular: what it is called, and what does it
        self.offers: Callable[[], list[tuple[str, Callable[[], None]]]] = list

    def menu(self, kind: str) -> QMenu:
        """The menu of "cells", "channel", "totals" or "period"."""
        found = self._menus.get(kind)
        if found is None:
            found = self._menus[kind] = QMenu(self._parent)
            found.setToolTipsVisible(True)
            self._fill(found, kind)
        return found

    def open(self, kind: str, at: QPoint) -> None:
        """Show it at a point of the screen."""
        self.ready(kind).popup(at)

    def ready(self, kind: str) -> QMenu:
        """The menu with what can be done about the active cell in particular."""
        menu = self.menu(kind)
        for action in self._offered:
            self.menu("cells").removeAction(action)
            action.deleteLater()
        self._offered = []
        if kind == "cells":
            self._put_first(menu)
        return menu

    def _put_first(self, menu: QMenu) -> None:
        first = menu.actions()[0]
        for text, does in self.offers():
            action = QAction(text.replace("&", "&&"), menu)
            action.triggered.connect(lambda _checked=False, do=does: do())
            menu.insertAction(first, action)
            self._offered.append(action)
        if self._offered:
            self._offered.append(menu.insertSeparator(first))

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
