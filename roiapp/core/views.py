"""What can be looked at of a document: its base periods and the roll-ups over them, and which of them comes first."""

from __future__ import annotations

from collections.abc import Sequence

from roiapp.core.periods import Period, View, base_view, fills, rollups
from roiapp.core.worksheet import Worksheet


def all_views(sheet: Worksheet) -> tuple[View, ...]:
    """The roll-ups, longest first, then the base periods."""
    found: dict[tuple[int, ...], View] = {}
    for view in rollups(sheet.periods, sheet.settings.fiscal_year_start):
        # Of roll-ups over the same periods the one with a calendar name stays: "2026" rather than "All periods";
        # and the one they fill: "Q4 2025" rather than a "2025" of three months.
        known = found.get(view.periods)
        nameless = known is not None and known.kind in ("all", "last12") and view.kind != "last12"
        if known is None or nameless or (fills(sheet.periods, view) and not fills(sheet.periods, known)):
            found[view.periods] = view
    base = (base_view(sheet.periods, index) for index in range(len(sheet.periods)))
    return (*found.values(), *base)


def first_view(sheet: Worksheet) -> View:
    """The latest base period that anything was typed for, else the last one."""
    last = len(sheet.periods) - 1
    latest = (i for i in range(last, -1, -1) if any((c[i] == c[i]).any() for c in sheet.columns.values()))
    return base_view(sheet.periods, next(latest, last))


def same_view(views: Sequence[View], periods: Sequence[Period], before: View, key: int | None, index: int) -> View:
    """The one of `views` that stands for an earlier one after periods came, went or changed.

    By the identity `key` of its first period, or the roll-up's start or kind; where it is gone, the base period nearest
    to `index`, the place of its first period.
    """
    base = [view for view in views if not view.rollup]
    if not before.rollup:
        for view in base:
            if periods[view.periods[0]].key == key:
                return view
        return base[min(index, len(base) - 1)]
    dateless = before.kind in ("all", "last12")
    for view in views:
        if view.rollup and view.kind == before.kind and (dateless or view.start == before.start):
            return view
    whole = [view for view in views if view.rollup and dateless]
    return whole[0] if whole else base[-1]
