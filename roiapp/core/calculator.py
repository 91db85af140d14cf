"""From inputs to figures: runs the tape over the blocks of each period that is looked at, and again where edits touch.

Nothing is computed before somebody asks. Results of blocks are kept while they fit into memory, the sums of every block
always, so that one edit costs one block, whatever the size of the document.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from roiapp.core.added_up import AddedUp
from roiapp.core.block_results import KEPT_BLOCKS, BlockResults
from roiapp.core.catalog import Catalog
from roiapp.core.channel_edits import SetChannel
from roiapp.core.compiler import compiled
from roiapp.core.document_settings import LOOKS
from roiapp.core.edits import Edit, Indices, SetCells, SetSettings, SetTotals, leaves
from roiapp.core.entered import Entered
from roiapp.core.note_edits import SetNotes
from roiapp.core.own_figures import catalog_of
from roiapp.core.periods import View, in_twelve_after, looks_back
from roiapp.core.record_edits import SetRecords, SpliceRecords
from roiapp.core.record_tables import TABLES
from roiapp.core.results import Changed, Figures
from roiapp.core.tape import BLANK, BLOCK
from roiapp.core.tape_inputs import TapeInputs
from roiapp.core.worksheet import Floats, Worksheet

if TYPE_CHECKING:
    from roiapp.core.scenario_view import ScenarioView
    from roiapp.core.time_matched import TimeMatched


class Calculator:
    """Figures of a worksheet by a catalog, to which its own fields and metrics are added.

    `as_of` is the day up to which open periods have their figures, unless a period says so. `matched` says how the
    worksheet was made of another one (`time_matched`), `supposed` under which scenario it is what a document would be.

    After every edit applied to the worksheet, `update` must be called with it.
    """

    def __init__(
        self, worksheet: Worksheet, catalog: Catalog, as_of: date | None = None, matched: TimeMatched | None = None,
        supposed: ScenarioView | None = None,
    ) -> None:  # fmt: skip
        self.worksheet = worksheet
        self.catalog = catalog
        self.as_of = as_of
        self.matched = matched
        self.supposed = supposed
        self.entered = Entered(worksheet, counting=matched is None)
        self._inputs = TapeInputs(worksheet, self.entered, as_of)
        self._views: dict[View, Figures] = {}
        self._results = BlockResults(worksheet, self._inputs)
        self._stale: dict[int, dict[int, set[str]]] = {}  # period -> block -> fields changed in the year before it
        self._added: dict[tuple[int, ...], AddedUp] = {}  # periods -> their sums
        self._tape_key: object = None
        self._reset()

    def figures(self, view: View) -> Figures:
        """The figures of a base period or roll-up; the object stays the same until the structure changes."""
        if view not in self._views:
            self._views[view] = Figures(self, view)
        return self._views[view]

    def update(self, edit: Edit) -> Changed:
        """Take an edit that was just applied into account; returns which figures may differ now."""
        parts = tuple(leaves(edit))
        if all(isinstance(part, SetCells) for part in parts) and self.entered.fields() == self.tape_fields:
            return self._update_cells([part for part in parts if isinstance(part, SetCells)])
        if all(isinstance(part, SetTotals) for part in parts):
            ids = frozenset().union(*(self.catalog.dependents(p.field) for p in parts if isinstance(p, SetTotals)))
            self._forget(ids)
            return Changed(ids=ids)
        if all(isinstance(part, SetChannel) and part.attribute != "source" for part in parts):
            return Changed(texts=True)
        if all(isinstance(part, SetNotes) for part in parts):
            return Changed(notes=True)
        if all(isinstance(part, SetRecords | SpliceRecords) and not TABLES[part.table].field for part in parts):
            return Changed(records=True)
        if all(isinstance(part, SetSettings) and set(dict(part.changes)) <= LOOKS for part in parts):
            return Changed(looks=True)
        self._reset()
        return Changed(structure=True, records=any(isinstance(part, SetRecords | SpliceRecords) for part in parts))

    def recalculate(self) -> None:
        """Forget every figure, as if nothing had been computed yet."""
        self._results.start(self.tape)
        self._inputs.forget()
        self._stale.clear()
        self._added.clear()
        self._forget()

    # -- what the figures ask for --------------------------------------------------------------------------------

    def column(self, period: int, id_: str, start: int = 0, stop: int | None = None) -> Floats:
        """Figures of a field (effective value) or metric in one period, NaN undefined; not of ids with total()."""
        return self.register_column(period, self.tape.register.get(id_, BLANK), start, stop)

    def columns(self, periods: tuple[int, ...], id_: str) -> Floats:
        """`column` of several periods, [period, channel]."""
        return self.register_columns(periods, self.tape.register.get(id_, BLANK))

    def register_columns(self, periods: tuple[int, ...], register: int) -> Floats:
        """`register_column` of several periods, [period, channel]."""
        if 0 <= register < len(self.tape.sources) and (source := self.tape.sources[register])[0] == "field":
            return self.entered.columns(source[1], periods)  # of an id that is the same as this field, maybe
        channels = len(self.worksheet.keys)
        if register in self.tape.kept and 0 < channels <= BLOCK and periods:
            row = self.tape.kept[register]
            self._freshen(periods)
            self._results.bring_up([period for period in periods if not self._results.kept(period, 0)])
            return np.array([self._block(period, 0)[row, :channels] for period in periods])
        return np.array([self.register_column(period, register) for period in periods])

    def register_column(self, period: int, register: int, start: int = 0, stop: int | None = None) -> Floats:
        """Figures of a register of the tape in one period."""
        channels = len(self.worksheet.keys)
        stop = channels if stop is None else min(stop, channels)
        if register == BLANK or stop <= start:
            return np.full(max(stop - start, 0), np.nan)
        if register < len(self.tape.sources):
            return self._inputs.one(self.tape.sources[register], period, start, stop)
        if register in self.tape.constants:
            return np.full(stop - start, self.tape.constants[register])
        row, blocks = self.tape.kept[register], range(start // BLOCK, (stop - 1) // BLOCK + 1)
        self._freshen((period,))
        if stop == start + 1:
            return np.array([self._results.figure(period, row, start)])
        # A copy, block by block: the next edit writes into a block's results, the next block may take their place.
        column = np.empty(stop - start)
        for block in blocks:
            first = block * BLOCK
            one, other = max(start, first), min(stop, first + BLOCK)
            if len(blocks) > KEPT_BLOCKS and not self._results.kept(period, block):
                figures = self._results.alone(register, period, block)
            else:
                figures = self._results.of(period, block)[row]
            column[one - start : other - start] = figures[one - first : other - first]
        return column

    def register_at(self, period: int, register: int, channels: Indices) -> Floats:
        """Figures of a register of the tape in one period for these channels, in their order."""
        tape = self.tape
        if register == BLANK or not len(channels):
            return np.full(len(channels), np.nan)
        if register < len(tape.sources):
            return self._inputs.one(tape.sources[register], period, 0, len(self.worksheet.keys))[channels]
        if register in tape.constants:
            return np.full(len(channels), tape.constants[register])
        if len(self.worksheet.keys) <= BLOCK:
            only: Floats = self._block(period, 0)[tape.kept[register], channels]
            return only
        row, blocks = tape.kept[register], channels // BLOCK
        column, apart = np.empty(len(channels)), np.flatnonzero(np.bincount(blocks)).tolist()
        if len(apart) > KEPT_BLOCKS:  # rows in another order: a few of each block are wanted, and none to keep
            self._freshen((period,))
            for first in range(0, len(channels), BLOCK):
                some = channels[first : first + BLOCK]
                column[first : first + BLOCK] = self._results.scattered(register, period, some)
            return column
        for block in apart:
            here = blocks == block
            column[here] = self._block(period, block)[row, channels[here] - block * BLOCK]
        return column

    def value(self, period: int, id_: str, channel: int) -> float:
        """One figure, NaN undefined."""
        register = self.tape.register.get(id_, BLANK)
        row = self.tape.kept.get(register)
        if row is None:
            return float(self.register_column(period, register, channel, channel + 1)[0])
        self._freshen((period,))
        return self._results.figure(period, row, channel)

    def prior_sum(self, period: int, id_: str, joint: tuple[str, ...], channel: int) -> float:
        """Σ of a field over the channel's twelve months before, of those in which all `joint` fields are known."""
        if not self.tape_fields.issuperset(joint):
            return math.nan
        return float(self._inputs.prior(period, joint)[id_][channel])

    def sums(self, periods: tuple[int, ...], slots: Iterable[int]) -> list[float]:
        """Block sums added up over periods, exactly rounded."""
        known = self.slot_sums(periods)
        return [known[slot] for slot in slots]

    def slot_sums(self, periods: tuple[int, ...]) -> list[float]:
        """The sums of all slots over the blocks of these periods, each rounded once whatever the order."""
        added = self._added.get(periods)
        if added is None:
            added = self._added[periods] = AddedUp(self.tape.slots)
        if not added.brought_up:
            self._add_up(periods, added)
        return added.values

    # -- inside --------------------------------------------------------------------------------------------------

    def _reset(self) -> None:
        settings = self.worksheet.settings
        catalog = catalog_of(self.worksheet, self.catalog)
        if catalog is not self.catalog:
            self.catalog, self._tape_key = catalog, None
        self.entered.forget()
        values: dict[str, float | None] = {
            f.id: getattr(settings, f.id, f.value) for f in self.catalog.fields if f.scope == "document"
        }
        values["default_margin"] = settings.default_margin
        values["default_hourly_rate"] = settings.default_hourly_rate
        self.tape_fields = self.entered.fields()
        marketing_only = "sales" not in self.worksheet.channels["source"]
        with_past = looks_back(self.worksheet.periods)
        key = (self.tape_fields, tuple(values.values()), marketing_only, with_past)
        if key != self._tape_key:
            self.tape = compiled(self.catalog, self.tape_fields, values, marketing_only, with_past)
            self._tape_key = key
        self._views.clear()
        self.recalculate()

    def _forget(self, ids: frozenset[str] | None = None) -> None:
        for figures in self._views.values():
            figures.forget(ids)

    def _update_cells(self, edits: list[SetCells]) -> Changed:
        touched: dict[tuple[int, int], set[str]] = {}  # period and block -> fields
        runs: dict[int, set[int]] = {}  # block -> which of its runs
        for edit in edits:
            blocks, cells = np.divmod(edit.channels, BLOCK)
            places = edit.periods.tolist(), blocks.tolist(), (cells // self._results.run_length).tolist()
            for period, block, run in set(zip(*places, strict=True)):
                touched.setdefault((period, block), set()).add(edit.field)
                runs.setdefault(block, set()).add(run)
        alike: dict[tuple[frozenset[str], int], list[int]] = {}  # fields and block -> periods
        for (period, block), fields in touched.items():
            alike.setdefault((frozenset(fields), block), []).append(period)
        self._make_stale(alike, touched)
        for (fields_, block), periods in alike.items():
            part, (run, *others) = self.tape.restricted(fields_), runs[block]
            changed = self._results.run_again(part, periods, block, None if others else run)
            self._open_slots(periods, block, changed)
        ids = frozenset().union(*(self.catalog.dependents(field) for field in {edit.field for edit in edits}))
        self._forget(ids)
        return Changed(
            cells=tuple((e.field, tuple(e.periods.tolist()), tuple(e.channels.tolist())) for e in edits),
            ids=ids,
            whole_columns=ids & self.catalog.with_total,
        )

    def _make_stale(
        self, alike: dict[tuple[frozenset[str], int], list[int]], touched: dict[tuple[int, int], set[str]]
    ) -> None:
        """Note what the twelve months before bring anew; where the same fields run again anyway, that is enough."""
        for (fields, block), periods in alike.items():
            if self.tape.looks_back(fields):
                later = in_twelve_after(self.worksheet.periods, set(periods), self._results.begun())
                self._inputs.forget_prior(later)
                self._open_slots(later, block, self.tape.later(fields).slots_touched)
                for period in later:
                    if left := fields - touched.get((period, block), set()):
                        self._stale.setdefault(period, {}).setdefault(block, set()).update(left)

    def _open_slots(self, touched: Collection[int], block: int, slots: Collection[int]) -> None:
        """These sums of a block of these periods have to be added up again."""
        blocks = -(-len(self.worksheet.keys) // BLOCK)
        for periods in [periods for periods in self._added if not set(periods).isdisjoint(touched)]:
            if len(periods) == 1 and blocks == 1:
                del self._added[periods]
                continue
            for place, period in enumerate(periods):
                if period in touched:
                    self._added[periods].touch(slots, place * blocks + block)

    def _add_up(self, periods: tuple[int, ...], added: AddedUp) -> None:
        if len(periods) == 1 and 0 < len(self.worksheet.keys) <= BLOCK:  # one block: nothing to add up
            only = self._summed(periods[0]).ravel()
            added.take(np.where(np.isfinite(only), only, np.nan).tolist())
            return
        self._freshen(periods)
        self._results.bring_up([period for period in periods if not self._results.summed(period)])
        slots = added.open
        blocks = [self._summed(period)[slots] for period in periods]
        added.bring_up(np.concatenate([np.zeros((len(slots), 0)), *blocks], axis=1))

    def _freshen(self, periods: Iterable[int]) -> None:
        """Run again what the twelve months before these periods bring them, now that somebody looks at it."""
        if not self._stale:
            return
        alike: dict[tuple[frozenset[str], int], list[int]] = {}
        for period in self._stale.keys() & set(periods):
            for block, fields in self._stale.pop(period).items():
                alike.setdefault((frozenset(fields), block), []).append(period)
        for (again, block), some in alike.items():
            self._results.run_again(self.tape.later(again), some, block)

    def _summed(self, period: int) -> Floats:
        self._freshen((period,))
        return self._results.sums(period)

    def _block(self, period: int, block: int) -> Floats:
        self._freshen((period,))
        return self._results.of(period, block)
