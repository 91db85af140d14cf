"""What is assumed for the whole document, and the days up to which there are figures, as they came back."""

from __future__ import annotations

from datetime import date

from roiapp.core.catalog import Catalog
from roiapp.core.number_format import NumberFormat
from roiapp.files.excel import marks
from roiapp.files.returned.cells import FigureReader, UnclearError, day_of, same
from roiapp.files.returned.changes import Changes
from roiapp.files.returned.pages import Page
from roiapp.files.returned.remarks import Remarks
from roiapp.files.table_layout import is_blank
from roiapp.language import current, date_text, tr


def take_assumptions(page: Page, as_of: date, catalog: Catalog, changes: Changes, remarks: Remarks) -> None:
    """Settings that were typed over. `as_of` is the day the figures were of; another one becomes that of every period
    for which it makes a difference and that has none of its own."""
    column = page.columns.get(marks.VALUE)
    if column is None:
        return
    for row, mark in page.marked():
        if mark == marks.AS_OF:
            _take_new_day(page, row, column, as_of, changes, remarks)
        elif mark:
            _take_setting(page, row, column, mark, catalog, changes, remarks)


def _take_setting(
    page: Page, row: int, column: int, setting: str, catalog: Catalog, changes: Changes, remarks: Remarks
) -> None:
    settings = changes.worksheet.settings
    field = next((f for f in catalog.fields if setting in (f.id, f.default_setting)), None)
    if field is None or not hasattr(settings, setting):
        return
    was = getattr(settings, setting)
    try:
        value = FigureReader(page, settings).figure(row, column, field).value
        problem = tr("{field} cannot be blank.", field=tr(field.label)) if value is None and field.id == setting else ""
    except UnclearError as error:
        value, problem = None, str(error)
    if problem:
        shown = NumberFormat(settings.locale, settings.currency).text(was, field.unit)
        remarks.unclear(page, row, column, problem, "" if was is None else shown)
    elif (value is None) != (was is None) or (value is not None and not same(value, was)):
        changes.settings[setting] = value


def _take_new_day(
    page: Page, row: int, column: int, was: date, changes: Changes, remarks: Remarks
) -> None:
    try:
        now = day_of(page.cell(row, column))
    except UnclearError as error:
        remarks.unclear(page, row, column, str(error), date_text(was, current()))
        return
    if now is None or now == was:
        return
    for index, period in enumerate(changes.worksheet.periods):
        if period.as_of is None and index not in changes.days and period.elapsed(was) != period.elapsed(now):
            changes.days[index] = now


def take_day(page: Page, row: int | None, period: int, changes: Changes, remarks: Remarks) -> None:
    """The day of one period's figures, right of its label; it is calculated where the period has none of its own."""
    if row is None:
        return
    cells = page.sheet.rows[row]
    label = next((column for column in range(page.first + 1, len(cells)) if not is_blank(cells[column])), None)
    was = changes.worksheet.periods[period].as_of
    if label is None or label == page.marks:
        return
    column = label + 1
    formulas = page.sheet.formulas
    if was is None and (page.formulas is None or (formulas is not None and (row, column) in formulas)):
        return
    try:
        now = day_of(page.cell(row, column))
    except UnclearError as error:
        remarks.unclear(page, row, column, str(error), date_text(was, current()) if was else "")
        return
    if now != was:
        changes.days[period] = now
