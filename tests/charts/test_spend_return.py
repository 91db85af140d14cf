"""The chart of spend against gross profit: where things stand, what events do, a few telling pixels."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from roiapp.analysis.spend_return_chart import Bubble, SpendReturnChart, side_of
from roiapp.charts.places import Shown
from roiapp.charts.spend_return import SpendReturn, draw, paint
from roiapp.charts.spend_return_layout import SpendReturnLayout, SpendReturnTexts
from roiapp.charts.style import ChartStyle
from roiapp.core.units import NumberFormat

ROWS: tuple[tuple[str, float, float, float | None], ...] = (
    ("Google", 4200, 8208, 38), ("Radio", 3400, 1664, 8), ("Local SEO", 2400, 11426, 54), ("Email", 760, 3869, 26),
)  # fmt: skip


def chart_of(*rows: tuple[str, float, float, float | None]) -> SpendReturnChart:
    bubbles = [
        Bubble(n, n, name, cost, profit, profit / cost - 1, customers, side_of(cost, profit))
        for n, (name, cost, profit, customers) in enumerate(rows)
    ]
    ordered = tuple(sorted(bubbles, key=lambda bubble: -bubble.cost))
    return SpendReturnChart(ordered, "Spend against gross profit", "Spend")


def some_rows(count: int, seed: int) -> list[tuple[str, float, float, float | None]]:
    rng = random.Random(seed)
    rows: list[tuple[str, float, float, float | None]] = []
    for number in range(count):
        cost = rng.lognormvariate(7, 1)
        name = f"Channel {number}" + " of a firm with a long name" * rng.randrange(3)
        rows.append((name, cost, cost * rng.uniform(-0.5, 4), rng.choice([None, 0.0, 3.0, cost / 90])))
    return rows


@pytest.fixture
def texts(style: ChartStyle, numbers: NumberFormat) -> SpendReturnTexts:
    return SpendReturnTexts(chart_of(*ROWS), style, numbers)


@pytest.fixture
def widget(qtbot: QtBot, style: ChartStyle, numbers: NumberFormat) -> Iterator[SpendReturn]:
    chart = SpendReturn(style)
    qtbot.addWidget(chart)
    chart.resize(900, 280)
    chart.set_content(chart_of(*ROWS), numbers)
    chart.show()
    yield chart
    chart.hide()


def picture(layout: SpendReturnLayout, shown: Shown | None = None) -> QImage:
    image = QImage(layout.size.toSize(), QImage.Format.Format_RGB32)
    painter = QPainter(image)
    draw(painter, layout, shown or Shown())
    painter.end()
    return image


# -- places ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(900, 280), (480, 220), (1400, 760), (320, 120)])
@pytest.mark.parametrize("count", [1, 3, 12, 30, 100])
def test_no_text_lies_over_another_and_all_is_inside(
    style: ChartStyle, numbers: NumberFormat, count: int, size: tuple[int, int]
) -> None:
    for seed in range(3):
        content = chart_of(*some_rows(count, seed))
        layout = SpendReturnLayout(SpendReturnTexts(content, style, numbers), QSizeF(*size))
        areas = [label.rect for label in layout.labels if label is not None]
        areas += [tick.rect for tick in (*layout.rows, *layout.columns) if tick.text]
        areas += [layout.spend_name]
        areas += [rect for rect in (layout.legend_strip, layout.profit_name) if rect is not None]
        areas += [layout.break_even_label[1]] if layout.break_even_label else []
        whole = QRectF(0, 0, *size)
        for one in areas:
            assert whole.contains(one), one
        for one, other in itertools.combinations(areas, 2):
            over = one.intersected(other)
            assert over.width() < 1 or over.height() < 1, (one, other)
        for spot in layout.spots:
            assert layout.plot.adjusted(-1, -1, 1, 1).contains(spot.rect())


def test_a_bubble_stands_where_its_figures_say(texts: SpendReturnTexts) -> None:
    layout = SpendReturnLayout(texts, QSizeF(900, 280))
    google, radio, seo, email = layout.spots
    assert google.x > radio.x > seo.x > email.x > layout.zero.x()
    assert seo.y < google.y < email.y < radio.y < layout.zero.y()
    # The area is the customers: 54 are 6.75 times 8.
    assert (seo.radius / radio.radius) ** 2 == pytest.approx(54 / 8)


def test_the_line_parts_those_that_bring_back_more(texts: SpendReturnTexts) -> None:
    layout = SpendReturnLayout(texts, QSizeF(900, 280))
    line = layout.break_even
    for spot in layout.spots:
        share = (spot.x - line.x1()) / line.dx()
        above = spot.y < line.pointAt(share).y()
        assert above == (spot.bubble.profit > spot.bubble.cost)


def test_every_channel_of_a_small_chart_has_its_label_with_the_figure(texts: SpendReturnTexts) -> None:
    layout = SpendReturnLayout(texts, QSizeF(900, 280))
    assert all(label is not None and label.text == 0 for label in layout.labels)
    assert texts.rois == ("+95%", "−51%", "+376%", "+409%")
    assert [tick.text for tick in layout.rows] == ["$0", "$5,000", "$10,000"]


def test_an_extreme_channel_is_drawn_at_the_edge_with_its_figure(style: ChartStyle, numbers: NumberFormat) -> None:
    content = chart_of(*ROWS, ("Fair", 90_000, 20_000, 30))
    layout = SpendReturnLayout(SpendReturnTexts(content, style, numbers), QSizeF(900, 280))
    fair = layout.spots[0]
    assert fair.bubble.name == "Fair"
    assert fair.beyond == (1, 0)
    assert layout.texts.figure(0, fair.beyond) == "−78% on $90,000"
    assert layout.spots[1].x > layout.plot.left() + layout.plot.width() * 0.7
    assert "beyond" in dict(layout.legend.entries)


def test_a_bubble_without_room_for_its_label_gets_one_when_it_is_selected(
    style: ChartStyle, numbers: NumberFormat
) -> None:
    content = chart_of(*some_rows(100, 1))
    layout = SpendReturnLayout(SpendReturnTexts(content, style, numbers), QSizeF(900, 280))
    without = [mark for mark, label in enumerate(layout.labels) if label is None]
    assert without
    assert layout.labels_with(without[0])[without[0]] is not None
    assert layout.labels_with(None) is layout.labels


@pytest.mark.parametrize("seed", range(4))
def test_the_label_of_a_chosen_bubble_covers_no_other(style: ChartStyle, numbers: NumberFormat, seed: int) -> None:
    content = chart_of(*some_rows(100, seed))
    layout = SpendReturnLayout(SpendReturnTexts(content, style, numbers), QSizeF(900, 190))
    without = [mark for mark, label in enumerate(layout.labels) if label is None]
    displaced = 0
    for mark in without:
        for labels in (layout.labels_with(mark), layout.labels_under(mark, layout.labels)):
            own = labels[mark]
            assert own is not None
            ground = own.rect.adjusted(-4.0, 0.0, 4.0, 0.0)  # its own colour is painted there
            others = [label for place, label in enumerate(labels) if label is not None and place != mark]
            assert not any(ground.intersects(label.rect) for label in others)
            displaced += len(list(filter(None, layout.labels))) - len(others)
    assert displaced > 10


@pytest.mark.parametrize("seed", range(8))
def test_the_name_of_the_line_is_crossed_by_no_axis(style: ChartStyle, numbers: NumberFormat, seed: int) -> None:
    layout = SpendReturnLayout(SpendReturnTexts(chart_of(*some_rows(30, seed)), style, numbers), QSizeF(1240, 150))
    found = layout.break_even_label
    if found is not None:
        rect = found[1]
        assert not rect.top() <= layout.zero.y() <= rect.bottom()
        assert not rect.left() <= layout.zero.x() <= rect.right()


def test_no_size_is_too_small(texts: SpendReturnTexts) -> None:
    for size in ((0, 0), (1, 1), (60, 20), (2000, 10)):
        picture_of = SpendReturnLayout(texts, QSizeF(*size))
        assert len(picture_of.labels) == 4


# -- events ----------------------------------------------------------------------------------------------------------


def at(widget: SpendReturn, name: str) -> QPoint:
    spot = next(spot for spot in widget.places.spots if spot.bubble.name == name)
    return QPoint(round(spot.x), round(spot.y))


def test_a_click_on_a_bubble_or_its_label_chooses_the_channel(widget: SpendReturn) -> None:
    chosen: list[int] = []
    widget.channel_selected.connect(chosen.append)
    QTest.mouseClick(widget.view.viewport(), Qt.MouseButton.LeftButton, pos=at(widget, "Radio"))
    label = widget.places.labels[3]
    assert label is not None
    QTest.mouseClick(widget.view.viewport(), Qt.MouseButton.LeftButton, pos=label.rect.center().toPoint())
    QTest.mouseClick(widget.view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(3, 3))
    assert chosen == [1, 3]
    assert widget.selected == 3


def test_a_double_click_asks_for_more_room(widget: SpendReturn, qtbot: QtBot) -> None:
    with qtbot.waitSignal(widget.enlarge):
        QTest.mouseDClick(widget.view.viewport(), Qt.MouseButton.LeftButton, pos=at(widget, "Radio"))


def test_keys_walk_by_spend_and_by_profit_and_say_the_figures(widget: SpendReturn) -> None:
    chosen: list[int] = []
    widget.channel_selected.connect(chosen.append)
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Down):
        QTest.keyClick(widget.view, key)
    # From nowhere to the cheapest; then along the spend; then by profit: Local SEO's is the largest.
    assert [ROWS[channel][0] for channel in chosen] == ["Email", "Local SEO", "Radio", "Email", "Google", "Email"]
    assert widget.view.told == widget.current == 3
    QTest.mouseClick(widget.view.viewport(), Qt.MouseButton.LeftButton, pos=at(widget, "Radio"))
    assert widget.view.told is None
    QTest.keyClick(widget.view, Qt.Key.Key_Home)
    assert widget.view.told == 0
    widget.highlight(3)  # as a row of the grid does
    assert widget.view.told is None


def test_the_words_of_a_bubble(widget: SpendReturn) -> None:
    assert widget.words(1).splitlines() == [
        "Radio",
        "Spend: $3,400",
        "Gross profit: $1,664",
        "ROI: −51%",
        "Customers: 8",
    ]
    assert widget.view.accessibleName() == "Spend against gross profit"
    assert widget.view.accessibleDescription().startswith("What was spent and the gross profit of it: Google $4,200 to")


def test_the_pointer_finds_the_smallest_of_bubbles_over_each_other(widget: SpendReturn, numbers: NumberFormat) -> None:
    widget.set_content(chart_of(("Large", 1000, 2000, 400), ("Small", 1001, 2000, 2)), numbers)
    QTest.mouseMove(widget.view.viewport(), at(widget, "Small"))
    assert widget.hovered is not None
    assert widget.content.bubbles[widget.hovered].name == "Small"


# -- pixels ----------------------------------------------------------------------------------------------------------


def hue(image: QImage, x: float, y: float) -> str:
    found = image.pixelColor(int(x), int(y))
    return "blue" if found.blue() > found.red() + 20 else "orange" if found.red() > found.blue() + 20 else "none"


def test_above_is_blue_and_below_is_orange(texts: SpendReturnTexts) -> None:
    layout = SpendReturnLayout(texts, QSizeF(900, 280))
    image = picture(layout)
    found = {spot.bubble.name: hue(image, spot.x + spot.radius / 2, spot.y) for spot in layout.spots}
    assert found == {"Google": "blue", "Radio": "orange", "Local SEO": "blue", "Email": "blue"}


def test_lines_stop_beside_labels(style: ChartStyle, numbers: NumberFormat) -> None:
    texts = SpendReturnTexts(chart_of(*some_rows(30, 3)), style, numbers)
    layout = SpendReturnLayout(texts, QSizeF(900, 160))
    image, line, crossed = picture(layout), layout.break_even, 0
    for label in filter(None, layout.labels):
        rect = label.rect.toAlignedRect()
        for x in (rect.left() - 1, rect.right() + 1):  # there is no letter, and a line would go on there
            for y in (round(line.y1() + (x - line.x1()) * line.dy() / line.dx()), round(layout.zero.y())):
                if rect.top() < y < rect.bottom() and label.leader is None:
                    crossed += 1
                    dark = [QColor(image.pixel(x, y + by)).lightness() < 140 for by in (-1, 0, 1)]
                    assert not any(dark), (label, x, y)
    assert crossed > 2


def test_a_selected_bubble_has_a_ring(texts: SpendReturnTexts, style: ChartStyle) -> None:
    layout = SpendReturnLayout(texts, QSizeF(900, 280))
    radio = layout.spots[1]
    around = [(radio.x + dx, radio.y) for dx in (radio.radius + 1, radio.radius + 2)]
    plain, ringed = picture(layout), picture(layout, Shown(selected=1))
    assert any(plain.pixelColor(int(x), int(y)) != ringed.pixelColor(int(x), int(y)) for x, y in around)


def test_any_painter_can_draw_it(style: ChartStyle, numbers: NumberFormat) -> None:
    image = QImage(700, 400, QImage.Format.Format_RGB32)
    image.fill(0xFF00FF)
    painter = QPainter(image)
    paint(painter, QRectF(100, 50, 500, 300), chart_of(*some_rows(30, 1)), style, numbers)
    painter.end()
    assert {image.pixelColor(x, y).name() for x, y in ((99, 200), (601, 200), (300, 49), (300, 351))} == {"#ff00ff"}
    assert image.pixelColor(101, 51).name().upper() == style.surface
