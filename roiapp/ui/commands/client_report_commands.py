"""The client's report of what is looked at: previewed, written in, saved and printed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from roiapp.language import tr, trn

if TYPE_CHECKING:
    from collections.abc import Callable

    from roiapp.analysis.client_report.parts import ClientReport
    from roiapp.analysis.client_report.report import ReportMaker
    from roiapp.core.periods import View
    from roiapp.files.session import Session
    from roiapp.ui.commands.export_commands import ExportCommands
    from roiapp.ui.commands.window_parts import WindowParts

#: cells up to which a report is there before anybody has to wait
_AT_ONCE: Final = 20_000


class ClientReportCommands:
    """One dialog has all of it; what it saves goes the way of every export."""

    def __init__(self, parts: WindowParts, exports: ExportCommands) -> None:
        self._parts = parts
        self._model = parts.model
        self._exports = exports

    def show(self) -> None:
        """Show the report of the view at hand; of a large worksheet as it was when that was asked for."""
        from roiapp.report.exported import report_maker

        session, view = self._model.session, self._model.view
        if session is None or view is None or not self._parts.commit():
            return
        if session.worksheet.shape[0] * session.worksheet.shape[1] <= _AT_ONCE:
            self._open(session, report_maker(session, view))
            return

        def then(maker: ReportMaker | None, error: Exception | None) -> None:
            from roiapp.ui.look.progress import GivenUpError

            if maker is not None:
                if self._model.session is session:
                    self._open(session, maker)
            elif error is not None and not isinstance(error, GivenUpError):
                self._parts.unexpected(error)

        told = self._parts.progress.told(tr("Preparing the client report…"), may_give_up=True)
        told(_on_a_copy(session, view), then)

    def _open(self, session: Session, maker: ReportMaker) -> None:
        from roiapp.ui.forms.report_dialog import ReportDialog

        parts = self._parts
        ReportDialog(
            parts.theme, session.worksheet, maker, parts.messages, self._model.apply, self._save, self._printed,
            parts.window,
        ).open()  # fmt: skip

    def _save(self, report: ClientReport, ending: str) -> None:
        self._exports.save_report(report, ending)

    def _printed(self, pages: int) -> None:
        said = trn("{n} page was sent to the printer.", "{n} pages were sent to the printer.", pages)
        self._parts.messages.say(said)


def _on_a_copy(session: Session, view: View) -> Callable[[], ReportMaker]:
    """The work on another thread: on the document as it is now, whatever is typed meanwhile."""
    from roiapp.files.project_file import decode, encode
    from roiapp.files.session import Session
    from roiapp.report.exported import report_maker

    data = encode(session.worksheet)
    catalog, as_of, under, matched = session.catalog, session.as_of, session.scenario_key, session.time_matched

    def work() -> ReportMaker:
        copy = Session(decode(data, ""), catalog, as_of)
        copy.look_under(under)
        copy.match_time(matched)
        return report_maker(copy, view).prepare()

    return work
