"""What a scenario comes to beside the base case: the chosen totals, how they differ, and between which figures they lie
where channels respond to their spend by an elasticity that is assumed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from roiapp.analysis.decisions.what_if import BAND
from roiapp.core.scenario_view import ScenarioView

if TYPE_CHECKING:
    from roiapp.core.periods import View
    from roiapp.core.results import Figures
    from roiapp.core.scenarios import Change
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
        """By how much it differs."""
        return None if self.base is None or self.now is None else self.now - self.base

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
        found.append(ResultLine(id_, base.total_figure(id_), here, band if band and band[0] < band[1] else None))
    return found


def responds(shown: ShownFigures) -> bool:
    """Whether channels respond to their spend under what is looked at."""
    return shown.under is not None and any(each.kind == "respond" and each.value for each in shown.under.changes)


class OtherElasticities:
    """The figures under the scenario as it is looked at, but with channels that respond less and more."""

    def __init__(self, shown: ShownFigures) -> None:
        self._shown = shown
        self._views: tuple[ScenarioView, ...] = ()
        self._of: object = None

    def figures(self, view: View) -> list[Figures]:
        """Under the least and the greatest elasticity of the range; none where nothing responds."""
        under = self._shown.under
        if under is None or not responds(self._shown):
            return []
        responses = [each for each in under.changes if each.kind == "respond"]
        self._make(under)
        found = []
        for elasticity, each in zip(BAND, self._views, strict=True):
            each.try_out((*under.tried, *_all_at(responses, elasticity)))
            found.append(each.calculator.figures(view))
        return found

    def forget(self) -> None:
        """The document has changed."""
        self._views = ()

    def _make(self, under: ScenarioView) -> None:
        if not self._views or self._of is not under:
            self._views, self._of = tuple(ScenarioView(under.base, under.key) for _ in BAND), under


def _all_at(responses: Sequence[Change], elasticity: float) -> list[Change]:
    return [each._replace(value=elasticity) for each in responses if each.value]
