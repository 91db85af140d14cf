"""A formula tree evaluated for single figures or whole arrays, outside the calculator's fast path.

Used for totals, roll-ups, reasons and explanations. NaN is undefined; nothing infinite comes out.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from functools import reduce

import numpy as np

from roiapp.core.formula import Call, Name, Node, Number, Operation
from roiapp.core.worksheet import Floats

#: what a name or a function of the view (sum, total, prior12 …) stands for
Lookup = Callable[[Name | Call], float]
ArrayLookup = Callable[[Name | Call], Floats]


def evaluate(node: Node, lookup: Lookup) -> float:
    """The figure of a tree. `lookup` answers names and the functions that depend on where one looks."""
    match node:
        case Number(value):
            return value
        case Operation(operator, left, right):
            return _operate(operator, evaluate(left, lookup), evaluate(right, lookup))
        case Call("first", arguments):
            return next((v for a in arguments if not math.isnan(v := evaluate(a, lookup))), math.nan)
        case Call("each", (left, right)):
            a, b = evaluate(left, lookup), evaluate(right, lookup)
            return 0.0 if a == 0 or b == 0 else finite(a * b)
        case Call("positive", (inner,)):
            value = evaluate(inner, lookup)
            return value if value > 0 else math.nan
        case Call("min" | "max" as function, arguments):
            values = [evaluate(a, lookup) for a in arguments]
            if any(math.isnan(v) for v in values):
                return math.nan
            return min(values) if function == "min" else max(values)
    return lookup(node)


def _operate(operator: str, a: float, b: float) -> float:
    if operator == "+":
        return finite(a + b)
    if operator == "-":
        return finite(a - b)
    if operator == "*":
        return finite(a * b)
    return finite(a / b) if b else math.nan


def finite(value: float) -> float:
    """NaN for what is too large to be a figure."""
    return value if math.isfinite(value) else math.nan


def exact_sum(values: Iterable[float]) -> float:
    """The sum rounded once, whatever the order; NaN where it is too large."""
    try:
        return finite(math.fsum(values))
    except (OverflowError, ValueError):  # too large on the way, or infinite of both signs
        return math.nan


def evaluate_arrays(node: Node, lookup: ArrayLookup) -> Floats:
    """The same over arrays of one length; call it under `np.errstate(all="ignore")`."""
    match node:
        case Number(value):
            return np.float64(value) + np.zeros(1)
        case Operation(operator, left, right):
            a, b = evaluate_arrays(left, lookup), evaluate_arrays(right, lookup)
            if operator == "+":
                result = a + b
            elif operator == "-":
                result = a - b
            elif operator == "*":
                result = a * b
            else:
                result = a / b
            return np.asarray(np.where(np.isfinite(result), result, np.nan))
        case Call("first", arguments):
            chosen = evaluate_arrays(arguments[-1], lookup)
            for argument in reversed(arguments[:-1]):
                tried = evaluate_arrays(argument, lookup)
                chosen = np.where(np.isnan(tried), chosen, tried)
            return chosen
        case Call("each", (left, right)):
            a, b = evaluate_arrays(left, lookup), evaluate_arrays(right, lookup)
            result = np.asarray(np.where((a == 0) | (b == 0), 0.0, a * b))
            return np.asarray(np.where(np.isfinite(result), result, np.nan))
        case Call("positive", (inner,)):
            base = evaluate_arrays(inner, lookup)
            return np.where(base > 0, base, np.nan)
        case Call("min", arguments):
            return np.asarray(reduce(np.minimum, [evaluate_arrays(a, lookup) for a in arguments]))
        case Call("max", arguments):
            return np.asarray(reduce(np.maximum, [evaluate_arrays(a, lookup) for a in arguments]))
    return lookup(node)
