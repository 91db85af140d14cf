"""How far chance alone can move a rate, a count or a projection: the ranges every other statement of chance rests on.

Here are the ranges of one figure; `money_ranges` turns them into costs per customer and ROI, `comparisons` sets two
figures side by side, `sample_size` says how many more are needed. All of them are pure functions.

Conventions of these four modules:

* Counts may be fractional (attribution splits a customer). A level is the share of chance covered, such as 0.95, with
  the rest split evenly over both sides; a level that is not between 0 and 1 raises `ValueError`.
* Where there is no range the answer is None (an array version: NaN), never an exception: a rate above 100 %, nothing
  to divide by, a negative count, a figure that is not a finite number.
* SciPy is imported at the first quantile, not when the module is: it takes a third of a second. `load` does it ahead
  of time, on any thread.
"""

from __future__ import annotations

import math
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

    import numpy as np
    from numpy.typing import NDArray

    FloatArray = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Interval:
    """A range: its ends in the unit of the figure, None for an end that is open, and the level it holds at."""

    low: float | None
    high: float | None
    level: float

    def above(self, value: float) -> bool:
        """Whether the whole range lies above `value`."""
        return self.low is not None and self.low > value

    def below(self, value: float) -> bool:
        """Whether the whole range lies below `value`."""
        return self.high is not None and self.high < value


_ONE_IMPORT = Lock()


@cache
def special() -> ModuleType:
    """`scipy.special`, imported when first asked for (late for start-up time only).

    Safe from several threads: all of them wait for the one import. SciPy carries no types: callers turn what they take
    from it into float.
    """
    with _ONE_IMPORT, _loaded_parts_of_numpy():
        import scipy.special

    functions: ModuleType = scipy.special
    return functions


@contextmanager
def _loaded_parts_of_numpy() -> Iterator[None]:
    """SciPy copies the names that NumPy says it has, and so loads its Fortran tools, test tools and more: half of the
    time and memory of this import. Until it is done NumPy names what it has loaded."""
    import numpy as np

    names = vars(np)
    told: dict[str, Any] = {name: names[name] for name in ("__all__", "__numpy_submodules__") if name in names}
    names.update({name: type(told[name])(each for each in told[name] if each in names) for name in told})
    try:
        yield
    finally:
        names.update(told)


def load() -> None:
    """Import SciPy now, so that the first range does not wait for it; for a background thread after the first paint."""
    special()


def ready() -> bool:
    """Whether ranges can be had without waiting for SciPy's import."""
    return special.cache_info().currsize > 0


def tail(level: float) -> float:
    """The chance left out on each side, 0.025 at level 0.95. Raises ValueError unless 0 < level < 1."""
    if not 0.0 < level < 1.0:
        raise ValueError(f"a level lies between 0 and 1, not {level}")
    return (1.0 - level) / 2.0


def normal_deviate(level: float) -> float:
    """Standard deviations to each side that cover `level` of a normal distribution: 1.96 at 0.95."""
    return -float(special().ndtri(tail(level)))


def is_rate(k: float, n: float) -> bool:
    """Whether k of n is a share between 0 and 100 % of something: the rates that have a range."""
    return math.isfinite(n) and n > 0.0 and 0.0 <= k <= n


def is_count(k: float) -> bool:
    """Whether k can be a count: finite and not negative, fractions allowed."""
    return math.isfinite(k) and k >= 0.0


def wilson_ends(k: float, n: float, z: float) -> tuple[float, float]:
    """Ends of Wilson's score interval at z standard deviations, for a rate that `is_rate` has let through."""
    rate, z2 = k / n, z * z
    centre = k + z2 / 2.0
    half = z * math.sqrt(k * (1.0 - rate) + z2 / 4.0)
    low = 0.0 if k == 0.0 else max(0.0, (centre - half) / (n + z2))
    high = 1.0 if k == n else min(1.0, (centre + half) / (n + z2))
    return low, high


def wilson(k: float, n: float, level: float = 0.95) -> Interval | None:
    """Range of the rate k of n, as fractions (Wilson 1927, score interval without continuity correction).

    None where n is not positive or k is not between 0 and n: rates above 100 % have no range.
    """
    z = normal_deviate(level)
    if not is_rate(k, n):
        return None
    return Interval(*wilson_ends(k, n, z), level)


def clopper_pearson_ends(k: float, n: float, side: float) -> tuple[float, float]:
    """Ends of the exact range of the rate k of n, as fractions (Clopper & Pearson 1934): never too narrow, often too
    wide. For a rate that `is_rate` has let through; `side` as from `tail`."""
    low = 0.0 if k == 0.0 else float(special().betaincinv(k, n - k + 1.0, side))
    high = 1.0 if k == n else float(special().betainccinv(k + 1.0, n - k, side))
    return low, high


def garwood(k: float, level: float = 0.95) -> Interval | None:
    """Exact range of the count behind k observed (Garwood 1936): gamma quantiles at k and k + 1, low end 0 at k = 0.

    Splitting a customer into fractions makes the range too wide, never too narrow. None for a negative count.
    """
    side = tail(level)
    if not is_count(k):
        return None
    return Interval(*garwood_ends(k, side), level)


def garwood_ends(k: float, side: float) -> tuple[float, float]:
    """Ends of Garwood's range, for a count that `is_count` has let through; `side` as from `tail`."""
    low = 0.0 if k == 0.0 else float(special().gammaincinv(k, side))
    return low, float(special().gammainccinv(k + 1.0, side))


def garwood_array(k: FloatArray, level: float = 0.95) -> tuple[FloatArray, FloatArray]:
    """`garwood` for counts of any shape at once: (low, high) of that shape, NaN where k is no count."""
    import numpy as np

    side = tail(level)
    counts = np.asarray(k, dtype=np.float64)
    known = np.isfinite(counts) & (counts >= 0.0)
    safe = np.where(known, counts, 1.0)
    some = safe > 0.0
    low = np.where(some, special().gammaincinv(np.where(some, safe, 1.0), side), 0.0)
    high = special().gammainccinv(safe + 1.0, side)
    return np.where(known, low, np.nan), np.where(known, high, np.nan)


def goal_projection(k: float, gone: float, level: float = 0.95) -> Interval | None:
    """Range of the count at the period's end, k having come in the share `gone` (0 to 1) of it.

    k + NegBin(k + ½, gone): what a Poisson rate seen for that long still brings, its own uncertainty included (Jeffreys
    prior). Assumes even days. The ends are k plus the smallest whole numbers that reach each tail, so the
    range covers at least `level`. At the end of the period it is k itself; None before its start.
    """
    side = tail(level)
    if not is_count(k) or not gone > 0.0:
        return None
    if gone >= 1.0:
        return Interval(k, k, level)
    return Interval(k + _still_to_come(k, gone, side), k + _still_to_come(k, gone, 1.0 - side), level)


def _still_to_come(k: float, gone: float, chance: float) -> int:
    """Smallest whole x with P(NegBin(k + ½, gone) ≤ x) ≥ chance.

    Searched over the incomplete beta function: SciPy's `nbdtrik` is off near 0 and `nbdtr` truncates k + ½.
    """

    def reached(x: int) -> bool:
        return bool(special().betainc(k + 0.5, x + 1.0, gone) >= chance)

    if reached(0):
        return 0
    below, above = 0, 1
    while not reached(above):
        below, above = above, above * 2
    while above - below > 1:
        middle = (below + above) // 2
        if reached(middle):
            above = middle
        else:
            below = middle
    return above
