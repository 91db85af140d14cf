"""The document's small tables, own fields and own metrics as rows of its file, each record as JSON, and back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Final

from roiapp.core.own_checks import OwnError, checked
from roiapp.core.own_figures import OwnField, OwnMetric, clean_field, clean_metric
from roiapp.core.record_tables import TABLES, Record, RecordColumn, RecordError, RecordTable, Value, kept_rows
from roiapp.core.seen_text import as_seen
from roiapp.core.worksheet import Worksheet, same_name
from roiapp.files.project_schema import MOST_RECORD, Row, damaged, too_large
from roiapp.language import tr

OWN_FIELDS: Final = "own_fields"
OWN_METRICS: Final = "own_metrics"
_NUMBERS: Final = ("count", "money")
_KEYS: Final = ("channel", "period")


def written_records(worksheet: Worksheet) -> Iterator[Row]:
    """A row a record, by the names of their tables. Raises `FileError` for one that is too long."""
    found: dict[str, list[dict[str, Any]]] = {
        name: [plain(TABLES[name], row) for row in rows] for name, rows in worksheet.records.items()
    }
    found |= plain_own(worksheet)
    for name, rows in sorted(found.items()):
        for position, row in enumerate(rows):
            text = json.dumps(row, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
            if len(text.encode()) > MOST_RECORD:
                raise too_large(tr("Its texts are too long."))
            yield name, position, text


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


def plain_own(sheet: Worksheet) -> dict[str, list[dict[str, Any]]]:
    """The own fields and metrics, each without what is empty; no list where there is none."""
    of: dict[str, tuple[OwnField | OwnMetric, ...]] = {OWN_FIELDS: sheet.own_fields, OWN_METRICS: sheet.own_metrics}
    return {
        name: [{part: text for part, text in zip(each._fields, each, strict=True) if text} for each in own]
        for name, own in of.items() if own
    }  # fmt: skip


def own_of(content: Mapping[str, Iterable[Any]]) -> tuple[tuple[OwnField, ...], tuple[OwnMetric, ...]]:
    """The own fields and metrics that `plain_own` was made of. Raises ValueError, TypeError or KeyError for anything
    else, but does not say whether they can be computed."""
    fields = tuple(OwnField(**_texts(each)) for each in content.get(OWN_FIELDS, ()))
    return fields, tuple(OwnMetric(**_texts(each)) for each in content.get(OWN_METRICS, ()))


def _texts(content: Any) -> dict[str, Any]:
    if not isinstance(content, dict):
        raise TypeError(type(content).__name__)
    for text in content.values():
        if not isinstance(text, str):
            raise TypeError(type(text).__name__)
        text.encode()  # half a character, which JSON can hold and a file cannot
    return content


def check_own(worksheet: Worksheet) -> None:
    """Raise `FileError` where own fields or metrics cannot be."""
    fields, metrics = worksheet.own_fields, worksheet.own_metrics
    if not fields and not metrics:
        return
    if tuple(map(clean_field, fields)) != fields or tuple(map(clean_metric, metrics)) != metrics:
        raise damaged(tr("Its own figures cannot be read."))
    try:
        checked(fields, metrics)
    except OwnError as error:
        raise damaged(tr("Its own figure “{id}” cannot be computed: {problem}", id=error.id, problem=error)) from error


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
    channels = {same_name(as_seen(name)): key for name, key in zip(sheet.names, sheet.keys, strict=True)}
    found: dict[str, tuple[Record, ...]] = {}
    for name, rows in content.items():
        table = TABLES[name]
        of = {column.id: column.kind for column in table.columns if column.kind in _KEYS}
        made: list[Record] = []
        for row in rows:
            plain_row = {id_: value for id_, value in row.items() if value is not None}
            for id_ in of.keys() & plain_row.keys():
                value, named = plain_row[id_], of[id_] == "channel"
                plain_row[id_] = channels[same_name(as_seen(value))] if named else _period_key(sheet, value)
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
    found: dict[str, list[Any]] = {}
    for name, position, text in rows:
        assert isinstance(name, str)
        assert isinstance(text, str)
        if name not in TABLES and name not in (OWN_FIELDS, OWN_METRICS):
            raise damaged(tr("It has a table “{table}”, which is not known here.", table=name[:40]))
        kept = found.setdefault(name, [])
        if position != len(kept):
            raise damaged(tr("The rows of “{table}” are out of order.", table=name))
        if len(text) > MOST_RECORD:
            raise too_large(tr("Its texts are too long."))
        try:
            content = json.loads(text)
            kept.append(record_of(TABLES[name], content) if name in TABLES else content)
        except (ValueError, TypeError, KeyError, OverflowError, RecursionError) as error:
            raise damaged(tr("A record of “{table}” cannot be read.", table=name)) from error
    try:
        sheet.own_fields, sheet.own_metrics = own_of(found)
    except (ValueError, TypeError, KeyError) as error:
        raise damaged(tr("Its own figures cannot be read.")) from error
    check_own(sheet)  # before figures of them are read
    sheet.records.update({name: tuple(kept) for name, kept in found.items() if name in TABLES})


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
