"""The figure cards, chosen by the user: the total of each figure, its change against the period before, its course in a
line."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QContextMenuEvent,
    QEnterEvent,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolButton, QWidget

from roiapp.analysis.change_said import judged
from roiapp.core.units import UNDEFINED
from roiapp.language import tr
from roiapp.ui.bars.card_contents import CardContent, contents
from roiapp.ui.look.buttons import paint_panel
from roiapp.ui.look.change_mark import paint_mark
from roiapp.ui.look.theme import Theme
from roiapp.ui.model.session_model import SessionModel

_HEIGHT, _STACKED_HEIGHT = 72, 84
_STACKED_BELOW = 196  # narrower cards put the change under the value
_LEAST_WIDTH, _GAP = 96, 8
_LINE = QSize(62, 18)
# Size of the value, and whether "vs Q2" stands behind the change: the first in which all cards have room for all of it.
_WAYS: Final = ((22, True), (20, True), (22, False), (20, False), (18, False), (15, False))
_NONE: Final = Qt.KeyboardModifier.NoModifier


class CardsRow(QWidget):
    """The row of cards. It asks the session for its totals once a frame. `menu_wanted(place, point of the screen)` asks
    for the menu of a card, `moved(place, by)` for its place to be changed."""

    menu_wanted = Signal(int, QPoint)
    moved = Signal(int, int)

    def __init__(self, theme: Theme, model: SessionModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._model = model
        self.cards: list[Card] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(theme.px(_HEIGHT))
        self._show(contents(model))
        model.frames.cards.connect(self.refresh)

    def refresh(self) -> None:
        self._show(contents(self._model))
        self._agree()

    def _show(self, found: list[CardContent]) -> None:
        if len(self.cards) != len(found):
            while len(self.cards) > len(found):
                self.cards.pop().deleteLater()
            while len(self.cards) < len(found):
                self._add()
            self.setMinimumWidth(len(self.cards) * (self._theme.px(_LEAST_WIDTH) + _GAP) - _GAP)
            self._place_cards()
        for card, content in zip(self.cards, found, strict=True):
            card.set_content(content)
        if self._theme.text_size > 100:  # the labels say in how many rows they stand
            self._place_cards()

    def _add(self) -> None:
        place = len(self.cards)
        card = Card(self._theme, self)
        card.menu_wanted.connect(lambda at: self.menu_wanted.emit(place, at))
        card.stepped.connect(lambda by: self.focus_card(place + by))
        card.moved.connect(lambda by: self.moved.emit(place, by))
        if self.cards:
            QWidget.setTabOrder(self.cards[-1], card)
        self.cards.append(card)
        if self.isVisible():
            card.show()

    @property
    def current(self) -> int:
        """The card that has the focus, else the first."""
        return next((place for place, card in enumerate(self.cards) if card.hasFocus()), 0)

    def focus_card(self, place: int) -> None:
        """Give a card the focus, the first after the last."""
        self.cards[place % len(self.cards)].setFocus(Qt.FocusReason.TabFocusReason)

    def resizeEvent(self, _event: QResizeEvent) -> None:
        self._place_cards()

    def _place_cards(self) -> None:
        """Cards of equal width, side by side; the height follows from the width."""
        rows = self._rows()
        columns = -(-len(self.cards) // rows)
        each = (self.width() + _GAP) / columns
        stacked = each - _GAP < self._theme.px(_STACKED_BELOW)
        high = self._theme.px(_STACKED_HEIGHT if stacked else _HEIGHT)
        self.setFixedHeight(rows * (high + _GAP) - _GAP)
        for place, card in enumerate(self.cards):
            card.stacked = stacked
            row, column = divmod(place, columns)
            left = round(column * each)
            card.setGeometry(left, row * (high + _GAP), round((column + 1) * each) - _GAP - left, high)
        self._agree()

    def _rows(self) -> int:
        """One; with large texts two where the labels have no room in one: in a small window the rest scrolls then."""
        if self._theme.text_size == 100 or len(self.cards) < 2:
            return 1
        room = (self.width() + _GAP) / len(self.cards) - _GAP - 24
        return 1 if max(card.label_width() for card in self.cards) <= room else 2

    def _agree(self) -> None:
        """All cards are written alike: a line, "vs Q2" and large values are for all of them or for none."""
        line = all(card.has_room_for_line() for card in self.cards)
        fitting = (way for way in _WAYS if all(card.has_room_for(*way) for card in self.cards))
        look = (line, *next(fitting, _WAYS[-1]))
        for card in self.cards:
            if card.look != look:
                card.look = look
                card.update()


class Card(QWidget):
    """One card, painted by hand: label and line above, value and change below; on it or with the focus a small button
    for its menu. Enter and the menu key bring that up too, arrows lead to the next card, with Alt they move it."""

    spoken_role = QAccessible.Role.ButtonMenu
    menu_wanted = Signal(QPoint)
    stepped = Signal(int)
    moved = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.stacked = False
        #: what all cards have in common: a line, the size of the value, "vs Q2"
        self.look = (False, *_WAYS[0])
        self.content = CardContent("")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.button = QToolButton(self)
        self.button.setAutoRaise(True)
        self.button.setFixedSize(theme.px(22), theme.px(22))
        self.button.setIconSize(QSize(theme.px(16), theme.px(16)))
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.button.setToolTip(tr("Another figure, another place"))
        self.button.setAccessibleName(tr("Another figure, another place"))
        self.button.clicked.connect(self.press)
        self.button.hide()
        theme.changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        tokens = self._theme.tokens
        self.button.setIcon(self._theme.icon("chevron-down"))
        self.button.setStyleSheet(
            f"QToolButton {{ background: {tokens.surface}; border: 1px solid {tokens.border}; border-radius: 6px; }}"
            f" QToolButton:hover {{ background: {tokens.hover}; }}"
        )
        self.update()

    def press(self) -> None:
        """Bring up its menu."""
        self.menu_wanted.emit(self.mapToGlobal(QPoint(12, self.height())))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            self.menu_wanted.emit(event.globalPos())
        else:
            self.press()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        alone, with_alt = event.modifiers() == _NONE, event.modifiers() == Qt.KeyboardModifier.AltModifier
        by = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if alone and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.press()
        elif by and alone:
            self.stepped.emit(by)
        elif by and with_alt:
            self.moved.emit(by)
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._show_button()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._show_button()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._show_button()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._show_button()

    def _show_button(self) -> None:
        self.button.move(self.width() - self.button.width() - 6, 6)
        self.button.setVisible(bool(self.content.label) and (self.hasFocus() or self.underMouse()))
        self.update()

    def set_content(self, content: CardContent) -> None:
        if content != self.content:
            self.content = content
            self.setToolTip("\n".join(filter(None, (content.label, content.hint))))
            arrow = {1: "↑ ", -1: "↓ "}.get(content.direction, "")
            spoken = f"{content.label}: {content.value} {arrow}{content.amount} {content.against}"
            better = judged(content.tone) if content.amount else ""
            self.setAccessibleName(", ".join(filter(None, (" ".join(spoken.split()), better))))
            self.update()

    def label_width(self) -> int:
        """How much room the label takes."""
        return QFontMetrics(self._theme.font(12, 500)).horizontalAdvance(self.content.label)

    def has_room_for_line(self) -> bool:
        return self.label_width() + 8 + self._theme.px(_LINE.width()) <= self.width() - 24

    def has_room_for(self, size: int, against: bool) -> bool:
        """Whether the value in this size and its change, with what it is against or without, stand there whole."""
        content, theme, room = self.content, self._theme, self.width() - 24
        value = QFontMetrics(theme.font(size, 600, display=True)).horizontalAdvance(content.value)
        if not content.amount:
            return value <= room
        change = QFontMetrics(theme.font(12, 600)).horizontalAdvance(content.amount) + (
            theme.px(16) if content.direction else 0
        )
        if against and content.against:
            change += QFontMetrics(theme.font(12)).horizontalAdvance(f" {content.against}")
        return max(value, change) <= room if self.stacked else value + 8 + change <= room

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme, content = paint_panel(self, self._theme), self._theme, self.content
        px = theme.px
        inner = self.rect().adjusted(12, px(8), -12, -px(8))
        label = QRect(inner.left(), inner.top(), inner.width(), px(20))
        painter.setFont(theme.font(12, 500))
        painter.setPen(theme.colour("text2"))
        metrics = QFontMetrics(painter.font())
        if self.look[0]:
            self._draw_line(painter, QRectF(
                inner.right() - px(_LINE.width()), inner.top() + 1, px(_LINE.width()), px(_LINE.height())
            ))
            painter.setPen(theme.colour("text2"))
        painter.drawText(label, Qt.AlignmentFlag.AlignVCenter, metrics.elidedText(
            content.label, Qt.TextElideMode.ElideRight, inner.width()
        ))  # fmt: skip
        middle = inner.top() + px(33 if self.stacked else 38)
        painter.setPen(theme.colour("text3" if content.value == UNDEFINED else "text"))
        size, value_width = self._value_font(painter, inner.width())
        value = QRect(inner.left(), middle - px(15), inner.width(), px(30))
        painter.drawText(value, Qt.AlignmentFlag.AlignVCenter, content.value)
        below = inner.top() + px(58) if self.stacked else middle + 2
        room = inner.width() if self.stacked else inner.width() - value_width - 8
        if size and content.amount:
            self._draw_change(painter, inner, below, room)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("ring"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 7, 7)

    def _value_font(self, painter: QPainter, room: int) -> tuple[int, int]:
        """The largest of the sizes in which the value fits, and how wide it then is."""
        width = 0
        for size in (self.look[1], 18, 15, 12):
            painter.setFont(self._theme.font(size, 600, display=size >= 20))
            width = QFontMetrics(painter.font()).horizontalAdvance(self.content.value)
            if width <= room:
                return size, width
        return 0, width

    def _draw_change(self, painter: QPainter, inner: QRect, middle: int, room: int) -> None:
        """The change at the right (under the value where stacked)."""
        theme, content = self._theme, self.content
        strong, weak = theme.font(12, 600), theme.font(12)
        arrow = theme.px(16) if content.direction else 0
        amount = QFontMetrics(strong).horizontalAdvance(content.amount)
        shown = content.against and self.look[2]
        against = QFontMetrics(weak).horizontalAdvance(f" {content.against}") if shown else 0
        if arrow + amount + against > room:
            against = 0
        if arrow + amount > room:
            return
        high = theme.px(20)
        x = inner.left() if self.stacked else inner.right() + 1 - arrow - amount - against
        if arrow:
            name = "arrow-up" if content.direction > 0 else "arrow-down"
            paint_mark(painter, theme, x, middle, name, content.tone)
        painter.setFont(strong)
        painter.setPen(theme.colour(content.tone))
        area = QRect(x + arrow, middle - high // 2, amount + 2, high)
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, content.amount)
        if against:
            painter.setFont(weak)
            painter.setPen(theme.colour("text3"))
            rest = QRect(x + arrow + amount, middle - high // 2, against + 2, high)
            painter.drawText(rest, Qt.AlignmentFlag.AlignVCenter, f" {content.against}")

    def _draw_line(self, painter: QPainter, area: QRectF) -> None:
        """The course: gray up to the view's own points, these in the colour of the change, a dot on the last."""
        line = self.content.line
        known = [value for value in line if value is not None]
        if len(known) < 2 or line[-1] is None:
            return
        low, high = min(known), max(known)
        span = (high - low) or 1.0
        step = area.width() / (len(line) - 1)
        high_by = area.height() / span
        points = [
            None if value is None else QPointF(area.left() + i * step, area.bottom() - (value - low) * high_by)
            for i, value in enumerate(line)
        ]
        tone = self._theme.colour(self.content.tone if self.content.tone != "text3" else "text2")
        turn = max(0, len(points) - max(2, self.content.latest))
        parts = (range(turn + 1), self._theme.colour("border_strong")), (range(turn, len(points)), tone)
        for part, colour in parts:
            painter.setPen(QPen(colour, 1.5))
            for run in _runs(points, part, self.content.breaks):
                painter.drawPolyline(QPolygonF(run))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tone)
        if points[-1] is not None:
            painter.drawEllipse(points[-1], 2.5, 2.5)


def _runs(points: list[QPointF | None], part: range, breaks: frozenset[int]) -> list[list[QPointF]]:
    """The points of a part between the gaps, two or more at a time."""
    runs: list[list[QPointF]] = [[]]
    for place in part:
        point = points[place]
        if point is None or place in breaks:
            runs.append([])
        if point is not None:
            runs[-1].append(point)
    return [run for run in runs if len(run) > 1]
