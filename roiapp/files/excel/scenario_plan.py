"""Which scenarios of a document are calculated in its workbook, and what each of them changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from roiapp.core.calculator import Calculator
from roiapp.core.record_tables import SCENARIO_CHANGES
from roiapp.core.scenario_edits import changes_of, outcome, scenarios_of
from roiapp.core.scenarios import BASE, ORDER, RESPONDING, Change, Step, line
from roiapp.files.excel.scenario_cells import MOST_STEPS
from roiapp.language import list_text, tr

if TYPE_CHECKING:
    import numpy.typing as npt

    from roiapp.core.scenarios import Bools, Outcome, Scenario
    from roiapp.core.worksheet import Worksheet
    from roiapp.files.session import Session

    Counts = npt.NDArray[np.int_]

#: rows of channels on the sheets of all scenarios' periods together, and those sheets
_MOST_ROWS: Final = 12_000
_MOST_SHEETS: Final = 150


@dataclass(frozen=True)
class Written:
    """A change as it is kept: `row` is its place in the document's table of them."""

    row: int
    change: Change

    def fields(self) -> tuple[str, ...]:
        """The inputs it concerns."""
        return RESPONDING if self.change.kind == "respond" else (self.change.field,)


@dataclass(frozen=True)
class Laid:
    """A scenario with the worksheet under it. `changes` are its own, in the order in which they are made."""

    scenario: Scenario
    found: Outcome
    calculator: Calculator
    changes: tuple[Written, ...]
    _of_field: dict[str, list[tuple[Written, Bools]]] = field(default_factory=dict)

    @property
    def parent(self) -> int:
        """The key of what it lies on, `BASE` for the worksheet itself."""
        return self.scenario.parent

    def of_field(self, id_: str) -> list[tuple[Written, Bools]]:
        """The changes of an input in their order, with the cells that each concerns, [period, channel]."""
        if id_ not in self._of_field:
            step = Step(self.found.worksheet, self.calculator.catalog)
            cells = ((each, step.cells(each.change)) for each in self.changes if id_ in each.fields())
            self._of_field[id_] = [(each, where) for each, where in cells if where.any()]
        return self._of_field[id_]


@dataclass(frozen=True)
class Scenarios:
    """All scenarios of a document: `laid` are those that are calculated in the workbook, one that lies on another
    behind it; `left_out` says in a sentence which are not, and why. `written` are all changes, by scenario."""

    all: tuple[Scenario, ...]
    written: dict[int, tuple[Written, ...]]
    laid: tuple[Laid, ...] = ()
    left_out: str = ""

    def planned(self, sheet: Worksheet) -> Worksheet:
        """The worksheet with a column of everything that a scenario has figures of."""
        blank = np.full(sheet.shape, np.nan)
        more = {id_: blank for each in self.laid for id_ in each.found.changed if id_ not in sheet.columns}
        return replace(sheet, columns={**sheet.columns, **more}) if more else sheet


def scenarios_to_write(session: Session) -> Scenarios | None:
    """The scenarios of a document, None where it has none."""
    sheet = session.worksheet
    there = scenarios_of(sheet)
    if not there:
        return None
    written = _written(sheet)
    if session.time_matched:
        return Scenarios(there, written, left_out=tr(
            "This workbook shows the time-matched view. Scenarios are calculated in a workbook of the figures as they "
            "were typed."
        ))  # fmt: skip
    round_ = [each for each in there if _lies_on_itself(there, each)]
    chosen, beyond, tangled = _chosen(session, [each for each in there if each not in round_], written)
    laid = [_laid(session, each, written.get(each.key, ())) for each in chosen]
    said = []
    if round_:
        said.append(tr("What these scenarios lie on leads back to themselves, so they are not calculated: {scenarios}.",
                       scenarios=list_text([each.name for each in round_])))  # fmt: skip
    if tangled:
        said.append(tr("So many changes meet in one cell that no formula can hold them: {scenarios}.",
                       scenarios=list_text([each.name for each in tangled])))  # fmt: skip
    if beyond:
        said.append(tr("There is no room in the workbook to calculate {scenarios} as well.",
                       scenarios=list_text([each.name for each in beyond])))  # fmt: skip
    return Scenarios(there, written, tuple(laid), " ".join(said))


def _written(sheet: Worksheet) -> dict[int, tuple[Written, ...]]:
    """The changes by scenario, with the rows in which they are kept: rows that are none count."""
    kept = iter(changes_of(sheet))
    scenario, kind = SCENARIO_CHANGES.place("scenario"), SCENARIO_CHANGES.place("kind")
    found: dict[int, list[Written]] = {}
    for row, record in enumerate(sheet.records.get(SCENARIO_CHANGES.id, ())):
        if isinstance(record[scenario], float) and isinstance(record[kind], str):
            change = next(kept)
            found.setdefault(change.scenario, []).append(Written(row, change))
    return {
        key: tuple(sorted(changes, key=lambda each: ORDER.index(each.change.kind))) for key, changes in found.items()
    }


def _lies_on_itself(there: Sequence[Scenario], scenario: Scenario) -> bool:
    """Whether what a scenario lies on leads back to one of them."""
    return line(there, scenario.key)[0].parent in {each.key for each in there}


def _chosen(
    session: Session, there: Sequence[Scenario], written: dict[int, tuple[Written, ...]]
) -> tuple[list[Scenario], list[Scenario], list[Scenario]]:
    """The scenarios that are calculated, from root to leaf; those without room, and those that no formula holds."""
    periods, channels = session.worksheet.shape
    step = Step(session.worksheet, session.catalog)
    most = min(_MOST_ROWS // max(1, periods * channels), _MOST_SHEETS // (periods + 2))
    chosen: dict[int, Scenario] = {}
    beyond, tangled = [], []
    for scenario in there:
        tree = [each for each in line(there, scenario.key) if each.key not in chosen]
        if any(_most_met(step, written.get(each.key, ())) > MOST_STEPS for each in tree):
            tangled.append(scenario)
        elif len(chosen) + len(tree) > most:
            beyond.append(scenario)
        else:
            for each in tree:
                root = each.parent not in chosen
                chosen[each.key] = each._replace(parent=BASE) if root else each
    return list(chosen.values()), [each for each in beyond if each.key not in chosen], tangled


def _most_met(step: Step, changes: Sequence[Written]) -> int:
    """How many changes meet in one cell at most."""
    met: dict[str, Counts] = {}
    for each in changes:
        if each.change.kind != "set":
            for field in each.fields():
                cells = step.cells(each.change).astype(np.int_)
                met[field] = met[field] + cells if field in met else cells
    return max((int(counts.max(initial=0)) for counts in met.values()), default=0)


def _laid(session: Session, scenario: Scenario, changes: tuple[Written, ...]) -> Laid:
    found = outcome(session.worksheet, session.catalog, scenario.key)
    return Laid(scenario, found, Calculator(found.worksheet, session.catalog, session.as_of), changes)
