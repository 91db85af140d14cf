"""What a figure did since the period before: which period that is, and how the difference is said.

A base period is compared with the base period before it, a roll-up with the roll-up of the same kind before it, and
only when every base period of both is there. Shares and rates change in points, everything else by a share of what it
was. While a period is open its flows have no change against a whole one; between lengths that differ by more than 15 %
a flow's change is per day. Where what the figure counts was
changed in between, there is none.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from roiapp.core.formula import Call
from roiapp.core.periods import Period, View, add_months, base_view, inside, span_text, whole_months
from roiapp.core.what_counts import Redefinition, between, concerning, redefined_text
from roiapp.language import tr

if TYPE_CHECKING:
    from roiapp.core.catalog import Catalog
    from roiapp.core.metrics import Better

#: lengths closer than this count as the same: February and March are, a week and a month are not
LENGTH_TOLERANCE = 0.15
_MONTHS = {"month": 1, "quarter": 3, "year": 12, "last12": 12}


class Comparison(NamedTuple):
    """What a view is compared with. `against` is None where there is nothing, and `reason` is then the sentence why.

    `days` are those of the view and of the one before, None where they have no dates; `open` says that the view's
    figures are not all in yet; `redefined` are the changes of what counts because of which the two count different
    things.
    """

    against: View | None
    reason: str = ""
    days: tuple[int, int] | None = None
    open: bool = False
    redefined: tuple[Redefinition, ...] = ()

    @property
    def per_day(self) -> bool:
        """Whether flows are to be compared per day."""
        if self.days is None:
            return False
        now, before = self.days
        return abs(now - before) > LENGTH_TOLERANCE * before


class Change(NamedTuple):
    """One figure now and before, in its own unit. `points`: the difference of two rates, as a fraction. `relative`:
    the difference as a share of the figure before, for everything else. Both None: `reason` says why, as a sentence
    (empty where the figure itself is undefined, which carries its own reason). `per_day`: both were divided by the
    days first. `redefined`: there is no change because they count different things; then `before` is None.
    """

    now: float | None = None
    before: float | None = None
    points: float | None = None
    relative: float | None = None
    per_day: bool = False
    reason: str = ""
    redefined: bool = False

    @property
    def direction(self) -> int:
        """1 up, −1 down, 0 level or undefined."""
        amount = self.relative if self.points is None else self.points
        return 0 if not amount else (1 if amount > 0 else -1)


def comparison(
    periods: Sequence[Period], view: View, as_of: date | None, redefined: Sequence[Redefinition] = ()
) -> Comparison:
    """What this view is compared with. `as_of` is the day up to which figures are in where a period does not say,
    `redefined` what the document says of changes of what counts."""
    if view.rollup:
        before, reason = _rollup_before(periods, view, _months(view))
    else:
        before, reason = _base_before(periods, view), tr("There is no period before this one.")
    return _compared(periods, view, before, reason, as_of, redefined)


def comparison_a_year_ago(
    periods: Sequence[Period], view: View, as_of: date | None, redefined: Sequence[Redefinition] = ()
) -> Comparison:
    """The same against the same days of the year before."""
    if view.rollup:
        before, reason = _rollup_before(periods, view, 12 if _months(view) else None)
    else:
        before, reason = _base_a_year_ago(periods, view), tr("There is no such period a year before.")
    return _compared(periods, view, before, reason, as_of, redefined)


def _compared(
    periods: Sequence[Period], view: View, before: View | None, reason: str, as_of: date | None,
    redefined: Sequence[Redefinition],
) -> Comparison:  # fmt: skip
    if before is None:
        return Comparison(None, reason)
    apart = between(redefined, [periods[i] for i in (*view.periods, *before.periods)]) if redefined else ()
    days = _days(periods, view), _days(periods, before)
    still_open = any((periods[i].elapsed(as_of) or 0.0) < 1.0 for i in (*view.periods, *before.periods))
    return Comparison(before, "", (days[0], days[1]) if days[0] and days[1] else None, still_open, apart)


def change(against: Comparison, catalog: Catalog, id_: str, now: float | None, before: float | None) -> Change:
    """The change of one field or metric; `now` and `before` are its figures in the two views, None where undefined."""
    if now is None:
        return Change()
    if against.against is None:
        return Change(now, reason=against.reason)
    if redefined := concerning(against.redefined, catalog, id_):
        return Change(now, reason=redefined_text(redefined, catalog), redefined=True)
    if before is None:
        return Change(now, reason=tr("The period before has no figure for this."))
    if catalog.record(id_).unit.kind == "percent":
        return Change(now, before, points=now - before)
    per_day = False
    if adds_up(catalog, id_):
        if against.open:
            return Change(now, before, reason=tr("The period is open: its figures are not all in yet."))
        if against.per_day and against.days:
            per_day = True
            now, before = now / against.days[0], before / against.days[1]
    if before == 0:
        return Change(now, before, per_day=per_day, reason=tr("It was zero in the period before."))
    return Change(now, before, relative=(now - before) / abs(before), per_day=per_day)


def adds_up(catalog: Catalog, id_: str) -> bool:
    """Whether a longer period makes the figure larger: flows, and metrics that are sums of the cells' own values."""
    field = catalog.field.get(id_)
    if field is not None:
        return field.kind == "flow"
    rule = catalog.totals.get(id_)
    return isinstance(rule, Call) and rule.function == "sum" and catalog.metric[id_].over_periods == "cells"


def better_way(catalog: Catalog, id_: str) -> Better:
    """Which way of a figure is the better one, "" where neither is: metrics say so themselves, of fields results are
    better the more they are."""
    field = catalog.field.get(id_)
    if field is not None:
        return "up" if field.timing else ""
    return catalog.metric[id_].better


def _base_before(periods: Sequence[Period], view: View) -> View | None:
    """The base period that ended last before this one; of undated ones the one that stands before it."""
    index = view.periods[0]
    start = periods[index].start
    if start is None:
        return base_view(periods, index - 1) if index > 0 and periods[index - 1].start is None else None
    earlier = [(p.end, i) for i, p in enumerate(periods) if p.end and p.end < start]
    return base_view(periods, max(earlier)[1]) if earlier else None


def _base_a_year_ago(periods: Sequence[Period], view: View) -> View | None:
    """The base period of the same days a year earlier; a week is the one 52 weeks before."""
    period = periods[view.periods[0]]
    if period.start is None or period.end is None or period.days is None:
        return None
    weeks = period.days % 7 == 0 and not whole_months(period.start, period.end)  # February has four, too
    start = period.start - timedelta(weeks=52) if weeks else add_months(period.start, -12)
    for index, other in enumerate(periods):
        if other.start == start and other.days and abs(other.days - period.days) <= 1:
            return base_view(periods, index)
    return None


def _months(view: View) -> int | None:
    """How many months a roll-up has, None for all periods together and for days that are no whole months."""
    if view.kind == "span" and view.start is not None and view.end is not None:
        return whole_months(view.start, view.end) or None
    return _MONTHS.get(view.kind)


def _rollup_before(periods: Sequence[Period], view: View, months: int | None) -> tuple[View | None, str]:
    """The roll-up of the same kind so many months before."""
    if months is None or view.start is None or view.end is None:
        return None, tr("All periods together have no period before them.")
    start = add_months(view.start, -months)
    end = add_months(view.end + timedelta(days=1), -months) - timedelta(days=1)
    found = tuple(i for i, p in enumerate(periods) if inside(p, start, end))
    before = View(found, start, end, "", view.kind)
    if not found:
        return None, tr("There is no period before this one.")
    if not complete(periods, view):
        return None, tr("No change is told, because {period} is not complete: some of its periods are missing.",
                        period=_named(view))  # fmt: skip
    if not complete(periods, before):
        return None, tr("No change is told, because the period compared with, {period}, is not complete: some of its "
                        "periods are missing.", period=_named(before))  # fmt: skip
    return before, ""


def _named(view: View) -> str:
    """A roll-up by its days: here any twelve months could be called the last ones."""
    return view.label or span_text(view.start, view.end)


def complete(periods: Sequence[Period], view: View) -> bool:
    """Whether the base periods follow each other without a gap from the roll-up's first day to its last; weeks may
    reach over either end, since each belongs to the month of its Thursday."""
    spans = sorted((p.start, p.end) for p in (periods[i] for i in view.periods) if p.start and p.end)
    if not spans or view.start is None or view.end is None:
        return False
    day = timedelta(days=1)
    if any(later[0] != earlier[1] + day for earlier, later in pairwise(spans)):
        return False
    slack = timedelta(days=3) if all((end - start).days == 6 for start, end in spans) else timedelta(0)
    return abs(spans[0][0] - view.start) <= slack and abs(spans[-1][1] - view.end) <= slack


def _days(periods: Sequence[Period], view: View) -> int:
    return sum(periods[i].days or 0 for i in view.periods)
