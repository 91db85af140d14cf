"""The numbers of an explanation worked out once more."""

import math

from roiapp.core import formula
from roiapp.core.evaluation import evaluate
from roiapp.core.explain import Explanation


def check_value(explanation: Explanation) -> float:
    """The arithmetic of the numbers side from its unrounded figures; NaN where there is none."""
    text = "".join(repr(part.value) if part.value is not None else part.text for part in explanation.numbers)
    for sign, operator in (("×", "*"), ("÷", "/"), ("−", "-"), (";", ",")):
        text = text.replace(sign, operator)
    if not text or "nan" in text:
        return math.nan
    return evaluate(formula.parse(text), lambda _: math.nan)
