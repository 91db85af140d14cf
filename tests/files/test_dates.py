"""Dates and periods as people and platforms write them."""

from datetime import date

import pytest

from roiapp.files.dates import Order, day_order, period_in_texts, read_span

SEPTEMBER = date(2026, 9, 1), date(2026, 9, 30)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2026-09-04", date(2026, 9, 4), date(2026, 9, 4)),
        ("2026-09-04 12:30", date(2026, 9, 4), date(2026, 9, 4)),
        ("20260904", date(2026, 9, 4), date(2026, 9, 4)),
        ("Jul 07, 2026 09:30 am", date(2026, 7, 7), date(2026, 7, 7)),
        ("4.9.2026", date(2026, 9, 4), date(2026, 9, 4)),
        ("25. August 2026", date(2026, 8, 25), date(2026, 8, 25)),
        ("2026-09", *SEPTEMBER),
        ("Sep 2026", *SEPTEMBER),
        ("Sept 26", *SEPTEMBER),
        ("wrzesień 2026", *SEPTEMBER),
        ("września 2026", *SEPTEMBER),
        ("sept. 2026", *SEPTEMBER),
        ("Eylül 2026", *SEPTEMBER),
        ("sentabr 2026", *SEPTEMBER),
        ("9/2026", *SEPTEMBER),
        ("September 1, 2026 - September 30, 2026", *SEPTEMBER),
        ("September 1-30, 2026", *SEPTEMBER),
        ("Sep 1 – Sep 30, 2026", *SEPTEMBER),
        ("2026-Q3", date(2026, 7, 1), date(2026, 9, 30)),
        ("Q3 2026", date(2026, 7, 1), date(2026, 9, 30)),
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("Jan 2026 to Mar 2026", date(2026, 1, 1), date(2026, 3, 31)),
    ],
)
def test_spans(text: str, start: date, end: date) -> None:
    span = read_span(text)
    assert span is not None
    assert (span.start, span.end) == (start, end)


@pytest.mark.parametrize(
    "text",
    ["", "Radio", "Marketing 2026", "September", "2026-13", "31.02.2026", "4500", "total 2026", "September 2026 x"],
)
def test_texts_that_name_no_period(text: str) -> None:
    assert read_span(text) is None


def test_order_of_day_and_month() -> None:
    expected: list[tuple[list[str], str, Order | None]] = [
        (["9/4/2026", "9/25/2026"], "", "mdy"),
        (["9/4/2026", "25/9/2026"], "", "dmy"),
        (["9/4/2026"], "", None),
        (["9/4/2026"], "pl", "dmy"),
        (["25/9/2026", "9/25/2026"], "pl", None),
        (["2026-09-04", "4.9.2026"], "", ""),
    ]
    for texts, language, order in expected:
        assert day_order(texts, language) == order
    assert read_span("9/4/2026") is None
    mdy = read_span("9/4/2026", "mdy")
    assert mdy is not None
    assert mdy.start == date(2026, 9, 4)


@pytest.mark.parametrize(
    "texts",
    [
        ["Period: September 2026"],
        ["Campaign report", "September 1, 2026 - September 30, 2026"],
        ["# Start date: 20260901", "# End date: 20260930"],
        ["Report made on October 5, 2026", "September 1-30, 2026"],
        ["Date range: 1/9/2026 - 30/9/2026"],
    ],
)
def test_period_in_title_rows(texts: list[str]) -> None:
    span = period_in_texts(texts)
    assert span is not None
    assert (span.start, span.end) == SEPTEMBER


@pytest.mark.parametrize("texts", [["Report made on October 5, 2026"], ["ROI worksheet", "Rev 2"], []])
def test_no_period_in_title_rows(texts: list[str]) -> None:
    assert period_in_texts(texts) is None
