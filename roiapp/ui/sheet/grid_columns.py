"""Which columns the grid shows: the inputs of the visible blocks, then what is computed from them.

A column says of itself which figure it holds and of which period or roll-up.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, NamedTuple

from roiapp.core import formula
from roiapp.core.catalog import Catalog
from roiapp.core.fields import BLOCKS, Field
from roiapp.core.formula import Call, Name, Node
from roiapp.core.metrics import Metric
from roiapp.language import tr

if TYPE_CHECKING:
    from roiapp.core.periods import View


class Column(NamedTuple):
    """One column of figures: a field that can be typed, or a computed metric, of a period or roll-up.

    `view` is None before there is a document. Where one figure stands in several columns, `name` is the header in place
    of the record's, and `apart` tells them from each other.
    """

    record: Field | Metric
    is_input: bool
    view: View | None = None
    name: str = ""
    apart: str = ""

    @property
    def id(self) -> str:
        return self.record.id

    @property
    def header(self) -> str:
        """The column's title in the language in use."""
        return self.name or tr(self.record.header)

    @property
    def key(self) -> str:
        """What tells the column from the others that are shown, whichever period is looked at."""
        return f"{self.id} {self.apart}" if self.apart else self.id

    @property
    def width_key(self) -> str:
        """What columns that are always equally wide have in common: one figure's periods, and its roll-ups."""
        if not self.apart:
            return self.id
        return f"{self.id} {'together' if self.view and self.view.rollup else 'periods'}"

    @property
    def title(self) -> str:
        """The figure's name, with that of its period where several stand side by side."""
        label = tr(self.record.label)
        if not self.apart or self.view is None:
            return label
        return tr("{figure}, {period}", figure=label, period=self.view.text())

    @property
    def writable(self) -> bool:
        """Whether figures can be typed into its cells: a field's of a base period."""
        return self.is_input and self.view is not None and not self.view.rollup

    @property
    def period(self) -> int:
        """The index of the base period that what is typed goes to, of a writable column."""
        assert self.view is not None
        return self.view.periods[0]


class Band(NamedTuple):
    """Neighbouring columns under one label; in those that are `typed`, figures can be."""

    label: str
    icon: str
    columns: int
    typed: bool


def figure_bands(columns: Sequence[Column]) -> tuple[Band, Band]:
    """The inputs and what is calculated from them."""
    inputs = sum(column.is_input for column in columns)
    typed = not any(column.view and column.view.rollup for column in columns)
    calculated = Band(tr("Calculated"), "square-function", len(columns) - inputs, typed=False)
    return Band(tr("Inputs"), "pencil", inputs, typed=typed), calculated


def grid_columns(
    catalog: Catalog,
    blocks: Collection[str] = ("core",),
    used: Collection[str] = (),
    hidden: Collection[str] = (),
    view: View | None = None,
    added: Collection[str] = (),
) -> tuple[Column, ...]:
    """The columns of a document that shows these blocks, of one view; `used` are the ids of fields that hold typed
    figures.

    A field or metric that is not `shown` stays out until it is used; so does what is `hidden`, and a metric that needs
    a hidden input. What is `added` shows whatever its block.
    Blocks that only the document's catalog knows (own figures) stand behind the known ones.
    """
    unseen = {id_ for id_ in hidden if id_ not in used}
    order = {block: place for place, block in enumerate(BLOCKS)}
    wanted = set(blocks)

    def place(record: Field | Metric) -> int:
        return order.get(record.block, len(order))

    inputs = [
        Column(field, is_input=True, view=view)
        for field in sorted(catalog.fields, key=place)
        if field.scope == "cell"
        and ((field.block in wanted and (field.shown or field.id in used)) or field.id in added)
        and field.id not in unseen
    ]
    computed = [
        Column(metric, is_input=False, view=view)
        for metric in sorted(catalog.metrics, key=place)
        if ((metric.block in wanted and metric.shown) or metric.id in added)
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
