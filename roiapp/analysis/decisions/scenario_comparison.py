"""Scenarios side by side: each figure under each of them, its difference to the worksheet as it is, and, where a
scenario rests on an assumed response to the spend, its range over that assumption.

The range is that of the assumption alone (every elasticity in the scenario from 0.5 to 0.9), never one of chance:
scenario figures are no observations.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from roiapp.analysis.card_choice import chosen_ids, figure_and_label
from roiapp.analysis.change import better_way
from roiapp.analysis.decisions.allocation import LEAST_ELASTICITY, MOST_ELASTICITY
from roiapp.analysis.decisions.scenario_words import place_in_words
from roiapp.core.calculator import Calculator
from roiapp.core.scenario_edits import changes_of, scenarios_of
from roiapp.core.scenarios import BASE, line, under
from roiapp.language import tr

if TYPE_CHECKING:
    from datetime import date

    from roiapp.core.catalog import Catalog
    from roiapp.core.periods import View
    from roiapp.core.results import Figures
    from roiapp.core.scenarios import Outcome, Scenario
    from roiapp.core.unit_records import Unit
    from roiapp.core.worksheet import Worksheet

Judged = Literal["", "good", "bad"]
#: where a range is looked at: where one channel falls and another rises, a figure may be lowest between the ends
BAND: Final = (LEAST_ELASTICITY, 0.6, 0.7, 0.8, MOST_ELASTICITY)
#: differences below this share of the figure come of rounding
_NOTHING: Final = 1e-12
#: calculators of larger documents are not kept
_KEPT_CELLS: Final = 200_000


@dataclass(frozen=True)
class ScenarioCell:
    """A figure under one scenario. `value` None: undefined, `reason` says why in a sentence, `code` for machines.
    `difference` to the base in the unit of the figure (of rates as a fraction, shown in points), `relative` as a share
    of the base, None of rates and where the base is 0; both None where one of the two is undefined. `judged`: whether
    the difference is good by the figure's record. `low` and `high`: the figure's range over the elasticities, None
    where it rests on none."""

    value: float | None
    reason: str = ""
    code: str = ""
    difference: float | None = None
    relative: float | None = None
    judged: Judged = ""
    low: float | None = None
    high: float | None = None

    def crosses(self, base: float | None) -> bool:
        """Whether the difference changes its sign within the range."""
        return base is not None and self.low is not None and self.high is not None and self.low < base < self.high


@dataclass(frozen=True)
class ScenarioColumn:
    """All figures under one scenario (`key` BASE: the worksheet as it is). `line` says on what it lies. `clipped`: the
    fields that were kept at a limit; `silent`: the channels that should respond, but cannot."""

    key: int
    name: str
    line: str
    note: str
    cells: tuple[ScenarioCell, ...]
    clipped: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()

    @property
    def ranged(self) -> bool:
        """Whether any of its figures has a range."""
        return any(each.low is not None for each in self.cells)


@dataclass(frozen=True)
class ComparedFigure:
    """What is compared: a metric or a field."""

    id: str
    label: str
    unit: Unit


@dataclass(frozen=True)
class Comparison:
    """Scenarios side by side in a view, of a channel or of all (None); the first column is the base."""

    view: View
    channel: int | None
    figures: tuple[ComparedFigure, ...]
    columns: tuple[ScenarioColumn, ...]

    @property
    def ranged(self) -> bool:
        return any(each.ranged for each in self.columns)


class UnderScenarios:
    """The figures of one worksheet under its scenarios. It is to be left once the worksheet has changed. `matched`:
    of the time-matched view."""

    def __init__(self, sheet: Worksheet, catalog: Catalog, as_of: date | None, *, matched: bool = False) -> None:
        self.sheet = sheet
        self.catalog = catalog
        self.scenarios = scenarios_of(sheet)
        self._changes = changes_of(sheet)
        self._as_of = as_of
        self._matched = matched
        self._keeps = sheet.shape[0] * sheet.shape[1] <= _KEPT_CELLS
        self._known: dict[tuple[int, float | None], tuple[Calculator, Outcome]] = {}

    def figures(self, key: int, view: View, elasticity: float | None = None) -> tuple[Figures, Outcome]:
        """The figures under a scenario, with another elasticity wherever one responds; and what it did."""
        asked = (key, elasticity)
        if asked not in self._known:
            if not self._keeps:
                self._known.clear()
            self._known[asked] = self._made(key, elasticity)
        calculator, made = self._known[asked]
        return calculator.figures(view), made

    def _made(self, key: int, elasticity: float | None) -> tuple[Calculator, Outcome]:
        changes = self._changes
        if elasticity is not None:
            changes = tuple(
                each._replace(value=elasticity) if each.kind == "respond" and each.value is not None else each
                for each in changes
            )
        made = under(self.sheet, self.catalog, self.scenarios, changes, key)
        calculator = Calculator(made.worksheet, self.catalog, self._as_of)
        if self._matched:
            from roiapp.core.time_matched import time_matched

            calculator = time_matched(calculator)
        return calculator, made

    def assumes(self, key: int) -> bool:
        """Whether a channel responds to its spend in the scenario, or in one it lies on."""
        keys = {each.key for each in line(self.scenarios, key)}
        return any(
            each.kind == "respond" and each.value is not None and each.scenario in keys for each in self._changes
        )

    def scenario(self, key: int) -> Scenario | None:
        """The scenario of a key, None for the worksheet and for one that is gone."""
        return next((each for each in self.scenarios if each.key == key), None)


def card_figures(sheet: Worksheet, catalog: Catalog) -> list[ComparedFigure]:
    """What the document's cards show, in their order."""
    found: dict[str, ComparedFigure] = {}
    for id_ in chosen_ids(sheet.settings, catalog):
        own, label = figure_and_label(catalog, id_, sheet.columns)
        found.setdefault(own, ComparedFigure(own, label, catalog.record(own).unit))
    return list(found.values())


def all_figures(sheet: Worksheet, catalog: Catalog, channel: int | None) -> list[ComparedFigure]:
    """The cards' figures, then every other metric; of a channel without those that only a total has."""
    found = {each.id: each for each in card_figures(sheet, catalog)}
    for metric in catalog.metrics:
        if channel is None or not metric.total_only:
            found.setdefault(metric.id, ComparedFigure(metric.id, tr(metric.label), metric.unit))
    return list(found.values())


def compare(
    made: UnderScenarios, view: View, channel: int | None, keys: Iterable[int], figures: Sequence[ComparedFigure]
) -> Comparison:
    """The scenarios of these keys beside the base, which comes first; keys that are gone are left out."""
    base = column(made, view, channel, BASE, figures)
    wanted = [key for key in dict.fromkeys(keys) if made.scenario(key) is not None]
    others = (column(made, view, channel, key, figures, base) for key in wanted)
    return Comparison(view, channel, tuple(figures), (base, *others))


def column(
    made: UnderScenarios, view: View, channel: int | None, key: int, figures: Sequence[ComparedFigure],
    base: ScenarioColumn | None = None,
) -> ScenarioColumn:  # fmt: skip
    """The figures under one scenario, against `base`."""
    here, done = made.figures(key, view)
    band = [made.figures(key, view, each)[0] for each in BAND] if made.assumes(key) else []
    cells: list[ScenarioCell] = []
    for place, figure in enumerate(figures):
        value = here.figure(figure.id, channel)
        why = here.reason(figure.id, channel) if value is None else None
        cell = ScenarioCell(
            value,
            why.sentence(made.catalog) if why is not None else "",
            why.code if why is not None else "",
            *_difference(made.catalog, figure, value, None if base is None else base.cells[place].value),
            *_range([each.figure(figure.id, channel) for each in band]),
        )
        cells.append(cell)
    scenario = made.scenario(key)
    on = line(made.scenarios, key)
    names = made.sheet.names
    return ScenarioColumn(
        key,
        tr("Base") if scenario is None else scenario.name,
        place_in_words(on),
        "" if scenario is None else scenario.note,
        tuple(cells),
        tuple(done.clipped),
        tuple(names[each] for each in done.silent),
    )


def _difference(
    catalog: Catalog, figure: ComparedFigure, value: float | None, base: float | None
) -> tuple[float | None, float | None, Judged]:
    if value is None or base is None:
        return None, None, ""
    amount = value - base
    if abs(amount) <= _NOTHING * max(abs(value), abs(base)):
        amount = 0.0
    relative = None if figure.unit.kind == "percent" or base == 0.0 else amount / abs(base)
    better = better_way(catalog, figure.id)
    if not amount or not better:
        return amount, relative, ""
    return amount, relative, "good" if (amount > 0.0) == (better == "up") else "bad"


def _range(band: Sequence[float | None]) -> tuple[float | None, float | None]:
    """From the lowest to the highest; none where it is not known throughout, or is the same."""
    known = [each for each in band if each is not None]
    if not known or len(known) < len(band):
        return None, None
    low, high = min(known), max(known)
    if high - low <= _NOTHING * max(abs(low), abs(high)):
        return None, None
    return low, high
