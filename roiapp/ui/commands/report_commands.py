"""The reports, opened by their names, and the small tables that some of them are made of."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from roiapp.language import tr

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from roiapp.ui.commands.figure_commands import FigureCommands
    from roiapp.ui.commands.window_parts import WindowParts
    from roiapp.ui.lists.records_window import RecordsWindow
    from roiapp.ui.lists.report_window import ReportWindow


class ReportCommands:
    """One window has all reports; it stays beside the figures."""

    def __init__(self, parts: WindowParts, figures: FigureCommands) -> None:
        self._parent = parts.window
        self._theme = parts.theme
        self._model = parts.model
        self._grid = parts.grid
        self._figures = figures
        self._messages = parts.messages

    def lead_to_revenue(self) -> None:
        """Which channels' leads became revenue."""
        self._show("lead_to_revenue")

    def pipeline_velocity(self) -> None:
        """What sales takes on, and how fast it goes on."""
        self._show("pipeline_velocity")

    def content(self) -> None:
        """What each article, video or page brought."""
        self._show("content")

    def step_outcomes(self) -> None:
        """What was changed, and what came of it."""
        self._show("steps")

    def note_step(self) -> None:
        """Note today's change for the active figure: a row of its own, in which what was changed is left to type."""
        from roiapp.core.record_tables import STEPS
        from roiapp.core.steps_taken import noting

        session = self._model.session
        if session is None or not self._grid.commit_editor():
            return
        if session.read_only:
            self._messages.say(session.state.sentence, "warning")
            return
        channel, id_ = self._grid.current_figure()
        row = STEPS.row(date=session.calculator.as_of or date.today(), metric=id_ or None,
                        channel=None if channel is None else session.worksheet.keys[channel])  # fmt: skip
        self._model.apply(noting(session.worksheet, row))
        shown = self._open("steps")
        if shown is not None:
            shown.begin(len(session.worksheet.records[STEPS.id]) - 1, "change")

    def assets(self) -> None:
        """The table of content."""
        self._open("assets")

    def rejections(self) -> None:
        """The table of reasons for which leads were sent back."""
        self._open("rejections")

    def totals(self) -> None:
        """Goals and books: what is typed for all channels together."""
        from roiapp.ui.lists.totals_window import TotalsWindow

        if self._model.session is None or not self._grid.commit_editor():
            return
        shown = next(iter(self._parent.findChildren(TotalsWindow)), None)
        if shown is None:
            TotalsWindow(self._theme, self._model, self._parent).show()
        else:
            shown.activateWindow()

    def steps(self) -> None:
        """The table of what was changed, and what for."""
        self._open("steps")

    def definitions(self) -> None:
        """What a visit, a lead … is in this document."""
        self._define(self._parent)

    def _define(self, over: QWidget) -> None:
        from roiapp.ui.forms.definitions_dialog import DefinitionsDialog

        session = self._model.session
        if session is not None and self._grid.commit_editor():
            DefinitionsDialog(self._theme, session.worksheet, session.catalog, self._model.apply, over).open()

    def redefinitions(self) -> None:
        """The table of changes of what counts, with the way to what counts now."""
        shown = self._open("redefinitions")
        if shown is not None and not shown.ways:
            shown.add_way(tr("What counts here…"), partial(self._define, shown))

    def _open(self, id_: str) -> RecordsWindow | None:
        """One of the document's small tables, or bring it to the front. None without a document."""
        from roiapp.core.record_tables import TABLES
        from roiapp.ui.lists.records_window import RecordsWindow

        if self._model.session is None or not self._grid.commit_editor():
            return None
        known = self._parent.findChildren(RecordsWindow)
        shown = next((each for each in known if each.rows.table.id == id_), None)
        if shown is None:
            shown = RecordsWindow(self._theme, self._model, TABLES[id_], self._parent)
            shown.show()
        else:
            shown.activateWindow()
        return shown

    def _show(self, id_: str) -> None:
        from roiapp.ui.lists.report_window import ReportWindow

        if self._model.session is None or not self._grid.commit_editor():
            return
        shown = next(iter(self._parent.findChildren(ReportWindow)), None)
        if shown is None:
            shown = ReportWindow(self._theme, self._model, id_, self._parent)
            shown.asked.connect(partial(self._go, shown))
            shown.show()
        else:
            shown.activateWindow()
            shown.choose(id_)

    def _go(self, _shown: ReportWindow, channels: tuple[int, ...], id_: str) -> None:
        """To the cells of a row; figures of the report alone have no column."""
        session = self._model.session
        if session is None or not channels or not self._grid.commit_editor():
            return
        sheet, catalog = session.worksheet, session.catalog
        if max(channels) < len(sheet.keys):
            column = id_ if (id_ in catalog.field or id_ in catalog.metric) and self._figures.reveal(id_) else ""
            whole = len(channels) == len(sheet.keys)
            self._grid.go_to(None if whole and column else channels[0], column)
