"""The very hidden sheet on which the workbook carries its document, so that it can be given back without loss."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from xlsxwriter.utility import xl_col_to_name

from roiapp.core.fields import Field
from roiapp.files.carried_document import PeriodPlace, Places, carrier_rows
from roiapp.files.excel.page_print import prints
from roiapp.files.excel.plan import FIRST_ROW, ID_ROW, SheetPlan
from roiapp.files.tables import CARRIER

if TYPE_CHECKING:
    import xlsxwriter

    from roiapp.files.session import Session


def write_carrier(
    book: xlsxwriter.Workbook,
    session: Session,
    plan: SheetPlan,
    periods: Mapping[int, PeriodPlace],
    names: Mapping[str, str],
    scenarios: str = "",
) -> None:
    """Add the sheet, behind all others. `periods` are by the keys of periods, `names` the workbook's names of
    document-wide settings, `scenarios` that of the sheet of scenarios, "" where there is none. Raises `FileError` for
    a document that could not be read again."""
    under = session.typed.supposed
    inputs = (record.id for record in plan.shown if isinstance(record, Field))
    places = Places(
        session.as_of or date.today(), ID_ROW + 1, FIRST_ROW + 1, xl_col_to_name(plan.mark),
        {id_: xl_col_to_name(plan.column[id_]) for id_ in inputs}, periods, names,
        tuple(sheet.name for sheet in book.worksheets()),
        prints(book, dict.fromkeys((place.sheet for place in periods.values()), FIRST_ROW)),
        session.time_matched, scenarios, under.name if under is not None else "",
    )  # fmt: skip
    page = book.add_worksheet(CARRIER)
    for row, texts in enumerate(carrier_rows(session.worksheet, places)):
        for column, text in enumerate(texts):
            if text:
                page.write_string(row, column, text)
    page.very_hidden()
