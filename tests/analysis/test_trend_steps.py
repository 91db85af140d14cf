"""Steps taken on trends: on which figures and lines they are marked, where they stand, and what is said of them."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from roiapp.analysis.trend_chart import trend_chart
from roiapp.analysis.trend_marks import TrendMark
from roiapp.core.calculator import Calculator
from roiapp.core.catalog import standard
from roiapp.core.channel_edits import RemoveChannels
from roiapp.core.periods import Period, base_view
from roiapp.core.record_edits import SetRecords
from roiapp.core.record_tables import REDEFINITIONS, STEPS, Record
from roiapp.core.results import Figures
from roiapp.core.steps_taken import StepTaken, steps_taken
from roiapp.core.time_matched import time_matched
from roiapp.core.worksheet import Worksheet, build
from tests.analysis.findings.worksheets import months, worksheet

LATE = date(2026, 12, 31)
MARCH = date(2026, 3, 10)


def sheet() -> Worksheet:
    """January to May 2026: Search has 4 % of 1,000 visits in two months, then 6 %, then twice 8 %; Other has 5 %."""
    columns = {
        "visits": [[1000, 500]] * 5, "leads": [[each, 25] for each in (40, 40, 60, 80, 80)],
        "spend": [[100, 100]] * 5, "customers": [[4, 2]] * 5,
    }  # fmt: skip
    return worksheet(["Search", "Other"], months(2026, 1, 5), **columns)


def row(
    made: Worksheet, channel: int | None, metric: str = "conversion_rate", day: date = MARCH, change: str = "New form"
) -> Record:
    key = None if channel is None else made.keys[channel]
    return STEPS.row(date=day, channel=key, metric=metric, change=change, expected="more")


def figures(made: Worksheet, *rows: Record, day: date = LATE) -> Figures:
    SetRecords("steps", rows).apply(made)
    return Calculator(made, standard(), day).figures(base_view(made.periods, 0))


def marks(seen: Figures, metric: str = "conversion_rate", *told: int, ranges: bool = False) -> tuple[TrendMark, ...]:
    return trend_chart(seen, metric, told, ranges=ranges).marks


def test_it_stands_at_its_day_and_breaks_no_line() -> None:
    """March has 31 days and its middle is 59 days after January's; the 10th is 9 days in: 59 + 9 − 15.5."""
    made = sheet()
    chart = trend_chart(figures(made, row(made, 0)), "conversion_rate", ranges=False)
    said = "Step taken on Mar 10, 2026 (Search, Conversion rate): New form."
    assert chart.marks == (TrendMark(52.5, 2, said, step=True, channel=0),)
    assert [period.joined for period in chart.periods] == [False, True, True, True, True]


def test_it_is_of_its_figure_and_of_what_is_made_of_it() -> None:
    made = sheet()
    seen = figures(made, row(made, None, "leads"), row(made, None, "spend", change="Budget cut."))
    told = {metric: [mark.text.split(": ")[1] for mark in marks(seen, metric)] for metric in (
        "leads", "conversion_rate", "spend", "cost_per_lead", "visits", "customers",
    )}  # fmt: skip
    assert told == {
        "leads": ["New form."], "conversion_rate": ["New form."], "spend": ["Budget cut."],
        "cost_per_lead": ["New form.", "Budget cut."], "visits": [], "customers": [],
    }  # fmt: skip


def test_it_is_of_its_channel_and_of_all() -> None:
    made = sheet()
    seen = figures(made, row(made, 0, change="A"), row(made, 1, change="B"), row(made, None, change="C"))
    assert [mark.channel for mark in marks(seen)] == [0, 1, None]
    assert [mark.channel for mark in marks(seen, "conversion_rate", 0)] == [0, None]
    assert [mark.channel for mark in marks(seen, "conversion_rate", 1, 0)] == [0, 1, None]
    search, other, both = marks(seen)
    assert [search.tells_of(line) for line in (0, 1, None)] == [True, False, True]
    assert [other.tells_of(line) for line in (0, 1, None)] == [False, True, True]
    assert [both.tells_of(line) for line in (0, 1, None)] == [True, True, True]
    assert both.text == "Step taken on Mar 10, 2026 (All channels, Conversion rate): C."


def test_what_became_of_it_is_said_once_the_ranges_are_there() -> None:
    """Judged as the check does it: 4 % to 8 % of 2,000 visits is more than chance, so are twice the leads a day, 5 % to
    5 % is none, and two of one channel keep their own."""
    made = sheet()
    seen = figures(
        made, row(made, 0, "leads", change="Flyer"), row(made, 1), row(made, 0),
        row(made, 0, day=date(2026, 5, 20), change="New text"),
    )  # fmt: skip
    head = "Step taken on Mar 10, 2026"
    assert [mark.text for mark in marks(seen, ranges=True)] == [
        f"{head} (Search, Leads). It worked: Flyer.",
        f"{head} (Other, Conversion rate). Cannot tell yet whether it worked: New form.",
        f"{head} (Search, Conversion rate). It worked: New form.",
        "Step taken on May 20, 2026 (Search, Conversion rate). Cannot tell yet whether it worked: New text.",
    ]
    assert [mark.text for mark in marks(seen)][2] == f"{head} (Search, Conversion rate): New form."
    worse = sheet()
    worse.columns["leads"][:, 0] = worse.columns["leads"][::-1, 0].copy()
    (mark,) = marks(figures(worse, row(worse, 0)), ranges=True)
    assert mark.text.endswith("It did not work: New form.")


def test_time_matched_it_is_judged_by_what_was_typed() -> None:
    """Shifted by a month, the months after the step would be those before it: it is judged as it was typed."""
    made = sheet()
    made.columns["sales_cycle_days"] = np.full((5, 2), 31.0)
    SetRecords("steps", (row(made, 0),)).apply(made)
    typed = Calculator(made, standard(), LATE)
    matched = time_matched(typed)
    assert matched is not typed
    for calculator in (typed, matched):
        (mark,) = marks(calculator.figures(base_view(made.periods, 4)), ranges=True)
        assert mark.text == "Step taken on Mar 10, 2026 (Search, Conversion rate). It worked: New form."


def test_of_very_many_the_latest_are_judged() -> None:
    """Fourteen in March, from the 1st to the 14th: the first two only say what was changed."""
    made = sheet()
    steps = [row(made, 0, day=date(2026, 3, 14 - n), change=f"No. {14 - n}") for n in range(14)]
    told = {mark.text.rpartition("No. ")[2]: mark.text for mark in marks(figures(made, *steps), ranges=True)}
    assert len(told) == 14
    assert [number for number, text in told.items() if "It worked" not in text] == ["2.", "1."]


@pytest.mark.parametrize(
    ("day", "place"), [((2025, 12, 31), None), ((2026, 1, 1), 0), ((2026, 1, 31), 0), ((2026, 5, 31), 4),
                       ((2026, 6, 1), None)],
)  # fmt: skip
def test_only_days_of_the_axis_are_marked(day: tuple[int, int, int], place: int | None) -> None:
    made = sheet()
    found = marks(figures(made, row(made, 0, day=date(*day))))
    assert [mark.number for mark in found] == ([] if place is None else [place])


def test_it_stands_beside_a_change_of_what_counts() -> None:
    made = sheet()
    SetRecords("redefinitions", (REDEFINITIONS.row(date=date(2026, 4, 1), figure="leads"),)).apply(made)
    chart = trend_chart(figures(made, row(made, 0)), "conversion_rate", ranges=False)
    assert [(mark.number, mark.step) for mark in chart.marks] == [(3, False), (2, True)]
    assert [period.joined for period in chart.periods] == [False, True, True, False, True]


def test_rows_that_are_none_yet_and_channels_that_are_gone() -> None:
    made = sheet()
    rows = (
        row(made, 0), STEPS.row(date=MARCH), STEPS.row(metric="leads"), row(made, 1, "gone", change=""),
        STEPS.row(date=MARCH, channel=977, metric="leads"),
    )  # fmt: skip
    seen = figures(made, *rows)
    assert steps_taken(made) == (
        StepTaken(0, MARCH, 0, "conversion_rate", "New form", "more"), StepTaken(3, MARCH, 1, "gone", "", "more"),
    )  # fmt: skip
    assert len(marks(seen, ranges=True)) == 1
    inverse = RemoveChannels((0,)).apply(made)
    assert steps_taken(made) == (StepTaken(3, MARCH, 0, "gone", "", "more"),)
    inverse.apply(made)
    assert len(steps_taken(made)) == 2
    nothing = figures(made, row(made, 0, change=""))
    assert [mark.text for mark in marks(nothing)] == ["Step taken on Mar 10, 2026 (Search, Conversion rate)."]


def test_without_dates_nothing_is_marked() -> None:
    made = build(["A"], {"leads": [[1], [2]]}, [Period(1, "Spring"), Period(2, "Fall")])
    assert marks(figures(made, row(made, 0, "leads")), "leads") == ()
