"""Kinds of business to choose from: the templates as cards of which one is chosen, below them a look at the sample."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from roiapp.language import tr
from roiapp.ui.look.theme import Theme
from roiapp.ui.start.set_up_choices import SAMPLE
from roiapp.ui.start.start_cards import CardGrid, CardText, TemplateCard, lines_of
from roiapp.ui.start.start_texts import template_texts
from roiapp.ui.start.start_tiles import Tile

_GAP, _INSET, _RADIUS, _DISC = 16, 16, 8, 20
_LINE, _MOST_LINES = 18, 4


class BusinessCard(TemplateCard):
    """A template to choose."""

    def __init__(self, theme: Theme, content: CardText) -> None:
        super().__init__(theme, content)
        self.be_choice(content.preview)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        self.paint_card(painter)
        _paint_chosen(self, self._theme, painter)


class SampleChoice(Tile):
    """A look at the sample, to choose instead."""

    def __init__(self, theme: Theme) -> None:
        self._title = tr("Look at the sample first")
        self._text = tr("A finished worksheet of a plumbing firm. Your own is begun later, from the start page.")
        super().__init__(theme, self._title, self._text)
        self.be_choice(SAMPLE)

    @property
    def _left(self) -> int:
        return _INSET + self._theme.px(16) + 8

    def _lines(self, width: int) -> list[str]:
        return lines_of(QFontMetrics(self._theme.font(13)), self._text, width - self._left - _INSET, _MOST_LINES)

    def height_for(self, width: int) -> int:
        """How high it is in this width."""
        return self._theme.px(46 + _LINE * len(self._lines(width)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme, px = QPainter(self), self._theme, self._theme.px
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.colour("border_strong" if self.lit else "border"))
        painter.setBrush(theme.colour("hover" if self.isDown() or self.lit else "surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)
        painter.drawPixmap(_INSET, px(14), theme.pixmap("book-open", "text2", 16, self.devicePixelRatioF()))
        strong, room = theme.font(14, 600), self.width() - self._left - _INSET - px(_DISC)
        painter.setFont(strong)
        painter.setPen(theme.colour("text"))
        title = QFontMetrics(strong).elidedText(self._title, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRect(self._left, px(12), room, px(20)), Qt.AlignmentFlag.AlignVCenter, title)
        painter.setFont(theme.font(13))
        painter.setPen(theme.colour("text2"))
        for place, text in enumerate(self._lines(self.width())):
            painter.drawText(self._left, px(50 + _LINE * place), text)
        _paint_chosen(self, self._theme, painter)


class BusinessCards(CardGrid):
    """The templates, and below them the sample in their whole width; one is always chosen."""

    def __init__(self, theme: Theme, chosen: str, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self.sample = SampleChoice(theme)
        self.choices: Sequence[Tile] = (*(BusinessCard(theme, text) for text in template_texts()), self.sample)
        self.set_cards(self.choices)
        first = next((each for each in self.choices if each.choice == chosen), self.choices[0])
        first.setChecked(True)
        self.group.lead(first)
        for each in self.choices:  # Tab comes to the chosen one, by whatever it was chosen
            each.toggled.connect(lambda chosen, each=each: self.group.lead(each) if chosen else None)

    @property
    def chosen(self) -> str:
        """The id of the template, or `SAMPLE`."""
        return next(each.choice for each in self.choices if each.isChecked())

    @property
    def in_columns(self) -> Sequence[Tile]:
        return [card for card in self.cards if card is not self.sample]

    def lay_out_below(self, height: int) -> int:
        high = self.sample.height_for(self.width())
        self.sample.setGeometry(0, height + _GAP, self.width(), high)
        return height + _GAP + high


def _paint_chosen(tile: Tile, theme: Theme, painter: QPainter) -> None:
    """The mark of the one that is chosen, in the lower corner."""
    if not tile.isChecked():
        return
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.colour("ring"), 1.5))
    painter.drawRoundedRect(QRectF(tile.rect()).adjusted(1, 1, -1, -1), _RADIUS, _RADIUS)
    side = theme.px(_DISC)
    disc = QRect(tile.width() - side - 10, tile.height() - side - 10, side, side)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("accent"))
    painter.drawEllipse(disc)
    sign = theme.pixmap("check", "on_accent", 12, tile.devicePixelRatioF())
    painter.drawPixmap(disc.x() + (side - theme.px(12)) // 2, disc.y() + (side - theme.px(12)) // 2, sign)
    tile.paint_focus(painter, _RADIUS)
