"""Where everything in the funnel stands, in pixels: a row a stage with its bar and cost, a line between two with the
step's rate. One long first stage must not flatten the others: it is cut off, and its bar says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSizeF

from roiapp.analysis.funnel_chart import FunnelChart, FunnelFigure, FunnelStage
from roiapp.charts.heading import HEIGHT, Heading, heading
from roiapp.charts.places import Places, Range
from roiapp.charts.style import STRONG, ChartStyle
from roiapp.core.units import COUNT, SHARE, NumberFormat
from roiapp.language import list_text, tr

_LEFT, _RIGHT, _INNER, _BELOW = 20.0, 20.0, 4.0, 8.0
_NAME_GAP, _LABEL_GAP, _COST_GAP = 14.0, 8.0, 20.0
_NAMES_MOST = 0.28  # of the width
_BARS_LEAST = 0.30
BAR = 16.0
_ROW, _STEP, _STRETCH = 20.0, 18.0, 1.6
_NOTE = 20.0
_EXTREME = 10.0  # a stage so many times the next is cut off …
_REST = 0.55  # … and the others take this much of the width
_CUT_APART = 0.25  # stages cut off still get shorter, within this much of the width


@dataclass(frozen=True)
class StageRow:
    """One stage's places. `step_rect` is above its bar, empty for a stage without a step."""

    stage: FunnelStage
    rect: QRectF
    name: QRectF
    bar: QRectF
    cut: bool
    label: QRectF
    count: str
    coverage: str
    cost: QRectF
    cost_label: QRectF
    cost_text: str
    cost_name: str
    step_rect: QRectF
    step_text: str
    step_note: str

    def areas(self) -> list[QRectF]:
        """Everything that is read, each apart from the others."""
        rects = (self.name, self.bar, self.label, self.cost_label, self.cost, self.step_rect)
        return [rect for rect in rects if not rect.isEmpty()]


class FunnelLayout(Places):
    """The places of one funnel at one size."""

    def __init__(self, chart: FunnelChart, style: ChartStyle, numbers: NumberFormat, size: QSizeF) -> None:
        self.chart = chart
        self.style = style
        self.numbers = numbers
        self.size = size
        width, height = size.width(), size.height()
        self.heading: Heading = heading(chart.title, (), style, _LEFT, width - _RIGHT)
        self.note = blank_note(chart)
        noted = bool(self.note) and height > 3 * _NOTE + HEIGHT
        self.note_rect = QRectF(_LEFT, height - _NOTE - 2.0, max(width - _LEFT - _RIGHT, 0.0), _NOTE if noted else 0.0)
        bottom = self.note_rect.top() if noted else height - _BELOW
        names = [style.width(stage.label, STRONG) + 1.0 for stage in chart.stages]
        self.names_width = min(max(names, default=0.0), max(width * _NAMES_MOST - _LEFT, 0.0))
        left = _LEFT + self.names_width + _NAME_GAP
        self._costs(width, left)
        self.plot = QRectF(left, HEIGHT, max(self.bars_right - left, 1.0), max(bottom - HEIGHT, 1.0))
        self._measure_labels()
        natural = len(chart.stages) * (_ROW + _STEP) - _STEP
        room = self.plot.height() - 2 * _INNER
        self.stretch = min(max(room / natural, 1.0), _STRETCH) if natural > 0 else 1.0
        self.lengths = bar_lengths([stage.count for stage in chart.stages])

    # -- scrolling ---------------------------------------------------------------------------------------------------

    @property
    def line(self) -> float:
        return (_ROW + _STEP) * self.stretch

    @property
    def most_scroll(self) -> float:
        whole = len(self.chart.stages) * self.line - _STEP * self.stretch + 2 * _INNER
        return max(whole - self.plot.height(), 0.0) if self.chart.stages else 0.0

    def scroll_to(self, mark: int, scroll: float) -> float:
        top = max(mark * self.line - _STEP * self.stretch, 0.0)
        lowest = mark * self.line + _ROW * self.stretch + 2 * _INNER - self.plot.height()
        return min(max(min(scroll, top), lowest, 0.0), self.most_scroll)

    def view_range(self, scroll: float) -> tuple[Range, Range]:
        """Across from no to all of the width, down from stage to stage."""
        top = scroll / self.line
        return (0.0, 1.0), (top, top + self.plot.height() / self.line)

    def mark_at(self, point: QPointF, scroll: float) -> int | None:
        if not self.plot.top() <= point.y() < self.plot.bottom():
            return None
        # The line with a step's rate belongs to the stage that the step leads to.
        number = int((point.y() - self.plot.top() - _INNER + scroll + _STEP * self.stretch) // self.line)
        return number if 0 <= number < len(self.chart.stages) else None

    def mark_rect(self, mark: int, scroll: float) -> QRectF:
        row = self.row(mark, scroll)
        return row.bar.united(row.label)

    # -- rows --------------------------------------------------------------------------------------------------------

    def rows(self, scroll: float = 0.0) -> list[StageRow]:
        """The stages that can be seen, whole or in part."""
        found = [self.row(number, scroll) for number in range(len(self.chart.stages))]
        return [row for row in found if row.rect.intersects(self.plot.adjusted(-self.plot.left(), 0, 0, 0))]

    def row(self, number: int, scroll: float) -> StageRow:
        """One stage's places."""
        stage, style = self.chart.stages[number], self.style
        share, cut = self.lengths[number]
        height = _ROW * self.stretch
        top = self.plot.top() + _INNER + number * self.line - scroll
        middle = round(top + height / 2)
        length = max(round(share * self.bar_room), 1 if stage.count > 0 else 0)
        bar = QRectF(self.plot.left(), middle - BAR / 2, length, BAR)
        count = self.numbers.text(stage.count, COUNT)
        coverage = stage.coverage if self.covered else ""
        after = style.width(count, STRONG) + (_LABEL_GAP + style.width(coverage) if coverage else 0.0)
        label = QRectF(bar.right() + _LABEL_GAP, middle - 8.0, after + 1.0, 16.0)
        step_text, step_note = self._step(stage)
        step_rect = QRectF()
        if step_text:
            wide = _ARROW + style.width(step_text, STRONG) + (_LABEL_GAP + style.width(step_note) if step_note else 0.0)
            wide = min(wide + 1.0, self.size.width() - _RIGHT - self.plot.left())
            step_rect = QRectF(self.plot.left(), top - (_STEP * self.stretch + 15.0) / 2, wide, 15.0)
        cost, cost_label, cost_text, cost_name = self._cost(stage, middle)
        begins = top - (_STEP * self.stretch if number else 0.0)
        return StageRow(
            stage=stage,
            rect=QRectF(0.0, begins, self.size.width(), top + height - begins),
            name=QRectF(_LEFT, middle - 8.0, self.names_width, 16.0),
            bar=bar,
            cut=cut,
            label=label,
            count=count,
            coverage=coverage,
            cost=cost,
            cost_label=cost_label,
            cost_text=cost_text,
            cost_name=cost_name,
            step_rect=step_rect,
            step_text=step_text,
            step_note=step_note,
        )

    def _step(self, stage: FunnelStage) -> tuple[str, str]:
        if stage.step is None:
            return "", ""
        text = tr("{figure} {value}", figure=stage.step.label, value=figure_text(stage.step, self.numbers))
        notes = [tr("more than {whole}", whole=self.numbers.text(1.0, SHARE))] if stage.above_whole else []
        notes += [stage.step.coverage] if stage.step.coverage else []
        return text, " · ".join(notes)

    def _cost(self, stage: FunnelStage, middle: float) -> tuple[QRectF, QRectF, str, str]:
        if stage.cost is None or not self.cost_width:
            return QRectF(), QRectF(), "", ""
        text = figure_text(stage.cost, self.numbers)
        right = self.size.width() - _RIGHT
        value = QRectF(right - self.cost_width, middle - 8.0, self.cost_width, 16.0)
        name = self._cost_name(stage.cost) if self.cost_names else ""
        label = QRectF()
        if name:
            label = QRectF(value.left() - _LABEL_GAP - self.cost_names, middle - 8.0, self.cost_names, 16.0)
        return value, label, text, name

    def _cost_name(self, cost: FunnelFigure) -> str:
        return f"{cost.label} · {cost.coverage}" if cost.coverage and self.cost_covered else cost.label

    # -- columns -----------------------------------------------------------------------------------------------------

    def _costs(self, width: float, left: float) -> None:
        """How much of the column of costs there is room for: names with coverage, names, figures, nothing."""
        costs = [stage.cost for stage in self.chart.stages if stage.cost is not None]
        figures = max((self.style.width(figure_text(c, self.numbers), STRONG) for c in costs), default=0.0)
        least = width * _BARS_LEAST
        right = width - _RIGHT
        self.cost_width, self.cost_names, self.cost_covered = (figures + 1.0 if costs else 0.0), 0.0, True
        for covered in (True, False):
            self.cost_covered = covered
            names = max((self.style.width(self._cost_name(cost)) for cost in costs), default=0.0) + 1.0
            self.bars_right = right - figures - names - _LABEL_GAP - _COST_GAP
            if costs and self.bars_right - left >= least:
                self.cost_names = names
                return
        self.bars_right = right - figures - _COST_GAP
        if not costs or self.bars_right - left < least:
            self.cost_width, self.bars_right = 0.0, right

    def _measure_labels(self) -> None:
        """How long a bar may be so that its count finds room behind it."""
        self.covered = True
        for covered in (True, False):
            self.covered = covered
            widest = 0.0
            for stage in self.chart.stages:
                coverage = self.style.width(stage.coverage) + _LABEL_GAP if stage.coverage and covered else 0.0
                widest = max(widest, self.style.width(self.numbers.text(stage.count, COUNT), STRONG) + coverage)
            self.bar_room = self.plot.width() - widest - _LABEL_GAP - 2.0
            if self.bar_room >= self.plot.width() / 2:
                return
        self.bar_room = max(self.bar_room, 1.0)


_ARROW = 16.0  # px before a step's text


def figure_text(figure: FunnelFigure, numbers: NumberFormat) -> str:
    """A step's rate or a stage's cost as it is written."""
    return numbers.text(figure.value, figure.unit)


def blank_note(chart: FunnelChart) -> str:
    """Which stages are left out because they are blank here; "" where none is."""
    if not chart.blank or not chart.stages:
        return ""
    return tr("Without figures here: {stages}.", stages=list_text(chart.blank))


def bar_lengths(counts: Sequence[float]) -> list[tuple[float, bool]]:
    """The share of the width for each count, and whether its bar is cut off because it dwarfs the others.

    At most half of the stages are cut off; among themselves they still get shorter.
    """
    ranked = sorted(counts, reverse=True)
    cut = 0
    for number in range(1, len(ranked) // 2 + 1):
        if number < len(ranked) and ranked[number - 1] > _EXTREME * ranked[number] > 0.0:
            cut = number
    largest, rest = (ranked[cut] if ranked else 0.0) or 1.0, _REST if cut else 1.0
    found = []
    for count in counts:
        place = ranked.index(count)
        found.append((1.0 - _CUT_APART * place / cut, True) if place < cut else (count / largest * rest, False))
    return found
