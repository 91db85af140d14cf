"""What must hold for any worksheet: order, scale, roll-ups; and every figure is a number or has a reason."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from roiapp.core.calculator import Calculator
from roiapp.core.fields import Field
from roiapp.core.metrics import Metric
from roiapp.core.periods import Period, all_periods, find, month, rollups
from roiapp.core.results import Figures
from roiapp.core.worksheet import Worksheet, build
from tests.core.oracle import BOOKS, NO_TOTAL, TARGETS, TOTAL_ONLY
from tests.core.random_sheets import AS_OF, CATALOG, CELL_FIELDS, TOTAL_FIELDS, sheets, views

RECORDS: tuple[Field | Metric, ...] = tuple(
    r for r in (*CATALOG.fields, *CATALOG.metrics) if getattr(r, "scope", "cell") != "document"
)
IDS = tuple(record.id for record in RECORDS)
some = settings(
    deadline=None, max_examples=40, phases=(Phase.explicit, Phase.generate), suppress_health_check=list(HealthCheck)
)


def picture(sheet: Worksheet) -> dict[tuple[object, ...], np.ndarray]:
    """Every row and total of every view: [channels], total last."""
    calculator = Calculator(sheet, CATALOG, AS_OF)
    found = {}
    for view in views(sheet):
        figures = calculator.figures(view)
        for id_ in IDS:
            found[view.periods, view.kind, id_] = np.append(figures.values(id_), figures.total_value(id_))
    return found


def assert_close(found: np.ndarray, expected: np.ndarray, rel: float, what: object) -> None:
    assert np.array_equal(np.isnan(found), np.isnan(expected)), (what, found, expected)
    np.testing.assert_allclose(found, expected, rtol=rel, atol=0, err_msg=str(what))


@some
@given(sheets(), st.data())
def test_the_order_of_rows_does_not_matter(sheet: Worksheet, data: st.DataObject) -> None:
    before = picture(sheet)
    order = data.draw(st.permutations(range(len(sheet.keys))))
    sheet.channels = {name: [column[i] for i in order] for name, column in sheet.channels.items()}
    sheet.keys = [sheet.keys[i] for i in order]
    sheet.columns = {id_: np.ascontiguousarray(column[:, order]) for id_, column in sheet.columns.items()}
    for place, figures in picture(sheet).items():
        # Sums of some binary fractions are exact; means are of the order of the figures they are made of.
        assert_close(figures, before[place][[*order, len(order)]], 1e-12, place)


@some
@given(sheets(), st.data())
def test_several_periods_at_once_are_each_of_them(sheet: Worksheet, data: st.DataObject) -> None:
    calculator = Calculator(sheet, CATALOG, AS_OF)
    periods = tuple(data.draw(st.lists(st.integers(0, len(sheet.periods) - 1), min_size=1, max_size=6)))
    for id_ in IDS:
        if not CATALOG.uses_total(id_):
            each = np.array([calculator.column(period, id_) for period in periods])
            assert np.array_equal(calculator.columns(periods, id_), each, equal_nan=True), id_


@some
@given(sheets(), st.sampled_from((0.01, 3.7, 1000.0)))
def test_money_scales(sheet: Worksheet, k: float) -> None:
    """Every sum of money times k: money figures grow by k, all others stay."""
    before = picture(sheet)
    money = {r.id for r in RECORDS if r.unit.scales_with_money}
    for arrays in (sheet.columns, sheet.totals):
        for id_ in money & arrays.keys():
            arrays[id_] = arrays[id_] * k
    rate = sheet.settings.default_hourly_rate
    sheet.settings = sheet.settings.changed(default_hourly_rate=None if rate is None else rate * k)
    for place, figures in picture(sheet).items():
        expected = before[place] * (k if place[-1] in money else 1.0)
        assert np.array_equal(np.isnan(figures), np.isnan(expected)), place
        np.testing.assert_allclose(figures, expected, rtol=1e-9, atol=1e-9 * max(k, 1.0), err_msg=str(place))


@some
@given(st.data())
def test_a_total_of_one_row_is_that_row(data: st.DataObject) -> None:
    """Where everything is typed and above 0. (Without customers a row still has its price, its total none.)"""
    amounts = st.sampled_from((0.25, 0.5, 1.0)) | st.integers(1, 50).map(float)
    columns = {}
    for field in CELL_FIELDS:
        limit = field.maximum or math.inf
        columns[field.id] = [data.draw(amounts.map(lambda v, m=limit: min(v, m)))]
    sheet = build(["Only"], columns)
    figures = Calculator(sheet, CATALOG, AS_OF).figures(all_periods(sheet.periods))
    for id_ in IDS:
        if id_ in (*TARGETS, *NO_TOTAL, *TOTAL_ONLY, *BOOKS):
            continue
        if id_ == "revenue_per_sale":  # the total is what was taken in per customer, and revenue was typed
            continue
        row, total = figures.value(id_, 0), figures.total(id_)
        assert row is not None, id_
        assert total.value == pytest.approx(row, rel=1e-12), id_
        assert (total.known, total.of) == (1, 1), id_


@some
@given(sheets(fields=tuple(CATALOG.field[i] for i in ("spend", "visits", "leads", "customers", "revenue", "fees"))))
def test_a_total_of_one_row_is_that_row_with_blanks_too(sheet: Worksheet) -> None:
    """Ratios of fields and sums of cells, whatever is blank or 0."""
    for channel in range(len(sheet.keys)):
        columns = {id_: column[:, channel : channel + 1].tolist() for id_, column in sheet.columns.items()}
        single = build(["Only"], columns, sheet.periods, sheet.settings)
        calculator = Calculator(single, CATALOG, AS_OF)
        for view in views(single):
            figures = calculator.figures(view)
            for id_ in ("conversion_rate", "cost_per_lead", "cac", "gross_return", "gross_profit", "net_return", "roi",
                        "revenue_roi", "roas", "lead_to_customer", "total_cost", "spend", "leads"):  # fmt: skip
                row = figures.value(id_, 0)
                assert figures.total(id_).value == (None if row is None else pytest.approx(row, rel=1e-12)), id_


EXTREMES = (0.0, 5e-324, 1e-300, 1e-160, 1.0, 1e150, 1e300, 1.7e308)


@some
@given(st.integers(1, 3), st.integers(1, 2), st.data())
def test_no_nan_or_infinity_comes_out(channels: int, periods: int, data: st.DataObject) -> None:
    """A figure is a finite number or None with a reason, whatever is typed; also as sums over cells and periods."""

    def pool(field: Field) -> tuple[float, ...]:
        limit = field.maximum or math.inf
        low = () if field.minimum is not None else tuple(-v for v in EXTREMES)
        return tuple(min(v, limit) for v in EXTREMES) + low

    columns = {}
    for field in CELL_FIELDS:
        cell = st.none() | st.sampled_from(pool(field))
        row = st.lists(cell, min_size=channels, max_size=channels)
        columns[field.id] = data.draw(st.lists(row, min_size=periods, max_size=periods))
    dated = [month(2026, 1 + i, 1 + i) for i in range(periods)]
    sheet = build([f"C {i}" for i in range(channels)], columns, dated)
    for field in TOTAL_FIELDS:
        sheet.totals[field.id] = np.array(
            data.draw(st.lists(st.sampled_from(pool(field)), min_size=periods, max_size=periods))
        )
    calculator = Calculator(sheet, CATALOG, AS_OF)
    for view in views(sheet):
        figures = calculator.figures(view)
        for id_ in IDS:
            together = figures.reasons(id_, np.arange(channels))
            for channel in (*range(channels), None):
                value = figures.total(id_).value if channel is None else figures.value(id_, channel)
                assert value is None or math.isfinite(value), (id_, channel, value)
                reason = figures.reason(id_, channel)
                assert (reason is None) == (value is not None), (id_, channel, reason)
                if channel is not None:
                    assert together.get(channel) == reason, (id_, channel)
                if reason is not None:
                    assert reason.code
                    assert reason.sentence(CATALOG)
            assert not np.isinf(figures.values(id_)).any(), id_


FLOWS = (
    "spend",
    "visits",
    "leads",
    "customers",
    "revenue",
    "fees",
    "mqls",
    "sqls",
    "opportunities",
    "sent",
    "impressions",
)


@some
@given(st.data())
def test_months_are_quarters_are_the_year(data: st.DataObject) -> None:
    """A year typed by months and the same typed by quarters is the same year: flows and rates, rows and totals."""
    amounts = {
        id_: st.sampled_from((1.0, 4.0, 30.0) if id_ == "customers" else (0.0, 1.0, 2.5, 480.0)) for id_ in FLOWS
    }
    monthly = {
        id_: np.array(data.draw(st.lists(st.lists(cell, min_size=2, max_size=2), min_size=12, max_size=12)))
        for id_, cell in amounts.items()
    }
    quarterly = {id_: column.reshape(4, 3, 2).sum(axis=1) for id_, column in monthly.items()}
    months = [month(2026, 1 + m, 1 + m) for m in range(12)]
    quarters = [Period(1 + q, "", months[3 * q].start, months[3 * q + 2].end) for q in range(4)]
    same = {"gross_margin": 0.5, "purchases_per_year": 2.0, "years_retained": 3.0}
    by_month, by_quarter = (
        build(["A", "B"], {**columns, **{id_: np.full((len(p), 2), v) for id_, v in same.items()}}, p)
        for columns, p in ((monthly, months), (quarterly, quarters))
    )

    def year(sheet: Worksheet) -> Figures:
        return Calculator(sheet, CATALOG, AS_OF).figures(find(sheet.periods, "2026"))

    years = year(by_month), year(by_quarter)
    expected_of_the_past = (
        "close_rate",
        "expected_win_rate",
        "pipeline_value",
        "pipeline_velocity",
    )  # from prior months
    for id_ in (i for i in IDS if i not in expected_of_the_past):
        for channel in (0, 1, None):
            a, b = (f.total_value(id_) if channel is None else f.values(id_)[channel]
                    for f in years)  # fmt: skip
            assert a == pytest.approx(b, rel=1e-12, nan_ok=True), (id_, channel)
    # And the quarters of the months add up to the year.
    calculator = Calculator(by_month, CATALOG, AS_OF)
    parts = [calculator.figures(view) for view in rollups(months) if view.kind == "quarter"]
    assert len(parts) == 4
    for id_ in (*FLOWS, "total_cost", "gross_return", "gross_profit", "net_return"):
        assert years[0].total_value(id_) == pytest.approx(math.fsum(p.total_value(id_) for p in parts), rel=1e-12)


@some
@given(sheets())
def test_asking_changes_nothing(sheet: Worksheet) -> None:
    before = sheet.content()
    picture(sheet)
    assert sheet.content() == before
