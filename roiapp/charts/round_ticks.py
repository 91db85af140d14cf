"""Round values along an axis whose ends are the figures' own, with labels that differ."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from roiapp.charts.linear_axis import nice_step
from roiapp.charts.scale import tick_labels

if TYPE_CHECKING:
    from roiapp.core.number_format import NumberFormat
    from roiapp.core.unit_records import Unit


def round_ticks(
    low: float, high: float, length: float, room: float, unit: Unit, write: NumberFormat
) -> list[tuple[float, str]]:
    """Round values between the ends whose labels differ, each with its label."""
    if not high > low or length <= 0.0:
        return []
    step = nice_step((high - low) / max(length / room, 1.0))
    for _ in range(8):
        ticks = tuple(n * step for n in range(math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9) + 1))
        labels = tick_labels(ticks, step, unit, write) if ticks else ()
        if len(set(labels)) == len(labels):
            return list(zip(ticks, labels, strict=True))
        step = nice_step(step * 1.01)
    return []
