"""The ways to reach a goal, one of which is taken: cards with what an input is now and would be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QSizePolicy, QVBoxLayout, QWidget

from roiapp.ui.look.theme import Theme

_SIDE: Final = 12
_SIGN: Final = 16
_LINE: Final = 18


@dataclass(frozen=True)
class WayTexts:
    """What a card says: the input, from what to what, how much that is, and what it holds; `spoken` says it all."""

    by: str
    title: str
    values: str
    change: str
    holds: str
    spoken: str


class WayCard(QRadioButton):
    """One way. The keys and the group are Qt's own, the look is the design's."""

    def __init__(self, theme: Theme, texts: WayTexts, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._theme = theme
        self.texts = texts
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.say(texts)

    def say(self, texts: WayTexts) -> None:
        """The same way, other figures."""
        self.texts = texts
        self.setAccessibleName(texts.spoken)
        self.setToolTip(texts.spoken)
        self.setFixedHeight(self.sizeHint().height())
        self.update()

    def sizeHint(self) -> QSize:
        lines = 3 if self.texts.holds else 2
        return QSize(self._theme.px(230), self._theme.px(_LINE * lines + 14))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(180), self.sizeHint().height())

    def hitButton(self, _place: object) -> bool:
        """All of it can be pressed."""
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, px, chosen = self._theme, self._theme.px, self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(1.0, 1.0, -1.0, -1.0)
        ground = "accent_soft" if chosen else "hover" if self.underMouse() else "raised"
        focused = self.hasFocus()
        painter.setBrush(theme.colour(ground))
        edge = "ring" if chosen or focused else "border_strong"
        painter.setPen(QPen(theme.colour(edge), 2.0 if focused else 1.5 if chosen else 1.0))
        painter.drawRoundedRect(area, 6, 6)
        self._paint_sign(painter, chosen)
        left = px(_SIDE + _SIGN + 10)
        room = self.rect().adjusted(left, px(7), -px(_SIDE), -px(7))
        strong, small = theme.font(13, 600), theme.font(12)
        change = QFontMetrics(strong).horizontalAdvance(self.texts.change)
        lines = [(self.texts.title, strong, "text"), (self.texts.values, small, "text2")]
        if self.texts.holds:
            lines.append((self.texts.holds, small, "text2"))
        for number, (text, font, role) in enumerate(lines):
            spare = change + px(8) if number < 2 else 0
            place = QRect(room.left(), room.top() + number * px(_LINE), room.width() - spare, px(_LINE))
            self._write(painter, place, text, font, role)
        painter.setFont(strong)
        painter.setPen(theme.colour("text"))
        place = QRect(room.right() - change + 1, room.top(), change, 2 * px(_LINE))
        painter.drawText(self._placed(place), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight,
                         self.texts.change)  # fmt: skip

    def _write(self, painter: QPainter, place: QRect, text: str, font: QFont, role: str) -> None:
        painter.setFont(font)
        painter.setPen(self._theme.colour(role))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(self._placed(place), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, shown)

    def _placed(self, place: QRect) -> QRect:
        """Where it stands in the direction of reading."""
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            place.moveLeft(self.width() - place.right() - 1)
        return place

    def _paint_sign(self, painter: QPainter, chosen: bool) -> None:
        theme, size = self._theme, self._theme.px(_SIGN)
        place = self._placed(QRect(theme.px(_SIDE), (self.height() - size) // 2, size, size))
        circle = QRectF(place).adjusted(0.75, 0.75, -0.75, -0.75)
        painter.setBrush(theme.colour("accent" if chosen else "raised"))
        painter.setPen(QPen(theme.colour("accent" if chosen else "text3"), 1.5))
        painter.drawEllipse(circle)
        if chosen:
            painter.setBrush(theme.colour("on_accent"))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawEllipse(circle.center(), size * 0.19, size * 0.19)


class WayCards(QWidget):
    """The cards below each other; `taken` carries the input of the one that was chosen by hand."""

    taken = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.cards: dict[str, WayCard] = {}
        self._group = QButtonGroup(self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._column.addStretch(1)

    def show_ways(self, ways: Sequence[WayTexts]) -> None:
        """These ways from now on, in this order; a card that stays keeps the keys."""
        wanted = {way.by: way for way in ways}
        for by in [by for by in self.cards if by not in wanted]:
            card = self.cards.pop(by)
            self._group.removeButton(card)
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        for place, (by, way) in enumerate(wanted.items()):
            card = self.cards.get(by) or self._added(way)
            if card.texts != way:
                card.say(way)
            if self._column.indexOf(card) != place:
                self._column.removeWidget(card)
                self._column.insertWidget(place, card)

        # said outright: what scrolls asks before its layouts have settled
        high = sum(card.height() for card in self.cards.values()) + self._column.spacing() * len(self.cards)
        self.setMinimumHeight(high)

    def _added(self, way: WayTexts) -> WayCard:
        card = self.cards[way.by] = WayCard(self._theme, way, self)
        self._group.addButton(card)
        card.clicked.connect(lambda _checked=False: self.taken.emit(way.by))
        card.show()
        return card

    def choose(self, by: str) -> None:
        """Show which way is taken; "" for none."""
        self._group.setExclusive(False)
        for id_, card in self.cards.items():
            card.setChecked(id_ == by)
        self._group.setExclusive(True)
