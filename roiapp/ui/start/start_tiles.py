"""What can be chosen on the start page: a tile answers to the pointer and to Enter, and arrow keys lead to its
neighbours."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractButton, QScrollArea, QSizePolicy, QWidget

from roiapp.ui.look.theme import Theme

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
#: which way an arrow key leads
_WAYS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}


class Tile(QAbstractButton):
    """One thing to choose, painted by its kind. `name` and `description` are what a screen reader says; `menu_asked`
    carries the place on the screen where a menu of it is wanted."""

    menu_asked = Signal(QPoint)

    def __init__(self, theme: Theme, name: str, description: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._theme = theme
        self.tiles: TileGroup | None = None
        #: what it stands for where one of a group is chosen
        self.choice = ""
        self.setAccessibleName(name)
        self.setAccessibleDescription(description)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.changed.connect(self.update)

    @property
    def lit(self) -> bool:
        """Whether the pointer is on it."""
        return self.underMouse() and self.isEnabled()

    def be_choice(self, choice: str) -> None:
        """It is one of those in its parent of which one is chosen: arrow keys choose, Enter is not for it."""
        self.choice = choice
        self.setCheckable(True)
        self.setAutoExclusive(True)

    def paint_focus(self, painter: QPainter, radius: int) -> None:
        """The ring of whoever answers to the keyboard."""
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._theme.colour("ring"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), radius, radius)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            if self.choice:
                event.ignore()
            else:
                self.click()
        elif self.tiles is None or not self.tiles.go(self, Qt.Key(event.key())):
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        if self.choice:
            self.setChecked(True)
        if self.tiles is not None:
            self.tiles.lead(self)
        if event.reason() != Qt.FocusReason.MouseFocusReason:  # or it would move away under the pointer
            self._bring_into_sight()
        super().focusInEvent(event)

    def _bring_into_sight(self) -> None:
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if above is not None:
            above.ensureWidgetVisible(self, 0, 24)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        self.menu_asked.emit(self.mapToGlobal(self.rect().center()) if by_key else event.globalPos())


class TileGroup:
    """Tiles of one list: Tab comes to the one that was used last, arrow keys, Home and End go on from there."""

    def __init__(self) -> None:
        self.tiles: list[Tile] = []

    def set_tiles(self, tiles: Sequence[Tile]) -> None:
        self.tiles = list(tiles)
        for tile in self.tiles:
            tile.tiles = self
        if self.tiles:
            self.lead(self.tiles[0])

    def lead(self, leader: Tile) -> None:
        """Tab comes to this one from now on."""
        for tile in self.tiles:
            tile.setFocusPolicy(Qt.FocusPolicy.StrongFocus if tile is leader else Qt.FocusPolicy.ClickFocus)

    def go(self, tile: Tile, key: Qt.Key) -> bool:
        """Move the focus from a tile as the key says; False where the key says nothing here."""
        wanted: Tile | None = None
        if key == Qt.Key.Key_Home:
            wanted = self.tiles[0]
        elif key == Qt.Key.Key_End:
            wanted = self.tiles[-1]
        elif key in _WAYS:
            wanted = self._neighbour(tile, *_WAYS[key])
        else:
            return False
        if wanted is not None:
            wanted.setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def _neighbour(self, tile: Tile, right: int, down: int) -> Tile | None:
        """The nearest tile in a direction; sideways counts more than ahead, so that columns are kept."""
        here = tile.geometry().center()

        def distance(other: Tile) -> tuple[int, int] | None:
            away = other.geometry().center() - here
            ahead = away.x() * right + away.y() * down
            aside = abs(away.x() * down) + abs(away.y() * right)
            return (aside, ahead) if ahead > 0 else None

        found = [(far, place) for place, other in enumerate(self.tiles) if (far := distance(other)) is not None]
        return self.tiles[min(found)[1]] if found else None
