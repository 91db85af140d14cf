"""From a foreign table to what it would bring into a document: channels, periods, figures, and what was left out.

The window shows a plan before anything is changed; the command line makes a worksheet of it at once.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np

from roiapp.core.catalog import Catalog
from roiapp.core.channel_kinds import guess_kind
from roiapp.core.checks import limit_error
from roiapp.core.currencies import CURRENCIES, meant_by
from roiapp.core.document_settings import DocumentSettings
from roiapp.core.fields import BLOCKS, Field
from roiapp.core.number_format import NumberFormat
from roiapp.core.periods import Period
from roiapp.core.worksheet import ATTRIBUTES, Channel, Floats, Worksheet, same_name
from roiapp.files.cell_values import Findings, decimal_sign, read_column
from roiapp.files.dialects import bracketed, channel_kind
from roiapp.files.file_errors import FileError
from roiapp.files.same_cell import combine
from roiapp.files.table_layout import Layout, find_layout, text_of
from roiapp.files.table_periods import row_periods
from roiapp.files.table_rows import Rows, Skipped, settle_nameless, sort_rows
from roiapp.files.tables import Table
from roiapp.language import LANGUAGES, current, tr, trn

#: of a sign that several currencies share, the one meant most often
_USUAL = ("USD", "EUR", "GBP", "PLN", "TRY", "ISK", "UZS", "CHF", "JPY")


@dataclass(frozen=True)
class ImportPlan:
    """What an import would bring. `columns` are arrays [period, channel], NaN unknown; `channels` their texts by
    attribute; `mapping` and `ignored` are headers; `notes` are sentences for the user; `currency` "" where nothing
    tells it."""

    mapping: dict[str, str]
    ignored: tuple[str, ...]
    periods: tuple[Period, ...]
    channels: tuple[dict[str, str], ...]
    columns: dict[str, Floats]
    skipped: tuple[Skipped, ...]
    notes: tuple[str, ...]
    unknown_values: int
    currency: str
    language: str
    blocks: tuple[str, ...] = field(default=("core",))
    hidden: tuple[str, ...] = ()

    def worksheet(self, title: str = "") -> Worksheet:
        """A new document of it."""
        settings = DocumentSettings(
            title=title,
            currency=self.currency or "USD",
            locale=self.language,
            blocks=self.blocks,
            hidden=self.hidden,
        )
        sheet = Worksheet(settings=settings, periods=list(self.periods), next_key=len(self.periods) + 1)
        for texts in self.channels:
            channel = Channel.named(sheet.take_key(), **texts)
            sheet.keys.append(channel.key)
            for attribute in ATTRIBUTES:
                sheet.channels[attribute].append(getattr(channel, attribute))
        sheet.columns = {id_: column for id_, column in self.columns.items() if not np.isnan(column).all()}
        return sheet


def plan_import(table: Table, catalog: Catalog) -> ImportPlan:
    """What the table would bring into a new document. Raises `FileError` with the place and what to do."""
    layout, others = find_layout(table, catalog)
    rows = sort_rows(layout)
    records = [catalog.field[id_] for id_ in layout.fields if catalog.field[id_].scope == "cell"]
    findings = Findings()
    decimal = decimal_sign(layout, rows.data, table.separator)
    values = {r.id: read_column(layout, rows.data, r, decimal, findings) for r in records}
    _settle_nameless(layout, rows, records, decimal, values)
    if not rows.data:
        raise FileError(
            tr("There is no row with a channel below the header."), sheet=layout.sheet.name, row=layout.header + 1
        )
    currency = _currency(layout, rows.data, findings)
    for record in records:
        _refuse_beyond_limits(layout, rows.data, record, values[record.id], currency)
    when = row_periods(layout, rows.data)
    channels, places = _channels(layout, rows.data)
    cells = [period * len(channels) + channel for period, channel in zip(when.rows, places, strict=True)]
    shape = len(when.periods), len(channels)
    columns = combine(layout, rows.data, cells, shape, records, values)
    notes = [*_notes(layout, others, cells, when.filled_down), *findings.notes()]
    used = {record.block for record in records if not np.isnan(columns[record.id]).all()}
    taken = sorted((layout.fields | layout.roles).items(), key=lambda item: item[1])
    return ImportPlan(
        mapping={layout.headers[column]: id_ for id_, column in taken},
        ignored=layout.ignored,
        periods=when.periods,
        channels=channels,
        columns=columns,
        skipped=tuple(sorted(rows.skipped, key=lambda s: s.row)),
        notes=tuple(notes),
        unknown_values=findings.unknown,
        currency=currency,
        language=layout.language if layout.language in LANGUAGES else current(),
        blocks=tuple(block for block in BLOCKS if block == "core" or block in used),
        hidden=tuple(f.id for f in catalog.fields if f.block in used - {"core"} and f.id not in columns),
    )


def _settle_nameless(
    layout: Layout, rows: Rows, records: list[Field], decimal: str, values: dict[str, list[float]]
) -> None:
    def sums(row: int) -> dict[str, tuple[float, float]]:
        found = {}
        for record in records:
            (own,) = read_column(layout, [row], record, decimal, Findings())
            known = [value for value in values[record.id] if not math.isnan(value)]
            if record.kind == "flow" and not math.isnan(own) and known:
                found[record.id] = own, math.fsum(known)
        return found

    settle_nameless(layout, rows, sums)


def _refuse_beyond_limits(layout: Layout, rows: list[int], record: Field, values: list[float], currency: str) -> None:
    array = np.array(values)
    with np.errstate(invalid="ignore"):
        beyond = np.zeros(len(array), dtype=np.bool_)
        if record.minimum is not None:
            beyond |= array < record.minimum
        if record.maximum is not None:
            beyond |= array > record.maximum
    for index in np.flatnonzero(beyond):
        sentence = limit_error(record, values[index], NumberFormat(current(), currency or "USD"))
        if sentence:
            raise layout.error(sentence, rows[index], layout.fields[record.id])


def _channels(layout: Layout, rows: list[int]) -> tuple[tuple[dict[str, str], ...], list[int]]:
    """The channels in the order in which they first stand, with their texts, and each row's index among them."""
    index_of: dict[str, int] = {}
    channels: list[dict[str, str]] = []
    places: list[int] = []
    columns = {name: layout.roles[name] for name in ("kind", "source", "group", "owner") if name in layout.roles}
    for row in rows:
        name = _without_guard(text_of(layout.cell(row, layout.roles["channel"])))
        same = same_name(name)
        if same not in index_of:
            index_of[same] = len(channels)
            channels.append({"name": name})
        places.append(index_of[same])
        texts = channels[index_of[same]]
        for attribute, column in columns.items():
            text = _without_guard(text_of(layout.cell(row, column)))
            if text and attribute not in texts:
                texts[attribute] = (channel_kind(text) or guess_kind(name)) if attribute == "kind" else text
    return tuple(channels), places


def _without_guard(text: str) -> str:
    """A text without the apostrophe that keeps spreadsheets from calculating it, as the csv export writes it."""
    return text[1:] if text[:1] == "'" and text[1:2] in ("=", "+", "-", "@", "\t", "\r", "'") else text


def _currency(layout: Layout, rows: list[int], findings: Findings) -> str:
    """The currency of the amounts: a column that names it, the headers' brackets, the signs beside the amounts."""
    named: set[frozenset[str]] = set(findings.currencies)
    for column in layout.fields.values():
        if codes := meant_by(bracketed(layout.headers[column]), "en"):
            named.add(codes)
    if "currency" in layout.roles:
        texts = {text_of(layout.cell(row, layout.roles["currency"])).upper() for row in rows}
        named |= {frozenset((text,)) for text in texts if text in CURRENCIES}
    if not named:
        return ""
    common = frozenset.intersection(*named)
    if not common:
        raise FileError(
            tr("The amounts are in several currencies ({currencies}). Keep the rows of one, or convert them.",
               currencies=", ".join(sorted({min(codes, key=_usual) for codes in named}))), sheet=layout.sheet.name,
        )  # fmt: skip
    return min(common, key=_usual)


def _usual(code: str) -> tuple[int, str]:
    return (_USUAL.index(code) if code in _USUAL else len(_USUAL)), code


def _notes(layout: Layout, others: list[str], cells: list[int], filled_down: int) -> list[str]:
    notes = [tr("Sheet “{sheet}” holds a table too; it was not read.", sheet=name) for name in others]
    notes += [
        tr("Column “{column}” was left out: {id} is taken from another column.", column=header, id=id_)
        for header, id_ in layout.doubles
    ]
    if added := len(cells) - len(set(cells)):
        notes.append(
            trn("{n} row was added to another of the same channel and period.",
                "{n} rows were added to others of the same channel and period.", added)
        )  # fmt: skip
    if filled_down:
        notes.append(
            trn("{n} row without a period took the one above it.", "{n} rows without a period took the one above them.",
                filled_down)
        )  # fmt: skip
    return notes
