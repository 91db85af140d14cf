"""Things in a row that go on in the next one where the first has no more room, as words do."""

from __future__ import annotations

import re
from collections.abc import Mapping

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLabel, QLayout, QLayoutItem, QWidget


class Flowing(QLayout):
    """Each as wide as it asks to be, `gap` px between them and between the rows, from the side where reading begins."""

    def __init__(self, gap: int) -> None:
        super().__init__()
        self._gap = gap
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem:
        # Qt asks until there is none
        return self._items[index] if 0 <= index < len(self._items) else None  # type: ignore[return-value]

    def takeAt(self, index: int) -> QLayoutItem:
        return self._items.pop(index) if 0 <= index < len(self._items) else None  # type: ignore[return-value]

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, move=True)

    def sizeHint(self) -> QSize:
        """All in one row."""
        sizes = [item.sizeHint() for item in self._shown()]
        wide = sum(size.width() for size in sizes) + self._gap * max(len(sizes) - 1, 0)
        return QSize(wide, max((size.height() for size in sizes), default=0))

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._shown():
            size = size.expandedTo(item.minimumSize())
        return size

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _place(self, rect: QRect, *, move: bool) -> int:
        """The height that all take at the rectangle's width."""
        rows: list[list[tuple[QLayoutItem, QSize]]] = [[]]
        taken = 0
        for item in self._shown():
            size = item.sizeHint().expandedTo(item.minimumSize())
            size.setWidth(min(size.width(), max(rect.width(), item.minimumSize().width())))
            if rows[-1] and taken + self._gap + size.width() > rect.width():
                rows.append([])
                taken = 0
            taken += size.width() + (self._gap if rows[-1] else 0)
            rows[-1].append((item, size))
        top = rect.top()
        for row in rows:
            high = max((size.height() for _item, size in row), default=0)
            left = rect.left()
            for item, size in row:
                if move:
                    self._set(item, QRect(QPoint(left, top + (high - size.height()) // 2), size), rect)
                left += size.width() + self._gap
            top += high + (self._gap if row is not rows[-1] else 0)
        return top - rect.top()

    def _set(self, item: QLayoutItem, place: QRect, whole: QRect) -> None:
        above = self.parentWidget()
        if isinstance(above, QWidget) and above.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            place.moveLeft(whole.left() + whole.right() - place.right())
        item.setGeometry(place)


def add_sentence(row: Flowing, sentence: str, fields: Mapping[str, tuple[QWidget, str]], parent: QWidget) -> None:
    """One sentence with fields to fill in, by their places in it each with what it is called: they stand where the
    language has them."""
    for part in re.split(r"(\{\w+\})", sentence):
        if part[1:-1] in fields:
            field, name = fields[part[1:-1]]
            field.setAccessibleName(name)
            row.addWidget(field)
        elif part.strip():
            row.addWidget(QLabel(part.strip(), parent))
