"""Which cells show another figure under the scenario that is looked at than the document does, and what it is there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from roiapp.core.fields import Field
from roiapp.language import tr

if TYPE_CHECKING:
    from collections.abc import Iterable

    from roiapp.core.edits import Indices
    from roiapp.core.periods import View
    from roiapp.core.scenario_view import ScenarioView
    from roiapp.core.scenarios import Bools
    from roiapp.core.units import NumberFormat
    from roiapp.core.worksheet import Floats
    from roiapp.ui.model.session_model import SessionModel
    from roiapp.ui.sheet.grid_columns import Column

#: nearer than this part of it a figure is the same
_SAME: Final = 1e-12
#: so few cells are compared one by one: a drag repaints a row or two at every frame
_FEW: Final = 8
_NO_CHANNELS: Final = np.empty(0, dtype=np.intp)


class Supposed(NamedTuple):
    """A cell that differs: whether a change of the scenario is of its field (`set`), else it follows; `was` is what the
    document has, said of inputs."""

    set: bool
    was: str = ""


class SupposedCells:
    """Asked while painting, of the rows that show."""

    def __init__(self, source: SessionModel) -> None:
        self._source = source
        self._outcome: object = None
        self._set: dict[str, Bools] = {}

    @property
    def under(self) -> ScenarioView | None:
        """The scenario that is looked at; None where the document is, or figures of other days are shown."""
        session = self._source.session
        return None if session is None or session.time_matched else session.shown.under

    def rows(self, column: Column, places: slice | Indices, rows: range) -> dict[int, Supposed]:
        """What differs in these rows; `places` are their channels, below 0 where a subtotal stands."""
        channels = np.arange(places.start, places.stop) if isinstance(places, slice) else places
        found = self.cells(column, np.maximum(channels, 0))
        return {rows.start + place: each for place, each in found.items() if channels[place] >= 0}

    def cells(self, column: Column, channels: Indices) -> dict[int, Supposed]:
        """What differs of these channels, by their place among them."""
        under, view = self.under, column.view
        if under is None or view is None or column.trend or not len(channels):
            return {}
        now, before = under.calculator.figures(view), under.base.figures(view)
        after, earlier = now.values_at(column.id, channels), before.values_at(column.id, channels)
        if len(channels) <= _FEW:
            pairs = enumerate(zip(after.tolist(), earlier.tolist(), strict=True))
            places = [place for place, (one, other) in pairs if not _same(one, other)]
        else:
            places = np.flatnonzero(_differ(after, earlier)).tolist()
        if not places:
            return {}
        set_ = self._set_cells(under, column.id)
        periods = list(view.periods)
        found = {}
        for place in places:
            own = set_ is not None and bool(set_[periods, channels[place]].any())
            was = self._was(column, float(earlier[place])) if isinstance(column.record, Field) else ""
            found[place] = Supposed(own, was)
        return found

    def moved_inputs(self, columns: Iterable[Column], count: int) -> Bools:
        """Of which channels [channel] any input of these columns is another one."""
        found = np.zeros(count, dtype=np.bool_)
        under, catalog = self.under, self._source.session.catalog if self._source.session else None
        if under is None or catalog is None:
            return found
        left = np.zeros(count, dtype=np.bool_)  # of which any input differs in some period, and that were not found yet
        for cells in under.outcome.changed.values():
            left |= cells.any(axis=0)
        touched: dict[View, dict[str, Bools]] = {}
        for column in columns:
            if not left.any():
                break
            view, id_ = column.view, column.id
            if view is None or column.trend or not isinstance(column.record, Field):
                continue
            if view not in touched:
                touched[view] = _touched(under, view)
            if catalog.looks_back(id_):
                channels = np.flatnonzero(left)
            else:
                near = [cells for field, cells in touched[view].items() if id_ in catalog.dependents(field)]
                channels = np.flatnonzero(np.logical_or.reduce(near) & left) if near else _NO_CHANNELS
            if len(channels):
                now, before = under.calculator.figures(view), under.base.figures(view)
                found[channels] = _differ(now.values_at(id_, channels), before.values_at(id_, channels))
                left &= ~found
        return found

    def total(self, column: Column) -> Supposed | None:
        """The same of the total."""
        under, view = self.under, column.view
        if under is None or view is None or column.trend:
            return None
        after, earlier = (each.figures(view).total_value(column.id) for each in (under.calculator, under.base))
        if _same(after, earlier):
            return None
        return Supposed(False, self._was(column, earlier) if isinstance(column.record, Field) else "")

    def _was(self, column: Column, value: float) -> str:
        write: NumberFormat = self._source.number_format
        unit = column.record.unit
        return tr("was {figure}", figure=write.text(value, unit)) if value == value else tr("was blank")

    def _set_cells(self, under: ScenarioView, field: str) -> Bools | None:
        """Which cells of a field a change reaches that sets, adds or scales it, of the scenario or of what it is on."""
        if under.outcome is not self._outcome:
            self._outcome = under.outcome
            self._set = under.reached()
        return self._set.get(field)


def _same(one: float, other: float) -> bool:
    return abs(one - other) <= _SAME * max(abs(one), abs(other)) or (one != one and other != other)


def _touched(under: ScenarioView, view: View) -> dict[str, Bools]:
    """By field the channels whose cells differ in any period of a view."""
    found: dict[str, Bools] = {}
    for field, cells in under.outcome.changed.items():
        channels = np.asarray(cells[list(view.periods)].any(axis=0))
        if channels.any():
            found[field] = channels
    return found


def _differ(one: Floats, other: Floats) -> Bools:
    with np.errstate(invalid="ignore"):
        same = np.abs(one - other) <= _SAME * np.maximum(np.abs(one), np.abs(other))
    return np.asarray(~(same | (np.isnan(one) & np.isnan(other))))
