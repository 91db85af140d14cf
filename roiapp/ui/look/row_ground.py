"""The grounds of rows in lists and tables, of what is chosen or pointed at there, and who paints rows of one height."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem

from roiapp.ui.look.theme import Theme

_EDGE: Final = 3  # px


def paint_row_ground(painter: QPainter, theme: Theme, rect: QRect, *, chosen: bool, over: bool = False) -> None:
    """A row of a list that is `chosen`, or `over` which the pointer is; nothing below others."""
    if chosen:
        painter.fillRect(rect, theme.colour("selection"))
        painter.fillRect(rect.x(), rect.y(), _EDGE, rect.height(), theme.colour("ring"))
    elif over:
        painter.fillRect(rect, theme.colour("hover"))


def paint_lined_ground(painter: QPainter, theme: Theme, rect: QRect, role: str) -> None:
    """A cell of a table on the colour of a role, with a thin line below it."""
    painter.fillRect(rect, theme.colour(role))
    painter.setPen(theme.colour("grid"))
    painter.drawLine(rect.bottomLeft(), rect.bottomRight())


class RowPainter(QStyledItemDelegate):
    """Paints rows of a list that are all `height` px, at the text size of now."""

    def __init__(self, theme: Theme, height: int, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._theme = theme
        self._height = height

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, self._theme.px(self._height))
