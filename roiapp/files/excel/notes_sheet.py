"""The sheet of notes: what the workbook shows, what was assumed, what was left out, and what the user wrote."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from roiapp.analysis.figure_remarks import some_names, totals_without, why_undefined
from roiapp.core.definitions import called
from roiapp.core.fields import Field
from roiapp.core.metrics import Metric
from roiapp.core.note_places import ordered
from roiapp.core.number_format import NumberFormat
from roiapp.core.unit_records import SHARE
from roiapp.core.what_counts import redefined_text, redefinitions
from roiapp.files.excel import marks
from roiapp.files.excel.channel_sheet import LINE
from roiapp.files.excel.period_sheet import serial
from roiapp.files.excel.texts import LONGEST_TEXT, page_footer
from roiapp.files.excel.widths import lines_of
from roiapp.language import date_text, dates_beside, plain, tr, trn

if TYPE_CHECKING:
    from datetime import date

    import numpy.typing as npt
    from xlsxwriter.worksheet import Worksheet as Page

    from roiapp.core.results import Figures
    from roiapp.files.excel.formats import Formats
    from roiapp.files.excel.plan import SheetPlan

_SUBJECT_WIDTH, _TEXT_WIDTH = 40, 100
_HIGHEST = 400  # points that a row may have
_ID_ROW, _MARKS = 2, 2  # hidden: what the sheet and its rows are


class Line(NamedTuple):
    """One thing to say and what it is about; `mark` says what it is in the document, where it stands there as it is."""

    subject: str
    text: str
    mark: str = ""


class NotesSheet:
    """Writes the notes on one view."""

    def __init__(self, page: Page, formats: Formats, plan: SheetPlan, figures: Figures) -> None:
        self._page = page
        self._formats = formats
        self._plan = plan
        self._figures = figures
        self._sheet = figures.worksheet
        self._catalog = figures.catalog
        settings = self._sheet.settings
        self._write_number = NumberFormat(settings.locale, settings.currency)

    def write(self, as_of: str, today: date) -> None:
        page, formats = self._page, self._formats
        page.hide_gridlines(2)
        page.set_column(0, 0, _SUBJECT_WIDTH)
        page.set_column(1, 1, _TEXT_WIDTH)
        page.set_column(_MARKS, _MARKS, None, None, {"hidden": True})
        page.set_row(_ID_ROW, None, None, {"hidden": True})
        page.write_row(_ID_ROW, 0, (marks.NOTES, marks.column_mark(marks.VALUE), marks.column_mark(marks.MARK)))
        page.set_row(0, 26)
        page.write_string(0, 0, tr("Notes"), formats.title())
        said = tr("As things stood when this workbook was written; it does not follow what is typed later.")
        page.write_string(1, 0, said, formats.quiet())
        page.set_row(1, 2 * LINE)  # the room that the hidden row leaves
        page.set_row(3, LINE + 4)
        page.write_string(3, 0, tr("Figures as of"), formats.text(bold=True))
        page.write_formula(3, 1, f"={as_of}", formats.date(typed=False, left=True), serial(today))
        row = 4
        for line in self.about():
            row = self._write_line(row, line)
        for title, lines in self.sections():
            if lines:
                page.set_row(row + 1, 24)
                page.write_string(row + 1, 0, title, formats.section())
                page.write_blank(row + 1, 1, None, formats.section())
                row += 2
                for line in lines:
                    row = self._write_line(row, line)
        page.set_landscape()
        page.set_paper(formats.paper())
        page.fit_to_pages(1, 0)
        page.set_footer(page_footer())

    def _write_line(self, row: int, line: Line) -> int:
        lines = max(lines_of(line.subject, _SUBJECT_WIDTH), lines_of(line.text, _TEXT_WIDTH))
        self._page.set_row(row, min(LINE * lines + 4, _HIGHEST))
        self._page.write_string(row, 0, plain(line.subject), self._formats.text(bold=True))
        self._page.write_string(row, 1, plain(line.text)[:LONGEST_TEXT], self._formats.text(typed=bool(line.mark)))
        if line.mark:
            self._page.write_string(row, _MARKS, line.mark)
        return row + 1

    # -- what is said --------------------------------------------------------------------------------------------------

    def about(self) -> Iterator[Line]:
        """What the workbook shows."""
        view, sheet = self._figures.view, self._sheet
        span = view.text()
        if view.start and view.end:
            locale = dates_beside(sheet.settings.locale)
            first, last = date_text(view.start, locale), date_text(view.end, locale)
            span = tr("{period}, {first} to {last}", period=span, first=first, last=last)
        yield Line(tr("Period"), span)
        open_ = []
        for period in view.periods:
            gone = sheet.periods[period].elapsed(self._figures.calculator.as_of)
            name = sheet.periods[period].text()
            if gone is None:
                open_.append(tr("{period} has not begun", period=name))
            elif gone < 1:
                open_.append(tr("{period}: {share} gone", period=name, share=self._write_number.text(gone, SHARE)))
        if open_:
            yield Line(tr("Still open"), "; ".join(open_))
        matched = self._figures.calculator.matched
        if matched is not None:
            yield Line(tr("Time-matched"), " ".join((matched.sentence(view, self._write_number), tr(
                "What stands in their cells is not what was typed for the period. Typing over it changes this workbook "
                "alone: it is not taken back into the document."))))  # fmt: skip
        yield Line(tr("How to use it"), tr(
            "What is blue can be typed over, and everything follows. All else is locked, without a password."
        ))  # fmt: skip

    def sections(self) -> list[tuple[str, list[Line]]]:
        """Titles, and the lines below each."""
        metrics = [record for record in self._plan.shown if isinstance(record, Metric)]
        return [
            (tr("What counts here"), list(self._definitions())),
            (tr("What was assumed"), list(self._assumed())),
            (tr("What totals leave out"), _of(totals_without(self._figures, metrics, named=False))),
            (tr("Why figures are missing"), _of(why_undefined(self._figures, metrics, named=False))),
            (tr("Blank cells"), list(self._blanks())),
            (tr("Notes in the document"), list(self._written())),
        ]

    def _definitions(self) -> Iterator[Line]:
        for number, (word, text) in enumerate(self._sheet.settings.definitions):
            yield Line(called(word, self._catalog), text, marks.word_mark(number))
        for change in redefinitions(self._sheet):
            if change.figure in self._catalog.made_of:
                label = tr(self._catalog.record(change.figure).label)
                yield Line(label, redefined_text((change,), self._catalog, self._sheet.settings.locale))

    def _written(self) -> Iterator[Line]:
        for note in ordered(self._sheet, self._catalog):
            yield Line(note.where, note.text, marks.note_mark(note.place))

    def _assumed(self) -> Iterator[Line]:
        """What stands in for blanks, and what holds for the whole document."""
        for field in self._catalog.fields:
            if field.id not in self._plan.column:
                continue
            filled = self._filled(field)
            if not filled.any():
                continue
            count, names = int(filled.sum()), self._names(filled)
            default = getattr(self._sheet.settings, field.default_setting, None) if field.default_setting else None
            if default is not None:
                value = self._write_number.text(default, field.unit)
                text = trn(
                    "{value} stands for {n} blank cell of {names}.", "{value} stands for {n} blank cells of {names}.",
                    count, value=value, names=names,
                )  # fmt: skip
            else:
                text = trn(
                    "Calculated for {n} blank cell of {names}.", "Calculated for {n} blank cells of {names}.",
                    count, names=names,
                )  # fmt: skip
            yield Line(tr(field.label), text)
        shown = [record.id for record in self._plan.shown]
        for field in self._catalog.fields:
            if field.scope == "document" and any(field.id in self._catalog.inputs(id_) for id_ in shown):
                value = self._write_number.text(getattr(self._sheet.settings, field.id, field.value), field.unit)
                yield Line(tr(field.label), f"{value}. {tr(field.help)}")

    def _blanks(self) -> Iterator[Line]:
        """Which inputs are not known, of which channels."""
        for record in self._plan.shown:
            if not isinstance(record, Field):
                continue
            blank = np.isnan(self._cells(record))
            if blank.any() and not blank.all():
                text = trn("{n} of {all} cell: {names}", "{n} of {all} cells: {names}", blank.size,
                           n=int(blank.sum()), all=blank.size, names=self._names(blank))  # fmt: skip
                yield Line(tr(record.label), text)

    def _cells(self, field: Field) -> npt.NDArray[np.float64]:
        """What stands in the cells of a field, [period, channel]."""
        calculator = self._figures.calculator
        return np.array([calculator.column(period, field.id) for period in self._figures.view.periods])

    def _filled(self, field: Field) -> npt.NDArray[np.bool_]:
        """In which cells something stands in for what is not typed."""
        cells, typed = self._cells(field), self._sheet.columns.get(field.id)
        known = ~np.isnan(cells)
        return known if typed is None else known & np.isnan(typed[list(self._figures.view.periods)])

    def _names(self, where: npt.NDArray[np.bool_]) -> str:
        channels = np.flatnonzero(where.any(axis=0)).tolist()
        if len(channels) == len(self._sheet.keys):
            return tr("every channel")
        return some_names([self._sheet.names[channel] for channel in channels])


def _of(remarks: Iterable[tuple[Metric, str]]) -> list[Line]:
    return [Line(tr(metric.label), text) for metric, text in remarks]
