"""What helps to find one's way in the program: the list of commands, the keyboard shortcuts."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from roiapp.language import tr

if TYPE_CHECKING:
    from roiapp.ui.commands.window_parts import WindowParts
    from roiapp.ui.lists.command_entries import CommandEntries, Entry

class GuideCommands:
    """`entries` are made when they are first wanted."""

    def __init__(self, parts: WindowParts, entries: Callable[[], CommandEntries]) -> None:
        self._window = parts.window
        self._theme = parts.theme
        self._kept = parts.kept
        self._commit = parts.commit
        self._entries = entries

    def commands(self) -> None:
        """Show the list of commands, or put it away."""
        from roiapp.ui.lists.command_palette import CommandPalette

        shown = next((each for each in self._window.findChildren(CommandPalette) if each.isVisible()), None)
        if shown is not None:
            shown.leave()
        elif self._commit():
            prompt = tr("What would you like to do, or where to go?")
            CommandPalette(self._theme, self._entries().found, self._remember, self._window, prompt)

    def shortcuts(self) -> None:
        """Show the keyboard shortcuts beside the figures, or bring them to the front."""
        from roiapp.ui.lists.shortcuts_window import ShortcutsWindow

        shown = next((each for each in self._window.findChildren(ShortcutsWindow) if each.isVisible()), None)
        if shown is not None:
            shown.activateWindow()
        elif self._commit():
            ShortcutsWindow(self._theme, self._window).show()

    def _remember(self, entry: Entry) -> None:
        if entry.id:
            self._kept.remember_used(entry.id)
