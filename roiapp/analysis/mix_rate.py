"""Why the rate of all channels changed: which part is their own rates, which the mix of them, per channel, exactly.

With R = Σn ÷ Σd, w a channel's share of Σd, r = n ÷ d, bars for means of both views: mix = (r̄ − R̄)·Δw, rate = w̄·Δr.
A cost per X is split on X ÷ cost, weighed by cost, each part times −C₀·C₁, so that the parts of a cost add up, too.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from roiapp.core import formula
from roiapp.core.evaluation import evaluate_arrays, exact_sum
from roiapp.core.formula import Call, Node

if TYPE_CHECKING:
    import numpy.typing as npt

    from roiapp.analysis.statistics import FloatArray
    from roiapp.core.catalog import Catalog
    from roiapp.core.results import Figures


class Part(NamedTuple):
    """One channel's part of the change, in the unit of the figure: by its share (`mix`) and by its own rate (`rate`).
    `before` and `now` are its rates, None where it had none."""

    channel: int
    before: float | None
    now: float | None
    mix: float
    rate: float


class Split(NamedTuple):
    """The change of a total from `before` to `now` (as shown): mix + rate + coverage, exactly. `coverage` is what comes
    of channels that only one of the two totals has, because a part was blank; `outside` are these channels."""

    before: float
    now: float
    mix: float
    rate: float
    coverage: float
    parts: tuple[Part, ...]
    outside: tuple[int, ...]


def can_be_split(catalog: Catalog, id_: str) -> bool:
    """Whether the total of a metric is one sum ÷ another over the channels."""
    return _ratio(catalog, id_) is not None


def split(now: Figures, before: Figures, id_: str) -> Split | None:
    """The change of the total of a metric between two views of one document; None where it has none to split."""
    ratio = _ratio(now.catalog, id_)
    shown = before.total_figure(id_), now.total_figure(id_)
    if ratio is None or shown[0] is None or shown[1] is None:
        return None
    sides = [_sides(figures, id_, ratio) for figures in (before, now)]
    blank = [_blank(figures, id_) for figures in (before, now)]
    metric = now.catalog.metric[id_]
    turned = metric.unit.scales_with_money and metric.better == "down"
    if turned:  # a cost per X
        sides = [(below, above, known) for above, below, known in sides]
    (n0, d0, known0), (n1, d1, known1) = sides
    inside = (known0 | blank[0]) & (known1 | blank[1]) & (known0 | known1)
    outside = (known0 | known1) & ~inside
    n0, d0 = (np.where(inside & known0, side, 0.0) for side in (n0, d0))
    n1, d1 = (np.where(inside & known1, side, 0.0) for side in (n1, d1))
    all0, all1 = exact_sum(d0.tolist()), exact_sum(d1.tolist())
    if not all0 or not all1:
        return None
    with np.errstate(divide="ignore", invalid="ignore"):
        r0, r1 = n0 / d0, n1 / d1
    mix, rate = _parts(n0 / all0, d0 / all0, r0, n1 / all1, d1 / all1, r1)
    whole0, whole1 = exact_sum((n0 / all0).tolist()), exact_sum((n1 / all1).tolist())
    if turned:
        if not whole0 or not whole1:
            return None
        factor = -1.0 / (whole0 * whole1)
        mix, rate = mix * factor, rate * factor
        with np.errstate(divide="ignore"):
            r0, r1 = 1.0 / r0, 1.0 / r1
    all_mix, all_rate = exact_sum(mix.tolist()), exact_sum(rate.tolist())
    parts = tuple(
        Part(channel, _known(r0[channel], known0[channel]), _known(r1[channel], known1[channel]), float(mix[channel]),
             float(rate[channel]))
        for channel in np.flatnonzero(inside).tolist()
    )  # fmt: skip
    coverage = (shown[1] - shown[0]) - (all_mix + all_rate)
    if not outside.any():  # nothing but the last digits of two ways to add up
        coverage = 0.0
    return Split(
        shown[0], shown[1], all_mix, all_rate, coverage, parts, tuple(np.flatnonzero(outside).tolist())
    )  # fmt: skip


def _parts(
    c0: FloatArray, w0: FloatArray, r0: FloatArray, c1: FloatArray, w1: FloatArray, r1: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Mix and rate by channel: contributions c = n ÷ Σd, weights w = d ÷ Σd, rates r = n ÷ d."""
    has0, has1 = w0 > 0.0, w1 > 0.0
    middle = (exact_sum(c0.tolist()) + exact_sum(c1.tolist())) / 2.0
    rate = np.where(has0 & has1, (w0 + w1) / 2.0 * (np.where(has1, r1, 0.0) - np.where(has0, r0, 0.0)), 0.0)
    # A channel without a base in one of the two takes its other rate: all of its change is mix.
    mix = (c1 - c0) - middle * (w1 - w0) - rate
    return mix, rate


def _ratio(catalog: Catalog, id_: str) -> tuple[Node, Node] | None:
    """What is summed above and below in the total of a metric, None where the total is no such quotient."""
    metric = catalog.metric.get(id_)
    rule = catalog.totals.get(id_)
    if metric is None or rule is None or metric.total_only or catalog.uses_total(id_) or metric.over_periods != "cells":
        return None
    ratio = formula.top_ratio(rule)
    if ratio is None or catalog.may_be_typed_for_all[id_] or catalog.of_period(rule):
        return None
    # Σa × Σb ÷ Σc is no mean of channels; each side must be one sum or a sum of sums.
    return ratio if all(_is_linear(side) for side in ratio) else None


def _is_linear(side: Node) -> bool:
    """Whether a side of a rule is a sum, or sums added and subtracted, perhaps times a number."""
    match side:
        case Call("sum"):
            return True
        case Call("positive", (inner,)):
            return _is_linear(inner)
        case formula.Operation("+" | "-", left, right):
            return _is_linear(left) and _is_linear(right)
        case formula.Operation("*", left, formula.Number()):
            return _is_linear(left)
    return False


def _sides(
    figures: Figures, id_: str, ratio: tuple[Node, Node]
) -> tuple[FloatArray, FloatArray, npt.NDArray[np.bool_]]:
    """Numerator, denominator and whether any cell of it is known, by channel."""
    sums, known = figures.sums.by_channel(id_, 0)
    channels = len(figures.worksheet.keys)

    def lookup(node: formula.Name | Call) -> FloatArray:
        return sums[node.arguments[0]] if isinstance(node, Call) else np.full(channels, np.nan)

    above, below = (np.broadcast_to(evaluate_arrays(side, lookup), (channels,)) for side in ratio)
    known = known & ~np.isnan(above) & ~np.isnan(below)
    return np.asarray(above), np.asarray(below), known


def _blank(figures: Figures, id_: str) -> npt.NDArray[np.bool_]:
    """Which channels have nothing entered, in all periods of the view, of what a metric is made of."""
    found = np.ones(len(figures.worksheet.keys), dtype=np.bool_)
    for field in figures.catalog.inputs(id_):
        if field in figures.calculator.tape_fields:
            for period in figures.view.periods:
                found &= np.isnan(figures.calculator.entered.column(field, period))
    return found


def _known(value: float, known: bool) -> float | None:
    number = float(value)
    return number if known and math.isfinite(number) else None
