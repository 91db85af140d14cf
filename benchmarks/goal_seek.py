"""Random questions to the goal seek, each answer and each refusal tried against brute force.

    python benchmarks/goal_seek.py [QUESTIONS] [SEED]

An answer is put into the worksheet, a new calculator made, and the figure read: it has to be the target to 1e-9. For a
refusal the input is set to many values, one after the other, and the figure read each time: where it is below the
target at one of them and above it at the next, halving the way between must lead to a pole or a jump, not to it.
"""

from __future__ import annotations

import math
import random
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from roiapp.analysis.decisions.goal_seek import Answer, Goal, seek
from roiapp.analysis.decisions.moved_inputs import SeekError, rates_over
from roiapp.core.calculator import Calculator
from roiapp.core.catalog import standard
from roiapp.core.edits import SetCells
from roiapp.core.periods import Period, View, all_periods, base_view
from roiapp.core.worksheet import Worksheet, build

_CATALOG = standard()
AS_OF = date(2026, 3, 15)
_MONTHS = [Period(1, "", date(2026, 1, 1), date(2026, 1, 31)), Period(2, "", date(2026, 2, 1), date(2026, 2, 28))]
#: what the worksheets hold; the more of it is blank, the more is refused
_BLANK = 0.1
_EXACT = 1e-9


@dataclass(frozen=True)
class Question:
    """One random question on a random worksheet."""

    sheet: Worksheet
    view: View
    goal: Goal


def worksheet(rng: random.Random) -> Worksheet:
    """Three channels, one or two months, every input of the cells filled as somebody may have typed it."""
    periods = _MONTHS[: rng.choice((1, 1, 2))]

    def figure(kind: str, most: float | None) -> float | None:
        if rng.random() < _BLANK:
            return None
        if most == 1.0 or kind == "percent":
            return rng.choice((0.1, 0.25, 0.4, 0.8))
        return rng.choice((0.0, float(rng.randint(1, 90)), float(rng.randint(100, 9000)), rng.uniform(1, 500)))

    columns = {}
    for field in _CATALOG.fields:
        if field.scope != "cell" or (field.block != "core" and rng.random() < 0.4):
            continue
        columns[field.id] = [[figure(field.unit.kind, field.maximum) for _ in range(3)] for _ in periods]
    if rng.random() < 0.6:
        columns.pop("revenue", None)
    return build(["A", "B", "C"], columns, periods)


def question(rng: random.Random) -> Question:
    """A metric, an input that it may depend on or not, and a target that is near, far, or out of reach."""
    sheet = worksheet(rng)
    view = all_periods(sheet.periods) if rng.random() < 0.5 else base_view(sheet.periods, 0)
    metric = rng.choice(_CATALOG.metrics).id
    inputs = [id_ for id_ in _CATALOG.inputs(metric) if _CATALOG.field[id_].scope == "cell"]
    fields = [f.id for f in _CATALOG.fields if f.scope == "cell" and f.kind != "target"]
    by = rng.choice(inputs) if inputs and rng.random() < 0.8 else rng.choice(fields)
    channel = None if _CATALOG.metric[metric].total_only or rng.random() < 0.4 else rng.randrange(3)
    figures = Calculator(sheet, _CATALOG, AS_OF).figures(view)
    now = figures.total_figure(metric) if channel is None else figures.value(metric, channel)
    target = rng.choice((0.5, 0.8, 0.95, 1.1, 1.3, 2.0, 5.0, -1.0)) * (now or rng.uniform(0.1, 100.0))
    held = rates_over(_CATALOG, by)
    chosen = (rng.choice(held),) if held and rng.random() < 0.3 else ()
    return Question(sheet, view, Goal(metric, target, by, channel, chosen))


def fresh(asked: Question, sheet: Worksheet) -> float:
    """The figure of a worksheet, by a calculator that knows nothing."""
    figures = Calculator(sheet, _CATALOG, AS_OF).figures(asked.view)
    goal = asked.goal
    value = figures.total_figure(goal.metric) if goal.channel is None else figures.value(goal.metric, goal.channel)
    return math.nan if value is None else value


def copy(sheet: Worksheet) -> Worksheet:
    return replace(sheet, columns={id_: column.copy() for id_, column in sheet.columns.items()})


def by_hand(asked: Question) -> Callable[[float], Worksheet]:
    """The worksheet with the input at an amount, or every known cell of it times that where there are several, and what
    is held along with it; from the words of the document alone."""
    goal = asked.goal
    calculator = Calculator(asked.sheet, _CATALOG, AS_OF)
    channels = range(len(asked.sheet.keys)) if goal.channel is None else (goal.channel,)
    cells = [(p, c) for p in asked.view.periods for c in channels]
    most = _CATALOG.field[goal.by].maximum
    above = [_CATALOG.metric[id_].formula.split(" / ")[0] for id_ in goal.held]
    known = [
        (period, channel, calculator.value(period, goal.by, channel),
         [(numerator, calculator.value(period, numerator, channel)) for numerator in above])
        for period, channel in cells
    ]  # fmt: skip

    def moved(unknown: float) -> Worksheet:
        sheet = copy(asked.sheet)
        for period, channel, before, tops in known:
            value = unknown if len(cells) == 1 else before * unknown
            if math.isnan(value):
                continue
            SetCells.one(goal.by, period, channel, value if most is None else min(value, most)).apply(sheet)
            for numerator, top in tops:
                if not math.isnan(top) and before:
                    SetCells.one(numerator, period, channel, top / before * value).apply(sheet)
        return sheet

    return moved


def fault(asked: Question, answer: Answer) -> str:
    """What is wrong with an answer or a refusal, "" where nothing is."""
    goal = asked.goal
    if answer.edit is not None:
        sheet = copy(asked.sheet)
        answer.edit.apply(sheet)
        found = fresh(asked, sheet)
        near = _EXACT * (abs(goal.target) or abs(answer.before or 1.0))
        return "" if abs(found - goal.target) <= near else f"{found} instead of {goal.target}"
    field = _CATALOG.field[goal.by]
    channels = 3 if goal.channel is None else 1
    alone = len(asked.view.periods) * channels == 1
    sizes = [10.0 ** (power / 6) for power in range(-24, 43)]
    points = [0.0, *sizes, *([-size for size in sizes] if field.minimum is None else [])]
    points = sorted(p for p in points if not alone or field.maximum is None or p <= field.maximum)
    moved = by_hand(asked)
    seen = [(point, fresh(asked, moved(point)) - goal.target) for point in points]
    for (low, one), (high, other) in pairwise(seen):
        if one * other < 0.0:
            for _ in range(100):
                middle = (low + high) / 2
                off = fresh(asked, moved(middle)) - goal.target
                low, high = (middle, high) if (off < 0.0) == (one < 0.0) else (low, middle)
            if abs(off) <= 1e-7 * (abs(goal.target) or 1.0):
                return f"refused, but {middle} is one"
    return ""


def main(count: int, seed: int) -> int:
    """Ask, and say what came of it."""
    rng = random.Random(seed)
    said: Counter[str] = Counter()
    faults, spent = [], 0.0
    for number in range(count):
        asked = question(rng)
        figures = Calculator(asked.sheet, _CATALOG, AS_OF).figures(asked.view)
        start = time.perf_counter()
        try:
            answer = seek(figures, asked.goal)
        except SeekError:
            said["nothing to ask"] += 1
            continue
        finally:
            spent += time.perf_counter() - start
        said["solved" if answer.edit is not None else "refused"] += 1
        if wrong := fault(asked, answer):
            faults.append(f"{number}: {asked.goal}: {wrong}")
    print(f"{count} questions (seed {seed}): {', '.join(f'{n} {what}' for what, n in sorted(said.items()))};"
          f" {len(faults)} wrong; {1000 * spent / count:.1f} ms each")  # fmt: skip
    print("\n".join(faults[:20]))
    return 1 if faults else 0


if __name__ == "__main__":
    numbers = [int(each) for each in sys.argv[1:]]
    sys.exit(main(*(numbers + [10_000, 1][len(numbers) :])))
