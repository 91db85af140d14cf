"""What is typed, filled or cleared in the grid, and rows put in, taken out and moved, as edits of the document. No Qt.

Everything that is refused raises `RefusedError` with a sentence for the user. Edits bring numpy, so they are imported
when the first one is made, after the first paint.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from roiapp.core import units
from roiapp.core.calculated import calculated_sentence, rollup_sentence
from roiapp.core.fields import Field
from roiapp.core.units import Entry, NumberError, NumberFormat
from roiapp.language import mark, tr
from roiapp.ui.sheet.grid_columns import Column

if TYPE_CHECKING:
    from roiapp.core.edits import Edit, Indices
    from roiapp.core.worksheet import Worksheet
    from roiapp.files.session import Session

#: in more channels than that nobody's are looked for
_MOST_UNUSED: Final = 1_000


class RefusedError(ValueError):
    """What was typed cannot be taken; the text is a sentence for the user."""


def why_read_only(column: Column) -> str:
    """The sentence that says why the figures of a column cannot be typed; "" where they can."""
    if not column.is_input:
        return calculated_sentence(column.record)
    if column.matched:
        return tr("Time-matched figures are only to be looked at. Go back to the figures as typed to change them.")
    return "" if column.writable else rollup_sentence()


def subtotal_sentence() -> str:
    return tr("This row adds up its group. Change the figures of the channels in it.")


def entry_of(record: Field, text: str, write: NumberFormat, locale: str | None = None) -> Entry:
    """The figure somebody typed for a field. Raises `RefusedError`."""
    try:
        entry = units.parse(text, record.unit, locale or write.locale, write.currency)
    except NumberError as error:
        raise RefusedError(str(error)) from error
    if entry.value is not None:
        from roiapp.core.checks import limit_error

        sentence = limit_error(record, entry.value, write)
        if sentence:
            raise RefusedError(sentence)
    return entry


def new_names(worksheet: Worksheet, count: int, start: int | None = None) -> Iterator[str]:
    """Names for channels that got none: "Channel 12", the first numbers that are free."""
    from roiapp.core.worksheet import same_name, same_names

    taken = set(same_names(worksheet.names))
    number = (len(worksheet.keys) if start is None else start) + 1
    while count:
        name = tr("Channel {number}", number=number)
        if same_name(name) not in taken:
            count -= 1
            yield name
        number += 1


def holds(worksheet: Worksheet, column: Column, row: int, entry: Entry) -> bool:
    """Whether the cell has this figure, typed in this way, already."""
    same = _typed(worksheet, column, row) == entry.value
    return same and worksheet.expression(column.id, column.period, row) == entry.expression


def set_figure(worksheet: Worksheet, column: Column, row: int, entry: Entry) -> Edit:
    """One typed figure; below the last channel it brings a channel with it."""
    from roiapp.core.channel_edits import AddChannels
    from roiapp.core.edits import Group, SetCells

    cell = SetCells.one(column.id, column.period, row, entry.value, entry.expression)
    if row < len(worksheet.keys):
        return cell
    return Group((AddChannels.at_end(worksheet, new_names(worksheet, 1)), cell), mark("Add a channel"))


def as_entered(session: Session | None, edit: Edit) -> Edit:
    """The edit of what is looked at: what is typed under a scenario becomes changes of that. Raises `EditError`."""
    if session is None or not session.scenario_key:
        return edit
    from roiapp.core.scenario_typing import in_scenario

    return in_scenario(session.worksheet, session.catalog, session.scenario_key, edit)


def unused_rows(worksheet: Worksheet) -> list[int]:
    """The channels that nobody has touched yet: called as new ones are, and nothing typed of them in any period."""
    import numpy as np

    from roiapp.core.record_tables import named_keys
    from roiapp.core.worksheet import same_name, same_names

    count = len(worksheet.keys)
    if count > _MOST_UNUSED:
        return []
    own = {same_name(tr("Channel {number}", number=number)) for number in range(1, count + 1)}
    rows = [row for row, name in enumerate(same_names(worksheet.names)) if name in own]
    typed = [np.any(~np.isnan(column[:, rows]), axis=0).tolist() for column in worksheet.columns.values()]
    noted = {key for _figure, _period, key in worksheet.notes}.union(named_keys(worksheet.records))
    return [
        row
        for place, row in enumerate(rows)
        if worksheet.keys[row] not in noted and not any(column[place] for column in typed)
    ]


def set_name(worksheet: Worksheet, row: int, text: str) -> Edit:
    """A channel renamed, or added where the row is the one below the last."""
    from roiapp.core.channel_edits import AddChannels
    from roiapp.core.edits import Group

    if row < len(worksheet.keys):
        first, *others = renamed(worksheet, ((row, text),))
        return Group((first, *others)) if others else first
    return AddChannels.at_end(worksheet, [" ".join(text.split())])


def renamed(worksheet: Worksheet, names: Sequence[tuple[int, str]]) -> list[Edit]:
    """Channels by their rows under other names. Kinds that were guessed from the names before are guessed anew."""
    from roiapp.core.channel_edits import SetChannel
    from roiapp.core.channel_kinds import guess_kind

    edits: list[Edit] = [SetChannel("name", tuple(names))]
    kinds = worksheet.channels["kind"]
    guessed = [(row, guess_kind(name)) for row, name in names if kinds[row] == guess_kind(worksheet.names[row])]
    changed = tuple((row, kind) for row, kind in guessed if kind != kinds[row])
    return [*edits, SetChannel("kind", changed)] if changed else edits


def clear(worksheet: Worksheet, columns: Sequence[Column], rows: Iterable[Sequence[int]]) -> Edit | None:
    """Everything typed for these channels in these columns blanked, as one step; None where nothing is typed."""
    import numpy as np

    cells = Cells()
    wanted = np.zeros(len(worksheet.keys), dtype=np.bool_)
    for each in rows:
        wanted[slice(each.start, each.stop) if isinstance(each, range) else each] = True
    asked = np.flatnonzero(wanted)
    for column in columns:
        values = worksheet.columns.get(column.id)
        if values is None:
            continue
        cells.add_alike(column, asked[~np.isnan(values[column.period, asked])], None)
    return cells.edit(mark("Clear cells"))


def enter_everywhere(
    places: Iterable[tuple[Sequence[Column], Sequence[int]]], text: str, write: NumberFormat
) -> Edit | None:
    """One entry in all these rows of these columns. Raises `RefusedError` where one of the columns cannot take it."""
    cells = Cells()
    for columns, rows in places:
        for column in columns if rows else ():
            assert isinstance(column.record, Field)
            entry = entry_of(column.record, text, write)
            cells.add_alike(column, rows, entry.value, entry.expression)
    return cells.edit(mark("Fill the selected cells"))


def fill_down(worksheet: Worksheet, columns: Sequence[Column], rows: Sequence[int]) -> Edit | None:
    """The figures of the first row written into the rows below it."""
    cells = Cells()
    for column in columns:
        value = _typed(worksheet, column, rows[0])
        expression = worksheet.expression(column.id, column.period, rows[0])
        cells.add_alike(column, rows[1:], value, expression)
    return cells.edit(mark("Fill down"))


def refuse_other_unit(column: Column, source: Column) -> None:
    """Raises `RefusedError` where figures of `source` are none of `column`."""
    if column.record.unit.kind != source.record.unit.kind:
        raise RefusedError(
            tr(
                "{field} cannot be filled from {other}: the one is not measured as the other.",
                field=tr(column.record.label),
                other=tr(source.record.label),
            )
        )


def fill_right(worksheet: Worksheet, columns: Sequence[Column], rows: Sequence[int]) -> Edit | None:
    """The figures of the first column written into the ones right of it. Raises `RefusedError` where units differ."""
    first, *others = columns
    for other in others:
        refuse_other_unit(other, first)
    cells = Cells()
    for row in rows:
        value, expression = _typed(worksheet, first, row), worksheet.expression(first.id, first.period, row)
        for other in others:
            cells.add(other, row, value, expression)
    return cells.edit(mark("Fill right"))


def _typed(worksheet: Worksheet, column: Column, row: int) -> float | None:
    value = worksheet.value(column.id, column.period, row)
    return value if value == value else None


class Cells:
    """Figures for cells of several columns and periods, on the way to one edit per field."""

    def __init__(self) -> None:
        self._cells: dict[str, list[tuple[int, int, float | None]]] = {}
        self._expressions: dict[str, list[str | None]] = {}
        #: by field: period, rows, what all of them get
        self._alike: dict[str, list[tuple[int, Indices, float | None, str | None]]] = {}

    def add(self, column: Column, row: int, value: float | None, expression: str | None = None) -> None:
        self._cells.setdefault(column.id, []).append((column.period, row, value))
        self._expressions.setdefault(column.id, []).append(expression)

    def add_alike(
        self, column: Column, rows: Sequence[int] | Indices, value: float | None, expression: str | None = None
    ) -> None:  # fmt: skip
        """The same for many rows, without looking at each."""
        import numpy as np

        found = np.arange(rows.start, rows.stop) if isinstance(rows, range) else np.asarray(rows, dtype=np.intp)
        if len(found):
            self._alike.setdefault(column.id, []).append((column.period, found, value, expression))

    def edits(self) -> list[Edit]:
        from roiapp.core.edits import SetCells

        one_by_one = [
            SetCells.many(id_, cells, self._expressions[id_] if any(self._expressions[id_]) else None)
            for id_, cells in self._cells.items()
        ]
        return [*one_by_one, *(_alike(id_, parts) for id_, parts in self._alike.items())]

    def edit(self, name: str) -> Edit | None:
        """All of it as one step, None where there is nothing."""
        from roiapp.core.edits import Group

        return Group(tuple(self.edits()), name) if self._cells or self._alike else None


def _alike(field_id: str, parts: Sequence[tuple[int, Indices, float | None, str | None]]) -> Edit:
    """Cells of one field, those of each part with the same figure."""
    import numpy as np

    from roiapp.core.edits import SetCells

    counts = [len(rows) for _, rows, _, _ in parts]
    typed = any(text for _, _, _, text in parts)
    texts = [text for (_, _, _, text), count in zip(parts, counts, strict=True) for _ in range(count if typed else 0)]
    values = [np.nan if value is None else value for _, _, value, _ in parts]
    return SetCells(
        field_id, np.repeat([period for period, _, _, _ in parts], counts).astype(np.intp),
        np.concatenate([rows for _, rows, _, _ in parts]), np.repeat(np.array(values, dtype=np.float64), counts),
        tuple(texts) if typed else None,
    )  # fmt: skip


def insert_rows(worksheet: Worksheet, row: int, count: int) -> Edit:
    """New channels above this row."""
    from roiapp.core.channel_edits import AddChannels
    from roiapp.core.worksheet import Channel

    channels = tuple(Channel.named(worksheet.take_key(), name) for name in new_names(worksheet, count))
    return AddChannels(tuple(range(row, row + count)), channels)


def remove_rows(rows: Iterable[int]) -> Edit:
    from roiapp.core.channel_edits import RemoveChannels

    return RemoveChannels(tuple(sorted(set(rows))))


def move_rows(count: int, rows: Sequence[int], target: int) -> Edit | None:
    """The rows (ascending) put together before what is row `target` now; None where nothing would move."""
    from roiapp.core.channel_edits import MoveChannels

    moving = set(rows)
    before = [row for row in range(target) if row not in moving]
    after = [row for row in range(target, count) if row not in moving]
    order = (*before, *rows, *after)
    return None if order == tuple(range(count)) else MoveChannels(order)
