"""How far a slider reaches and in which steps it goes: round figures a little beyond what there is."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final, NamedTuple

from roiapp.language import currency_decimals

if TYPE_CHECKING:
    from roiapp.core.fields import Field

_TOPS: Final = (1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)
_STEPS: Final = (1.0, 2.0, 5.0, 10.0)
#: steps from one end to the other, about
_COUNT: Final = 120
#: how far beyond the largest figure there is room for; alone on its scale, as far again
_BEYOND: Final = 1.4
_ALONE: Final = 2.0
#: what is less is nothing
_NOTHING: Final = 1e-9


class SliderScale(NamedTuple):
    """From `low` to `top` in steps of `step`; figures are kept to so many `decimals`."""

    low: float
    top: float
    step: float
    decimals: int

    def snapped(self, value: float) -> float:
        """The nearest step within the ends."""
        steps = round((value - self.low) / self.step)
        return round(min(max(self.low + steps * self.step, self.low), self.top), 9)


def slider_scale(field: Field, values: Iterable[float | None], currency: str, *, alone: bool = False) -> SliderScale:
    """The scale on which all these figures of a field have room; `alone`: of one of them."""
    known = [value for value in values if value is not None and math.isfinite(value)]
    beyond = _ALONE if alone else _BEYOND
    largest, least = max((abs(value) for value in known), default=0.0), min(known, default=0.0)
    usual = 0.5 if field.unit.kind == "percent" else 100.0
    top = _round_up(largest * beyond if largest > _NOTHING else usual, _TOPS)
    if field.maximum is not None:
        top = min(max(top, largest), field.maximum)
    low = -top if least < 0.0 else 0.0
    if field.minimum is not None:
        low = max(low, min(field.minimum, least))
    whole = all(value == round(value) for value in known)
    decimals = _decimals(field, whole, currency)
    step = max(_round_up((top - low) / _COUNT, _STEPS), 10.0 ** -decimals)
    return SliderScale(low, top, step, decimals)


def _decimals(field: Field, whole: bool, currency: str) -> int:
    if field.unit.kind == "money":
        return currency_decimals(currency)
    if field.unit.kind == "percent":
        return 4
    return 0 if whole and field.unit.id == "count" else 2


def _round_up(value: float, tops: tuple[float, ...]) -> float:
    """The next round figure from `value` on."""
    size = 10.0 ** math.floor(math.log10(value))
    return next(top * size for top in (*tops, 10.0) if top * size >= value * (1 - 1e-12))
