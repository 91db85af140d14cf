"""Which figures a document can have at all, judged by what is typed anywhere in it: for lists to choose from, which
must cost nothing and name nothing that is blank everywhere."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from roiapp.core.formula import Call, Name, Node, Number, Operation
from roiapp.core.record_tables import counted_fields

if TYPE_CHECKING:
    from roiapp.core.catalog import Catalog
    from roiapp.core.worksheet import Worksheet


def knowable(catalog: Catalog, sheet: Worksheet) -> frozenset[str]:
    """Ids of all fields and metrics that have a figure somewhere, as far as can be told without computing one."""
    settings = sheet.settings
    given = {f.id for f in catalog.fields if f.default_setting and getattr(settings, f.default_setting) is not None}
    entered = counted_fields(sheet).union(sheet.columns, sheet.totals)
    return _knowable(catalog, entered | given)


@lru_cache(maxsize=8)
def _knowable(catalog: Catalog, typed: frozenset[str]) -> frozenset[str]:
    found = set(typed) | {field.id for field in catalog.fields if field.scope == "document"}
    # The trees stand in an order in which each follows those it names.
    for id_, tree in catalog.trees.items():
        if _known(tree, found):
            found.add(id_)
    # A total can be known where no cell is: of a margin as profit ÷ return, when nothing was sold.
    return frozenset(found | {id_ for id_, rule in catalog.totals.items() if _known(rule, found, weighed=True)})


def _known(node: Node, found: set[str], *, weighed: bool = False) -> bool:
    """Whether a part can be known. Of two factors of each() one alone may be 0; where one is the other's weight
    (`weighed`), that would make a total of figures that are never known."""
    match node:
        case Number():
            return True
        case Name(id_):
            return id_ in found
        case Operation(_, left, right):
            return _known(left, found, weighed=weighed) and _known(right, found, weighed=weighed)
        case Call("first", arguments):
            return any(_known(each, found, weighed=weighed) for each in arguments)
        case Call("each", arguments) if not weighed:
            return any(_known(each, found) for each in arguments)
        case Call("opt" | "elapsed", _):
            return True
        case Call(_, arguments):
            return all(_known(each, found, weighed=weighed) for each in arguments)
