"""The first sheet of the workbook: cards, ranking and charts follow the figures."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl.worksheet.worksheet import Worksheet as Page

from roiapp.core.document_settings import DocumentSettings
from roiapp.core.edits import SetCells
from roiapp.core.periods import all_periods, find, month
from roiapp.core.unit_records import MONEY
from roiapp.core.worksheet import build
from roiapp.files import templates
from roiapp.files.excel.book import workbook_bytes
from roiapp.files.excel.formats import number_look
from roiapp.files.session import Session
from roiapp.language import LANGUAGES, use
from tests.files.excel_books import CATALOG, Recalculate, opened, place_of, same, visible, written

#: eight by four points
PNG = (
    "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAECAIAAAA8r+mnAAAAEUlEQVR4nGPQj76BFTFQTwIAkDwsQU/C6mYAAAAASUVORK5CYII="
)


def table_of(page: Page) -> list[list[object]]:
    """The ranking: its header, a row for each channel, the total."""
    first = next(row for row in range(1, page.max_row) if page.cell(row, 2).value == "Channel")
    last = next(row for row in range(first, page.max_row + 1) if page.cell(row, 2).value == "Total")
    rows = [[page.cell(row, column).value for column in range(2, 13)] for row in range(first, last + 1)]
    return [[value for value in row if value is not None] for row in rows]


def cards_of(page: Page) -> dict[object, tuple[object, object]]:
    """Figure and change of each card by its label."""
    found = {page.cell(5, c).value: (page.cell(6, c).value, page.cell(7, c).value) for c in (2, 3, 5, 7, 9, 11)}
    return {label: said for label, said in found.items() if label}


def test_channels_are_ranked_and_what_is_unknown_comes_last() -> None:
    """ROI by hand: Print 10 × 20 × 50 % ÷ 50 − 1 = 100 %, as Posters; Radio −50 %; of the fair no margin is known."""
    columns = {
        "spend": [[100.0, 50.0, 20.0, 50.0]],
        "customers": [[5.0, 10.0, 1.0, 10.0]],
        "revenue_per_sale": [[20.0, 20.0, 90.0, 20.0]],
        "gross_margin": [[0.5, 0.5, None, 0.5]],
    }
    sheet = build(["Radio", "Print", "Fair", "Posters"], columns, [month(2026, 5, 1)])
    book = opened(written(Session(sheet, CATALOG, date(2026, 6, 1))), values=True)
    assert visible(book) == ["Summary", "May 2026", "What the numbers say", "Notes", "Assumptions", "Definitions"]
    assert book.active.title == "Summary"
    table = table_of(book["Summary"])
    assert table[0] == ["Channel", "Spend", "Customers", "CAC", "Gross return", "Gross profit", "ROI"]
    assert table[1:] == [
        ["Print", 50, 10, 5, 200, 100, 1], ["Posters", 50, 10, 5, 200, 100, 1], ["Radio", 100, 5, 20, 100, 50, -0.5],
        ["Fair", 20, 1, 20, 90, "–", "–"], ["Total", 220, 26, pytest.approx(220 / 26), 590, 250, 0.25],
    ]  # fmt: skip
    cards = cards_of(book["Summary"])
    assert cards["Total spend"][0] == 220
    assert cards["ROI on gross profit"][0] == 0.25
    assert cards["Cost per lead"][0] == "–"
    assert book.defined_names["Total_roi"].attr_text == "Summary!$K$6"


def test_a_total_of_few_channels_says_so_beside_it(libreoffice: Recalculate, tmp_path: Path) -> None:
    """Of six channels one has a month with everything ROI is made of: −100 % of Radio is not −100 % of all."""
    names = ["Radio", "Print", "Fair", "Posters", "Email", "Search"]
    columns = {
        "spend": [[100.0, 50.0, 20.0, 50.0, 10.0, 5.0], [90.0, 40.0, 20.0, 50.0, 10.0, 5.0]],
        "customers": [[0.0] + [None] * 5, [0.0] + [None] * 5],
        "revenue_per_sale": [[20.0] + [None] * 5, [20.0] + [None] * 5],
        "gross_margin": [[0.5] + [None] * 5, [0.5] + [None] * 5],
    }
    sheet = build(names, columns, [month(2026, 5, 1), month(2026, 6, 2)])
    path = tmp_path / "book.xlsx"
    path.write_bytes(written(Session(sheet, CATALOG, date(2026, 7, 1))))
    recalculated = libreoffice([path])[0]
    for book in (opened(path.read_bytes(), values=True), opened(recalculated.read_bytes(), values=True)):
        page = book["Summary"]
        said = {page.cell(5, c).value: page.cell(8, c).value or None for c in (2, 3, 5, 7, 9, 11)}
        assert cards_of(page)["ROI on gross profit"][0] == -1
        assert said["ROI on gross profit"] == "1 of 6 channels"
        assert said["Total spend"] is None
        total = next(row for row in range(9, page.max_row) if page.cell(row, 2).value == "Total")
        head = next(row for row in range(9, page.max_row) if page.cell(row, 2).value == "Channel")
        below = {page.cell(head, c).value: page.cell(total + 1, c).value for c in range(3, 13)}
        assert (below["ROI"], below["Spend"], below["Customers"]) == ("1 of 6", None, "1 of 6")
    book = opened(path.read_bytes(), values=False)
    page = book["Jun 2026"]
    page.cell(*place_of(page, "Customers", "Radio")).value = 9  # another figure, and nobody has counted again
    book.save(path)
    page = opened(libreoffice([path])[0].read_bytes(), values=True)["Summary"]
    place = next(c for c in (2, 3, 5, 7, 9, 11) if page.cell(5, c).value == "ROI on gross profit")
    assert page.cell(8, place).value == "1 of 6 channels when exported"


def test_cards_say_what_changed_and_while_a_period_is_open_what_adds_up_does_not() -> None:
    sheet = templates.load_sample()
    late, early = date(2026, 10, 5), date(2026, 9, 10)
    calculator = Session(sheet, CATALOG, late).calculator
    now, before = (calculator.figures(find(sheet.periods, f"2026-Q{quarter}")) for quarter in (3, 2))
    spend, roi = now.total_value("spend"), now.total_value("roi")
    for as_of, expected in ((late, spend / before.total_value("spend") - 1), (early, "The period is open")):
        book = opened(workbook_bytes(Session(sheet, CATALOG, as_of), find(sheet.periods, "2026-Q3")), values=True)
        page = book["Summary"]
        found, change = cards_of(page)["Total spend"]
        assert same(found, spend)
        assert same(change, expected)
        found, change = cards_of(page)["ROI on gross profit"]
        assert same(found, roi)
        assert same(change, 100 * (roi - before.total_value("roi")))
        assert page["B7"].number_format == '"▲ "0.0%" vs Q2 2026";"▼ "0.0%" vs Q2 2026";"unchanged vs Q2 2026";@'
        assert visible(book)[:2] == ["Summary", "Q3 2026"]
        assert book["Q2 2026"].sheet_state == "hidden"  # it is compared with, and nobody asked for it


@pytest.mark.slow
def test_a_changed_input_changes_cards_ranking_and_bars(libreoffice: Recalculate, tmp_path: Path) -> None:
    """Radio & TV, the worst channel of the quarter, sells a hundred times as much in September."""
    sheet, as_of = templates.load_sample(), date(2026, 10, 5)
    view = find(sheet.periods, "2026-Q3")
    period, channel = len(sheet.periods) - 1, list(sheet.names).index("Radio & TV")
    book = opened(workbook_bytes(Session(sheet, CATALOG, as_of), view), values=False)
    book["Sep 2026"].cell(6 + channel, 5).value = 300
    book["Assumptions"]["B3"].value = date(2026, 9, 10)
    path = tmp_path / "changed.xlsx"
    book.save(path)
    (found,) = libreoffice([path])
    page = opened(found, values=True)["Summary"]
    SetCells.one("customers", period, channel, 300.0).apply(sheet)
    figures = Session(sheet, CATALOG, date(2026, 9, 10)).calculator.figures(view)
    table = table_of(page)
    assert table[1][0] == "Radio & TV"
    for name, *_, profit, roi in table[1:-1]:
        of = list(sheet.names).index(str(name))
        assert same(profit, figures.value("gross_profit", of)), name
        assert same(roi, figures.value("roi", of)), name
    assert same(table[-1][-1], figures.total_figure("roi"))
    assert same(cards_of(page)["ROI on gross profit"][0], figures.total_figure("roi"))
    assert cards_of(page)["Total spend"][1] == "The period is open"
    first = next(row for row in range(1, page.max_row) if page.cell(row, 2).value == "Radio & TV")
    bars = [page.cell(first, column).value for column in range(13, page.max_column + 1)]
    assert any(same(value, table[1][-1]) for value in bars if value is not None)


def test_charts_show_cells_of_the_sheet() -> None:
    data = written(Session(templates.load_sample(), CATALOG, date(2026, 10, 5)))
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        charts = [parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/charts/chart")]
    assert len(charts) == 2
    page = opened(data, values=True)["Summary"]
    for chart in charts:
        assert "plotVisOnly" not in chart  # the ends of the bars stand in hidden columns
        references = re.findall(r"<c:f>Summary!\$([A-Z]+)\$(\d+):\$\1\$(\d+)</c:f>", chart)
        assert len(references) == 4
        for column, first, last in references:
            assert int(last) - int(first) == 10
            assert page[f"B{int(first) - 1}"].value == "Channel"
            assert page[f"{column}{first}"].value is not None
    assert "<c:v>Email</c:v>" in charts[0]  # for programs that do not calculate


def test_a_chart_without_bars_says_what_is_missing_until_it_is_typed(
    libreoffice: Recalculate, tmp_path: Path
) -> None:
    columns = {"spend": [[100.0, 50.0]], "customers": [[5.0, 10.0]], "revenue_per_sale": [[40.0, 20.0]]}
    sheet = build(["Radio", "Print"], columns, [month(2026, 5, 1)])
    path = tmp_path / "sent.xlsx"
    path.write_bytes(written(Session(sheet, CATALOG, date(2026, 6, 1))))
    said = "ROI of no channel is known yet. The column “Why” on “May 2026” says what is missing."
    page = opened(path, values=True)["Summary"]
    assert (page["C13"].value, page["H13"].value) == (said, None)
    with zipfile.ZipFile(path) as parts:
        charts = [parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/charts/chart")]
    assert all(chart.count("<a:noFill/>") >= 2 for chart in charts)  # so that what stands below can be read
    book = opened(path, values=False)
    where = place_of(book["May 2026"], "Margin", "Print")
    book["May 2026"].cell(*where).value = 0.5
    book.save(path)
    page = opened(libreoffice([path])[0], values=True)["Summary"]
    assert not page["C13"].value
    first = next(row for row in range(12, 40) if page.cell(row, 2).value == "Channel") + 1
    assert (page.cell(first, 2).value, page.cell(first, 8).value) == ("Print", 1.0)  # 10 × 20 × 50 % ÷ 50 − 1


def test_of_very_many_channels_the_dearest_are_listed() -> None:
    count = 45
    names = [f"Channel {number} with a name that is far too long for any chart" for number in range(count)]
    sheet = build(names, {"spend": [[float(number) for number in range(count)]]}, [month(2026, 5, 1)])
    page = opened(written(Session(sheet, CATALOG, date(2026, 6, 1))), values=True)["Summary"]
    table = table_of(page)
    assert {row[1] for row in table[1:-1]} == set(range(15, 45))
    assert table[-1][1] == sum(range(count))
    said = [str(row[0].value) for row in page.iter_rows(min_col=2, max_col=2)]
    assert any(text.startswith("The 30 channels that cost most; the total is of all 45") for text in said)


def test_title_company_and_logo_stand_above() -> None:
    for logo, pictures in ((PNG, 1), ("", 0)):
        settings = DocumentSettings(title="Report", company="Fjord", logo=logo)
        sheet = build(["Radio"], {"spend": [[1.0]]}, settings=settings)
        data = workbook_bytes(Session(sheet, CATALOG), all_periods(sheet.periods))
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            assert sum(name.startswith("xl/media/") for name in parts.namelist()) == pictures
        page = opened(data, values=True)["Summary"]
        assert page["B2"].value == "Report"
        assert str(page["B3"].value).startswith("Fjord · ")


def test_a_document_judged_on_revenue_is_ranked_by_it() -> None:
    columns = {"spend": [[100.0, 50.0]], "revenue": [[300.0, 400.0]], "gross_margin": [[0.9, 0.1]]}
    sheet = build(["Radio", "Print"], columns, settings=DocumentSettings(headline="revenue_roi"))
    data = written(Session(sheet, CATALOG))
    table = table_of(opened(data, values=True)["Summary"])
    assert [row[0] for row in table[1:]] == ["Print", "Radio", "Total"]
    assert [row[-1] for row in table] == ["ROI on revenue", 7, 2, pytest.approx(700 / 150 - 1)]
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        assert "Spend against gross return" in parts.read("xl/charts/chart2.xml").decode()


def test_two_cards_that_come_to_the_same_figure_have_one_name() -> None:
    settings = DocumentSettings(cards=("spend", "total_cost", "blended_cac"))
    sheet = build(["Radio"], {"spend": [[100.0]], "fees": [[20.0]]}, settings=settings)
    book = opened(written(Session(sheet, CATALOG)), values=True)
    cards = cards_of(book["Summary"])
    assert {label: said[0] for label, said in cards.items()} == {"Total cost": 120, "Blended CAC": "–"}
    names = [name for name in book.defined_names if name.startswith("Total_")]
    assert sorted(names) == ["Total_blended_cac", "Total_total_cost"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_in_every_language_there_is_a_workbook(language: str) -> None:
    use(language)
    try:
        sheet = templates.load_sample()
        sheet.settings = replace(sheet.settings, locale=language, currency="EUR")
        data = written(Session(sheet, CATALOG, date(2026, 10, 5)))
        book = opened(data, values=True)
    finally:
        use("en")
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        chart = parts.read("xl/charts/chart1.xml").decode()
    percent = {"tr": "%0", "fr": "0&quot;\N{NO-BREAK SPACE}&quot;%"}.get(language, "0%")
    assert f'formatCode="+{percent};;;"' in chart
    assert f'formatCode=";-{percent};;"' in chart
    assert len(book.worksheets) == 24
    assert {cell.number_format for cell in book.worksheets[1]["B"][5:16]} == {number_look(MONEY, "EUR", language).usual}
