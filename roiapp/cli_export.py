"""`roiapp export`: a document into a workbook, a CSV file or JSON, or its client report, without a window."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from roiapp.language import tr

if TYPE_CHECKING:
    import argparse

    from roiapp.core.periods import View
    from roiapp.files.session import Session


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What `export` understands beside FILE, --period, --as-of and --scenario."""
    parser.add_argument("--to", required=True, metavar="OUT", help=tr(
        "the file to write: .xlsx, .csv, .json, or the client report as .pdf or .html"))  # fmt: skip
    parser.add_argument("--replace", action="store_true",
                        help=tr("replace a file that is there even if it was not exported from here"))  # fmt: skip
    parser.add_argument("--page", metavar="PAGES", help=tr(
        "the report's further pages, with commas: trend, funnel, scenarios, content, definitions; those of the "
        "document without it"))  # fmt: skip
    parser.add_argument("--paper", choices=("a4", "letter"),
                        help=tr("the report's paper; that of the document without it"))  # fmt: skip
    parser.set_defaults(period=None)


def export(
    session: Session, period: str | None, out: Path, locale: str, *, replacing: bool = False, page: str | None = None,
    paper: str | None = None,
) -> None:  # fmt: skip
    """Write `out` wholly or not at all: the period that was asked for, or all there are. Of what is there only our own
    exports are replaced, everything else where it is asked for (`replacing`). `locale` is that of a CSV file's numbers,
    "" for plain ones; `page` and `paper` are as they are typed, of a report alone. Raises `PeriodError`, `ExportError`,
    and `FileError` where the file is somebody else's or the disk refuses."""
    from roiapp.core.periods import all_periods, find
    from roiapp.files.export_target import look, refusal, write
    from roiapp.files.exports import REPORT_ENDINGS, check_ending, content, remark

    sheet = session.worksheet
    if period is None:
        view = all_periods(sheet.periods)
    else:
        view = find(sheet.periods, period, sheet.settings.fiscal_year_start)
    ending = out.suffix.casefold()
    check_ending(ending)
    pages = _pages(page)
    target = look(out)
    if not target.free and not replacing:
        raise refusal(target)
    if ending in REPORT_ENDINGS:
        write(target, _report(session, view, ending, pages, paper))
        return
    data = content(session, view, ending, locale, alone=period is not None)
    write(target, data)
    if said := remark(data, ending, time_matched=session.time_matched):
        sys.stderr.write(f"{out.name}: {said}\n")


def _report(session: Session, view: View, ending: str, pages: tuple[str, ...] | None, paper: str | None) -> bytes:
    from roiapp import language
    from roiapp.report.exported import report_bytes, report_of

    language.use(language.current(), names_apart=True)  # on a page they stand between figures, as in the window
    report = report_of(session, view, pages=pages, paper=paper)
    for page in report.pages:
        if page.empty:
            sys.stderr.write(tr("The page “{page}” is left out: {why}", page=page.title, why=page.nothing) + "\n")
    return report_bytes(report, ending)


def _pages(text: str | None) -> tuple[str, ...] | None:
    """The pages that were asked for, None where none were. Raises `ExportError` for a name that is none."""
    from roiapp.core.document_settings import REPORT_PAGES
    from roiapp.files.exports import ExportError

    if text is None:
        return None
    names = tuple(name.strip().casefold() for name in text.split(",") if name.strip())
    for name in names:
        if name not in REPORT_PAGES:
            raise ExportError(tr("“{page}” is no page of the report. There are {pages}.", page=name,
                                 pages=", ".join(REPORT_PAGES)))  # fmt: skip
    return names
