"""A scale between round ends for figures of any unit, with ticks whose labels differ from each other."""

from __future__ import annotations

import math
from dataclasses import dataclass

from roiapp.charts.linear_axis import nice_step
from roiapp.core.units import COUNT, SHARE, NumberFormat, Unit
from roiapp.language import number_locale

_MOST_STEPS = 60  # tried before giving up on labels that differ
_SMALLEST = 1e-12  # a span below this share of the figures is none: floats do not tell its ticks apart
_FEW = 4  # steps below which the ends need not be round
_LARGEST, _NOTHING = 1e290, 1e-12  # beyond these no unit shows a digit


@dataclass(frozen=True)
class Scale:
    """A scale from `low` to `high` with its ticks and their labels."""

    low: float
    high: float
    ticks: tuple[float, ...]
    labels: tuple[str, ...]

    def share(self, value: float) -> float:
        """Where a value lies: 0 at the low end, 1 at the high one; beyond the ends it is cut off there."""
        return min(max((value - self.low) / (self.high - self.low), 0.0), 1.0)

    def holds(self, value: float) -> bool:
        """Whether a value lies between the ends."""
        return self.low <= value <= self.high


def round_scale(low: float, high: float, most: int, unit: Unit, numbers: NumberFormat) -> Scale:
    """The scale that holds `low` to `high` with at most `most` steps, two at least: figures on both sides of zero have
    it between them. Its ends are round where there is room for several steps."""
    most = max(most, 2)
    low, high = (0.0 if abs(end) < _NOTHING else min(max(end, -_LARGEST), _LARGEST) for end in (low, high))
    if high - low <= _SMALLEST * max(abs(low), abs(high)):
        low, high = (low - abs(low) / 2, high + abs(high) / 2) if high else (0.0, 1.0)
    scale = Scale(low, high, (), ())
    step = (high - low) / most
    for _ in range(_MOST_STEPS):
        step = nice_step(step * (1.0 + 1e-6))
        first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
        last = max(last, first + 1)
        if last - first > most:
            continue
        ticks = tuple(number * step for number in range(first, last + 1))
        scale = Scale(first * step, last * step, ticks, tick_labels(ticks, step, unit, numbers))
        if _differ(scale.labels):
            break
    return _tight(scale, low, high) if most < _FEW else scale


def tight_scale(low: float, high: float, most: int, unit: Unit, numbers: NumberFormat) -> Scale:
    """The scale from `low` to `high` exactly, with the round ticks that lie between them."""
    wide = round_scale(low, high, most, unit, numbers)
    if not high > low:
        return wide
    kept = [(t, text) for t, text in zip(wide.ticks, wide.labels, strict=True) if low <= t <= high]
    return Scale(low, high, tuple(t for t, _ in kept), tuple(text for _, text in kept))


def _tight(scale: Scale, low: float, high: float) -> Scale:
    """With few steps round ends would waste half of the room: the ends close to the figures, where a tick is left."""
    margin = 0.04 * (high - low)
    low, high = max(low - margin, scale.low), min(high + margin, scale.high)
    kept = [(t, text) for t, text in zip(scale.ticks, scale.labels, strict=True) if low <= t <= high]
    if not kept:
        return scale
    return Scale(low, high, tuple(t for t, _ in kept), tuple(text for _, text in kept))


def _differ(labels: tuple[str, ...]) -> bool:
    return len(set(labels)) == len(labels)


def tick_labels(ticks: tuple[float, ...], step: float, unit: Unit, numbers: NumberFormat) -> tuple[str, ...]:
    """Ticks as the document writes figures, without cents and tenths of a percent where no tick has any."""
    if unit.kind == "money" and step >= 1.0 and abs(ticks[-1] if ticks else 0.0) < 1e15:
        locale = number_locale(numbers.locale)
        pattern = locale.money(numbers.currency)
        return tuple(
            (locale.minus if tick < 0 else "") + pattern.format(numbers.text(abs(float(round(tick))), COUNT))
            for tick in ticks
        )
    if unit.kind == "percent" and not unit.always_signed and step >= 0.01 - 1e-12:
        unit = SHARE
    return tuple(numbers.text(tick, unit) for tick in ticks)
