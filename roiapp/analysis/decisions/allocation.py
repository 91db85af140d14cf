"""Moving a budget between channels: what is asked, the best split under a stated response, and what it is worth.

The response is an assumption, not a finding: a channel that brings R for s today brings R × (x ÷ s)^elasticity for x.
The elasticity is the user's (0.7 unless set); what the split would gain is said for every elasticity from 0.5 to 0.9.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Final, Literal

import numpy as np

from roiapp.analysis.decisions.best_split import Response, best_split, in_cents, in_steps
from roiapp.core.evaluation import exact_sum
from roiapp.core.units import MONEY, NumberFormat
from roiapp.language import tr

if TYPE_CHECKING:
    from roiapp.core.results import Figures
    from roiapp.core.worksheet import Floats

GOALS: Final = ("gross_profit", "customers", "leads")
LEAST_ELASTICITY: Final = 0.5
MOST_ELASTICITY: Final = 0.9
_BAND: Final = tuple(number / 100.0 for number in range(50, 91))
#: a gain below this share of what all bring today is not worth the work
_WORTH: Final = 0.01
_CENT: Final = 0.01


class AllocationError(ValueError):
    """A budget that cannot be moved as asked; the text is a sentence for the user."""


@dataclass(frozen=True)
class Wish:
    """What is asked. Channels are indices; amounts are money. `total` None: as much as is spent today. `step`: only
    multiples of it are wanted, 0 for any amount in cents."""

    goal: str = "gross_profit"
    elasticity: float = 0.7
    total: float | None = None
    locked: frozenset[int] = frozenset()
    least: Mapping[int, float] = field(default_factory=dict)
    most: Mapping[int, float] = field(default_factory=dict)
    step: float = 0.0


@dataclass(frozen=True)
class Share:
    """One channel of the answer: its spend today and then, what it brings today and would then; None where unknown.
    `held` says why it was not moved, "" where it was free to; `bound` whether it stands at its "least" or its
    "most"."""

    channel: int
    spend: float | None
    then: float | None
    brings: float | None
    would: float | None
    held: str = ""
    bound: Literal["", "least", "most"] = ""

    @property
    def change(self) -> float | None:
        """How much more is spent on it then; None where nothing is known to be."""
        return None if self.spend is None or self.then is None else self.then - self.spend

    def next_unit(self, spend: float | None, elasticity: float) -> float | None:
        """What one more unit of money brings at a spend; None where it is not known or has no end."""
        if not self.spend or self.spend < 0.0 or self.brings is None or spend is None:
            return None
        found = Response(self.spend, self.brings).next_unit(spend, elasticity)
        return found if math.isfinite(found) else None


@dataclass(frozen=True)
class Allocation:
    """The best split. `before` and `after` are what all channels bring whose result is known; `gains` the least and
    the most that the split gains under elasticities from 0.5 to 0.9 and the one asked for. `next_unit` is what one more
    unit of money brings in every channel that stands between its bounds, None where there is none."""

    goal: str
    elasticity: float
    total: float
    shares: tuple[Share, ...]
    before: float
    after: float
    gains: tuple[float, float]
    next_unit: float | None

    @property
    def moved(self) -> float:
        """How much money changes its place."""
        return math.fsum(max(0.0, (s.then or 0.0) - (s.spend or 0.0)) for s in self.shares)

    @property
    def today(self) -> float:
        """What is spent today."""
        return exact_sum(each.spend for each in self.shares if each.spend is not None)

    def gain(self, elasticity: float) -> float:
        """What this split gains if that is the elasticity."""
        results, times = self._moved
        return math.fsum((results * times**elasticity - results).tolist())

    @cached_property
    def _moved(self) -> tuple[Floats, Floats]:
        """What the channels that may be moved bring today, and their spend then by their spend today."""
        free = [
            (each.brings, each.then / each.spend)
            for each in self.shares
            if not each.held and each.spend and each.then is not None and each.brings is not None
        ]
        pairs = np.array(free, dtype=np.float64).reshape(-1, 2)
        return pairs[:, 0], pairs[:, 1]

    @property
    def worth_moving(self) -> bool:
        """Whether every elasticity of the band gains something, and the one asked for more than a hundredth."""
        return self.gains[0] > 0.0 and self.after - self.before >= _WORTH * abs(self.before) and self.moved >= 0.01


def without_bounds_of_held(figures: Figures, wish: Wish) -> Wish:
    """The same without the least and the most of channels that stay as they are anyway."""
    if wish.goal not in GOALS:
        return wish
    held = _held(figures, wish, _column(figures, "spend"), _column(figures, wish.goal), refuse=False)
    least = {channel: amount for channel, amount in wish.least.items() if channel not in held}
    return replace(wish, least=least, most={c: amount for c, amount in wish.most.items() if c not in held})


def allocate(figures: Figures, wish: Wish) -> Allocation:
    """The best split of the spend of a view. Raises `AllocationError`."""
    _check(wish)
    format_ = NumberFormat(figures.worksheet.settings.locale, figures.worksheet.settings.currency)
    spend, result = _column(figures, "spend"), _column(figures, wish.goal)
    held = _held(figures, wish, spend, result)
    free = [channel for channel in range(len(spend)) if channel not in held]
    total = exact_sum(value for value in spend if value is not None) if wish.total is None else wish.total
    fixed = exact_sum(spend[channel] or 0.0 for channel in held)
    responses = [_response(figures, wish, channel, spend, result) for channel in free]
    then = dict(zip(free, _split(responses, total - fixed, wish, format_), strict=True))
    bounds = {channel: _bound(each, then[channel]) for channel, each in zip(free, responses, strict=True)}
    shares = tuple(
        replace(
            _share(channel, spend[channel], then.get(channel, spend[channel]), result[channel], wish.elasticity,
                   held.get(channel, "")),
            bound=bounds.get(channel, ""),
        )
        for channel in range(len(spend))
    )  # fmt: skip
    found = Allocation(
        wish.goal,
        wish.elasticity,
        total,
        shares,
        exact_sum(each.brings for each in shares if each.brings is not None),
        exact_sum(each.would for each in shares if each.would is not None),
        (0.0, 0.0),
        _next_unit(responses, [then[channel] for channel in free], wish.elasticity),
    )
    gains = [found.gain(elasticity) for elasticity in {*_BAND, wish.elasticity}]
    return replace(found, gains=(min(gains), max(gains)))


def _check(wish: Wish) -> None:
    if wish.goal not in GOALS:
        raise AllocationError(
            tr("{goal} is no goal. The goals are {goals}.", goal=wish.goal, goals=", ".join(GOALS))
        )
    if not 0.0 < wish.elasticity <= 1.0:
        raise AllocationError(
            tr("The elasticity lies above 0 and is 1 at most: 1 means that twice the spend brings twice as much.")
        )
    if wish.total is not None and not 0.0 <= wish.total < math.inf:
        raise AllocationError(tr("The total cannot be below 0 or without end."))
    if not 0.0 <= wish.step < math.inf:
        raise AllocationError(tr("The step cannot be below 0."))
    if 0.0 < wish.step < 0.01:
        raise AllocationError(tr("The step is a cent or more."))


def _column(figures: Figures, id_: str) -> list[float | None]:
    return [None if math.isnan(value) else value for value in figures.values(id_).tolist()]


def _held(
    figures: Figures, wish: Wish, spend: list[float | None], result: list[float | None], *, refuse: bool = True
) -> dict[int, str]:
    """Why channels stay as they are; `refuse` one of them that has bounds."""
    held: dict[int, str] = {}
    for channel, (cost, brings) in enumerate(zip(spend, result, strict=True)):
        if channel in wish.locked:
            held[channel] = tr("Locked.")
        elif cost is None:
            held[channel] = tr("Its spend is not known.")
        elif cost <= 0.0:
            held[channel] = tr("Nothing is spent on it, so how it responds is not known.")
        elif brings is None:
            reason = figures.reason(wish.goal, channel)
            held[channel] = reason.sentence(figures.catalog) if reason is not None else ""
    for channel in sorted({*wish.least, *wish.most}.intersection(held)) if refuse else ():
        raise AllocationError(
            tr("{channel} stays as it is, so it can have no least or most: {why}",
               channel=figures.worksheet.names[channel], why=held[channel])
        )  # fmt: skip
    return held


def _response(
    figures: Figures, wish: Wish, channel: int, spend: list[float | None], result: list[float | None]
) -> Response:
    least, most = wish.least.get(channel, 0.0), wish.most.get(channel, math.inf)
    if not 0.0 <= least <= most:
        raise AllocationError(
            tr("The least of {channel} is more than its most, or below 0.", channel=figures.worksheet.names[channel])
        )
    cost, brings = spend[channel], result[channel]
    assert cost is not None
    assert brings is not None
    return Response(cost, brings, least, most)


def _split(responses: list[Response], rest: float, wish: Wish, write: NumberFormat) -> list[float]:
    least, most = math.fsum(each.least for each in responses), math.fsum(each.most for each in responses)
    amounts = {"total": write.text(max(rest, 0.0), MONEY), "least": write.text(least, MONEY)}
    if rest < -0.005:
        raise AllocationError(tr("What is locked or stays as it is costs more than the total. Raise the total."))
    if not responses:
        raise AllocationError(
            tr("No channel can be moved: each is locked, or costs nothing, or what it brings is not known.")
        )
    rest = max(rest, 0.0)
    if least > rest + 0.005:
        raise AllocationError(
            tr("The least of all channels together, {least}, is more than the {total} there are to share out. Lower a "
               "least or raise the total.", **amounts)
        )  # fmt: skip
    if most < rest - 0.005:
        raise AllocationError(
            tr("The most of all channels together, {most}, is less than the {total} there are to share out. Raise a "
               "most or lower the total.", most=write.text(most, MONEY), **amounts)
        )  # fmt: skip
    rest = min(max(rest, least), most)
    split = best_split(responses, rest, wish.elasticity)
    try:
        if wish.step:
            return in_steps(responses, split, rest, wish.step, wish.elasticity)
        return in_cents(responses, split, rest)
    except ValueError as error:
        raise AllocationError(
            tr("No multiples of the step lie within the least and the most of each channel. Take a smaller step.")
        ) from error


def _share(
    channel: int, spend: float | None, then: float | None, brings: float | None, elasticity: float, held: str
) -> Share:
    would = brings
    if not held and spend and then is not None and brings is not None:
        would = Response(spend, brings).at(then, elasticity)
    return Share(channel, spend, then, brings, would, held)


def _bound(response: Response, amount: float) -> Literal["", "least", "most"]:
    if amount <= response.least + _CENT:
        return "least"
    return "most" if amount >= response.most - _CENT else ""


def _next_unit(responses: list[Response], amounts: list[float], elasticity: float) -> float | None:
    inside = [
        each.next_unit(amount, elasticity)
        for each, amount in zip(responses, amounts, strict=True)
        if not _bound(each, amount)
    ]
    return math.fsum(inside) / len(inside) if inside else None
