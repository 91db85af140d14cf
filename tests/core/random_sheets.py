"""Random worksheets for the property tests: blanks, zeros, refunds, several periods and blocks of fields."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

import numpy as np
from hypothesis import strategies as st

from roiapp.core.catalog import standard
from roiapp.core.document_settings import DocumentSettings
from roiapp.core.fields import Field
from roiapp.core.periods import Period, View, all_periods, base_view, month, rollups
from roiapp.core.worksheet import Worksheet, build

CATALOG = standard()
CELL_FIELDS = tuple(f for f in CATALOG.fields if f.scope == "cell")
TOTAL_FIELDS = tuple(f for f in CATALOG.fields if f.on_total)
BLOCK_IDS = tuple(dict.fromkeys(f.block for f in CELL_FIELDS))
AS_OF = date(2026, 2, 14)

#: binary fractions, so that sums of few figures are exact and a sum is 0 in floats exactly when it is 0
COUNTS = (0.0, 0.0, 1.0, 2.0, 3.0, 7.5, 12.0, 40.0, 300.0)
SUMS = (0.0, 0.25, 20.0, 100.0, 512.5, 3000.0)
SHARES = (0.0, 0.125, 0.25, 0.5, 1.0)


def values(field: Field) -> st.SearchStrategy[float]:
    """Plausible figures of a field, zeros often, below zero where that is allowed."""
    return st.sampled_from(_pool(field))


@cache
def cells(field: Field, count: int) -> st.SearchStrategy[list[float | None]]:
    """So many of them, half of them blank. One strategy for each number of them: making it takes longest."""
    pool = _pool(field)
    return st.lists(st.sampled_from((None,) * len(pool) + pool), min_size=count, max_size=count)


def _pool(field: Field) -> tuple[float, ...]:
    unit = field.unit
    if unit.kind == "money":
        pool = SUMS + ((-50.0, -512.5) if field.minimum is None else ())
    elif unit.kind == "percent":
        pool = SHARES + ((-0.25,) if field.minimum is None else ())
    elif field.id == "satisfaction":
        pool = (0.0, 50.0, 87.5, 100.0)
    else:
        pool = COUNTS
    return pool


@st.composite
def sheets(
    draw: st.DrawFn, most_channels: int = 4, most_periods: int = 3, fields: tuple[Field, ...] | None = None
) -> Worksheet:
    """A worksheet of some channels over consecutive months (or one undated period), filled block by block."""
    channels = draw(st.integers(1, most_channels))
    count = draw(st.integers(1, most_periods))
    periods: list[Period] = [Period(1)]
    if count > 1 or draw(st.booleans()):
        offset = draw(st.integers(0, 3))
        months = range(10 + offset, 10 + offset + count)  # from November 2025 or later: a quarter and a year turn in it
        periods = [month(2025 + m // 12, m % 12 + 1, key) for key, m in enumerate(months, 1)]
    blocks = draw(st.sets(st.sampled_from(BLOCK_IDS))) | {"core"}
    chosen = fields or tuple(f for f in CELL_FIELDS if f.block in blocks)
    columns: dict[str, Any] = {}
    for field in chosen:
        if draw(st.integers(0, 5)):  # now and then a field nobody types
            drawn = draw(cells(field, channels * len(periods)))
            columns[field.id] = [drawn[first : first + channels] for first in range(0, len(drawn), channels)]
    settings = DocumentSettings(
        default_margin=draw(st.sampled_from((None, 0.5, -0.25))),
        default_hourly_rate=draw(st.sampled_from((None, 0.0, 40.0))),
        elasticity=draw(st.sampled_from((0.5, 1.0))),
        retention_limit=draw(st.sampled_from((5.0, 2.0))),
    )
    sheet = build([f"Channel {i}" for i in range(channels)], columns, periods, settings)
    sheet.channels["source"] = draw(
        st.lists(st.sampled_from(("marketing", "sales")), min_size=channels, max_size=channels)
    )
    if {"books", "goals"} & blocks or draw(st.booleans()):
        for field in TOTAL_FIELDS:
            row = draw(cells(field, len(periods)))
            if any(value is not None for value in row):
                sheet.totals[field.id] = np.array([np.nan if v is None else v for v in row])
    return sheet


def views(sheet: Worksheet) -> list[View]:
    """Every base period and roll-up of a worksheet, each set of periods once."""
    found = [base_view(sheet.periods, i) for i in range(len(sheet.periods))]
    found += [all_periods(sheet.periods), *rollups(sheet.periods)]
    return list({(view.periods, view.rollup): view for view in found}.values())
