"""The trend as a chart: its points can be pointed at, walked through and gone to."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from roiapp.analysis.ranges import describe
from roiapp.analysis.trend_chart import TrendChart, TrendLine
from roiapp.charts.chart import Chart, spoken_list
from roiapp.charts.places import Shown
from roiapp.charts.style import ChartStyle
from roiapp.charts.trend_layout import TrendLayout
from roiapp.charts.trend_painter import FLAG, Pointed, paint_trend
from roiapp.core.units import NumberFormat
from roiapp.language import tr

_NEAR = 5.0  # px within which the line of a day is meant
_GO = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


def paint(painter: QPainter, rect: QRectF, content: TrendChart, style: ChartStyle, numbers: NumberFormat) -> None:
    """Draw a content into a rectangle."""
    painter.save()
    painter.translate(rect.topLeft())
    paint_trend(painter, TrendLayout(content, style, numbers, rect.size()), None, None)
    painter.restore()


class Trend(Chart[TrendChart, TrendLayout]):
    """A figure over the periods. A click on a point, or Enter, goes to its period and channel; arrows only walk, since
    a step through a year must not turn the whole worksheet over twelve times."""

    tells_itself = True

    def __init__(self, style: ChartStyle, parent: QWidget | None = None) -> None:
        super().__init__(TrendChart(), style, tr("Trend"), parent)

    def set_content(self, content: TrendChart, numbers: NumberFormat) -> None:
        # A click lets other lines stand out, which gives the marks other numbers: keys go on from the same point.
        here = None if self.current is None else self._point(self.current)
        super().set_content(content, numbers)
        self.current = None if here is None else self._mark(*here)

    def lay_out(self, size: QSizeF, style: ChartStyle) -> TrendLayout:
        return TrendLayout(self.content, style, self.numbers, size)

    def draw(self, painter: QPainter, places: TrendLayout, shown: Shown) -> None:
        pointed = None if shown.hovered is None else Pointed(shown.hovered, told=True)
        if pointed is None and self.view.told is not None and self.view.told < self._count():
            pointed = Pointed(self.view.told, told=False)
        paint_trend(painter, places, shown.selected, pointed)

    def hint(self, point: QPointF) -> str:
        """The name of a line that does not fit at its end, or what is said of a marked day."""
        point = point / self.look.scale
        near = [
            mark.text
            for mark, x in self.places.placed_marks
            if -_NEAR <= point.x() - x <= (FLAG[0] + 2.0 if mark.step else _NEAR)
        ]
        if near and self.places.plot.contains(point):
            return "\n".join(near)
        cut = (label for label in self.places.end_labels if self.look.width(label.name) > label.name_width)
        return next((label.name for label in cut if label.rect.contains(point)), "")

    def channels(self) -> Sequence[int | None]:
        return [line.channel for line in self._lines() for _ in self.content.periods]

    def words(self, mark: int) -> str:
        line, number = self._at(mark)
        content = self.content
        value = self.numbers.text(line.values[number], content.unit)
        texts = [content.periods[number].name, tr("{channel} {value}", channel=line.name, value=value)]
        own = content.band_of is not None and content.lines[content.band_of] is line
        if own and (interval := content.band[number]) is not None:
            texts.append(describe(interval, content.unit, self.numbers))
        if content.provisional and content.periods[number].open:
            texts.append(tr("The period is open: its figures are not all in yet."))
        texts += self.places.said_at(number, line)
        return "\n".join(texts)

    def spoken(self) -> str:
        lines = [self._spoken(line) for line in self.content.lines]
        if not lines:
            return ""
        said = tr("{title}: {lines}.", title=self.content.title, lines=spoken_list(lines, len(lines)))
        return " ".join([said, *(mark.text for mark in self.content.marks)])

    def select(self, mark: int) -> None:
        line, number = self._at(mark)
        self.period_selected.emit(self.content.periods[number].period)
        # Showing the period may have given the marks other numbers.
        again = self._mark(line.channel, self.content.periods[number].period)
        if again is not None:
            super().select(again)

    def walk(self, key: Qt.Key) -> bool:
        if key in _GO and self.current is not None:
            self.select(self.current)
            return True
        reached = self._first() if self.current is None else self.next_mark(self.current, key)
        if reached is None or self.next_mark(0, key) is None:
            return False
        self.current = reached
        self.view.tell(reached)
        return True

    def next_mark(self, mark: int, key: Qt.Key) -> int | None:
        """Along a line with the arrows to the sides, from line to line with those up and down, over gaps."""
        periods = len(self.content.periods)
        if not periods:
            return None
        line, number = divmod(mark, periods)
        match key:
            case Qt.Key.Key_Left | Qt.Key.Key_Home:
                steps = [(line, n) for n in range(number - 1, -1, -1)]
            case Qt.Key.Key_Right | Qt.Key.Key_End:
                steps = [(line, n) for n in range(number + 1, periods)]
            case Qt.Key.Key_Up:
                steps = [(other, number) for other in range(line - 1, -1, -1)]
            case Qt.Key.Key_Down:
                steps = [(other, number) for other in range(line + 1, len(self._lines()))]
            case _:
                return None
        if key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            steps.reverse()
        lines = self._lines()
        return next((i * periods + n for i, n in steps if lines[i].values[n] is not None), mark)

    # -- points ------------------------------------------------------------------------------------------------------

    def _lines(self) -> tuple[TrendLine, ...]:
        return self.content.lines + self.content.others

    def _count(self) -> int:
        return len(self._lines()) * len(self.content.periods)

    def _at(self, mark: int) -> tuple[TrendLine, int]:
        index, number = divmod(mark, len(self.content.periods))
        return self._lines()[index], number

    def _point(self, mark: int) -> tuple[int | None, int]:
        line, number = self._at(mark)
        return line.channel, self.content.periods[number].period

    def _mark(self, channel: int | None, period: int) -> int | None:
        number = next((n for n, each in enumerate(self.content.periods) if each.period == period), None)
        index = next((i for i, each in enumerate(self._lines()) if each.channel == channel), None)
        return None if number is None or index is None else index * len(self.content.periods) + number

    def _first(self) -> int | None:
        """Where walking begins: at the last figure of the first line that has one."""
        periods = len(self.content.periods)
        return next((i * periods + line.last for i, line in enumerate(self._lines()) if line.last is not None), None)

    def _spoken(self, line: TrendLine) -> str:
        known = [value for value in line.values if value is not None]
        first, last = (self.numbers.text(value, self.content.unit) for value in (known[0], known[-1]))
        return tr("{channel} from {first} to {last}", channel=line.name, first=first, last=last)
