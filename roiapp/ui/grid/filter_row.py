"""The row in which a filter is said: part of the name, kind, group, source and owner, and whether there are figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QMenu, QToolButton, QWidget

from roiapp.language import tr
from roiapp.ui.look.buttons import GhostButton
from roiapp.ui.look.calm_checks import CalmCheck
from roiapp.ui.look.calm_fields import line_style
from roiapp.ui.look.later import later
from roiapp.ui.look.theme import Theme
from roiapp.ui.look.worn import wear
from roiapp.ui.sheet.arrangement import ATTRIBUTES, Attribute, Filter
from roiapp.ui.sheet.row_order import texts_of

if TYPE_CHECKING:
    from roiapp.ui.grid.row_commands import RowCommands
    from roiapp.ui.sheet.worksheet_model import WorksheetModel

_TYPED_MS: Final = 120  # the rows follow when somebody has paused in typing


class FilterRow(QWidget):
    """Hidden until it is asked for. It shows the filter at hand, whoever set it."""

    def __init__(self, theme: Theme, model: WorksheetModel, rows: RowCommands, parent: QWidget) -> None:
        super().__init__(parent)
        self._grid = parent
        self._theme = theme
        self._model = model
        self._rows = rows
        self.text = QLineEdit(self)
        self.text.setPlaceholderText(tr("Part of the name"))
        self.text.setAccessibleName(tr("Show channels whose name contains"))
        self.text.setClearButtonEnabled(True)
        self.text.setFixedHeight(theme.px(28))
        wear(self.text, theme, line_style)
        self.text.setMinimumWidth(120)
        self.text.setMaximumWidth(260)
        self.figures_only = CalmCheck(theme, tr("With figures only"), self)
        self.figures_only.setToolTip(tr("Leave out channels for which nothing is typed in what is looked at"))
        self.close_button = QToolButton(self)
        self.close_button.setAutoRaise(True)
        self.close_button.setToolTip(tr("Close and lift the filter"))
        self.close_button.setAccessibleName(tr("Close and lift the filter"))
        self.close_button.clicked.connect(self.turn)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 4, 8, 4)
        row.setSpacing(6)
        row.addWidget(self.text, 1)
        self.menus: dict[Attribute, QMenu] = {}
        self.buttons: dict[Attribute, GhostButton] = {}
        for attribute in ATTRIBUTES:
            row.addWidget(self._button(attribute))
        row.addWidget(self.figures_only)
        row.addStretch(1)
        row.addWidget(self.close_button)
        self._timer = later(self, self.take, _TYPED_MS)
        self.text.textEdited.connect(lambda _text: self._timer.start())
        self.text.returnPressed.connect(self.take)
        self.figures_only.clicked.connect(self.take)
        model.arranged.connect(self.refresh)
        theme.changed.connect(self._dress)
        self._dress()
        self.hide()

    def _button(self, attribute: Attribute) -> GhostButton:
        button = GhostButton(self._theme, "list-filter", self)
        button.setText(tr(ATTRIBUTES[attribute]))
        button.setAccessibleName(tr(ATTRIBUTES[attribute]))
        button.setFixedHeight(self._theme.px(28))
        button.setCheckable(True)
        menu = self.menus[attribute] = QMenu(button)
        menu.aboutToShow.connect(lambda: self.fill(attribute))
        button.setMenu(menu)
        button.setPopupMode(GhostButton.ToolButtonPopupMode.InstantPopup)
        self.buttons[attribute] = button
        return button

    def fill(self, attribute: Attribute) -> None:
        """The texts there are, those that show with a tick."""
        menu, sheet = self.menus[attribute], self._model.worksheet
        menu.clear()
        if sheet is None:
            return
        chosen = dict(self._model.arrangement.filter.chosen).get(attribute, ())
        for text, label in texts_of(sheet, attribute):
            action = menu.addAction(label.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(text in chosen)
            action.setData(text)
            action.triggered.connect(lambda _on=False, text=text: self._turn_text(attribute, text))
        menu.addSeparator()
        menu.addAction(tr("All")).triggered.connect(lambda _on=False: self._choose(attribute, ()))

    def turn(self) -> None:
        """Open the row and go to it, or close it and lift the filter."""
        if self.isHidden():
            self.open()
            self.text.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.text.selectAll()
        else:
            self.hide_row()
            self._rows.lift_filter()

    def open(self) -> None:
        """Show the row."""
        self.refresh()
        self.show()

    def hide_row(self) -> None:
        """Close it; the filter stays."""
        self._timer.stop()
        if not self.isHidden():
            focused = QApplication.focusWidget()
            inside = focused is not None and self.isAncestorOf(focused)
            self.hide()
            if inside:
                self._to_grid()

    def take(self) -> None:
        """Filter by what is said here."""
        self._timer.stop()
        wanted = self._model.arrangement.filter._replace(
            text=self.text.text().strip(), figures_only=self.figures_only.isChecked()
        )
        self._rows.set_filter(wanted)

    def refresh(self) -> None:
        """Show the filter as it is."""
        wanted: Filter = self._model.arrangement.filter
        if self.text.text().strip() != wanted.text and not self._timer.isActive():
            self.text.setText(wanted.text)
        self.figures_only.setChecked(wanted.figures_only)
        chosen = dict(wanted.chosen)
        for attribute, button in self.buttons.items():
            button.setChecked(bool(chosen.get(attribute)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.turn()
        elif event.key() == Qt.Key.Key_Down:
            self.take()
            self._to_grid()
        else:
            super().keyPressEvent(event)

    def _to_grid(self) -> None:
        self._grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def _turn_text(self, attribute: Attribute, text: str) -> None:
        sheet = self._model.worksheet
        if sheet is None:
            return
        everything = [each for each, _ in texts_of(sheet, attribute)]
        chosen = dict(self._model.arrangement.filter.chosen).get(attribute, ())
        if not chosen:
            self._choose(attribute, (text,))  # the first one that is chosen is the one to see
            return
        left = tuple(each for each in everything if (each in chosen) != (each == text))
        self._choose(attribute, () if len(left) == len(everything) else left)

    def _choose(self, attribute: Attribute, texts: tuple[str, ...]) -> None:
        self._rows.set_filter(self._model.arrangement.filter.choosing(attribute, texts))

    def _dress(self) -> None:
        self.close_button.setIcon(self._theme.icon("x"))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), self._theme.colour("surface"))
