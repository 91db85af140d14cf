"""Large figures side by side, each with its name and its change."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QRectF

from roiapp.ui.present.ink import LEAST

if TYPE_CHECKING:
    from roiapp.ui.present.ink import Ink

_GAP: Final = 14.0
_INSET: Final = 15.0
_LABEL: Final = 18
_VALUE: Final = 40
#: in so little height the change stands beside the name
_LOW: Final = 100.0


class Tile(NamedTuple):
    """One figure: its name, a shorter one for little room, its value, and its change as cards have it."""

    label: str
    short: str
    value: str
    direction: int = 0
    amount: str = ""
    against: str = ""
    tone: str = "text2"


def paint_tiles(ink: Ink, room: QRectF, tiles: Sequence[Tile], columns: int) -> None:
    """Tiles in so many columns, all figures in one size: the largest in which each has room."""
    if not tiles:
        return
    rows = -(-len(tiles) // columns)
    width = (room.width() - _GAP * (columns - 1)) / columns
    height = (room.height() - _GAP * (rows - 1)) / rows
    inner = width - 2 * _INSET
    size = ink.fitting([each.value for each in tiles], inner, _VALUE, 600, LEAST)
    changed = any(each.amount for each in tiles)
    if any(ink.width(f"{each.amount} {each.against}", 19, 600) + 24 > inner for each in tiles if each.amount):
        tiles = [each._replace(against="") for each in tiles]
    for place, each in enumerate(tiles):
        row, column = divmod(place, columns)
        tile = QRectF(room.left() + column * (width + _GAP), room.top() + row * (height + _GAP), width, height)
        ink.panel(tile)
        label = each.label if ink.width(each.label, LEAST, 500) <= inner else each.short
        role = "text" if each.value != "–" else "text3"
        if height < _LOW:
            _paint_low(ink, tile.adjusted(_INSET, 7, -_INSET, -7), each._replace(against=""), label, role)
            continue
        left, top = tile.left() + _INSET, tile.top() + (height - (106 if changed else 78)) / 2
        ink.line(QRectF(left, top, inner, 24), label, _LABEL, 500, "text2")
        ink.line(QRectF(left, top + 26, inner, 50), each.value, size, 600, role)
        ink.change(QRectF(left, top + 78, inner, 26), each.direction, each.amount, each.against, each.tone)


def _paint_low(ink: Ink, room: QRectF, tile: Tile, label: str, role: str) -> None:
    """Name above, value and change side by side below."""
    ink.line(QRectF(room.left(), room.top(), room.width(), 24), label, _LABEL, 500, "text2")
    below = QRectF(room.left(), room.top() + 26, room.width(), room.height() - 26)
    change = ink.width(tile.amount, 19, 600) + 26.0 if tile.amount else 0.0
    taken = ink.line(below.adjusted(0, 0, -change - 12.0, 0), tile.value, 34, 600, role)
    ink.change(below.adjusted(taken + 14.0, 4, 0, 4), tile.direction, tile.amount, tile.against, tile.tone)


def spoken_tiles(tiles: Sequence[Tile]) -> str:
    """The figures in words."""
    from roiapp.analysis.change_said import judged

    said = []
    for each in tiles:
        arrow = {1: "↑ ", -1: "↓ "}.get(each.direction, "") if each.amount else ""
        text = " ".join(f"{each.label}: {each.value} {arrow}{each.amount} {each.against}".split())
        better = judged(each.tone) if each.amount else ""
        said.append(f"{text}, {better}." if better else f"{text}.")
    return " ".join(said)
