"""The sheet of what is assumed: the day of the figures and what fills blanks, each cell with a name for formulas."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from xlsxwriter.utility import quote_sheetname

from roiapp.files.excel import marks
from roiapp.files.excel.period_sheet import validation
from roiapp.files.excel.texts import page_footer
from roiapp.language import tr

if TYPE_CHECKING:
    import xlsxwriter
    from xlsxwriter.worksheet import Worksheet as Page

    from roiapp.files.excel.formats import Formats
    from roiapp.files.session import Session

#: document-wide figures: setting -> name in the workbook
NAMES: Final = {
    "default_margin": "Default_margin",
    "default_hourly_rate": "Default_hourly_rate",
    "elasticity": "Elasticity",
    "retention_limit": "Retention_limit",
}
AS_OF: Final = "As_of"
#: the hidden column that says what the rows are
_MARKS: Final = 6


def write_assumptions(book: xlsxwriter.Workbook, page: Page, formats: Formats, session: Session) -> None:
    """Fill the sheet and give its cells their names."""
    settings, catalog = session.worksheet.settings, session.catalog
    page.hide_gridlines(2)
    page.set_column(0, 0, 44)
    page.set_column(1, 1, 16)
    page.set_column(_MARKS, _MARKS, None, None, {"hidden": True})
    page.set_row(1, None, None, {"hidden": True})
    page.write_row(1, 0, (marks.ASSUMPTIONS, marks.column_mark(marks.VALUE)))
    page.write_string(1, _MARKS, marks.column_mark(marks.MARK))
    page.set_default_row(18)
    page.set_row(0, 34)
    page.write_string(0, 0, tr("Assumptions"), formats.title())
    page.write_string(2, 0, tr("Figures as of"), formats.name())
    page.write_datetime(2, 1, session.as_of or date.today(), formats.date(typed=True))
    page.write_string(2, _MARKS, marks.AS_OF)
    page.data_validation(2, 1, 2, 1, {"validate": "date", "criteria": ">=", "value": date(1990, 1, 1)})
    where = quote_sheetname(page.get_name())
    book.define_name(AS_OF, f"={where}!$B$3")
    row = 3
    for setting, name in NAMES.items():
        value = getattr(settings, setting)
        record = next((f for f in catalog.fields if setting in (f.id, f.default_setting)), None)
        if value is None or record is None:
            continue
        label = tr(record.label) if record.id == setting else tr("{field} where none is typed", field=tr(record.label))
        page.write_string(row, 0, label, formats.name())
        page.write_number(row, 1, value, formats.figure(record.unit, typed=True))
        page.write_string(row, _MARKS, setting)
        page.data_validation(row, 1, row, 1, validation(record))
        formats.refine(page, record.unit, row, 1, row)
        book.define_name(name, f"={where}!$B${row + 1}")
        row += 1
    page.protect("", {"format_columns": True, "format_rows": True})
    page.set_landscape()
    page.set_paper(formats.paper())
    page.fit_to_pages(1, 0)
    page.set_footer(page_footer())
