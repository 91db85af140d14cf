"""The row of a dialog in which a company's logo is chosen, seen and taken away."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from roiapp.language import tr
from roiapp.ui.forms.logo_picture import LogoError, logo_pixmap, read_logo
from roiapp.ui.look.dialogs import button_style
from roiapp.ui.look.messages import Choice, Messages
from roiapp.ui.look.theme import Theme
from roiapp.ui.look.worn import wear

_WIDTH: Final = 120
_HEIGHT: Final = 48


class LogoField(QWidget):
    """`logo` is what the document keeps, "" where there is none. `refused` says why a file was not taken, "" that one
    was."""

    refused = Signal(str)

    def __init__(self, theme: Theme, messages: Messages, logo: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._messages = messages
        self.logo = logo
        self.preview = QLabel(self)
        self._size = theme.px(_WIDTH), theme.px(_HEIGHT)
        self.preview.setFixedSize(self._size[0] + 10, self._size[1] + 10)
        self.preview.setAlignment(Qt.AlignmentFlag.AlignCenter)
        # White as the paper it will stand on.
        wear(self.preview, theme, lambda theme: (
            f"background: #FFFFFF; color: #535B69; border: 1px solid {theme.tokens.border_strong}; border-radius: 6px;"
        ))  # fmt: skip
        self.choose_button = self._button(theme, tr("Choose…"))
        self.choose_button.clicked.connect(self._choose)
        self.remove_button = self._button(theme, tr("Remove"))
        self.remove_button.clicked.connect(lambda: self._put(""))
        self.setFixedHeight(self._size[1] + 10)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.preview)
        row.addWidget(self.choose_button)
        row.addWidget(self.remove_button)
        row.addStretch(1)
        self._show()

    def _button(self, theme: Theme, text: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setFixedHeight(theme.px(32))
        button.setAutoDefault(False)
        wear(button, theme, lambda theme: button_style(theme, Choice("", "")))
        return button

    def _choose(self) -> None:
        patterns = "*.png *.jpg *.jpeg"
        self._messages.choose_file(
            tr("Choose a logo"), "", tr("Pictures ({patterns})", patterns=patterns), self.take_file
        )

    def take_file(self, path: Path) -> None:
        """Take the picture in a file, or say why not."""
        try:
            self._put(read_logo(path))
        except LogoError as error:
            self.refused.emit(str(error))

    def _put(self, logo: str) -> None:
        self.logo = logo
        self.refused.emit("")
        self._show()

    def _show(self) -> None:
        picture = logo_pixmap(self.logo, *self._size, self.devicePixelRatioF())
        if picture.isNull():
            self.preview.setText(tr("no logo"))
        else:
            self.preview.setPixmap(picture)
        self.preview.setAccessibleName(tr("no logo") if picture.isNull() else tr("The logo"))
        self.remove_button.setEnabled(bool(self.logo))
