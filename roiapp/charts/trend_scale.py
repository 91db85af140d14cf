"""How far a trend's scale goes: it is made for the lines that are told apart; others and a range stretch it only so far
that these stay readable."""

from __future__ import annotations

from roiapp.analysis.trend_chart import TrendChart, TrendLine
from roiapp.charts.scale import Scale, round_scale
from roiapp.core.units import NumberFormat

_APART = 32.0  # px from tick to tick at least
_DWARFS = 4.0  # a sum of all channels so many times the chosen ones lies beyond the scale
_CLOSE = 0.2  # figures so close to each other have a scale without zero
# Lines behind are whole up to so many times the largest figure told; where some go further, the scale ends there.
_WHOLE, _CUT = 5.0, 3.0


def trend_scale(chart: TrendChart, height: float, numbers: NumberFormat) -> Scale:
    """The scale for a plot so many px high."""
    behind = [v for line in chart.others for v in line.values if v is not None]
    own = [v for line in _scaled(chart) for v in line.values if v is not None] or behind or [0.0]
    reach = max(*map(abs, own), 1e-12)
    most = reach * (_WHOLE if max(map(abs, behind), default=0.0) <= reach * _WHOLE else _CUT)
    figures = [*own, *(v for v in behind if abs(v) <= most)]
    if _has_zero(chart, figures):
        own.append(0.0)
    # A range of few customers would be the whole picture: on either side it gets as much room as the lines have.
    room = max(max(own) - min(own), reach / 2)
    least, most = min(*figures, min(own) - room), max(*figures, max(own) + room)
    figures += [min(max(e, least), most) for each in chart.band if each for e in (each.low, each.high) if e is not None]
    if _has_zero(chart, figures):
        figures.append(0.0)
    return round_scale(min(figures), max(figures), max(int(height / _APART), 1), chart.unit, numbers)


def _has_zero(chart: TrendChart, figures: list[float]) -> bool:
    """Whether a scale for these figures begins at zero, or goes through it."""
    low, high = min(figures), max(figures)
    return chart.provisional or high - low >= _CLOSE * max(abs(low), abs(high))


def _scaled(chart: TrendChart) -> tuple[TrendLine, ...]:
    """The lines that the scale is for: a sum of all channels must not press the chosen ones flat."""
    lines = chart.lines
    sums = [line for line in lines if line.channel is None]
    rest = tuple(line for line in lines if line.channel is not None)
    if not (chart.provisional and sums and rest):
        return lines
    largest = max((abs(v) for line in rest for v in line.values if v is not None), default=0.0)
    least = min((abs(v) for v in sums[0].values if v is not None), default=0.0)
    return rest if least > _DWARFS * largest > 0.0 else lines
