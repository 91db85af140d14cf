"""All comparisons of one check as one list, so that a check of many channels finds no winners by chance.

A question hands out its comparisons and gets them back judged: Holm over the whole list (`comparisons.holm_steps`),
those with too little expected left out. The same comparison asked for by two questions counts once.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np

from roiapp.analysis.comparisons import ENOUGH_EXPECTED, family_alpha, holm_steps, newcombe, rate_ratio
from roiapp.analysis.many_comparisons import (
    least_expected_of_counts,
    least_expected_of_rates,
    newcombe_clear,
    newcombe_ps,
    rate_ratio_ps,
)
from roiapp.analysis.statistics import Interval, special, tail

if TYPE_CHECKING:
    from roiapp.analysis.statistics import FloatArray

#: called, but nearer to each other than this: practically the same
SLIGHT = 0.05


Kind = Literal["rates", "counts", "given"]


class Comparison(NamedTuple):
    """k1 of n1 against k2 of n2, as two rates or as two counts with exposures (money, or a base that lags behind).

    `tries`: out of how many pairs this one was chosen by looking at the figures, per comparison that is in the list;
    its p is that many times as large. `p`: how surprising it is where that was worked out elsewhere ("given").
    """

    kind: Kind
    k1: float
    n1: float
    k2: float
    n2: float
    tries: float = 1.0
    p: float | None = None

    @property
    def higher(self) -> bool:
        """Whether the first is the higher of the two."""
        return self.k1 * self.n2 > self.k2 * self.n1

    @property
    def ratio(self) -> float:
        """The first as a multiple of the second; infinite where the second is 0."""
        below = self.k2 * self.n1
        return self.k1 * self.n2 / below if below else float("inf")

    @property
    def slight(self) -> bool:
        """Whether both are practically the same, called or not."""
        return abs(self.ratio - 1.0) < SLIGHT

    def interval(self, level: float) -> Interval | None:
        """Range of the difference (rates) or the ratio (counts) of the two, at a level of the list."""
        own = 1.0 - (1.0 - level) / self.tries
        if not 0.0 < own < 1.0:
            return None
        if self.kind == "counts":
            return rate_ratio(self.k1, self.n1, self.k2, self.n2, own)
        return newcombe(self.k1, self.n1, self.k2, self.n2, own)


def around(middle: float, spread: float, freedom: int | None, level: float) -> Interval:
    """Range around a difference with a standard error: by the normal distribution, or t with so many degrees."""
    side = tail(level)
    times = -float(special().ndtri(side) if freedom is None else special().stdtrit(freedom, side))
    return Interval(middle - times * abs(spread), middle + times * abs(spread), level)


class Judged(NamedTuple):
    """What came of a comparison: `enough` expected to be judged at all, `called` at `level`."""

    enough: bool = False
    called: bool = False
    level: float = 0.95


_TOO_LITTLE = Judged()


class Judgement:
    """The comparisons of one check, judged."""

    def __init__(self, comparisons: Iterable[Comparison]) -> None:
        # Looked up by what they are and not by their figures, which is quicker; kept, so that no other takes its place.
        self._asked = list(comparisons)
        self._places: dict[Comparison, int] = {}
        self._place_of = {id(each): self._places.setdefault(each, len(self._places)) for each in self._asked}
        listed = list(self._places)
        p_values, enough = _worked_out(listed)
        counted = [place for place, has in enumerate(enough) if has]
        ps = [min(1.0, p_values[place] * listed[place].tries) for place in counted]
        alpha = family_alpha(len(ps))
        steps = holm_steps(ps, alpha)
        as_judged = {step: Judged(True, step[0], 1.0 - step[1]) for step in set(steps)}  # nearly all end at the same
        self._judged = [_TOO_LITTLE] * len(listed)
        for place, step in zip(counted, steps, strict=True):
            self._judged[place] = as_judged[step]

    def of(self, comparison: Comparison) -> Judged:
        """What came of one that was handed in; of any other as of one with too little to go by."""
        place = self._place_of.get(id(comparison))
        if place is None:
            place = self._places.get(comparison)
        return _TOO_LITTLE if place is None else self._judged[place]

    def called(self, comparison: Comparison) -> bool:
        """Whether the two differ by more than chance and by more than practically nothing."""
        return self.of(comparison).called and not comparison.slight

    def higher(self, comparison: Comparison) -> bool:
        """Whether the first was called the higher one."""
        return self.called(comparison) and comparison.higher

    def lower(self, comparison: Comparison) -> bool:
        """Whether the first was called the lower one."""
        return self.called(comparison) and not comparison.higher


def _worked_out(listed: list[Comparison]) -> tuple[list[float], list[bool]]:
    """p and whether enough was expected, for each in the list's order."""
    if not listed:
        return [], []
    ps = np.ones(len(listed))
    least = np.zeros(len(listed))
    kinds, *columns, _, given = zip(*listed, strict=True)
    table = np.array(columns, dtype=np.float64)
    of_kind = np.array(kinds)
    for kind, p_of, least_of in (
        ("rates", _rates_ps, least_expected_of_rates),
        ("counts", rate_ratio_ps, least_expected_of_counts),
    ):
        places = np.flatnonzero(of_kind == kind)
        if not places.size:
            continue
        least[places] = least_of(*table[:, places])
        judged = places[least[places] >= ENOUGH_EXPECTED]
        if judged.size:
            ps[judged] = p_of(*table[:, judged])
    for place in np.flatnonzero(of_kind == "given").tolist():
        if given[place] is not None:
            ps[place], least[place] = given[place], ENOUGH_EXPECTED
    return ps.tolist(), (least >= ENOUGH_EXPECTED).tolist()


def _rates_ps(k1: FloatArray, n1: FloatArray, k2: FloatArray, n2: FloatArray) -> FloatArray:
    """p of each pair of rates; 1 for all that no list can call, since each p is a search and most pairs are alike."""
    clear = newcombe_clear(k1, n1, k2, n2, 1.0 - family_alpha(1))
    ps = np.ones(k1.size)
    ps[clear] = newcombe_ps(k1[clear], n1[clear], k2[clear], n2[clear])
    return ps
