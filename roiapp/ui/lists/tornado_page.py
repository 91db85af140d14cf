"""What moves a figure most: the bars, and the ends between which the inputs are moved."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QSizeF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QLabel, QWidget

from roiapp.analysis.decisions.matters import MOST_CHANNELS, tornado_of
from roiapp.analysis.decisions.matters_story import bar_names, left_aside, tornado_said
from roiapp.analysis.decisions.sensitivity import USUAL, Ends
from roiapp.charts.tornado import TornadoTexts, least_height, paint_tornado, tornado_layout
from roiapp.core.unit_records import SHARE
from roiapp.language import tr
from roiapp.ui.lists.matters_page import MattersPage, Question
from roiapp.ui.lists.picture_view import PictureView
from roiapp.ui.lists.range_table import RangeRow
from roiapp.ui.look.calm_checks import CalmCheck
from roiapp.ui.look.flowing import Flowing
from roiapp.ui.look.theme import Theme

if TYPE_CHECKING:
    from roiapp.analysis.decisions.matters import Line, Tornado
    from roiapp.charts.style import ChartStyle
    from roiapp.charts.tornado import TornadoLayout
    from roiapp.core.number_format import NumberFormat
    from roiapp.core.results import Figures
    from roiapp.core.unit_records import Unit


def line_text(line: Line | None, unit: Unit, write: NumberFormat) -> str:
    """What the line that counts is called."""
    if line is None:
        return ""
    value = write.text(line.value, unit)
    return tr("Target {target}", target=value) if line.kind == "goal" else tr("Break-even {target}", target=value)


class TornadoView(PictureView):
    """The bars; a mark is a bar."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self.shown: tuple[Tornado, TornadoTexts] | None = None

    def show_bars(self, found: Tornado, texts: TornadoTexts, name: str, words: tuple[str, ...]) -> None:
        """Show these from now on."""
        self.shown = (found, texts)
        self.least = QSizeF(430.0, least_height(max(len(found.bars), 3)))
        self.show_words(name, words)

    def places(self, size: QSizeF, style: ChartStyle) -> TornadoLayout | None:
        """Where everything stands at a size."""
        return None if self.shown is None else tornado_layout(*self.shown, size, style)

    def paint(self, painter: QPainter, size: QSizeF, style: ChartStyle, marked: int | None) -> None:
        places = self.places(size, style)
        if places is not None:
            paint_tornado(painter, places, style, marked)

    def mark_at(self, point: QPointF, size: QSizeF, style: ChartStyle) -> int | None:
        places = self.places(size, style)
        rows = () if places is None else places.rows
        return next((number for number, row in enumerate(rows) if row.rect.contains(point)), None)


class TornadoPage(MattersPage):
    """`own` are ends of one's own, by input: the factors of today's value. They last as long as the window."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self.own: dict[str, tuple[float, float]] = {}
        self.view = TornadoView(theme, self)
        self.picture_side.addWidget(self.view, 1)
        self.picture_side.addWidget(self.aside)
        self.share = self.spin(USUAL, tr("How far each input is moved"))
        self.apart = CalmCheck(theme, tr("Each channel by itself"), self)
        self.apart.clicked.connect(lambda _on: self.asked.emit())
        row = Flowing(8)
        moved = QLabel(tr("Each input"), self)
        moved.setFont(theme.font(13))
        for each in (moved, self.share, self.apart):
            row.addWidget(each)
        self.table_side.addLayout(row)
        name = tr("How far inputs are moved")
        self.rows, self.table, self.refusal = self.range_table(tr("Lower"), tr("Higher"), name)
        self.rows.taken.connect(self._take)
        self.hint = self.label(12, 400, "text2")
        for widget in (self.table, self.refusal, self.hint):
            self.table_side.addWidget(widget, 1 if widget is self.table else 0)
        self.table_side.addStretch(0)

    def work(self, figures: Figures, question: Question) -> Callable[[], Tornado]:
        ends = Ends(self.share.value() / 100, dict(self.own))
        apart = self.apart.isChecked()
        return lambda: tornado_of(figures, *question, ends, apart=apart)

    def show_found(self, figures: Figures, question: Question, found: Tornado, write: NumberFormat) -> tuple[str, ...]:
        record = figures.catalog.record(found.metric)
        few = len(figures.worksheet.keys) <= MOST_CHANNELS
        self.apart.setVisible(question.channel is None and few and len(figures.worksheet.keys) > 1)
        share = write.text(found.ends.share, SHARE)
        metric = tr(record.header)
        own = any(bar.by in self.own for bar in found.bars)
        self.say(self.title, tr("What moves {metric} most, each input between its ends", metric=metric) if own
                 else tr("What moves {metric} most, each input ±{share}", metric=metric, share=share))  # fmt: skip
        texts = TornadoTexts(
            bar_names(figures, found),
            tr("Input at its lower end") if own else tr("Input {share} lower", share=share),
            tr("Input at its higher end") if own else tr("Input {share} higher", share=share),
            line_text(found.line, record.unit, write), record.unit, write,
        )  # fmt: skip
        self.view.setVisible(bool(found.bars))
        self.title.setVisible(bool(found.bars))
        self.view.show_bars(found, texts, self.title.text(), tuple(self._words(figures, found, texts)))
        self.say(self.aside, left_aside(figures.catalog, found.still, found.undrawn))
        self._fill(figures, found, write)
        return tornado_said(figures, found, write)

    def _words(self, figures: Figures, found: Tornado, texts: TornadoTexts) -> list[str]:
        metric = tr(figures.catalog.record(found.metric).header)
        said = []
        for name, bar in zip(texts.names, found.bars, strict=True):
            unit, write = figures.catalog.field[bar.by].unit, texts.write
            words = {
                "field": name, "metric": metric, "now": write.text(bar.now, unit), "low": write.text(bar.low, unit),
                "high": write.text(bar.high, unit), "at_low": write.text(bar.at_low, texts.unit),
                "at_high": write.text(bar.at_high, texts.unit),
            }  # fmt: skip
            line = tr("{field}, today {now}: {metric} {at_low} at {low}, {at_high} at {high}.", **words)
            if bar.clipped:
                line += " " + tr("An end is kept at the most that the input can be.")
            said.append(line)
        return said

    def _fill(self, figures: Figures, found: Tornado, write: NumberFormat) -> None:
        """Ends are of the inputs as a whole; where each channel stands by itself all have the same."""
        apart = found.channel is None and any(whose is not None for whose in found.channels)
        rows = () if apart else tuple(
            RangeRow(bar.by, tr(figures.catalog.field[bar.by].header), bar.low, bar.now, bar.high,
                     figures.catalog.field[bar.by].unit, figures.catalog.field[bar.by].maximum)
            for bar in found.bars if bar.now > 0.0
        )  # fmt: skip
        self.table.setVisible(bool(rows))
        self.rows.fill(rows, write)
        self.fit_rows(self.table)
        if apart:
            self.say(self.hint, tr("Every input of every channel is moved by the same part of itself."))
        else:
            self.say(self.hint, self.delete_hint if rows else "")

    def _take(self, by: object, ends: object) -> None:
        row = next((row for row in self.rows.rows if row.key == by), None)
        if row is None:
            return
        if ends is None:
            self.own.pop(str(by), None)
        else:
            assert isinstance(ends, tuple)
            self.own[str(by)] = (ends[0] / row.now, ends[1] / row.now)
        self.asked.emit()
