"""The list of what the numbers say: an icon, a claim, a sentence, and “Show me”."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QResizeEvent,
    QTextLayout,
)
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from roiapp.language import tr
from roiapp.ui.look.bold_first import broken
from roiapp.ui.look.row_ground import paint_row_ground
from roiapp.ui.look.theme import Theme

if TYPE_CHECKING:
    from roiapp.analysis.findings.finding import Finding

_Index = QModelIndex | QPersistentModelIndex
_EDGE: Final = 16
_TILE: Final = 28
_PADDING: Final = 11
_GAP: Final = 12
#: verdict -> icon, its role, the role of the tile it stands on
_MARKS: Final = {
    "good": ("trending-up", "good", "good_soft"),
    "bad": ("trending-down", "bad", "bad_soft"),
    "unclear": ("hourglass", "text2", "neutral_soft"),
}
_TRUST: Final = ("triangle-alert", "warn", "warn_soft")


class More(NamedTuple):
    """The row that shows the rest, or puts it away again."""

    text: str


class Findings(QAbstractListModel):
    """The rows: findings, and perhaps one that shows more of them."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: tuple[Finding | More, ...] = ()

    def set_rows(self, rows: Sequence[Finding | More]) -> None:
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.rows[index.row()]
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return row.text if isinstance(row, More) else row.whole_text


class _Painter(QStyledItemDelegate):
    def __init__(self, theme: Theme, view: FindingsList) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view

    @property
    def link(self) -> str:
        return tr("Show me")

    def _link_width(self) -> int:
        return QFontMetrics(self._theme.font(12, 500)).horizontalAdvance(self.link) + 2

    def _text_room(self, width: int) -> tuple[int, int]:
        """Left edge and width of the sentences in a row of this width."""
        px = self._theme.px
        left = px(_EDGE) + px(_TILE) + px(_GAP)
        return left, max(px(60), width - left - px(_GAP) - self._link_width() - px(_EDGE))

    def link_rect(self, row: QRect) -> QRect:
        """Where “Show me” stands in a row."""
        width = self._link_width()
        return QRect(row.right() - self._theme.px(_EDGE) - width, row.top(), width, row.height())

    def _layout(self, finding: Finding, width: int) -> QTextLayout:
        claim = finding.claim
        rest = " ".join(each for each in (finding.text, finding.assumption) if each)
        text, font = f"{claim} {rest}".strip(), self._theme.font
        return broken(text, font(13), width, len(claim), font(13, 600))[0]

    def sizeHint(self, _option: QStyleOptionViewItem, index: _Index) -> QSize:
        row, px = self._view.rows.rows[index.row()], self._theme.px
        if isinstance(row, More):
            return QSize(0, px(36))
        _, width = self._text_room(self._view.viewport().width())
        text = self._layout(row, width).boundingRect().height()
        return QSize(0, max(px(_TILE), round(text)) + 2 * px(_PADDING))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        theme, rect, row = self._theme, option.rect, self._view.rows.rows[index.row()]
        px = theme.px
        chosen = bool(option.state & QStyle.StateFlag.State_Selected) and self._view.hasFocus()
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        paint_row_ground(painter, theme, rect, chosen=chosen, over=over)
        if index.row():
            painter.fillRect(rect.x() + px(_EDGE), rect.y(), rect.width() - 2 * px(_EDGE), 1, theme.colour("grid"))
        if isinstance(row, More):
            painter.setFont(theme.font(12, 500))
            painter.setPen(theme.colour("accent_text"))
            left, _ = self._text_room(rect.width())
            room = rect.adjusted(left, 0, -px(_EDGE), 0)
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, row.text)
            return
        self._paint_finding(painter, rect, row)

    def _paint_finding(self, painter: QPainter, rect: QRect, row: Finding) -> None:
        theme, px = self._theme, self._theme.px
        left, width = self._text_room(rect.width())
        layout = self._layout(row, width)
        height = layout.boundingRect().height()
        top = rect.y() + px(_PADDING)
        side = px(_TILE)
        icon, role, ground = _TRUST if row.id == "trust" and row.verdict == "bad" else _MARKS[row.verdict]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(ground))
        painter.drawRoundedRect(QRectF(rect.x() + px(_EDGE), top, side, side), 6, 6)
        painter.restore()
        inset = (side - px(16)) // 2
        ratio = painter.device().devicePixelRatioF()
        painter.drawPixmap(rect.x() + px(_EDGE) + inset, top + inset, theme.pixmap(icon, role, 16, ratio))
        painter.setPen(theme.colour("text"))
        offset = max(0.0, (side - height) / 2)
        layout.draw(painter, QPointF(rect.x() + left, top + offset))
        painter.setFont(theme.font(12, 500))
        painter.setPen(theme.colour("accent_text"))
        place = self.link_rect(rect)
        line = QFontMetrics(theme.font(13)).height()
        place.setTop(round(top + offset))
        place.setHeight(line)
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self.link)


class FindingsList(QListView):
    """`asked` carries the row that was clicked, or on which Enter was pressed."""

    asked = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows = Findings(self)
        self.setModel(self.rows)
        self.painter_ = _Painter(theme, self)
        self.setItemDelegate(self.painter_)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("What the numbers say"))
        self.viewport().setAutoFillBackground(False)  # it stands on the panel's ground
        self.verticalScrollBar().setSingleStep(theme.px(24))
        theme.changed.connect(self._dress)
        self._dress()

    def show_rows(self, rows: Sequence[Finding | More]) -> None:
        """Show these; where the same stay chosen and in sight they do."""
        if tuple(rows) == self.rows.rows:
            return
        chosen, number, scrolled = self.chosen, self.currentIndex().row(), self.verticalScrollBar().value()
        self.rows.set_rows(rows)
        same = next((i for i, row in enumerate(rows) if chosen is not None and _alike(row, chosen)), None)
        if rows:
            place = same if same is not None else min(max(number, 0), len(rows) - 1)
            self.setCurrentIndex(self.rows.index(place))
        self.verticalScrollBar().setValue(scrolled)

    @property
    def chosen(self) -> Finding | More | None:
        """The row that has the keys."""
        index = self.currentIndex()
        return self.rows.rows[index.row()] if index.isValid() and index.row() < len(self.rows.rows) else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.chosen is not None:
            self.asked.emit(self.chosen)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.isValid():
            self.asked.emit(self.rows.rows[index.row()])

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        over = self.indexAt(event.position().toPoint()).isValid()
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()  # sentences break elsewhere

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            return True  # all of it is there to read
        return super().viewportEvent(event)

    def _dress(self) -> None:
        self.scheduleDelayedItemsLayout()
        self.viewport().update()


def _alike(row: Finding | More, chosen: Finding | More) -> bool:
    if isinstance(row, More) or isinstance(chosen, More):
        return isinstance(row, More) and isinstance(chosen, More)
    return (row.id, row.channels, row.metric) == (chosen.id, chosen.channels, chosen.metric)

