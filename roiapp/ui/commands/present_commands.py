"""The presentation of what is looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from roiapp.ui.commands.window_parts import WindowParts


class PresentCommands:
    """One presentation a window."""

    def __init__(self, parts: WindowParts) -> None:
        self._parts = parts

    def present(self) -> None:
        """Show the figures full screen, the active channel's page among them."""
        from roiapp.ui.present.presentation import Presentation

        parts = self._parts
        if parts.model.session is None or parts.model.figures is None or not parts.commit():
            return
        shown = next(iter(parts.window.findChildren(Presentation)), None)
        if shown is not None:
            shown.activateWindow()
            return
        channel, _id = parts.grid.current_figure()
        Presentation.present(parts.theme, parts.model, channel, parts.window)
