"""Which figures a document can have: none that is known is missing, and none that could never be."""

from __future__ import annotations

import numpy as np
from hypothesis import Phase, given
from hypothesis import settings as tried

from roiapp.analysis.knowable import knowable
from roiapp.core.calculator import Calculator
from roiapp.core.catalog import standard
from roiapp.core.document_settings import DocumentSettings
from roiapp.core.worksheet import Worksheet, build
from tests.core.random_sheets import AS_OF, CATALOG, sheets, views


@given(sheets())
@tried(deadline=None, max_examples=60, phases=[Phase.explicit, Phase.reuse, Phase.generate])
def test_whatever_is_known_can_be_chosen(sheet: Worksheet) -> None:
    found = knowable(CATALOG, sheet)
    calculator = Calculator(sheet, CATALOG, AS_OF)
    for view in views(sheet):
        figures = calculator.figures(view)
        for record in (*CATALOG.metrics, *CATALOG.fields):
            if record.id not in found:
                values = np.append(figures.values(record.id), figures.total_value(record.id))
                # Over several cells, no customers times a lifetime value never typed is 0, and says as much as none.
                assert not values[~np.isnan(values)].any(), record.id


def test_what_is_typed_nowhere_is_not_offered() -> None:
    found = knowable(standard(), build(["A"], {"spend": [100], "leads": [4]}))
    assert {"spend", "leads", "total_cost", "cost_per_lead", "share_of_spend"} <= found
    assert not {"customers", "cac", "ltv", "mqls", "lead_to_mql", "roi", "goal_pace"} & found


def test_a_document_wide_rate_counts_as_typed() -> None:
    columns = {"hours": [4]}
    assert "labour_cost" not in knowable(standard(), build(["A"], columns))
    settings = DocumentSettings(default_hourly_rate=40.0)
    assert "labour_cost" in knowable(standard(), build(["A"], columns, settings=settings))
