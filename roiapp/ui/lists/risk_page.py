"""How likely the money comes back: the spread of ROI, the ranges it rests on, and who is left out."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QSizeF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QLabel, QWidget

from roiapp.analysis.decisions.matters_story import case_share, left_out_said, risk_said
from roiapp.analysis.decisions.risk import USUAL, Doubts, Span, doubted, draws_for, risk
from roiapp.charts.spread import LEAST_HEIGHT, SpreadTexts, paint_spread, spread_layout
from roiapp.language import tr
from roiapp.ui.lists.matters_page import MattersPage, Question
from roiapp.ui.lists.picture_view import PictureView
from roiapp.ui.lists.range_table import RangeRow
from roiapp.ui.look.calm_checks import CalmCheck
from roiapp.ui.look.flowing import Flowing
from roiapp.ui.look.theme import Theme

if TYPE_CHECKING:
    from roiapp.analysis.decisions.risk import Doubted, Risk
    from roiapp.charts.spread import SpreadLayout
    from roiapp.charts.style import ChartStyle
    from roiapp.core.number_format import NumberFormat
    from roiapp.core.results import Figures

#: channels whose ranges are listed of a total; the dearest ones
_LISTED = 60
#: sentences about who is left out that stand there; the rest is counted
_NAMED = 4

#: the chance, and the inputs that are in doubt
Found = tuple["Risk | None", "list[Doubted]"]


class SpreadView(PictureView):
    """The spread; its marks are the points that nine, five and one of ten cases lie above."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self.least = QSizeF(430.0, LEAST_HEIGHT)
        self.shown: tuple[Risk, SpreadTexts] | None = None

    def show_spread(self, found: Risk, texts: SpreadTexts, name: str, words: tuple[str, ...]) -> None:
        """Show this from now on."""
        self.shown = (found, texts)
        self.show_words(name, words)

    def places(self, size: QSizeF, style: ChartStyle) -> SpreadLayout | None:
        """Where everything stands at a size."""
        return None if self.shown is None else spread_layout(*self.shown, size, style)

    def paint(self, painter: QPainter, size: QSizeF, style: ChartStyle, marked: int | None) -> None:
        places = self.places(size, style)
        if places is not None:
            paint_spread(painter, places, style, marked)

    def mark_at(self, point: QPointF, size: QSizeF, style: ChartStyle) -> int | None:
        places = self.places(size, style)
        if places is None:
            return None
        near = [(abs(each.x - point.x()), number) for number, each in enumerate(places.points)]
        on = next((number for number, each in enumerate(places.points) if each.rect.contains(point)), None)
        return on if on is not None else min(near)[1] if min(near)[0] <= 6.0 else None


class RiskPage(MattersPage):
    """`own` are spans of one's own by channel (its key) and input. They last as long as the window."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self.own: dict[tuple[int, str], Span] = {}
        self.view = SpreadView(theme, self)
        self.picture_side.addWidget(self.view, 1)
        self.picture_side.addWidget(self.aside)
        self.usual = self.spin(USUAL, tr("How far money and margins may be off"))
        self.together = CalmCheck(theme, tr("One close rate behind all"), self)
        self.together.setToolTip(
            tr("Fewer or more leads buy in all channels at once, as when one person answers them all.")
        )
        self.together.clicked.connect(lambda _on: self.asked.emit())
        row = Flowing(8)
        off = QLabel(tr("Money and margins"), self)
        off.setFont(theme.font(13))
        for each in (off, self.usual, self.together):
            row.addWidget(each)
        self.table_side.addLayout(row)
        name = tr("How far inputs may be off")
        self.rows, self.table, self.refusal = self.range_table(tr("Lowest"), tr("Highest"), name)
        self.rows.taken.connect(self._take)
        self.hint = self.label(12, 400, "text2")
        for widget in (self.table, self.refusal, self.hint):
            self.table_side.addWidget(widget, 1 if widget is self.table else 0)
        self.table_side.addStretch(0)

    def work(self, figures: Figures, question: Question) -> Callable[[], Found]:
        places = {key: place for place, key in enumerate(figures.worksheet.keys)}
        spans = {(places[key], field): span for (key, field), span in self.own.items() if key in places}
        doubts = Doubts(self.usual.value() / 100, spans, self.together.isChecked())
        channel = question.channel

        def find() -> Found:
            inputs = doubted(figures, doubts, channel)
            costs = {each.channel: each.typed for each in inputs if each.field == "total_cost"}
            dearest = set(sorted(costs, key=lambda place: -costs[place])[:_LISTED])
            if len(costs) > _LISTED:
                inputs = [each for each in inputs if each.channel in dearest]
            return risk(figures, doubts, channel, draws_for(len(costs))), inputs

        return find

    def show_found(self, figures: Figures, question: Question, found: Found, write: NumberFormat) -> tuple[str, ...]:
        made, inputs = found
        for widget in (self.view, self.title):
            widget.setVisible(made is not None)
        self.together.setVisible(question.channel is None and len(figures.worksheet.keys) > 1)
        self._fill(figures, question, inputs, write)
        if made is not None:
            self._draw(figures, made, write)
        said = left_out_said(figures, made)
        more = [tr("{n} more channels are left out.", n=len(said) - _NAMED)] if len(said) > _NAMED else []
        self.say(self.aside, " ".join([*said[:_NAMED], *more]))
        return risk_said(figures.catalog, made, write)

    def _draw(self, figures: Figures, made: Risk, write: NumberFormat) -> None:
        roi = figures.catalog.record("roi")
        metric = tr(roi.header)
        self.say(self.title, tr("Where {metric} may come out", metric=metric))
        low, middle, high = (write.text(value, roi.unit) for value in (made.low, made.middle, made.high))
        texts = SpreadTexts(
            tr("Loss: {share} of all cases", share=case_share(1.0 - made.chance, write)),
            tr("Profit: {share} of all cases", share=case_share(made.chance, write)),
            (tr("9 of 10 above {value}", value=low), tr("Half above {value}", value=middle),
             tr("1 of 10 above {value}", value=high)), roi.unit, write,
        )  # fmt: skip
        words = (
            tr("In nine of ten cases {metric} is above {value}.", metric=metric, value=low),
            tr("In half of all cases {metric} is above {value}.", metric=metric, value=middle),
            tr("In one of ten cases {metric} is above {value}.", metric=metric, value=high),
        )
        self.view.show_spread(made, texts, self.title.text(), words)

    def _fill(self, figures: Figures, question: Question, inputs: list[Doubted], write: NumberFormat) -> None:
        sheet, catalog = figures.worksheet, figures.catalog
        rows = []
        for each in inputs:
            record = catalog.record(each.field)
            key, name = sheet.keys[each.channel], tr(record.header)
            if question.channel is None:
                name = tr("{channel}: {field}", channel=sheet.names[each.channel], field=name)
            most = getattr(record, "maximum", None)
            rows.append(RangeRow((key, each.field), name, each.span.low, each.typed, each.span.high, record.unit, most))
        self.rows.fill(tuple(rows), write)
        self.fit_rows(self.table)
        self.table.setVisible(bool(rows))
        self.say(self.hint, " ".join([
            tr("How many buy varies by chance, the more the fewer they are."), self.delete_hint
        ]) if rows else "")  # fmt: skip

    def _take(self, key: object, ends: object) -> None:
        assert isinstance(key, tuple)
        if ends is None:
            self.own.pop(key, None)
        else:
            assert isinstance(ends, tuple)
            self.own[key] = Span(*ends)
        self.asked.emit()
