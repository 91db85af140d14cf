"""What if: inputs of a view moved by sliders, as changes of the scenario that is looked at.

Of one period a moved input is *set*; of a roll-up the cells of its periods are *scaled* by one factor. Where the total
is held, the others that are free to move give or take in proportion to what they have, to the cent.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final, NamedTuple

from roiapp.core.scenario_edits import changes_of, scenarios_of
from roiapp.core.scenario_typing import SPEND, Cell, leads_to
from roiapp.core.scenarios import BASE, Change

if TYPE_CHECKING:
    from roiapp.core.fields import Field
    from roiapp.core.periods import View
    from roiapp.core.results import Figures
    from roiapp.core.shown_figures import ShownFigures
    from roiapp.core.worksheet import Worksheet

#: two figures that are the same but for rounding, as a share
_SAME: Final = 1e-12
_ROUNDING: Final = 1e-9


class Subject(NamedTuple):
    """What the sliders are of: one input (`field`) of all channels, or all inputs of one `channel` (its key)."""

    field: str = ""
    channel: int | None = None


class Input(NamedTuple):
    """One input of a view: what it is in the base case and under the scenario, None where it is not known."""

    field: str
    channel: int
    base: float | None
    now: float | None

    @property
    def moved(self) -> bool:
        """Whether the two differ by more than rounding."""
        return differs(self.base, self.now)


def fields_with_figures(figures: Figures) -> list[Field]:
    """The inputs that hold anything in a view, in the catalog's order."""
    known = figures.calculator.tape_fields
    return [
        field for field in figures.catalog.fields
        if field.scope == "cell" and field.id in known and not (field.kind == "target" and figures.view.rollup)
        and not _nothing(figures.values(field.id).tolist())
    ]  # fmt: skip


def place_of(sheet: Worksheet, subject: Subject) -> int | None:
    """Where the subject's channel is; None where it is of none, or of one that is not there any more."""
    return next((place for place, key in enumerate(sheet.keys) if key == subject.channel), None)


def inputs(shown: ShownFigures, view: View, subject: Subject, most: int) -> list[Input]:
    """The inputs of a subject, of channels the first `most`; of a roll-up only what is known, which alone can be
    scaled."""
    base, now = shown.typed.figures(view), shown.entered.figures(view)
    if subject.field:
        values = zip(base.values(subject.field, 0, most).tolist(), now.values(subject.field, 0, most).tolist(),
                     strict=True)  # fmt: skip
        found = [Input(subject.field, place, _known(b), _known(n)) for place, (b, n) in enumerate(values)]
        return [each for each in found if each.now is not None or each.base is not None or not view.rollup]
    channel = place_of(base.worksheet, subject)
    if channel is None:
        return []
    found = [Input(field.id, channel, base.value(field.id, channel), now.value(field.id, channel))
             for field in fields_with_figures(base)]  # fmt: skip
    return [each for each in found if each.now is not None or each.base is not None]


class Moving:
    """One input that is being moved, from what the document has on: sliders of `field` in these channels stand at
    `before` (by place; what is not known is not in it). Raises `EditError` where the scenario is gone."""

    def __init__(self, shown: ShownFigures, view: View, field: str, channels: Iterable[int]) -> None:
        self.key = shown.scenario_key
        self.field = field
        self.view = view
        self._sheet = sheet = shown.typed.worksheet
        self._own = {
            (each.kind, each.channel, each.period): each for each in changes_of(sheet)
            if each.scenario == self.key and self.key != BASE and each.field == field and not each.group
        }  # fmt: skip
        #: whether the base case itself lies below the scenario
        self._on_base = self.key == BASE or all(
            each.parent == BASE for each in scenarios_of(sheet) if each.key == self.key
        )
        channels = list(channels)
        self._base = dict(enumerate(shown.typed.figures(view).values(field).tolist()))
        now = shown.entered.figures(view).values(field).tolist()
        self.before = {channel: now[channel] for channel in channels if now[channel] == now[channel]}
        self._reach = {} if view.rollup else leads_to(
            sheet, shown.typed.catalog, self.key, [self._cell(channel) for channel in channels]
        )  # fmt: skip

    def _cell(self, channel: int) -> Cell:
        return Cell(self.field, self.view.periods[0], channel)

    def can_move(self, channel: int) -> bool:
        """Whether any change of the scenario makes the input another figure."""
        if self.view.rollup:
            return bool(self.before.get(channel)) or (self._on_base and self._base[channel] > 0.0)
        return self._reach[self._cell(channel)][1] != 0.0

    def changes(self, targets: Mapping[int, float]) -> tuple[list[Change], list[Change]]:
        """What makes these inputs (by channel) these figures: changes to be made, and those that are not needed any
        more, because the figure is the base case's."""
        made: list[Change] = []
        gone: list[Change] = []
        for channel, target in targets.items():
            if not self.can_move(channel):
                continue
            for change, needless in self._scaled(channel, target) if self.view.rollup else self._set(channel, target):
                made.append(change)
                if needless:
                    gone.append(change)
        return made, gone

    def _set(self, channel: int, target: float) -> Iterable[tuple[Change, bool]]:
        add, scale = self._reach[self._cell(channel)]
        period = self._sheet.periods[self.view.periods[0]].key
        start = target / scale - add
        home = (add, scale) == (0.0, 1.0) and self._on_base and _same(target, self._base[channel])
        yield Change(self.key, "set", self.field, start, self._sheet.keys[channel], period=period), home

    def _scaled(self, channel: int, target: float) -> Iterable[tuple[Change, bool]]:
        key, now = self._sheet.keys[channel], self.before.get(channel, 0.0)
        anew = now == 0.0
        exact = None if anew else self._exact(channel, target)
        ratio = target / (self._base[channel] if anew else now)
        for place in self.view.periods:
            period = self._sheet.periods[place].key
            if anew:  # scaled to nothing before: from the base case on
                for kind in ("set", "add"):
                    if (old := self._own.get((kind, key, period))) is not None:
                        below = self._sheet.value(self.field, place, channel)
                        yield old._replace(value=0.0 if kind == "add" else None if below != below else below), True
            own = self._own.get(("scale", key, period))
            factor = ratio * (1.0 if own is None or own.value is None or anew else own.value)
            factor = factor if exact is None else exact
            needless = _same(factor, 1.0)
            yield Change(self.key, "scale", self.field, 1.0 if needless else factor, key, period=period), needless

    def _exact(self, channel: int, target: float) -> float | None:
        """The one factor of the base case's cells by which they add up to just this, or as near as can be; None where
        the scenario does anything else to them."""
        key, sheet = self._sheet.keys[channel], self._sheet
        periods = [sheet.periods[place].key for place in self.view.periods]
        if any((kind, key, period) in self._own for kind in ("set", "add") for period in periods):
            return None
        owns = [self._own.get(("scale", key, period)) for period in periods]
        factors = {1.0 if own is None or own.value is None else own.value for own in owns}
        cells = [sheet.value(self.field, place, channel) for place in self.view.periods]
        cells = [cell for cell in cells if not math.isnan(cell)]
        if len(factors) != 1 or not sum(cells) or differs(sum(cells) * factors.pop(), self.before.get(channel)):
            return None
        start = target / sum(cells)
        below, above = math.nextafter(start, -math.inf), math.nextafter(start, math.inf)
        near = (start, below, above, math.nextafter(below, -math.inf), math.nextafter(above, math.inf))
        return min(near, key=lambda factor: abs(sum(cell * factor for cell in cells) - target))

    def response(self, elasticity: float | None) -> Change | None:
        """What lets the channels respond to the spend, where that moves and nothing is said of it yet."""
        if self.field != SPEND or elasticity is None or own_response(self._sheet, self.key) is not None:
            return None
        return Change(self.key, "respond", value=elasticity)


def own_response(sheet: Worksheet, key: int) -> Change | None:
    """By which elasticity all channels respond under the scenario alone; None where nothing is said of it."""
    if key == BASE:
        return None
    found = [each for each in changes_of(sheet) if each.scenario == key and each.kind == "respond"
             and each.channel is None and not each.group and each.period is None]  # fmt: skip
    return found[0] if found else None


def held(
    before: Mapping[int, float], locked: Iterable[int], mover: int, target: float, decimals: int
) -> dict[int, float]:
    """Where all stand when one of them goes to `target` while their sum stays: those that are not `locked` and have
    anything give or take in proportion, rounded to so many decimals, the sum exact. The mover goes no further than they
    can follow, and nowhere where there is none."""
    fixed = {*locked, mover}
    others = {channel: value for channel, value in before.items() if channel not in fixed and value > 0.0}
    pool, start = math.fsum(others.values()), before.get(mover, 0.0)
    if not others:
        return {mover: start}
    target = min(max(target, 0.0), start + pool)
    if target == start:
        return {mover: start, **others}
    return {mover: target, **_portions(others, pool, start + pool - target, decimals)}


def _portions(weights: Mapping[int, float], pool: float, amount: float, decimals: int) -> dict[int, float]:
    """The amount in these proportions, in whole units of the last decimal by largest remainder; what is less than a
    unit goes to the largest."""
    unit = 10.0**decimals
    exact = {channel: value / pool * amount * unit for channel, value in weights.items()}
    whole = {channel: math.floor(value) for channel, value in exact.items()}
    units = math.floor(round(amount * unit, 6))
    order = sorted(exact, key=lambda channel: whole[channel] - exact[channel])
    for channel in order[: max(units - sum(whole.values()), 0)]:
        whole[channel] += 1
    found = {channel: count / unit for channel, count in whole.items()}
    largest = max(found, key=lambda channel: weights[channel])
    rest = amount - math.fsum(found.values())
    if abs(rest) * unit > 1e-6:
        found[largest] = max(found[largest] + rest, 0.0)
    return found


def _same(one: float, other: float) -> bool:
    return abs(one - other) <= _SAME * max(abs(one), abs(other), _SAME)


def differs(one: float | None, other: float | None) -> bool:
    """Whether two figures differ by more than rounding."""
    if one is None or other is None:
        return one is not other
    return abs(one - other) > _ROUNDING * max(abs(one), abs(other))


def tidy(value: float | None) -> float | None:
    """A figure without what rounding alone has left in its last digits."""
    return None if value is None else float(f"{value:.14g}")


def _known(value: float) -> float | None:
    return None if value != value else value


def _nothing(values: Iterable[float]) -> bool:
    return all(value != value for value in values)
