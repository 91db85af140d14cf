"""What can be done with a scenario in the list of them: each is one step, which Undo takes back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from roiapp.language import tr
from roiapp.ui.look.theme import Theme
from roiapp.ui.model.session_model import SessionModel

if TYPE_CHECKING:
    from collections.abc import Iterable

    from roiapp.core.edits import Edit
    from roiapp.core.scenarios import Change, Scenario
    from roiapp.core.worksheet import Worksheet
    from roiapp.files.session import Session
    from roiapp.ui.forms.scenario_dialog import Part
    from roiapp.ui.look.messages import Question


class ScenarioSteps:
    """`ask` asks a question over the window; `refuse` says why something was not done; `made` is called with the key
    of a scenario that was added."""

    def __init__(
        self, theme: Theme, model: SessionModel, window: QWidget,
        ask: Callable[[Question, Callable[[str], None]], None], refuse: Callable[[str], None],
        made: Callable[[int], None],
    ) -> None:  # fmt: skip
        self._theme = theme
        self._model = model
        self._window = window
        self._ask = ask
        self._refuse = refuse
        self._made = made

    @property
    def _session(self) -> Session | None:
        return self._model.session

    def _scenario(self, key: int) -> Scenario | None:
        from roiapp.core.scenario_edits import scenarios_of

        sheet = self._model.worksheet
        return None if sheet is None else next((each for each in scenarios_of(sheet) if each.key == key), None)

    def add(self, parent: int) -> None:
        """A new one, proposed on this scenario or on the base case (BASE)."""
        from roiapp.core.scenario_edits import added, free_name, scenarios_of
        from roiapp.ui.forms.scenario_dialog import ScenarioDialog

        sheet = self._writable()
        if sheet is None:
            return

        def then(name: str, on: int, note: str) -> None:
            now = self._model.worksheet
            assert now is not None
            edit, key = added(now, name, on, note)
            self._model.apply(edit)
            self._made(key)

        said = (free_name(sheet, tr("Scenario")), parent, "")
        places = _places(list(scenarios_of(sheet)))
        ScenarioDialog(self._theme, tr("New scenario"), tr("Add"), said, places, then, self._window).open()

    def edit(self, key: int, part: Part = "name") -> None:
        """Its name, place and reasoning as one step."""
        from roiapp.core.scenario_edits import revised, scenarios_of
        from roiapp.core.scenarios import may_lie_on
        from roiapp.ui.forms.scenario_dialog import ScenarioDialog

        sheet, one = self._writable(), self._scenario(key)
        if sheet is None or one is None:
            return

        def then(name: str, on: int, note: str) -> None:
            now = self._model.worksheet
            assert now is not None
            self._model.apply(revised(now, key, name, note, on))

        said = (one.name, one.parent, one.note)
        places = _places(may_lie_on(scenarios_of(sheet), key))
        ScenarioDialog(self._theme, tr("Scenario"), tr("Apply"), said, places, then, self._window, part).open()

    def duplicate(self, key: int) -> None:
        """The same once more, beside it."""
        from roiapp.core.scenario_edits import duplicated, free_name

        sheet, one = self._writable(), self._scenario(key)
        if sheet is None or one is None:
            return
        made: list[int] = []

        def step() -> Edit:
            edit, new = duplicated(sheet, key, free_name(sheet, one.name))
            made.append(new)
            return edit

        if self._do(step):
            self._made(made[0])

    def move(self, key: int, by: int) -> None:
        """Up or down among those beside it."""
        from roiapp.core.scenario_edits import moved

        sheet, one = self._writable(), self._scenario(key)
        if sheet is not None and one is not None:
            self._do(lambda: moved(sheet, key, by))

    def remove(self, key: int) -> None:
        """It and its changes; what lies on it lies on what it lay on."""
        from roiapp.core.scenario_edits import removed

        sheet, one = self._writable(), self._scenario(key)
        if sheet is not None and one is not None:
            self._do(lambda: removed(sheet, key))

    def remove_changes(self, key: int, gone: Iterable[Change]) -> None:
        """Some of its changes: what they changed follows what lies below again."""
        from roiapp.core.scenario_edits import without_changes

        sheet, changes = self._writable(), list(gone)
        if sheet is not None and changes:
            self._do(lambda: without_changes(sheet, key, changes))

    def apply(self, key: int) -> None:
        """Write its figures into the base case, after a question that says how many cells change."""
        from roiapp.core.scenario_edits import applied
        from roiapp.ui.forms.apply_question import APPLY, apply_question

        sheet, one, session = self._writable(), self._scenario(key), self._session
        if sheet is None or one is None or session is None:
            return

        def then(answer: str) -> None:
            now, still = self._writable(), self._scenario(key)
            if answer == APPLY and now is not None and still is not None:
                self._do(lambda: applied(now, session.catalog, key))

        self._ask(apply_question(session, one), then)

    def _writable(self) -> Worksheet | None:
        """The worksheet, None where it can only be looked at, which is said."""
        session = self._session
        if session is None:
            return None
        if session.read_only:
            self._refuse(session.state.sentence)
            return None
        return session.worksheet

    def _do(self, step: Callable[[], Edit | None]) -> bool:
        from roiapp.core.edits import EditError

        try:
            edit = step()
            if edit is not None:
                self._model.apply(edit)
        except EditError as error:
            self._refuse(str(error))
            return False
        return edit is not None


def _places(scenarios: list[Scenario]) -> list[tuple[int, str]]:
    """What a scenario may lie on: the base case, and these, each by its own line."""
    from roiapp.analysis.decisions.scenario_words import place_in_words
    from roiapp.core.scenarios import BASE, line, tree

    found = [(BASE, tr("Base case"))]
    return found + [(each.key, place_in_words(line(scenarios, each.key))) for _depth, each in tree(scenarios)]
