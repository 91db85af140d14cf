"""Periods added, renamed, removed, and the way from one to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from roiapp.language import tr
from roiapp.ui.commands.channel_commands import apply_or_say

if TYPE_CHECKING:
    from roiapp.ui.commands.window_parts import WindowParts

#: what is copied to the next period where that is wanted
_COSTS: Final = ("spend", "fees", "hours", "hourly_rate")


class PeriodCommands:
    """What the Periods menu and the tabs do. Everything is one step of undo, and nothing is done while an entry waits
    in the cell editor that is refused: the tabs know."""

    def __init__(self, parts: WindowParts) -> None:
        self._parent = parts.window
        self._theme = parts.theme
        self._model = parts.model
        self._tabs = parts.tabs
        self._messages = parts.messages

    def add(self) -> None:
        """The period that follows the last one, empty, and look at it."""
        self._add(())

    def add_with_costs(self) -> None:
        """The same with what the channels cost in the last one: plans often stay."""
        self._add(_COSTS)

    def _add(self, copied: tuple[str, ...]) -> None:
        from roiapp.core.period_edits import AddPeriods
        from roiapp.core.periods import base_view, by_date, following

        sheet = self._model.worksheet
        if sheet is None or not self._tabs.may_leave():
            return
        place = len(sheet.periods)
        last = by_date(sheet.periods, range(place))[-1]
        columns = {id_: sheet.columns[id_][last : last + 1].copy() for id_ in copied if id_ in sheet.columns}
        added = following(sheet.periods, sheet.take_key())
        if apply_or_say(self._model.apply, AddPeriods((place,), (added,), columns), self._messages):
            self._model.set_view(base_view(sheet.periods, place))

    def edit(self) -> None:
        """Name and dates of the period at hand."""
        view = self._tabs.at_hand()
        if view is not None and not view.rollup:
            self.edit_one(view.periods[0])

    def edit_one(self, index: int) -> None:
        from roiapp.ui.forms.period_dialog import PeriodDialog

        sheet = self._model.worksheet
        if sheet is not None and 0 <= index < len(sheet.periods) and self._tabs.may_leave():
            PeriodDialog(self._theme, sheet, index, self._model.apply, self._parent).open()

    def remove(self) -> None:
        """Take the period at hand out with all its figures."""
        from roiapp.core.period_edits import RemovePeriods

        sheet, view = self._model.worksheet, self._tabs.at_hand()
        if sheet is None or view is None or view.rollup or not self._tabs.may_leave():
            return
        index = view.periods[0]
        name = sheet.periods[index].text()
        if apply_or_say(self._model.apply, RemovePeriods((index,)), self._messages):
            self._messages.say(tr("{period} was removed with its figures. Undo brings it back.", period=name))

    def match_time(self) -> None:
        """Show the figures time-matched, or again as they were typed."""
        session = self._model.session
        if session is not None and self._tabs.may_leave():
            session.match_time(not session.time_matched)
        self._model.history_changed.emit()  # what shows which actions are set follows, also where it stays as it is

    def previous(self) -> None:
        self._tabs.step(-1)

    def following(self) -> None:
        self._tabs.step(1)
