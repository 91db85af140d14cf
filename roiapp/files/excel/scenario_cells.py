"""The formula of an input's cell under a scenario: the cell below it, changed by the values on the sheet of scenarios
as `core.scenarios` changes it, in the same order and within the same limits.

Inside a formula what is not known is `#N/A`, which every sum and product hands on; in the end it gives way to what
stands in a cell where nothing is typed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from roiapp.core.excel_sums import number_text

if TYPE_CHECKING:
    from roiapp.core.fields import Field
    from roiapp.core.scenarios import Kind

#: a change that concerns a cell: its kind, and where its value stands
Step = tuple["Kind", str]
#: changes that may meet in one cell: each is a formula within the next, and Excel takes 8,192 letters
MOST_STEPS: Final = 25
_UNKNOWN: Final = "NA()"


@dataclass(frozen=True)
class Cell:
    """What is changed: `below` is the cell that it lies on; `filled` the formula that stands there as long as nothing
    is typed, "" where none does; `spend` are the cells of the spend before and after; `blank` is the formula of the
    cell where nothing is typed, "" where it stays blank then."""

    below: str
    spend: tuple[str, str]
    blank: str = ""
    filled: str = ""

    def formula(self, field: Field, steps: Sequence[Step]) -> str:
        """The formula under these changes, in the order in which they are made."""
        blank = self.blank.removeprefix("=") or '""'
        if not steps:
            return f"=IF({self._typed()},{self.below},{blank})"
        sets = [where for kind, where in steps if kind == "set"]
        text = _known(sets[-1]) if sets else f"IF({self._typed()},{self.below},{_UNKNOWN})"
        for kind, where in steps:
            if kind == "add":
                text = f"{text}+{_known(where)}"
            elif kind == "scale":
                text = f"({text})*{_known(where)}"
        if any(kind != "respond" for kind, _ in steps):
            text = _within(text, field)
        for kind, where in steps:
            if kind == "respond":
                text = f"({text})*{self._factor(where)}"
        return f"=IFERROR({text},{blank})"

    def _typed(self) -> str:
        """The test that something is typed below."""
        known = f"ISNUMBER({self.below})"
        return f"AND({known},{self.below}<>{self.filled.removeprefix('=')})" if self.filled else known

    def _factor(self, elasticity: str) -> str:
        """How a result moves with the spend; it stays where nothing was spent, or it is not known what."""
        before, after = self.spend
        known = f"ISNUMBER({elasticity}),ISNUMBER({before}),ISNUMBER({after}),{before}>0,{after}>=0,{elasticity}<>0"
        return f"IF(AND({known}),({after}/{before})^{elasticity},1)"


def _known(where: str) -> str:
    return f"IF(ISNUMBER({where}),{where},{_UNKNOWN})"


def _within(text: str, field: Field) -> str:
    """Kept at the limits of the field."""
    if field.maximum is not None:
        text = f"MIN({number_text(field.maximum)},{text})"
    return f"MAX({number_text(field.minimum)},{text})" if field.minimum is not None else text
