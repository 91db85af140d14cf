"""The panel's top: what it is called, the scenario's name, and below it what the sliders are of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QMenu, QSizePolicy, QVBoxLayout, QWidget

from roiapp.language import apart, tr
from roiapp.ui.look.buttons import GhostButton
from roiapp.ui.look.flowing import Flowing
from roiapp.ui.look.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent


class PanelHead(QWidget):
    """`reset_asked`, `close_asked` and `held` are its buttons; `named` carries a name that was entered, `given_up` says
    that none was. `fill` fills the menu of what the sliders are of."""

    reset_asked = Signal()
    close_asked = Signal()
    held = Signal(bool)
    named = Signal(str)
    given_up = Signal()

    def __init__(self, theme: Theme, fill: Callable[[QMenu], None], parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icon = QLabel(self)
        self.title = QLabel(tr("What-if"), self)
        self.title.setFont(theme.font(13, 600))
        self.reset = self._button("rotate-ccw", tr("Reset all sliders to the base case"))
        self.reset.clicked.connect(self.reset_asked)
        self.close_button = self._button("x", tr("Close the what-if panel"))
        self.close_button.clicked.connect(self.close_asked)
        self.name = QLabel(self)
        self.name.setFont(theme.font(15, 600))
        self.name.setWordWrap(True)
        self.name.setTextFormat(Qt.TextFormat.PlainText)
        self.name_field = _NameField(self)
        self.name_field.setFont(theme.font(13, 600))
        self.name_field.setMinimumHeight(theme.px(30))
        self.name_field.setAccessibleName(tr("Name of the scenario"))
        self.name_field.returnPressed.connect(lambda: self.named.emit(self.name_field.text()))
        self.name_field.given_up.connect(self.end_naming)
        self.name_field.hide()
        self.hold = GhostButton(theme, "lock-open", self)
        self.hold.setFixedHeight(theme.px(28))
        self.hold.setCheckable(True)
        self.hold.setFont(theme.font(13, 400))
        self.hold.set_ground, self.hold.set_ink = "what_if_set", "what_if"
        self.hold.clicked.connect(self.held)
        self.of = GhostButton(theme, "columns-3", self)
        self.of.setFixedHeight(theme.px(28))
        menu = QMenu(self.of)
        menu.aboutToShow.connect(lambda: fill(menu))
        self.of.setMenu(menu)
        self.of.setPopupMode(GhostButton.ToolButtonPopupMode.InstantPopup)
        self._lay_out()
        theme.changed.connect(self._dress)
        self._dress()

    def _button(self, icon: str, said: str) -> GhostButton:
        button = GhostButton(self._theme, icon, self, bare=True)
        button.setFixedHeight(self._theme.px(28))
        button.setToolTip(said)
        button.setAccessibleName(said)
        return button

    def _lay_out(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(8)
        first.addWidget(self._icon)
        first.addWidget(self.title)
        first.addStretch(1)
        first.addWidget(self.reset)
        first.addWidget(self.close_button)
        second = Flowing(4)
        second.addWidget(self.hold)
        second.addWidget(self.of)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 4, 8, 2)
        column.setSpacing(4)
        column.addLayout(first)
        named = QVBoxLayout()
        named.setContentsMargins(0, 0, 8, 0)
        named.addWidget(self.name)
        named.addWidget(self.name_field)
        column.addLayout(named)
        self._rule = QWidget(self)
        self._rule.setFixedHeight(5)
        column.addWidget(self._rule)
        column.addLayout(second)

    def show_name(self, name: str) -> None:
        """The scenario's name."""
        if apart(name) != self.name.text():
            self.name.setText(apart(name))

    def show_subject(self, of: str, hold: str, *, can_hold: bool, held: bool) -> None:
        """What the sliders are of, and whether their total is held."""
        if of != self.of.text():
            self.of.setText(of)
            self.of.setToolTip(tr("Which inputs have sliders"))
            self.of.setAccessibleName(tr("Sliders of {inputs}", inputs=of))
            self.of.updateGeometry()
        if hold != self.hold.text():
            self.hold.setText(hold)
            self.hold.setAccessibleName(hold)
            self.hold.setToolTip(tr("While the total is held, the others give or take what one slider moves"))
            self.hold.updateGeometry()
        self.hold.setVisible(can_hold)
        self.hold.setChecked(held)
        self.hold.icon_name = "lock" if held else "lock-open"

    def ask_name(self, name: str) -> None:
        """Have the name entered in its place."""
        self.name.hide()
        self.name_field.show()
        self.name_field.setText(name)
        self.name_field.selectAll()
        self.name_field.setFocus(Qt.FocusReason.OtherFocusReason)

    def end_naming(self) -> None:
        """The name stands in its place again."""
        if not self.name_field.isHidden():
            self.name_field.hide()
            self.name.show()
            self.given_up.emit()

    def _dress(self) -> None:
        self._icon.setPixmap(self._theme.pixmap("sliders-horizontal", "what_if", 16, self.devicePixelRatioF()))
        palette = self.title.palette()
        palette.setColor(palette.ColorRole.WindowText, self._theme.colour("what_if"))
        self.title.setPalette(palette)
        tokens = self._theme.tokens
        self.name_field.setStyleSheet(
            f"QLineEdit {{ background: {tokens.raised}; color: {tokens.text}; border: 1px solid {tokens.border_strong};"
            f" border-radius: 6px; padding: 0 8px; }} QLineEdit:focus {{ border: 2px solid {tokens.ring};"
            f" padding: 0 7px; }}"
        )
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        top = self._rule.geometry().center().y()
        QPainter(self).fillRect(1, top, self.width() - 2, 1, self._theme.colour("border"))


class _NameField(QLineEdit):
    """Esc gives it up."""

    given_up = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)
