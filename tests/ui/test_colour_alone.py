"""Nothing is told by colour alone: where good and bad have one colour, it is still seen which is which."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from roiapp.analysis.roi_chart import RoiBar, RoiChart
from roiapp.charts.roi_by_channel import RoiByChannel
from roiapp.charts.style import ChartStyle
from roiapp.core.edits import SetCells
from roiapp.core.units import NumberFormat
from roiapp.palette import DARK, LIGHT, Tokens
from roiapp.ui.bars.card_contents import CardContent
from roiapp.ui.bars.cards import Card
from roiapp.ui.bars.explain_bar import ExplainBar
from roiapp.ui.look.theme import Theme
from roiapp.ui.model.explained import Chip, Explained
from roiapp.ui.model.session_model import SessionModel
from roiapp.ui.panel.chart_style import chart_style
from roiapp.ui.window.main_window import MainWindow
from tests.ui.painted_texts import painted_texts, picture_of, pixels
from tests.ui.surfaces import settle

#: roles that mean one thing and another
OPPOSITES = (
    ("good", "bad", "warn_mark"), ("good_soft", "bad_soft", "warn_soft"), ("chart_above", "chart_below"),
    ("chart_above_pale", "chart_below_pale"),
)  # fmt: skip
#: px that have to differ: fewer could be the edge of a letter
SEEN = 25


def without_opposites(tokens: Tokens) -> Tokens:
    """The same colours with one for each group."""
    changed: dict[str, Any] = {role: getattr(tokens, group[0]) for group in OPPOSITES for role in group}
    return tokens._replace(**changed)


@pytest.fixture(params=[LIGHT, DARK], ids=["light", "dark"])
def grey_theme(qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[Theme]:
    made = Theme(qapp, "dark" if request.param.dark else "light")
    made.tokens = without_opposites(request.param)
    yield made
    made.deleteLater()


def differing(one: QImage, other: QImage) -> int:
    assert one.size() == other.size()
    return int((pixels(one) != pixels(other)).sum())


def shown(widget: QWidget, qtbot: QtBot, size: QSize) -> QImage:
    qtbot.addWidget(widget)
    widget.resize(size)
    return picture_of(widget)


@pytest.mark.parametrize("direction", [1, -1])
def test_a_card_says_whether_its_change_is_good(grey_theme: Theme, qtbot: QtBot, direction: int) -> None:
    pictures = []
    for tone in ("good", "bad"):
        card = Card(grey_theme)
        card.set_content(CardContent("CAC", "$88.21", direction, "5.0%", "vs Aug", tone))
        assert card.accessibleName().endswith(", better" if tone == "good" else ", worse")
        pictures.append(shown(card, qtbot, QSize(230, 72)))
    assert differing(*pictures) >= SEEN


def test_a_card_says_which_way_it_went(grey_theme: Theme, qtbot: QtBot) -> None:
    pictures = []
    for direction in (1, -1):
        card = Card(grey_theme)
        card.set_content(CardContent("CAC", "$88.21", direction, "5.0%", "vs Aug", "good"))
        pictures.append(shown(card, qtbot, QSize(230, 72)))
    assert differing(*pictures) >= SEEN


def test_the_line_says_whether_a_figure_is_better(grey_theme: Theme, qtbot: QtBot) -> None:
    pictures = []
    for role in ("good", "bad"):
        bar = ExplainBar(grey_theme, SessionModel(grey_theme))
        said = Explained("Radio · CAC", chips=(Chip("5% above average ($80)", role, "arrow-up"),))
        bar._explained = said
        pictures.append(shown(bar, qtbot, QSize(700, 36)))
        assert said.text.endswith(", better" if role == "good" else ", worse")
    assert differing(*pictures) >= SEEN


def test_a_gain_and_a_loss_have_their_sign(window: MainWindow) -> None:
    """Every figure painted in the colour of good or bad begins with plus or minus, in cells and totals."""
    model = window.bench.model
    model.apply(SetCells.one("revenue_per_sale", 5, 2, 20.0))  # Radio loses money
    window.bench.grid.go_to(0, "spend")
    colours = {window.theme.colour("good").rgb(): "+", window.theme.colour("bad").rgb(): "\N{MINUS SIGN}"}
    grid = window.bench.grid
    found = [*painted_texts(grid.table.viewport(), alone=True), *painted_texts(grid.totals, alone=True)]
    signed = [(text.text, colours[text.pen.rgb()]) for text in found if text.pen.rgb() in colours]
    assert {sign for _text, sign in signed} == {"+", "\N{MINUS SIGN}"}
    assert [text for text, sign in signed if not text.startswith(sign)] == []


def corner(window: MainWindow, row: int = 3) -> QImage:
    """Of the cell of a channel's customers."""
    table = window.bench.grid.table
    place = next(i for i, column in enumerate(table.worksheet.columns, start=1) if column.id == "customers")
    rect: QRect = table.cell_rect(row, place)
    return picture_of(table.viewport()).copy(rect.right() - 7, rect.top(), 8, 8)


def test_what_to_check_and_what_could_not_be_read_have_corners_of_their_own(window: MainWindow) -> None:
    window.theme.tokens = without_opposites(LIGHT)
    grid = window.bench.grid
    grid.go_to(0, "spend")
    assert window.bench.model.warnings  # Local print has more customers than leads
    window.theme.changed.emit()
    settle()
    plain = corner(window, 2)
    place = next(i for i, column in enumerate(grid.model.columns, start=1) if column.id == "customers")
    for _ in range(50):  # what is to be checked is searched for and marked once nobody types
        if differing(plain, warned := corner(window)) >= SEEN:
            break
        settle()
    grid.model.mark_refused([(3, place, "x", "It is no number.")])
    settle()
    refused = corner(window)
    assert differing(warned, refused) >= SEEN
    assert differing(plain, warned) >= SEEN


@pytest.mark.parametrize("verdict", ["below", "crosses"])
def test_bars_are_told_apart(grey_theme: Theme, qtbot: QtBot, verdict: str) -> None:
    """A gain beside a loss as large, and beside one that may be either."""
    style: ChartStyle = chart_style(grey_theme)
    pictures = []
    for kind, value in (("above", 0.5), (verdict, -0.5 if verdict == "below" else 0.5)):
        bars = (RoiBar(0, "Radio", value, value - 0.2, value + 0.2, kind),)  # type: ignore[arg-type]
        chart = RoiByChannel(style)
        qtbot.addWidget(chart)
        chart.set_content(RoiChart(bars, None, "ROI"), NumberFormat("en", "USD"))
        image = QImage(500, 200, QImage.Format.Format_RGB32)
        image.fill(QColor(style.surface))
        painter = QPainter(image)
        chart.paint(painter, image.rect().toRectF())
        painter.end()
        pictures.append(image)
    assert differing(*pictures) >= 10 * SEEN
