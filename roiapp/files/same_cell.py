"""Several rows of a table for the same channel and period: flows add up, rates are weighted, stocks take the last."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from roiapp.core.fields import Field
from roiapp.core.worksheet import Floats
from roiapp.files.table_layout import Layout
from roiapp.files.tables import ABSENT
from roiapp.language import tr

Flags: TypeAlias = NDArray[np.bool_]
Counts: TypeAlias = NDArray[np.intp]


@dataclass(frozen=True)
class Combined:
    """`columns` are the figures by field, `partial` (by field) those to which a cell that is not known belongs,
    `rows` how many rows are of each cell: arrays [period, channel]."""

    columns: dict[str, Floats]
    partial: dict[str, Flags]
    rows: Counts


def combine(
    layout: Layout,
    rows: list[int],
    cells: list[int],
    shape: tuple[int, int],
    records: list[Field],
    values: dict[str, list[float]],
) -> Combined:
    """The rows' figures by field, period and channel; `cells` is each row's place in an array of them, flattened.

    Only known figures count. Raises `FileError` where a rate has no known weight, so that no mean can be given.
    """
    columns: dict[str, Floats] = {}
    partial: dict[str, Flags] = {}
    repeated = len(set(cells)) < len(cells)
    counted = layout.sheet.shape is not None and layout.sheet.shape.counted
    count = np.bincount(np.array(cells, dtype=np.intp), minlength=shape[0] * shape[1])
    present = count > 0
    for record in records:
        column = np.full(shape[0] * shape[1], np.nan)
        unknown = _unknown(layout, rows, cells, record, values[record.id], len(column))
        if repeated:
            for cell, indices in _known(cells, values[record.id]).items():
                column[cell] = _one(layout, rows, indices, record, values)
        else:
            column[cells] = values[record.id]
        if counted:
            column[present & np.isnan(column) & ~unknown] = 0.0
        columns[record.id] = column.reshape(shape)
        partial[record.id] = (unknown & ~np.isnan(column)).reshape(shape)
    return Combined(columns, partial, count.reshape(shape))


def _unknown(
    layout: Layout, rows: list[int], cells: list[int], record: Field, values: list[float], size: int
) -> Flags:
    """The places to which a cell belongs that should hold a figure and holds none that is known."""
    found = np.zeros(size, dtype=np.bool_)
    column = layout.fields[record.id]
    for position in np.flatnonzero(np.isnan(np.array(values))).tolist():
        if layout.cell(rows[position], column) is not ABSENT:
            found[cells[position]] = True
    return found


def _known(cells: list[int], values: list[float]) -> dict[int, list[int]]:
    """The rows (positions) with a known figure, by cell."""
    found: dict[int, list[int]] = {}
    for position, (cell, value) in enumerate(zip(cells, values, strict=True)):
        if value == value:
            found.setdefault(cell, []).append(position)
    return found


def _one(
    layout: Layout, rows: list[int], indices: list[int], record: Field, values: dict[str, list[float]]
) -> float:
    figures = [values[record.id][i] for i in indices]
    if record.kind == "flow":
        return math.fsum(figures)
    if len(set(figures)) == 1 or record.kind == "stock":
        return figures[-1]
    weights = [_weight(values, record.weight, i) for i in indices] if record.kind == "weighted" else [math.nan]
    total = math.fsum(weights)
    if math.isnan(total) or total <= 0:
        raise layout.error(
            tr("Several rows of this channel and period give {field} differently, and it is not known how much each"
               " weighs. Keep one row, or add a column {weight}.", field=tr(record.label), weight=record.weight or "–"),
            rows[indices[-1]], layout.fields[record.id],
        )  # fmt: skip
    return math.fsum(w * v for w, v in zip(weights, figures, strict=True)) / total


def _weight(values: dict[str, list[float]], weight: str, index: int) -> float:
    """The weight of a row: a field of the same row, or its gross return. NaN where not known."""

    def value(id_: str) -> float:
        return values[id_][index] if id_ in values else math.nan

    if weight != "gross_return":
        return value(weight)
    revenue, customers, price = value("revenue"), value("customers"), value("revenue_per_sale")
    if not math.isnan(revenue):
        return revenue
    return 0.0 if customers == 0 else customers * price
