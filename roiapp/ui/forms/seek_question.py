"""The question of a goal seek as a sentence of fields: which figure, of which channel, what it is to be, by what; and
the ratios that are held."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from roiapp.analysis.decisions.goal_seek import figure_of
from roiapp.analysis.decisions.seek_questions import (
    can_be_whole,
    counts,
    figures_to_seek,
    first_target,
    holdable,
    holding,
    inputs,
    still_held,
)
from roiapp.core.units import NumberError, NumberFormat, parse
from roiapp.language import tr
from roiapp.palette import channel_colour
from roiapp.ui.look.calm_checks import CalmCheck
from roiapp.ui.look.calm_fields import CalmBox, calm_line
from roiapp.ui.look.flowing import Flowing, add_sentence
from roiapp.ui.look.later import later
from roiapp.ui.look.theme import Theme

if TYPE_CHECKING:
    from roiapp.analysis.decisions.goal_seek import Goal
    from roiapp.core.results import Figures

_PAUSE_MS: Final = 150
_MOST_WIDTH: Final = 210
#: of more channels than that the active cell's stands in the list, and no other
MOST_CHANNELS: Final = 2_000


class SeekQuestion(QWidget):
    """`goal` is what is asked, `whole_said` what somebody said of whole numbers (None: of what is counted). `asked`
    comes with every other question, behind a typed number after a pause. `problem` says why what is typed is no
    number; then `goal` keeps the one before."""

    asked = Signal()

    def __init__(self, theme: Theme, figures: Figures, goal: Goal, write: NumberFormat, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._figures = figures
        self._catalog = figures.catalog
        self._write = write
        self.goal = goal
        self.whole_said: bool | None = None
        self.problem = ""
        self._typed = False
        self._pause = later(self, self._ask, _PAUSE_MS)
        self.holds: dict[str, QCheckBox] = {}
        self._make()
        self._fill_channels()
        self._fill()
        self._write_target()

    @property
    def pending(self) -> bool:
        """Whether a number is being typed."""
        return self._pause.isActive()

    @property
    def empty(self) -> bool:
        """Whether there is nothing to seek."""
        return bool(self.problem) or not self.target.text().strip()

    def settle(self) -> None:
        """Ask at once what is being typed."""
        if self.pending:
            self._ask()

    def hold(self, held: tuple[str, ...]) -> None:
        """Hold these ratios, as far as they can be."""
        goal = self.goal
        self.goal = replace(goal, held=still_held(self._figures, goal.by, held, goal.channel))
        self._fill_holds()
        self._ask()

    def take(self, by: str, held: tuple[str, ...]) -> None:
        """Change this input, and hold these."""
        if (by, held) == (self.goal.by, self.goal.held):
            return
        self.goal = replace(self.goal, by=by, held=held, whole=self._whole_of(by))
        if self.by.findData(by) < 0:
            self._fill()
        self.by.setCurrentIndex(self.by.findData(by))
        self._hug()
        self._fill_holds()
        self._ask()

    # -- what it is made of --------------------------------------------------------------------------------------------

    def _make(self) -> None:
        theme = self._theme
        self.figure, self.channel, self.by = (CalmBox(theme, self) for _ in range(3))
        self.target = calm_line(theme, 100, self)
        fields: dict[str, tuple[QWidget, str]] = {
            "metric": (self.figure, tr("Figure")), "channel": (self.channel, tr("Channel")),
            "target": (self.target, tr("What it is to be")), "field": (self.by, tr("Input to change")),
        }  # fmt: skip
        row, self._holds = Flowing(8), Flowing(16)
        add_sentence(row, tr("Make {metric} of {channel} equal {target} by changing {field}"), fields, self)
        self.whole = CalmCheck(self._theme, tr("Whole numbers"), self)
        self._holds.addWidget(self.whole)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(row)
        column.addLayout(self._holds)
        self.figure.activated.connect(lambda _place: self._take_metric())
        self.channel.activated.connect(lambda _place: self._take_channel())
        self.by.activated.connect(lambda _place: self._take_input())
        self.target.textEdited.connect(self._take_typed)
        self.whole.clicked.connect(self._take_whole)

    def _fill_channels(self) -> None:
        sheet = self._figures.worksheet
        self.channel.setIconSize(QSize(self._theme.px(8), self._theme.px(8)))
        self.channel.addItem(tr("all channels"), None)
        first = sheet.first_key
        asked = () if self.goal.channel is None else (self.goal.channel,)
        for place in range(len(sheet.keys)) if len(sheet.keys) <= MOST_CHANNELS else asked:
            dot = _dot(channel_colour(sheet.keys[place], first), self._theme.px(8))
            self.channel.addItem(dot, sheet.names[place], place)

    def _fill(self) -> None:
        """Figures and inputs that there are for the channel; the fields show the question."""
        goal, catalog = self.goal, self._catalog
        metrics = figures_to_seek(self._figures, goal.channel)
        if goal.metric not in metrics:
            metrics.insert(0, goal.metric)
        self.channel.setCurrentIndex(0 if goal.channel is None else self.channel.findData(goal.channel))
        for box, ids, chosen in (
            (self.figure, metrics, goal.metric),
            (self.by, self._inputs(), goal.by),
        ):
            box.clear()
            for id_ in ids:
                box.addItem(tr(catalog.record(id_).header), id_)
            box.setCurrentIndex(max(box.findData(chosen), 0))
        self._fill_holds()
        self._hug()

    def _hug(self) -> None:
        """Each field as wide as what it says, so that the sentence is read as one."""
        px = self._theme.px
        for box in (self.figure, self.channel, self.by):
            wide = QFontMetrics(box.font()).horizontalAdvance(box.currentText()) + px(44)
            if not box.itemIcon(box.currentIndex()).isNull():
                wide += box.iconSize().width() + 6
            box.setFixedWidth(min(max(wide, px(84)), px(_MOST_WIDTH)))

    def _inputs(self) -> list[str]:
        found = inputs(self._figures, self.goal.metric, self.goal.channel)
        return found if self.goal.by in found else [*found, self.goal.by]

    def _fill_holds(self) -> None:
        """The ratios that can be held with the input at hand, each with what it is."""
        goal, catalog, figures = self.goal, self._catalog, self._figures
        wanted = holdable(figures, goal.by, goal.held, goal.channel)
        for id_ in [id_ for id_ in self.holds if id_ not in wanted]:
            box = self.holds.pop(id_)
            self._holds.removeWidget(box)
            box.hide()
            box.deleteLater()
        before: QWidget = self.by
        for id_ in wanted:
            if id_ not in self.holds:
                self.holds[id_] = CalmCheck(self._theme, "", self)
                self.holds[id_].clicked.connect(lambda on=False, id_=id_: self._take_hold(id_, on))
            box, record = self.holds[id_], catalog.record(id_)
            value = figure_of(figures, id_, goal.channel)
            shown = self._write.text(value, record.unit)
            box.setText(tr("Hold {rate} at {value}", rate=tr(record.header), value=shown))
            box.setChecked(id_ in goal.held)
            self._holds.removeWidget(box)
            self._holds.addWidget(box)
            box.show()
            QWidget.setTabOrder(before, box)
            before = box
        self._holds.removeWidget(self.whole)
        self._holds.addWidget(self.whole)
        QWidget.setTabOrder(before, self.whole)
        field = catalog.record(goal.by)
        self.whole.setEnabled(can_be_whole(field))
        self.whole.setChecked(goal.whole)
        self._holds.invalidate()

    def _write_target(self) -> None:
        """The wanted figure as it is read, where it is read back the same."""
        goal, record = self.goal, self._catalog.record(self.goal.metric)
        text = "" if math.isnan(goal.target) else self._write.text(goal.target, record.unit)
        if self._read(text) != goal.target:
            text = self._write.edit_text(goal.target, record.unit)
        self.target.setText(text)
        self._typed = False

    def _read(self, text: str) -> float | None:
        try:
            return parse(text, self._catalog.record(self.goal.metric).unit, self._write.locale,
                         self._write.currency).value  # fmt: skip
        except NumberError:
            return None

    def _take_metric(self) -> None:
        metric = str(self.figure.currentData())
        if metric != self.goal.metric:
            self._take(replace(self.goal, metric=metric), target=True)

    def _take_channel(self) -> None:
        channel = self.channel.currentData()
        if channel != self.goal.channel:
            known = figures_to_seek(self._figures, channel)
            metric = self.goal.metric if self.goal.metric in known or not known else known[0]
            self._take(replace(self.goal, channel=channel, metric=metric),
                       target=not self._typed or metric != self.goal.metric)  # fmt: skip

    def _take(self, goal: Goal, *, target: bool) -> None:
        """Another figure: the input stays where it reaches that, else the first that does is proposed."""
        figures = self._figures
        reach = inputs(figures, goal.metric, goal.channel)
        by = goal.by if goal.by in reach or not reach else reach[0]
        held = still_held(figures, by, goal.held, goal.channel) if by == goal.by else holding(
            figures, goal.metric, by, goal.channel
        )  # fmt: skip
        self.goal = replace(goal, by=by, held=held, whole=self._whole_of(by))
        if target:
            self.goal = replace(self.goal, target=first_target(figures, goal.metric, goal.channel))
            self._write_target()
        self._fill()
        self._ask()

    def _take_hold(self, id_: str, on: bool) -> None:
        held = (*self.goal.held, id_) if on else tuple(each for each in self.goal.held if each != id_)
        self.hold(held)

    def _take_whole(self, on: bool) -> None:
        self.whole_said = on
        self.goal = replace(self.goal, whole=on)
        self._ask()

    def _whole_of(self, by: str) -> bool:
        field = self._catalog.record(by)
        return counts(field) if self.whole_said is None else self.whole_said and can_be_whole(field)

    def _take_typed(self, _text: str) -> None:
        self._typed = True
        self._pause.start()

    def _take_input(self) -> None:
        by = str(self.by.currentData())
        if by != self.goal.by:
            self.take(by, ())

    def _ask(self) -> None:
        self._pause.stop()
        unit = self._catalog.record(self.goal.metric).unit
        self.problem = ""
        try:
            value = parse(self.target.text(), unit, self._write.locale, self._write.currency).value
        except NumberError as error:
            value, self.problem = None, str(error)
        if value is not None:
            self.goal = replace(self.goal, target=value)
        self.asked.emit()


def _dot(colour: str, size: int) -> QIcon:
    """A channel's colour as a dot."""
    pixmap = QPixmap(size, size)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.drawEllipse(0, 0, size, size)
    painter.end()
    return QIcon(pixmap)
