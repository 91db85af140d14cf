"""What a scenario comes to beside the base case: the chosen totals, how they differ, and between which figures they lie
where channels respond to their spend by an elasticity that is assumed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from roiapp.analysis.decisions.what_if import differs

if TYPE_CHECKING:
    from roiapp.core.periods import View
    from roiapp.core.results import Figures
    from roiapp.core.shown_figures import ShownFigures

#: the totals that are shown, before the document's ROI
_TOTALS: Final = ("spend", "leads", "customers", "gross_profit")


class ResultLine(NamedTuple):
    """One total: in the base case, under the scenario, and the least and the most it is over the range of elasticities,
    None where there is no such range."""

    id: str
    base: float | None
    now: float | None
    band: tuple[float, float] | None = None

    @property
    def change(self) -> float | None:
        """By how much it differs; what is nothing but rounding is 0."""
        if self.base is None or self.now is None:
            return None
        return self.now - self.base if differs(self.base, self.now) else 0.0

    @property
    def changes(self) -> tuple[float, float] | None:
        """The same over the range."""
        if self.band is None or self.base is None:
            return None
        return self.band[0] - self.base, self.band[1] - self.base


def result_lines(shown: ShownFigures, view: View, others: Sequence[Figures] = ()) -> list[ResultLine]:
    """The totals of a view; `others` are those under other elasticities."""
    base, now = shown.typed.figures(view), shown.entered.figures(view)
    found = []
    for id_ in (*_TOTALS, base.worksheet.settings.headline):
        here = now.total_figure(id_)
        values = [here, *(figures.total_figure(id_) for figures in others)]
        known = [value for value in values if value is not None]
        band = (min(known), max(known)) if others and len(known) == len(values) else None
        found.append(ResultLine(id_, base.total_figure(id_), here, band if band and differs(*band) else None))
    return found
