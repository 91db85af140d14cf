"""The best split of a sum among channels whose results grow with what is spent on them, ever more slowly.

A channel that brings R for s today brings R × (x ÷ s)^b for x, b being the elasticity. The split is best where the next
unit of money brings the same in every channel that is free to move (equal marginal returns): responses are concave, so
no other split brings more (Karush, Kuhn and Tucker). A channel then gets k × μ within its bounds, with the same μ for
all; the sum over channels is piecewise linear in μ, so that the answer is exact and nothing is searched for.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heapreplace
from typing import Final

_MOST_POWER: Final = 709.0  # of e, that a float can hold


@dataclass(frozen=True, slots=True)
class Response:
    """What a channel brings: `result` for `spend` today (above 0), and the least and the most that may be spent."""

    spend: float
    result: float
    least: float = 0.0
    most: float = math.inf

    def at(self, spend: float, elasticity: float) -> float:
        """What it brings for `spend`."""
        return self.result * (spend / self.spend) ** elasticity if spend > 0.0 else 0.0

    def next_unit(self, spend: float, elasticity: float) -> float:
        """What one more unit of money brings at `spend`; without end where nothing is spent yet, unless the elasticity
        is 1."""
        if elasticity == 1.0:
            return self.result / self.spend
        return elasticity * self.at(spend, elasticity) / spend if spend > 0.0 else math.copysign(math.inf, self.result)


def best_split(responses: Sequence[Response], total: float, elasticity: float) -> list[float]:
    """What each gets of `total`, which is from Σ least to Σ most (else ValueError); not rounded. 0 < elasticity
    others = [place for place, each in enumerate(responses) if each.result <= 0.0]
    others.sort(key=lambda place: -responses[place].result)
    comes first."""
    if not math.fsum(each.least for each in responses) <= total <= math.fsum(each.most for each in responses):
        raise ValueError(total)
    split = [each.least for each in responses]
    paying = [place for place, each in enumerate(responses) if each.result > 0.0]
    others = sorted((p for p, each in enumerate(responses) if each.result <= 0.0), key=lambda p: -responses[p].result)
    rest = total - math.fsum(split[place] for place in others)
    if math.fsum(responses[place].most for place in paying) <= rest:
        _fill(responses, split, paying, total)
        _fill(responses, split, others, total)
    elif elasticity == 1.0:
        _fill(responses, split, sorted(paying, key=lambda p: -responses[p].next_unit(0.0, 1.0)), total)
    else:
        level = _level([responses[place] for place in paying], rest, elasticity)
        for place, amount in zip(paying, level, strict=True):
            split[place] = amount
    return split


def _fill(responses: Sequence[Response], split: list[float], order: Sequence[int], total: float) -> None:
    """Put what is left of the total where it may go, in this order."""
    rest = total - math.fsum(split)
    for place in order:
        more = min(max(rest, 0.0), responses[place].most - split[place])
        split[place] += more
        rest -= more


def _level(responses: Sequence[Response], total: float, elasticity: float) -> list[float]:
    """The split at which the next unit brings the same everywhere. By logarithms: near an elasticity of 1 the k of two
    channels are further apart than floats reach."""
    k = [
        (math.log(elasticity) + math.log(each.result) - elasticity * math.log(each.spend)) / (1.0 - elasticity)
        for each in responses
    ]
    ends = [(_log(each.least) - k, _log(each.most) - k) for each, k in zip(responses, k, strict=True)]

    def amounts(level: float) -> list[float]:
        return [
            each.least if level <= low else each.most if level >= high else _exp(one + level)
            for each, one, (low, high) in zip(responses, k, ends, strict=True)
        ]

    corners = sorted({end for pair in ends for end in pair if math.isfinite(end)})
    passed = bisect_right(corners, total, key=lambda level: math.fsum(amounts(level)))
    level = corners[passed - 1] if passed else -math.inf
    split = amounts(level)
    free = [place for place, (low, high) in enumerate(ends) if low <= level < high]
    if free:
        fixed = math.fsum(amount for amount, (low, high) in zip(split, ends, strict=True) if not low <= level < high)
        largest = max(k[place] for place in free)
        parts = [math.exp(k[place] - largest) for place in free]
        whole = math.fsum(parts)
        for place, part in zip(free, parts, strict=True):
            amount = (total - fixed) * (part / whole)
            split[place] = min(max(amount, responses[place].least), responses[place].most)
    return split


def _log(amount: float) -> float:
    return math.log(amount) if amount > 0.0 else -math.inf


def _exp(power: float) -> float:
    return math.exp(power) if power < _MOST_POWER else math.inf


def in_cents(responses: Sequence[Response], split: Sequence[float], total: float) -> list[float]:
    """The split in whole cents within the bounds, its sum that of the total in whole cents: what is cut off goes to the
    largest remainders. Raises ValueError where no whole cents lie within the bounds."""
    least = [math.ceil(round(each.least * 100.0, 6)) for each in responses]
    most = [math.floor(round(each.most * 100.0, 6)) if each.most < math.inf else None for each in responses]
    exact = [round(amount * 100.0, 6) for amount in split]
    cents = [max(math.floor(amount), low) for amount, low in zip(exact, least, strict=True)]
    rest = round(total * 100.0) - sum(cents)
    step = 1 if rest > 0 else -1
    order = sorted(range(len(cents)), key=lambda place: step * (cents[place] - exact[place]))
    while rest:
        moved = False
        for place in order:
            limit = most[place] if step > 0 else least[place]
            if rest and (limit is None or (cents[place] - limit) * step < 0):
                cents[place] += step
                rest -= step
                moved = True
        if not moved:
            raise ValueError(total)
    return [amount / 100.0 for amount in cents]


def in_steps(
    responses: Sequence[Response], split: Sequence[float], total: float, step: float, elasticity: float
) -> list[float]:
    """The best split in multiples of `step`; what is left of the total, less than a step, goes where it brings most.
    `split` is the best one of any amounts: no channel is further from it than there are channels, in steps. Raises
    ValueError where no multiples lie within the bounds."""
    whole = math.floor(round(total / step, 9))
    least = [math.ceil(round(each.least / step, 9)) for each in responses]
    most = [math.floor(round(each.most / step, 9)) if each.most < math.inf else whole for each in responses]
    if any(low > high for low, high in zip(least, most, strict=True)) or sum(least) > whole:
        raise ValueError(total)
    near = [math.floor(amount / step) - len(split) for amount in split]
    count = [min(max(one, low), high) for one, low, high in zip(near, least, most, strict=True)]
    if sum(count) > whole:
        count = least

    def gain(place: int) -> float:
        each, here = responses[place], count[place] * step
        return each.at(here + step, elasticity) - each.at(here, elasticity)

    waiting = [(-gain(place), place) for place in range(len(count)) if count[place] < most[place]]
    heapify(waiting)
    for _ in range(whole - sum(count)):
        if not waiting:
            raise ValueError(total)
        place = waiting[0][1]
        count[place] += 1
        if count[place] < most[place]:
            heapreplace(waiting, (-gain(place), place))
        else:
            heappop(waiting)
    amounts = [each * step for each in count]
    rest = total - math.fsum(amounts)
    if rest > 0.0 and waiting:
        amounts[waiting[0][1]] += rest
    return amounts
