"""What is said of a trend in the grid: whose course it is, from where to where, its extremes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from roiapp.language import tr

if TYPE_CHECKING:
    from roiapp.ui.sheet.worksheet_reading import WorksheetReading


def sentence(model: WorksheetReading, row: int | None, column: int) -> str:
    """The course in a row as a sentence, of all channels for None; "" where there is none."""
    from roiapp.analysis import sparkline

    holder, whose = model.columns[column - 1], model.whose(row)
    if row is not None and whose is None:
        return ""
    line = model.trends.known(holder.id, (whose,)).get(whose)
    if line is None:
        return ""
    figure, write = tr(holder.record.header), model.source.number_format
    name = tr("Total") if row is None else model.name(row)
    return sparkline.sentence(figure, name, model.trends.periods, line, holder.record.unit, write)


def span(model: WorksheetReading) -> str:
    """Which periods the trends of the grid go through."""
    from roiapp.analysis.sparkline import span

    return span(model.trends.periods)


def read_only() -> str:
    """Why nothing can be typed in a trend."""
    return tr("A trend is drawn from the figures of each period. Type them in their own columns.")
