"""Whether the document is saved, in the words and the look of the status bar."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from roiapp.language import tr

if TYPE_CHECKING:
    from roiapp.ui.model.session_model import SessionModel


class SavedState(NamedTuple):
    """`text` with an icon before it ("" for none), the roles of their colours, and what the tooltip says."""

    text: str
    tip: str
    icon: str = ""
    icon_role: str = "text2"
    role: str = "text2"


def saved_state(model: SessionModel) -> SavedState | None:
    """What there is to say of the open document; None where nothing is: none is open, or it has no file of its own and
    nobody has changed it yet."""
    session = model.session
    if session is None:
        return None
    state = session.state
    if state.kind == "failed" or (state.kind == "unkept" and state.unpublished):
        return SavedState(state.sentence, state.sentence, "circle-alert", "bad", "bad")
    if model.saving:
        return SavedState(tr("Saving…"), tr("The document is being written to its file."))
    if session.read_only:
        return SavedState(state.sentence, state.sentence, "eye")
    if state.kind == "writing":
        return SavedState(tr("Saving…"), state.sentence)
    if state.kind == "kept" and model.edited:
        if session.path is None:
            return SavedState(tr("Kept on this computer, not yet a file"), state.sentence, "hard-drive")
        return SavedState(tr("All changes kept"), state.sentence, "check", "good")
    if session.path is None:
        return None
    return SavedState(tr("Saved"), tr("Everything is in the file {file}.", file=session.path.name), "check", "good")
