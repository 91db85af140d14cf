"""From tables to documents: what columns mean, which rows are data, which period is theirs, what is refused."""

import math
from datetime import date, datetime

import pytest

from roiapp.core.catalog import standard
from roiapp.core.worksheet import Worksheet
from roiapp.files.file_errors import FileError
from roiapp.files.import_plan import ImportPlan, plan_import
from roiapp.files.tables import Cell, Sheet, Table
from roiapp.files.text_tables import read_text_table


def plan(text: str) -> ImportPlan:
    return plan_import(read_text_table(text.encode()), standard())


def plan_cells(*rows: list[Cell], name: str = "Sheet1", marks: dict[tuple[int, int], str] | None = None) -> ImportPlan:
    return plan_import(Table((Sheet(name, list(rows), marks=marks or {}),)), standard())


def refused(text: str) -> FileError:
    with pytest.raises(FileError) as caught:
        plan(text)
    assert "\n" not in str(caught.value)
    return caught.value


def figures(made: ImportPlan, field: str) -> list[float | None]:
    """A field's figures in the first period, None where not known."""
    return [None if math.isnan(value) else value for value in made.columns[field][0].tolist()]


def months(made: ImportPlan) -> list[str]:
    return [f"{p.start} {p.end}" if p.start else p.label for p in made.periods]


def test_headers_by_id() -> None:
    made = plan("channel,spend,visits,leads,customers,revenue_per_sale,gross_margin\nRadio,100,,10,3,500,0.4\n")
    assert [channel["name"] for channel in made.channels] == ["Radio"]
    assert figures(made, "spend") == [100]
    assert figures(made, "visits") == [None]
    assert figures(made, "gross_margin") == [0.4]
    assert months(made) == [""]
    assert list(made.blocks) == ["core"]


def test_headers_by_label_and_synonym() -> None:
    made = plan("Channel,Monthly Spend,Website Visits,Leads,New Customers,Average sale,Margin\nSEO,5,6,7,1,90,40%\n")
    assert made.mapping == {
        "Channel": "channel", "Monthly Spend": "spend", "Website Visits": "visits", "Leads": "leads",
        "New Customers": "customers", "Average sale": "revenue_per_sale", "Margin": "gross_margin",
    }  # fmt: skip
    assert figures(made, "gross_margin") == [0.4]


@pytest.mark.parametrize("header", ["Average deal size", "Średnia wartość sprzedaży", "O'rtacha chek"])
def test_what_one_sale_brings_is_taken_where_nothing_else_says_it(header: str) -> None:
    """The program calculates a figure of that name; a table that has it says what a sale brings."""
    made = plan(f"Channel,Spend,Customers,{header}\nSEO,5,2,90\n")
    assert made.mapping[header] == "revenue_per_sale"
    assert figures(made, "revenue_per_sale") == [90.0]
    both = plan(f"Channel,Spend,Customers,{header},Revenue per sale\nSEO,5,2,90,80\n")
    assert (figures(both, "revenue_per_sale"), header in both.ignored) == ([80.0], True)


def test_blank_is_not_zero_and_unknown_words_are_blank() -> None:
    words = ["", "0", "--", " --", "–", "n/a", "?", "tbc", "<5", "< 10%", "0.00", "b.d.", "(not set)"]
    rows = "\n".join(f"c{n},{word},1" for n, word in enumerate(words))
    made = plan(f"channel,spend,leads\n{rows}\n")
    assert [index for index, value in enumerate(figures(made, "spend")) if value == 0] == [1, 10]
    assert sum(value is None for value in figures(made, "spend")) == 11
    assert made.unknown_values == 11


def test_text_that_is_no_number_names_its_place() -> None:
    error = refused("channel,spend\nRadio,12\nSigns,about ten\n")
    assert (error.row, error.column) == (3, "spend")
    assert "about ten" in str(error)


@pytest.mark.parametrize(
    ("margins", "expected"),
    [
        (["45", "0.5", "40"], [0.45, 0.005, 0.40]),
        (["0.45", "1", "0.4"], [0.45, 1.0, 0.4]),
        (["45%", "0.5", "40%"], [0.45, 0.5, 0.40]),
        (["45%", "40", "7"], [0.45, 0.40, 0.07]),
    ],
)
def test_one_decision_per_percent_column(margins: list[str], expected: list[float]) -> None:
    rows = "\n".join(f"c{n},1,{margin}" for n, margin in enumerate(margins))
    assert figures(plan(f"Channel,Spend,Margin\n{rows}\n"), "gross_margin") == pytest.approx(expected)


def test_columns_headed_by_ids_hold_fractions() -> None:
    assert figures(plan("channel,spend,goal_roi\nA,1,3\n"), "goal_roi") == [3]
    assert "Gross margin" in str(refused("channel,spend,gross_margin\nA,1,45\n"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Channel;Spend;Leads\nA;1.234,50;2\nB;1.000;3\n", [1234.5, 1000]),
        ("Channel,Spend,Leads\nA,\"1,234.50\",2\nB,\"1,000\",3\n", [1234.5, 1000]),
        ("Channel;Spend;Leads\nA;1 234,5;2\nB;7;3\n", [1234.5, 7]),
        ("Channel,Spend,Leads\nA,\"$1,234\",2\nB,5.5,3\n", [1234, 5.5]),
        ("Channel\tSpend\tLeads\nA\t£1,234.00\t2\nB\t12k\t3\n", [1234, 12000]),
        ("Kanał;Wydatki;Leady\nA;1.234;2\nB;5;3\n", [1234, 5]),
        ("channel,spend,leads\nA,1e3,2\nB,0.1,3\n", [1000, 0.1]),
    ],
)
def test_one_decimal_sign_for_the_whole_file(text: str, expected: list[float]) -> None:
    assert figures(plan(text), "spend") == expected


def test_a_decimal_sign_that_stays_open_is_a_question() -> None:
    error = refused("Channel;Spend;Leads\nA;1,234;2\n")
    assert (error.row, error.column) == (2, "Spend")
    assert "1,234" in str(error)


def test_currency_from_signs_headers_and_columns() -> None:
    assert plan("Channel,Spend,Leads\nA,£5,1\n").currency == "GBP"
    assert plan("Channel,Amount spent (PLN),Leads\nA,5,1\n").currency == "PLN"
    assert plan("Campaign,Currency code,Cost,Clicks\nA,EUR,5,1\n").currency == "EUR"
    assert plan("Channel,Spend,Leads\nA,$5,1\n").currency == "USD"
    assert plan("Channel,Amount spent (CAD),Leads\nA,$5,1\n").currency == "CAD"
    assert plan("Channel,Spend,Leads\nA,5,1\n").currency == ""
    assert "EUR" in str(refused("Channel,Spend,Revenue\nA,€5,£9\n"))


def test_rows_of_one_channel_add_up() -> None:
    made = plan(
        "channel,spend,leads,customers,revenue_per_sale,gross_margin\n"
        "Radio,100,5,1,200,0.5\n"
        " radio ,50,,3,400,0.4\n"
        "RADIO,,2,,,\n"
    )
    assert [channel["name"] for channel in made.channels] == ["Radio"]
    assert figures(made, "spend") == [150]
    assert figures(made, "leads") == [7]
    # (1 × 200 + 3 × 400) ÷ 4, and (200 × 0.5 + 1200 × 0.4) ÷ 1400
    assert figures(made, "revenue_per_sale") == [350]
    assert figures(made, "gross_margin") == pytest.approx([580 / 1400])
    assert any("2 rows" in note for note in made.notes)


def test_a_mean_without_weights_is_refused() -> None:
    error = refused("channel,spend,revenue_per_sale\nA,1,200\nA,1,300\n")
    assert (error.row, error.column) == (3, "revenue_per_sale")
    assert "customers" in str(error)
    assert figures(plan("channel,spend,revenue_per_sale\nA,1,200\nA,1,200\n"), "revenue_per_sale") == [200]


@pytest.mark.parametrize(
    "total", ["Total", "TOTAL:", "Total: Account", "Razem", "Grand total", "Gesamt: Konto", "Summe"]
)
def test_total_rows_are_left_out_and_said_so(total: str) -> None:
    made = plan(f"channel,spend,leads\nTotal Drain Care,5,1\nGesamtpaket Heizung,6,1\n{total},11,2\n")
    assert len(made.channels) == 2
    assert [(skipped.row, skipped.why) for skipped in made.skipped] == [(4, f"total row: {total}")]


def test_a_total_without_a_name_is_known_by_its_sum() -> None:
    made = plan("channel,spend,leads\n,11,3\nA,5,1\nB,6,2\n")
    assert [skipped.row for skipped in made.skipped] == [2]
    error = refused("channel,spend,leads\n,12,3\nA,5,1\nB,6,2\n")
    assert error.row == 2


def test_notes_below_and_repeated_headers() -> None:
    made = plan("channel,spend,leads\nA,5,1\nchannel,spend,leads\nB,6,2\n\n* printed in June\nAccrual Basis,,\n")
    assert [channel["name"] for channel in made.channels] == ["A", "B"]
    assert [skipped.row for skipped in made.skipped] == [3, 6, 7]


def test_a_channel_without_any_figure_is_still_a_channel() -> None:
    assert len(plan("channel,spend,leads\nA,5,1\nB,,\nC,6,2\n").channels) == 3


def test_calculated_columns_and_unknown_columns_are_ignored() -> None:
    made = plan("Channel,Spend,Leads,Cost per Lead,CAC,ROI,Mood\nA,5,1,99,#DIV/0!,x,good\n")
    assert made.ignored == ("Cost per Lead", "CAC", "ROI", "Mood")
    assert set(made.columns) == {"spend", "leads"}


def test_two_columns_of_one_meaning() -> None:
    made = plan("Campaign,Cost,Clicks,Sessions,Leads,Conversions\nA,1,50,40,5,6\n")
    assert figures(made, "visits") == [40]
    assert figures(made, "leads") == [5]
    assert len([note for note in made.notes if "left out" in note]) == 2
    assert "both mean" in str(refused("Channel,Spend,Spend\nA,1,2\n"))
    # A column that is unknown in every row loses to the next.
    assert figures(plan("Channel,Visits,Clicks,Spend\nA,n/a,7,1\nB,n/a,8,1\n"), "visits") == [7, 8]


def test_no_channel_column_and_no_header() -> None:
    made = plan("Spend,Leads\n1,2\n")
    assert [channel["name"] for channel in made.channels] == ["Unassigned"]
    assert any("No column names the channels" in note for note in made.notes)
    assert "header row" in str(refused("a,b\n1,2\n"))
    assert "header row" in str(refused("1,2\n3,4\n"))
    assert "below the header" in str(refused("channel,spend\n"))


def test_header_below_titles() -> None:
    made = plan("ROI of our marketing\nPeriod: September 2026\n\nChannel,Spend,Leads\nA,5,1\n")
    assert months(made) == ["2026-09-01 2026-09-30"]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (["2026-08", "2026-09"], ["2026-08-01 2026-08-31", "2026-09-01 2026-09-30"]),
        (["2026-09-15", "2026-08-01"], ["2026-08-01 2026-08-31", "2026-09-01 2026-09-30"]),
        (["2026-Q3", "2026-Q2"], ["2026-04-01 2026-06-30", "2026-07-01 2026-09-30"]),
        (["Aug 2026", "September 2026"], ["2026-08-01 2026-08-31", "2026-09-01 2026-09-30"]),
        (["Before", "After"], ["Before", "After"]),
    ],
)
def test_period_column(written: list[str], expected: list[str]) -> None:
    made = plan("channel,period,spend\n" + "".join(f"A,{text},1\n" for text in written))
    assert months(made) == expected


def test_start_and_end_columns_hold_as_they_stand() -> None:
    made = plan(
        "channel,period,start,end,spend\nA,Week 36,2026-08-31,2026-09-06,1\nA,Week 37,2026-09-07,2026-09-13,2\n"
        "A,Sep 2025,2025-09-01,2025-09-30,3\n"
    )
    assert [(p.label, str(p.start)) for p in made.periods] == [
        ("", "2025-09-01"), ("Week 36", "2026-08-31"), ("Week 37", "2026-09-07"),
    ]  # fmt: skip


def test_several_months_are_never_booked_on_the_first() -> None:
    for text in (
        '"July 1, 2026 - August 31, 2026"\nChannel,Spend,Leads\nA,5,1\n',
        "Campaign name,Reporting starts,Reporting ends,Amount spent (USD)\nA,2026-07-01,2026-08-31,5\n",
    ):
        assert "more than one month" in str(refused(text))


def test_periods_that_share_days_are_refused() -> None:
    assert "share days" in str(refused("channel,period,spend\nA,2026-08,1\nA,2026-Q3,2\n"))


def test_dates_whose_order_stays_open_are_a_question() -> None:
    assert "2026-08-31" in str(refused("channel,date,spend\nA,9/4/2026,1\n"))
    assert months(plan("channel,date,spend\nA,9/4/2026,1\nB,9/14/2026,1\n")) == ["2026-09-01 2026-09-30"]
    assert "has no year" in str(refused("channel,month,spend\nA,September,1\n"))


def test_merged_months_hold_for_the_rows_below() -> None:
    made = plan_cells(
        ["Month", "Where", "Spent", "Jobs won"],
        [datetime(2026, 7, 1), "Radio", 5.0, 1.0],  # noqa: DTZ001
        [None, "Signs", "£6.50", 2.0],
        ["July total", None, 11.5, 3.0],
        [date(2026, 8, 1), "Radio", 7.0, 1.0],
    )
    assert months(made) == ["2026-07-01 2026-07-31", "2026-08-01 2026-08-31"]
    assert figures(made, "spend") == [5, 6.5]
    assert [skipped.row for skipped in made.skipped] == [4]


def test_formulas_without_results_and_errors_are_never_zero() -> None:
    made = plan_cells(
        ["Channel", "Spend", "Leads", "Customers"],
        ["A", "", "", ""],
        marks={(1, 1): "=4500.00", (1, 2): "=B2/3", (1, 3): "#DIV/0!"},
    )
    assert figures(made, "spend") == [4500]
    assert figures(made, "leads") == [None]
    assert figures(made, "customers") == [None]
    assert any("C2" in note for note in made.notes)
    assert any("D2 (#DIV/0!)" in note for note in made.notes)


def test_the_name_of_a_sheet_can_be_its_period() -> None:
    made = plan_cells(["Channel", "Spend", "Leads"], ["A", 1.0, 2.0], name="Aug 2026")
    assert months(made) == ["2026-08-01 2026-08-31"]


def test_dates_and_truth_values_are_no_figures() -> None:
    for cell in (True, date(2026, 1, 1)):
        with pytest.raises(FileError, match="is not a number"):
            plan_cells(["Channel", "Spend", "Leads"], ["A", cell, 2.0])


@pytest.mark.parametrize(
    ("text", "row", "column"),
    [
        ("channel,spend\nA,1\nB,-5\n", 3, "spend"),
        ("channel,spend,gross_margin\nA,1,1.2\n", 2, "gross_margin"),
        ("channel,spend,satisfaction\nA,1,101\n", 2, "satisfaction"),
        ("channel,spend,leads\nA,1,5%\n", 2, "leads"),
        ("channel,spend,leads\nA,1,$5\n", 2, "leads"),
    ],
)
def test_figures_beyond_the_limits_are_refused(text: str, row: int, column: str) -> None:
    error = refused(text)
    assert (error.row, error.column) == (row, column)


def test_a_limit_is_written_in_the_currency_of_the_file() -> None:
    assert "cannot be below €0.00" in refused("channel,spend,fees\nA,-5,3 €\n").sentence


def test_negative_revenue_and_margin_are_allowed() -> None:
    made = plan("channel,spend,revenue,gross_margin\nA,1,-50,-0.2\n")
    assert figures(made, "revenue") == [-50]
    assert figures(made, "gross_margin") == [-0.2]


def test_attributes_of_channels() -> None:
    made = plan(
        "channel,kind,source,group,owner,spend,opportunities\n"
        "Cold calls,Other,sales,Outbound,Ann,1,2\nFacebook ads,,marketing,,,3,4\n'=cmd,,,,,5,6\n''Til Friday,,,,,1,1\n"
    )
    sheet = made.worksheet("Test")
    assert sheet.names == ["Cold calls", "Facebook ads", "=cmd", "'Til Friday"]
    assert sheet.channels["kind"] == ["other", "paid_social", "other", "other"]
    assert sheet.channels["source"][:2] == ["sales", "marketing"]
    assert (sheet.channels["group"][0], sheet.channels["owner"][0]) == ("Outbound", "Ann")
    assert sheet.settings.blocks == ("core", "pipeline")


def test_worksheet() -> None:
    sheet = plan("channel,period,spend,leads\nA,2026-08,1,\nB,2026-09,2,\n").worksheet("Autumn")
    assert isinstance(sheet, Worksheet)
    assert sheet.shape == (2, 2)
    assert sheet.settings.title == "Autumn"
    assert set(sheet.columns) == {"spend"}
    assert sheet.value("spend", 1, 1) == 2
    assert math.isnan(sheet.value("spend", 0, 1))
    keys = [*sheet.keys, *(period.key for period in sheet.periods)]
    assert len(set(keys)) == len(keys)
    assert sheet.take_key() not in keys


def test_other_sheets_with_tables_are_named() -> None:
    rows: list[list[Cell]] = [["Channel", "Spend", "Leads"], ["A", 1.0, 2.0]]
    sheets = Sheet("Notes", [["x"]]), Sheet("Data", rows), Sheet("Old", rows), Sheet("Secret", rows, hidden=True)
    table = Table(sheets)
    made = plan_import(table, standard())
    assert [note for note in made.notes if "Old" in note]
    assert not [note for note in made.notes if "Notes" in note or "Secret" in note]
