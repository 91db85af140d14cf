"""What is to be checked: listed, gone about by keys, put right."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from roiapp.language import tr
from roiapp.ui.commands.channel_commands import apply_or_say
from roiapp.ui.commands.note_commands import NoteCommands
from roiapp.ui.model.warning_watch import WarningWatch

if TYPE_CHECKING:
    from collections.abc import Callable

    from roiapp.core.check_fixes import Fix
    from roiapp.core.checks import DataWarning
    from roiapp.ui.commands.window_parts import WindowParts

_AT_ONCE: Final = 5_000  # cells (periods × channels) that are searched before the list shows


class CheckCommands:
    """All periods are searched from the first time on that this is asked for: after a change, when typing pauses, while
    the list shows, else with the next key. `settings` opens the document's settings."""

    def __init__(self, parts: WindowParts, notes: NoteCommands, settings: Callable[[], None]) -> None:
        self._parent = parts.window
        self._theme = parts.theme
        self._model = parts.model
        self._grid = parts.grid
        self._over_time = parts.over_time
        self._status = parts.status
        self._ways = parts.ways
        self._messages = parts.messages
        self._notes = notes
        self._settings = settings
        self._watch: WarningWatch | None = None

    def show_list(self) -> None:
        """Show everything to check beside the figures, or bring it to the front."""
        from roiapp.ui.lists.checks_window import ChecksWindow

        if self._model.session is None or not self._grid.commit_editor():
            return
        shown = next(iter(self._parent.findChildren(ChecksWindow)), None)
        if shown is None:
            watch, sheet = self._watching(), self._model.session.worksheet
            if len(sheet.keys) * len(sheet.periods) <= _AT_ONCE:
                watch.all()  # the list is whole with its first picture
            watch.search_soon()
            shown = ChecksWindow(self._theme, self._model, watch, self.fix, self._parent)
            shown.asked.connect(self.go_to)
            shown.show()
        else:
            shown.activateWindow()

    def following(self) -> None:
        self._step(1)

    def previous(self) -> None:
        self._step(-1)

    def go_to(self, warning: object) -> None:
        """To the cell of a warning, or to its period."""
        from roiapp.core.checks import DataWarning

        if isinstance(warning, DataWarning):
            self._ways.go_to(warning.channel, warning.field if warning.channel is not None else "", warning.period)

    def fix(self, warning: DataWarning, fix: Fix) -> None:
        """Do what was offered, unless the warning is none any more."""
        if not self._grid.commit_editor():
            return
        if not self._still_there(warning):
            self._messages.say(tr("That has changed meanwhile."))
            return
        self.go_to(warning)
        if fix.edit is not None:
            apply_or_say(self._model.apply, fix.edit, self._messages)
        elif fix.opens == "settings":
            self._parent.activateWindow()
            self._settings()
        elif fix.opens == "note":
            self._parent.activateWindow()
            self._notes.write()

    def offers(self) -> list[tuple[str, Callable[[], None]]]:
        """What puts the active cell's warnings right: what it is called, and what does it."""
        from roiapp.core.check_fixes import fixes

        sheet, view, (channel, id_) = self._model.worksheet, self._over_time.view, self._grid.current_figure()
        if sheet is None or view is None or channel is None or not id_:
            return []
        known = self._model.warnings_at(channel, id_)
        found = [each for each in known if each.level == "check" and each.period in view.periods]
        return [(fix.title, partial(self.fix, each, fix)) for each in found for fix in fixes(each, sheet)]

    def _step(self, by: int) -> None:
        """To the cell to check after or before the active one, through all periods and round the ends."""
        if self._model.session is None or not self._grid.commit_editor():
            return
        shown = [(p, column) for p, column in enumerate(self._grid.model.columns, start=1) if not column.trend]
        columns = {column.id: place for place, column in reversed(shown)}

        def place(warning: DataWarning) -> tuple[int, int, int]:
            channel = -1 if warning.channel is None else warning.channel
            return warning.period or 0, channel, columns.get(warning.field, len(columns) + 1)

        view, (channel, id_) = self._over_time.view, self._grid.current_figure()
        period = view.periods[-1] if view else 0
        here = period, -1 if channel is None else channel, columns.get(id_ or "", 0)

        def beyond(checks: list[DataWarning]) -> DataWarning | None:
            if by > 0:
                return next((each for each in checks if place(each) > here), None)
            return next((each for each in reversed(checks) if place(each) < here), None)

        # What is left in the period at hand comes before all others, and is known without a search through them.
        mine = [each for each in self._model.warnings if each.level == "check" and each.period == period]
        wanted = beyond(sorted(mine, key=place))
        if wanted is None:
            checks = sorted((each for each in self._watching().all() if each.level == "check"), key=place)
            if not checks:
                self._messages.say(tr("There is nothing to check."))
                return
            wanted = beyond(checks) or checks[0 if by > 0 else -1]
        self.go_to(wanted)
        self._status.show_check(wanted)

    def _still_there(self, warning: DataWarning) -> bool:
        """Whether the figures of now give this warning: lists follow a moment after them."""
        from roiapp.core.checks import warnings
        from roiapp.core.periods import base_view

        session, period = self._model.session, warning.period
        if session is None or period is None or period >= len(session.worksheet.periods):
            return False
        one = base_view(session.worksheet.periods, period)
        return warning in warnings(session.worksheet, session.catalog, session.typed, one)

    def _watching(self) -> WarningWatch:
        """The search through all periods of the document at hand."""
        if self._watch is None:
            self._watch = WarningWatch(self._model)
            self._model.changed.connect(lambda _changed: self._follow())
            self._model.reset.connect(self._follow)
        self._aim()
        return self._watch

    def _follow(self) -> None:
        assert self._watch is not None
        self._aim()
        self._watch.touch()

    def _aim(self) -> None:
        from roiapp.core.periods import all_periods

        session = self._model.session
        if session is not None and self._watch is not None:
            self._watch.watch(session, all_periods(session.worksheet.periods))
