"""The time-matched view: what comes before a sale stands in the period of the customers that came of it.

Each channel's cost, visits, leads and later stages are those of the period's days shifted back by its time to close,
split by days between the base periods; customers, revenue and all that is not before a sale stay. A figure is unknown
where a day of these days is in no base period, or in one whose figure is unknown. Which fields go is declared by
`Field.shift`; weighted fields go with their weight.

While a period is open its days are those gone, so that customers so far stand beside the leads of as many days.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from roiapp.core.calculator import Calculator
from roiapp.core.fields import CYCLE
from roiapp.core.moved_days import Spans, moved, moved_mean
from roiapp.core.periods import base_view
from roiapp.core.reasons import Reason
from roiapp.core.tape import BLOCK
from roiapp.core.unit_records import DAYS
from roiapp.core.worksheet import Floats, Worksheet
from roiapp.language import tr, trn

if TYPE_CHECKING:
    from roiapp.core.catalog import Catalog
    from roiapp.core.fields import Shift
    from roiapp.core.number_format import NumberFormat
    from roiapp.core.periods import View
    from roiapp.core.results import Figures

_OF_A_PERIOD: Final = 4  # a shorter time to close moves too little to look at it apart
_SURE: Final = 1e-6  # of a day


def can_match(sheet: Worksheet, catalog: Catalog) -> bool:
    """Whether there is such a view: every period has its days, and in some cell the time to close is known."""
    if any(period.days is None for period in sheet.periods):
        return False
    typed, *stages = (sheet.columns.get(id_) for id_ in catalog.inputs(CYCLE))
    if typed is not None and not np.isnan(typed).all():
        return True
    known = [column for column in stages if column is not None]
    return len(known) == len(stages) and bool((~np.isnan(known).any(axis=0)).any())


def worth_matching(figures: Figures) -> bool:
    """Whether the view says something else than the figures as typed: the time to close of all channels together is
    more than a quarter of one of the periods looked at."""
    lengths = [figures.worksheet.periods[period].days for period in figures.view.periods]
    days = figures.total_figure(CYCLE)
    return days is not None and any(length is not None and days > length / _OF_A_PERIOD for length in lengths)


def time_matched(typed: Calculator) -> Calculator:
    """The figures of the view; `typed` has those of the document as it was typed, in which `can_match` holds. Its
    worksheet is another one, with figures that nobody typed. An edit of the document makes another view."""
    sheet, catalog = typed.worksheet, typed.catalog
    periods = tuple(range(len(sheet.periods)))
    cycles = typed.columns(periods, CYCLE)
    of_all = np.array([typed.figures(base_view(sheet.periods, period)).total_value(CYCLE) for period in periods])
    shifts = np.where(np.isnan(cycles), of_all[:, np.newaxis], cycles)
    found = TimeMatched(typed, shifts, of_all, shifting(catalog))
    columns = {**sheet.columns, **_columns(found)}
    if not np.isnan(cycles).all():
        columns[CYCLE] = cycles  # else it would be worked out anew, of stages that were shifted by it
    typed_as = {place: text for place, text in sheet.expressions.items() if place[0] not in found.fields}
    matched = replace(sheet, columns=columns, totals={**sheet.totals, **_totals(found)}, expressions=typed_as)
    return Calculator(matched, catalog, typed.as_of, found, typed.supposed)


def shifting(catalog: Catalog) -> dict[str, Shift]:
    """The fields that are shifted, and how: those that say so, and those that are weighted by them."""
    found: dict[str, Shift] = {field.id: field.shift for field in catalog.fields if field.shift}
    for field in catalog.fields:
        if field.weight and found.keys() >= set(catalog.inputs(field.weight)):
            found[field.id] = "done"
    return found


@dataclass(frozen=True, eq=False)
class TimeMatched:
    """How the figures of a view were matched: of which document, by how many days [period, channel] (NaN: nobody knows)
    and, where all channels are one, [period]; `fields` are those that were shifted."""

    typed: Calculator
    shifts: Floats
    total_shifts: Floats
    fields: dict[str, Shift]

    def days(self, view: View, channel: int | None) -> tuple[float, float] | None:
        """The least and the most days by which a channel's figures of a view are shifted, of all channels where
        `channel` is None; None where nobody knows."""
        shifts = self.shifts[list(view.periods)]
        known = shifts if channel is None else shifts[:, channel]
        known = known[~np.isnan(known)]
        return (float(known.min()), float(known.max())) if len(known) else None

    def shift(self, view: View, channel: int | None, write: NumberFormat) -> str:
        """By how much a channel's figures of a view are shifted, of all channels where `channel` is None: "43 days
        earlier"; "" where nobody knows."""
        days = self.days(view, channel)
        if days is None:
            return ""
        least, most = (write.text(each, DAYS) for each in days)
        if least != most:
            return tr("{least} to {most} days earlier", least=least, most=most)
        return trn("{days} day earlier", "{days} days earlier", math.ceil(days[0]), days=least)

    def sentence(self, view: View, write: NumberFormat) -> str:
        """What stands beside what in a view, in the user's language."""
        days = self.days(view, None)
        if days is None:
            return tr("Time-matched: customers and revenue stand beside the spend and leads that brought them.")
        least, most = (write.text(each, DAYS) for each in days)
        if least == most:
            return trn(
                "Time-matched: customers and revenue stand beside the spend and leads of {days} day earlier.",
                "Time-matched: customers and revenue stand beside the spend and leads of {days} days earlier.",
                math.ceil(days[0]), days=least,
            )  # fmt: skip
        return tr(
            "Time-matched: customers and revenue stand beside the spend and leads of {least} to {most} days earlier, "
            "by channel and period.", least=least, most=most,
        )  # fmt: skip

    def reason(self, ids: tuple[str, ...], periods: Sequence[int], channel: int | None) -> Reason:
        """Why a figure is undefined for which these inputs are missing, in these periods, of a channel or of all: the
        inputs that nobody typed, before those of days before the first period."""
        causes = {id_: self._cause(id_, periods, channel) for id_ in ids}
        plain = tuple(id_ for id_, cause in causes.items() if cause is None)
        return Reason("missing", plain) if plain else next(cause for cause in causes.values() if cause is not None)

    def _cause(self, id_: str, periods: Sequence[int], channel: int | None) -> Reason | None:
        """Why the view has no figure of a field in the first of the cells for which it is not that nobody typed it."""
        kind = self.fields.get(id_)
        if kind is None:
            return None
        if id_ not in self.typed.tape_fields:
            typed = self.typed.worksheet.totals.get(id_)
            return None if typed is None else self._cause_of(kind, typed, self.total_shifts, periods)
        channels = range(self.shifts.shape[1]) if channel is None else (channel,)
        columns = self.typed.entered.columns(id_, tuple(range(len(self.shifts))))
        whose = [each for each in channels if not np.isnan(columns[:, each]).all()]
        causes = (self._cause_of(kind, columns[:, each], self.shifts[:, each], periods) for each in whose)
        return next((cause for cause in causes if cause is not None), None)

    def _cause_of(self, kind: Shift, typed: Floats, shifts: Floats, periods: Sequence[int]) -> Reason | None:
        """The same of figures [period] that are shifted by these days."""
        spans, base = Spans.of(self.typed.worksheet.periods, self.typed.as_of, kind), self.typed.worksheet.periods
        for period in periods:
            if math.isnan(shifts[period]):
                return Reason("missing", (CYCLE,))
            low, high = spans.start[period] - shifts[period], spans.end[period] - shifts[period]
            inside = [i for i in range(len(base)) if min(high, spans.end[i]) - max(low, spans.start[i]) > 0.0]
            if any(math.isnan(typed[i]) for i in inside):
                continue  # there is a cell in which it can be typed
            day = low  # the first that no period has
            for i in sorted(inside, key=lambda i: spans.start[i]):
                if spans.start[i] > day + _SURE:
                    break
                day = spans.end[i]
            if day < high - _SURE:
                later = [i for i in range(len(base)) if spans.start[i] > day]
                if later:
                    first = min(later, key=lambda i: spans.start[i])
                    return Reason("missing_before", note=base[first].text())
        return None


def _columns(found: TimeMatched) -> dict[str, Floats]:
    """The shifted columns [period, channel] of all fields in which anything was entered."""
    typed, sheet = found.typed, found.typed.worksheet
    catalog, periods = typed.catalog, tuple(range(len(sheet.periods)))
    entered = [id_ for id_ in found.fields if id_ in typed.tape_fields]
    optional = (catalog.base or catalog).optional
    columns = {id_: np.empty(sheet.shape) for id_ in entered}
    for start in range(0, len(sheet.keys), BLOCK):
        stop = min(start + BLOCK, len(sheet.keys))
        block = slice(start, stop)
        shifts = found.shifts[:, block]
        values = {id_: np.array([typed.entered.column(id_, each, start, stop) for each in periods]) for id_ in entered}
        for kind in ("done", "planned"):
            spans = Spans.of(sheet.periods, typed.as_of, kind)
            flows = [i for i in entered if found.fields[i] == kind and not catalog.field[i].weight]
            if flows:
                blank_is_none = np.array([id_ in optional for id_ in flows])
                stacked = np.array([values[id_] for id_ in flows])
                for id_, column in zip(flows, moved(stacked, spans, shifts, blank_is_none), strict=True):
                    columns[id_][:, block] = column
            for id_ in (i for i in entered if found.fields[i] == kind and catalog.field[i].weight):
                field = catalog.field[id_]
                weights = np.array([typed.column(each, field.weight, start, stop) for each in periods])
                if field.weight in optional:
                    weights = np.where(np.isnan(weights), 0.0, weights)
                default = getattr(sheet.settings, field.default_setting or "-", None)
                columns[id_][:, block] = moved_mean(values[id_], weights, spans, shifts, default)
    return columns


def _totals(found: TimeMatched) -> dict[str, Floats]:
    """The same of what was typed for all channels together, [period]."""
    sheet, shifts = found.typed.worksheet, found.total_shifts[:, np.newaxis]
    moved_totals: dict[str, Floats] = {}
    for id_, typed in sheet.totals.items():
        if id_ in found.fields:
            spans = Spans.of(sheet.periods, found.typed.as_of, found.fields[id_])
            moved_totals[id_] = moved(typed[np.newaxis, :, np.newaxis], spans, shifts, np.array([False]))[0, :, 0]
    return moved_totals
