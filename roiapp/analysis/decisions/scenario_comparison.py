"""Scenarios side by side: each figure under each of them, its difference to the worksheet as it is, and, where a
scenario rests on an assumed response to the spend, its range over that assumption.

The range is that of the assumption alone (every elasticity in the scenario from 0.5 to 0.9), never one of chance:
scenario figures are no observations.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from roiapp.analysis.card_choice import chosen_ids, figure_and_label
from roiapp.analysis.change import better_way
from roiapp.analysis.decisions.elasticities import BAND, all_at, assumes
from roiapp.analysis.decisions.scenario_words import place_in_words
from roiapp.core.calculator import Calculator
from roiapp.core.scenario_edits import changes_of, scenarios_of
from roiapp.core.scenarios import BASE, line, under
from roiapp.language import tr

if TYPE_CHECKING:
    from datetime import date

    from roiapp.core.catalog import Catalog
    from roiapp.core.periods import View
    from roiapp.core.scenarios import Outcome, Scenario
    from roiapp.core.unit_records import Unit
    from roiapp.core.worksheet import Worksheet

Judged = Literal["", "good", "bad"]
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


class _Told(NamedTuple):
    """A figure, or why it is undefined: as a sentence and as a code."""

    value: float | None
    reason: str = ""
    code: str = ""


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
        self._made: dict[tuple[int, float | None], tuple[Calculator, Outcome]] = {}
        self._told: dict[tuple[int, float | None, View, int | None, str], _Told] = {}
        self._limits: dict[int, tuple[tuple[str, ...], tuple[str, ...]]] = {}

    def told(
        self, key: int, view: View, channel: int | None, figures: Sequence[ComparedFigure],
        elasticity: float | None = None,
    ) -> list[_Told]:  # fmt: skip
        """The figures under a scenario, with another elasticity wherever one responds. Kept once they are known."""
        asked = [(key, elasticity, view, channel, each.id) for each in figures]
        missing = [each for each in asked if each not in self._told]
        if missing:
            here = self._under(key, elasticity)[0].figures(view)
            for each in missing:
                value = here.figure(each[-1], channel)
                why = here.reason(each[-1], channel) if value is None else None
                self._told[each] = _Told(value) if why is None else _Told(None, why.sentence(self.catalog), why.code)
        return [self._told[each] for each in asked]

    def limits(self, key: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The fields that a scenario keeps at a limit, and the channels that cannot respond as it says."""
        if key not in self._limits:
            done = self._under(key, None)[1]
            self._limits[key] = tuple(done.clipped), tuple(self.sheet.names[each] for each in done.silent)
        return self._limits[key]

    def _under(self, key: int, elasticity: float | None) -> tuple[Calculator, Outcome]:
        asked = (key, elasticity)
        if asked not in self._made:
            if not self._keeps:
                self._made.clear()
            self._made[asked] = self._make(key, elasticity)
        return self._made[asked]

    def _make(self, key: int, elasticity: float | None) -> tuple[Calculator, Outcome]:
        changes = self._changes if elasticity is None else all_at(self._changes, elasticity)
        made = under(self.sheet, self.catalog, self.scenarios, changes, key)
        calculator = Calculator(made.worksheet, self.catalog, self._as_of)
        if self._matched:
            from roiapp.core.time_matched import time_matched

            calculator = time_matched(calculator)
        return calculator, made

    def assumes(self, key: int) -> bool:
        """Whether a channel responds to its spend in the scenario, or in one it lies on."""
        return assumes(self._changes, {each.key for each in line(self.scenarios, key)})

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
    base = _column(made, view, channel, BASE, figures)
    wanted = [key for key in dict.fromkeys(keys) if made.scenario(key) is not None]
    others = (_column(made, view, channel, key, figures, base) for key in wanted)
    return Comparison(view, channel, tuple(figures), (base, *others))


def worked_out(
    made: UnderScenarios, view: View, channel: int | None, keys: Iterable[int], figures: Sequence[ComparedFigure]
) -> Iterator[None]:
    """What `compare` asks for, worked out piece by piece; between two of them something else can be done."""
    for key in (BASE, *keys):
        made.told(key, view, channel, figures)
        made.limits(key)
        yield
        for elasticity in BAND if made.assumes(key) else ():
            made.told(key, view, channel, figures, elasticity)
            yield


def _column(
    made: UnderScenarios, view: View, channel: int | None, key: int, figures: Sequence[ComparedFigure],
    base: ScenarioColumn | None = None,
) -> ScenarioColumn:  # fmt: skip
    told = made.told(key, view, channel, figures)
    band = [made.told(key, view, channel, figures, each) for each in BAND] if made.assumes(key) else []
    cells = tuple(
        ScenarioCell(
            *here,
            *_difference(made.catalog, figure, here.value, None if base is None else base.cells[place].value),
            *_range([here.value, *(each[place].value for each in band)] if band else []),
        )
        for place, (figure, here) in enumerate(zip(figures, told, strict=True))
    )
    scenario = made.scenario(key)
    clipped, silent = made.limits(key)
    return ScenarioColumn(
        key,
        tr("Base case") if scenario is None else scenario.name,
        place_in_words(line(made.scenarios, key)),
        "" if scenario is None else scenario.note,
        cells,
        clipped,
        silent,
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
