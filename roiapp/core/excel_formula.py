"""The Excel formula of a row and of a total, from the tree that everything else comes from.

English names and commas, for Excel 2010 and later, LibreOffice and Google Sheets. Undefined shows an en dash; a blank
cell is unknown and never 0. A cell of a field holds its effective figure: what was typed, else the formula that
`row_formula` gives for the field (its document-wide default or its fallback).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from roiapp.core import formula
from roiapp.core.catalog import Catalog
from roiapp.core.excel_sums import BLANK, NotASumError, Sums
from roiapp.core.excel_terms import UNDEFINED, Writer
from roiapp.core.formula import Call, Name, Node, Number, Operation

#: id -> where its figure (or column of figures) stands, None where the document has none. The text is taken as it is,
#: so one formula with a placeholder for the row serves all rows.
Address = Callable[[str], str | None]
#: Where something else stands, as an address or a number; None where it is not known. Asked for a document-wide setting
#: (`Name("elasticity")`, `Name("default_margin")`), what is typed for all channels (`Name("actual_customers")`),
#: elapsed() and prior12(x), whose months are those in which all prior12 of the formula are known. For marketing(x) it
#: is a test of the channel's source: `G5="Marketing"`.
Special = Callable[[Name | Call], str | None]


class NeedsColumnError(LookupError):
    """A total that can be written only when the field or metric `id` has a column. When that is the metric asked for
    itself, its parts are no sums of products and there is no formula."""

    def __init__(self, id_: str) -> None:
        super().__init__(id_)
        self.id = id_


def _nowhere(_: object) -> None:
    return None


def row_formula(
    catalog: Catalog, id_: str, cell: Address, *, total_cell: Address = _nowhere, special: Special = _nowhere
) -> str:
    """The formula of a metric in one row, or of a field's cell where nothing is typed ("" where it stays blank).

    `cell` gives addresses in the same row; a metric that has none is written out. `total_cell` gives those of totals.
    """
    tree = _Resolver(catalog, cell, special, total_cell).formula(id_)
    if tree == BLANK and id_ in catalog.field:
        return ""
    return f"={Writer().tail(tree, UNDEFINED)}"


def part_formula(
    catalog: Catalog, part: Node, cell: Address, *, total_cell: Address = _nowhere, special: Special = _nowhere
) -> str:
    """The formula of a part of another one, in one row."""
    return f"={Writer().tail(_Resolver(catalog, cell, special, total_cell).node(part), UNDEFINED)}"


def total_formula(
    catalog: Catalog, id_: str, column: Address, *, special: Special = _nowhere, within: str = ""
) -> str:
    """The formula of a total over rows by the rule of the record. `column` gives ranges of equal height (`C5:C16`).

    A goal that `special` knows was typed for all channels and wins over the rows. The rows are the cells of one period;
    those of several, with a range for elapsed(), give the roll-up of sums and ratios. `within` is a test over the same
    rows, 1 in those that count. Raises `NeedsColumnError`.
    """
    record = catalog.field.get(id_)
    typed = _leaf(special(Name(id_))) if record is not None and record.on_total else BLANK
    if typed != BLANK:
        return f"={Writer().tail(typed, UNDEFINED)}"
    rule = catalog.totals.get(id_)
    if rule is None:
        return f"={UNDEFINED}"
    alternatives = rule.arguments if isinstance(rule, Call) and rule.function == "first" else (rule,)
    text = UNDEFINED
    for alternative in reversed(alternatives):
        resolver = _TotalResolver(catalog, column, special, _nowhere, rule)
        tree = resolver.node(alternative)
        if tree == BLANK:
            continue
        try:
            sums = Sums(tree, resolver.ranges, alone=bool(resolver.typed), within=within)
            found = Writer(sums).tail(tree, UNDEFINED)
        except NotASumError:
            raise NeedsColumnError(resolver.written_out[-1] if resolver.written_out else id_) from None
        text = found if text == UNDEFINED else f"IF({sums.any_row()},{found},{text})"
    return f"={text}"


def ratio_formulas(
    catalog: Catalog, id_: str, column: Address, *, special: Special = _nowhere
) -> tuple[str, str] | None:
    """The formulas of what stands above and below the line of a total in one period, both known or neither, for totals
    made of figures typed for all channels together: their roll-up is Σ ÷ Σ over the periods. None where the rule is no
    ratio. Raises `NeedsColumnError`."""
    rule = catalog.totals.get(id_)
    ratio = formula.top_ratio(rule) if rule is not None else None
    if rule is None or ratio is None:
        return None
    resolver = _TotalResolver(catalog, column, special, _nowhere, rule)
    above, below = (resolver.node(side) for side in ratio)
    try:
        sums = Sums(Operation("+", above, below), resolver.ranges, alone=bool(resolver.typed))
        over, under = Writer(sums).tail(above, UNDEFINED), Writer(sums).tail(below, UNDEFINED)
    except NotASumError:
        raise NeedsColumnError(resolver.written_out[-1] if resolver.written_out else id_) from None
    return f"=IF(ISNUMBER({under}),{over},{UNDEFINED})", f"=IF(ISNUMBER({over}),{under},{UNDEFINED})"


def _leaf(where: str | None) -> Node:
    """An address as a name, a number as a number."""
    try:
        return Number(float(where)) if where else BLANK
    except ValueError:
        return Name(where or "")


@dataclass(frozen=True)
class _Resolver:
    """Turns a tree of ids into one of addresses, without what this document does not have."""

    catalog: Catalog
    address: Address
    special: Special
    total_cell: Address

    def name(self, id_: str) -> Node:
        record = self.catalog.field.get(id_)
        if record is not None and record.scope != "cell":
            return _leaf(self.special(Name(id_)))
        found = _leaf(self.address(id_))
        return found if found != BLANK else self.formula(id_)

    def formula(self, id_: str) -> Node:
        """What an id is computed from, its own cell aside."""
        record = self.catalog.field.get(id_)
        if record is None:
            return self.node(self.catalog.trees[id_])
        default = _leaf(self.special(Name(record.default_setting))) if record.default_setting else BLANK
        if default != BLANK or not record.fallback:
            return default
        return self.node(formula.parse(record.fallback))

    def sum(self, part: Node) -> Node:  # noqa: ARG002  a row has no sums
        return BLANK

    def node(self, node: Node) -> Node:
        match node:
            case Name(id_):
                return self.name(id_)
            case Operation(operator, left, right):
                left, right = self.node(left), self.node(right)
                if BLANK in (left, right):
                    return BLANK
                if operator in "+-" and right == Number(0.0):
                    return left
                return right if operator == "+" and left == Number(0.0) else Operation(operator, left, right)
            case Call("sum", (inner,)):
                return self.sum(inner)
            case Call("total", (Name(id_),)):
                return _leaf(self.total_cell(id_))
            case Call("prior12" | "elapsed"):
                return _leaf(self.special(node))
            case Call("opt", (inner,)):
                typed = (_leaf(self.address(i)) for i in self.catalog.driving(inner))
                drivers = tuple(where for where in typed if where != BLANK)
                return Call("opt", (self.node(inner), *drivers)) if drivers else Number(0.0)
            case Call(function, arguments):
                found = tuple(self.node(argument) for argument in arguments)
                if function == "marketing":
                    found = (*found, Name(self.special(node) or ""))
                known = tuple(part for part in found if part != BLANK)
                if function == "first" and known:
                    return known[0] if len(known) == 1 else Call("first", known)
                needed = 1 if function == "each" else len(found)
                return Call(function, found) if len(known) >= needed else BLANK
        return node


@dataclass(frozen=True)
class _TotalResolver(_Resolver):
    """The same over ranges. Of a rule with something typed for all channels each sum takes all its own known rows."""

    rule: Node
    ranges: set[str] = field(default_factory=set)
    written_out: list[str] = field(default_factory=list)  # ids without a column, the outermost last

    @property
    def typed(self) -> frozenset[str]:
        ids = (i for i in formula.names(self.rule) if (f := self.catalog.field.get(i)) is not None and f.on_total)
        return frozenset(i for i in ids if self.special(Name(i)))

    def name(self, id_: str) -> Node:
        record = self.catalog.field.get(id_)
        where = self.address(id_) if record is None or record.scope == "cell" else None
        if where:
            self.ranges.add(where)
            return Name(where)
        found = super().name(id_)
        if not isinstance(found, Name | Number):
            self.written_out.append(id_)
        return found

    def sum(self, part: Node) -> Node:
        ids = formula.names(part)
        if self.typed.intersection(ids):
            return replace(self, address=lambda id_: self.special(Name(id_)), ranges=set()).node(part)
        found = BLANK if any(map(self.catalog.uses_total, ids)) else self.node(part)
        return found if found == BLANK else Call("sum", (found,))
