"""Files that were opened or saved lately: the list in the settings, and what is kept of each file."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from roiapp.settings import Recent, Settings

if TYPE_CHECKING:
    from pathlib import Path

    from roiapp.ui.model.session_model import SessionModel


class RecentFiles:
    """The list as it stands in the settings: `read` gives them, `change` makes a change of them and keeps it."""

    def __init__(self, read: Callable[[], Settings], change: Callable[[Callable[[Settings], Settings]], None]) -> None:
        self._read = read
        self._change = change

    @property
    def files(self) -> tuple[Recent, ...]:
        """The latest first."""
        return self._read().recent

    def remember(self, file: Recent) -> None:
        """Put a file first, as what it says now."""
        self._change(lambda settings: settings.with_recent(file))

    def zoom_of(self, path: Path) -> int:
        """The size in percent at which a file was looked at last."""
        place = str(path.absolute())
        return next((file.zoom for file in self.files if file.path == place), 100)

    def keep_zoom(self, path: Path, percent: int) -> None:
        """Remember the size for a file of the list."""
        place = str(path.absolute())
        if any(file.path == place and file.zoom != percent for file in self.files):
            self._change(lambda settings: settings.with_zoom(place, percent))

    def forget(self, path: str) -> None:
        self._change(lambda settings: settings.without_recent(path))

    def forget_all(self) -> None:
        self._change(lambda settings: settings.changed(recent=()))


def recent_file(model: SessionModel, path: Path) -> Recent:
    """The file as it stands in the window just now: title, the period looked at, and the total ROI of it."""
    at = datetime.now().astimezone().isoformat(timespec="seconds")
    place, sheet = str(path.absolute()), model.worksheet
    if sheet is None or model.view is None or model.figures is None:
        return Recent(place, at=at)
    roi = model.figures.total_figure("roi")
    known = roi is not None and math.isfinite(roi)
    return Recent(place, sheet.settings.title, model.view.text(), roi if known else None, at)
