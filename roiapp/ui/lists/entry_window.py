"""A window with one table that is typed into: it stays beside the figures, follows undo, and says what was refused."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QLabel, QVBoxLayout, QWidget

from roiapp.ui.lists.entry_table import EntryModel, EntryTable
from roiapp.ui.look.dialogs import room_for
from roiapp.ui.look.theme import Theme
from roiapp.ui.model.session_model import SessionModel


class EntryWindow(QDialog):
    """`name` is its title and what the table is called, `heading` what stands above it, `size` that at 100 %. What
    stands below the table is for subclasses to add to `whole`; they call `dress` once all is there."""

    def __init__(
        self, theme: Theme, model: SessionModel, rows: EntryModel, parent: QWidget, *, name: str, heading: str,
        size: tuple[int, int],
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(name)
        self._theme = theme
        self._entries = rows
        rows.setParent(self)
        self.heading, self.said = QLabel(heading, self), QLabel(self)
        self.view = EntryTable(theme, rows, self)
        self.view.setAccessibleName(name)
        for label in (self.heading, self.said):
            label.setWordWrap(True)
        self.said.hide()
        self.whole = QVBoxLayout(self)
        self.whole.setContentsMargins(16, 14, 16, 16)
        self.whole.setSpacing(8)
        self.whole.addWidget(self.heading)
        self.whole.addWidget(self.view, 1)
        self.whole.addWidget(self.said)
        for keys, do in ((QKeySequence.StandardKey.Undo, model.undo), (QKeySequence.StandardKey.Redo, model.redo)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(do)
        rows.refused.connect(self._refuse)
        model.changed.connect(self.follow)  # by its name: so it ends with the window
        model.reset.connect(self.follow)
        theme.changed.connect(self.dress)
        self.resize(QSize(*(theme.px(length) for length in size)).boundedTo(room_for(parent)))
        self.view.setFocus()

    def follow(self, _changed: object = None) -> None:
        """Show what the document has now; what was refused is said no more."""
        self.said.hide()
        self._entries.refresh()

    def dress(self) -> None:
        """Take on the look at hand."""
        self.heading.setFont(self._theme.font(13))
        self.said.setFont(self._theme.font(13))
        self.said.setStyleSheet(f"color: {self._theme.tokens.bad}")

    def _refuse(self, sentence: str) -> None:
        self.said.setText(sentence)
        self.said.setVisible(bool(sentence))
