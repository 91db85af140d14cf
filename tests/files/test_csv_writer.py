"""CSV out and in again: the same document, digit by digit; nothing in it that a spreadsheet would calculate."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from roiapp import language
from roiapp.core.catalog import standard
from roiapp.core.document_settings import DocumentSettings
from roiapp.core.periods import Period, all_periods, base_view, month
from roiapp.core.worksheet import Worksheet, build, same_name
from roiapp.files.csv_writer import csv_bytes, guarded
from roiapp.files.dialects import is_unknown
from roiapp.files.formats import open_document
from roiapp.files.session import Session
from roiapp.files.total_words import is_total

some = settings(deadline=None, max_examples=25, suppress_health_check=list(HealthCheck))
FIELDS = ["spend", "visits", "leads", "customers", "revenue_per_sale", "gross_margin", "hours", "revenue", "mqls"]
letters = st.characters(exclude_categories=("C", "Z"), include_characters=" ")
names = st.text(letters, min_size=1, max_size=20).map(lambda text: " ".join(text.split())).filter(
    lambda text: text and not is_total(text) and not is_unknown(text) and any(c.isalpha() for c in text)
)
YEAR = (date(2025, 1, 1), date(2025, 12, 31))
amounts = st.none() | st.sampled_from([0.0, 0.1, 1 / 3, 1234.56, 1e9]) | st.floats(0, 1e6)
shares = st.none() | st.floats(0, 1)


@st.composite
def worksheets(draw: st.DrawFn) -> Worksheet:
    channels = draw(st.lists(names, min_size=1, max_size=5, unique_by=same_name))
    months = draw(st.integers(1, 3))
    columns = {
        id_: [[draw(shares if id_ == "gross_margin" else amounts) for _ in channels] for _ in range(months)]
        for id_ in draw(st.lists(st.sampled_from(FIELDS), min_size=2, max_size=5, unique=True))
    }
    return build(channels, columns, [month(2026, 1 + i, i) for i in range(months)])


#: spans that do not meet: a week, months, quarters, years, odd days, each with its own label or none
spans = st.lists(
    st.tuples(st.sampled_from([7, 1, 10, 28, 29, 30, 31, 90, 91, 92, 365, 366]), st.integers(0, 40),
              st.sampled_from(["", "", "Spring campaign", "2025", "Q1", "before the move"])),
    min_size=1, max_size=4,
)  # fmt: skip


def there_and_back(sheet: Worksheet, locale: str = "") -> Worksheet:
    with TemporaryDirectory() as folder:
        path = Path(folder, "year.csv")
        path.write_bytes(csv_bytes(Session(sheet, standard()), all_periods(sheet.periods), locale))
        return open_document(path).worksheet


@some
@given(worksheets(), st.sampled_from(["", "pl", "de", "en"]))
def test_what_is_written_is_read_back(sheet: Worksheet, locale: str) -> None:
    back = there_and_back(sheet, locale)
    assert list(back.names) == list(sheet.names)
    for attribute in ("kind", "source", "group", "owner"):
        assert list(back.channels[attribute]) == list(sheet.channels[attribute])
    assert [(p.start, p.end) for p in back.periods] == [(p.start, p.end) for p in sheet.periods]
    for id_, column in sheet.columns.items():
        if np.isnan(column).all():
            assert id_ not in back.columns
        else:
            assert np.array_equal(back.columns[id_], column, equal_nan=True), id_


@pytest.mark.parametrize("text", ["=1+1", "+49", "-x", "@me", "'quoted", "\tindented", "=cmd|' /C calc'!A0"])
def test_no_text_is_a_formula_and_each_comes_back(text: str) -> None:
    sheet = build([text.strip(), "Radio"], {"spend": [[1.0, 2.0]], "leads": [[3.0, 4.0]]})
    data = csv_bytes(Session(sheet, standard()), all_periods(sheet.periods))
    cells = [cell for row in csv.reader(io.StringIO(data.decode("utf-8-sig"))) for cell in row]
    assert not [cell for cell in cells if cell[:1] in ("=", "+", "@")]
    assert not [cell for cell in cells if cell.startswith("-") and not cell[1:2].isdigit()]
    assert list(there_and_back(sheet).names) == [text.strip(), "Radio"]
    assert guarded("Radio") == "Radio"


def test_the_bytes_are_what_spreadsheets_want() -> None:
    sheet = build(["Zażółć, \"gęślą\""], {"spend": [[1234.5]], "gross_margin": [[0.455]]})
    session = Session(sheet, standard(), date(2026, 9, 30))
    data = csv_bytes(session, all_periods(sheet.periods))
    assert data.startswith(b"\xef\xbb\xbfchannel,kind,")
    assert data.count(b"\r\n") == 2
    row = data.decode("utf-8-sig").split("\r\n")[1]
    assert row.startswith('"Zażółć, ""gęślą""",other,marketing,,,,,,1234.5,0.455,')
    polish = csv_bytes(session, all_periods(sheet.periods), "pl").decode("utf-8-sig").split("\r\n")[1]
    assert ";1234,5;0,455;" in polish


def test_one_period_alone_and_blank_where_nothing_is_known() -> None:
    months = [month(2026, 1, 1), month(2026, 2, 2)]
    sheet = build(["Radio"], {"spend": [[10.0], [20.0]], "leads": [[None], [2.0]]}, months)
    session = Session(sheet, standard())
    rows = list(csv.DictReader(io.StringIO(csv_bytes(session, base_view(sheet.periods, 0)).decode("utf-8-sig"))))
    assert [(row["start"], row["end"], row["spend"], row["leads"], row["cost_per_lead"]) for row in rows] == [
        ("2026-01-01", "2026-01-31", "10", "", "")
    ]
    rows = list(csv.DictReader(io.StringIO(csv_bytes(session, all_periods(sheet.periods)).decode("utf-8-sig"))))
    assert rows[1]["cost_per_lead"] == "10"


def test_an_undated_period_keeps_its_label() -> None:
    sheet = build(["Radio"], {"spend": [[10.0]], "leads": [[1.0]]}, [Period(1, "Spring campaign")])
    (period,) = there_and_back(sheet).periods
    assert (period.label, period.start) == ("Spring campaign", None)


def test_the_column_of_periods_is_never_blank_where_days_are() -> None:
    periods = [month(2026, 7, 1), month(2026, 8, 2), Period(3, "Fair", date(2026, 9, 1), date(2026, 9, 9))]
    sheet = build(["Radio"], {"spend": [[1.0], [2.0], [3.0]]}, periods)
    data = csv_bytes(Session(sheet, standard()), all_periods(sheet.periods)).decode("utf-8-sig")
    assert [row["period"] for row in csv.DictReader(io.StringIO(data))] == ["Jul 2026", "Aug 2026", "Fair"]


@some
@given(spans, st.sampled_from(language.LANGUAGES), st.sampled_from(language.LANGUAGES), st.integers(0, 800))
def test_periods_are_read_back_whatever_their_days_and_the_language(
    lengths: list[tuple[int, int, str]], written: str, read: str, first: int
) -> None:
    day, periods = date(2025, 1, 1) + timedelta(days=first), []
    for key, (days, pause, label) in enumerate(lengths):
        end = day + timedelta(days=days - 1)
        periods.append(Period(key, label, day, end))
        day = end + timedelta(days=1 + pause)
    sheet = build(["Radio", "Post"], {"spend": [[float(i), None] for i in range(len(periods))]}, periods)
    try:
        language.use(written)
        data = csv_bytes(Session(sheet, standard()), all_periods(sheet.periods))
        language.use(read)
        with TemporaryDirectory() as folder:
            path = Path(folder, "year.csv")
            path.write_bytes(data)
            back = open_document(path).worksheet
    finally:
        language.use("en")
    # A label that says the days is none.
    own = ["" if p.label == "2025" and (p.start, p.end) == YEAR else p.label for p in periods]
    assert [(p.label, p.start, p.end) for p in back.periods] == [
        (label, p.start, p.end) for label, p in zip(own, periods, strict=True)
    ]


def test_a_figure_that_no_column_can_make_known_has_none() -> None:
    """Leads worked are worked ÷ MQLs or leads: without the column of worked leads there is nothing to divide."""
    blocks = DocumentSettings(blocks=("core", "pipeline"))
    columns = {"spend": [[10.0]], "leads": [[4.0]], "worked": [[3.0]]}
    for typed, there in ((columns, True), ({id_: columns[id_] for id_ in ("spend", "leads")}, False)):
        sheet = build(["Radio"], typed, settings=blocks)
        data = csv_bytes(Session(sheet, standard()), all_periods(sheet.periods)).decode("utf-8-sig")
        (row,) = csv.DictReader(io.StringIO(data))
        assert row.get("work_rate") == ("0.75" if there else None)
        assert ("worked_to_connect" in row, "mql_to_opportunity" in row) == (False, False)
        assert row["cac"] == ""  # the core is always there
