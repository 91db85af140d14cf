"""What a goal seek is kept as: the name of the scenario, and whether it is noted as a step taken."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from roiapp.language import tr
from roiapp.ui.look.calm_checks import CalmCheck
from roiapp.ui.look.calm_fields import line_style
from roiapp.ui.look.theme import Theme
from roiapp.ui.look.worn import wear


class Keeping(QWidget):
    """The name follows the answer until somebody types one, and again once the field is emptied."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._proposed = ""
        label = QLabel(tr("Scenario &name"), self)
        self.name = QLineEdit(self)
        self.name.setAccessibleName(tr("Scenario name"))
        label.setBuddy(self.name)
        wear(self.name, theme, line_style)
        self.name.setMinimumHeight(theme.px(32))
        self.noted = CalmCheck(theme, tr("Note it as a step taken"), self)
        self.noted.setToolTip(tr("The check then tells whether it worked, and the report how far it came."))
        for each in (label, self.name, self.noted):
            each.setFont(theme.font(13))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(label)
        row.addWidget(self.name, 1)
        row.addWidget(self.noted)
        self.setEnabled(False)

    def propose(self, name: str) -> None:
        """Show a name, where none was typed."""
        if self.name.text() in ("", self._proposed):
            self.name.setText(name)
            self.name.setCursorPosition(0)
        self._proposed = name

    @property
    def called(self) -> str:
        """The name, as proposed where the field is blank."""
        return " ".join(self.name.text().split()) or self._proposed
