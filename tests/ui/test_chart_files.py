"""Charts as files: the picture has the chart's pixels, the page its text as text, dark on white in any theme."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from roiapp.analysis.spend_return_chart import Bubble, SpendReturnChart
from roiapp.charts.spend_return import SpendReturn
from roiapp.core.units import NumberFormat
from roiapp.ui.look.theme import Theme
from roiapp.ui.panel.chart_files import pdf, png
from roiapp.ui.panel.chart_style import chart_style, paper_style

CONTENT = SpendReturnChart(
    (
        Bubble(0, 0, "Google text ads", 4200, 8208, 0.954, 38, "above"),
        Bubble(1, 1, "Radio & TV", 3400, 1664, -0.5106, 8, "below"),
        Bubble(2, 2, "Zażółć gęślą", 900, 1800, 1.0, 5, "above"),
    ),
    "Spend against gross profit, Q3 2026",
    "Spend",
)


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    made = Theme(qapp, "dark")
    yield made
    made.set_mode("light")
    made.deleteLater()


@pytest.fixture
def chart(qtbot: QtBot, theme: Theme) -> SpendReturn:
    made = SpendReturn(chart_style(theme))
    qtbot.addWidget(made)
    made.resize(800, 300)
    made.set_content(CONTENT, NumberFormat("en", "USD"))
    return made


def test_the_text_of_a_page_stays_text(
    chart: SpendReturn, theme: Theme, pdftotext: Callable[[bytes], list[str]]
) -> None:
    (text,) = pdftotext(pdf(chart, paper_style(theme)))
    for wanted in (
        "Spend against gross profit, Q3 2026", "Google text ads +95%", "Radio & TV −51%", "Zażółć gęślą +100%",
        "$4,000", "Break-even: profit as large as the spend",
    ):  # fmt: skip
        assert wanted in " ".join(text.split()), wanted


def test_a_page_is_of_the_charts_size_and_drawn_with_lines(chart: SpendReturn, theme: Theme) -> None:
    data = pdf(chart, paper_style(theme))
    assert data.startswith(b"%PDF-")
    assert b"/MediaBox [0 0 600 225]" in data.replace(b".000000", b"")
    assert b"/Subtype /Image" not in data


def test_paper_is_white_whatever_the_theme(theme: Theme) -> None:
    assert paper_style(theme).surface == "#FFFFFF"
    assert chart_style(theme).surface != "#FFFFFF"


def test_drawing_for_paper_leaves_the_window_as_it_is(chart: SpendReturn, theme: Theme) -> None:
    before = chart.picture(1.0)
    pdf(chart, paper_style(theme))
    assert chart.picture(1.0) == before


def test_a_picture_is_the_chart_at_twice_its_size(chart: SpendReturn, theme: Theme) -> None:
    image = QImage.fromData(png(chart), "PNG")
    assert (image.width(), image.height()) == (1600, 600)
    assert image.pixelColor(3, 590).name().upper() == theme.tokens.surface
