"""How large the grid is shown: the sizes there are, and the one each file was looked at with last."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from roiapp.ui.grid.worksheet_view import WorksheetView
    from roiapp.ui.model.recent_files import RecentFiles
    from roiapp.ui.model.session_model import SessionModel

#: in percent
ZOOMS: Final = (50, 60, 70, 80, 90, 100, 110, 125, 150, 175, 200)


def next_zoom(now: int, steps: int) -> int:
    """So many sizes larger, or smaller below 0."""
    near = min(range(len(ZOOMS)), key=lambda place: abs(ZOOMS[place] - now))
    return ZOOMS[min(max(near + steps, 0), len(ZOOMS) - 1)]


class ZoomCommands:
    """Larger, smaller, 100 %. A file comes back as it was looked at last: that is its reader's, not the document's."""

    def __init__(self, grid: WorksheetView, model: SessionModel, recent: RecentFiles) -> None:
        self._grid = grid
        self._model = model
        self._recent = recent
        model.reset.connect(self._on_reset)
        grid.zoom_changed.connect(self._keep)

    def larger(self) -> None:
        self._grid.set_zoom(next_zoom(self._grid.zoom, 1))

    def smaller(self) -> None:
        self._grid.set_zoom(next_zoom(self._grid.zoom, -1))

    def usual(self) -> None:
        self._grid.set_zoom(100)

    def _on_reset(self) -> None:
        path = self._model.path
        self._grid.set_zoom(self._recent.zoom_of(path) if path else 100)

    def _keep(self, percent: int) -> None:
        if self._model.path is not None:
            self._recent.keep_zoom(self._model.path, percent)
