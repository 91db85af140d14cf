"""The button that says by what the charts are: by channel, by group or by owner."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from roiapp.analysis.gathering import By, Gathered, ways
from roiapp.language import mark, tr
from roiapp.ui.look.buttons import GhostButton
from roiapp.ui.look.theme import Theme
from roiapp.ui.panel.chart_buttons import menu_of

if TYPE_CHECKING:
    from roiapp.core.results import Figures

_BY: Final[dict[By, str]] = {"channel": mark("By channel"), "group": mark("By group"), "owner": mark("By owner")}


class RowsPicker(GhostButton):
    """Shows where any channel has a group or an owner. What is chosen holds for all charts, and stays while documents
    without groups are looked at; `changed` says that another one was chosen."""

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, "rows-3", parent)
        self.by: By = "channel"
        self._ways: list[By] = ["channel"]
        self._rows: list[Gathered] | None = None
        self.setText(tr(_BY[self.by]))
        self._menu = menu_of(self)
        self._menu.aboutToShow.connect(self._fill)
        self.setToolTip(tr("What stands in the charts: channels, groups or owners"))
        self.setVisible(False)

    def look_at(self, figures: Figures | None) -> Figures | None:
        """The figures of a view by what is chosen, which from now on stand in the chart."""
        from roiapp.analysis.grouped_figures import figures_by

        found = None if figures is None else figures_by(figures, self.by)
        self._ways = ["channel"] if figures is None else ways(figures.worksheet)
        self._rows = None if found is None or found.by == "channel" else found.rows
        self.setVisible(len(self._ways) > 1)
        text = tr(_BY["channel" if found is None else found.by])
        if text != self.text():
            self.setText(text)
            self.updateGeometry()
        return found

    def choose(self, by: By) -> None:
        """Draw the charts by this from now on."""
        if by != self.by:
            self.by = by
            self.changed.emit()

    def place(self, channel: int | None) -> int | None:
        """Where a channel stands in the chart: by itself, or in its group."""
        if self._rows is None or channel is None:
            return channel
        return next((place for place, (_name, channels) in enumerate(self._rows) if channel in channels), None)

    def channel(self, place: int) -> int:
        """The channel that a mark leads to: of a group its first."""
        return place if self._rows is None else self._rows[place][1][0]

    def _fill(self) -> None:
        self._menu.clear()
        for by in self._ways:
            action = self._menu.addAction(tr(_BY[by]))
            action.setCheckable(True)
            action.setChecked(by == self.by)
            action.triggered.connect(lambda _checked=False, by=by: self.choose(by))
