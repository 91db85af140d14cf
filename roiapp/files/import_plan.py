"""From a foreign table to what it would bring into a document: channels, periods, figures, and what was left out.

The window shows a plan before anything is changed; the command line makes a worksheet of it at once.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from roiapp.core.catalog import Catalog
from roiapp.core.checks import limit_error
from roiapp.core.document_settings import DocumentSettings
from roiapp.core.fields import BLOCKS, Field
from roiapp.core.number_errors import too_large
from roiapp.core.number_format import NumberFormat
from roiapp.core.number_text import LIMIT
from roiapp.core.periods import Period
from roiapp.core.text_column import TextColumn
from roiapp.core.worksheet import ATTRIBUTES, Channel, Floats, Worksheet
from roiapp.files.cell_values import Findings, decimal_sign, read_column
from roiapp.files.dates import Span
from roiapp.files.file_errors import FileError
from roiapp.files.import_channels import find_channels
from roiapp.files.import_choices import Choices
from roiapp.files.import_currency import Rate, currency_of, rate_for
from roiapp.files.import_merge import Brought
from roiapp.files.returned.visible import visible_part
from roiapp.files.rows_without_channel import their_sums, without_channel
from roiapp.files.same_cell import Combined, Counts, Flags, combine
from roiapp.files.sum_rows import settle_sums, sums_all
from roiapp.files.supposed_tables import scenarios_in
from roiapp.files.table_layout import Layout, find_layout
from roiapp.files.table_limits import check_figures, check_size, in_time
from roiapp.files.table_periods import RowPeriods, row_periods
from roiapp.files.table_rows import Rows, sort_rows
from roiapp.files.table_shapes import long_form
from roiapp.files.tables import ABSENT, Skipped, Table
from roiapp.language import LANGUAGES, current, tr, trn


@dataclass(frozen=True)
class ImportPlan:
    """What an import would bring. `columns` are arrays [period, channel], NaN unknown; `channels` their texts by
    attribute, `from_file` what each was called there, `names` every name in the file with its rows; `mapping` and
    `ignored` are headers; `notes` are sentences for the user; `refused` are cells that were left blank since they could
    not be read; `currency` "" where nothing tells it; `layout` is where it was read from. `partial` are the figures by
    field that are sums of which a part is not known, `rows` how many rows each cell comes from, both as arrays
    [period, channel]. `said` are the days that the rows of each period name, none where they name none; `nameless` how
    many rows name no channel, `rate` what amounts were multiplied with, `scenarios` those under which its figures
    are."""

    layout: Layout
    mapping: dict[str, str]
    ignored: tuple[str, ...]
    periods: tuple[Period, ...]
    channels: tuple[dict[str, str], ...]
    from_file: tuple[tuple[str, ...], ...]
    names: Mapping[str, int]
    columns: dict[str, Floats]
    skipped: tuple[Skipped, ...]
    notes: tuple[str, ...]
    refused: tuple[FileError, ...]
    unknown_values: int
    currency: str
    language: str
    partial: dict[str, Flags]
    rows: Counts
    blocks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    said: tuple[frozenset[Span], ...] = ()
    nameless: int = 0
    rate: Rate | None = None
    scenarios: tuple[str, ...] = ()

    @property
    def present(self) -> Flags:
        """The cells that any row is of."""
        return self.rows > 0

    def brought(self) -> Brought:
        """What comes into a document that is there."""
        return Brought(self.periods, self.channels, self.columns, self.blocks, self.currency)

    def worksheet(self, title: str = "") -> Worksheet:
        """A new document of it."""
        settings = DocumentSettings(
            title=title,
            currency=self.currency or "USD",
            locale=self.language,
            blocks=tuple(block for block in BLOCKS if block == "core" or block in self.blocks),
            hidden=tuple(id_ for block in self.blocks if block != "core" for id_ in self.blocks[block]),
        )
        sheet = Worksheet(settings=settings, periods=list(self.periods), next_key=len(self.periods) + 1)
        channels = [Channel.named(sheet.take_key(), **texts) for texts in self.channels]
        sheet.keys.extend(channel.key for channel in channels)
        for attribute in ATTRIBUTES:
            sheet.channels[attribute] = TextColumn(getattr(channel, attribute) for channel in channels)
        sheet.columns = {id_: column for id_, column in self.columns.items() if not np.isnan(column).all()}
        return sheet


@dataclass(frozen=True)
class Found:
    """Where the table of a file stands and what its columns are: `choices` is what of them is still to be applied,
    `others` are sheets that hold a table, too."""

    table: Table
    choices: Choices
    layout: Layout
    others: list[str]


def find_table(table: Table, catalog: Catalog, choices: Choices) -> Found:
    """The table in long form and its layout. Raises `FileError`."""
    with in_time():
        table = visible_part(table)
        check_size(table)
        table, choices = long_form(table, catalog, choices)
        layout, others = find_layout(table, catalog, choices)
        return Found(table, choices, layout, others)


def plan_import(
    table: Table, catalog: Catalog, choices: Choices | None = None, into: Worksheet | None = None
) -> ImportPlan:
    """What the table would bring, into a new document or one that is there.

    Raises `QuestionError` where only the user knows what is meant, else `FileError`, with the place and what to do.
    """
    with in_time():
        return plan_found(find_table(table, catalog, choices or Choices()), catalog, into)


def plan_found(found: Found, catalog: Catalog, into: Worksheet | None = None) -> ImportPlan:
    """The same of a table that was found already."""
    with in_time():
        return _planned(found, catalog, into)


def _planned(found: Found, catalog: Catalog, into: Worksheet | None) -> ImportPlan:
    table, choices, layout, others = found.table, found.choices, found.layout, found.others
    if not layout.fields:
        raise FileError(
            tr("No column holds figures that are known here. Head them Spend, Visits, Leads, Customers, Revenue."),
            sheet=layout.sheet.name, row=layout.header + 1,
        )  # fmt: skip
    rows = sort_rows(layout)
    records = [catalog.field[id_] for id_ in layout.fields if catalog.field[id_].scope == "cell"]
    findings = Findings(lenient=choices.lenient)
    decimal = choices.decimal or decimal_sign(layout, rows.data, table.separator)
    values = {r.id: read_column(layout, rows.data, r, decimal, findings) for r in records}
    _settle_nameless(layout, rows, records, decimal, values, findings)
    if not rows.data:
        raise FileError(
            tr("There is no row with a channel below the header."), sheet=layout.sheet.name, row=layout.header + 1
        )
    currency = currency_of(layout, rows.data, findings)
    for record in records:
        _refuse_beyond_limits(layout, rows.data, record, values[record.id], currency, findings)
    rate = rate_for(layout, records, currency, choices, into)
    when = row_periods(layout, rows.data, choices, into.periods if into is not None else ())
    periods = _keep(layout, rows, when.rows, when.rows, values, tr("of another period"))
    channels = find_channels(layout, rows.data, choices, into.names if into is not None else ())
    periods = _keep(layout, rows, periods, channels.places, values, tr("left out as chosen"))
    nameless = without_channel(layout, rows.data)
    places = [place for place in channels.places if place >= 0]
    cells = [period * len(channels.texts) + place for period, place in zip(periods, places, strict=True)]
    shape = len(when.periods), len(channels.texts)
    check_figures(*shape, len(records))
    combined = combine(layout, rows.data, cells, shape, records, values)
    columns = combined.columns
    if rate is not None:
        columns = {r.id: columns[r.id] * (rate.factor if r.unit.kind == "money" else 1.0) for r in records}
    scenarios = scenarios_in(layout, [layout.sheet.rows[row] for row in rows.data])
    used = {record.block for record in records if not np.isnan(columns[record.id]).all()}
    return ImportPlan(
        layout=layout,
        mapping=layout.mapping,
        ignored=layout.ignored,
        periods=when.periods,
        channels=tuple(channels.texts),
        from_file=tuple(tuple(names) for names in channels.from_file),
        names=channels.names,
        columns=columns,
        skipped=tuple(sorted(rows.skipped, key=lambda s: s.row)),
        notes=(
            *((rate.sentence(records),) if rate is not None else ()),
            *((their_sums(layout, rows.data, nameless, records, values, currency),) if nameless else ()),
            *table.notes, *_notes(layout, others, cells, when, combined), *findings.notes(),
        ),
        nameless=len(nameless),
        refused=tuple(findings.refused),
        unknown_values=max(0, findings.unknown - len(findings.refused)),
        currency="" if rate is not None else currency,
        rate=rate,
        partial=combined.partial,
        rows=combined.rows,
        language=layout.language if layout.language in LANGUAGES else current(),
        blocks={
            block: tuple(f.id for f in catalog.fields if f.block == block and f.id not in columns)
            for block in BLOCKS
            if block in used
        },
        said=when.said,
        scenarios=scenarios,
    )


def _keep(
    layout: Layout, rows: Rows, of_rows: list[int], decisive: list[int], values: dict[str, list[float]], why: str
) -> list[int]:
    """`of_rows` of those rows whose `decisive` number is none below 0; the others leave `rows` and `values`, too."""
    if min(decisive, default=0) >= 0:
        return of_rows
    kept = [position for position, number in enumerate(decisive) if number >= 0]
    for number, row in zip(decisive, rows.data, strict=True):
        if number < 0:
            rows.skip(layout, row, why)
    if not kept:
        raise FileError(tr("Every row was left out, so there is nothing to import."), sheet=layout.sheet.name)
    for column in (rows.data, *values.values()):
        column[:] = [column[position] for position in kept]  # type: ignore[index]
    return [of_rows[position] for position in kept]


def _settle_nameless(
    layout: Layout, rows: Rows, records: list[Field], decimal: str, values: dict[str, list[float]], findings: Findings
) -> None:
    """Rows that may be totals and are none become data rows, in their places; a last row that sums all others goes."""
    flows = [record for record in records if record.kind == "flow"]

    def read(several: list[int]) -> dict[int, dict[str, float]]:
        columns = {record.id: read_column(layout, several, record, decimal, Findings()) for record in flows}
        return {row: {id_: own[place] for id_, own in columns.items()} for place, row in enumerate(several)}

    if found := settle_sums(layout, rows, {r.id: values[r.id] for r in flows}, read):
        together = [*rows.data, *found]
        order = sorted(range(len(together)), key=together.__getitem__)
        rows.data[:] = [together[place] for place in order]
        for record in records:
            own = [*values[record.id], *read_column(layout, found, record, decimal, findings)]
            values[record.id][:] = [own[place] for place in order]
    last = sums_all(layout, rows, {r.id: values[r.id] for r in flows})
    if last is not None:
        row = rows.data.pop(last)
        rows.skip(layout, row, tr("total row: {text}", text=layout.channel(row)))
        for record in records:
            if math.isnan(values[record.id].pop()) and layout.cell(row, layout.fields[record.id]) is not ABSENT:
                findings.unknown -= 1


def _refuse_beyond_limits(
    layout: Layout, rows: list[int], record: Field, values: list[float], currency: str, findings: Findings
) -> None:
    array = np.array(values)
    with np.errstate(invalid="ignore"):
        beyond = np.abs(array) > LIMIT
        if record.minimum is not None:
            beyond |= array < record.minimum
        if record.maximum is not None:
            beyond |= array > record.maximum
    for index in np.flatnonzero(beyond):
        sentence = limit_error(record, values[index], NumberFormat(current(), currency or "USD"))
        if abs(values[index]) > LIMIT:
            sentence = str(too_large(str(values[index])))
        if sentence:
            findings.refuse(layout.error(sentence, rows[index], layout.fields[record.id]))
            values[index] = math.nan


def _notes(layout: Layout, others: list[str], cells: list[int], when: RowPeriods, combined: Combined) -> list[str]:
    notes = [tr("Sheet “{sheet}” holds a table too; it was not read.", sheet=name) for name in others]
    notes += layout.notes
    notes += [
        tr("Column “{column}” was left out: {id} is taken from another column.", column=header, id=id_)
        for header, id_ in layout.doubles
    ]
    shape = layout.sheet.shape
    own = shape is None or not (shape.cells or shape.sources)
    if own and (added := len(cells) - len(set(cells))):
        notes.append(
            trn("{n} row was added to another of the same channel and period.",
                "{n} rows were added to others of the same channel and period.", added)
        )  # fmt: skip
    if partial := sum(int(flags.sum()) for flags in combined.partial.values()):
        notes.append(
            trn("{n} figure is the sum of rows of which not all are known.",
                "{n} figures are sums of rows of which not all are known.", partial)
        )  # fmt: skip
    if when.weeks:
        notes.append(
            trn("{n} week reaches into two months: it counts to that of its Thursday.",
                "{n} weeks reach into two months: they count to that of their Thursday.", when.weeks)
        )  # fmt: skip
    if filled_down := when.filled_down:
        notes.append(
            trn("{n} row without a period took the one above it.", "{n} rows without a period took the one above them.",
                filled_down)
        )  # fmt: skip
    return notes
