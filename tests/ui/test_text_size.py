"""Everything at 200 % text size in a window of 1280 × 720: no letter is cut off, none lies over another, and what has
no room can be scrolled to."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QGraphicsView,
    QLabel,
    QLineEdit,
    QMenu,
    QScrollArea,
    QScrollBar,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from roiapp.ui.grid.totals_row import TotalsRow
from roiapp.ui.panel.chart_panel import ChartPanel
from roiapp.ui.window.main_window import MainWindow
from tests.ui.painted_texts import PaintedText, painted_texts
from tests.ui.surfaces import SURFACES, settle, show_sample

SIZE = (1280, 720)
#: px by which the box of a font may reach beyond what is seen of its letters
SLACK = 3.0


def seen_widgets(top: QWidget) -> list[QWidget]:
    return [top, *(each for each in top.findChildren(QWidget) if each.isVisible() and each.window() is top.window())]


def scrolls(widget: QWidget) -> bool:
    """Whether what it paints goes on beyond its edges."""
    above = widget.parentWidget()
    return isinstance(above, QAbstractScrollArea) and above.viewport() is widget


def cut_texts(widget: QWidget, found: list[PaintedText]) -> set[str]:
    """Those of its texts that reach beyond the widget, which paints them into its own room."""
    room = QRectF(widget.rect()).adjusted(-SLACK, -SLACK, SLACK, SLACK)
    if scrolls(widget):
        found = [text for text in found if room.top() <= text.rect.top() and text.rect.bottom() <= room.bottom()]
    if isinstance(widget.parentWidget(), QAbstractItemView) or isinstance(widget, QTabBar | TotalsRow | QMenu):
        return set()  # columns scroll too, and tabs, and what is longer than the screen
    if isinstance(widget, QLineEdit):  # its text scrolls
        return {text.text for text in found if text.rect.height() > room.height()}
    return {text.text for text in found if not room.contains(text.rect)}


def overlapping(found: list[PaintedText]) -> set[tuple[str, str]]:
    """Pairs of texts that lie over each other."""

    def tight(text: PaintedText) -> QRectF:
        """Where letters are: a font's box has room above and below."""
        high = text.rect.height()
        return text.rect.adjusted(1, high * 0.16, -1, -high * 0.16)

    letters = [(text.text, tight(text)) for text in found]
    return {(one, other) for (one, here), (other, there) in combinations(letters, 2) if here.intersects(there)}


def too_small(widget: QWidget) -> bool:
    """Whether a label or a button has less room than it asks for."""
    if isinstance(widget, QLabel):
        if not widget.text():
            return False
        if widget.wordWrap():
            return widget.height() < widget.heightForWidth(widget.width())
        return widget.width() < widget.sizeHint().width() or widget.height() < widget.sizeHint().height()
    sign = isinstance(widget.parentWidget(), QLineEdit)  # a picture in a field
    if isinstance(widget, QAbstractButton) and widget.text() and not sign:
        least = widget.minimumSizeHint()
        return widget.width() < least.width() or widget.height() < least.height()
    return False


def out_of_reach(widget: QWidget, top: QWidget) -> bool:
    """Whether part of it lies outside of what holds it, and cannot be scrolled to."""
    above = widget.parentWidget()
    if widget is top or above is None or widget.isWindow() or isinstance(widget, QScrollBar):
        return False
    if isinstance(above.parentWidget(), QAbstractScrollArea) or isinstance(above, QTabBar | QGraphicsView):
        return False
    place = QRect(widget.mapTo(above, QPoint(0, 0)), widget.size())
    return not above.rect().adjusted(-2, -2, 2, 2).contains(place)


def enlarge(window: MainWindow, percent: int) -> None:
    window.resize(*SIZE)
    show_sample(window)
    if percent != 100:
        window.settings = window.settings.changed(text_size=percent)
        window.theme.set_text_size(percent)
        window.furnish_anew()
        settle()


def test_the_active_cell_comes_into_sight(window: MainWindow, qtbot: QtBot) -> None:
    """The worksheet scrolls in a small window, and the keys lead to what is below its edge and above it."""
    enlarge(window, 200)
    (area,) = window.bench.findChildren(QScrollArea, options=Qt.FindChildOption.FindDirectChildrenOnly)
    assert area.verticalScrollBar().maximum() > 0
    grid = window.bench.grid
    for key, steps in ((Qt.Key.Key_Down, 10), (Qt.Key.Key_Up, 10), (Qt.Key.Key_Right, 10)):
        for _ in range(steps):
            qtbot.keyClick(grid.table, key)
        rect, widget = grid.current_area()
        place = QRect(widget.mapTo(area.viewport(), rect.topLeft()), rect.size())
        assert area.viewport().rect().contains(place), key


@pytest.mark.qt_log_ignore(r"^This plugin does not support (raise\(\)|grabbing the keyboard)$", extend=True)
@pytest.mark.parametrize("surface", SURFACES)
@pytest.mark.parametrize("percent", [100, 200])
def test_no_letter_is_lost(window: MainWindow, tmp_path: Path, surface: str, percent: int) -> None:
    window.setProperty("place", str(tmp_path / "year.roi"))
    enlarge(window, percent)
    top = SURFACES[surface](window)
    if isinstance(top, ChartPanel):
        top.chart.hover(None)  # what is pointed at is written over the rest, on a ground of its own
    if not isinstance(top, QMenu):  # Qt scrolls what is longer than the screen
        assert top.width() <= SIZE[0]
        assert top.height() <= SIZE[1]
    wrong: dict[str, object] = {}
    for widget in seen_widgets(top):
        name = f"{type(widget).__name__} {widget.accessibleName() or widget.objectName()}"
        painted = painted_texts(widget, alone=True)
        if cut := cut_texts(widget, painted):
            wrong[f"{name} cuts"] = cut
        if surface != "chart_told" and (over := overlapping(painted)):  # its words lie over the chart
            wrong[f"{name} writes over"] = over
        if too_small(widget):
            wrong[f"{name} {getattr(widget, 'text', str)()!r} is too small"] = (widget.size(), widget.sizeHint())
        if out_of_reach(widget, top):
            wrong[f"{name} is out of reach"] = widget.geometry()
    assert wrong == {}
