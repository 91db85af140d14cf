"""Tables in which every row is a deal, a contact, a call, an order or an invoice: counted by channel and month.

A deal is an opportunity when it was created, and a customer with its amount when it was won. A contact counts upwards:
a customer was a lead, an MQL and an SQL before. What comes out is a sheet with a row for each of these events, which is
then read as any other; its rows know where they come from.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from roiapp.core.catalog import Catalog
from roiapp.files.dialects import is_total, is_unknown, meanings, normal
from roiapp.files.record_kinds import KINDS, Kind, Signs
from roiapp.files.table_layout import is_blank, text_of, unassigned
from roiapp.files.tables import ABSENT, Cell, Place, Shape, Sheet, Skipped
from roiapp.language import tr

_HEADER_WITHIN: Final = 20
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
    """The sheet in the making: `rows` with channel, date and a figure for each field, and where each comes from."""

    sheet: Sheet
    fields: tuple[str, ...]
    rows: list[list[Cell]] = field(default_factory=list)
    origins: list[tuple[str, int]] = field(default_factory=list)
    cells: dict[tuple[int, int], Place] = field(default_factory=dict)
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
    for row in range(min(_HEADER_WITHIN, len(sheet.rows))) if at is None else [at]:
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
    dates = [column for column in (signs.created, signs.won) if column is not None]
    seen: set[str] = set()
    gap = False
    for row in range(header + 1, len(sheet.rows)):
        cells = sheet.rows[row]
        filled = [text_of(cell) for cell in cells if not is_blank(cell)]
        if not filled:
            gap = True
            continue
        if is_total(filled[0]):
            counts.skip(row, tr("total row: {text}", text=filled[0]))
            gap = True
        elif len(filled) == 1 and (gap or len(filled[0]) > _LONG or filled[0][0] in "*#@©"):
            counts.skip(row, tr("note below the table: {text}", text=filled[0][:_LONG]))
        elif [normal(text) for text in filled] == [normal(text) for text in signs.headers if text]:
            counts.skip(row, tr("the header again"))
        elif all(is_blank(signs.cell(row, column)) for column in dates):
            counts.skip(row, tr("no date: {text}", text=filled[0][:_LONG]))
        else:
            identity = text_of(signs.cell(row, signs.identity))
            if identity and identity in seen:  # further lines of an order
                continue
            seen.add(identity)
            name = text_of(signs.cell(row, channel))
            _add(counts, row, signs, kind, unassigned() if is_unknown(name) else name)


def _add(counts: _Counts, row: int, signs: Signs, kind: Kind, channel: str) -> None:
    events = kind.events(signs, row)
    if isinstance(events, str):
        counts.skip(row, events)
        return
    for date_column, figures in events:
        if is_blank(signs.cell(row, date_column)):
            counts.skip(row, tr("won, and no date says when"))
            continue
        own = len(counts.rows)
        made: list[Cell] = [channel, signs.cell(row, date_column)]
        counts.cells[own, 1] = Place(counts.sheet.name, row, date_column, signs.headers[date_column])
        for place, id_ in enumerate(counts.fields, 2):
            figure = figures.get(id_, ABSENT)
            if isinstance(figure, int):
                made.append(float(figure))
            elif figure is ABSENT:
                made.append(ABSENT)
            else:
                column = figure.column
                made.append(signs.cell(row, column))
                counts.cells[own, place] = Place(counts.sheet.name, row, column, signs.headers[column])
                if (row, column) in counts.sheet.marks:
                    counts.marks[own, place] = counts.sheet.marks[row, column]
        counts.rows.append(made)
        counts.origins.append((counts.sheet.name, row))


def _sheet(counts: _Counts, header: int, signs: Signs, kind: Kind) -> Sheet:
    sheet, shift = counts.sheet, header + 1
    head: list[Cell] = [signs.headers[signs.channel] if signs.channel is not None else tr("Channel"), "date"]
    head += counts.fields
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
        cells={(row + shift, column): place for (row, column), place in counts.cells.items()},
        meanings={0: ("role", "channel"), 1: ("role", "date"),
                  **{place: ("field", id_) for place, id_ in enumerate(counts.fields, 2)}},
        mapping={signs.headers[column]: used[column] for column in sorted(used)},
        ignored=tuple(text for column, text in enumerate(signs.headers) if text and column not in used),
        skipped=tuple(counts.skipped),
        notes=tuple(notes),
        language=signs.language,
        counted=True,
    )  # fmt: skip
    return Sheet(
        sheet.name, [*sheet.rows[:header], head, *counts.rows], sheet.hidden,
        {(row + shift, column): mark for (row, column), mark in counts.marks.items()},
        shape=shape, header=header,
    )  # fmt: skip

