"""Where a table that runs across stands on its sheet, and what is said at its edges."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Final

from roiapp.core.catalog import Catalog
from roiapp.files.cross_labels import Heading, Label, Reader, headings_of, name_channels, named_pairs
from roiapp.files.dialects import Meaning, is_unit, is_unknown, meaning, normal
from roiapp.files.figure_cells import SAMPLE, FigureColumns, is_figure, year_of
from roiapp.files.table_layout import is_blank, text_of
from roiapp.files.table_limits import go_on
from roiapp.files.tables import Cell, Sheet
from roiapp.files.total_words import is_total

_ROLES: Final = ("channel", "campaign", "group", "kind", "owner")
_DATES: Final = ("date", "month", "period", "start")
_KEYS: Final = ("channel", "measure", "period")


@dataclass(frozen=True)
class Axes:
    """One table on a sheet: `top` to `bottom` are the rows of its headings (indices), `headings` those of its columns
    of figures, `labels` what the columns before them say (channel, measure, period, group, kind, owner), `corners` how
    they are headed; `edge` is every text over these, the lowest first; `pairs` are labels of fields that name a
    channel, too ("Google spend")."""

    top: int
    bottom: int
    headings: dict[int, Heading]
    labels: dict[int, str]
    corners: dict[int, str]
    edge: tuple[str, ...]
    pairs: dict[str, tuple[str, str]]

    @cached_property
    def by_period(self) -> bool:
        """Whether columns are of different periods."""
        return len({h.when for h in self.headings.values() if h.when is not None}) > 1

    @cached_property
    def by_channel(self) -> bool:
        """Whether columns are of different channels."""
        return len({normal(h.channel) for h in self.headings.values() if h.channel}) > 1

    @cached_property
    def fields(self) -> list[str]:
        """The fields that the headings of the columns name, one for each column, in the words that stand there."""
        named = [h for h in self.headings.values() if h.meaning is not None and h.meaning.kind == "field"]
        return [normal(h.field) for h in named]

    @cached_property
    def innermost(self) -> int:
        """The last of the columns that tell one row from another: blank cells of those before it are merged ones."""
        return max((column for column, role in self.labels.items() if role in _KEYS), default=-1)

    def says(self, role: str) -> bool:
        """Whether a column of labels says this."""
        return role in self.labels.values()


def axes_at(
    sheet: Sheet, row: int, reader: Reader, catalog: Catalog, figures: FigureColumns
) -> Axes | None:
    """The table whose headings begin in this row or reach down from it; None where there is none that runs across."""
    go_on()
    cells = sheet.rows[row]
    if sum(not is_blank(cell) for cell in cells) < 2 or _has_figures(cells, reader, one_year=True):
        return None
    bottom = _bottom(sheet, row, reader)
    columns = figures.below(bottom)
    if not columns:
        return None
    top = bottom
    while top > 0 and bottom - top < 2 and _stands_over(sheet.rows[top - 1], columns, reader):
        top -= 1
    stack = [_filled_right(sheet.rows[r], columns, last=r == bottom) for r in range(top, bottom + 1)]
    headings = headings_of({column: [reader.read(own[column]) for own in stack] for column in columns})
    headings = name_channels(headings, reader)
    if len({h.when for h in headings.values() if h.when is not None}) > 1:
        first = min(column for column, found in headings.items() if found.when is not None)
        headings = {column: found for column, found in headings.items() if column >= first}
    headings = {column: found for column, found in headings.items() if found.text}
    if not headings:
        return None
    corners = _corners(stack, columns, range(min(headings)))
    if not any(_column(sheet, bottom, column, reader) for column in corners):  # the labels stand behind the figures
        corners = _corners(stack, columns, range(max(map(len, stack))))
    edge = tuple(
        text for own in reversed(stack) for column in corners if column < len(own) and (text := text_of(own[column]))
    )
    pairs = _pairs(sheet, bottom, corners, reader)
    labels = _labels(sheet, bottom, corners, reader, catalog, pairs)
    axes = Axes(top, bottom, headings, labels, corners, edge, pairs)
    return axes if _runs_across(axes) else None


def _corners(stack: list[list[Cell]], figures: list[int], columns: range) -> dict[int, str]:
    """How those of the columns are headed that hold no figures."""
    return {
        column: next((text for own in reversed(stack) if column < len(own) and (text := text_of(own[column]))), "")
        for column in columns if column not in figures
    }  # fmt: skip


def _has_figures(cells: Sequence[Cell], reader: Reader, *, one_year: bool = False) -> bool:
    """Whether figures stand in a row. Years one after the other head columns, and `one_year` where no field stands
    before it, which then would be of 2,026."""
    years: dict[int, None] = {}
    for cell in cells:
        if is_figure(cell, reader):
            year = year_of(cell)
            if year is None:
                return True
            years[year] = None
    if len(years) > 1:
        return any(after != before + 1 for before, after in pairwise(years))
    return bool(years) and not (one_year and not any(reader.read(cell).field for cell in cells if not is_blank(cell)))


def _bottom(sheet: Sheet, row: int, reader: Reader) -> int:
    """The last row of headings that begin here: one or two rows of names without figures may follow."""
    bottom = row
    periods = sum(reader.read(cell).when is not None for cell in sheet.rows[row]) > 1
    for below in range(row + 1, min(row + 3, len(sheet.rows) - 1)):
        filled = [cell for cell in sheet.rows[below] if not is_blank(cell)]
        labels = [reader.read(cell) for cell in filled]
        years = any(is_figure(cell, reader) for cell in filled)
        if years and (periods or _has_figures(filled, reader) or any(label.free for label in labels)):
            break
        if all(is_unit(label.text) for label in labels):
            break
        named = [label for label in labels if label.when or label.rest]
        if sum(not is_unknown(label.text) for label in named) < 2:
            break
        bottom = below
    return bottom


def _stands_over(cells: list[Cell], columns: list[int], reader: Reader) -> bool:
    """Whether a row's cells are headings over the columns: different names or periods, no figures."""
    over = [cells[column] for column in columns if column < len(cells) and not is_blank(cells[column])]
    return len({reader.read(cell).text for cell in over}) > 1 and not _has_figures(over, reader)


def _filled_right(cells: list[Cell], columns: list[int], *, last: bool) -> list[Cell]:
    """A row of headings in which a merged cell's text stands over every column that it reaches over."""
    filled = [*cells, *[None] * (max(columns) + 1 - len(cells))]
    if not last:
        for before, column in pairwise(columns):
            if is_blank(filled[column]):
                filled[column] = filled[before]
    return filled


def _column(sheet: Sheet, bottom: int, column: int, reader: Reader) -> list[Label]:
    """What stands in a column below the headings."""
    cells = [own[column] for own in sheet.rows[bottom + 1 : bottom + 1 + SAMPLE] if column < len(own)]
    return [reader.read(cell) for cell in cells if not is_blank(cell) and not is_total(text_of(cell))]


def _pairs(sheet: Sheet, bottom: int, corners: dict[int, str], reader: Reader) -> dict[str, tuple[str, str]]:
    """The labels that name a channel and a field, where several channels have the same fields."""
    for column in corners:
        texts = [label.text for label in _column(sheet, bottom, column, reader) if label.free]
        pairs = named_pairs(texts, reader)
        channels = Counter(normal(channel) for channel, _ in pairs.values())
        fields = {normal(field) for _, field in pairs.values()}
        if len(fields) > 1 and sum(count > 1 for count in channels.values()) > 1:
            return pairs
    return {}


def _labels(
    sheet: Sheet, bottom: int, corners: dict[int, str], reader: Reader, catalog: Catalog,
    pairs: dict[str, tuple[str, str]],
) -> dict[int, str]:  # fmt: skip
    """What the columns before the figures say, by what heads them and what stands in them."""
    found: dict[int, str] = {}
    for column, corner in corners.items():
        labels = _column(sheet, bottom, column, reader)
        if not labels:
            continue
        labels = [reader.read(pairs[label.text][1]) if label.text in pairs else label for label in labels]
        role = _role(_counted(labels), meaning(corner, catalog) if corner else None, set(found.values()))
        if role:
            found[column] = role
    return found


def _counted(labels: list[Label]) -> tuple[int, int, int, int]:
    """How many labels there are, how many name a figure, how many different fields, and how many are periods."""
    fields = {label.meaning.id for label in labels if label.meaning is not None and label.meaning.kind == "field"}
    return (
        len(labels), sum(label.field for label in labels), len(fields),
        sum(label.when is not None and not label.rest for label in labels),
    )  # fmt: skip


def _role(counted: tuple[int, int, int, int], means: Meaning | None, taken: set[str]) -> str:
    count, known, fields, dated = counted
    role = means.id if means is not None and means.kind == "role" else ""
    if role == "measure" and "measure" not in taken:
        return "measure"
    if fields > 1 and 2 * known >= count and role not in _ROLES and "measure" not in taken:
        return "measure"
    if (role in _DATES or 5 * dated >= 4 * count) and "period" not in taken:
        return "period"
    if role in _ROLES:
        role = "channel" if role == "campaign" and "channel" not in taken else role
        return "" if role in taken or role == "campaign" else role
    if "channel" not in taken and not (means is not None and means.kind == "other"):
        return "channel"
    return ""


def _runs_across(axes: Axes) -> bool:
    """Whether what stands at the edges is more than one plain header row can say."""
    if axes.by_period:
        return True
    if axes.says("measure"):
        return len(set(axes.fields)) < 2
    if axes.by_channel and axes.fields:
        return len(axes.fields) > len(set(axes.fields)) and not axes.says("channel")
    return axes.by_channel and not axes.fields and axes.says("period") and not axes.says("channel")
