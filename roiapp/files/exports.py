"""What is exported, by the ending of the file: the bytes of a workbook, a CSV file or JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from roiapp.language import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from roiapp.core.periods import View
    from roiapp.files.session import Session

#: what `report` draws; what is written here: `ENDINGS`
REPORT_ENDINGS: Final = (".pdf", ".html")


class ExportError(ValueError):
    """What was asked for cannot be written; the text is a sentence for the user."""


def content(session: Session, view: View, ending: str, locale: str = "", *, alone: bool = False) -> bytes:
    """The bytes of a file with that ending (in small letters), on any thread that has the session for itself. `locale`
    is that of a CSV file's numbers, "" for plain ones. JSON has a roll-up with its periods, or `alone`. Raises
    `ExportError`."""
    write = _WRITERS.get(ending)
    if write is None:
        raise _unknown(ending)
    return write(session, view, locale, alone)


def _workbook(session: Session, view: View, _locale: str, _alone: bool) -> bytes:
    from roiapp.files.excel.book import workbook_bytes

    return workbook_bytes(_of_its_own(session) if session.scenario else session, view)


def _csv(session: Session, view: View, locale: str, _alone: bool) -> bytes:
    from roiapp.files.csv_writer import csv_bytes

    return csv_bytes(session, view, locale)


def _json(session: Session, view: View, _locale: str, alone: bool) -> bytes:
    from roiapp.files.figures_json import figures_json, with_periods

    figures = (figures_json if alone else with_periods)(session, view)
    text = json.dumps(figures, ensure_ascii=False, indent=2, allow_nan=False)
    return (text + "\n").encode("utf-8")


#: ending -> what writes it
_WRITERS: Final[dict[str, Callable[[Session, View, str, bool], bytes]]] = {
    ".xlsx": _workbook, ".csv": _csv, ".json": _json,
}  # fmt: skip
ENDINGS: Final = tuple(_WRITERS)


def _of_its_own(session: Session) -> Session:
    """A worksheet under a scenario as a document that stands without the one it came from, since a workbook is one when
    it comes back: it is called so, and its scenarios are those that lie on this one. Its figures stay suppositions."""
    from roiapp.core.calculator import Calculator
    from roiapp.core.scenario_edits import standing_on
    from roiapp.core.shown_figures import ShownFigures
    from roiapp.files.session import Session

    under = session.shown.under
    assert under is not None
    own = standing_on(under.outcome.worksheet, session.scenario_key)
    title = " · ".join(filter(None, (own.settings.title, session.scenario)))
    own.settings = own.settings.changed(title=title)
    then = Session(own, session.catalog, session.as_of)
    then.shown = ShownFigures(Calculator(own, session.catalog, session.as_of, supposed=under))
    then.match_time(session.time_matched)
    return then


def remark(data: bytes, ending: str, *, time_matched: bool = False) -> str:
    """What whoever gets the bytes of such a file should know, "" where that is nothing."""
    if time_matched and ending == ".csv":
        return tr("Its figures are time-matched: spend, visits and leads are not those that were typed for the period.")
    if ending == ".xlsx":
        from roiapp.files.large_workbooks import too_large_to_compare

        if too_large_to_compare(data):
            return tr(
                "The workbook is so large that what somebody changes in its cells cannot be taken back. The document in"
                " it can: open the workbook to have it again."
            )
    return ""


def check_ending(ending: str) -> None:
    """Raises `ExportError` where no such file can be written."""
    if ending not in (*ENDINGS, *REPORT_ENDINGS):
        raise _unknown(ending)


def _unknown(ending: str) -> ExportError:
    endings = ", ".join((*ENDINGS, *REPORT_ENDINGS))
    return ExportError(
        tr("“{ending}” cannot be written. Name the file with {endings}.", ending=ending, endings=endings)
    )
