"""The document's small tables as rows of its file, each record as JSON by column, and back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, Final

from roiapp.core.record_tables import TABLES, Record, RecordColumn, RecordError, RecordTable, Value, kept_rows
from roiapp.core.worksheet import Worksheet, same_name
from roiapp.files.project_schema import MOST_RECORD, Row, damaged, too_large
from roiapp.language import tr

_NUMBERS: Final = ("count", "money")
_KEYS: Final = ("channel", "period")


def written_records(worksheet: Worksheet) -> Iterator[Row]:
    """A row a record, by the names of their tables. Raises `FileError` for one that is too long."""
    for name, rows in sorted(worksheet.records.items()):
        table = TABLES[name]
        for position, row in enumerate(rows):
            yield name, position, _bounded(json_of(plain(table, row)))


def json_of(plain_record: dict[str, Any]) -> str:
    """A record as the one text it has."""
    return json.dumps(plain_record, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def _bounded(text: str) -> str:
    if len(text.encode()) > MOST_RECORD:
        raise too_large(tr("Its texts are too long."))
    return text


def plain(table: RecordTable, row: Record) -> dict[str, Any]:
    """A record by column, without those in which nothing stands; dates as text."""
    found: dict[str, Any] = {}
    for column, value in zip(table.columns, row, strict=True):
        if isinstance(value, date):
            found[column.id] = value.isoformat()
        elif value is not None:
            found[column.id] = float(value) + 0.0 if column.kind in _NUMBERS else value
    return found


def record_of(table: RecordTable, content: Any) -> Record:
    """The record that `plain` was made of. Raises ValueError, TypeError or KeyError for anything else."""
    if not isinstance(content, dict) or not content:
        raise TypeError(type(content).__name__)
    return table.row(**{id_: _value(table.columns[table.place(id_)], value) for id_, value in content.items()})


def plain_records(sheet: Worksheet) -> dict[str, list[dict[str, Any]]]:
    """The tables for a person to read: channels by name, periods by their place from 1; those that are gone are left
    out."""
    names: dict[str, dict[int, Any]] = {
        "channel": dict(zip(sheet.keys, sheet.names, strict=True)),
        "period": {period.key: place for place, period in enumerate(sheet.periods, 1)},
    }
    found: dict[str, list[dict[str, Any]]] = {}
    for name, rows in sorted(sheet.records.items()):
        table = TABLES[name]
        of = {column.id: names[column.kind] for column in table.columns if column.kind in _KEYS}
        found[name] = [
            {id_: of[id_].get(value) if id_ in of else value for id_, value in plain(table, row).items()}
            for row in rows
        ]
    return found


def records_of(sheet: Worksheet, content: dict[str, list[dict[str, Any]]]) -> dict[str, tuple[Record, ...]]:
    """The tables that `plain_records` was made of, for the channels and periods of `sheet`. Raises `RecordError`, or
    ValueError, TypeError, KeyError or AttributeError for anything else."""
    channels = {same_name(name): key for name, key in zip(sheet.names, sheet.keys, strict=True)}
    found: dict[str, tuple[Record, ...]] = {}
    for name, rows in content.items():
        table = TABLES[name]
        of = {column.id: column.kind for column in table.columns if column.kind in _KEYS}
        made: list[Record] = []
        for row in rows:
            plain_row = {id_: value for id_, value in row.items() if value is not None}
            for id_ in of.keys() & plain_row.keys():
                value = plain_row[id_]
                plain_row[id_] = channels[same_name(value)] if of[id_] == "channel" else _period_key(sheet, value)
            if plain_row:
                made.append(record_of(table, plain_row))
        if kept := kept_rows(table, made):
            found[name] = kept
    return found


def _period_key(sheet: Worksheet, place: Any) -> int:
    if type(place) is not int or not 1 <= place <= len(sheet.periods):
        raise ValueError(place)
    return sheet.periods[place - 1].key


def _value(column: RecordColumn, value: Any) -> Value:
    if column.kind in _NUMBERS:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise TypeError(column.id)
        return float(value)
    if column.kind in _KEYS:
        if type(value) is not int:
            raise TypeError(column.id)
        return value
    if not isinstance(value, str):
        raise TypeError(column.id)
    value.encode()  # half a character, which JSON can hold and a file cannot
    if column.kind != "date":
        return value
    day = date.fromisoformat(value)
    if day.isoformat() != value:
        raise ValueError(value[:20])
    return day


def read_records(rows: Iterable[Row], sheet: Worksheet) -> None:
    """Put the rows of the file's table into the worksheet. Raises `FileError` for a record that no table could hold, or
    that stands out of its place."""
    found: dict[str, list[Record]] = {}
    for name, position, text in rows:
        assert isinstance(name, str)
        assert isinstance(text, str)
        table = TABLES.get(name)
        if table is None:
            raise damaged(tr("It has a table “{table}”, which is not known here.", table=name[:40]))
        kept = found.setdefault(name, [])
        if position != len(kept):
            raise damaged(tr("The rows of “{table}” are out of order.", table=name))
        kept.append(_read(table, text))
    sheet.records.update({name: tuple(kept) for name, kept in found.items()})


def _read(table: RecordTable, text: str) -> Record:
    if len(text) > MOST_RECORD:
        raise too_large(tr("Its texts are too long."))
    try:
        return record_of(table, json.loads(text))
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError) as error:
        raise damaged(tr("A record of “{table}” cannot be read.", table=tr(table.label))) from error


def check_records(worksheet: Worksheet) -> None:
    """Raise `FileError` where a table holds what it could not have been given."""
    for name, rows in worksheet.records.items():
        table = TABLES.get(name)
        if table is None:
            raise damaged(tr("It has a table “{table}”, which is not known here.", table=name[:40]))
        try:
            kept = kept_rows(table, rows)
        except RecordError as error:
            raise damaged(tr("{table}: {problem}", table=tr(table.label), problem=error)) from error
        if not rows or kept != rows:
            raise damaged(tr("A record of “{table}” cannot be read.", table=tr(table.label)))
