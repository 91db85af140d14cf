"""The channels as a client's report lists them: from the highest ROI to the lowest, what they cost and brought."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from roiapp.analysis.chart_parts import colour_numbers, dearest
from roiapp.analysis.client_report.parts import TextColumn, TextRow, TextTable, Tone
from roiapp.language import apart, mark, tr, trn

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from roiapp.analysis.client_report.headline import Head

#: rows that somebody may still leaf through
MOST_ROWS: Final = 1_000
_BETWEEN: Final = ("leads", "customers", "cac", "gross_return", "gross_profit")
_HEADERS: Final = {"cac": mark("Cost per customer"), "gross_return": mark("Revenue")}


def table_ids(head: Head) -> tuple[str, ...]:
    """The figures of the table, the ROI last; where fees or hours are used, spend is all that was spent."""
    full = not {"fees", "hours"}.isdisjoint(head.sheet.columns)
    return ("total_cost" if full else "spend", *_BETWEEN, head.settings.headline)


def channel_table(head: Head, marks: Mapping[int, str]) -> TextTable:
    """All channels in which something is typed, with `marks` behind the names of some, and the total."""
    ids, figures, order = table_ids(head), head.figures, listed(head)
    columns = [TextColumn(tr("Channel"), figures=False)]
    columns += [TextColumn(tr(_HEADERS[i]) if i in _HEADERS else tr(head.catalog.record(i).header)) for i in ids]
    values = {id_: figures.values(id_)[order].tolist() for id_ in ids}
    rows = []
    for place, (channel, dot) in enumerate(
        zip(order.tolist(), colour_numbers(figures, order.tolist()), strict=True)
    ):
        cells = [head.write.text(_known(values[id_][place]), head.catalog.record(id_).unit) for id_ in ids]
        name = apart(head.sheet.names[channel])
        rows.append(TextRow((name, *cells), dot, _tone(values[ids[-1]][place]), marks.get(channel, "")))
    totals = [figures.total_figure(id_) for id_ in ids]
    total = TextRow((
        tr("All channels"),
        *(head.write.text(value, head.catalog.record(id_).unit) for id_, value in zip(ids, totals, strict=True)),
    ), tone=_tone(totals[-1]))  # fmt: skip
    return TextTable(tuple(columns), tuple(rows), total if rows else None, notes=not_listed(head, order))


def listed(head: Head) -> NDArray[np.intp]:
    """The channels that have a row in tables of all channels, in their order."""
    return head.shown[np.isin(head.shown, dearest(head.figures, head.shown, MOST_ROWS))]


def not_listed(head: Head, rows: NDArray[np.intp]) -> tuple[str, ...]:
    """What is said below such a table of channels that are not in it."""
    said = []
    if more := len(head.shown) - len(rows):
        said.append(trn("{n} channel with less spend is not listed; the totals have it.",
                        "{n} channels with less spend are not listed; the totals have them.", more))  # fmt: skip
    if blank := len(head.sheet.keys) - len(head.shown):
        said.append(trn("{n} channel has no figures in this period.",
                        "{n} channels have no figures in this period.", blank))  # fmt: skip
    return tuple(said)


def _known(value: float) -> float | None:
    return None if np.isnan(value) else value


def _tone(roi: float | None) -> Tone:
    if roi is None or np.isnan(roi) or roi == 0.0:
        return ""
    return "good" if roi > 0.0 else "bad"
