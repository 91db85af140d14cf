"""Changes of what counts: from which day on a field or metric of the document is counted differently.

They are records with a day. Figures made of what was changed count different things on the two sides of that day: no
line joins them, no change is told, and neither is the other's history. A period in the middle of which a change falls
counts both ways and stands beside no other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from roiapp.core.record_tables import REDEFINITIONS
from roiapp.language import date_text, dates_beside, tr

if TYPE_CHECKING:
    from roiapp.core.catalog import Catalog
    from roiapp.core.periods import Period
    from roiapp.core.results import Figures
    from roiapp.core.worksheet import Worksheet


class Redefinition(NamedTuple):
    """A field or metric that is counted differently from a day on; `note` says how, in the user's words."""

    day: date
    figure: str
    note: str = ""


def redefinitions(sheet: Worksheet) -> tuple[Redefinition, ...]:
    """All changes by day. Of several for one figure on one day the last one holds; a row without a day or a figure is
    none yet."""
    when, whose, what = (REDEFINITIONS.place(column) for column in ("date", "figure", "note"))
    found: dict[tuple[date, str], Redefinition] = {}
    for row in sheet.records.get(REDEFINITIONS.id, ()):
        day, figure = row[when], row[whose]
        if isinstance(day, date) and isinstance(figure, str):
            found[day, figure] = Redefinition(day, figure, str(row[what] or ""))
    return tuple(sorted(found.values()))


def concerning(found: Iterable[Redefinition], catalog: Catalog, id_: str) -> tuple[Redefinition, ...]:
    """Those of a field or metric itself, and of what its formula or the rule of its total is made of."""
    return tuple(each for each in found if each.figure in catalog.made_of[id_])


def between(found: Iterable[Redefinition], periods: Iterable[Period]) -> tuple[Redefinition, ...]:
    """Those because of which figures of these periods count different things: after the first day of the earliest, not
    after the last day of the latest. Without dates nothing is known, so there are none."""
    days = [(period.start, period.end) for period in periods]
    starts, ends = [start for start, _ in days if start], [end for _, end in days if end]
    if not days or len(starts) < len(days) or len(ends) < len(days):
        return ()
    return tuple(each for each in found if min(starts) < each.day <= max(ends))


def breaks(found: Sequence[Redefinition], periods: Sequence[Period]) -> frozenset[int]:
    """The places of those periods, in the order of their days, into which no line leads from the one before."""
    if not found:  # as nearly always, asked for every line and card
        return frozenset()
    return frozenset(place for place in range(1, len(periods)) if between(found, periods[place - 1 : place + 1]))


def alike(found: Sequence[Redefinition], periods: Sequence[Period], place: int) -> tuple[int, ...]:
    """The places of those periods that count the same as the one at `place`, which is one of them."""
    return tuple(
        other for other, period in enumerate(periods) if other == place or not between(found, (period, periods[place]))
    )


def inside(figures: Figures, *ids: str) -> tuple[Redefinition, ...]:
    """Those because of which the periods of a view, added up, count some of these figures in more than one way."""
    sheet = figures.worksheet
    if not sheet.records.get(REDEFINITIONS.id):
        return ()
    found = between(redefinitions(sheet), [sheet.periods[period] for period in figures.view.periods])
    return tuple(each for each in found if any(each.figure in figures.catalog.made_of[id_] for id_ in ids))


def redefined_text(found: Iterable[Redefinition], catalog: Catalog, locale: str = "") -> str:
    """Since when each of these figures is counted differently, and how: a sentence for the last change of each, with
    days as beside a document in `locale`. Own figures that are gone have no sentence."""
    latest = {each.figure: each for each in sorted(found) if each.figure in catalog.made_of}
    return " ".join(_sentence(each, catalog, dates_beside(locale)) for each in sorted(latest.values()))


def _sentence(change: Redefinition, catalog: Catalog, locale: str) -> str:
    figure, day = tr(catalog.record(change.figure).label), date_text(change.day, locale)
    if not change.note:
        return tr("Counted differently since {day} ({figure}).", day=day, figure=figure)
    note = change.note if change.note.endswith((".", "!", "?", "…")) else f"{change.note}."
    return tr("Counted differently since {day} ({figure}): {note}", day=day, figure=figure, note=note)
