"""The pinned totals: one row below the grid, aligned with its columns, whose figures can be chosen to be explained."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from roiapp.language import tr
from roiapp.ui.grid.supposed_painter import ABOVE, BELOW
from roiapp.ui.grid.trend_painter import TrendInk, paint_course
from roiapp.ui.grid.worksheet_ink import TOO_WIDE, paint_note, shades
from roiapp.ui.look.spoken import announce
from roiapp.ui.look.theme import Theme
from roiapp.ui.sheet.cell_hints import wrapped
from roiapp.ui.sheet.cell_looks import BAD, GOOD, MUTED
from roiapp.ui.sheet.grid_geometry import COVERAGE_GAP, COVERAGE_LEFT, DOT_LEFT, GridGeometry
from roiapp.ui.sheet.worksheet_model import WorksheetModel

if TYPE_CHECKING:
    from roiapp.ui.sheet.cell_looks import Look
    from roiapp.ui.sheet.supposed_cells import Supposed

_AROUND_COVERAGE: Final = COVERAGE_LEFT + COVERAGE_GAP
_AROUND_TREND: Final = 4
_POINTS_BELOW: Final = 9  # the middle of a figure
_TONES: Final = {MUTED: "text3", GOOD: "good", BAD: "bad"}


class _Said(NamedTuple):
    """What stands in one column: the total and how it looks, how many channels are in it, whether there is a note, and
    what a scenario makes of it."""

    look: Look
    coverage: str
    noted: bool
    moved: Supposed | None


class TotalsRow(QWidget):
    """`chosen(id)` says that a total was clicked or reached by the keys, `left_upwards` that the keys lead back up;
    `copy_wanted` and `menu_wanted(point of the screen)` ask for a copy and the menu."""

    chosen = Signal(str)
    spoken_role = QAccessible.Role.Cell
    left_upwards = Signal(int)
    copy_wanted = Signal()
    menu_wanted = Signal(QPoint)

    def __init__(self, theme: Theme, model: WorksheetModel, geometry: GridGeometry, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._model = model
        self._geometry = geometry
        self._active = -1
        #: what was painted last, by column
        self._shown: dict[int, object] = {}
        self.setFixedHeight(geometry.totals_height)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(tr("Totals"))
        model.totals_changed.connect(self._on_totals)
        model.totals_changed.connect(self._name)
        model.source.changed.connect(self._mind_height)
        model.source.reset.connect(self._mind_height)
        model.modelReset.connect(self._on_reset)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(200, self._geometry.totals_height)

    def _mind_height(self) -> None:
        """Under a scenario there is room for a second line."""
        if self.height() != self._geometry.totals_height:
            self.take_zoom()

    def take_zoom(self) -> None:
        """The geometry has another zoom."""
        self.setFixedHeight(self._geometry.totals_height)
        self.update()

    @property
    def active(self) -> int:
        """The chosen column, -1 for none."""
        return self._active

    def choose(self, column: int) -> None:
        """Show the total of a column of figures (from 1) as the chosen one and say so."""
        if 1 <= column <= len(self._model.columns) and self._model.channels:
            self._active = column
            self._name()
            announce(self, self.accessibleName())
            self.update()
            self.chosen.emit(self._model.columns[column - 1].id)

    def _name(self) -> None:
        """What is read of it: the total that the keys are on."""
        columns, active = self._model.columns, self._active
        if 1 <= active <= len(columns):
            shown, value = columns[active - 1], self._model.total_look(active)[0]
            said = self._covered(active)
            spoken = tr("Total, {figure}: {value}", figure=shown.title, value=value)
            self.setAccessibleName(said if shown.trend else spoken)
            self.setAccessibleDescription(said)
        else:
            self.setAccessibleName(tr("Totals"))
            self.setAccessibleDescription("")

    def _covered(self, column: int) -> str:
        """How many channels a total covers and which it leaves out, or why there is none."""
        return "\n".join(filter(None, (self._model.coverage(column), self._model.coverage_sentence(column))))

    def area(self, column: int) -> QRect:
        """Where the total of a column stands."""
        return QRect(self._geometry.left(column), 0, self._geometry.width(column), self.height())

    def forget_choice(self) -> None:
        if self._active >= 0:
            self._active = -1
            self._name()
            self.update()

    def _on_reset(self) -> None:
        self._active = -1
        self.update()

    def _on_totals(self) -> None:
        """Repaint what says something else now."""
        for column in (0, *self._geometry.scrolled(0, self.width())):
            if self._shown.get(column) != self._said(column):
                self.update(self.area(column))

    def _said(self, column: int) -> object:
        """All that stands in a column."""
        if not column:
            return self._model.channels_text()
        if column > len(self._model.columns):
            return None
        if self._model.columns[column - 1].trend:
            return self._model.trend(None, column)
        moved = self._model.supposed_total(column)
        return _Said(
            self._model.total_look(column), self._model.coverage(column), self._model.noted_total(column), moved
        )

    # -- drawing -------------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        tokens, geometry = self._theme.tokens, self._geometry
        width, height, frozen = self.width(), self.height(), geometry.frozen
        painter.fillRect(self.rect(), QColor(tokens.totals))
        painter.setClipRect(frozen, 0, width - frozen, height)
        region = event.region()
        for column in geometry.scrolled(0, width):
            if region.intersects(self.area(column)):
                said = self._shown[column] = self._said(column)
                self._draw_total(painter, column, said)
        computed = geometry.left(geometry.first_computed)
        if computed > frozen:
            painter.fillRect(computed - 1, 0, 1, height, QColor(tokens.border_strong))
        if self._active > 0:
            self._draw_ring(painter)
        for x, shade in enumerate(shades(tokens), start=frozen):
            painter.fillRect(x, 0, 1, height, shade)
        painter.setClipping(False)
        if region.intersects(self.area(0)):
            self._shown[0] = self._said(0)
            self._draw_label(painter)
        painter.fillRect(frozen - 1, 0, 1, height, QColor(tokens.border_strong))
        painter.fillRect(0, 0, width, 1, QColor(tokens.border_strong))
        painter.end()

    def _draw_total(self, painter: QPainter, column: int, said: object) -> None:
        tokens, geometry = self._theme.tokens, self._geometry
        if not isinstance(said, _Said):
            if self._model.noted_total(column):
                paint_note(painter, geometry.left(column), 1, QColor(tokens.ring))
            if column <= len(self._model.columns):
                self._draw_trend(painter, column)
            return
        (text, tone), moved = said.look, said.moved
        if moved is not None:
            painter.fillRect(self.area(column), QColor(tokens.what_if_follows))
        if said.noted:
            paint_note(painter, geometry.left(column), 1, QColor(tokens.ring))
        if not text:
            return
        left, right = geometry.left(column), geometry.right(column)
        font = self._theme.font_of(geometry.px(13), 600 if tone != MUTED else 400)
        painter.setFont(font)
        painter.setPen(QColor(getattr(tokens, _TONES.get(tone, "text"))))
        box = QRect(left, 1, right - geometry.padding - left, self.height() - 1)
        if moved is not None and moved.was:
            self._draw_was(painter, box, moved.was)
            painter.setFont(font)
            painter.setPen(QColor(tokens.text))
            box.translate(0, -geometry.px(ABOVE))
        if QFontMetricsF(font).horizontalAdvance(text) > box.width():
            text = TOO_WIDE
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)
        coverage = said.coverage
        if not coverage:
            return
        wide = QFontMetricsF(font).horizontalAdvance(text)
        small = self._theme.font_of(geometry.px(11))
        if geometry.px(_AROUND_COVERAGE) + QFontMetricsF(small).horizontalAdvance(coverage) <= box.width() - wide:
            painter.setFont(small)
            painter.setPen(QColor(tokens.text2))
            box.setLeft(left + geometry.px(COVERAGE_LEFT))
            painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, coverage)
        else:
            self._draw_points(painter, box, wide)

    def _draw_was(self, painter: QPainter, box: QRect, text: str) -> None:
        """What the total is without the scenario, below it."""
        small = self._theme.font_of(self._geometry.px(11))
        if QFontMetricsF(small).horizontalAdvance(text) <= box.width():
            painter.setFont(small)
            painter.setPen(QColor(self._theme.tokens.text2))
            below = box.translated(0, self._geometry.px(BELOW))
            painter.drawText(below, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)

    def _draw_trend(self, painter: QPainter, column: int) -> None:
        line, geometry, around = self._model.trend(None, column), self._geometry, self._geometry.px(_AROUND_TREND)
        if line is not None:
            box = QRectF(self.area(column)).adjusted(geometry.padding, around, -geometry.padding, -around)
            paint_course(painter, box, line, TrendInk(self._theme.tokens, geometry.scale / 100))

    def _draw_points(self, painter: QPainter, box: QRect, wide: float) -> None:
        """Below a total that leaves channels out, where there is no room to say how many: there is more to be said."""
        point = self._geometry.px(1)
        y = (box.top() + box.bottom()) // 2 + self._geometry.px(_POINTS_BELOW)
        colour = QColor(self._theme.tokens.text3)
        for x in range(box.right() - point + 1, max(box.left(), box.right() - round(wide)), -3 * point):
            painter.fillRect(x, y, point, point, colour)

    def _draw_ring(self, painter: QPainter) -> None:
        geometry = self._geometry
        left, width = geometry.left(self._active), geometry.width(self._active)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._theme.tokens.ring), 2 if self.hasFocus() else 1))
        painter.drawRoundedRect(QRectF(left, 1, width - 1, self.height() - 2).adjusted(0, 0.5, 0, -0.5), 2, 2)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)

    def _draw_label(self, painter: QPainter) -> None:
        tokens, geometry, height = self._theme.tokens, self._geometry, self.height()
        frozen, left = geometry.frozen, geometry.px(DOT_LEFT)
        painter.fillRect(0, 0, frozen, height, QColor(tokens.totals))
        label, count = tr("Total"), self._model.channels_text()
        font = self._theme.font_of(geometry.px(13), 600)
        middle = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.setFont(font)
        painter.setPen(QColor(tokens.text))
        painter.drawText(QRect(left, 1, frozen - left, height - 1), middle, label)
        start = left + round(QFontMetricsF(font).horizontalAdvance(label)) + geometry.px(8)
        small = self._theme.font_of(geometry.px(12))
        shown = QFontMetricsF(small).elidedText(count, Qt.TextElideMode.ElideRight, frozen - start - 4)
        painter.setFont(small)
        painter.setPen(QColor(tokens.text2))
        painter.drawText(QPointF(start, round((height + 1 + QFontMetricsF(small).capHeight()) / 2)), shown)

    # -- mouse and keys ------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.MiddleButton:
            self.choose(self._geometry.column_at(round(event.position().x())))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self._active > 0:
            by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
            below = QPoint(self._geometry.left(self._active), self.height())
            self.menu_wanted.emit(event.globalPos() if by_mouse else self.mapToGlobal(below))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wanted.emit()
            return
        match event.key():
            case Qt.Key.Key_Left:
                self.choose(max(1, self._active - 1))
            case Qt.Key.Key_Right | Qt.Key.Key_Tab:
                self.choose(min(len(self._model.columns), self._active + 1))
            case Qt.Key.Key_Home:
                self.choose(1)
            case Qt.Key.Key_End:
                self.choose(len(self._model.columns))
            case Qt.Key.Key_Up | Qt.Key.Key_Escape:
                self.left_upwards.emit(self._active)
            case _:
                super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            column = self._geometry.column_at(event.pos().x())
            said = self._covered(column) if column > 0 else self._model.channels_text()
            note = self._model.note(None, column) if column > 0 else ""
            if note:
                said = wrapped("\n".join(filter(None, (note, said))))
            QToolTip.showText(event.globalPos(), said, self)
            return True
        return super().event(event)
