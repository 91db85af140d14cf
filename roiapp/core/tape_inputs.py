"""What the tape of a worksheet reads, by its sources: what was entered, twelve months before, the days gone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

import numpy as np

from roiapp.core.entered import Entered
from roiapp.core.periods import prior_twelve
from roiapp.core.tape import Source
from roiapp.core.text_column import as_column
from roiapp.core.worksheet import Floats, Worksheet


class TapeInputs:
    """The inputs of a worksheet's tape. What is added up over twelve months is kept until it is forgotten."""

    def __init__(self, worksheet: Worksheet, entered: Entered, as_of: date | None) -> None:
        self._worksheet = worksheet
        self._entered = entered
        self._as_of = as_of
        self._marketing: Floats | None = None
        self._prior: dict[int, dict[tuple[str, ...], dict[str, Floats]]] = {}

    def forget(self) -> None:
        """Everything: channels or periods changed."""
        self._marketing = None
        self._prior.clear()

    def forget_prior(self, periods: Iterable[int]) -> None:
        """What was added up over the twelve months before these periods."""
        for period in periods:
            self._prior.pop(period, None)

    def one(self, source: Source, period: int, start: int, stop: int) -> Floats:
        """The cells of a source in a period, from channel `start` to `stop`."""
        if source[0] == "field":
            return self._entered.column(source[1], period, start, stop)
        if source[0] == "marketing":
            if self._marketing is None:
                sales = as_column(self._worksheet.channels["source"]).where("sales")
                self._marketing = np.where(sales, 0.0, 1.0)
            return self._marketing[start:stop]
        if source[0] == "elapsed":
            gone = self._worksheet.periods[period].elapsed(self._as_of)
            return np.full(stop - start, np.nan if gone is None else gone)
        return self.prior(period, source[2])[source[1]][start:stop]

    def several(self, source: Source, periods: Sequence[int], start: int, stop: int) -> Floats:
        """The same in these periods, [period, cell]."""
        if source[0] == "field":
            return self._entered.columns(source[1], tuple(periods))[:, start:stop]
        if source[0] == "prior12":
            self._add_up(source[2], periods)
            return np.array([self._prior[period][source[2]][source[1]][start:stop] for period in periods])
        return np.array([self.one(source, period, start, stop) for period in periods])

    def prior(self, period: int, joint: tuple[str, ...]) -> dict[str, Floats]:
        """Sums of the twelve months before, over the months in which all the fields are known."""
        self._add_up(joint, (period,))
        return self._prior[period][joint]

    def _add_up(self, joint: tuple[str, ...], periods: Sequence[int]) -> None:
        open_ = [period for period in periods if joint not in self._prior.get(period, ())]
        if not open_:
            return
        before = [prior_twelve(self._worksheet.periods, period) for period in open_]
        for period, sums in zip(open_, self._entered.sums(joint, before), strict=True):
            self._prior.setdefault(period, {})[joint] = sums
