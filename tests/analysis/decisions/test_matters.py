"""What matters most, as it is shown: bars of single channels, the line through a table, break-evens; by hand and
against worksheets typed anew."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roiapp.analysis.decisions.break_even import BreakEven, break_even, breaks_even, curve_of
from roiapp.analysis.decisions.level_line import level_line
from roiapp.analysis.decisions.matters import heat_map, line_of, movable, snapshot, tornado_of
from roiapp.analysis.decisions.moved_inputs import SeekError
from roiapp.analysis.decisions.risk import Doubts, Span, doubted, draws_for, risk
from roiapp.analysis.decisions.sensitivity import Ends
from roiapp.core.calculator import Calculator
from roiapp.core.catalog import standard
from roiapp.core.edits import SetCells, SetTotals
from roiapp.core.periods import all_periods, base_view, month
from roiapp.core.results import Figures
from roiapp.core.worksheet import Worksheet, build


def figures(sheet: Worksheet) -> Figures:
    return Calculator(sheet, standard()).figures(all_periods(sheet.periods))


def two(**more: list[float | None]) -> Worksheet:
    """Ads: 20 customers × 100 × 60 % for 1,000, ROI 20 %. Radio: 10 × 100 × 50 % for 800, −37.5 %. Together 1,700 for
    1,800."""
    return build(
        ["Ads", "Radio"],
        {"spend": [1000, 800], "visits": [900, None], "leads": [50, 40], "customers": [20, 10],
         "revenue_per_sale": [100, 100], "gross_margin": [0.6, 0.5], **more},
    )  # fmt: skip


# -- bars --------------------------------------------------------------------------------------------------------------


def test_bars_of_single_channels_are_those_of_worksheets_typed_anew() -> None:
    sheet = two()
    found = tornado_of(figures(sheet), "roi", None, apart=True)
    assert {(channel, bar.by) for channel, bar in zip(found.channels, found.bars, strict=True)} == {
        (channel, by) for channel in (0, 1) for by in ("spend", "customers", "revenue_per_sale", "gross_margin")
    }
    for channel, bar in zip(found.channels, found.bars, strict=True):
        assert channel is not None
        assert bar.now == sheet.value(bar.by, 0, channel)
        for factor, seen in ((0.9, bar.at_low), (1.1, bar.at_high)):
            column = sheet.columns[bar.by].copy()
            column[0, channel] *= factor
            typed = figures(replace(sheet, columns={**sheet.columns, bar.by: column}))
            assert seen == pytest.approx(typed.total_figure("roi"), rel=1e-12)
    swings = [bar.swing for bar in found.bars]
    assert all(one >= other - 1e-12 for one, other in pairwise(swings))


def test_ads_customers_move_the_total_by_hand() -> None:
    """A tenth of 1,200 on 1,800: 6.67 points to each side of −100 ÷ 1,800."""
    found = tornado_of(figures(two()), "roi", None, apart=True)
    (bar,) = (bar for whose, bar in zip(found.channels, found.bars, strict=True) if (whose, bar.by) == (0, "customers"))
    assert found.now == pytest.approx(-100 / 1800)
    assert (bar.at_low, bar.at_high) == (pytest.approx(-220 / 1800), pytest.approx(20 / 1800))


def test_what_has_no_bar_is_told_apart() -> None:
    """Revenue typed in Ads: customers and their price do not move its profit; nothing is typed in fees, which the
    document does not use, so nobody asks for them."""
    found = tornado_of(figures(two(revenue=[2000, None])), "roi", 0)
    assert [bar.by for bar in found.bars] == ["spend", "revenue", "gross_margin"]
    assert found.still == ("customers", "revenue_per_sale")
    assert found.unknown == ()
    assert tornado_of(figures(two()), "roi", 0).unknown == ("revenue",)


def test_a_figure_that_is_not_known_says_why() -> None:
    found = tornado_of(figures(two()), "conversion_rate", 1)
    assert (found.now, found.bars) == (None, ())
    assert "Visits" in found.reason


def test_books_move_what_they_are_in() -> None:
    """What is typed for all channels together: blended CAC = (1,800 + 200) ÷ 40 = 50."""
    sheet = two()
    for id_, value in (("actual_customers", 40.0), ("shared_cost", 200.0)):
        SetTotals(id_, ((0, value),)).apply(sheet)
    found = {bar.by: bar for bar in tornado_of(Calculator(sheet, standard()).figures(base_view(sheet.periods, 0)),
                                               "blended_cac", None).bars}  # fmt: skip
    assert (found["actual_customers"].low, found["actual_customers"].high) == (36.0, pytest.approx(44.0))
    assert found["actual_customers"].at_low == pytest.approx(2000 / 36)
    assert found["shared_cost"].at_high == pytest.approx(2020 / 40)


def test_more_bars_than_are_read_are_counted() -> None:
    many = 6
    sheet = build([f"C{n}" for n in range(many)], {
        "spend": [100.0 + n for n in range(many)], "customers": [10.0 + n for n in range(many)],
        "revenue_per_sale": [50.0] * many, "gross_margin": [0.5] * many,
    })  # fmt: skip
    found = tornado_of(figures(sheet), "roi", None, apart=True)
    assert (len(found.bars), found.undrawn) == (12, 12)


# -- the line that counts ----------------------------------------------------------------------------------------------


def test_the_line_is_the_target_of_the_channel_else_of_all_else_zero() -> None:
    sheet = two(goal_roi=[0.5, None])
    view = base_view(sheet.periods, 0)
    SetTotals("goal_roi", ((0, 0.3),)).apply(sheet)
    at = Calculator(sheet, standard()).figures(view)
    lines = [line_of(at, "roi", channel) for channel in (0, 1, None)]
    assert [(line.value, line.kind) for line in lines if line] == [(0.5, "goal"), (0.3, "goal"), (0.3, "goal")]
    plain = figures(two())
    for id_, value in (("roi", 0.0), ("revenue_roi", 0.0), ("net_return", 0.0)):
        line = line_of(plain, id_, 0)
        assert line is not None
        assert (line.value, line.kind) == (value, "zero")
    assert line_of(plain, "cac", 0) is None
    assert line_of(plain, "conversion_rate", None) is None


def test_a_roll_up_has_no_target() -> None:
    periods = [month(2026, 8, 1), month(2026, 9, 2)]
    sheet = build(["Ads"], {"spend": [[1], [1]], "goal_roi": [[0.5], [0.5]]}, periods)
    line = line_of(figures(sheet), "roi", 0)
    assert line is not None
    assert line.kind == "zero"


NUMBERS = st.floats(-10, 10).filter(lambda x: abs(x) > 1e-3)


@given(NUMBERS, NUMBERS, NUMBERS)
def test_the_line_of_a_plane_is_its_own(across: float, down: float, level: float) -> None:
    xs, ys = [0.5 + n for n in range(6)], [0.5 + n for n in range(5)]
    grid = [[across * x + down * y for x in xs] for y in ys]
    found = level_line(xs, ys, grid, level)
    for x, y in (point for segment in found for point in segment):
        assert across * x + down * y == pytest.approx(level, abs=1e-9)
    # wherever neighbours lie on different sides, a piece ends between them
    ends = {(round(x, 6), round(y, 6)) for segment in found for x, y in segment}
    for i, y in enumerate(ys):
        for j, (x0, x1) in enumerate(pairwise(xs)):
            one, other = grid[i][j] - level, grid[i][j + 1] - level
            if abs(one) > 1e-6 < abs(other) and (one > 0) != (other > 0):
                assert any(y == py and x0 - 1e-5 <= px <= x1 + 1e-5 for px, py in ends)


def test_a_saddle_has_two_pieces_and_an_unknown_corner_none() -> None:
    assert len(level_line([0, 1], [0, 1], [[1.0, -1.0], [-1.0, 1.0]], 0.0)) == 2
    # with more above in the middle the two low corners are cut off
    for segment in level_line([0, 1], [0, 1], [[3.0, -1.0], [-1.0, 3.0]], 0.0):
        assert {abs(x - y) for x, y in segment} == {0.75}
    assert level_line([0, 1], [0, 1], [[1.0, None], [-1.0, 1.0]], 0.0) == []


# -- the table ---------------------------------------------------------------------------------------------------------


def test_the_table_and_its_line_by_hand() -> None:
    """ROI of Ads is 1.2 × (customers ÷ 20) × (price ÷ 100) − 1: today 20 %, in the corners −41.2 % and 102.8 %."""
    found = heat_map(figures(two()), "roi", 0, "customers", "revenue_per_sale", 0.1)
    assert found.row_values == pytest.approx((14, 16, 18, 20, 22, 24, 26))
    assert found.column_values == pytest.approx((70, 80, 90, 100, 110, 120, 130))
    assert found.now == (3, 3)
    assert found.figures[3][3] == pytest.approx(0.2)
    assert (found.figures[0][0], found.figures[6][6]) == (pytest.approx(1.2 * 0.49 - 1), pytest.approx(1.2 * 1.69 - 1))
    assert found.segments
    for x, y in (point for segment in found.segments for point in segment):
        assert 0.0 <= x <= 7.0
        assert 0.0 <= y <= 7.0
        assert 1.2 * (0.65 + 0.1 * x) * (0.65 + 0.1 * y) == pytest.approx(1.0, abs=0.003)
    outermost = [point for segment in found.segments for point in segment if 0.0 in point]
    assert len(outermost) == 2  # the line goes on to two edges


def test_a_limit_makes_no_row_twice() -> None:
    """A margin of 90 % is at most 100 %: above today there is one row."""
    sheet = two(gross_margin=[0.9, 0.5])
    found = heat_map(figures(sheet), "roi", 0, "gross_margin", "spend", 0.1)
    assert found.row_values == pytest.approx((0.63, 0.72, 0.81, 0.9, 0.99, 1.0))
    assert found.now == (3, 3)
    with pytest.raises(SeekError):
        heat_map(figures(sheet), "roi", 0, "spend", "spend", 0.1)


def test_tables_are_made_of_what_moves() -> None:
    assert set(movable(figures(two()), "roi", 0)) == {"spend", "customers", "revenue_per_sale", "gross_margin"}
    assert movable(figures(two()), "conversion_rate", 1) == ()


# -- break-even --------------------------------------------------------------------------------------------------------


def by_input(found: BreakEven) -> dict[str, float | None]:
    return {answer.goal.by: answer.answer for answer in found.answers}


def test_break_even_of_every_input_by_hand() -> None:
    """Ads: 1,200 for 1,000. A sixth fewer customers, leads, visits (with their ratios), price or margin."""
    found = break_even(figures(two()), "roi", 0)
    assert found.now == pytest.approx(0.2)
    assert by_input(found) == pytest.approx({
        "customers": 20 / 1.2, "revenue_per_sale": 100 / 1.2, "gross_margin": 0.5, "leads": 50 / 1.2,
        "lead_to_customer": 0.4 / 1.2, "visits": 900 / 1.2, "spend": 1200.0,
    })  # fmt: skip
    assert found.answers[-1].goal.by == "spend"  # a fifth away, all others a sixth
    held = {answer.goal.by: answer.goal.held for answer in found.answers}
    assert held["visits"] == ("conversion_rate", "lead_to_customer")
    line = curve_of(figures(two()), found.answers[0])
    assert line is not None
    assert line.target == 0.0
    assert line.now == (20.0, pytest.approx(0.2))


def test_no_break_even_says_why_and_comes_last() -> None:
    """10 × 100 = 1,000 at the most, for 1,200: no margin covers it."""
    found = break_even(figures(two(spend=[1000, 1200])), "roi", 1)
    last = found.answers[-1]
    assert (last.goal.by, last.answer) == ("gross_margin", None)
    assert last.reason == "ROI cannot reach 0% by changing Gross margin: it comes to −17% at most."


def test_break_even_is_that_of_the_return_where_the_figure_has_none() -> None:
    shown = figures(two())
    assert [breaks_even(shown, id_) for id_ in ("cac", "net_return", "roas")] == ["roi", "net_return", "roi"]
    found = break_even(figures(two(gross_margin=[None, 0.5])), "cac", 0)
    assert (found.metric, found.now, found.answers) == ("roi", None, ())
    assert found.reason == "Not known yet: Margin missing."


# -- risk --------------------------------------------------------------------------------------------------------------


def test_what_is_in_doubt_is_listed_with_its_span() -> None:
    own = Doubts(0.2, {(0, "total_cost"): Span(900.0, 1500.0), (1, "gross_margin"): Span(0.4, 1.4)})
    found = {(each.channel, each.field): (each.typed, *each.span) for each in doubted(figures(two()), own)}
    assert found[0, "total_cost"] == (1000.0, 900.0, 1500.0)
    assert found[1, "total_cost"] == pytest.approx((800.0, 640.0, 960.0))
    assert found[0, "revenue_per_sale"] == pytest.approx((100.0, 80.0, 120.0))
    assert found[1, "gross_margin"] == pytest.approx((0.5, 0.4, 1.0))
    assert [each.channel for each in doubted(figures(two()), own, 1)] == [1, 1, 1]


def test_the_spread_is_where_the_draws_lie() -> None:
    """Of 100 draws 99 lie in it; half of them below the middle."""
    made = risk(figures(two()), Doubts(), 0)
    assert made is not None
    spread = made.spread
    assert sum(spread.shares) == pytest.approx(0.99, abs=0.001)
    assert spread.low < made.low < made.middle < made.high < spread.high
    wide = (spread.high - spread.low) / len(spread.shares)
    below = sum(share for n, share in enumerate(spread.shares) if spread.low + (n + 1) * wide <= made.middle)
    assert below == pytest.approx(0.495, abs=0.05)


def test_a_sure_figure_has_a_spread_of_one_value() -> None:
    sheet = two(customers=[None, 10], revenue=[2000, None])
    made = risk(figures(sheet), Doubts(usual=0.0), 0)
    assert made is not None
    assert made.spread.low == pytest.approx(0.2)
    assert made.spread.shares == (1.0,)


def test_of_many_channels_there_are_fewer_draws() -> None:
    assert [draws_for(n) for n in (1, 12, 60, 120, 1000, 100_000)] == [100_000, 100_000, 100_000, 50_000, 6_000, 4_000]


# -- beside the window -------------------------------------------------------------------------------------------------


def test_a_snapshot_does_not_see_later_edits() -> None:
    sheet = two()
    own = snapshot(figures(sheet))
    before = tornado_of(own, "roi", 0)
    SetCells.one("spend", 0, 0, 5.0).apply(sheet)
    assert tornado_of(own, "roi", 0) == before
    assert own.worksheet.value("spend", 0, 0) == 1000.0


def test_own_ends_are_kept() -> None:
    found = tornado_of(figures(two()), "roi", 0, Ends(0.05, {"spend": (0.5, 2.0)}))
    ends = {bar.by: (bar.low, bar.high) for bar in found.bars}
    assert ends["spend"] == (500.0, 2000.0)
    assert ends["customers"] == pytest.approx((19.0, 21.0))
