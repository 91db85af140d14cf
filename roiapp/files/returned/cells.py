"""What a visible cell says: a figure, a blank, a day; or why it says nothing that can be taken."""

from __future__ import annotations

import math
from datetime import date, datetime, timedelta
from typing import Final

from roiapp.core.checks import limit_error
from roiapp.core.document_settings import DocumentSettings
from roiapp.core.fields import Field
from roiapp.core.number_errors import NumberError
from roiapp.core.number_format import NumberFormat
from roiapp.core.units import Entry, parse
from roiapp.files.dialects import is_unknown
from roiapp.files.returned.pages import Page
from roiapp.files.table_layout import is_blank
from roiapp.files.tables import Cell, Formulas
from roiapp.language import tr

#: what spreadsheet programs leave of a figure they only keep: 15 digits at least
_CLOSE: Final = 1e-14
_LEAST: Final = 2.3e-308  # below it there is only 0 for most of them
_FIRST_DAY: Final = date(1899, 12, 30)
_LAST_DAY_NUMBER: Final = 2_958_465


class UnclearError(ValueError):
    """A cell that cannot be taken; the text is a sentence why."""


def same(one: float, other: float) -> bool:
    """Whether two figures, NaN where blank, are the same but for what a spreadsheet program rounds away."""
    if one == other or (math.isnan(one) and math.isnan(other)):
        return True
    return math.isclose(one, other, rel_tol=_CLOSE, abs_tol=_LEAST)


class FigureReader:
    """Reads the figures of one page as they would be typed into the document."""

    def __init__(self, page: Page, settings: DocumentSettings) -> None:
        self._page = page
        self._settings = settings
        self._write = NumberFormat(settings.locale, settings.currency)

    def figure(self, row: int, column: int, field: Field) -> Entry:
        """What is typed in a cell that is an input's: its figure, None where blank, with the arithmetic of a formula
        that names no other cell. Raises `UnclearError`."""
        place, sheet, cell = (row, column), self._page.sheet, self._page.cell(row, column)
        formulas = sheet.formulas or Formulas()
        typed = self._typed(formulas.literal[place], field, "en") if place in formulas.literal else None  # as in files
        mark = sheet.marks.get(place, "")
        if mark and (typed is None or not mark.startswith("=")):
            raise UnclearError(_why_blank(mark))
        if typed is None and place in formulas and is_blank(cell):
            raise UnclearError(_why_blank("="))
        shown = typed if typed is not None and is_blank(cell) else self._shown(cell, field)
        problem = limit_error(field, shown.value, self._write)
        if problem:
            raise UnclearError(problem)
        agree = typed is not None and None not in (typed.value, shown.value)
        return typed if typed is not None and agree and same(typed.value or 0.0, shown.value or 0.0) else shown

    def _shown(self, cell: Cell, field: Field) -> Entry:
        match cell:
            case None:
                return Entry(None)
            case int() | float() if not isinstance(cell, bool):
                if math.isinf(cell):
                    raise UnclearError(tr("The number is too large."))
                return Entry(float(cell))
            case str():
                says_nothing = is_unknown(cell) and not any(map(str.isdigit, cell))  # "~500" says something
                return Entry(None) if says_nothing else self._typed(cell, field, self._settings.locale)
        raise UnclearError(tr("“{text}” is not a number.", text=_plain(cell)))

    def _typed(self, text: str, field: Field, locale: str) -> Entry:
        try:
            return parse(text, field.unit, locale, self._settings.currency)
        except NumberError as error:
            raise UnclearError(str(error)) from error


def is_ours(page: Page, place: tuple[int, int], calculated: bool) -> bool:
    """Whether a cell in which the document has nothing holds the formula that stands there while nothing is typed;
    `calculated` says that the workbook had formulas in such cells."""
    formulas = page.formulas
    return calculated and formulas is not None and place in formulas and place not in formulas.literal


def day_of(cell: Cell) -> date | None:
    """The day in a cell, None where it is blank. Raises `UnclearError`."""
    match cell:
        case datetime():
            return cell.date()
        case date():
            return cell
        case None:
            return None
        case int() | float() if not isinstance(cell, bool) and 1 <= cell <= _LAST_DAY_NUMBER:
            return _FIRST_DAY + timedelta(days=int(cell))
        case str() if is_unknown(cell):
            return None
        case str():
            try:
                return date.fromisoformat(cell.strip())
            except ValueError:
                pass
    raise UnclearError(tr("“{text}” is no date. Write it as 2026-09-30.", text=_plain(cell)))


def _why_blank(mark: str) -> str:
    """Why a cell that holds an error value, or a formula without a stored result, says nothing."""
    if mark.startswith("="):
        return tr("Its formula was not calculated. Open the workbook in a spreadsheet program and save it there.")
    return tr("It holds the error {error}.", error=mark)


def _plain(cell: Cell) -> str:
    return " ".join(str(cell).split())
