"""The frame all small dialogs share (title, content, buttons as the design spaces them), and the question dialog."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLayoutItem,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from roiapp.language import tr
from roiapp.ui.look.calm_fields import line_style, text_style
from roiapp.ui.look.messages import Choice, Question
from roiapp.ui.look.scrolled import scrolled
from roiapp.ui.look.theme import Theme
from roiapp.ui.look.worn import wear, wear_ground, wear_ink

_WIDTH, _FIELD_HEIGHT = 440, 32
_BAR = 32  # a scroll bar and the gap to it
_LEAST_ROOM = QSize(1280, 720)
_FIELD_ROLE = QFormLayout.ItemRole.FieldRole


class CalmDialog(QDialog):
    """A small modal dialog. Subclasses fill `body` and add buttons; `refuse` shows a sentence above the buttons."""

    def __init__(self, theme: Theme, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.theme = theme
        self.setWindowTitle(title)
        self.setMinimumWidth(theme.px(_WIDTH))
        wear_ground(self, theme)
        frame = QVBoxLayout(self)
        frame.setContentsMargins(24, 24, 24, 24)
        frame.setSpacing(16)
        heading = QLabel(title, self)
        heading.setFont(theme.font(15, 600))
        heading.setWordWrap(True)
        frame.addWidget(heading)
        self.body = QVBoxLayout()
        self.body.setSpacing(12)
        self._frame = frame
        frame.addLayout(self.body)
        self.refusal = QLabel(self)
        self.refusal.setWordWrap(True)
        self.refusal.setTextFormat(Qt.TextFormat.PlainText)
        wear_ink(self.refusal, theme, "bad")
        self.refusal.hide()
        frame.addWidget(self.refusal)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        self._buttons.addStretch(1)
        frame.addLayout(self._buttons)

    def setVisible(self, visible: bool) -> None:
        """What is higher than there is room scrolls between the title and the buttons."""
        if visible and self._frame.indexOf(self.body) >= 0:
            self._scroll_where_high(max(self.width(), self.sizeHint().width()))
        super().setVisible(visible)

    def fit_content(self) -> None:
        """As high as its content is now, while it is open; what has become too high scrolls."""
        _forget_heights(self._frame)
        if self.isVisible() and self._frame.indexOf(self.body) >= 0 and not self._scroll_where_high(self.width()):
            self._frame.activate()
            self.resize(self.width(), self._frame.totalHeightForWidth(self.width()))

    def _scroll_where_high(self, wanted: int) -> bool:
        room = room_for(self.parentWidget() or self)
        wide = min(wanted, room.width())
        if self._frame.totalHeightForWidth(wide) <= room.height():
            return False
        active = self.focusWidget()
        self._scroll_body()
        if active is not None:  # a field that is moved loses the keys
            active.setFocus()
        self.resize(min(wide + _BAR, room.width()), room.height())
        return True

    def _scroll_body(self) -> None:
        place = self._frame.indexOf(self.body)
        self._frame.removeItem(self.body)
        self.body.setParent(None)
        self.body.setContentsMargins(2, 2, 12, 2)  # focus rings, and a gap to the bar
        self._frame.insertWidget(place, scrolled(self.body, self), 1)

    def add_form(self) -> QFormLayout:
        """A form of labelled fields as the dialog's content."""
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(12)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.body.addLayout(form)
        return form

    def add_hint(self, text: str) -> None:
        """A sentence in the hint style."""
        self.body.addWidget(self.hint(text))

    def hint(self, text: str) -> QLabel:
        """The same as a label, to be put somewhere."""
        label = QLabel(text, self)
        label.setWordWrap(True)
        label.setFont(self.theme.font(12))
        wear_ink(label, self.theme, "text3")
        return label

    def add_button(self, choice: Choice) -> QPushButton:
        """A button at the right; the primary one answers to Enter."""
        button = QPushButton(choice.label, self)
        button.setMinimumHeight(self.theme.px(36))
        button.setMinimumWidth(self.theme.px(88))
        button.setFont(QFont(self.theme.font(13, 500)))
        wear(button, self.theme, lambda theme: button_style(theme, choice))
        button.setDefault(choice.primary)
        button.setAutoDefault(choice.primary)
        self._buttons.addWidget(button)
        return button

    def add_standard_buttons(self, accept_label: str) -> QPushButton:
        """Cancel and the primary button, which calls `accept`."""
        cancel = self.add_button(Choice("cancel", tr("Cancel")))
        cancel.clicked.connect(self.reject)
        button = self.add_button(Choice("ok", accept_label, primary=True))
        button.clicked.connect(self.accept)
        return button

    def dress_fields(self) -> None:
        """Give all fields to write in the look and the height of a field."""
        for line in self.findChildren(QLineEdit):
            if not isinstance(line.parent(), QComboBox | QAbstractSpinBox):
                line.setMinimumHeight(self.theme.px(_FIELD_HEIGHT))
                wear(line, self.theme, line_style)
        for field in self.findChildren(QPlainTextEdit):
            wear(field, self.theme, text_style)
        for form in self.findChildren(QFormLayout):
            for row in range(form.rowCount()):
                self._level(form.itemAt(row, QFormLayout.ItemRole.LabelRole), form.itemAt(row, _FIELD_ROLE))

    def _level(self, label: QLayoutItem | None, field: QLayoutItem | None) -> None:
        """A label stands in the middle of its field; Qt puts it a little above."""
        name, beside = label.widget() if label else None, field.widget() if field else None
        if name is not None and isinstance(beside, QLineEdit | QComboBox | QAbstractSpinBox):
            name.setMinimumHeight(self.theme.px(_FIELD_HEIGHT))

    def say(self, why_not: str) -> None:
        """Refuse with a sentence, or take it back where there is none any more."""
        if why_not:
            self.refuse(why_not)
        else:
            self.refusal.hide()

    def refuse(self, sentence: str) -> None:
        """Stay open and say why; the sentence takes its room from none of the fields, while there is more."""
        self.refusal.setText(sentence)
        self.refusal.show()
        room = room_for(self.parentWidget() or self).height()
        wanted = min(self._frame.totalHeightForWidth(self.width()), room)
        self.resize(self.width(), max(self.height(), wanted))


def _forget_heights(layout: QLayout) -> None:
    """Ask for all heights anew: a layout within a layout goes on with those that it was told first."""
    layout.invalidate()
    for place in range(layout.count()):
        item = layout.itemAt(place)
        if item is not None and (inner := item.layout()) is not None:
            _forget_heights(inner)


def room_for(parent: QWidget) -> QSize:
    """How large a window beside or over this one can be."""
    window = parent.window().size()
    return parent.screen().availableSize().expandedTo(window).boundedTo(window.expandedTo(_LEAST_ROOM)) - QSize(64, 64)


class QuestionDialog(CalmDialog):
    """One question; `answer` is the id of the choice taken."""

    def __init__(self, theme: Theme, question: Question, parent: QWidget) -> None:
        super().__init__(theme, question.title, parent)
        text = QLabel(question.text, self)
        text.setWordWrap(True)
        text.setTextFormat(Qt.TextFormat.PlainText)
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.body.addWidget(text)
        self.answer = question.otherwise
        for choice in question.choices:
            button = self.add_button(choice)
            button.clicked.connect(lambda _checked=False, id_=choice.id: self._take(id_))
            if choice.primary:
                button.setFocus(Qt.FocusReason.OtherFocusReason)  # or Space would press the first

    def _take(self, id_: str) -> None:
        self.answer = id_
        self.accept()


def button_style(theme: Theme, choice: Choice) -> str:
    """The look of a dialog's button: the primary one filled, the others outlined."""
    tokens = theme.tokens
    if choice.primary:
        ground, hover, text, edge = tokens.accent, tokens.accent_hover, tokens.on_accent, tokens.accent
    else:
        ground, hover, edge = tokens.raised, tokens.hover, tokens.border_strong
        text = tokens.bad if choice.danger else tokens.text
    return (
        f"QPushButton {{ background: {ground}; color: {text}; border: 1px solid {edge}; border-radius: 6px;"
        f" padding: 0 16px; }} QPushButton:hover {{ background: {hover}; }}"
        f" QPushButton:disabled {{ background: {tokens.neutral_soft}; color: {tokens.disabled};"
        f" border-color: {tokens.border}; }}"
        f" QPushButton:focus {{ border: 2px solid {tokens.ring if not choice.primary else tokens.text}; }}"
    )
