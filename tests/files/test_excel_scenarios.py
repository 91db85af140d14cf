"""Scenarios in the workbook: LibreOffice computes from their formulas what the calculator does, also when an input
of the worksheet and values of scenarios are changed there."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook.workbook import Workbook

from roiapp.core.calculator import Calculator
from roiapp.core.edits import SetCells
from roiapp.core.periods import all_periods, base_view, month
from roiapp.core.record_edits import SetRecords
from roiapp.core.record_tables import SCENARIO_CHANGES, SCENARIOS
from roiapp.core.scenario_edits import outcome, scenarios_of
from roiapp.core.worksheet import Worksheet, build
from roiapp.files.excel.book import workbook_bytes
from roiapp.files.session import Session
from tests.files.excel_books import (
    CATALOG,
    Parts,
    Recalculate,
    columns_of,
    letters_of,
    opened,
    parts_of,
    same,
    visible,
    written,
)
from tests.files.scenario_books import value_cell, with_scenarios

SEEDS = range(5)


def changed(session: Session, book: Workbook, rng: random.Random) -> None:
    """Some inputs of the worksheet and some values of scenarios become others, in the workbook and in the document."""
    sheet, columns = session.worksheet, columns_of(book)
    fields = [id_ for id_ in columns if id_ in CATALOG.field]
    for id_ in ["spend", *rng.sample(fields, min(4, len(fields)))]:
        period, channel = (rng.randrange(size) for size in sheet.shape)
        value = 0.25 if CATALOG.field[id_].unit.kind == "percent" else float(rng.choice([0, 30, 777]))
        book[sheet.periods[period].text()].cell(6 + channel, columns[id_]).value = value
        SetCells.one(id_, period, channel, value).apply(sheet)
    rows = list(sheet.records[SCENARIO_CHANGES.id])
    for row in rng.sample(range(len(rows)), 2):
        place = SCENARIO_CHANGES.place("value")
        value = {"set": 0.5, "add": 12.5, "scale": 1.75, "respond": 0.6}[str(rows[row][SCENARIO_CHANGES.place("kind")])]
        value_cell(book, row).value = value
        rows[row] = (*rows[row][:place], value, *rows[row][place + 1 :])
    SetRecords(SCENARIO_CHANGES.id, tuple(rows)).apply(sheet)


def compared(session: Session, parts: Parts, name: str) -> tuple[list[str], int]:
    """Where the figures of a scenario's sheets are not those of the document under it; and how many were looked at."""
    sheet, columns, wrong, seen = session.worksheet, letters_of(parts), [], 0
    whole = all_periods(sheet.periods)
    periods = range(len(sheet.periods))
    for scenario in scenarios_of(sheet):
        calculator = Calculator(outcome(sheet, CATALOG, scenario.key).worksheet, CATALOG, session.as_of)
        views = {f"{sheet.periods[p].text()} {scenario.name}": base_view(sheet.periods, p) for p in periods}
        if len(periods) == 1:
            views = {scenario.name: whole}
        for tab, view in {**views, scenario.name: whole}.items():
            figures = calculator.figures(view)
            for id_, column in columns.items():
                expected = [figures.value(id_, channel) for channel in range(len(sheet.keys))]
                if view.rollup or id_ in CATALOG.metric:
                    expected.append(figures.total_figure(id_))
                for row, value in enumerate(expected, 6):
                    seen += 1
                    new = parts.values.get((tab, f"{column}{row}"))
                    if not same(None if new == "–" else new, value):
                        wrong.append(f"{name} {tab} {id_}, row {row}: {new!r} instead of {value!r}")
    return wrong, seen


@pytest.mark.slow
def test_libreoffice_computes_every_scenario_as_the_calculator_does(libreoffice: Recalculate, tmp_path: Path) -> None:
    """The first workbook is as it was written, the others were changed: values that they have stand there only since
    they were calculated."""
    sessions = [with_scenarios(seed) for seed in SEEDS]
    paths = [tmp_path / f"plans {seed}.xlsx" for seed in SEEDS]
    for seed, (path, session) in enumerate(zip(paths, sessions, strict=True)):
        path.write_bytes(written(session))
        if seed:
            book = openpyxl.load_workbook(path)
            changed(session, book, random.Random(seed))
            book.save(path)
    wrong, seen, cells = [], 0, 0
    for number, (path, session) in enumerate(zip(libreoffice(paths), sessions, strict=True)):
        after = parts_of(path)
        found, looked = compared(session, after, path.name)
        wrong += found
        seen += looked
        if number == 0:
            before = parts_of(paths[0])
            for (page, where), formula in before.formulas.items():
                cells += 1
                assert len(formula) <= 8192
                kept, new = before.values[page, where], after.values.get((page, where))
                if not same(new, kept):
                    wrong.append(f"{page} {where}: {new!r} instead of {kept!r}: {formula}")
    assert not wrong, f"{len(wrong)} differ:\n" + "\n".join(wrong[:20])
    assert seen > 2_000
    assert cells > 1_000


@pytest.mark.parametrize("seed", SEEDS)
def test_values_are_there_for_those_who_do_not_calculate(seed: int) -> None:
    session = with_scenarios(seed)
    wrong, seen = compared(session, parts_of(written(session)), f"{seed}")
    assert not wrong, "\n".join(wrong[:20])
    assert seen > 100


# -- by hand -----------------------------------------------------------------------------------------------------------


def plans() -> Worksheet:
    """Radio and SEO in two months. Less radio: a quarter of its spend, 300 for SEO in June, results follow by the root.
    Better margin lies on it: three times Radio's 50 %, which is more than all."""
    sheet = build(
        ["Radio", "SEO"],
        {
            "spend": [[1000.0, 500.0], [1000.0, None]],
            "customers": [[10.0, 20.0], [10.0, 20.0]],
            "revenue_per_sale": [[200.0, 100.0], [200.0, 100.0]],
            "gross_margin": [[0.5, 0.4], [0.5, 0.4]],
        },
        [month(2026, 5, 1), month(2026, 6, 2)],
    )
    radio, seo = sheet.keys
    SetRecords(SCENARIOS.id, (
        SCENARIOS.row(key=1.0, name="Less radio", note="Half of it"),
        SCENARIOS.row(key=2.0, name="Better margin", parent=1.0),
    )).apply(sheet)  # fmt: skip
    row = SCENARIO_CHANGES.row
    SetRecords(SCENARIO_CHANGES.id, (
        row(scenario=1.0, kind="scale", field="spend", channel=radio, value=0.25),
        row(scenario=1.0, kind="set", field="spend", channel=seo, period=2, value=300.0),
        row(scenario=1.0, kind="respond", value=0.5),
        row(scenario=2.0, kind="scale", field="gross_margin", channel=radio, value=3.0),
    )).apply(sheet)  # fmt: skip
    return sheet


def test_the_sheets_of_scenarios_by_hand() -> None:
    """Radio: 250 of 1,000 bring the root of a quarter, half of its 10 customers. 5 × 200 × 100 % of margin for 250."""
    data = written(Session(plans(), CATALOG, date(2026, 7, 1)))
    values, formulas = opened(data, values=True), opened(data, values=False)
    assert visible(values) == [
        "Summary", "All periods", "May 2026", "Jun 2026", "Scenarios", "Less radio", "Jun 2026 Less radio",
        "Better margin", "Jun 2026 Better margin", "What the numbers say", "Notes", "Assumptions", "Definitions",
    ]  # fmt: skip
    columns = columns_of(values)
    page = values["May 2026 Better margin"]
    radio = {id_: page.cell(6, columns[id_]).value for id_ in ("spend", "customers", "gross_margin", "roi")}
    assert radio == {"spend": 250, "customers": 5, "gross_margin": 1, "roi": 3}
    assert [page.cell(row, 1).value for row in (6, 7)] == ["Radio", "SEO"]
    june = values["Jun 2026 Less radio"]
    assert [june.cell(7, columns[id_]).value for id_ in ("spend", "customers")] == [300, 20]
    spend = formulas["May 2026 Less radio"].cell(6, columns["spend"]).value
    assert spend.startswith("=IFERROR(MAX(0,(IF(ISNUMBER('May 2026'!B6),'May 2026'!B6,NA()))*IF(ISNUMBER(Scenarios!$H$")
    below = formulas["May 2026 Better margin"].cell(6, columns["spend"]).value
    assert below == "=IF(ISNUMBER('May 2026 Less radio'!B6),'May 2026 Less radio'!B6,\"\")"


def test_the_sheet_of_scenarios_compares_them_and_says_what_they_change() -> None:
    """Customers: 20 + 40 of the worksheet, 10 + 40 under Less radio."""
    page = opened(written(Session(plans(), CATALOG, date(2026, 7, 1))), values=True)["Scenarios"]
    rows = [[cell.value for cell in row] for row in page.iter_rows()]
    titles = rows[5]
    customers = titles.index("Customers")
    assert [(row[0], row[customers]) for row in rows[6:9]] == [
        ("Base case", 60), ("Less radio", 50), ("Better margin", 50),
    ]  # fmt: skip
    assert [(row[0], row[customers]) for row in rows[10:13]] == [
        ("Difference from the base case", "Customers"), ("Less radio", -10), ("Better margin", -10),
    ]  # fmt: skip
    said = [tuple(each for each in row[:8] if each not in (None, "")) for row in rows[14:]]
    assert [each for each in said if each] == [
        ("Less radio",), ("Lies on", "Base case"), ("Note", "Half of it"),
        ("Change", "Input", "Channels", "Periods", "Value"),
        ("Set to", "Spend", "SEO", "Jun 2026", 300),
        ("Times", "Spend", "Radio", "All periods", 0.25),
        ("Respond, elasticity", "Visits, leads, customers, revenue", "All channels", "All periods", 0.5),
        ("Better margin",), ("Lies on", "Less radio"), ("Note",), ("Change", "Input", "Channels", "Periods", "Value"),
        ("Times", "Gross margin", "Radio", "All periods", 3),
    ]  # fmt: skip


def test_one_period_alone_is_compared_and_shown() -> None:
    sheet = plans()
    book = opened(workbook_bytes(Session(sheet, CATALOG, date(2026, 7, 1)), base_view(sheet.periods, 0)), values=True)
    assert visible(book)[:5] == ["Summary", "May 2026", "Scenarios", "Less radio", "Better margin"]
    assert book["Less radio"].cell(6, 2).value == 250
    assert book["Scenarios"].cell(6, 1).value == "May 2026"


# -- what is not calculated --------------------------------------------------------------------------------------------


def left_out(sheet: Worksheet) -> tuple[str, list[str]]:
    """What the sheet of scenarios says of those that are not calculated, and the tabs that show."""
    book = opened(written(Session(sheet, CATALOG, date(2026, 7, 1))), values=True)
    return book["Scenarios"]["A4"].value or "", visible(book)


def test_scenarios_without_room_are_named_and_their_changes_are_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("roiapp.files.excel.scenario_plan._MOST_ROWS", 7)
    said, tabs = left_out(plans())
    assert said == "There is no room in the workbook to calculate Better margin as well."
    assert "Less radio" in tabs
    assert "Better margin" not in tabs
    monkeypatch.setattr("roiapp.files.excel.scenario_plan._MOST_ROWS", 3)
    said, tabs = left_out(plans())
    assert said == "There is no room in the workbook to calculate Less radio and Better margin as well."
    assert tabs[4] == "Scenarios"


def test_changes_that_no_formula_can_hold_and_scenarios_that_lie_on_themselves() -> None:
    sheet = plans()
    rows = sheet.records[SCENARIO_CHANGES.id]
    many = [SCENARIO_CHANGES.row(scenario=2.0, kind="add", field="spend", value=1.0)] * 26
    SetRecords(SCENARIO_CHANGES.id, (*rows, *many)).apply(sheet)
    assert left_out(sheet)[0] == "So many changes meet in one cell that no formula can hold them: Better margin."
    SetRecords(SCENARIO_CHANGES.id, rows).apply(sheet)
    first, second = sheet.records[SCENARIOS.id]
    parent = SCENARIOS.place("parent")
    SetRecords(SCENARIOS.id, ((*first[:parent], 2.0, *first[parent + 1 :]), second)).apply(sheet)
    assert left_out(sheet)[0] == (
        "What these scenarios lie on leads back to themselves, so they are not calculated: "
        "Less radio and Better margin."
    )


def test_the_time_matched_view_has_no_scenarios() -> None:
    sheet = plans()
    SetCells.one("sales_cycle_days", 0, 0, 31.0).apply(sheet)
    session = Session(sheet, CATALOG, date(2026, 7, 1))
    session.match_time()
    book = opened(written(session), values=True)
    assert str(book["Scenarios"]["A4"].value).startswith("This workbook shows the time-matched view.")
    assert "Less radio" not in visible(book)
