"""What a goal seek found, in its dialog: the headline with what becomes of the figure, and the line of caution."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from roiapp.ui.look.dialogs import button_style
from roiapp.ui.look.flowing import Flowing
from roiapp.ui.look.messages import Choice
from roiapp.ui.look.theme import Theme
from roiapp.ui.look.worn import wear, wear_icon, wear_ink

_SIDE: Final = 16
_SIGN: Final = 16


class _Ground(QWidget):
    """A rounded ground in a colour of the theme."""

    def __init__(self, theme: Theme, role: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        self.role = role

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.colour(self.role))
        painter.drawRoundedRect(QRectF(self.rect()), 8, 8)

    def line(self, size: int, weight: int, role: str) -> QLabel:
        """A line of text that folds, and can be copied."""
        label = QLabel(self)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        label.setFont(self.theme.font(size, weight))
        wear_ink(label, self.theme, role)
        return label


def held_together(text: str) -> str:
    """A sign stays with its sum of money; with digits it does so anyway."""
    return re.sub(r"−(?=[^\d\s])", "−\u2060", text)


class AnswerBox(_Ground):
    """The answer, or why there is none and what could be held."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, "accent_soft", parent)
        self.headline = self.line(17, 600, "text")
        self.detail = self.line(13, 400, "text2")
        self.offers: list[QPushButton] = []
        self._ways = QWidget(self)
        self._row = Flowing(8)
        self._ways.setLayout(self._row)
        self._ways.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(_SIDE, 12, _SIDE, 12)
        column.setSpacing(6)
        column.addWidget(self.headline)
        column.addWidget(self.detail)
        column.addWidget(self._ways)
        column.addStretch(1)
        self.setMinimumHeight(theme.px(80))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def say(self, headline: str, detail: str, *, found: bool) -> None:
        """An answer, or a refusal, which stands in smaller letters: it is a long sentence."""
        self.role = "accent_soft" if found else "neutral_soft"
        self.headline.setFont(self.theme.font(17 if found else 14, 600))
        self.headline.setText(held_together(headline))
        self.detail.setText(held_together(detail))
        self.detail.setVisible(bool(detail))
        self.updateGeometry()  # or what holds it goes on with the height of before
        self.update()

    def offer(self, offers: Sequence[tuple[str, Callable[[], None]]]) -> None:
        """What can be held so that there is an answer, a button each."""
        for button in self.offers:
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.offers = []
        for text, does in offers:
            button = QPushButton(text, self._ways)
            button.setFont(self.theme.font(13, 500))
            button.setMinimumHeight(self.theme.px(30))
            button.setAutoDefault(False)
            wear(button, self.theme, lambda theme: button_style(theme, Choice("", "")))
            button.clicked.connect(lambda _checked=False, does=does: does())
            self._row.addWidget(button)
            button.show()
            self.offers.append(button)
        self._ways.setVisible(bool(self.offers))


class StretchLine(_Ground):
    """A line of caution; without a text it keeps its room, so that nothing moves while a number is typed."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, "warn_soft", parent)
        self.text = self.line(13, 400, "text")
        self._sign = QLabel(self)
        wear_icon(self._sign, theme, "triangle-alert", "warn", _SIGN)
        row = QHBoxLayout(self)
        row.setContentsMargins(_SIDE, 8, _SIDE, 8)
        row.setSpacing(10)
        row.addWidget(self._sign)
        row.addWidget(self.text, 1)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        policy.setRetainSizeWhenHidden(True)
        self.setSizePolicy(policy)
        self.hide()

    def say(self, text: str) -> None:
        self.text.setText(text)
        self.updateGeometry()
        self.setVisible(bool(text))
