"""A client's report as the bytes of a file, of what a session shows; without a display where there is none."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QGuiApplication

from roiapp.analysis.client_report.report import ReportMaker

if TYPE_CHECKING:
    from roiapp.analysis.client_report.parts import ClientReport
    from roiapp.core.periods import View
    from roiapp.files.session import Session


def report_of(
    session: Session, view: View, *, pages: tuple[str, ...] | None = None, paper: str | None = None
) -> ClientReport:
    """What the report of a view says, as the session shows it: under its scenario, time-matched. `pages` and `paper`
    are the document's unless others are asked for."""
    asked: dict[str, Any] = {"report_pages": pages, "paper": paper}
    settings = session.worksheet.settings.changed(**{name: it for name, it in asked.items() if it is not None})
    return report_maker(session, view).report(settings)


def report_maker(session: Session, view: View) -> ReportMaker:
    """What makes the report of a view with other words, too."""
    return ReportMaker(session.calculator.figures(view), session.typed, session.shown.entered, session.as_of)


def report_bytes(report: ClientReport, ending: str) -> bytes:
    """The file with that ending, ".pdf" or ".html"."""
    _application()
    if ending == ".pdf":
        from roiapp.report.pdf import pdf_bytes

        return pdf_bytes(report)
    from roiapp.report.html import html_bytes

    return html_bytes(report)


@lru_cache(maxsize=1)
def _application() -> object:
    """Fonts need one of Qt's applications: the window's, else one that asks for no display and lives as long as the
    program."""
    return QGuiApplication.instance() or QGuiApplication(["roiapp", "-platform", "offscreen"])
