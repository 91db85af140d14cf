"""What a channel's figure would be with one of its inputs moved and all else as it is: what moves it, in numbers.

Worked out from the formula trees for one cell, so that it costs nothing beside a page that is read; whoever moves many
inputs or totals takes `analysis.decisions`.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING

from roiapp.core import formula
from roiapp.core.formula import Call, Name, Node
from roiapp.core.reasons import CellValues

if TYPE_CHECKING:
    from roiapp.core.results import Figures


def moved(figures: Figures, id_: str, channel: int, factor: float) -> Iterator[tuple[str, float]]:
    """Each input of the cell that moves the figure, with what the figure would be if it were `factor` times as much.
    Nothing of a roll-up, whose cells move apart, or of what is typed."""
    catalog = figures.catalog
    now = figures.figure(id_, channel)
    if figures.view.rollup or now is None or id_ not in catalog.metric:
        return
    for by in catalog.inputs(id_):
        record = catalog.field[by]
        value = figures.figure(by, channel) if record.scope == "cell" else None
        if value and (record.maximum is None or value * factor <= record.maximum):
            found = _Moved(figures, channel, by, factor).look_up(Name(id_))
            if math.isfinite(found) and not math.isclose(found, now, rel_tol=1e-12):
                yield by, found


class _Moved(CellValues):
    """The same parts of formulas with one input moved, and all that is made of it worked out anew."""

    def __init__(self, figures: Figures, channel: int, by: str, factor: float) -> None:
        super().__init__(figures, channel)
        self._before = CellValues(figures, channel)
        self._by, self._factor = by, factor

    def look_up(self, node: Name | Call) -> float:
        if isinstance(node, Name):
            if node.id == self._by:
                return self._before.look_up(node) * self._factor
            tree = self._tree(node.id)
            if tree is None:
                return super().look_up(node)
            around, self.joint = self.joint, formula.prior_names(tree)
            value = self.value(tree)
            self.joint = around
            return value
        if node.function == "total":  # what the channel brings more, all of them bring more
            (inner,) = node.arguments
            return super().look_up(node) + self.value(inner) - self._before.value(inner)
        return super().look_up(node)

    def _tree(self, id_: str) -> Node | None:
        """The formula by which a figure of the cell comes about; None for what is typed, or fills in."""
        if id_ in self.catalog.metric:
            return self.catalog.trees[id_]
        record = self.catalog.field[id_]
        if not record.fallback or self.figures.origin(id_, self.channel) != "fallback":
            return None
        tree = self.catalog.trees[id_]
        assert isinstance(tree, Call)
        return tree.arguments[1]
