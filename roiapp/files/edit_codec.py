"""Edits as bytes, for the working copy: small, the same for the same edit, and never more than data when read.

    version (1 byte), edit, CRC-32 of all before (4 bytes, little-endian)
    edit: its number (1 byte), then its parts one after the other, as `EDITS` lists them (see `byte_parts`)

Numbers of edits and of values are never given another meaning: a later version reads what this one wrote.
"""

from __future__ import annotations

import struct
import zlib

from roiapp.core.channel_edits import AddChannels, MoveChannels, RemoveChannels, SetChannel
from roiapp.core.edits import Edit, Group, SetCells, SetSettings, SetTotals
from roiapp.core.note_edits import SetNotes
from roiapp.core.own_edits import SetOwn
from roiapp.core.own_figures import OwnField, OwnMetric
from roiapp.core.period_edits import AddPeriods, RemovePeriods, SetPeriod
from roiapp.core.periods import Period
from roiapp.core.record_edits import SetRecords, SpliceRecords
from roiapp.core.replace_edit import ReplaceContent
from roiapp.core.worksheet import ATTRIBUTES, Channel
from roiapp.files.byte_parts import (
    DATE,
    DEEPEST,
    FLOAT,
    FLOATS,
    INDICES,
    INTEGER,
    POSITIONS,
    TEXT,
    TEXTS,
    VALUE,
    DamagedError,
    Part,
    Reader,
    Writer,
    many,
    mapping,
    nested,
    optional,
    pair,
    record,
    triple,
)
from roiapp.files.file_errors import FileError
from roiapp.language import tr

VERSION = 1
_CHECK = struct.Struct("<I")


def _write_channels(to: Writer, channels: tuple[Channel, ...]) -> None:
    POSITIONS.write(to, [channel.key for channel in channels])
    for attribute in ATTRIBUTES:
        TEXTS.write(to, [getattr(channel, attribute) for channel in channels])


def _read_channels(source: Reader) -> tuple[Channel, ...]:
    keys = POSITIONS.read(source)
    columns = [TEXTS.read(source) for _ in ATTRIBUTES]
    if any(len(column) != len(keys) for column in columns):
        raise DamagedError
    return tuple(Channel(*row) for row in zip(keys, *columns, strict=True))


def _write_edit(to: Writer, edit: Edit) -> None:
    number = NUMBERS.get(type(edit))
    if number is None:
        raise TypeError(f"{type(edit).__name__} has no place in EDITS")
    to.depth += 1
    if to.depth > DEEPEST:
        raise RecursionError("groups within groups beyond all reason")
    to.out.append(number)
    EDITS[number][1].write(to, edit)
    to.depth -= 1


def _read_edit(source: Reader) -> Edit:
    number = source.take(1)[0]
    if number not in EDITS:
        raise DamagedError
    edit: Edit = nested(source, EDITS[number][1].read)
    return edit


def _edit(kind: type, /, **parts: Part) -> tuple[type, Part]:
    return kind, record(kind, **parts)


CHANNELS = Part(_write_channels, _read_channels)  # column by column: a paste may add many
PERIOD = record(Period, key=INTEGER, label=TEXT, start=optional(DATE), end=optional(DATE), as_of=optional(DATE))
COLUMNS = mapping(TEXT, FLOATS)
EXPRESSIONS = mapping(triple(TEXT, INTEGER, INTEGER), TEXT)
OWN_FIELDS = many(record(OwnField, **dict.fromkeys(OwnField._fields, TEXT)))
OWN_METRICS = many(record(OwnMetric, **dict.fromkeys(OwnMetric._fields, TEXT)))
EDIT = Part(_write_edit, _read_edit)
RECORDS = many(many(VALUE))
_CONTENT = {
    "keys": POSITIONS, "texts": mapping(TEXT, TEXTS), "periods": many(PERIOD), "columns": COLUMNS, "totals": COLUMNS,
    "expressions": EXPRESSIONS, "notes": EXPRESSIONS, "settings": many(pair(TEXT, VALUE)), "at": optional(INTEGER),
}  # fmt: skip

#: number -> the edit and its parts in the order they are written
EDITS: dict[int, tuple[type, Part]] = {
    1: _edit(
        SetCells, field=TEXT, periods=INDICES, channels=INDICES, values=FLOATS,
        expressions=optional(many(optional(TEXT))),
    ),
    2: _edit(SetTotals, field=TEXT, values=many(pair(INTEGER, optional(FLOAT)))),
    3: _edit(SetSettings, changes=many(pair(TEXT, VALUE))),
    4: _edit(Group, edits=many(EDIT), name=TEXT),
    5: _edit(AddChannels, positions=POSITIONS, channels=CHANNELS, columns=COLUMNS, expressions=EXPRESSIONS),
    6: _edit(RemoveChannels, positions=POSITIONS),
    7: _edit(SetChannel, attribute=TEXT, values=many(pair(INTEGER, TEXT))),
    8: _edit(MoveChannels, order=POSITIONS),
    9: _edit(
        AddPeriods, positions=POSITIONS, periods=many(PERIOD), columns=COLUMNS, totals=COLUMNS,
        expressions=EXPRESSIONS,
    ),
    10: _edit(RemovePeriods, positions=POSITIONS),
    11: _edit(SetPeriod, index=INTEGER, period=PERIOD),
    12: _edit(ReplaceContent, **_CONTENT),  # as it was before there were records; read only
    13: _edit(SetNotes, values=many(pair(triple(TEXT, INTEGER, INTEGER), optional(TEXT)))),
    14: _edit(SetRecords, table=TEXT, rows=RECORDS),
    15: _edit(
        ReplaceContent, **_CONTENT, records=mapping(TEXT, RECORDS), own_fields=OWN_FIELDS, own_metrics=OWN_METRICS
    ),
    16: _edit(SetOwn, fields=OWN_FIELDS, metrics=OWN_METRICS, columns=COLUMNS, expressions=EXPRESSIONS),
    17: _edit(SpliceRecords, table=TEXT, start=INTEGER, count=INTEGER, rows=RECORDS),
}  # fmt: skip
#: which of them an edit is written as: the latest
NUMBERS: dict[type, int] = {kind: number for number, (kind, _) in EDITS.items()}


def encode_edit(edit: Edit) -> bytes:
    """The edit as bytes. Raises TypeError for an edit or a setting that has no place here."""
    to = Writer(bytearray([VERSION]))
    _write_edit(to, edit)
    return bytes(to.out + _CHECK.pack(zlib.crc32(to.out)))


def decode_edit(data: bytes) -> Edit:
    """The edit `encode_edit` was given. Raises `FileError` when the bytes are damaged or of a newer version."""
    content, check = data[: -_CHECK.size], data[-_CHECK.size :]
    damaged = FileError(tr("A kept change is damaged and cannot be read."))
    if not content or _CHECK.unpack(check)[0] != zlib.crc32(content):
        raise damaged
    if content[0] != VERSION:
        raise FileError(tr("A change was kept by a newer version of Channel ROI. Open the document with that one."))
    source = Reader(content, 1)
    try:
        edit = _read_edit(source)
    except DamagedError as error:
        raise damaged from error
    if source.at != len(content):
        raise damaged
    return edit
