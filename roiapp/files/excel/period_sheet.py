"""One period's sheet: what was typed, and everything else as formulas beside it, each with its value."""

from __future__ import annotations

import math
from datetime import date
from typing import TYPE_CHECKING, Final

from xlsxwriter.utility import xl_col_to_name

from roiapp.core import formula
from roiapp.core.evaluation import exact_sum
from roiapp.core.excel_formula import Special, ratio_formulas, row_formula, total_formula
from roiapp.core.excel_sums import number_text
from roiapp.core.excel_terms import UNDEFINED as DASH_TEXT
from roiapp.core.fields import Field
from roiapp.core.formula import Call, Name
from roiapp.core.number_format import UNDEFINED
from roiapp.core.periods import prior_twelve
from roiapp.files.excel import marks
from roiapp.files.excel.channel_sheet import ChannelSheet, Surroundings
from roiapp.files.excel.plan import (
    BAND_ROW,
    FIRST_ROW,
    HEADER_ROW,
    ID_ROW,
    NAME_COLUMN,
    PERIOD_ROW,
    ROW,
    SheetPlan,
    asked_of,
)
from roiapp.files.excel.texts import is_arithmetic
from roiapp.language import mark, tr

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet as Page

    from roiapp.core.note_places import NotePlace
    from roiapp.core.results import Figures
    from roiapp.core.shown_columns import Record
    from roiapp.files.excel.data_sheet import DataSheet
    from roiapp.files.excel.formats import Formats

#: where the day of the figures and the share of the period gone stand: row and columns of label and value
AS_OF, GONE = (PERIOD_ROW, 3), (PERIOD_ROW, 6)
AS_OF_CELL: Final = f"${xl_col_to_name(AS_OF[1])}${AS_OF[0] + 1}"
_MOST_ADDED: Final = 100  # numbers in one formula; Excel takes 255 and 8,192 letters
GONE_CELL: Final = f"${xl_col_to_name(GONE[1])}${GONE[0] + 1}"


class PeriodSheet(ChannelSheet):
    """Writes one base period."""

    inputs_label = mark("Inputs")

    def __init__(
        self, page: Page, formats: Formats, plan: SheetPlan, figures: Figures, around: Surroundings,
        data: DataSheet | None,
    ) -> None:  # fmt: skip
        super().__init__(page, formats, plan, figures, around)
        self._data = data
        self.period = figures.view.periods[0]
        #: ids of the inputs in whose blank cells a formula stands
        self.calculated: set[str] = set()
        #: ids of those in some of whose blank cells what records count stands as a sum
        self.counted: set[str] = set()
        self._months: dict[tuple[str, str], str] = {}

    # -- around the table ----------------------------------------------------------------------------------------------

    def write_span(self) -> None:
        page, formats, period = self.page, self.formats, self.sheet.periods[self.period]
        page.write_string(PERIOD_ROW, 0, period.text(), formats.quiet())
        row, column = AS_OF
        page.write_string(row, column - 1, tr("Figures as of"), formats.label())
        look = formats.date(typed=True)
        page.merge_range(row, column, row, column + 1, "", look)  # a column of counts is too narrow for a date
        day = period.as_of
        if day is not None:
            page.write_datetime(row, column, day, look)
        else:
            page.write_formula(row, column, f"={self.around.as_of}", look, serial(self.around.today))
        row, column = GONE
        page.write_string(row, column - 1, tr("Gone"), formats.label())
        gone = period.elapsed(self.figures.calculator.as_of)
        known = UNDEFINED if gone is None else gone
        page.write_formula(row, column, f"={self._gone_formula()}", formats.percent(), known)
        self._write_ids()

    def _gone_formula(self) -> str:
        period = self.sheet.periods[self.period]
        if period.start is None or period.end is None:
            return "1"
        start, end = (f"DATE({day_.year},{day_.month},{day_.day})" for day_ in (period.start, period.end))
        begun = f"({AS_OF_CELL}-{start}+1)/({end}-{start}+1)"
        return f"IF({AS_OF_CELL}<{start},{DASH_TEXT},IF({AS_OF_CELL}>={end},1,{begun}))"

    def _write_ids(self) -> None:
        """What the sheet, its columns and rows are, for the program that reads them again."""
        page, plan = self.page, self.plan
        page.set_row(ID_ROW, None, None, {"hidden": True})
        page.set_row(BAND_ROW, 30)  # the room that the hidden row leaves
        page.write_string(ID_ROW, 0, marks.period_mark(self.sheet.periods[self.period].key))
        page.write_string(PERIOD_ROW, plan.mark, marks.AS_OF)
        others = {marks.WHY: plan.why, marks.SOURCE: plan.source, marks.MARK: plan.mark}
        for id_, column in (plan.column | others).items():
            page.write_string(ID_ROW, column, marks.column_mark(id_))
        page.write_string(HEADER_ROW, plan.source, tr("Source"), self.formats.header(left=True))
        self.mark_row(HEADER_ROW, marks.TITLES)

    def write_names(self) -> None:
        super().write_names()
        sources = self.sheet.channels["source"]
        for row, (source, key) in enumerate(zip(sources, self.sheet.keys, strict=True), FIRST_ROW):
            self.page.write_string(row, self.plan.source, source)
            self.page.write_string(row, self.plan.mark, str(key))

    # -- rows ----------------------------------------------------------------------------------------------------------

    def write_column(self, record: Record) -> None:
        column = self.plan.column[record.id]
        template = self._row_text(record.id)
        values: list[float] = self.figures.values(record.id).tolist()
        look = self.look(record, typed=isinstance(record, Field))
        if isinstance(record, Field):
            if template:
                self.calculated.add(record.id)
            self._write_inputs(record, column, template, values, look)
            self._validate(record)
        else:
            self.write_formulas(column, template, values, look)

    def _row_text(self, id_: str) -> str:
        def make() -> str:
            return row_formula(self.catalog, id_, self.plan.any_cell, total_cell=self.plan.total,
                               special=self._special(id_))  # fmt: skip

        return make() if self.catalog.looks_back(id_) else self.shared_text(id_, make)

    def _write_inputs(
        self, record: Field, column: int, template: str, values: list[float], look: object
    ) -> None:
        """What is typed, as a number or the arithmetic it was typed as; the rest blank, or what stands in for it."""
        page, sheet = self.page, self.sheet
        typed = sheet.columns.get(record.id)
        entries = [math.nan] * len(values) if typed is None else typed[self.period].tolist()
        entered = self.figures.calculator.entered
        for channel, (entry, value) in enumerate(zip(entries, values, strict=True)):
            row = FIRST_ROW + channel
            if not math.isnan(entry):
                said = sheet.expression(record.id, self.period, channel) if sheet.expressions else None
                if said and is_arithmetic(said, entry):
                    page.write_formula(row, column, said, look, entry)
                else:
                    page.write_number(row, column, entry, look)
            elif numbers := entered.counted(record.id, self.period, channel):
                self.counted.add(record.id)
                page.write_formula(row, column, _sum_of(numbers), look, value)
            elif template:
                text = template.replace(ROW, str(row + 1))
                page.write_formula(row, column, text, look, UNDEFINED if math.isnan(value) else value)
            else:
                page.write_blank(row, column, None, look)

    def _validate(self, record: Field) -> None:
        """What the window refuses, Excel asks about."""
        if not self.plan.channels or (record.minimum is None and record.maximum is None):
            return
        column = self.plan.column[record.id]
        self.page.data_validation(FIRST_ROW, column, self.plan.last_row, column, validation(record))

    def _special(self, id_: str) -> Special:
        """Where document-wide figures, the share gone, sources and the months before stand, in the row of `ROW`."""

        def special(node: Name | Call) -> str | None:
            asked = asked_of(node)
            if asked == "elapsed":
                return GONE_CELL
            if asked == "marketing":
                return f'{xl_col_to_name(self.plan.source)}{ROW}="marketing"'
            if asked == "prior12" and isinstance(node, Call):
                return self._months_before(id_, node)
            return self.around.names.get(asked)

        return special

    def special_from(self, id_: str) -> Special:
        """The same for formulas on another sheet."""

        def special(node: Name | Call) -> str | None:
            where = self._special(id_)(node)
            return f"{self.tab}!{where}" if where and asked_of(node) in ("elapsed", "marketing", "prior12") else where

        return special

    def typed(self, id_: str, channel: int) -> float:
        """What is typed in a channel's cell or counted from records, NaN where nothing is."""
        return self.figures.calculator.entered.value(id_, self.period, channel)

    def _months_before(self, id_: str, node: Call) -> str | None:
        """The cell with the sum of a figure over the twelve months before in which all that the formula sums are known;
        the column is written when it is first asked for."""
        plan, asked = self.plan, formula.names(node)[0]
        joint = formula.prior_names(self.catalog.trees[id_]) if id_ in self.catalog.trees else ()
        months = prior_twelve(self.sheet.periods, self.period)
        if self._data is None or asked not in joint or not months or not all(each in plan.column for each in joint):
            return None
        if (id_, asked) not in self._months:
            column = plan.spare + len(self._months)
            self.page.write_string(ID_ROW, column, marks.column_mark(f"months {len(self._months)}"))
            self._months[id_, asked] = f"{xl_col_to_name(column)}{ROW}"
            ranges = {each: self._data.own_rows(self._data.column(each)) for each in joint}
            known = "*".join(f"ISNUMBER({rows})" for rows in ranges.values())
            template = f"=IF(SUMPRODUCT(--({known}))>0,SUMPRODUCT(--({known}),{ranges[asked]}),{DASH_TEXT})"
            for channel, text in enumerate(self._data.filled(template, months)):
                value = self.figures.calculator.prior_sum(self.period, asked, joint, channel)
                self.page.write_formula(FIRST_ROW + channel, column, text, None,
                                        UNDEFINED if math.isnan(value) else value)  # fmt: skip
        return self._months[id_, asked]

    # -- totals --------------------------------------------------------------------------------------------------------

    def total_text(self, record: Record) -> str:
        def make() -> str:
            return total_formula(self.catalog, record.id, self.plan.range, special=self._of_totals(""))

        return self.shared_text((record.id, *self.for_all.items()), make)

    def ratio_texts(self, id_: str) -> tuple[str, str] | None:
        """The formulas of what stands above and below the line of a total, with the name of this sheet."""
        tab = f"{self.tab}!"

        def column(name: str) -> str | None:
            where = self.plan.range(name)
            return f"{tab}{where}" if where else None

        return ratio_formulas(self.catalog, id_, column, special=self._of_totals(tab))

    def _of_totals(self, tab: str) -> Special:
        """The same for totals; `tab` stands before what is on this sheet."""

        def special(node: Name | Call) -> str | None:
            asked = asked_of(node)
            if asked == "elapsed":
                return f"{tab}{GONE_CELL}"
            if asked == "marketing":
                return f'{tab}{self.plan.rows(self.plan.source)}="marketing"'
            typed = self.for_all_address(asked) if isinstance(node, Name) else None
            return f"{tab}{typed}" if typed else self.around.names.get(asked)

        return special

    def list_for_all(self) -> list[str]:
        """What is typed for all channels; of shown blocks also what can be typed for all of them only."""
        blocks, sheet = self.sheet.settings.blocks, self.sheet
        typed = {id_ for id_ in sheet.totals if not math.isnan(sheet.total_value(id_, self.period))}
        fields = [field for field in self.catalog.fields if field.on_total]
        return [f.id for f in fields if f.id in typed or (f.scope == "total" and f.block in blocks)]

    def write_for_all(self, id_: str, row: int) -> None:
        page, record = self.page, self.catalog.field[id_]
        value = self.sheet.total_value(id_, self.period)
        look = self.formats.figure(record.unit, typed=True)
        if math.isnan(value):
            page.write_blank(row, 1, None, look)
        else:
            page.write_number(row, 1, value, look)
        if record.minimum is not None or record.maximum is not None:
            page.data_validation(row, 1, row, 1, validation(record))

    def mark_row(self, row: int, mark: str) -> None:
        self.page.write_string(row, self.plan.mark, mark)

    def place_of(self, note: NotePlace) -> tuple[int, int] | None:
        if note.period != self.period:
            return super().place_of(note)
        if not note.id:
            return (PERIOD_ROW, NAME_COLUMN) if note.channel is None else None
        column = self.plan.column.get(note.id)
        row = self.plan.total_row if note.channel is None else FIRST_ROW + note.channel
        return None if column is None else (row, column)

    def special(self) -> Special:
        return self._special("")


def validation(record: Field) -> dict[str, object]:
    """The limits of an input, as Excel asks about what lies beyond."""
    return {
        "validate": "decimal", "criteria": "between", "ignore_blank": True, "error_type": "warning",
        "minimum": -1e300 if record.minimum is None else record.minimum,
        "maximum": 1e300 if record.maximum is None else record.maximum,
        "error_title": tr("Is that right?")[:32],  # as long as Excel takes
        "error_message": tr("It is outside what can be. Leave the cell blank where it is unknown.")[:255],
    }  # fmt: skip


def _sum_of(numbers: list[float]) -> str:
    """The formula of a sum of records: no plain arithmetic, which would be taken for typed when it comes back."""
    shown = numbers if len(numbers) <= _MOST_ADDED else [exact_sum(numbers)]
    return f"=SUM({','.join(map(number_text, shown))})"


def serial(day: date) -> float:
    """A day as Excel counts it."""
    return float((day - date(1899, 12, 30)).days)
