"""Where things stand in the ROI chart: nothing over anything else, whatever the channels."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable
from typing import TypeAlias

import pytest
from PySide6.QtCore import QRectF

from roiapp.analysis.roi_chart import RoiChart
from roiapp.charts.bar_layout import BarLayout

MakeChart: TypeAlias = Callable[..., RoiChart]
LayOut: TypeAlias = Callable[..., BarLayout]

WHOLE_YEAR = (
    ("Email", 4.09, 2.33, 6.46), ("Local SEO", 3.76, 2.58, 5.21), ("Local services ads", 2.44, 1.46, 3.68),
    ("Social media", 1.58, 0.29, 3.62), ("Google text ads", 0.95, 0.38, 1.68), ("Yard signs", 0.63, -0.66, 3.78),
    ("Direct mail", 0.42, -0.20, 1.35), ("Paid social", 0.05, -0.38, 0.66), ("Local print", -0.18, -0.74, 0.90),
    ("Display ads", -0.45, -0.82, 0.28), ("Radio & TV", -0.51, -0.79, -0.04),
)  # fmt: skip


def some_rows(count: int, seed: int) -> list[tuple[str, float, float, float]]:
    rng = random.Random(seed)
    rows = []
    for number in range(count):
        value = max(rng.gauss(0.8, 1.5), -1.0)
        name = f"Channel {number}" + " of a firm with a long name" * rng.randrange(3)
        rows.append((name, value, max(value - rng.random(), -1.0), value + 2 * rng.random()))
    return rows


def areas(layout: BarLayout) -> list[QRectF]:
    """Everything that holds text or is read, of one state of the chart."""
    found = [tick.label for tick in layout.ticks]
    found += [row.name for row in layout.rows()]
    found += [row.occupied() for row in layout.rows()]
    found += [rect for rect in (layout.legend_block, layout.legend_strip) if rect is not None]
    return found


@pytest.mark.parametrize("size", [(900, 268), (480, 268), (320, 220), (1400, 760)])
@pytest.mark.parametrize("count", [1, 3, 12, 30, 200])
def test_nothing_lies_over_anything_else(
    make_chart: MakeChart, layout_of: LayOut, count: int, size: tuple[int, int]
) -> None:
    for seed in range(5):
        layout = layout_of(make_chart(*some_rows(count, seed)), *size)
        visible = QRectF(0, 0, *size)
        plot = layout.plot.top(), layout.plot.bottom()
        seen = [
            area.intersected(visible) if index < len(layout.ticks) else area for index, area in enumerate(areas(layout))
        ]
        # A row at the lower edge is cut off there, as it is when drawn.
        rows = {id(a) for a in seen[len(layout.ticks) : len(layout.ticks) + 2 * len(layout.rows())]}
        cut = [a.intersected(QRectF(0, plot[0], size[0], plot[1] - plot[0])) if id(a) in rows else a for a in seen]
        for one, other in itertools.combinations(cut, 2):
            over = one.intersected(other)
            assert over.width() < 1 or over.height() < 1, (one, other)


def test_labels_stay_inside(make_chart: MakeChart, layout_of: LayOut) -> None:
    for seed in range(20):
        layout = layout_of(make_chart(*some_rows(14, seed)), 620)
        assert all(row.label.right() <= 620 for row in layout.rows())


def test_the_design(make_chart: MakeChart, layout_of: LayOut) -> None:
    layout = layout_of(make_chart(*WHOLE_YEAR))
    assert layout.most_scroll == 0
    assert 19 <= layout.slot <= 21
    assert [tick.text for tick in layout.ticks][:3] == ["−100%", "Break-even 0%", "+100%"]
    assert layout.legend_block is not None
    assert layout.legend_block.left() > layout.size.width() / 2
    first = layout.rows()[0]
    assert first.solid.height() == 14
    assert first.whisker is not None
    assert first.label.left() == first.whisker[1] + 1 + 8


def test_a_label_keeps_clear_of_the_line_of_all_channels(make_chart: MakeChart, layout_of: LayOut) -> None:
    layout = layout_of(make_chart(*WHOLE_YEAR))
    line = layout.all_channels
    assert line is not None
    assert not any(row.label.left() <= line <= row.label.right() for row in layout.rows())


def test_names_are_wide_as_needed_but_not_wider_than_a_third(make_chart: MakeChart, layout_of: LayOut) -> None:
    short = layout_of(make_chart(("TV", 1.0), ("SEO", 2.0)))
    assert short.names.width() < 40
    long = layout_of(make_chart(("A channel whose name is very long, too long for any chart", 1.0), ("SEO", 2.0)))
    assert long.plot.left() <= 900 * 0.33


def test_many_channels_scroll(make_chart: MakeChart, layout_of: LayOut) -> None:
    layout = layout_of(make_chart(*some_rows(200, 1)))
    assert 20 <= layout.slot <= 22
    assert layout.plot.height() % layout.slot == 0  # whole rows fill it, wherever keys and the wheel lead
    assert layout.legend_strip is not None
    assert layout.most_scroll == pytest.approx(200 * layout.slot - layout.plot.height())
    last = layout.rows(layout.most_scroll)[-1]
    assert last.bar == layout.texts.chart.bars[-1]
    assert last.rect.bottom() <= layout.plot.bottom()
    assert layout.row_at(last.rect.center().y(), layout.most_scroll) == 199
    assert layout.scroll_to(199, 0.0) == pytest.approx(layout.most_scroll)
    assert layout.scroll_to(0, 500.0) == 0.0
    assert layout.scroll_to(5, 20.0) == 20.0


@pytest.mark.parametrize("rows", [3, 30])
def test_in_little_height_the_legend_takes_one_line(make_chart: MakeChart, layout_of: LayOut, rows: int) -> None:
    doubtful = [("Signs", 0.6, -0.6, 3.0), *some_rows(rows, 1)]
    layout = layout_of(make_chart(*doubtful), 960, 125)
    assert layout.legend_block is None
    assert layout.legend_strip is not None
    assert layout.legend_strip.height() == 20.0
    assert layout.legend_strip.bottom() <= 125
    placed, height = layout.legend.strip(layout.texts.style, layout.legend_strip.width())
    assert [sign for sign, _, _ in placed][:2] == ["called", "crosses"]
    assert height == 20.0
    assert layout.plot.height() >= 3 * layout.slot
    narrow = layout_of(make_chart(*doubtful), 420, 125)
    assert [sign for sign, _ in narrow.legend.entries] == ["called"]


def test_rows_are_found_by_height(make_chart: MakeChart, layout_of: LayOut) -> None:
    layout = layout_of(make_chart(*WHOLE_YEAR))
    for number, row in enumerate(layout.rows()):
        assert layout.row_at(row.rect.center().y(), 0.0) == number
    assert layout.row_at(layout.plot.bottom() + 5, 0.0) is None
    assert layout.row_at(-3.0, 0.0) is None


def test_losses_alone_run_to_the_left_of_break_even(make_chart: MakeChart, layout_of: LayOut) -> None:
    layout = layout_of(make_chart(("Radio", -0.2, -0.5, 0.1), ("TV", -0.6, -0.9, -0.1), ("Signs", -1.0, -1.0, -0.4)))
    assert all(row.solid.right() == layout.zero for row in layout.rows())
    assert layout.legend_block is not None
    assert layout.axis.low == -1.0


def test_an_extreme_figure_is_cut_off_and_still_labelled(make_chart: MakeChart, layout_of: LayOut) -> None:
    layout = layout_of(make_chart(("Referrals", 120.0, 60.0, 230.0), ("SEO", 3.1, 1.0, 5.0), ("Ads", 0.5, 0.1, 1.2)))
    first, second, _ = layout.rows()
    assert first.cut
    assert first.text == "+12,000%"
    assert not second.cut
    assert second.solid.width() > 100
    assert "cut" in dict(layout.legend.entries)


def test_an_empty_chart_has_an_axis_and_nothing_else(make_chart: MakeChart, layout_of: LayOut) -> None:
    layout = layout_of(make_chart(total=None))
    assert layout.rows() == []
    assert layout.legend_block is None
    assert layout.ticks


def test_no_size_is_too_small(make_chart: MakeChart, layout_of: LayOut) -> None:
    for width, height in ((0, 0), (1, 1), (60, 20), (2000, 10)):
        layout_of(make_chart(*WHOLE_YEAR), width, height).rows()
