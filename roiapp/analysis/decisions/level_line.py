"""Where a figure over two inputs has one value: straight pieces through the cells between its known places."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

Point = tuple[float, float]
Segment = tuple[Point, Point]


def level_line(
    xs: Sequence[float], ys: Sequence[float], figures: Sequence[Sequence[float | None]], level: float
) -> list[Segment]:
    """`figures[i][j]` stands at (`xs[j]`, `ys[i]`). Between four neighbours the figure is taken to be linear along each
    side; where one of the four is not known there is no line."""
    found: list[Segment] = []
    for i in range(len(ys) - 1):
        for j in range(len(xs) - 1):
            square = figures[i][j : j + 2], figures[i + 1][j : j + 2]
            found.extend(_through(xs[j : j + 2], ys[i : i + 2], square, level))
    return found


def _through(
    xs: Sequence[float], ys: Sequence[float], figures: tuple[Sequence[float | None], ...], level: float
) -> Iterator[Segment]:
    """The pieces in one square of neighbours; of a saddle, by what is in its middle."""
    around = [figures[0][0], figures[0][1], figures[1][1], figures[1][0]]
    offs = [math.nan if each is None or not math.isfinite(each) else each - level for each in around]
    if any(map(math.isnan, offs)):
        return
    corners = [(xs[0], ys[0]), (xs[1], ys[0]), (xs[1], ys[1]), (xs[0], ys[1])]
    crossed: list[Point] = []
    for here in range(4):
        there = (here + 1) % 4
        if (offs[here] >= 0.0) != (offs[there] >= 0.0):
            part = offs[here] / (offs[here] - offs[there])
            (x0, y0), (x1, y1) = corners[here], corners[there]
            crossed.append((x0 + (x1 - x0) * part, y0 + (y1 - y0) * part))
    if len(crossed) == 4 and (sum(offs) >= 0.0) != (offs[0] >= 0.0):  # the first corner is cut off
        crossed = [crossed[3], *crossed[:3]]
    for place in range(0, len(crossed) - 1, 2):
        if crossed[place] != crossed[place + 1]:
            yield crossed[place], crossed[place + 1]
