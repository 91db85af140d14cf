"""The client's report of what is looked at: previewed, written in, saved and printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from roiapp.language import trn

if TYPE_CHECKING:
    from roiapp.analysis.client_report.parts import ClientReport
    from roiapp.ui.commands.export_commands import ExportCommands
    from roiapp.ui.commands.window_parts import WindowParts


class ClientReportCommands:
    """One dialog has all of it; what it saves goes the way of every export."""

    def __init__(self, parts: WindowParts, exports: ExportCommands) -> None:
        self._parts = parts
        self._model = parts.model
        self._exports = exports

    def show(self) -> None:
        """Show the report of the view at hand."""
        from roiapp.report.exported import report_maker
        from roiapp.ui.forms.report_dialog import ReportDialog

        session, view, parts = self._model.session, self._model.view, self._parts
        if session is None or view is None or not parts.commit():
            return
        ReportDialog(
            parts.theme, session.worksheet, report_maker(session, view), parts.messages, self._model.apply, self._save,
            self._printed, parts.window,
        ).open()  # fmt: skip

    def _save(self, report: ClientReport, ending: str) -> None:
        self._exports.save_report(report, ending)

    def _printed(self, pages: int) -> None:
        self._parts.messages.say(
            trn("{n} page was sent to the printer.", "{n} pages were sent to the printer.", pages)
        )  # fmt: skip
