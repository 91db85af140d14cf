"""`roiapp export`: a document into a workbook, a CSV file or JSON, without a window."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from roiapp.files.session import Session


def export(session: Session, period: str | None, out: Path, locale: str, *, replacing: bool = False) -> None:
    """Write `out` wholly or not at all: the period that was asked for, or all there are. Of what is there only our own
    exports are replaced, everything else where it is asked for (`replacing`). `locale` is that of a CSV file's numbers,
    "" for plain ones. Raises `PeriodError`, `ExportError`, and `FileError` where the file is somebody else's or the
    disk refuses."""
    from roiapp.core.periods import all_periods, find
    from roiapp.files.export_target import look, refusal, write
    from roiapp.files.exports import check_ending, content, remark

    sheet = session.worksheet
    if period is None:
        view = all_periods(sheet.periods)
    else:
        view = find(sheet.periods, period, sheet.settings.fiscal_year_start)
    ending = out.suffix.casefold()
    check_ending(ending)
    target = look(out)
    if not target.free and not replacing:
        raise refusal(target)
    data = content(session, view, ending, locale, alone=period is not None)
    write(target, data)
    if said := remark(data, ending, time_matched=session.time_matched):
        sys.stderr.write(f"{out.name}: {said}\n")
