"""The Excel formula of a row and of a total, from the tree that everything else comes from.

English names and commas, for Excel 2010 and later, LibreOffice and Google Sheets. Undefined shows an en dash; a blank
cell is unknown and never 0. A cell of a field holds its effective figure: what was typed, else the formula that
`row_formula` gives for the field (its document-wide default or its fallback).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from roiapp.core import formula
from roiapp.core.catalog import Catalog
from roiapp.core.excel_sums import BLANK, NotASumError, Sums, number_text
from roiapp.core.formula import Call, Name, Node, Number, Operation

#: id -> where its figure (or column of figures) stands, None where the document has none. The text is taken as it is,
#: so one formula with a placeholder for the row serves all rows.
Address = Callable[[str], str | None]
#: Where something else stands, as an address or a number; None where it is not known. Asked for a document-wide setting
#: (`Name("elasticity")`, `Name("default_margin")`), what is typed for all channels (`Name("actual_customers")`),
#: elapsed() and prior12(x), whose months are those in which all prior12 of the formula are known. For marketing(x) it
#: is a test of the channel's source: `G5="Marketing"`.
Special = Callable[[Name | Call], str | None]

UNDEFINED = '"–"'
_ERROR = "NA()"  # undefined inside a formula, until the whole is turned into the dash
_RANK = {"+": 1, "-": 1, "*": 2, "/": 2}


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
    return f"={_Writer().tail(tree, UNDEFINED)}"


def total_formula(catalog: Catalog, id_: str, column: Address, *, special: Special = _nowhere) -> str:
    """The formula of a total over rows by the rule of the record. `column` gives ranges of equal height (`C5:C16`).

    A goal that `special` knows was typed for all channels and wins over the rows. The rows are the cells of one period;
    those of several, with a range for elapsed(), give the roll-up of sums and ratios. Raises `NeedsColumnError`.
    """
    record = catalog.field.get(id_)
    typed = _leaf(special(Name(id_))) if record is not None and record.on_total else BLANK
    if typed != BLANK:
        return f"={_Writer().tail(typed, UNDEFINED)}"
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
            sums = Sums(tree, resolver.ranges, alone=bool(resolver.typed))
            found = _Writer(sums).tail(tree, UNDEFINED)
        except NotASumError:
            raise NeedsColumnError(resolver.written_out[-1] if resolver.written_out else id_) from None
        text = found if text == UNDEFINED else f"IF({sums.any_row()},{found},{text})"
    return f"={text}"


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


# -- one cell ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Term:
    """An expression and what must hold for it. `needs` are cells that must be numbers; `tests` never are errors,
    `guards` can be, so they are asked after the rest; `risky`: an error is possible all the same."""

    text: str
    rank: int = 3
    needs: tuple[str, ...] = ()
    tests: tuple[str, ...] = ()
    guards: tuple[str, ...] = ()
    risky: bool = False

    def within(self, rank: int) -> str:
        return f"({self.text})" if self.rank < rank else self.text

    @property
    def known(self) -> str:
        """The test that all of it is known, "" where it always is."""
        return _all((*_numbers(self.needs), *self.tests))

    @property
    def safe(self) -> bool:
        return not self.guards and not self.risky


def _numbers(cells: tuple[str, ...]) -> tuple[str, ...]:
    if len(cells) > 1:
        return (f"COUNT({','.join(cells)})={len(cells)}",)
    return tuple(f"ISNUMBER({cell})" for cell in cells)


def _all(tests: Iterable[str], function: str = "AND") -> str:
    found = list(dict.fromkeys(tests))
    return f"{function}({','.join(found)})" if len(found) > 1 else "".join(found)


def _joined(text: str, rank: int, *terms: _Term, risky: bool = False) -> _Term:
    def together(lists: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(item for items in lists for item in items))

    return _Term(
        text, rank, together(t.needs for t in terms), together(t.tests for t in terms),
        together(t.guards for t in terms), risky or any(t.risky for t in terms),
    )  # fmt: skip


class _Writer:
    """Writes a resolved tree as an Excel expression; `sums` are those of a total rule."""

    def __init__(self, sums: Sums | None = None) -> None:
        self.sums = sums

    def tail(self, node: Node, undefined: str) -> str:
        """The whole of a formula, or of its last alternative: the number or `undefined`."""
        match node:
            case Name(""):
                return undefined
            case Call("first", (first, *others)):
                rest = self.tail(others[0] if len(others) == 1 else Call("first", tuple(others)), undefined)
                term = self.term(first)
                if term.safe:
                    return f"IF({term.known},{term.text},{rest})" if term.known else term.text
                return f"IFERROR({self.tail(first, _ERROR)},{rest})"
            case Call("each", (left, right)):
                zero, product = self._zero(left, right), self.tail(_times(left, right), undefined)
                return f"IF({zero},0,{product})" if zero else product
        term = self.term(node)
        text = term.text
        if term.guards:
            text = f"IF({_all(term.guards)},{text},{undefined})"
        if term.risky and undefined != _ERROR:
            text = f"IFERROR({text},{undefined})"
        return f"IF({term.known},{text},{undefined})" if term.known else text

    def _zero(self, *nodes: Node) -> str:
        """The test that one of them is known to be 0, "" where none can be."""
        cells = [node.id for node in nodes if isinstance(node, Name) and node != BLANK]
        tests = ["+".join(f"COUNTIF({cell},0)" for cell in cells) + ">0"] if cells else []
        tests += [f"IFERROR({self.tail(node, _ERROR)}=0,FALSE)" for node in nodes if isinstance(node, Operation | Call)]
        tests += ["TRUE" for node in nodes if node == Number(0.0)]
        return _all(tests, "OR")

    def _inner(self, node: Node) -> _Term:
        """A term without guards, for the branches of an IF."""
        term = self.term(node)
        return term if not term.guards else _Term(self.tail(node, _ERROR), risky=True)

    def term(self, node: Node) -> _Term:
        match node:
            case Number(value):
                return _Term(number_text(value), 3 if value >= 0 else 1)
            case Name(cell):
                return _Term(cell, needs=(cell,))
            case Operation("-", Number(0.0), right):
                term = self.term(right)
                return _joined(f"-{term.within(3)}", 1, term)
            case Operation(operator, left, right):
                rank = _RANK[operator]
                a, b = self.term(left), self.term(right)
                text = f"{a.within(rank)}{operator}{b.within(rank + 1 if operator in '-/' else rank)}"
                return _joined(text, rank, a, b, risky=operator == "/" and not _not_zero(right))
            case Call("positive", (inner,)):
                term = self.term(inner)
                return replace(term, guards=(*term.guards, f"{term.text}>0"))
            case Call("min" | "max" as function, arguments):
                terms = [self.term(argument) for argument in arguments]
                return _joined(f"{function.upper()}({','.join(t.text for t in terms)})", 3, *terms)
            case Call("opt", (inner, *drivers)):
                return self._optional(inner, tuple(d.id for d in drivers if isinstance(d, Name)))
            case Call("first", (first, *others)):
                a, b = self._inner(first), self._inner(others[0] if len(others) == 1 else Call("first", tuple(others)))
                if not a.safe:
                    return _Term(self.tail(node, _ERROR), risky=True)
                tests = (_any_known(a, b),) if a.known and b.known else ()
                return _Term(f"IF({a.known},{a.text},{b.text})" if a.known else a.text, tests=tests, risky=b.risky)
            case Call("marketing", (inner, Name(test))):
                term = self.term(inner)
                return replace(term, text=f"IF({test},{term.text},0)", rank=3)
            case Call("sum", (part,)) if self.sums is not None:
                text, rank, cells, any_row = self.sums.write(part)
                return _Term(text, rank, cells, (any_row,) if any_row else ())
        return _Term(self.tail(node, _ERROR), risky=True)

    def _optional(self, inner: Node, drivers: tuple[str, ...]) -> _Term:
        if drivers == (inner.id if isinstance(inner, Name) else "",):
            return _Term(f"N({drivers[0]})")
        driven = f"COUNT({','.join(drivers)})"
        if inner == BLANK:
            return _Term("0", tests=(f"{driven}=0",))
        term = self._inner(inner)
        tests = (f"OR({driven}=0,{term.known})",) if term.known else ()
        return _Term(f"IF({driven}>0,{term.text},0)", tests=tests, risky=term.risky)


def _any_known(a: _Term, b: _Term) -> str:
    if len(a.needs) == len(b.needs) == 1 and not (a.tests or b.tests):
        return f"COUNT({a.needs[0]},{b.needs[0]})>0"
    return _all((a.known, b.known), "OR")


def _not_zero(divisor: Node) -> bool:
    """Whether a divisor cannot be 0: a number, or guarded by positive()."""
    match divisor:
        case Number(value):
            return value != 0
        case Call("positive"):
            return True
    return False


def _times(left: Node, right: Node) -> Node:
    return BLANK if BLANK in (left, right) else Operation("*", left, right)
