"""Figures of groups of channels in the place of channels: what charts show by group or by owner.

A group's figure is its total over the cells of its channels, by the rules of all totals (`core.subtotals`), and so is
its range of chance: it takes each cell for itself, as that of a roll-up takes the periods.
"""

from __future__ import annotations

import math
from collections.abc import MutableSequence, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from roiapp.analysis.gathering import By, Gathered, gathered, ways
from roiapp.core.results import Figures, Total
from roiapp.core.subtotals import Subtotals
from roiapp.core.sums import RuleSums
from roiapp.core.tape import branches
from roiapp.core.worksheet import ATTRIBUTES, Worksheet

if TYPE_CHECKING:
    from roiapp.core.edits import Indices
    from roiapp.core.formula import Node
    from roiapp.core.periods import View
    from roiapp.core.reasons import Reason
    from roiapp.core.sums import Bools
    from roiapp.core.worksheet import Floats

def figures_by(figures: Figures, by: By) -> Figures:
    """The same figures, by group or owner where channels have one."""
    if by == "channel" or by not in ways(figures.worksheet):
        return figures
    return GroupedFigures(figures, gathered(figures.worksheet, by), by)


class GroupedFigures(Figures):
    """`of` are the figures by channel, `groups` what stands in the place of each channel."""

    def __init__(self, of: Figures, groups: Sequence[Gathered], by: By) -> None:
        super().__init__(of.calculator, of.view)
        self.of = of
        self.groups = tuple(groups)
        self.by = by
        # Of several cells even in one period, so its ratios are sums ÷ sums.
        self.view = of.view if of.view.rollup else of.view._replace(kind="grouped")
        self.worksheet = _worksheet(of.worksheet, self.groups)
        self.parts_of = [Subtotals(of, np.array(channels, dtype=np.intp)) for _label, channels in self.groups]
        self.sums = _GroupSums(self)

    @property
    def single(self) -> Figures:
        return self.of

    @property
    def rows(self) -> list[Gathered]:
        return list(self.groups)

    def at(self, view: View) -> Figures:
        return GroupedFigures(self.of.at(view), self.groups, self.by)

    def cells(self, id_: str) -> Floats:
        """[cell, group]: the cells of all its channels in all periods, NaN below those of smaller groups."""
        cells = self.of.cells(id_)
        columns = [cells[:, list(channels)].ravel() for _label, channels in self.groups]
        stacked = np.full((max(map(len, columns), default=0), len(columns)), np.nan)
        for place, column in enumerate(columns):
            stacked[: len(column), place] = column
        return stacked

    def values(self, id_: str, start: int = 0, stop: int | None = None) -> Floats:
        if id_ not in self._columns:
            self._columns[id_] = np.array([each.value(id_) for each in self.parts_of], dtype=np.float64)
        return self._columns[id_][start:stop]

    def values_at(self, id_: str, channels: Indices) -> Floats:
        return self.values(id_)[channels]

    def total(self, id_: str) -> Total:
        return self.of.total(id_)

    def total_value(self, id_: str) -> float:
        return self.of.total_value(id_)

    def reason(self, id_: str, channel: int | None) -> Reason | None:
        """Of a group that of its first channel in which the figure is undefined."""
        if channel is None:
            return self.of.reason(id_, None)
        if not math.isnan(float(self.values(id_)[channel])):
            return None
        found = (self.of.reason(id_, each) for each in self.groups[channel][1])
        return next((each for each in found if each is not None), None)

    def reasons(self, id_: str, channels: Indices) -> dict[int, Reason]:
        found = ((channel, self.reason(id_, channel)) for channel in channels.tolist())
        return {channel: reason for channel, reason in found if reason is not None}


class _GroupSums(RuleSums):
    """Sums of the parts of total rules, by group."""

    def __init__(self, figures: GroupedFigures) -> None:
        super().__init__(figures.calculator, figures.of.view)
        self._of = figures.of.sums
        self._subtotals = figures.parts_of

    def by_channel(self, id_: str, branch: int) -> tuple[dict[Node, Floats], Bools]:
        parts = branches(self.catalog.totals[id_])[branch]
        sums = {part: np.zeros(len(self._subtotals)) for part in parts}
        known = np.zeros(len(self._subtotals), dtype=np.bool_)
        for place, each in enumerate(self._subtotals):
            found = each.sums(id_, branch)
            if found is not None:
                known[place] = True
                for part, value in found.items():
                    sums[part][place] = value
        return sums, known

    def parts(self, id_: str, channel: int | None = None) -> dict[Node, float]:
        if channel is None:
            return self._of.parts(id_)
        sums, known = self.by_channel(id_, self._of.branch(id_, self.catalog.totals[id_]))
        return {part: float(column[channel]) if known[channel] else math.nan for part, column in sums.items()}


def _worksheet(sheet: Worksheet, groups: Sequence[Gathered]) -> Worksheet:
    """A worksheet in which the groups are the channels; its columns only say where anything is entered."""
    columns = {
        id_: np.stack([np.where(np.isnan(column[:, list(channels)]).all(axis=1), np.nan, 1.0)
                       for _label, channels in groups], axis=1)
        for id_, column in sheet.columns.items()
    }  # fmt: skip
    labels = [label for label, _channels in groups]
    texts: dict[str, MutableSequence[str]] = {
        attribute: labels if attribute == "name" else [""] * len(labels) for attribute in ATTRIBUTES
    }
    return replace(
        sheet, channels=texts, keys=list(range(1, len(labels) + 1)), columns=columns, expressions={}, notes={}
    )
