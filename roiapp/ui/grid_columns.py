"""Which columns the grid shows: the inputs of the visible blocks, then what is computed from them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from roiapp.core import formula
from roiapp.core.catalog import Catalog
from roiapp.core.fields import BLOCKS, Field
from roiapp.core.formula import Call, Name, Node
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
    catalog: Catalog, blocks: Collection[str] = ("core",), used: Collection[str] = (), hidden: Collection[str] = ()
) -> tuple[Column, ...]:
    """The columns of a document that shows these blocks; `used` are the ids of fields that hold typed figures.

    A field or metric that is not `shown` stays out until it is used; so does what is `hidden`, and a metric that needs
    a hidden input. Blocks that only the document's catalog knows (own figures) stand behind the known ones.
    """
    unseen = {id_ for id_ in hidden if id_ not in used}
    order = {block: place for place, block in enumerate(BLOCKS)}
    wanted = set(blocks)

    def place(record: Field | Metric) -> int:
        return order.get(record.block, len(order))

    inputs = [
        Column(field, is_input=True)
        for field in sorted(catalog.fields, key=place)
        if field.block in wanted
        and field.scope == "cell"
        and (field.shown or field.id in used)
        and field.id not in unseen
    ]
    computed = [
        Column(metric, is_input=False)
        for metric in sorted(catalog.metrics, key=place)
        if metric.block in wanted
        and metric.shown
        and not metric.total_only
        and metric.id not in unseen
        and not (unseen and _needs(catalog, catalog.trees[metric.id], unseen))
    ]
    return (*inputs, *computed)


def _needs(catalog: Catalog, node: Node, unseen: Collection[str]) -> bool:
    """Whether a formula cannot be known while these inputs are blank."""
    match node:
        case Name(id_) if id_ in catalog.field:
            fallback = catalog.trees.get(id_)
            return id_ in unseen and (fallback is None or _needs(catalog, formula.children(fallback)[1], unseen))
        case Name(id_):
            return _needs(catalog, catalog.trees[id_], unseen)
        case Call("opt"):
            return False
        case Call("first", alternatives):
            return all(_needs(catalog, alternative, unseen) for alternative in alternatives)
    return any(_needs(catalog, child, unseen) for child in formula.children(node))
