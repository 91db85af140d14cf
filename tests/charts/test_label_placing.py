"""Labels beside points: none over another, over a circle or outside, whatever the points."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QLineF, QPointF, QRectF

from roiapp.charts.label_placing import Wish, place_labels

#: no clock: on a busy machine it measures the others
some = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])

INSIDE = QRectF(0.0, 0.0, 600.0, 240.0)
WISHES = st.lists(
    st.builds(
        lambda x, y, radius, width: Wish(x, y, radius, (width + 40.0, width)),
        st.floats(10, 590), st.floats(10, 230), st.floats(3, 24), st.floats(20, 180),
    ),
    max_size=60,
)  # fmt: skip


@some
@given(WISHES)
def test_labels_lie_over_nothing(wishes: list[Wish]) -> None:
    taken = QRectF(400.0, 20.0, 150.0, 15.0)
    labels = place_labels(wishes, range(len(wishes)), 15.0, INSIDE, [taken])
    placed = [(number, label) for number, label in enumerate(labels) if label is not None]
    for number, label in placed:
        assert INSIDE.contains(label.rect)
        assert label.rect.width() == pytest.approx(wishes[number].widths[label.text])
        assert not label.rect.adjusted(0.01, 0.01, -0.01, -0.01).intersects(taken)
        for other, wish in enumerate(wishes):
            circle = QRectF(wish.x - wish.radius, wish.y - wish.radius, 2 * wish.radius, 2 * wish.radius)
            if other != number:
                inner = circle.adjusted(wish.radius * 0.1, wish.radius * 0.1, -wish.radius * 0.1, -wish.radius * 0.1)
                assert not label.rect.adjusted(0.01, 0.01, -0.01, -0.01).intersects(inner)
    for (_, one), (_, other) in itertools.combinations(placed, 2):
        assert not one.rect.adjusted(0.01, 0.01, -0.01, -0.01).intersects(other.rect)


def test_the_important_come_first_and_a_lonely_point_has_its_label_at_the_right() -> None:
    labels = place_labels([Wish(100.0, 100.0, 10.0, (80.0,))], [0], 15.0, INSIDE)
    assert labels[0] is not None
    assert labels[0].rect == QRectF(113.0, 92.5, 80.0, 15.0)
    crowd = [Wish(300.0, 120.0, 4.0, (500.0,)) for _ in range(12)]
    placed = place_labels(crowd, [7, *range(7), *range(8, 12)], 15.0, INSIDE)
    assert placed[7] is not None


def test_a_label_further_away_has_a_line_to_its_circle() -> None:
    """Circles all around leave no room beside the one in the middle."""
    ring = [Wish(300.0 + dx, 120.0 + dy, 9.0, (1.0,)) for dx in (-20, 0, 20) for dy in (-20, 0, 20) if dx or dy]
    labels = place_labels([Wish(300.0, 120.0, 5.0, (60.0,)), *ring], [0], 15.0, INSIDE)
    if labels[0] is not None:
        assert labels[0].leader is not None
        assert QLineF(QPointF(300.0, 120.0), labels[0].leader.p1()).length() <= 5.5


def test_labels_keep_off_a_line_where_they_can() -> None:
    line = QLineF(0.0, 140.0, 600.0, 60.0)
    wishes = [Wish(x, 140.0 - x * 80 / 600 - 8.0, 4.0, (70.0,)) for x in (100.0, 250.0, 400.0)]
    for label in place_labels(wishes, range(3), 15.0, INSIDE, lines=[line]):
        assert label is not None
        corners = (label.rect.topLeft(), label.rect.topRight(), label.rect.bottomLeft(), label.rect.bottomRight())
        assert len({point.y() > 140.0 - point.x() * 80 / 600 for point in corners}) == 1
