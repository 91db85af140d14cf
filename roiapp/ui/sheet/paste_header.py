"""Whether a pasted table has a header row of our columns, and where its columns and rows then go. No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from roiapp.core import units
from roiapp.core.units import NUMBER, NumberError
from roiapp.language import tr
from roiapp.ui.sheet.clipboard import PastedCell
from roiapp.ui.sheet.grid_columns import Column
from roiapp.ui.sheet.grid_edits import RefusedError, unused_rows
from roiapp.ui.sheet.grid_paste import Target

if TYPE_CHECKING:
    from roiapp.core.catalog import Catalog
    from roiapp.core.worksheet import Worksheet

#: a title or two may stand above the header
_WITHIN: Final = 4
_Table = Sequence[Sequence[PastedCell]]


@dataclass(frozen=True)
class Headed:
    """A table whose header row was understood: where its columns go, the rows below the header, the headers that mean
    nothing here. Some `columns` may be inputs that the grid does not show yet."""

    columns: tuple[Target, ...]
    rows: tuple[Sequence[PastedCell], ...]
    unknown: tuple[str, ...]

    @property
    def has_names(self) -> bool:
        return "names" in self.columns


def read_header(table: _Table, columns: Sequence[Column], catalog: Catalog) -> Headed | None:
    """The table by its header row; None where it has none. A row is one when it holds no number but those that columns
    are called (2026), and half of its texts or more, two at least, are names of columns."""
    for index, row in enumerate(table[:_WITHIN]):
        filled = [cell for cell in row if not cell.blank]
        meant = [_target(cell.text, columns, catalog) for cell in filled]
        if any(target is None and _is_number(cell) for cell, target in zip(filled, meant, strict=True)):
            return None
        known = len(meant) - meant.count(None)
        if known and 2 * known >= len(filled) and known >= min(2, len(row)) and index + 1 < len(table):
            return _headed(table, index, columns, catalog)
        if len(filled) > 1 or len(row) == 1:
            return None
    return None


def rows_by_name(headed: Headed, worksheet: Worksheet) -> tuple[Headed, list[int]]:
    """Where each row goes by the channel it names: to that one's, to one nobody has touched yet, or as a new one below
    the others. Rows of totals and without a name are left out. Raises `RefusedError` where a channel stands in several
    rows."""
    from roiapp.core.worksheet import same_name, same_names
    from roiapp.files.total_words import is_total

    place = headed.columns.index("names")
    known = {name: row for row, name in enumerate(same_names(worksheet.names))}
    unused = iter(unused_rows(worksheet))
    kept: list[Sequence[PastedCell]] = []
    rows: list[int] = []
    seen: set[str] = set()
    added = 0
    for row in headed.rows:
        name = " ".join(row[place].text.split())
        own = same_name(name)
        if not name or (is_total(name) and own not in known):
            continue
        if own in seen:
            raise RefusedError(
                tr("“{channel}” stands in several rows. Paste one row for each channel and period.", channel=name)
            )
        seen.add(own)
        free = known[own] if own in known else next(unused, None)
        if free is None:
            free = len(worksheet.keys) + added
            added += 1
        rows.append(free)
        kept.append(row)
    return Headed(headed.columns, tuple(kept), headed.unknown), rows


def _headed(table: _Table, index: int, columns: Sequence[Column], catalog: Catalog) -> Headed:
    targets: list[Target] = []
    unknown: list[str] = []
    for cell in table[index]:
        target = _target(cell.text, columns, catalog)
        if target is None or target in targets:
            if not cell.blank:
                unknown.append(" ".join(cell.text.split()))
            target = "nowhere"
        targets.append(target)
    below = tuple(row for row in table[index + 1 :] if any(not cell.blank for cell in row))
    return Headed(tuple(targets), below, tuple(unknown))


def _target(text: str, columns: Sequence[Column], catalog: Catalog) -> Target | None:
    """The column a header means: one that shows, else an input of the period that could."""
    from roiapp.files.dialects import meaning, normal

    name = normal(text)
    if not name:
        return None
    shown = next((column for column in columns if normal(column.header) == name), None) or _of_period(text, columns)
    if shown:
        return shown
    if name == normal(tr("Channel")):
        return "names"
    found = meaning(text, catalog)
    if found is None:
        return None
    if found.kind == "role":
        return "names" if found.id in ("channel", "campaign") else None
    alone = (column for column in columns if not (column.apart or column.trend))
    shown = next((column for column in alone if column.id == found.id), None)
    return shown or _not_shown(found.id, columns, catalog)


def _not_shown(id_: str, columns: Sequence[Column], catalog: Catalog) -> Column | None:
    """The column that an input would have, where inputs of one period stand across."""
    field = catalog.field.get(id_)
    beside = next((column for column in columns if column.is_input and not column.apart), None)
    if field is None or field.scope != "cell" or beside is None:
        return None
    return Column(field, is_input=True, view=beside.view, matched=beside.matched)


def _of_period(text: str, columns: Sequence[Column]) -> Column | None:
    """Of periods side by side the column of the one a header means in another way: "August 2026", "2026-08", "August"
    where there is but one."""
    from roiapp.files.dates import month_alone, read_span

    views = [(column, column.view) for column in columns if column.apart and column.view is not None]
    if not views:
        return None
    span, month = read_span(text), month_alone(text)
    if span is not None:
        found = [column for column, view in views if (view.start, view.end) == (span.start, span.end)]
    elif month is not None:
        months = [
            (c, v) for c, v in views if v.start and v.end and (v.start.year, v.start.month) == (v.end.year, v.end.month)
        ]
        found = [column for column, view in months if view.start and view.start.month == month]
    else:
        return None
    return found[0] if len(found) == 1 else None


def _is_number(cell: PastedCell) -> bool:
    if cell.number is not None:
        return True
    try:
        return units.parse(cell.text, NUMBER, "en").value is not None
    except NumberError as error:
        return error.reason not in ("not_a_number", "unknown_word", "too_long")
