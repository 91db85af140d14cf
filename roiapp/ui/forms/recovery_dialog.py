"""What kept work would change, before it is taken up or thrown away: the steps by name, then place by place."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QWidget

from roiapp.language import tr
from roiapp.ui.forms.differences_view import DifferencesView
from roiapp.ui.look.dialogs import CalmDialog, room_for
from roiapp.ui.look.messages import Choice
from roiapp.ui.look.theme import Theme

if TYPE_CHECKING:
    from roiapp.ui.forms.recovery import Comparison

_SIZE: Final = QSize(820, 600)
_NAMED: Final = 6


class RecoveryDialog(CalmDialog):
    """`answer` is "take" or "discard", "" where it was closed without one."""

    def __init__(self, theme: Theme, text: str, found: Comparison, parent: QWidget) -> None:
        super().__init__(theme, tr("What the unsaved work changes"), parent)
        self.resize((_SIZE * (theme.text_size / 100)).boundedTo(room_for(parent)).expandedTo(QSize(560, 420)))
        self.answer = ""
        said = QLabel(text, self)
        said.setWordWrap(True)
        said.setTextFormat(Qt.TextFormat.PlainText)
        self.body.addWidget(said)
        if found.steps:
            self.add_hint(tr("Done, the latest first: {steps}", steps=steps_text(found.steps)))
        if found.changed:
            self.add_hint(tr("Somebody else has changed the file since. What they changed is among these lines too."))
        then = tr("In the file") if found.published else tr("At the start")
        self.view = DifferencesView(theme, then, tr("Kept work"), self)
        self.view.show_lines(found.lines)
        self.body.addWidget(self.view, 1)
        back = self.add_button(Choice("back", tr("Go back")))
        back.clicked.connect(self.reject)
        for choice in (Choice("discard", tr("Discard"), danger=True), Choice("take", tr("Take it up"), primary=True)):
            button = self.add_button(choice)
            button.clicked.connect(lambda _checked=False, id_=choice.id: self._take(id_))
        self.view.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take(self, id_: str) -> None:
        self.answer = id_
        self.accept()


def steps_text(titles: Sequence[str]) -> str:
    """The steps in a line, the latest first, those that follow each other under one name counted."""
    runs = [(title, len(list(same))) for title, same in groupby(reversed(titles))]
    named = [title if count == 1 else tr("{step} (×{count})", step=title, count=count) for title, count in runs]
    return ", ".join((*named[:_NAMED], "…") if len(named) > _NAMED else named)
