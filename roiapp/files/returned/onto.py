"""What was changed in a workbook of ours, made in the document it came from, which may have gone on meanwhile."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from roiapp.core.catalog import Catalog
from roiapp.core.difference_lines import DifferenceLines, Line
from roiapp.core.edits import Edit, EditError
from roiapp.core.record_tables import SCENARIO_CHANGES, SCENARIOS, Record
from roiapp.core.replace_edit import copy_of
from roiapp.core.worksheet import ANY, Worksheet, same_name
from roiapp.files.excel import marks
from roiapp.files.file_errors import FileError
from roiapp.files.project_checks import check
from roiapp.files.returned.cells import same
from roiapp.files.returned.changes import Changes, NewChannel
from roiapp.files.returned.remarks import Remarks
from roiapp.files.returned.workbook import Returned, every_line, lines_between
from roiapp.language import tr, trn


@dataclass(frozen=True)
class TakenBack:
    """The changes of a workbook as one edit of its document, None where there is nothing to do; `lines` are those of
    the edit, place by place, `remarks` sentences on what was not taken, and why."""

    title: str
    edit: Edit | None
    lines: DifferenceLines | None
    remarks: tuple[str, ...]

    @property
    def notes(self) -> tuple[str, ...]:
        """Everything in sentences: what changes, and what does not."""
        return (*(every_line(self.lines) if self.lines is not None else ()), *self.remarks)

    @property
    def count(self) -> int:
        """How many places change."""
        return 0 if self.lines is None else len(self.lines)

    @property
    def sentence(self) -> str:
        """What the file is."""
        if not self.title:
            return trn("This is a workbook of the worksheet, with {n} change.",
                       "This is a workbook of the worksheet, with {n} changes.", self.count)  # fmt: skip
        return trn("This is a workbook of “{title}”, with {n} change.",
                   "This is a workbook of “{title}”, with {n} changes.", self.count, title=self.title)  # fmt: skip


def came_from(carried: Worksheet, document: Worksheet) -> bool:
    """Whether a workbook that carries this was made of the document: most channels and periods are the same ones by
    identity and by name or days, and most figures stand there still. Templates share identities, not figures."""
    place = {key: i for i, key in enumerate(document.keys)}
    channels = [
        (i, place[key])
        for i, key in enumerate(carried.keys)
        if key in place and same_name(carried.names[i]) == same_name(document.names[place[key]])
    ]
    days = {period.key: (i, period) for i, period in enumerate(document.periods)}
    periods = [
        (i, days[period.key][0])
        for i, period in enumerate(carried.periods)
        if period.key in days and (period.start, period.end) == (days[period.key][1].start, days[period.key][1].end)
    ]
    if not channels or 2 * len(channels) < len(carried.keys) or 2 * len(periods) < len(carried.periods):
        return False
    theirs = np.ix_([i for i, _ in periods], [i for i, _ in channels])
    ours = np.ix_([i for _, i in periods], [i for _, i in channels])
    known = sum(int((~np.isnan(column)).sum()) for column in carried.columns.values())
    equal = sum(
        int((column[theirs] == document.columns[id_][ours]).sum())
        for id_, column in carried.columns.items()
        if id_ in document.columns
    )
    return 2 * equal >= known


def take_onto(returned: Returned, document: Worksheet, catalog: Catalog) -> TakenBack | None:
    """What the workbook changes in this document, which is not touched; None where it came from another one."""
    if not came_from(returned.carried, document):
        return None
    title, remarks = returned.carried.settings.title, returned.not_taken()
    if returned.found is None:
        return TakenBack(title, None, None, remarks)
    moving = _Moving(returned.found, document)
    moving.run()
    edit, after = moving.taken.edit(), copy_of(document)
    if edit is None:
        nothing = tr("The worksheet has all that was changed in the workbook.") if returned.changes else ""
        stay = tuple(moving.sentences(catalog))
        said = (nothing,) if nothing and not stay else ()
        return TakenBack(title, None, None, (*said, *stay, *remarks))
    try:
        edit.apply(after)
        check(after)
    except (EditError, FileError) as error:
        refused = tr("What was changed in the workbook cannot be taken: {reason}", reason=error)
        return TakenBack(title, None, None, (refused, *remarks))
    lines = lines_between(document, after, catalog)
    return TakenBack(title, edit, lines, (*moving.sentences(catalog), *remarks))


class _Moving:
    """Changes by the places of the carried document, on their way to those of the other one: `taken` where that has
    still what the workbook was made of, `kept` where it has something else by now, `lost` where the place is gone."""

    def __init__(self, found: Changes, document: Worksheet) -> None:
        self._found = found
        self._base = found.worksheet
        self._document = document
        self.taken = Changes(document)
        self.kept = Changes(document)
        self.lost = 0
        self.lost_of_scenarios = 0
        self._remarks = Remarks()
        channels = {key: i for i, key in enumerate(document.keys)}
        periods = {period.key: i for i, period in enumerate(document.periods)}
        self._channel = [channels.get(key) for key in self._base.keys]
        self._period = [periods.get(period.key) for period in self._base.periods]

    def run(self) -> None:
        """Sort every change."""
        found, document, base = self._found, self._document, self._base
        for id_, cells in found.cells.items():
            for period, channel, value, expression in cells:
                self._cell(id_, self._period[period], self._channel[channel], base.value(id_, period, channel),
                           value, expression)  # fmt: skip
        for id_, totals in found.totals.items():
            for period, total in totals:
                self._total(id_, period, total)
        for name, value in found.settings.items():
            own = getattr(document.settings, name)
            if (to := self._to(own, getattr(base.settings, name), value)) is not None:
                to.settings[name] = value
        for period, day in found.days.items():
            place = self._period[period]
            if place is None:
                self.lost += 1
            elif (to := self._to(document.periods[place].as_of, base.periods[period].as_of, day)) is not None:
                to.days[place] = day
        self._notes()
        self._scenarios()
        self._channels()

    def sentences(self, catalog: Catalog) -> Iterator[str]:
        """What stays as it is, and why."""
        edit = self.kept.edit()
        after = copy_of(self._document)
        if edit is not None:
            edit.apply(after)
            lines = lines_between(self._document, after, catalog)
            yield from (_stays(lines[number]) for number in range(len(lines)))
        if self.lost:
            yield trn("{n} change is of a channel or period that is not in the worksheet any more.",
                      "{n} changes are of channels or periods that are not in the worksheet any more.",
                      self.lost)  # fmt: skip
        if self.lost_of_scenarios:
            yield trn("{n} change is of a scenario that is not in the worksheet any more.",
                      "{n} changes are of scenarios that are not in the worksheet any more.",
                      self.lost_of_scenarios)  # fmt: skip
        yield from self._remarks.sentences()

    def _to(self, own: Hashable, was: Hashable, now: Hashable) -> Changes | None:
        """Where a change belongs by what the document has, None where it is made already."""
        if own == now:
            return None
        return self.taken if own == was else self.kept

    def _cell(
        self, id_: str, period: int | None, channel: int | None, was: float, now: float, expression: str | None
    ) -> None:
        if period is None or channel is None:
            self.lost += 1
            return
        own = self._document.value(id_, period, channel)
        if not same(own, now):
            (self.taken if same(own, was) else self.kept).cell(id_, period, channel, now, expression)

    def _total(self, id_: str, period: int, total: float | None) -> None:
        place = self._period[period]
        if place is None:
            self.lost += 1
            return
        own, now = self._document.total_value(id_, place), math.nan if total is None else total
        if not same(own, now):
            to = self.taken if same(own, self._base.total_value(id_, period)) else self.kept
            to.totals.setdefault(id_, []).append((place, total))

    def _notes(self) -> None:
        channels, periods = {ANY, *self._document.keys}, {ANY, *(p.key for p in self._document.periods)}
        for place, text in self._found.notes.items():
            if place[1] not in periods or place[2] not in channels:
                self.lost += 1
            elif (to := self._to(self._document.notes.get(place), self._base.notes.get(place), text)) is not None:
                to.notes[place] = text

    def _scenarios(self) -> None:
        """Values of changes that are the same ones, names and notes of scenarios with the same key."""
        value, key = SCENARIO_CHANGES.place("value"), SCENARIOS.place("key")
        was, own = (sheet.records.get(SCENARIO_CHANGES.id, ()) for sheet in (self._base, self._document))
        there = {identity: row for row, identity in enumerate(_identities(own))}
        identities = list(_identities(was))
        for row, now in self._found.scenario_values.items():
            place = there.get(identities[row])
            if place is None:
                self.lost_of_scenarios += 1
            elif (to := self._to(own[place][value], was[row][value], now)) is not None:
                to.scenario_values[place] = now
        texts = {marks.NAMED: SCENARIOS.place("name"), marks.NOTED: SCENARIOS.place("note")}
        mine, theirs = (
            {each[key]: each for each in sheet.records.get(SCENARIOS.id, ())} for sheet in (self._document, self._base)
        )
        for (what, number), text in self._found.scenario_texts.items():
            if number not in mine:
                self.lost_of_scenarios += 1
            elif to := self._to(mine[number][texts[what]], theirs[number][texts[what]], text or None):
                to.scenario_texts[what, number] = text

    def _channels(self) -> None:
        names = self._document.names
        for channel in self._found.removed:
            place = self._channel[channel]
            if place is not None:
                (self.taken if self._as_it_was(channel, place) else self.kept).removed.append(place)
        for channel, name in self._found.renamed.items():
            place = self._channel[channel]
            if place is None:
                self.lost += 1
            elif (to := self._to(names[place], self._base.names[channel], name)) is not None:
                to.renamed[place] = name
        place_of = {same_name(name): i for i, name in enumerate(names)}
        for new in self._found.new.values():
            self._new(new, place_of.get(same_name(new.name)))
        for changes in (self.taken, self.kept):
            for place, name in changes.take_out_names():
                self._remarks.name_refused(names[place], name)

    def _new(self, new: NewChannel, place: int | None) -> None:
        """A channel that was written into the workbook; one that is there by now has its blanks filled."""
        if place is not None:
            for (id_, period), value in new.figures.items():
                self._cell(id_, self._period[period], place, math.nan, value, new.expressions.get((id_, period)))
            return
        own = self.taken.new[same_name(new.name)] = NewChannel(new.name, new.source)
        for (id_, period), value in new.figures.items():
            there = self._period[period]
            if there is None:
                self.lost += 1
                continue
            own.figures[id_, there] = value
            if expression := new.expressions.get((id_, period)):
                own.expressions[id_, there] = expression

    def _as_it_was(self, channel: int, place: int) -> bool:
        """Whether a channel has the figures that the workbook was made of, and no others."""
        pairs = [(then, now) for then, now in enumerate(self._period) if now is not None]
        fields: Sequence[str] = [*{*self._base.columns, *self._document.columns}]
        fresh = set(range(len(self._document.periods))) - {now for _, now in pairs}
        value = self._document.value
        return all(
            same(self._base.value(id_, then, channel), value(id_, now, place)) for id_ in fields for then, now in pairs
        ) and all(math.isnan(value(id_, now, place)) for id_ in fields for now in fresh)


def _identities(rows: Sequence[Record]) -> Iterator[Hashable]:
    """What makes each change of a scenario the same one in two documents; the second of the same kind for the same
    cells is the second there, too."""
    places = [SCENARIO_CHANGES.place(column) for column in SCENARIO_CHANGES.identity]
    met: Counter[Hashable] = Counter()
    for row in rows:
        identity = tuple(row[place] for place in places)
        met[identity] += 1
        yield identity, met[identity]


def _stays(line: Line) -> str:
    if line.where and line.when:
        return tr(
            "{channel}, {period}, {what}: the worksheet was changed as well. It keeps {own}; the workbook has {other}.",
            channel=line.where, period=line.when, what=line.what, own=line.then, other=line.now,
        )  # fmt: skip
    return tr(
        "{place}, {what}: the worksheet was changed as well. It keeps {own}; the workbook has {other}.",
        place=line.where or line.when, what=line.what, own=line.then, other=line.now,
    )  # fmt: skip
