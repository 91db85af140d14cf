"""What helps to find one's way in the program: the list of commands, the keyboard shortcuts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QWidget

from roiapp.language import tr
from roiapp.settings import Settings

if TYPE_CHECKING:
    from roiapp.ui.command_entries import CommandEntries, Entry
    from roiapp.ui.theme import Theme

_KEPT: Final = 12


class UsedCommands:
    """Which commands were used from the list, the last first; kept in the settings."""

    def __init__(self, read: Callable[[], Settings], change: Callable[[Callable[[Settings], Settings]], None]) -> None:
        self._read = read
        self._change = change

    def ids(self) -> Sequence[str]:
        return self._read().used

    def remember(self, id_: str) -> None:
        self._change(
            lambda settings: settings.changed(used=(id_, *(each for each in settings.used if each != id_))[:_KEPT])
        )


class GuideCommands:
    """`entries` are made when they are first wanted; `commit` takes what stands in the open cell editor."""

    def __init__(
        self,
        window: QWidget,
        theme: Theme,
        entries: Callable[[], CommandEntries],
        used: UsedCommands,
        commit: Callable[[], bool],
    ) -> None:
        self._window = window
        self._theme = theme
        self._entries = entries
        self._used = used
        self._commit = commit

    def commands(self) -> None:
        """Show the list of commands, or put it away."""
        from roiapp.ui.command_palette import CommandPalette

        shown = next((each for each in self._window.findChildren(CommandPalette) if each.isVisible()), None)
        if shown is not None:
            shown.leave()
        elif self._commit():
            prompt = tr("What would you like to do, or where to go?")
            CommandPalette(self._theme, self._entries().found, self._remember, self._window, prompt)

    def shortcuts(self) -> None:
        """Show the keyboard shortcuts beside the figures, or bring them to the front."""
        from roiapp.ui.shortcuts_window import ShortcutsWindow

        shown = next((each for each in self._window.findChildren(ShortcutsWindow) if each.isVisible()), None)
        if shown is not None:
            shown.activateWindow()
        elif self._commit():
            ShortcutsWindow(self._theme, self._window).show()

    def _remember(self, entry: Entry) -> None:
        if entry.id:
            self._used.remember(entry.id)
