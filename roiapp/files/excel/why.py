"""Why a row has undefined figures, as a formula: it names what is missing or zero, until that changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from roiapp.core import formula
from roiapp.core.blanks import last_entered
from roiapp.core.evaluation import evaluate_arrays
from roiapp.core.excel_formula import Special, part_formula
from roiapp.core.explain import display_id
from roiapp.core.formula import Call, Name, Node, Operation
from roiapp.core.metrics import Metric
from roiapp.core.reasons import required
from roiapp.language import plain, tr

if TYPE_CHECKING:
    import numpy.typing as npt

    from roiapp.core.results import Figures
    from roiapp.core.worksheet import Floats
    from roiapp.files.excel.plan import SheetPlan

    Bools = npt.NDArray[np.bool_]
    Holds = Callable[[Figures], Bools]

#: Excel takes formulas of 8,192 characters; what would not fit any more is left out
_LONGEST = 7_500
_ELAPSED = Call("elapsed", ())


@dataclass(frozen=True)
class _Part:
    """One reason: the test of the formula, the sentence, and in which channels of a sheet it holds now."""

    test: str
    text: str
    holds: Callable[[Figures], Bools]

    @property
    def formula(self) -> str:
        quoted = plain(self.text).replace('"', '""')
        return f'IF({self.test},"; {quoted}","")'


class WhyColumn:
    """The reasons of the rows of all periods' sheets, or of all roll-ups': `template` is the formula ("" where none can
    arise), `said` what it gives on one of them."""

    def __init__(self, figures: Figures, plan: SheetPlan, special: Special) -> None:
        self._figures = figures
        self._catalog = figures.catalog
        self._plan = plan
        self._special = special
        self._rollup = figures.view.rollup
        self._shown = [
            record for record in plan.shown
            if isinstance(record, Metric) and not (self._rollup and record.total == "")
        ]  # fmt: skip
        self._divisors = {record.id: tuple(self._divisors_of(record.id)) for record in self._shown}
        self._parts: list[_Part] = []
        length = 0
        for part in (*self._missing(), *self._not_begun(), *self._zero(), *self._apart()):
            length += len(part.formula) + 1
            if length < _LONGEST:
                self._parts.append(part)
        self.template = f"=MID({'&'.join(part.formula for part in self._parts)},3,999)" if self._parts else ""

    def said(self, figures: Figures) -> list[str]:
        """The reasons of each channel."""
        said: list[list[str]] = [[] for _ in range(self._plan.channels)]
        with np.errstate(all="ignore"):
            for part in self._parts:
                for channel in np.flatnonzero(part.holds(figures)).tolist():
                    said[channel].append(plain(part.text))
        return ["; ".join(texts) for texts in said]

    # -- the reasons ---------------------------------------------------------------------------------------------------

    def _missing(self) -> Iterator[_Part]:
        """An input is named while it is blank and a figure that is shown cannot be known without it; beyond the core
        one that nobody ever typed is no news."""
        users: dict[str, list[str]] = {}
        used = self._figures.worksheet.columns
        for record in self._shown:
            for id_ in dict.fromkeys(self._needed(self._catalog.trees[record.id])):
                if id_ in self._plan.column and (id_ in used or self._catalog.field[id_].block == "core"):
                    users.setdefault(id_, []).append(record.id)
        for id_, ids in users.items():
            test, undefined = self._undefined(ids)

            def holds(figures: Figures, id_: str = id_, undefined: Holds = undefined) -> Bools:
                return np.isnan(figures.values(id_)) & undefined(figures)

            label = tr("{field} missing", field=self._label(id_))
            yield _Part(f"AND(NOT(ISNUMBER({self._plan.any_cell(id_)})),{test})", label, holds)

    def _not_begun(self) -> Iterator[_Part]:
        """A pace is nothing before the period begins."""
        gone = self._special(_ELAPSED)
        ids = [record.id for record in self._shown if formula.uses(self._catalog.trees[record.id], "elapsed")]
        if not ids or not gone or self._rollup:
            return
        test, undefined = self._undefined(ids)

        def holds(figures: Figures) -> Bools:
            period = figures.worksheet.periods[figures.view.periods[0]]
            begun = period.elapsed(figures.calculator.as_of) is not None
            return undefined(figures) & (not begun)

        yield _Part(f"AND(NOT(ISNUMBER({gone})),{test})", tr("The period has not begun"), holds)

    def _zero(self) -> Iterator[_Part]:
        """A divisor is named while it is zero, or below where that has no meaning, and a figure is undefined."""
        users: dict[tuple[Node, bool], list[str]] = {}
        for id_, divisors in self._divisors.items():
            for divisor, guarded in divisors:
                if divisor is not None and formula.names(divisor):
                    users.setdefault((divisor, False), []).append(id_)
                    if guarded:
                        users.setdefault((divisor, True), []).append(id_)
        for (divisor, below), ids in users.items():
            test, undefined = self._undefined(list(dict.fromkeys(ids)))
            label = self._label(formula.names(divisor)[0])

            def holds(
                figures: Figures, divisor: Node = divisor, below: bool = below, undefined: Holds = undefined
            ) -> Bools:
                values = _numbers(figures, divisor)
                return np.asarray(values < 0 if below else values == 0) & undefined(figures)

            text = tr("{field} is below 0", field=label) if below else tr("{field} is 0", field=label)
            yield _Part(f"AND({self._is(divisor, '<0' if below else '=0')},{test})", text, holds)

    def _apart(self) -> Iterator[_Part]:
        """In a roll-up all can be known and still never in the same period."""
        for record in self._shown if self._rollup else ():
            ids, divisors = self._required(record.id), self._divisors[record.id]
            if not ids or not all(id_ in self._plan.column for id_ in ids) or any(d is None for d, _ in divisors):
                continue
            cells = ",".join(str(self._plan.any_cell(id_)) for id_ in ids)
            test, undefined = self._undefined([record.id])
            tests = [test, f"COUNT({cells})={len(ids)}"]
            bases = [(divisor, guarded) for divisor, guarded in divisors if divisor is not None]
            for divisor, guarded in bases:
                tests += [f"NOT({self._is(divisor, sign)})" for sign in (("=0", "<0") if guarded else ("=0",))]

            def holds(
                figures: Figures, ids: tuple[str, ...] = ids, bases: list[tuple[Node, bool]] = bases,
                undefined: Holds = undefined,
            ) -> Bools:  # fmt: skip
                found = undefined(figures)
                for id_ in ids:
                    found = found & ~np.isnan(figures.values(id_))
                for divisor, guarded in bases:
                    values = _numbers(figures, divisor)
                    found = found & ~(values == 0) & ~((values < 0) & guarded)
                return found

            text = tr("{figure}: its parts are never known in the same period", figure=tr(record.header))
            yield _Part(f"AND({','.join(tests)})", text, holds)

    # -- what they are made of -----------------------------------------------------------------------------------------

    def _required(self, id_: str) -> tuple[str, ...]:
        return required(self._catalog, self._catalog.trees[id_])

    def _needed(self, node: Node) -> Iterator[str]:
        """The inputs without which a formula cannot be known; a figure that is shown itself answers for its own."""
        match node:
            case Name(id_) if id_ in self._catalog.field:
                if self._catalog.field[id_].scope == "cell":
                    yield id_
            case Name(id_):
                if id_ not in self._divisors:
                    yield from self._needed(self._catalog.trees[id_])
            case Call("opt"):
                return
            case Call("first", arguments):
                yield from self._needed(last_entered(arguments))
            case _:
                for child in formula.children(node):
                    yield from self._needed(child)

    def _label(self, id_: str) -> str:
        return tr(self._catalog.record(id_).header)

    def _undefined(self, ids: list[str]) -> tuple[str, Holds]:
        """The test that one of these figures is undefined, and where that is so."""
        cells = ",".join(str(self._plan.any_cell(id_)) for id_ in ids)

        def holds(figures: Figures) -> Bools:
            return np.asarray(np.isnan([figures.values(id_) for id_ in ids]).any(axis=0))

        return f"COUNT({cells})<{len(ids)}", holds

    def _divisors_of(self, id_: str) -> Iterator[tuple[Node | None, bool]]:
        """The factors that a figure is divided by, and whether one below 0 has no meaning either; None for one that has
        no cells to look at. What has no column is looked into."""
        for node in formula.walk(self._catalog.trees[id_]):
            if isinstance(node, Name) and node.id != id_ and node.id in self._catalog.metric:
                name = display_id(self._figures, node.id)
                if name not in self._plan.column:
                    yield from self._divisors_of(name)
            elif isinstance(node, Operation) and node.operator == "/":
                below = node.right
                guarded = isinstance(below, Call) and below.function == "positive"
                for factor in _factors(formula.children(below)[0] if guarded else below):
                    if formula.names(factor):
                        yield self._placed(factor), guarded

    def _placed(self, node: Node) -> Node | None:
        """The part with each name as it is called in this document, None where one has no column."""
        found = formula.rewrite(
            node, lambda part: Name(display_id(self._figures, part.id)) if isinstance(part, Name) else part
        )
        functions = {part.function for part in formula.walk(found) if isinstance(part, Call)}
        if not functions <= {"first"} and not _is_total(found):
            return None
        return found if all(name in self._plan.column for name in formula.names(found)) else None

    def _is(self, divisor: Node, test: str) -> str:
        """The test of a divisor, "=0" or "<0", on the cells of the row."""
        cell = None
        if isinstance(divisor, Name):
            cell = self._plan.any_cell(divisor.id)
        elif _is_total(divisor):
            cell = self._plan.total(formula.names(divisor)[0])
        if cell:
            return f'COUNTIF({cell},"<0")>0' if test == "<0" else f"COUNTIF({cell},0)>0"
        text = part_formula(self._catalog, divisor, self._plan.any_cell).removeprefix("=")
        return f"IFERROR(({text}){test},FALSE)"


def _numbers(figures: Figures, divisor: Node) -> Floats:
    """A divisor's figures, one per channel."""
    if _is_total(divisor):
        return np.full(len(figures.worksheet.keys), figures.total_value(formula.names(divisor)[0]))

    def look_up(node: Name | Call) -> Floats:
        assert isinstance(node, Name)
        return figures.values(node.id)

    return evaluate_arrays(divisor, look_up)


def _factors(node: Node) -> Iterator[Node]:
    if isinstance(node, Operation) and node.operator == "*":
        yield from _factors(node.left)
        yield from _factors(node.right)
    else:
        yield node


def _is_total(node: Node) -> bool:
    return isinstance(node, Call) and node.function == "total"
