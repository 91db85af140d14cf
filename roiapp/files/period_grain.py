"""Which period of a document the days of a row belong to: months in a new one, else the kind it is kept in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from roiapp.core.periods import Period, inside, overlapping, shifted_to
from roiapp.files.dates import Span
from roiapp.files.import_choices import Key

_WEEK = 7


@dataclass(frozen=True)
class Grain:
    """Books days to the base `periods` of a document, and to new ones of their length; none: to months.

    A week belongs to the month of its Thursday.
    """

    periods: Sequence[Period] = ()
    _known: dict[Span, Key | None] = field(default_factory=dict, compare=False)

    @property
    def dated(self) -> list[Period]:
        return [period for period in self.periods if period.start and period.end]

    def book(self, span: Span) -> Key | None:
        """The period these days belong to, None where they reach over several."""
        if span not in self._known:
            self._known[span] = self._find(span)
        return self._known[span]

    def _find(self, span: Span) -> Key | None:
        days = Period(-1, "", span.start, span.end)
        for period in self.dated:
            assert period.start is not None
            assert period.end is not None
            if inside(days, period.start, period.end):
                return period.label, period.start, period.end
        if not self.dated:
            return _month_of(days) or (("", span.start, span.end) if span.named else None)
        return self._new(days)

    def _new(self, days: Period) -> Key | None:
        last = max(self.dated, key=lambda period: period.end or date.min)
        assert last.start is not None
        assert last.end is not None
        assert days.start is not None
        new = shifted_to(_middle(days), last.start, last.end, -1)
        assert new.start is not None
        assert new.end is not None
        if not inside(days, new.start, new.end) or overlapping([*self.dated, new]):
            return None
        return "", new.start, new.end


def _middle(days: Period) -> date:
    """Of a week its fourth day, which decides the month; else the first."""
    assert days.start is not None
    return days.start + timedelta(days=3) if days.days == _WEEK else days.start


def _month_of(days: Period) -> Key | None:
    assert days.start is not None
    month = Span(_middle(days), _middle(days)).month
    return ("", month.start, month.end) if inside(days, month.start, month.end) else None
