"""The buttons of the chart panel: an icon without a text that shows, and a menu that opens below it."""

from __future__ import annotations

from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from roiapp.ui.look.buttons import GhostButton
from roiapp.ui.look.theme import Theme


def bare_button(theme: Theme, parent: QWidget, icon: str, tip: str) -> GhostButton:
    """A button whose text is its tip."""
    button = GhostButton(theme, icon, parent, bare=True)
    button.setText(tip)
    button.setToolTip(tip)
    button.setAccessibleName(tip)
    return button


def menu_of(button: GhostButton) -> QMenu:
    """The menu that a click on the button opens."""
    menu = QMenu(button)
    button.setMenu(menu)
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    return menu
