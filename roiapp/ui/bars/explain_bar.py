"""The line above the grid: how the selected figure comes about, and at the right how it compares and how sure it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QContextMenuEvent,
    QFocusEvent,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QMenu, QToolTip, QWidget

from roiapp.language import apart, plain, tr
from roiapp.ui.look.change_mark import paint_mark
from roiapp.ui.look.later import later
from roiapp.ui.look.spoken import announce
from roiapp.ui.look.theme import Theme
from roiapp.ui.model.explained import Chip, Explained, explained, note_chip
from roiapp.ui.model.session_model import SessionModel
from roiapp.ui.sheet.cell_hints import wrapped

if TYPE_CHECKING:
    from roiapp.core.periods import View

_HEIGHT = 36
_MARGIN = 16
_TITLE = 340  # what the title keeps where there is little room
_GROUNDS = {"good": "good_soft", "bad": "bad_soft", "warn": "warn_soft", "what_if": "what_if_set"}
_AROUND = 16 + 16 + 8  # beside the title and the sign before the formula


class ExplainBar(QWidget):
    """Painted by hand; names in the formula are links to their cell (`asked` with the id), by a click or by the arrow
    keys and Enter, and their menu leads to their page (`page_asked`); the note opens its editor, a change what is
    behind it, what a scenario changed is reset. `left` says that the keys are to go back to the cells."""

    spoken_role = QAccessible.Role.StaticText
    asked = Signal(str)
    page_asked = Signal(str)
    left = Signal()
    note_asked = Signal()
    change_asked = Signal()
    reset_asked = Signal()

    def __init__(self, theme: Theme, model: SessionModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._model = model
        #: channel (None: the total) and id of what is explained
        self.cell: tuple[int | None, str] | None = None
        self._view: View | None = None
        self._note = ""
        self._otherwise = ""
        self._explained = Explained()
        self._links: list[tuple[QRect, str]] = []
        self._link_texts: list[str] = []
        self._chip_areas: list[tuple[QRect, Chip]] = []
        self._over = -1
        self.setFixedHeight(theme.px(_HEIGHT))
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFont(theme.font(13))
        self._painted = later(self, self.refresh)
        model.frames.line.connect(self.refresh)
        theme.changed.connect(self.update)

    def set_cell(
        self, channel: int | None, id_: str | None, view: View | None = None, otherwise: str = ""
    ) -> None:
        """Explain this cell from now on: a channel's figure, or the total where `channel` is None; of the view at hand
        or of the one that is named. Without an id `otherwise` is said, else what to do in the empty row."""
        cell = None if id_ is None else (channel, id_)
        if (cell, view, otherwise) != (self.cell, self._view, self._otherwise):
            self.cell, self._view, self._otherwise = cell, view, otherwise
            self._painted.start()  # the cell itself is painted first

    @property
    def explained(self) -> Explained:
        """What the line says, also where it would say so a moment later."""
        if self._painted.isActive():
            self.refresh()
        return self._explained

    @property
    def names(self) -> bool:
        """Whether the line names anything that can be gone to."""
        return any(piece.id for piece in self.explained.pieces)

    @property
    def reached(self) -> str:
        """The id of the name that the keys have reached, "" for none."""
        found = self.hasFocus() and 0 <= self._over < len(self._links)
        return self._links[self._over][1] if found else ""

    def set_note(self, text: str) -> None:
        """The cell's note, "" for none."""
        if text != self._note:
            self._note = text
            self._painted.start()

    def refresh(self) -> None:
        self._painted.stop()
        found = explained(self._model, *self.cell, self._view) if self.cell else self._invitation()
        if self._note:
            found = found._replace(chips=(note_chip(self._note), *found.chips))
        if found != self._explained:
            self._explained = found
            self._over = 0 if self.hasFocus() else -1
            self.setAccessibleName(found.text)
            self.update()

    def _invitation(self) -> Explained:
        """What stands in a row that is no channel's: by itself what to do in the empty one."""
        if self._otherwise:
            return Explained(self._otherwise)
        return Explained(tr("Add a channel: type its name.")) if self._model.session else Explained()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._links.clear()
        self._link_texts.clear()
        right = self._paint_chips(painter)
        self._paint_line(painter, right)
        if self.hasFocus() and not self._links:
            painter.setPen(self._theme.colour("ring"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(3.5, 3.5, -3.5, -3.5), 4, 4)

    def _paint_line(self, painter: QPainter, right: int) -> None:
        theme, said = self._theme, self.explained
        strong, plain = theme.font(13, 600), theme.font(13)
        x = _MARGIN
        if said.title:
            around = _AROUND + theme.px(16)
            room = min(right - x, max(theme.px(_TITLE), right - x - around - self._formula_width()))
            title = self._fitted_title(QFontMetrics(strong), room)
            painter.setFont(strong)
            painter.setPen(theme.colour("text"))
            x = self._text(painter, x, title) + 16
        if not said.pieces or x + 60 > right:
            return
        painter.setPen(theme.colour("border_strong"))
        painter.drawLine(x, 10, x, self.height() - 10)
        x += 16
        pixmap = theme.pixmap("square-function", "text3", 16, self.devicePixelRatioF())
        painter.drawPixmap(x, (self.height() - theme.px(16)) // 2, pixmap)
        x += theme.px(16) + 8
        for place, piece in enumerate(said.pieces):
            painter.setFont(strong if piece.strong else plain)
            width = painter.fontMetrics().horizontalAdvance(piece.text)
            dots = 0 if place == len(said.pieces) - 1 else painter.fontMetrics().horizontalAdvance("…")
            if x + width > right - dots:  # the rest does not fit: an ellipsis, the tooltip has all of it
                painter.setPen(theme.colour("text3"))
                # A name may be cut; half a figure would be a wrong one.
                shown = "" if any(letter.isdigit() for letter in piece.text) else piece.text
                self._text(painter, x, painter.fontMetrics().elidedText(
                    f"{shown}…", Qt.TextElideMode.ElideRight, max(0, right - x)
                ))  # fmt: skip
                return
            if piece.id and self._over == len(self._links):
                painter.setPen(theme.colour("accent_text"))
            else:
                painter.setPen(theme.colour("text" if piece.strong else "text2"))
            if piece.id:
                if self._over == len(self._links) and self.hasFocus():
                    painter.drawLine(x, self.height() - 10, x + width, self.height() - 10)
                self._links.append((QRect(x, 6, width, self.height() - 12), piece.id))
                self._link_texts.append(piece.text)
            x = self._text(painter, x, piece.text)

    def _fitted_title(self, metrics: QFontMetrics, room: int) -> str:
        """The title in so much room: the channel's name is cut, not what is told of it."""
        said = self._explained
        if metrics.horizontalAdvance(said.title) <= room:
            return said.title
        rest = said.title.removeprefix(said.name)
        name_room = room - metrics.horizontalAdvance(rest)
        if not said.name or name_room < 60:
            return metrics.elidedText(said.title, Qt.TextElideMode.ElideRight, max(0, room))
        return apart(metrics.elidedText(plain(said.name), Qt.TextElideMode.ElideRight, name_room)) + rest

    def _formula_width(self) -> int:
        plain, strong = (QFontMetrics(self._theme.font(13, weight)) for weight in (400, 600))
        pieces = self._explained.pieces
        return sum((strong if piece.strong else plain).horizontalAdvance(piece.text) for piece in pieces)

    def _line_width(self, *, whole: bool = False) -> int:
        """How much room the title, as short as it may be or the `whole` of it, and the formula take."""
        title = QFontMetrics(self._theme.font(13, 600)).horizontalAdvance(self._explained.title)
        rest = _AROUND + self._theme.px(16) + self._formula_width() if self._explained.pieces else 16
        return _MARGIN + (title if whole else min(self._theme.px(_TITLE), title)) + rest

    def _text(self, painter: QPainter, x: int, text: str) -> int:
        width = painter.fontMetrics().horizontalAdvance(text)
        painter.drawText(QRect(x, 0, width + 4, self.height()), Qt.AlignmentFlag.AlignVCenter, text)
        return x + width

    def _paint_chips(self, painter: QPainter) -> int:
        """The chips from the right; the first may take half of the line, the others only what the formula leaves."""
        theme = self._theme
        font = theme.font(12, 500)
        metrics = QFontMetrics(font)
        right = self.width() - 12
        self._chip_areas.clear()
        shown: list[tuple[Chip, int]] = []
        room = self.width() // 2
        spare = max(0, self.width() - 12 - 16 - self._line_width())
        spare_of_all = max(0, self.width() - 12 - 16 - self._line_width(whole=True))
        for chip in self.explained.chips:
            width = metrics.horizontalAdvance(chip.text) + 16 + (theme.px(14) + 6 if chip.icon else 0)
            fits = not shown or room - width >= self.width() // 2 - spare
            if chip.least:
                fits = room - width >= self.width() // 2 - spare_of_all
            if width <= room and fits:
                shown.append((chip, width))
                room -= width + 8
        painter.setFont(font)
        for chip, width in reversed(shown):
            high = theme.px(20)
            area = QRect(right - width, (self.height() - high) // 2, width, high)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour(_GROUNDS.get(chip.role, "neutral_soft")))
            painter.drawRoundedRect(QRectF(area), 4, 4)
            x = area.left() + 8
            if chip.icon:
                paint_mark(painter, theme, x, self.height() // 2, chip.icon, chip.role)
                x += theme.px(14) + 6
            painter.setPen(theme.colour(chip.role))
            painter.drawText(area.adjusted(x - area.left(), 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, chip.text)
            self._chip_areas.append((area, chip))
            right -= width + 8
        return right - 8

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        over = next((i for i, (area, _id) in enumerate(self._links) if area.contains(point)), -1)
        if over != self._over:
            self._over = over
            self.setCursor(Qt.CursorShape.PointingHandCursor if over >= 0 else Qt.CursorShape.ArrowCursor)
            self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Right | Qt.Key.Key_Down:
                self._choose(self._over + 1)
            case Qt.Key.Key_Left | Qt.Key.Key_Up:
                self._choose(self._over - 1)
            case Qt.Key.Key_Home:
                self._choose(0)
            case Qt.Key.Key_End:
                self._choose(len(self._links) - 1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Space if 0 <= self._over < len(self._links):
                self.asked.emit(self._links[self._over][1])
            case Qt.Key.Key_Escape:
                self.left.emit()
            case _:
                super().keyPressEvent(event)

    def _choose(self, place: int) -> None:
        """Make the name at this place of the line the one that Enter follows."""
        if self._links:
            self._over = min(max(place, 0), len(self._links) - 1)
            self.setAccessibleDescription(self._link_texts[self._over])
            announce(self, self._link_texts[self._over])
            self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.repaint()  # where the names stand is known then
        self._choose(0)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._over = -1
        self.update()

    def leaveEvent(self, _event: QEvent) -> None:
        if not self.hasFocus():
            self._over = -1
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            point = event.position().toPoint()
            for area, id_ in self._links:
                if area.contains(point):
                    self.asked.emit(id_)
                    return
            chip = next((chip for area, chip in self._chip_areas if area.contains(point)), None)
            if chip is not None and chip.note:
                self.note_asked.emit()
            elif chip is not None and chip.change:
                self.change_asked.emit()
            elif chip is not None and chip.reset:
                self.reset_asked.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Where a name leads: that of the pointer, or the one that the keys have reached."""
        keys = event.reason() == QContextMenuEvent.Reason.Keyboard
        place = next((i for i, (area, _id) in enumerate(self._links) if area.contains(event.pos())), -1)
        place = self._over if keys else place
        if not 0 <= place < len(self._links):
            return
        area, id_ = self._links[place]
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        about = tr("A&bout {figure}", figure=self._link_texts[place].replace("&", "&&"))
        for text, signal in ((tr("&Go to its column"), self.asked), (about, self.page_asked)):
            menu.addAction(text).triggered.connect(lambda _checked=False, does=signal: does.emit(id_))
        menu.popup(self.mapToGlobal(area.bottomLeft()) if keys else event.globalPos())

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            chip = next((c for area, c in self._chip_areas if area.contains(event.pos())), None)
            said = chip.hint if chip and chip.hint else self.explained.text
            QToolTip.showText(event.globalPos(), wrapped(said) if chip and chip.note else said, self)
            return True
        return super().event(event)
