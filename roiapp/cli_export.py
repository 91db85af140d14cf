"""`roiapp export`: a document into a workbook, a CSV file or JSON, without a window."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from roiapp.core.periods import View
    from roiapp.files.session import Session


def export(session: Session, view: View, out: Path, locale: str, *, replacing: bool = False) -> None:
    """Write `out` wholly or not at all. Of what is there only our own exports are replaced, everything else where it is
    asked for (`replacing`). `locale` is that of a CSV file's numbers, "" for plain ones. Raises `ExportError`, and
    `FileError` where the file is somebody else's or the disk refuses."""
    from roiapp.files.export_target import look, refusal, write
    from roiapp.files.exports import check_ending, content, remark

    ending = out.suffix.casefold()
    check_ending(ending)
    target = look(out)
    if not target.free and not replacing:
        raise refusal(target)
    data = content(session, view, ending, locale)
    write(target, data)
    if said := remark(data, ending):
        sys.stderr.write(f"{out.name}: {said}\n")
