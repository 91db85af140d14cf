"""Rows 1 and 2 of the speed table: recalculating everything, and one cell."""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Iterator
from datetime import date

import handwritten
import numpy as np
from pairs import Row, paired

from roiapp.core.calculator import Calculator
from roiapp.core.catalog import Catalog, standard
from roiapp.core.document_settings import DocumentSettings
from roiapp.core.edits import SetCells
from roiapp.core.periods import base_view
from roiapp.core.worksheet import ATTRIBUTES, Worksheet

SIZES = (100, 1_000, 10_000, 100_000, 1_000_000)
LIMITS = {100: 2.0, 10_000: 1.3, 100_000: 1.3, 1_000_000: 1.3}
EDIT_LIMITS = {100_000: 0.06, 1_000_000: 0.01}
BLOCKS = ("core", "audience", "qualified", "pipeline")
DAY = date(2026, 7, 1)


def worksheet(rows: int, seed: int = 1) -> Worksheet:
    """One undated period with the ten inputs of the baseline: 5 % blanks, some channels without customers."""
    random = np.random.default_rng(seed)
    leads = random.poisson(40, rows).astype(np.float64)
    customers = random.binomial(leads.astype(np.int64), 0.08).astype(np.float64)  # about one in thirty is 0
    columns = {
        "spend": np.round(random.gamma(2.0, 900.0, rows), 2),
        "visits": random.poisson(900, rows).astype(np.float64),
        "leads": leads,
        "customers": customers,
        "revenue_per_sale": np.round(random.gamma(4.0, 150.0, rows), 2),
        "gross_margin": np.round(random.uniform(0.2, 0.7, rows), 3),
        "impressions": random.poisson(40_000, rows).astype(np.float64),
        "mqls": np.floor(leads * 0.5),
        "sqls": np.floor(leads * 0.3),
        "opportunities": np.maximum(np.floor(leads * 0.2), customers),
    }
    sheet = Worksheet(settings=DocumentSettings(blocks=BLOCKS))
    sheet.keys = list(range(1, rows + 1))
    sheet.next_key = rows + 1
    texts = {"name": [f"Channel {i}" for i in range(rows)], "source": ["marketing"] * rows}
    for attribute in ATTRIBUTES:
        sheet.channels[attribute] = texts.get(attribute, [""] * rows)
    for id_, column in columns.items():
        column[random.random(rows) < 0.05] = np.nan
        sheet.columns[id_] = column.reshape(1, rows)
    return sheet


def ids(catalog: Catalog) -> list[str]:
    """The fields and metrics of the core and funnel blocks that have a total or a figure per cell."""
    fields = [f.id for f in catalog.fields if f.block in BLOCKS and f.scope == "cell"]
    return fields + [m.id for m in catalog.metrics if m.block in BLOCKS and not m.total_only]


def recalculation(calculator: Calculator, totals: list[str]) -> Callable[[], list[float]]:
    """Everything again: all figures of every row, and the totals."""
    figures = calculator.figures(base_view(calculator.worksheet.periods, 0))

    def run() -> list[float]:
        # As after a change of structure, without compiling the formulas again: that has a row of its own.
        calculator.recalculate()
        return [figures.total_value(id_) for id_ in totals]

    return run


def check(rows: int) -> None:
    """The baseline and the calculator agree on every figure and total. Raises AssertionError."""
    sheet = worksheet(rows)
    catalog = standard()
    calculator = Calculator(sheet, catalog, DAY)
    figures = calculator.figures(base_view(sheet.periods, 0))
    by_hand = handwritten.Handwritten({id_: column[0] for id_, column in sheet.columns.items()}, kept=sys.maxsize)
    totals = by_hand.run()
    values = dict(zip(handwritten.METRICS, by_hand.values, strict=True)) | {
        "total_cost": sheet.columns["spend"][0],
        **{id_: sheet.columns[id_][0] for id_ in handwritten.FIELDS},
    }
    values["expected_win_rate"] = values["win_rate"]
    for id_ in ids(catalog):
        if not catalog.uses_total(id_):
            expected = values.get(id_, np.full(rows, np.nan))
            np.testing.assert_allclose(figures.values(id_), expected, rtol=1e-12, atol=0.0, err_msg=id_)
        ours, theirs = figures.total_value(id_), totals.get(id_, math.nan)
        assert math.isclose(ours, theirs, rel_tol=1e-12) or (math.isnan(ours) and math.isnan(theirs)), id_


def check_all() -> None:
    """The same at sizes below, at and above a block. Raises AssertionError."""
    for size in (1, 100, 4096, 10_000):
        check(size)


def full(sizes: tuple[int, ...], seconds: float) -> Iterator[Row]:
    """Row 1: all figures of the core and funnel blocks, against the hand-written version."""
    catalog = standard()
    for size in sizes:
        sheet = worksheet(size)
        ours = recalculation(Calculator(sheet, catalog, DAY), ids(catalog))
        by_hand = handwritten.Handwritten({id_: column[0] for id_, column in sheet.columns.items()})
        times = paired(ours, by_hand.run, seconds)
        yield Row("Full recalculation", f"{size:,} rows", *times, limit=LIMITS.get(size), against="by hand")


def compiling(seconds: float) -> Iterator[Row]:
    """For scale: what a change of structure costs beside: the formulas compiled for the document, at 100 rows."""
    catalog = standard()
    sheet = worksheet(100)
    by_hand = handwritten.Handwritten({id_: column[0] for id_, column in sheet.columns.items()})

    def compile_it() -> None:
        catalog.tapes.clear()  # compiled once for all documents that are alike
        Calculator(sheet, catalog, DAY)

    times = paired(compile_it, by_hand.run, seconds / 3)
    yield Row("Compiling the formulas", "once a structure", *times, against="by hand, figures")


def one_cell(sizes: tuple[int, ...], seconds: float) -> Iterator[Row]:
    """Row 2: one typed figure to all figures of its row and all totals that it may change, against row 1's work."""
    catalog = standard()
    for size in sizes:
        sheet = worksheet(size)
        calculator = Calculator(sheet, catalog, DAY)
        everything = recalculation(Calculator(worksheet(size), catalog, DAY), ids(catalog))
        for field in ("spend", "visits", "customers"):
            edit = edits(calculator, field)
            times = paired(edit, everything, seconds / 3)
            unlike = differing(calculator)
            assert not unlike, f"{', '.join(unlike)} differ after edits of {field}"
            yield Row(
                f"One cell of {field}",
                f"{size:,} rows",
                *times,
                limit=EDIT_LIMITS.get(size),
                against="all",
                digits=4,
            )


def edits(calculator: Calculator, field: str) -> Callable[[], None]:
    """A call types another figure into another row each time, and reads what a window would show of it."""
    sheet, catalog = calculator.worksheet, calculator.catalog
    figures = calculator.figures(base_view(sheet.periods, 0))
    for id_ in ids(catalog):
        figures.total_value(id_)
    random = np.random.default_rng(2)
    wanted = frozenset(ids(catalog))

    def run() -> None:
        channel = int(random.integers(0, len(sheet.keys)))
        edit = SetCells.one(field, 0, channel, float(random.integers(0, 60)))
        edit.apply(sheet)
        changed = calculator.update(edit)
        for id_ in changed.ids & wanted:
            figures.value(id_, channel)
            figures.total_value(id_)

    return run


def differing(calculator: Calculator) -> list[str]:
    """Ids whose figures or totals are not bit for bit those of a fresh calculator."""
    view = base_view(calculator.worksheet.periods, 0)
    old = calculator.figures(view)
    new = Calculator(calculator.worksheet, calculator.catalog, calculator.as_of).figures(view)
    found = []
    for id_ in ids(calculator.catalog):
        same = np.array(old.total_value(id_)).tobytes() == np.array(new.total_value(id_)).tobytes()
        if not same or old.values(id_).tobytes() != new.values(id_).tobytes():
            found.append(id_)
    return found
