"""What differs between the small tables of two worksheets, record by record, and the same in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from roiapp.core.catalog import Catalog
from roiapp.core.number_format import UNDEFINED, NumberFormat
from roiapp.core.periods import Period
from roiapp.core.record_tables import SCENARIO_CHANGES, SCENARIOS, TABLES, Record, RecordColumn, RecordTable, Value
from roiapp.core.unit_records import COUNT, MONEY, Unit
from roiapp.core.worksheet import Worksheet
from roiapp.language import current, date_text, tr

Keys = Mapping[str, Mapping[int, int]]


@dataclass(frozen=True)
class RecordDifference:
    """A record that came (`before` None), went (`after` None) or says something else; both None: the same records in
    another order. `where` is its channel's name, "" where it has none (or one that is gone); `when` its period."""

    table: str
    before: Record | None
    after: Record | None
    where: str = ""
    when: Period | None = None


def record_differences(
    before: Worksheet, after: Worksheet, periods: Mapping[int, int], channels: Mapping[int, int]
) -> Iterator[RecordDifference]:
    """What differs, table by table; `periods` and `channels` give keys before -> after of what is in both."""
    keys: Keys = {"period": periods, "channel": channels}
    for table in TABLES.values():
        old, new = before.records.get(table.id, ()), after.records.get(table.id, ())
        then = tuple(_renamed(table, row, keys) for row in old)
        if then == new:
            continue
        gone, come = list(_beside(then, new)), list(_beside(new, then))
        if not gone and not come:
            yield RecordDifference(table.id, None, None)
            continue
        waiting: dict[Hashable, list[int]] = {}
        for place in reversed(come):
            waiting.setdefault(_identity(table, new[place]), []).append(place)
        pairs: dict[int, int] = {}
        for place in gone:
            if found := waiting.get(_identity(table, then[place])):
                pairs[found.pop()] = place
            else:
                yield RecordDifference(table.id, old[place], None, *_place(table, old[place], before))
        for place in come:
            was = then[pairs[place]] if place in pairs else None
            yield RecordDifference(table.id, was, new[place], *_place(table, new[place], after))


def _renamed(table: RecordTable, row: Record, keys: Keys) -> Record:
    """A record before with the keys of after; one that is in none of them keeps its own."""
    return tuple(
        keys[column.kind].get(value, value) if column.kind in keys and isinstance(value, int) else value
        for column, value in zip(table.columns, row, strict=True)
    )


def _identity(table: RecordTable, row: Record) -> Hashable:
    return tuple(row[table.place(column)] for column in table.identity)


def _beside(rows: Iterable[Record], others: Iterable[Record]) -> Iterator[int]:
    """The places of rows that are not among the others as often."""
    left = Counter(others)
    for place, row in enumerate(rows):
        if left[row]:
            left[row] -= 1
        else:
            yield place


def _place(table: RecordTable, row: Record, sheet: Worksheet) -> tuple[str, Period | None]:
    where, when = "", None
    for column, value in zip(table.columns, row, strict=True):
        if column.kind == "channel":
            where = next((sheet.names[place] for place, key in enumerate(sheet.keys) if key == value), "")
        elif column.kind == "period":
            when = next((period for period in sheet.periods if period.key == value), None)
    if table is SCENARIO_CHANGES:
        key, name = SCENARIOS.place("key"), SCENARIOS.place("name")
        names = {each[key]: str(each[name]) for each in sheet.records.get(SCENARIOS.id, ())}
        where = " · ".join(filter(None, (names.get(row[table.place("scenario")]), where)))
    elif table is SCENARIOS:
        where = str(row[table.place("name")] or "")
    return where, when


def record_text(found: RecordDifference, catalog: Catalog, write: NumberFormat) -> tuple[str, str]:
    """Both states in words, of a record that says something else only what differs."""
    if found.before is None and found.after is None:
        return UNDEFINED, tr("in another order")
    shown = [
        (place, column) for place, column in enumerate(TABLES[found.table].columns)
        if found.before is None or found.after is None or found.before[place] != found.after[place]
    ]  # fmt: skip
    for every_digit in (False, True):  # rounded away: every digit, then
        then, now = (
            _cells(row, shown, catalog, write, every_digit) if row else UNDEFINED for row in (found.before, found.after)
        )
        if then != now:
            break
    return then, now


def _cells(
    row: Record, shown: Iterable[tuple[int, RecordColumn]], catalog: Catalog, write: NumberFormat, every_digit: bool
) -> str:
    cells: list[str] = []
    for place, column in shown:
        value = row[place]
        if value is None or column.kind in ("channel", "period", "date"):  # which have places of their own
            continue
        text = value_text(column, value, catalog, write)
        if every_digit and isinstance(value, float):
            text = write.edit_text(value, _unit(column))
        cells.append(tr("{column}: {value}", column=tr(column.label), value=text))
    return "; ".join(cells) or tr("nothing else")


def place_text(found: RecordDifference) -> tuple[str, str]:
    """Whose record it is, and of when: the names of channel and period, or its date."""
    row = found.after or found.before
    if row is None:
        return tr("Document"), ""
    where, when = found.where, found.when.text() if found.when else ""
    for column, value in zip(TABLES[found.table].columns, row, strict=True):
        if column.kind == "channel" and value is not None:
            where = where or UNDEFINED
        if column.kind == "date" and isinstance(value, date):
            when = date_text(value, current())
    return (where, when) if where or when else (tr("Document"), "")


def _unit(column: RecordColumn) -> Unit:
    return MONEY if column.kind == "money" else COUNT


def value_text(column: RecordColumn, value: Value, catalog: Catalog, write: NumberFormat) -> str:
    """What stands in a cell of a small table as it is shown, a dash where nothing is known. The caller names channels
    and periods."""
    if isinstance(value, date):
        return date_text(value, current())
    if column.kind in ("count", "money") and isinstance(value, int | float):
        return write.text(value, _unit(column))
    if not isinstance(value, str):
        return UNDEFINED
    if column.kind == "choice":
        return tr(dict(column.choices).get(value, value))
    if column.kind == "figure" and (value in catalog.field or value in catalog.metric):
        return tr(catalog.record(value).label)
    return value
