"""The whole workbook as bytes: a sheet for each period, what is assumed, what each figure means."""

from __future__ import annotations

import io
import re
from datetime import date
from typing import TYPE_CHECKING, Final

import xlsxwriter
from xlsxwriter.utility import quote_sheetname

from roiapp.core.fields import Field
from roiapp.core.periods import base_view, by_date
from roiapp.files.carried_document import PeriodPlace
from roiapp.files.excel import marks
from roiapp.files.excel.carrier import write_carrier
from roiapp.files.excel.formats import Formats
from roiapp.files.excel.period_sheet import PeriodSheet, Surroundings
from roiapp.files.excel.plan import Record, asked_of, plan_sheet
from roiapp.files.export_target import PROPERTY
from roiapp.files.tables import CARRIER
from roiapp.language import tr

if TYPE_CHECKING:
    from roiapp.core.catalog import Catalog
    from roiapp.core.formula import Call, Name
    from roiapp.core.periods import View
    from roiapp.files.session import Session

#: document-wide figures: setting -> name in the workbook
NAMES: Final = {
    "default_margin": "Default_margin",
    "default_hourly_rate": "Default_hourly_rate",
    "elasticity": "Elasticity",
    "retention_limit": "Retention_limit",
}
AS_OF: Final = "As_of"
_FORBIDDEN: Final = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
_LONGEST_TAB: Final = 31
#: the hidden column of the sheet of assumptions that says what its rows are
_MARKS: Final = 6


def workbook_bytes(session: Session, view: View) -> bytes:
    """The document as an Excel workbook, every calculated cell a formula with its value. The sheets of periods outside
    the view are hidden: figures may look back on them. Raises `FileError` for a document that no file could hold."""
    sheet, catalog = session.worksheet, session.catalog
    target = io.BytesIO()
    book = xlsxwriter.Workbook(
        target,
        {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
    )
    settings, made = sheet.settings, tr("Made with Channel ROI")
    book.set_properties({"title": settings.title, "company": settings.company, "comments": made})
    book.set_custom_property(*PROPERTY)
    book.set_calc_mode("auto")
    formats = Formats(book, sheet.settings.currency, sheet.settings.locale)
    periods = by_date(sheet.periods, range(len(sheet.periods)))
    named = tab_names([sheet.periods[period].text() for period in periods])
    tabs = dict(zip(periods, named, strict=True))
    known = {setting: name for setting, name in NAMES.items() if getattr(settings, setting) is not None}
    every = tuple(tabs[period] for period in range(len(sheet.periods)))
    around = Surroundings(every, known, AS_OF, session.as_of or date.today())

    def special(node: Name | Call) -> str | None:
        """For planning alone: everything that may be asked for is there."""
        asked = asked_of(node)
        return "A1" if asked in ("elapsed", "marketing") else known.get(asked)

    plan = plan_sheet(catalog, sheet, special)
    places: dict[int, PeriodPlace] = {}
    for period in periods:
        page = book.add_worksheet(tabs[period])
        figures = session.calculator.figures(base_view(sheet.periods, period))
        written = PeriodSheet(page, formats, plan, figures, around)
        written.write()
        places[sheet.periods[period].key] = PeriodPlace(tabs[period], frozenset(written.calculated))
        if period not in view.periods:
            page.hide()
        elif period == view.periods[-1]:
            page.activate()
    _write_assumptions(book, formats, session)
    _write_definitions(book, formats, catalog, plan.shown)
    write_carrier(book, session, plan, places, {marks.AS_OF: AS_OF, **known})
    book.close()
    return target.getvalue()


def tab_names(texts: list[str]) -> list[str]:
    """Names of sheets that Excel takes: short, without its own signs, each once whatever the case."""
    found: list[str] = []
    taken = {tr("Assumptions").casefold(), tr("Definitions").casefold(), "history", CARRIER}
    for text in texts:
        clean = " ".join(text.translate(_FORBIDDEN).split()).strip("'") or tr("Period")
        name, number = clean[:_LONGEST_TAB], 2
        while name.casefold() in taken:
            ending = f" ({number})"
            name, number = clean[: _LONGEST_TAB - len(ending)] + ending, number + 1
        taken.add(name.casefold())
        found.append(name)
    return found


def _write_assumptions(book: xlsxwriter.Workbook, formats: Formats, session: Session) -> None:
    """The day up to which open periods have their figures, and what fills blanks; each has a name."""
    settings, catalog = session.worksheet.settings, session.catalog
    title = tr("Assumptions")
    page = book.add_worksheet(title)
    page.hide_gridlines(2)
    page.set_column(0, 0, 34)
    page.set_column(1, 1, 16)
    page.set_column(_MARKS, _MARKS, None, None, {"hidden": True})
    page.set_row(1, None, None, {"hidden": True})
    page.write_row(1, 0, (marks.ASSUMPTIONS, marks.VALUE))
    page.write_string(1, _MARKS, marks.MARK)
    page.write_string(0, 0, title, formats.title())
    page.write_string(2, 0, tr("Figures as of"), formats.name())
    page.write_datetime(2, 1, session.as_of or date.today(), formats.date(typed=True))
    page.write_string(2, _MARKS, marks.AS_OF)
    where = quote_sheetname(title)
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
        book.define_name(name, f"={where}!$B${row + 1}")
        row += 1


def _write_definitions(
    book: xlsxwriter.Workbook, formats: Formats, catalog: Catalog, shown: tuple[Record, ...]
) -> None:
    """What each figure that stands in the workbook means, how it comes about, and where that is from."""
    page = book.add_worksheet(tr("Definitions"))
    page.hide_gridlines(2)
    page.write_string(0, 0, tr("Definitions"), formats.title())
    for column, (text, width) in enumerate(
        ((tr("Figure"), 30), (tr("What it is"), 60), (tr("How it comes about"), 44), (tr("Source"), 44))
    ):
        page.set_column(column, column, width)
        page.write_string(2, column, text, formats.header(left=True))
    for row, record in enumerate(shown, 3):
        page.write_string(row, 0, tr(record.label), formats.text())
        page.write_string(row, 1, tr(record.help), formats.text())
        rule = tr("typed") if isinstance(record, Field) else in_words(catalog, record.formula)
        page.write_string(row, 2, rule, formats.text())
        page.write_string(row, 3, "" if isinstance(record, Field) else record.source, formats.text())
    page.freeze_panes(3, 1)
    page.fit_to_pages(1, 0)
    page.set_landscape()


def in_words(catalog: Catalog, rule: str) -> str:
    """A formula with the figures' names in place of their ids."""
    def label(match: re.Match[str]) -> str:
        known = catalog.field.get(match[0]) or catalog.metric.get(match[0])
        return tr(known.header) if known is not None else match[0]

    signs = {" * ": " × ", " / ": " ÷ ", " - ": " − "}
    text = re.sub(r"[a-z][a-z0-9_]*", label, rule)
    for sign, shown in signs.items():
        text = text.replace(sign, shown)
    return text
