"""Tables in which every row is a deal, a contact, a call, an order or an invoice: counted by channel and month.

A deal is an opportunity when it was created, and a customer with its amount when it was won. A contact counts upwards:
a customer was a lead, an MQL and an SQL before. What comes out is a sheet with a row for each of these events, which is
then read as any other; its rows know where they come from.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from roiapp.core.catalog import Catalog
from roiapp.files.dates import day_order
from roiapp.files.dialects import is_unknown, meanings, normal
from roiapp.files.record_kinds import KINDS, Amount, Kind, Signs
from roiapp.files.table_layout import is_blank, text_of, unassigned
from roiapp.files.table_limits import HEADER_WITHIN, go_on
from roiapp.files.tables import ABSENT, Cell, Shape, Sheet, Skipped
from roiapp.files.total_words import is_total
from roiapp.language import tr

_DATE: Final = re.compile(r"\s*\d{1,2}[/-]\d{1,2}[/-]\d{2}")
#: the same for thousands of rows, kept once
_SHARED: Final[dict[tuple[int, ...], tuple[int, ...]]] = {}
_LONG: Final = 60
#: what a column can be chosen to be -> what that is in such a table
_CHOSEN: Final = {
    "channel": "channel", "date": "created", "created": "created", "close_date": "closed", "stage": "stage",
    "revenue": "amount", "amount": "amount", "": "",
}  # fmt: skip
#: what a column is here -> what it is called in a mapping
_CALLED: Final = {
    "channel": "channel", "created": "date", "won": "close_date", "stage": "stage", "lifecycle": "stage",
    "amount": "revenue",
}  # fmt: skip


@dataclass
class _Counts:
    """The sheet in the making: `rows` with channel, date, currency and a figure for each field, and where they are
    from: the user's row, and for each cell their column."""

    sheet: Sheet
    fields: tuple[str, ...]
    rows: list[list[Cell]] = field(default_factory=list)
    origins: list[tuple[str, int]] = field(default_factory=list)
    sources: list[tuple[int, ...]] = field(default_factory=list)
    marks: dict[tuple[int, int], str] = field(default_factory=dict)
    skipped: list[Skipped] = field(default_factory=list)

    def skip(self, row: int, why: str) -> None:
        self.skipped.append(Skipped(self.sheet.name, row + 1, why))


def read_records(
    sheet: Sheet, catalog: Catalog, chosen: Mapping[str, str], at: int | None = None
) -> tuple[Sheet, dict[str, str]] | None:
    """The counts of a sheet of records, and which of the chosen columns that leaves to be settled; None where its rows
    are no records. `at` is the header's row (index) where somebody said so."""
    found = _find(sheet, catalog, chosen, at)
    if found is None:
        return None
    header, signs, kind, left = found
    counts = _Counts(sheet, kind.fields(signs))
    _count(counts, header, signs, kind)
    return _sheet(counts, header, signs, kind), left


def _find(
    sheet: Sheet, catalog: Catalog, chosen: Mapping[str, str], at: int | None
) -> tuple[int, Signs, Kind, dict[str, str]] | None:
    for row in range(min(HEADER_WITHIN, len(sheet.rows))) if at is None else [at]:
        go_on()
        headers = tuple(text_of(cell) for cell in sheet.rows[row])
        if any(isinstance(cell, int | float) for cell in sheet.rows[row]) or sum(map(bool, headers)) < 3:
            continue
        found: dict[str, list[tuple[int, int]]] = {}
        for column, header in enumerate(headers):
            for each in meanings(header, catalog) if header else ():
                found.setdefault(each.id, []).append((each.rank, column))
        left = _apply(found, headers, chosen)
        if left is None:
            return None
        signs = Signs(sheet, row, headers, {id_: sorted(places) for id_, places in found.items()})
        kind = next((kind for kind in KINDS if kind.fits(signs)), None)
        if kind is not None:
            return row, signs, kind, left
    return None


def _apply(
    found: dict[str, list[tuple[int, int]]], headers: tuple[str, ...], chosen: Mapping[str, str]
) -> dict[str, str] | None:
    """What was chosen for columns that are here, put into `found`; the rest is given back, None where it is more than a
    table of records can hold."""
    left = {}
    columns = {normal(header): column for column, header in reversed(list(enumerate(headers))) if header}
    for name, target in chosen.items():
        column = columns.get(normal(name))
        if column is None:
            left[name] = target
            continue
        if target not in _CHOSEN:
            return None
        for places in found.values():
            places[:] = [place for place in places if place[1] != column]
        if target:
            found[_CHOSEN[target]] = [(-1, column)]
    for id_ in [id_ for id_, places in found.items() if not places]:
        del found[id_]
    return left


def _count(counts: _Counts, header: int, signs: Signs, kind: Kind) -> None:
    """Every record's events as rows."""
    sheet, channel = counts.sheet, signs.channel
    head = [normal(text) for text in signs.headers if text]
    names: dict[str, str] = {}
    dates = [column for column in (signs.created, signs.won) if column is not None]
    seen: set[str] = set()
    gap = False
    for row in range(header + 1, len(sheet.rows)):
        cells = sheet.rows[row]
        filled = [cell for cell in cells if not is_blank(cell)]
        if not filled:
            gap = True
            continue
        first = text_of(filled[0])
        if is_total(first):
            counts.skip(row, tr("total row: {text}", text=first))
            gap = True
        elif len(filled) == 1 and (gap or len(first) > _LONG or first[0] in "*#@©"):
            counts.skip(row, tr("note below the table: {text}", text=first[:_LONG]))
        elif normal(first) == head[0] and [normal(text_of(cell)) for cell in filled] == head:
            counts.skip(row, tr("the header again"))
        elif all(is_blank(signs.cell(row, column)) for column in dates):
            counts.skip(row, tr("no date: {text}", text=first[:_LONG]))
        else:
            identity = text_of(signs.cell(row, signs.identity))
            if identity and identity in seen:  # further lines of an order
                continue
            seen.add(identity)
            name = text_of(signs.cell(row, channel))
            if name not in names:
                names[name] = unassigned() if is_unknown(name) else name
            go_on()
            _add(counts, row, signs, kind, names[name])


def _add(counts: _Counts, row: int, signs: Signs, kind: Kind, channel: str) -> None:
    events = kind.events(signs, row)
    currency = signs.currency
    if isinstance(events, str):
        counts.skip(row, events)
        return
    cells = counts.sheet.rows[row]
    for date_column, figures in events:
        when = cells[date_column] if date_column < len(cells) else None
        if is_blank(when):
            counts.skip(row, tr("won, and no date says when"))
            continue
        own = len(counts.rows)
        made: list[Cell] = [channel, when, text_of(signs.cell(row, currency))]
        source = [-1, date_column, -1]
        for id_ in counts.fields:
            figure = figures.get(id_, ABSENT)
            if isinstance(figure, Amount):
                made.append(cells[figure.column] if figure.column < len(cells) else None)
                source.append(figure.column)
                if (row, figure.column) in counts.sheet.marks:
                    counts.marks[own, len(made) - 1] = counts.sheet.marks[row, figure.column]
            else:
                made.append(figure)
                source.append(-1)
        counts.rows.append(made)
        counts.origins.append((counts.sheet.name, row))
        counts.sources.append(_SHARED.setdefault(tuple(source), tuple(source)))


def _sheet(counts: _Counts, header: int, signs: Signs, kind: Kind) -> Sheet:
    sheet, shift = counts.sheet, header + 1
    channel = signs.headers[signs.channel] if signs.channel is not None else tr("Channel")
    head: list[Cell] = [channel, "date", "currency", *counts.fields]
    columns = {
        "channel": signs.channel, "created": signs.created, "won": signs.won, "stage": signs.stage,
        "amount": signs.amount if "revenue" in counts.fields else None,
    }  # fmt: skip
    used = {column: _CALLED[id_] for id_, column in reversed(columns.items()) if column is not None}
    notes = [kind.note(signs)]
    if signs.channel is None:
        notes.append(tr("No column names the channels: all figures go to “{channel}”.", channel=unassigned()))
    shape = Shape(
        rows=(*((sheet.name, row) for row in range(shift)), *counts.origins),
        sources=(*[()] * shift, *counts.sources), headers=signs.headers,
        meanings={0: ("role", "channel"), 1: ("role", "date"), 2: ("role", "currency"),
                  **{place: ("field", id_) for place, id_ in enumerate(counts.fields, 3)}},
        mapping={signs.headers[column]: used[column] for column in sorted(used)},
        ignored=tuple(text for column, text in enumerate(signs.headers) if text and column not in used),
        skipped=tuple(counts.skipped),
        notes=tuple(notes),
        language=signs.language,
        order=_order(signs),
        counted=True,
    )  # fmt: skip
    return Sheet(
        sheet.name, [*sheet.rows[:header], head, *counts.rows], sheet.hidden,
        {(row + shift, column): mark for (row, column), mark in counts.marks.items()},
        shape=shape, header=header,
    )  # fmt: skip


def _order(signs: Signs) -> str:
    """The order of day and month, as all columns of dates together tell it."""
    rows = signs.sheet.rows[signs.header + 1 :]
    first = next((row for row in rows if sum(not is_blank(cell) for cell in row) > 1), [])
    columns = [column for column, cell in enumerate(first) if isinstance(cell, str) and _DATE.match(cell)]
    columns += [column for column in (signs.created, signs.won) if column is not None and column not in columns]
    texts = (row[column] for row in rows for column in columns if column < len(row))
    return day_order(text for text in texts if isinstance(text, str)) or ""
