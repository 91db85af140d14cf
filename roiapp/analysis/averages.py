"""Which figures of a channel can be held against the total of all channels: those whose total is a kind of average.

A rate's total is sum ÷ sum, of the size of one channel's. What adds up, a number of customers needed, or a share of all
grows with the channels, and "below average" would say nothing.
"""

from __future__ import annotations

from roiapp.core.catalog import Catalog
from roiapp.core.formula import Call, Node, Operation, children


def is_average(catalog: Catalog, id_: str) -> bool:
    """Whether the total of a field or metric is as large as one channel's figure, however many channels there are."""
    field = catalog.field.get(id_)
    if field is not None:
        return field.kind == "weighted"
    rule = catalog.totals.get(id_)
    return rule is not None and _degree(rule) == 0 and not _of_all(catalog.trees[id_])


def _degree(rule: Node) -> int:
    """The power of the number of channels that a total grows with: 1 for Σa, 0 for Σa ÷ Σb, 1 for Σa × Σb ÷ Σc."""
    match rule:
        case Call("sum"):
            return 1
        case Call("positive", (inside,)):
            return _degree(inside)
        case Operation("*", left, right):
            return _degree(left) + _degree(right)
        case Operation("/", left, right):
            return _degree(left) - _degree(right)
        case Operation(_, left, _):
            return _degree(left)
    return 0


def _of_all(tree: Node) -> bool:
    """Whether a formula divides by the total of all channels."""
    return (isinstance(tree, Call) and tree.function == "total") or any(_of_all(each) for each in children(tree))
