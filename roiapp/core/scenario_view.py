"""A document's figures under one of its scenarios, kept up to date with the document's edits and with what is tried."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from typing import TYPE_CHECKING

import numpy as np

from roiapp.core.calculator import Calculator
from roiapp.core.edits import Edit, Group, SetCells
from roiapp.core.results import Changed
from roiapp.core.scenario_edits import changes_of, scenarios_of, with_changes
from roiapp.core.scenarios import BASE, Bools, Change, Outcome, Scenario, Step, line, under
from roiapp.core.worksheet import Floats, Worksheet
from roiapp.language import tr

if TYPE_CHECKING:
    from roiapp.core.periods import View


class ScenarioView:
    """`base` has the figures of the document as it is typed, `calculator` those under the scenario `key`; its worksheet
    is another one, which shares with the document what no change touches. `outcome` says where they differ.

    `tried` are changes that are looked at without being in the document, as while a slider is dragged: they take the
    place of the same ones of the scenario; where `key` is `BASE` they are those of a scenario on the worksheet itself.
    """

    def __init__(self, base: Calculator, key: int) -> None:
        self.base = base
        self.key = key
        self.tried: tuple[Change, ...] = ()
        self._reached: dict[str, Bools] | None = None
        found = self._find()
        #: one of its own, whatever the document shares with it
        sheet = replace(found.worksheet, columns=dict(found.worksheet.columns))
        self.outcome = replace(found, worksheet=sheet)
        self.calculator = Calculator(sheet, base.catalog, base.as_of, supposed=self)

    @property
    def there(self) -> bool:
        """Whether the document still has the scenario."""
        return self.key == BASE or any(each.key == self.key for each in scenarios_of(self.base.worksheet))

    @property
    def name(self) -> str:
        """What the scenario is called; of what is tried on the document itself, what that is."""
        return next((each.name for each in self.scenarios[-1:]), tr("What if"))

    @property
    def changes(self) -> tuple[Change, ...]:
        """The changes of this scenario alone, with what is tried."""
        return tuple(each for each in self.all_changes() if each.scenario == self.key)

    def changed_inputs(self, periods: Sequence[int]) -> int:
        """In how many cells of these periods a change sets, adds to or scales what the document has, to another
        figure."""
        differs = self.outcome.changed
        return sum(int((cells & differs[id_])[list(periods)].sum()) for id_, cells in self.reached().items()
                   if id_ in differs)  # fmt: skip

    def all_changes(self) -> tuple[Change, ...]:
        """Those of all scenarios of the document, with what is tried."""
        return tuple(self._asked()[1])

    @property
    def scenarios(self) -> list[Scenario]:
        """This one and what it lies on, from the root on."""
        return line(scenarios_of(self.base.worksheet), self.key)

    def try_out(self, tried: Iterable[Change]) -> Changed:
        """Look at other changes than those of the document; none: at the document's again."""
        self.tried = tuple(each._replace(scenario=self.key) for each in tried)
        return self._take(self._find(), Changed(), None)

    def follow(self, edit: Edit, changed: Changed) -> Changed:
        """Take an edit of the document into account, of which its own figures `changed`; returns what may differ here.
        The scenario must still be there."""
        return self._take(self._find(), changed, edit)

    def moved(self, id_: str, view: View) -> Bools:
        """Of which channels a figure is made of anything that the scenario changes, [channel]."""
        catalog, sheet, periods = self.base.catalog, self.base.worksheet, list(view.periods)
        if catalog.looks_back(id_):
            periods = list(range(len(sheet.periods)))
        found = np.zeros(len(sheet.keys), dtype=np.bool_)
        for field, cells in self.outcome.changed.items():
            if id_ == field or id_ in catalog.dependents(field):
                found |= cells[periods].any(axis=0)
        if catalog.uses_total(id_) and found.any():
            found[:] = True
        return found

    def differs(self, id_: str, view: View, channel: int | None) -> bool:
        """The same of one channel, or of all together (None)."""
        moved = self.moved(id_, view)
        return bool(moved.any() if channel is None else moved[channel])

    def reached(self) -> dict[str, Bools]:
        """By field the cells [period, channel] that a change of this scenario, or of one it lies on, sets, adds to or
        scales, whether or not that makes a difference."""
        if self._reached is None:
            self._reached = self._reach()
        return self._reached

    def _reach(self) -> dict[str, Bools]:
        keys, step = {each.key for each in self.scenarios} | {self.key}, Step(self.base.worksheet, self.base.catalog)
        found: dict[str, Bools] = {}
        for change in self._asked()[1]:
            if change.scenario in keys and change.kind != "respond" and change.field in self.base.catalog.field:
                if change.field not in found:
                    found[change.field] = np.zeros(self.base.worksheet.shape, dtype=np.bool_)
                step.reach(found[change.field], change)
        return found

    def _asked(self) -> tuple[Sequence[Scenario], Sequence[Change]]:
        sheet = self.base.worksheet
        scenarios, changes = scenarios_of(sheet), changes_of(sheet)
        if not self.tried:
            return scenarios, changes
        if self.key == BASE:
            scenarios = (*scenarios, Scenario(BASE, ""))
        return scenarios, with_changes(changes, self.key, self.tried)

    def _find(self) -> Outcome:
        scenarios, changes = self._asked()
        return under(self.base.worksheet, self.base.catalog, scenarios, changes, self.key)

    def _take(self, found: Outcome, changed: Changed, edit: Edit | None) -> Changed:
        """Show what was found, in the worksheet that the calculator has at hand."""
        shown, before = self.calculator.worksheet, dict(self.calculator.worksheet.columns)
        touched = list(_moved(before, found.worksheet.columns)) if not changed.structure else []
        for each in fields(Worksheet):
            setattr(shown, each.name, getattr(found.worksheet, each.name))
        self.outcome, self._reached = replace(found, worksheet=shown), None
        if changed.structure and edit is not None:
            return self.calculator.update(edit)._replace(records=changed.records)
        touched += [SetCells(field, np.array(periods, dtype=np.intp), np.array(channels, dtype=np.intp), np.empty(0))
                    for field, periods, channels in changed.cells]  # fmt: skip
        moved = self.calculator.update(Group(tuple(touched))) if touched else Changed()
        if moved.structure:
            return moved._replace(records=changed.records)
        if edit is not None and changed.ids and not changed.cells:  # a figure typed for all channels together
            moved = _together(moved, self.calculator.update(edit))
        return _together(changed, moved)


def _moved(before: dict[str, Floats], after: dict[str, Floats]) -> Iterable[SetCells]:
    """The cells that hold another figure than before, by field; the same array is the document's own."""
    for field in {*before, *after}:
        old, new = before.get(field), after.get(field)
        if old is new:
            continue
        if old is None or new is None or old.shape != new.shape:
            column = new if new is not None else old
            assert column is not None
            differs = ~np.isnan(column)
        else:
            differs = ~((old == new) | (np.isnan(old) & np.isnan(new)))
        periods, channels = np.nonzero(differs)
        if len(periods):
            yield SetCells(field, periods, channels, np.empty(0))


def _together(one: Changed, other: Changed) -> Changed:
    return Changed(
        structure=one.structure or other.structure, texts=one.texts or other.texts, notes=one.notes or other.notes,
        records=one.records or other.records, looks=one.looks or other.looks, cells=(*one.cells, *other.cells),
        ids=one.ids | other.ids, whole_columns=one.whole_columns | other.whole_columns,
    )  # fmt: skip
