"""What differs between the document a workbook carries and its visible cells, gathered sheet by sheet, as one edit."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import numpy as np

from roiapp.core.channel_edits import AddChannels, RemoveChannels, SetChannel
from roiapp.core.edits import Edit, Group, SetCells, SetSettings, SetTotals
from roiapp.core.note_edits import SetNotes
from roiapp.core.period_edits import SetPeriod
from roiapp.core.record_edits import SetRecords
from roiapp.core.record_tables import SCENARIO_CHANGES, SCENARIOS
from roiapp.core.worksheet import Channel, Place, Worksheet, same_name
from roiapp.files.excel.marks import NAMED, NOTED
from roiapp.language import mark

STEP = mark("Changes made in the workbook")


@dataclass
class NewChannel:
    """A channel that was written into the workbook, its figures by (field, period)."""

    name: str
    source: str = "marketing"
    figures: dict[tuple[str, int], float] = field(default_factory=dict)
    expressions: dict[tuple[str, int], str] = field(default_factory=dict)


@dataclass
class Changes:
    """What was found so far. Channels and periods are indices of the document; NaN and None are blank. `new` channels
    are by `same_name`, `notes` by their place."""

    worksheet: Worksheet
    cells: dict[str, list[tuple[int, int, float, str | None]]] = field(default_factory=dict)
    totals: dict[str, list[tuple[int, float | None]]] = field(default_factory=dict)
    renamed: dict[int, str] = field(default_factory=dict)
    new: dict[str, NewChannel] = field(default_factory=dict)
    removed: list[int] = field(default_factory=list)
    settings: dict[str, Any] = field(default_factory=dict)
    days: dict[int, date | None] = field(default_factory=dict)
    notes: dict[Place, str | None] = field(default_factory=dict)
    #: values of changes of scenarios by their row in the document's table; names and notes by what it is and the key
    scenario_values: dict[int, float | None] = field(default_factory=dict)
    scenario_texts: dict[tuple[str, int], str] = field(default_factory=dict)

    def cell(self, id_: str, period: int, channel: int, value: float | None, expression: str | None = None) -> None:
        """Another figure in a cell of the document."""
        figure = math.nan if value is None else value
        self.cells.setdefault(id_, []).append((period, channel, figure, expression))

    def figures(self) -> Iterator[Edit]:
        """The edits of figures, settings, days and notes: they leave every channel and period in its place."""
        if self.settings:
            yield SetSettings(tuple(sorted(self.settings.items())))
        for period, day in sorted(self.days.items()):
            yield SetPeriod(period, replace(self.worksheet.periods[period], as_of=day))
        for id_, cells in sorted(self.cells.items()):
            cells.sort(key=lambda cell: cell[:2])
            periods, channels, values, expressions = zip(*cells, strict=True)
            yield SetCells(
                id_, np.array(periods, np.intp), np.array(channels, np.intp), np.array(values, np.float64),
                expressions if any(expressions) else None,
            )  # fmt: skip
        for id_, totals in sorted(self.totals.items()):
            yield SetTotals(id_, tuple(sorted(totals)))
        keys = {self.worksheet.keys[channel] for channel in self.removed}
        if notes := [(place, text) for place, text in self.notes.items() if place[2] not in keys]:
            yield SetNotes(tuple(sorted(notes)))
        yield from self._scenarios()

    def _scenarios(self) -> Iterator[Edit]:
        records = self.worksheet.records
        if self.scenario_texts:
            rows = [list(row) for row in records[SCENARIOS.id]]
            places = {NAMED: SCENARIOS.place("name"), NOTED: SCENARIOS.place("note")}
            for row in rows:
                for what, place in places.items():
                    row[place] = self.scenario_texts.get((what, _key(row)), row[place]) or None
            yield SetRecords(SCENARIOS.id, tuple(map(tuple, rows)))
        if self.scenario_values:
            rows = [list(row) for row in records[SCENARIO_CHANGES.id]]
            for number, value in self.scenario_values.items():
                rows[number][SCENARIO_CHANGES.place("value")] = value
            yield SetRecords(SCENARIO_CHANGES.id, tuple(map(tuple, rows)))

    def edit(self) -> Group | None:
        """Everything as one step, None where nothing differs."""
        edits = [*self.figures(), *self._channels()]
        return Group(tuple(edits), STEP) if edits else None

    def _channels(self) -> Iterator[Edit]:
        gone = set(self.removed)
        if gone:
            yield RemoveChannels(tuple(sorted(gone)))
        kept = [channel for channel in range(len(self.worksheet.keys)) if channel not in gone]
        place = {channel: row for row, channel in enumerate(kept)}
        if renamed := tuple((place[channel], name) for channel, name in sorted(self.renamed.items())):
            yield SetChannel("name", renamed)
        if self.new:
            yield self._additions(len(kept))

    def _additions(self, first: int) -> AddChannels:
        sheet, found = self.worksheet, list(self.new.values())
        key = sheet.next_key
        channels = tuple(Channel.named(key + i, each.name, source=each.source) for i, each in enumerate(found))
        columns: dict[str, Any] = {}
        expressions = {}
        for i, each in enumerate(found):
            for (id_, period), value in each.figures.items():
                column = columns.setdefault(id_, np.full((len(sheet.periods), len(found)), np.nan))
                column[period, i] = value
            for (id_, period), text in each.expressions.items():
                expressions[id_, sheet.periods[period].key, key + i] = text
        return AddChannels(tuple(range(first, first + len(found))), channels, columns, expressions)

    def take_out_names(self) -> list[tuple[int, str]]:
        """Takes out the new names of channels that another has or gets, and says which those were."""
        refused: list[tuple[int, str]] = []
        while True:
            names = {channel: name for channel, name in enumerate(self.worksheet.names) if channel not in self.removed}
            others: dict[str, int] = {}
            for name in (*(names | self.renamed).values(), *(each.name for each in self.new.values())):
                others[same_name(name)] = others.get(same_name(name), 0) + 1
            doubled = [channel for channel, name in self.renamed.items() if others[same_name(name)] > 1]
            if not doubled:
                return refused
            refused.append((doubled[0], self.renamed.pop(doubled[0])))


def _key(scenario: list[Any]) -> int:
    """The key of a row of the table of scenarios, -1 where it has none."""
    key = scenario[SCENARIOS.place("key")]
    return int(key) if isinstance(key, float) else -1
