"""The line above the grid: how the selected figure comes about, and at the right how it compares and how sure it is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetrics, QHelpEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolTip, QWidget

from roiapp.core.units import RATE, SHARE
from roiapp.language import tr
from roiapp.ui.cell_hints import wrapped
from roiapp.ui.session_model import SessionModel
from roiapp.ui.theme import Theme

if TYPE_CHECKING:
    from roiapp.core.periods import View
    from roiapp.core.results import Figures

_HEIGHT = 36
_MARGIN = 16
_NOTE_LETTERS = 40
_SMALL = 0.005  # nearer to the average than half a percent is "as the average"


@dataclass(frozen=True)
class Piece:
    """A run of text in the explanation; `id` is the field or metric it names, None for signs and numbers."""

    text: str
    id: str | None = None
    strong: bool = False


@dataclass(frozen=True)
class Chip:
    """A small label at the right. `role` is its text colour, with a ground of the same name + "_soft" where there is
    one."""

    text: str
    role: str = "text2"
    icon: str = ""
    hint: str = ""
    note: bool = False


@dataclass(frozen=True)
class Explained:
    """What the line says: whose figure it is, how it comes about, the chips."""

    title: str = ""
    pieces: tuple[Piece, ...] = ()
    chips: tuple[Chip, ...] = ()

    @property
    def text(self) -> str:
        """The whole line in words, for readers of the screen and for copying."""
        parts = (self.title, "".join(piece.text for piece in self.pieces), *(chip.text for chip in self.chips))
        return ". ".join(part.strip() for part in parts if part.strip())


class ExplainBar(QWidget):
    """Painted by hand; names in the formula are links to their cell (`asked` with the id), the note opens its
    editor."""

    asked = Signal(str)
    note_asked = Signal()

    def __init__(self, theme: Theme, model: SessionModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._model = model
        #: channel (None: the total) and id of what is explained
        self.cell: tuple[int | None, str] | None = None
        self._view: View | None = None
        self._note = ""
        self._otherwise = ""
        self.explained = Explained()
        self._links: list[tuple[QRect, str]] = []
        self._chip_areas: list[tuple[QRect, Chip]] = []
        self._over = -1
        self.setFixedHeight(_HEIGHT)
        self.setMouseTracking(True)
        self.setFont(theme.font(13))
        model.frame.connect(self.refresh)
        theme.changed.connect(self.update)

    def set_cell(
        self, channel: int | None, id_: str | None, view: View | None = None, otherwise: str = ""
    ) -> None:
        """Explain this cell from now on: a channel's figure, or the total where `channel` is None; of the view at hand
        or of the one that is named. Without an id `otherwise` is said, else what to do in the empty row."""
        cell = None if id_ is None else (channel, id_)
        if (cell, view, otherwise) != (self.cell, self._view, self._otherwise):
            self.cell, self._view, self._otherwise = cell, view, otherwise
            self.refresh()

    def set_note(self, text: str) -> None:
        """The cell's note, "" for none."""
        if text != self._note:
            self._note = text
            self.refresh()

    def refresh(self) -> None:
        found = explained(self._model, *self.cell, self._view) if self.cell else self._invitation()
        if self._note:
            line = " ".join(self._note.split())
            short = line if len(line) <= _NOTE_LETTERS else f"{line[: _NOTE_LETTERS - 1].rstrip()}…"
            chip = Chip(short, "accent_text", "file-text", self._note, note=True)
            found = replace(found, chips=(chip, *found.chips))
        if found != self.explained:
            self.explained = found
            self._over = -1
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
        right = self._paint_chips(painter)
        self._paint_line(painter, right)

    def _paint_line(self, painter: QPainter, right: int) -> None:
        theme, said = self._theme, self.explained
        strong, plain = theme.font(13, 600), theme.font(13)
        x = _MARGIN
        if said.title:
            room = max(0, min(340, right - x))
            title = QFontMetrics(strong).elidedText(said.title, Qt.TextElideMode.ElideRight, room)
            painter.setFont(strong)
            painter.setPen(theme.colour("text"))
            x = self._text(painter, x, title) + 16
        if not said.pieces or x + 60 > right:
            return
        painter.setPen(theme.colour("border_strong"))
        painter.drawLine(x, 10, x, _HEIGHT - 10)
        x += 16
        pixmap = theme.pixmap("square-function", "text3", 16, self.devicePixelRatioF())
        painter.drawPixmap(x, (_HEIGHT - 16) // 2, pixmap)
        x += 24
        for place, piece in enumerate(said.pieces):
            painter.setFont(strong if piece.strong else plain)
            width = painter.fontMetrics().horizontalAdvance(piece.text)
            if x + width > right:  # the rest does not fit: an ellipsis, the tooltip has all of it
                painter.setPen(theme.colour("text3"))
                self._text(painter, x, painter.fontMetrics().elidedText(
                    "".join(rest.text for rest in said.pieces[place:]), Qt.TextElideMode.ElideRight, max(0, right - x)
                ))  # fmt: skip
                return
            if piece.id and self._over == len(self._links):
                painter.setPen(theme.colour("accent_text"))
            else:
                painter.setPen(theme.colour("text" if piece.strong else "text2"))
            if piece.id:
                self._links.append((QRect(x, 6, width, _HEIGHT - 12), piece.id))
            x = self._text(painter, x, piece.text)

    @staticmethod
    def _text(painter: QPainter, x: int, text: str) -> int:
        width = painter.fontMetrics().horizontalAdvance(text)
        painter.drawText(QRect(x, 0, width + 4, _HEIGHT), Qt.AlignmentFlag.AlignVCenter, text)
        return x + width

    def _paint_chips(self, painter: QPainter) -> int:
        """The chips from the right; those that would leave less than half of the line are left out."""
        theme = self._theme
        font = theme.font(12, 500)
        metrics = QFontMetrics(font)
        right = self.width() - 12
        self._chip_areas.clear()
        shown: list[tuple[Chip, int]] = []
        room = self.width() // 2
        for chip in self.explained.chips:
            width = metrics.horizontalAdvance(chip.text) + 16 + (20 if chip.icon else 0)
            if width <= room:
                shown.append((chip, width))
                room -= width + 8
        painter.setFont(font)
        for chip, width in reversed(shown):
            area = QRect(right - width, 8, width, 20)
            painter.setPen(Qt.PenStyle.NoPen)
            ground = f"{chip.role}_soft" if chip.role in ("good", "bad", "warn") else "neutral_soft"
            painter.setBrush(theme.colour(ground))
            painter.drawRoundedRect(QRectF(area), 4, 4)
            x = area.left() + 8
            if chip.icon:
                painter.drawPixmap(x, 11, theme.pixmap(chip.icon, chip.role, 14, self.devicePixelRatioF()))
                x += 20
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

    def leaveEvent(self, _event: QEvent) -> None:
        self._over = -1
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            point = event.position().toPoint()
            for area, id_ in self._links:
                if area.contains(point):
                    self.asked.emit(id_)
                    return
            if any(chip.note and area.contains(point) for area, chip in self._chip_areas):
                self.note_asked.emit()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            chip = next((c for area, c in self._chip_areas if area.contains(event.pos())), None)
            said = chip.hint if chip and chip.hint else self.explained.text
            QToolTip.showText(event.globalPos(), wrapped(said) if chip and chip.note else said, self)
            return True
        return super().event(event)


def explained(model: SessionModel, channel: int | None, id_: str, view: View | None = None) -> Explained:
    """What the line says of one figure of the view at hand, or of the one that is named."""
    session = model.session
    figures = session.calculator.figures(view) if session is not None and view is not None else model.figures
    if figures is None or session is None:
        return Explained()
    names = session.worksheet.names
    if channel is not None and channel >= len(names):
        return Explained()
    from roiapp.core.explain import explain

    if not id_:  # a channel's name
        return Explained(names[channel] if channel is not None else "")
    record = session.catalog.record(id_)
    whose = tr("Total") if channel is None else names[channel]
    title = " · ".join((whose, tr(record.header), *((view.text(),) if view else ())))
    told = explain(figures, id_, channel, model.number_format)
    # The figure's own name stands in the title; the line goes on with "= …".
    sides = [[Piece(part.text, part.id) for part in side] for side in (told.names, told.numbers) if side]
    if not sides or "".join(piece.text for piece in sides[-1]) != told.result:
        sides.append([Piece(told.result)])
    sides[-1] = [Piece(piece.text, piece.id, strong=True) for piece in sides[-1]]
    pieces = [piece for side in sides for piece in (Piece("=  "), *side, Piece("  "))]
    value = figures.total(id_).value if channel is None else figures.value(id_, channel)
    return Explained(title, tuple(pieces), tuple(_chips(model, figures, id_, channel, value)))


def _chips(model: SessionModel, figures: Figures, id_: str, channel: int | None, value: float | None) -> list[Chip]:
    catalog = figures.catalog
    chips: list[Chip] = []
    if value is None:
        reason = figures.reason(id_, channel)
        if reason:
            chips.append(Chip(reason.sentence(catalog), icon="info"))
        return chips
    if channel is not None and id_ in catalog.field and not figures.view.rollup:
        origin = figures.origin(id_, channel)
        if origin == "default":
            chips.append(Chip(tr("From the document's default"), icon="info"))
        elif origin == "fallback":
            chips.append(Chip(tr("Not typed: worked out from other figures"), icon="info"))
    if channel is not None:
        chips.extend(_average_chip(model, figures, id_, value))
    chips.extend(_range_chip(model, figures, id_, channel))
    return chips


def _average_chip(model: SessionModel, figures: Figures, id_: str, value: float) -> list[Chip]:
    """How the figure stands to that of all channels together; nothing for what adds up, where this has no meaning."""
    from roiapp.analysis.change import adds_up

    catalog, write = figures.catalog, model.number_format
    record = catalog.record(id_)
    average = figures.total(id_).value
    field = catalog.field.get(id_)
    if average is None or adds_up(catalog, id_) or (field is not None and field.kind != "weighted"):
        return []
    whole = write.text(average, record.unit)
    if record.unit.kind == "percent":
        gap = value - average
        amount = write.change(abs(gap), record.unit).lstrip("+")
        small = write.change(gap, record.unit) == write.change(0.0, record.unit)
    else:
        if average == 0:
            return []
        gap = (value - average) / abs(average)
        amount = write.text(abs(gap), RATE if abs(gap) < 0.01 else SHARE)
        small = abs(gap) < _SMALL
    if small:
        return [Chip(tr("As the average ({average})", average=whole))]
    better = catalog.metric[id_].better if id_ in catalog.metric else ""
    role = "text2" if not better else ("good" if (gap > 0) == (better == "up") else "bad")
    if gap > 0:
        text = tr("{amount} above average ({average})", amount=amount, average=whole)
    else:
        text = tr("{amount} below average ({average})", amount=amount, average=whole)
    hint = tr("The average is the total of all channels: sum divided by sum.")
    return [Chip(text, role, "arrow-up" if gap > 0 else "arrow-down", hint)]


def _range_chip(model: SessionModel, figures: Figures, id_: str, channel: int | None) -> list[Chip]:
    """The 95 % range, once the statistics are loaded (they come in the background after the charts)."""
    if not model.ranges_ready:
        return []
    from roiapp.analysis import ranges

    found = ranges.figure_range(figures, id_, channel)
    if found is None:
        return []
    text = ranges.describe(found, figures.catalog.record(id_).unit, model.number_format)
    hint = tr("How far chance alone could move this figure. Customers credited to the wrong channel are not in it.")
    return [Chip(text, icon="move-horizontal", hint=hint)]
