"""Labels beside points, none over another: the most important first, near its point, else a little away with a line to
it, else left to the tooltip."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

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
_Place: TypeAlias = list[float]  # left, top, right, bottom, the text's number, the distance to the circle
_Box: TypeAlias = tuple[float, float, float, float]
Floats: TypeAlias = npt.NDArray[np.floating[Any]]


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
    circles = np.array([(wish.x, wish.y, wish.radius) for wish in wishes], dtype=np.float32).reshape(-1, 3)
    later: list[_Box] = []  # the labels placed so far and points of their lines
    in_vain = 0
    for number, places in _places(wishes, tried, height, inside, taken, lines, circles):
        label = _first_free(wishes[number], places, later, circles, number)
        in_vain = in_vain + 1 if label is None else 0
        if in_vain == _MOST_IN_VAIN:
            break
        if label is not None:
            placed[number] = label
            later += _boxes(label)
    return placed


def clear_of(label: Label, others: Sequence[Label | None]) -> list[Label | None]:
    """The others, without those that would lie over this one or its line."""
    own = _boxes(label)
    return [other if other is not None and not _meet(own, _boxes(other)) else None for other in others]


def _meet(some: Sequence[_Box], others: Sequence[_Box]) -> bool:
    return any(a[0] < b[2] and a[2] > b[0] and a[1] < b[3] and a[3] > b[1] for a in some for b in others)


def _places(
    wishes: Sequence[Wish],
    tried: Sequence[int],
    height: float,
    inside: QRectF,
    taken: Sequence[QRectF],
    lines: Sequence[QLineF],
    circles: Floats,
) -> Iterator[tuple[int, list[_Place]]]:
    """Per wish the places that are inside and over no circle but its own and over nothing taken, the best first: off
    the lines beside the circle, over a line beside it, further away off the lines."""
    found = _candidates([wishes[number] for number in tried], height)
    crossed = np.zeros(found.shape[:2], dtype=np.bool_)
    for line in lines:
        crossed |= _over_line(found, line)
    fits = (found[:, :, 0] >= inside.left()) & (found[:, :, 1] >= inside.top())
    fits &= (found[:, :, 2] <= inside.right()) & (found[:, :, 3] <= inside.bottom())
    fits &= ~(crossed & (found[:, :, 5] > 0.0))
    owners, kinds = np.nonzero(fits)
    flat = found[owners, kinds].astype(np.float32)
    reach = circles[:, 2] * 0.9
    over = _lie_over(flat, circles[:, 0] - reach, circles[:, 1] - reach, circles[:, 0] + reach, circles[:, 1] + reach)
    own = np.array(tried, dtype=np.intp)[owners]
    over[np.arange(len(flat)), own] = False
    free = ~over.any(axis=1)
    if taken:
        sides = np.array([(rect.left(), rect.top(), rect.right(), rect.bottom()) for rect in taken], dtype=np.float32).T
        free &= ~_lie_over(flat, *sides).any(axis=1)
    owners, kinds = owners[free], kinds[free]
    rank = np.where(found[owners, kinds, 5] > 0.0, 2, 0) + crossed[owners, kinds]
    ranked = np.lexsort((kinds, rank, owners))
    places = found[owners[ranked], kinds[ranked]].tolist()
    ends = np.searchsorted(owners, np.arange(len(tried) + 1)).tolist()
    for place, number in enumerate(tried):
        yield number, places[ends[place] : ends[place + 1]]


def _lie_over(flat: Floats, left: Floats, top: Floats, right: Floats, bottom: Floats) -> npt.NDArray[np.bool_]:
    """[place, box]: which places lie over which boxes."""
    over = flat[:, 0, None] < right
    over &= flat[:, 2, None] > left
    over &= flat[:, 1, None] < bottom
    over &= flat[:, 3, None] > top
    return np.asarray(over)


def _candidates(wishes: Sequence[Wish], height: float) -> Floats:
    """[wish, place]: places as (left, top, right, bottom, text, distance), near ones first."""
    x, y = (np.array([getattr(wish, name) for wish in wishes])[:, None] for name in ("x", "y"))
    radius = np.array([wish.radius for wish in wishes])[:, None]
    across, down = np.array([_ROUND[turn] for turn in _ORDER]).T
    texts = len(wishes[0].widths) if wishes else 1
    found = np.empty((len(wishes), 8 * texts * (1 + len(_FURTHER)), 6))
    start = 0
    for away in (0.0, *_FURTHER):
        reach = radius + _GAP + away
        at_x, at_y = x + across * reach, y + down * reach
        top = at_y - height * np.where(down > 0.1, 0.0, np.where(down < -0.1, 1.0, 0.5))
        for text in range(texts):
            width = np.array([wish.widths[text] for wish in wishes])[:, None]
            left = at_x - width * np.where(across > 0.1, 0.0, np.where(across < -0.1, 1.0, 0.5))
            block = found[:, start : start + 8]
            block[:, :, 0], block[:, :, 1], block[:, :, 2], block[:, :, 3] = left, top, left + width, top + height
            block[:, :, 4], block[:, :, 5] = text, away
            start += 8
    return found


def _over_line(found: Floats, line: QLineF) -> npt.NDArray[np.bool_]:
    """Which rectangles have corners on both sides of a line, taken to go on without end."""
    sides = [
        (found[:, :, column] - line.x1()) * line.dy() - (found[:, :, row] - line.y1()) * line.dx()
        for column in (0, 2)
        for row in (1, 3)
    ]
    return np.asarray((np.minimum.reduce(sides) < 0.0) & (np.maximum.reduce(sides) > 0.0))


def _first_free(wish: Wish, places: list[_Place], later: list[_Box], circles: Floats, own: int) -> Label | None:
    """The first place over no label before it, and with a line to it that crosses nothing."""
    for place in places:
        left, top, right, bottom = place[:4]
        if any(left < box[2] and right > box[0] and top < box[3] and bottom > box[1] for box in later):
            continue
        label = _label(wish, place)
        if label.leader is None or _is_free(label.leader, later, circles, own):
            return label
    return None


def _is_free(line: QLineF, later: list[_Box], circles: Floats, own: int) -> bool:
    points = [(point.x(), point.y()) for point in _along(line, 4.0)]
    if any(box[0] <= x <= box[2] and box[1] <= y <= box[3] for x, y in points for box in later):
        return False
    x, y = np.array(points, dtype=np.float32).T
    near = (x[:, None] - circles[:, 0]) ** 2 + (y[:, None] - circles[:, 1]) ** 2 < circles[:, 2] ** 2
    near[:, own] = False
    return not near.any()


def _boxes(label: Label) -> list[_Box]:
    """What a label takes: its rectangle with some air, and its line."""
    rect = label.rect
    boxes = [(rect.left() - 2.0, rect.top(), rect.right() + 2.0, rect.bottom())]
    if label.leader is not None:
        points = _along(label.leader, label.leader.length() / 4)
        boxes += [(point.x() - 2.0, point.y() - 2.0, point.x() + 2.0, point.y() + 2.0) for point in points]
    return boxes


def _label(wish: Wish, place: _Place) -> Label:
    left, top, right, bottom, text, away = place
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
