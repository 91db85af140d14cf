"""What periods and roll-ups are called where space is short: the tabs, "vs Q2" on a card."""

from __future__ import annotations

from collections.abc import Sequence

from roiapp.core.periods import Period, View
from roiapp.language import current, month_label, tr


def short_names(views: Sequence[View], periods: Sequence[Period]) -> list[str]:
    """The name of each view; the year is left out where all periods lie in the same one."""
    one_year = same_year(periods)
    return [short_name(view, one_year=one_year) for view in views]


def short_name(view: View, *, one_year: bool) -> str:
    """One name: "Q3" or "Aug" where the year goes without saying, else "Q3 2026", "Aug 2026"."""
    whole = view.text()
    if not one_year or view.start is None or view.end is None or view.label:
        return whole
    if view.kind == "year":
        return tr("Whole year")
    if whole == tr("Q{quarter} {year}", quarter=(view.start.month + 2) // 3, year=view.start.year):
        return tr("Q{quarter}", quarter=(view.start.month + 2) // 3)
    if whole == month_label(view.start, current()):
        # The locale's short month stands before or after its year, with a comma or a full stop where it writes one.
        return whole.replace(str(view.start.year), "").strip(" ,/-") or whole
    return whole


def same_year(periods: Sequence[Period]) -> bool:
    """Whether all periods are dated and lie in one calendar year."""
    years = {day.year if day else None for period in periods for day in (period.start, period.end)}
    return len(years) == 1 and None not in years
