"""What if: named changes on the worksheet, and the worksheet as it would be under them.

A scenario lies on the worksheet or on another scenario and holds changes, never figures, so that what is edited below
moves it. Of one scenario all *sets* come first, then the *adds*, the *scales*, and what *responds*: visits, leads,
customers and typed revenue × (spend then ÷ spend below)^elasticity. A tree of scenarios is worked out from the root to
the leaf. What a scenario sets, adds and scales is kept within the limits of its field, once all of that is made.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

import numpy as np
import numpy.typing as npt

from roiapp.core.entered import Entered

if TYPE_CHECKING:
    from roiapp.core.catalog import Catalog
    from roiapp.core.worksheet import Floats, Worksheet

Kind = Literal["set", "add", "scale", "respond"]
Bools = npt.NDArray[np.bool_]
#: the order in which the changes of one scenario are made
ORDER: Final[tuple[Kind, ...]] = ("set", "add", "scale", "respond")
#: what follows the spend where a channel responds to it
RESPONDING: Final = ("visits", "leads", "customers", "revenue")
#: the key of the worksheet itself, on which a scenario may lie
BASE: Final = 0
#: for so many channels looking for each key is faster than a table of all
_FEW_KEYS: Final = 16


class Scenario(NamedTuple):
    """One scenario. `parent` is the key of the one it lies on, `BASE` for the worksheet itself."""

    key: int
    name: str
    parent: int = BASE
    note: str = ""


class Change(NamedTuple):
    """One change of a scenario: of `field` ("" where channels respond, which is of several), in one channel (its key),
    in those of a group, or in all; in one period (its key) or all. `value` is what is set (None: blank), added, the
    factor, or the elasticity."""

    scenario: int
    kind: Kind
    field: str = ""
    value: float | None = None
    channel: int | None = None
    group: str = ""
    period: int | None = None


@dataclass(frozen=True)
class Outcome:
    """A worksheet under a scenario. `changed`: field -> the cells [period, channel] that are not as in the worksheet
    below all scenarios; `clipped`: field -> the cells that were kept at a limit of the field; `silent`: the channels
    (places) that were to respond, but cannot, since nothing is spent on them or it is not known what."""

    worksheet: Worksheet
    changed: dict[str, Bools]
    clipped: dict[str, Bools]
    silent: tuple[int, ...] = ()


def line(scenarios: Sequence[Scenario], key: int) -> list[Scenario]:
    """From the root to the scenario `key`; one that lies on what is not there, or on itself, is a root."""
    by_key = {each.key: each for each in scenarios}
    found: dict[int, Scenario] = {}
    while key in by_key and key not in found:
        found[key] = by_key[key]
        key = by_key[key].parent
    return list(found.values())[::-1]


def tree(scenarios: Sequence[Scenario]) -> list[tuple[int, Scenario]]:
    """All of them once, each below what it lies on, with how many it lies on; those beside each other keep their
    order."""
    keys = {each.key for each in scenarios}
    on: dict[int, list[Scenario]] = {}
    for each in scenarios:
        on.setdefault(each.parent, []).append(each)
    roots = [each for each in scenarios if each.parent not in keys or each.parent == each.key]
    found: list[tuple[int, Scenario]] = []
    placed = set[int]()
    for root in (*roots, *scenarios):  # what lies in a circle is reached from no root
        waiting = [(0, root)]
        while waiting:
            depth, each = waiting.pop()
            if each.key not in placed:
                placed.add(each.key)
                found.append((depth, each))
                waiting += [(depth + 1, other) for other in reversed(on.get(each.key, ()))]
    return found


def may_lie_on(scenarios: Sequence[Scenario], key: int) -> list[Scenario]:
    """Those that the scenario `key` may be laid on: neither itself nor what lies on it."""
    return [each for each in scenarios if all(below.key != key for below in line(scenarios, each.key))]


def under(
    sheet: Worksheet, catalog: Catalog, scenarios: Sequence[Scenario], changes: Iterable[Change], key: int
) -> Outcome:
    """The worksheet under the scenario `key`; the worksheet itself is not touched, and what does not change is shared
    with it."""
    by_scenario: dict[int, list[Change]] = {}
    for change in changes:
        by_scenario.setdefault(change.scenario, []).append(change)
    now, clipped, silent = sheet, dict[str, Bools](), set[int]()
    for each in line(scenarios, key):
        step = Step(now, catalog)
        step.make_all(by_scenario.get(each.key, ()))
        now = step.worksheet()
        silent |= step.silent
        for field, cells in step.clipped.items():
            clipped[field] = clipped[field] | cells if field in clipped else cells
    changed = {
        field: differs for field, column in now.columns.items() if (differs := _differs(sheet, field, column)).any()
    }
    return Outcome(_without_arithmetic(now, changed), changed, clipped, tuple(sorted(silent)))


class Step:
    """The changes of one scenario on what lies below it."""

    def __init__(self, below: Worksheet, catalog: Catalog) -> None:
        self._below = below
        self._catalog = catalog
        self._entered = Entered(below)
        self._asked = 0
        self._columns: dict[str, Floats] = {}
        self._reached: dict[str, Bools] = {}
        self.clipped: dict[str, Bools] = {}
        self.silent: set[int] = set()

    def worksheet(self) -> Worksheet:
        return replace(self._below, columns={**self._below.columns, **self._columns})

    def make_all(self, changes: Sequence[Change]) -> None:
        """Make changes of the scenario in the order of their kinds, those of single cells many at once."""
        for kind in ORDER:
            cells: dict[str, list[Change]] = {}
            for change in changes:
                if change.kind != kind:
                    continue
                if kind != "respond" and change.channel is not None and change.period is not None:
                    cells.setdefault(change.field, []).append(change)
                    continue
                if change.field in cells:  # a later change of more cells than one comes after those before it
                    self._make_cells(kind, change.field, cells.pop(change.field))
                self._make(change)
            for field, those in cells.items():
                self._make_cells(kind, field, those)
        self.keep_limits()

    def _make(self, change: Change) -> None:
        cells = self.cells(change)
        if change.kind == "respond":
            self._respond(cells, change.value)
        elif self._changeable(change.field):
            column = self._column(change.field)
            value = math.nan if change.value is None else change.value
            if change.kind == "set":
                column[cells] = value
            else:
                self._fill(change.field, cells)
                column[cells] = column[cells] + value if change.kind == "add" else column[cells] * value
            self._reached[change.field] = self._reached.get(change.field, False) | cells

    def _make_cells(self, kind: Kind, field: str, changes: Sequence[Change]) -> None:
        """The same of single cells of a field."""
        there = [(place, each.value) for each in changes if (place := self.cell(each)) is not None]
        if not there or not self._changeable(field):
            return
        column = self._column(field)
        at = tuple(np.array([place for place, _ in there], dtype=np.intp).T)
        values = np.array([math.nan if value is None else value for _, value in there])
        reached = np.zeros(column.shape, dtype=np.bool_)
        reached[at] = True
        if kind == "set":
            column[at] = values  # of a cell that is named twice the later one
        else:
            self._fill(field, reached)
            (np.add if kind == "add" else np.multiply).at(column, at, values)
        self._reached[field] = self._reached.get(field, False) | reached

    def _changeable(self, field: str) -> bool:
        found = self._catalog.field.get(field)
        return found is not None and found.scope == "cell"

    def cell(self, change: Change) -> tuple[int, int] | None:
        """The places of period and channel of a change of a single cell; None where they are not there any more."""
        assert change.channel is not None
        assert change.period is not None
        period, channel = self._periods.get(change.period), self._channel(change.channel)
        return None if period is None or channel is None else (period, channel)

    @cached_property
    def _periods(self) -> dict[int, int]:
        return {period.key: place for place, period in enumerate(self._below.periods)}

    def _channel(self, key: int) -> int | None:
        """The place of a channel. Of few keys each is looked for, of many all are put into a table."""
        if self._asked < _FEW_KEYS:
            self._asked += 1
            found = np.flatnonzero(np.asarray(self._below.keys) == key)
            return int(found[0]) if len(found) else None
        return self._places.get(key)

    @cached_property
    def _places(self) -> dict[int, int]:
        return {key: place for place, key in enumerate(self._below.keys)}

    def cells(self, change: Change) -> Bools:
        """What a change reaches, [period, channel]."""
        found = np.zeros(self._below.shape, dtype=np.bool_)
        self.reach(found, change)
        return found

    def reach(self, cells: Bools, change: Change) -> None:
        """Mark in `cells` [period, channel] what a change reaches."""
        sheet = self._below
        if change.channel is not None and change.period is not None:
            place = self.cell(change)
            if place is not None:
                cells[place] = True
            return
        channels: slice | int | Bools = slice(None)
        if change.channel is not None:
            place_of = self._channel(change.channel)
            if place_of is None:
                return
            channels = place_of
        elif change.group:
            channels = np.array([group == change.group for group in sheet.channels["group"]], dtype=np.bool_)
        if change.period is None:
            cells[:, channels] = True
        elif change.period in self._periods:
            cells[self._periods[change.period], channels] = True

    def reaches(self, change: Change, period: int, channel: int) -> bool:
        """Whether a change reaches one cell, by its places."""
        sheet = self._below
        if change.period is not None and sheet.periods[period].key != change.period:
            return False
        if change.channel is not None:
            return sheet.keys[channel] == change.channel
        return not change.group or sheet.channels["group"][channel] == change.group

    def _column(self, field: str) -> Floats:
        """The column that this scenario writes into: what stands there."""
        if field not in self._columns:
            self._columns[field] = self.stands(field).copy()
        return self._columns[field]

    def _fill(self, field: str, cells: Bools) -> None:
        """What is added to or scaled begins with the document's default where it is blank; other blanks stay blank."""
        setting = self._catalog.field[field].default_setting
        default = getattr(self._below.settings, setting, None) if setting else None
        if default is not None:
            column = self._column(field)
            column[cells & np.isnan(column)] = default

    def stands(self, field: str) -> Floats:
        """What is entered below the scenario, [period, channel]."""
        periods = tuple(range(len(self._below.periods)))
        return np.array(self._entered.columns(field, periods), dtype=np.float64).reshape(self._below.shape)

    def keep_limits(self) -> None:
        """Keep what was set, added and scaled within the limits of its field, once all of it is made."""
        for field, cells in self._reached.items():
            record, column = self._catalog.field[field], self._columns[field]
            column[np.isinf(column)] = np.nan
            with np.errstate(invalid="ignore"):
                low = cells & (column < record.minimum) if record.minimum is not None else np.zeros_like(cells)
                high = cells & (column > record.maximum) if record.maximum is not None else np.zeros_like(cells)
            column[low], column[high] = record.minimum, record.maximum
            if (beyond := low | high).any():
                self.clipped[field] = self.clipped[field] | beyond if field in self.clipped else beyond
        self._reached.clear()

    def responses(self, cells: Bools, elasticity: float) -> Floats:
        """By what figures that respond to the spend are multiplied, [period, channel]; NaN where nobody knows."""
        self.keep_limits()
        before, after = self.stands("spend"), self._columns.get("spend", self.stands("spend"))
        with np.errstate(all="ignore"):
            known = cells & (before > 0.0) & (after >= 0.0)
            factor = np.where(known, (after / before) ** elasticity, np.nan)
        moved = cells & ~np.isnan(after) & (np.isnan(before) | (before != after))
        self.silent |= set(np.flatnonzero((moved & ~known).any(axis=0)).tolist())
        return factor

    def _respond(self, cells: Bools, elasticity: float | None) -> None:
        if elasticity is None:
            return
        factor = self.responses(cells, elasticity)
        known = ~np.isnan(factor)
        for field in RESPONDING:
            if field in self._below.columns or field in self._columns:
                column = self._column(field)
                with np.errstate(all="ignore"):
                    column[known] *= factor[known]
                column[np.isinf(column)] = np.nan


def _differs(sheet: Worksheet, field: str, column: Floats) -> Bools:
    before = sheet.columns.get(field)
    if before is column:
        return np.zeros(column.shape, dtype=np.bool_)
    if before is None:
        return ~np.isnan(column)
    return np.asarray(~((before == column) | (np.isnan(before) & np.isnan(column))))


def _without_arithmetic(sheet: Worksheet, changed: dict[str, Bools]) -> Worksheet:
    """What is changed is not the arithmetic any more that it was typed as."""
    if not sheet.expressions:
        return sheet
    periods = {period.key: place for place, period in enumerate(sheet.periods)}
    channels = {key: place for place, key in enumerate(sheet.keys)}
    kept = {
        (field, period, channel): text
        for (field, period, channel), text in sheet.expressions.items()
        if field not in changed or not changed[field][periods[period], channels[channel]]
    }
    return replace(sheet, expressions=kept)
