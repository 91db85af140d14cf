"""What the status bar says of the selected cells: how many, their sum and average, and of rates the combined rate."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from roiapp.core.fields import Field
from roiapp.core.formula import Call, Name
from roiapp.core.units import NumberFormat, Unit
from roiapp.language import tr, trn
from roiapp.ui.sheet.grid_columns import Column
from roiapp.ui.sheet.grid_geometry import Block

if TYPE_CHECKING:
    from roiapp.core.edits import Indices
    from roiapp.core.periods import View
    from roiapp.core.results import Figures
    from roiapp.core.worksheet import Floats
    from roiapp.ui.sheet.row_order import RowOrder

#: so many are added up together where there are more
_AT_A_TIME: Final = 4_096


@dataclass(frozen=True)
class SelectionFigures:
    """`cells` selected, `count` of them with a figure. `sum` is None across units and for what does not add up: rates,
    and over time stocks; `combined` is then the rate of the rows taken together. `unit` and `column` are None where
    several differ."""

    cells: int
    count: int
    sum: float | None = None
    average: float | None = None
    combined: float | None = None
    unit: Unit | None = None
    column: Column | None = None

    def texts(self, write: NumberFormat) -> tuple[tuple[str, str], ...]:
        """Names and values for the status bar, none for a single cell."""
        if self.cells < 2:
            return ()
        said = [(tr("Selected"), trn("{n} cell", "{n} cells", self.cells))]
        if not self.count or self.unit is None:
            return tuple(said)
        if self.sum is not None:
            said.append((tr("Sum"), write.text(self.sum, self.unit)))
        elif self.column is not None and _adds_up(self.column):
            said.append((tr("Sum"), tr("– (does not add up over periods)")))
        else:
            said.append((tr("Sum"), tr("– (rates do not add up)")))
        said.append((tr("Average"), write.text(self.average, self.unit)))
        if self.combined is not None and self.column is not None:
            name = tr("Combined {figure}", figure=tr(self.column.record.header))
            said.append((name, write.text(self.combined, self.unit)))
        return tuple(said)


def selection_figures(
    figures_of: Callable[[Column], Figures | None], columns: Sequence[Column], order: RowOrder, blocks: Sequence[Block]
) -> SelectionFigures:
    """The record of these blocks of cells; column 0 is the channels' names, subtotals are left out. `figures_of` gives
    a column's figures."""
    cells = sum(len(block.rows) * len(block.columns) for block in blocks)
    parts = [
        (columns[place - 1], block)
        for block in blocks
        if block.top < order.rows
        for place in block.columns
        if place and not columns[place - 1].trend
    ]
    figures = [figures_of(column) for column, _ in parts]
    known = [
        values[values == values]
        for values in (_values(f, c, _channels(order, b)) for f, (c, b) in zip(figures, parts, strict=True) if f)
    ]
    if not known:
        return SelectionFigures(cells, 0)
    count = sum(len(values) for values in known)
    units = {column.record.unit.id: column.record.unit for column, _ in parts}
    different = {column.id: column for column, _ in parts}
    unit = next(iter(units.values())) if len(units) == 1 else None
    one = next(iter(different.values())) if len(different) == 1 else None
    if not count or unit is None:
        return SelectionFigures(cells, count, unit=unit, column=one)
    total = math.fsum(value for values in known for value in _summands(values))
    over_time = len({column.view for column, _ in parts}) > 1
    adds_up = all(_adds_up(column, over_time=over_time) for column in different.values())
    combined = None if one is None or adds_up else _combined(figures_of, parts, order)
    return SelectionFigures(cells, count, total if adds_up else None, total / count, combined, unit, one)


def _summands(values: Floats) -> list[float]:
    """Numbers that come to the sum of these; of very many, the sums of some at a time, which nobody sees a digit of."""
    import numpy as np

    if len(values) > _AT_A_TIME:
        values = np.add.reduceat(values, np.arange(0, len(values), _AT_A_TIME))
    summands: list[float] = values.tolist()
    return summands


def _adds_up(column: Column, *, over_time: bool = False) -> bool:
    """Whether figures of several channels, or of several periods too, may be added: amounts and counts, not rates,
    prices or shares, and over time no stocks."""
    record = column.record
    if isinstance(record, Field):
        return record.kind == "flow" or (record.kind == "stock" and not over_time)
    return record.total == f"sum({record.id})" and not (over_time and record.over_periods != "cells")


def _channels(order: RowOrder, block: Block) -> slice | Indices:
    places = order.places(block.top, block.bottom + 1)
    return places if isinstance(places, slice) else places[places >= 0]


def _values(figures: Figures, column: Column, channels: slice | Indices) -> Floats:
    if isinstance(channels, slice):
        return figures.values(column.id, channels.start, channels.stop)
    return figures.values_at(column.id, channels)


def _combined(
    figures_of: Callable[[Column], Figures | None], parts: Sequence[tuple[Column, Block]], order: RowOrder
) -> float | None:
    """One figure's total rule over these cells alone."""
    views = {column.view: figures_of(column) for column, _ in parts}
    figures = next(iter(views.values()))
    spans = {view: [block.rows for column, block in parts if column.view == view] for view in views}
    rows = next(iter(spans.values()))
    if figures is None or any(each != rows for each in spans.values()):
        return None
    if len(views) > 1:
        figures = _together(figures, [view for view in views if view is not None])
    blocks = [block for column, block in parts if column.view == parts[0][0].view]
    return _by_rule(figures, parts[0][0], [_channels(order, block) for block in blocks]) if figures else None


def _together(figures: Figures, views: Sequence[View]) -> Figures | None:
    """The figures of several base periods taken together, None where roll-ups are among them."""
    from roiapp.core.periods import View
    from roiapp.core.results import Figures

    if any(view.rollup for view in views):
        return None
    return Figures(figures.calculator, View(tuple(view.periods[0] for view in views), kind="all"))


def _by_rule(figures: Figures, column: Column, rows: Sequence[slice | Indices]) -> float | None:
    """The record's total rule over these rows alone: sums of its parts over the rows in which all of them are known."""
    from roiapp.core.evaluation import evaluate

    rule = figures.catalog.totals.get(column.id)
    if rule is None or isinstance(rule, Call):
        return None
    sums, known = figures.sums.by_channel(column.id, figures.sums.branch(column.id, rule))
    parts = {
        part: [value for span in rows for value in figures_of[span][known[span]].tolist()]
        for part, figures_of in sums.items()
    }

    def look_up(node: Name | Call) -> float:
        found = parts.get(node.arguments[0]) if isinstance(node, Call) else None
        return math.fsum(found) if found else math.nan

    value = evaluate(rule, look_up)
    return None if math.isnan(value) else value
