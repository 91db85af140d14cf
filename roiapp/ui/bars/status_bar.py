"""The line at the foot of the window: whether all is saved, what to check, figures of the selection, the document's
currency and locale."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QEnterEvent,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QWidget

from roiapp.language import tr, trn
from roiapp.ui.look.later import later
from roiapp.ui.look.spoken import announce
from roiapp.ui.look.theme import Theme
from roiapp.ui.model.saved_state import SavedState, saved_state
from roiapp.ui.model.session_model import SessionModel
from roiapp.ui.model.supposed_said import scenario_line

if TYPE_CHECKING:
    from roiapp.core.checks import DataWarning
    from roiapp.core.results import Changed

_HEIGHT = 24
_MARGIN = 16


class StatusBar(QWidget):
    """Painted by hand. A click on the warning asks to go to its cell (`check_asked`), one behind it for all of them
    (`list_asked`), one on the currency for the document's settings (`settings_asked`)."""

    spoken_role = QAccessible.Role.StatusBar
    check_asked = Signal(object)
    list_asked = Signal()
    settings_asked = Signal()

    def __init__(self, theme: Theme, model: SessionModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._model = model
        self._selection: tuple[tuple[str, str], ...] = ()
        self._checks: list[DataWarning] = []
        self._next = 0
        self._saved: SavedState | None = None
        #: what is said of the scenario, as it was painted
        self._scenario = ""
        self._saved_area = QRect()
        self._check_area = QRect()
        self._list_area = QRect()
        self._locale_area = QRect()
        self._under: QRect | None = None
        #: which of the links the keys are on
        self._at = 0
        self.setFixedHeight(theme.px(_HEIGHT))
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(tr("Status"))
        model.reset.connect(self._read_saved)
        model.reset.connect(self.update)
        model.changed.connect(lambda changed: self.update() if self._touched(changed) else None)
        model.frames.sums.connect(self.update)
        self._painted = later(self, self._read_saved)
        model.saving_changed.connect(self._painted.start)  # the cell that was typed in is painted first
        model.warnings_changed.connect(self.refresh)
        theme.changed.connect(self.update)

    def _touched(self, changed: Changed) -> bool:
        """Whether what stands here may differ."""
        if changed.structure or changed.looks:
            return True
        return not self._model.trying and self.scenario_text != self._scenario

    @property
    def _check(self) -> DataWarning:
        """The one that is said."""
        return self._checks[self._next % len(self._checks)]

    @property
    def check_text(self) -> str:
        """What there is to check, "" where nothing."""
        if not self._checks:
            return ""
        check, sheet = self._check, self._model.worksheet
        first = check.text
        known = sheet is not None and check.period is not None and check.period < len(sheet.periods)  # else it is gone
        if self._model.all_periods and known and sheet is not None and check.period is not None:
            first = tr("{period}: {warning}", period=sheet.periods[check.period].text(), warning=first)
        return trn("{n} cell to check: {first}", "{n} cells to check: {first}", len(self._checks), first=first)

    @property
    def saved_text(self) -> str:
        """Whether the document is saved, "" where there is nothing to say about it."""
        if self._painted.isActive():
            self._read_saved()
        return self._saved.text if self._saved else ""

    @property
    def scenario_text(self) -> str:
        """What the scenario that is looked at changes, "" where none is."""
        return scenario_line(self._model)

    @property
    def locale_text(self) -> str:
        return locale_text(self._model) if self._model.session else ""

    def set_selection(self, figures: Sequence[tuple[str, str]]) -> None:
        """Show the figures of the selected cells as (name, value), none of a single one."""
        if tuple(figures) != self._selection:
            self._selection = tuple(figures)
            self._speak()
            self.update()

    def refresh(self) -> None:
        checks = [warning for warning in self._model.known_warnings if warning.level == "check"]
        if checks != self._checks:
            self._checks, self._next = checks, 0
        self._describe()

    def show_check(self, warning: DataWarning) -> None:
        """Say this one, where it is among those that are said here."""
        if warning in self._checks:
            self._next = self._checks.index(warning)
            self._describe()

    def _read_saved(self) -> None:
        self._painted.stop()
        saved = saved_state(self._model)
        if saved != self._saved:
            self._saved = saved
            self._describe()

    def _speak(self) -> None:
        selected = [f"{name} {value}." for name, value in self._selection]
        said = (self.saved_text, self.scenario_text, self.check_text, *selected)
        self.setAccessibleDescription(" ".join(filter(None, said)))

    def _describe(self) -> None:
        self._speak()
        others = [warning.text for warning in self._checks[:12] if warning is not self._check]
        warned = [self.check_text, *dict.fromkeys(others)] if self._checks else []
        self.setToolTip("\n".join([self._saved.tip, *warned] if self._saved else warned))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("surface"))
        painter.setPen(theme.colour("border"))
        painter.drawLine(0, 0, self.width(), 0)
        right = self._paint_right(painter)
        left = self._paint_scenario(painter, self._paint_saved(painter, right - 24), right - 24)
        self._check_area, self._list_area = QRect(), QRect()
        text = self.check_text
        if text:
            icon = theme.px(14)
            top = (self.height() - icon) // 2
            painter.drawPixmap(left, top, theme.pixmap("triangle-alert", "warn", 14, self.devicePixelRatioF()))
            every = tr("Show all")
            wide = QFontMetrics(theme.font(12)).horizontalAdvance(every)
            room = right - 24 - (left + icon + 6) - wide - 16
            painter.setFont(self._link_font(under=self._under is not None and self._under.left() == left))
            painter.setPen(theme.colour("warn"))
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, max(0, room))
            self._check_area = QRect(left, 0, icon + 6 + painter.fontMetrics().horizontalAdvance(shown), self.height())
            painter.drawText(self._check_area.adjusted(icon + 6, 1, 4, 0), Qt.AlignmentFlag.AlignVCenter, shown)
            if room > 0:
                self._list_area = QRect(self._check_area.right() + 17, 0, wide, self.height())
                painter.setFont(self._link_font(under=self._under == self._list_area))
                painter.setPen(theme.colour("accent_text"))
                painter.drawText(self._list_area.adjusted(0, 1, 4, 0), Qt.AlignmentFlag.AlignVCenter, every)
        if self.hasFocus():
            self._paint_focus(painter)

    def _paint_saved(self, painter: QPainter, end: int) -> int:
        """Whether all is saved; returns where the rest may begin. A long sentence leaves a third to what follows."""
        self._saved_area = QRect()
        if self._saved is None:
            return _MARGIN
        theme, saved = self._theme, self._saved
        left = _MARGIN
        if saved.icon:
            icon = theme.px(14)
            picture = theme.pixmap(saved.icon, saved.icon_role, 14, self.devicePixelRatioF())
            painter.drawPixmap(left, (self.height() - icon) // 2, picture)
            left += icon + 6
        painter.setFont(theme.font(12))
        painter.setPen(theme.colour(saved.role))
        room = end - left if not self.check_text else (end - left) * 2 // 3
        shown = painter.fontMetrics().elidedText(saved.text, Qt.TextElideMode.ElideRight, max(0, room))
        self._saved_area = QRect(left, 0, painter.fontMetrics().horizontalAdvance(shown), self.height())
        painter.drawText(self._saved_area.adjusted(0, 1, 4, 0), Qt.AlignmentFlag.AlignVCenter, shown)
        return self._saved_area.right() + 1 + _MARGIN

    def _paint_scenario(self, painter: QPainter, left: int, end: int) -> int:
        """What the scenario that is looked at changes; returns where the rest may begin."""
        text = self._scenario = self.scenario_text
        if not text:
            return left
        theme = self._theme
        painter.setFont(theme.font(12, 500))
        painter.setPen(theme.colour("what_if"))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, max(0, end - left))
        wide = painter.fontMetrics().horizontalAdvance(shown)
        painter.drawText(QRect(left, 1, wide + 4, self.height()), Qt.AlignmentFlag.AlignVCenter, shown)
        return left + wide + _MARGIN

    def _paint_right(self, painter: QPainter) -> int:
        """Currency and locale, before them the selection; returns where the room for the rest ends."""
        theme = self._theme
        plain, strong = theme.font(12), theme.font(12, 600)
        x = self.width() - _MARGIN
        self._locale_area = QRect()
        if self.locale_text:
            width = QFontMetrics(plain).horizontalAdvance(self.locale_text)
            x -= width
            self._locale_area = QRect(x, 0, width, self.height())
            painter.setFont(self._link_font(under=self._under == self._locale_area))
            painter.setPen(theme.colour("text2"))
            painter.drawText(self._locale_area.adjusted(0, 1, 4, 0), Qt.AlignmentFlag.AlignVCenter, self.locale_text)
            if self._selection:
                painter.setPen(theme.colour("border_strong"))
                painter.drawLine(x - 12, 6, x - 12, self.height() - 6)
                x -= 12
        for name, value in reversed(self._selection):
            name_width = QFontMetrics(plain).horizontalAdvance(f"{name} ")
            value_width = QFontMetrics(strong).horizontalAdvance(value)
            left = x - 16 - name_width - value_width
            if left < self.width() // 3:
                break
            painter.setFont(plain)
            painter.setPen(theme.colour("text2"))
            painter.drawText(QRect(left, 1, name_width + 2, self.height()), Qt.AlignmentFlag.AlignVCenter, name)
            painter.setFont(strong)
            painter.setPen(theme.colour("text"))
            area = QRect(left + name_width, 1, value_width + 4, self.height())
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, value)
            x = left
        return x

    def _link_font(self, *, under: bool) -> QFont:
        font = self._theme.font(12)
        if under:
            font = QFont(font)
            font.setUnderline(True)
        return font

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        areas = (self._check_area, self._list_area, self._locale_area)
        under = next((area for area in areas if area.contains(point)), None)
        if under != self._under:
            self._under = QRect(under) if under is not None else None
            self.setCursor(Qt.CursorShape.PointingHandCursor if under else Qt.CursorShape.ArrowCursor)
            self.update()

    def enterEvent(self, _event: QEnterEvent) -> None:
        self.update()

    def leaveEvent(self, _event: QEvent) -> None:
        self._under = None
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        if event.button() == Qt.MouseButton.LeftButton:
            for area, _text, follow in self._links():
                if area.contains(point):
                    follow()
                    break

    def _links(self) -> list[tuple[QRect, str, Callable[[], None]]]:
        """What can be followed, from left to right: where it stands, what it says, what it does."""
        links = [
            (self._check_area, self.check_text, self._go_to_check),
            (self._list_area, tr("Show all"), self.list_asked.emit),
            (self._locale_area, self.locale_text, self.settings_asked.emit),
        ]
        # areas are those of the last painting: until the next one there may be nothing left to check
        return [link for link in links if not link[0].isEmpty() and (self._checks or link[0] != self._check_area)]

    def _go_to_check(self) -> None:
        warning = self._check
        self._next += 1  # the next time it is the next one
        self.check_asked.emit(warning)
        self._describe()

    # -- keys ----------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        links = self._links()
        by = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Home: -len(links), Qt.Key.Key_End: len(links)}
        if event.key() in by and links:
            self._choose(self._at + by[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and links:
            links[min(self._at, len(links) - 1)][2]()
        else:
            super().keyPressEvent(event)

    def _choose(self, place: int) -> None:
        """Make the link at this place the one that Enter follows, and say it."""
        links = self._links()
        self._at = min(max(place, 0), max(len(links) - 1, 0))
        if links:
            announce(self, links[self._at][1])
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._choose(0)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def _paint_focus(self, painter: QPainter) -> None:
        links = self._links()
        area = links[min(self._at, len(links) - 1)][0].adjusted(-5, 0, 4, 0) if links else self.rect()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._theme.colour("ring"), 2))
        painter.drawRoundedRect(QRectF(area).adjusted(1, 3, -1, -2), 4, 4)


def locale_text(model: SessionModel) -> str:
    """Currency and locale of the document: "USD · English (US)" """
    from roiapp.ui.look.locales import locale_name

    write = model.number_format
    return f"{write.currency} · {locale_name(write.locale)}"
