"""Totals that do not say so, dates under any header, files that say the same: what an import makes of them."""

from __future__ import annotations

import pytest

from roiapp.core.catalog import standard
from roiapp.files.bringing_in import BringingIn, new_document
from roiapp.files.file_errors import FileError
from roiapp.files.import_choices import Choices
from roiapp.files.import_plan import ImportPlan, plan_import
from roiapp.files.text_tables import read_text_table


def plan(text: str) -> ImportPlan:
    return plan_import(read_text_table(text.encode()), standard())


def names(made: ImportPlan) -> list[str]:
    return [channel["name"] for channel in made.channels]


@pytest.mark.parametrize(
    ("rows", "kept"),
    [
        ("Google,100,5\nRadio,50,2\nSEO,10,1\nCompany,160,8", 3),  # two fields agree over three rows
        ("Google,100,\nRadio,50,\nFlyers,150,", 3),  # chance
        ("Google,100,5\nRadio,50,2\nFlyers,150,8", 3),  # one field disagrees
        ("Google,0,0\nRadio,0,0\nFlyers,0,0", 3),
    ],
)
def test_a_row_that_sums_the_others(rows: str, kept: int) -> None:
    made = plan(f"Channel,Spend,Leads\n{rows}\n")
    assert len(names(made)) == kept
    assert len(made.skipped) == rows.count("\n") + 1 - kept


def test_the_only_column_of_dates_says_when() -> None:
    made = plan("Timestamp,Channel,Cost\n2026-08-01 10:00:00 -0400,Google,6\n2026-09-30T23:59:59Z,Google,7\n")
    assert made.mapping["Timestamp"] == "date"
    assert made.columns["spend"].tolist() == [[6.0], [7.0]]
    assert [str(period.start) for period in made.periods] == ["2026-08-01", "2026-09-01"]


@pytest.mark.parametrize(
    "text",
    [
        "Begun,Ended,Channel,Cost\n2026-08-01,2026-08-03,Google,6\n",  # which of the two?
        "Report for August 2026\nBegun,Channel,Cost\n2026-07-01,Google,6\n",  # the title says it
        "Number,Channel,Cost\n2026,Google,6\n",
    ],
)
def test_what_is_no_date_of_a_row(text: str) -> None:
    assert "date" not in plan(text).mapping.values()


@pytest.mark.parametrize(("text", "days"), [
    ("H1 2026", ("2026-01-01", "2026-06-30")), ("2026-H2", ("2026-07-01", "2026-12-31")),
])  # fmt: skip
def test_half_years(text: str, days: tuple[str, str]) -> None:
    (period,) = plan(f"Channel,Period,Spend\nRadio,{text},5\n").periods
    assert (str(period.start), str(period.end)) == days


def test_the_same_file_twice_is_said() -> None:
    table = read_text_table(b"Date,Channel,Cost\n2026-01-05,Google,100\n")
    bringing = BringingIn(new_document("", "en"), standard())
    bringing.add("one.csv", table, Choices())
    with pytest.raises(FileError, match=r"two\.csv: It holds the same as one\.csv"):
        bringing.add("two.csv", table, Choices())


@pytest.mark.parametrize("name", ["Meta", "Media"])
def test_a_channel_whose_name_is_a_word_elsewhere(name: str) -> None:
    """“Meta” is a target in Portuguese, “Media” an average in Spanish."""
    for text in (
        f"Spend 2026,Jan,Feb\n{name},10,20\nGoogle,5,6\n",
        f"Channel,Metric,Jan 2026,Feb 2026\n{name},Spend,10,20\nGoogle,Spend,5,6\n",
        f"Month,Channel,Measure,Value\n2026-01,{name},Spend,10\n2026-02,{name},Spend,20\n2026-01,Google,Spend,5\n",
    ):
        made = plan(text)
        place = names(made).index(name)
        assert made.columns["spend"][:, place].tolist() == [10.0, 20.0], text


def test_meta_beside_google_in_two_header_rows() -> None:
    made = plan(",Google,,Meta,\n,Spend,Leads,Spend,Leads\nJan 2026,5,1,10,4\nFeb 2026,6,2,20,8\n")
    assert names(made) == ["Google", "Meta"]
    assert made.columns["spend"].tolist() == [[5.0, 10.0], [6.0, 20.0]]
