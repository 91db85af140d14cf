"""What every chart is: a widget that shows one content, lets its marks be pointed at, chosen and walked through, and
paints itself onto anything.

A kind of chart says how its content is laid out and drawn and how a mark reads in words; nothing here computes figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Generic, TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QScrollBar, QWidget

from roiapp.analysis.chart_parts import ChartContent
from roiapp.charts.chart_view import ChartView
from roiapp.charts.places import Places, Shown
from roiapp.charts.style import ChartStyle
from roiapp.core.units import NumberFormat
from roiapp.language import list_text, tr

C = TypeVar("C", bound=ChartContent)
P = TypeVar("P", bound=Places)

_TALLEST_PICTURE = 4_000  # px: a picture shows all rows, but nobody pastes a longer one
#: marks named in the accessible description
SPOKEN: Final = 5


class Chart(QWidget, Generic[C, P]):
    """One chart. `channel_selected` carries the channel whose mark was clicked or reached by keys, `enlarge` says that
    the chart was double-clicked.

    A subclass has `lay_out`, `draw`, `channels`, `words` and `spoken`, and `next_mark` where marks do not stand in one
    row.
    """

    channel_selected = Signal(int)
    #: the index of the base period that was gone to, in charts over time
    period_selected = Signal(int)
    enlarge = Signal()
    #: the figures, in words, of the mark that keys have reached
    told = Signal(str)
    #: whether the figures under the pointer are part of the drawing, so that no tooltip lies over them
    tells_itself = False

    def __init__(self, content: C, style: ChartStyle, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.content = content
        self.numbers = NumberFormat("en", "USD")
        self.look = style
        self.name = name
        self._places: P | None = None
        #: whether another content, style or size waits for its places; then the mark that stays in sight
        self._stale = False
        self._stays: int | None = None
        self._first_marks: dict[int, int] = {}
        self.selected: int | None = None
        self.hovered: int | None = None
        self.current: int | None = None
        self.view = ChartView(self)
        self.scroll_bar = QScrollBar(Qt.Orientation.Vertical, self)
        self.scroll_bar.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.scroll_bar.hide()
        self.scroll_bar.valueChanged.connect(self.view.show_range)
        self.setFocusProxy(self.view)

    # -- what a kind of chart says -----------------------------------------------------------------------------------
    # Not abstract by abc: Qt's classes have a metaclass of their own.

    def lay_out(self, size: QSizeF, style: ChartStyle) -> P:
        """The places of the content at a size, in that style."""
        raise NotImplementedError

    def draw(self, painter: QPainter, places: P, shown: Shown) -> None:
        """Draw the content with its corner at the painter's origin, the ground (`surface`) included."""
        raise NotImplementedError

    def channels(self) -> Sequence[int | None]:
        """The channel of each mark, in the order in which keys walk through them; None: it has none."""
        raise NotImplementedError

    def words(self, mark: int) -> str:
        """A mark's figures in words, for its tooltip."""
        raise NotImplementedError

    def spoken(self) -> str:
        """The content in a sentence, for those who cannot see it; "" where there is nothing to say."""
        raise NotImplementedError

    def next_mark(self, mark: int, key: Qt.Key) -> int | None:
        """The mark that a key leads to from another; None: the key does not lead anywhere."""
        page = max(int(self.places.plot.height() / self.places.line) - 1, 1)
        last = len(self.channels()) - 1
        steps = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_PageDown: page,
            Qt.Key.Key_PageUp: -page,
            Qt.Key.Key_End: last + 1,
            Qt.Key.Key_Home: -last - 1,
        }
        return min(max(mark + steps[key], 0), last) if key in steps else None

    # -- content -----------------------------------------------------------------------------------------------------

    def set_content(self, content: C, numbers: NumberFormat) -> None:
        """Show this content, figures written so; the same again costs nothing."""
        if content == self.content and numbers == self.numbers:
            return
        self.content, self.numbers = content, numbers
        self._first_marks = {}
        for mark, channel in enumerate(self.channels()):
            if channel is not None:
                self._first_marks.setdefault(channel, mark)
        self.hovered = self.current = self.view.told = None
        self.view.setAccessibleName(content.title or self.name)
        self.view.setAccessibleDescription(self.spoken())
        self.arrange()

    def set_style(self, style: ChartStyle) -> None:
        """Other colours or another font from now on."""
        self.look = style
        if self.isVisible():
            self.arrange()
        else:
            self._stale = True

    def highlight(self, channel: int | None) -> None:
        """Mark what belongs to a channel and bring it into sight; None, or a channel that is not drawn, marks none."""
        if channel == self.selected:
            return
        self.selected = channel
        self.view.told = None
        mark = self._first_marks.get(channel) if channel is not None else None
        if mark is not None and self._places is not None:
            self._bring(mark)
        self.view.redraw()

    def paint(self, painter: QPainter, rect: QRectF, style: ChartStyle | None = None) -> None:
        """Draw the content into a rectangle of any painter, a page's or a picture's; in the widget's own style, or in
        that of the paper."""
        painter.save()
        painter.translate(rect.topLeft())
        self.draw(painter, self.lay_out(rect.size(), style or self.look), Shown())
        painter.restore()

    def picture(self, scale: float = 2.0) -> QImage:
        """The chart as a picture of the widget's width, with all rows."""
        size = self.whole_size()
        image = QImage((size * scale).toSize(), QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(scale)
        painter = QPainter(image)
        self.paint(painter, QRectF(0.0, 0.0, size.width(), size.height()))
        painter.end()
        return image

    def whole_size(self) -> QSizeF:
        """The size at the widget's width in which all rows are seen."""
        size = QSizeF(self.size()) / self.look.scale
        size.setHeight(min(size.height() + self.lay_out(size, self.look).most_scroll, _TALLEST_PICTURE))
        return size

    # -- places ------------------------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        return QSize(640, 268)

    def minimumSizeHint(self) -> QSize:
        return QSize(240, 96) * self.look.scale

    def resizeEvent(self, event: QResizeEvent) -> None:
        """While a window finds its room one size follows on another: places are found for the last."""
        super().resizeEvent(event)
        if not self._stale:
            mark = self._first_marks.get(self.selected) if self.selected is not None else None
            self._stays = mark if mark is not None and self._places is not None and self._in_sight(mark) else None
            self._stale = True
        self._arrange_soon()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._arrange_soon()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.settle()
        return super().event(event)

    def _arrange_soon(self) -> None:
        """Before it is painted, as layouts do."""
        if self._stale and self.isVisible():
            QCoreApplication.postEvent(self, QEvent(QEvent.Type.LayoutRequest))

    def settle(self) -> None:
        """Find the places now, where they wait for it."""
        if self._stale:
            self.arrange()

    @property
    def scrolled(self) -> float:
        """How far the rows are scrolled, in px of the layout."""
        return float(self.scroll_bar.value())

    @property
    def shown(self) -> Shown:
        """What is shown beside the content."""
        return Shown(self.scrolled, self.selected, self.hovered, self.current)

    @property
    def places(self) -> P:
        """Where everything stands now."""
        if self._places is None or self._stale:
            self.arrange()
        assert self._places is not None
        return self._places

    def arrange(self) -> None:
        """Find the places anew, for another content or size."""
        self._stale, stays = False, self._stays
        self._stays = None
        scale = self.look.scale
        size = QSizeF(self.size()) / scale
        away = self.scrolled / self._places.line if self._places is not None else 0.0
        places = self.lay_out(size, self.look)
        needed = places.most_scroll > 0.0
        if needed:
            # The bar narrows the chart, which can only make more rows need it.
            size.setWidth(size.width() - self.scroll_bar.sizeHint().width() / scale)
            places = self.lay_out(size, self.look)
        self._places = places
        self.view.setGeometry(QRectF(QPointF(), size * scale).toRect())
        self.scroll_bar.setGeometry(self.view.width(), 0, self.width() - self.view.width(), self.height())
        self.scroll_bar.setVisible(needed)
        self.scroll_bar.setPageStep(max(round(places.plot.height()), 1))
        self.scroll_bar.setSingleStep(round(places.line))
        self.scroll_bar.setRange(0, round(places.most_scroll))
        self.scroll_bar.setValue(round(away * places.line))  # as many rows are scrolled away as before
        self.view.show_range()
        if stays is not None:
            self._bring(stays)

    # -- marks -------------------------------------------------------------------------------------------------------

    def mark_at(self, point: QPointF) -> int | None:
        """The mark at a point of the view."""
        return self.places.mark_at(point / self.look.scale, self.scrolled)

    def hint(self, point: QPointF) -> str:
        """What the tooltip says at a point of the view: a mark's figures, unless they are part of the drawing."""
        mark = None if self.tells_itself else self.mark_at(point)
        return self.words(mark) if mark is not None else ""

    def hover(self, mark: int | None) -> None:
        """Let a mark stand out, none where None."""
        if mark != self.hovered:
            self.hovered = mark
            self.view.redraw()

    def select(self, mark: int) -> None:
        """Choose a mark and with it its channel."""
        self.current = mark
        channel = self.channels()[mark]
        if channel is not None:
            self.highlight(channel)
            self.channel_selected.emit(channel)
        self._bring(mark)
        self.view.redraw()

    def walk(self, key: Qt.Key) -> bool:
        """Go from mark to mark and say the figures of the one reached; from nowhere to the first, or to the last.
        False where the key means nothing."""
        here = self._here()
        reached = self.next_mark(0 if here is None else here, key) if len(self.channels()) else None
        if reached is None:
            return False
        if here is None:
            reached = len(self.channels()) - 1 if key in (Qt.Key.Key_Up, Qt.Key.Key_Left, Qt.Key.Key_End) else 0
        self.select(reached)
        self.view.tell(reached)
        self.told.emit(self.words(reached))
        return True

    def _here(self) -> int | None:
        """The mark to walk on from: the one reached last unless another channel has been selected since."""
        channels = self.channels()
        if self.current is not None and self.current < len(channels):
            channel = channels[self.current]
            if channel is None or channel == self.selected:
                return self.current
        return self._first_marks.get(self.selected) if self.selected is not None else None

    def _in_sight(self, mark: int) -> bool:
        return round(self.places.scroll_to(mark, self.scrolled)) == self.scroll_bar.value()

    def _bring(self, mark: int) -> None:
        self.scroll_bar.setValue(round(self.places.scroll_to(mark, self.scrolled)))


def spoken_list(texts: Sequence[str], count: int) -> str:
    """The first `SPOKEN` texts of so many, and how many more there are."""
    named = list(texts[:SPOKEN])
    if count > len(named):
        named.append(tr("{n} more", n=count - len(named)))
    return list_text(named)
