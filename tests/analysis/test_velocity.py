"""The report on pipeline velocity says of which rejections the undecided are a part: by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

from roiapp.analysis.gathering import By
from roiapp.analysis.reports.report import Cell
from roiapp.analysis.reports.velocity import IDS, pipeline_velocity
from roiapp.core.calculator import Calculator
from roiapp.core.catalog import standard
from roiapp.core.channel_edits import SetChannel
from roiapp.core.periods import View, all_periods, base_view, month
from roiapp.core.record_edits import SetRecords
from roiapp.core.record_tables import REJECTIONS
from roiapp.core.worksheet import Worksheet, build

SAID = "Includes undecided: how many leads sales sent back is not known, so all that it did not take on count."


def sheet(**columns: Any) -> Worksheet:
    """August and September: Search sent 10 of 40 back, then 5 of 20; Fairs took on 4 of 10, then 5 of 10."""
    given: dict[str, Any] = {
        "mqls": [[40, 10], [20, 10]], "accepted": [[30, 4], [15, 5]], "rejected": [[10, None], [5, 1]], **columns,
    }  # fmt: skip
    return build(["Search", "Fairs"], given, [month(2026, 8, 1), month(2026, 9, 2)])


def rejections(made: Worksheet, view: View, by: By = "channel") -> dict[str, Cell]:
    seen = Calculator(made, standard(), date(2026, 12, 1)).figures(view)
    table = pipeline_velocity(seen, by).tables[0]
    return {row.label: row.cells[IDS.index("mql_rejection")] for row in table.rows}


def marked(made: Worksheet, view: View, by: By = "channel") -> dict[str, tuple[float | None, bool]]:
    found = rejections(made, view, by)
    assert {cell.remark for cell in found.values()} <= {"", SAID}
    return {label: (cell.value, bool(cell.remark)) for label, cell in found.items()}


def test_where_nobody_counted_them() -> None:
    """6 of 10 and with Search's 16 of 50; in September all are counted: 6 of 30."""
    made = sheet()
    august, september = (base_view(made.periods, period) for period in (0, 1))
    assert marked(made, august) == {"Search": (0.25, False), "Fairs": (0.6, True), "All channels": (0.32, True)}
    assert marked(made, september) == {"Search": (0.25, False), "Fairs": (0.1, False), "All channels": (0.2, False)}
    table = pipeline_velocity(Calculator(made, standard()).figures(august)).tables[0]
    assert table.remarks == (f"* {SAID}",)


def test_a_year_in_which_one_month_is_undecided() -> None:
    """15 of 60, 6 + 1 of 20, 22 of 80."""
    made = sheet()
    found = marked(made, all_periods(made.periods))
    assert found == {"Search": (0.25, False), "Fairs": (0.35, True), "All channels": (0.275, True)}


def test_groups_have_it_where_one_of_theirs_has() -> None:
    made = sheet()
    SetChannel("group", ((0, "Online"), (1, "Outside"))).apply(made)
    august = base_view(made.periods, 0)
    assert marked(made, august, "group") == {
        "Online": (0.25, False), "Outside": (0.6, True), "All channels": (0.32, True),
    }  # fmt: skip
    SetChannel("group", ((1, "Online"),)).apply(made)
    assert marked(made, august, "group") == {"Online": (0.32, True), "All channels": (0.32, True)}


def test_what_is_counted_by_reason_is_decided() -> None:
    """3 of 10 by their reasons; 13 of 50."""
    made = sheet()
    row = REJECTIONS.row(period=made.periods[0].key, channel=made.keys[1], reason="No budget", count=3.0)
    SetRecords("rejections", (row,)).apply(made)
    found = marked(made, base_view(made.periods, 0))
    assert found == {"Search": (0.25, False), "Fairs": (0.3, False), "All channels": (0.26, False)}


def test_without_figures_nothing_is_said() -> None:
    """No MQLs, none taken on: there is no rate, and no undecided in that of all. Nor where nothing is known."""
    for mqls, accepted in ((0, 0), (10, None)):
        made = sheet(mqls=[[40, mqls], [20, 10]], accepted=[[30, accepted], [15, 5]])
        found = rejections(made, base_view(made.periods, 0))
        assert found["All channels"] == Cell(0.25)
        assert found["Fairs"].value is None
        assert found["Fairs"].remark == ""
    nothing = build(["Search"], {"mqls": [[40]], "accepted": [[30]]}, [month(2026, 8, 1)])
    assert marked(nothing, base_view(nothing.periods, 0)) == {"Search": (0.25, True), "All channels": (0.25, True)}
