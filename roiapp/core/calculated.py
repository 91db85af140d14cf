"""Why a figure cannot be typed where it is calculated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from roiapp.language import tr

if TYPE_CHECKING:
    from roiapp.core.fields import Field
    from roiapp.core.metrics import Metric


def rollup_sentence() -> str:
    """Of a cell of several periods."""
    return tr("A roll-up is calculated. Change the figures in its months.")


def calculated_sentence(record: Field | Metric) -> str:
    """Of a metric."""
    return tr("{metric} is calculated. Change the figures it is made of.", metric=tr(record.label))
