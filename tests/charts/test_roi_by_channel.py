"""The ROI chart as a widget: scrolling, choosing rows with mouse and keys, what it says to screen readers, pictures."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from roiapp.analysis.roi_chart import RoiChart
from roiapp.charts.roi_by_channel import RoiByChannel
from roiapp.charts.style import ChartStyle
from roiapp.core.units import NumberFormat

MakeChart: TypeAlias = Callable[..., RoiChart]
ROWS = tuple((f"Channel {n}", 4.0 - n / 10, 3.0 - n / 10, 5.0 - n / 10) for n in range(60))


@pytest.fixture
def widget(qtbot: QtBot, style: ChartStyle) -> Iterator[RoiByChannel]:
    chart = RoiByChannel(style)
    qtbot.addWidget(chart)
    chart.resize(800, 268)
    chart.show()
    yield chart
    chart.hide()


def press(widget: RoiByChannel, row: int, button: Qt.MouseButton = Qt.MouseButton.LeftButton) -> None:
    middle = widget.places.rows(widget.scrolled)[row].middle
    QTest.mouseClick(widget.view.viewport(), button, pos=QPoint(300, middle))


def test_a_click_chooses_the_channel(widget: RoiByChannel, make_chart: MakeChart, numbers: NumberFormat) -> None:
    chosen: list[int] = []
    widget.channel_selected.connect(chosen.append)
    widget.set_content(make_chart(*reversed(ROWS[:5])), numbers)
    press(widget, 1)
    press(widget, 2, Qt.MouseButton.RightButton)
    assert chosen == [3]
    assert widget.selected == 3


def test_keys_walk_through_the_rows(widget: RoiByChannel, make_chart: MakeChart, numbers: NumberFormat) -> None:
    chosen: list[int] = []
    widget.channel_selected.connect(chosen.append)
    widget.set_content(make_chart(*ROWS), numbers)
    keys = (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_End, Qt.Key.Key_Down, Qt.Key.Key_Home)
    for key in keys:
        QTest.keyClick(widget.view, key)
    assert chosen == [0, 1, 0, 59, 59, 0]
    QTest.keyClick(widget.view, Qt.Key.Key_PageDown)
    assert 3 < chosen[-1] < 15


def test_highlighting_brings_the_row_into_sight(
    widget: RoiByChannel, make_chart: MakeChart, numbers: NumberFormat
) -> None:
    widget.set_content(make_chart(*ROWS), numbers)
    assert widget.scroll_bar.isVisible()
    assert widget.view.width() < widget.width()
    widget.highlight(59)
    assert widget.scrolled == widget.scroll_bar.maximum()
    widget.highlight(None)
    widget.highlight(12345)  # a channel without a bar
    assert widget.scrolled == widget.scroll_bar.maximum()
    widget.highlight(0)
    assert widget.scrolled == 0


def test_the_wheel_scrolls_where_there_is_something_to_scroll(
    widget: RoiByChannel, make_chart: MakeChart, numbers: NumberFormat
) -> None:
    def turn() -> QWheelEvent:
        event = QWheelEvent(
            QPointF(300, 100), QPointF(300, 100), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        event.setAccepted(False)
        QApplication.sendEvent(widget.view.viewport(), event)
        return event

    widget.set_content(make_chart(*ROWS), numbers)
    assert turn().isAccepted()
    assert widget.scrolled == 3 * widget.places.slot
    widget.set_content(make_chart(*ROWS[:4]), numbers)
    assert not widget.scroll_bar.isVisible()
    turn()
    assert widget.scrolled == 0


def test_pyqtgraphs_box_covers_the_plot_and_the_rows_seen(
    widget: RoiByChannel, make_chart: MakeChart, numbers: NumberFormat
) -> None:
    widget.set_content(make_chart(*ROWS), numbers)
    widget.scroll_bar.setValue(round(5 * widget.places.slot))
    (low, high), (first, last) = widget.view.box.viewRange()
    places = widget.places
    assert (low, high) == pytest.approx((places.axis.low, places.axis.high))
    assert (first, last) == pytest.approx((5.0, 5.0 + places.plot.height() / places.slot))


def test_the_pointer_marks_a_row_and_its_tooltip_has_the_figures(
    widget: RoiByChannel, make_chart: MakeChart, numbers: NumberFormat
) -> None:
    widget.set_content(make_chart(("Email", 4.1, 2.3, 6.5), ("Radio", -0.5)), numbers)
    QTest.mouseMove(widget.view.viewport(), QPoint(300, widget.places.rows()[0].middle))
    assert widget.hovered == 0
    QTest.mouseMove(widget.view.viewport(), QPoint(300, 2))
    assert widget.hovered is None
    assert widget.words(0) == "Email\nROI +410%\n95% range +230% to +650%, from the customer count"
    assert widget.words(1) == "Radio\nROI −50%"


def test_it_says_what_it_shows(widget: RoiByChannel, make_chart: MakeChart, numbers: NumberFormat) -> None:
    widget.set_content(make_chart(*ROWS[:7]), numbers)
    assert widget.view.accessibleName() == "ROI on gross profit, Q3 2026"
    text = widget.view.accessibleDescription()
    assert text.startswith("From the highest ROI to the lowest: Channel 0 +400%, Channel 1 +390%")
    assert "2 more" in text


def test_the_same_chart_again_costs_no_redraw(
    widget: RoiByChannel, make_chart: MakeChart, numbers: NumberFormat, monkeypatch: pytest.MonkeyPatch
) -> None:
    widget.set_content(make_chart(*ROWS), numbers)
    monkeypatch.setattr(widget, "arrange", lambda: pytest.fail("arranged again"))
    widget.set_content(make_chart(*ROWS), numbers)


def test_a_picture_has_all_rows(widget: RoiByChannel, make_chart: MakeChart, numbers: NumberFormat) -> None:
    widget.set_content(make_chart(*ROWS), numbers)
    image = widget.picture(2.0)
    assert image.width() == 1600
    assert image.height() >= 2 * 60 * 20
    bottom = image.height() - 300
    assert any(image.pixelColor(x, bottom).name() != "#ffffff" for x in range(image.width()))


def test_other_colours(widget: RoiByChannel, make_chart: MakeChart, numbers: NumberFormat, style: ChartStyle) -> None:
    from dataclasses import replace

    widget.set_content(make_chart(*ROWS[:3]), numbers)
    widget.set_style(replace(style, surface="#101010"))
    assert widget.grab().toImage().pixelColor(790, 130).name() == "#101010"


def test_an_empty_chart_takes_every_event(widget: RoiByChannel, make_chart: MakeChart, numbers: NumberFormat) -> None:
    widget.set_content(make_chart(total=None), numbers)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_A, Qt.Key.Key_Escape):
        QTest.keyClick(widget.view, key)
    QTest.mouseClick(widget.view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(300, 100))
    QTest.mouseDClick(widget.view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(300, 100))
    assert widget.selected is None
