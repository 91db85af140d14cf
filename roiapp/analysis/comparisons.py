"""Whether two figures differ by more than chance: differences, ratios, how surprising they are, which to believe.

A *p* here is the largest 1 − level at which the interval still touches "no difference": a comparison is called exactly
when the interval shown beside it stays clear. Conventions (levels, None, late SciPy) as in `statistics`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from roiapp.analysis.statistics import (
    Interval,
    clopper_pearson_ends,
    is_count,
    is_rate,
    normal_deviate,
    special,
    tail,
    wilson_ends,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

ENOUGH_EXPECTED = 5.0
"""Each expected count of a comparison must reach this before it is judged at all."""


def newcombe(k1: float, n1: float, k2: float, n2: float, level: float = 0.95) -> Interval | None:
    """Range of the difference of two rates, k1 of n1 minus k2 of n2, as a fraction (Newcombe 1998, hybrid score).

    None where either is no rate between 0 and 100 %.
    """
    z = normal_deviate(level)
    if not (is_rate(k1, n1) and is_rate(k2, n2)):
        return None
    p1, p2 = k1 / n1, k2 / n2
    low1, high1 = wilson_ends(k1, n1, z)
    low2, high2 = wilson_ends(k2, n2, z)
    return Interval(p1 - p2 - math.hypot(p1 - low1, high2 - p2), p1 - p2 + math.hypot(high1 - p1, p2 - low2), level)


def rate_ratio(k1: float, exposure1: float, k2: float, exposure2: float, level: float = 0.95) -> Interval | None:
    """Range of (k1 ÷ exposure1) ÷ (k2 ÷ exposure2): how many times as many customers per cost, say, the first brings.

    Given their sum, k1 of k1 + k2 is binomial; its range (Clopper & Pearson 1934) is turned into a ratio of rates. The
    high end is None at k2 = 0. None where nothing was counted at all or an exposure is not positive.
    """
    side = tail(level)
    if not _are_exposed(k1, exposure1, k2, exposure2) or k1 + k2 <= 0.0:
        return None
    # The second's share is the first's turned over; asking for both keeps all digits where either is close to 1.
    low, high = clopper_pearson_ends(k1, k1 + k2, side)
    other_low, other_high = clopper_pearson_ends(k2, k1 + k2, side)
    scale = float(exposure2) / float(exposure1)
    return Interval(low / other_high * scale, high / other_low * scale if other_low > 0.0 else None, level)


def _are_exposed(k1: float, exposure1: float, k2: float, exposure2: float) -> bool:
    """Whether these are two counts, each out of a positive exposure."""
    return is_count(k1) and is_count(k2) and all(math.isfinite(e) and e > 0.0 for e in (exposure1, exposure2))


def expected_counts(k1: float, exposure1: float, k2: float, exposure2: float) -> tuple[float, float]:
    """The two counts to expect if both rates were the same: their sum shared out by exposure. 0 without exposure."""
    if not _are_exposed(k1, exposure1, k2, exposure2):
        return 0.0, 0.0
    each = (k1 + k2) / (exposure1 + exposure2)
    return each * exposure1, each * exposure2


def expected_table(k1: float, n1: float, k2: float, n2: float) -> tuple[float, float, float, float]:
    """Hits and misses to expect in both groups if both rates were the same: (hits 1, misses 1, hits 2, misses 2).

    All 0 where either is no rate between 0 and 100 %.
    """
    if not (is_rate(k1, n1) and is_rate(k2, n2)):
        return 0.0, 0.0, 0.0, 0.0
    hit, miss = (k1 + k2) / (n1 + n2), (n1 - k1 + n2 - k2) / (n1 + n2)
    return n1 * hit, n1 * miss, n2 * hit, n2 * miss


def enough(expected: Sequence[float]) -> bool:
    """Whether every expected count reaches `ENOUGH_EXPECTED`; below, it is "cannot tell yet" and in no list."""
    return bool(expected) and min(expected) >= ENOUGH_EXPECTED


def family_alpha(comparisons: int) -> float:
    """Share of false calls allowed over one list of comparisons: 5 %, and 4 % for two or more.

    The ranges of rates are only nearly exact; 4 % keeps the false winners measured at or under 5 %.
    """
    return 0.05 if comparisons < 2 else 0.04


def holm_steps(p_values: Sequence[float], alpha: float) -> list[tuple[bool, float]]:
    """Which comparisons of one list are called (Holm 1979), in the list's order: for each p (called, the bound it was
    held against). 1 − the bound is the level of the interval that its finding carries.

    At most a share `alpha` of such lists then holds a false call. A called one was judged at its own step; all others
    were left where the procedure stopped: at that level their intervals touch "no difference", as they should. Raises
    ValueError for a p or alpha outside 0 to 1.
    """
    if not 0.0 < alpha < 1.0 or not all(0.0 <= p <= 1.0 for p in p_values):
        raise ValueError("p values lie between 0 and 1, and so does alpha")
    left = len(p_values)
    steps = [(False, alpha)] * left
    going = True
    for place in sorted(range(len(p_values)), key=p_values.__getitem__):
        going = going and p_values[place] <= alpha / left
        steps[place] = (going, alpha / left)
        if going:
            left -= 1
    return steps


@dataclass(frozen=True, slots=True)
class Course:
    """How far the latest rate is off its own history: z in standard deviations (negative: below), its two-sided p, and
    phi, how many times livelier than chance alone the history was (1: as chance would have it)."""

    z: float
    p: float
    phi: float


def off_course(ks: Sequence[float], ns: Sequence[float], k: float, n: float) -> Course | None:
    """Whether the latest k of n is off the pooled rate of earlier periods, ks of ns (same order, one per period).

    The history's own liveliness phi (Pearson's chi-square per degree of freedom, never under 1) widens the yardstick;
    where it had to, z is held against t with one degree less than periods, else against the normal distribution.
    Earlier periods with n = 0 say nothing and are left out. None with fewer than two earlier periods, with a history
    all hits or all misses, or where anything is no rate. Raises ValueError where the lists differ in length.
    """
    past = [(float(a), float(b)) for a, b in zip(ks, ns, strict=True) if not (a == 0.0 and b == 0.0)]
    if len(past) < 2 or not is_rate(k, n) or not all(is_rate(a, b) for a, b in past):
        return None
    all_n = math.fsum(b for _, b in past)
    rate = math.fsum(a for a, _ in past) / all_n
    spread = rate * (1.0 - rate)
    if spread <= 0.0:
        return None
    freedom = len(past) - 1
    phi = max(1.0, math.fsum((a - b * rate) ** 2 / (b * spread) for a, b in past) / freedom)
    z = (k / n - rate) / math.sqrt(phi * spread * (1.0 / n + 1.0 / all_n))
    p = math.erfc(abs(z) / math.sqrt(2.0)) if phi == 1.0 else 2.0 * float(special().stdtr(freedom, -abs(z)))
    return Course(z, p, phi)
