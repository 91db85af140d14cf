"""Whole export files: the figures that must come out of each, counted from the files by hand."""

from datetime import date
from pathlib import Path

import pytest

from roiapp.core.worksheet import Worksheet
from roiapp.files.formats import FileError, Opened, open_document

DATA = Path(__file__).parents[1] / "data"
FIELDS = ("spend", "impressions", "visits", "leads", "mqls", "sqls", "opportunities", "customers", "revenue")
NONE = None
#: channel -> figures in the order of FIELDS
AGENCY_WORKSHEET: dict[str, tuple[float | None, ...]] = {
    "Google Ads": (4200, 98940, 3909, 241, 160, 96, 60, 38, 34200),
    "Facebook & Instagram": (2950, 255102, 2190, 135, 70, 33, 20, 12, 9650),
    "SEO / Organic": (1500, 61200, 2841, 118, 92, 61, 44, 31, 28400),
    "Email newsletter": (120, 4820, 512, 26, 24, 18, 14, 11, 7350),
    "Local radio": (1800, NONE, NONE, 14, 9, 6, 5, 3, 2700),
    "Referrals": (0, NONE, 402, 33, 31, 27, 24, 20, 19800),
    "Direct mail": (960, 8000, 74, 19, 11, 8, 6, 4, 3120),
    "Yelp": (375, 5120, 141, 8, 5, 3, 2, 1, 640),
}


def known(sheet: Worksheet, field: str, period: int, channel: int) -> float | None:
    value = sheet.value(field, period, channel)
    return None if value != value else value


def sums(opened: Opened) -> dict[str, dict[str, float]]:
    """month -> field -> sum of what is known"""
    sheet = opened.worksheet
    found: dict[str, dict[str, float]] = {}
    for p, period in enumerate(sheet.periods):
        for field, column in sheet.columns.items():
            figures = [value for value in column[p].tolist() if value == value]
            if figures:
                found.setdefault(str(period.start)[:7], {})[field] = sum(figures)
    return found


def test_agency_worksheet() -> None:
    opened = open_document(DATA / "marketing_roi_worksheet.xlsx")
    sheet = opened.worksheet
    assert sheet.names == list(AGENCY_WORKSHEET)
    (period,) = sheet.periods
    assert (period.start, period.end) == (date(2026, 9, 1), date(2026, 9, 30))
    for channel, name in enumerate(sheet.names):
        assert tuple(known(sheet, field, 0, channel) for field in FIELDS) == AGENCY_WORKSHEET[name]
    assert set(sheet.columns) == set(FIELDS)
    assert [(skipped.sheet, skipped.row, skipped.why) for skipped in opened.skipped] == [
        ("ROI worksheet", 13, "total row: Total")
    ]
    assert sheet.settings.blocks == ("core", "audience", "qualified", "pipeline")


@pytest.mark.parametrize(
    ("name", "currency", "skipped", "expected"),
    [
        (
            "google_ads_campaigns_en.csv", "USD", [12, 13, 14, 15, 16, 17],
            {"2026-09": {"spend": 10002.92, "impressions": 128940, "visits": 3909, "leads": 241.83}},
        ),
        (
            "google_ads_daily_utf16.csv", "GBP", [353, 354, 355],
            {
                "2026-08": {"spend": 4380.05, "impressions": 153200, "visits": 6390, "leads": 95.5},
                "2026-09": {"spend": 4369.08, "impressions": 195316, "visits": 6947, "leads": 99},
            },
        ),
        (
            "google_ads_kampagnen_de.csv", "EUR", [74, 75],
            {
                "2026-08": {"spend": 2669.52, "impressions": 69262, "visits": 3821, "leads": 211.95},
                "2026-09": {"spend": 4747.88, "impressions": 74245, "visits": 3901, "leads": 208.63},
            },
        ),
        (
            "linkedin_campaign_performance.csv", "USD", [],
            {
                "2026-08": {"spend": 1966.29, "impressions": 68733, "visits": 483, "leads": 17},
                "2026-09": {"spend": 3044.3, "impressions": 64866, "visits": 392, "leads": 25},
            },
        ),
        ("ga4_traffic_acquisition.csv", "USD", [12], {"2026-09": {"visits": 8417, "leads": 207, "revenue": 236.5}}),
        (
            "kampanie_pl.csv", "PLN", [13],
            {
                "2026-08": {"spend": 6859.45, "impressions": 145628, "visits": 3195, "leads": 127, "customers": 55,
                            "revenue": 66095.75},
                "2026-09": {"spend": 9462.89, "impressions": 171592, "visits": 4115, "leads": 167, "customers": 65,
                            "revenue": 98630},
            },
        ),
    ],
)  # fmt: skip
def test_platform_exports(name: str, currency: str, skipped: list[int], expected: dict[str, dict[str, float]]) -> None:
    opened = open_document(DATA / name)
    assert opened.worksheet.settings.currency == currency
    assert [left_out.row for left_out in opened.skipped] == skipped
    found = sums(opened)
    assert set(found) == set(expected)
    for month, fields in expected.items():
        for field, value in fields.items():
            assert found[month][field] == pytest.approx(value, abs=1e-6)


def test_owners_tracker() -> None:
    opened = open_document(DATA / "owner_tracker.xlsx")
    assert [left_out.row for left_out in opened.skipped] == [11, 17, 23, 24, 26]
    found = sums(opened)
    assert found["2026-07"] == {"spend": 2076.5, "opportunities": 36, "customers": 16, "revenue": 18140}
    assert found["2026-08"] == {"spend": 1706, "opportunities": 29, "customers": 13, "revenue": 15505.5}
    assert found["2026-09"] == {"spend": 1601.75, "opportunities": 29, "customers": 14, "revenue": 18105}


def test_errors_name_the_file(tmp_path: Path) -> None:
    path = tmp_path / "prices.csv"
    path.write_text("channel,spend\nRadio,abc\n")
    with pytest.raises(FileError, match=r"^prices\.csv, row 2, column “spend”: "):
        open_document(path)
    with pytest.raises(FileError, match=r"^quickbooks_income_by_customer\.xlsx: .*header row"):
        open_document(DATA / "quickbooks_income_by_customer.xlsx")
