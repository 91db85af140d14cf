"""The right half of the scenarios' window: which figures, of what, the table and the bars of one of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from roiapp.language import apart, tr
from roiapp.ui.lists.scenario_bars_view import ScenarioBarsView
from roiapp.ui.lists.scenario_table import ScenarioTable
from roiapp.ui.look.calm_checks import CalmCheck
from roiapp.ui.look.calm_fields import CalmBox
from roiapp.ui.look.dialogs import button_style
from roiapp.ui.look.flowing import Flowing
from roiapp.ui.look.later import later
from roiapp.ui.look.messages import Choice
from roiapp.ui.look.scrolled import scrolled
from roiapp.ui.look.theme import Theme
from roiapp.ui.model.session_model import SessionModel

if TYPE_CHECKING:
    from roiapp.analysis.decisions.scenario_comparison import ComparedFigure, Comparison, UnderScenarios

#: with more channels the active cell's stands in the list, and no other
_MOST_CHANNELS: Final = 500
#: so long nothing has to change before a comparison is worked out anew: a piece of it takes some frames
_PAUSE_MS: Final = 400


class ScenarioCompared(QWidget):
    """Works the comparison out piece by piece: at once when it opens, behind edits once they pause. `channel` is the
    active cell's. `asked` carries the key of a bar that was clicked; `paused` says that nothing changes any more."""

    asked = Signal(int)
    paused = Signal()

    def __init__(
        self, theme: Theme, model: SessionModel, keys: Callable[[], list[int]], channel: int | None, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._model = model
        self._keys = keys
        session = model.session
        #: the active cell's channel, by its key as the list has them
        self._active = session.worksheet.keys[channel] if session is not None and channel is not None else None
        self._made: UnderScenarios | None = None
        self._pieces: Iterator[None] | None = None
        self.found: Comparison | None = None
        #: the channel that it is of, as it was called then: it may be gone by now
        self._named = ""
        self._chosen = 0
        self.heading, self.chart_title, self.said = QLabel(self), QLabel(self), QLabel(self)
        self.channel_box, self.figure_box = CalmBox(theme, self), CalmBox(theme, self)
        self.whole = CalmCheck(theme, tr("All metrics"), self)
        self.copy_button = QPushButton(tr("Copy as table"), self)
        self.table = ScenarioTable(theme, self)
        self.bars = ScenarioBarsView(theme, self)
        self._pause, self._next = later(self, self._on_pause, _PAUSE_MS), later(self, self._go_on)
        self._lay_out()
        self.channel_box.activated.connect(lambda _place: self._begin())
        self.figure_box.activated.connect(lambda _place: self._take_metric())
        self.whole.toggled.connect(lambda _on: self._begin())
        self.copy_button.clicked.connect(lambda _checked=False: self.table.copy())
        self.table.selectionModel().currentRowChanged.connect(lambda now, _before: self._take_row(now.row()))
        self.bars.asked.connect(self.asked)

    def _lay_out(self) -> None:
        top = Flowing(8)
        for field, name in ((self.channel_box, tr("Channel")), (self.figure_box, tr("Figure in the chart"))):
            field.setAccessibleName(name)
        for label in (self.heading, self.said):
            label.setWordWrap(True)
        self.copy_button.setAutoDefault(False)
        self.copy_button.setMinimumHeight(self._theme.px(32))
        for part in (self.channel_box, self.whole, self.copy_button):
            top.addWidget(part)
        below = Flowing(12)
        below.addWidget(self.chart_title)
        below.addWidget(self.figure_box)
        chart = QVBoxLayout()
        chart.setContentsMargins(0, 0, 0, 0)
        chart.addWidget(self.bars, 1)
        area = scrolled(chart, self)
        area.setMinimumHeight(self._theme.px(130))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        for row in (self.heading, top):
            whole.addWidget(row) if isinstance(row, QWidget) else whole.addLayout(row)
        whole.addWidget(self.table, 3)
        whole.addLayout(below)
        whole.addWidget(area, 2)
        whole.addWidget(self.said)

    # -- what is compared ----------------------------------------------------------------------------------------------

    @property
    def busy(self) -> bool:
        """Whether there is more to come."""
        return self._pause.isActive() or self._pieces is not None

    def forget(self) -> None:
        """The worksheet has changed: work it out anew once nothing has changed for a moment."""
        self._made = self._pieces = None
        self._next.stop()
        self._pause.start()

    def begin(self) -> None:
        """Other scenarios, or another view: only what is not known yet is worked out."""
        if not self._pause.isActive():
            self._begin()

    def _on_pause(self) -> None:
        self.paused.emit()
        self._begin()

    def _begin(self) -> None:
        from roiapp.analysis.decisions.scenario_comparison import UnderScenarios, worked_out

        session, view = self._model.session, self._model.view
        if session is None or view is None:
            return
        if self._made is None:
            self._made = UnderScenarios(
                session.worksheet, session.catalog, session.as_of, matched=session.time_matched
            )
            self._fill_channels()
        self._fill_metrics()
        figures, _count = self._figures()
        self._pieces = worked_out(self._made, view, self._channel(), self._keys(), figures)
        self._next.start()

    def _go_on(self) -> None:
        if self._pieces is None:
            return
        try:
            next(self._pieces)
        except StopIteration:
            self._pieces = None
            self._show()
        else:
            self._next.start()

    def _figures(self) -> tuple[list[ComparedFigure], int]:
        """What is worked out, and how many of them stand in the table; the chart's comes last where it does not."""
        from roiapp.analysis.decisions.scenario_comparison import all_figures, card_figures

        assert self._made is not None
        sheet, catalog, channel = self._made.sheet, self._made.catalog, self._channel()
        every = all_figures(sheet, catalog, channel)
        shown = every if self.whole.isChecked() else card_figures(sheet, catalog)
        if channel is not None:
            known = {each.id for each in every}
            shown = [each for each in shown if each.id in known]
        wanted = self.figure_box.currentData()
        extra = [each for each in every if each.id == wanted and wanted not in {known.id for known in shown}]
        return [*shown, *extra], len(shown)

    def _channel(self) -> int | None:
        """Where the channel is that is chosen, None for all."""
        keys, key = self._made.sheet.keys if self._made is not None else (), self.channel_box.currentData()
        return next((place for place, each in enumerate(keys) if each == key), None)

    def _fill_channels(self) -> None:
        assert self._made is not None
        names, before = self._made.sheet.names, self.channel_box.currentData()
        wanted = [(apart(name), key) for name, key in zip(names, self._made.sheet.keys, strict=True)]
        if len(wanted) > _MOST_CHANNELS:
            wanted = [each for each in wanted if each[1] == self._active]
        self.channel_box.clear()
        self.channel_box.addItem(tr("All channels"), None)
        for text, key in wanted:
            self.channel_box.addItem(text, key)
        self.channel_box.setCurrentIndex(0 if before is None else max(0, self.channel_box.findData(before)))
        self.channel_box.updateGeometry()

    def _fill_metrics(self) -> None:
        from roiapp.analysis.decisions.scenario_comparison import all_figures

        assert self._made is not None
        sheet = self._made.sheet
        figures = all_figures(sheet, self._made.catalog, self._channel())
        wanted = self.figure_box.currentData() or sheet.settings.headline
        box = self.figure_box
        if [each.id for each in figures] != [box.itemData(place) for place in range(box.count())]:
            self.figure_box.clear()
            for each in figures:
                self.figure_box.addItem(each.label, each.id)
        self.figure_box.setCurrentIndex(max(0, self.figure_box.findData(wanted)))

    def _take_metric(self) -> None:
        self._begin()

    def _take_row(self, row: int) -> None:
        """The row that is chosen in the table is what the chart shows."""
        if self.found is not None and self._pieces is None and 0 <= row < self.table.rows.count:
            place = self.figure_box.findData(self.found.figures[row].id)
            if place >= 0 and place != self.figure_box.currentIndex():
                self.figure_box.setCurrentIndex(place)
                self._show_bars()

    # -- what is shown -------------------------------------------------------------------------------------------------

    def choose(self, key: int) -> None:
        """Mark the bar of this scenario."""
        self._chosen = key
        self._show_bars()

    def _show(self) -> None:
        from roiapp.analysis.decisions.comparison_words import remarks
        from roiapp.analysis.decisions.scenario_comparison import compare

        session, view, made = self._model.session, self._model.view, self._made
        if session is None or view is None or made is None:
            return
        figures, count = self._figures()
        write = self._model.number_format
        found = compare(made, view, self._channel(), self._keys(), figures)
        self.found = None  # what the table chooses while it is filled is no wish
        self.table.show_comparison(found, write, count)
        self.found = found
        self._named = "" if found.channel is None else made.sheet.names[found.channel]
        wanted = self.figure_box.currentData()
        row = next((place for place in range(count) if figures[place].id == wanted), None)
        if row is not None:
            self.table.setCurrentIndex(self.table.rows.index(row, 0))
        period = apart(view.text())
        self.heading.setText(tr("Side by side, {period}, time-matched", period=period) if session.time_matched
                             else tr("Side by side, {period}", period=period))  # fmt: skip
        said = list(remarks(found, made.catalog, write))
        if not made.scenarios:
            said = [tr("No scenario yet. A new one begins as the base case; goal seek keeps its answers as scenarios.")]
        elif len(found.columns) == 1:
            said = [tr("Tick the scenarios that are to be compared.")]
        self.said.setText("\n".join(said))
        self.said.setVisible(bool(said))
        self._show_bars()

    def _show_bars(self) -> None:
        from roiapp.analysis.decisions.scenario_bars import scenario_bars

        found = self.found
        if found is None:
            return
        wanted = self.figure_box.currentData()
        place = next((place for place, each in enumerate(found.figures) if each.id == wanted), 0)
        bars = scenario_bars(found, place, self._named, self._model.number_format)
        self.chart_title.setText(bars.title)
        self.bars.show_bars(bars, self._model.number_format, self._chosen)

    def dress(self) -> None:
        """Take on the look at hand."""
        theme = self._theme
        self.heading.setFont(theme.font(15, 600))
        self.chart_title.setFont(theme.font(13, 600))
        self.said.setFont(theme.font(12))
        palette = self.said.palette()
        palette.setColor(palette.ColorRole.WindowText, theme.colour("text2"))
        self.said.setPalette(palette)
        self.copy_button.setStyleSheet(button_style(theme, Choice("", "")))
        self.copy_button.setFont(theme.font(12, 500))
