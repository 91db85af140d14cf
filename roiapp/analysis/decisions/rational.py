"""Quotients of two polynomials in one unknown: what nearly every figure is as a function of one of its inputs.

CAC is cost ÷ x of its customers, ROI (a·x − c) ÷ c of its price, and so on. What such a figure has to be to reach a
target is the root of a polynomial, mostly of degree one: no search, no tolerance.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Self

import numpy as np

Coefficients = tuple[float, ...]
#: of a root: how much of it may be imaginary by rounding
_REAL: Final = 1e-6


@dataclass(frozen=True, slots=True)
class Rational:
    """above(x) ÷ below(x); coefficients from the constant on, neither ends with a 0. Undefined where below is 0."""

    above: Coefficients
    below: Coefficients = (1.0,)

    @classmethod
    def of(cls, above: Iterable[float], below: Iterable[float] = (1.0,)) -> Self | None:
        """Without common powers of x; None where it is undefined everywhere or too large."""
        top, bottom = _trimmed(above), _trimmed(below)
        if not bottom or not all(map(math.isfinite, (*top, *bottom))):
            return None
        while top and bottom and not top[0] and not bottom[0]:
            top, bottom = top[1:], bottom[1:]
        scale = bottom[-1]
        return cls(tuple(each / scale for each in top), tuple(each / scale for each in bottom))

    @property
    def constant(self) -> float | None:
        """Its value where x does not stand in it."""
        return (self.above[0] if self.above else 0.0) if len(self.above) < 2 and len(self.below) == 1 else None

    def at(self, x: float) -> float:
        """Its value, NaN where it is undefined or too large."""
        try:
            above, below = _value(self.above, x), _value(self.below, x)
            return above / below if below and math.isfinite(above) and math.isfinite(below) else math.nan
        except OverflowError:
            return math.nan

    def plus(self, other: Self, sign: float = 1.0) -> Self | None:
        if self.below == other.below:  # as for most sums: no power comes up that is not there
            return self.of(_added(self.above, other.above, sign), self.below)
        above = _added(_times(self.above, other.below), _times(other.above, self.below), sign)
        return self.of(above, _times(self.below, other.below))

    def times(self, other: Self) -> Self | None:
        return self.of(_times(self.above, other.above), _times(self.below, other.below))

    def over(self, other: Self) -> Self | None:
        return self.of(_times(self.above, other.below), _times(self.below, other.above))

    def where(self, target: float) -> list[float]:
        """Every x at which it may be `target`, ascending; none where it is that everywhere or nowhere."""
        return real_roots(_added(self.above, self.below, -target))


def real_roots(coefficients: Coefficients) -> list[float]:
    """The real roots of a polynomial, ascending, none of a constant one; nearly real ones are taken for real."""
    left = _trimmed(coefficients)
    zeros = 0
    while left and not left[0]:
        left, zeros = left[1:], zeros + 1
    found = [0.0] if zeros else []
    if len(left) == 2:
        found.append(-left[0] / left[1])
    elif len(left) == 3:
        found += _of_square(*left)
    elif len(left) > 3:
        with np.errstate(all="ignore"):
            roots = np.roots(left[::-1])
        found += [float(root.real) for root in roots if abs(root.imag) <= _REAL * abs(root)]
    return sorted(root for root in found if math.isfinite(root))


def _of_square(c: float, b: float, a: float) -> list[float]:
    """Without losing digits where the two are far apart."""
    inside = b * b - 4.0 * a * c
    if inside < 0.0:
        return [-b / (2.0 * a)] if -inside <= _REAL * b * b else []
    half = -(b + math.copysign(math.sqrt(inside), b)) / 2.0
    return [half / a, c / half] if half else [0.0]


def _value(coefficients: Coefficients, x: float) -> float:
    value = 0.0
    for each in reversed(coefficients):
        value = value * x + each
    return value


def _trimmed(coefficients: Iterable[float]) -> Coefficients:
    kept = list(coefficients)
    while kept and not kept[-1]:
        kept.pop()
    return tuple(kept)


def _added(one: Coefficients, other: Coefficients, factor: float) -> Coefficients:
    size = max(len(one), len(other))
    padded = [(*each, *([0.0] * (size - len(each)))) for each in (one, other)]
    return tuple(a + factor * b for a, b in zip(*padded, strict=True))


def _times(one: Coefficients, other: Coefficients) -> Coefficients:
    if not one or not other:
        return ()
    product = [0.0] * (len(one) + len(other) - 1)
    for i, a in enumerate(one):
        for j, b in enumerate(other):
            product[i + j] += a * b
    return tuple(product)
