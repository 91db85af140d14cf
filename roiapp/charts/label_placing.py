"""Labels beside points, none over another: the most important first, near its point, else a little away with a line to
it, else left to the tooltip."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QLineF, QPointF, QRectF

_GAP = 3.0  # px between a point and its label
_FURTHER = (14.0, 28.0)  # px between them where a line leads from one to the other
_MOST_TRIED = 80  # labels; more hardly find room in any window
_MOST_IN_VAIN = 16  # one after the other that found none: the rest will not either
_ROUND = tuple((math.cos(turn * math.pi / 4), -math.sin(turn * math.pi / 4)) for turn in range(8))
#: right first, then left, above, below, the corners
_ORDER = (0, 4, 2, 6, 1, 7, 3, 5)
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Wish:
    """A label wanted for a circle: the widths of its texts, the fullest first, each to be tried before the next."""

    x: float
    y: float
    radius: float
    widths: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Label:
    """Where a label stands, which of its texts it has, and the line to its point where it is not beside it."""

    rect: QRectF
    text: int
    leader: QLineF | None


def place_labels(
    wishes: Sequence[Wish],
    order: Sequence[int],
    height: float,
    inside: QRectF,
    taken: Sequence[QRectF] = (),
    lines: Sequence[QLineF] = (),
) -> list[Label | None]:
    """A label for each wish, None where none finds room; `order` are the wishes by importance.

    Labels keep off each other, the circles of all wishes and the rectangles `taken`, and where they can off the lines.
    """
    placed: list[Label | None] = [None] * len(wishes)
    tried = list(order[:_MOST_TRIED])
    if not tried:
        return placed
    in_vain = 0
    boxes = _Boxes(wishes, taken, len(wishes) + len(taken) + 6 * len(tried))
    for number, found, crossed in zip(
        tried, *_candidates([wishes[n] for n in tried], height, inside, lines), strict=True
    ):
        label = _first_free(wishes[number], found, crossed, boxes, number)
        if label is None:
            in_vain += 1
            if in_vain == _MOST_IN_VAIN:
                break
            continue
        in_vain = 0
        placed[number] = label
        boxes.take(label.rect.adjusted(-2.0, 0.0, 2.0, 0.0))
        for point in _along(label.leader, label.leader.length() / 4) if label.leader else ():
            boxes.take(QRectF(point.x() - 2.0, point.y() - 2.0, 4.0, 4.0))
    return placed


class _Boxes:
    """The rectangles that are taken: the circles, what stands there already, and label after label."""

    def __init__(self, wishes: Sequence[Wish], taken: Sequence[QRectF], most: int) -> None:
        self._sides = np.empty((4, most), dtype=np.float32)  # left, top, right, bottom
        self._used = len(wishes)
        if wishes:
            x, y, radius = np.array([(wish.x, wish.y, wish.radius * 0.9) for wish in wishes]).T
            self._sides[:, : len(wishes)] = x - radius, y - radius, x + radius, y + radius
        for rect in taken:
            self.take(rect)

    def take(self, rect: QRectF) -> None:
        self._sides[:, self._used] = rect.left(), rect.top(), rect.right(), rect.bottom()
        self._used += 1

    def free(self, found: Floats, own: int) -> npt.NDArray[np.bool_]:
        """Which of these rectangles lie over none that is taken, the circle `own` apart."""
        found = found[:, :4].astype(np.float32)
        left, top, right, bottom = self._sides[:, : self._used]
        over = found[:, 0, None] < right
        over &= found[:, 2, None] > left
        over &= found[:, 1, None] < bottom
        over &= found[:, 3, None] > top
        over[:, own] = False
        return ~np.asarray(over.any(axis=1))


def _candidates(
    wishes: Sequence[Wish], height: float, inside: QRectF, lines: Sequence[QLineF]
) -> tuple[list[Floats], list[npt.NDArray[np.bool_]]]:
    """Per wish its places as (left, top, right, bottom, text, distance), the best first, without those that are not
    wholly inside; and which of them lie over a line."""
    x, y = (np.array([getattr(wish, name) for wish in wishes])[:, None] for name in ("x", "y"))
    radius = np.array([wish.radius for wish in wishes])[:, None]
    across, down = np.array([_ROUND[turn] for turn in _ORDER]).T
    blocks = []
    for away in (0.0, *_FURTHER):
        for text in range(len(wishes[0].widths)):
            width = np.array([wish.widths[text] for wish in wishes])[:, None]
            reach = radius + _GAP + away
            at_x, at_y = x + across * reach, y + down * reach
            left = at_x - width * np.where(across > 0.1, 0.0, np.where(across < -0.1, 1.0, 0.5))
            top = at_y - height * np.where(down > 0.1, 0.0, np.where(down < -0.1, 1.0, 0.5))
            full = np.full(left.shape, float(text))
            blocks.append(np.stack([left, top, left + width, top + height, full, np.full(left.shape, away)], axis=2))
    found = np.concatenate(blocks, axis=1)
    fits = (found[:, :, 0] >= inside.left()) & (found[:, :, 1] >= inside.top())
    fits &= (found[:, :, 2] <= inside.right()) & (found[:, :, 3] <= inside.bottom())
    crossed = np.zeros(fits.shape, dtype=np.bool_)
    for line in lines:
        crossed |= _over_line(found, line)
    return [each[fit] for each, fit in zip(found, fits, strict=True)], [
        each[fit] for each, fit in zip(crossed, fits, strict=True)
    ]


def _over_line(found: Floats, line: QLineF) -> npt.NDArray[np.bool_]:
    """Which rectangles have corners on both sides of a line, taken to go on without end."""
    sides = [
        (found[:, :, column] - line.x1()) * line.dy() - (found[:, :, row] - line.y1()) * line.dx()
        for column in (0, 2)
        for row in (1, 3)
    ]
    return np.asarray((np.minimum.reduce(sides) < 0.0) & (np.maximum.reduce(sides) > 0.0))


def _first_free(wish: Wish, found: Floats, crossed: npt.NDArray[np.bool_], boxes: _Boxes, own: int) -> Label | None:
    """The best free place: off the lines if there is one; beside the circle over a line rather than away from it."""
    near = int(np.count_nonzero(found[:, 5] == 0.0))
    free = boxes.free(found[:near], own)
    for number in np.flatnonzero(free).tolist():
        if not crossed[number]:
            return _label(wish, found[number])
    if free.any():
        return _label(wish, found[int(free.argmax())])
    for number in np.flatnonzero(boxes.free(found[near:], own) & ~crossed[near:]).tolist():
        label = _label(wish, found[near + number])
        if label.leader is not None and _is_free(label.leader, boxes, own):
            return label
    return None


def _is_free(line: QLineF, boxes: _Boxes, own: int) -> bool:
    points = np.array([[point.x(), point.y()] * 2 for point in _along(line, 4.0)])
    return bool(boxes.free(points, own).all())


def _label(wish: Wish, place: Floats) -> Label:
    left, top, right, bottom, text, away = place.tolist()
    rect = QRectF(left, top, right - left, bottom - top)
    if not away:
        return Label(rect, int(text), None)
    # To the edge of the text that is nearest.
    end = QPointF(min(max(wish.x, left), right), min(max(wish.y, top + 3.0), bottom - 3.0))
    line = QLineF(QPointF(wish.x, wish.y), end)
    share = min(wish.radius / max(line.length(), 1.0), 1.0)
    return Label(rect, int(text), QLineF(line.pointAt(share), end))


def _along(line: QLineF, step: float) -> list[QPointF]:
    count = max(math.ceil(line.length() / max(step, 0.5)), 1)
    return [line.pointAt(number / count) for number in range(count + 1)]
