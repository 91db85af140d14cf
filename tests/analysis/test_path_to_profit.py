"""The way of a channel's money, by hand."""

from __future__ import annotations

import pytest

from roiapp.analysis.path_to_profit import Stop, path_to_profit
from roiapp.core.calculator import Calculator
from roiapp.core.catalog import standard
from roiapp.core.periods import Period, base_view
from roiapp.core.worksheet import build


def way(columns: dict[str, list[float | None]], channel: int | None = 0) -> tuple[Stop, ...]:
    width = len(next(iter(columns.values())))
    sheet = build([f"Channel {n}" for n in range(width)], {id_: [row] for id_, row in columns.items()}, [Period(1)])
    return path_to_profit(Calculator(sheet, standard()).figures(base_view(sheet.periods, 0)), channel)


def test_every_stop_has_its_figure_rate_and_cost() -> None:
    found = way({"spend": [600.0, 200.0], "visits": [1000.0, None], "leads": [50.0, 4.0], "customers": [10.0, 1.0],
                 "revenue_per_sale": [300.0, 300.0], "gross_margin": [0.4, 0.4]})  # fmt: skip
    assert [(each.id, each.value, each.kind) for each in found] == [
        ("total_cost", 600.0, "money"), ("visits", 1000.0, "count"), ("leads", 50.0, "count"),
        ("customers", 10.0, "count"), ("gross_return", 3000.0, "money"), ("gross_profit", 1200.0, "money"),
    ]  # fmt: skip
    assert [each.share for each in found] == pytest.approx([0.2, 1.0, 0.05, 0.01, 1.0, 0.4])
    steps = [None if each.step is None else each.step[2] for each in found]
    assert steps == pytest.approx([0.75, None, 0.05, 0.2, 300.0, 0.4])  # 600 of 800; 50 of 1,000; 10 of 50
    costs = [None if each.cost is None else each.cost[2] for each in found]
    assert costs == pytest.approx([None, 0.6, 12.0, 60.0, None, None])


def test_what_is_not_known_is_left_out() -> None:
    found = way({"spend": [600.0, 200.0], "visits": [1000.0, None], "leads": [50.0, 4.0], "customers": [10.0, None]}, 1)
    assert [each.id for each in found] == ["total_cost", "leads"]
    assert found[1].step is None  # from nothing


def test_a_refund_is_a_bar_of_its_size() -> None:
    found = way({"spend": [100.0], "revenue": [-400.0], "gross_margin": [0.5]})
    assert [(each.id, each.value, each.share) for each in found] == [
        ("total_cost", 100.0, 0.25), ("gross_return", -400.0, 1.0), ("gross_profit", -200.0, 0.5),
    ]  # fmt: skip


def test_of_many_stages_few_are_shown_and_the_ends_stay() -> None:
    stages = ("visits", "leads", "mqls", "accepted", "worked", "connects", "sqls", "opportunities", "customers")
    found = way({"spend": [1.0], **{id_: [float(900 - 100 * n)] for n, id_ in enumerate(stages)}})
    counts = [each.id for each in found if each.kind == "count"]
    assert counts == ["visits", "leads", "sqls", "opportunities", "customers"] or len(counts) == 5
    assert counts[0] == "visits"
    assert counts[-1] == "customers"
