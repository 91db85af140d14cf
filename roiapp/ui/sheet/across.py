"""What stands across the grid: the figures of the view at hand, or one figure in every period side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from roiapp.core.catalog import standard
from roiapp.core.fields import Field
from roiapp.core.period_names import short_names
from roiapp.language import tr
from roiapp.ui.sheet import column_choice
from roiapp.ui.sheet.grid_columns import Band, Column, figure_bands, grid_columns

if TYPE_CHECKING:
    from roiapp.core.periods import View
    from roiapp.core.worksheet import Worksheet
    from roiapp.ui.model.session_model import SessionModel

#: roll-ups that stand behind the periods, in this order; quarters and months of weeks would only push them out of sight
_TOGETHER: Final = ("year", "last12", "all")


class Across(Protocol):
    """Gives the grid its columns, anew whenever the document or the view may have changed."""

    def columns(self, source: SessionModel) -> tuple[Column, ...]: ...

    def bands(self, columns: Sequence[Column]) -> tuple[Band, Band]:
        """The two groups the columns stand in."""
        ...


@dataclass(frozen=True)
class FiguresAcross:
    """Inputs and calculated figures of the view at hand."""

    def columns(self, source: SessionModel) -> tuple[Column, ...]:
        session = source.session
        if session is None:
            return grid_columns(standard())
        shown = column_choice.shown(session.catalog, session.worksheet, source.view)
        return tuple(column._replace(matched=True) for column in shown) if session.time_matched else shown

    def bands(self, columns: Sequence[Column]) -> tuple[Band, Band]:
        return figure_bands(columns)


@dataclass(frozen=True)
class PeriodsAcross:
    """One field or metric: its base periods from the earliest on, behind them what they come to together."""

    id: str

    def columns(self, source: SessionModel) -> tuple[Column, ...]:
        shown, session = FiguresAcross().columns(source), source.session
        if session is None or not shown:
            return shown
        record = next((column.record for column in shown if column.id == self.id), shown[0].record)
        sheet, views = session.worksheet, source.views
        names = dict(zip(views, short_names(views, sheet.periods), strict=True))
        typed, matched = isinstance(record, Field), session.time_matched
        return tuple(
            Column(record, typed, view, names[view], _apart(sheet, view), matched=matched)
            for view in (*_base(sheet, views), *_together(sheet, views))
        )

    def bands(self, columns: Sequence[Column]) -> tuple[Band, Band]:
        if not columns:
            return figure_bands(columns)
        periods = sum(not (column.view and column.view.rollup) for column in columns)
        first = columns[0]
        typed = first.is_input and not first.matched
        own = Band(tr(first.record.label), "pencil" if first.is_input else "square-function", periods, typed=typed)
        return own, Band(tr("Together"), "sigma", len(columns) - periods, typed=False)


def _base(sheet: Worksheet, views: Sequence[View]) -> list[View]:
    from roiapp.core.periods import by_date

    found = {view.periods[0]: view for view in views if not view.rollup}
    return [found[period] for period in by_date(sheet.periods, tuple(found))]


def _together(sheet: Worksheet, views: Sequence[View]) -> list[View]:
    """The roll-ups that are shown; the one over everything always is, whatever it is called."""
    everything = len(sheet.periods)
    found = [view for view in views if view.rollup and (view.kind in _TOGETHER or len(view.periods) == everything)]
    rank = {kind: place for place, kind in enumerate(_TOGETHER)}
    return sorted(found, key=lambda view: (rank.get(view.kind, len(rank)), view.start is not None, view.start or 0))


def _apart(sheet: Worksheet, view: View) -> str:
    """What tells the columns of one figure from each other, whatever place the periods have."""
    return f"{view.kind} {sheet.periods[view.periods[0]].key}"
