"""Small worksheets for the findings, and what a check says of them."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import numpy as np

from roiapp.analysis.findings.finding import Finding
from roiapp.analysis.findings.questions import check
from roiapp.core.calculator import Calculator
from roiapp.core.catalog import standard
from roiapp.core.document_settings import DocumentSettings
from roiapp.core.periods import Period, View, base_view, month
from roiapp.core.worksheet import Worksheet, build

#: after the end of all periods, unless a test says otherwise
DAY = date(2027, 1, 1)


def months(year: int, first: int, count: int) -> list[Period]:
    """So many months running."""
    return [month(year + (first - 1 + i) // 12, 1 + (first - 1 + i) % 12, i + 1) for i in range(count)]


def worksheet(
    names: Sequence[str],
    periods: Iterable[Period] | None = None,
    totals: dict[str, list[float | None]] | None = None,
    settings: DocumentSettings | None = None,
    **columns: Any,
) -> Worksheet:
    """Columns are lists [channel], or [period][channel] with periods; a single number stands in every cell."""
    dated = list(periods) if periods is not None else [Period(0)]
    shape = (len(dated), len(names))
    full = {id_: np.full(shape, c).tolist() if isinstance(c, int | float) else c for id_, c in columns.items()}
    sheet = build(names, full, dated, settings)
    for id_, row in (totals or {}).items():
        sheet.totals[id_] = np.array([np.nan if each is None else each for each in row], dtype=np.float64)
    return sheet


def answers(sheet: Worksheet, view: View | None = None, day: date = DAY) -> list[Finding]:
    """All findings of a view, of the last period unless another is asked for."""
    seen = base_view(sheet.periods, len(sheet.periods) - 1) if view is None else view
    return check(Calculator(sheet, standard(), day).figures(seen))


def found(id_: str, sheet: Worksheet, view: View | None = None, day: date = DAY) -> list[Finding]:
    """The findings of one id."""
    return [each for each in answers(sheet, view, day) if each.id == id_]


def called(id_: str, sheet: Worksheet, view: View | None = None, day: date = DAY) -> list[Finding]:
    """Those of them that were called."""
    return [each for each in found(id_, sheet, view, day) if each.verdict != "unclear"]


def only(id_: str, sheet: Worksheet, view: View | None = None, day: date = DAY) -> Finding:
    """The one finding of an id."""
    (one,) = found(id_, sheet, view, day)
    return one
