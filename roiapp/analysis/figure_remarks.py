"""What there is to say of the figures of a view in sentences: what totals leave out, and why figures are undefined."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

import numpy as np

from roiapp.language import list_text, tr, trn

if TYPE_CHECKING:
    from roiapp.core.fields import Field
    from roiapp.core.metrics import Metric
    from roiapp.core.results import Figures

_NAMES_SHOWN: Final = 6


def totals_without(
    figures: Figures, metrics: Sequence[Metric], *, named: bool = True
) -> Iterator[tuple[Metric, str]]:
    """Which totals are without which channels, a sentence for each; it begins with the figure where that is `named`."""
    for metric in metrics:
        left_out = _left_out(figures, metric.id)
        if left_out:
            names = some_names(left_out)
            if named:
                yield metric, tr("{metric}: the total is without {names}.", metric=tr(metric.header), names=names)
            else:
                yield metric, tr("The total is without {names}.", names=names)


def why_undefined(
    figures: Figures, metrics: Sequence[Metric], *, named: bool = True
) -> Iterator[tuple[Metric, str]]:
    """Why figures are undefined, a sentence for each reason with its channels; it begins with the figure where that is
    `named`."""
    channels = list(figures.worksheet.names)
    every = np.arange(len(channels))
    for metric in metrics:
        by_reason: dict[str, list[str]] = {}
        for channel, reason in sorted(figures.reasons(metric.id, every).items()):
            by_reason.setdefault(reason.sentence(figures.catalog), []).append(channels[channel])
        if of_total := figures.reason(metric.id, None):
            by_reason.setdefault(of_total.sentence(figures.catalog), []).append(tr("Total"))
        for sentence, names in by_reason.items():
            # Then it goes without saying that there is no total either.
            what = tr("every channel") if names[: len(channels)] == channels else some_names(names)
            if named:
                yield metric, tr("{metric} of {names}: {why}", metric=tr(metric.header), names=what, why=sentence)
            else:
                yield metric, tr("{why} ({names})", why=sentence, names=what)


def assumed_text(record: Field | Metric, cells: int) -> str:
    """In how many cells what the document says once stands for what was not typed."""
    return trn("{field}: the document's figure stands in {n} cell.",
               "{field}: the document's figure stands in {n} cells.", cells, field=tr(record.label))  # fmt: skip


def some_names(names: Sequence[str]) -> str:
    """The names as a list in words, as many as one reads."""
    if len(names) <= _NAMES_SHOWN:
        return list_text(names)
    more = len(names) - _NAMES_SHOWN
    return trn("{names} and {n} more", "{names} and {n} more", more, names=", ".join(names[:_NAMES_SHOWN]))


def _left_out(figures: Figures, id_: str) -> list[str]:
    """The channels left out of a total, each once: with the periods it is left out in where they are not all."""
    periods: dict[int, list[int]] = {}
    for channel, period in figures.excluded_cells(id_):
        periods.setdefault(channel, []).extend(() if period is None else (period,))
    sheet, names = figures.worksheet, []
    for channel, left in periods.items():
        whole = not left or len(left) == len(figures.view.periods)
        when = list_text([sheet.periods[period].text() for period in left])
        name = sheet.names[channel]
        names.append(name if whole else tr("{channel} ({periods})", channel=name, periods=when))
    return names
