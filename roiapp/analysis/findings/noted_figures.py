"""What a figure that a step was noted for is judged by: the count behind it and what that came of, where it has one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np

from roiapp.analysis.change import better_way
from roiapp.analysis.range_rules import CostRule, CountRule, ProfitRule, RateRule, rule_of
from roiapp.analysis.ranges import step_lags
from roiapp.core import formula
from roiapp.core.evaluation import evaluate_arrays, exact_sum
from roiapp.core.fields import Field
from roiapp.core.formula import Call, Name, Node
from roiapp.core.periods import View
from roiapp.core.subtotals import Subtotals

if TYPE_CHECKING:
    import numpy.typing as npt

    from roiapp.analysis.findings.look import Look
    from roiapp.core.catalog import Catalog
    from roiapp.core.worksheet import Floats

    Channels = npt.NDArray[np.intp]


class Measure(NamedTuple):
    """How the figure `id` is judged: as two rates, as two counts with exposures, or ("none") not at all, since no count
    is behind it.

    `part` is what is counted, `base` what it came of (None: the days), both made of figures of cells. The figure is the
    one over the other, the other way round (`per_one`), the count itself, or the money `gain` that follows the count:
    all of it, or over the base, less 1 where `net`. `together`: there is one for all channels only.
    """

    id: str
    kind: Literal["rates", "counts", "none"]
    part: Node | None = None
    base: Node | None = None
    per_one: bool = False
    gain: str = ""
    net: bool = False
    together: bool = False

    @property
    def by_days(self) -> bool:
        return self.kind == "counts" and self.base is None


class Side(NamedTuple):
    """A figure over some periods: what was counted, what it came of (0 where nothing can be said), and the figure."""

    part: float
    exposure: float
    figure: float | None


def measure_of(look: Look, id_: str) -> Measure:
    """How a field or metric is judged."""
    catalog = look.catalog
    record = catalog.record(id_)
    together = record.scope != "cell" if isinstance(record, Field) else record.total_only
    match rule_of(catalog, id_):
        case CountRule(count):
            return Measure(id_, "counts", Name(count), together=together)
        case RateRule(count, base):
            return Measure(id_, "counts" if step_lags(look.figures, id_) else "rates", count, base)
        case CostRule(cost, count):
            return Measure(id_, "counts", count, cost, per_one=True, together=together)
        case ProfitRule(gain, count, _, cost, base) if cost == base or not cost:
            return Measure(id_, "counts", Name(count), Name(base) if base else None, gain=gain, net=bool(cost))
    return Measure(id_, "none", together=together)


def follows_sales(catalog: Catalog, measure: Measure) -> bool:
    """Whether what was under way before a step still moves the figure after it: it counts customers or their money."""
    if measure.part is not None and not measure.gain:
        return "customers" in formula.names(measure.part)
    return any(catalog.field[each].timing == "lagging" for each in catalog.inputs(measure.id))


def worse_if_higher(catalog: Catalog, id_: str) -> bool:
    """Whether less of a figure is better: by its own record, of a count by that of the rate it is counted for."""
    way = better_way(catalog, id_)
    if not way and id_ in catalog.field:
        for metric in catalog.metrics:
            rule = rule_of(catalog, metric.id)
            if isinstance(rule, RateRule) and formula.names(rule.count)[0] == id_:
                return metric.better == "down"
    return way == "down"


def known(look: Look, measure: Measure, channel: int | None, period: int) -> bool:
    """Whether a base period has what the figure is judged by."""
    if measure.kind == "none":
        return _figure(look, measure, channel, (period,)) is not None
    _, over, _ = _summed(look, measure, _where(look, measure, channel), (period,), (period,))
    return over != 0.0


def sides(
    look: Look, measure: Measure, channel: int | None, before: tuple[int, ...], after: tuple[int, ...]
) -> tuple[Side, Side]:
    """The figure before and after, of one channel or of all."""
    if measure.kind == "none":
        found = [Side(0.0, 0.0, _figure(look, measure, channel, periods)) for periods in (before, after)]
        return found[0], found[1]
    return _counted(look, measure, _where(look, measure, channel), before, after)


def others(
    look: Look, measure: Measure, channel: int | None, before: tuple[int, ...], after: tuple[int, ...]
) -> tuple[float, float] | None:
    """The figure before and after of all channels but one; None where there are none, or it is not known."""
    if channel is None or len(look.names) < 2 or measure.together:
        return None
    rest = np.array([each for each in range(len(look.names)) if each != channel])
    if measure.kind == "none":
        then, now = (
            float(Subtotals(look.calculator.figures(_view(look, periods)), rest).value(measure.id))
            for periods in (before, after)
        )
        return None if np.isnan(then) or np.isnan(now) else (then, now)
    one, other = _counted(look, measure, rest, before, after)
    # Nothing counted is no course to stand beside.
    some = one.part and other.part and one.figure is not None and other.figure is not None
    return (one.figure or 0.0, other.figure or 0.0) if some else None


def _where(look: Look, measure: Measure, channel: int | None) -> Channels:
    """The columns of cells that a figure is of; the one of all channels together stands in each of them."""
    if measure.together:
        return np.arange(min(1, len(look.names)))
    return np.arange(len(look.names)) if channel is None else np.array([channel])


def _counted(
    look: Look, measure: Measure, channels: Channels, before: tuple[int, ...], after: tuple[int, ...]
) -> tuple[Side, Side]:
    both = (*before, *after)
    parts = [_summed(look, measure, channels, periods, both) for periods in (before, after)]
    if not measure.gain:
        first, second = (Side(count, over, _ratio(measure, count, over)) for count, over, _ in parts)
        return first, second
    # What a sale brings is taken as typed; where there was none, as in the other periods.
    each = [gain / count if count else None for count, _, gain in parts]
    found = []
    for (count, over, gain), own, other in zip(parts, each, reversed(each), strict=True):
        brings = own if own is not None else other
        exposure = over / brings if brings is not None and brings > 0.0 else 0.0
        figure = gain if measure.base is None else (gain / over - measure.net if over else None)
        found.append(Side(count, exposure, figure))
    return found[0], found[1]


def _ratio(measure: Measure, count: float, over: float) -> float | None:
    if measure.base is None:
        return count if over else None
    above, below = (over, count) if measure.per_one else (count, over)
    return above / below if below else None


def _summed(
    look: Look, measure: Measure, channels: Channels, periods: tuple[int, ...], both: tuple[int, ...]
) -> tuple[float, float, float]:
    """Count, what it came of, and gain, over the cells of these periods in which all are known. By days only channels
    count that are known in all periods of `both`, and so are as many in one stretch as in the other; the days are those
    of the periods."""
    assert measure.part is not None
    count = _cells(look, measure.part, periods)[:, channels]
    over = None if measure.base is None else _cells(look, measure.base, periods)[:, channels]
    gain = look.block(measure.gain, periods)[:, channels] if measure.gain else None
    cells = [each for each in (count, over, gain) if each is not None]
    here = ~np.logical_or.reduce([np.isnan(each) for each in cells])
    if over is None:
        through = ~np.isnan(_cells(look, measure.part, both)[:, channels]).any(axis=0)
        if measure.gain:
            through &= ~np.isnan(look.block(measure.gain, both)[:, channels]).any(axis=0)
        here &= through
    sums = [exact_sum(each[here].tolist()) if each is not None else 0.0 for each in (count, over, gain)]
    if over is None and here.any():
        sums[1] = float(days_of(look, periods))
    return sums[0], sums[1], sums[2]


def left_out(look: Look, measure: Measure, periods: tuple[int, ...]) -> bool:
    """Whether some channels are not in a figure by days of all channels, since they are not known in all periods."""
    if not measure.by_days or measure.part is None:
        return False
    there = ~np.isnan(_cells(look, measure.part, periods))
    if measure.gain:
        there &= ~np.isnan(look.block(measure.gain, periods))
    return bool((there.any(axis=0) & ~there.all(axis=0)).any())


def days_of(look: Look, periods: tuple[int, ...]) -> int:
    """How many days these base periods have together."""
    return sum(look.sheet.periods[period].days or 0 for period in periods)


def _cells(look: Look, node: Node, periods: tuple[int, ...]) -> Floats:
    """A part of a figure [period, channel]; what is of all channels together stands in each."""

    def of(part: Name | Call) -> Floats:
        if isinstance(part, Call):  # a sum over the channels that are known
            inner = _cells(look, part.arguments[0], periods)
            some = ~np.isnan(inner).all(axis=1, keepdims=True)
            return np.where(some, np.where(np.isnan(inner), 0.0, inner).sum(axis=1, keepdims=True), np.nan)
        field = look.catalog.field.get(part.id)
        if field is not None and field.scope == "total":
            return np.array([[look.sheet.total_value(part.id, period)] for period in periods])
        return look.block(part.id, periods)

    with np.errstate(all="ignore"):
        return np.broadcast_to(evaluate_arrays(node, of), (len(periods), len(look.names)))


def _figure(look: Look, measure: Measure, channel: int | None, periods: tuple[int, ...]) -> float | None:
    """A figure over several periods, by its own rule."""
    figures = look.calculator.figures(_view(look, periods))
    if channel is None or measure.together:
        return figures.total_figure(measure.id)
    return figures.value(measure.id, channel)


def _view(look: Look, periods: tuple[int, ...]) -> View:
    if len(periods) == 1:
        return look.base(periods[0])
    first, last = (look.sheet.periods[each] for each in (periods[0], periods[-1]))
    return View(periods, first.start, last.end, "", "span")
