"""How far the reading of a table is, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from roiapp.language import current, number_locale, tr

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from roiapp.files.table_reader import Reading


def how_far(file: str, reading: Reading) -> tuple[str, float | None]:
    """What is said while a file of that name is read, and the share that is, None where nobody knows."""
    fraction = reading.fraction
    if reading.over:
        return tr("Putting {file} into the worksheet…", file=file), None
    if fraction is None:
        return tr("Opening {file}…", file=file), None
    return tr("Opening {file}… {percent}", file=file, percent=_percent(fraction)), fraction


def how_far_together(tables: Sequence[tuple[Path, Reading]]) -> tuple[str, float | None]:
    """The same of several that are read one after the other."""
    path = next((path for path, reading in tables if not reading.over), tables[-1][0])
    done = sum(1.0 if reading.over else reading.fraction or 0.0 for _path, reading in tables) / len(tables)
    return tr("Reading {file}… {percent}", file=path.name, percent=_percent(done)), done


def _percent(share: float) -> str:
    return number_locale(current()).percent.format(int(100 * share))
