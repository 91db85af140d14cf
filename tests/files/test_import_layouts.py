"""Tables of other shapes: months, channels and fields as columns or rows, several header rows, one sheet a month.

Every expectation is counted by hand from the small table beside it.
"""

import math
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roiapp.files.file_errors import FileError
from roiapp.files.import_choices import Choices, QuestionError
from roiapp.files.tables import Cell
from tests.files.import_figures import Figures, figures, left_out, of_sheets, of_text

AUGUST_AND_SEPTEMBER: Figures = {
    ("Radio", "2026-08"): {"spend": 1, "leads": 3}, ("TV", "2026-08"): {"spend": 5, "leads": 7},
    ("Radio", "2026-09"): {"spend": 2, "leads": 4}, ("TV", "2026-09"): {"spend": 6, "leads": 8},
}  # fmt: skip
RADIO_AND_TV: list[list[Cell]] = [["Radio", 1.0, 2.0], ["TV", 3.0, 4.0]]


def test_months_across_of_one_field() -> None:
    plan = of_text(
        "Marketing spend 2026\n\nChannel,Jan,Feb,Mar,Q1,Total\nGoogle Ads,100,200,n/a,300,300\n"
        "Facebook,50,60,70,180,180\nTotal,150,260,70,480,480\n"
    )
    assert figures(plan) == {
        ("Google Ads", "2026-01"): {"spend": 100}, ("Google Ads", "2026-02"): {"spend": 200},
        ("Google Ads", "2026-03"): {}, ("Facebook", "2026-01"): {"spend": 50}, ("Facebook", "2026-02"): {"spend": 60},
        ("Facebook", "2026-03"): {"spend": 70},
    }  # fmt: skip
    assert plan.mapping == {"Channel": "channel", "Jan": "spend", "Feb": "spend", "Mar": "spend"}
    assert left_out(plan) == [(6, "total row")]
    assert plan.unknown_values == 1
    assert any("“Q1”" in note and "“Total”" in note for note in plan.notes)


def test_months_in_polish_with_the_field_in_the_corner() -> None:
    plan = of_text(
        "Wydatki na reklamę 2026;styczeń;luty;marzec;Razem\nGoogle Ads;1 000,50;900,00;;1 900,50\n"
        "Ulotki;200;b.d.;300;500\nRazem;1200,50;900;300;2400,50\n"
    )
    assert figures(plan) == {
        ("Google Ads", "2026-01"): {"spend": 1000.5}, ("Google Ads", "2026-02"): {"spend": 900},
        ("Google Ads", "2026-03"): {}, ("Ulotki", "2026-01"): {"spend": 200}, ("Ulotki", "2026-02"): {},
        ("Ulotki", "2026-03"): {"spend": 300},
    }  # fmt: skip
    assert (plan.language, plan.unknown_values) == ("pl", 2)


def test_months_that_are_still_to_come_are_no_periods() -> None:
    plan = of_text("Leads 2026,Jan,Feb,Mar,Apr\nRadio,1,2,,\nTV,3,,,\n")
    assert [str(period.start) for period in plan.periods] == ["2026-01-01", "2026-02-01"]
    assert plan.unknown_values == 1


def test_fields_down_and_months_across_for_one_channel() -> None:
    plan = of_text(
        "Google Ads 2026\nKPI;Jan;Feb\nSpend;1.000,50;900\nClicks;500;450\nLeads;20;18\nCPL;50,0;50\nFootfall;1;2\n"
    )
    assert figures(plan) == {
        ("Google Ads", "2026-01"): {"spend": 1000.5, "visits": 500, "leads": 20},
        ("Google Ads", "2026-02"): {"spend": 900, "visits": 450, "leads": 18},
    }
    assert plan.mapping == {"Spend": "spend", "Clicks": "visits", "Leads": "leads", "KPI": "measure"}
    assert plan.ignored == ("CPL", "Footfall")


def test_a_title_that_names_no_channel_is_none() -> None:
    plan = of_text("Marketing KPIs 2026\nKPI,Jan,Feb\nSpend,10,20\nLeads,1,2\n")
    assert {channel["name"] for channel in plan.channels} == {"Unassigned"}


def test_blocks_of_fields_for_each_channel() -> None:
    merged = (
        "Channel,KPI,Aug 2026,Sep 2026\nRadio,Spend,1,2\n,Leads,3,4\nTV,Spend,5,6\n,Leads,7,8\n"
        "Total,Spend,6,8\n,Leads,10,12\n"
    )
    headed = (
        "2026,Aug,Sep\nRadio,,\nSpend,1,2\nLeads,3,4\nTV,,\nSpend,5,6\nLeads,7,8\nTotal,,\nSpend,6,8\nLeads,10,12\n"
    )
    apart = "Radio\nKPI,Aug 2026,Sep 2026\nSpend,1,2\nLeads,3,4\n\nTV\nKPI,Aug 2026,Sep 2026\nSpend,5,6\nLeads,7,8\n"
    for text in (merged, headed, apart):
        assert figures(of_text(text)) == AUGUST_AND_SEPTEMBER
    assert left_out(of_text(merged)) == [(6, "total row"), (7, "total row")]
    assert left_out(of_text(apart)) == [(7, "the header again")]


def test_headings_that_only_group_fields_are_no_channels() -> None:
    plan = of_text("Google Ads,Jan 2026,Feb 2026\nCosts,,\nSpend,1,2\nResults,,\nLeads,3,4\nCustomers,1,1\n")
    assert figures(plan) == {
        ("Google Ads", "2026-01"): {"spend": 1, "leads": 3, "customers": 1},
        ("Google Ads", "2026-02"): {"spend": 2, "leads": 4, "customers": 1},
    }


def test_two_header_rows() -> None:
    fields_first = [["", "Spend", "", "Leads", ""], ["Channel", "Aug 2026", "Sep 2026", "Aug 2026", "Sep 2026"],
                    ["Radio", 1.0, 2.0, 3.0, 4.0], ["TV", 5.0, 6.0, 7.0, 8.0],
                    ["Total", 6.0, 8.0, 10.0, 12.0]]  # fmt: skip
    months_first = [["Channel", "Aug 2026", "", "Sep 2026", ""], ["", "Spend", "Leads", "Spend", "Leads"],
                    ["Radio", 1.0, 3.0, 2.0, 4.0], ["TV", 5.0, 7.0, 6.0, 8.0]]  # fmt: skip
    with_years = [["", "2026", "", "", ""], ["", "Aug", "", "Sep", ""], ["", "Spend", "Leads", "Spend", "Leads"],
                  ["Radio", 1.0, 3.0, 2.0, 4.0], ["TV", 5.0, 7.0, 6.0, 8.0]]  # fmt: skip
    for rows in (fields_first, months_first, with_years):
        assert figures(of_sheets(("Sheet1", rows))) == AUGUST_AND_SEPTEMBER
    assert left_out(of_sheets(("Sheet1", fields_first))) == [(5, "total row")]


def test_years_over_months() -> None:
    rows = [["Spend", 2025.0, "", 2026.0, ""], ["Channel", "Nov", "Dec", "Jan", "Feb"], ["Radio", 1.0, 2.0, 3.0, 4.0]]
    assert figures(of_sheets(("Sheet1", rows))) == {
        ("Radio", "2025-11"): {"spend": 1}, ("Radio", "2025-12"): {"spend": 2}, ("Radio", "2026-01"): {"spend": 3},
        ("Radio", "2026-02"): {"spend": 4},
    }  # fmt: skip


def test_a_business_year_in_the_title() -> None:
    plan = of_text("Spend 2025/26\nChannel,Nov,Dec,Jan\nRadio,1,2,3\n")
    assert list(figures(plan)) == [("Radio", "2025-11"), ("Radio", "2025-12"), ("Radio", "2026-01")]
    with pytest.raises(FileError, match="reach into another year"):
        of_text("Spend 2025\nChannel,Nov,Dec,Jan\nRadio,1,2,3\n")


def test_channels_across_and_fields_down() -> None:
    plan = of_sheets(("Sheet1", [
        ["September 2026"], ["", "Radio", "TV", "Total"], ["Spend", 100.0, 50.0, 150.0],
        ["Visits", 1000.0, 400.0, 1400.0], ["Leads", 10.0, 4.0, 14.0], ["CPL", 10.0, 12.5, 10.7],
        ["Customers", 2.0, None, 2.0],
    ]))  # fmt: skip
    assert figures(plan) == {
        ("Radio", "2026-09"): {"spend": 100, "visits": 1000, "leads": 10, "customers": 2},
        ("TV", "2026-09"): {"spend": 50, "visits": 400, "leads": 4},
    }
    assert (plan.ignored, plan.unknown_values) == (("CPL",), 1)


def test_months_down_and_channels_across() -> None:
    stacked = [["", "Radio", "", "TV", ""], ["Month", "Spend", "Leads", "Spend", "Leads"],
               ["Aug", 1.0, 3.0, 5.0, 7.0], ["Sep", 2.0, 4.0, 6.0, 8.0], ["Total", 3.0, 7.0, 11.0, 15.0]]  # fmt: skip
    in_one = [["Month", "Radio spend", "Radio leads", "TV spend", "TV leads"], ["2026-08", 1.0, 3.0, 5.0, 7.0],
              ["2026-09", 2.0, 4.0, 6.0, 8.0]]  # fmt: skip
    assert figures(of_sheets(("2026", stacked))) == AUGUST_AND_SEPTEMBER
    assert figures(of_sheets(("Sheet1", in_one))) == AUGUST_AND_SEPTEMBER
    leads = [["Month", "Radio", "TV", "Total"], ["Aug", 3.0, 7.0, 10.0], ["Sep", 4.0, 8.0, 12.0]]
    one_field = of_sheets(("Leads 2026", leads))
    assert figures(one_field) == {key: {"leads": own["leads"]} for key, own in AUGUST_AND_SEPTEMBER.items()}
    assert one_field.mapping == {"Month": "month", "Radio": "leads", "TV": "leads"}


def test_the_longest_name_that_other_columns_share_is_the_channel() -> None:
    plan = of_text("Month,Google Ads spend,Google Ads link clicks,Facebook Ads spend\n2026-01,1,2,3\n2026-02,4,5,6\n")
    assert figures(plan)["Google Ads", "2026-01"] == {"spend": 1, "visits": 2}
    assert figures(plan)["Facebook Ads", "2026-02"] == {"spend": 6}


def test_one_table_below_the_other() -> None:
    plan = of_text(
        "Spend\nChannel,Aug 2026,Sep 2026\nRadio,1,2\nTV,5,6\nTotal,6,8\n\n"
        "Leads\nChannel,Aug 2026,Sep 2026\nRadio,3,4\nTV,7,8\n"
    )
    assert figures(plan) == AUGUST_AND_SEPTEMBER
    assert left_out(plan) == [(5, "total row"), (8, "the header again")]


def test_fields_in_rows_with_their_figure_beside() -> None:
    plan = of_text(
        "Date;Kanal;Kennzahl;Wert\n01.08.2026;Radio;Kosten;1,5\n01.08.2026;Radio;Leads;3\n01.09.2026;TV;Kosten;5\n"
    )
    assert figures(plan) == {("Radio", "2026-08"): {"spend": 1.5, "leads": 3}, ("TV", "2026-09"): {"spend": 5}}
    assert plan.mapping["Kennzahl"] == "measure"
    text = "Date,Channel,Metric,Value\n{},Radio,Spend,1\n{},Radio,Leads,3\n"
    with pytest.raises(QuestionError) as asked:
        of_text(text.format("9/4/2026", "9/4/2026"))
    assert asked.value.asked == "date_order"
    plan = of_text(text.format("9/4/2026", "9/4/2026"), Choices(order="mdy"))
    assert figures(plan) == {("Radio", "2026-09"): {"spend": 1, "leads": 3}}
    assert figures(of_text(text.format("9/14/2026", "10/1/2026"))) == {
        ("Radio", "2026-09"): {"spend": 1}, ("Radio", "2026-10"): {"leads": 3},
    }  # fmt: skip


def test_what_was_planned_is_left_out() -> None:
    plan = of_text(
        "Spend 2026\nChannel,Aug,,Sep,,YTD\n,Plan,Actual,Plan,Actual,\nRadio,10,12,10,14,26\nTV,5,4,5,6,10\n"
    )
    assert figures(plan) == {
        ("Radio", "2026-08"): {"spend": 12}, ("TV", "2026-08"): {"spend": 4}, ("Radio", "2026-09"): {"spend": 14},
        ("TV", "2026-09"): {"spend": 6},
    }  # fmt: skip


def test_a_row_of_units() -> None:
    plan = of_text("Channel,Spend,Visits,Leads\n,€,#,#\nRadio,100,50,3\n")
    assert figures(plan) == {("Radio", ""): {"spend": 100, "visits": 50, "leads": 3}}
    assert plan.currency == "EUR"
    assert left_out(plan) == [(2, "units of the columns")]


def test_names_over_two_rows() -> None:
    merged = [["Channel", "Cost", "", "Results", ""], ["", "Spend", "Fees", "Leads", "Customers"],
              ["Radio", 1.0, 2.0, 3.0, 4.0]]  # fmt: skip
    words = [["Marketing", "Ad", "Agency", "New", "New"], ["channel", "spend", "fees", "leads", "customers"],
             ["Radio", 1.0, 2.0, 3.0, 4.0]]  # fmt: skip
    for rows in (merged, words):
        plan = of_sheets(("Sheet1", rows))
        assert figures(plan) == {("Radio", ""): {"spend": 1, "fees": 2, "leads": 3, "customers": 4}}


def test_months_as_headings_of_their_rows() -> None:
    plan = of_text(
        "Channel,Spend,Leads\nAugust 2026,,\nRadio,1,3\nTV,5,7\nTotal,6,10\nSeptember 2026,,\nRadio,2,4\nTV,6,8\n"
    )
    assert figures(plan) == AUGUST_AND_SEPTEMBER
    assert left_out(plan) == [(5, "total row")]
    plan = of_text(
        "August 2026\nChannel,Spend,Leads\nRadio,1,3\nTV,5,7\n\n"
        "September 2026\nChannel,Spend,Leads\nRadio,2,4\nTV,6,8\n"
    )
    assert figures(plan) == AUGUST_AND_SEPTEMBER
    assert left_out(plan) == [(7, "the header again")]


def test_months_and_years_in_columns_of_their_own() -> None:
    for months in (("8", "9"), ("August", "Sept")):
        plan = of_text(f"Year,Month,Channel,Spend\n2026,{months[0]},A,1\n2026,{months[1]},B,2\n")
        assert figures(plan) == {("A", "2026-08"): {"spend": 1}, ("B", "2026-09"): {"spend": 2}}
    plan = of_text("Marketing 2026\nMonth,Channel,Spend,Leads\nJanuary,Radio,5,6\nFebruary,Radio,7,8\n")
    assert figures(plan) == {
        ("Radio", "2026-01"): {"spend": 5, "leads": 6}, ("Radio", "2026-02"): {"spend": 7, "leads": 8},
    }  # fmt: skip


# -- several sheets ----------------------------------------------------------------------------------------------------


def test_one_sheet_for_each_month() -> None:
    august: list[list[Cell]] = [
        ["Channel", "Spend", "Leads"], ["Radio", 1.0, 3.0], ["TV", 5.0, 7.0], ["Total", 6.0, 10.0],
    ]  # fmt: skip
    september: list[list[Cell]] = [
        ["Our shop"], ["Leads", "Channel", "Spend"], [4.0, "Radio", 2.0], [8.0, "TV", 6.0], [], ["* printed in June"],
    ]  # fmt: skip
    summary: list[list[Cell]] = [["Channel", "Spend", "Leads"], ["Radio", 3.0, 7.0], ["TV", 11.0, 15.0]]
    plan = of_sheets(("Aug 2026", august), ("Sep 2026", september), ("Summary", summary))
    assert figures(plan) == AUGUST_AND_SEPTEMBER
    assert [(s.sheet, s.row) for s in plan.skipped] == [("Aug 2026", 4), ("Sep 2026", 6)]
    assert any("Summary" in note for note in plan.notes)
    assert any("Aug 2026, Sep 2026" in note for note in plan.notes)
    with pytest.raises(FileError) as caught:
        of_sheets(("Aug 2026", august), ("Sep 2026", [*september[:3], ["x", "TV", 6.0]]))
    assert (caught.value.sheet, caught.value.row, caught.value.column) == ("Sep 2026", 4, "Leads")


def test_one_of_the_sheets_can_be_chosen() -> None:
    rows: list[list[Cell]] = [["Channel", "Spend", "Leads"], *RADIO_AND_TV]
    plan = of_sheets(("Aug 2026", rows), ("Sep 2026", rows), choices=Choices(sheet="Sep 2026"))
    assert set(figures(plan)) == {("Radio", "2026-09"), ("TV", "2026-09")}


def test_sheets_that_are_months_without_a_year() -> None:
    rows: list[list[Cell]] = [["Channel", "Spend", "Leads"], *RADIO_AND_TV]
    plan = of_sheets(("Jan", rows), ("Feb", rows), ("Total 2026", rows))
    assert set(figures(plan)) == {("Radio", "2026-01"), ("TV", "2026-01"), ("Radio", "2026-02"), ("TV", "2026-02")}
    with pytest.raises(FileError, match="without a year"):
        of_sheets(("Jan", rows), ("Feb", rows))


def test_one_sheet_for_each_channel_or_field() -> None:
    by_channel = of_sheets(
        ("Radio", [["Month", "Spend", "Leads"], ["Aug 2026", 1.0, 3.0], ["Sep 2026", 2.0, 4.0]]),
        ("TV", [["Month", "Spend", "Leads"], ["Aug 2026", 5.0, 7.0], ["Sep 2026", 6.0, 8.0]]),
    )
    by_field = of_sheets(
        ("Spend", [["Channel", "Aug 2026", "Sep 2026"], ["Radio", 1.0, 2.0], ["TV", 5.0, 6.0]]),
        ("Leads", [["Channel", "Aug 2026", "Sep 2026"], ["Radio", 3.0, 4.0], ["TV", 7.0, 8.0]]),
    )
    fields_down = of_sheets(
        ("Aug 2026", [["KPI", "Radio", "TV"], ["Spend", 1.0, 5.0], ["Leads", 3.0, 7.0]]),
        ("Sep 2026", [["KPI", "Radio", "TV"], ["Spend", 2.0, 6.0], ["Leads", 4.0, 8.0]]),
    )
    for plan in (by_channel, by_field, fields_down):
        assert figures(plan) == AUGUST_AND_SEPTEMBER


def test_one_sheet_for_each_year() -> None:
    def sheet(value: float) -> list[list[Cell]]:
        return [["Spend"], ["Channel", "Jan", "Feb"], ["Radio", value, value + 1]]

    assert figures(of_sheets(("2025", sheet(1.0)), ("2026", sheet(3.0)))) == {
        ("Radio", "2025-01"): {"spend": 1}, ("Radio", "2025-02"): {"spend": 2}, ("Radio", "2026-01"): {"spend": 3},
        ("Radio", "2026-02"): {"spend": 4},
    }  # fmt: skip


def test_tables_side_by_side() -> None:
    rows: list[list[Cell]] = [
        ["August 2026", "", "", "", "September 2026", "", ""],
        ["Channel", "Spend", "Leads", "", "Channel", "Spend", "Leads"],
        ["Radio", 1.0, 3.0, "", "TV", 6.0, 8.0], ["TV", 5.0, 7.0, "", "Radio", 2.0, 4.0], ["Total", 6.0, 10.0],
    ]  # fmt: skip
    plan = of_sheets(("Sheet1", rows))
    assert figures(plan) == AUGUST_AND_SEPTEMBER
    assert left_out(plan) == [(5, "total row")]
    rows = [
        ["Spend", "", "", "", "Leads", "", ""],
        ["Channel", "Aug 2026", "Sep 2026", "", "Channel", "Aug 2026", "Sep 2026"],
        ["Radio", 1.0, 2.0, "", "Radio", 3.0, 4.0], ["TV", 5.0, 6.0, "", "TV", 7.0, 8.0],
    ]  # fmt: skip
    assert figures(of_sheets(("Sheet1", rows))) == AUGUST_AND_SEPTEMBER
    with pytest.raises(FileError) as caught:
        of_sheets(("Sheet1", [*rows[:3], ["TV", 5.0, 6.0, "", "TV", 7.0, "x"]]))
    assert (caught.value.row, caught.value.column) == (4, "Sep 2026")


def test_a_sheet_that_cannot_be_told_is_none_of_the_table_before_it() -> None:
    table: list[list[Cell]] = [["Channel", "Spend", "Leads"], *RADIO_AND_TV]
    plans: list[list[Cell]] = [["Channel", "Jan", "Feb"], ["Radio", 1.0, 2.0]]
    assert set(figures(of_sheets(("Data", table), ("Plans", plans)))) == {("Radio", ""), ("TV", "")}
    for sheets in ((("Plans", plans), ("Data", table)), (("Aug 2026", table), ("Sep 2026", table), ("Plans", plans))):
        with pytest.raises(FileError, match=r"no year|what the figures are"):
            of_sheets(*sheets)


# -- sums of others ----------------------------------------------------------------------------------------------------


def test_totals_of_a_part_are_known_by_their_figures() -> None:
    plan = of_text(
        "Channel,Spend,Leads\nGoogle,100,5\nFacebook,50,2\nTotal paid,150,7\nSEO,20,3\nReferral,0,4\n"
        "Organic subtotal,20,7\nTotal Drain Care,10,1\nAll marketing,180,15\n"
    )
    assert [each["name"] for each in plan.channels] == ["Google", "Facebook", "SEO", "Referral", "Total Drain Care"]
    assert left_out(plan) == [(4, "total row"), (7, "total row"), (9, "total row")]


def test_totals_of_a_part_across() -> None:
    down = of_text("Spend\nChannel,Jan 2026,Feb 2026\nGoogle,100,110\nFacebook,50,60\nPaid total,150,170\nSEO,20,20\n")
    assert {name for name, _ in figures(down)} == {"Google", "Facebook", "SEO"}
    assert left_out(down) == [(5, "total row")]
    across = of_text("KPI,Google,Facebook,Total paid,SEO,Total\nSpend,100,50,150,20,170\nLeads,5,2,7,3,10\n")
    assert {name for name, _ in figures(across)} == {"Google", "Facebook", "SEO"}
    assert any("“Total paid”" in note for note in across.notes)


def test_rows_that_name_a_channel_and_a_field() -> None:
    plan = of_text(
        "KPI,Aug 2026,Sep 2026\nTotal spend,6,8\nRadio spend,1,2\nTV spend,5,6\n"
        "Total leads,10,12\nRadio leads,3,4\nTV leads,7,8\n"
    )
    assert figures(plan) == AUGUST_AND_SEPTEMBER
    assert left_out(plan) == [(2, "total row"), (5, "total row")]


def test_channels_that_only_sound_like_fields_stay_channels() -> None:
    plan = of_text("Spend\nCampaign,Jan 2026,Feb 2026\nFacebook leads,1,2\nGoogle leads,3,4\n")
    assert figures(plan)["Facebook leads", "2026-01"] == {"spend": 1}


# -- periods of other kinds --------------------------------------------------------------------------------------------


def test_quarters_by_their_first_day_and_by_their_months() -> None:
    plan = of_text("Quarter,Campaign,Cost,Clicks\n2026-07-01,A,10,5\n2026-04-01,A,20,6\n")
    assert [f"{p.start} {p.end}" for p in plan.periods] == ["2026-04-01 2026-06-30", "2026-07-01 2026-09-30"]
    rows: list[list[Cell]] = [["Channel", "Spend", "Leads"], *RADIO_AND_TV]
    plan = of_sheets(("Jan-Mar 2026", rows), ("Apr-Jun 2026", rows))
    assert [f"{p.start} {p.end}" for p in plan.periods] == ["2026-01-01 2026-03-31", "2026-04-01 2026-06-30"]


def test_months_as_numbers() -> None:
    for text in ("{}Month,Channel,Spend\n202608,A,1\n202609,B,2\n", "{}Month,Channel,Spend\n8,A,1\n9,B,2\n"):
        plan = of_text(text.format("Marketing 2026\n"))
        assert figures(plan) == {("A", "2026-08"): {"spend": 1}, ("B", "2026-09"): {"spend": 2}}


# -- what cannot be told -----------------------------------------------------------------------------------------------


def test_what_nothing_says_is_asked_for() -> None:
    with pytest.raises(FileError, match="no year"):
        of_text("Spend\nChannel,Jan,Feb\nRadio,1,2\n")
    with pytest.raises(FileError, match="what the figures are"):
        of_text("Things\nChannel,Jan 2026,Feb 2026\nRadio,1,2\n")


def test_what_the_figures_are_can_be_said_of_any_of_their_columns() -> None:
    text = "Things\nChannel,Jan 2026,Feb 2026\nRadio,1,2\n"
    plan = of_text(text, Choices(columns={"Feb 2026": "leads"}))
    assert figures(plan) == {("Radio", "2026-01"): {"leads": 1}, ("Radio", "2026-02"): {"leads": 2}}


def test_columns_that_no_field_is_known_for_can_be_said() -> None:
    text = "Date,Channel,Amount\n2026-08-01,Radio,5\n"
    with pytest.raises(FileError, match="No column holds figures"):
        of_text(text)
    assert figures(of_text(text, Choices(columns={"Amount": "spend"}))) == {("Radio", "2026-08"): {"spend": 5}}


def test_errors_name_the_users_own_cell() -> None:
    with pytest.raises(FileError) as caught:
        of_text("Spend\n\nChannel,Jan 2026,Feb 2026\nRadio,1,2\nTV,3,about 4\nSigns,5,6\n")
    assert (caught.value.row, caught.value.column) == (5, "Feb 2026")


def test_totals_without_a_name() -> None:
    plan = of_text("Spend\nChannel,Jan 2026,Feb 2026\nRadio,1,2\nTV,3,4\n,4,6\n")
    assert left_out(plan) == [(5, "total row (no channel)")]
    with pytest.raises(FileError) as caught:
        of_text("Spend\nChannel,Jan 2026,Feb 2026\nRadio,1,2\nTV,3,4\n,40,60\n")
    assert caught.value.row == 5
    plan = of_text("Spend\nChannel,Jan 2026,Feb 2026\nRadio,10,20\nTV,30,40\n,4,6\n")
    assert figures(plan)["Unassigned", "2026-01"] == {"spend": 4}


# -- the same figures in any shape -------------------------------------------------------------------------------------

NAMES = ["Radio", "TV", "Google Ads", "Leaflets"]
MONTHS = ["2026-01", "2026-02", "2026-03"]
FIELDS = {"Spend": "spend", "Leads": "leads", "Customers": "customers"}
CELLS = st.dictionaries(
    st.tuples(st.sampled_from(NAMES), st.sampled_from(MONTHS), st.sampled_from(list(FIELDS))),
    st.one_of(st.none(), st.integers(0, 10_000).map(float)), min_size=8,
)  # fmt: skip


def known(plan_figures: Figures) -> dict[tuple[str, str, str], float]:
    return {(*key, id_): value for key, own in plan_figures.items() for id_, value in own.items()}


@given(CELLS, st.data())
def test_the_same_figures_whatever_runs_across(
    cells: dict[tuple[str, str, str], float | None], data: st.DataObject
) -> None:
    names, months, fields = (sorted({key[i] for key in cells}, key=order.index) for i, order in
                             enumerate((NAMES, MONTHS, list(FIELDS))))  # fmt: skip
    if min(len(names), len(months), len(fields)) < 2 or any(
        all(cells.get((n, m, f)) is None for n in names for f in fields) for m in months
    ):
        return
    rows: list[list[Cell]]
    shapes = ["months", "months over fields", "fields over months", "blocks", "channels over"]
    shape = data.draw(st.sampled_from(shapes))
    if shape == "months":
        rows = [["Channel", "KPI", *months]]
        rows += [[n, f, *(cells.get((n, m, f)) for m in months)] for n in names for f in fields]
    elif shape == "months over fields":
        rows = [["", *(m if i == 0 else "" for m in months for i in range(len(fields)))],
                ["Channel", *(f for _ in months for f in fields)]]  # fmt: skip
        rows += [[n, *(cells.get((n, m, f)) for m in months for f in fields)] for n in names]
    elif shape == "fields over months":
        rows = [["", *(f if i == 0 else "" for f in fields for i in range(len(months)))],
                ["Channel", *(m for _ in fields for m in months)]]  # fmt: skip
        rows += [[n, *(cells.get((n, m, f)) for f in fields for m in months)] for n in names]
    elif shape == "blocks":
        rows = [["", *months]]
        for n in names:
            rows.append([n])
            rows += [[f, *(cells.get((n, m, f)) for m in months)] for f in fields]
    else:
        rows = [["", *(n if i == 0 else "" for n in names for i in range(len(fields)))],
                ["Month", *(f for _ in names for f in fields)]]  # fmt: skip
        rows += [[m, *(cells.get((n, m, f)) for n in names for f in fields)] for m in months]
    columns_say_nothing = [
        c for c in range(1, len(rows[-1])) if all(len(row) <= c or not isinstance(row[c], float) for row in rows)
    ]
    if columns_say_nothing:
        return
    expected = {
        (n, m, FIELDS[f]): value
        for n, m, f in product(names, months, fields) if (value := cells.get((n, m, f))) is not None
    }  # fmt: skip
    found = known(figures(of_sheets(("Sheet1", rows))))
    assert found == expected
    assert not any(math.isnan(value) for value in found.values())
