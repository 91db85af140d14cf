"""What a goal seek moves: cells of one input, and those that move along because a ratio of theirs is held.

All of them are lines through nothing in one unknown: the input itself where it is one cell, else the factor by which
every known cell of it is multiplied.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from roiapp.core.edits import Edit, Group, SetCells, SetTotals
from roiapp.core.formula import Name, Operation
from roiapp.core.units import COUNT
from roiapp.language import tr

if TYPE_CHECKING:
    from roiapp.core.catalog import Catalog
    from roiapp.core.fields import Field
    from roiapp.core.results import Figures

Cell = tuple[int, int]  # period, channel
#: the channel of what is typed for all of them together
ALL: Final = -1


class SeekError(ValueError):
    """A goal that cannot be sought as asked; the text is a sentence for the user."""


@dataclass(frozen=True)
class Moved:
    """`slopes`: field -> cell -> what it is per unknown. `alone`: the unknown is the value of the one cell of `by`,
    else a factor; `now` is what it is today, NaN where the one cell is blank. Values stay within the limits of `by`;
    what moves along has none but 0. `rate`: it is this ratio that changes, by its numerator `by`; alone, the unknown
    is the ratio."""

    by: Field
    alone: bool
    now: float
    slopes: dict[str, dict[Cell, float]]
    rate: str = ""

    @property
    def limits(self) -> tuple[float, float]:
        """Between which the unknown may lie."""
        least = -math.inf if self.by.minimum is None else self.by.minimum
        most = math.inf if self.by.maximum is None or not self.alone or self.rate else self.by.maximum
        return least, most

    @property
    def bends(self) -> list[float]:
        """Where a cell meets its limit, so that the figure goes on as another function, ascending."""
        if self.alone or self.by.maximum is None:
            return []
        return sorted({self.by.maximum / slope for slope in self.slopes[self.by.id].values() if slope > 0.0})

    def values(self, unknown: float) -> dict[Cell, float]:
        """What the cells of `by` are then, kept at their limit."""
        most = math.inf if self.by.maximum is None else self.by.maximum
        return {cell: min(slope * unknown, most) + 0.0 for cell, slope in self.slopes[self.by.id].items()}

    def clipped(self, unknown: float) -> list[Cell]:
        """The cells that are kept at their limit."""
        most = self.by.maximum
        if self.alone or most is None:
            return []
        return [cell for cell, slope in self.slopes[self.by.id].items() if slope * unknown > most]

    def edit(self, values: dict[Cell, float]) -> Edit:
        """The step that sets the cells of `by` to these, and what moves along with them."""
        return Group(tuple(self._parts(values)))

    def _parts(self, values: dict[Cell, float]) -> Iterator[Edit]:
        if self.by.scope == "total":
            yield SetTotals(self.by.id, tuple((period, value) for (period, _), value in values.items()))
            return
        base = self.slopes[self.by.id]
        for field, slopes in self.slopes.items():
            rows = [
                (*cell, values[cell] if field == self.by.id else slope / base[cell] * values[cell])
                for cell, slope in slopes.items()
                if field == self.by.id or base[cell]
            ]
            yield SetCells.many(field, rows)


def changed_field(catalog: Catalog, id_: str) -> str:
    """The input that changes where an input, or a ratio of two counts, is to be changed: of a ratio the numerator. ""
    where it is neither."""
    if id_ in catalog.field:
        return id_
    parts = parts_of_rate(catalog, id_)
    counts = parts is not None and all(catalog.field[each].unit is COUNT for each in parts)
    return parts[0] if parts is not None and counts else ""


def moved(figures: Figures, id_: str, channel: int | None, held: Sequence[str]) -> Moved:
    """What moves when an input of a channel, or of all of them, is changed, or a ratio of two counts while its
    denominator stays, and the ratios `held` (ids of metrics) stay as they are. Raises `SeekError`."""
    by = figures.catalog.field[changed_field(figures.catalog, id_)]
    cells, worth = _cells(figures, by, channel)
    alone = len(cells) == 1
    if id_ != by.id:
        return _with_held(figures, _of_rate(figures, by, id_, cells, worth), held, worth)
    if alone:
        slopes = dict.fromkeys(cells, 1.0)
    else:
        slopes = {cell: value for cell, value in worth.items() if not math.isnan(value)}
    if not slopes or (not alone and not any(slopes.values())):
        raise SeekError(tr("{field} is not known anywhere here, or 0, so there is nothing to multiply. Type it first.",
                           field=tr(by.label)))  # fmt: skip
    return _with_held(figures, Moved(by, alone, worth[cells[0]] if alone else 1.0, {by.id: slopes}), held, worth)


def _of_rate(figures: Figures, by: Field, rate: str, cells: list[Cell], worth: dict[Cell, float]) -> Moved:
    """A ratio that changes by its numerator, in every cell in which its denominator is known and not 0."""
    parts = parts_of_rate(figures.catalog, rate)
    assert parts is not None
    below = {cell: figures.calculator.value(cell[0], parts[1], cell[1]) for cell in cells}
    there = [cell for cell in cells if below[cell] and not math.isnan(below[cell])]
    if len(cells) == 1 and there:
        (cell,) = there
        return Moved(by, alone=True, now=worth[cell] / below[cell], slopes={by.id: {cell: below[cell]}}, rate=rate)
    slopes = {cell: worth[cell] for cell in there if not math.isnan(worth[cell])}
    if len(cells) == 1 or not any(slopes.values()):
        raise SeekError(
            tr("{rate} is not known here, so it cannot be changed.", rate=tr(figures.catalog.record(rate).label))
        )
    return Moved(by, alone=False, now=1.0, slopes={by.id: slopes}, rate=rate)


def _with_held(figures: Figures, found: Moved, held: Sequence[str], worth: dict[Cell, float]) -> Moved:
    for id_ in _in_order(figures.catalog, found.by.id, held):
        _hold(figures, found, id_, worth)
    return found


def _cells(figures: Figures, by: Field, channel: int | None) -> tuple[list[Cell], dict[Cell, float]]:
    """The cells of an input in a view, and what stands in them."""
    periods, sheet = figures.view.periods, figures.worksheet
    if by.scope == "total":
        if channel is not None:
            raise SeekError(tr("{field} is of all channels together; no channel has one.", field=tr(by.label)))
        return [(p, ALL) for p in periods], {(p, ALL): sheet.total_value(by.id, p) for p in periods}
    channels = range(len(sheet.keys)) if channel is None else (channel,)
    cells = [(period, each) for period in periods for each in channels]
    return cells, {cell: figures.calculator.value(cell[0], by.id, cell[1]) for cell in cells}


def parts_of_rate(catalog: Catalog, id_: str) -> tuple[str, str] | None:
    """Numerator and denominator of a metric that is one input divided by another."""
    match catalog.trees.get(id_):
        case Operation("/", Name(above), Name(below)) if above in catalog.field and below in catalog.field:
            return above, below
    return None


def rates_over(catalog: Catalog, below: str) -> list[str]:
    """The metrics that are an input divided by this one."""
    return [m.id for m in catalog.metrics if (parts := parts_of_rate(catalog, m.id)) is not None and parts[1] == below]


def chain(
    catalog: Catalog, by: str, metric: str, known: Callable[[str], bool] = lambda _id: True
) -> tuple[str, ...] | None:
    """The fewest ratios, each over what moves by the one before, that have to be held for a figure to depend on an
    input: () where it does anyway, None where nothing helps. `known` says which ratios there are here."""
    ways: list[tuple[str, tuple[str, ...]]] = [(by, ())]
    met = {by}
    for field, held in ways:  # which grows meanwhile
        if metric in catalog.dependents(field):
            return held
        for id_ in rates_over(catalog, field):
            parts = parts_of_rate(catalog, id_)
            if parts is not None and parts[0] not in met and known(id_):
                met.add(parts[0])
                ways.append((parts[0], (*held, id_)))
    return None


def _in_order(catalog: Catalog, by: str, held: Sequence[str]) -> list[str]:
    """Each after the one whose numerator it divides by. Raises `SeekError`."""
    moving, left, order = {by}, list(dict.fromkeys(held)), []
    while left:
        ready = [id_ for id_ in left if (parts := parts_of_rate(catalog, id_)) is not None and parts[1] in moving]
        if not ready:
            raise SeekError(_no_rate(catalog, by, left[0]))
        for id_ in ready:
            parts = parts_of_rate(catalog, id_)
            assert parts is not None
            if parts[0] in moving:
                raise SeekError(
                    tr("{rate} cannot be held as well: {field} moves already.",
                       rate=tr(catalog.record(id_).label), field=tr(catalog.record(parts[0]).label))
                )  # fmt: skip
            moving.add(parts[0])
            left.remove(id_)
            order.append(id_)
    return order


def _no_rate(catalog: Catalog, by: str, id_: str) -> str:
    label = tr(catalog.record(id_).label) if id_ in catalog.metric or id_ in catalog.field else id_
    can = ", ".join(rates_over(catalog, by))
    field = tr(catalog.record(by).label)
    if can:
        return tr("{rate} cannot be held while {field} changes: it is not an input divided by it. These can: {ids}.",
                  rate=label, field=field, ids=can)  # fmt: skip
    return tr("{rate} cannot be held while {field} changes: nothing is an input divided by it.",
              rate=label, field=field)  # fmt: skip


def _hold(figures: Figures, found: Moved, id_: str, worth: dict[Cell, float]) -> None:
    """Let the numerator of a held ratio move along, in every cell in which the ratio is known."""
    parts = parts_of_rate(figures.catalog, id_)
    assert parts is not None
    above, below = parts
    along: dict[Cell, float] = {}
    for cell, slope in found.slopes[below].items():
        numerator = figures.calculator.value(cell[0], above, cell[1])
        denominator = worth[cell] if below == found.by.id else figures.calculator.value(cell[0], below, cell[1])
        if not math.isnan(numerator) and denominator:
            along[cell] = numerator / denominator * slope if found.alone else numerator
    along = {cell: slope for cell, slope in along.items() if not math.isnan(slope)}
    if not along:
        raise SeekError(
            tr("{rate} is not known here, so it cannot be held.", rate=tr(figures.catalog.record(id_).label))
        )
    found.slopes[above] = along
