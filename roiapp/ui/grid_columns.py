"""Which columns the grid shows: the inputs of the visible blocks, then what is computed from them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from roiapp.core.catalog import Catalog
from roiapp.core.fields import BLOCKS, Field
from roiapp.core.metrics import Metric
from roiapp.language import mark, tr

INPUTS = mark("Inputs")
CALCULATED = mark("Calculated")
#: Icon of each band.
BAND_ICONS = {INPUTS: "pencil", CALCULATED: "square-function"}


@dataclass(frozen=True)
class Column:
    """One column of figures: a field that can be typed, or a computed metric."""

    record: Field | Metric
    is_input: bool

    @property
    def id(self) -> str:
        return self.record.id

    @property
    def band(self) -> str:
        """English label of the band the column stands in."""
        return INPUTS if self.is_input else CALCULATED

    @property
    def header(self) -> str:
        """The column's title in the language in use."""
        return tr(self.record.header)


def grid_columns(
    catalog: Catalog, blocks: Collection[str] = ("core",), used: Collection[str] = ()
) -> tuple[Column, ...]:
    """The columns of a document that shows these blocks; `used` are the ids of fields that hold typed figures.

    A field or metric that is not `shown` stays out until it is used. Blocks that only the document's catalog knows (own
    figures) stand behind the known ones.
    """
    order = {block: place for place, block in enumerate(BLOCKS)}
    wanted = set(blocks)

    def place(record: Field | Metric) -> int:
        return order.get(record.block, len(order))

    inputs = [
        Column(field, is_input=True)
        for field in sorted(catalog.fields, key=place)
        if field.block in wanted and field.scope == "cell" and (field.shown or field.id in used)
    ]
    computed = [
        Column(metric, is_input=False)
        for metric in sorted(catalog.metrics, key=place)
        if metric.block in wanted and metric.shown and not metric.total_only
    ]
    return (*inputs, *computed)
