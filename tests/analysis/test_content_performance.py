"""The report on content, by hand: ranks, rates as sum ÷ sum over what is known, why a figure is not there."""

from __future__ import annotations

import math
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roiapp.analysis.content_performance import ASSET_METRICS, AssetGroup, content_performance
from roiapp.core.channel_edits import RemoveChannels
from roiapp.core.record_edits import SetRecords
from roiapp.core.record_tables import ASSETS, Record
from roiapp.core.worksheet import Worksheet, build
from tests.core.random_edits import records

TIPS = ASSETS.row(
    asset="Ten tips", kind="article", channel=1, date=date(2026, 1, 7), impressions=5000.0, views=1200.0, shares=14.0,
    comments=6.0, likes=80.0, leads=12.0, mqls=3.0, revenue=900.0, cost=300.0,
)  # fmt: skip
GUIDE = ASSETS.row(
    asset="Guide", kind="article", channel=1, date=date(2026, 2, 3), impressions=1000.0, views=300.0, leads=6.0,
    mqls=0.0, cost=120.0, likes=4.0, comments=0.0,
)  # fmt: skip
DEMO = ASSETS.row(asset="Demo", kind="video", channel=2, views=0.0, leads=2.0, mqls=5.0, revenue=-100.0)
PAGE = ASSETS.row(asset="Page", channel=77, date=date(2026, 2, 28), leads=9.0)


def document(*rows: Record) -> Worksheet:
    """Search (key 1, of the group Online, owner Ann) and Video (2, Online, Bob)."""
    sheet = build(["Search", "Video"])
    sheet.channels["group"] = ["Online", "Online"]
    sheet.channels["owner"] = ["Ann", "Bob"]
    SetRecords("assets", rows).apply(sheet)
    return sheet


def whole(*rows: Record) -> AssetGroup:
    return content_performance(document(*rows)).total


def test_one_asset() -> None:
    (tips,) = content_performance(document(TIPS)).assets
    assert (tips.place, tips.name, tips.kind, tips.channel, tips.day) == (0, "Ten tips", "Article", 0, date(2026, 1, 7))
    assert {id_: figure.value for id_, figure in tips.figures.items()} == {
        "view_to_lead": 0.01,  # 12 of 1,200
        "asset_engagement": 0.02,  # 80 + 6 + 14 of 5,000
        "cost_per_asset_mql": 100.0,  # 300 for 3
        "revenue_per_asset": 900.0,
        "mql_share": 1.0,
    }
    assert tips.entered["impressions"] == 5000.0


def test_assets_are_ranked_by_mqls_then_leads() -> None:
    other = ASSETS.row(asset="Zero too", mqls=0.0, leads=7.0)
    names = [asset.name for asset in content_performance(document(PAGE, GUIDE, TIPS, DEMO, other)).assets]
    assert names == ["Demo", "Ten tips", "Zero too", "Guide", "Page"]


def test_why_there_is_no_figure() -> None:
    tips, guide, demo, page = sorted(
        content_performance(document(TIPS, GUIDE, DEMO, PAGE)).assets, key=lambda asset: asset.place
    )
    assert tips.figures["view_to_lead"].code == tips.figures["view_to_lead"].sentence() == ""
    assert guide.figures["asset_engagement"].code == "missing: shares"
    assert guide.figures["cost_per_asset_mql"].code == "zero: mqls"
    assert guide.figures["cost_per_asset_mql"].sentence() == "MQLs is 0, and nothing can be divided by 0."
    assert demo.figures["view_to_lead"].code == "zero: views"
    assert demo.figures["asset_engagement"].code == "missing: likes, comments, shares, impressions"
    assert page.figures["view_to_lead"].sentence() == "Not known yet: Views missing."
    assert page.figures["mql_share"].code == "missing: mqls"
    assert (page.channel, page.kind) == (None, "–")
    assert whole(ASSETS.row(asset="x", leads=1e308, views=1e-308)).figures["view_to_lead"].code == "too_large"


def test_together_it_is_sum_by_sum_over_what_is_known() -> None:
    total = whole(TIPS, GUIDE, DEMO, PAGE)
    # 12 + 6 + 2 leads of 1,200 + 300 + 0 views; Page's views are not known, so its 9 leads do not count.
    assert total.figures["view_to_lead"].value == 20 / 1500
    assert total.left_out["view_to_lead"] == ("Page",)
    # Guide has no shares: only Ten tips counts, with its own impressions.
    assert total.figures["asset_engagement"].value == 100 / 5000
    assert total.left_out["asset_engagement"] == ("Guide", "Demo", "Page")
    # 300 + 120 for 3 + 0; Demo's cost is not known, and its five MQLs make nothing cheaper.
    assert total.figures["cost_per_asset_mql"].value == 140.0
    assert total.figures["revenue_per_asset"].value == 400.0  # (900 − 100) ÷ 2
    assert total.sums["leads"] == 29.0
    assert total.sums["revenue"] == 800.0
    assert total.assets == (0, 1, 2, 3)


def test_nothing_is_nothing() -> None:
    report = content_performance(build(["Search"]))
    assert (report.assets, report.groups, report.total.assets, report.undated) == ((), (), (), 0)
    assert all(figure.value is None and figure.sentence() for figure in report.total.figures.values())
    assert set(report.total.sums.values()) == {None}


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("kind", [("video", "Video", 5.0, 5 / 8), ("article", "Article", 3.0, 3 / 8), ("", "–", None, None)]),
        ("channel", [("2", "Video", 5.0, 5 / 8), ("1", "Search", 3.0, 3 / 8), ("", "–", None, None)]),
        ("group", [("Online", "Online", 8.0, 1.0), ("", "–", None, None)]),
        ("owner", [("Bob", "Bob", 5.0, 5 / 8), ("Ann", "Ann", 3.0, 3 / 8), ("", "–", None, None)]),
    ],
)
def test_groups(by: str, expected: list[tuple[object, ...]]) -> None:
    report = content_performance(document(TIPS, GUIDE, DEMO, PAGE), by)  # type: ignore[arg-type]
    found = [(g.id, g.label, g.sums["mqls"], g.figures["mql_share"].value) for g in report.groups]
    assert found == expected


def test_an_asset_whose_channel_is_gone_stays() -> None:
    sheet = document(TIPS, DEMO)
    undo = RemoveChannels((0,)).apply(sheet)
    report = content_performance(sheet, "owner")
    assert [(group.label, group.assets) for group in report.groups] == [("Bob", (1,)), ("–", (0,))]
    assert report.total.sums["mqls"] == 8.0
    undo.apply(sheet)
    assert [group.label for group in content_performance(sheet, "owner").groups] == ["Bob", "Ann"]


def test_a_span_of_days() -> None:
    sheet = document(TIPS, GUIDE, DEMO, PAGE)
    february = content_performance(sheet, "kind", date(2026, 2, 1), date(2026, 2, 28))
    assert ([asset.name for asset in february.assets], february.undated) == (["Guide", "Page"], 1)
    assert february.total.figures["mql_share"].code == "zero: mqls"
    assert [a.name for a in content_performance(sheet, start=date(2026, 2, 4)).assets] == ["Page"]
    assert [a.name for a in content_performance(sheet, end=date(2026, 1, 7)).assets] == ["Ten tips"]


@given(st.data())
def test_groups_make_up_the_whole(data: st.DataObject) -> None:
    """Against fractions: every sum of the groups together is the total's, and the shares of MQLs make one."""
    sheet = document()
    SetRecords("assets", data.draw(records(sheet, "assets", most=12))).apply(sheet)
    by = data.draw(st.sampled_from(("kind", "channel", "group", "owner")))
    report = content_performance(sheet, by)
    rows = sheet.records.get("assets", ())
    assert sorted(place for group in report.groups for place in group.assets) == list(range(len(rows)))
    for column, value in report.total.sums.items():
        known = [Fraction(row[ASSETS.place(column)]) for row in rows if row[ASSETS.place(column)] is not None]  # type: ignore[arg-type]
        assert value == (float(sum(known)) if known else None)
        parts = [group.sums[column] for group in report.groups if group.sums[column] is not None]
        assert math.isclose(sum(parts), value or 0.0)  # type: ignore[arg-type]
    shares = [group.figures["mql_share"].value for group in report.groups]
    if report.total.sums["mqls"]:
        assert math.isclose(sum(share for share in shares if share is not None), 1.0)
    for metric in ASSET_METRICS:
        for group in (*report.groups, report.total):
            figure = group.figures[metric.id]
            assert (figure.value is None) == bool(figure.sentence())
            assert (metric.id in group.left_out) or not group.assets or not figure.missing
