"""Things in a row that go on in the next one: by hand, and for any widths."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QApplication, QWidget

from roiapp.ui.look.flowing import Flowing

GAP = 8


def block(wide: int, high: int, parent: QWidget) -> QWidget:
    made = QWidget(parent)
    made.setFixedSize(wide, high)
    return made


def flowed(sizes: list[tuple[int, int]], width: int, *, leftwards: bool = False) -> tuple[QWidget, list[QRect]]:
    whole = QWidget()
    whole.setLayoutDirection(Qt.LayoutDirection.RightToLeft if leftwards else Qt.LayoutDirection.LeftToRight)
    row = Flowing(GAP)
    blocks = [block(*size, whole) for size in sizes]
    for each in blocks:
        row.addWidget(each)
    whole.setLayout(row)
    whole.resize(width, 1000)
    row.setGeometry(QRect(0, 0, width, 1000))
    return whole, [QRect(each.geometry()) for each in blocks]


def row_of(whole: QWidget) -> Flowing:
    found = whole.layout()
    assert isinstance(found, Flowing)
    return found


@pytest.mark.usefixtures("qapp")
def test_a_row_goes_on_in_the_next() -> None:
    """100 + 8 + 100 fit 210, the third does not; a lower one stands in the middle of its row."""
    whole, places = flowed([(100, 30), (100, 20), (100, 30)], 210)
    row = row_of(whole)
    assert places == [QRect(0, 0, 100, 30), QRect(108, 5, 100, 20), QRect(0, 38, 100, 30)]
    assert row.heightForWidth(210) == 68
    assert row.heightForWidth(400) == 30
    assert row.sizeHint() == QSize(316, 30)


@pytest.mark.usefixtures("qapp")
def test_it_begins_where_reading_does() -> None:
    _whole, places = flowed([(100, 30), (60, 30)], 210, leftwards=True)
    assert places == [QRect(110, 0, 100, 30), QRect(42, 0, 60, 30)]


@given(sizes=st.lists(st.tuples(st.integers(1, 300), st.integers(1, 60)), min_size=1, max_size=12),
       width=st.integers(1, 900))  # fmt: skip
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=80)
def test_nothing_lies_over_anything_else(qapp: QApplication, sizes: list[tuple[int, int]], width: int) -> None:
    whole, places = flowed(sizes, width)
    row = row_of(whole)
    for number, one in enumerate(places):
        assert not [other for other in places[number + 1 :] if one.intersects(other)]
        assert one.left() == 0 or one.right() < width
    assert max(place.bottom() for place in places) + 1 <= row.heightForWidth(width)
