"""The funnel: nothing over anything else, bars that can be read, and what mouse, keys and screen readers get."""

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

from roiapp.analysis.funnel_chart import FunnelChart, FunnelFigure, FunnelStage
from roiapp.charts.funnel import Funnel, paint
from roiapp.charts.funnel_layout import FunnelLayout, bar_lengths, blank_note
from roiapp.charts.style import ChartStyle
from roiapp.core.units import MONEY_EACH, RATE, NumberFormat

LABELS = ("Impressions", "Reach", "Visits", "Leads", "MQLs", "Accepted", "Worked", "Connects", "SQLs", "Opportunities",
          "Customers")  # fmt: skip


def stages_of(*counts: float, coverage: str = "") -> tuple[FunnelStage, ...]:
    found = []
    for number, count in enumerate(counts):
        before = counts[number - 1] if number else 0.0
        step = FunnelFigure("rate", f"{LABELS[number]} rate", RATE, count / before, coverage) if before else None
        cost = FunnelFigure("cost", f"Cost per {LABELS[number]}", MONEY_EACH, 5000 / count if count else None, coverage)
        found.append(FunnelStage(LABELS[number], LABELS[number], count, coverage, step, cost))
    return tuple(found)


def chart_of(*counts: float, coverage: str = "", blank: tuple[str, ...] = ()) -> FunnelChart:
    return FunnelChart(stages_of(*counts, coverage=coverage), title="Funnel of all channels, Q3 2026", blank=blank)


@pytest.fixture
def funnel(qtbot: QtBot, style: ChartStyle) -> Iterator[Funnel]:
    widget = Funnel(style)
    qtbot.addWidget(widget)
    widget.resize(860, 268)
    widget.show()
    yield widget
    widget.hide()


@given(
    counts=st.lists(st.floats(0, 1e7).map(round), min_size=1, max_size=11),
    width=st.integers(240, 2000),
    height=st.integers(96, 900),
    coverage=st.sampled_from(["", "7 of 11 channels"]),
    blank=st.sampled_from([(), ("Visits", "MQLs")]),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150)
def test_nothing_lies_over_anything_else_and_all_is_inside(
    style: ChartStyle, numbers: NumberFormat, counts: list[float], width: int, height: int, coverage: str,
    blank: tuple[str, ...],
) -> None:  # fmt: skip
    chart = chart_of(*counts, coverage=coverage, blank=blank)
    layout = FunnelLayout(chart, style, numbers, QSizeF(width, height))
    inside = QRectF(0, 0, width, height)
    plot = QRectF(0, layout.plot.top(), width, layout.plot.height())
    for scroll in (0.0, layout.most_scroll):
        areas = [area for row in layout.rows(scroll) for area in row.areas()]
        for area in areas:
            assert area.left() >= 0.0
            assert area.right() <= width, area
        seen = [area.intersected(plot) for area in areas]  # rows are cut off at the plot's edges, as when drawn
        seen += [area for area in (*layout.heading.areas(), layout.note_rect) if not area.isEmpty()]
        assert all(inside.contains(area) for area in seen if not area.isEmpty())
        for one, other in itertools.combinations(seen, 2):
            over = one.intersected(other)
            assert over.width() < 1 or over.height() < 1, (one, other)


@given(st.lists(st.one_of(st.just(0.0), st.floats(0.01, 1e9)), min_size=1, max_size=11))
def test_longer_bars_stand_for_larger_counts(counts: list[float]) -> None:
    lengths = bar_lengths(counts)
    assert all(0.0 <= share <= 1.0 for share, _ in lengths)
    assert max(share for share, _ in lengths) == pytest.approx(1.0) or not any(counts) or any(c for _, c in lengths)
    for (one, (left, _)), (other, (right, _)) in itertools.combinations(zip(counts, lengths, strict=True), 2):
        assert (left >= right) if one > other else (left <= right) if one < other else left == right
    whole = [(count, share) for count, (share, cut) in zip(counts, lengths, strict=True) if not cut and count]
    for (one, left), (other, right) in itertools.combinations(whole, 2):
        assert left / one == pytest.approx(right / other)  # in proportion


def test_a_first_stage_that_dwarfs_the_others_is_cut_off() -> None:
    assert [cut for _, cut in bar_lengths([21_080, 551, 223])] == [True, False, False]
    shares = [share for share, _ in bar_lengths([500_000, 21_080, 551, 223])]
    assert shares[0] > shares[1] > shares[2] > shares[3]
    assert shares[3] / shares[2] == pytest.approx(223 / 551)
    assert [cut for _, cut in bar_lengths([1000, 400, 90])] == [False, False, False]
    assert bar_lengths([0.0, 0.0]) == [(0.0, False), (0.0, False)]


def test_texts_of_a_row(style: ChartStyle, numbers: NumberFormat) -> None:
    layout = FunnelLayout(chart_of(2000, 120, coverage="7 of 11 channels"), style, numbers, QSizeF(900, 268))
    visits, leads = layout.rows()
    assert (visits.count, visits.coverage, visits.step_text) == ("2,000", "7 of 11 channels", "")
    assert (leads.step_text, leads.step_note) == ("Reach rate 6.0%", "7 of 11 channels")
    assert (leads.cost_text, leads.cost_name) == ("$41.67", "Cost per Reach · 7 of 11 channels")


def test_a_rate_above_the_whole_says_so_in_words(style: ChartStyle, numbers: NumberFormat) -> None:
    layout = FunnelLayout(chart_of(4, 5), style, numbers, QSizeF(900, 268))
    assert layout.rows()[1].step_note == "more than 100%"


def test_blank_stages_are_named() -> None:
    assert blank_note(chart_of(4, 2, blank=("Visits", "MQLs"))) == "Without figures here: Visits and MQLs."
    assert blank_note(chart_of(4, 2)) == ""


def test_many_stages_scroll_in_a_small_panel(funnel: Funnel, numbers: NumberFormat) -> None:
    funnel.set_content(chart_of(*(2000 - 150 * n for n in range(11))), numbers)
    assert funnel.scroll_bar.isVisible()
    last = funnel.places.row(10, funnel.places.most_scroll)
    assert last.bar.bottom() <= funnel.places.plot.bottom()
    funnel.resize(860, 700)
    funnel.settle()
    assert not funnel.scroll_bar.isVisible()


def test_places_are_found_for_the_last_of_many_sizes(
    funnel: Funnel, numbers: NumberFormat, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    funnel.set_content(chart_of(2000, 120, 30), numbers)
    qtbot.wait(1)
    sizes: list[float] = []
    lay_out = Funnel.lay_out

    def counted(self: Funnel, size: QSizeF, style: ChartStyle) -> FunnelLayout:
        sizes.append(size.width())
        return lay_out(self, size, style)

    monkeypatch.setattr(Funnel, "lay_out", counted)
    for width in (500, 640, 700):
        funnel.resize(width, 268)
    funnel.hide()
    funnel.set_style(funnel.look)
    assert sizes == []
    funnel.show()
    qtbot.wait(1)
    assert (sizes, funnel.view.width()) == ([700.0], 700)


def test_mouse_and_keys_reach_the_stages(funnel: Funnel, numbers: NumberFormat) -> None:
    funnel.set_content(chart_of(2000, 120, 30), numbers)
    place = funnel.places.rows()[1].bar.center()
    QTest.mouseMove(funnel.view.viewport(), QPoint(round(place.x()), round(place.y())))
    assert funnel.hovered == 1
    QTest.keyClick(funnel.view, Qt.Key.Key_Down)
    QTest.keyClick(funnel.view, Qt.Key.Key_Down)
    assert funnel.current == 1
    assert funnel.words(1) == "Reach 120\nReach rate 6.0%\nCost per Reach $41.67"


def test_it_says_what_it_shows(funnel: Funnel, numbers: NumberFormat) -> None:
    funnel.set_content(chart_of(2000, 120), numbers)
    assert funnel.view.accessibleName() == "Funnel of all channels, Q3 2026"
    spoken = funnel.view.accessibleDescription()
    assert spoken == "From the first stage to the last: Impressions 2,000 and Reach 120 (Reach rate 6.0%)."
    funnel.set_content(chart_of(4, 5), numbers)
    assert "More came out of this step than went in" in funnel.words(1)


def test_bars_and_the_mark_of_too_much_are_drawn(style: ChartStyle, numbers: NumberFormat) -> None:
    chart = chart_of(400, 500)
    layout = FunnelLayout(chart, style, numbers, QSizeF(800, 268))
    image = QImage(800, 268, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    paint(painter, QRectF(0, 0, 800, 268), chart, style, numbers)
    painter.end()
    first, second = layout.rows()
    for row in (first, second):
        assert image.pixelColor(round(row.bar.center().x()), round(row.bar.center().y())).name().upper() == style.above
    warned = second.step_rect
    assert image.pixelColor(round(warned.left() + 6), round(warned.center().y() + 2)).name().upper() == style.below
