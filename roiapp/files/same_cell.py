"""Several rows of a table for the same channel and period: flows add up, rates are weighted, stocks take the last."""

from __future__ import annotations

import math

import numpy as np

from roiapp.core.fields import Field
from roiapp.core.worksheet import Floats
from roiapp.files.table_layout import Layout
from roiapp.language import tr


def combine(
    layout: Layout,
    rows: list[int],
    cells: list[int],
    shape: tuple[int, int],
    records: list[Field],
    values: dict[str, list[float]],
) -> dict[str, Floats]:
    """For each field an array [period, channel] of the rows' figures; `cells` is each row's place in it, flattened.

    Only known figures count. Raises `FileError` where a rate has no known weight, so that no mean can be given.
    """
    columns = {}
    repeated = len(set(cells)) < len(cells)
    for record in records:
        column = np.full(shape[0] * shape[1], np.nan)
        if repeated:
            for cell, indices in _known(cells, values[record.id]).items():
                column[cell] = _one(layout, rows, indices, record, values)
        else:
            column[cells] = values[record.id]
        columns[record.id] = column.reshape(shape)
    return columns


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
