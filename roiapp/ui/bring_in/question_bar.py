"""What stands in the way of an import, or would take more than it brings, with the ways out of it as buttons."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from roiapp.core.units import NUMBER, NumberError, parse
from roiapp.files.bringing_in import Outcome
from roiapp.files.import_choices import Meets
from roiapp.files.supposed_tables import supposed
from roiapp.language import mark, tr
from roiapp.ui.look.calm_fields import line_style
from roiapp.ui.look.dialogs import button_style
from roiapp.ui.look.messages import Choice
from roiapp.ui.look.spoken import announce
from roiapp.ui.look.theme import Theme
from roiapp.ui.look.worn import wear

_MOST_ANSWERS: Final = 6
_MOST_PARTS: Final = 3
#: what becomes of figures that are there, in words
MEETS: Final[dict[Meets, str]] = {
    "replace": mark("Replace them"), "add": mark("Add to them"), "keep": mark("Keep them"),
}  # fmt: skip


class QuestionBar(QWidget):
    """`answered(changes)` says what changes in the choices of the file that is shown."""

    answered = Signal(object)

    def __init__(self, theme: Theme, locale: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._locale = locale
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.label = QLabel(self)
        self.label.setWordWrap(True)
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.buttons: list[QPushButton] = []
        self.rate = QLineEdit(self)
        self.rate.setFixedSize(theme.px(120), theme.px(30))
        self.rate.setPlaceholderText(tr("Rate"))
        wear(self.rate, theme, line_style)
        self.rate.setAccessibleName(tr("What amounts are multiplied with"))
        self.rate.returnPressed.connect(self._take_rate)
        self._answers = QHBoxLayout()
        self._answers.setSpacing(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 10)
        column.setSpacing(8)
        column.addWidget(self.label)
        column.addLayout(self._answers)
        theme.changed.connect(self._dress)
        self._dress()
        self.hide()

    def show_outcome(self, outcome: Outcome | None) -> None:
        """Ask what this file asks, or say what is wrong with it; nothing where it is fine."""
        for button in self.buttons:
            self._answers.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = []
        while self._answers.count():
            self._answers.takeAt(0)
        error = outcome.error if outcome is not None else None
        parts = outcome.parts if outcome is not None else ()
        brought = outcome.brought if outcome is not None else None
        warning = supposed(brought.plan.scenarios) if brought is not None else ""
        said = str(error) if error is not None else "\n".join(filter(None, (warning, *parts[:_MOST_PARTS])))
        self.setVisible(bool(said))
        if said and self.label.text() != said:
            announce(self, said)
        self.label.setText(said)
        self.rate.hide()
        if error is None:
            for meets, text in MEETS.items() if parts else ():
                self._add(tr(text), partial(self._answer, {"meets": meets}))
            self._answers.addStretch(1)
            return
        question = outcome.question if outcome is not None else None
        if question is not None:
            if question.asked == "currency":
                self.rate.show()
                self._answers.addWidget(self.rate)
                self._add(tr("Convert"), self._take_rate)
            for answer in question.answers[:_MOST_ANSWERS]:
                self._add(answer.text, partial(self._answer, answer.changes))
        elif error.row is not None and error.column and outcome is not None and outcome.layout is not None:
            self._add(tr("Leave such cells blank"), lambda: self._answer({"lenient": True}))
        self._answers.addStretch(1)

    @property
    def first_answer(self) -> QWidget | None:
        """What takes the keys of a question that is asked, None where there is nothing to answer."""
        if self.isHidden():
            return None
        return self.rate if not self.rate.isHidden() else next(iter(self.buttons), None)

    def _add(self, text: str, press: Callable[[], None]) -> None:
        button = QPushButton(text.replace("&", "&&"), self)
        button.setMinimumHeight(self._theme.px(30))
        button.setAutoDefault(False)
        wear(button, self._theme, lambda theme: button_style(theme, Choice("answer", text)))
        button.clicked.connect(lambda _checked=False: press())
        self.buttons.append(button)
        self._answers.addWidget(button)

    def _take_rate(self) -> None:
        try:
            rate = parse(self.rate.text(), NUMBER, self._locale, "").value
        except NumberError as error:
            self.label.setText(str(error))
            return
        if rate is None or not math.isfinite(rate) or rate <= 0:
            self.label.setText(tr("A rate is a number above 0, such as {example}.", example="1.08"))
            return
        self._answer({"rate": rate})

    def _answer(self, changes: Mapping[str, object]) -> None:
        self.answered.emit(dict(changes))

    def _dress(self) -> None:
        self.label.setStyleSheet(f"color: {self._theme.tokens.text}")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("warn_soft"))
        painter.drawRoundedRect(QRectF(self.rect()), 8, 8)
