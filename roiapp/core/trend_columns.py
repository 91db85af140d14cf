"""The columns that show how a figure went: which of them a document has, and what its settings call them.

Among the columns that were added, `trend` is the course of the headline figure, whichever that is, and `trend:cac` that
of CAC.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from roiapp.core.fields import Field
from roiapp.language import tr

if TYPE_CHECKING:
    from roiapp.core.catalog import Catalog
    from roiapp.core.document_settings import DocumentSettings
    from roiapp.core.metrics import Metric
    from roiapp.core.periods import Period

HEADLINE: Final = "trend"
_OF: Final = "trend:"
#: with fewer periods that have days nothing goes anywhere
LEAST_PERIODS: Final = 2


def trended(settings: DocumentSettings, catalog: Catalog) -> Iterator[tuple[str, Field | Metric]]:
    """The trends a document shows where it has the periods for them: their names in the settings with the figure whose
    course each is. A figure comes once, one that is unknown or has no column not at all."""
    seen: set[str] = set()
    for name in settings.added:
        id_ = figure_of(name, settings)
        if id_ in seen or not (id_ in catalog.field or id_ in catalog.metric):
            continue
        record = catalog.record(id_)
        if has_course(record):
            seen.add(id_)
            yield name, record


def figure_of(name: str, settings: DocumentSettings) -> str:
    """The id of the figure that a trend is of, "" for the name of anything else."""
    if name == HEADLINE:
        return settings.headline
    return name.removeprefix(_OF) if name.startswith(_OF) else ""


def name_of(id_: str, settings: DocumentSettings) -> str:
    """What the trend of a figure is called in the settings."""
    return HEADLINE if id_ == settings.headline else f"{_OF}{id_}"


def has_course(record: Field | Metric) -> bool:
    """Whether every channel has a figure of its own in every period."""
    return record.scope == "cell" if isinstance(record, Field) else not record.total_only


def enough_periods(periods: Sequence[Period]) -> bool:
    """Whether there are periods to go through: two or more that have days."""
    return sum(period.start is not None and period.end is not None for period in periods) >= LEAST_PERIODS


def label(name: str, catalog: Catalog) -> str:
    """What a trend is called in words, "" for the name of anything else."""
    if name == HEADLINE:
        return tr("Trend of the headline figure")
    id_ = name.removeprefix(_OF) if name.startswith(_OF) else ""
    known = id_ in catalog.field or id_ in catalog.metric
    return tr("Trend of {figure}", figure=tr(catalog.record(id_).label) if known else id_) if id_ else ""
