"""Looking for a text in the grid: in names and figures as they show, or as they are typed; and replacing it. No Qt."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final

from roiapp.core.fields import Field
from roiapp.core.units import NumberFormat
from roiapp.language import mark, number_locale, tr, trn
from roiapp.ui.sheet.cell_looks import RUN
from roiapp.ui.sheet.grid_columns import Column
from roiapp.ui.sheet.grid_edits import Cells, RefusedError, entry_of

if TYPE_CHECKING:
    from roiapp.core.edits import Edit
    from roiapp.core.worksheet import Worksheet
    from roiapp.ui.sheet.worksheet_model import WorksheetModel

Place = tuple[int, int]
#: rows whose names are looked through at once where nothing else is
_NAMES: Final = 32 * RUN
#: whatever can stand in a figure besides its digits stands in one of these
_WRITTEN: Final = (-1_234_567.5, 1_234_567.5, 0.0, 0.123, 1e16)


@dataclass(frozen=True)
class Query:
    """What is looked for, without case; `typed` is in what can be replaced: names, and figures as they are typed."""

    text: str = ""
    typed: bool = False

    def finds(self, text: str, groups: str = "") -> bool:
        """Whether a text holds it; a number is found without the signs of its `groups` too."""
        shown = text.casefold()
        if self._wanted in shown:
            return True
        return bool(groups and self._digits) and self._digits in _bare(shown, groups)

    @cached_property
    def _wanted(self) -> str:
        return self.text.casefold()

    @cached_property
    def _digits(self) -> str:
        """The text as a number without groups, "" where it is none."""
        return _bare(self._wanted, "") if any(sign.isdigit() for sign in self._wanted) else ""

    def put(self, text: str, instead: str) -> str:
        """The text with every occurrence replaced."""
        return re.sub(re.escape(self.text), lambda _: instead, text, flags=re.IGNORECASE)


def look_through(model: WorksheetModel, query: Query) -> Iterator[list[Place]]:
    """What holds the text, row by row, for a run of rows at a time: as many as there are looks worked out together, or
    more where only names can hold it."""
    groups = number_locale(model.source.number_format.locale).group
    columns = [place for place in range(model.columnCount()) if _may_hold(model, query, place)]
    step = RUN if len(columns) > 1 else _NAMES  # names alone are looked through in a moment
    number = 0
    while number * step < model.empty_row:  # rows may go while this is under way
        rows = range(number * step, min((number + 1) * step, model.empty_row))
        found: list[Place] = []
        for column in columns:
            texts = _texts(model, query, column, rows)
            # One look at all of them together: nearly always the text is in none.
            if query.finds("\n".join(texts), groups if column else ""):
                found += [(row, column) for row, text in zip(rows, texts, strict=False)
                          if query.finds(text, groups if column else "")]  # fmt: skip
        yield sorted(found)
        number += 1


def _may_hold(model: WorksheetModel, query: Query, column: int) -> bool:
    """Whether a column's figures can hold the text at all: a word is in none, and a million need not be written out
    for it."""
    if not column or query.typed or model.groups is not None or model.columns[column - 1].trend:
        return True
    write, unit = model.source.number_format, model.columns[column - 1].record.unit
    written = "".join(write.text(each, unit) for each in (None, *_WRITTEN)) + "0123456789"
    return set(query.text.casefold()) <= set(written.casefold() + " ")


def _texts(model: WorksheetModel, query: Query, column: int, rows: range) -> list[str]:
    """What a column says in these rows, or what is typed there: none where nothing can be."""
    if not column:
        return [model.name(row) for row in rows]
    if not query.typed:
        if model.groups is not None:
            return [model.text(row, column) for row in rows]
        return [text for text, _tone in model.run(column, rows.start // RUN)]
    holder, sheet = model.columns[column - 1], model.worksheet
    typed = sheet.columns.get(holder.id) if sheet else None
    if typed is None or not holder.writable:
        return []
    known = typed[holder.period, model.order.places(rows.start, rows.stop)].tolist()
    return [model.edit_text(row, column) if value == value else "" for row, value in zip(rows, known, strict=True)]


def _bare(text: str, groups: str) -> str:
    """A number as its plain digits: without spaces and signs of groups, with one kind of minus."""
    plain = text.replace(groups, "") if groups else text
    return plain.replace(" ", "").replace("\u202f", "").replace("\xa0", "").replace("−", "-")


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
    from roiapp.core.worksheet import same_name, same_names

    result = Replaced()
    owner = {name: row for row, name in enumerate(same_names(worksheet.names))}
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
