"""Sums over ranges of a sheet: Σ of a formula's part over the rows in which everything named is known.

A part is spread into products of ranges, since SUMPRODUCT takes a blank or a dash in a range as 0 by itself; only what
that does not settle needs a mask. No array formulas, so it works in every version.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from roiapp.core import formula
from roiapp.core.formula import Call, Name, Node, Number, Operation

#: in a tree whose names are addresses: unknown everywhere
BLANK = Name("")


class NotASumError(Exception):
    """A part whose sum over rows cannot be written without array formulas."""


@dataclass(frozen=True)
class Product:
    """One summand of a row: ranges multiplied where all `masks` hold, then `scale` ("*1000"); `scalars` stand in it."""

    ranges: tuple[str, ...] = ()
    masks: tuple[str, ...] = ()
    scale: str = ""
    sign: int = 1
    scalars: tuple[str, ...] = ()

    def times(self, other: Product) -> Product:
        return Product(
            self.ranges + other.ranges, self.masks + other.masks, self.scale + other.scale, self.sign * other.sign,
            self.scalars + other.scalars,
        )  # fmt: skip


@dataclass(frozen=True)
class Known:
    """A test over rows, 1 or 0 in each. `cells`: the ranges whose numbers it asks for; `each`: or that one is 0."""

    text: str
    cells: tuple[str, ...] = ()
    each: bool = False


Spread = tuple[tuple[Product, ...], tuple[Known, ...]]


def number_text(value: float) -> str:
    return repr(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value).upper()


def spread(node: Node, ranges: set[str]) -> Spread:
    """A part of a sum as products, and what has to be known of a row. Raises `NotASumError`."""

    def is_range(part: Node) -> bool:
        return isinstance(part, Name) and (part.id in ranges or ":" in part.id)

    match node:
        case Number(0.0):
            return (), ()
        case Number(value):
            return (Product(scale=f"*{number_text(value)}"),), ()
        case Name(where) if is_range(node):
            return (Product((where,)),), (Known(f"ISNUMBER({where})", (where,)),)
        case Name(where):
            return (Product(scale=f"*{where}", scalars=(where,)),), ()
        case Operation("/", left, Number() | Name() as divisor) if not is_range(divisor):
            products, known = spread(left, ranges)
            by = tuple(replace(p, scale=p.scale.replace("*", "/")) for p in spread(divisor, ranges)[0])
            return tuple(p.times(q) for p in products for q in by), known
        case Operation("+" | "-" | "*" as operator, left, right):
            (a, known), (b, others) = spread(left, ranges), spread(right, ranges)
            if operator == "*":
                return tuple(p.times(q) for p in a for q in b), known + others
            return a + tuple(replace(p, sign=-p.sign if operator == "-" else p.sign) for p in b), known + others
        case Call("each", (Name() | Number() as left, Name() | Number() as right)) if BLANK not in (left, right):
            products, known = spread(Operation("*", left, right), ranges)
            if len(known) == 2:  # both are columns; a document-wide figure is known or there is no total
                known = (_each(known[0].cells[0], known[1].cells[0]),)
            return products, known
        case Call("each", (Name() as left, Name() as right)) if BLANK in (left, right):
            cell = left.id or right.id
            return (), (Known(f"ISNUMBER({cell})*({cell}=0)"),)
        case Call("opt", (inner, *drivers)) if [inner] == drivers:
            return spread(inner, ranges)[0], ()
        case Call("first", (Name() as first, *others)) if is_range(first):
            a, known = spread(first, ranges)
            b, rest = spread(others[0] if len(others) == 1 else Call("first", tuple(others)), ranges)
            tests = (Known(f"({_mask(known)}+{_mask(rest)}>0)"),) if rest else ()
            return a + _masked(b, f"(1-{_mask(known)})"), tests
        case Call("marketing", (inner, Name(test))):
            products, known = spread(inner, ranges)
            return _masked(products, f"({test})"), known
    raise NotASumError


def _each(a: str, b: str) -> Known:
    text = f"(ISNUMBER({a})*ISNUMBER({b})+ISNUMBER({a})*({a}=0)+ISNUMBER({b})*({b}=0)>0)"
    return Known(text, (a, b), each=True)


def _masked(products: tuple[Product, ...], mask: str) -> tuple[Product, ...]:
    return tuple(replace(product, masks=(*product.masks, mask)) for product in products)


def _mask(known: Iterable[Known]) -> str:
    return "*".join(dict.fromkeys(k.text for k in known))


class Sums:
    """The sums of one alternative of a total rule (a tree of addresses), over the rows in which all their parts are
    known; `alone`: each over all its own known rows. `within` is a test over rows that says which may count at all.
    Raises `NotASumError`.
    """

    def __init__(self, tree: Node, ranges: set[str], alone: bool, within: str = "") -> None:
        sums = [n.arguments[0] for n in formula.walk(tree) if isinstance(n, Call) and n.function == "sum"]
        self._parts = {part: spread(part, ranges) for part in sums}
        self._joint = () if alone else tuple(dict.fromkeys(k for _, known in self._parts.values() for k in known))
        self._within = (Known(within),) if within else ()
        # Where no row counts a sum is 0, and a division by it says so itself.
        self._settled = not alone and isinstance(tree, Operation) and tree.operator == "/" and _has_sum(tree.right)

    def any_row(self) -> str:
        """The test that some row counts at all."""
        return _any_row((*self._within, *self._joint)) or "TRUE"

    def write(self, part: Node) -> tuple[str, int, tuple[str, ...], str]:
        """The sum of a part, how it binds (1 as a sum, 2 as a product, 3 as one value), the single cells in it, and the
        test that any row counts, where that has to be asked."""
        products, known = self._parts[part]
        tests = (*self._within, *(self._joint or known))
        pieces = [("-" if p.sign < 0 else "+") + _sum(p, tests) for p in products]
        text = "".join(pieces).removeprefix("+") or "0"
        binding = 1 if len(pieces) > 1 or text.startswith("-") else 2 if products and products[0].scale else 3
        cells = tuple(dict.fromkeys(cell for p in products for cell in p.scalars))
        return text, binding, cells, "" if self._settled else _any_row(tests)


def _has_sum(divisor: Node) -> bool:
    """Whether a factor of the divisor is a sum."""
    match divisor:
        case Operation("*", left, right):
            return _has_sum(left) or _has_sum(right)
        case Call("positive", (inner,)):
            return _has_sum(inner)
        case Call("sum"):
            return True
    return False


def _any_row(tests: tuple[Known, ...]) -> str:
    if len(tests) == 1:
        cells = tests[0].cells
        return f"COUNT({cells[0]})>0" if len(cells) == 1 else f"SUMPRODUCT(--{tests[0].text})>0"
    return f"SUMPRODUCT({_mask(tests)})>0" if tests else ""


def _sum(product: Product, tests: tuple[Known, ...]) -> str:
    """The sum of one product. A row where a range of its own is blank or a dash adds 0 by itself."""
    own = set(product.ranges)
    asked: list[str] = []
    for test in tests:
        others = [cell for cell in test.cells if cell not in own]
        if len(others) < len(test.cells):
            asked += [f"ISNUMBER({cell})" for cell in others]
        else:
            asked.append(test.text)
    masks = tuple(dict.fromkeys((*product.masks, *asked)))
    if not masks and len(product.ranges) == 1:
        return f"SUM({product.ranges[0]}){product.scale}"
    if not masks and not product.ranges:
        raise NotASumError  # a constant, and nothing that says of how many rows
    columns = [("--" if len(masks) == 1 else "") + "*".join(masks)] if masks else []
    return f"SUMPRODUCT({','.join([*columns, *product.ranges])}){product.scale}"
