"""A document as the bytes of a project file (`NAME.roi`) and back. `docs/file-format.md` describes the format.

Equal content gives equal bytes; bytes from anywhere are opened exactly as they were written, or refused.
"""

from __future__ import annotations

import sqlite3
import sys
from array import array
from collections.abc import Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import closing
from datetime import date
from typing import Any

import numpy as np

from roiapp.core.periods import Period
from roiapp.core.record_tables import named_keys
from roiapp.core.text_column import TextColumn, as_keys
from roiapp.core.worksheet import ATTRIBUTES, Worksheet
from roiapp.files.file_errors import FileError
from roiapp.files.project_blobs import pack_figures, pack_texts, unpack_figures, unpack_texts
from roiapp.files.project_checks import cell_field, check, check_size, total_field
from roiapp.files.project_reading import Reader, is_project, opened
from roiapp.files.project_records import read_records, written_records
from roiapp.files.project_schema import (
    ABOUT,
    APPLICATION_ID,
    CHANNEL_TEXTS,
    CHANNELS,
    EXPRESSIONS,
    FIGURES,
    MOST_BYTES,
    MOST_TEXT,
    NOTES,
    PERIODS,
    RECORDS,
    SCHEMA,
    SETTINGS,
    TOTALS,
    VERSION,
    Row,
    Table,
    damaged,
    too_large,
    too_many_rows,
)
from roiapp.files.project_seal import Seal
from roiapp.files.project_settings import read, written
from roiapp.language import tr

__all__ = ["APPLICATION_ID", "VERSION", "decode", "digest", "encode", "is_project"]


def encode(worksheet: Worksheet) -> bytes:
    """The project file of a document. Raises `FileError` for what could not be opened again, and what to do."""
    check(worksheet)
    tables = [(table, list(rows)) for table, rows in _content(worksheet)]
    next_key = _next_key(worksheet)
    _check_sizes([*tables, (ABOUT, [(1, next_key, "0" * 64)])])
    seal = _sealed(tables)  # works on while the rows are put in
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.execute("PRAGMA page_size = 4096")
        connection.execute("PRAGMA encoding = 'UTF-8'")
        connection.execute("PRAGMA secure_delete = ON")  # no remains of the heap in the gaps between cells
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {VERSION}")
        connection.execute("BEGIN")
        for table in SCHEMA.tables:
            connection.execute(table.sql)
        for table, rows in tables:
            _insert(connection, table, rows)
        _insert(connection, ABOUT, [(1, next_key, seal.checksum(next_key))])
        connection.execute("COMMIT")
        data: bytes = connection.serialize()
    if len(data) > MOST_BYTES:
        raise too_large(tr("It has more than {most} MB.", most=MOST_BYTES // 2**20))
    return data


def _insert(connection: sqlite3.Connection, table: Table, rows: list[Row]) -> None:
    marks = ", ".join("?" * len(table.columns))
    # The table's name is our own constant.
    connection.executemany(f"INSERT INTO {table.name} VALUES ({marks})", rows)  # noqa: S608


def decode(data: bytes, name: str = "") -> Worksheet:
    """The document in a project file's bytes. Raises `FileError` with the file's `name` where it is not sound."""
    try:
        with opened(data) as reader:
            sheet = _worksheet(reader)
        check(sheet)
    except FileError as error:
        raise error.of(name or error.file) from error
    return sheet


def digest(worksheet: Worksheet) -> str:
    """SHA-256 of everything that was entered, in hexadecimal: equal exactly for equal content. Raises `FileError`."""
    return _sealed([(table, list(rows)) for table, rows in _content(worksheet)]).digest()


def _sealed(tables: list[tuple[Table, list[Row]]]) -> Seal:
    seal = Seal()
    for table, rows in tables:
        seal.table(table.name)
        for row in rows:
            seal.row(row)
    return seal


def _content(worksheet: Worksheet) -> Iterator[tuple[Table, list[Row]]]:
    """All rows in the order in which they stand in the file. Raises `FileError` for text that is none."""
    try:
        yield PERIODS, _sound([(i, p.key, p.label, *map(_day, (p.start, p.end, p.as_of)))
                               for i, p in enumerate(worksheet.periods)])  # fmt: skip
        keys = as_keys(worksheet.keys)
        yield CHANNELS, [(1, len(keys), keys.astype("<i8", copy=False).tobytes())]
        yield CHANNEL_TEXTS, [(name, *pack_texts(worksheet.channels[name])) for name in sorted(ATTRIBUTES)]
        yield RECORDS, _sound([*written_records(worksheet)])
        yield FIGURES, list(_figures(worksheet))
        yield (
            TOTALS,
            [
                (id_, *packed)
                for id_, row in sorted(worksheet.totals.items())
                if (packed := pack_figures(row)) is not None
            ],
        )
        yield EXPRESSIONS, _sound([(*place, text) for place, text in sorted(worksheet.expressions.items())])
        yield NOTES, _sound([(*place, text) for place, text in sorted(worksheet.notes.items())])
        yield SETTINGS, _sound([*written(worksheet.settings)])
    except UnicodeEncodeError as error:
        shown = error.object[max(0, error.start - 20) : error.end + 20].encode("utf-8", "replace").decode()
        raise FileError(
            tr("“{text}” holds half a character, which cannot be saved. Type it again.", text=shown)
        ) from error


def _figures(worksheet: Worksheet) -> Iterator[Row]:
    order = sorted((period.key, i) for i, period in enumerate(worksheet.periods))
    for id_, column in sorted(worksheet.columns.items()):
        for key, i in order:
            packed = pack_figures(column[i])
            if packed is not None:
                yield id_, key, *packed


def _sound(rows: list[Row]) -> list[Row]:
    """The same rows. Raises UnicodeEncodeError for text that cannot be written."""
    for row in rows:
        for value in row:
            if isinstance(value, str):
                value.encode()
    return rows


def _check_sizes(tables: list[tuple[Table, list[Row]]]) -> None:
    """Refuse to write what the reader would find too large."""
    size = 0
    for table, rows in tables:
        if len(rows) > table.most:
            raise too_many_rows(table)
        for row in rows:
            size += sum(len(value.encode()) for value in row if isinstance(value, str))
            size += len(row[1]) if table is CHANNEL_TEXTS and isinstance(row[1], bytes) else 0
    if size > MOST_TEXT:
        raise too_large(tr("Its texts are too long."))


def _next_key(worksheet: Worksheet) -> int:
    """The worksheet's next free key, above all that are used."""
    keys = as_keys(worksheet.keys)
    used = [int(keys.max()) if len(keys) else 0, *(period.key for period in worksheet.periods)]
    used += named_keys(worksheet.records)
    used += (key for _, *keys_of_cell in (*worksheet.expressions, *worksheet.notes) for key in keys_of_cell)
    return max(worksheet.next_key, 1 + max(used))


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _worksheet(reader: Reader) -> Worksheet:
    """The document read table by table; figures are checked by `check` afterwards, their form here."""
    periods = [_period(i, row) for i, row in enumerate(reader.rows(PERIODS))]
    sheet = Worksheet(periods=periods)
    sheet.keys = _keys(list(reader.rows(CHANNELS)))
    check_size(len(periods), len(sheet.keys), 0)
    with ThreadPoolExecutor(1, "texts") as beside:
        texts = _read_texts(reader, beside, len(sheet.keys))
        read_records(reader.rows(RECORDS), sheet)
        _read_figures(reader, sheet)
        sheet.channels.update((name, unpacked.result()) for name, unpacked in texts.items())
    for id_, known, figures in reader.rows(TOTALS):
        assert isinstance(id_, str)
        assert isinstance(known, bytes)
        assert isinstance(figures, bytes)
        row = sheet.totals[total_field(sheet, id_).id] = np.full(len(periods), np.nan)
        unpack_figures(known, figures, row, tr("The total of “{field}”", field=id_))
    for id_, period, channel, text in reader.rows(EXPRESSIONS):
        assert isinstance(id_, str)
        assert isinstance(period, int)
        assert isinstance(channel, int)
        assert isinstance(text, str)
        sheet.expressions[(id_, period, channel)] = text
    for id_, period, channel, text in reader.rows(NOTES):
        assert isinstance(id_, str)
        assert isinstance(period, int)
        assert isinstance(channel, int)
        assert isinstance(text, str)
        sheet.notes[(id_, period, channel)] = text
    sheet.settings = read(reader.rows(SETTINGS))
    sheet.next_key = reader.verify()
    if sheet.next_key != _next_key(sheet):
        raise damaged(tr("A key is out of range."))
    return sheet


def _period(position: int, row: Row) -> Period:
    number, key, label, *days = row
    assert isinstance(key, int)
    assert isinstance(label, str)
    if number != position:
        raise damaged(tr("The rows of “{table}” are out of order.", table=PERIODS.name))
    return Period(key, label, *map(_read_day, days))


def _read_day(text: Any) -> date | None:
    if text is None:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise damaged(tr("“{text}” is no date.", text=text[:20])) from error
    if day.isoformat() != text:
        raise damaged(tr("“{text}” is no date.", text=text[:20]))
    return day


def _keys(rows: list[Row]) -> array[int]:
    if len(rows) != 1 or rows[0][0] != 1:
        raise damaged(tr("Its channels are missing."))
    _, count, raw = rows[0]
    assert isinstance(raw, bytes)
    if count != len(raw) / 8:
        raise damaged(tr("There are not as many keys as channels."))
    keys = array("q", raw)
    if sys.byteorder == "big":
        keys.byteswap()
    return keys


def _read_texts(reader: Reader, beside: Executor, channels: int) -> dict[str, Future[TextColumn]]:
    """The channels' texts by attribute, told apart by a thread while the figures are read."""
    rows = list(reader.rows(CHANNEL_TEXTS))
    if [row[0] for row in rows] != sorted(ATTRIBUTES):
        raise damaged(tr("The texts of the channels are not all there."))
    found: dict[str, Future[TextColumn]] = {}
    for name, texts, places in rows:
        assert isinstance(name, str)
        assert isinstance(texts, bytes)
        assert isinstance(places, bytes)
        reader.check_text(texts)
        found[name] = beside.submit(unpack_texts, texts, places, channels)
    return found


def _read_figures(reader: Reader, sheet: Worksheet) -> None:
    positions = {period.key: i for i, period in enumerate(sheet.periods)}
    for id_, period, known, figures in reader.rows(FIGURES):
        assert isinstance(id_, str)
        assert isinstance(known, bytes)
        assert isinstance(figures, bytes)
        if id_ not in sheet.columns:
            check_size(*sheet.shape, len(sheet.columns) + 1)
            sheet.columns[cell_field(sheet, id_).id] = np.full(sheet.shape, np.nan)
        position = positions.get(period) if isinstance(period, int) else None
        if position is None:
            raise damaged(tr("It has figures of a period that is not there."))
        unpack_figures(known, figures, sheet.columns[id_][position], tr("A row of “{field}”", field=id_))
