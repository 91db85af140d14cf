"""Whole export files: columns, rows, what is left out and what is unknown, as `expected.json` beside them tells."""

import json
import math
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from roiapp.core.catalog import standard
from roiapp.files.formats import FileError, open_document
from roiapp.files.import_plan import ImportPlan, plan_import
from roiapp.files.table_reader import read_table
from roiapp.files.tables import Table

DATA = Path(__file__).parents[1] / "data"
EXPECTED: dict[str, dict[str, Any]] = json.loads((DATA / "expected.json").read_text(encoding="utf-8"))["files"]
CURRENCY = {
    "google_ads_campaigns_en.csv": "USD", "google_ads_daily_utf16.csv": "GBP", "google_ads_kampagnen_de.csv": "EUR",
    "meta_ads_campaigns_en.csv": "USD", "linkedin_campaign_performance.csv": "USD", "kampanie_pl.csv": "PLN",
    "owner_tracker.xlsx": "GBP",
}  # fmt: skip


@pytest.fixture(scope="module", params=sorted(EXPECTED))
def sample(request: pytest.FixtureRequest) -> tuple[str, Table, ImportPlan]:
    """One file: its name, its table, and what it would bring."""
    table = read_table(DATA / request.param)
    return request.param, table, plan_import(table, standard())


def figures(plan: ImportPlan) -> dict[tuple[str, str], dict[str, float | None]]:
    """(channel, month) -> field -> figure, None where not known; cells that no row is of are left out"""
    return {
        (channel["name"], str(period.start)[:7]): {
            id_: None if math.isnan(column[p, c]) else float(column[p, c]) for id_, column in plan.columns.items()
        }
        for p, period in enumerate(plan.periods)
        for c, channel in enumerate(plan.channels)
        if plan.present[p, c]
    }


def test_the_file_is_read_as_what_it_is(sample: tuple[str, Table, ImportPlan]) -> None:
    name, table, plan = sample
    expected = EXPECTED[name]
    if expected["format"] == "csv":
        assert table.encoding.removesuffix("-sig") == expected["python_encoding"]
        assert table.separator == expected["separator"]
    else:
        assert plan.layout.sheet.name == expected["sheet"]
    assert plan.currency == CURRENCY.get(name, "")


def test_columns(sample: tuple[str, Table, ImportPlan]) -> None:
    name, _, plan = sample
    assert plan.mapping == EXPECTED[name]["columns"]
    assert [header for header in plan.ignored if header] == [
        header for header in EXPECTED[name]["columns_ignored"] if header
    ]


def test_rows(sample: tuple[str, Table, ImportPlan]) -> None:
    name, _, plan = sample
    expected = EXPECTED[name]
    found = figures(plan)
    assert set(plan.columns) == set(expected["fields"])
    assert set(found) == {(row["channel"], row["month"]) for row in expected["rows"]}
    for row in expected["rows"]:
        own = found[row["channel"], row["month"]]
        partial = {id_ for id_ in own if plan.partial[id_][place(plan, row["channel"], row["month"])]}
        assert own == {id_: pytest.approx(row[id_], abs=1e-6) for id_ in expected["fields"]}, row
        assert partial == set(row.get("partial", [])), row


def place(plan: ImportPlan, channel: str, month: str) -> tuple[int, int]:
    period = next(i for i, p in enumerate(plan.periods) if str(p.start)[:7] == month)
    return period, next(i for i, c in enumerate(plan.channels) if c["name"] == channel)


def test_totals(sample: tuple[str, Table, ImportPlan]) -> None:
    name, _, plan = sample
    totals: dict[str, dict[str, float]] = {}
    for (_, month), own in figures(plan).items():
        for id_, figure in own.items():
            if figure is not None:
                totals.setdefault(month, {})[id_] = totals.get(month, {}).get(id_, 0.0) + figure
    known = {
        month: {id_: pytest.approx(figure, abs=1e-6) for id_, figure in fields.items() if figure is not None}
        for month, fields in EXPECTED[name]["totals_by_month"].items()
    }
    assert totals == known


def test_rows_left_out(sample: tuple[str, Table, ImportPlan]) -> None:
    name, _, plan = sample
    expected = EXPECTED[name]["rows_skipped"]
    assert [skipped.row for skipped in plan.skipped] == [skipped["row"] for skipped in expected]
    for skipped, left_out in zip(plan.skipped, expected, strict=True):
        assert skipped.sheet == EXPECTED[name].get("sheet", "")
        assert skipped.why.partition(":")[0] in WHYS[left_out["reason"]], skipped
    assert plan.unknown_values == EXPECTED[name]["values_unknown"]


#: what the file beside the samples calls a reason, and what the program says
WHYS = {
    "total row": ("total row",), "subtotal row": ("total row",), "footer": ("note below the table",),
    "total row (no channel)": ("total row (no channel)",),
    "total row (no campaign name)": ("total row (no channel)",),
    "note under the table": ("note below the table",),
    "heading of sub-customers (no amounts)": ("heading without figures",),
}  # fmt: skip


def test_what_must_not_be_taken() -> None:
    plan = plan_import(read_table(DATA / "meta_ads_campaigns_en.csv"), standard())
    must_not = EXPECTED["meta_ads_campaigns_en.csv"]["must_not"]
    assert sum(value for value in plan.columns["leads"][0].tolist() if value == value) == must_not["leads_total"]


def test_agency_worksheet() -> None:
    opened = open_document(DATA / "marketing_roi_worksheet.xlsx")
    (period,) = opened.worksheet.periods
    assert (period.start, period.end) == (date(2026, 9, 1), date(2026, 9, 30))
    assert opened.worksheet.settings.blocks == ("core", "audience", "qualified", "pipeline")


def test_errors_name_the_file(tmp_path: Path) -> None:
    path = tmp_path / "prices.csv"
    path.write_text("channel,spend\nRadio,abc\n")
    with pytest.raises(FileError, match=r"^prices\.csv, row 2, column “spend”: "):
        open_document(path)
    path.write_text("a,b\n1,2\n")
    with pytest.raises(FileError, match=r"^prices\.csv: .*header row"):
        open_document(path)
