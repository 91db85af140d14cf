"""What becomes of a document's changes when its window closes: into the file, kept on this computer, or away."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from roiapp.language import tr, trn
from roiapp.ui.bars.toolbar import document_title
from roiapp.ui.commands.saving_commands import SavingCommands
from roiapp.ui.look.messages import Choice, Question

if TYPE_CHECKING:
    from roiapp.files.save_state import SaveState
    from roiapp.files.session import Session
    from roiapp.ui.commands.window_parts import WindowParts

_PATIENCE = 5.0  # seconds a disk gets to take the last changes


class Leaving:
    """Asks. Nobody leaves while an entry waits that is refused."""

    def __init__(self, parts: WindowParts, saving: SavingCommands) -> None:
        self._model = parts.model
        self._messages = parts.messages
        self._commit = parts.commit
        self._saving = saving
        #: whether the question is being looked at
        self.asking = False

    def ask(self, leave: Callable[[bool], None]) -> None:
        """Ask what becomes of the changes before the document goes. `leave` gets whether to keep what is not saved; it
        is not called where the answer is to stay, or saving fails."""
        session = self._model.session
        if session is None or self.asking:
            return

        def answered(answer: str) -> None:
            self.asking = False
            if answer == "save":
                self._saving.save_and(lambda: self._ask_again(leave))
            elif answer == "discard" or (answer == "keep" and self._all_kept(session)):
                leave(answer == "keep")

        self.asking = True
        self._messages.ask(leaving_question(document_title(self._model), session.state), answered)

    def _ask_again(self, leave: Callable[[bool], None]) -> None:
        """Go, unless something was changed while the file was written."""
        if self._commit():
            if self._model.edited:
                self.ask(leave)
            else:
                leave(True)

    def _all_kept(self, session: Session) -> bool:
        """Wait until every change is on the disk; where the disk refuses, say so and do not go."""
        copy = session.document.copy if session.document else None
        if copy is not None and copy.flush(_PATIENCE):
            return True
        self._messages.say(session.state.sentence, "error")
        return False


def leaving_question(title: str, state: SaveState) -> Question:
    """The one question before a document with changes goes: into its file, kept on this computer, or away."""
    changes = trn(
        "{n} change is not in its file.", "{n} changes are not in its file.", state.unpublished
    )
    stay, discard = Choice("stay", tr("Go back")), Choice("discard", tr("Discard"), danger=True)
    save = Choice("save", tr("Save"), primary=True)
    choices: tuple[Choice, ...]
    if state.kind in ("failed", "unkept"):
        text, choices = f"{changes} {state.sentence}", (stay, discard, save)
    else:
        kept = tr("Without saving, your changes stay on this computer and are offered again.")
        text, choices = f"{changes} {kept}", (stay, discard, Choice("keep", tr("Keep without saving")), save)
    return Question(tr("Save the changes to “{title}”?", title=title), text, choices, dismissed="stay")
