"""What kind of range of chance a figure has, read from its record alone.

No figure is named here. The formula says what it is: a count; a rate (one count ÷ another); a cost per X (money that
depends on no count ÷ a count); or profit, that is money that follows one count (its customers) times what each of them
brings, less a cost and over a cost as the formula has it. Everything else has no range.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from roiapp.core import formula
from roiapp.core.fields import Field
from roiapp.core.formula import Call, Name, Node, Operation
from roiapp.core.units import COUNT

if TYPE_CHECKING:
    from roiapp.core.catalog import Catalog


@dataclass(frozen=True)
class CountRule:
    """The figure is a count itself."""

    count: str


@dataclass(frozen=True)
class RateRule:
    """count ÷ base, both counts (or made of counts only)."""

    count: Node
    base: Node


@dataclass(frozen=True)
class CostRule:
    """cost ÷ count, the cost depending on no count."""

    cost: Node
    count: Node


@dataclass(frozen=True)
class ProfitRule:
    """(gain − cost) ÷ base. `gain` follows the count times `each`, the id of what one of them brings; `cost` and `base`
    are ids of costs, or "" where the formula has none."""

    gain: str
    count: str
    each: str
    cost: str = ""
    base: str = ""


Rule: TypeAlias = CountRule | RateRule | CostRule | ProfitRule


@lru_cache(maxsize=1024)  # charts ask for the same few of every period and channel
def rule_of(catalog: Catalog, id_: str) -> Rule | None:
    """What kind of range a field or metric has, None where it has none."""
    record = catalog.record(id_)
    if isinstance(record, Field):
        # A goal is wanted, a stock is counted off: neither is what chance brought in a period.
        seen = record.unit is COUNT and record.kind == "flow" and record.block != "goals"
        return CountRule(id_) if seen else None
    profit = _profit_rule(catalog, id_)
    if profit is not None:
        return profit
    ratio = formula.top_ratio(catalog.trees[id_])
    if ratio is None or not _is_count(catalog, ratio[1]):
        return None
    # What the channels claim of what the books show is no share of one group: it has no chance in it.
    if record.unit.kind == "percent" and _is_count(catalog, ratio[0]) and not record.total_only:
        return RateRule(*ratio)
    if record.unit.scales_with_money and _is_cost(catalog, ratio[0]):
        return CostRule(*ratio)
    return None


def _is_count(catalog: Catalog, node: Node) -> bool:
    """Whether a part is a count: a field that counts, the first known of several, a sum or difference of them."""
    match node:
        case Name(id_):
            field = catalog.field.get(id_)
            return field is not None and field.unit is COUNT and field.block != "goals"
        case Call("first" | "opt" | "sum", arguments):
            return all(_is_count(catalog, each) for each in arguments)
        case Operation("+" | "-", left, right):
            return _is_count(catalog, left) and _is_count(catalog, right)
    return False


def _counts_in(catalog: Catalog, node: Node) -> set[str]:
    """Ids of all counts a part depends on."""
    return {i for name in formula.names(node) for i in catalog.inputs(name) if catalog.field[i].unit is COUNT}


def _is_cost(catalog: Catalog, node: Node) -> bool:
    """Whether a part is money that no count moves."""
    names = formula.names(node)
    money = any(catalog.record(name).unit.scales_with_money for name in names)
    return money and not _counts_in(catalog, node)


def _profit_rule(catalog: Catalog, id_: str) -> ProfitRule | None:
    tree = catalog.trees[id_]
    whole = _gain_rule(catalog, Name(id_)) or _gain_rule(catalog, tree)
    if whole is not None:
        return whole
    match tree:
        case Operation("/", above, Name(base)) if _is_cost(catalog, Name(base)):
            over = _gain_rule(catalog, above)
            if over is not None:
                return ProfitRule(over.gain, over.count, over.each, over.cost, base)
    return None


def _gain_rule(catalog: Catalog, node: Node) -> ProfitRule | None:
    """The rule of a gain, or of a gain less a cost, written out or behind the name of a metric."""
    match node:
        case Name(id_) if id_ in catalog.metric:
            counts = _counts_in(catalog, node)
            each = _brought_by_one(catalog, id_, next(iter(counts))) if len(counts) == 1 else None
            if each is not None:
                return ProfitRule(id_, next(iter(counts)), each)
            tree = catalog.trees[id_]
            return _gain_rule(catalog, tree) if isinstance(tree, Operation) and tree.operator == "-" else None
        case Operation("-", gain, Name(cost)) if _is_cost(catalog, Name(cost)):
            less = _gain_rule(catalog, gain)
            if less is not None and not less.cost:
                return ProfitRule(less.gain, less.count, less.each, cost)
    return None


def _brought_by_one(catalog: Catalog, gain: str, count: str) -> str | None:
    """The metric that totals as Σ gain ÷ Σ count: what one brings, known before the first one came."""
    wanted = Operation("/", Call("sum", (Name(gain),)), Call("sum", (Name(count),)))
    return next((m.id for m in catalog.metrics if catalog.totals.get(m.id) == wanted), None)
