"""One cell of a sheet: a resolved tree, whose names are addresses, as an Excel expression that never shows an error."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from roiapp.core.excel_sums import BLANK, Sums, number_text
from roiapp.core.formula import Call, Name, Node, Number, Operation

UNDEFINED = '"–"'
_ERROR = "NA()"  # undefined inside a formula, until the whole is turned into the dash
_RANK = {"+": 1, "-": 1, "*": 2, "/": 2}


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


class Writer:
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
