"""What a scenario says, in the place of findings: nothing of it is an observation, so nothing is called significant.

What it gains and at whose cost, how far the assumed response decides that, and where it goes beyond anything that was
ever tried.
"""

from __future__ import annotations

import math
from collections.abc import Generator, Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from roiapp.analysis.decisions.elasticities import BAND, at_elasticity, responds
from roiapp.analysis.findings.finding import Finding, Show, Verdict
from roiapp.core.number_format import NumberFormat
from roiapp.core.periods import base_view
from roiapp.core.time_matched import time_matched
from roiapp.core.units import MONEY, NUMBER
from roiapp.language import list_text, tr

if TYPE_CHECKING:
    from roiapp.core.periods import View
    from roiapp.core.results import Figures
    from roiapp.core.scenario_view import ScenarioView

#: less than this share of it is as good as the same
_SAME: Final = 0.0005
_MOST_NAMED: Final = 3
#: of money, a difference that comes of rounding
_NOTHING: Final = 0.005


class _Moved(NamedTuple):
    """A channel whose spend is another one: its place, the spend before and then."""

    channel: int
    before: float
    then: float


def telling(figures: Figures) -> Generator[None, None, list[Finding]]:
    """What there is to say of the scenario under which these figures are, of their view, in small pieces of work; empty
    without one. The figures must stay as they are until the last."""
    under, found = figures.calculator.supposed, list[Finding]()
    if under is not None:
        yield from _period_by_period(figures)
        yield from _period_by_period(under.base.figures(figures.view))
        for each in _Story(figures, under).findings():
            if each is not None:
                found.append(each)
            yield
    return found


def _period_by_period(figures: Figures) -> Iterator[None]:
    """Work out what a view is added up of in pieces of a period, so that no sum takes long afterwards."""
    for period in figures.view.periods:
        figures.at(base_view(figures.worksheet.periods, period)).total_figure("gross_profit")
        yield None


class _Story:
    def __init__(self, figures: Figures, under: ScenarioView) -> None:
        self._then, self._under, self._view = figures, under, figures.view
        self._matched = figures.calculator.matched is not None
        base = time_matched(under.base) if self._matched else under.base
        self._base = base.figures(figures.view)
        settings = figures.worksheet.settings
        self._write = NumberFormat(settings.locale, settings.currency)
        self._names = figures.worksheet.names
        self._moved = list(self._moved_spend())

    def findings(self) -> Iterator[Finding | None]:
        """One after the other; None where a piece of work ends without one."""
        if not self._under.outcome.changed:
            yield self._finding("scenario_same", "unclear", tr("Nothing is changed yet."),
                                tr("Type over a figure, or move a slider: the base case stays as it is."))  # fmt: skip
            return
        gain = self._gain(self._then)
        if gain is not None:
            yield self._of_gain(gain, self._more_spend())
            if responds(self._under):
                yield from self._of_range()
            elif self._moved:
                yield self._finding(
                    "scenario_response", "unclear", tr("Nothing follows the spend here."),
                    tr("Leads and customers stay as they are, whatever is spent. Let channels respond to their spend "
                       "to say what the money would bring."),
                )  # fmt: skip
        yield None
        yield from self._untested()
        yield from self._limits()

    # -- what it gains -------------------------------------------------------------------------------------------------

    def _gain(self, figures: Figures) -> float | None:
        after, before = figures.total_figure("gross_profit"), self._base.total_figure("gross_profit")
        return None if after is None or before is None else after - before

    def _more_spend(self) -> float:
        """What is spent more, below 0 less; 0 where that is as good as the same."""
        spend, before = self._then.total_figure("spend"), self._base.total_figure("spend")
        more = 0.0 if spend is None or before is None else spend - before
        return 0.0 if abs(more) <= _SAME * abs(before or 0.0) else more

    def _of_gain(self, gain: float, more: float) -> Finding:
        spend = self._then.total_figure("spend")
        paid = 0 if not more else 1 if more > 0 else -1
        same = abs(gain) <= _SAME * abs(self._base.total_figure("gross_profit") or 0.0)
        earned = 0 if same else 1 if gain > 0 else -1
        words = {"amount": self._money(abs(gain)), "cost": self._money(abs(more)), "spend": self._money(spend or 0.0)}
        net = gain - more
        verdict: Verdict = "unclear" if not earned and not paid else "good" if net > 0 else "bad"
        after = self._after_cost(net) if paid else ""
        return self._finding(
            "scenario_gain", verdict, _claim(earned, paid, words), " ".join(filter(None, (after, self._because()))),
            at_stake=abs(gain), channels=tuple(each.channel for each in self._moved), column="gross_profit",
        )  # fmt: skip

    def _after_cost(self, net: float) -> str:
        amount = self._money(abs(net))
        if net >= 0:
            return tr("After the difference in spend {amount} more is left.", amount=amount)
        return tr("After the difference in spend {amount} less is left.", amount=amount)

    def _because(self) -> str:
        """What a unit of money brings today where more is spent, and where less is: the largest move of each."""
        up = max((each for each in self._moved if each.then > each.before), key=_size, default=None)
        down = max((each for each in self._moved if each.then < each.before), key=_size, default=None)
        if up is None or down is None:
            return ""
        brings, brought = self._per_unit(up.channel), self._per_unit(down.channel)
        if brings is None or brought is None:
            return ""
        return tr(
            "Each {unit} in {channel} brings {brings} gross profit today, in {other} {brought}.",
            unit=self._write.text(1.0, MONEY), channel=self._names[up.channel], brings=self._write.text(brings, MONEY),
            other=self._names[down.channel], brought=self._write.text(brought, MONEY),
        )  # fmt: skip

    def _per_unit(self, channel: int) -> float | None:
        profit, cost = self._base.value("gross_profit", channel), self._base.value("total_cost", channel)
        return None if profit is None or not cost else profit / cost

    # -- how far the response decides it -------------------------------------------------------------------------------

    def _of_range(self) -> Iterator[Finding | None]:
        """Judged as the gain is: by what is left after the difference in spend."""
        more, left = self._more_spend(), list[float | None]()
        for elasticity in BAND:
            figures = at_elasticity(self._under, self._view, elasticity)
            yield None
            if self._matched:
                figures = time_matched(figures.calculator).figures(self._view)
                yield None
            yield from _period_by_period(figures)
            left.append(self._left(figures, more))
            yield None
        known = [each for each in (*left, self._left(self._then, more)) if each is not None]
        low, high = left[0], left[-1]
        if low is None or high is None or max(known) - min(known) < _NOTHING:
            return
        verdict: Verdict = "unclear"
        if min(known) > 0:
            verdict, claim = "good", tr("More gross profit across the whole assumed range.")
            if more:
                claim = tr("More is left after the difference in spend across the whole assumed range.")
        elif max(known) < 0:
            verdict, claim = "bad", tr("Less gross profit across the whole assumed range.")
            if more:
                claim = tr("Less is left after the difference in spend across the whole assumed range.")
        else:
            claim = tr("The assumed response decides it.")
            if more:
                claim = tr("The assumed response decides whether more is left after the difference in spend.")
        words = {
            "low": self._money(abs(low)), "high": self._money(abs(high)),
            "least": self._write.text(BAND[0], NUMBER), "most": self._write.text(BAND[-1], NUMBER),
        }  # fmt: skip
        text = _between(low, high, words)
        if not math.isclose(min(known), min(low, high)) or not math.isclose(max(known), max(low, high)):
            words |= {"low": self._write.change(min(known), MONEY), "high": self._write.change(max(known), MONEY)}
            text = tr("From {low} to {high} over elasticities from {least} to {most}.", **words)
        assumption = tr("How results follow the spend is an assumption, not a measurement.")
        yield self._finding("scenario_range", verdict, claim, text, assumption=assumption)

    def _left(self, figures: Figures, more: float) -> float | None:
        gain = self._gain(figures)
        return None if gain is None else gain - more

    # -- where it has never been ---------------------------------------------------------------------------------------

    def _moved_spend(self) -> Iterator[_Moved]:
        before, then = self._base.values("spend"), self._then.values("spend")
        for channel in np.flatnonzero(np.abs(then - before) >= _NOTHING).tolist():
            yield _Moved(channel, float(before[channel]), float(then[channel]))

    def _untested(self) -> Iterator[Finding | None]:
        """Channels that would get more than they ever had in a period as long, where there is another one."""
        views = [view for view in self._like_views() if view != self._view]
        if not views or not self._moved:
            return
        places = np.array([each.channel for each in self._moved], dtype=np.intp)
        most = np.array([each.before for each in self._moved])
        for view in views:
            most = np.fmax(most, self._base.at(view).values("spend")[places])
            yield None
        untested = [(each, had) for each, had in zip(self._moved, most.tolist(), strict=True)
                    if each.then > had * (1.0 + _SAME)]  # fmt: skip
        untested.sort(key=lambda pair: -_size(pair[0]))
        for each, had in untested[:_MOST_NAMED]:
            part = self._money(_round_part((each.then - had) / 3.0))
            yield self._finding(
                "scenario_untested", "unclear",
                tr("Untested: {channel} never had more than {amount}.", channel=self._names[each.channel],
                   amount=self._money(had)),
                tr("{then} is beyond anything in your data. Try {part} more first, and look again.",
                   then=self._money(each.then), part=part),
                channels=(each.channel,), column="spend",
            )  # fmt: skip

    def _like_views(self) -> list[View]:
        from roiapp.core.views import all_views

        return [view for view in all_views(self._base.worksheet) if view.kind == self._view.kind]

    # -- what could not be made as it was asked ------------------------------------------------------------------------

    def _limits(self) -> Iterator[Finding]:
        outcome, catalog = self._under.outcome, self._base.catalog
        for field, cells in outcome.clipped.items():
            channels = sorted(set(cells[list(self._view.periods)].nonzero()[1].tolist()))
            if channels:
                yield self._finding(
                    "scenario_limit", "unclear",
                    tr("{field} was kept at its limit.", field=tr(catalog.field[field].label)),
                    tr("That is in {channels}.", channels=list_text([self._names[each] for each in channels])),
                    channels=tuple(channels), column=field,
                )  # fmt: skip
        if outcome.silent:
            channels = list(outcome.silent)
            yield self._finding(
                "scenario_silent", "unclear", tr("Not known how they respond."),
                tr("Nothing was spent on {channels} before, so their leads and customers stay as they are.",
                   channels=list_text([self._names[each] for each in channels])),
                channels=tuple(channels), column="spend",
            )  # fmt: skip

    # -- in words ------------------------------------------------------------------------------------------------------

    def _money(self, value: float) -> str:
        return self._write.text(value, MONEY)

    def _finding(
        self, id_: str, verdict: Verdict, claim: str, text: str, *, channels: tuple[int, ...] = (), column: str = "",
        at_stake: float | None = None, assumption: str = "",
    ) -> Finding:  # fmt: skip
        return Finding(id_, verdict, claim, text, Show(self._view, channels, column), channels, column,
                       at_stake=at_stake, assumption=assumption)  # fmt: skip


def _claim(earned: int, paid: int, words: dict[str, str]) -> str:
    """What is earned more or less, for more or less spend."""
    match earned, paid:
        case 1, 0:
            return tr("{amount} more gross profit for the same {spend}.", **words)
        case -1, 0:
            return tr("{amount} less gross profit for the same {spend}.", **words)
        case 1, 1:
            return tr("{amount} more gross profit for {cost} more spend.", **words)
        case 1, -1:
            return tr("{amount} more gross profit for {cost} less spend.", **words)
        case -1, 1:
            return tr("{amount} less gross profit for {cost} more spend.", **words)
        case -1, -1:
            return tr("{amount} less gross profit for {cost} less spend.", **words)
        case 0, 1:
            return tr("As much gross profit as in the base case for {cost} more spend.", **words)
        case 0, -1:
            return tr("As much gross profit as in the base case for {cost} less spend.", **words)
    return tr("As much gross profit as in the base case for the same {spend}.", **words)


def _between(low: float, high: float, words: dict[str, str]) -> str:
    """The gains at the ends of the assumed range."""
    match low >= 0, high >= 0:
        case True, True:
            return tr("{low} more at elasticity {least}, {high} more at {most}.", **words)
        case False, False:
            return tr("{low} less at elasticity {least}, {high} less at {most}.", **words)
        case False, True:
            return tr("{low} less at elasticity {least}, {high} more at {most}.", **words)
    return tr("{low} more at elasticity {least}, {high} less at {most}.", **words)


def _size(moved: _Moved) -> float:
    return abs(moved.then - moved.before)


def _round_part(amount: float) -> float:
    """A first step, in one digit: 333 is 300."""
    if amount <= 0:
        return 0.0
    scale = 10.0 ** math.floor(math.log10(amount))
    return math.floor(amount / scale) * scale
