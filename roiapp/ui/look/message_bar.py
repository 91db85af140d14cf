"""The calm line in which the window says what was done, what is wrong and what is waited for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Literal

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QWidget

from roiapp.language import tr
from roiapp.ui.look.later import later
from roiapp.ui.look.messages import Kind, Way
from roiapp.ui.look.spoken import announce
from roiapp.ui.look.theme import Theme

#: how long a notice stays, in ms; warnings and errors stay until they are closed or replaced by another of them
NOTICE_MS: Final = 8000
#: one with something to press stays longer, and as long as the pointer or the keyboard is on it
NOTICE_WITH_WAYS_MS: Final = 20_000
#: icon, ink and ground
_LOOK: Final[dict[Kind | Literal["waiting"], tuple[str, str, str]]] = {
    "notice": ("info", "text2", "neutral_soft"),
    "warning": ("triangle-alert", "warn", "warn_soft"),
    "error": ("circle-alert", "bad", "bad_soft"),
    "waiting": ("hourglass", "text2", "neutral_soft"),
}


class MessageBar(QWidget):
    """The calm line itself, hidden while there is nothing to say."""

    #: what it says is about to be shown: whether it passes by itself may differ
    placed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.kind: Kind | Literal["waiting"] = "notice"
        #: what is being waited for, and how it is given up
        self._waiting: tuple[str, Callable[[], None] | None] | None = None
        #: how much of it is done, None where nobody knows
        self.fraction: float | None = None
        #: the warning or error that is still to be closed, while a notice stands in its place too
        self._standing: tuple[str, Kind, tuple[Way, ...]] | None = None
        self._icon = QLabel(self)
        self._icon.setFixedSize(theme.px(16), theme.px(16))
        self.label = QLabel(self)
        self.label.setWordWrap(True)
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._close = QToolButton(self)
        self._close.setAutoRaise(True)
        self._close.setToolTip(tr("Close this message"))
        self._close.setAccessibleName(tr("Close this message"))
        self._close.clicked.connect(self.close_message)
        self.cancel = QPushButton(tr("Cancel"), self)
        self.cancel.setFixedHeight(theme.px(24))
        self.cancel.setAccessibleName(tr("Cancel what is being waited for"))
        self.cancel.clicked.connect(self._give_up)
        self.cancel.hide()
        #: what is offered to do, made when the first message does
        self.way_buttons: list[QPushButton] = []
        self._ways: tuple[Way, ...] = ()
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 8, 6)
        row.setSpacing(8)
        row.addWidget(self._icon)
        row.addWidget(self.label)
        row.addWidget(self.cancel)
        row.addWidget(self._close)
        self.setMinimumHeight(theme.px(36))
        self._timer = later(self, self._pass)
        theme.changed.connect(self._dress)
        self.hide()

    @property
    def text(self) -> str:
        """What it says, "" while it is hidden."""
        return "" if self.isHidden() else self.label.text()

    @property
    def passing(self) -> bool:
        """Whether what it says goes by itself: it needs no room of its own then."""
        return self.kind in ("notice", "waiting")

    def width_of_text(self) -> int:
        """How wide it is with its text in one line."""
        every = (self._icon, self.cancel, *self.way_buttons, self._close)
        beside = sum(w.sizeHint().width() + 8 for w in every if not w.isHidden())
        return 20 + beside + QFontMetrics(self.label.font()).horizontalAdvance(self.label.text()) + 4

    @property
    def standing(self) -> tuple[str, Kind] | None:
        """The warning or error that is still to be closed."""
        return self._standing[:2] if self._standing is not None else None

    @property
    def control(self) -> QPushButton | None:
        """The first of what can be pressed in it besides its cross, None where there is nothing."""
        return next((each for each in (self.cancel, *self.way_buttons) if each.isVisible()), None)

    def show_message(self, text: str, kind: Kind, ways: tuple[Way, ...] = ()) -> None:
        """Say this now: it answers what was just done. A warning or error that a notice takes the place of comes back
        after it."""
        if kind == "notice":
            self._timer.start(NOTICE_WITH_WAYS_MS if ways else NOTICE_MS)
        else:
            self._standing = text, kind, ways
            self._timer.stop()
        self._show(text, kind, ways)

    def _pass(self) -> None:
        """A notice has stood long enough, unless somebody is about to press what it offers."""
        if self._ways and (self.underMouse() or any(button.hasFocus() for button in self.way_buttons)):
            self._timer.start(NOTICE_MS)
        else:
            self.close_message()

    def close_message(self) -> None:
        """Put away what stands there: a notice gives way to the warning or error before it."""
        self._timer.stop()
        if self.kind != "notice":
            self._standing = None
        self._show_rest()

    def show_waiting(self, text: str, give_up: Callable[[], None] | None) -> None:
        """Say what is being waited for, until `end_waiting`; with a button where it can be given up."""
        self._waiting, self.fraction = (text, give_up), None
        self._timer.stop()
        self._show(text, "waiting")

    def show_how_far(self, text: str, fraction: float | None) -> None:
        """The same a while later. Nobody is told of it aloud: it would never be silent."""
        if self._waiting is None or self.kind != "waiting" or (text, fraction) == (self.text, self.fraction):
            return
        self._waiting, self.fraction = (text, self._waiting[1]), fraction
        self.label.setText(text)
        if self.width_of_text() > self.width():
            self.placed.emit()
        self.update()

    def end_waiting(self) -> None:
        """Nothing is waited for any more."""
        self._waiting = None
        if self.kind == "waiting":
            self._show_rest()

    def _give_up(self) -> None:
        if self._waiting is not None and self._waiting[1] is not None:
            self._waiting[1]()

    def _show_rest(self) -> None:
        """What comes next: what is waited for, else the warning or error that is still to be closed."""
        if self._waiting is not None:
            self._show(self._waiting[0], "waiting")
        elif self._standing is not None:
            self._show(*self._standing)
        else:
            self.hide()

    def _show(self, text: str, kind: Kind | Literal["waiting"], ways: tuple[Way, ...] = ()) -> None:
        self._offer(ways)
        if (text, kind) == (self.text, self.kind):
            return  # the same trouble over and over makes the window no work
        self.kind = kind
        self.label.setText(text)
        waiting = kind == "waiting"
        self.cancel.setVisible(waiting and self._waiting is not None and self._waiting[1] is not None)
        self._close.setVisible(not waiting)
        self._dress()
        self.placed.emit()
        self.show()
        announce(self, text, at_once=kind == "error")

    def _offer(self, ways: tuple[Way, ...]) -> None:
        """A button for each of these."""
        self._ways = ways
        while len(self.way_buttons) < len(ways):
            place = len(self.way_buttons)
            button = QPushButton(self)
            button.setFixedHeight(self._theme.px(24))
            button.clicked.connect(lambda _checked=False, place=place: self._ways[place].do())
            self._row.insertWidget(self._row.indexOf(self._close), button)
            self.setTabOrder(self.way_buttons[-1] if self.way_buttons else self.cancel, button)
            self.way_buttons.append(button)
        for place, button in enumerate(self.way_buttons):
            button.setVisible(place < len(ways))
            if place < len(ways):
                button.setText(ways[place].label)

    def _dress(self) -> None:
        icon, role, _ground = _LOOK[self.kind]
        self._icon.setPixmap(self._theme.pixmap(icon, role, 16, self.devicePixelRatioF()))
        self._close.setIcon(self._theme.icon("x"))
        tokens = self._theme.tokens
        link = (
            f"QPushButton {{ background: transparent; color: {tokens.accent_text}; border: none; padding: 0 8px; }}"
            f" QPushButton:hover {{ text-decoration: underline; }}"
            f" QPushButton:focus {{ border: 2px solid {tokens.ring}; border-radius: 6px; }}"
        )
        for button in (self.cancel, *self.way_buttons):
            button.setStyleSheet(link)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(self._theme.colour(_LOOK[self.kind][2]))
        area = QRectF(self.rect())
        if self.passing:  # it lies over something, and has an edge
            painter.setPen(self._theme.colour("border_strong"))
            area.adjust(0.5, 0.5, -0.5, -0.5)
        else:
            painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRoundedRect(area, 8, 8)
        if self.kind == "waiting" and self.fraction is not None:
            inner = area.adjusted(8, 0, -8, -1)
            inner.setTop(inner.bottom() - 2)
            inner.setWidth(inner.width() * self.fraction)
            painter.fillRect(inner, self._theme.colour("accent"))
