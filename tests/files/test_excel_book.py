"""The workbook: LibreOffice computes from its formulas what the calculator does, also when an input is changed there;
without calculating, the values are all there."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
import python_calamine
import xlsxwriter.worksheet
from openpyxl.worksheet.worksheet import Worksheet as Page

from roiapp.core.document_settings import DocumentSettings
from roiapp.core.edits import SetCells, SetTotals
from roiapp.core.fields import BLOCKS
from roiapp.core.periods import Period, all_periods, base_view, find, month
from roiapp.core.worksheet import ANY, Worksheet, build
from roiapp.files import templates
from roiapp.files.excel.book import rollups_of, tab_names, workbook_bytes
from roiapp.files.excel.fast_page import FastPage
from roiapp.files.excel.paper_columns import breaks
from roiapp.files.file_errors import FileError
from roiapp.files.session import Session
from roiapp.language import use
from tests.files.excel_books import (
    CATALOG,
    Recalculate,
    document,
    letters_of,
    opened,
    parts_of,
    place_of,
    same,
    visible,
    written,
)

#: sheets that have no table of channels and figures in columns
SAID = (
    "What the numbers say", "Lead to revenue", "Pipeline velocity", "Content performance", "Steps taken", "Notes",
    "Assumptions", "Definitions",
)  # fmt: skip


@pytest.mark.slow
def test_libreoffice_computes_every_cell_as_it_was_written(libreoffice: Recalculate, tmp_path: Path) -> None:
    sessions = [document(seed) for seed in range(12)]
    paths = [tmp_path / f"random {seed}.xlsx" for seed in range(len(sessions))]
    for path, session in zip(paths, sessions, strict=True):
        path.write_bytes(written(session))
    canary = tmp_path / "canary.xlsx"
    tampered = opened(written(document(0)), values=False)
    tampered["Assumptions"]["D1"] = "=1+1"  # openpyxl writes no value: there is one only after a calculation
    tampered.save(canary)
    *found, calculated = libreoffice([*paths, canary])
    assert opened(calculated, values=True)["Assumptions"]["D1"].value == 2
    wrong, cells, together = [], 0, 0
    for path, recalculated, session in zip(paths, found, sessions, strict=True):
        before, after = parts_of(path), parts_of(recalculated)
        for (page, where), formula in before.formulas.items():
            cells += 1
            assert len(formula) <= 8192
            kept, new = before.values[page, where], after.values.get((page, where))
            if not same(new, kept):
                wrong.append(f"{path.name} {page} {where}: {new!r} instead of {kept!r}: {formula}")
        columns = letters_of(before)
        for view in rollups_of(session.worksheet, all_periods(session.worksheet.periods)):
            figures = session.calculator.figures(view)
            for id_, column in columns.items():
                expected = [figures.value(id_, channel) for channel in range(len(session.worksheet.keys))]
                for row, value in enumerate([*expected, figures.total_figure(id_)], 6):
                    together += 1
                    new = after.values.get((view.text(), f"{column}{row}"))
                    if not same(new, "–" if value is None else value):
                        wrong.append(f"{path.name} {view.text()} {id_}, row {row}: {new!r} instead of {value!r}")
    assert not wrong, f"{len(wrong)} of {cells} cells differ:\n" + "\n".join(wrong[:20])
    assert cells > 15_000
    assert together > 2_500


@pytest.mark.slow
def test_an_input_changed_in_the_workbook_gives_our_figures(libreoffice: Recalculate, tmp_path: Path) -> None:
    sheet = templates.load_sample()
    book = opened(written(Session(sheet, CATALOG, date(2026, 10, 5))), values=False)
    page = book["Sep 2026"]
    row, column = place_of(page, "Visits", "Radio & TV")
    assert page.cell(row, column).value is None
    page.cell(row, column).value = 500  # was blank
    row, column = place_of(page, "Customers", "Radio & TV")
    page.cell(row, column).value = 6  # was 3
    path = tmp_path / "changed.xlsx"
    book.save(path)
    (found,) = libreoffice([path])
    changed = opened(found, values=True)
    period, channel = len(sheet.periods) - 1, list(sheet.names).index("Radio & TV")
    SetCells.one("visits", period, channel, 500.0).apply(sheet)
    SetCells.one("customers", period, channel, 6.0).apply(sheet)
    calculator = Session(sheet, CATALOG, date(2026, 10, 5)).calculator
    asked = {"Conversion": "conversion_rate", "CAC": "cac", "ROI": "roi", "Gross profit": "gross_profit"}
    for tab, view in (
        ("Sep 2026", base_view(sheet.periods, period)),
        ("Q3 2026", find(sheet.periods, "2026-Q3")),
        ("All periods", all_periods(sheet.periods)),
    ):
        page, figures = changed[tab], calculator.figures(view)
        for header, id_ in asked.items():
            assert same(page.cell(*place_of(page, header, "Radio & TV")).value, figures.value(id_, channel)), header
            assert same(page.cell(*place_of(page, header, "Total")).value, figures.total(id_).value), header
    page = changed["Sep 2026"]
    row, _ = place_of(page, "ROI", "Radio & TV")
    why = next(c for c in range(2, page.max_column + 1) if page.cell(5, c).value == "Why")
    assert not page.cell(row, why).value  # "Visits missing" is silent now


def test_values_are_there_for_those_who_do_not_calculate(tmp_path: Path) -> None:
    session = Session(templates.load_sample(), CATALOG, date(2026, 10, 5))
    path = tmp_path / "year.xlsx"
    path.write_bytes(written(session))
    page = opened(path, values=True)["Sep 2026"]
    assert page.cell(*place_of(page, "ROI", "Radio & TV")).value == pytest.approx(3 * 520 * 0.4 / 1200 - 1)
    assert page.cell(*place_of(page, "Conversion", "Radio & TV")).value == "–"
    assert page.cell(*place_of(page, "Spend", "Total")).value == 6880
    rows = python_calamine.load_workbook(str(path)).get_sheet_by_name("Sep 2026").to_python()
    radio = next(row for row in rows if row[0] == "Radio & TV")
    assert radio[12] == pytest.approx(-0.48)
    assert radio[13] == "Visits missing"
    formulas, values = opened(path, values=False), opened(path, values=True)
    for sheet in visible(formulas):
        for row in formulas[sheet].iter_rows(min_col=2, max_col=13):
            for cell in row:
                if isinstance(cell.value, str) and cell.value.startswith("="):
                    silent = cell.value.endswith(',"")')  # an empty text is none for openpyxl
                    assert silent or values[sheet][cell.coordinate].value is not None, (sheet, cell.coordinate)
    summary = python_calamine.load_workbook(str(path)).get_sheet_by_name("Summary").to_python()
    total = next(row for row in summary if "Total" in row)
    assert [value for value in total if value != ""][-1] == pytest.approx(154273.2 / 81670 - 1, rel=1e-4)


def test_text_is_never_a_formula_and_inputs_can_be_typed(tmp_path: Path) -> None:
    names, title = ["=1+1", "+49 30", "Radio 🎉"], DocumentSettings(title="=HYPERLINK(1)")
    sheet = build(names, {"spend": [[1.0, 2.0, None]]}, settings=title)
    book = opened(written(Session(sheet, CATALOG)), values=False)
    page = book.worksheets[1]
    assert [page.cell(row, 1).data_type for row in (1, 6, 7, 8)] == ["s"] * 4
    assert [page.cell(row, 1).value for row in (6, 7, 8)] == names
    row, spend = place_of(page, "Spend", "Radio 🎉")
    assert page.cell(row, spend).value is None
    assert not page.cell(row, spend).protection.locked
    _, roi = place_of(page, "ROI", "Radio 🎉")
    assert page.cell(row, roi).protection.locked
    assert page.protection.sheet
    assert not page.protection.objects  # else nobody could comment on a cell
    assert page.freeze_panes == "B6"
    assert page.print_title_rows == "$4:$5"


def test_periods_outside_the_view_are_hidden_and_still_count() -> None:
    session = Session(templates.load_sample(), CATALOG)
    view = base_view(session.worksheet.periods, len(session.worksheet.periods) - 1)
    book = opened(workbook_bytes(session, view), values=True)
    assert visible(book) == ["Summary", "Sep 2026", "What the numbers say", "Notes", "Assumptions", "Definitions"]
    assert len(book.worksheets) == 18


def test_a_roll_up_is_made_of_sums_and_of_last_known_figures() -> None:
    """Three months of two channels by hand: leads of January count for no conversion, since its visits are unknown;
    followers are those of the last month that has any."""
    columns = {
        "spend": [[100.0, 50.0], [200.0, None], [300.0, 50.0]],
        "visits": [[None, 10.0], [100.0, 20.0], [300.0, None]],
        "leads": [[10.0, 1.0], [12.0, None], [28.0, 3.0]],
        "social_followers": [[1000.0, 5.0], [1100.0, 6.0], [None, None]],
        "goal_leads": [[None, None], [None, None], [20.0, None]],
        "goal_cac": [[30.0, None], [None, None], [None, None]],
    }
    sheet = build(["Radio", "Print"], columns, [month(2026, m, m) for m in (1, 2, 3)])
    SetTotals("goal_leads", ((0, 25.0),)).apply(sheet)
    book = opened(written(Session(sheet, CATALOG, date(2026, 5, 1))), values=True)
    assert visible(book)[:6] == ["Summary", "Q1 2026", "Jan 2026", "Feb 2026", "Mar 2026", "What the numbers say"]
    assert book["Data"].sheet_state == "hidden"
    page = book["Q1 2026"]
    found = {
        (name, header): page.cell(*place_of(page, header, name)).value
        for name in ("Radio", "Print", "Total")
        for header in ("Spend", "Conversion", "Social followers", "Leads goal", "Target CAC", "Cost per lead")
    }
    assert found == {
        ("Radio", "Spend"): 600, ("Print", "Spend"): 100, ("Total", "Spend"): 700,
        ("Radio", "Conversion"): 40 / 400, ("Print", "Conversion"): 1 / 10, ("Total", "Conversion"): 41 / 410,
        ("Radio", "Social followers"): 1100, ("Print", "Social followers"): 6, ("Total", "Social followers"): 1106,
        ("Radio", "Leads goal"): 20, ("Print", "Leads goal"): "–", ("Total", "Leads goal"): 25 + 0 + 20,
        ("Radio", "Target CAC"): "–", ("Print", "Target CAC"): "–", ("Total", "Target CAC"): "–",
        ("Radio", "Cost per lead"): 600 / 50, ("Print", "Cost per lead"): 100 / 4,
        ("Total", "Cost per lead"): pytest.approx(700 / 54),
    }  # fmt: skip


def test_which_roll_ups_get_a_sheet() -> None:
    """The view that is written, and the whole years and quarters in it; of weeks the months, too."""
    months = [month(2025 + m // 12, m % 12 + 1, m + 1) for m in range(11, 25)]  # December 2025 to January 2027

    def tabs(periods: list[Period], asked: str) -> list[str]:
        sheet = build(["Radio"], {"spend": [[1.0]] * len(periods)}, periods)
        book = opened(workbook_bytes(Session(sheet, CATALOG), find(periods, asked)), values=True)
        return visible(book)[1 : -4 - len(find(periods, asked).periods)]

    assert tabs(months, "all") == ["All periods", "2026", "Q1 2026", "Q2 2026", "Q3 2026", "Q4 2026"]
    assert tabs(months, "2026-Q3") == ["Q3 2026"]
    assert tabs(months, "2025") == []
    days = [date(2026, 1, 5) + timedelta(weeks=week) for week in range(8)]
    weeks = [Period(number, "", day, day + timedelta(days=6)) for number, day in enumerate(days)]
    assert tabs(weeks, "all") == ["All periods", "Feb 2026"]

def test_names_of_sheets() -> None:
    assert tab_names(["Q1/Q2: [all]", "Q1 Q2 all", "x" * 40, "X" * 40, "", "Assumptions",
                      "channel-roi document"]) == [
        "Q1 Q2 all", "Q1 Q2 all (2)", "x" * 31, "X" * 27 + " (2)", "Period", "Assumptions (2)",
        "channel-roi document (2)",
    ]  # fmt: skip


def test_names_of_sheets_differ_in_more_than_the_letter_i() -> None:
    """Excel takes names for one that differ in case alone, a Turkish one by Turkish letters."""
    assert tab_names(["IŞIK", "ışık", "işik", "İşik"]) == ["IŞIK", "ışık (2)", "işik (3)", "İşik (4)"]


@pytest.mark.parametrize(
    ("locale", "paper"), [("en", 1), ("en_CA", 1), ("es_MX", 1), ("pl", 9), ("en_GB", 9), ("tr", 9)]
)
def test_pages_are_of_the_paper_of_the_locale(locale: str, paper: int) -> None:
    """By Excel's numbers Letter or A4, whatever the sheet and however wide it is, and all the same way up."""
    for blocks in (("core",), tuple(BLOCKS)):
        sheet = build(["Radio"], {"spend": [[1.0]]}, settings=DocumentSettings(locale=locale, blocks=blocks))
        pages = opened(written(Session(sheet, CATALOG)), values=True).worksheets
        set_up = {(page.page_setup.paperSize, page.page_setup.orientation) for page in pages
                  if page.sheet_state == "visible"}  # fmt: skip
        assert set_up == {(paper, "landscape")}


def test_a_sheet_too_wide_to_be_read_on_one_page_goes_on_on_others_with_its_names() -> None:
    def of_month(*blocks: str) -> Page:
        columns = {"spend": [[1.0]], "leads": [[1.0]]}
        sheet = build(["Radio"], columns, [month(2026, 5, 1)], DocumentSettings(blocks=blocks))
        return opened(written(Session(sheet, CATALOG)), values=True)["May 2026"]

    usual, wide = of_month("core"), of_month(*BLOCKS)
    assert usual.sheet_properties.pageSetUpPr.fitToPage
    assert not usual.col_breaks.brk
    assert not wide.sheet_properties.pageSetUpPr or not wide.sheet_properties.pageSetUpPr.fitToPage
    assert wide.page_setup.scale == 70
    assert wide.print_title_cols == "$A:$A"
    assert wide.print_title_rows == "$4:$5"
    assert len(wide.col_breaks.brk) >= 1


def test_pages_begin_before_the_first_column_that_has_no_room() -> None:
    """A column of 13 takes 96 pixels."""
    assert breaks(300, [13.0] * 7) == [4, 7]
    assert breaks(288, [13.0] * 3) == []
    assert breaks(50, [13.0, 13.0]) == [2]  # one at least


def test_definitions_say_in_words_how_figures_come_about() -> None:
    sheet = build(["Radio"], {"fees": [[1.0]]}, settings=DocumentSettings(blocks=("core", "full_cost", "pipeline")))
    page = opened(written(Session(sheet, CATALOG)), values=True)["Definitions"]
    said = {row[0].value: tuple(cell.value for cell in row[1:]) for row in page.iter_rows(min_row=4)}
    assert " Counted only where it is typed: Fees, Own time. " in said["Total cost"][0]
    assert said["Total cost"][1:] == ("Spend + Fees + Own time", "Over channels it is added up.", "Standard definition")
    assert said["Gross return"][1] == "Revenue, else Customers × Revenue per sale"
    assert said["ROI"][1:3] == ("Net return ÷ Total cost", "Σ Net return ÷ Σ Total cost")
    assert said["Exp. close rate"][0].startswith("Expected close rate. ")
    assert said["Exp. close rate"][1] == (
        "typed, else Customers of the 12 months before ÷ Leads of the 12 months before"
    )


@pytest.mark.parametrize("seed", range(6))
def test_every_header_is_in_the_definitions_as_it_stands_there(seed: int) -> None:
    """On all sheets that show: columns, the ranking, rows below the tables; and so is what formulas name."""
    session = document(seed)
    book = opened(written(session), values=True)
    page = book["Definitions"]
    defined = [page.cell(row, 1).value for row in range(4, page.max_row + 1)]
    assert len(set(defined)) == len(defined)
    headers: set[object] = set()
    for name in visible(book):
        rows = [[each.value for each in row] for row in book[name].iter_rows()]
        if name == "Summary":
            ranking = next(row for row in rows if "Channel" in row)
            headers.update(ranking[: ranking.index(None, 2)])
        elif name not in SAID:
            why = rows[4].index("Why")
            headers.update(rows[4][:why])
            below = next((at for at, row in enumerate(rows) if row[0] == "For all channels together"), len(rows))
            headers.update(row[0] for row in rows[below + 1 :])
    assert headers - {"Channel", None} <= set(defined)
    assert "Spend" in headers
    free = not any(id_ in session.worksheet.columns for id_ in ("fees", "own_hours"))
    assert ("Total cost" in defined) is not free
    made = {page.cell(row, 1).value: page.cell(row, 3).value for row in range(4, page.max_row + 1)}
    assert made["CAC"] == ("Spend ÷ Customers" if free else "Total cost ÷ Customers")


def test_without_channels_or_figures_there_is_a_workbook() -> None:
    for sheet in (Worksheet(), build(["Radio"])):
        book = opened(written(Session(sheet, CATALOG)), values=True)
        assert visible(book)[::5] == ["Summary", "Definitions"]


def test_hidden_cells_say_what_sheets_columns_and_rows_are() -> None:
    """They move along when somebody sorts, inserts or renames."""
    settings = DocumentSettings(default_margin=0.3)
    sheet = build(["Radio", "Print"], {"spend": [[1.0, 2.0]]}, [month(2026, 5, 7)], settings)
    SetTotals("goal_leads", ((0, 5.0),)).apply(sheet)
    book = opened(written(Session(sheet, CATALOG)), values=True)
    assert book["channel-roi document"].sheet_state == "veryHidden"
    page = book.worksheets[1]
    assert page.row_dimensions[3].hidden
    assert page["A3"].value == "channel-roi period 7"
    columns = {page.cell(3, column).value: column for column in range(2, page.max_column + 1)}
    assert page.cell(5, columns["roi:spend"]).value == "Spend"
    assert page.cell(5, columns["roi:roi"]).value == "ROI"
    mark = page.cell(3, columns["roi:mark"]).column_letter
    hidden = [each for each in page.column_dimensions.values() if each.hidden]
    assert any(each.min <= columns["roi:mark"] <= each.max for each in hidden)
    marks = [page[f"{mark}{row}"].value for row in range(5, 12)]
    assert marks == ["titles", str(sheet.keys[0]), str(sheet.keys[1]), "total", None, "for all", "goal_leads"]
    assumed = book["Assumptions"]
    assert assumed.row_dimensions[2].hidden
    assert [assumed[cell].value for cell in ("A2", "B2", "G2", "G3", "G4")] == [
        "channel-roi assumptions", "roi:value", "roi:mark", "as_of", "default_margin",
    ]  # fmt: skip


def test_formulas_have_nothing_that_xlsxwriter_would_rewrite() -> None:
    stock = xlsxwriter.worksheet.Worksheet()
    texts = {
        cell.value for seed in (0, 1) for page in opened(written(document(seed)), values=False)
        for row in page.iter_rows() for cell in row
        if isinstance(cell.value, str) and cell.value.startswith("=")
    }  # fmt: skip
    assert len(texts) > 1000
    assert [text for text in texts if stock._prepare_formula(text) != FastPage()._prepare_formula(text)] == []


def test_the_same_document_gives_the_same_bytes() -> None:
    assert written(document(3)) == written(document(3))


def test_arithmetic_goes_along_as_it_was_typed() -> None:
    sheet = build(["Radio"], {"gross_margin": [[0.3]]})
    SetCells.one("spend", 0, 0, 770.0, "=450+320").apply(sheet)
    SetCells.one("gross_margin", 0, 0, 0.35, "=(30+5)%").apply(sheet)
    data = written(Session(sheet, CATALOG))
    page, values = opened(data, values=False).worksheets[1], opened(data, values=True).worksheets[1]
    for header, text, value in (("Spend", "=450+320", 770), ("Margin", "=(30+5)%", 0.35)):
        place = place_of(page, header, "Radio")
        assert page.cell(*place).value == text
        assert values.cell(*place).value == value
        assert not page.cell(*place).protection.locked


def test_notes_say_what_was_assumed_and_left_out() -> None:
    settings = DocumentSettings(
        default_margin=0.4, definitions=(("leads", "A call."),), added=("next_lead_cost",), title="Report"
    )
    columns = {
        "spend": [[100.0, 50.0], [200.0, 20.0]],
        "visits": [[None, 10.0], [100.0, 20.0]],
        "leads": [[10.0, 1.0], [12.0, 2.0]],
        "gross_margin": [[0.5, None], [0.5, None]],
    }
    sheet = build(["Radio", "Print"], columns, [month(2026, m, m) for m in (5, 6)], settings)
    radio, june = sheet.keys[0], sheet.periods[1].key
    sheet.notes = {
        ("", ANY, radio): "Contract ends.", ("spend", june, radio): "=2+2", ("", june, ANY): "Fair week.",
        ("roi", june, ANY): "Low.",
    }  # fmt: skip
    data = written(Session(sheet, CATALOG, date(2026, 6, 15)))
    page = opened(data, values=True)["Notes"]
    said = [(page.cell(row, 1).value, page.cell(row, 2).value) for row in range(5, page.max_row + 1)]
    for line in [
        ("Period", "All periods, May 1, 2026 to Jun 30, 2026"), ("Still open", "Jun 2026: 50% gone"),
        ("Leads", "A call."), ("Gross margin", "40% stands for 2 blank cells of Print."),
        ("Elasticity", "0.7. How the return follows the spend: 1 in step, 0.7 weaker. An assumption."),
        ("Conversion rate", "The total is without Radio (May 2026)."), ("Visits", "1 of 4 cells: Radio"),
        ("Radio", "Contract ends."), ("Radio · Spend · Jun 2026", "=2+2"), ("Jun 2026", "Fair week."),
        ("Total · ROI · Jun 2026", "Low."),
    ]:  # fmt: skip
        assert line in said
    book = opened(data, values=False)
    assert {cell.data_type for row in book["Notes"].iter_rows(min_col=2, min_row=5) for cell in row} == {"s", "n"}
    page = book["Jun 2026"]
    comments = {cell.coordinate: cell.comment.text for row in page.iter_rows() for cell in row if cell.comment}
    assert sorted(comments.values()) == ["=2+2", "Contract ends.", "Fair week.", "Low."]
    assert comments["A2"] == "Fair week."
    assert comments["A6"] == "Contract ends."
    assert comments["B6"] == "=2+2"
    cells = [cell for row in book["May 2026"].iter_rows() for cell in row]
    assert [cell.comment.text for cell in cells if cell.comment] == ["Contract ends."]


def test_what_no_column_can_make_known_has_none_and_no_note() -> None:
    """MQLs are of a block that is not shown: opportunities ÷ MQLs has no cell to type them in. Worked leads have."""
    sheet = build(["Radio"], {"spend": [[10.0]], "leads": [[4.0]]}, None, DocumentSettings(blocks=("core", "pipeline")))
    book = opened(written(Session(sheet, CATALOG, date(2026, 6, 15))), values=True)
    titles = [cell.value for cell in next(page for page in book if page["A5"].value == "Channel")[5]]
    assert "Leads worked" in titles
    assert "Worked" in titles
    assert "MQL → opportunity" not in titles
    assert "SQL → opportunity" not in titles
    said = " ".join(str(cell.value) for row in book["Notes"].iter_rows(max_col=2) for cell in row)
    assert "Leads worked" in said
    assert "MQL" not in said
    assert "SQL" not in said
    assert ": Not known yet" not in said


def test_what_has_no_room_in_a_workbook_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("roiapp.files.export_limits.MOST_IN_WORKBOOK", 3)
    sheet = build(["Radio", "Print"], periods=[month(2026, m, m) for m in (5, 6)])
    with pytest.raises(FileError, match=r"Channels times periods are more than 3, too many for a workbook\."):
        written(Session(sheet, CATALOG))


def test_names_written_from_right_to_left_go_along_without_the_windows_signs() -> None:
    label = "\u05e8\u05d1\u05e2\u05d5\u05df"
    periods = [replace(month(2026, m, m), label=f"{label} {m}") for m in (5, 6)]
    sheet = build([label], {"spend": [[1.0], [2.0]]}, periods)
    sheet.notes = {("spend", 6, sheet.keys[0]): "x"}
    use("en", names_apart=True)
    try:
        data = workbook_bytes(Session(sheet, CATALOG, date(2026, 6, 15)), base_view(periods, 1))
        together = written(Session(sheet, CATALOG, date(2026, 6, 15)))
    finally:
        use("en")
    for each in (data, together):
        with zipfile.ZipFile(io.BytesIO(each)) as parts:
            texts = {name: parts.read(name).decode() for name in parts.namelist() if name.endswith(".xml")}
        assert [name for name, text in texts.items() if "\N{FIRST STRONG ISOLATE}" in text] == []
        assert label in texts["xl/workbook.xml"]


def test_what_nobody_ever_types_is_not_missed_beyond_the_core() -> None:
    """A block that is shown and empty says nothing; a margin that is missing everywhere does."""
    settings = DocumentSettings(blocks=("core", "goals"))
    sheet = build(["Radio"], {"spend": [[5.0]], "customers": [[0.0]]}, settings=settings)
    page = opened(written(Session(sheet, CATALOG)), values=True).worksheets[1]
    assert page.cell(*place_of(page, "Why", "Radio")).value == "Leads missing; Visits missing; Customers is 0"
    SetCells.one("customers", 0, 0, 2.0).apply(sheet)
    page = opened(written(Session(sheet, CATALOG)), values=True).worksheets[1]
    said = str(page.cell(*place_of(page, "Why", "Radio")).value)
    assert said == "Leads missing; Visits missing; Revenue per sale missing; Margin missing"


def test_what_a_cell_was_typed_as_is_a_formula_only_where_it_is_arithmetic() -> None:
    """A document from elsewhere may hold any text there."""
    sheet = build(["Radio", "Print", "Post"], {"spend": [[12.0, 2.0, 5.0]]})
    for key, text in zip(sheet.keys, ("=10*1.2", '=WEBSERVICE("example")', "=4+2"), strict=True):
        sheet.expressions[("spend", sheet.periods[0].key, key)] = text
    page = opened(written(Session(sheet, CATALOG)), values=False).worksheets[1]
    assert [page["B6"].value, page["B7"].value, page["B8"].value] == ["=10*1.2", 2, 5]
