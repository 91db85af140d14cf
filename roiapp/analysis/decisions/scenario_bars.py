"""One figure of a comparison of scenarios as a chart shows it: a bar a scenario, from the base to what it would be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from roiapp.analysis.decisions.comparison_words import (
    difference_range_text,
    difference_text,
    judged_text,
    range_text,
)
from roiapp.language import apart, tr

if TYPE_CHECKING:
    from roiapp.analysis.decisions.scenario_comparison import Comparison
    from roiapp.core.number_format import NumberFormat
    from roiapp.core.unit_records import Unit


@dataclass(frozen=True)
class ScenarioBar:
    """`value` None: undefined. `low` and `high` are its range over the elasticities. `tone`: better or worse than the
    base, or neither; `unsure`: it depends on the elasticity which. `text` stands behind it, `said` tells all of it."""

    key: int
    name: str
    value: float | None
    low: float | None
    high: float | None
    tone: Literal["good", "bad", ""]
    unsure: bool
    text: str
    said: str


@dataclass(frozen=True)
class ScenarioBars:
    """`base` is the figure of the worksheet as it is, None where it is undefined: then bars begin at 0."""

    title: str
    unit: Unit
    base: float | None
    base_text: str
    bars: tuple[ScenarioBar, ...]


def scenario_bars(found: Comparison, place: int, channel_name: str, write: NumberFormat) -> ScenarioBars:
    """The figure at a `place` of a comparison; `channel_name` is "" for all channels."""
    figure, base = found.figures[place], found.columns[0].cells[place].value
    words = {"figure": figure.label, "period": found.view.text(), "channel": apart(channel_name)}
    title = tr("{figure} of {channel}, {period}", **words) if channel_name else tr("{figure}, {period}", **words)
    bars = []
    for each in found.columns[1:]:
        cell = each.cells[place]
        value = write.text(cell.value, figure.unit)
        parts = [cell.reason] if cell.reason else []
        if cell.difference is not None:
            difference = difference_text(cell, figure.unit, write)
            parts.append(tr("{difference} against the base", difference=difference))
        spread = range_text(cell, figure.unit, write)
        if spread:
            against = difference_range_text(cell, base, figure.unit, write)
            parts.append(tr("Range {range}, against the base {difference}", range=spread, difference=against) if against
                         else tr("Range {range}", range=spread))  # fmt: skip
        if judged := judged_text(cell, base):
            parts.append(judged)
        short = difference_text(cell, figure.unit, write, share=False)
        text = value if cell.difference is None else tr("{figure} ({difference})", figure=value, difference=short)
        bars.append(ScenarioBar(
            each.key, apart(each.name), cell.value, cell.low, cell.high, cell.judged, cell.crosses(base), text,
            "\n".join([tr("{scenario}: {figure}", scenario=each.line, figure=value), *parts]),
        ))  # fmt: skip
    base_text = tr("Base {figure}", figure=write.text(base, figure.unit))
    return ScenarioBars(title, figure.unit, base, base_text, tuple(bars))
