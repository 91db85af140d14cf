"""What somebody changed in a workbook since it was exported, place by place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QWidget

from roiapp.language import tr
from roiapp.ui.forms.differences_view import DifferencesView
from roiapp.ui.look.dialogs import CalmDialog, room_for
from roiapp.ui.look.messages import Choice
from roiapp.ui.look.theme import Theme

if TYPE_CHECKING:
    from roiapp.core.difference_lines import DifferenceLines

_SIZE: Final = QSize(820, 560)


class ChangesDialog(CalmDialog):
    """All changes are in the document; one step back takes them out again."""

    def __init__(self, theme: Theme, changes: DifferenceLines, parent: QWidget) -> None:
        super().__init__(theme, tr("Changed in the workbook"), parent)
        self.resize((_SIZE * (theme.text_size / 100)).boundedTo(room_for(parent)).expandedTo(QSize(560, 400)))
        self.view = DifferencesView(theme, tr("As exported"), tr("In the workbook"), self)
        self.view.show_lines(changes)
        self.body.addWidget(self.view, 1)
        self.add_hint(tr("All of it is in the document now, as one change: Undo takes it back."))
        self.add_button(Choice("close", tr("Close"), primary=True)).clicked.connect(self.accept)
        self.view.table.setFocus(Qt.FocusReason.OtherFocusReason)
