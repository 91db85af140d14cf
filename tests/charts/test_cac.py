"""The chart of customer cost: places that keep apart, markers where they belong, mouse, keys and words."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRectF, QSizeF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from roiapp.analysis.cac_chart import CacBar, CacChart
from roiapp.charts.cac import CustomerCost, keys_of, paint
from roiapp.charts.cac_layout import CacLayout
from roiapp.charts.style import ChartStyle
from roiapp.core.units import NumberFormat

SEARCH = CacBar(0, "Search", 110.53, 80.52, 156.19, 216.0, 648.0, "under")
PRINT = CacBar(3, "Local print", 165.24, 110.0, 268.0, 136.28, None, "crosses")
RADIO = CacBar(1, "Radio", 425.0, 215.7, 984.4, 208.0, None, "over")
MAIL = CacBar(2, "Cold mail", None, 243.98, None, 200.0, None, "over")
NO_PRICE = CacBar(4, "No price", 90.0, 40.0, 250.0, None, None, "unknown")
BARS = (SEARCH, PRINT, RADIO, MAIL, NO_PRICE)
CHART = CacChart(BARS, 181.22, "Cost of a customer (CAC), Q3 2026")

money = st.one_of(st.none(), st.floats(0.0, 1e6))


@st.composite
def bars(draw: st.DrawFn) -> CacBar:
    value = draw(money)
    low = draw(st.floats(0.0, 1e6)) if value is None else draw(st.one_of(st.none(), st.just(value * 0.6)))
    high = None if value is None or low is None else value * draw(st.floats(1.0, 40.0))
    name = draw(st.sampled_from(["SEO", "إعلانات الراديو المحلية", "ערוץ", "A channel of a firm with a long name"]))
    verdict = draw(st.sampled_from(["under", "over", "crosses", "unknown"]))
    return CacBar(0, name, value, low, high, draw(money), draw(money), verdict)  # type: ignore[arg-type]


def layout_of(chart: CacChart, style: ChartStyle, numbers: NumberFormat, width: float, height: float) -> CacLayout:
    return CacLayout(chart, style, numbers, keys_of(chart, numbers), QSizeF(width, height))


@given(
    rows=st.lists(bars(), min_size=1, max_size=40), width=st.integers(240, 2000), height=st.integers(96, 900),
    total=money,
)  # fmt: skip
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=120)
def test_nothing_lies_over_anything_else_and_all_is_inside(
    style: ChartStyle, numbers: NumberFormat, rows: list[CacBar], width: int, height: int, total: float | None
) -> None:
    layout = layout_of(CacChart(tuple(rows), total, "Cost of a customer (CAC)"), style, numbers, width, height)
    fixed = [*layout.heading.areas(), *(column.rect for column in layout.columns), *(t.label for t in layout.ticks)]
    inside = QRectF(0, 0, width, height)
    for one, other in itertools.combinations(fixed, 2):
        over = one.intersected(other)
        assert over.width() < 1 or over.height() < 1, (one, other)
    assert all(inside.contains(area) for area in fixed if height > 140)
    for row in layout.rows():
        marks = [row.solid]
        marks += [QRectF(x, row.middle, 1, 1) for x in (row.limit, row.lifetime) if x is not None]
        if row.whisker:
            left, right = row.whisker
            assert left <= right
            marks.append(QRectF(left, row.middle, right - left + 1, 1))
        for mark in marks:
            assert mark.left() >= layout.plot.left() - 1
            assert mark.right() <= layout.plot.right() + 1
        for column in layout.columns:
            assert column.rect.left() >= layout.plot.right()
            assert style.width(column.texts[row.number], 600) <= column.rect.width() + 1
        assert row.name.right() <= layout.plot.left()


@pytest.fixture
def widget(qtbot: QtBot, style: ChartStyle) -> Iterator[CustomerCost]:
    chart = CustomerCost(style)
    qtbot.addWidget(chart)
    chart.resize(860, 300)
    chart.show()
    yield chart
    chart.hide()


def test_markers_stand_at_their_figures(style: ChartStyle, numbers: NumberFormat) -> None:
    layout = layout_of(CHART, style, numbers, 900, 300)
    search, printed, radio, mail, no_price = layout.rows()
    assert search.limit == round(layout.axis.at(216.0))
    assert search.lifetime == round(layout.axis.at(648.0))
    assert search.solid.right() == round(layout.axis.at(110.53))
    assert not search.open_high
    assert printed.solid.right() > (printed.limit or 0)
    assert radio.solid.right() > (radio.limit or 0)
    assert mail.solid.width() == 0
    assert mail.open_high
    assert mail.whisker is not None
    assert mail.whisker[0] == round(layout.axis.at(243.98))
    assert mail.whisker[1] == round(layout.axis.at(layout.axis.most))
    assert no_price.limit is None
    assert [column.header for column in layout.columns] == ["CAC", "May cost", "Left over", "LTV"]
    assert layout.columns[0].texts == ("$110.53", "$165.24", "$425.00", "at least $243.98", "$90.00")
    assert layout.columns[2].texts == ("$105.47", "−$28.96", "−$217.00", "–", "–")  # what the rows are sorted by


def test_a_narrow_chart_keeps_the_cost_and_drops_the_rest(style: ChartStyle, numbers: NumberFormat) -> None:
    headers = [[c.header for c in layout_of(CHART, style, numbers, width, 300).columns] for width in (900, 420, 240)]
    assert headers[0] == ["CAC", "May cost", "Left over", "LTV"]
    assert headers[1] in (["CAC"], ["CAC", "May cost"])
    assert len(headers[2]) <= 1


def test_in_little_room_signs_are_explained_rather_than_the_tab_said_again(
    style: ChartStyle, numbers: NumberFormat
) -> None:
    low = layout_of(CHART, style, numbers, 960, 125).heading
    assert (low.title, low.title_rect.width()) == ("", 0.0)
    assert [key.text for key, _ in low.keys][:3] == [
        "Most a customer may cost", "Clearly under or over it", "Range crosses it"
    ]  # fmt: skip
    high = layout_of(CHART, style, numbers, 960, 300).heading
    assert high.title == CHART.title
    assert len(high.keys) == 6


def test_a_lifetime_value_far_beyond_does_not_flatten_the_bars(style: ChartStyle, numbers: NumberFormat) -> None:
    rich = CacBar(0, "Search", 110.0, 80.0, 156.0, 216.0, 50_000.0, "under")
    (row,) = layout_of(CacChart((rich,), None, "CAC"), style, numbers, 900, 300).rows()
    assert (row.lifetime, row.lifetime_beyond) == (None, True)
    assert row.solid.width() > 100


def test_a_click_and_keys_choose_channels(widget: CustomerCost, numbers: NumberFormat) -> None:
    chosen: list[int] = []
    widget.channel_selected.connect(chosen.append)
    widget.set_content(CHART, numbers)
    middle = widget.places.rows()[1].middle
    QTest.mouseClick(widget.view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(300, middle))
    QTest.keyClick(widget.view, Qt.Key.Key_Down)
    assert chosen == [3, 1]
    assert widget.selected == 1
    QTest.mouseMove(widget.view.viewport(), QPoint(300, middle))
    assert widget.hovered == 1


def test_words(widget: CustomerCost, numbers: NumberFormat) -> None:
    widget.set_content(CHART, numbers)
    assert widget.words(0) == (
        "Search\nCAC $110.53\n95% range $81–$156, from the customer count\n"
        "A customer may cost $216.00 at most: the gross profit of one sale\n"
        "A customer brings $648.00 over the years (LTV)"
    )
    assert widget.words(3).startswith(
        "Cold mail\nNo customer yet for what was spent\n95% range: at least $244, from the customer count"
    )
    assert widget.view.accessibleName() == CHART.title
    assert widget.view.accessibleDescription().startswith(
        "From the most left over per customer to the least: Search $110.53, Local print $165.24"
    )


def test_keys_explain_what_occurs(numbers: NumberFormat) -> None:
    texts = [key.text for key in keys_of(CHART, numbers)]
    assert texts == [
        "Most a customer may cost", "Clearly under or over it", "Range crosses it", "95% range from customer count",
        "Lifetime value (LTV)", "All channels $181.22",
    ]  # fmt: skip
    plain = CacChart((CacBar(4, "No price", 90.0, None, None, None, None, "unknown"),), None)
    assert keys_of(plain, numbers) == []


def test_bars_have_the_colour_of_their_verdict(style: ChartStyle, numbers: NumberFormat) -> None:
    image = QImage(900, 300, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    paint(painter, QRectF(0, 0, 900, 300), CHART, style, numbers)
    painter.end()
    layout = layout_of(CHART, style, numbers, 900, 300)

    def at(x: float, y: float) -> str:
        return image.pixelColor(int(x), int(y)).name().upper()

    search, printed, radio, mail, no_price = layout.rows()
    found = [at(row.solid.left() + 8, row.solid.center().y() - 3) for row in (search, printed, radio, no_price)]
    assert found == [style.above, style.below_pale, style.below, style.above_pale]
    assert at(printed.solid.left() + 20, printed.solid.top()) == style.below  # the edge of a pale bar
    assert at(no_price.solid.left() + 20, no_price.solid.top()) == style.above_pale
    assert search.limit is not None
    assert at(search.limit, search.middle - 4) == style.text
    assert mail.whisker is not None
    assert at(mail.whisker[0] + 10, mail.middle) == style.below


def test_while_ranges_are_waited_for_no_bar_looks_doubtful(style: ChartStyle, numbers: NumberFormat) -> None:
    bars = (
        CacBar(0, "Search", 110.0, None, None, 216.0, None, "unknown"),
        CacBar(1, "Radio", 425.0, None, None, 260.0, None, "unknown"),
    )
    chart = CacChart(bars, waiting=True)
    assert [key.text for key in keys_of(chart, numbers)] == ["Most a customer may cost", "Ranges are being worked out"]
    image = QImage(900, 300, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    paint(painter, QRectF(0, 0, 900, 300), chart, style, numbers)
    painter.end()
    found = [
        image.pixelColor(int(row.solid.left() + 8), int(row.solid.center().y())).name().upper()
        for row in layout_of(chart, style, numbers, 900, 300).rows()
    ]
    assert found == [style.above, style.below]


def test_no_size_is_too_small(style: ChartStyle, numbers: NumberFormat) -> None:
    for width, height in ((1, 1), (60, 20), (2000, 10)):
        image = QImage(width, height, QImage.Format.Format_RGB32)
        painter = QPainter(image)
        paint(painter, QRectF(0, 0, width, height), CHART, style, numbers)
        paint(painter, QRectF(0, 0, width, height), CacChart(), style, numbers)
        painter.end()
