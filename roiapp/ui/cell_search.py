"""Looking for a text in the grid: in names and figures as they show, or as they are typed; and replacing it. No Qt."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from roiapp.core.fields import Field
from roiapp.core.units import NumberFormat
from roiapp.language import mark, number_locale, tr, trn
from roiapp.ui.grid_columns import Column
from roiapp.ui.grid_edits import Cells, RefusedError, entry_of

if TYPE_CHECKING:
    from roiapp.core.edits import Edit
    from roiapp.core.worksheet import Worksheet
    from roiapp.ui.worksheet_model import WorksheetModel

Place = tuple[int, int]


@dataclass(frozen=True)
class Query:
    """What is looked for, without case; `typed` is in what can be replaced: names, and figures as they are typed."""

    text: str = ""
    typed: bool = False

    def finds(self, text: str, groups: str = "") -> bool:
        """Whether a text holds it; a number is found without the signs of its `groups` too."""
        wanted, shown = self.text.casefold(), text.casefold()
        if wanted in shown:
            return True
        if not groups or not any(sign.isdigit() for sign in wanted):
            return False
        return _bare(wanted, "") in _bare(shown, groups)

    def put(self, text: str, instead: str) -> str:
        """The text with every occurrence replaced."""
        return re.sub(re.escape(self.text), lambda _: instead, text, flags=re.IGNORECASE)


def look_through(model: WorksheetModel, query: Query) -> Iterator[Place | None]:
    """Every cell that holds the text, row by row; None for each one that does not."""
    groups = number_locale(model.source.number_format.locale).group
    columns = [0, *range(1, model.columnCount())]
    if query.typed:
        columns = [column for column in columns if not model.why_read_only(column)]
    row = 0
    while row < model.channels:  # rows may go while this is under way
        for column in columns:
            yield (row, column) if holds(model, query, (row, column), groups) else None
        row += 1


def holds(model: WorksheetModel, query: Query, place: Place, groups: str = "") -> bool:
    """Whether one cell holds the text."""
    row, column = place
    if row >= model.channels or column >= model.columnCount():
        return False
    if not column:
        return query.finds(model.name(row))
    if not query.typed:
        return query.finds(model.text(row, column), groups)
    return not model.why_read_only(column) and query.finds(model.edit_text(row, column))


def _bare(text: str, groups: str) -> str:
    """A number as its plain digits: without spaces and signs of groups, with one kind of minus."""
    return "".join(text.replace(groups, "").split() if groups else text.split()).replace("−", "-")


@dataclass
class Replaced:
    """The edit, how many cells it changes, and what was refused: (row, column or None for the name, text, sentence)."""

    edit: Edit | None = None
    done: int = 0
    refused: list[tuple[int, Column | None, str, str]] = field(default_factory=list)

    def sentence(self) -> str:
        said = [trn("{n} cell was changed.", "{n} cells were changed.", self.done)]
        if self.refused:
            why = self.refused[0][3]
            said.append(
                trn("{n} cell was left as it was: {why}", "{n} cells were left as they were: {why}", len(self.refused),
                    why=why)
            )  # fmt: skip
        return " ".join(said)


def replace(
    worksheet: Worksheet,
    cells: Iterable[tuple[int, Column | None, str]],
    query: Query,
    instead: str,
    write: NumberFormat,
) -> Replaced:
    """The text replaced in these cells (row, column or None for the name, what is typed there), as one step."""
    from roiapp.core.channel_edits import SetChannel
    from roiapp.core.edits import Group
    from roiapp.core.worksheet import same_name

    result = Replaced()
    owner = {same_name(name): row for row, name in enumerate(worksheet.names)}
    names: list[tuple[int, str]] = []
    figures = Cells()
    for row, column, before in cells:
        after = query.put(before, instead)
        if after == before:
            continue
        if column is None:
            why = _why_no_name(after, row, owner)
            if why:
                result.refused.append((row, None, after, why))
                continue
            owner.pop(same_name(before), None)
            owner[same_name(after)] = row
            names.append((row, " ".join(after.split())))
        else:
            assert isinstance(column.record, Field)
            try:
                entry = entry_of(column.record, after, write)
            except RefusedError as error:
                result.refused.append((row, column, after, str(error)))
                continue
            figures.add(column, row, entry.value, entry.expression)
        result.done += 1
    edits: list[Edit] = [SetChannel("name", tuple(names))] if names else []
    edits += figures.edits()
    result.edit = Group(tuple(edits), mark("Replace")) if edits else None
    return result


def _why_no_name(name: str, row: int, owner: dict[str, int]) -> str:
    from roiapp.core.worksheet import same_name

    clean = same_name(name)
    if not clean:
        return tr("A channel needs a name.")
    if owner.get(clean, row) != row:
        return tr("There is a channel “{name}” already. Give this one another name.", name=" ".join(name.split()))
    return ""
