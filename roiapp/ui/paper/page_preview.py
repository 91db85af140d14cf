"""The preview of one page, drawn as the printer will have it; arrow keys and the wheel turn the pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from PySide6.QtCore import QMarginsF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QAccessible, QColor, QKeyEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from roiapp.language import tr
from roiapp.ui.look.spoken import announce

if TYPE_CHECKING:
    from roiapp.ui.look.theme import Theme

_AROUND: Final = 16
_PAPER: Final = "#FFFFFF"  # paper is white in dark, too
_KEYS: Final = {
    Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageUp: -1,
    Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageDown: 1,
}  # fmt: skip

_ZOOM: Final = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1}


class Pages(Protocol):
    """What has pages that can be drawn, each with its corner at the painter's origin, in px of 96 an inch."""

    def __len__(self) -> int: ...
    def paint(self, painter: QPainter, number: int) -> None: ...


class PagePreview(QWidget):
    """Shows the page `number`, from 0, of what `show_paper` was given. `scrolls`: it is larger than its place, so wheel
    and Up and Down are left to whoever scrolls it; `zoom_asked` says by + and − that it shall be larger or smaller."""

    spoken_role = QAccessible.Role.Graphic
    turned = Signal(int)
    zoom_asked = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.paper: Pages | None = None
        self.scrolls = False
        self._sheet = QSizeF(1, 1)
        self._margins = QMarginsF()
        self.number = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(tr("Preview"))

    def show_paper(self, paper: Pages, sheet: QSizeF, margins: QMarginsF) -> None:
        """Show these pages on sheets of this size with these margins, in px of 96 an inch."""
        self.paper, self._sheet, self._margins = paper, sheet, margins
        self.turn_to(min(self.number, len(paper) - 1))

    def turn_to(self, number: int) -> None:
        """Show another page; beyond the first and the last there is none."""
        pages = len(self.paper) if self.paper is not None else 1
        self.number = max(0, min(number, pages - 1))
        self.setAccessibleDescription(tr("Page {number} of {all}", number=self.number + 1, all=pages))
        announce(self, self.accessibleDescription())
        self.turned.emit(self.number)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(560, 440)

    def minimumSizeHint(self) -> QSize:
        return QSize(280, 220)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        tokens = self._theme.tokens
        painter.fillRect(self.rect(), QColor(tokens.sunken))
        room = QRectF(self.rect()).adjusted(_AROUND, _AROUND, -_AROUND, -_AROUND)
        scale = min(room.width() / self._sheet.width(), room.height() / self._sheet.height())
        page = QRectF(0, 0, self._sheet.width() * scale, self._sheet.height() * scale)
        page.moveCenter(room.center())
        painter.fillRect(page, QColor(_PAPER))
        if self.hasFocus():
            painter.setPen(QPen(QColor(tokens.ring), 2))
        else:
            painter.setPen(QPen(QColor(tokens.border_strong), 1))
        painter.drawRect(page.adjusted(-0.5, -0.5, 0.5, 0.5))
        if self.paper is not None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.translate(page.topLeft())
            painter.scale(scale, scale)
            painter.translate(self._margins.left(), self._margins.top())
            self.paper.paint(painter, self.number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, pages = Qt.Key(event.key()), len(self.paper) if self.paper is not None else 1
        by = _KEYS.get(key)
        if key in _ZOOM:
            self.zoom_asked.emit(_ZOOM[key])
        elif self.scrolls and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            super().keyPressEvent(event)
        elif by is not None:
            self.turn_to(self.number + by)
        elif key == Qt.Key.Key_Home:
            self.turn_to(0)
        elif key == Qt.Key.Key_End:
            self.turn_to(pages - 1)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        steps = event.angleDelta().y()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if steps:  # none where it was turned sideways
                self.zoom_asked.emit(1 if steps > 0 else -1)
        elif self.scrolls:
            event.ignore()
            return
        elif steps:
            self.turn_to(self.number - (1 if steps > 0 else -1))
        event.accept()
