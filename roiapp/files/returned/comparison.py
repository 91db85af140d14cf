"""The visible cells of a returned workbook held against the document it carries, page by page."""

from __future__ import annotations

import math
from dataclasses import dataclass

from roiapp.core.calculator import Calculator
from roiapp.core.catalog import Catalog
from roiapp.core.fields import Field
from roiapp.core.number_format import NumberFormat
from roiapp.core.units import Entry
from roiapp.core.worksheet import Worksheet, same_name
from roiapp.files.carried_document import Carried, PeriodPlace, carrier_sheet
from roiapp.files.excel import marks
from roiapp.files.project_checks import SOURCES
from roiapp.files.returned.assumptions import take_assumptions, take_day
from roiapp.files.returned.by_hand import tell_of_others, tell_of_page
from roiapp.files.returned.cells import FigureReader, UnclearError, is_ours, same
from roiapp.files.returned.changes import Changes, NewChannel
from roiapp.files.returned.pages import Page, find_pages
from roiapp.files.returned.remarks import Remarks
from roiapp.files.returned.rows import Names, sort_rows
from roiapp.files.returned.scenarios import take_scenarios
from roiapp.files.returned.written import Written
from roiapp.files.table_layout import is_blank, text_of
from roiapp.files.tables import Cell, Formulas, Table

#: a figure of which nobody can tell whether it was typed: its field, channel, row and column
Doubtful = tuple[Field, int, int, int]


@dataclass(frozen=True)
class _Book:
    """What all pages share: what is carried, the document in it by `names`, and what was found."""

    table: Table
    carried: Carried
    worksheet: Worksheet
    catalog: Catalog
    names: Names
    changes: Changes
    remarks: Remarks

    def place(self, period: int) -> PeriodPlace:
        """Where the period of that index stood."""
        unknown = PeriodPlace(self.worksheet.periods[period].text(), frozenset())
        return self.carried.places.periods.get(self.worksheet.periods[period].key, unknown)


def compared(table: Table, carried: Carried, worksheet: Worksheet, catalog: Catalog) -> tuple[Changes, Remarks]:
    """What was changed in the visible cells, and what is to be said about them. `worksheet` is what is carried; it is
    not changed."""
    book = _Book(table, carried, worksheet, catalog, Names(worksheet), Changes(worksheet), Remarks())
    if table.sheets == (carrier_sheet(table),):
        book.remarks.cells_not_read()
        return book.changes, book.remarks
    pages, others = _pages(book)
    looks = [_Look(page, period, book) for period, page in sorted(pages.items())]
    for look in looks:
        look.run()
    if assumptions := others.get(marks.ASSUMPTIONS):
        take_assumptions(assumptions, carried.places.as_of, catalog, book.changes, book.remarks)
    if (scenarios := others.get(marks.SCENARIOS)) is not None:
        take_scenarios(scenarios, catalog, book.changes, book.remarks)
    elif carried.places.scenarios:
        book.remarks.scenarios_gone(carried.places.scenarios)
    _settle_channels(looks, book)
    _take_written(looks, others.get(marks.NOTES), book)
    _settle_doubtful(looks, book)
    _tell_by_hand(looks, others, book)
    return book.changes, book.remarks


def _take_written(looks: list[_Look], notes: Page | None, book: _Book) -> None:
    """Comments and notes."""
    written = Written(book.worksheet, book.catalog, book.changes, book.remarks)
    if notes is not None:
        written.take_notes(notes)
    for look in looks:
        written.take_page(look.page, look.rows, look.period)
    read = [look.page.sheet for look in looks]
    for sheet in book.table.sheets:
        if not any(sheet is each for each in read):
            written.take_others(sheet)
    written.settle()


def _tell_by_hand(looks: list[_Look], others: dict[str, Page], book: _Book) -> None:
    """What was changed in cells that are not read."""
    places, remarks = book.carried.places, book.remarks
    for look in looks:
        tell_of_page(look.page, book.place(look.period).sheet, look.rows, book.catalog, places, remarks)
    tell_of_others(book.table.sheets, others.values(), places, remarks)


def _pages(book: _Book) -> tuple[dict[int, Page], dict[str, Page]]:
    """The sheet of each period (index), and those with other marks."""
    periods = book.worksheet.periods
    position = {period.key: index for index, period in enumerate(periods)}
    found: dict[int, list[Page]] = {}
    others: dict[str, Page] = {}
    known = set(book.carried.places.sheets)
    for page in find_pages(book.table):
        known.add(page.sheet.name)
        key = marks.period_key(page.mark)
        if key is None:
            others.setdefault(page.mark, page)
        elif key in position:
            found.setdefault(position[key], []).append(page)
    chosen = {}
    for period, pages in found.items():
        chosen[period] = next((p for p in pages if p.sheet.name == book.place(period).sheet), pages[0])
        for page in pages:
            if page is not chosen[period]:
                book.remarks.copy(page.sheet.name, chosen[period].sheet.name)
    book.remarks.gone([book.place(period).sheet for period in range(len(periods)) if period not in found])
    strange = [each for each in book.table.sheets if each.name not in known and not each.hidden]
    book.remarks.strange([each.name for each in strange if any(map(any, each.rows))])
    return chosen, others


class _Look:
    """One page."""

    def __init__(self, page: Page, period: int, book: _Book) -> None:
        self.page = page
        self.period = period
        self._sheet = book.worksheet
        self._catalog = book.catalog
        self._changes = book.changes
        self._remarks = book.remarks
        self._calculated = book.place(period).calculated
        self._reader = FigureReader(page, book.worksheet.settings)
        self._write = NumberFormat(book.worksheet.settings.locale, book.worksheet.settings.currency)
        cells = [field for field in book.catalog.fields if field.scope == "cell"]
        self.columns = {field: page.columns[field.id] for field in cells if field.id in page.columns}
        self._gone = [f for f in cells if f.id in book.carried.places.columns and f.id not in page.columns]
        totals = {field.id for field in book.catalog.fields if field.on_total or field.scope == "total"}
        self.rows = sort_rows(page, book.names, totals, self._has_figures)
        self.doubtful: list[Doubtful] = []

    def run(self) -> None:
        """Compare everything on it."""
        for field, column in self.columns.items():
            known = self._sheet.columns.get(field.id)
            values = [math.nan] * len(self._sheet.keys) if known is None else known[self.period].tolist()
            self._compare(field, column, values)
        for row, name in self.rows.new.items():
            self._take_new(row, name)
        self._compare_totals()
        take_day(self.page, self.rows.as_of, self.period, self._changes, self._remarks)
        self._remarks.columns_gone(self.page.sheet.name, self._gone)
        self._remarks.rows(self.page, self.rows)

    def _has_figures(self, row: int) -> bool:
        """Whether anything is typed in a row's inputs."""
        page = self.page
        return any(
            not is_blank(page.cell(row, column)) and not is_ours(page, (row, column), field.id in self._calculated)
            for field, column in self.columns.items()
        )

    def _compare(self, field: Field, column: int, values: list[float]) -> None:
        page, cells = self.page, self.page.sheet.rows
        formulas = page.formulas or Formulas()
        looks_blank = {*page.sheet.marks, *formulas.literal}
        calculated = field.id in self._calculated
        for channel, row in self.rows.known.items():
            was = values[channel]
            cell = cells[row][column] if column < len(cells[row]) else None
            place = row, column
            if cell == was:
                continue  # nearly all of them
            if cell == "" and was != was and place not in looks_blank and (calculated or place not in formulas):
                continue
            if was != was and is_ours(page, place, calculated):
                continue
            if was != was and calculated and page.formulas is None:
                self.doubtful.append((field, channel, row, column))
                continue
            entry = self.read(row, column, field, was)
            if entry is not None and not same(was, _figure(entry)):
                self._changes.cell(field.id, self.period, channel, entry.value, entry.expression)

    def read(self, row: int, column: int, field: Field, was: float) -> Entry | None:
        """What is typed in a cell; None where that is unclear, which is said."""
        try:
            return self._reader.figure(row, column, field)
        except UnclearError as error:
            before = "" if math.isnan(was) else self._write.text(was, field.unit)
            self._remarks.unclear(self.page, row, column, str(error), before)
            return None

    def cell(self, row: int, column: int) -> Cell:
        """What stands in a cell."""
        return self.page.cell(row, column)

    def _take_new(self, row: int, name: str) -> None:
        page = self.page
        source = text_of(page.cell(row, page.columns.get(marks.SOURCE)))
        new = self._changes.new.setdefault(
            same_name(name), NewChannel(name, source if source in SOURCES else SOURCES[0])
        )
        for field, column in self.columns.items():
            calculated = field.id in self._calculated
            if is_ours(page, (row, column), calculated) or (calculated and page.formulas is None):
                continue
            entry = self.read(row, column, field, math.nan)
            if entry is not None and entry.value is not None:
                new.figures[field.id, self.period] = entry.value
                if entry.expression:
                    new.expressions[field.id, self.period] = entry.expression

    def _compare_totals(self) -> None:
        """What is typed for all channels together: the first cell with anything right of its name."""
        page = self.page
        end = max(page.first + 2, page.marks or 0)
        for id_, row in self.rows.all_channels.items():
            field, was = self._catalog.field[id_], self._sheet.total_value(id_, self.period)
            filled = (c for c in range(page.first + 1, end) if not is_blank(page.cell(row, c)))
            column = next(filled, page.first + 1)
            entry = self.read(row, column, field, was)
            if entry is not None and not same(was, _figure(entry)):
                self._changes.totals.setdefault(id_, []).append((self.period, entry.value))


def _figure(entry: Entry) -> float:
    return math.nan if entry.value is None else entry.value


def _settle_channels(looks: list[_Look], book: _Book) -> None:
    """A channel without a row has no figures on that sheet; one without a row on any is removed."""
    worksheet, changes, remarks = book.worksheet, book.changes, book.remarks
    everywhere = len(looks) == len(worksheet.periods)
    for channel in range(len(worksheet.keys)):
        missing = [look for look in looks if channel not in look.rows.known]
        if everywhere and len(missing) == len(looks):
            changes.removed.append(channel)
            continue
        for look in missing:
            for field in look.columns:
                if not math.isnan(worksheet.value(field.id, look.period, channel)):
                    changes.cell(field.id, look.period, channel, None)
    for look in looks:
        for channel, name in look.rows.renamed.items():
            if changes.renamed.setdefault(channel, name) != name:
                remarks.names_differ(worksheet.names[channel], changes.renamed[channel], name)
    for channel, name in changes.take_out_names():
        remarks.name_refused(worksheet.names[channel], name)


def _settle_doubtful(looks: list[_Look], book: _Book) -> None:
    """Where nobody can tell formulas from figures, one that the document gives for its blank cell was not typed, were
    it before or after the changes; nor was a 0, which is all that some formats keep of a formula that gives a dash."""
    if not any(look.doubtful for look in looks):
        return
    after, as_of = book.carried.worksheet(), book.carried.places.as_of
    for edit in book.changes.figures():
        edit.apply(after)
    calculators = [Calculator(each, book.catalog, as_of) for each in (book.worksheet, after)]
    for look in looks:
        for field, channel, row, column in look.doubtful:
            cell = look.cell(row, column)
            known = [0.0, *(each.value(look.period, field.id, channel) for each in calculators)]
            if isinstance(cell, int | float) and any(same(cell, value) for value in known):
                continue
            entry = look.read(row, column, field, math.nan)
            if entry is not None and entry.value is not None:
                book.changes.cell(field.id, look.period, channel, entry.value, entry.expression)
