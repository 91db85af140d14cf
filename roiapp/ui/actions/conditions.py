"""When an action can be done, by the names the records use, and why not otherwise."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

from roiapp.language import mark


class Situation(NamedTuple):
    """What the conditions are asked of. `undo` and `redo` are the titles of the steps, "" where there is none."""

    open: bool = False
    file: bool = False
    undo: str = ""
    redo: str = ""
    channel: bool = False
    base_period: bool = False
    periods: int = 0
    hidden: bool = False
    over_time: bool = False
    chart: bool = False
    arranged: bool = False
    findings: bool = False
    kind: str = ""
    can_match: bool = False
    time_matched: bool = False
    scenario: bool = False
    what_if: bool = False


CONDITIONS: Final[dict[str, Callable[[Situation], bool]]] = {
    "always": lambda _now: True,
    "open": lambda now: now.open,
    "file": lambda now: now.file,
    "undo": lambda now: bool(now.undo),
    "redo": lambda now: bool(now.redo),
    "channel": lambda now: now.channel,
    "base_period": lambda now: now.base_period,
    "hidden": lambda now: now.hidden,
    "over_time": lambda now: now.over_time,
    "chart": lambda now: now.chart,
    "arranged": lambda now: now.arranged,
    "findings": lambda now: now.findings,
    "leading": lambda now: now.kind == "leading",
    "lagging": lambda now: now.kind == "lagging",
    "can_match": lambda now: now.can_match,
    "time_matched": lambda now: now.time_matched,
    "scenario": lambda now: now.scenario,
    "what_if": lambda now: now.what_if,
    "several_periods": lambda now: now.base_period and now.periods > 1,
}


#: why an action waits, by its condition
REASONS: Final[dict[str, str]] = {
    "open": mark("No worksheet is open."),
    "file": mark("The document has not been saved yet."),
    "undo": mark("Nothing was changed yet."),
    "redo": mark("Nothing was taken back."),
    "channel": mark("Choose a channel first."),
    "base_period": mark("Choose a single period first."),
    "hidden": mark("No column is hidden."),
    "arranged": mark("The rows stand in their own order."),
    "over_time": mark("It is for one figure over time."),
    "findings": mark("What the numbers say is not shown."),
    "can_match": mark("The periods need dates, and a channel its time to close in days."),
    "time_matched": mark("The figures are shown as typed."),
    "scenario": mark("No scenario is looked at."),
    "chart": mark("There is no chart yet: its figures are missing."),
    "several_periods": mark("Choose a single period first; the last one stays."),
}
