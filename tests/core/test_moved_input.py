"""What one input moves: against the calculator on a worksheet in which that cell was typed anew."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import date

import pytest

from roiapp.core.calculator import Calculator
from roiapp.core.edits import SetCells
from roiapp.core.moved_input import moved
from roiapp.core.own_figures import catalog_of
from roiapp.core.periods import all_periods, base_view
from roiapp.core.worksheet import Worksheet, build
from roiapp.files.templates import load_b2b_sample, load_sample

DAY = date(2026, 9, 20)  # the last period is open


@pytest.mark.parametrize("load", [load_sample, load_b2b_sample])
@pytest.mark.parametrize("channel", [0, 6])
def test_it_is_what_typing_the_moved_input_gives(load: Callable[[], Worksheet], channel: int) -> None:
    sheet = load()
    last = len(sheet.periods) - 1
    calculator = Calculator(sheet, catalog_of(sheet), DAY)
    view = base_view(sheet.periods, last)
    catalog = calculator.catalog
    figures = calculator.figures(view)
    said = {metric.id: dict(moved(figures, metric.id, channel, 1.1)) for metric in catalog.metrics}
    now = {metric.id: figures.figure(metric.id, channel) for metric in catalog.metrics}
    tried = 0
    for field in catalog.fields:
        value = figures.figure(field.id, channel) if field.scope == "cell" else None
        if value is None:
            assert all(field.id not in found for found in said.values())
            continue
        edit = SetCells.one(field.id, last, channel, value * 1.1)
        inverse = edit.apply(sheet)
        calculator.update(edit)
        for metric in catalog.metrics:
            new = calculator.figures(view).figure(metric.id, channel)
            if field.id in said[metric.id]:
                tried += 1
                assert said[metric.id][field.id] == pytest.approx(new, rel=1e-9), (metric.id, field.id)
            elif field.maximum is None or value * 1.1 <= field.maximum:
                before = now[metric.id]
                same = new is not None and before is not None and math.isclose(new, before, rel_tol=1e-9)
                assert same or before is None or new is None, (metric.id, field.id)
        inverse.apply(sheet)
        calculator.update(inverse)
    assert tried > 30


def test_by_hand() -> None:
    """$100 for 10 customers of $50 at 40 %: gross profit 200, ROI +100 %; a tenth more spend (200 − 110) ÷ 110."""
    sheet = build(["A"], {"spend": [[100]], "customers": [[10]], "revenue_per_sale": [[50]], "gross_margin": [[0.4]]})
    figures = Calculator(sheet, catalog_of(sheet)).figures(base_view(sheet.periods, 0))
    found = dict(moved(figures, "roi", 0, 1.1))
    assert found == pytest.approx({"spend": 90 / 110, "customers": 1.2, "revenue_per_sale": 1.2, "gross_margin": 1.2})
    assert list(found) == [id_ for id_ in figures.catalog.inputs("roi") if id_ in found]


def test_nothing_of_what_is_typed_unknown_or_beyond_its_limit_or_of_a_roll_up() -> None:
    sheet = build(["A"], {"spend": [[100]], "customers": [[0]], "revenue_per_sale": [[50]], "gross_margin": [[0.95]]})
    figures = Calculator(sheet, catalog_of(sheet)).figures(base_view(sheet.periods, 0))
    assert not dict(moved(figures, "spend", 0, 1.1))
    assert not dict(moved(figures, "cac", 0, 1.1))  # no customers, no figure
    assert set(dict(moved(figures, "break_even_cac", 0, 1.1))) == {"revenue_per_sale"}  # no margin above 100 %
    year = load_sample()
    whole = Calculator(year, catalog_of(year)).figures(all_periods(year.periods))
    assert whole.figure("cac", 0) is not None
    assert not dict(moved(whole, "cac", 0, 1.1))
