"""The chart of shares: nothing over anything else, both bars to scale, the two shares in words."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRectF, QSizeF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from roiapp.analysis.shares_chart import SharePair, SharesChart
from roiapp.charts.places import Shown
from roiapp.charts.shares import Shares, SharesLayout, SharesTexts, draw, paint
from roiapp.charts.style import ChartStyle
from roiapp.core.units import NumberFormat

ROWS: tuple[tuple[str, float, float | None], ...] = (
    ("Google", 0.40, 0.25), ("Radio", 0.35, -0.05), ("Email", 0.25, 0.80),
)  # fmt: skip


def chart_of(*rows: tuple[str, float, float | None], undefined: str = "") -> SharesChart:
    pairs = tuple(SharePair(n, n, *row) for n, row in enumerate(rows))
    return SharesChart(pairs, "Shares, Q3 2026", "Spend", undefined)


def some_rows(count: int, seed: int) -> list[tuple[str, float, float | None]]:
    rng = random.Random(seed)
    rows: list[tuple[str, float, float | None]] = []
    for number in range(count):
        name = f"Channel {number}" + " of a firm with a long name" * rng.randrange(3)
        rows.append((name, rng.random() ** 3, rng.uniform(-0.1, 0.6)))
    return sorted(rows, key=lambda row: -row[1])


@pytest.fixture
def widget(qtbot: QtBot, style: ChartStyle, numbers: NumberFormat) -> Iterator[Shares]:
    chart = Shares(style)
    qtbot.addWidget(chart)
    chart.resize(900, 280)
    chart.set_content(chart_of(*ROWS), numbers)
    chart.show()
    yield chart
    chart.hide()


@pytest.mark.parametrize("size", [(900, 280), (480, 220), (1400, 760), (320, 120)])
@pytest.mark.parametrize("count", [1, 3, 12, 30, 100])
def test_nothing_lies_over_anything_else(
    style: ChartStyle, numbers: NumberFormat, count: int, size: tuple[int, int]
) -> None:
    for seed in range(3):
        layout = SharesLayout(SharesTexts(chart_of(*some_rows(count, seed)), style, numbers), QSizeF(*size))
        band = QRectF(0, layout.plot.top(), size[0], layout.plot.height())
        areas = [rect.intersected(band) for row in layout.rows() for rect in (row.name, row.occupied())]
        areas += [rect for _, rect, _ in layout.ticks]
        areas += [layout.legend_strip] if layout.legend_strip is not None else []
        for one, other in itertools.combinations(areas, 2):
            over = one.intersected(other)
            assert over.width() < 1 or over.height() < 1, (one, other)
        assert all(row.label.right() <= size[0] for row in layout.rows())
        for row in layout.rows():
            assert row.profit is not None
            assert row.profit.top() > row.spend.bottom()


def test_bars_are_to_scale_and_a_loss_runs_to_the_left(style: ChartStyle, numbers: NumberFormat) -> None:
    layout = SharesLayout(SharesTexts(chart_of(*ROWS), style, numbers), QSizeF(900, 280))
    google, radio, email = layout.rows()
    assert email.profit is not None
    assert email.profit.width() == pytest.approx(2 * google.spend.width(), abs=2)
    assert radio.profit is not None
    assert radio.profit.right() == layout.zero == google.spend.left()


def test_both_shares_in_words(widget: Shares) -> None:
    assert [row.text for row in widget.places.rows()] == [
        "40% of the spend, 25% of the profit",
        "35% of the spend, −5% of the profit",
        "25% of the spend, 80% of the profit",
    ]
    assert widget.words(0) == "Google\n40% of the spend, 25% of the profit\nDifference: −15 pts"
    widget.resize(420, 280)
    assert widget.places.rows()[0].text == "40% → 25%"


def test_undefined_shares_of_the_profit_are_said(style: ChartStyle, numbers: NumberFormat, widget: Shares) -> None:
    widget.set_content(chart_of(("Google", 0.7, None), ("Radio", 0.3, None), undefined="No profit."), numbers)
    assert widget.places.sentence is not None
    assert [row.text for row in widget.places.rows()] == ["70% of the spend", "30% of the spend"]
    assert widget.words(1) == "Radio\n30% of the spend\nNo profit."
    assert dict(widget.places.legend.entries).keys() == {"spend_bar"}


def test_the_axis_goes_before_rows_are_squeezed(style: ChartStyle, numbers: NumberFormat) -> None:
    texts = SharesTexts(chart_of(*some_rows(11, 1)), style, numbers)
    assert SharesLayout(texts, QSizeF(900, 400)).ticks
    low = SharesLayout(texts, QSizeF(900, 226))
    assert low.ticks == []
    assert low.most_scroll == 0


def test_clicks_keys_and_scrolling(widget: Shares, numbers: NumberFormat) -> None:
    chosen: list[int] = []
    widget.channel_selected.connect(chosen.append)
    row = widget.places.rows()[1]
    QTest.mouseClick(widget.view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(300, round(row.rect.center().y())))
    QTest.keyClick(widget.view, Qt.Key.Key_Down)
    QTest.keyClick(widget.view, Qt.Key.Key_Home)
    assert chosen == [1, 2, 0]
    widget.set_content(chart_of(*some_rows(100, 1)), numbers)
    QTest.keyClick(widget.view, Qt.Key.Key_End)
    assert widget.scrolled == widget.scroll_bar.maximum() > 0
    assert chosen[-1] == 99


def test_colours_tell_who_brings_more_and_the_spend_is_an_outline(style: ChartStyle, numbers: NumberFormat) -> None:
    layout = SharesLayout(SharesTexts(chart_of(*ROWS), style, numbers), QSizeF(900, 280))
    image = QImage(900, 280, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    draw(painter, layout, Shown(selected=0))
    painter.end()

    def middle(rect: QRectF | None) -> str:
        assert rect is not None
        return image.pixelColor(rect.center().toPoint()).name().upper()

    google, radio, email = layout.rows()
    assert [middle(row.profit) for row in (google, radio, email)] == [style.below, style.below, style.above]
    assert middle(google.spend) == middle(email.spend) == style.grid
    assert image.pixelColor(2, round(google.rect.center().y())).name().upper() == style.selected


def test_any_painter_can_draw_it(style: ChartStyle, numbers: NumberFormat) -> None:
    image = QImage(700, 400, QImage.Format.Format_RGB32)
    image.fill(0xFF00FF)
    painter = QPainter(image)
    paint(painter, QRectF(100, 50, 500, 300), chart_of(*some_rows(60, 1)), style, numbers)
    painter.end()
    assert {image.pixelColor(x, y).name() for x, y in ((99, 200), (601, 200), (300, 49), (300, 351))} == {"#ff00ff"}
