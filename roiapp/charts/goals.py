"""The chart of goals: a bar a goal over its track, a line at what is due by now, the range of the end, and in words."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from roiapp.analysis.goals_chart import GoalBar, GoalsChart
from roiapp.charts.chart import SPOKEN, Chart, spoken_list
from roiapp.charts.column_rows import AXIS, LEFT, ColumnRows, Wanted
from roiapp.charts.heading import Key
from roiapp.charts.linear_axis import linear_axis
from roiapp.charts.marks import draw_bar, draw_break, draw_whisker, fill
from roiapp.charts.places import Shown
from roiapp.charts.row_names import draw_row_name
from roiapp.charts.row_signs import awaited_sign, called_sign, limit_sign, range_sign, unclear_sign
from roiapp.charts.style import MEDIUM, REGULAR, STRONG, ChartStyle, colour
from roiapp.core.units import SHARE, NumberFormat
from roiapp.language import tr, trn

BAR, TRACK, CAP = 12, 20, 9
_LEAST_SLOT, _USUAL_SLOT, _MOST_SLOT = 16.0, 26.0, 34.0
_FAR = 1.75  # the axis goes to so many times the goal at most
_TO_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight | Qt.TextFlag.TextSingleLine


@dataclass(frozen=True)
class GoalRow:
    """One goal's places. Columns of pixels: the goal, what is due by now (None: all of it), the ends of the range."""

    number: int
    bar: GoalBar
    rect: QRectF
    name: QRectF
    track: QRectF
    solid: QRectF
    middle: int
    goal: int
    due: int | None
    whisker: tuple[int, int] | None
    open_high: bool
    cut: bool


class GoalsLayout(ColumnRows):
    """The places of one chart at one size. `keys` are the signs to be explained above it."""

    def __init__(
        self, chart: GoalsChart, style: ChartStyle, numbers: NumberFormat, keys: Sequence[Key], size: QSizeF
    ) -> None:
        self.chart = chart
        self.style = style
        self.numbers = numbers
        self.size = size
        self.count = len(chart.bars)
        self.place_around(chart.title, keys, [bar.name for bar in chart.bars], self._wanted())
        shares = [1.0, *(bar.share for bar in chart.bars), *(bar.ends[1] for bar in chart.bars if bar.ends)]
        room = style.width(self._percent(1.0))
        most = [min(share, _FAR) for share in shares]
        self.axis = linear_axis(most, self.plot.left(), self.plot.right() - 8.0, room, cut=False)
        self.slot = self.slot_for(_LEAST_SLOT, _USUAL_SLOT, _MOST_SLOT)

    def rows(self, scroll: float = 0.0) -> list[GoalRow]:
        """The rows that can be seen, whole or in part."""
        return [self.row(number, scroll) for number in self.seen(scroll)]

    def row(self, number: int, scroll: float) -> GoalRow:
        """One goal's places."""
        bar, axis = self.chart.bars[number], self.axis
        top = self.row_top(number, scroll)
        middle = math.floor(top + self.slot / 2)
        zero, goal = round(axis.at(0.0)), round(axis.at(1.0))
        end = max(round(axis.at(axis.inside(bar.share))), zero + (bar.share > 0.0))
        high, track = min(BAR, int(self.slot) - 6), min(TRACK, int(self.slot) - 2)
        ends = bar.ends
        return GoalRow(
            number=number,
            bar=bar,
            rect=QRectF(0.0, top, self.size.width(), self.slot),
            name=QRectF(LEFT, top, self.names_width, self.slot),
            track=QRectF(zero, middle - track // 2, goal - zero, track),
            solid=QRectF(zero, middle - high // 2, end - zero, high),
            middle=middle,
            goal=goal,
            due=round(axis.at(bar.pace.gone)) if bar.pace.gone < 1.0 else None,
            whisker=None if ends is None else (self._column(ends[0]), self._column(ends[1])),
            open_high=ends is not None and ends[1] > axis.most,
            cut=bar.share > axis.most,
        )

    def mark_rect(self, mark: int, scroll: float) -> QRectF:
        row = self.row(mark, scroll)
        return row.solid.united(row.track)

    @cached_property
    def ticks(self) -> list[tuple[int, QRectF, str]]:
        """Lines down the plot with their labels; the goal's is always there, and no other over it."""
        height = self.style.metrics().height()
        top = self.plot.bottom() + (AXIS - height) / 2
        found: list[tuple[int, QRectF, str]] = []
        others = [value for value in self.axis.ticks if abs(value - 1.0) > 1e-9]
        for value in (1.0, *others):
            text = tr("Goal") if value == 1.0 else self._percent(value)
            width, x = self.style.width(text), round(self.axis.at(value))
            rect = QRectF(x - width / 2, top, width, height)
            free = all(rect.right() + 10.0 <= o.left() or o.right() + 10.0 <= rect.left() for _, o, _ in found)
            if free and rect.left() >= 2.0 and rect.right() <= self.size.width() - 2.0:
                found.append((x, rect, text))
        return found

    def _column(self, share: float) -> int:
        """The column of pixels of a share of the goal, or of the end at which the axis stops."""
        return round(self.axis.at(self.axis.inside(share)))

    def _wanted(self) -> list[Wanted]:
        """Columns by their worth: what is there, the goal, what each day left has to bring."""
        bars, write = self.chart.bars, self.numbers
        wanted: list[Wanted] = [
            (tr("So far"), tuple(write.text(bar.pace.so_far, bar.unit) for bar in bars), STRONG),
            (tr("Goal"), tuple(write.text(bar.pace.goal, bar.unit) for bar in bars), MEDIUM),
        ]
        if any(bar.pace.per_day for bar in bars):
            wanted.append((tr("Needed a day"), tuple(self._per_day(bar) for bar in bars), MEDIUM))
        return wanted

    def _per_day(self, bar: GoalBar) -> str:
        return "–" if not bar.pace.per_day or bar.limit else self.numbers.text(bar.pace.per_day, bar.unit)

    def _percent(self, share: float) -> str:
        return self.numbers.text(share, SHARE)


class Goals(Chart[GoalsChart, GoalsLayout]):
    """What was reached of each goal; a mark is a row."""

    def __init__(self, style: ChartStyle, parent: QWidget | None = None) -> None:
        super().__init__(GoalsChart(), style, tr("Goals"), parent)

    def lay_out(self, size: QSizeF, style: ChartStyle) -> GoalsLayout:
        return GoalsLayout(self.content, style, self.numbers, keys_of(self.content, self.numbers), size)

    def draw(self, painter: QPainter, places: GoalsLayout, shown: Shown) -> None:
        paint_goals(painter, places, shown)

    def channels(self) -> Sequence[int | None]:
        return [bar.channel for bar in self.content.bars]

    def words(self, mark: int) -> str:
        bar, write = self.content.bars[mark], self.numbers
        now = bar.pace
        lines = [bar.name, tr("{so_far} of {goal}: {share}", so_far=write.text(now.so_far, bar.unit),
                              goal=write.text(now.goal, bar.unit), share=write.text(bar.share, SHARE))]  # fmt: skip
        if now.gone < 1.0:
            lines.append(tr("{share} of the days are over", share=write.text(now.gone, SHARE)))
        if now.finish is not None and now.finish.low is not None and now.finish.high is not None:
            low, high = (write.text(math.floor(end + 0.5), bar.unit) for end in (now.finish.low, now.finish.high))
            level = write.text(self.content.level, SHARE)
            lines.append(tr("{level} range of the end: {low} to {high}, if the days stay even", level=level, low=low,
                            high=high))  # fmt: skip
        if now.per_day and not bar.limit:
            need = write.text(now.per_day, bar.unit)
            lines.append(trn("The day left would have to bring {need}", "Each of the {n} days left would have to bring "
                             "{need}", now.days_left, need=need))  # fmt: skip
        return "\n".join(lines)

    def spoken(self) -> str:
        bars, write = self.content.bars, self.numbers
        named = [tr("{goal} {share}", goal=bar.name, share=write.text(bar.share, SHARE)) for bar in bars[:SPOKEN]]
        return tr("Reached of each goal: {bars}.", bars=spoken_list(named, len(bars))) if named else ""


def paint(painter: QPainter, rect: QRectF, content: GoalsChart, style: ChartStyle, numbers: NumberFormat) -> None:
    """Draw a content into a rectangle, as many rows as it holds."""
    painter.save()
    painter.translate(rect.topLeft())
    paint_goals(painter, GoalsLayout(content, style, numbers, keys_of(content, numbers), rect.size()), Shown())
    painter.restore()


def keys_of(chart: GoalsChart, numbers: NumberFormat) -> list[Key]:
    """The signs that occur in a chart, explained."""
    verdicts = {bar.verdict for bar in chart.bars}
    found: list[Key] = []
    if verdicts & {"good", "bad"}:
        found.append(Key(called_sign, tr("On the way to it, or not")))
    if "unclear" in verdicts:
        found.append(Key(unclear_sign, tr("Cannot tell yet")))
    if chart.due:
        found.append(Key(limit_sign, tr("Due by now")))
    if chart.waiting:
        found.append(Key(awaited_sign, tr("Ranges are being worked out")))
    if any(bar.ends for bar in chart.bars):
        level = numbers.text(chart.level, SHARE)
        found.append(Key(range_sign, tr("{level} range of the end", level=level)))
    return found


def paint_goals(painter: QPainter, places: GoalsLayout, shown: Shown) -> None:
    """The chart with its corner at the painter's origin."""
    style, plot = places.style, places.plot
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    fill(painter, 0, 0, places.size.width(), places.size.height(), style.surface)
    painter.save()
    painter.setClipRect(QRectF(0.0, plot.top(), places.size.width(), plot.height()), Qt.ClipOperation.IntersectClip)
    rows = places.rows(shown.scroll)
    for row in rows:
        if row.bar.channel is not None and row.bar.channel == shown.selected:
            painter.fillRect(row.rect, colour(style.selected))
        elif row.number == shown.hovered:
            painter.fillRect(row.rect, colour(style.hover))
    for x, _label, _text in places.ticks:
        fill(painter, x, plot.top(), 1, plot.height(), style.grid)
    for row in rows:
        _paint_row(painter, row, style)
        _paint_texts(painter, places, row, style, strong=row.bar.channel is not None
                     and row.bar.channel == shown.selected)  # fmt: skip
    fill(painter, round(places.axis.at(0.0)), plot.top(), 1, plot.height(), style.whisker)
    painter.restore()
    for _x, label, text in places.ticks:
        goal = text == tr("Goal")
        painter.setFont(style.font(MEDIUM if goal else REGULAR))
        painter.setPen(colour(style.text if goal else style.text2))
        painter.drawText(label.adjusted(-3.0, 0.0, 3.0, 0.0), Qt.AlignmentFlag.AlignCenter, text)
    painter.setFont(style.font(MEDIUM))
    painter.setPen(colour(style.text2))
    for column in places.columns:
        painter.drawText(column.rect, _TO_RIGHT, column.header)
    places.heading.draw(painter, style)


def _paint_row(painter: QPainter, row: GoalRow, style: ChartStyle) -> None:
    painter.fillRect(row.track, colour(style.grid))
    fill(painter, row.goal - 1, row.track.top(), 2, row.track.height(), style.whisker)
    behind = row.bar.verdict == "bad" or (row.bar.verdict == "unclear" and row.bar.share < row.bar.pace.gone)
    full, pale = (style.below, style.below_pale) if behind else (style.above, style.above_pale)
    called = row.bar.verdict != "unclear"
    if row.solid.width() >= 1.0:
        draw_bar(painter, row.solid, left=False, paint=full if called else pale, edge=None if called else full)
        if row.cut:
            draw_break(painter, row.solid.right() - 16.0, row.solid.top(), row.solid.height(), style.surface)
    if row.due is not None:
        draw_due(painter, row.due, row.middle, style, row.track.height())
    if row.whisker is not None:
        left, right = row.whisker
        draw_whisker(painter, left, right, row.middle, CAP, style.whisker, False, row.open_high)


def _paint_texts(painter: QPainter, places: GoalsLayout, row: GoalRow, style: ChartStyle, *, strong: bool) -> None:
    for number, column in enumerate(places.columns):
        painter.setFont(style.font(REGULAR if number else STRONG))
        painter.setPen(colour(style.text2 if number else style.text))
        room = QRectF(column.rect.left() - 4.0, row.middle - 8.0, column.rect.width() + 4.0, 16.0)
        painter.drawText(room, _TO_RIGHT, column.texts[row.number])
    draw_row_name(painter, row.name, places.short_names[row.number], style, strong=strong)


# -- signs -----------------------------------------------------------------------------------------------------------


def draw_due(painter: QPainter, x: int, y: int, style: ChartStyle, room: float = 20.0) -> None:
    """What is due by now: an upright line, clear of what it stands on."""
    height = int(room)
    fill(painter, x - 2, y - height // 2, 5, height, style.surface)
    fill(painter, x - 1, y - height // 2, 3, height, style.text)
