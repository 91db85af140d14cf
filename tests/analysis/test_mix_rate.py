"""The change of a total rate, split into mix, rate and coverage: by hand, and exactly for any worksheet."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roiapp.analysis.mix_rate import Split, can_be_split, split
from roiapp.core.calculator import Calculator
from roiapp.core.catalog import standard
from roiapp.core.periods import View, base_view, month, rollups
from roiapp.core.worksheet import build

MONTHS = [month(2026, number, number) for number in range(1, 7)]


def between(columns: dict[str, Any], id_: str, now: int = 1, before: int = 0) -> Split | None:
    channels = len(next(iter(columns.values()))[0])
    sheet = build([f"Channel {i}" for i in range(channels)], columns, MONTHS[: len(next(iter(columns.values())))])
    calculator = Calculator(sheet, standard())
    views = [calculator.figures(base_view(sheet.periods, period)) for period in (now, before)]
    return split(views[0], views[1], id_)


def test_a_shift_of_visits_alone_is_mix() -> None:
    """Search converts 10 %, display 2 %, in both months; visits go from 100 and 100 to 150 and 50."""
    found = between({"visits": [[100, 100], [150, 50]], "leads": [[10, 2], [15, 1]]}, "conversion_rate")
    assert found is not None
    assert (found.before, found.now) == (0.06, 0.08)
    assert found.rate == 0.0
    assert found.mix == pytest.approx(0.02, abs=1e-15)
    # mean of both totals 7 %: (10 % − 7 %) × 0.25 and (2 % − 7 %) × −0.25
    assert [part.mix for part in found.parts] == pytest.approx([0.0075, 0.0125], abs=1e-15)


def test_the_same_visits_at_other_rates_are_rate() -> None:
    found = between({"visits": [[100, 300], [100, 300]], "leads": [[10, 6], [20, 3]]}, "conversion_rate")
    assert found is not None
    assert found.mix == 0.0
    # a quarter of the visits gained 10 points, three quarters lost 1
    assert [part.rate for part in found.parts] == pytest.approx([0.025, -0.0075], abs=1e-15)


def test_a_cost_is_split_on_what_it_buys() -> None:
    """Both spend 100 and 100. CAC 10 and 50, then 20 and 50: together 200 ÷ 12 and 200 ÷ 7."""
    found = between({"spend": [[100, 100], [100, 100]], "customers": [[10, 2], [5, 2]]}, "cac")
    assert found is not None
    assert found.before == pytest.approx(200 / 12)
    assert found.now == pytest.approx(200 / 7)
    assert found.mix == 0.0
    assert [part.rate for part in found.parts] == pytest.approx([200 / 7 - 200 / 12, 0.0])
    assert found.parts[0].before == 10.0
    assert found.parts[0].now == 20.0


def test_a_new_channel_is_all_mix() -> None:
    found = between({"visits": [[100, None], [100, 100]], "leads": [[10, None], [10, 2]]}, "conversion_rate")
    assert found is not None
    assert found.rate == 0.0
    assert found.coverage == 0.0
    assert found.mix == pytest.approx(0.06 - 0.10, abs=1e-15)
    assert found.parts[1].before is None


def test_a_channel_with_one_part_blank_is_coverage() -> None:
    """The second had 100 visits and no leads typed: the total of before is the first alone."""
    found = between({"visits": [[100, 100], [100, 100]], "leads": [[10, None], [10, 2]]}, "conversion_rate")
    assert found is not None
    assert (found.before, found.now) == (0.10, 0.06)
    assert (found.mix, found.rate) == (0.0, 0.0)
    assert found.coverage == pytest.approx(-0.04, abs=1e-15)
    assert found.outside == (1,)


def test_what_is_no_mean_of_channels_is_not_split() -> None:
    catalog = standard()
    assert can_be_split(catalog, "roi")
    assert can_be_split(catalog, "payback_months")
    for id_ in ("gross_profit", "break_even_customers", "share_of_spend", "next_lead_cost", "blended_cac", "goal_pace"):
        assert not can_be_split(catalog, id_)
    assert between({"visits": [[100], [100]], "leads": [[None], [10]]}, "conversion_rate") is None


counts = st.one_of(st.none(), st.just(0.0), st.integers(1, 5000).map(float))
money = st.one_of(st.none(), st.just(0.0), st.floats(0.01, 1e6))


@given(data=st.data(), channels=st.integers(1, 6), metric=st.sampled_from([
    "conversion_rate", "cost_per_lead", "cac", "roi", "roas", "revenue_roi", "lead_to_customer", "break_even_cac",
]))  # fmt: skip
def test_the_three_parts_are_the_change(data: st.DataObject, channels: int, metric: str) -> None:
    def column(cells: st.SearchStrategy[float | None]) -> list[list[float | None]]:
        return data.draw(st.lists(st.lists(cells, min_size=channels, max_size=channels), min_size=6, max_size=6))

    columns = {id_: column(counts) for id_ in ("visits", "leads", "customers")}
    columns |= {id_: column(money) for id_ in ("spend", "revenue_per_sale")}
    columns["gross_margin"] = column(st.one_of(st.none(), st.floats(-1, 1)))
    sheet = build([f"Channel {i}" for i in range(channels)], columns, MONTHS)
    calculator = Calculator(sheet, standard())
    quarters = [view for view in rollups(sheet.periods) if view.kind == "quarter"]
    pairs: list[tuple[View, View]] = [
        (base_view(sheet.periods, 1), base_view(sheet.periods, 0)),
        (quarters[1], quarters[0]),
        (quarters[0], quarters[0]),
    ]
    for now, before in pairs:
        found = split(calculator.figures(now), calculator.figures(before), metric)
        if found is None:
            continue
        whole = found.mix + found.rate + found.coverage
        size = max(abs(found.now), abs(found.before), abs(found.mix), abs(found.rate), 1e-300)
        assert whole == pytest.approx(found.now - found.before, abs=1e-12 * size)
        for part, total in (("mix", found.mix), ("rate", found.rate)):
            assert sum(getattr(each, part) for each in found.parts) == pytest.approx(total, abs=1e-12 * size)
        if not found.outside:
            assert found.coverage == 0.0
        if now == before:
            assert (found.mix, found.rate) == (0.0, 0.0)
