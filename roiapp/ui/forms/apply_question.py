"""What is asked before the figures of a scenario are written into the base case: how many cells change, and what
becomes of the scenarios around it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from roiapp.language import apart, tr, trn
from roiapp.ui.look.messages import Choice, Question

if TYPE_CHECKING:
    from roiapp.core.scenarios import Scenario
    from roiapp.files.session import Session

APPLY: Final = "apply"


def apply_question(session: Session, one: Scenario) -> Question:
    """The question; `APPLY` is its answer to do it."""
    from roiapp.core.scenario_edits import outcome, scenarios_of

    sheet = session.worksheet
    cells = sum(int(mask.sum()) for mask in outcome(sheet, session.catalog, one.key).changed.values())
    name = apart(one.name)
    if cells:
        text = trn("{n} cell of the base case gets the figure it has under “{name}”, and the scenario goes. What lies "
                   "on it keeps its figures. Undo takes it back.",
                   "{n} cells of the base case get the figures they have under “{name}”, and the scenario goes. What "
                   "lies on it keeps its figures. Undo takes it back.", cells, name=name)  # fmt: skip
    else:
        text = tr("No cell of the base case changes under “{name}”; the scenario goes. Undo takes it back.", name=name)
    below = next((each for each in scenarios_of(sheet) if each.key == one.parent), None)
    if below is not None and cells:
        stays = tr("“{other}”, on which it lies, stays: its changes are in the base case then, and are made once more "
                   "under “{other}” and what else lies on it.", other=apart(below.name))  # fmt: skip
        text = f"{text} {stays}"
    choices = (Choice("cancel", tr("Cancel")), Choice(APPLY, tr("Apply to the base case"), primary=True))
    return Question(tr("Apply “{name}”?", name=name), text, choices, "cancel")
