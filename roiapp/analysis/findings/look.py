"""What a check looks at: sums of one view per channel and of all, the periods before, and figures as words."""

from __future__ import annotations

import math
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from roiapp.analysis.change import LENGTH_TOLERANCE, comparison_a_year_ago
from roiapp.analysis.ranges import lagging, step_lags
from roiapp.core.evaluation import exact_sum
from roiapp.core.periods import View, base_view, by_date
from roiapp.core.units import COUNT, DAYS, MONEY, MONEY_EACH, MONTHS, RATE, ROI, SHARE, NumberFormat
from roiapp.core.what_counts import Redefinition, between, concerning, redefinitions

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt

    from roiapp.analysis.findings.family import Kind
    from roiapp.core.results import Figures
    from roiapp.core.worksheet import Floats

    Bools = npt.NDArray[np.bool_]

T = TypeVar("T")
#: channels with less of the cost than this are not worth a sentence while nothing can be called
WORTH_SAYING = 0.05


class Sums:
    """Sums of some ids over the cells in which all of them are known: one array [channel] per id, NaN where a channel
    has no such cell."""

    def __init__(self, columns: dict[str, Floats]) -> None:
        self._columns = columns

    def __getitem__(self, id_: str) -> Floats:
        return self._columns[id_]

    @property
    def known(self) -> Bools:
        """Which channels have any cell."""
        return ~np.isnan(next(iter(self._columns.values())))

    def over(self, channels: npt.NDArray[np.intp] | Bools | slice = slice(None)) -> dict[str, float]:
        """The sums over these channels, 0 where none of them has a cell."""
        found: dict[str, float] = {}
        for id_, column in self._columns.items():
            part = column[channels]
            found[id_] = exact_sum(part[~np.isnan(part)].tolist())
        return found

    def without(self, channels: Bools) -> Sums:
        """The same as if these channels had no cell."""
        return Sums({id_: np.where(channels, np.nan, column) for id_, column in self._columns.items()})

    def others(self, id_: str) -> Floats:
        """The sum of all channels but each, in their order."""
        column = np.where(np.isnan(self._columns[id_]), 0.0, self._columns[id_])
        return exact_sum(column.tolist()) - column


class Look:
    """One view of a document as a check sees it. `time_matched`: these are its figures as typed, of a document that is
    looked at time-matched."""

    def __init__(self, figures: Figures, *, time_matched: bool = False) -> None:
        self.time_matched = time_matched or figures.calculator.matched is not None
        self.figures = figures
        self.view = figures.view
        self.catalog = figures.catalog
        self.calculator = figures.calculator
        self.sheet = figures.worksheet
        self.names = self.sheet.names
        self.as_of: date | None = self.calculator.as_of
        settings = self.sheet.settings
        self.format = NumberFormat(settings.locale, settings.currency)
        self._done: dict[str, Any] = {}
        self._blocks: dict[tuple[str, tuple[int, ...]], Floats] = {}
        self._sums: dict[tuple[tuple[str, ...], tuple[int, ...]], Sums] = {}

    def once(self, name: str, work: Callable[[Look], T]) -> T:
        """What several questions need, worked out by the first that asks."""
        if name not in self._done:
            self._done[name] = work(self)
        found: T = self._done[name]
        return found

    # -- sums ----------------------------------------------------------------------------------------------------------

    def column(self, period: int, id_: str) -> Floats:
        """Figures of a base period [channel], NaN undefined."""
        column: Floats = self.block(id_, (period,))[0]
        return column

    def block(self, id_: str, periods: tuple[int, ...]) -> Floats:
        """Figures of base periods [period, channel], NaN undefined."""
        found = self._blocks.get((id_, periods))
        if found is None:
            found = self.calculator.columns(periods, id_)
            self._blocks[id_, periods] = found
        return found

    def sums(self, *ids: str, periods: tuple[int, ...] | None = None) -> Sums:
        """Sums of these ids over the cells of the view (or of these base periods) in which all are known."""
        over = self.view.periods if periods is None else periods
        found = self._sums.get((ids, over))
        if found is None:
            blocks = [self.block(id_, over) for id_ in ids]
            known = ~np.isnan(blocks[0])
            for block in blocks[1:]:
                known &= ~np.isnan(block)
            some = known.any(axis=0)
            found = Sums({
                id_: np.where(some, np.where(known, block, 0.0).sum(axis=0), np.nan)
                for id_, block in zip(ids, blocks, strict=True)
            })  # fmt: skip
            self._sums[ids, over] = found
        return found

    def rates(self, base: str, count: str, periods: tuple[int, ...] | None = None) -> Sums:
        """`sums` of a rate's two counts, without channels above 100 %: those are to be looked at, not compared."""
        sums = self.sums(base, count, periods=periods)
        with np.errstate(invalid="ignore"):
            return sums.without(sums[count] > sums[base])

    def kinds(self, metric: str, base: Floats) -> list[Kind]:
        """How a step's rate of each channel is compared with that of all others: as two counts where either side takes
        so long that count and base are not of one group. `base` are the step's bases by channel."""
        late = lagging(self.figures, metric)
        weight = np.where(np.isnan(base), 0.0, base)
        of_others = np.sum(weight) - weight
        late_others = np.sum(weight, where=late) - np.where(late, weight, 0.0)
        slow = late | (late_others > of_others / 2.0) | step_lags(self.figures, metric)
        return ["counts" if each else "rates" for each in slow.tolist()]

    def by_period(self, base: str, count: str, periods: tuple[int, ...]) -> tuple[Floats, Floats]:
        """The two counts over all channels that know both, one figure a period; 0 where none does."""
        one, other = self.block(base, periods), self.block(count, periods)
        known = ~(np.isnan(one) | np.isnan(other))
        return np.where(known, one, 0.0).sum(axis=1), np.where(known, other, 0.0).sum(axis=1)

    def total(self, id_: str) -> float | None:
        """The total of the view by the rule of the record."""
        return self.figures.total_figure(id_)

    def value(self, id_: str, channel: int) -> float | None:
        """One channel's figure in the view."""
        return self.figures.value(id_, channel)

    @cached_property
    def cost_share(self) -> Floats:
        """Each channel's part of the cost of all, 0 where unknown."""
        cost = self.sums("total_cost")["total_cost"]
        cost = np.where(np.isnan(cost), 0.0, cost)
        whole = exact_sum(cost.tolist())
        return cost / whole if whole > 0.0 else np.zeros_like(cost)

    # -- periods -------------------------------------------------------------------------------------------------------

    @cached_property
    def days(self) -> int | None:
        """Days of the view, None without dates."""
        return (self.view.end - self.view.start).days + 1 if self.view.start and self.view.end else None

    def closed(self, period: int) -> bool:
        """Whether all figures of a base period are in: it is over, and something is typed in it."""
        return self.sheet.periods[period].elapsed(self.as_of) == 1.0 and bool(self._typed[period])

    def counted(self, field_id: str) -> bool:
        """Whether anything is typed in a field: a column with nothing in it is as good as none."""
        column = self.sheet.columns.get(field_id)
        return column is not None and not np.isnan(column).all()

    @cached_property
    def _typed(self) -> Bools:
        """Which base periods have any figure of a channel."""
        found = np.zeros(len(self.sheet.periods), dtype=np.bool_)
        for column in self.sheet.columns.values():
            found |= ~np.isnan(column).all(axis=1)
        return found

    @cached_property
    def latest(self) -> int | None:
        """The last base period that is closed, up to the end of the view; None where nothing is dated."""
        periods = self.sheet.periods
        ends = [end for index in self.view.periods if (end := periods[index].end)]
        if not ends:
            return None
        last = max(ends)
        dated = [i for i in by_date(periods, range(len(periods))) if (end := periods[i].end) and end <= last]
        return next((i for i in reversed(dated) if self.closed(i)), None)

    @cached_property
    def before(self) -> tuple[int, ...]:
        """The closed base periods before the latest, of about its length, the earliest first."""
        if self.latest is None:
            return ()
        latest = self.sheet.periods[self.latest]
        length = latest.days or 0
        found = []
        for index in by_date(self.sheet.periods, range(len(self.sheet.periods))):
            period = self.sheet.periods[index]
            if not (period.end and latest.start and period.end < latest.start and self.closed(index)):
                continue
            if abs((period.days or 0) - length) <= LENGTH_TOLERANCE * length:
                found.append(index)
        return tuple(found)

    def redefined(self, figure: str, *periods: int) -> tuple[Redefinition, ...]:
        """The changes of what counts because of which a figure means different things in these base periods."""
        if not self._redefinitions:
            return ()
        found = concerning(self._redefinitions, self.catalog, figure)
        return between(found, [self.sheet.periods[period] for period in periods])

    @cached_property
    def _redefinitions(self) -> tuple[Redefinition, ...]:
        return redefinitions(self.sheet)

    def history(self, figure: str) -> tuple[int, ...]:
        """Those of `before` in which a figure counts the same as in the latest."""
        if self.latest is None or not self._redefinitions:
            return self.before
        return tuple(period for period in self.before if not self.redefined(figure, period, self.latest))

    def follows(self, later: int, earlier: int) -> bool:
        """Whether a base period begins on the day after another ended."""
        start, end = self.sheet.periods[later].start, self.sheet.periods[earlier].end
        return bool(start and end and start == end + timedelta(days=1))

    def year_before(self, period: int) -> int | None:
        """The closed base period of the same days a year earlier; of a week the one 52 weeks earlier."""
        against = comparison_a_year_ago(self.sheet.periods, self.base(period), self.as_of).against
        return against.periods[0] if against is not None and self.closed(against.periods[0]) else None

    def base(self, period: int) -> View:
        """A base period as a view."""
        return base_view(self.sheet.periods, period)

    def period_name(self, period: int) -> str:
        """What a base period is called."""
        return self.sheet.periods[period].text()

    # -- words ---------------------------------------------------------------------------------------------------------

    @staticmethod
    def plural(value: float) -> int:
        """The number whose plural form suits a figure that may have a fraction."""
        return int(value) if value == math.floor(value) else 2

    def money(self, value: float) -> str:
        """A sum of money."""
        return self.format.text(value, MONEY)

    def each(self, value: float) -> str:
        """Money per one."""
        return self.format.text(value, MONEY_EACH)

    def rate(self, value: float) -> str:
        """A rate in percent."""
        return self.format.text(value, RATE)

    def share(self, value: float) -> str:
        """A share in percent, whole."""
        return self.format.text(value, SHARE)

    def roi(self, value: float) -> str:
        """An ROI, signed."""
        return self.format.text(value, ROI)

    def count(self, value: float) -> str:
        """A count, whole where it is."""
        return self.format.text(value, COUNT)

    def whole(self, value: float) -> str:
        """A count that is an estimate: whole."""
        return self.format.text(float(math.floor(value + 0.5)), COUNT)

    def days_text(self, value: float) -> str:
        """A number of days."""
        return self.format.text(value, DAYS)

    def months(self, value: float) -> str:
        """A number of months."""
        return self.format.text(value, MONTHS)
