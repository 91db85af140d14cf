"""The trend: places that keep apart, gaps, open periods, and what mouse, keys and screen readers get."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from roiapp.analysis.statistics import Interval
from roiapp.analysis.trend_chart import TrendChart, TrendLine, TrendPeriod
from roiapp.analysis.trend_marks import TrendMark
from roiapp.charts.style import ChartStyle
from roiapp.charts.trend import Trend, paint
from roiapp.charts.trend_layout import TrendLayout
from roiapp.charts.trend_readout import readout
from roiapp.core.periods import month
from roiapp.core.units import COUNT, MONEY_EACH, ROI, NumberFormat

DOTS = ("#2B6CD4", "#E08A1E", "#14907F", "#8A5CD6", "#D6567F", "#4FA3E0")


def periods_of(count: int, open_last: bool = False) -> tuple[TrendPeriod, ...]:
    found = []
    for number in range(count):
        period = month(2025 + number // 12, number % 12 + 1, number)
        is_open = open_last and number == count - 1
        found.append(
            TrendPeriod(number, period.text(), number * 30.4, period.start, period.end, number > 0, False, is_open)
        )
    return tuple(found)


def chart_of(*lines: tuple[float | None, ...], others: tuple[Any, ...] = (), **more: Any) -> TrendChart:
    names = ["All channels", *(f"Channel {n}" for n in range(1, len(lines)))]
    told = tuple(
        TrendLine(n or None, names[n], tuple(values), max(n - 1, 0)) for n, values in enumerate(lines)
    )
    behind = tuple(TrendLine(100 + n, f"Other {n}", tuple(values)) for n, values in enumerate(others))
    given = {"periods": periods_of(len(lines[0]) if lines else 0), "unit": COUNT, "title": "Leads over time", **more}
    return TrendChart("leads", lines=told, others=behind, **given)


@pytest.fixture
def style_of_channels(style: ChartStyle) -> ChartStyle:
    return replace(style, dots=DOTS)


@pytest.fixture
def trend(qtbot: QtBot, style_of_channels: ChartStyle) -> Iterator[Trend]:
    widget = Trend(style_of_channels)
    qtbot.addWidget(widget)
    widget.resize(860, 268)
    widget.show()
    yield widget
    widget.hide()


def random_chart(seed: int, lines: int, periods: int, others: int, unit: Any) -> TrendChart:
    rng = random.Random(seed)
    names = ("All channels", "Email", "Радио", "إعلانات الراديو المحلية", "A channel with a very long name indeed", "X")

    def values() -> tuple[float | None, ...]:
        level = rng.choice([0.01, 1.0, 40.0, 90_000.0])
        return tuple(None if rng.random() < 0.15 else rng.gauss(level, level) for _ in range(periods))

    told = tuple(TrendLine(n or None, names[n % len(names)], values(), n) for n in range(lines))
    behind = tuple(TrendLine(100 + n, f"Other {n}", values()) for n in range(others))
    return TrendChart(
        "leads", "Leads over time", unit, periods_of(periods, rng.random() < 0.5), told, behind,
        provisional=rng.random() < 0.5, zero_is_break_even=unit is ROI,
    )  # fmt: skip


@given(
    seed=st.integers(0, 10_000), lines=st.integers(0, 7), periods=st.integers(1, 60), others=st.integers(0, 30),
    width=st.integers(240, 2000), height=st.integers(120, 900), unit=st.sampled_from([COUNT, ROI, MONEY_EACH]),
)  # fmt: skip
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=120)
def test_no_label_lies_over_another_and_all_is_inside(
    style: ChartStyle, numbers: NumberFormat, seed: int, lines: int, periods: int, others: int, width: int,
    height: int, unit: Any,
) -> None:  # fmt: skip
    layout = TrendLayout(random_chart(seed, lines, periods, others, unit), style, numbers, QSizeF(width, height))
    labels = [tick.label for tick in layout.ticks] + [each.rect for each in layout.period_labels]
    labels += [label.rect for label in layout.end_labels]
    inside = QRectF(-1, 0, width + 1, height)
    for label in labels:
        assert inside.contains(label), label
    for one, other in itertools.combinations(labels, 2):
        over = one.intersected(other)
        assert over.width() < 1 or over.height() < 1, (one, other)
    assert not any(label.intersects(layout.plot.adjusted(0, 1, 0, -1)) for label in labels)
    for mark in range(0, len(layout.lines) * periods, 7):
        assert QRectF(0, 0, width, height).contains(readout(layout, mark).rect) or height < 160
        line, number = layout.of_mark(mark)
        if layout.lines[line].values[number] is not None:
            assert layout.lines[line].name in [name for _, name, _ in readout(layout, mark).rows]


def test_a_line_has_no_stroke_across_a_gap(style: ChartStyle, numbers: NumberFormat) -> None:
    chart = chart_of((1, 2, None, 4, None, 6, 7))
    layout = TrendLayout(chart, style, numbers, QSizeF(700, 268))
    assert layout.runs == [[[0, 1], [3], [5, 6]]]
    broken = replace(chart, periods=tuple(replace(p, follows=p.follows and p.period != 6) for p in chart.periods))
    assert TrendLayout(broken, style, numbers, QSizeF(700, 268)).runs == [[[0, 1], [3], [5], [6]]]


def test_figures_of_a_flow_start_at_zero_and_close_rates_do_not(style: ChartStyle, numbers: NumberFormat) -> None:
    near = (0.45, 0.46, 0.47)
    assert TrendLayout(chart_of((100, 110, 105), provisional=True), style, numbers, QSizeF(700, 268)).scale.low == 0.0
    assert TrendLayout(chart_of(near, unit=ROI), style, numbers, QSizeF(700, 268)).scale.low > 0.4
    assert TrendLayout(chart_of((0.2, 0.46, 0.47), unit=ROI), style, numbers, QSizeF(700, 268)).scale.low == 0.0


def test_break_even_is_named_at_the_line(style: ChartStyle, numbers: NumberFormat) -> None:
    chart = chart_of((-0.4, 0.8), unit=ROI, zero_is_break_even=True)
    ticks = TrendLayout(chart, style, numbers, QSizeF(700, 268)).ticks
    assert [tick.text for tick in ticks if tick.zero] == ["Break-even 0%"]
    small = TrendLayout(chart, style, numbers, QSizeF(300, 268)).ticks
    assert [tick.text for tick in small if tick.zero] == ["0%"]


def test_a_line_behind_does_not_flatten_the_others(style: ChartStyle, numbers: NumberFormat) -> None:
    layout = TrendLayout(chart_of((10, 12), others=((10_000, 9),)), style, numbers, QSizeF(700, 268))
    assert layout.scale.high <= 40


def test_the_pointer_finds_the_point_and_the_figures_of_all_lines(trend: Trend, numbers: NumberFormat) -> None:
    trend.set_content(chart_of((170, 173, 187), (45, 46, None), (30, 60, 50), others=((5, 6, 7),)), numbers)
    place = trend.places.points[2][1]
    QTest.mouseMove(trend.view.viewport(), QPoint(round(place.x()), round(place.y()) + 3))
    assert trend.hovered == trend.places.mark(2, 1)
    box = readout(trend.places, trend.places.mark(2, 1))
    assert box.title == "Feb 2025"
    assert [(name, value) for _, name, value in box.rows] == [
        ("All channels", "173"), ("Channel 2", "60"), ("Channel 1", "46"),
    ]  # fmt: skip
    behind = trend.places.points[3][2]
    QTest.mouseMove(trend.view.viewport(), QPoint(round(behind.x()), round(behind.y())))
    assert trend.hovered == trend.places.mark(3, 2)
    assert ("Other 0", "7") in [(name, value) for _, name, value in readout(trend.places, trend.hovered).rows]
    QTest.mouseMove(trend.view.viewport(), QPoint(850, 10))
    assert trend.hovered is None


def test_a_click_goes_to_the_period_and_the_channel(trend: Trend, numbers: NumberFormat) -> None:
    reached: list[tuple[str, int]] = []
    trend.period_selected.connect(lambda period: reached.append(("period", period)))
    trend.channel_selected.connect(lambda channel: reached.append(("channel", channel)))
    chart = chart_of((170, 173, 187), (45, 46, None), others=((5, 6, 7),))
    mixed = replace(chart, periods=tuple(replace(p, period=10 + p.period) for p in chart.periods))
    trend.set_content(mixed, numbers)

    def click(line: int, number: int) -> None:
        place = trend.places.points[line][number]
        QTest.mouseClick(
            trend.view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(round(place.x()), round(place.y()))
        )

    click(1, 1)
    assert reached == [("period", 11), ("channel", 1)]
    click(0, 2)  # all channels: the period alone
    click(2, 0)
    assert reached[2:] == [("period", 12), ("period", 10), ("channel", 100)]


def test_keys_walk_along_lines_over_gaps_and_enter_goes_there(trend: Trend, numbers: NumberFormat) -> None:
    reached: list[int] = []
    trend.period_selected.connect(reached.append)
    trend.set_content(chart_of((170, None, 187), (45, 46, None), (1, 2, 3)), numbers)
    walked = []
    key = Qt.Key
    for each in (key.Key_Right, key.Key_Left, key.Key_Down, key.Key_Right, key.Key_Up, key.Key_Home, key.Key_End):
        QTest.keyClick(trend.view, each)
        assert trend.current is not None
        walked.append(trend.places.of_mark(trend.current))
    # The first key begins at the last figure of all channels; the gap in February is stepped over; channel 1 has none
    # in March, and going up from its February leads nowhere, since all channels have none.
    assert walked == [(0, 2), (0, 0), (1, 0), (1, 1), (1, 1), (1, 0), (1, 1)]
    assert reached == []
    QTest.keyClick(trend.view, Qt.Key.Key_Return)
    assert reached == [1]
    assert not trend.walk(Qt.Key.Key_A)


def test_keys_go_on_from_the_same_point_when_other_lines_stand_out(trend: Trend, numbers: NumberFormat) -> None:
    trend.set_content(chart_of((170, 173), (45, 46), others=((5, 6),)), numbers)
    trend.current = trend.places.mark(2, 1)
    other = chart_of((170, 173), others=((45, 46),))
    moved = replace(other, lines=(other.lines[0], TrendLine(100, "Other 0", (5, 6))))
    trend.set_content(moved, numbers)
    assert trend.current == trend.places.mark(1, 1)


def test_words_and_what_is_spoken(trend: Trend, numbers: NumberFormat) -> None:
    band = (Interval(35.0, 60.0, 0.95), None)
    content = chart_of(
        (170, 173), (45, 46), band_of=1, band=band, provisional=True, periods=periods_of(2, open_last=True)
    )
    trend.set_content(content, numbers)
    assert trend.words(2) == "Jan 2025\nChannel 1 45\n95% range 35–60"
    assert trend.words(3) == "Feb 2025\nChannel 1 46\nThe period is open: its figures are not all in yet."
    assert readout(trend.places, 3).title == "Feb 2025, period open"
    assert trend.view.accessibleName() == "Leads over time"
    assert trend.view.accessibleDescription() == (
        "Leads over time: All channels from 170 to 173 and Channel 1 from 45 to 46."
    )


SAID = "Counted differently since Mar 1, 2025 (Leads): calls of more than a minute count, too."


def redefined(*values: float) -> TrendChart:
    """Months from January on; from the 1st of March on leads are others."""
    periods = [replace(each, anew=each.period == 2) for each in periods_of(len(values))]
    return chart_of(values, others=(values,), periods=tuple(periods), marks=(TrendMark(45.6, 2, SAID),))


def test_no_line_leads_over_a_change_of_what_counts(style: ChartStyle, numbers: NumberFormat) -> None:
    layout = TrendLayout(redefined(10, 20, 60, 70), style, numbers, QSizeF(700, 268))
    assert layout.runs == [[[0, 1], [2, 3]]]
    assert [len(stretch) for stretch in layout.behind[0]] == [2, 2]
    ((mark, x),) = layout.placed_marks
    assert mark.text == SAID
    assert layout.xs[1] < x < layout.xs[2]
    assert x == pytest.approx((layout.xs[1] + layout.xs[2]) / 2, abs=1.0)  # 45.6 lies in the middle of 30.4 and 60.8


def test_the_day_is_painted_from_the_top_to_the_foot(style: ChartStyle, numbers: NumberFormat) -> None:
    chart = redefined(10, 20, 60, 70)
    ((_, x),) = TrendLayout(chart, style, numbers, QSizeF(700, 268)).placed_marks
    with_it, without = (picture(each, style, numbers) for each in (chart, replace(chart, marks=())))
    plot = TrendLayout(chart, style, numbers, QSizeF(700, 268)).plot
    rows = range(with_it.height())
    changed = [y for y in rows if with_it.pixel(x, y) != without.pixel(x, y) and y > plot.top()]
    assert changed[0] - plot.top() < 8
    assert plot.bottom() - changed[-1] < 8
    assert len(changed) > plot.height() / 3


def test_a_change_of_what_counts_is_said(trend: Trend, numbers: NumberFormat) -> None:
    trend.set_content(redefined(10, 20, 60, 70), numbers)
    assert trend.words(2) == f"Mar 2025\nAll channels 60\n{SAID}"
    assert trend.words(1) == "Feb 2025\nAll channels 20"
    assert readout(trend.places, 1).said == ()
    assert " ".join(readout(trend.places, 2).said) == SAID
    assert trend.view.accessibleDescription() == f"Leads over time: All channels from 10 to 70. {SAID}"
    ((_, x),) = trend.places.placed_marks
    middle = trend.places.plot.center().y()
    assert trend.hint(QPointF(x + 3, middle)) == SAID
    assert trend.hint(QPointF(x + 30, middle)) == ""


FLAGGED = "Step taken on Mar 1, 2025 (Channel 1, Leads): New form."


def stepped(channel: int | None) -> TrendChart:
    """A step on the same day; all channels, two of them told apart."""
    mark = TrendMark(45.6, 2, FLAGGED, step=True, channel=channel)
    return chart_of((40, 50, 60, 70), (10, 20, 30, 40), (5, 6, 7, 8), marks=(mark,))


def test_lines_go_on_over_a_step(style: ChartStyle, numbers: NumberFormat) -> None:
    layout = TrendLayout(stepped(1), style, numbers, QSizeF(700, 268))
    assert layout.runs == [[[0, 1, 2, 3]]] * 3


def test_a_step_is_a_flag_on_the_axis_in_the_colour_of_its_line(
    style_of_channels: ChartStyle, numbers: NumberFormat
) -> None:
    """On the axis alone: the foot of the plot, 18 px of it, where the dashed line of a change goes up to the top."""
    for channel, flag in ((1, DOTS[0]), (2, DOTS[1]), (None, style_of_channels.all_channels)):
        chart = stepped(channel)
        layout = TrendLayout(chart, style_of_channels, numbers, QSizeF(700, 268))
        ((_, x),) = layout.placed_marks
        assert layout.xs[1] < x < layout.xs[2]
        with_it, without = (picture(each, style_of_channels, numbers) for each in (chart, replace(chart, marks=())))
        foot = round(layout.plot.bottom())
        rows = [y for y in range(30, with_it.height()) if with_it.pixel(x, y) != without.pixel(x, y)]
        assert min(rows) >= foot - 18
        assert max(rows) <= foot
        assert {with_it.pixelColor(x + 3, foot - 14).name().upper()} == {flag.upper()}


def test_a_step_is_said_of_its_channel_and_of_all(trend: Trend, numbers: NumberFormat) -> None:
    trend.set_content(stepped(1), numbers)
    assert trend.words(2) == f"Mar 2025\nAll channels 60\n{FLAGGED}"
    assert trend.words(4 + 2) == f"Mar 2025\nChannel 1 30\n{FLAGGED}"
    assert trend.words(8 + 2) == "Mar 2025\nChannel 2 7"
    assert trend.words(4 + 1) == "Feb 2025\nChannel 1 20"
    assert " ".join(readout(trend.places, 8 + 2).said) == FLAGGED
    assert trend.view.accessibleDescription().endswith(f". {FLAGGED}")
    ((_, x),) = trend.places.placed_marks
    foot = trend.places.plot.bottom() - 10
    assert trend.hint(QPointF(x + 9, foot)) == FLAGGED
    assert trend.hint(QPointF(x + 30, foot)) == ""


@pytest.mark.parametrize("size", [(240, 160), (400, 200), (1200, 500)])
def test_what_is_said_is_inside_however_long(
    style: ChartStyle, numbers: NumberFormat, size: tuple[int, int]
) -> None:
    long = replace(redefined(10, 20, 60, 70), marks=(TrendMark(45.6, 2, "A rather long note. " * 90),))
    layout = TrendLayout(long, style, numbers, QSizeF(*size))
    box = readout(layout, 2)
    assert QRectF(0, 0, *size).contains(box.rect)
    assert 1 <= len(box.said) <= 4
    assert box.said[-1].endswith("…")
    assert max(style.width(line) for line in box.said) <= box.rect.width() - 20
    assert box.rows


def picture(chart: TrendChart, style: ChartStyle, numbers: NumberFormat, size: tuple[int, int] = (700, 268)) -> QImage:
    image = QImage(*size, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    paint(painter, QRectF(0, 0, *size), chart, style, numbers)
    painter.end()
    return image


def test_names_that_begin_alike_are_told_apart_at_the_ends(style: ChartStyle, numbers: NumberFormat) -> None:
    chart = chart_of((100, 100), (5, 50), (6, 60), (7, 70))
    long = [replace(line, name=f"Radio spots before the eight o’clock news, {line.channel}") for line in chart.lines]
    layout = TrendLayout(replace(chart, lines=tuple(long)), style, numbers, QSizeF(700, 268))
    shown = [label.shown for label in layout.end_labels]
    assert all("…" in text for text in shown)
    # The first has less room, for its figure is longer: nothing else reads like it.
    assert [text[-4:] for text in shown] == ["e e…", "s, 1", "s, 2", "s, 3"]


def test_lines_points_and_gaps_are_drawn(style_of_channels: ChartStyle, numbers: NumberFormat) -> None:
    style = style_of_channels
    chart = chart_of((100, 100, None, 100, 100), (50, 50, 50, 50, 50))
    image, layout = picture(chart, style, numbers), TrendLayout(chart, style, numbers, QSizeF(700, 268))

    def at(x: float, y: float) -> str:
        return image.pixelColor(int(x), int(y)).name().upper()

    first, second = layout.points[0][0], layout.points[0][1]
    along = [at(x, first.y()) for x in range(int(first.x()) + 8, int(second.x()) - 8)]
    assert along.count(style.all_channels) > along.count(style.grid) > len(along) / 5  # in dashes, over the grid
    assert at(first.x(), first.y()) == style.all_channels
    gap = (second.x() + layout.points[0][3].x()) / 2
    around = {at(gap + shift, first.y() + lift) for shift in range(-9, 9) for lift in (-1, 0, 1)}
    assert style.all_channels not in around
    own = layout.points[1][2]
    assert {at(own.x() - 8 - step, own.y()) for step in range(30)} == {style.dot(0).upper()}


def test_lines_behind_are_whole_where_the_others_stay_readable(style: ChartStyle, numbers: NumberFormat) -> None:
    told, email = (1.05, 1.11, 1.1), (2.6, 4.4, 4.15)
    layout = TrendLayout(chart_of(told, others=(email, (-0.4, -0.5, -0.3)), unit=ROI), style, numbers, QSizeF(900, 230))
    assert layout.scale.low <= -0.5
    assert layout.scale.high >= 4.4


def test_a_range_of_few_customers_leaves_the_scale_to_the_lines(style: ChartStyle, numbers: NumberFormat) -> None:
    own = (0.4, 1.2, 0.2)
    wide = tuple(Interval(-1.0, 40.0, 0.95) for _ in own)
    layout = TrendLayout(chart_of(own, band_of=0, band=wide, unit=ROI), style, numbers, QSizeF(900, 400))
    assert layout.scale.high <= 1.2 + 1.2 + 0.5  # as far again as the lines go, to the next round end
    assert layout.scale.low <= -1.0
    near = tuple(Interval(value - 0.3, value + 0.3, 0.95) for value in own)
    narrow = TrendLayout(chart_of(own, band_of=0, band=near, unit=ROI), style, numbers, QSizeF(900, 400))
    assert 1.5 <= narrow.scale.high <= 2.0


def test_a_range_beyond_the_scale_ends_at_the_plot_and_shows_its_end(
    style_of_channels: ChartStyle, numbers: NumberFormat
) -> None:
    style = style_of_channels
    chart = chart_of((0.4, 0.4), band_of=0, band=(Interval(0.25, 40.0, 0.95),) * 2, unit=ROI)
    image, layout = picture(chart, style, numbers), TrendLayout(chart, style, numbers, QSizeF(700, 268))
    x = (layout.xs[0] + layout.xs[1]) // 2
    rows = [image.pixelColor(x, y).name().upper() for y in range(268)]
    top = round(layout.plot.top())
    assert set(rows[top - 5 : top - 1]) == {style.surface}
    assert rows[top + 3] != style.surface
    end = round(layout.y(0.25))
    shade, edge = rows[end - 4], min(rows[end - 2 : end + 3])
    assert edge < shade < rows[end + 4] == style.surface  # a darker line between the range and the ground


def test_the_more_lines_behind_the_fainter_they_are(style: ChartStyle, numbers: NumberFormat) -> None:
    def grey(count: int) -> int:
        chart = chart_of((10, 10, 10), others=((5, 5, 5),) * count)
        layout = TrendLayout(chart, style, numbers, QSizeF(700, 268))
        place = layout.points[1][1]
        return picture(chart, style, numbers).pixelColor(int(place.x()) + 20, int(place.y())).lightness()

    few, many = grey(5), grey(60)
    assert few < many - 30
    assert many < 245  # and still seen on white


def test_an_open_period_is_hollow_and_dashed(style_of_channels: ChartStyle, numbers: NumberFormat) -> None:
    style = style_of_channels
    chart = chart_of((90, 90, 90), provisional=True, periods=periods_of(3, open_last=True))
    image, layout = picture(chart, style, numbers), TrendLayout(chart, style, numbers, QSizeF(700, 268))
    before, last = layout.points[0][1], layout.points[0][2]
    row = {
        image.pixelColor(x, int(last.y())).name().upper() for x in range(int(before.x()) + 8, int(last.x()) - 8)
    }
    assert {style.all_channels, style.surface} <= row  # dashes and what is between them
    assert image.pixelColor(int(last.x()), int(last.y())).name().upper() == style.surface


def test_the_range_is_a_band(style_of_channels: ChartStyle, numbers: NumberFormat) -> None:
    style = style_of_channels
    band = (Interval(60.0, 140.0, 0.95), Interval(60.0, None, 0.95))
    chart = chart_of((100, 100), band_of=0, band=band)
    image, layout = picture(chart, style, numbers), TrendLayout(chart, style, numbers, QSizeF(700, 268))
    x = (layout.xs[0] + layout.xs[1]) // 2
    inside, below = (image.pixelColor(x, int(layout.y(value))).name().upper() for value in (80.0, 40.0))
    assert inside != style.surface
    assert below == style.surface


def test_no_size_is_too_small_and_nothing_is_no_fault(style: ChartStyle, numbers: NumberFormat) -> None:
    for size in ((1, 1), (60, 20), (2000, 10)):
        picture(random_chart(3, 4, 24, 5, ROI), style, numbers, size)
    picture(TrendChart(), style, numbers)
