"""The range of chance of any figure: "95% range $81–$156", for those that have one.

What kind of range a figure has stands in `range_rules`; only the count is left to chance, cost and profit per sale are
taken as typed, and whoever shows a range says so.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from roiapp.analysis.money_ranges import cost_per, cost_per_array
from roiapp.analysis.range_rules import CostRule, CountRule, ProfitRule, RateRule, rule_of
from roiapp.analysis.statistics import Interval, garwood, ready, wilson
from roiapp.core import formula
from roiapp.core.fields import CYCLE
from roiapp.core.formula import Name, Node, Operation
from roiapp.core.units import COUNT, DAYS, SHARE
from roiapp.language import number_locale, tr

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from roiapp.analysis.statistics import FloatArray
    from roiapp.core.catalog import Catalog
    from roiapp.core.results import Figures
    from roiapp.core.units import NumberFormat, Unit

LEVEL = 0.95


def available() -> bool:
    """Whether ranges can be had at once; imports nothing. If not, the first range waits for SciPy's import."""
    return ready()


def figure_range(figures: Figures, id_: str, channel: int | None, level: float = LEVEL) -> Interval | None:
    """Range of one figure, of a channel or (None) of the total, in the unit of the figure.

    None where the figure has no range: by its kind, above 100 %, with a part unknown, or when the step takes so long
    that both counts are not of one group; and where a scenario moves it, which is no observation. Raises KeyError for
    an unknown id.
    """
    if _supposed(figures, id_, channel):
        return None
    match rule_of(figures.catalog, id_):
        case CountRule():
            value = figures.total_value(id_) if channel is None else figures.value(id_, channel)
            return None if value is None else garwood(value, level)
        case RateRule(count, base) as rule:
            if _lags(figures, rule, channel):
                return None
            return wilson(_part(figures, id_, count, channel), _part(figures, id_, base, channel), level)
        case CostRule(cost, count):
            return cost_per(_part(figures, id_, cost, channel), _part(figures, id_, count, channel), level)
        case ProfitRule() as rule:
            from roiapp.analysis.profit_ranges import profit_of_all, profit_of_channels  # with NumPy: late

            if channel is None:
                return profit_of_all(figures, rule, level)
            low, high = profit_of_channels(figures, rule, slice(channel, channel + 1), level)
            return None if math.isnan(low[0]) else Interval(float(low[0]), float(high[0]), level)
    return None


def channel_ranges(
    figures: Figures, id_: str, channels: NDArray[np.intp], level: float = LEVEL
) -> tuple[FloatArray, FloatArray]:
    """`figure_range` of several channels, by their indices: (low, high), NaN without a range, inf at an open end.

    Quick for figures of profit (ROI) and costs per X (CAC); the others are worked out one by one.
    """
    import numpy as np

    low, high = _channel_ranges(figures, id_, channels, level)
    under = figures.calculator.supposed
    if under is not None:
        moved = under.moved(id_, figures.view)
        if figures.by != "channel":
            moved = np.array([moved[list(own)].any() for _label, own in figures.rows], dtype=np.bool_)
        low, high = np.where(moved[channels], np.nan, low), np.where(moved[channels], np.nan, high)
    return low, high


def _supposed(figures: Figures, id_: str, channel: int | None) -> bool:
    """Whether a scenario moves what the figure is made of."""
    under = figures.calculator.supposed
    if under is None:
        return False
    if channel is None or figures.by == "channel":
        return under.differs(id_, figures.view, channel)
    return any(under.differs(id_, figures.view, each) for each in figures.rows[channel][1])


def _channel_ranges(
    figures: Figures, id_: str, channels: NDArray[np.intp], level: float
) -> tuple[FloatArray, FloatArray]:
    import numpy as np

    from roiapp.analysis.profit_ranges import profit_of_channels

    rule = rule_of(figures.catalog, id_)
    if isinstance(rule, ProfitRule):
        return profit_of_channels(figures, rule, channels, level)
    if isinstance(rule, CostRule) and not figures.catalog.metric[id_].total_only:
        cost, count = (_parts(figures, id_, node)[channels] for node in (rule.cost, rule.count))
        return cost_per_array(cost, count, level)
    found = [figure_range(figures, id_, channel, level) for channel in channels.tolist()]
    low = [math.nan if each is None else -math.inf if each.low is None else each.low for each in found]
    high = [math.nan if each is None else math.inf if each.high is None else each.high for each in found]
    return np.array(low), np.array(high)


def describe(interval: Interval, unit: Unit, number_format: NumberFormat) -> str:
    """The range in words: "95% range $81–$156"; "95% range: at least $54" where an end is open."""
    level = number_format.text(interval.level, SHARE)
    low = None if interval.low is None else _end(interval.low, unit, number_format)
    high = None if interval.high is None else _end(interval.high, unit, number_format)
    if low is None or high is None:
        if low is not None:
            return tr("{level} range: at least {low}", level=level, low=low)
        return tr("{level} range: at most {high}", level=level, high=high) if high is not None else ""
    if unit.always_signed or low.startswith(number_locale(number_format.locale).minus):
        return tr("{level} range {low} to {high}", level=level, low=low, high=high)
    return tr("{level} range {low}–{high}", level=level, low=low, high=high)


def _end(value: float, unit: Unit, number_format: NumberFormat) -> str:
    """An end with as many digits as a range deserves: no cents from 10 up, counts whole."""
    if unit is COUNT:
        return number_format.text(_whole(value), unit)
    if unit.kind == "money" and 10 <= abs(value) < 10_000:
        numbers = number_locale(number_format.locale)
        text = numbers.money(number_format.currency).format(number_format.text(_whole(abs(value)), COUNT))
        return numbers.minus + text if value < 0 else text
    return number_format.text(value, unit)


def _whole(value: float) -> float:
    """The nearest whole number, a half going up as everywhere in the program."""
    return float(math.floor(value + 0.5))


def _part(figures: Figures, id_: str, node: Node, channel: int | None) -> float:
    """A part of a figure's ratio: of a cell its value, of totals and roll-ups the sum over the cells that count."""
    from roiapp.core.evaluation import evaluate

    if figures.catalog.metric[id_].total_only:
        return evaluate(node, lambda n: figures.total_value(formula.names(n)[0]))
    if channel is None or figures.view.rollup:
        sums = figures.sums.parts(id_, channel)
        return sums.get(node, math.nan)
    return evaluate(node, lambda n: _number(figures.value(n.id, channel)) if isinstance(n, Name) else math.nan)


def _parts(figures: Figures, id_: str, node: Node) -> FloatArray:
    """`_part` of every channel at once."""
    import numpy as np

    from roiapp.core.evaluation import evaluate_arrays

    channels = len(figures.worksheet.keys)
    if figures.view.rollup:
        sums, known = figures.sums.by_channel(id_, 0)
        return np.where(known, sums.get(node, np.nan), np.nan)
    blank = np.full(channels, np.nan)
    with np.errstate(all="ignore"):
        column = evaluate_arrays(node, lambda n: figures.values(n.id) if isinstance(n, Name) else blank)
    return np.broadcast_to(column, (channels,))


def _number(value: float | None) -> float:
    return math.nan if value is None else value


def step_lags(figures: Figures, id_: str) -> bool:
    """Whether a rate's count follows its base so late, over all channels, that both are not of one group: two counts,
    no share of one."""
    rule = rule_of(figures.catalog, id_)
    return isinstance(rule, RateRule) and _lags(figures, rule, None)


def counts_lag(figures: Figures, count: str, base: str) -> bool:
    """The same of two counts, whether or not a metric is their rate."""
    return _lags(figures, RateRule(Name(count), Name(base)), None)


def lagging(figures: Figures, id_: str) -> NDArray[np.bool_]:
    """`step_lags` by channel."""
    import numpy as np

    rule, length = rule_of(figures.catalog, id_), _view_days(figures)
    stages = _stages_between(figures.catalog, rule) if isinstance(rule, RateRule) else None
    if stages is None or length is None or not isinstance(rule, RateRule):
        return np.zeros(len(figures.worksheet.keys), dtype=np.bool_)
    days = np.sum([figures.values(stage) for stage in stages.stages], axis=0)
    if stages.whole and np.isnan(days).any():
        days = np.where(np.isnan(days), figures.values(stages.whole), days)
    if _base_is_shifted(figures, rule):
        days = np.abs(days - figures.values(CYCLE))
    with np.errstate(invalid="ignore"):
        return np.asarray(days > length / 2)


def _lags(figures: Figures, rule: RateRule, channel: int | None) -> bool:
    """Whether the step takes longer than half the period: then the count is not a part of the base beside it."""
    days = _days_between(figures, rule, channel)
    length = _view_days(figures)
    return days is not None and length is not None and days > length / 2


def _days_between(figures: Figures, rule: RateRule, channel: int | None) -> float | None:
    """Days from the base to the count: the stages between them, else the whole way; None where unknown or no stage."""
    between = _stages_between(figures.catalog, rule)
    if between is None:
        return None
    known = [figures.figure(id_, channel) for id_ in between.stages]
    if all(each is not None for each in known):
        days: float | None = math.fsum(each for each in known if each is not None)
    else:
        days = figures.figure(between.whole, channel) if between.whole else None
    if days is None or not _base_is_shifted(figures, rule):
        return days
    shifted = figures.figure(CYCLE, channel)
    return None if shifted is None else abs(days - shifted)


def _base_is_shifted(figures: Figures, rule: RateRule) -> bool:
    """Whether the base is of days earlier already, and the count of the period itself: in the time-matched view."""
    matched = figures.calculator.matched
    if matched is None or not isinstance(rule.count, Name) or not isinstance(rule.base, Name):
        return False
    return rule.base.id in matched.fields and rule.count.id not in matched.fields


class _Between(NamedTuple):
    """Ids of the days of each stage between two counts, and of the days of the whole way ("" where there are none)."""

    stages: tuple[str, ...]
    whole: str


@lru_cache(maxsize=256)
def _stages_between(catalog: Catalog, rule: RateRule) -> _Between | None:
    """The fields of days that are weighted by a count, in the order in which they are declared."""
    if not isinstance(rule.count, Name) or not isinstance(rule.base, Name):
        return None
    fields = [f for f in catalog.fields if f.unit is DAYS and f.weight]
    stages = [f for f in fields if not f.fallback]
    ends = [f.weight for f in stages]
    if rule.count.id not in ends:
        return None
    last = ends.index(rule.count.id) + 1
    first = ends.index(rule.base.id) + 1 if rule.base.id in ends else 0
    # Before the first stage there is one count only that the days start from; others are no part of this chain.
    if first >= last or (first == 0 and rule.base.id not in _before(catalog, ends[0])):
        return None
    whole = next((f.id for f in fields if f.fallback and f.weight == rule.count.id), "")
    return _Between(tuple(f.id for f in stages[first:last]), whole)


def _before(catalog: Catalog, count: str) -> set[str]:
    """The counts that some metric sets as the base of this one."""
    bases: set[str] = set()
    for metric in catalog.metrics:
        match catalog.trees[metric.id]:
            case Operation("/", Name(above), Name(below)) if above == count and below in catalog.field:
                bases.add(below)
    return bases


def _view_days(figures: Figures) -> int | None:
    view = figures.view
    return (view.end - view.start).days + 1 if view.start and view.end else None
