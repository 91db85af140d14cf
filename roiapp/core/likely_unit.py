"""The unit that the figures of a formula most likely have, as a proposal: money ÷ a count is money per one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from roiapp.core.formula import Call, Name, Node, Number, Operation
from roiapp.core.unit_records import COUNT, DAYS, HOURS, MONEY, MONEY_EACH, MONEY_PER_DAY, NUMBER, RATE, Unit

if TYPE_CHECKING:
    from roiapp.core.catalog import Catalog

#: divisors that make money per one of money
_ONES: Final = (COUNT, HOURS)


def likely_unit(tree: Node, catalog: Catalog) -> Unit:
    """The unit of a formula whose names are all in the catalog; a plain number where nothing better is known."""
    match tree:
        case Name(id_):
            return _plain(catalog.record(id_).unit)
        case Call("each", (left, right)):
            return _product(likely_unit(left, catalog), likely_unit(right, catalog))
        case Call(_, (first, *_)):
            return likely_unit(first, catalog)
        case Operation("*", left, right):
            return _product(likely_unit(left, catalog), likely_unit(right, catalog))
        case Operation("/", left, right):
            # A number over something is the number of nothing: only what has a unit can be shared out.
            return _quotient(likely_unit(left, catalog), likely_unit(right, catalog), isinstance(left, Number))
        case Operation(_, left, right):
            one = likely_unit(left, catalog)
            return likely_unit(right, catalog) if isinstance(left, Number) else one
    return NUMBER


def _plain(unit: Unit) -> Unit:
    """Percents of every kind as a rate, which shows a sign below 0 too."""
    return RATE if unit.kind == "percent" else unit


def _product(one: Unit, other: Unit) -> Unit:
    for left, right in ((one, other), (other, one)):
        if right in (NUMBER, RATE):
            return left
        if left is MONEY_EACH and right in _ONES:
            return MONEY
    return NUMBER


def _quotient(above: Unit, below: Unit, number_above: bool) -> Unit:
    if number_above:
        return NUMBER
    if above is below:
        return RATE
    if below in (NUMBER, RATE):
        return above
    if above is MONEY:
        return MONEY_EACH if below in _ONES else MONEY_PER_DAY if below is DAYS else NUMBER
    return NUMBER
