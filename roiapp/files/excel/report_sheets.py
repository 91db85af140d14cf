"""What the numbers say and the reports, each a sheet: as things stood when the workbook was written, and said so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from roiapp.analysis.decisions.said import said_of
from roiapp.analysis.findings.finding import RANGES_COVER
from roiapp.analysis.findings.questions import QUESTIONS
from roiapp.analysis.reports.content import content_report
from roiapp.analysis.reports.lead_revenue import lead_to_revenue
from roiapp.analysis.reports.steps import steps_report
from roiapp.analysis.reports.velocity import pipeline_velocity
from roiapp.core.units import MONEY
from roiapp.files.excel.channel_sheet import LINE
from roiapp.files.excel.texts import page_footer, printable
from roiapp.files.excel.widths import lines_of
from roiapp.language import date_text, dates_beside, mark, plain, tr, trn

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from xlsxwriter.worksheet import Worksheet as Page

    from roiapp.analysis.findings.finding import Finding
    from roiapp.analysis.gathering import By
    from roiapp.analysis.reports.report import Report, ReportTable
    from roiapp.core.results import Figures
    from roiapp.files.excel.formats import Formats

_FIRST_WIDTH, _WIDTH, _TEXT_WIDTH = 28, 14, 22
_FINDING_WIDTHS: Final = (16, 44, 84, 16, 40)
#: more than these nobody reads
_MOST_FINDINGS, _MOST_CHANNELS = 200, 1_000
#: report -> what its sheet is called
TABS: Final = {
    "lead_to_revenue": mark("Lead to revenue"),
    "pipeline_velocity": mark("Pipeline velocity"),
    "content": mark("Content performance"),
    "steps": mark("Steps taken"),
}
_VERDICTS: Final = {"good": mark("Good"), "bad": mark("To look at"), "unclear": mark("Cannot tell yet")}


def reports_of(figures: Figures) -> list[Report]:
    """The reports on a view that have anything to report; of very many channels by group."""
    sheet = figures.worksheet
    by: By = "channel" if len(sheet.names) <= _MOST_CHANNELS else "group"
    made: list[Report] = []
    if "mqls" in sheet.columns:
        made.append(lead_to_revenue(figures, by))
    if not {"mqls", "sqls", "opportunities"}.isdisjoint(sheet.columns):
        made.append(pipeline_velocity(figures, by))
    if sheet.records.get("assets"):
        made.append(content_report(figures, by))
    if sheet.records.get("steps"):
        made.append(steps_report(figures, by))
    return [report for report in made if not report.empty]


def findings_tab(figures: Figures) -> str:
    """What the sheet of the findings is called."""
    return tr("What the numbers say") if figures.calculator.supposed is None else tr("What the scenario says")


def write_findings(page: Page, formats: Formats, figures: Figures, today: date) -> None:
    """All findings on a view, those first that were called and have the most money at stake; of a worksheet under a
    scenario what that says."""
    under = figures.calculator.supposed
    title = tr("What the numbers say")
    if under is not None:
        title = tr("What the scenario {scenario} says", scenario=under.name)
    _head(page, formats, title, figures, today)
    titles = (tr("Verdict"), tr("Finding"), tr("Why"), tr("At stake"), tr("Question"))
    for column, (title, width) in enumerate(zip(titles, _FINDING_WIDTHS, strict=True)):
        page.set_column(column, column, width)
        page.write_string(3, column, title, formats.header(left=column != 3))
    row = 4
    asked = {id_: tr(question.text) for question in QUESTIONS for id_ in question.ids}
    found = said_of(figures)
    for finding in found[:_MOST_FINDINGS]:
        row = _finding_row(page, formats, row, finding, asked.get(finding.id, ""))
    if len(found) > _MOST_FINDINGS:
        more = len(found) - _MOST_FINDINGS
        page.write_string(row, 1, trn("and {n} more", "and {n} more", more, n=f"{more:,}"), formats.quiet())
        row += 1
    last = tr(RANGES_COVER)
    if under is not None:
        last = tr("The figures of this workbook are suppositions under the scenario, not observations.")
    page.write_string(row + 1, 0, last, formats.quiet())
    page.freeze_panes(4, 0)
    page.repeat_rows(3)
    _paper(page, formats)


def _finding_row(page: Page, formats: Formats, row: int, finding: Finding, question: str) -> int:
    why = " ".join(each for each in (finding.text, finding.assumption) if each)
    texts = (tr(_VERDICTS[finding.verdict]), finding.claim, why, "", question)
    lines = max(lines_of(text, width) for text, width in zip(texts, _FINDING_WIDTHS, strict=True))
    page.set_row(row, LINE * lines + 4)
    for column, text in enumerate(texts):
        if column != 3:
            page.write_string(row, column, _text(text), formats.text(bold=column == 1))
    if finding.at_stake is None:
        page.write_blank(row, 3, None, formats.text())
    else:
        page.write_number(row, 3, finding.at_stake, formats.figure_beside_text(MONEY))
        formats.refine(page, MONEY, row, 3, row)
    return row + 1


def write_report(page: Page, formats: Formats, report: Report, figures: Figures, today: date) -> None:
    """One report: its sentences, and its tables one below the other."""
    _head(page, formats, report.title, figures, today, report.question)
    row = 3
    for sentence in report.sentences:
        page.write_string(row, 0, _text(sentence), formats.quiet())
        row += 1
    for table in report.tables:
        row = _write_table(page, formats, row + 1, table)
    widest = max(len(table.columns) for table in report.tables)
    page.set_column(0, 0, _FIRST_WIDTH)
    page.set_column(1, widest, _WIDTH)
    for column in _text_columns(report.tables):
        page.set_column(column, column, _TEXT_WIDTH)
    _paper(page, formats)


def _text_columns(tables: Iterable[ReportTable]) -> set[int]:
    return {place for table in tables for place, column in enumerate(table.columns, 1) if column.unit is None}


def _write_table(page: Page, formats: Formats, row: int, table: ReportTable) -> int:
    page.write_string(row, 0, _text(table.title), formats.section())
    row += 1
    if not table.rows:
        page.write_string(row, 0, _text(table.nothing), formats.quiet())
        return row + 1
    page.set_row(row, 2 * LINE)
    page.write_string(row, 0, _text(table.first), formats.header(left=True))
    for place, column in enumerate(table.columns, 1):
        page.write_string(row, place, _text(column.header), formats.header(left=column.unit is None))
    for each in table.rows:
        row += 1
        total = each.kind == "total"
        page.write_string(row, 0, _text(each.label), formats.name(total=total))
        for place, (column, cell) in enumerate(zip(table.columns, each.cells, strict=True), 1):
            if column.unit is None:
                page.write_string(row, place, _text(f"{cell.text}*" if cell.remark else cell.text),
                                  formats.name(total=total))  # fmt: skip
            elif cell.value is None:
                page.write_string(row, place, "–", formats.figure(column.unit, total=total))
            else:
                sign = "*" if cell.remark else ""
                page.write_number(row, place, cell.value, formats.figure(column.unit, total=total, sign=sign))
                formats.refine(page, column.unit, row, place, row, sign=sign)
    for said in filter(None, (*table.remarks, table.note, _dashes(table))):
        row += 1
        page.write_string(row, 0, _text(said), formats.quiet())
    return row + 1


def _dashes(table: ReportTable) -> str:
    """Why dashes stand in a table, each reason once; "" where none does."""
    reasons = dict.fromkeys(cell.reason for row in table.rows for cell in row.cells if cell.reason)
    return tr("Where a dash stands: {reasons}", reasons=" ".join(reasons)) if reasons else ""


def _head(page: Page, formats: Formats, title: str, figures: Figures, today: date, below: str = "") -> None:
    page.hide_gridlines(2)
    page.set_row(0, 26)
    page.write_string(0, 0, _text(title), formats.title())
    day = date_text(today, dates_beside(figures.worksheet.settings.locale))
    said = tr("{period}, as of {day}: as things stood when this workbook was written. It does not follow what is typed "
              "later.", period=figures.view.text(), day=day)  # fmt: skip
    page.write_string(1, 0, _text(" ".join(filter(None, (below, said)))), formats.quiet())


def _text(text: str) -> str:
    return printable(plain(text))


def _paper(page: Page, formats: Formats) -> None:
    page.set_landscape()
    page.set_paper(formats.paper())
    page.fit_to_pages(1, 0)
    page.set_footer(page_footer())
