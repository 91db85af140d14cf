"""Tornado and table: by hand, and against worksheets typed anew."""

import random
from dataclasses import replace

import pytest

from roiapp.analysis.decisions.moved_inputs import SeekError
from roiapp.analysis.decisions.sensitivity import Ends, tornado, two_way
from roiapp.core.calculator import Calculator
from roiapp.core.catalog import standard
from roiapp.core.periods import all_periods
from roiapp.core.results import Figures
from roiapp.core.worksheet import Worksheet, build


def figures(sheet: Worksheet) -> Figures:
    return Calculator(sheet, standard()).figures(all_periods(sheet.periods))


def two() -> Worksheet:
    return build(
        ["Radio", "SEO"],
        {"spend": [1000, 500], "leads": [50, 100], "customers": [10, 20], "revenue_per_sale": [200, 100],
         "gross_margin": [0.5, 0.96]},
    )  # fmt: skip


def test_the_bars_of_one_channel_by_hand() -> None:
    """Radio brings 1,000 for 1,000: ROI 0. A tenth more customers, price or margin give 10 %, a tenth less −10 %; a
    tenth less spend 11.1 %, a tenth more −9.1 %: the longest bar, though the middle one is no wider."""
    bars = tornado(figures(two()), "roi", 0)
    assert [bar.by for bar in bars] == ["spend", "customers", "revenue_per_sale", "gross_margin"]
    assert (bars[0].low, bars[0].high) == (900.0, 1100.0)
    assert (bars[0].at_low, bars[0].at_high) == (pytest.approx(1 / 9), pytest.approx(-1 / 11))
    for bar in bars[1:]:
        assert (bar.at_low, bar.at_high) == (pytest.approx(-0.1), pytest.approx(0.1))


def test_an_end_beyond_the_most_is_kept_and_said() -> None:
    (margin,) = (bar for bar in tornado(figures(two()), "roi", 1) if bar.by == "gross_margin")
    assert (margin.high, margin.clipped) == (1.0, True)
    assert margin.at_high == pytest.approx(2000 / 500 - 1)


def test_own_ends_and_inputs_that_do_not_matter() -> None:
    bars = tornado(figures(two()), "cac", 0, Ends(own={"customers": (0.5, 2.0)}))
    assert [(bar.by, bar.at_low, bar.at_high) for bar in bars] == [
        ("customers", 200.0, 50.0), ("spend", pytest.approx(90.0), pytest.approx(110.0)),
    ]  # fmt: skip


@pytest.mark.parametrize("seed", range(6))
def test_total_bars_equal_worksheets_typed_anew(seed: int) -> None:
    rng = random.Random(seed)
    sheet = build(
        ["A", "B", "C"],
        {id_: [None if rng.random() < 0.15 else rng.uniform(1, 500) for _ in range(3)]
         for id_ in ("spend", "visits", "leads", "customers", "revenue_per_sale")}
        | {"gross_margin": [rng.uniform(0.1, 0.8) for _ in range(3)]},
    )  # fmt: skip
    for metric in ("roi", "cac", "conversion_rate", "net_return"):
        for bar in tornado(figures(sheet), metric, None):
            for factor, seen in ((0.9, bar.at_low), (1.1, bar.at_high)):
                typed = replace(sheet, columns={**sheet.columns, bar.by: sheet.columns[bar.by] * factor})
                anew = figures(typed).total_figure(metric)
                assert anew is None if seen is None else anew == pytest.approx(seen, rel=1e-12)


def test_the_table_by_hand() -> None:
    """ROI of Radio with customers 5, 10, 20 and price 200, 400."""
    table = two_way(figures(two()), "roi", 0, ("customers", (0.5, 1.0, 2.0)), ("revenue_per_sale", (1.0, 2.0)))
    assert table.row_values == (5.0, 10.0, 20.0)
    assert table.column_values == (200.0, 400.0)
    assert table.figures == ((-0.5, 0.0), (0.0, 1.0), (1.0, 3.0))


def test_the_table_leaves_the_worksheet_alone_and_takes_two_inputs() -> None:
    sheet = two()
    before = sheet.content()
    two_way(figures(sheet), "roi", None, ("spend", (0.5, 1.0)), ("gross_margin", (1.0, 1.5)))
    assert sheet.content() == before
    with pytest.raises(SeekError, match="two inputs"):
        two_way(figures(sheet), "roi", 0, ("spend", (1.0,)), ("spend", (1.0,)))
    with pytest.raises(SeekError):
        two_way(figures(sheet), "roi", 0, ("spend", (1.0,)), ("visits", (1.0,)))
