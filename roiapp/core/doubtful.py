"""Which cells to look at twice, over typed figures of any shape [… channel]: the rules alone, without a sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from roiapp.core.worksheet import Floats

Bools = npt.NDArray[np.bool_]
#: the typed figures of a field, None where nothing of it was ever typed
Typed = Callable[[str], Floats | None]

#: from reach to customer; each later stage is part of the nearest earlier one that is known
STAGES = ("impressions", "visits", "leads", "mqls", "sqls", "opportunities", "customers")
#: further parts and their wholes
PARTS = (
    ("accepted", "mqls"),
    ("rejected", "mqls"),
    ("connects", "worked"),
    ("activations", "signups"),
    ("referred", "customers"),
    ("customers_kept", "customers_start"),
)
#: fields whose own history tells whether a zero was typed too many
OUTLIER_FIELDS = (
    "spend",
    "visits",
    "leads",
    "customers",
    "revenue_per_sale",
    "revenue",
    "fees",
    "impressions",
    "mqls",
    "sqls",
)
OUTLIER_FACTOR, OUTLIER_PERIODS = 8.0, 4


class Exceeding(NamedTuple):
    """A part that is more than its whole, and where."""

    part: str
    whole: str
    where: Bools


def exceeding(typed: Typed) -> Iterator[Exceeding]:
    """Stages with more than the nearest earlier stage that is known, and parts with more than their whole."""
    whole: Floats | None = None
    source: npt.NDArray[np.intp] | None = None
    known: list[str] = []
    for stage in STAGES:
        values = typed(stage)
        if values is None:
            continue
        known.append(stage)
        if whole is None or source is None:
            whole, source = values, np.zeros(values.shape, dtype=np.intp)
            continue
        with np.errstate(invalid="ignore"):
            over = values > whole
        if over.any():
            for number in np.flatnonzero(np.bincount(source[over])).tolist():
                yield Exceeding(stage, known[number], over & (source == number))
        blank = np.isnan(values)
        whole, source = np.where(blank, whole, values), np.where(blank, source, len(known) - 1)
    for part, of in PARTS:
        values, all_of = typed(part), typed(of)
        if values is not None and all_of is not None:
            with np.errstate(invalid="ignore"):
                yield Exceeding(part, of, values > all_of)


def revenue_product(typed: Typed) -> tuple[Floats, Bools] | None:
    """Customers × revenue per sale, and where the typed revenue differs from it by more than a cent a sale."""
    revenue, customers, price = typed("revenue"), typed("customers"), typed("revenue_per_sale")
    if revenue is None or customers is None or price is None:
        return None
    with np.errstate(all="ignore"):
        product = customers * price
        return product, np.abs(revenue - product) > 0.01 * np.maximum(customers, 1.0) + 1e-9 * np.abs(product)


def usual(column: Floats) -> Floats:
    """The median of a field over all periods [channel], NaN with fewer than four."""
    enough = np.count_nonzero(~np.isnan(column), axis=0) >= OUTLIER_PERIODS
    median = np.full(column.shape[1], np.nan)
    if enough.any():
        median[enough] = _medians(column[:, enough])
    return median


def far_from(values: Floats, median: Floats) -> Bools:
    """Where a figure is more than eight times its usual one, or less than an eighth."""
    with np.errstate(invalid="ignore"):
        far = (values > OUTLIER_FACTOR * median) | (values < median / OUTLIER_FACTOR)
        return np.asarray((median > 0) & (values > 0) & far)


def _medians(columns: Floats) -> Floats:
    """The median of the known values of each column; np.nanmedian would load numpy.ma at the start."""
    ordered = np.sort(np.ascontiguousarray(columns.T), axis=1)  # what is blank comes last
    known = np.count_nonzero(~np.isnan(ordered), axis=1)
    place = np.arange(columns.shape[1])
    middle: Floats = (ordered[place, (known - 1) // 2] + ordered[place, known // 2]) / 2
    return middle
