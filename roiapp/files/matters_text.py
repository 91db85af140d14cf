"""What matters most, for people to read in a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from roiapp.analysis.decisions.matters_story import (
    bar_names,
    counts_supposed,
    left_aside,
    left_out_said,
    risk_said,
    tornado_said,
)
from roiapp.files.aligned_text import aligned
from roiapp.language import tr

if TYPE_CHECKING:
    from roiapp.analysis.decisions.matters import Tornado
    from roiapp.analysis.decisions.risk import Risk
    from roiapp.core.number_format import NumberFormat
    from roiapp.core.results import Figures


def matters_text(figures: Figures, found: Tornado, chance: Risk | None, write: NumberFormat) -> str:
    """The bars as a table with what they say, then the chance that the money comes back."""
    return "\n".join(_lines(figures, found, chance, write))


def _lines(figures: Figures, found: Tornado, chance: Risk | None, write: NumberFormat) -> Iterator[str]:
    catalog = figures.catalog
    record = catalog.record(found.metric)
    whose = tr("all channels") if found.channel is None else figures.worksheet.names[found.channel]
    supposed = figures.calculator.supposed
    scenario = "" if supposed is None else supposed.name
    words = {"metric": tr(record.header), "channel": whose, "period": figures.view.text(),
             "now": write.text(found.now, record.unit)}  # fmt: skip
    if scenario:
        yield tr("{metric}, {channel}, {period}, under {scenario}: {now}", scenario=scenario, **words)
    else:
        yield tr("{metric}, {channel}, {period}: {now}", **words)
    yield " ".join(tornado_said(figures, found, write))
    if found.bars:
        yield ""
        rows = [[tr("Input"), tr("Lower"), tr("Today"), tr("Higher"), tr("At the lower end"), tr("At the higher end")]]
        for name, bar in zip(bar_names(figures, found), found.bars, strict=True):
            unit = catalog.field[bar.by].unit
            values = [write.text(value, unit) for value in (bar.low, bar.now, bar.high)]
            rows.append([name, *values, *(write.text(value, record.unit) for value in (bar.at_low, bar.at_high))])
        yield from aligned(rows, total=False)
    aside = left_aside(catalog, found.still, found.undrawn)
    if aside:
        yield aside
    yield ""
    supposing = (counts_supposed(scenario),) if scenario and chance is not None else ()
    yield " ".join((*risk_said(catalog, chance, write), *supposing))
    yield from left_out_said(figures, chance)
