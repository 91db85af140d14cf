"""Which fields and metrics a document shows, in which order: inputs, then what is calculated from them.

Window, workbook and terminal ask here; what each of them adds to it, it says itself.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, TypeVar

from roiapp.core import formula, indicators
from roiapp.core.catalog import Catalog
from roiapp.core.fields import BLOCKS, Field
from roiapp.core.formula import Call, Name, Node
from roiapp.core.metrics import Metric
from roiapp.core.record_tables import counted_fields

if TYPE_CHECKING:
    from roiapp.core.worksheet import Worksheet

Record = Field | Metric
_Record = TypeVar("_Record", Field, Metric)


def shown_records(catalog: Catalog, sheet: Worksheet) -> tuple[Record, ...]:
    """What a document shows as its settings say, in the order that was chosen, without what was put away."""
    settings = sheet.settings
    used = counted_fields(sheet).union(sheet.columns)
    records = available(catalog, settings.blocks, used, settings.hidden, settings.added)
    stay = tuple(record for record in in_order(records, settings.order) if record.id not in settings.put_away)
    gone = indicators.left_out(catalog, stay, indicators.chosen(settings.put_away))
    return tuple(record for record in stay if record.id not in gone) or stay


def available(
    catalog: Catalog,
    blocks: Collection[str] = ("core",),
    used: Collection[str] = (),
    hidden: Collection[str] = (),
    added: Collection[str] = (),
) -> tuple[Record, ...]:
    """The columns of a document that shows these blocks; `used` are the ids of fields that hold typed figures.

    A field or metric that is not `shown` stays out until it is used; so does what is `hidden`, and a metric that needs
    a hidden input. What is `added` shows whatever its block.
    """
    unseen = {id_ for id_ in hidden if id_ not in used}
    inputs = [
        field for field in in_blocks(catalog.fields)
        if field.scope == "cell"
        and ((field.block in blocks and (field.shown or field.id in used)) or field.id in added)
        and field.id not in unseen
    ]  # fmt: skip
    computed = [
        metric for metric in in_blocks(catalog.metrics)
        if ((metric.block in blocks and metric.shown) or metric.id in added)
        and not metric.total_only
        and metric.id not in unseen
        and not (unseen and _needs(catalog, catalog.trees[metric.id], unseen))
    ]  # fmt: skip
    return (*inputs, *computed)


def with_inputs(
    catalog: Catalog, sheet: Worksheet, metrics: Sequence[Metric], columns: Collection[str]
) -> tuple[Metric, ...]:
    """The metrics without those that no figure in these `columns` of inputs can make known, whatever is typed
    there; the core and what was added stay."""
    settings = sheet.settings
    unseen = {
        field.id for field in catalog.fields
        if field.scope == "cell" and field.id not in columns and field.id not in sheet.totals
        and not (field.default_setting and getattr(settings, field.default_setting) is not None)
    }  # fmt: skip
    return tuple(
        metric for metric in metrics
        if metric.block == "core" or metric.id in settings.added
        or not _needs(catalog, catalog.trees[metric.id], unseen)
    )  # fmt: skip


def in_blocks(records: Sequence[_Record]) -> list[_Record]:
    """The records block by block; blocks that only the document's catalog knows (own figures) behind the known ones."""
    place = {block: number for number, block in enumerate(BLOCKS)}
    return sorted(records, key=lambda record: place.get(record.block, len(place)))


def in_order(records: Sequence[Record], order: Sequence[str]) -> tuple[Record, ...]:
    """Inputs before what is calculated, each in the order chosen; those that were not moved follow in their own."""
    place = {id_: number for number, id_ in enumerate(order)}
    return tuple(sorted(records, key=lambda each: (isinstance(each, Metric), place.get(each.id, len(place)))))


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
