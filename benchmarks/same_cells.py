"""The figures and totals of the recalculation rows as others compute them: as cells of a sheet, and as polars' lazy
expressions. Both are made from the catalog's records, and are compared with ours before anything is timed.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import handwritten
import numpy as np
import recalculation

from roiapp.core import formula
from roiapp.core.calculator import Calculator
from roiapp.core.catalog import Catalog, standard
from roiapp.core.excel_formula import row_formula
from roiapp.core.formula import Call, Name, Node, Number, Operation
from roiapp.core.periods import base_view
from roiapp.core.tape import branches
from roiapp.core.worksheet import Floats, Worksheet

if TYPE_CHECKING:
    import polars as pl

INPUTS, METRICS = handwritten.FIELDS, handwritten.METRICS
#: total_cost is spend here, and expected_win_rate in sums needs a column of its own
TOTALS = tuple(
    id_ for id_ in (*handwritten.SUMS, *handwritten.RATIOS, "cost_per_thousand", "break_even_customers")
    if id_ not in ("total_cost", "expected_win_rate")
)  # fmt: skip
CLOSE = 1e-9
#: the test of a cell that is a number
KNOWN = ">=-1E300"


class Figures(NamedTuple):
    """[metric, row] and the totals, NaN undefined."""

    metrics: Floats
    totals: Floats


def ours(sheet: Worksheet) -> Figures:
    """What they have to be."""
    figures = Calculator(sheet, standard(), recalculation.DAY).figures(base_view(sheet.periods, 0))
    return Figures(
        np.array([figures.values(id_) for id_ in METRICS]), np.array([figures.total_value(id_) for id_ in TOTALS])
    )


def compare(who: str, theirs: Figures, expected: Figures) -> None:
    """Raises AssertionError where a figure differs by more than 1e-9 of itself, or is known to one alone."""
    for mine, other in zip(expected, theirs, strict=True):
        np.testing.assert_allclose(other, mine, rtol=CLOSE, atol=1e-12, err_msg=who)


# -- as cells ----------------------------------------------------------------------------------------------------------


def letters(column: int) -> str:
    """A, B, … Z, AA of the column 0, 1, …"""
    return (chr(64 + column // 26) if column >= 26 else "") + chr(65 + column % 26)


def formulas(rows: int, catalog: Catalog) -> tuple[list[str], list[str]]:
    """The formulas of a row with {r} for its number, and of the totals in the row below all others."""
    place = {id_: letters(column) for column, id_ in enumerate((*INPUTS, *METRICS))}
    place["total_cost"] = place["spend"]  # no fees and hours are typed

    def cell(id_: str) -> str | None:
        return f"{place[id_]}{{r}}" if id_ in place else None

    def special(node: Name | Call) -> str | None:
        value = catalog.field[node.id].value if isinstance(node, Name) and node.id in catalog.field else None
        return None if value is None else str(value)

    ranges = {id_: f"{letter}$1:{letter}${rows}" for id_, letter in place.items()}
    return (
        [row_formula(catalog, id_, cell, special=special) for id_ in METRICS],
        [f'=IFERROR({_total_cell(catalog.totals[id_], ranges)},"–")' for id_ in TOTALS],
    )


def _total_cell(rule: Node, ranges: Mapping[str, str]) -> str:
    """Each part of a total over the rows in which all are known, with SUMIFS, which every engine has."""
    known = dict.fromkeys(ranges[id_] for part in branches(rule)[0] for id_ in formula.names(part))
    tests = ",".join(f'{cells},"{KNOWN}"' for cells in known)

    def written(node: Node) -> str:
        match node:
            case Number(value):
                return repr(value)
            case Operation(operator, left, right):
                return f"({written(left)}{operator}{written(right)})"
            case Name(id_):  # within a sum: it may be spread over what is added there
                return f"SUMIFS({ranges[id_]},{tests})"
            case Call("sum", (inner,)):
                return written(inner)
            case Call("positive", (inner,)):
                return f"IF({written(inner)}>0,{written(inner)},NA())"
        raise ValueError(f"other programs have no counterpart of {node} here")

    return written(rule)


def write_cells(sheet: Worksheet, folder: Path) -> None:
    """The sheet for an engine in another process: `inputs.f64`, column after column, NaN blank; the rest in JSON."""
    rows = len(sheet.keys)
    per_row, totals = formulas(rows, standard())
    np.concatenate([sheet.columns[id_][0] for id_ in INPUTS]).astype("<f8").tofile(folder / "inputs.f64")
    written = {"rows": rows, "inputs": len(INPUTS), "formulas": per_row, "totals": totals}
    (folder / "sheet.json").write_text(json.dumps(written), encoding="utf-8")


def figures_of(metrics: Sequence[Sequence[object]], totals: Sequence[object]) -> Figures:
    """Figures as an engine gives them back: numbers, anything else undefined."""
    return Figures(np.array([_numbers(column) for column in metrics]), np.array(_numbers(totals)))


def _numbers(found: Sequence[object]) -> list[float]:
    return [float(value) if isinstance(value, int | float) else math.nan for value in found]


# -- as polars' expressions --------------------------------------------------------------------------------------------


class Lazy:
    """A frame of the inputs, blank as null; `run` collects all figures and all totals."""

    def __init__(self, sheet: Worksheet) -> None:
        import polars as pl

        self.pl = pl
        self.catalog = standard()
        columns = {id_: sheet.columns[id_][0] for id_ in INPUTS}
        self.frame = pl.DataFrame(columns).with_columns(pl.all().fill_nan(None))
        self._totals = [self._total(id_).alias(id_) for id_ in TOTALS]
        self._levels = self._by_level()

    def run(self) -> tuple[pl.DataFrame, pl.DataFrame]:
        """All figures, and a row of totals."""
        lazy = self.frame.lazy()
        for level in self._levels:
            lazy = lazy.with_columns(level)
        figures = lazy.collect()
        return figures, figures.lazy().select(self._totals).collect()

    def figures(self) -> Figures:
        """The same as NumPy's arrays."""
        figures, totals = self.run()
        return figures_of([figures[id_].to_list() for id_ in METRICS], list(totals.row(0)))

    def _by_level(self) -> list[list[pl.Expr]]:
        """The figures, those that need others after these."""
        depth: dict[str, int] = dict.fromkeys((*INPUTS, "total_cost"), 0)
        for id_ in METRICS:  # each stands after what it needs
            needed = [depth[name] for name in formula.names(self.catalog.trees[id_]) if name in depth]
            depth[id_] = 1 + max(needed)
        return [
            [self._column(self.catalog.trees[id_], {}).alias(id_) for id_ in METRICS if depth[id_] == level]
            for level in range(1, 1 + max(depth.values()))
        ]

    def _column(self, node: Node, sums: Mapping[Node, pl.Expr]) -> pl.Expr:
        pl = self.pl
        match node:
            case Number(value):
                return pl.lit(value)
            case Name(id_):
                if not self._there(id_):  # of the whole document
                    return pl.lit(self.catalog.field[id_].value)
                return pl.col("spend" if id_ == "total_cost" else id_)
            case Operation(operator, left, right):
                a, b = self._column(left, sums), self._column(right, sums)
                if operator == "/":
                    return a / b if isinstance(right, Number) else pl.when(b != 0).then(a / b)
                return a + b if operator == "+" else a - b if operator == "-" else a * b
            case Call("each", (left, right)):
                a, b = self._column(left, sums), self._column(right, sums)
                return pl.when((a == 0) | (b == 0)).then(0.0).otherwise(a * b)
            case Call("first", arguments):
                return pl.coalesce([self._column(a, sums) for a in arguments if self._known_here(a)])
            case Call("positive", (inner,)):
                base = self._column(inner, sums)
                return pl.when(base > 0).then(base)
            case Call("sum", (inner,)):
                return sums[inner]
        raise ValueError(f"other programs have no counterpart of {node} here")

    def _there(self, id_: str) -> bool:
        return id_ in INPUTS or id_ in METRICS or id_ == "total_cost"

    def _known_here(self, node: Node) -> bool:
        return all(map(self._there, formula.names(node)))

    def _total(self, id_: str) -> pl.Expr:
        """Each part added up over the rows in which all parts are known."""
        rule = self.catalog.totals[id_]
        parts = {part: self._column(part, {}) for part in branches(rule)[0]}
        known = reduce(lambda a, b: a & b, [column.is_not_null() for column in parts.values()])
        sums = {part: self.pl.when(known).then(column).sum() for part, column in parts.items()}
        return self._column(rule, sums)
