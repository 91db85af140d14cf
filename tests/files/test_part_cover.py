"""A part of a period does not replace the whole of it without a word."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roiapp.core.catalog import standard
from roiapp.core.periods import Period
from roiapp.core.worksheet import Worksheet, build
from roiapp.files.bringing_in import BringingIn
from roiapp.files.dates import Span
from roiapp.files.import_choices import Choices, Meets
from roiapp.files.part_cover import Days, part_of, runs_on
from roiapp.files.text_tables import read_text_table

SECOND = Days(date(2025, 4, 1), date(2025, 6, 30))
QUARTERS = Period(1, "", *SECOND), Period(2, "", date(2025, 7, 1), date(2025, 9, 30))
WHOLE = build(["Google", "Radio"], {"spend": [[3000.0, 500.0], [3300.0, None]], "leads": [[30.0, 5.0], [33.0, None]]},
              list(QUARTERS))  # fmt: skip


def spans(text: str) -> list[Span]:
    """"4/1-4/30 5/3": days of 2025."""
    found = []
    for part in text.split():
        first, _, last = part.partition("-")
        days = [date(2025, *map(int, day.split("/"))) for day in (first, last or first)]
        found.append(Span(days[0], days[1]))
    return found


@pytest.mark.parametrize(
    ("rows", "part"),
    [
        ("4/1-4/30 5/1-5/31 6/1-6/30", ""),
        ("4/1-4/30 5/1-5/31", "4/1-5/31"),
        ("4/1-4/30 6/1-6/30", "4/1-4/30 6/1-6/30"),
        ("5/1-5/31", "5/1-5/31"),
        ("4/1 5/1 6/1", ""),  # first days stand for months
        ("4/1 5/1", "4/1-5/31"),
        ("4/30 5/31", "4/1-5/31"),  # last days do, too
        ("4/1", ""),  # and the first or last of all for all
        ("6/30", ""),
        ("5/14", "5/14"),
        ("4/2 4/3 4/4 4/5", "4/2-4/5"),
        ("4/2 4/9 4/16 4/23 4/30 5/7 5/14 5/21 5/28 6/4 6/11 6/18 6/25", ""),  # Wednesdays
        ("4/2 4/9 4/16 4/23 4/30 5/7 5/14", "4/2-5/14"),
        ("4/1 4/2 4/3 6/28 6/29 6/30", "4/1-4/3 6/28-6/30"),  # nothing in May
        ("4/20 5/5 6/12", ""),  # few deals: between them is as much as at the ends
        ("3/31-4/6 4/7-4/13 4/14-4/20", "4/1-4/20"),
        ("4/3-6/29", "4/3-6/29"),
        ("3/1-7/31", ""),
        ("1/1-1/31", ""),  # of which the period was said to be this one
        ("", ""),
    ],
)
def test_days_of_a_quarter(rows: str, part: str) -> None:
    said = spans(rows)
    assert [(s.start, s.end) for s in part_of(SECOND, said, [said])] == [(s.start, s.end) for s in spans(part)]


def test_weeks_fill_a_month_by_their_thursdays() -> None:
    august = Days(date(2025, 8, 1), date(2025, 8, 31))
    said = spans("7/28-8/3 8/4-8/10 8/11-8/17 8/18-8/24 8/25-8/31")
    assert part_of(august, said, [said]) == ()
    assert part_of(august, said[:-1], [said[:-1]]) == (Span(date(2025, 8, 1), date(2025, 8, 24)),)
    july = Days(date(2025, 7, 1), date(2025, 7, 31))
    said = spans("6/30-7/6 7/7-7/13 7/14-7/20 7/21-7/27")
    assert part_of(july, said, [said]) == (Span(date(2025, 7, 1), date(2025, 7, 27)),)


def test_one_day_in_one_of_several_periods_may_stand_for_all_of_it() -> None:
    assert part_of(SECOND, spans("5/14"), [spans("5/14"), spans("8/20 8/21")]) == ()


@given(st.sets(st.integers(0, 90), min_size=2), st.booleans())
def test_days_that_are_said_are_in_the_part(days: set[int], backwards: bool) -> None:
    said = [Span(day, day) for day in (SECOND.start + timedelta(days=n) for n in sorted(days, reverse=backwards))]
    part = part_of(SECOND, said, [said])
    if part and not all(span.start.day == 1 for span in said) and not all(
        (span.start + timedelta(days=1)).day == 1 for span in said
    ):
        assert all(any(own.start <= span.start <= own.end for own in part) for span in said)
        assert (part[0].start, part[-1].end) == (min(s.start for s in said), max(s.end for s in said))
    assert len(days) < 91 or not part


def test_a_period_that_is_not_over_may_grow() -> None:
    part = (Span(date(2025, 4, 1), date(2025, 5, 20)),)
    assert runs_on(SECOND, part, date(2025, 5, 21))
    assert not runs_on(SECOND, part, date(2025, 7, 1))
    assert not runs_on(SECOND, (Span(date(2025, 4, 2), date(2025, 5, 20)),), date(2025, 5, 21))


def bring(meets: Meets, *texts: str) -> tuple[list[tuple[str, ...]], Worksheet]:
    sheet = build(WHOLE.names, {id_: column.tolist() for id_, column in WHOLE.columns.items()}, list(QUARTERS))
    bringing = BringingIn(sheet, standard())
    for number, text in enumerate(texts):
        bringing.add(f"{number}.csv", read_text_table(text.encode()), Choices(meets=meets))
    said = bringing.parts()
    if bringing.edit is not None:
        bringing.edit.apply(sheet)
    return said, sheet


TWO_MONTHS = "Month,Channel,Spend,Leads\n2025-04,Google,900,9\n2025-05,Google,1000,12\n2025-07,Radio,80,1\n"


def test_two_of_three_months() -> None:
    said, sheet = bring("", TWO_MONTHS)
    ((text,),) = said
    assert text == (
        "Of Q2 2025 the file has only Apr 2025 and May 2025: 2 figures there, which count for the whole period, would"
        " be replaced by those of a part."
    )
    assert sheet.columns["spend"].tolist() == [[1900.0, 500.0], [3300.0, 80.0]]


@pytest.mark.parametrize(
    ("meets", "spend"), [("replace", [1900.0, 500.0]), ("add", [4900.0, 500.0]), ("keep", [3000.0, 500.0])]
)
def test_what_was_said_is_done_and_not_asked(meets: Meets, spend: list[float]) -> None:
    said, sheet = bring(meets, TWO_MONTHS)
    assert said == [()]
    assert sheet.columns["spend"].tolist() == [spend, [3300.0, 80.0]]


def test_files_fill_a_period_together() -> None:
    rest = "Month,Channel,Spend,Leads\n2025-06,Google,1200,10\n"
    said, sheet = bring("", TWO_MONTHS, rest)
    assert said == [(), ()]
    assert sheet.columns["spend"].tolist()[0] == [3100.0, 500.0]
    other = "Month,Channel,Spend,Leads\n2025-06,Radio,1200,10\n"
    assert [len(own) for own in bring("", TWO_MONTHS, other)[0]] == [1, 1]


@pytest.mark.parametrize(
    "text",
    [
        "Month,Channel,Spend\n2025-04,Google,1000\n2025-05,Google,1000\n2025-06,Google,900\n",  # all of it
        "Month,Channel,Spend\n2025-08,Radio,70\n",  # nothing was there
        "Month,Channel,Spend\n2025-04,Google,1000\n2025-05,Google,2000\n",  # nothing changes
        "Month,Channel,Gross margin\n2025-04,Google,40%\n",  # a rate of a part is a rate
        "Period,Channel,Spend\n2025-Q2,Google,1000\n",
    ],
)
def test_nothing_to_mind(text: str) -> None:
    assert bring("", text)[0] == [()]


def test_rates_are_not_added() -> None:
    sheet = build(["Google"], {"spend": [10.0], "gross_margin": [0.4]})
    bringing = BringingIn(sheet, standard())
    bringing.add("a.csv", read_text_table(b"Channel,Spend,Gross margin\nGoogle,5,50%\n"), Choices(meets="add"))
    assert bringing.edit is not None
    bringing.edit.apply(sheet)
    assert (sheet.columns["spend"].tolist(), sheet.columns["gross_margin"].tolist()) == ([[15.0]], [[0.5]])
