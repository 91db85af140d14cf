"""The cards of the start page: templates, the sample, and the place to drop a file on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPainterPath, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from roiapp.language import mark, tr
from roiapp.ui.look.theme import Theme
from roiapp.ui.start.start_previews import PREVIEW_HEIGHT, paint_template, paint_window
from roiapp.ui.start.start_tiles import Tile, TileGroup

_CARD_HEIGHT, _GAP, _LEAST_CARD = 208, 16, 270
_INSET, _RADIUS = 16, 8
_SAMPLE_HEIGHT, _PICTURE = 150, 260
_DROP_HEIGHT = 138
_LINE, _MOST_LINES = 18, 3


@dataclass(frozen=True)
class CardText:
    """What a template's card says. `preview` names its picture; `icon` is drawn in the colour of `role`."""

    title: str
    text: str
    foot: str
    icon: str
    role: str
    preview: str


class TemplateCard(Tile):
    """A template: a small picture, its name, what it is for, and how large it is."""

    def __init__(self, theme: Theme, content: CardText, parent: QWidget | None = None) -> None:
        spoken = " ".join(part for part in (content.text, content.foot) if part)
        super().__init__(theme, content.title, spoken, parent)
        self.content = content
        self.setFixedHeight(_card_height(theme))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What has no room is in the tooltip."""
        cut = " ".join(self._lines()) != self.content.text
        cut = cut or QFontMetrics(self._theme.font(14, 600)).horizontalAdvance(self.content.title) > self._title_width
        self.setToolTip(f"{self.content.title}\n{self.content.text}" if cut else "")
        super().resizeEvent(event)

    @property
    def _title_width(self) -> int:
        return self.width() - 2 * _INSET - self._theme.px(16) - 8

    def _lines(self) -> list[str]:
        return lines_of(QFontMetrics(self._theme.font(13)), self.content.text, self.width() - 2 * _INSET, _MOST_LINES)

    def paintEvent(self, _event: QPaintEvent) -> None:
        self.paint_card(QPainter(self))

    def paint_card(self, painter: QPainter) -> None:
        """All of it, with a painter of its own."""
        theme, content = self._theme, self.content
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        shape = QPainterPath()
        shape.addRoundedRect(area, _RADIUS, _RADIUS)
        painter.fillPath(shape, theme.colour("hover" if self.isDown() else "surface"))
        painter.save()
        painter.setClipPath(shape)
        painter.fillRect(0, 0, self.width(), PREVIEW_HEIGHT, theme.colour("hover" if self.lit else "header"))
        paint_template(painter, theme, self.width(), content.preview)
        painter.fillRect(0, PREVIEW_HEIGHT, self.width(), 1, theme.colour("border"))
        painter.restore()
        painter.setPen(theme.colour("border_strong" if self.lit else "border"))
        painter.drawPath(shape)
        icon = theme.pixmap(content.icon, content.role, 16, self.devicePixelRatioF())
        px = theme.px
        painter.drawPixmap(_INSET, PREVIEW_HEIGHT + px(12), icon)
        strong = theme.font(14, 600)
        title = QFontMetrics(strong).elidedText(content.title, Qt.TextElideMode.ElideRight, self._title_width)
        painter.setFont(strong)
        painter.setPen(theme.colour("text"))
        line = QRect(_INSET + px(16) + 8, PREVIEW_HEIGHT + px(10), self._title_width, px(20))
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, title)
        painter.setFont(theme.font(13))
        painter.setPen(theme.colour("text2"))
        for place, text in enumerate(self._lines()):
            painter.drawText(_INSET, PREVIEW_HEIGHT + px(48 + _LINE * place), text)
        painter.setFont(theme.font(12))
        foot = QRect(_INSET, self.height() - px(30), self.width() - 2 * _INSET, px(20))
        painter.drawText(foot, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, content.foot)
        self.paint_focus(painter, _RADIUS)


def lines_of(metrics: QFontMetrics, text: str, width: int, most: int) -> list[str]:
    """A text in lines of this width, so many at most; what is left over gives way to an ellipsis."""
    words = text.split(" ")  # not at the no-break spaces of French
    found: list[str] = []
    while words and len(found) < most - 1:
        line = words.pop(0)
        while words and metrics.horizontalAdvance(f"{line} {words[0]}") <= width:
            line = f"{line} {words.pop(0)}"
        fits = metrics.horizontalAdvance(line) <= width  # what fits to the pixel would be elided
        found.append(line if fits else metrics.elidedText(line, Qt.TextElideMode.ElideRight, width))
    if words:
        found.append(metrics.elidedText(" ".join(words), Qt.TextElideMode.ElideRight, width))
    return found


def _card_height(theme: Theme) -> int:
    """The picture keeps its size, the texts below it have theirs."""
    return PREVIEW_HEIGHT + theme.px(_CARD_HEIGHT - PREVIEW_HEIGHT)


class CardGrid(QWidget):
    """Cards in as many columns of equal width as there is room for, two at most."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.group = TileGroup()

    @property
    def cards(self) -> list[Tile]:
        return self.group.tiles

    @property
    def in_columns(self) -> Sequence[Tile]:
        """Those that stand side by side."""
        return self.cards

    def lay_out_below(self, height: int) -> int:
        """Place what stands below the columns, which are so high; returns how high all of it is."""
        return height

    def set_cards(self, cards: Sequence[Tile]) -> None:
        """Show these in place of those before."""
        for old in self.cards:
            old.hide()
            old.deleteLater()
        self.group.set_tiles(cards)
        for card in cards:
            card.setParent(self)
            card.show()
        self._lay_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._lay_out()
        super().resizeEvent(event)

    def _lay_out(self) -> None:
        high = _card_height(self._theme)
        columns = 2 if self.width() >= 2 * self._theme.px(_LEAST_CARD) + _GAP else 1
        each = (self.width() - (columns - 1) * _GAP) // columns
        cards = self.in_columns
        for place, card in enumerate(cards):
            row, column = divmod(place, columns)
            card.setGeometry(column * (each + _GAP), row * (high + _GAP), each, high)
        rows = -(-len(cards) // columns)
        self.setFixedHeight(self.lay_out_below(max(0, rows * (high + _GAP) - _GAP)))


#: of each sample its title and what there is to see in it
_SAMPLES: Final = {
    "sample": (mark("Open a sample"),
               mark("A finished worksheet of a plumbing firm: 11 channels, a year of figures, with reasons.")),
    "b2b": (mark("Open the B2B sample"),
            mark("A maker of drives: ten channels, eighteen months, from reach to lifetime value, with goals.")),
}  # fmt: skip


class SampleCard(Tile):
    """A sample: the window in outline, and what there is to see in it."""

    def __init__(self, theme: Theme, id_: str, parent: QWidget | None = None) -> None:
        self._title, self._text = (tr(text) for text in _SAMPLES[id_])
        super().__init__(theme, self._title, self._text, parent)
        self.setFixedHeight(theme.px(_SAMPLE_HEIGHT))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As high as the lines of its text ask for."""
        super().resizeEvent(event)
        needed = self._theme.px(_SAMPLE_HEIGHT + 20 * max(0, len(self._lines()) - 2))
        if self.height() != needed:
            self.setFixedHeight(needed)

    def _picture(self) -> int:
        """How wide the picture is; large texts take its room."""
        return 0 if self._theme.text_size > 150 else min(_PICTURE, self.width() * 54 // 100)

    def _lines(self) -> list[str]:
        width = self.width() - self._picture() - 40
        return list(lines_of(QFontMetrics(self._theme.font(13)), self._text, width, 8))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self._theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("hover" if self.isDown() else "surface"))
        painter.drawRoundedRect(area, _RADIUS, _RADIUS)
        picture = self._picture()
        if picture:
            paint_window(painter, theme, QRectF(0, 0, picture, self.height()), _RADIUS)
            painter.fillRect(picture, 0, 1, self.height(), theme.colour("border"))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(theme.colour("border_strong" if self.lit else "border"))
        painter.drawRoundedRect(area, _RADIUS, _RADIUS)
        px = theme.px
        left, width = picture + 20, self.width() - picture - 40
        painter.setFont(theme.font(16, 600))
        painter.setPen(theme.colour("text"))
        painter.drawText(QRect(left, px(20), width, px(22)), Qt.AlignmentFlag.AlignVCenter, self._title)
        painter.setFont(theme.font(13))
        painter.setPen(theme.colour("text2"))
        for place, text in enumerate(self._lines()):
            painter.drawText(left, px(64 + 20 * place), text)
        self._paint_button(painter, left)
        self.paint_focus(painter, _RADIUS)

    def _paint_button(self, painter: QPainter, left: int) -> None:
        """The whole card answers; what stands there says so."""
        theme, font, px = self._theme, self._theme.font(13, 500), self._theme.px
        text = tr("Look around")
        button = QRectF(left, self.height() - px(53), QFontMetrics(font).horizontalAdvance(text) + px(16) + 36, px(32))
        painter.setPen(theme.colour("border_strong"))
        painter.setBrush(theme.colour("hover" if self.lit else "raised"))
        painter.drawRoundedRect(button.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        icon = theme.pixmap("book-open", "text2", 16, self.devicePixelRatioF())
        painter.drawPixmap(round(button.left()) + 12, round(button.top()) + px(8), icon)
        painter.setFont(font)
        painter.setPen(theme.colour("text"))
        painter.drawText(button.adjusted(12 + px(16) + 8, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, text)


class DropPlace(Tile):
    """Where a file can be dropped; a click lets one be chosen. `inviting` while a file is held over the page."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self._title = tr("Drop a CSV or Excel file here")
        self._text = tr("Start from your own numbers. Documents can be dropped too.")
        super().__init__(theme, self._title, self._text, parent)
        self._inviting = False
        self.setToolTip(self._text)  # which may be longer than the place is wide
        self.setFixedHeight(theme.px(_DROP_HEIGHT))

    def set_inviting(self, inviting: bool) -> None:
        if inviting != self._inviting:
            self._inviting = inviting
            self.update()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self._theme.px(_DROP_HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self._theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        strong = self._inviting or self.hasFocus()
        pen = QPen(theme.colour("ring" if strong else "border_strong"), 2 if strong else 1.5)
        pen.setDashPattern([4, 3])
        painter.setPen(pen)
        ground = "accent_soft" if self._inviting else "hover" if self.lit else ""
        painter.setBrush(theme.colour(ground) if ground else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), _RADIUS, _RADIUS)
        icon = theme.pixmap("upload", "accent_text" if strong else "text2", 24, self.devicePixelRatioF())
        painter.drawPixmap((self.width() - theme.px(24)) // 2, theme.px(29), icon)
        centre = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter
        width, strong_font, font = self.width() - 24, theme.font(14, 600), theme.font(13)
        lines = [(60, strong_font, "text", line) for line in lines_of(QFontMetrics(strong_font), self._title, width, 1)]
        for place, line in enumerate(lines_of(QFontMetrics(font), self._text, width, 2)):
            lines.append((84 + _LINE * place, font, "text2", line))
        for y, of_line, role, line in lines:
            painter.setFont(of_line)
            painter.setPen(theme.colour(role))
            painter.drawText(QRect(12, theme.px(y), width, theme.px(22)), centre, line)
