"""What the sheets of periods and of roll-ups have in common: channels down, figures across, totals below, a reason."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from xlsxwriter.utility import quote_sheetname, xl_col_to_name

from roiapp.core.excel_formula import NeedsColumnError
from roiapp.core.excel_sums import number_text
from roiapp.core.excel_terms import UNDEFINED as DASH_TEXT
from roiapp.core.fields import Field
from roiapp.core.metrics import Metric
from roiapp.core.number_format import UNDEFINED
from roiapp.files.excel import marks
from roiapp.files.excel.formats import without_hints
from roiapp.files.excel.paper_columns import lay_out
from roiapp.files.excel.plan import BAND_ROW, FIRST_ROW, HEADER_ROW, NAME_COLUMN, ROW, TITLE_ROW, SheetPlan
from roiapp.files.excel.texts import LONGEST_TEXT, page_footer
from roiapp.files.excel.why import WhyColumn
from roiapp.files.excel.widths import Widths, lines_of
from roiapp.language import plain, tr

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet as Page

    from roiapp.core.excel_formula import Special
    from roiapp.core.note_places import NotePlace
    from roiapp.core.results import Figures
    from roiapp.core.shown_columns import Record
    from roiapp.core.worksheet import Worksheet
    from roiapp.files.excel.formats import Formats

_WHY_WIDTH = 34
_MOST_SPARE = 40
#: heights in points: of a row of the table, of a line in it
ROW_HEIGHT, LINE = 18, 15


@dataclass(frozen=True)
class Surroundings:
    """What the sheets of one workbook share: the names of document-wide figures by id, the day of the figures."""

    names: Mapping[str, str]
    as_of: str
    today: date
    widths: Widths
    notes: Sequence[NotePlace] = ()
    #: formulas that are the same on several sheets, by what they are of
    texts: dict[Hashable, str] = field(default_factory=dict)
    reasons: dict[bool, WhyColumn] = field(default_factory=dict)


class ChannelSheet(ABC):
    """Writes one base period or roll-up."""

    #: what the inputs' columns are called
    inputs_label: ClassVar[str]

    def __init__(
        self, page: Page, formats: Formats, plan: SheetPlan, figures: Figures, around: Surroundings
    ) -> None:
        self.page = page
        self.formats = formats
        self.plan = plan
        self.figures = figures
        self.around = around
        self.catalog = figures.catalog
        self.sheet: Worksheet = figures.worksheet
        self.tab = quote_sheetname(page.get_name())
        #: figures of all channels together, below the table: id -> row
        self.for_all: dict[str, int] = {}

    def write(self) -> None:
        self._place_for_all()
        self._write_head()
        self._write_titles()
        self.write_names()
        for record in self.plan.placed:
            self.write_column(record)
        self._write_totals()
        self._write_for_all()
        self._write_why()
        self._attach_notes()
        self._finish()

    # -- what other sheets ask -----------------------------------------------------------------------------------------

    def total_address(self, id_: str) -> str | None:
        """Where a total stands, with the name of the sheet."""
        if self.plan.column.get(id_) is not None and self.plan.channels:
            column = xl_col_to_name(self.plan.column[id_])
            return f"{self.tab}!${column}${self.plan.total_row + 1}"
        found = self.for_all_address(id_)
        return f"{self.tab}!{found}" if found else None

    def for_all_address(self, id_: str) -> str | None:
        """Where a figure of all channels together stands below the table."""
        row = self.for_all.get(id_)
        return None if row is None else f"$B${row + 1}"

    def called(self, id_: str) -> str:
        """What a figure is called here: as its column is, or in the row below the table that is all it has."""
        record = self.catalog.record(id_)
        return tr(record.label if id_ in self.for_all and id_ not in self.plan.column else record.header)

    def cell_address(self, id_: str, channel: int) -> str:
        """Where a channel's figure stands, with the name of the sheet."""
        return f"{self.tab}!{self.plan.cell(id_, FIRST_ROW + channel)}"

    def name_address(self, channel: int) -> str:
        return f"{self.tab}!$A${FIRST_ROW + channel + 1}"

    # -- what differs --------------------------------------------------------------------------------------------------

    @abstractmethod
    def write_span(self) -> None:
        """The line below the title: what is looked at, and up to which day."""

    @abstractmethod
    def write_column(self, record: Record) -> None:
        """The channels' cells of a figure."""

    @abstractmethod
    def total_text(self, record: Record) -> str:
        """The formula of a total."""

    @abstractmethod
    def list_for_all(self) -> list[str]:
        """Ids of the inputs that are typed for all channels together."""

    @abstractmethod
    def write_for_all(self, id_: str, row: int) -> None:
        """One of these inputs."""

    @abstractmethod
    def special(self) -> Special:
        """Where document-wide figures and the share gone stand."""

    def mark_row(self, row: int, mark: str) -> None:  # noqa: B027  only inputs are read again
        """Say what a row is to the program that reads the sheet again."""

    # -- what is shared ------------------------------------------------------------------------------------------------

    def _write_head(self) -> None:
        settings = self.sheet.settings
        title = " · ".join(filter(None, dict.fromkeys((settings.company, settings.title))))
        self.page.set_default_row(ROW_HEIGHT)
        self.page.set_row(TITLE_ROW, 26)
        self.page.write_string(TITLE_ROW, 0, title or tr("Channel ROI"), self.formats.title())
        self.write_span()

    def _write_titles(self) -> None:
        page, formats, plan = self.page, self.formats, self.plan
        for column in range(1, plan.why):
            page.write_blank(BAND_ROW, column, None, formats.band())
        page.write_string(BAND_ROW, 1, tr(self.inputs_label), formats.band())
        page.write_string(BAND_ROW, 1 + plan.inputs, tr("Calculated"), formats.band())
        page.set_row(HEADER_ROW, 34)
        page.write_string(HEADER_ROW, 0, tr("Channel"), formats.header(left=True))
        for record in plan.placed:
            page.write_string(HEADER_ROW, plan.column[record.id], tr(record.header), formats.header())
        page.write_string(HEADER_ROW, plan.why, tr("Why"), formats.header(left=True))

    def write_names(self) -> None:
        for row, name in enumerate(self.sheet.names, FIRST_ROW):
            self.page.write_string(row, 0, name, self.formats.name())

    def shared_text(self, key: Hashable, make: Callable[[], str]) -> str:
        """A formula that is the same on all sheets of this kind, made once."""
        key = type(self), key
        text = self.around.texts.get(key)
        if text is None:
            text = self.around.texts[key] = make()
        return text

    def write_formulas(self, column: int, template: str, values: list[float], look: Format | None) -> None:
        """One formula for all channels, with what it gives."""
        write = self.page.write_formula
        for row, value in enumerate(values, FIRST_ROW):
            text = template.replace(ROW, str(row + 1))
            write(row, column, text, look, UNDEFINED if math.isnan(value) else value)

    def look(self, record: Record, *, typed: bool = False, total: bool = False) -> Format:
        return self.formats.figure(record.unit, typed=typed, total=total)

    def _write_totals(self) -> None:
        page, plan = self.page, self.plan
        page.write_string(plan.total_row, 0, tr("Total"), self.formats.name(total=True))
        self.mark_row(plan.total_row, marks.TOTAL)
        for record in plan.placed if plan.channels else ():
            value = self.figures.total_figure(record.id)
            page.write_formula(plan.total_row, plan.column[record.id], self._total(record, value),
                               self.look(record, total=True), UNDEFINED if value is None else value)  # fmt: skip

    def _total(self, record: Record, value: float | None) -> str:
        """The formula of a total; its value where it cannot be written as sums of products, as of an own metric on the
        larger of two figures."""
        try:
            return self.total_text(record)
        except NeedsColumnError:
            return f"={DASH_TEXT if value is None else number_text(value)}"

    def _place_for_all(self) -> None:
        first = self.plan.total_row + 3
        computed = [metric.id for metric in self.plan.together] if self.plan.channels else []
        self.for_all.update({id_: first + place for place, id_ in enumerate((*self.list_for_all(), *computed))})

    def _write_for_all(self) -> None:
        page = self.page
        if self.for_all:
            row = self.plan.total_row + 2
            page.write_string(row, 0, tr("For all channels together"), self.formats.band())
            self.mark_row(row, marks.FOR_ALL)
        for id_, row in self.for_all.items():
            record = self.catalog.record(id_)
            self.mark_row(row, id_)
            page.write_string(row, 0, self.called(id_), self.formats.name())
            if isinstance(record, Metric):
                value = self.figures.total_figure(id_)
                page.write_formula(row, 1, self.total_text(record), self.formats.figure(record.unit),
                                   UNDEFINED if value is None else value)  # fmt: skip
            else:
                self.write_for_all(id_, row)

    def _write_why(self) -> None:
        rollup, look = self.figures.view.rollup, self.formats.why()
        column = self.around.reasons.get(rollup)
        if column is None:
            column = self.around.reasons[rollup] = WhyColumn(self.figures, self.plan, self.special())
        for row, said in enumerate(column.said(self.figures), FIRST_ROW):
            lines = max(lines_of(said, _WHY_WIDTH * 1.2), self.around.widths.lines.get(row - FIRST_ROW, 1))
            if lines > 1:
                self.page.set_row(row, LINE * lines + 3)
            if column.template:
                self.page.write_formula(row, self.plan.why, column.template.replace(ROW, str(row + 1)), look, said)
            else:
                self.page.write_blank(row, self.plan.why, None, look)

    def _attach_notes(self) -> None:
        """What the user wrote on a channel, a cell, a total or the period, as Excel's own notes."""
        for each in self.around.notes:
            place = self.place_of(each)
            if place is not None:
                high = min(1.0 + len(each.text) / 180, 8.0)
                look = {"x_scale": 1.6, "y_scale": high, "font_size": 9, "color": "#FFF9E5"}
                self.page.write_comment(*place, plain(each.text)[:LONGEST_TEXT], look)

    def place_of(self, note: NotePlace) -> tuple[int, int] | None:
        """Row and column of a note's place on this sheet, None where it has none."""
        if note.period is None and not note.id and note.channel is not None:
            return FIRST_ROW + note.channel, NAME_COLUMN
        return None

    def _finish(self) -> None:
        page, plan, widths = self.page, self.plan, self.around.widths
        page.set_column(0, 0, widths.names)
        for record in plan.shown:
            column = plan.column[record.id]
            page.set_column(column, column, widths.of(record))
            self.formats.refine(page, record.unit, FIRST_ROW, column, plan.total_row)
        page.set_column(plan.why, plan.why, _WHY_WIDTH)
        page.set_column(plan.source, plan.spare + _MOST_SPARE, None, None, {"hidden": True})
        page.freeze_panes(FIRST_ROW, 1)
        page.hide_gridlines(2)
        page.set_landscape()
        page.set_paper(self.formats.paper())
        lay_out(page, widths.names, [*map(widths.of, plan.shown), _WHY_WIDTH])
        page.repeat_rows(BAND_ROW, HEADER_ROW)
        page.set_footer(page_footer())
        # Objects, too: without them Excel lets nobody comment on a cell.
        page.protect("", {"format_columns": True, "format_rows": True, "select_locked_cells": True, "objects": True})
        without_hints(page, plan.total_row + 2 + len(self.for_all), plan.why)
        self._colour_returns()

    def _colour_returns(self) -> None:
        for record in self.plan.shown:
            if record.unit.always_signed and not isinstance(record, Field):
                column = self.plan.column[record.id]
                self.formats.colour_returns(self.page, FIRST_ROW, column, self.plan.total_row)
