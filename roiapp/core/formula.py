"""The formula language: small text in, a tree of five node types out.

Numbers, ids, ``+ - * /``, parentheses and the functions in `FUNCTIONS`. The tree is the one definition from which
evaluation, explanation, required inputs and the Excel formula are derived; this module knows nothing of any of them.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from roiapp.language import tr

#: name -> (smallest, largest number of arguments)
FUNCTIONS: dict[str, tuple[int, int]] = {
    "first": (2, 4),  # the first that is known
    "each": (2, 2),  # a × b, and 0 as soon as one is 0, even when the other is unknown
    "opt": (1, 1),  # x, or 0 where nothing of x was typed
    "min": (2, 4),
    "max": (2, 4),
    "positive": (1, 1),  # x, undefined where x ≤ 0
    "total": (1, 1),  # over all channels of the view
    "prior12": (1, 1),  # the channel's twelve months before this period
    "elapsed": (0, 0),  # share of the period gone
    "marketing": (1, 1),  # x where the channel's source is marketing, else 0
    "sum": (1, 1),  # over cells; only in total rules
}
_OPERATORS: dict[type[ast.operator], str] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}
_MAX_LENGTH, _MAX_DEPTH = 1000, 40


class FormulaError(ValueError):
    """A formula that cannot be read; the text is a sentence for the user."""


@dataclass(frozen=True)
class Number:
    """A number that stands in the formula."""

    value: float


@dataclass(frozen=True)
class Name:
    """A field or another metric."""

    id: str


@dataclass(frozen=True)
class Operation:
    """One of + - * / with what stands left and right of it."""

    operator: str
    left: Node
    right: Node


@dataclass(frozen=True)
class Call:
    """One of `FUNCTIONS` with its arguments."""

    function: str
    arguments: tuple[Node, ...]


Node: TypeAlias = Number | Name | Operation | Call


@lru_cache(maxsize=1024)
def parse(text: str) -> Node:
    """The tree of a formula. Raises `FormulaError` with a sentence that says what is not understood."""
    if len(text) > _MAX_LENGTH:
        raise FormulaError(tr("The formula is too long; {most} characters are the most.", most=_MAX_LENGTH))
    try:
        body = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise FormulaError(
            tr("“{formula}” is not a formula. Write it like spend / customers.", formula=text)
        ) from error
    return _convert(body, text, 0)


def _convert(node: ast.expr, text: str, depth: int) -> Node:
    if depth > _MAX_DEPTH:
        raise FormulaError(tr("“{formula}” is nested too deeply.", formula=text))
    match node:
        case ast.Constant(value=value) if isinstance(value, int | float) and not isinstance(value, bool):
            if abs(value) > 1e300:
                raise FormulaError(tr("The number {number} in the formula is too large.", number=value))
            return Number(float(value))
        case ast.Name(id=name):
            return Name(name)
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return Operation("-", Number(0.0), _convert(operand, text, depth + 1))
        case ast.BinOp(left=left, op=operator, right=right) if type(operator) in _OPERATORS:
            return Operation(
                _OPERATORS[type(operator)], _convert(left, text, depth + 1), _convert(right, text, depth + 1)
            )
        case ast.Call(func=ast.Name(id=function), args=arguments, keywords=[]) if function in FUNCTIONS:
            least, most = FUNCTIONS[function]
            if not least <= len(arguments) <= most:
                raise FormulaError(
                    tr("{function}() takes {least} to {most} values.", function=function, least=least, most=most)
                )
            return Call(function, tuple(_convert(argument, text, depth + 1) for argument in arguments))
    raise FormulaError(
        tr(
            "“{part}” cannot stand in a formula. Numbers, names, + − * / ( ) and the functions {functions} can.",
            part=ast.get_source_segment(text.strip(), node) or text,
            functions=", ".join(sorted(FUNCTIONS)),
        )
    )


def children(node: Node) -> tuple[Node, ...]:
    """The nodes directly under this one, left to right."""
    match node:
        case Operation(_, left, right):
            return left, right
        case Call(_, arguments):
            return arguments
    return ()


def walk(node: Node) -> Iterator[Node]:
    """This node and all below it, in the order they are written."""
    left = [node]
    while left:
        part = left.pop()
        yield part
        if isinstance(part, Operation):
            left += (part.right, part.left)
        elif isinstance(part, Call):
            left += reversed(part.arguments)


@lru_cache(maxsize=4096)
def names(node: Node) -> tuple[str, ...]:
    """The ids in the formula, each once, in formula order."""
    return tuple(dict.fromkeys(part.id for part in walk(node) if isinstance(part, Name)))


def uses(node: Node, function: str) -> bool:
    """Whether the function stands anywhere in the formula."""
    return any(isinstance(part, Call) and part.function == function for part in walk(node))


def prior_names(node: Node) -> tuple[str, ...]:
    """The ids of the prior12() parts of a formula: a month counts there when all of them are known in it."""
    parts = (part.arguments[0] for part in walk(node) if isinstance(part, Call) and part.function == "prior12")
    return tuple(dict.fromkeys(part.id for part in parts if isinstance(part, Name)))


def top_ratio(node: Node) -> tuple[Node, Node] | None:
    """Numerator and denominator when the formula is one division at the top (a constant factor may stand behind it)."""
    match node:
        case Operation("/", numerator, denominator):
            return numerator, denominator
        case Operation("*", Operation("/", numerator, denominator), Number() as factor):
            return Operation("*", numerator, factor), denominator
    return None


def rewrite(node: Node, change: Callable[[Node], Node]) -> Node:
    """The tree with `change` applied to every node, leaves first."""
    match node:
        case Operation(operator, left, right):
            return change(Operation(operator, rewrite(left, change), rewrite(right, change)))
        case Call(function, arguments):
            return change(Call(function, tuple(rewrite(argument, change) for argument in arguments)))
    return change(node)


def simplify(node: Node, absent: Callable[[str], bool]) -> Node:
    """The tree with what is never typed in this document left out: opt(fees) becomes 0, x + 0 becomes x.

    `absent` tells whether a field holds no figure anywhere. What stays has the same value in every cell.
    """

    def blank(part: Node) -> bool:
        return isinstance(part, Name) and absent(part.id)

    def reduce(part: Node) -> Node:
        match part:
            case Call("opt", (inner,)) if blank(inner):
                return Number(0.0)
            case Call("opt", (Number() as inner,)):
                return inner
            case Call("first", arguments):
                known = tuple(argument for argument in arguments if not blank(argument))
                if len(known) > 1:
                    return Call("first", known)
                return known[0] if known else arguments[-1]
            case (
                Operation("+", left, Number(0.0))
                | Operation("-", left, Number(0.0))
                | Operation("+", Number(0.0), left)
            ):
                return left
        return part

    return rewrite(node, reduce)
