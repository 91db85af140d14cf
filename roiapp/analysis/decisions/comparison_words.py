"""A comparison of scenarios as texts: each figure, its difference, its range, and what is to be said below it all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from roiapp.analysis.decisions.allocation import LEAST_ELASTICITY, MOST_ELASTICITY
from roiapp.analysis.decisions.scenario_words import factor_text
from roiapp.core.unit_records import RATE
from roiapp.language import apart, list_text, tr

if TYPE_CHECKING:
    from collections.abc import Iterator

    from roiapp.analysis.decisions.scenario_comparison import Comparison, ScenarioCell
    from roiapp.core.catalog import Catalog
    from roiapp.core.number_format import NumberFormat
    from roiapp.core.unit_records import Unit

#: what is larger than this many times the base is not said in percent
_MOST: Final = 10.0


def difference_text(cell: ScenarioCell, unit: Unit, write: NumberFormat, *, share: bool = True) -> str:
    """ "+$2,795 (+6.7%)", of rates in points: "+14 pts"; "–" where there is none."""
    if cell.difference is None:
        return "–"
    amount = write.change(cell.difference, unit)
    if not share or not cell.relative or abs(cell.relative) > _MOST:
        return amount
    percent = write.text(abs(cell.relative), RATE)
    words = {"amount": amount, "percent": percent}
    return tr("{amount} (+{percent})", **words) if cell.relative > 0.0 else tr("{amount} (−{percent})", **words)


def range_text(cell: ScenarioCell, unit: Unit, write: NumberFormat) -> str:
    """ "569 to 587", "" where there is no range, or none that can be seen in the digits shown."""
    if cell.low is None or cell.high is None:
        return ""
    return _between(write.text(cell.low, unit), write.text(cell.high, unit))


def difference_range_text(cell: ScenarioCell, base: float | None, unit: Unit, write: NumberFormat) -> str:
    """ "+18 to +36", "" where there is no range."""
    if cell.low is None or cell.high is None or base is None:
        return ""
    return _between(write.change(cell.low - base, unit), write.change(cell.high - base, unit))


def _between(low: str, high: str) -> str:
    return "" if low == high else tr("{low} to {high}", low=low, high=high)


def judged_text(cell: ScenarioCell, base: float | None) -> str:
    """Whether it is better or worse, as a word; whether that depends on the assumption. "" where more is neither."""
    if not cell.judged:
        return ""
    if cell.crosses(base):
        return tr("Better or worse, depending on the elasticity.")
    return tr("Better than the base.") if cell.judged == "good" else tr("Worse than the base.")


def remarks(found: Comparison, catalog: Catalog, write: NumberFormat) -> Iterator[str]:
    """What is assumed, and where a scenario could not do what it says."""
    if found.ranged:
        yield tr("Ranges: elasticities from {least} to {most}, which is an assumption. They say nothing of chance: "
                 "scenario figures are no observations, so no difference here is significant.",
                 least=factor_text(LEAST_ELASTICITY, write), most=factor_text(MOST_ELASTICITY, write))  # fmt: skip
    for each in found.columns:
        if each.clipped:
            fields = list_text([tr(catalog.field[id_].label) for id_ in each.clipped])
            yield tr("{scenario}: kept at a limit: {fields}.", scenario=apart(each.name), fields=fields)
        if each.silent:
            yield tr("{scenario}: nothing was spent on {channels} before, so how they respond is not known.",
                     scenario=apart(each.name), channels=list_text(each.silent))  # fmt: skip
