"""One answer of a check, as a plain record, and which of many answers come first."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from roiapp.language import mark

if TYPE_CHECKING:
    from roiapp.analysis.statistics import Interval
    from roiapp.core.periods import View

Verdict = Literal["good", "bad", "unclear"]

#: what is shown at once, and of one kind
SHOWN: Final = 5
OF_ONE_KIND: Final = 2
#: stands below findings that have ranges
RANGES_COVER: Final = mark("Ranges cover chance, not sales credited to the wrong channel.")


class Show(NamedTuple):
    """What “Show me” selects: the cells of these channels (by index; none: the total) in the column of a field or
    metric, in a view, and the chart of that id (“”: the one at hand)."""

    view: View
    channels: tuple[int, ...] = ()
    column: str = ""
    chart: str = ""


class Finding(NamedTuple):
    """An answer to the question `id`.

    `claim` and `text` are whole sentences, translated; `assumption` is a third, where the answer rests on one.
    `channels` are indices. `interval` is the range the verdict rests on, in the unit of the figure compared, at
    `level`; `needed` says how many more `needed_of` (the id of a count) would tell. `at_stake` is gross profit of the
    period, None where no money can be named.
    """

    id: str
    verdict: Verdict
    claim: str
    text: str
    show: Show
    channels: tuple[int, ...] = ()
    metric: str = ""
    interval: Interval | None = None
    level: float | None = None
    needed: int | None = None
    needed_of: str = ""
    at_stake: float | None = None
    assumption: str = ""

    @property
    def whole_text(self) -> str:
        """All sentences, one after the other."""
        return " ".join(each for each in (self.claim, self.text, self.assumption) if each)


def ranked(findings: Iterable[Finding]) -> list[Finding]:
    """What was called before what is unclear, then by the money at stake; equal ones stay as they came."""
    return sorted(findings, key=lambda each: (each.verdict == "unclear", -(each.at_stake or 0.0)))


def first_shown(findings: Iterable[Finding]) -> tuple[list[Finding], list[Finding]]:
    """Of ranked findings those that are shown at once, and the rest behind “more”."""
    shown: list[Finding] = []
    rest: list[Finding] = []
    for finding in findings:
        alike = sum(each.id == finding.id for each in shown)
        (shown if len(shown) < SHOWN and alike < OF_ONE_KIND else rest).append(finding)
    return shown, rest
