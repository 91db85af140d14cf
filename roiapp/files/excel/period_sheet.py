"""One period's sheet: what was typed, and everything else as formulas beside it, each with its value."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from xlsxwriter.utility import quote_sheetname, xl_col_to_name

from roiapp.core import formula
from roiapp.core.excel_formula import UNDEFINED as DASH_TEXT
from roiapp.core.excel_formula import Special, row_formula, total_formula
from roiapp.core.fields import Field
from roiapp.core.formula import Call, Name
from roiapp.core.number_format import UNDEFINED
from roiapp.core.periods import prior_twelve
from roiapp.files.excel import marks
from roiapp.files.excel.plan import (
    BAND_ROW,
    FIRST_ROW,
    HEADER_ROW,
    ID_ROW,
    PERIOD_ROW,
    TITLE_ROW,
    Record,
    SheetPlan,
    asked_of,
)
from roiapp.files.excel.why import why_formula
from roiapp.language import tr

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet as Page

    from roiapp.core.results import Figures
    from roiapp.core.worksheet import Worksheet
    from roiapp.files.excel.formats import Formats

#: where the day of the figures and the share of the period gone stand: row and columns of label and value
_AS_OF, _GONE = (PERIOD_ROW, 3), (PERIOD_ROW, 6)
_NAME_WIDTH, _FIGURE_WIDTH, _WHY_WIDTH = 24, 13, 34


@dataclass(frozen=True)
class Surroundings:
    """What the sheets of one workbook share: names of their tabs by period, of document-wide figures by id."""

    tabs: tuple[str, ...]
    names: Mapping[str, str]
    as_of: str
    today: date


class PeriodSheet:
    """Writes one base period."""

    def __init__(
        self, page: Page, formats: Formats, plan: SheetPlan, figures: Figures, around: Surroundings
    ) -> None:
        self._page = page
        self._formats = formats
        self._plan = plan
        self._figures = figures
        self._around = around
        self._sheet: Worksheet = figures.worksheet
        self._period = figures.view.periods[0]
        self._typed_for_all = self._all_typed()
        #: ids of the inputs in whose blank cells a formula stands
        self.calculated: set[str] = set()

    def write(self) -> None:
        self._write_head()
        self._write_ids()
        self._write_titles()
        for channel in range(self._plan.channels):
            self._write_row(channel)
        self._write_totals()
        self._write_typed_for_all()
        self._finish()

    # -- around the table --------------------------------------------------------------------------------------------

    def _write_head(self) -> None:
        page, formats, period = self._page, self._formats, self._sheet.periods[self._period]
        settings = self._sheet.settings
        title = " · ".join(filter(None, (settings.company, settings.title)))
        page.write_string(TITLE_ROW, 0, title or tr("Channel ROI"), formats.title())
        page.write_string(PERIOD_ROW, 0, period.text(), formats.quiet())
        row, column = _AS_OF
        page.write_string(row, column - 1, tr("Figures as of"), formats.quiet())
        day = period.as_of
        if day is not None:
            page.write_datetime(row, column, day, formats.date(typed=True))
        else:
            page.write_formula(row, column, f"={self._around.as_of}", formats.date(typed=True),
                               _serial(self._around.today))  # fmt: skip
        row, column = _GONE
        page.write_string(row, column - 1, tr("Gone"), formats.quiet())
        gone = period.elapsed(self._figures.calculator.as_of)
        known = UNDEFINED if gone is None else gone
        page.write_formula(row, column, f"={self._gone_formula()}", formats.quiet(), known)

    def _gone_formula(self) -> str:
        period = self._sheet.periods[self._period]
        if period.start is None or period.end is None:
            return "1"
        day = f"${xl_col_to_name(_AS_OF[1])}${_AS_OF[0] + 1}"
        start, end = (f"DATE({day_.year},{day_.month},{day_.day})" for day_ in (period.start, period.end))
        return f"IF({day}<{start},{DASH_TEXT},IF({day}>={end},1,({day}-{start}+1)/({end}-{start}+1)))"

    def _write_ids(self) -> None:
        """What the sheet and its columns are, for the program that reads them again."""
        page, plan = self._page, self._plan
        page.set_row(ID_ROW, None, None, {"hidden": True})
        page.set_row(BAND_ROW, 30)  # the room that the hidden row leaves
        page.write_string(ID_ROW, 0, marks.period_mark(self._sheet.periods[self._period].key))
        page.write_string(PERIOD_ROW, plan.mark, marks.AS_OF)
        others = {marks.WHY: plan.why, marks.SOURCE: plan.source, marks.MARK: plan.mark}
        for id_, column in (plan.column | others).items():
            page.write_string(ID_ROW, column, id_)

    def _write_titles(self) -> None:
        page, formats, plan = self._page, self._formats, self._plan
        inputs = sum(isinstance(record, Field) for record in plan.shown)
        page.write_string(BAND_ROW, 1, tr("Inputs"), formats.band())
        page.write_string(BAND_ROW, 1 + inputs, tr("Calculated"), formats.band())
        page.set_row(HEADER_ROW, 32)
        page.write_string(HEADER_ROW, 0, tr("Channel"), formats.header(left=True))
        for record in (*plan.shown, *plan.hidden):
            page.write_string(HEADER_ROW, plan.column[record.id], tr(record.header), formats.header())
        page.write_string(HEADER_ROW, plan.why, tr("Why"), formats.header(left=True))
        page.write_string(HEADER_ROW, plan.source, tr("Source"), formats.header(left=True))
        page.write_string(HEADER_ROW, plan.mark, marks.TITLES)

    def _finish(self) -> None:
        page, plan = self._page, self._plan
        page.set_column(0, 0, _NAME_WIDTH)
        page.set_column(1, plan.why - 1, _FIGURE_WIDTH)
        page.set_column(plan.why, plan.why, _WHY_WIDTH)
        page.set_column(plan.source, plan.spare + 8, None, None, {"hidden": True})
        page.freeze_panes(FIRST_ROW, 1)
        page.hide_gridlines(2)
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.repeat_rows(BAND_ROW, HEADER_ROW)
        page.set_footer(f"&L{tr('Made with Channel ROI')}&R&P / &N")
        page.protect("", {"format_columns": True, "format_rows": True, "select_locked_cells": True, "sort": True})
        self._colour_returns()
        self._validate()

    def _colour_returns(self) -> None:
        for record in self._plan.shown:
            if record.unit.always_signed:
                column = self._plan.column[record.id]
                area = (FIRST_ROW, column, self._plan.total_row, column)
                name = f"{xl_col_to_name(column)}{FIRST_ROW + 1}"
                for sign, look in ((">", self._formats.good()), ("<", self._formats.bad())):
                    test = f"=AND(ISNUMBER({name}),{name}{sign}0)"
                    self._page.conditional_format(*area, {"type": "formula", "criteria": test, "format": look})

    def _validate(self) -> None:
        """What the window refuses, Excel asks about."""
        for record in self._plan.shown:
            if not isinstance(record, Field) or (record.minimum is None and record.maximum is None):
                continue
            low = -1e300 if record.minimum is None else record.minimum
            high = 1e300 if record.maximum is None else record.maximum
            column = self._plan.column[record.id]
            if self._plan.channels:
                self._page.data_validation(
                    FIRST_ROW, column, self._plan.last_row, column,
                    {"validate": "decimal", "criteria": "between", "minimum": low, "maximum": high,
                     "ignore_blank": True, "error_type": "warning", "error_title": tr("Is that right?"),
                     "error_message": tr("It is outside what can be. Leave the cell blank where it is unknown.")},
                )  # fmt: skip

    # -- rows --------------------------------------------------------------------------------------------------------

    def _write_row(self, channel: int) -> None:
        page, plan, sheet, row = self._page, self._plan, self._sheet, FIRST_ROW + channel
        page.write_string(row, 0, sheet.names[channel], self._formats.name())
        page.write_string(row, plan.source, sheet.channels["source"][channel])
        page.write_string(row, plan.mark, str(sheet.keys[channel]))
        catalog = self._figures.catalog
        undefined: list[str] = []
        for record in (*plan.shown, *plan.hidden):
            column, typed = plan.column[record.id], isinstance(record, Field)
            look = self._look(record, typed=typed)
            value = sheet.value(record.id, self._period, channel) if isinstance(record, Field) else math.nan
            if not math.isnan(value):
                page.write_number(row, column, value, look)
                continue
            text = row_formula(catalog, record.id, lambda id_: plan.cell(id_, row), total_cell=plan.total,
                               special=self._special(record.id, row))  # fmt: skip
            found = self._figures.value(record.id, channel)
            if text:
                page.write_formula(row, column, text, look, UNDEFINED if found is None else found)
                if typed:
                    self.calculated.add(record.id)
            else:
                page.write_blank(row, column, None, look)
            if found is None and not isinstance(record, Field):
                undefined.append(record.id)
        text, said = why_formula(self._figures, plan, channel, undefined)
        if text:
            page.write_formula(row, plan.why, text, self._formats.why(), said)
        else:
            page.write_blank(row, plan.why, None, self._formats.why())

    def _look(self, record: Record, *, typed: bool = False, total: bool = False) -> object:
        whole = record.unit.digits == "one_if_needed" and self._whole(record)
        return self._formats.figure(record.unit, typed=typed, total=total, whole=whole)

    def _whole(self, record: Record) -> bool:
        values = [*self._figures.values(record.id).tolist(), self._figures.total_value(record.id)]
        return all(math.isnan(value) or float(value).is_integer() for value in values)

    def _special(self, id_: str, row: int | None) -> Special:
        """Where document-wide figures, the share gone, sources and the months before stand."""

        def special(node: Name | Call) -> str | None:
            asked, plan = asked_of(node), self._plan
            if asked == "elapsed":
                return f"${xl_col_to_name(_GONE[1])}${_GONE[0] + 1}"
            if asked == "marketing":
                column = xl_col_to_name(plan.source)
                if row is None:
                    return f'{column}${FIRST_ROW + 1}:{column}${plan.last_row + 1}="marketing"'
                return f'{column}{row + 1}="marketing"'
            if asked == "prior12" and isinstance(node, Call):
                return self._months_before(id_, node, row) if row is not None else None
            return self._around.names.get(asked) or self._typed_for_all.get(asked)

        return special

    def _months_before(self, id_: str, node: Call, row: int) -> str | None:
        """The cell with the sum of a figure over the twelve months before in which all that the formula sums are known;
        it is written when it is first asked for."""
        plan, asked = self._plan, formula.names(node)[0]
        field = self._figures.catalog.field.get(id_)
        joint = _prior_names(field) if field is not None else ()
        months = prior_twelve(self._sheet.periods, self._period)
        if asked not in joint or not months or not all(each in plan.column for each in joint):
            return None
        parts, counts = [], []
        for month in months:
            tab = quote_sheetname(self._around.tabs[month])
            cells = ",".join(f"{tab}!{plan.cell(each, row)}" for each in joint)
            counts.append(f"(COUNT({cells})={len(joint)})")
            parts.append(f"IF(COUNT({cells})={len(joint)},{tab}!{plan.cell(asked, row)},0)")
        column = plan.spare + 2 * _PRIOR.index(id_) + joint.index(asked)
        text = f"=IF({'+'.join(counts)}>0,{'+'.join(parts)},{DASH_TEXT})"
        known = self._figures.calculator.prior_sum(self._period, asked, joint, row - FIRST_ROW)
        self._page.write_formula(row, column, text, None, UNDEFINED if math.isnan(known) else known)
        return f"{xl_col_to_name(column)}{row + 1}"

    # -- totals ------------------------------------------------------------------------------------------------------

    def _write_totals(self) -> None:
        page, plan, catalog = self._page, self._plan, self._figures.catalog
        page.write_string(plan.total_row, 0, tr("Total"), self._formats.name(total=True))
        page.write_string(plan.total_row, plan.mark, marks.TOTAL)
        if not plan.channels:
            return
        for record in (*plan.shown, *plan.hidden):
            text = total_formula(catalog, record.id, plan.range, special=self._special(record.id, None))
            value = self._figures.total(record.id).value
            page.write_formula(plan.total_row, plan.column[record.id], text, self._look(record, total=True),
                               UNDEFINED if value is None else value)  # fmt: skip

    def _all_typed(self) -> dict[str, str]:
        """Addresses of what is typed for all channels together, below the table."""
        found: dict[str, str] = {}
        for record in self._figures.catalog.fields:
            if record.on_total or record.scope == "total":
                value = self._sheet.total_value(record.id, self._period)
                if not math.isnan(value):
                    found[record.id] = f"$B${self._plan.total_row + 4 + len(found)}"
        return found

    def _write_typed_for_all(self) -> None:
        page, row = self._page, self._plan.total_row + 2
        if self._typed_for_all:
            page.write_string(row, 0, tr("For all channels together"), self._formats.band())
            page.write_string(row, self._plan.mark, marks.FOR_ALL)
        for id_ in self._typed_for_all:
            row += 1
            record = self._figures.catalog.field[id_]
            page.write_string(row, 0, tr(record.label), self._formats.name())
            page.write_string(row, self._plan.mark, id_)
            value = self._sheet.total_value(id_, self._period)
            page.write_number(row, 1, value, self._formats.figure(record.unit, typed=True))


#: fields that fall back on the months before
_PRIOR = ("close_rate", "expected_win_rate")


def _prior_names(field: Field) -> tuple[str, ...]:
    """What a field's fallback sums over the months before."""
    tree = formula.parse(field.fallback)
    calls = [node for node in formula.walk(tree) if isinstance(node, Call) and node.function == "prior12"]
    return tuple(dict.fromkeys(formula.names(call)[0] for call in calls))


def _serial(day: date) -> float:
    """A day as Excel counts it."""
    return float((day - date(1899, 12, 30)).days)
