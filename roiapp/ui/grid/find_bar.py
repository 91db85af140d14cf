"""The line above the grid in which a text is looked for, and a second one in which it is replaced."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QSizePolicy, QWidget

from roiapp.language import tr
from roiapp.ui.grid.finder import MOST_FOUND, Finder
from roiapp.ui.look.buttons import GhostButton
from roiapp.ui.look.calm_fields import line_style
from roiapp.ui.look.dialogs import button_style
from roiapp.ui.look.messages import Choice
from roiapp.ui.look.theme import Theme
from roiapp.ui.look.worn import wear
from roiapp.ui.sheet.cell_search import Query

_FIELD: Final = 28
_WIDTH: Final = 260


class FindBar(QWidget):
    """`closed` says that Esc or the cross put it away; `replace_wanted(text)` and `replace_all_wanted(text)` ask for
    the match at hand, or for all of them, to be replaced."""

    closed = Signal()
    replace_wanted = Signal(str)
    replace_all_wanted = Signal(str)

    def __init__(self, theme: Theme, finder: Finder, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.finder = finder
        self.field = self._line(tr("Find in names and figures"))
        self.instead = self._line(tr("Replace with"))
        self.count = QLabel(self)
        self.count.setFont(theme.font(12))
        self.count.setMinimumWidth(88)
        self.previous = self._ghost("arrow-up", tr("Previous match (Shift+F3)"))
        self.following = self._ghost("arrow-down", tr("Next match (F3)"))
        self.cross = self._ghost("x", tr("Close (Esc)"))
        self.one, self.all = QPushButton(tr("Replace"), self), QPushButton(tr("Replace all"), self)
        for button in (self.one, self.all):
            button.setFixedHeight(theme.px(_FIELD))
            button.setFont(theme.font(13, 500))
        self._sign = self.field.addAction(theme.icon("search", "text3"), QLineEdit.ActionPosition.LeadingPosition)
        self._sign.setText(tr("Search"))
        self._lay_out()
        self.field.textEdited.connect(self._look)
        self.previous.clicked.connect(lambda: finder.step(-1))
        self.following.clicked.connect(lambda: finder.step(1))
        self.cross.clicked.connect(self.close_bar)
        self.one.clicked.connect(lambda: self.replace_wanted.emit(self.instead.text()))
        self.all.clicked.connect(lambda: self.replace_all_wanted.emit(self.instead.text()))
        finder.changed.connect(self._show_count)
        theme.changed.connect(self._dress)
        self._dress()
        self.hide()

    def _line(self, name: str) -> QLineEdit:
        line = QLineEdit(self)
        line.setFixedHeight(self._theme.px(_FIELD))
        line.setMinimumWidth(120)
        line.setMaximumWidth(_WIDTH)
        line.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        line.setPlaceholderText(name)
        line.setToolTip(name)
        line.setAccessibleName(name)
        wear(line, self._theme, line_style)
        return line

    def _ghost(self, icon: str, tip: str) -> GhostButton:
        button = GhostButton(self._theme, icon, self, bare=True)
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        return button

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(16, 4, 8, 4)
        grid.setHorizontalSpacing(4)
        grid.setVerticalSpacing(4)
        found = QHBoxLayout()
        found.setSpacing(4)
        found.addSpacing(4)
        found.addWidget(self.count)
        found.addWidget(self.previous)
        found.addWidget(self.following)
        found.addStretch(1)
        found.addWidget(self.cross)
        grid.addWidget(self.field, 0, 0)
        grid.addLayout(found, 0, 1)
        replacing = QHBoxLayout()
        replacing.setSpacing(8)
        replacing.addSpacing(4)
        replacing.addWidget(self.one)
        replacing.addWidget(self.all)
        replacing.addStretch(1)
        grid.addWidget(self.instead, 1, 0)
        grid.addLayout(replacing, 1, 1)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 3)

    # -- coming and going ----------------------------------------------------------------------------------------------

    @property
    def replacing(self) -> bool:
        return not self.instead.isHidden()

    def open_bar(self, *, replace: bool) -> None:
        """Show it with what was looked for last, ready to be typed over."""
        for part in (self.instead, self.one, self.all):
            part.setVisible(replace)
        self.show()
        self.finder.start(Query(self.field.text(), replace), go=False)
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def search_again(self) -> None:
        """Look for the same as last time, while the bar stays away."""
        self.finder.start(Query(self.field.text()), go=False, show=False)

    def close_bar(self) -> None:
        if not self.isHidden():
            self.finder.stop()
            self.hide()
            self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.instead.hasFocus():
                self.replace_wanted.emit(self.instead.text())
            else:
                self.finder.step(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        else:
            # Whatever else is pressed here is not for the grid.
            event.accept()

    # -- what it says --------------------------------------------------------------------------------------------------

    def _look(self, text: str) -> None:
        self.finder.start(Query(text, self.replacing))

    def _show_count(self) -> None:
        if self.isHidden():
            return
        finder = self.finder
        text = self._counted() if finder.query.text else ""
        self.count.setText(text)
        self.field.setAccessibleDescription(text)
        self._colour_count()
        for button in (self.previous, self.following, self.one, self.all):
            button.setEnabled(bool(finder.found))

    def _counted(self) -> str:
        finder = self.finder
        number, position = len(finder.found), finder.position
        if not number:
            return tr("Searching…") if finder.looking else tr("Not found")
        many = f"{number:,}+" if finder.looking or number >= MOST_FOUND else str(number)
        if position is None:
            return tr("{n} found", n=many)
        return tr("{place} of {n}", place=position + 1, n=many)

    def _colour_count(self) -> None:
        nothing = bool(self.finder.query.text) and not self.finder.found and not self.finder.looking
        self.count.setStyleSheet(f"color: {self._theme.tokens.bad if nothing else self._theme.tokens.text2}")

    def _dress(self) -> None:
        for button in (self.one, self.all):
            button.setStyleSheet(button_style(self._theme, Choice("", "")))
        self._sign.setIcon(self._theme.icon("search", "text3"))
        self._colour_count()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), self._theme.colour("surface"))
        painter.fillRect(0, 0, self.width(), 1, self._theme.colour("border"))
