"""Whether every letter is seen: none is cut off, none lies over another, what has no room can be scrolled to."""

from __future__ import annotations

from itertools import combinations

from PySide6.QtCore import QPoint, QRect, QRectF
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QGraphicsView,
    QLabel,
    QLineEdit,
    QMenu,
    QScrollBar,
    QTabBar,
    QWidget,
)

from roiapp.ui.grid.totals_row import TotalsRow
from tests.ui.painted_texts import PaintedText, painted_texts

#: px by which the box of a font may reach beyond what is seen of its letters
SLACK = 3.0


def seen_widgets(top: QWidget) -> list[QWidget]:
    return [top, *(each for each in top.findChildren(QWidget) if each.isVisible() and each.window() is top.window())]


def scrolls(widget: QWidget) -> bool:
    """Whether what it paints goes on beyond its edges."""
    above = widget.parentWidget()
    return isinstance(above, QAbstractScrollArea) and above.viewport() is widget


def cut_texts(widget: QWidget, found: list[PaintedText]) -> set[str]:
    """Those of its texts that reach beyond the widget, which paints them into its own room."""
    room = QRectF(widget.rect()).adjusted(-SLACK, -SLACK, SLACK, SLACK)
    if scrolls(widget):
        found = [text for text in found if room.top() <= text.rect.top() and text.rect.bottom() <= room.bottom()]
    if isinstance(widget.parentWidget(), QAbstractItemView) or isinstance(widget, QTabBar | TotalsRow | QMenu):
        return set()  # columns scroll too, and tabs, and what is longer than the screen
    if isinstance(widget, QLineEdit):  # its text scrolls
        return {text.text for text in found if text.rect.height() > room.height()}
    return {text.text for text in found if not room.contains(text.rect)}


def overlapping(found: list[PaintedText]) -> set[tuple[str, str]]:
    """Pairs of texts that lie over each other."""

    def tight(text: PaintedText) -> QRectF:
        """Where letters are: a font's box has room above and below."""
        high = text.rect.height()
        return text.rect.adjusted(1, high * 0.16, -1, -high * 0.16)

    letters = [(text.text, tight(text)) for text in found]
    return {(one, other) for (one, here), (other, there) in combinations(letters, 2) if here.intersects(there)}


def too_small(widget: QWidget) -> bool:
    """Whether a label or a button has less room than it asks for."""
    if isinstance(widget, QLabel):
        if not widget.text():
            return False
        if widget.wordWrap():
            return widget.height() < widget.heightForWidth(widget.width())
        return widget.width() < widget.sizeHint().width() or widget.height() < widget.sizeHint().height()
    sign = isinstance(widget.parentWidget(), QLineEdit)  # a picture in a field
    if isinstance(widget, QAbstractButton) and widget.text() and not sign:
        least = widget.minimumSizeHint()
        return widget.width() < least.width() or widget.height() < least.height()
    return False


def out_of_reach(widget: QWidget, top: QWidget) -> bool:
    """Whether part of it lies outside of what holds it, and cannot be scrolled to."""
    above = widget.parentWidget()
    if widget is top or above is None or widget.isWindow() or isinstance(widget, QScrollBar):
        return False
    if isinstance(above.parentWidget(), QAbstractScrollArea) or isinstance(above, QTabBar | QGraphicsView):
        return False
    place = QRect(widget.mapTo(above, QPoint(0, 0)), widget.size())
    return not above.rect().adjusted(-2, -2, 2, 2).contains(place)


def lost_letters(top: QWidget, *, over: bool = True) -> dict[str, object]:
    """What is wrong with the texts and widgets in it; `over`: whether texts that lie over each other are."""
    wrong: dict[str, object] = {}
    for widget in seen_widgets(top):
        name = f"{type(widget).__name__} {widget.accessibleName() or widget.objectName()}"
        painted = painted_texts(widget, alone=True)
        if cut := cut_texts(widget, painted):
            wrong[f"{name} cuts"] = cut
        if over and (pairs := overlapping(painted)):
            wrong[f"{name} writes over"] = pairs
        if too_small(widget):
            wrong[f"{name} {getattr(widget, 'text', str)()!r} is too small"] = (widget.size(), widget.sizeHint())
        if out_of_reach(widget, top):
            wrong[f"{name} is out of reach"] = widget.geometry()
    return wrong
